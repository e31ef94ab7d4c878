//! A scorecard as the paper form has it: groups with their sums, the total, and how it arises.

use jiff::civil::Date;
use rating::{
    points::Points,
    scheme::{Item, ItemKind, Scheme},
    scorecard::{Line, LineState, Scorecard, Step, StepKind},
};
use report::{Column, SheetPaper, SheetRow};

use super::Seen;
use crate::{
    api::shared::{category_name, group_name},
    ops::print::{scheme_named, written},
};

/// A line with its item.
type Entry<'a> = (&'a Line, &'a Item);

/// `None` for a scorecard that its scheme cannot have made.
pub(super) fn paper(seen: &Seen, today: Date) -> Option<SheetPaper> {
    let Seen { period, org, kept, scheme } = seen;
    let card = &kept.card;
    let entries: Vec<Entry<'_>> =
        card.lines.iter().map(|line| Some((line, scheme.item(&line.item)?))).collect::<Option<_>>()?;
    let marked = card.lines.iter().any(|line| line.self_points.is_some());
    let column = |title: &str, share, align| Column { title: title.to_owned(), share, align };
    let mut columns = vec![
        column("指标", 6, "left"),
        column("考核项", 9, "left"),
        column("标准分", 4, "right"),
        column("评分标准", 17, "left"),
    ];
    columns.extend(marked.then(|| column("自评", 4, "right")));
    columns.extend([column("得分", 4, "right"), column("说明", 14, "left")]);
    let width = columns.len();
    let sum = |label: String, full: String, points: String| {
        let mut cells = vec![String::new(); width];
        (cells[1], cells[2], cells[width - 2]) = (label, full, points);
        SheetRow::Sum { cells }
    };
    let mut rows = Vec::new();
    for (name, entries, is_index) in groups(&entries, scheme) {
        rows.push(SheetRow::Band { text: name.clone() });
        rows.extend(entries.iter().map(|entry| line(entry, scheme, marked)));
        let settled = || entries.iter().filter(|(line, _)| line.state == LineState::Final);
        let full: Points = settled().map(|(line, _)| line.full).sum();
        let points: Points = settled().map(|(line, _)| line.points).sum();
        let full = if is_index { full.to_string() } else { String::new() };
        rows.push(sum(format!("{name}小计"), full, points.to_string()));
    }
    rows.push(sum("总分".to_owned(), String::new(), card.total.to_string()));
    let heading = format!("{}党支部考核表", period.title());
    let facts = [
        ("单位", org.unit_name.clone()),
        ("党支部", org.name.clone()),
        ("类别", category_name(scheme, &card.category)),
        ("书记", org.secretary.clone().unwrap_or_default()),
        ("依据", scheme_named(&scheme.title, &scheme.version)),
        ("打印日期", written(today)),
    ];
    let owned = |(label, text): (&str, String)| (label.to_owned(), text);
    let given = |(_, text): &(String, String)| !text.is_empty();
    Some(SheetPaper {
        footer: format!("{}　{heading}　第 {} 次评定　{}打印", org.name, kept.revision, written(today)),
        heading,
        facts: facts.map(owned).into_iter().filter(given).collect(),
        columns,
        rows,
        notes: notes(card).map(owned).into_iter().filter(given).collect(),
        signatures: ["党支部书记", "二级单位党委", "公司党委组织部"].map(str::to_owned).to_vec(),
    })
}

/// Lines by index in the scheme's order, then what belongs to none, then bonuses and deductions; each group by section.
/// Whether a group is an index tells the last.
fn groups<'a>(entries: &[Entry<'a>], scheme: &Scheme) -> Vec<(String, Vec<Entry<'a>>, bool)> {
    let place = |item: &Item| match item.kind {
        ItemKind::Bonus => (2, 0),
        ItemKind::Deduction => (3, 0),
        _ => item.index.map_or((1, 0), |index| (0, index)),
    };
    let mut places: Vec<(u8, usize)> = entries.iter().map(|(_, item)| place(item)).collect();
    places.sort_unstable();
    places.dedup();
    let group = |at: (u8, usize)| {
        let mut inside: Vec<Entry<'a>> = entries.iter().filter(|(_, item)| place(item) == at).copied().collect();
        let first =
            |section: Option<usize>, all: &[Entry<'a>]| all.iter().position(|(_, item)| item.section == section);
        let before = inside.clone();
        inside.sort_by_key(|(_, item)| first(item.section, &before));
        let name = match at {
            (2, _) => "加分项目".to_owned(),
            (3, _) => "扣分项目".to_owned(),
            (0, index) => scheme.indices[index].name.clone(),
            _ => "考核项".to_owned(),
        };
        (name, inside, at.0 == 0)
    };
    places.into_iter().map(group).collect()
}

fn line((line, item): &Entry<'_>, scheme: &Scheme, marked: bool) -> SheetRow {
    let full = if line.full.is_zero() { "—".to_owned() } else { line.full.to_string() };
    let points = match line.state {
        LineState::Final => line.points.to_string(),
        LineState::Waiting => "待评".to_owned(),
        LineState::NotOwed => "不适用".to_owned(),
    };
    let mut cells = vec![group_name(&scheme.sections, item.section).1, item.name.clone(), full, item.criterion.clone()];
    cells.extend(marked.then(|| line.self_points.map_or_else(|| "—".to_owned(), |points| points.to_string())));
    cells.extend([points, remark(line)]);
    SheetRow::Line { cells }
}

/// The most telling sentences of a line, what it lost first.
fn remark(line: &Line) -> String {
    if line.state == LineState::Waiting {
        return format!("待{}评定", line.waiting_for.as_deref().unwrap_or_default());
    }
    let told = |step: &&Step| !matches!(step.kind, StepKind::Start | StepKind::Rounding);
    let telling: Vec<&Step> = line.steps.iter().filter(told).collect();
    if line.state == LineState::NotOwed {
        return telling.first().map_or_else(|| "本周期不适用".to_owned(), |step| step.sentence.clone());
    }
    let parts = telling.iter().filter(|step| step.kind == StepKind::Part).count();
    let is_lost = |step: &Step| step.points < Points::ZERO && step.kind != StepKind::Part;
    if parts > 0 && !telling.iter().any(|step| is_lost(step)) {
        return format!("由{parts}个月的得分合成");
    }
    let lost = telling.iter().filter(|step| is_lost(step));
    let moved = telling.iter().filter(|step| !step.points.is_zero() && !is_lost(step));
    let mut shown: Vec<&str> = lost.chain(moved).map(|step| step.sentence.as_str()).collect();
    if shown.is_empty() {
        shown = telling.iter().map(|step| step.sentence.as_str()).collect();
    }
    let mut once: Vec<&str> = Vec::new();
    for sentence in shown {
        if !once.contains(&sentence) {
            once.push(sentence);
        }
    }
    once.join("；")
}

fn notes(card: &Scorecard) -> [(&'static str, String); 5] {
    let signed = |points: Points| if points > Points::ZERO { format!("+{points}") } else { points.to_string() };
    let steps = card.summary.iter().map(|step| format!("{} {}", step.sentence, signed(step.points)));
    let rank = card.rank.map(|rank| format!("第 {rank} 名（同类 {} 个支部）", card.of)).unwrap_or_default();
    let award = card.award.as_ref();
    let vetoes: Vec<&str> = card.vetoes.iter().map(|hit| hit.sentence.as_str()).collect();
    [
        ("总分的计算", steps.collect::<Vec<_>>().join("；")),
        ("名次", rank),
        ("星级", award.map(|award| award.name.clone()).unwrap_or_default()),
        ("否决", vetoes.join("；")),
        ("状态", card.state_note.clone()),
    ]
}

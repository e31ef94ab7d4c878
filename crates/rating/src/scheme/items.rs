//! Reads the items of a scheme.

use super::{
    Channel, Floor, Item, ItemKind, NotDue, Worth,
    fields::{Fields, points_of, text_of, word_of},
    head::per_category,
    node::Node,
    stars,
};
use crate::{
    measure::{Reader, Take},
    points::Points,
    rules::{Rule, read_lacks},
};

pub(super) const NOT_DUE: [(&str, NotDue); 2] = [("leave_out", NotDue::LeaveOut), ("full", NotDue::Full)];

pub(super) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Item> {
    let fields = reader.fields(node, "考核项")?;
    let code = fields.need_text("code", reader.problems);
    if reader.items_read.contains(&code) {
        reader.problems.error(&node.place, format!("考核项编号“{code}”与前面的重复"), "每项用不同的编号");
    }
    reader.items_read.push(code.clone());
    let name = fields.need_text("name", reader.problems);
    const KINDS: [(&str, ItemKind); 4] = [
        ("base", ItemKind::Base),
        ("special", ItemKind::Special),
        ("bonus", ItemKind::Bonus),
        ("deduction", ItemKind::Deduction),
    ];
    let kind = fields.word("kind", &KINDS, reader.problems).unwrap_or(ItemKind::Base);
    if kind.is_base() {
        fields.need("index", reader.problems);
    }
    let names = reader.names;
    let index = one_of(&fields, "index", &names.indices, "指数", reader);
    let block = one_of(&fields, "block", &names.blocks, "板块", reader);
    let section = one_of(&fields, "section", &names.sections, "部分", reader);
    let points = points(&fields, reader);
    let cycle = fields.need("cycle", reader.problems).and_then(|node| word_of(node, &Reader::CYCLES, reader.problems));
    const CHANNELS: [(&str, Channel); 3] =
        [("online", Channel::Online), ("offline", Channel::Offline), ("both", Channel::Both)];
    let channel = fields.word("channel", &CHANNELS, reader.problems).unwrap_or(Channel::Online);
    let assessor = fields.get("assessor").map(|node| assessor(node, reader)).unwrap_or_default();
    if assessor.is_empty() && !fields.has("parts") {
        reader.problems.error(&node.place, "没有写考评主体", "补上 assessor: 组织部（由谁考评）");
    }
    let criterion = fields.text("criterion", reader.problems);
    let clause = fields.text("clause", reader.problems);
    let evidence = fields.text("evidence", reader.problems);
    let start = fields.word("start", &[("full", true), ("zero", false)], reader.problems);
    let floor = match fields.get("floor") {
        None if kind == ItemKind::Deduction => Floor::MinusFull,
        None => Floor::At(Points::ZERO),
        Some(node) if node.text() == Some("none") => Floor::None,
        Some(node) => Floor::At(points_of(node, reader.problems).unwrap_or_default()),
    };
    let condition = fields.get("if").and_then(|node| reader.condition(node));
    let lacks = read_lacks(&fields, reader);
    let self_mark = fields.get("self_mark").and_then(|node| {
        let mut query = reader.selection(node)?;
        query.take = Take::Latest("points".into());
        Some(reader.intern.query(query))
    });
    let roll_up = fields.get("roll_up").and_then(|node| stars::combine(node, reader));
    let not_due = fields.word("not_due", &NOT_DUE, reader.problems);
    let above_full = fields.points("above_full", reader.problems);
    let ceiling = fields.points("ceiling", reader.problems);
    let parts = parts(&fields, reader);
    let part_names: Vec<String> = parts.iter().map(|(name, _)| name.clone()).collect();
    if fields.need("rules", reader.problems).is_some_and(|rules| rules.one_or_more().is_empty()) {
        reader.problems.error(&node.place, format!("“{name}”没有规则"), "至少写一条规则");
    }
    let rules: Vec<Rule> =
        fields.list("rules").into_iter().filter_map(|node| Rule::read(node, lacks, &part_names, reader)).collect();
    fields.finish(reader.problems);

    let takes = rules.iter().any(|rule| rule.kind.takes());
    // What is added on top of the item does not decide from where it starts.
    let scores = rules.iter().any(|rule| rule.kind.scores() && rule.above_full.is_none());
    if start.is_none() && kind.is_base() && takes && scores {
        reader.problems.warn(
            &node.place,
            format!("“{name}”既有给分的规则又有扣分的规则，没有写 start，按从零起"),
            "写明 start: zero（由规则给分再扣）或 start: full（从满分扣）",
        );
    }
    let start_full = start.unwrap_or(kind.is_base() && takes && !scores);
    if start_full && scores && takes {
        reader.problems.warn(
            &node.place,
            format!("“{name}”从满分起，其中给分的规则只能抵扣分"),
            "由规则给分的项写 start: zero",
        );
    }
    let assessor = if assessor.is_empty() { part_names.join("、") } else { assessor };
    Some(Item {
        code,
        name,
        index,
        block,
        section,
        kind,
        points,
        cycle: cycle?,
        channel,
        assessor,
        criterion,
        clause,
        evidence,
        start_full,
        floor,
        condition,
        self_mark,
        roll_up,
        not_due,
        above_full,
        ceiling,
        parts,
        rules,
    })
}

fn one_of(
    fields: &Fields<'_>,
    key: &'static str,
    known: &[String],
    what: &str,
    reader: &mut Reader<'_>,
) -> Option<usize> {
    let node = fields.get(key)?;
    let found = known.iter().position(|code| node.text() == Some(code));
    if found.is_none() {
        reader.problems.error(
            &node.place,
            format!("没有{what}“{}”", node.text().unwrap_or("…")),
            format!("可写：{}", known.join("、")),
        );
    }
    found
}

fn points(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<Option<Worth>> {
    let n = reader.names.categories.len();
    let Some(node) = fields.need("points", reader.problems) else { return vec![None; n] };
    let mut points = per_category(node, reader.names, reader.problems, |node, problems| match node.text() {
        Some("none") => Some(Worth::Unlimited),
        _ => points_of(node, problems).map(|points| {
            if points < Points::ZERO {
                problems.error(&node.place, "分值不能为负", "扣分项也写正数，表示最多扣多少");
            }
            Worth::Full(points)
        }),
    });
    if fields.has("categories") {
        let mut chosen = vec![false; n];
        for node in fields.list("categories") {
            let code = text_of(node, reader.problems);
            match reader.names.categories.iter().position(|known| *known == code) {
                Some(category) => chosen[category] = true,
                None => reader.problems.error(
                    &node.place,
                    format!("没有类别“{code}”"),
                    format!("可写：{}", reader.names.categories.join("、")),
                ),
            }
        }
        for (worth, chosen) in points.iter_mut().zip(chosen) {
            *worth = worth.filter(|_| chosen);
        }
    }
    fields.get("categories");
    points
}

/// One name, or a list of names or `{by, share}`.
fn assessor(node: &Node, reader: &mut Reader<'_>) -> String {
    let mut names = Vec::new();
    for node in node.one_or_more() {
        if node.map().is_none() {
            names.push(text_of(node, reader.problems));
            continue;
        }
        let Some(fields) = reader.fields(node, "考评主体") else { continue };
        let by = fields.need_text("by", reader.problems);
        let share = fields.number("share", reader.problems);
        fields.finish(reader.problems);
        names.push(share.map_or(by.clone(), |share| format!("{by}{share}%")));
    }
    names.join("、")
}

fn parts(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<(String, Points)> {
    let mut parts = Vec::new();
    for node in fields.list("parts") {
        let Some(fields) = reader.fields(node, "分评部门") else { continue };
        let by = fields.need_text("by", reader.problems);
        let points = fields.need("points", reader.problems).and_then(|_| fields.points("points", reader.problems));
        fields.finish(reader.problems);
        parts.extend(points.map(|points| (by, points)));
    }
    parts
}

//! A ranking as a table to sign.

use jiff::civil::Date;
use rating::{points::Points, scorecard::State};
use report::{Column, SheetPaper, SheetRow};
use store::{KeptCheckpoint, Place, Sum};

use super::{Seen, note, tie_rule};
use crate::{
    api::shared::category_name,
    clock::china_day,
    ops::print::{scheme_named, written},
};

/// `filtered`: not the whole category. `sealed`: the journal's newest checkpoint, so that who keeps the paper can prove the
/// journal later.
pub(super) fn paper(seen: &Seen, filtered: bool, sealed: Option<&KeptCheckpoint>, today: Date) -> SheetPaper {
    let Seen { period, scheme, category, page, .. } = seen;
    let category = category_name(scheme, category);
    let starred = scheme.rating.stars.as_ref().is_some_and(|stars| stars.at.contains(&period.cycle()));
    let heading = format!("{}{category}党支部排名表", period.title());
    let n = page.items.len();
    let extent = if filtered {
        format!("{category}（筛选出 {n} 个支部）")
    } else {
        format!("{category}（{n} 个支部）")
    };
    let facts = [
        ("周期", period.title()),
        ("类别", extent),
        ("依据", scheme_named(&scheme.title, &scheme.version)),
        ("打印日期", written(today)),
    ];
    let column = |title: &str, share, align| Column { title: title.to_owned(), share, align };
    let mut columns = vec![
        column("名次", 3, "center"),
        column("党支部", 10, "left"),
        column("二级单位", 8, "left"),
        column("得分", 4, "right"),
    ];
    columns.extend(scheme.indices.iter().map(|index| column(&index.name, 4, "right")));
    columns.extend(starred.then(|| column("星级", 4, "center")));
    columns.push(column("备注", 7, "left"));
    let line = |place: &Place| {
        let mut cells = vec![
            place.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string()),
            place.branch_name.clone(),
            place.unit_name.clone(),
            place.total.to_string(),
        ];
        cells.extend(scheme.indices.iter().map(|index| value(place, &index.code)));
        cells.extend(starred.then(|| place.star_name.clone().unwrap_or_else(|| "—".to_owned())));
        cells.push(remark(place));
        SheetRow::Line { cells }
    };
    let mut rows: Vec<SheetRow> = page.items.iter().map(line).collect();
    rows.extend(mean(&page.items).map(|(mean, n)| {
        let mut cells = vec![String::new(); columns.len()];
        cells[1] = format!("平均（{n} 个已排名支部）");
        cells[3] = mean.to_string();
        SheetRow::Sum { cells }
    }));
    let proof =
        sealed.map(|kept| format!("第 {} 条止，{}，树根 {}", kept.size, written(china_day(kept.at)), kept.root));
    let notes = [
        ("并列规则", tie_rule(scheme.rating.stars.as_ref())),
        ("计分说明", note(scheme, *period)),
        ("存证", proof.unwrap_or_default()),
    ];
    let owned = |(label, text): (&str, String)| (label.to_owned(), text);
    SheetPaper {
        footer: format!("{heading}　{}打印", written(today)),
        heading,
        facts: facts.map(owned).to_vec(),
        columns,
        rows,
        notes: notes.map(owned).into_iter().filter(|(_, text)| !text.is_empty()).collect(),
        signatures: ["制表人", "审核人", "负责人"].map(str::to_owned).to_vec(),
    }
}

fn value(place: &Place, index: &str) -> String {
    let share = place.indices.iter().find(|share| share.code == index);
    share.map_or_else(|| "—".to_owned(), |share| share.value.to_string())
}

fn remark(place: &Place) -> String {
    let vetoed = place.vetoed.then(|| "否决".to_owned());
    let open = (place.state != State::Final).then(|| place.state_note.clone());
    vetoed.into_iter().chain(open).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("；")
}

/// Mean points of the branches that have a place, and how many they are.
fn mean(places: &[Place]) -> Option<(Points, i64)> {
    let ranked = || places.iter().filter(|place| place.rank.is_some()).map(|place| place.total);
    let sum = Sum { n: ranked().count() as i64, points: ranked().sum() };
    sum.mean().map(|mean| (mean, sum.n))
}

//! A branch's year as one book.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rating::{
    period::{Cycle, Period},
    scheme::Scheme,
    scorecard::State,
};
use report::{BookMonth, BookPaper, Grid, MatrixRow};
use store::{Db, Place, Post, RosterMember, Scope, StoreError, TreeOrg};

use super::{
    record::{Home, paper},
    scheme_named, written,
};
use crate::ops::owed::{Cell, Owing, Standing, classes, column};

/// More records than this are more than one book holds.
pub const MOST_RECORDS: usize = 400;

/// Whose book of which year, for whom.
pub struct Asked<'a> {
    pub scope: &'a Scope,
    pub branch: &'a TreeOrg,
    pub year: Period,
    /// The scheme in force: its duties make the matrix.
    pub scheme: &'a Scheme,
    /// Whether the reader may see the roster by name.
    pub names: bool,
}

/// What stands in the book; `None` when the year has more than [`MOST_RECORDS`] records.
///
/// # Errors
/// Those of the database.
pub async fn book(db: &mut Db, asked: &Asked<'_>) -> Result<Option<BookPaper>, StoreError> {
    let Asked { scope, branch, year, scheme, names } = asked;
    let (today, days) = (scope.today(), (year.first_day(), year.last_day()));
    let records = db.records().standing(scope, &branch.id, days, MOST_RECORDS as i64 + 1).await?;
    if records.len() > MOST_RECORDS {
        return Ok(None);
    }
    let files = db.records().files(scope, &branch.id, days).await?;
    let roster = db.members().roster(&branch.id, year.last_day().min(today)).await?;
    let places = db.rankings().history(scope, &branch.id).await?;
    let mut months: BTreeMap<i8, BookMonth> = BTreeMap::new();
    let home = Home { unit: &branch.unit_name, branch: &branch.name, files: &files };
    for (record, body) in &records {
        let Some(on) = record.on else { continue };
        let month = months.entry(on.month()).or_default();
        month.title = format!("{}月", on.month());
        month.records.push(paper(record, body, home));
    }
    Ok(Some(BookPaper {
        year: year.year().to_string(),
        unit: branch.unit_name.clone(),
        branch: branch.name.clone(),
        printed: written(today),
        facts: about(asked, records.len()),
        committee: committee(&roster),
        roster_note: roster_note(&roster, year.last_day().min(today)),
        roster: if *names { by_group(&roster) } else { Vec::new() },
        matrix: matrix(db, asked).await?,
        matrix_note: "√ 按期完成；迟 逾期报送；缺 到期未完成；待 尚未到期；免 经批准免除；空白 不作要求。".to_owned(),
        scores: scores(&places, *year),
        scores_note: scores_note(&places, *year, scheme),
        months: months.into_values().collect(),
    }))
}

fn about(asked: &Asked<'_>, n_records: usize) -> Vec<(String, String)> {
    let branch = asked.branch;
    let category = branch.category.as_deref().and_then(|code| asked.scheme.category(code));
    let category = category.map(|position| asked.scheme.categories[position].name.clone());
    let facts = [
        ("党支部", Some(branch.name.clone())),
        ("所属组织", Some(branch.unit_name.clone())),
        ("书记", branch.secretary.clone()),
        ("类别", category),
        ("成立日期", Some(written(branch.founded_on))),
        ("任期届满", branch.term_ends.map(written)),
        ("台账记录", Some(format!("{n_records} 条"))),
    ];
    facts.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?))).collect()
}

fn committee(roster: &[RosterMember]) -> Grid {
    let rows = roster.iter().filter(|member| member.in_committee).map(|member| {
        let post = member.post.as_deref().and_then(Post::parse).map_or("", Post::title);
        vec![post.to_owned(), member.name.clone()]
    });
    Grid {
        title: "支部委员会".to_owned(), columns: ["职务", "姓名"].map(str::to_owned).to_vec(), rows: rows.collect()
    }
}

fn roster_note(roster: &[RosterMember], day: Date) -> String {
    if roster.is_empty() {
        return String::new();
    }
    let voters = roster.iter().filter(|member| member.votes).count();
    let rest = roster.len() - voters;
    let rest = if rest > 0 { format!("，其中有表决权的 {voters} 人") } else { String::new() };
    format!("截至{}，共有党员 {} 人{rest}。", written(day), roster.len())
}

/// Groups in the order of the roster, names as they stand there.
fn by_group(roster: &[RosterMember]) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(Option<&String>, Vec<String>)> = Vec::new();
    let any = roster.iter().any(|member| member.group.is_some());
    for member in roster {
        match groups.iter_mut().find(|(group, _)| *group == member.group.as_ref()) {
            Some((_, names)) => names.push(member.name.clone()),
            None => groups.push((member.group.as_ref(), vec![member.name.clone()])),
        }
    }
    // Those of no group last.
    groups.sort_by_key(|(group, _)| group.is_none());
    let title = |group: Option<&String>| {
        let named =
            roster.iter().find(|member| member.group.as_ref() == group).and_then(|member| member.group_name.clone());
        named.unwrap_or_else(|| if any { "未编组" } else { "全体党员" }.to_owned())
    };
    groups.into_iter().map(|(group, names)| (title(group), names)).collect()
}

async fn matrix(db: &mut Db, asked: &Asked<'_>) -> Result<Vec<MatrixRow>, StoreError> {
    let (today, ids) = (asked.scope.today(), std::slice::from_ref(&asked.branch.id));
    let orgs = db.orgs().with_ids(ids).await?;
    let entered = db.facts().evidence_among(ids, &classes(asked.scheme)).await?;
    let facts: Vec<_> = entered.into_iter().map(|entered| entered.fact).collect();
    let branches = store::branches(&orgs, today);
    let owing = branches.first().and_then(|branch| Owing::of(asked.scheme, branch, &facts, today));
    let Some(owing) = owing else { return Ok(Vec::new()) };
    let row = |(n, duty): (usize, &rating::scheme::Duty)| {
        let mut months = vec![String::new(); 12];
        for cell in owing.cells(n, asked.year) {
            let place = usize::from(column(cell.cycle).ordinal().unsigned_abs()) - 1;
            months[place] = sign(&cell).to_owned();
        }
        MatrixRow { duty: duty.name.clone(), months }
    };
    // What the whole year asked nothing of is left out.
    let asks = |row: &MatrixRow| row.months.iter().any(|sign| !sign.is_empty());
    Ok(asked.scheme.duties.iter().enumerate().map(row).filter(asks).collect())
}

const fn sign(cell: &Cell) -> &'static str {
    match cell.standing {
        Standing::NotOwed | Standing::Future => "",
        Standing::Done => "√",
        Standing::Excused => "免",
        Standing::Waiting | Standing::Due => "待",
        Standing::Late => "迟",
        Standing::Missing => "缺",
    }
}

fn of_year(places: &[Place], year: Period) -> impl Iterator<Item = &Place> {
    places.iter().filter(move |place| place.period.year() == year.year())
}

/// Months, quarters and the year, each with its points, place and star.
fn scores(places: &[Place], year: Period) -> Grid {
    let mut rated: Vec<&Place> = of_year(places, year).collect();
    let rank = |cycle| [Cycle::Month, Cycle::Quarter, Cycle::Half, Cycle::Year].iter().position(|one| *one == cycle);
    rated.sort_by_key(|place| (rank(place.period.cycle()), place.period.ordinal()));
    let row = |place: &Place| {
        let note = match place.state {
            State::Final => String::new(),
            State::Waiting => "（暂）".to_owned(),
            State::NotRated => place.state_note.clone(),
        };
        let rank = place.rank.map_or_else(|| "—".to_owned(), |rank| format!("{rank}/{}", place.of));
        let star = place.star_name.clone().unwrap_or_else(|| "—".to_owned());
        vec![place.period.title(), format!("{}{note}", place.total), rank, star]
    };
    Grid {
        title: String::new(),
        columns: ["周期", "得分", "名次／同类支部", "星级"].map(str::to_owned).to_vec(),
        rows: rated.into_iter().map(row).collect(),
    }
}

fn scores_note(places: &[Place], year: Period, scheme: &Scheme) -> String {
    let mut names: Vec<String> = Vec::new();
    for place in of_year(places, year) {
        let title = if place.scheme == scheme.code { &scheme.title } else { &place.scheme };
        let name = scheme_named(title, &place.version);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let waiting = of_year(places, year).any(|place| place.state == State::Waiting);
    let waiting = if waiting { "标“暂”的尚有考核项待评。" } else { "" };
    format!("依据{}。{waiting}", names.join("、"))
}

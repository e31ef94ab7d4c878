//! One branch of the mass, rated again by the ordinary engine from the same rows, with its reasons.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result, ensure};
use jiff::civil::{Date, date};
use rating::{
    Evidence,
    facts::{Branch, Fact, FactKind, FactState},
    number::Number,
    period::Period,
    scheme::Scheme,
    scorecard::Scorecard,
};

use crate::{
    YEAR, month,
    table::Table,
    work::{Done, SCORES, fact_key},
};

/// Everything known about one branch up to the end of a month.
///
/// # Errors
/// If the data cannot be read, or there is no such branch.
pub fn evidence(scheme: &Scheme, data: &Path, branch: u32, until: u32) -> Result<Evidence> {
    let table = Table::open(&data.join("branches.parquet"))?;
    let row = branch as usize;
    let category = *table.whole("cat")?.get(row).context("no such branch")?;
    let unit = table.whole("unit_id")?[row];
    let star = table.whole("init_star")?[row];
    let category = &scheme.categories[category as usize - 1].code;
    let founded = date(2000, 1, 1);
    let mut facts = Vec::new();
    facts.push(fact("standing", "star", date(YEAR - 1, 12, 31), FactState::Valid, &[("value", star)], scheme));
    for number in 1..=until {
        facts.extend(month_facts(scheme, data, branch, number)?);
    }
    let branch = Branch {
        id: branch.to_string(),
        name: format!("第{branch}支部"),
        unit: unit.to_string(),
        categories: vec![(founded, category.clone())],
        founded,
        closed: None,
    };
    Ok(Evidence { branch, facts })
}

fn month_facts(scheme: &Scheme, data: &Path, branch: u32, number: u32) -> Result<Vec<Fact>> {
    let mut facts = Vec::new();
    let end = month(number).last_day();
    each_row(data, "records", number, branch, &["day", "kind", "due", "attend", "status"], |id, row| {
        let [day, kind, due, attend, status] = row[..] else { return };
        let state = if status == 1 { FactState::Valid } else { FactState::Returned };
        let on = date(YEAR, number as i8, day as i8);
        facts.push(fact(
            &fact_key("records", kind as usize),
            id,
            on,
            state,
            &[("due", due), ("present", attend)],
            scheme,
        ));
    })?;
    each_row(data, "entries", number, branch, &["ind", "num", "den"], |id, row| {
        let [indicator, num, den] = row[..] else { return };
        let numbers = [("actual", num), ("target", den)];
        facts.push(fact(&fact_key("entries", indicator as usize), id, end, FactState::Valid, &numbers, scheme));
    })?;
    each_row(data, "events", number, branch, &["ind", "points"], |id, row| {
        let [indicator, points] = row[..] else { return };
        facts.push(fact(
            &fact_key("events", indicator as usize),
            id,
            end,
            FactState::Valid,
            &[("points", points)],
            scheme,
        ));
    })?;
    Ok(facts)
}

fn each_row(
    data: &Path,
    name: &str,
    number: u32,
    branch: u32,
    columns: &[&str],
    mut take: impl FnMut(&str, Vec<i32>),
) -> Result<()> {
    let table = Table::open(&data.join(format!("{name}_{number:02}.parquet")))?;
    let key = table.column("branch_id")?;
    let (mut branches, mut before) = (Vec::new(), 0);
    for group in 0..table.n_groups() {
        let rows = table.group_rows(group);
        let inside = table.range(group, key).is_none_or(|(low, high)| (low..=high).contains(&(branch as i32)));
        if inside {
            table.read(group, key, &mut branches)?;
            let found: Vec<usize> = (0..rows).filter(|row| branches[*row] == branch as i32).collect();
            let mut values = vec![Vec::new(); columns.len()];
            for (column, values) in columns.iter().zip(&mut values) {
                table.read(group, table.column(column)?, values)?;
            }
            for row in found {
                let id = format!("{name}-{number:02}-{}", before + row);
                take(&id, values.iter().map(|column| column[row]).collect());
            }
        }
        before += rows;
    }
    Ok(())
}

fn fact(key: &str, id: &str, on: Date, state: FactState, numbers: &[(&str, i32)], scheme: &Scheme) -> Fact {
    let class = scheme.class(key);
    Fact {
        id: id.to_owned(),
        key: key.to_owned(),
        kind: class.map_or(FactKind::Record, |class| class.kind),
        on,
        counts_for: None,
        filed_on: None,
        state,
        title: class.map_or_else(|| key.to_owned(), |class| class.name.clone()),
        numbers: numbers.iter().map(|(field, value)| ((*field).to_owned(), Number::whole(i64::from(*value)))).collect(),
        tags: BTreeMap::new(),
    }
}

/// The branch's scorecard of a month, by the ordinary engine.
///
/// # Errors
/// As [`evidence`].
pub fn scorecard(scheme: &Scheme, data: &Path, branch: u32, number: u32) -> Result<Scorecard> {
    let evidence = evidence(scheme, data, branch, number)?;
    let period: Period = month(number);
    rating::rate(scheme, period, &[evidence], &[]).pop().context("the branch was not rated")
}

/// Fails unless a scorecard says the same as what the mass rating has written.
///
/// # Errors
/// If a number differs.
pub fn agree(scheme: &Scheme, card: &Scorecard, done: &Done, branch: u32, number: u32) -> Result<()> {
    let mut first = 0;
    for part in &done.parts[number as usize - 1] {
        let table = Table::open(part)?;
        let place = branch as usize - first;
        if place >= table.n_rows() {
            first += table.n_rows();
            continue;
        }
        let written: BTreeMap<&str, i32> =
            SCORES.iter().map(|(name, _)| Ok((*name, table.whole(name)?[place]))).collect::<Result<_>>()?;
        for (position, item) in scheme.items.iter().enumerate().take(39) {
            let line = card.lines.iter().find(|line| line.item == item.code);
            let points = line.map_or(0, |line| line.points.thousandths() / 10);
            let other = written[SCORES[position + 1].0];
            ensure!(points == i64::from(other), "branch {branch}, {}: {points} here, {other} there", item.code);
        }
        for (position, share) in card.indices.iter().enumerate() {
            let other = written[SCORES[41 + position].0];
            ensure!(share.earned.thousandths() / 10 == i64::from(other), "branch {branch}, index {}", share.code);
        }
        ensure!(card.total.thousandths() / 10 == i64::from(written["total"]), "branch {branch}: totals differ");
        ensure!(card.vetoes.len() == written["s40"] as usize, "branch {branch}: vetoes differ");
        return Ok(());
    }
    anyhow::bail!("branch {branch} is not among the results")
}

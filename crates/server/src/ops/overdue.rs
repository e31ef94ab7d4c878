//! What was owed in the last twelve months and not done, of many branches at once.

use std::collections::HashMap;

use jiff::civil::Date;
use rating::{
    facts::{Branch, Fact},
    period::{Cycle, Period},
    scheme::Scheme,
};
use store::{BranchFilter, Db, EnteredFact, Paging, Scope, StoreError};

use super::owed::{Cell, Owing, Standing, classes};

/// So many branches are looked at at once.
pub const BRANCHES: i64 = 200;
/// Up to so many branches a list is in the order of lateness while somebody waits for it.
pub const SORTED: i64 = 1000;

/// A branch with the facts that its duties are told from.
pub struct Known {
    pub branch: Branch,
    pub facts: Vec<Fact>,
    /// Ledger record by fact.
    records: Vec<(String, String)>,
}

impl Known {
    pub fn records(&self) -> HashMap<&str, &str> {
        self.records.iter().map(|(fact, record)| (fact.as_str(), record.as_str())).collect()
    }
}

/// These branches as their duties see them, in the order of `ids`.
///
/// # Errors
/// Those of the store.
pub async fn known(db: &mut Db, scheme: &Scheme, ids: &[String], today: Date) -> Result<Vec<Known>, StoreError> {
    let orgs = db.orgs().with_ids(ids).await?;
    let entered = db.facts().evidence_among(ids, &classes(scheme)).await?;
    let mut by_branch: HashMap<String, Vec<EnteredFact>> = HashMap::new();
    for entered in entered {
        by_branch.entry(entered.branch_id.clone()).or_default().push(entered);
    }
    let mut known: Vec<Known> = store::branches(&orgs, today)
        .into_iter()
        .map(|branch| {
            let entered = by_branch.remove(&branch.id).unwrap_or_default();
            let records =
                entered.iter().filter_map(|entered| Some((entered.fact.id.clone(), entered.record_id.clone()?)));
            let records = records.collect();
            Known { facts: entered.into_iter().map(|entered| entered.fact).collect(), records, branch }
        })
        .collect();
    known.sort_by_key(|known| ids.iter().position(|id| *id == known.branch.id));
    Ok(known)
}

/// A cycle of a duty that a branch let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub branch_id: String,
    pub branch_name: String,
    /// Its place in the scheme's list.
    pub duty: usize,
    pub period: Period,
    pub due_on: Date,
    /// Days since the last day in time.
    pub days: i64,
    /// How often it is still to be done.
    pub missing: i64,
}

/// Of one branch, in the order of the scheme.
pub fn of_branch(scheme: &Scheme, known: &Known, today: Date) -> Vec<Overdue> {
    let Some(owing) = Owing::of(scheme, &known.branch, &known.facts, today) else { return Vec::new() };
    let this_month = Period::holding(today, Cycle::Month);
    let since = this_month.shifted(-12).first_day();
    let year = this_month.widened(Cycle::Year);
    let missing = |cell: &Cell| {
        cell.standing == Standing::Missing
            && cell.cycle.first_day() >= since
            // What no scheme asked for yet was not owed.
            && Period::holding(cell.cycle.last_day(), Cycle::Month) >= scheme.effective_from
    };
    let mut rows = Vec::new();
    for duty in 0..scheme.duties.len() {
        let cells = [year.shifted(-1), year].into_iter().flat_map(|year| owing.cells(duty, year));
        rows.extend(cells.filter(missing).map(|cell| Overdue {
            branch_id: known.branch.id.clone(),
            branch_name: known.branch.name.clone(),
            duty,
            period: cell.cycle,
            due_on: cell.due_on,
            days: cell.due_on.until(today).map_or(0, |span| i64::from(span.get_days())).max(0),
            missing: cell.owed - cell.done,
        }));
    }
    rows
}

/// A part of the list, longest overdue first.
pub struct Found {
    pub rows: Vec<Overdue>,
    /// Branches that were not looked at.
    pub more: bool,
}

/// The list of all branches that the filter names. Of more than `sorted` branches only those are looked at that `wanted`
/// rows need, in the order of the tree.
///
/// # Errors
/// Those of the store.
pub async fn list(
    db: &mut Db,
    scope: &Scope,
    scheme: &Scheme,
    filter: &BranchFilter,
    (wanted, sorted): (usize, i64),
) -> Result<Found, StoreError> {
    let today = scope.today();
    let mut found = Found { rows: Vec::new(), more: true };
    let mut looked_at = 0;
    let mut is_sorted = true;
    while found.more && (is_sorted || found.rows.len() < wanted) {
        let part = Paging { page: looked_at / BRANCHES + 1, size: BRANCHES };
        let page = db.branches().list(scope, filter, part).await?;
        let ids: Vec<String> = page.items.iter().map(|seen| seen.org.id.clone()).collect();
        let known = known(db, scheme, &ids, today).await?;
        found.rows.extend(known.iter().flat_map(|known| of_branch(scheme, known, today)));
        looked_at += BRANCHES;
        is_sorted = page.total <= sorted && !page.more;
        found.more = (looked_at < page.total || page.more) && !ids.is_empty();
    }
    if is_sorted {
        found.rows.sort_by(|a, b| {
            b.days
                .cmp(&a.days)
                .then_with(|| (&a.branch_name, a.duty, a.period).cmp(&(&b.branch_name, b.duty, b.period)))
        });
    }
    Ok(found)
}

//! Past facts under a draft: who would rise or fall against the results that stand, and because of which item.
//! Nothing is kept.

use std::{cmp::Ordering, collections::HashMap};

use rating::{
    period::{Cycle, Period},
    points::Points,
    scheme::Scheme,
    scorecard::{Scorecard, State},
};
use serde::Serialize;
use store::Store;

use super::rate_period::{Refused, completed_by, evidence};

/// The comparison of a draft with what stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhatIf {
    pub period: Period,
    pub scheme: String,
    pub version: String,
    pub n_branches: usize,
    /// Branches whose rank, star or points would be others; largest change of star first, then of rank.
    pub changes: Vec<Change>,
}

/// One branch under the draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    pub branch_id: String,
    pub branch_name: String,
    pub category: String,
    pub before: Standing,
    pub after: Standing,
    /// The item whose points differ most, in the direction of the whole.
    pub item: Option<ItemChange>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    pub points: Points,
    pub rank: Option<u32>,
    pub star: Option<u8>,
    pub rated: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemChange {
    pub item: String,
    pub name: String,
    pub before: Points,
    pub after: Points,
    /// The reason under the draft, or why it stood as it did.
    pub sentence: String,
}

/// Rates `period` and its parts under `draft` in memory.
///
/// # Errors
/// `NotAStage` if the draft does not rate such periods; those of the store.
pub async fn what_if(store: &Store, draft: &Scheme, period: Period) -> Result<WhatIf, Refused> {
    if draft.rating.stage(period.cycle()).is_none() {
        return Err(Refused::NotAStage { title: draft.title.clone(), period });
    }
    let mut db = store.read().await?;
    let evidence = evidence(&mut db, period).await?;
    if evidence.is_empty() {
        return Err(Refused::NoBranches(period));
    }
    let mut earlier = db.scorecards().results_before(period.first_day()).await?;
    let standing = db.scorecards().standing(&[period]).await?;
    drop(db);
    let names: HashMap<String, String> =
        evidence.iter().map(|evidence| (evidence.branch.id.clone(), evidence.branch.name.clone())).collect();
    let months = period.parts(Cycle::Month);
    let order: Vec<Period> =
        completed_by(draft, &months).into_iter().filter(|part| part.cycle() <= period.cycle()).collect();
    let scheme = draft.clone();
    let work = move || {
        let mut last = Vec::new();
        for part in order {
            last = rating::rate(&scheme, part, &evidence, &earlier);
            earlier.extend(last.iter().cloned());
        }
        last
    };
    let after = tokio::task::spawn_blocking(work).await.expect("the engine does not panic");
    let before: HashMap<&str, &Scorecard> =
        standing.iter().map(|kept| (kept.card.branch.as_str(), &kept.card)).collect();
    let compare = |card: &Scorecard| {
        let name = names.get(&card.branch).cloned().unwrap_or_default();
        change(draft, name, before.get(card.branch.as_str()).copied(), card)
    };
    let mut changes: Vec<Change> = after.iter().filter_map(compare).collect();
    changes.sort_by(order_of_changes);
    Ok(WhatIf { period, scheme: draft.title.clone(), version: draft.version.clone(), n_branches: after.len(), changes })
}

fn standing(card: &Scorecard) -> Standing {
    Standing {
        points: card.total,
        rank: card.rank,
        star: card.award.as_ref().map(|award| award.star),
        rated: card.state != State::NotRated,
    }
}

/// `None` if nothing would change, or nothing stands to compare with.
fn change(draft: &Scheme, branch_name: String, before: Option<&Scorecard>, after: &Scorecard) -> Option<Change> {
    let before = before?;
    let (old, new) = (standing(before), standing(after));
    if old == new {
        return None;
    }
    Some(Change {
        branch_id: after.branch.clone(),
        branch_name,
        category: after.category.clone(),
        item: largest_difference(draft, before, after),
        before: old,
        after: new,
    })
}

fn largest_difference(draft: &Scheme, before: &Scorecard, after: &Scorecard) -> Option<ItemChange> {
    let points = |card: &Scorecard, item: &str| {
        card.lines.iter().find(|line| line.item == item).map_or(Points::ZERO, |line| line.points)
    };
    let items = after.lines.iter().map(|line| &line.item);
    let gone = before.lines.iter().map(|line| &line.item).filter(|item| draft.item(item).is_none());
    let direction = after.total.cmp(&before.total);
    let differences = items.chain(gone).map(|item| (item, points(before, item), points(after, item)));
    let along = |(_, old, new): &(&String, Points, Points)| {
        old != new && (direction == Ordering::Equal || new.cmp(old) == direction)
    };
    let (item, old, new) = differences.filter(along).max_by_key(|(_, old, new)| (*new - *old).abs())?;
    let line = |card: &'_ Scorecard| {
        let line = card.lines.iter().find(|line| line.item == *item)?;
        let step = line.steps.iter().filter(|step| step.rule.is_some()).max_by_key(|step| step.points.abs());
        step.or(line.steps.last()).map(|step| step.sentence.clone())
    };
    Some(ItemChange {
        item: item.clone(),
        name: draft.item(item).map_or_else(|| format!("{item}（草案中没有）"), |item| item.name.clone()),
        before: old,
        after: new,
        sentence: line(after).or_else(|| line(before)).unwrap_or_default(),
    })
}

fn order_of_changes(a: &Change, b: &Change) -> Ordering {
    let star = |change: &Change| {
        let (old, new) = (change.before.star.unwrap_or(0), change.after.star.unwrap_or(0));
        i16::from(new) - i16::from(old)
    };
    let rank = |change: &Change| {
        let (old, new) = (change.before.rank.unwrap_or(0), change.after.rank.unwrap_or(0));
        i64::from(old) - i64::from(new)
    };
    let size = |change: &Change| (star(change).abs(), rank(change).abs());
    size(b).cmp(&size(a)).then_with(|| star(b).cmp(&star(a))).then_with(|| a.branch_id.cmp(&b.branch_id))
}

//! Past facts under a draft: who would rise or fall against the results that stand, and because of which items and
//! rules. Nothing is kept.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
};

use rating::{
    period::{Cycle, Period},
    points::Points,
    scheme::Scheme,
    scorecard::{Line, Scorecard, State, Step, StepKind},
};
use serde::Serialize;
use store::Store;

use super::rate_period::{Refused, completed_by, evidence, parts};
use crate::sentences::in_part;

/// The comparison of a draft with what stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhatIf {
    pub period: Period,
    pub scheme: String,
    pub version: String,
    pub n_branches: usize,
    pub n_rising: usize,
    pub n_falling: usize,
    /// Branches whose rank, star or points would be others; largest change of star first, then of rank.
    pub changes: Vec<Change>,
}

/// One branch under the draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    pub branch_id: String,
    pub branch_name: String,
    pub category: String,
    pub direction: Direction,
    pub before: Standing,
    pub after: Standing,
    /// The items that move it most, in the direction of the whole; three at most.
    pub items: Vec<ItemChange>,
}

/// By star, and by rank where the star stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Rises,
    Falls,
    /// Only the points differ.
    Stays,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Standing {
    pub points: Points,
    pub rank: Option<u32>,
    pub star: Option<u8>,
    pub star_name: Option<String>,
    pub rated: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemChange {
    pub item: String,
    pub name: String,
    pub before: Points,
    pub after: Points,
    /// The draft's rule that makes the difference, in its own words.
    pub rule: Option<String>,
    /// The reason under the draft, or why it stood as it did; with the month where the line is joined from months.
    pub sentence: String,
}

/// Rates `period` and its parts under `draft` in memory.
///
/// # Errors
/// `NotAStage` if the draft does not rate such periods, `NotRated` if nothing stands to compare with; those of the
/// store.
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
    let mut compared = parts(draft, period);
    compared.push(period);
    let standing = db.scorecards().standing(&compared).await?;
    drop(db);
    let before = Results::of(standing.into_iter().map(|kept| kept.card), period);
    if before.of_period().next().is_none() {
        return Err(Refused::NotRated(period));
    }
    let names: HashMap<String, String> =
        evidence.iter().map(|evidence| (evidence.branch.id.clone(), evidence.branch.name.clone())).collect();
    let months = period.parts(Cycle::Month);
    let order: Vec<Period> =
        completed_by(draft, &months).into_iter().filter(|part| part.cycle() <= period.cycle()).collect();
    let scheme = draft.clone();
    let work = move || {
        let mut made = Vec::new();
        for part in order {
            let cards = rating::rate(&scheme, part, &evidence, &earlier);
            earlier.extend(cards.iter().cloned());
            made.extend(cards);
        }
        made
    };
    let after = tokio::task::spawn_blocking(work).await.expect("the engine does not panic");
    let after = Results::of(after, period);
    let both = Both { draft, before: &before, after: &after };
    let mut branches: Vec<&str> =
        after.of_period().chain(before.of_period()).map(|card| card.branch.as_str()).collect();
    branches.sort_unstable();
    branches.dedup();
    let mut changes: Vec<Change> = branches
        .iter()
        .filter_map(|branch| both.change(branch, names.get(*branch).cloned().unwrap_or_default()))
        .collect();
    changes.sort_by(order_of_changes);
    let n = |direction| changes.iter().filter(|change| change.direction == direction).count();
    Ok(WhatIf {
        period,
        scheme: draft.title.clone(),
        version: draft.version.clone(),
        n_branches: branches.len(),
        n_rising: n(Direction::Rises),
        n_falling: n(Direction::Falls),
        changes,
    })
}

/// Scorecards of a period and of its parts.
struct Results {
    period: Period,
    cards: HashMap<(String, Period), Scorecard>,
}

impl Results {
    fn of(cards: impl IntoIterator<Item = Scorecard>, period: Period) -> Results {
        let cards = cards.into_iter().map(|card| ((card.branch.clone(), card.period), card)).collect();
        Results { period, cards }
    }

    fn of_period(&self) -> impl Iterator<Item = &Scorecard> {
        self.cards.values().filter(|card| card.period == self.period)
    }

    fn find(&self, branch: &str, period: Period) -> Option<&Scorecard> {
        self.cards.get(&(branch.to_owned(), period))
    }

    fn line(&self, branch: &str, period: Period, item: &str) -> Option<&Line> {
        self.find(branch, period)?.lines.iter().find(|line| line.item == item)
    }
}

/// What stands, and what the draft would make of it.
struct Both<'a> {
    draft: &'a Scheme,
    before: &'a Results,
    after: &'a Results,
}

impl Both<'_> {
    /// `None` if nothing would change.
    fn change(&self, branch: &str, branch_name: String) -> Option<Change> {
        let period = self.after.period;
        let (before, after) = (self.before.find(branch, period), self.after.find(branch, period));
        let (old, new) = (standing(before), standing(after));
        if old == new {
            return None;
        }
        Some(Change {
            branch_id: branch.to_owned(),
            branch_name,
            category: after.or(before)?.category.clone(),
            direction: direction(&old, &new),
            items: self.items(branch, new.points.cmp(&old.points)),
            before: old,
            after: new,
        })
    }

    fn items(&self, branch: &str, direction: Ordering) -> Vec<ItemChange> {
        let period = self.after.period;
        let lines = |results: &'_ Results| {
            let card = results.find(branch, period);
            card.map(|card| card.lines.iter().map(|line| line.item.clone()).collect::<Vec<_>>()).unwrap_or_default()
        };
        let mut items = lines(self.after);
        items.extend(lines(self.before).into_iter().filter(|item| self.draft.item(item).is_none()));
        let along = |(_, old, new): &(String, Points, Points)| {
            old != new && (direction == Ordering::Equal || new.cmp(old) == direction)
        };
        let points =
            |results: &Results, item: &str| results.line(branch, period, item).map_or(Points::ZERO, |line| line.points);
        let differences = items.into_iter().map(|item| {
            let (old, new) = (points(self.before, &item), points(self.after, &item));
            (item, old, new)
        });
        let mut moved: Vec<(String, Points, Points)> = differences.filter(along).collect();
        moved.sort_by_key(|(item, old, new)| (Reverse((*new - *old).abs()), item.clone()));
        moved.truncate(3);
        moved.into_iter().map(|(item, before, after)| self.item(branch, item, before, after)).collect()
    }

    fn item(&self, branch: &str, item: String, before: Points, after: Points) -> ItemChange {
        let known = self.draft.item(&item);
        let reason = self.reason(branch, &item);
        let rule = reason.as_ref().and_then(|reason| known?.rules.get(reason.step.rule?));
        ItemChange {
            name: known.map_or_else(|| "草案中没有此项".to_owned(), |item| item.name.clone()),
            before,
            after,
            rule: rule.filter(|_| reason.as_ref().is_some_and(|reason| reason.is_new)).map(|rule| rule.text.clone()),
            sentence: reason.map(|reason| reason.say()).unwrap_or_default(),
            item,
        }
    }

    /// The step that the draft adds or, if it adds none, the one that it drops; of the part that differs most.
    fn reason(&self, branch: &str, item: &str) -> Option<Reason> {
        let period = self.after.period;
        let is_joined = |line: &Line| line.steps.iter().any(|step| step.kind == StepKind::Part);
        let of = |period: Period| (self.before.line(branch, period, item), self.after.line(branch, period, item));
        let own = of(period);
        let joined = own.1.or(own.0).is_some_and(is_joined);
        let periods = if joined { parts(self.draft, period) } else { vec![period] };
        let points = |line: Option<&Line>| line.map_or(Points::ZERO, |line| line.points);
        let differing = periods.into_iter().map(|period| (period, of(period)));
        let (part, (before, after)) = differing
            .filter(|(_, (_, after))| after.is_none_or(|line| !is_joined(line)))
            .max_by_key(|(part, (before, after))| {
                ((points(*after) - points(*before)).abs(), Reverse((part.last_day(), part.cycle())))
            })?;
        let step = |line: Option<&'_ Line>, other: Option<&Line>| {
            let is_new = |step: &&Step| !other.is_some_and(|other| other.steps.contains(step));
            let steps = line.into_iter().flat_map(|line| &line.steps).filter(|step| step.kind == StepKind::Rule);
            steps.filter(is_new).max_by_key(|step| step.points.abs()).cloned()
        };
        let (step, is_new) = match step(after, before) {
            Some(step) => (step, true),
            None => (step(before, after)?, false),
        };
        Some(Reason { step, is_new, part: (part != period).then_some(part) })
    }
}

struct Reason {
    step: Step,
    /// Made by the draft, or only by what stands.
    is_new: bool,
    part: Option<Period>,
}

impl Reason {
    fn say(&self) -> String {
        let sentence = match self.part {
            Some(part) => in_part(part, &self.step.sentence),
            None => self.step.sentence.clone(),
        };
        if self.is_new { sentence } else { format!("草案不再有：{sentence}") }
    }
}

fn standing(card: Option<&Scorecard>) -> Standing {
    let Some(card) = card.filter(|card| card.state != State::NotRated) else { return Standing::default() };
    Standing {
        points: card.total,
        rank: card.rank,
        star: card.award.as_ref().map(|award| award.star),
        star_name: card.award.as_ref().map(|award| award.name.clone()),
        rated: true,
    }
}

fn direction(old: &Standing, new: &Standing) -> Direction {
    let (stars, ranks) = (moved_stars(old, new), moved_ranks(old, new));
    match (stars, ranks) {
        (1.., _) | (0, 1..) => Direction::Rises,
        (..0, _) | (0, ..0) => Direction::Falls,
        (0, 0) => Direction::Stays,
    }
}

/// Stars won; no star counts as none.
fn moved_stars(old: &Standing, new: &Standing) -> i64 {
    i64::from(new.star.unwrap_or(0)) - i64::from(old.star.unwrap_or(0))
}

/// Places won, where both results are placed.
fn moved_ranks(old: &Standing, new: &Standing) -> i64 {
    old.rank.zip(new.rank).map_or(0, |(old, new)| i64::from(old) - i64::from(new))
}

fn order_of_changes(a: &Change, b: &Change) -> Ordering {
    let size = |change: &Change| {
        let (old, new) = (&change.before, &change.after);
        (moved_stars(old, new).abs(), moved_ranks(old, new).abs())
    };
    size(b).cmp(&size(a)).then_with(|| a.branch_id.cmp(&b.branch_id))
}

//! Parts of answers that several resources share, and the scheme behind their names.

use std::{collections::HashMap, sync::Arc};

use jiff::civil::Date;
use rating::{
    facts::Fact,
    period::{Cycle, Period},
    points::Points,
    problem::Problem,
    scheme::{Group, Item, Scheme},
    scorecard::Scorecard,
};
use serde::Serialize;
use store::{Db, Place, RatedPeriod, TreeOrg};
use utoipa::ToSchema;

use crate::{
    AppState,
    api::{ApiError, ErrorCode, caller::Caller},
    ops::{rate_period, roster},
    state::Unread,
};

/// An assessment that cannot be made is no reason to refuse what is kept already.
pub(crate) fn unassessed(refused: rate_period::Refused) -> ApiError {
    match refused {
        rate_period::Refused::Store(error) => error.into(),
        other => ApiError::saying(ErrorCode::Internal, other.to_string()),
    }
}

/// The roster of a branch changed from `since` on: its counts become facts and the score follows.
pub(crate) async fn counted(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    branch_id: &str,
    since: Date,
) -> Result<(), ApiError> {
    roster::settle(app, db, branch_id, since, &caller.actor(app.clock.now())).await.map_err(unassessed)?;
    Ok(())
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SchemeRef {
    code: String,
    version: String,
    title: String,
}

impl SchemeRef {
    pub(crate) fn of(scheme: &Scheme) -> SchemeRef {
        SchemeRef { code: scheme.code.clone(), version: scheme.version.clone(), title: scheme.title.clone() }
    }
}

/// A fact as a link.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct FactRef {
    id: String,
    title: String,
    /// `2026-09-30`.
    on: String,
}

impl FactRef {
    pub(crate) fn of(fact: &Fact) -> FactRef {
        FactRef { id: fact.id.clone(), title: fact.title.clone(), on: fact.on.to_string() }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BranchView {
    id: String,
    name: String,
    unit_id: String,
    unit_name: String,
    category: String,
    category_name: String,
    secretary: Option<String>,
    n_members: Option<i64>,
    /// `2019-04-01`.
    founded: String,
    has_committee: Option<bool>,
    term_ends: Option<String>,
}

impl BranchView {
    pub(crate) fn of(org: &TreeOrg, scheme: &Scheme, category: &str) -> BranchView {
        BranchView {
            id: org.id.clone(),
            name: org.name.clone(),
            unit_id: org.unit_id.clone(),
            unit_name: org.unit_name.clone(),
            category: category.to_owned(),
            category_name: category_name(scheme, category),
            secretary: org.secretary.clone(),
            n_members: org.n_members,
            founded: org.founded_on.to_string(),
            has_committee: org.has_committee,
            term_ends: org.term_ends.map(|day| day.to_string()),
        }
    }
}

pub(crate) fn category_name(scheme: &Scheme, code: &str) -> String {
    let known = scheme.categories.iter().find(|category| category.code == code);
    known.map_or_else(|| code.to_owned(), |category| category.name.clone())
}

/// Code and name of a group that an item belongs to; empty texts if it belongs to none.
pub(crate) fn group_name(groups: &[Group], position: Option<usize>) -> (String, String) {
    let group = position.and_then(|position| groups.get(position));
    group.map(|group| (group.code.clone(), group.name.clone())).unwrap_or_default()
}

pub(crate) fn code_name(groups: &[Group], code: &str) -> String {
    groups.iter().find(|group| group.code == code).map_or_else(|| code.to_owned(), |group| group.name.clone())
}

pub(crate) fn item_name(scheme: &Scheme, code: &str) -> String {
    scheme.item(code).map_or_else(|| code.to_owned(), |item: &Item| item.name.clone())
}

/// Facts that an answer links to, by id.
pub(crate) struct Facts(HashMap<String, Fact>);

impl Facts {
    /// Of one branch.
    pub(crate) async fn of(
        db: &mut Db,
        branch: &str,
        ids: impl IntoIterator<Item = &String>,
    ) -> Result<Facts, ApiError> {
        let mut ids: Vec<String> = ids.into_iter().cloned().collect();
        ids.sort_unstable();
        ids.dedup();
        let found = db.facts().named(branch, &ids).await?;
        Ok(Facts(found.into_iter().map(|fact| (fact.id.clone(), fact)).collect()))
    }

    /// Without asking the store.
    #[cfg(test)]
    pub(crate) fn all(facts: &[Fact]) -> Facts {
        Facts(facts.iter().map(|fact| (fact.id.clone(), fact.clone())).collect())
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Fact> {
        self.0.get(id)
    }

    pub(crate) fn refs(&self, ids: &[String]) -> Vec<FactRef> {
        ids.iter().filter_map(|id| self.find(id)).map(FactRef::of).collect()
    }
}

/// Every fact that a scorecard names.
pub(crate) fn facts_of(card: &Scorecard) -> impl Iterator<Item = &String> {
    let steps = card.lines.iter().flat_map(|line| &line.steps).chain(&card.summary);
    steps.flat_map(|step| &step.facts).chain(card.vetoes.iter().flat_map(|hit| &hit.facts))
}

/// The scheme of a stored result.
pub(crate) async fn scheme_of(app: &AppState, db: &mut Db, code: &str, version: &str) -> Result<Arc<Scheme>, ApiError> {
    let found = app.schemes.find(db, code, version).await.map_err(|unread| match unread {
        Unread::Store(error) => error.into(),
        Unread::Problems(problems) => unreadable(&problems),
    })?;
    found.ok_or_else(|| ErrorCode::NotFound.into())
}

fn unreadable(problems: &[Problem]) -> ApiError {
    let first = problems.first().map(ToString::to_string).unwrap_or_default();
    anyhow::anyhow!("a stored scheme is not valid: {first}").into()
}

/// The scheme in force on `day`; 404 while none is published.
pub(crate) async fn scheme_in_force(app: &AppState, db: &mut Db, day: Date) -> Result<Arc<Scheme>, ApiError> {
    let found = app.schemes.in_force(db, Period::holding(day, Cycle::Month)).await.map_err(|unread| match unread {
        Unread::Store(error) => ApiError::from(error),
        Unread::Problems(problems) => unreadable(&problems),
    })?;
    found.ok_or_else(|| ApiError::saying(ErrorCode::NotFound, "还没有发布考核办法；请由组织部先发布办法。"))
}

/// The star that stood at the end of the period.
pub(crate) fn standing_star(history: &[Place], period: Period) -> Option<&Place> {
    let until = history.iter().filter(|place| place.star.is_some() && place.period.last_day() <= period.last_day());
    let same = history.iter().find(|place| place.period == period && place.star.is_some());
    same.or(until.max_by_key(|place| (place.period.last_day(), std::cmp::Reverse(place.period.cycle()))))
}

/// What the total is out of: the scale it is normalised to, or the points that could be earned.
pub(crate) fn possible(scheme: &Scheme, card: &Scorecard) -> Points {
    scheme.rating.stage(card.period.cycle()).and_then(|stage| stage.normalise).unwrap_or(card.possible)
}

pub(crate) fn parse_period(text: &str) -> Result<Period, ApiError> {
    text.parse().map_err(|_| ErrorCode::BadPeriod.into())
}

/// The newest rated period of a cycle that is over; while none is, the one that runs.
pub(crate) fn latest(periods: &[RatedPeriod], cycle: Cycle, today: Date) -> Option<Period> {
    periods
        .iter()
        .map(|rated| rated.period)
        .filter(|period| period.cycle() == cycle)
        .max_by_key(|period| (period.last_day() < today, period.last_day()))
}

/// The rated period of a cycle that holds `today`: its points are provisional.
pub(crate) fn running(periods: &[RatedPeriod], cycle: Cycle, today: Date) -> Option<Period> {
    let now = Period::holding(today, cycle);
    periods.iter().any(|rated| rated.period == now).then_some(now)
}

/// The newest rated quarter, half-year or year: where stars are awarded.
pub(crate) fn latest_stars(periods: &[RatedPeriod], today: Date) -> Option<Period> {
    [Cycle::Quarter, Cycle::Year, Cycle::Half].into_iter().find_map(|cycle| latest(periods, cycle, today))
}

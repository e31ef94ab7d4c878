//! Rates a period: scheme in force, all facts and earlier results in; new revisions of scorecards out.

use std::{collections::HashMap, sync::Arc};

use jiff::Timestamp;
use rating::{
    Evidence,
    facts::Fact,
    period::Period,
    scheme::Scheme,
    scorecard::{Scorecard, State},
};
use store::{Actor, Changed, Db, Store, StoreError};

use crate::{
    clock::china_day,
    state::{Schemes, Unread},
};

/// What a rating did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rated {
    pub period: Period,
    pub n_branches: usize,
    /// Branches whose result changed: they have a new revision.
    pub n_changed: usize,
    /// Branches with something that a person still has to supply.
    pub n_waiting: usize,
}

/// Why a period was not rated.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("{}已封存，结果不能再改；如有更正，请在下一周期处理并说明。", .0.title())]
    Sealed(Period),
    #[error("{}没有已发布的考核办法；请先发布自该周期起施行的办法。", .0.title())]
    NoScheme(Period),
    #[error("办法《{title}》不评{}；请选择办法规定的周期。", .period.title())]
    NotAStage { title: String, period: Period },
    #[error("{}还没有评分结果，无从比较；请先对该周期评分。", .0.title())]
    NotRated(Period),
    #[error("{}还没有党支部；请先导入组织。", .0.title())]
    NoBranches(Period),
    #[error("已存办法不能读取：{0}")]
    BadScheme(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Rates one period; nothing is kept if anything is refused.
///
/// # Errors
/// See [`Refused`].
pub async fn rate_period(
    store: &Store,
    schemes: &Schemes,
    period: Period,
    reason: &str,
    now: Timestamp,
) -> Result<Rated, Refused> {
    let mut db = store.read().await?;
    let stood = db.scorecards().standing_revisions(period, None).await?;
    let evidence = Arc::new(evidence(&mut db, period).await?);
    drop(db);
    let cards = cards(store, schemes, &evidence, period, now).await?;
    drop(evidence);
    keep(store, period, &cards, Some(&stood), reason, now).await
}

/// Rates one period from evidence that was loaded before.
///
/// # Errors
/// See [`Refused`].
pub async fn rate_with(
    store: &Store,
    schemes: &Schemes,
    evidence: &Arc<Vec<Evidence>>,
    period: Period,
    reason: &str,
    now: Timestamp,
) -> Result<Rated, Refused> {
    let cards = cards(store, schemes, evidence, period, now).await?;
    keep(store, period, &cards, None, reason, now).await
}

async fn cards(
    store: &Store,
    schemes: &Schemes,
    evidence: &Arc<Vec<Evidence>>,
    period: Period,
    now: Timestamp,
) -> Result<Vec<Scorecard>, Refused> {
    let mut db = store.read().await?;
    if db.periods().find(period).await?.is_some_and(|rated| rated.sealed) {
        return Err(Refused::Sealed(period));
    }
    let scheme = in_force(&mut db, schemes, period).await?;
    let earlier = earlier(&mut db, &scheme, period).await?;
    drop(db);
    if evidence.is_empty() {
        return Err(Refused::NoBranches(period));
    }
    let company = evidence.clone();
    let as_of = china_day(now);
    let work = move || rating::rate_as_of(&scheme, period, &company, &earlier, as_of);
    Ok(tokio::task::spawn_blocking(work).await.expect("the engine does not panic"))
}

/// Cards that are compared with one query.
const PER_QUERY: usize = 500;
/// Cards that are written in one transaction: others who write wait for it.
const PER_TURN: usize = 2000;

/// Writes a revision for every branch whose result is not the one that stands. A branch that was rated by itself after
/// `stood` was read has newer facts than these cards: it is left as it is.
///
/// A company of more than [`PER_TURN`] changed branches is written in several transactions, so that filing goes on.
async fn keep(
    store: &Store,
    period: Period,
    cards: &[Scorecard],
    stood: Option<&HashMap<String, i64>>,
    reason: &str,
    now: Timestamp,
) -> Result<Rated, Refused> {
    let mut changed: Vec<&Scorecard> = Vec::new();
    let mut db = store.read().await?;
    for chunk in cards.chunks(PER_QUERY) {
        let branches: Vec<&str> = chunk.iter().map(|card| card.branch.as_str()).collect();
        let standing = db.scorecards().standing_for(period, &branches).await?;
        let standing: HashMap<&str, &Scorecard> =
            standing.iter().map(|kept| (kept.card.branch.as_str(), &kept.card)).collect();
        changed.extend(chunk.iter().filter(|card| standing.get(card.branch.as_str()) != Some(card)));
    }
    drop(db);
    let mut n_changed = 0;
    for turn in changed.chunks(PER_TURN).chain(changed.is_empty().then_some(&[][..])) {
        n_changed += keep_turn(store, period, turn, stood, reason, now).await?;
    }
    Ok(Rated {
        period,
        n_branches: cards.len(),
        n_changed,
        n_waiting: cards.iter().filter(|card| card.state == State::Waiting).count(),
    })
}

async fn keep_turn(
    store: &Store,
    period: Period,
    cards: &[&Scorecard],
    stood: Option<&HashMap<String, i64>>,
    reason: &str,
    now: Timestamp,
) -> Result<usize, Refused> {
    let mut db = store.write().await?;
    match db.periods().note_rated(period, now).await {
        Err(StoreError::Final(_)) => return Err(Refused::Sealed(period)),
        other => other?,
    }
    let mut cards = cards.to_vec();
    if let Some(stood) = stood {
        let branches: Vec<&str> = cards.iter().map(|card| card.branch.as_str()).collect();
        let stands = db.scorecards().standing_revisions(period, Some(&branches)).await?;
        cards.retain(|card| stands.get(&card.branch) == stood.get(&card.branch));
    }
    let mut rows = db.scorecards().add(period, &cards, reason, now).await?;
    rows.push(Changed::new("periods", period.to_string()));
    db.note(&Actor::program(now), "period.rated", None, &rows).await?;
    db.commit().await?;
    Ok(cards.len())
}

/// The scheme under which a period is rated.
///
/// # Errors
/// `NoScheme`, or `NotAStage` if the scheme does not rate periods of this length.
pub async fn in_force(db: &mut Db, schemes: &Schemes, period: Period) -> Result<Arc<Scheme>, Refused> {
    let found = schemes.in_force(db, period).await.map_err(|unread| match unread {
        Unread::Store(error) => Refused::Store(error),
        Unread::Problems(problems) => Refused::BadScheme(problems.first().map(ToString::to_string).unwrap_or_default()),
    })?;
    let scheme = found.ok_or(Refused::NoScheme(period))?;
    match scheme.rating.stage(period.cycle()) {
        Some(_) => Ok(scheme),
        None => Err(Refused::NotAStage { title: scheme.title.clone(), period }),
    }
}

/// Every branch with its facts, in the order of branch ids; units as on the period's last day.
///
/// # Errors
/// Only those of the store.
pub async fn evidence(db: &mut Db, period: Period) -> Result<Vec<Evidence>, StoreError> {
    let orgs = db.orgs().all().await?;
    let mut facts: HashMap<String, Vec<Fact>> = HashMap::new();
    for (branch, fact) in db.facts().evidence().await? {
        facts.entry(branch).or_default().push(fact);
    }
    let branches = store::branches(&orgs, period.last_day());
    let with_facts = |branch: rating::facts::Branch| {
        let facts = facts.remove(&branch.id).unwrap_or_default();
        Evidence { branch, facts }
    };
    Ok(branches.into_iter().map(with_facts).collect())
}

/// The shorter periods that a period is made of, in full, and the bare results of everything before it.
async fn earlier(db: &mut Db, scheme: &Scheme, period: Period) -> Result<Vec<Scorecard>, Refused> {
    let parts = parts(scheme, period);
    let mut cards: Vec<Scorecard> = db.scorecards().standing(&parts).await?.into_iter().map(|kept| kept.card).collect();
    let before = db.scorecards().results_before(period.first_day()).await?;
    cards.extend(before.into_iter().filter(|card| !parts.contains(&card.period)));
    Ok(cards)
}

/// The shorter periods of `period` that this scheme rates.
pub fn parts(scheme: &Scheme, period: Period) -> Vec<Period> {
    let shorter = scheme.rating.cycles().into_iter().filter(|cycle| *cycle < period.cycle());
    shorter.flat_map(|cycle| period.parts(cycle)).collect()
}

/// The periods that a run of months completes, in the order in which they must be rated.
pub fn completed_by(scheme: &Scheme, months: &[Period]) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    for month in months {
        for cycle in scheme.rating.cycles() {
            let period = month.widened(cycle);
            let complete = period.last_day() == month.last_day();
            if complete && !periods.contains(&period) {
                periods.push(period);
            }
        }
    }
    periods
}

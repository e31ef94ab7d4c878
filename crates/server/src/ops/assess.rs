//! The provisional score: a branch again as soon as its facts change, the whole company once a day.

use jiff::civil::Date;
use rating::{
    Evidence,
    period::{Cycle, Period},
    points::Points,
    scheme::{DutyId, Item, Scheme},
    scorecard::{Line, LineState, Scorecard, StepKind},
};
use serde::Serialize;
use store::{Actor, Changed, Db, StoreError};
use utoipa::ToSchema;

use crate::{
    AppState,
    ops::{
        owed::Owing,
        rate_period::{Rated, Refused, in_force, parts, rate_period},
        reminders,
    },
};

/// What a change of facts did to one period of the branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = AssessedView)]
pub struct Assessed {
    pub period: String,
    pub title: String,
    /// Points before, if the period had a result.
    pub before: Option<String>,
    pub total: String,
    /// Items that changed, those that gained most first.
    pub moved: Vec<MovedItem>,
}

/// One item that changed, with the reason that now stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MovedItemView)]
pub struct MovedItem {
    pub item: String,
    pub name: String,
    /// The section of the standard (组织生活) that it belongs to; empty if the scheme has none.
    pub section: String,
    /// `+2.00`, `-0.50`.
    pub change: String,
    pub sentence: String,
}

/// Rates the open periods that hold `since` or come after it, for one branch alone; sealed ones stand. The month that
/// is running gets a result even if it had none.
///
/// Runs in one transaction that also reads the facts: of two changes at the same moment the later one sees both.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn branch(app: &AppState, branch_id: &str, since: Date, reason: &str) -> Result<Vec<Assessed>, Refused> {
    let mut db = app.store.write().await?;
    let assessed = branch_in(app, &mut db, branch_id, since, reason).await?;
    db.commit().await?;
    Ok(assessed)
}

/// Like [`branch`], inside the transaction that changes the facts.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn branch_in(
    app: &AppState,
    db: &mut Db,
    branch_id: &str,
    since: Date,
    reason: &str,
) -> Result<Vec<Assessed>, Refused> {
    let today = app.clock.today();
    let Some(evidence) = evidence_of(db, branch_id, today).await? else { return Ok(Vec::new()) };
    let mut assessed = Vec::new();
    for period in open_periods(db, since, today).await? {
        let scheme = match in_force(db, &app.schemes, period).await {
            Ok(scheme) => scheme,
            Err(Refused::NoScheme(_) | Refused::NotAStage { .. }) => continue,
            Err(other) => return Err(other),
        };
        let mut earlier = db.scorecards().standing_among(branch_id, &parts(&scheme, period)).await?;
        earlier.extend(db.scorecards().results_of_before(branch_id, period.first_day()).await?);
        let standing = db.scorecards().standing_of(period, branch_id).await?.map(|kept| kept.card);
        let card = rating::rate_branch(&scheme, period, &evidence, &earlier, standing.as_ref(), today);
        let Some(card) = card.filter(|card| standing.as_ref() != Some(card)) else {
            continue;
        };
        db.periods().note_rated(period, app.clock.now()).await?;
        let mut rows = db.scorecards().add(period, &[&card], reason, app.clock.now()).await?;
        rows.push(Changed::new("periods", period.to_string()));
        db.note(&Actor::program(app.clock.now()), "branch.assessed", Some(branch_id), &rows).await?;
        let owing = Owing::of(&scheme, &evidence.branch, &evidence.facts, today);
        assessed.push(told(&scheme, owing.as_ref(), period, standing.as_ref(), &card));
    }
    reminders::settle(app, db, &evidence, today).await?;
    Ok(assessed)
}

/// The running month for every branch, and open periods that ended lately: time alone moves them.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn everyone(app: &AppState) -> Result<Vec<Rated>, Refused> {
    let today = app.clock.today();
    let month = Period::holding(today, Cycle::Month);
    let mut db = app.store.read().await?;
    let mut periods = open_periods(&mut db, month.shifted(-1).first_day(), today).await?;
    drop(db);
    periods.retain(|period| period.cycle() == Cycle::Month);
    let mut done = Vec::new();
    for period in periods {
        match rate_period(&app.store, &app.schemes, period, "每日评分", app.clock.now()).await {
            Ok(rated) => done.push(rated),
            Err(Refused::NoScheme(_) | Refused::NotAStage { .. } | Refused::NoBranches(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(done)
}

/// Periods with results that are not sealed and end on or after `since`, and the running month; the shortest first.
///
/// # Errors
/// Those of the store.
pub(crate) async fn open_periods(db: &mut Db, since: Date, today: Date) -> Result<Vec<Period>, StoreError> {
    let month = Period::holding(today, Cycle::Month);
    let rated = db.periods().list().await?;
    let is_sealed = |period: Period| rated.iter().any(|known| known.period == period && known.sealed);
    let mut periods: Vec<Period> = rated.iter().map(|known| known.period).collect();
    if !periods.contains(&month) {
        periods.push(month);
    }
    periods.retain(|period| period.last_day() >= since && period.first_day() <= today && !is_sealed(*period));
    periods.sort_by_key(|period| (period.cycle(), period.first_day()));
    Ok(periods)
}

/// One branch as it stands on a day, with all its facts; `None` if it does not exist then.
///
/// # Errors
/// Those of the store.
pub(crate) async fn evidence_of(db: &mut Db, branch_id: &str, day: Date) -> Result<Option<Evidence>, StoreError> {
    let orgs = db.orgs().lineage(branch_id).await?;
    let Some(branch) = store::branches(&orgs, day).into_iter().find(|branch| branch.id == branch_id) else {
        return Ok(None);
    };
    let facts = db.facts().evidence_of(branch_id).await?;
    Ok(Some(Evidence { branch, facts }))
}

fn told(
    scheme: &Scheme,
    owing: Option<&Owing<'_>>,
    period: Period,
    before: Option<&Scorecard>,
    after: &Scorecard,
) -> Assessed {
    let old = |code: &str| before.and_then(|card| card.lines.iter().find(|line| line.item == code));
    let mut moved: Vec<(Points, MovedItem)> = Vec::new();
    for line in &after.lines {
        let was = old(&line.item).map_or(Points::ZERO, counted);
        let change = counted(line) - was;
        if change == Points::ZERO {
            continue;
        }
        let item = scheme.item(&line.item);
        let section = item.and_then(|item| item.section).map(|section| scheme.sections[section].name.clone());
        let reason = line.steps.iter().rev().find(|step| step.points != Points::ZERO).or(line.steps.last());
        moved.push((
            change,
            MovedItem {
                item: line.item.clone(),
                name: item.map_or_else(|| line.item.clone(), |item| item.name.clone()),
                section: section.unwrap_or_default(),
                change: signed(change),
                sentence: match (reason, item.and_then(kept)) {
                    (Some(step), Some(duty)) if step.kind == StepKind::Start => {
                        let name = &scheme.duties[duty].name;
                        match owing.and_then(|owing| owing.still_open(duty, period)) {
                            Some(n) => format!("“{name}”已办到的都按期，还有{n}次可办，{}", step.sentence),
                            None => format!("“{name}”已办齐，{}", step.sentence),
                        }
                    }
                    (step, _) => step.map(|step| step.sentence.clone()).unwrap_or_default(),
                },
            },
        ));
    }
    moved.sort_by(|(a, one), (b, other)| (b, &one.item).cmp(&(a, &other.item)));
    Assessed {
        period: period.to_string(),
        title: period.title(),
        before: before.map(|card| card.total.to_string()),
        total: after.total.to_string(),
        moved: moved.into_iter().map(|(_, moved)| moved).collect(),
    }
}

/// The duty that an item watches: nothing was lost by it where the full points stand.
fn kept(item: &Item) -> Option<DutyId> {
    item.rules.iter().find_map(|rule| rule.reads().duties.first().copied())
}

/// What a line adds to the total so far.
fn counted(line: &Line) -> Points {
    if line.state == LineState::Final { line.points } else { Points::ZERO }
}

fn signed(points: Points) -> String {
    if points > Points::ZERO { format!("+{points}") } else { points.to_string() }
}

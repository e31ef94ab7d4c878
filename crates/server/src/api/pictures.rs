//! `/branches/{branch}/picture`: strengths, gaps and course of one branch, derived from its scorecards.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use rating::{
    period::{Cycle, Period},
    points::Points,
    scheme::{Rung, Scheme},
    scorecard::{Line, LineState, Scorecard, Step, StepKind},
};
use serde::{Deserialize, Serialize};
use store::{Place, Spread, Sum};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        highlights::{Gap, GapView, StrengthView, Whole, strengths},
        paging::given,
        permissions::Permission,
        scorecards::VetoView,
        shared::{
            BranchView, FactRef, Facts, SchemeRef, code_name, facts_of, item_name, latest, parse_period, possible,
            scheme_of, standing_star,
        },
        words::ResultState,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_picture))
}

/// A branch at a glance; the newest month with results unless `period` is given.
#[utoipa::path(
    get, path = "/branches/{branch}/picture", tag = "branches", params(("branch" = String, Path), Asked),
    responses((status = 200, body = PictureView), (status = "4XX", body = ErrorBody)),
)]
async fn show_picture(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<PictureView>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let mut db = app.store.read().await?;
    let org = db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
    let period = match given(asked.period) {
        Some(text) => parse_period(&text)?,
        None => latest(&db.periods().list().await?, Cycle::Month, caller.scope.today()).ok_or(ErrorCode::NotRated)?,
    };
    let kept = db.scorecards().find(&caller.scope, period, &branch).await?.ok_or(ErrorCode::NotRated)?;
    let whole = Whole::of(&mut db, &caller.scope, kept.card).await?;
    let card = &whole.card;
    let scheme = scheme_of(&app, &mut db, &card.scheme, &card.version).await?;
    let gaps = whole.gaps(&scheme);
    let named = facts_of(card).chain(gaps.iter().flat_map(Gap::facts));
    let facts = Facts::of(&mut db, &branch, named).await?;
    let sums = db.rankings().sums(period, &card.category).await?;
    let codes: Vec<String> = card.indices.iter().map(|share| share.code.clone()).collect();
    let best = db.rankings().best_by_index(period, &card.category, &codes).await?;
    let history = db.rankings().history(&caller.scope, &branch).await?;
    let spreads = db.rankings().spreads(&card.category).await?;
    let before = history.iter().find(|place| place.period == period.shifted(-1));
    let stars = standing_star(&history, period);
    Ok(Json(PictureView {
        branch: BranchView::of(&org, &scheme, &card.category),
        period: period.to_string(),
        title: period.title(),
        scheme: SchemeRef::of(&scheme),
        points: card.total.to_string(),
        possible: possible(&scheme, card).to_string(),
        state: card.state.into(),
        state_note: card.state_note.clone(),
        rank: card.rank.map(i64::from),
        of: i64::from(card.of),
        previous_rank: before.and_then(|place| place.rank),
        stars: stars.and_then(|place| place.star),
        star_name: stars.and_then(|place| place.star_name.clone()),
        tier: stars.and_then(|place| place.star).and_then(|star| scheme.rung(star as u8)).map(TierView::of),
        indices: indices(card, &scheme, &sums.indices, &best, before),
        trend: trend(&history, &spreads, period),
        stars_history: history.iter().filter_map(StarView::of).collect(),
        strengths: strengths(card, &scheme, &sums.items),
        gaps: gaps.iter().map(|gap| gap.view(&scheme, &facts)).collect(),
        waiting: card.lines.iter().filter_map(|line| WaitingView::of(line, &scheme)).collect(),
        vetoes: card.vetoes.iter().map(|hit| VetoView::of(hit, &scheme, &facts)).collect(),
        honours: honours(card, &scheme, &facts),
    }))
}

fn indices(
    card: &Scorecard,
    scheme: &Scheme,
    sums: &HashMap<String, Sum>,
    best: &HashMap<String, (Points, String)>,
    before: Option<&Place>,
) -> Vec<IndexView> {
    let previous = |code: &str| {
        let share = before?.indices.iter().find(|share| share.code == code)?;
        (!share.possible.is_zero()).then(|| share.value.to_string())
    };
    let view = |share: &rating::scorecard::Share| {
        let best = best.get(&share.code);
        IndexView {
            code: share.code.clone(),
            name: code_name(&scheme.indices, &share.code),
            value: share.value.to_string(),
            possible: share.possible.to_string(),
            earned: share.earned.to_string(),
            mean: sums.get(&share.code).and_then(Sum::mean).map(|points| points.to_string()),
            best: best.map(|(value, _)| value.to_string()),
            best_branch_name: best.map(|(_, name)| name.clone()),
            previous: previous(&share.code),
        }
    };
    card.indices.iter().map(view).collect()
}

/// The twelve months up to the period's end.
fn trend(history: &[Place], spreads: &HashMap<Period, Spread>, period: Period) -> Vec<TrendView> {
    let last = period.widened(Cycle::Month);
    let months = (0..12).rev().map(|back| last.shifted(-back));
    let view = |month: Period| {
        let place = history.iter().find(|place| place.period == month);
        let spread = spreads.get(&month);
        (place.is_some() || spread.is_some()).then(|| TrendView {
            period: month.to_string(),
            title: month.short_title(),
            points: place.map(|place| place.total.to_string()),
            rank: place.and_then(|place| place.rank),
            category_mean: spread.and_then(|spread| spread.sum.mean()).map(|mean| mean.to_string()),
            category_best: spread.map(|spread| spread.best.to_string()),
        })
    };
    months.filter_map(view).collect()
}

/// Facts that earned bonus points.
fn honours(card: &Scorecard, scheme: &Scheme, facts: &Facts) -> Vec<FactRef> {
    let bonus = |line: &&Line| scheme.item(&line.item).is_some_and(|item| item.kind == rating::scheme::ItemKind::Bonus);
    let steps = card.lines.iter().filter(bonus).flat_map(|line| &line.steps);
    let mut found: Vec<FactRef> = Vec::new();
    for step in steps.filter(|step: &&Step| step.points > Points::ZERO) {
        for fact in facts.refs(&step.facts) {
            if !found.contains(&fact) {
                found.push(fact);
            }
        }
    }
    found
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `2026-09`, `2026-Q3`, `2026-H1` or `2026`.
    period: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct PictureView {
    branch: BranchView,
    period: String,
    title: String,
    scheme: SchemeRef,
    points: String,
    possible: String,
    state: ResultState,
    state_note: String,
    rank: Option<i64>,
    of: i64,
    previous_rank: Option<i64>,
    /// The star that stood at the period's end.
    stars: Option<i64>,
    star_name: Option<String>,
    tier: Option<TierView>,
    indices: Vec<IndexView>,
    /// Up to twelve months, oldest first.
    trend: Vec<TrendView>,
    stars_history: Vec<StarView>,
    strengths: Vec<StrengthView>,
    gaps: Vec<GapView>,
    waiting: Vec<WaitingView>,
    vetoes: Vec<VetoView>,
    honours: Vec<FactRef>,
}

#[derive(Serialize, ToSchema)]
struct TierView {
    code: String,
    name: String,
    text: String,
    asks: Vec<String>,
}

impl TierView {
    fn of(rung: &Rung) -> TierView {
        TierView { code: rung.code.clone(), name: rung.name.clone(), text: rung.text.clone(), asks: rung.asks.clone() }
    }
}

#[derive(Serialize, ToSchema)]
struct IndexView {
    code: String,
    name: String,
    value: String,
    possible: String,
    earned: String,
    /// Of the category.
    mean: Option<String>,
    best: Option<String>,
    best_branch_name: Option<String>,
    previous: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct TrendView {
    period: String,
    title: String,
    points: Option<String>,
    rank: Option<i64>,
    category_mean: Option<String>,
    category_best: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct StarView {
    period: String,
    title: String,
    stars: i64,
    star_name: String,
}

impl StarView {
    fn of(place: &Place) -> Option<StarView> {
        Some(StarView {
            period: place.period.to_string(),
            title: place.period.title(),
            stars: place.star?,
            star_name: place.star_name.clone().unwrap_or_default(),
        })
    }
}

#[derive(Serialize, ToSchema)]
struct WaitingView {
    item_code: String,
    item_name: String,
    for_whom: String,
    text: String,
}

impl WaitingView {
    fn of(line: &Line, scheme: &Scheme) -> Option<WaitingView> {
        if line.state != LineState::Waiting {
            return None;
        }
        let step = line.steps.iter().find(|step| step.kind == StepKind::Waiting);
        Some(WaitingView {
            item_code: line.item.clone(),
            item_name: item_name(scheme, &line.item),
            for_whom: line.waiting_for.clone().unwrap_or_default(),
            text: step.map(|step| step.sentence.clone()).unwrap_or_default(),
        })
    }
}

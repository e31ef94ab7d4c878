//! `/periods`: which periods have results; rating one again.

use axum::{
    Json,
    extract::{Path, State},
};
use rating::period::Cycle;
use serde::Serialize;
use store::RatedPeriod;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        permissions::Permission,
        shared::{latest, parse_period, running},
        words::{self, PeriodState},
    },
    ops::{
        rate_period::{self, Refused},
        seal_period,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_periods)).routes(routes!(rate_period)).routes(routes!(seal_period))
}

/// All periods with results, newest first.
#[utoipa::path(
    get, path = "/periods", tag = "periods",
    responses((status = 200, body = PeriodsView), (status = "4XX", body = ErrorBody)),
)]
async fn list_periods(State(app): State<AppState>, caller: Caller) -> Result<Json<PeriodsView>, ApiError> {
    let mut db = app.store.read().await?;
    let periods = db.periods().list().await?;
    let today = caller.scope.today();
    let current = |cycle| latest(&periods, cycle, today).map(|period| period.to_string());
    Ok(Json(PeriodsView {
        current_month: current(Cycle::Month),
        current_quarter: current(Cycle::Quarter),
        current_year: current(Cycle::Year),
        running_month: running(&periods, Cycle::Month, today).map(|period| period.to_string()),
        items: periods.into_iter().map(PeriodView::from).collect(),
    }))
}

/// Rate a period again from what is known now; a sealed one is refused.
#[utoipa::path(
    post, path = "/periods/{period}/rate", tag = "periods", params(("period" = String, Path)),
    responses((status = 200, body = RatedView), (status = "4XX", body = ErrorBody)),
)]
async fn rate_period(
    State(app): State<AppState>,
    caller: Caller,
    Path(period): Path<String>,
) -> Result<Json<RatedView>, ApiError> {
    caller.must(Permission::RatePeriods)?;
    let period = parse_period(&period)?;
    let reason = format!("{}重新评分", caller.user.name);
    let rated = rate_period::rate_period(&app.store, &app.schemes, period, &reason, app.clock.now()).await;
    match rated {
        Ok(rated) => Ok(Json(RatedView {
            period: period.to_string(),
            n_branches: rated.n_branches as i64,
            n_changed: rated.n_changed as i64,
            n_waiting: rated.n_waiting as i64,
        })),
        Err(Refused::Store(error)) => Err(error.into()),
        Err(refused @ Refused::Sealed(_)) => Err(ApiError::saying(ErrorCode::Conflict, refused.to_string())),
        Err(refused) => Err(ApiError::saying(ErrorCode::Invalid, refused.to_string())),
    }
}

/// Seal a period: its results stand, and it is never rated again. Sealing twice changes nothing.
#[utoipa::path(
    post, path = "/periods/{period}/seal", tag = "periods", params(("period" = String, Path)),
    responses((status = 200, body = PeriodView), (status = "4XX", body = ErrorBody)),
)]
async fn seal_period(
    State(app): State<AppState>,
    caller: Caller,
    Path(period): Path<String>,
) -> Result<Json<PeriodView>, ApiError> {
    caller.must(Permission::SealPeriods)?;
    let period = parse_period(&period)?;
    let sealed = seal_period::seal_period(&app.store, period, &caller.user.account, app.clock.now()).await?;
    Ok(Json(sealed.ok_or(ErrorCode::NotRated)?.into()))
}

#[derive(Serialize, ToSchema)]
struct PeriodsView {
    items: Vec<PeriodView>,
    /// Newest month with results that is over.
    current_month: Option<String>,
    current_quarter: Option<String>,
    current_year: Option<String>,
    /// The month that is running, if it was rated: its points are provisional.
    running_month: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct PeriodView {
    /// `2026-09`, `2026-Q3`, `2026-H1` or `2026`.
    period: String,
    kind: words::Cycle,
    title: String,
    state: PeriodState,
    rated_at: Option<String>,
}

impl From<RatedPeriod> for PeriodView {
    fn from(rated: RatedPeriod) -> PeriodView {
        PeriodView {
            period: rated.period.to_string(),
            kind: rated.period.cycle().into(),
            title: rated.period.title(),
            state: PeriodState::from(&rated),
            rated_at: rated.rated_at.map(|at| at.to_string()),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct RatedView {
    period: String,
    n_branches: i64,
    /// Branches whose result changed: they have a new revision.
    n_changed: i64,
    /// Branches with something that a person still has to supply.
    n_waiting: i64,
}

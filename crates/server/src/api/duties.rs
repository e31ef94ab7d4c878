//! `/branches/{branch}/duties`: what is owed in a month, until when, worth how much, and how it stands.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use rating::{
    Due, DutyState,
    period::{Cycle, Period},
    points::Points,
    scheme::{DutyStatus, Scheme},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::given,
        permissions::Permission,
        shared::{FactRef, Facts, parse_period, scheme_in_force},
        words,
    },
    ops::assess::evidence_of,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_duties))
}

/// The duties of a branch in a month, by due day.
#[utoipa::path(
    get, path = "/branches/{branch}/duties", tag = "duties", params(("branch" = String, Path), Asked),
    responses((status = 200, body = DutiesView), (status = "4XX", body = ErrorBody)),
)]
async fn list_duties(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<DutiesView>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let today = caller.scope.today();
    let month = match given(asked.month) {
        Some(text) => parse_period(&text)?,
        None => Period::holding(today, Cycle::Month),
    };
    if month.cycle() != Cycle::Month {
        return Err(ErrorCode::BadPeriod.into());
    }
    let mut db = app.store.read().await?;
    let org = db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, month.last_day()).await?;
    let evidence = evidence_of(&mut db, &branch, month.last_day()).await?.ok_or(ErrorCode::NotFound)?;
    let all = rating::duties(&scheme, &evidence.branch, &evidence.facts, month, today);
    let ids: Vec<&String> = all.iter().flat_map(|due| due.records.iter().chain(&due.exceptions)).collect();
    let facts = Facts::of(&mut db, &branch, ids).await?;
    let may_ask = caller.may(Permission::AskExceptions);
    let items = all.iter().map(|due| OwedView::of(&scheme, due, &facts, may_ask)).collect();
    Ok(Json(DutiesView {
        branch_id: org.id,
        branch_name: org.name,
        month: month.to_string(),
        title: month.title(),
        today: today.to_string(),
        items,
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `2026-09`; the running month unless said.
    month: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct DutiesView {
    branch_id: String,
    branch_name: String,
    month: String,
    title: String,
    today: String,
    items: Vec<OwedView>,
}

#[derive(Serialize, ToSchema)]
struct OwedView {
    duty: String,
    name: String,
    /// The duty's own cycle: `2026-Q3` of a quarterly one.
    period: String,
    period_title: String,
    due_on: String,
    state: words::OwedState,
    state_name: &'static str,
    /// How often in the cycle, and how often done.
    times: i64,
    done: i64,
    /// Full points of the items that read it.
    worth: String,
    items: Vec<OwedItemView>,
    clause: String,
    status: words::DutyStatus,
    records: Vec<FactRef>,
    exceptions: Vec<FactRef>,
    /// Whether the caller may ask for an exception: never of a hard rule.
    may_ask: bool,
}

#[derive(Serialize, ToSchema)]
struct OwedItemView {
    code: String,
    name: String,
    points: String,
}

impl OwedView {
    fn of(scheme: &Scheme, due: &Due<'_>, facts: &Facts, may_ask: bool) -> OwedView {
        let duty = &scheme.duties[due.duty];
        let item = |(item, points): &(&rating::scheme::Item, Points)| OwedItemView {
            code: item.code.clone(),
            name: item.name.clone(),
            points: points.to_string(),
        };
        let open = matches!(due.state, DutyState::Open | DutyState::Overdue | DutyState::Missing);
        let worth = due.items.iter().fold(Points::ZERO, |sum, (_, points)| sum + *points);
        OwedView {
            duty: duty.code.clone(),
            name: duty.name.clone(),
            period: due.period.to_string(),
            period_title: due.period.title(),
            due_on: due.due_on.to_string(),
            state: due.state.into(),
            state_name: words::OwedState::from(due.state).title(),
            times: due.times,
            done: due.done,
            worth: worth.to_string(),
            items: due.items.iter().map(item).collect(),
            clause: duty.clause.clone(),
            status: duty.status.into(),
            records: facts.refs(&due.records),
            exceptions: facts.refs(&due.exceptions),
            may_ask: may_ask && open && duty.status != DutyStatus::Hard,
        }
    }
}

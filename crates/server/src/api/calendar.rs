//! `/calendar`: days off and days made up.

use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{CalendarDay, DayKind};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode, body::Given, caller::Caller, error::ErrorBody, once::IfMatch, permissions::Permission,
        words,
    },
    ops::calendar,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_calendar)).routes(routes!(put_day))
}

/// Days of a year on which the weekday does not decide.
#[utoipa::path(
    get, path = "/calendar/{year}", tag = "calendar", params(("year" = i16, Path)),
    responses((status = 200, body = WorkCalendarView), (status = "4XX", body = ErrorBody)),
)]
async fn show_calendar(
    State(app): State<AppState>,
    caller: Caller,
    Path(year): Path<i16>,
) -> Result<Json<WorkCalendarView>, ApiError> {
    if !(2000..=2100).contains(&year) {
        return Err(ApiError::saying(ErrorCode::BadRequest, "年份应在 2000 至 2100 之间，请修改后重试。"));
    }
    let mut db = app.store.read().await?;
    let mut days = db.calendar().all().await?;
    days.retain(|day| day.day.year() == year);
    let is_complete = days.iter().any(|day| day.kind == DayKind::Workday);
    let days = days.into_iter().map(WorkDayView::of).collect();
    Ok(Json(WorkCalendarView { year, is_complete, may_edit: caller.may(Permission::KeepCalendar), days }))
}

/// Makes a day off, worked or ordinary. `If-Match` is 0 where the published calendar stood so far.
#[utoipa::path(
    put, path = "/calendar/days/{day}", tag = "calendar", params(("day" = String, Path), ("If-Match" = String, Header)),
    request_body = NewWorkDay,
    responses((status = 200, body = WorkDayView), (status = "4XX", body = ErrorBody)),
)]
async fn put_day(
    State(app): State<AppState>,
    caller: Caller,
    Path(day): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<NewWorkDay>,
) -> Result<Json<WorkDayView>, ApiError> {
    caller.must(Permission::KeepCalendar)?;
    let day: Date =
        day.parse().map_err(|_| ApiError::saying(ErrorCode::BadRequest, "日期应写成 2026-10-01，请修改后重试。"))?;
    let name = asked.name.trim();
    if name.is_empty() || name.chars().count() > 40 {
        return Err(ApiError::saying(ErrorCode::Invalid, "请写明名称（如“国庆节”“国庆节调休”），不超过40个字。"));
    }
    let new = CalendarDay {
        day,
        kind: asked.kind.into(),
        name: name.to_owned(),
        source: asked.source.trim().chars().take(80).collect(),
        rev,
    };
    let done = calendar::put(&app.store, &caller.actor(app.clock.now()), &new).await?;
    let days = app.store.read().await?.calendar().all().await?;
    let current = days.into_iter().find(|known| known.day == day).map(WorkDayView::of);
    match current {
        Some(current) if done => Ok(Json(current)),
        current => Err(ApiError::stale(&current, &WorkDayView::of(new))),
    }
}

#[derive(Serialize, ToSchema)]
struct WorkCalendarView {
    year: i16,
    /// Whether the notice with the days made up is known; otherwise only the statutory days are.
    is_complete: bool,
    may_edit: bool,
    days: Vec<WorkDayView>,
}

#[derive(Serialize, ToSchema)]
struct WorkDayView {
    day: String,
    kind: words::DayKind,
    name: String,
    /// The notice that says so.
    source: String,
    /// 0: as published.
    rev: i64,
}

impl WorkDayView {
    fn of(day: CalendarDay) -> WorkDayView {
        WorkDayView {
            day: day.day.to_string(),
            kind: day.kind.into(),
            name: day.name,
            source: day.source,
            rev: day.rev,
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWorkDay {
    kind: words::DayKind,
    name: String,
    #[serde(default)]
    source: String,
}

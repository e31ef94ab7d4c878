//! `/system`: whether anything may be changed at present, and what its administrators have to look at.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{ApiError, caller::Caller, error::ErrorBody, permissions::Permission},
    health::{AlarmKind, Trouble},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_system))
}

/// Whether the installation is read-only and why, for whoever is signed in; its alarms, newest first, for administrators.
#[utoipa::path(
    get, path = "/system", tag = "system",
    responses((status = 200, body = SystemView), (status = "4XX", body = ErrorBody)),
)]
async fn show_system(State(app): State<AppState>, caller: Caller) -> Result<Json<SystemView>, ApiError> {
    let alarms = if caller.may(Permission::ReadAlarms) { app.health.alarms() } else { Vec::new() };
    let read_only = app.health.read_only().map(|read_only| ReadOnlyView {
        why: read_only.why,
        since: read_only.since.to_string(),
        message: read_only.message(),
    });
    let alarm =
        |alarm: crate::health::Alarm| AlarmView { kind: alarm.kind, at: alarm.at.to_string(), message: alarm.message };
    Ok(Json(SystemView { read_only, alarms: alarms.into_iter().map(alarm).collect() }))
}

#[derive(Serialize, ToSchema)]
struct SystemView {
    /// `null` when everything may be changed.
    read_only: Option<ReadOnlyView>,
    alarms: Vec<AlarmView>,
}

#[derive(Serialize, ToSchema)]
struct ReadOnlyView {
    why: Trouble,
    since: String,
    /// Why, and what the administrator does.
    message: String,
}

#[derive(Serialize, ToSchema)]
struct AlarmView {
    kind: AlarmKind,
    at: String,
    message: String,
}

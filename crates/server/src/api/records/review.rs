//! Reviewing records: the unit or the company above the branch.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use store::Reach;
use utoipa::ToSchema;

use super::{
    keep::{Reason, Sent, again, done, standing},
    view::DoneView,
};
use crate::{
    AppState,
    api::{ApiError, ErrorCode, body::Given, caller::Caller, error::ErrorBody, once::IfMatch, permissions::Permission},
    ops::records::{self, since},
};

/// Return a record with a reason. Nobody returns what they filed.
#[utoipa::path(
    post, path = "/records/{id}/return", tag = "records", request_body = Reason,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DoneView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn return_record(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Reason>,
) -> Result<Json<DoneView>, ApiError> {
    caller.must(Permission::ReviewRecords)?;
    let mut db = app.store.write().await?;
    let seen = again(&mut db, &caller, Reach::Review, &id).await?;
    let record = standing(&app, &mut db, &caller, seen, rev, &Sent { rev }).await?;
    let before = since(&mut db, &record).await?;
    let who = caller.actor(app.clock.now());
    let next = records::return_(&mut db, &record, rev, &asked.reason, &who).await?;
    done(&app, db, &caller, Reach::Review, next, before, "退回").await
}

/// Accept a record. Nobody accepts what they filed.
#[utoipa::path(
    post, path = "/records/{id}/accept", tag = "records",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DoneView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn accept_record(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
) -> Result<Json<DoneView>, ApiError> {
    caller.must(Permission::ReviewRecords)?;
    let mut db = app.store.write().await?;
    let seen = again(&mut db, &caller, Reach::Review, &id).await?;
    let record = standing(&app, &mut db, &caller, seen, rev, &Sent { rev }).await?;
    records::accept(&mut db, &record, rev, &caller.actor(app.clock.now())).await?;
    let seen = again(&mut db, &caller, Reach::Review, &id).await?;
    let view = super::view::RecordView::of(&app, &mut db, &caller, seen).await?;
    db.commit().await?;
    // Acceptance moves no fact.
    Ok(Json(DoneView { record: view, assessed: Vec::new() }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordIds {
    ids: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct AcceptedView {
    accepted: i64,
}

/// The most that are accepted at once.
const MOST: usize = 200;

/// Accept several records: all or none.
#[utoipa::path(
    post, path = "/records/accept", tag = "records", request_body = RecordIds,
    responses((status = 200, body = AcceptedView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn accept_records(
    State(app): State<AppState>,
    caller: Caller,
    Given(asked): Given<RecordIds>,
) -> Result<Json<AcceptedView>, ApiError> {
    caller.must(Permission::ReviewRecords)?;
    let distinct: HashSet<&String> = asked.ids.iter().collect();
    if asked.ids.is_empty() || asked.ids.len() > MOST || distinct.len() < asked.ids.len() {
        let message = format!("请选择 1 至 {MOST} 条不重复的待审记录。");
        return Err(ApiError::saying(ErrorCode::Invalid, message));
    }
    let mut db = app.store.write().await?;
    let who = caller.actor(app.clock.now());
    let found = db.records().find_all(&caller.scope, Reach::Review, &asked.ids).await?;
    if found.len() < asked.ids.len() {
        return Err(ErrorCode::NotFound.into());
    }
    for seen in &found {
        records::accept(&mut db, &seen.record, seen.record.rev, &who).await?;
    }
    db.commit().await?;
    Ok(Json(AcceptedView { accepted: found.len() as i64 }))
}

//! Lists of records and single ones.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use store::Reach;
use utoipa::IntoParams;

use super::view::{RecordRow, RecordView};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, paging},
        permissions::Permission,
    },
    ops::exports::RecordsAsked,
};

/// Records in the caller's reach; drafts only of the caller's own branch. The review queue is `state=filed&sort=filed`.
#[utoipa::path(
    get, path = "/records", tag = "records", params(RecordsAsked, Part),
    responses((status = 200, body = PageView<RecordRow>), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn list_records(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<RecordsAsked>,
    Query(part): Query<Part>,
) -> Result<Json<PageView<RecordRow>>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let paging = paging(part.page, part.size)?;
    let filter = asked.filter().map_err(|why| ApiError::saying(ErrorCode::BadRequest, why))?;
    let mut db = app.store.read().await?;
    let page = db.records().list(&caller.scope, &filter, paging).await?;
    // Nothing of a branch: it may have nothing, be foreign or not exist.
    if let Some(branch) = filter.branch_id.filter(|_| page.total == 0)
        && db.branches().find(&caller.scope, &branch).await?.is_none()
    {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(Json(PageView::of(page, paging, |seen| RecordRow::of(seen, &caller))))
}

/// One record with its rounds and what changed between them.
#[utoipa::path(
    get, path = "/records/{id}", tag = "records", params(("id" = String, Path)),
    responses((status = 200, body = RecordView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn show_record(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<RecordView>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let mut db = app.store.read().await?;
    let seen = db.records().find(&caller.scope, Reach::Read, &id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(RecordView::of(&app, &mut db, &caller, seen).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    page: Option<i64>,
    size: Option<i64>,
}

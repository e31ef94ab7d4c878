//! Lists of records and single ones.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use ledger::Kind;
use serde::Deserialize;
use store::{Reach, RecordFilter, RecordSort, RecordState};
use utoipa::IntoParams;

use super::view::{RecordRow, RecordView};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::parse_period,
        words,
    },
};

/// Records in the caller's reach; drafts only of the caller's own branch. The review queue is `state=filed&sort=filed`.
#[utoipa::path(
    get, path = "/records", tag = "records", params(Asked),
    responses((status = 200, body = PageView<RecordRow>), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn list_records(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<RecordRow>>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let paging = paging(asked.page, asked.size)?;
    let month = given(asked.month).map(|text| parse_period(&text)).transpose()?;
    let filter = RecordFilter {
        branch_id: given(asked.branch),
        unit_id: given(asked.unit),
        kind: given(asked.kind).map(|word| Kind::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?,
        state: given(asked.state).map(|word| RecordState::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?,
        days: month.map(|month| (month.first_day(), month.last_day())),
        late: asked.late,
        text: given(asked.q),
        sort: match given(asked.sort).as_deref() {
            None | Some("-on") => RecordSort::NewestFirst,
            Some("on") => RecordSort::OldestFirst,
            Some("filed") => RecordSort::FiledFirst,
            Some("-filed") => RecordSort::FiledLast,
            Some(other) => {
                let message = format!("不能按“{other}”排序；可用 on、-on、filed、-filed。");
                return Err(ApiError::saying(ErrorCode::BadRequest, message));
            }
        },
    };
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
pub(super) struct Asked {
    branch: Option<String>,
    unit: Option<String>,
    #[param(value_type = Option<Kind>)]
    kind: Option<String>,
    #[param(value_type = Option<words::RecordState>)]
    state: Option<String>,
    /// `2026-09`, or a longer period; records held in it.
    month: Option<String>,
    late: Option<bool>,
    /// Part of the title or of the branch's name.
    q: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
    /// `-on` (newest first), `on`, `filed`, `-filed`.
    sort: Option<String>,
}

//! `/schemes`: the documents that say how branches are rated, and what each of their parts means.

mod items;
mod whole;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::whole::SchemeView;
use crate::{
    AppState,
    api::{ApiError, ErrorCode, caller::Caller, error::ErrorBody, words::SchemeState},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_schemes)).routes(routes!(show_scheme))
}

/// All schemes, newest first; a published scheme is public to everyone who signs in.
#[utoipa::path(
    get, path = "/schemes", tag = "schemes",
    responses((status = 200, body = SchemesView), (status = "4XX", body = ErrorBody)),
)]
async fn list_schemes(State(app): State<AppState>, _caller: Caller) -> Result<Json<SchemesView>, ApiError> {
    let mut db = app.store.read().await?;
    let row = |kept: &store::Scheme| SchemeRow {
        code: kept.code.clone(),
        version: kept.version.clone(),
        title: kept.title.clone(),
        effective_from: kept.effective_from.to_string(),
        state: SchemeState::from(kept),
        n_items: app.schemes.read(kept).map_or(0, |scheme| scheme.items.len() as i64),
        published_at: kept.published_at.map(|at| at.to_string()),
    };
    Ok(Json(SchemesView { items: db.schemes().list().await?.iter().map(row).collect() }))
}

/// One scheme, every part named and explained, with its source text.
#[utoipa::path(
    get, path = "/schemes/{code}/{version}", tag = "schemes", params(("code" = String, Path), ("version" = String, Path)),
    responses((status = 200, body = SchemeView), (status = "4XX", body = ErrorBody)),
)]
async fn show_scheme(
    State(app): State<AppState>,
    _caller: Caller,
    Path((code, version)): Path<(String, String)>,
) -> Result<Json<SchemeView>, ApiError> {
    let mut db = app.store.read().await?;
    let kept = db.schemes().find(&code, &version).await?.ok_or(ErrorCode::NotFound)?;
    let (scheme, warnings) = rating::scheme::read(&kept.text).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        ApiError::saying(ErrorCode::Invalid, format!("这份办法还有错误，不能展开显示：{first}"))
    })?;
    let warnings = warnings.iter().map(ToString::to_string).collect();
    Ok(Json(SchemeView::of(&scheme, &kept, warnings)))
}

#[derive(Serialize, ToSchema)]
struct SchemesView {
    items: Vec<SchemeRow>,
}

#[derive(Serialize, ToSchema)]
struct SchemeRow {
    code: String,
    version: String,
    title: String,
    /// First day.
    effective_from: String,
    state: SchemeState,
    n_items: i64,
    published_at: Option<String>,
}

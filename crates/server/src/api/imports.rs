//! How every import ends: the branches that it touched are rated at once, or as a step whose end `/imports/rating` tells.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use store::Db;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{shared::unassessed, sheets::SheetsImported};
use crate::{
    AppState,
    api::{ApiError, caller::Caller, error::ErrorBody, once::Once, permissions::Permission},
    ops::catch_up::{self, Rating, Touched, rate_or_owe},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_rating))
}

/// Whether results are still being made after a large import.
#[utoipa::path(
    get, path = "/imports/rating", tag = "orgs",
    responses((status = 200, body = ImportRating), (status = "4XX", body = ErrorBody)),
)]
async fn show_rating(State(app): State<AppState>, caller: Caller) -> Result<Json<ImportRating>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.read().await?;
    Ok(Json(ImportRating { is_rating: catch_up::owed(&mut db).await?.is_some() }))
}

/// Rates what was touched, or has it rated, makes everything last and answers what was `said` and how results come.
pub(super) async fn imported(
    app: &AppState,
    caller: &Caller,
    (mut db, once): (Db, Once),
    touched: Option<&Touched>,
    n_rows: usize,
    mut said: String,
) -> Result<Response, ApiError> {
    let mut is_rating = false;
    if let Some(touched) = touched {
        let actor = caller.actor(app.clock.now());
        match rate_or_owe(app, &mut db, &actor, touched).await.map_err(unassessed)? {
            Rating::Done { n_branches } => said.push_str(&format!("；相关的 {n_branches} 个党支部已重新评分")),
            Rating::Owed { n_branches } => {
                is_rating = true;
                said.push_str(&format!("；涉及 {n_branches} 个党支部，正在后台重新评分"));
            }
        }
    }
    let answer = once.finish(db, StatusCode::CREATED, &SheetsImported { n_rows, said, is_rating }).await?;
    if is_rating {
        app.rater.notify_one();
    }
    Ok(answer)
}

#[derive(Serialize, ToSchema)]
struct ImportRating {
    is_rating: bool,
}

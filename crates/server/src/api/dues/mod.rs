//! `/branches/{branch}/dues`: the register of party dues (党费).

mod entry;
mod views;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use store::{Db, MemberReach};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{ApiError, ErrorCode, caller::Caller, error::ErrorBody, members::bad, permissions::Permission},
    ops::dues::register,
};
use views::DuesView;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(show_dues))
        .routes(routes!(entry::pay_dues))
        .routes(routes!(entry::undo_dues))
        .routes(routes!(entry::set_base))
        .routes(routes!(entry::decide_reduction))
}

/// The dues of a branch in a year, month by month. What is unknown is not counted as nothing.
#[utoipa::path(
    get, path = "/branches/{branch}/dues", tag = "dues", params(("branch" = String, Path), Year),
    responses((status = 200, body = DuesView), (status = "4XX", body = ErrorBody)),
)]
async fn show_dues(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<Year>,
) -> Result<Json<DuesView>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let mut db = app.store.read().await?;
    if !db.members().reaches(&caller.scope, MemberReach::Read, &branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let year = asked.year.unwrap_or_else(|| app.clock.today().year());
    if !(2008..=2100).contains(&year) {
        return Err(bad("year", "年度应在2008至2100之间"));
    }
    Ok(Json(view(&app, &mut db, &caller, &branch, year).await?))
}

async fn view(app: &AppState, db: &mut Db, caller: &Caller, branch: &str, year: i16) -> Result<DuesView, ApiError> {
    let lines = register(db, branch, year, app.clock.today()).await?;
    let norms = db.norms().dated("dues.").await?;
    let may_keep = db.members().reaches(&caller.scope, MemberReach::Keep, branch).await?;
    let may_decide = db.members().reaches(&caller.scope, MemberReach::Decide, branch).await?;
    let rights = views::Rights {
        may_keep: may_keep && caller.may(Permission::KeepMembers),
        may_decide: may_decide && caller.may(Permission::DecideOnMembers),
    };
    Ok(DuesView::of(year, lines, &norms, rights, &caller.user.account, app.clock.today()))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Year {
    /// The running year if absent.
    year: Option<i16>,
}

//! `/branches`: the branches in the caller's reach.

use axum::{
    Json,
    extract::{Query, State},
};
use rating::{period::Cycle, scheme::Scheme};
use serde::{Deserialize, Serialize};
use store::{BranchFilter, BranchSort, SeenBranch};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::{category_name, latest, latest_stars, scheme_in_force},
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_branches))
}

/// Branches with their latest month's points and latest stars.
#[utoipa::path(
    get, path = "/branches", tag = "branches", params(Asked),
    responses((status = 200, body = PageView<BranchRow>), (status = "4XX", body = ErrorBody)),
)]
async fn list_branches(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<BranchRow>>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let paging = paging(asked.page, asked.size)?;
    let mut db = app.store.read().await?;
    let periods = db.periods().list().await?;
    let filter = BranchFilter {
        text: given(asked.q),
        category: given(asked.category),
        unit_id: given(asked.unit),
        points_of: latest(&periods, Cycle::Month, caller.scope.today()),
        stars_of: latest_stars(&periods, caller.scope.today()),
        sort: match given(asked.sort).as_deref() {
            None | Some("name") => BranchSort::Document,
            Some("points") | Some("latest_points") => BranchSort::PointsUp,
            Some("-points") | Some("-latest_points") => BranchSort::PointsDown,
            Some("-stars") => BranchSort::StarsDown,
            Some("-n_members") => BranchSort::MembersDown,
            Some(other) => {
                let message = format!("不能按“{other}”排序；可用 name、points、-points、-stars、-n_members。");
                return Err(ApiError::saying(ErrorCode::BadRequest, message));
            }
        },
    };
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let page = db.branches().list(&caller.scope, &filter, paging).await?;
    Ok(Json(PageView::of(page, paging, |branch| BranchRow::of(branch, &scheme))))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Part of the branch's or its secretary's name.
    q: Option<String>,
    category: Option<String>,
    unit: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
    /// `name`, `points`, `-points`, `-stars`, `-n_members`.
    sort: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct BranchRow {
    id: String,
    name: String,
    unit_id: String,
    unit_name: String,
    category: String,
    category_name: String,
    n_members: Option<i64>,
    secretary: Option<String>,
    stars: Option<i64>,
    star_name: Option<String>,
    /// `"82.50"`.
    latest_points: Option<String>,
}

impl BranchRow {
    fn of(branch: SeenBranch, scheme: &Scheme) -> BranchRow {
        let category = branch.org.category.unwrap_or_default();
        BranchRow {
            id: branch.org.id,
            name: branch.org.name,
            unit_id: branch.org.unit_id,
            unit_name: branch.org.unit_name,
            category_name: category_name(scheme, &category),
            category,
            n_members: branch.org.n_members,
            secretary: branch.org.secretary,
            stars: branch.star,
            star_name: branch.star_name,
            latest_points: branch.total.map(|points| points.to_string()),
        }
    }
}

//! `/orgs` and `/categories`: the tree as far as the caller sees it, and the categories of branches.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Query, State},
};
use rating::scheme::Scheme;
use serde::{Deserialize, Serialize};
use store::{FoundOrg, OrgFilter, OrgKind, Paging, TreeOrg};
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
        shared::{category_name, scheme_in_force},
        words,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_orgs))
        .routes(routes!(find_orgs))
        .routes(routes!(list_transfer_targets))
        .routes(routes!(list_categories))
}

/// A tree of so many bodies is answered whole.
const WHOLE: i64 = 200;

/// The visible tree in document order. Of a large one the branches are left out (`is_whole` is false): they are looked for
/// with `/orgs/found`.
#[utoipa::path(
    get, path = "/orgs", tag = "orgs",
    responses((status = 200, body = OrgsView), (status = "4XX", body = ErrorBody)),
)]
async fn list_orgs(State(app): State<AppState>, caller: Caller) -> Result<Json<OrgsView>, ApiError> {
    let mut db = app.store.read().await?;
    let (orgs, is_whole) = db.orgs().visible(&caller.scope, WHOLE).await?;
    let counts = db.orgs().branch_counts(&caller.scope).await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await.ok();
    let parents: HashMap<&str, Option<&str>> =
        orgs.iter().map(|org| (org.id.as_str(), org.parent_id.as_deref())).collect();
    let mut n_branches: HashMap<&str, i64> = HashMap::new();
    for count in &counts {
        let mut above = count.parent_id.as_deref();
        while let Some(id) = above.filter(|id| parents.contains_key(id)) {
            *n_branches.entry(id).or_default() += count.n;
            above = parents.get(id).copied().flatten();
        }
    }
    let view = |org: &TreeOrg| OrgView {
        id: org.id.clone(),
        // What the caller sees is a tree of its own: its roots have no parent.
        parent_id: org.parent_id.clone().filter(|parent| parents.contains_key(parent.as_str())),
        name: org.name.clone(),
        kind: org.kind.into(),
        category: org.category.clone(),
        category_name: category_of(org, scheme.as_deref()),
        n_branches: match org.kind {
            OrgKind::Branch => 1,
            _ => n_branches.get(org.id.as_str()).copied().unwrap_or(0),
        },
    };
    Ok(Json(OrgsView { items: orgs.iter().map(view).collect(), is_whole }))
}

/// Open bodies in reach, by name or by place, in document order.
#[utoipa::path(
    get, path = "/orgs/found", tag = "orgs", params(Asked),
    responses((status = 200, body = PageView<FoundView>), (status = "4XX", body = ErrorBody)),
)]
async fn find_orgs(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<FoundView>>, ApiError> {
    let paging = paging(asked.page, asked.size)?;
    let kind = given(asked.kind)
        .map(|word| {
            let unknown = || format!("没有组织类型“{word}”；可用 company、unit、general、branch。");
            OrgKind::parse(&word).ok_or_else(|| ApiError::saying(ErrorCode::BadRequest, unknown()))
        })
        .transpose()?;
    let filter = OrgFilter {
        text: given(asked.q),
        kind,
        parent_id: given(asked.parent),
        within_id: given(asked.within),
        id: given(asked.id),
        is_everywhere: false,
    };
    found(&app, &caller, &filter, paging).await
}

/// Branches of the whole company to which a member may move: names and units, as rankings publish them.
#[utoipa::path(
    get, path = "/transfer-targets", tag = "members", params(AskedTarget),
    responses((status = 200, body = PageView<FoundView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_transfer_targets(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<AskedTarget>,
) -> Result<Json<PageView<FoundView>>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let paging = paging(asked.page, asked.size)?;
    let (text, id) = (given(asked.q), given(asked.id));
    let filter = OrgFilter { text, id, kind: Some(OrgKind::Branch), is_everywhere: true, ..OrgFilter::default() };
    found(&app, &caller, &filter, paging).await
}

async fn found(
    app: &AppState,
    caller: &Caller,
    filter: &OrgFilter,
    paging: Paging,
) -> Result<Json<PageView<FoundView>>, ApiError> {
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(app, &mut db, caller.scope.today()).await.ok();
    let page = db.orgs().find(&caller.scope, filter, paging).await?;
    Ok(Json(PageView::of(page, paging, |FoundOrg { org, parent_name }| FoundView {
        category_name: category_of(&org, scheme.as_deref()),
        id: org.id,
        name: org.name,
        kind: org.kind.into(),
        parent_id: org.parent_id,
        parent_name,
        unit_id: org.unit_id,
        unit_name: org.unit_name,
        category: org.category,
    })))
}

fn category_of(org: &TreeOrg, scheme: Option<&Scheme>) -> Option<String> {
    let code = org.category.as_ref()?;
    Some(scheme.map_or_else(|| code.clone(), |scheme| category_name(scheme, code)))
}

/// The categories of the scheme in force.
#[utoipa::path(
    get, path = "/categories", tag = "orgs",
    responses((status = 200, body = CategoriesView), (status = "4XX", body = ErrorBody)),
)]
async fn list_categories(State(app): State<AppState>, caller: Caller) -> Result<Json<CategoriesView>, ApiError> {
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let counts = db.orgs().branch_counts(&caller.scope).await?;
    let view = |category: &rating::scheme::Named| CategoryView {
        code: category.code.clone(),
        name: category.name.clone(),
        n_branches: counts
            .iter()
            .filter(|count| count.category.as_ref() == Some(&category.code))
            .map(|count| count.n)
            .sum(),
    };
    Ok(Json(CategoriesView { items: scheme.categories.iter().map(view).collect() }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Part of the name.
    q: Option<String>,
    /// `company`, `unit`, `general`, `branch`.
    kind: Option<String>,
    /// Directly below this body.
    parent: Option<String>,
    /// At or anywhere below this body.
    within: Option<String>,
    id: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AskedTarget {
    /// Part of the name.
    q: Option<String>,
    id: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct OrgsView {
    items: Vec<OrgView>,
    /// Whether the branches are among the items.
    is_whole: bool,
}

#[derive(Serialize, ToSchema)]
struct OrgView {
    id: String,
    parent_id: Option<String>,
    name: String,
    kind: words::OrgKind,
    category: Option<String>,
    category_name: Option<String>,
    /// Branches at or below it that the caller sees.
    n_branches: i64,
}

#[derive(Serialize, ToSchema)]
struct FoundView {
    id: String,
    name: String,
    kind: words::OrgKind,
    parent_id: Option<String>,
    parent_name: Option<String>,
    unit_id: String,
    unit_name: String,
    category: Option<String>,
    category_name: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct CategoriesView {
    items: Vec<CategoryView>,
}

#[derive(Serialize, ToSchema)]
struct CategoryView {
    code: String,
    name: String,
    n_branches: i64,
}

//! `/orgs` and `/categories`: the tree as far as the caller sees it, and the categories of branches.

use std::collections::HashMap;

use axum::{Json, extract::State};
use serde::Serialize;
use store::{OrgKind, TreeOrg};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        error::ErrorBody,
        shared::{category_name, scheme_in_force},
        words,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_orgs)).routes(routes!(list_categories))
}

/// The visible tree in document order.
#[utoipa::path(
    get, path = "/orgs", tag = "orgs",
    responses((status = 200, body = OrgsView), (status = "4XX", body = ErrorBody)),
)]
async fn list_orgs(State(app): State<AppState>, caller: Caller) -> Result<Json<OrgsView>, ApiError> {
    let mut db = app.store.read().await?;
    let orgs = open(db.orgs().visible(&caller.scope).await?, &caller);
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await.ok();
    let parents: HashMap<&str, Option<&str>> =
        orgs.iter().map(|org| (org.id.as_str(), org.parent_id.as_deref())).collect();
    let mut n_branches: HashMap<&str, i64> = HashMap::new();
    for org in orgs.iter().filter(|org| org.kind == OrgKind::Branch) {
        let mut above = Some(org.id.as_str());
        while let Some(id) = above {
            *n_branches.entry(id).or_default() += 1;
            above = parents.get(id).copied().flatten().filter(|parent| parents.contains_key(parent));
        }
    }
    let view = |org: &TreeOrg| OrgView {
        id: org.id.clone(),
        // What the caller sees is a tree of its own: its roots have no parent.
        parent_id: org.parent_id.clone().filter(|parent| parents.contains_key(parent.as_str())),
        name: org.name.clone(),
        kind: org.kind.into(),
        category: org.category.clone(),
        category_name: org.category.as_ref().map(|code| match &scheme {
            Some(scheme) => category_name(scheme, code),
            None => code.clone(),
        }),
        n_branches: n_branches.get(org.id.as_str()).copied().unwrap_or(0),
    };
    Ok(Json(OrgsView { items: orgs.iter().map(view).collect() }))
}

/// The categories of the scheme in force.
#[utoipa::path(
    get, path = "/categories", tag = "orgs",
    responses((status = 200, body = CategoriesView), (status = "4XX", body = ErrorBody)),
)]
async fn list_categories(State(app): State<AppState>, caller: Caller) -> Result<Json<CategoriesView>, ApiError> {
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let orgs = open(db.orgs().visible(&caller.scope).await?, &caller);
    let view = |category: &rating::scheme::Named| CategoryView {
        code: category.code.clone(),
        name: category.name.clone(),
        n_branches: orgs.iter().filter(|org| org.category.as_ref() == Some(&category.code)).count() as i64,
    };
    Ok(Json(CategoriesView { items: scheme.categories.iter().map(view).collect() }))
}

fn open(orgs: Vec<TreeOrg>, caller: &Caller) -> Vec<TreeOrg> {
    let today = caller.scope.today();
    orgs.into_iter().filter(|org| org.closed_on.is_none_or(|day| day > today)).collect()
}

#[derive(Serialize, ToSchema)]
struct OrgsView {
    items: Vec<OrgView>,
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
struct CategoriesView {
    items: Vec<CategoryView>,
}

#[derive(Serialize, ToSchema)]
struct CategoryView {
    code: String,
    name: String,
    n_branches: i64,
}

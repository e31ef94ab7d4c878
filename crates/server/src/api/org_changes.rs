//! `/orgs/{org}/…`: orders that change the organisation; with `preview=true` they only say what they would do.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Actor, OrgKind};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::{ErrorBody, ProblemView},
        once::{Begun, IfMatch, Keyed, Once},
        permissions::Permission,
        shared::{scheme_in_force, unassessed},
        words::EffectArea,
    },
    ops::{
        assess,
        change_org::{self, Change, Order, Part, Plan, Refused},
        roster,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(found_org))
        .routes(routes!(rename_org))
        .routes(routes!(recategorise_org))
        .routes(routes!(move_org))
        .routes(routes!(merge_orgs))
        .routes(routes!(split_org))
        .routes(routes!(close_org))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Only say what would happen.
    #[serde(default)]
    preview: bool,
}

/// Day, reason and document of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Ordered {
    /// `2026-11-01`: the first day on which it holds; may be ahead, not within a sealed period.
    on: String,
    reason: String,
    /// `党发〔2026〕12号`.
    document: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOrg {
    kind: NewOrgKind,
    name: String,
    parent_id: String,
    /// Branches only.
    #[serde(default)]
    category: Option<String>,
    /// Of a joint branch: how many units it covers; flagged above five.
    #[serde(default)]
    n_units: Option<i64>,
    order: Ordered,
}

/// What can be set up: all but the company itself.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum NewOrgKind {
    Unit,
    General,
    Branch,
}

impl From<NewOrgKind> for OrgKind {
    fn from(kind: NewOrgKind) -> OrgKind {
        match kind {
            NewOrgKind::Unit => OrgKind::Unit,
            NewOrgKind::General => OrgKind::General,
            NewOrgKind::Branch => OrgKind::Branch,
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOrgName {
    name: String,
    order: Ordered,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCategory {
    category: String,
    order: Ordered,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewParent {
    parent_id: String,
    order: Ordered,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Merging {
    /// Branches that end; their members come to the branch of the address.
    branches: Vec<String>,
    order: Ordered,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Splitting {
    parts: Vec<NewPart>,
    order: Ordered,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPart {
    name: String,
    /// As the old branch's if left out.
    #[serde(default)]
    category: Option<String>,
    /// Ids of members who go with it.
    #[serde(default)]
    members: Vec<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Closing {
    order: Ordered,
}

/// Set up a body.
#[utoipa::path(
    post, path = "/orgs", tag = "orgs", params(Asked), request_body = NewOrg,
    responses((status = 200, body = OrgChangedView), (status = "4XX", body = ErrorBody)),
)]
async fn found_org(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
    Keyed { asked: new, once }: Keyed<NewOrg>,
) -> Result<Response, ApiError> {
    let change = Change::Found {
        kind: new.kind.into(),
        name: new.name,
        parent: new.parent_id,
        category: new.category,
        n_units: new.n_units,
    };
    perform(&app, &caller, asked.preview, &once, None, (change, new.order)).await
}

/// Give a body another name.
#[utoipa::path(
    post, path = "/orgs/{org}/rename", tag = "orgs", params(("org" = String, Path), Asked), request_body = NewOrgName,
    responses((status = 200, body = OrgChangedView), (status = "4XX", body = ErrorBody)),
)]
async fn rename_org(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<Asked>,
    IfMatch(rev): IfMatch,
    Keyed { asked: new, once }: Keyed<NewOrgName>,
) -> Result<Response, ApiError> {
    let change = Change::Rename { org, name: new.name };
    perform(&app, &caller, asked.preview, &once, Some(rev), (change, new.order)).await
}

/// Put a branch into another category.
#[utoipa::path(
    post, path = "/orgs/{org}/recategorise", tag = "orgs", params(("org" = String, Path), Asked),
    request_body = NewCategory,
    responses((status = 200, body = OrgChangedView), (status = "4XX", body = ErrorBody)),
)]
async fn recategorise_org(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<Asked>,
    IfMatch(rev): IfMatch,
    Keyed { asked: new, once }: Keyed<NewCategory>,
) -> Result<Response, ApiError> {
    let change = Change::Recategorise { org, category: new.category };
    perform(&app, &caller, asked.preview, &once, Some(rev), (change, new.order)).await
}

/// Put a body under another one.
#[utoipa::path(
    post, path = "/orgs/{org}/move", tag = "orgs", params(("org" = String, Path), Asked), request_body = NewParent,
    responses((status = 200, body = OrgChangedView), (status = "4XX", body = ErrorBody)),
)]
async fn move_org(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<Asked>,
    IfMatch(rev): IfMatch,
    Keyed { asked: new, once }: Keyed<NewParent>,
) -> Result<Response, ApiError> {
    let change = Change::Move { org, parent: new.parent_id };
    perform(&app, &caller, asked.preview, &once, Some(rev), (change, new.order)).await
}

/// Merge other branches into this one.
#[utoipa::path(
    post, path = "/orgs/{org}/merge", tag = "orgs", params(("org" = String, Path), Asked), request_body = Merging,
    responses((status = 200, body = OrgChangedView), (status = "4XX", body = ErrorBody)),
)]
async fn merge_orgs(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<Asked>,
    IfMatch(rev): IfMatch,
    Keyed { asked: new, once }: Keyed<Merging>,
) -> Result<Response, ApiError> {
    let change = Change::Merge { org, others: new.branches };
    perform(&app, &caller, asked.preview, &once, Some(rev), (change, new.order)).await
}

/// Set up branches out of this one.
#[utoipa::path(
    post, path = "/orgs/{org}/split", tag = "orgs", params(("org" = String, Path), Asked), request_body = Splitting,
    responses((status = 200, body = OrgChangedView), (status = "4XX", body = ErrorBody)),
)]
async fn split_org(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<Asked>,
    IfMatch(rev): IfMatch,
    Keyed { asked: new, once }: Keyed<Splitting>,
) -> Result<Response, ApiError> {
    let part = |part: NewPart| Part { name: part.name, category: part.category, members: part.members };
    let change = Change::Split { org, parts: new.parts.into_iter().map(part).collect() };
    perform(&app, &caller, asked.preview, &once, Some(rev), (change, new.order)).await
}

/// End a body that has neither members nor bodies below it.
#[utoipa::path(
    post, path = "/orgs/{org}/close", tag = "orgs", params(("org" = String, Path), Asked), request_body = Closing,
    responses((status = 200, body = OrgChangedView), (status = "4XX", body = ErrorBody)),
)]
async fn close_org(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<Asked>,
    IfMatch(rev): IfMatch,
    Keyed { asked: new, once }: Keyed<Closing>,
) -> Result<Response, ApiError> {
    perform(&app, &caller, asked.preview, &once, Some(rev), (Change::Close { org }, new.order)).await
}

async fn perform(
    app: &AppState,
    caller: &Caller,
    preview: bool,
    once: &Once,
    rev: Option<i64>,
    (change, ordered): (Change, Ordered),
) -> Result<Response, ApiError> {
    caller.must(Permission::ChangeOrganisation)?;
    let order = Order {
        on: parse_day("on", &ordered.on)?,
        reason: ordered.reason.trim().to_owned(),
        document: ordered.document.trim().to_owned(),
        change,
    };
    if preview {
        let mut db = app.store.read().await?;
        let scheme = scheme_in_force(app, &mut db, caller.scope.today()).await?;
        let plan =
            change_org::plan(&mut db, &scheme, &caller.scope, &order, rev).await.map_err(|why| refusal(why, rev))?;
        return Ok(Json(OrgChangedView::of(&plan, true)).into_response());
    }
    let mut db = match once.begin(app, caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let scheme = scheme_in_force(app, &mut db, caller.scope.today()).await?;
    let plan = change_org::plan(&mut db, &scheme, &caller.scope, &order, rev).await.map_err(|why| refusal(why, rev))?;
    let who: Actor = caller.actor(app.clock.now());
    change_org::carry_out(&mut db, &plan, &order, &who).await?;
    for body in &plan.bodies {
        roster::settle(app, &mut db, body, order.on, &who).await.map_err(unassessed)?;
    }
    let response = once.finish(db, StatusCode::OK, &OrgChangedView::of(&plan, false)).await?;
    if order.on <= caller.scope.today() {
        for body in &plan.bodies {
            let reason = format!("{}（{}）", plan.title, order.document);
            // The order stands; the daily rating catches up with what could not be rated now.
            if let Err(error) = assess::branch(app, body, order.on, &reason).await {
                tracing::warn!(%error, body, "a changed branch was not rated again");
            }
        }
    }
    Ok(response)
}

/// # Errors
/// `Invalid` at `field`.
pub(super) fn parse_day(field: &str, text: &str) -> Result<Date, ApiError> {
    text.parse().map_err(|_| invalid(vec![(field, "日期应写成 2026-11-01 的样子。".to_owned())]))
}

/// 422 with every problem.
pub(super) fn invalid(problems: Vec<(&str, String)>) -> ApiError {
    let view = |(at, message): (&str, String)| ProblemView { at: at.to_owned(), message };
    ApiError { problems: problems.into_iter().map(view).collect(), ..ErrorCode::Invalid.into() }
}

fn refusal(why: Refused, sent: Option<i64>) -> ApiError {
    match why {
        Refused::NotFound => ErrorCode::NotFound.into(),
        Refused::Forbidden(message) => ApiError::saying(ErrorCode::Forbidden, message),
        Refused::Stale { name, rev } => {
            ApiError::stale(&serde_json::json!({ "name": name, "rev": rev }), &serde_json::json!({ "rev": sent }))
        }
        Refused::Invalid(problems) => invalid(problems),
        Refused::Store(error) => error.into(),
    }
}

#[derive(Serialize, ToSchema)]
struct OrgChangedView {
    /// Nothing was done yet.
    preview: bool,
    /// The body it is about; of a preview of a founding, none that exists.
    org_id: String,
    title: String,
    on: String,
    /// What it means for the ledger, for running and for sealed periods.
    effects: Vec<EffectView>,
}

#[derive(Serialize, ToSchema)]
struct EffectView {
    area: EffectArea,
    area_name: String,
    text: String,
}

impl OrgChangedView {
    fn of(plan: &Plan, preview: bool) -> OrgChangedView {
        let effect = |effect: &change_org::Effect| {
            let area = EffectArea::from(effect.area);
            EffectView { area, area_name: area.title().to_owned(), text: effect.text.clone() }
        };
        OrgChangedView {
            preview,
            org_id: plan.bodies[0].clone(),
            title: plan.title.clone(),
            on: plan.on.to_string(),
            effects: plan.effects.iter().map(effect).collect(),
        }
    }
}

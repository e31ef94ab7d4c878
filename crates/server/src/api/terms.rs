//! `/orgs/{org}/terms`, `/elections`, `/extensions`: terms of office, what falls due, and who asked for more time.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Election, ElectionFilter, Extension, Role, Term};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, IfMatch, Keyed},
        org_changes::{invalid, parse_day},
        paging::{PageView, given, paging},
        permissions::Permission,
        words::ExtensionState,
    },
    ops::{
        keep_term::{self, Held, Refused, Wish},
        org_flags::Limits,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_terms, hold_election))
        .routes(routes!(ask_extension))
        .routes(routes!(decide_extension))
        .routes(routes!(list_elections))
}

/// The terms of a body and the extensions it asked for, newest first.
#[utoipa::path(
    get, path = "/orgs/{org}/terms", tag = "terms", params(("org" = String, Path)),
    responses((status = 200, body = TermsView), (status = "4XX", body = ErrorBody)),
)]
async fn list_terms(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
) -> Result<Json<TermsView>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let mut db = app.store.read().await?;
    let (body, _) = db.org_changes().seen(&caller.scope, &org).await?.ok_or(ErrorCode::NotFound)?;
    let may_decide = caller.may(Permission::ApproveExceptions) && db.org_changes().reaches(&caller.scope, &org).await?;
    Ok(Json(TermsView {
        due: body.term_ends.map(|day| day.to_string()),
        years: keep_term::years_of(body.kind),
        terms: db.terms().of(&org).await?.into_iter().map(TermView::of).collect(),
        extensions: db
            .terms()
            .extensions_of(&org)
            .await?
            .into_iter()
            .map(|extension| ExtensionView::of(extension, may_decide, &caller))
            .collect(),
    }))
}

/// Note an election that was held: a new term begins.
#[utoipa::path(
    post, path = "/orgs/{org}/terms", tag = "terms", params(("org" = String, Path)), request_body = NewTerm,
    responses((status = 201, body = TermView), (status = "4XX", body = ErrorBody)),
)]
async fn hold_election(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Keyed { asked, once }: Keyed<NewTerm>,
) -> Result<Response, ApiError> {
    caller.must(Permission::ChangeOrganisation)?;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    if !db.org_changes().reaches(&caller.scope, &org).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let held = Held {
        elected: parse_day("elected_on", &asked.elected_on)?,
        years: asked.years,
        document: asked.document,
        org_id: org,
    };
    let who = caller.actor(app.clock.now());
    let term = keep_term::hold(&mut db, &held, &who, caller.scope.today()).await.map_err(refusal)?;
    once.finish(db, StatusCode::CREATED, &TermView::of(term)).await
}

/// Ask the superior for a later end of the term.
#[utoipa::path(
    post, path = "/orgs/{org}/extensions", tag = "terms", params(("org" = String, Path)), request_body = NewExtension,
    responses((status = 201, body = ExtensionView), (status = "4XX", body = ErrorBody)),
)]
async fn ask_extension(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Keyed { asked, once }: Keyed<NewExtension>,
) -> Result<Response, ApiError> {
    caller.must(Permission::AskExceptions)?;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let (body, _) = db.org_changes().seen(&caller.scope, &org).await?.ok_or(ErrorCode::NotFound)?;
    if !caller.roles.iter().any(|held| held.role == Role::Branch && held.org_id == org) {
        return Err(ApiError::saying(ErrorCode::Forbidden, "延期换届由本支部申请；请以本支部书记或委员的账号提交。"));
    }
    let wish =
        Wish { until: parse_day("until", &asked.until)?, reason: asked.reason, document: asked.document, org_id: org };
    let who = caller.actor(app.clock.now());
    let extension = keep_term::ask(&mut db, &wish, body.term_ends, &who).await.map_err(refusal)?;
    once.finish(db, StatusCode::CREATED, &ExtensionView::of(extension, false, &caller)).await
}

/// Approve or refuse an extension; not one's own.
#[utoipa::path(
    post, path = "/extensions/{extension}/decide", tag = "terms", params(("extension" = String, Path)),
    request_body = ExtensionDecision,
    responses((status = 200, body = ExtensionView), (status = "4XX", body = ErrorBody)),
)]
async fn decide_extension(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Keyed { asked, once }: Keyed<ExtensionDecision>,
) -> Result<Response, ApiError> {
    caller.must(Permission::ApproveExceptions)?;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let extension = db.terms().extension(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    if extension.asked_by == caller.user.account {
        return Err(ApiError::saying(ErrorCode::Forbidden, "不能审批自己提出的延期申请；请由上级的其他同志审批。"));
    }
    if extension.rev != rev {
        let current = ExtensionView::of(extension, true, &caller);
        return Err(ApiError::stale(&current, &serde_json::json!({ "rev": rev, "approved": asked.approved })));
    }
    let who = caller.actor(app.clock.now());
    keep_term::decide(&mut db, &extension, asked.approved, &asked.reply, &who, caller.scope.today())
        .await
        .map_err(refusal)?;
    let decided = db.terms().extension(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    once.finish(db, StatusCode::OK, &ExtensionView::of(decided, true, &caller)).await
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Part of the name.
    q: Option<String>,
    unit: Option<String>,
    /// `overdue`, `soon`, `later`; `due` is the first two.
    state: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
    /// `due`, `-due`.
    sort: Option<String>,
}

/// Bodies with a term of office, the one that ends first in front.
#[utoipa::path(
    get, path = "/elections", tag = "terms", params(Asked),
    responses((status = 200, body = PageView<ElectionView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_elections(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<ElectionView>>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let paging = paging(asked.page, asked.size)?;
    let mut db = app.store.read().await?;
    let today = caller.scope.today();
    let horizon = Limits::of(&mut db, today).await?.horizon(today);
    let (yesterday, tomorrow) = (today.yesterday().unwrap_or(today), horizon.tomorrow().unwrap_or(horizon));
    let (from, until) = match given(asked.state).as_deref() {
        None => (None, None),
        Some("overdue") => (None, Some(yesterday)),
        Some("soon") => (Some(today), Some(horizon)),
        Some("due") => (None, Some(horizon)),
        Some("later") => (Some(tomorrow), None),
        Some(other) => {
            let message = format!("没有“{other}”这种状态；可用 overdue、soon、due、later。");
            return Err(ApiError::saying(ErrorCode::BadRequest, message));
        }
    };
    let latest_first = match given(asked.sort).as_deref() {
        None | Some("due") => false,
        Some("-due") => true,
        Some(other) => {
            return Err(ApiError::saying(ErrorCode::BadRequest, format!("不能按“{other}”排序；可用 due、-due。")));
        }
    };
    let filter = ElectionFilter { text: given(asked.q), unit_id: given(asked.unit), from, until, latest_first };
    let page = db.terms().elections(&caller.scope, &filter, paging).await?;
    Ok(Json(PageView::of(page, paging, |election| ElectionView::of(election, today, horizon))))
}

fn refusal(why: Refused) -> ApiError {
    match why {
        Refused::Invalid(problems) => invalid(problems),
        Refused::Decided => ApiError::saying(ErrorCode::Conflict, "这份申请已经审批过，请刷新后核对。"),
        Refused::Store(error) => error.into(),
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTerm {
    elected_on: String,
    years: i64,
    /// Number of the superior's reply.
    document: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewExtension {
    /// The last day of the extended term.
    until: String,
    reason: String,
    document: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ExtensionDecision {
    approved: bool,
    /// What was replied, with the document's number.
    reply: String,
}

#[derive(Serialize, ToSchema)]
struct TermsView {
    /// The last day of the standing term, extensions included.
    due: Option<String>,
    /// Years of a term of such a body.
    years: i64,
    terms: Vec<TermView>,
    extensions: Vec<ExtensionView>,
}

#[derive(Serialize, ToSchema)]
struct TermView {
    id: String,
    elected_on: Option<String>,
    years: Option<i64>,
    due: String,
    document: String,
}

impl TermView {
    fn of(term: Term) -> TermView {
        TermView {
            id: term.id,
            elected_on: term.elected.map(|day| day.to_string()),
            years: term.years,
            due: term.due.to_string(),
            document: term.document,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ExtensionView {
    id: String,
    rev: i64,
    until: String,
    reason: String,
    document: String,
    state: ExtensionState,
    state_name: String,
    asked_on: String,
    reply: Option<String>,
    may_decide: bool,
}

impl ExtensionView {
    fn of(extension: Extension, may_decide: bool, caller: &Caller) -> ExtensionView {
        ExtensionView {
            may_decide: may_decide
                && extension.state == store::ExtensionState::Asked
                && extension.asked_by != caller.user.account,
            id: extension.id,
            rev: extension.rev,
            until: extension.until.to_string(),
            reason: extension.reason,
            document: extension.document,
            state: extension.state.into(),
            state_name: extension.state.title().to_owned(),
            asked_on: crate::clock::china_day(extension.asked_at).to_string(),
            reply: extension.reply,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ElectionView {
    org_id: String,
    org_name: String,
    kind_name: String,
    unit_id: String,
    unit_name: String,
    due: String,
    /// Days to go; negative when overdue.
    days: i64,
    /// `overdue`, `soon`, `later`.
    state: String,
    state_name: String,
    /// An extension waits for its decision.
    asked: bool,
}

impl ElectionView {
    fn of(election: Election, today: Date, horizon: Date) -> ElectionView {
        let (state, state_name) = match election.due {
            due if due < today => ("overdue", "已届满"),
            due if due <= horizon => ("soon", "即将届满"),
            _ => ("later", "任期内"),
        };
        ElectionView {
            org_id: election.org.id,
            org_name: election.org.name,
            kind_name: election.org.kind.title().to_owned(),
            unit_id: election.org.unit_id,
            unit_name: election.org.unit_name,
            due: election.due.to_string(),
            days: i64::from((election.due - today).get_days()),
            state: state.to_owned(),
            state_name: state_name.to_owned(),
            asked: election.asked,
        }
    }
}

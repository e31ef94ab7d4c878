//! `/exceptions`: a branch asks to be let off a duty; its superior decides.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use rating::{period::Period, scheme::DutyStatus};
use serde::{Deserialize, Serialize};
use store::{Exception, ExceptionFilter, ExceptionState, SeenException};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::{ErrorBody, ProblemView},
        once::{Begun, Keyed},
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::{parse_period, scheme_in_force},
        words,
    },
    ids,
    ops::{
        assess::Assessed,
        exceptions::{self, Refused},
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_exceptions, ask_exception))
        .routes(routes!(approve_exception))
        .routes(routes!(refuse_exception))
        .routes(routes!(withdraw_exception))
}

/// Exceptions in the caller's reach, the newest request first.
#[utoipa::path(
    get, path = "/exceptions", tag = "exceptions", params(Asked),
    responses((status = 200, body = PageView<ExceptionView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_exceptions(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<ExceptionView>>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let paging = paging(asked.page, asked.size)?;
    let state = given(asked.state).map(|word| ExceptionState::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
    let oldest_first = match given(asked.sort).as_deref() {
        None | Some("-asked") => false,
        Some("asked") => true,
        Some(_) => return Err(ApiError::saying(ErrorCode::BadRequest, "排序可用 asked、-asked，请修改后重试。")),
    };
    let filter = ExceptionFilter {
        branch_id: given(asked.branch),
        unit_id: given(asked.unit),
        duty: given(asked.duty),
        state,
        text: given(asked.q),
        oldest_first,
    };
    let mut db = app.store.read().await?;
    let page = db.exceptions().list(&caller.scope, &filter, paging).await?;
    Ok(Json(PageView::of(page, paging, |seen| ExceptionView::of(seen, &caller))))
}

/// Asks for an exception from a duty in one of its cycles.
#[utoipa::path(
    post, path = "/exceptions", tag = "exceptions", request_body = NewException,
    responses((status = 201, body = ExceptionView), (status = "4XX", body = ErrorBody)),
)]
async fn ask_exception(
    State(app): State<AppState>,
    caller: Caller,
    asked: Keyed<NewException>,
) -> Result<Response, ApiError> {
    caller.must(Permission::AskExceptions)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    db.branches().find(&caller.scope, &asked.branch_id).await?.ok_or(ErrorCode::NotFound)?;
    let period = parse_period(&asked.period)?;
    let scheme = scheme_in_force(&app, &mut db, period.last_day()).await?;
    let duty = scheme.duties.iter().find(|duty| duty.code == asked.duty);
    let Some(duty) = duty.filter(|duty| duty.every == period.cycle()) else {
        return Err(invalid("duty", "办法中没有这项职责，或周期与职责不符；请从应尽清单中选择。"));
    };
    if duty.status == DutyStatus::Hard {
        return Err(invalid("duty", "这项职责是上级硬性规定，不能申请例外。"));
    }
    let reason = asked.reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return Err(invalid("reason", "请写明理由，不超过300个字；理由会在得分说明中列明。"));
    }
    let now = app.clock.now();
    let exception = Exception {
        id: ids::short(),
        branch_id: asked.branch_id,
        duty: duty.code.clone(),
        duty_name: duty.name.clone(),
        period,
        reason: reason.to_owned(),
        document: asked.document.trim().chars().take(100).collect(),
        state: ExceptionState::Asked,
        asked_by: (caller.user.account.clone(), caller.user.name.clone()),
        asked_at: now,
        decided: None,
        decision: String::new(),
        fact_id: None,
        rev: 1,
    };
    exceptions::ask(&mut db, &caller.actor(now), &exception, caller.scope.today()).await?;
    let seen = db.exceptions().find(&caller.scope, &exception.id).await?.ok_or(ErrorCode::NotFound)?;
    once.finish(db, StatusCode::CREATED, &ExceptionView::of(seen, &caller)).await
}

/// Approves a request: the duty is no longer owed in that cycle.
#[utoipa::path(
    post, path = "/exceptions/{id}/approve", tag = "exceptions", params(("id" = String, Path)),
    request_body = Decision,
    responses((status = 200, body = ExceptionDone), (status = "4XX", body = ErrorBody)),
)]
async fn approve_exception(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<Decision>,
) -> Result<Json<ExceptionDone>, ApiError> {
    caller.must(Permission::ApproveExceptions)?;
    decide(&app, &caller, &id, ExceptionState::Approved, asked.reason.trim()).await
}

/// Refuses a request, with the reason.
#[utoipa::path(
    post, path = "/exceptions/{id}/refuse", tag = "exceptions", params(("id" = String, Path)),
    request_body = Decision,
    responses((status = 200, body = ExceptionDone), (status = "4XX", body = ErrorBody)),
)]
async fn refuse_exception(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<Decision>,
) -> Result<Json<ExceptionDone>, ApiError> {
    caller.must(Permission::ApproveExceptions)?;
    decide(&app, &caller, &id, ExceptionState::Refused, reason(&asked)?).await
}

/// Takes a request back, or ends an approved exception; the duty is owed again.
#[utoipa::path(
    post, path = "/exceptions/{id}/withdraw", tag = "exceptions", params(("id" = String, Path)),
    request_body = Decision,
    responses((status = 200, body = ExceptionDone), (status = "4XX", body = ErrorBody)),
)]
async fn withdraw_exception(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<Decision>,
) -> Result<Json<ExceptionDone>, ApiError> {
    if !caller.may(Permission::ApproveExceptions) {
        caller.must(Permission::AskExceptions)?;
        let seen = app.store.read().await?.exceptions().find(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
        if seen.exception.state == ExceptionState::Approved {
            return Err(ApiError::saying(ErrorCode::Forbidden, "已批准的例外由审批的上级撤回；请联系上级党组织。"));
        }
    }
    decide(&app, &caller, &id, ExceptionState::Withdrawn, reason(&asked)?).await
}

async fn decide(
    app: &AppState,
    caller: &Caller,
    id: &str,
    to: ExceptionState,
    why: &str,
) -> Result<Json<ExceptionDone>, ApiError> {
    let who = caller.actor(app.clock.now());
    let assessed = exceptions::decide(app, &caller.scope, &who, id, to, why).await?;
    let mut db = app.store.read().await?;
    let seen = db.exceptions().find(&caller.scope, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(ExceptionDone { exception: ExceptionView::of(seen, caller), assessed }))
}

fn reason(asked: &Decision) -> Result<&str, ApiError> {
    let reason = asked.reason.trim();
    match reason.chars().count() {
        1..=300 => Ok(reason),
        _ => Err(invalid("reason", "请写明理由，不超过300个字。")),
    }
}

pub(super) fn invalid(at: &str, message: &str) -> ApiError {
    let problem = ProblemView { at: at.to_owned(), message: message.to_owned() };
    ApiError { problems: vec![problem], ..ApiError::saying(ErrorCode::Invalid, message) }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> ApiError {
        let code = match &refused {
            Refused::Missing => return ErrorCode::NotFound.into(),
            Refused::Own => ErrorCode::Forbidden,
            Refused::Settled(_) | Refused::Duplicate(_) | Refused::Sealed(_) => ErrorCode::Conflict,
            Refused::Rating(_) | Refused::Store(_) => {
                return match refused {
                    Refused::Rating(crate::ops::rate_period::Refused::Store(error)) | Refused::Store(error) => {
                        error.into()
                    }
                    other => anyhow::Error::from(other).into(),
                };
            }
        };
        ApiError::saying(code, refused.to_string())
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    branch: Option<String>,
    unit: Option<String>,
    duty: Option<String>,
    #[param(value_type = Option<words::ExceptionState>)]
    state: Option<String>,
    /// Part of the reason, the duty or the branch's name.
    q: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
    /// `-asked` (newest first) or `asked`.
    sort: Option<String>,
}

#[derive(Deserialize, Serialize, ToSchema)]
struct NewException {
    branch_id: String,
    duty: String,
    /// The cycle of the duty: `2026-09`, `2026-Q3`.
    period: String,
    reason: String,
    /// Number of a document that bears it out; may be left out.
    #[serde(default)]
    document: String,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct Decision {
    /// Required for a refusal and a withdrawal.
    #[serde(default)]
    pub(super) reason: String,
}

#[derive(Serialize, ToSchema)]
struct ExceptionDone {
    exception: ExceptionView,
    assessed: Vec<Assessed>,
}

#[derive(Serialize, ToSchema)]
struct ExceptionView {
    id: String,
    branch_id: String,
    branch_name: String,
    unit_id: String,
    unit_name: String,
    duty: String,
    duty_name: String,
    period: String,
    period_title: String,
    reason: String,
    document: String,
    state: words::ExceptionState,
    state_name: &'static str,
    asked_by: String,
    asked_at: String,
    decided_by: Option<String>,
    decided_at: Option<String>,
    decision: String,
    fact_id: Option<String>,
    rev: i64,
    may_decide: bool,
    may_withdraw: bool,
}

impl ExceptionView {
    fn of(seen: SeenException, caller: &Caller) -> ExceptionView {
        let SeenException { exception, branch_name, unit_id, unit_name } = seen;
        let period: Period = exception.period;
        let superior = caller.may(Permission::ApproveExceptions);
        let asked = exception.state == ExceptionState::Asked;
        ExceptionView {
            may_decide: asked && superior && exception.asked_by.0 != caller.user.account,
            may_withdraw: (asked && caller.may(Permission::AskExceptions))
                || (exception.state == ExceptionState::Approved && superior),
            id: exception.id,
            branch_id: exception.branch_id,
            branch_name,
            unit_id,
            unit_name,
            duty: exception.duty,
            duty_name: exception.duty_name,
            period: period.to_string(),
            period_title: period.title(),
            reason: exception.reason,
            document: exception.document,
            state: exception.state.into(),
            state_name: exception.state.title(),
            asked_by: exception.asked_by.1,
            asked_at: exception.asked_at.to_string(),
            decided_at: exception.decided.as_ref().map(|(_, at)| at.to_string()),
            decided_by: exception.decided.map(|(name, _)| name),
            decision: exception.decision,
            fact_id: exception.fact_id,
            rev: exception.rev,
        }
    }
}

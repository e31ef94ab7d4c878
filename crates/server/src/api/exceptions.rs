//! `/exceptions`: a branch asks to be let off a duty; its superior decides.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use rating::{
    period::{Cycle, Period},
    scheme::{DutyStatus, Scheme},
};
use serde::{Deserialize, Serialize};
use store::{Db, Exception, ExceptionFilter, Owner, Placed, Proposal, ProposalState, Proposed as _};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, IfMatch, Keyed},
        paging::{PageView, given, paging},
        permissions::Permission,
        proposals::{self, Asked as Decision, DecidedView, ProposalView, Shown},
        shared::{parse_period, scheme_in_force},
        words,
    },
    ids,
    ops::{
        attach::attach,
        exceptions,
        org_flags::{Binding, FlagCode},
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_exceptions, ask_exception))
        .routes(routes!(show_exception))
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
    let state = given(asked.state).map(|word| ProposalState::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
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

/// Asks for an exception from a duty in one of its cycles, or from a normal limit of the organisation for a year.
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
    let (duty, duty_name) = match FlagCode::parse(&asked.duty) {
        Some(flag) => lifted(flag, period)?,
        None => {
            let scheme = scheme_in_force(&app, &mut db, period.last_day()).await?;
            excused(&scheme, &asked.duty, period)?
        }
    };
    let reason = asked.reason.trim();
    if reason.is_empty() || reason.chars().count() > 300 {
        return Err(ApiError::invalid("reason", "请写明理由，不超过300个字；理由会在得分说明中列明。"));
    }
    let now = app.clock.now();
    let exception = Exception {
        id: ids::short(),
        branch_id: asked.branch_id,
        duty,
        duty_name,
        period,
        reason: reason.to_owned(),
        document: asked.document.trim().chars().take(100).collect(),
        proposal: Proposal::new(&caller.user.account, &caller.user.name, now),
    };
    let who = caller.actor(now);
    exceptions::ask(&mut db, &who, &exception, caller.scope.today()).await?;
    let owner = Owner { table: Exception::TABLE.to_owned(), id: exception.id.clone() };
    let tied = attach(&mut db, &who, &exception.branch_id, &owner, &asked.attachments).await?;
    tied.map_err(|why| ApiError::invalid("attachments", &format!("{why}。")))?;
    let view = Exception::shown(&app, &mut db, &caller, &exception.id).await?;
    once.finish(db, StatusCode::CREATED, &view).await
}

/// Code and name of a duty that may be excused in that cycle.
fn excused(scheme: &Scheme, code: &str, period: Period) -> Result<(String, String), ApiError> {
    let duty = scheme.duties.iter().find(|duty| duty.code == code);
    let Some(duty) = duty.filter(|duty| duty.every == period.cycle()) else {
        return Err(ApiError::invalid("duty", "办法中没有这项职责，或周期与职责不符；请从应尽清单中选择。"));
    };
    if duty.status == DutyStatus::Hard {
        return Err(ApiError::invalid("duty", "这项职责是上级硬性规定，不能申请例外。"));
    }
    Ok((duty.code.clone(), duty.name.clone()))
}

/// Code and name of a flag that an exception may lift for a year.
fn lifted(flag: FlagCode, period: Period) -> Result<(String, String), ApiError> {
    if flag.binding() != Binding::Normal {
        return Err(ApiError::invalid("duty", "只有“一般”要求可以申请例外；这项提醒请按规定办理。"));
    }
    if period.cycle() != Cycle::Year {
        return Err(ApiError::invalid("period", "组织设置的例外按年申请，周期应写成 2026。"));
    }
    Ok((flag.word().to_owned(), flag.title().to_owned()))
}

impl Shown for Exception {
    type View = ExceptionView;

    const APPROVE: Permission = Permission::ApproveExceptions;

    async fn shown(_: &AppState, db: &mut Db, caller: &Caller, id: &str) -> Result<ExceptionView, ApiError> {
        let seen = db.proposals::<Exception>().find(&caller.scope, id).await?.ok_or(ErrorCode::NotFound)?;
        Ok(ExceptionView::of(seen, caller))
    }
}

/// One exception.
#[utoipa::path(
    get, path = "/exceptions/{id}", tag = "exceptions", params(("id" = String, Path)),
    responses((status = 200, body = ExceptionView), (status = "4XX", body = ErrorBody)),
)]
async fn show_exception(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ExceptionView>, ApiError> {
    caller.must(Permission::ReadResults)?;
    Ok(Json(Exception::shown(&app, &mut app.store.read().await?, &caller, &id).await?))
}

/// Approves a request: the duty is no longer owed in that cycle.
#[utoipa::path(
    post, path = "/exceptions/{id}/approve", tag = "exceptions", request_body = Decision,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DecidedView<ExceptionView>), (status = "4XX", body = ErrorBody)),
)]
async fn approve_exception(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Decision>,
) -> Result<Json<DecidedView<ExceptionView>>, ApiError> {
    caller.must(Permission::ApproveExceptions)?;
    proposals::decide::<Exception>(&app, &caller, (id, rev), ProposalState::Approved, &asked).await
}

/// Refuses a request, with the reason.
#[utoipa::path(
    post, path = "/exceptions/{id}/refuse", tag = "exceptions", request_body = Decision,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DecidedView<ExceptionView>), (status = "4XX", body = ErrorBody)),
)]
async fn refuse_exception(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Decision>,
) -> Result<Json<DecidedView<ExceptionView>>, ApiError> {
    caller.must(Permission::ApproveExceptions)?;
    proposals::decide::<Exception>(&app, &caller, (id, rev), ProposalState::Refused, &asked).await
}

/// Takes a request back, or ends an approved exception; the duty is owed again.
#[utoipa::path(
    post, path = "/exceptions/{id}/withdraw", tag = "exceptions", request_body = Decision,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DecidedView<ExceptionView>), (status = "4XX", body = ErrorBody)),
)]
async fn withdraw_exception(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Decision>,
) -> Result<Json<DecidedView<ExceptionView>>, ApiError> {
    if !caller.may(Permission::ApproveExceptions) {
        caller.must(Permission::AskExceptions)?;
    }
    proposals::decide::<Exception>(&app, &caller, (id, rev), ProposalState::Withdrawn, &asked).await
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    branch: Option<String>,
    unit: Option<String>,
    duty: Option<String>,
    #[param(value_type = Option<words::ProposalState>)]
    state: Option<String>,
    /// Part of the reason, the duty or the branch's name.
    q: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
    /// `-asked` (newest first) or `asked`.
    sort: Option<String>,
}

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewException {
    branch_id: String,
    /// A duty of the scheme or the code of a flag: `committee_monthly`, `members_over`.
    duty: String,
    /// The cycle of the duty: `2026-09`, `2026-Q3`; of a flag the year.
    period: String,
    reason: String,
    /// Number of a document that bears it out; may be left out.
    #[serde(default)]
    document: String,
    /// Ids of files that bear it out; none is needed.
    #[serde(default)]
    attachments: Vec<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ExceptionView {
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
    proposal: ProposalView,
}

impl ExceptionView {
    fn of(seen: Placed<Exception>, caller: &Caller) -> ExceptionView {
        let Placed { entry: exception, branch_name, unit_id, unit_name } = seen;
        let period: Period = exception.period;
        ExceptionView {
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
            proposal: ProposalView::of::<Exception>(exception.proposal, caller),
        }
    }
}

//! `/events`: the register of bonus, deduction and veto events.

mod classes;

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use rating::scheme::Scheme;
use serde::{Deserialize, Serialize};
use store::{Db, Event, EventFilter, EventState, Role, SeenEvent};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        exceptions::{Decision, invalid},
        once::{Begun, Keyed},
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::{parse_period, scheme_in_force},
        words,
    },
    ids,
    ops::{
        assess::Assessed,
        events::{self, Refused},
    },
};
use classes::{EventClassView, EventFieldView, effects, fields};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_events, propose_event))
        .routes(routes!(list_event_classes))
        .routes(routes!(preview_event))
        .routes(routes!(approve_events))
        .routes(routes!(show_event))
        .routes(routes!(approve_event))
        .routes(routes!(refuse_event))
        .routes(routes!(withdraw_event))
}

/// At most so many are approved at once.
const MOST: usize = 100;

/// Events in the caller's reach, newest first.
#[utoipa::path(
    get, path = "/events", tag = "events", params(Asked),
    responses((status = 200, body = PageView<EventView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_events(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<EventView>>, ApiError> {
    caller.must(Permission::ReadEvents)?;
    let paging = paging(asked.page, asked.size)?;
    let state = given(asked.state).map(|word| EventState::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
    let period = given(asked.period).map(|text| parse_period(&text)).transpose()?;
    let filter = EventFilter {
        branch_id: given(asked.branch),
        unit_id: given(asked.unit),
        class: given(asked.class),
        state,
        days: period.map(|period| (period.first_day(), period.last_day())),
        text: given(asked.q),
        oldest_first: match given(asked.sort).as_deref() {
            None | Some("-on") => false,
            Some("on") => true,
            Some(_) => return Err(ApiError::saying(ErrorCode::BadRequest, "排序可用 on、-on，请修改后重试。")),
        },
    };
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await.ok();
    let page = db.events().list(&caller.scope, &filter, paging).await?;
    Ok(Json(PageView::of(page, paging, |seen| EventView::of(seen, scheme.as_deref(), &caller))))
}

/// The classes of events in the scheme in force, with what each can do to points.
#[utoipa::path(
    get, path = "/events/classes", tag = "events",
    responses((status = 200, body = EventClasses), (status = "4XX", body = ErrorBody)),
)]
async fn list_event_classes(State(app): State<AppState>, caller: Caller) -> Result<Json<EventClasses>, ApiError> {
    caller.must(Permission::ReadEvents)?;
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    Ok(Json(EventClasses { items: EventClassView::all(&scheme), may_propose: caller.may(Permission::ProposeEvents) }))
}

/// One event.
#[utoipa::path(
    get, path = "/events/{id}", tag = "events", params(("id" = String, Path)),
    responses((status = 200, body = EventView), (status = "4XX", body = ErrorBody)),
)]
async fn show_event(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<EventView>, ApiError> {
    caller.must(Permission::ReadEvents)?;
    let mut db = app.store.read().await?;
    Ok(Json(shown(&app, &mut db, &caller, &id).await?))
}

async fn shown(app: &AppState, db: &mut Db, caller: &Caller, id: &str) -> Result<EventView, ApiError> {
    let seen = db.events().find(&caller.scope, id).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(app, db, caller.scope.today()).await.ok();
    Ok(EventView::of(seen, scheme.as_deref(), caller))
}

/// Proposes an event. The same document counts once for a branch and class.
#[utoipa::path(
    post, path = "/events", tag = "events", request_body = NewEvent,
    responses((status = 201, body = EventView), (status = "4XX", body = ErrorBody)),
)]
async fn propose_event(
    State(app): State<AppState>,
    caller: Caller,
    asked: Keyed<NewEvent>,
) -> Result<Response, ApiError> {
    caller.must(Permission::ProposeEvents)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let event = asked.event(&app, &mut db, &caller).await?;
    let from_branch = !caller.is(Role::Organisation) && !caller.is(Role::Unit);
    let who = caller.actor(event.proposed_at);
    events::propose(&mut db, &who, &event, from_branch, caller.scope.today()).await?;
    let view = shown(&app, &mut db, &caller, &event.id).await?;
    once.finish(db, StatusCode::CREATED, &view).await
}

/// What approval would do to the branch's open periods. Nothing is kept.
#[utoipa::path(
    post, path = "/events/preview", tag = "events", request_body = NewEvent,
    responses((status = 200, body = EventPreview), (status = "4XX", body = ErrorBody)),
)]
async fn preview_event(
    State(app): State<AppState>,
    caller: Caller,
    Json(asked): Json<NewEvent>,
) -> Result<Json<EventPreview>, ApiError> {
    caller.must(Permission::ProposeEvents)?;
    let event = asked.event(&app, &mut app.store.read().await?, &caller).await?;
    let assessed = events::preview(&app, &caller.actor(event.proposed_at), &event).await?;
    Ok(Json(EventPreview { assessed }))
}

/// Approves one; the branch's score follows at once.
#[utoipa::path(
    post, path = "/events/{id}/approve", tag = "events", params(("id" = String, Path)), request_body = Decision,
    responses((status = 200, body = EventDone), (status = "4XX", body = ErrorBody)),
)]
async fn approve_event(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<Decision>,
) -> Result<Json<EventDone>, ApiError> {
    caller.must(Permission::ApproveEvents)?;
    let who = caller.actor(app.clock.now());
    let ids = [id];
    let assessed = events::approve(&app, &caller.scope, &who, &ids, asked.reason.trim()).await?;
    let event = shown(&app, &mut app.store.read().await?, &caller, &ids[0]).await?;
    Ok(Json(EventDone { event, assessed }))
}

/// Approves several, all or none.
#[utoipa::path(
    post, path = "/events/approve", tag = "events", request_body = ManyEvents,
    responses((status = 200, body = ManyEventsDone), (status = "4XX", body = ErrorBody)),
)]
async fn approve_events(
    State(app): State<AppState>,
    caller: Caller,
    Json(asked): Json<ManyEvents>,
) -> Result<Json<ManyEventsDone>, ApiError> {
    caller.must(Permission::ApproveEvents)?;
    let mut ids = asked.ids;
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() || ids.len() > MOST {
        return Err(invalid("ids", "请选择 1 至 100 项待审批的事项。"));
    }
    let who = caller.actor(app.clock.now());
    let assessed = events::approve(&app, &caller.scope, &who, &ids, "").await?;
    Ok(Json(ManyEventsDone { approved: ids.len() as i64, assessed }))
}

/// Refuses one, with the reason.
#[utoipa::path(
    post, path = "/events/{id}/refuse", tag = "events", params(("id" = String, Path)), request_body = Decision,
    responses((status = 200, body = EventDone), (status = "4XX", body = ErrorBody)),
)]
async fn refuse_event(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<Decision>,
) -> Result<Json<EventDone>, ApiError> {
    caller.must(Permission::ApproveEvents)?;
    let why = reason(&asked)?;
    events::refuse(&app, &caller.scope, &caller.actor(app.clock.now()), &id, why).await?;
    let event = shown(&app, &mut app.store.read().await?, &caller, &id).await?;
    Ok(Json(EventDone { event, assessed: Vec::new() }))
}

/// Takes one back; its points go with it, its history stays. Whoever proposed it takes back what is not decided yet.
#[utoipa::path(
    post, path = "/events/{id}/withdraw", tag = "events", params(("id" = String, Path)), request_body = Decision,
    responses((status = 200, body = EventDone), (status = "4XX", body = ErrorBody)),
)]
async fn withdraw_event(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<Decision>,
) -> Result<Json<EventDone>, ApiError> {
    caller.must(Permission::ProposeEvents)?;
    let seen = app.store.read().await?.events().find(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    let why = reason(&asked)?;
    let own = seen.event.proposed_by.0 == caller.user.account && seen.event.state == EventState::Proposed;
    if !own && !caller.may(Permission::ApproveEvents) {
        let message = "已审批或由他人提出的事项，由上级党组织撤回；请联系上级说明情况。";
        return Err(ApiError::saying(ErrorCode::Forbidden, message));
    }
    let assessed = events::withdraw(&app, &caller.scope, &caller.actor(app.clock.now()), &id, why).await?;
    let event = shown(&app, &mut app.store.read().await?, &caller, &id).await?;
    Ok(Json(EventDone { event, assessed }))
}

fn reason(asked: &Decision) -> Result<&str, ApiError> {
    let reason = asked.reason.trim();
    match reason.chars().count() {
        1..=300 => Ok(reason),
        _ => Err(invalid("reason", "请写明理由，不超过300个字。")),
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> ApiError {
        let code = match refused {
            Refused::Missing => return ErrorCode::NotFound.into(),
            Refused::Rating(crate::ops::rate_period::Refused::Store(error)) | Refused::Store(error) => {
                return error.into();
            }
            Refused::Rating(error) => return anyhow::Error::from(error).into(),
            Refused::Own(_) => ErrorCode::Forbidden,
            Refused::Settled { .. } | Refused::Duplicate(_) | Refused::Sealed(_) | Refused::AtOnce => {
                ErrorCode::Conflict
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
    class: Option<String>,
    #[param(value_type = Option<words::EventState>)]
    state: Option<String>,
    /// Events that happened in it.
    period: Option<String>,
    /// Part of the title, the document's number or the branch's name.
    q: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
    /// `-on` (newest first) or `on`.
    sort: Option<String>,
}

#[derive(Deserialize, Serialize, ToSchema)]
struct NewEvent {
    branch_id: String,
    class: String,
    /// The day it happened.
    on: String,
    /// Made from class and words when empty.
    #[serde(default)]
    title: String,
    /// Number of the document that says so.
    document: String,
    #[serde(default)]
    note: String,
    /// Words of the class: `level` → `city`.
    #[serde(default)]
    tags: BTreeMap<String, String>,
    /// Figures of the class: `count` → `2`.
    #[serde(default)]
    numbers: BTreeMap<String, String>,
}

impl NewEvent {
    /// Checked against the scheme in force on its day and the caller's reach.
    async fn event(self, app: &AppState, db: &mut Db, caller: &Caller) -> Result<Event, ApiError> {
        let branch = db.branches().find(&caller.scope, &self.branch_id).await?.ok_or(ErrorCode::NotFound)?;
        let on: Date = self.on.parse().map_err(|_| invalid("on", "日期应写成 2026-10-01。"))?;
        if on > caller.scope.today() {
            return Err(invalid("on", "发生日期在今天之后；请核对日期。"));
        }
        if on < branch.founded_on || branch.closed_on.is_some_and(|closed| on >= closed) {
            return Err(invalid("on", "该支部在这一天不存在；请核对日期和支部。"));
        }
        let scheme = scheme_in_force(app, db, on).await?;
        let (tags, numbers) = classes::checked(&scheme, &self.class, self.tags, self.numbers)?;
        let class = scheme.class(&self.class).ok_or_else(|| invalid("class", "办法中没有这类事项。"))?;
        let document = self.document.trim();
        if document.is_empty() || document.chars().count() > 60 {
            return Err(invalid("document", "请写明文号，不超过60个字；同一文号在该支部同类事项中只计一次。"));
        }
        let words: Vec<&str> = tags.iter().map(|(field, word)| class.word_name(field, word)).collect();
        let title = match self.title.trim() {
            "" => [class.name.as_str()].into_iter().chain(words).collect::<Vec<_>>().join("："),
            title => title.chars().take(80).collect(),
        };
        Ok(Event {
            id: ids::short(),
            branch_id: branch.id,
            class: self.class,
            on,
            title,
            document: document.to_owned(),
            note: self.note.trim().chars().take(500).collect(),
            numbers,
            tags,
            state: EventState::Proposed,
            proposed_by: (caller.user.account.clone(), caller.user.name.clone()),
            proposed_at: app.clock.now(),
            decided: None,
            decision: String::new(),
            withdrawn: None,
            withdrawal: String::new(),
            fact_id: None,
            rev: 1,
        })
    }
}

#[derive(Serialize, ToSchema)]
struct EventClasses {
    items: Vec<EventClassView>,
    may_propose: bool,
}

#[derive(Deserialize, ToSchema)]
struct ManyEvents {
    ids: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct EventPreview {
    assessed: Vec<Assessed>,
}

#[derive(Serialize, ToSchema)]
struct EventDone {
    event: EventView,
    assessed: Vec<Assessed>,
}

#[derive(Serialize, ToSchema)]
struct ManyEventsDone {
    approved: i64,
    assessed: Vec<Assessed>,
}

#[derive(Serialize, ToSchema)]
struct EventView {
    id: String,
    branch_id: String,
    branch_name: String,
    unit_id: String,
    unit_name: String,
    class: String,
    class_name: String,
    /// 加分, 扣分, 否决: what the class can do under the scheme in force.
    effects: Vec<words::EventEffect>,
    on: String,
    title: String,
    document: String,
    note: String,
    fields: Vec<EventFieldView>,
    state: words::EventState,
    state_name: &'static str,
    proposed_by: String,
    proposed_at: String,
    decided_by: Option<String>,
    decided_at: Option<String>,
    decision: String,
    withdrawn_by: Option<String>,
    withdrawn_at: Option<String>,
    withdrawal: String,
    fact_id: Option<String>,
    rev: i64,
    may_decide: bool,
    may_withdraw: bool,
}

impl EventView {
    fn of(seen: SeenEvent, scheme: Option<&Scheme>, caller: &Caller) -> EventView {
        let SeenEvent { event, branch_name, unit_id, unit_name } = seen;
        let class = scheme.and_then(|scheme| scheme.class(&event.class));
        let own = event.proposed_by.0 == caller.user.account;
        let approver = caller.may(Permission::ApproveEvents);
        let proposed = event.state == EventState::Proposed;
        EventView {
            class_name: class.map_or_else(|| event.class.clone(), |class| class.name.clone()),
            effects: scheme.map(|scheme| effects(scheme, &event.class)).unwrap_or_default(),
            fields: fields(&event, class),
            may_decide: proposed && approver && !own,
            may_withdraw: (proposed && (own || approver)) || (event.state == EventState::Approved && approver),
            id: event.id,
            branch_id: event.branch_id,
            branch_name,
            unit_id,
            unit_name,
            class: event.class,
            on: event.on.to_string(),
            title: event.title,
            document: event.document,
            note: event.note,
            state: event.state.into(),
            state_name: event.state.title(),
            proposed_by: event.proposed_by.1,
            proposed_at: event.proposed_at.to_string(),
            decided_at: event.decided.as_ref().map(|(_, at)| at.to_string()),
            decided_by: event.decided.map(|(name, _)| name),
            decision: event.decision,
            withdrawn_at: event.withdrawn.as_ref().map(|(_, at)| at.to_string()),
            withdrawn_by: event.withdrawn.map(|(name, _)| name),
            withdrawal: event.withdrawal,
            fact_id: event.fact_id,
            rev: event.rev,
        }
    }
}

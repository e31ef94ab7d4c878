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
use store::{Db, Event, EventFilter, Owner, Placed, Proposal, ProposalState, Proposed as _, Role};
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
        proposals::{self, Asked as Decision, DecidedView, EntryAt, ProposalView, Shown},
        shared::{parse_period, scheme_in_force},
        words,
    },
    ids,
    ops::{assess::Assessed, attach::attach, events},
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
    let state = given(asked.state).map(|word| ProposalState::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
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
    Ok(Json(Event::shown(&app, &mut db, &caller, &id).await?))
}

impl Shown for Event {
    type View = EventView;

    const APPROVE: Permission = Permission::ApproveEvents;

    async fn shown(app: &AppState, db: &mut Db, caller: &Caller, id: &str) -> Result<EventView, ApiError> {
        let seen = db.proposals::<Event>().find(&caller.scope, id).await?.ok_or(ErrorCode::NotFound)?;
        let scheme = scheme_in_force(app, db, caller.scope.today()).await.ok();
        Ok(EventView::of(seen, scheme.as_deref(), caller))
    }
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
    let attachments = asked.attachments.clone();
    let event = asked.event(&app, &mut db, &caller).await?;
    let from_branch = !caller.is(Role::Organisation) && !caller.is(Role::Unit);
    let who = caller.actor(event.proposal.at);
    events::propose(&mut db, &who, &event, from_branch, caller.scope.today()).await?;
    let owner = Owner { table: Event::TABLE.to_owned(), id: event.id.clone() };
    let tied = attach(&mut db, &who, &event.branch_id, &owner, &attachments).await?;
    tied.map_err(|why| ApiError::invalid("attachments", &format!("{why}。")))?;
    let view = Event::shown(&app, &mut db, &caller, &event.id).await?;
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
    Given(asked): Given<NewEvent>,
) -> Result<Json<EventPreview>, ApiError> {
    caller.must(Permission::ProposeEvents)?;
    let event = asked.event(&app, &mut app.store.read().await?, &caller).await?;
    let assessed = events::preview(&app, &caller.actor(event.proposal.at), &event).await?;
    Ok(Json(EventPreview { assessed }))
}

/// Approves one; the branch's score follows at once.
#[utoipa::path(
    post, path = "/events/{id}/approve", tag = "events", request_body = Decision,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DecidedView<EventView>), (status = "4XX", body = ErrorBody)),
)]
async fn approve_event(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Decision>,
) -> Result<Json<DecidedView<EventView>>, ApiError> {
    caller.must(Permission::ApproveEvents)?;
    proposals::decide::<Event>(&app, &caller, (id, rev), ProposalState::Approved, &asked).await
}

/// Approves several, all or none.
#[utoipa::path(
    post, path = "/events/approve", tag = "events", request_body = ManyEvents,
    responses((status = 200, body = ManyEventsDone), (status = "4XX", body = ErrorBody)),
)]
async fn approve_events(
    State(app): State<AppState>,
    caller: Caller,
    Given(asked): Given<ManyEvents>,
) -> Result<Json<ManyEventsDone>, ApiError> {
    caller.must(Permission::ApproveEvents)?;
    let entries: BTreeMap<String, i64> = asked.items.into_iter().map(|entry| (entry.id, entry.rev)).collect();
    if entries.is_empty() || entries.len() > MOST {
        return Err(ApiError::invalid("items", "请选择 1 至 100 项待审批的事项。"));
    }
    let approved = entries.len() as i64;
    let remark = Decision { reason: String::new() };
    let entries = entries.into_iter().collect();
    let assessed = proposals::decide_all::<Event>(&app, &caller, entries, ProposalState::Approved, &remark).await?;
    Ok(Json(ManyEventsDone { approved, assessed }))
}

/// Refuses one, with the reason.
#[utoipa::path(
    post, path = "/events/{id}/refuse", tag = "events", request_body = Decision,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DecidedView<EventView>), (status = "4XX", body = ErrorBody)),
)]
async fn refuse_event(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Decision>,
) -> Result<Json<DecidedView<EventView>>, ApiError> {
    caller.must(Permission::ApproveEvents)?;
    proposals::decide::<Event>(&app, &caller, (id, rev), ProposalState::Refused, &asked).await
}

/// Takes one back; its points go with it, its history stays. Whoever proposed it takes back what is not decided yet.
#[utoipa::path(
    post, path = "/events/{id}/withdraw", tag = "events", request_body = Decision,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DecidedView<EventView>), (status = "4XX", body = ErrorBody)),
)]
async fn withdraw_event(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Decision>,
) -> Result<Json<DecidedView<EventView>>, ApiError> {
    caller.must(Permission::ProposeEvents)?;
    proposals::decide::<Event>(&app, &caller, (id, rev), ProposalState::Withdrawn, &asked).await
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    branch: Option<String>,
    unit: Option<String>,
    class: Option<String>,
    #[param(value_type = Option<words::ProposalState>)]
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
#[serde(deny_unknown_fields)]
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
    /// Ids of files that bear it out; none is needed.
    #[serde(default)]
    attachments: Vec<String>,
}

impl NewEvent {
    /// Checked against the scheme in force on its day and the caller's reach.
    async fn event(self, app: &AppState, db: &mut Db, caller: &Caller) -> Result<Event, ApiError> {
        let branch = db.branches().find(&caller.scope, &self.branch_id).await?.ok_or(ErrorCode::NotFound)?;
        let on: Date = self.on.parse().map_err(|_| ApiError::invalid("on", "日期应写成 2026-10-01。"))?;
        if on > caller.scope.today() {
            return Err(ApiError::invalid("on", "发生日期在今天之后；请核对日期。"));
        }
        if on < branch.founded_on || branch.closed_on.is_some_and(|closed| on >= closed) {
            return Err(ApiError::invalid("on", "该支部在这一天不存在；请核对日期和支部。"));
        }
        let scheme = scheme_in_force(app, db, on).await?;
        let (tags, numbers) = classes::checked(&scheme, &self.class, self.tags, self.numbers)?;
        let class = scheme.class(&self.class).ok_or_else(|| ApiError::invalid("class", "办法中没有这类事项。"))?;
        let document = self.document.trim();
        if document.is_empty() || document.chars().count() > 60 {
            return Err(ApiError::invalid(
                "document",
                "请写明文号，不超过60个字；同一文号在该支部同类事项中只计一次。",
            ));
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
            proposal: Proposal::new(&caller.user.account, &caller.user.name, app.clock.now()),
        })
    }
}

#[derive(Serialize, ToSchema)]
struct EventClasses {
    items: Vec<EventClassView>,
    may_propose: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ManyEvents {
    items: Vec<EntryAt>,
}

#[derive(Serialize, ToSchema)]
struct EventPreview {
    assessed: Vec<Assessed>,
}

#[derive(Serialize, ToSchema)]
struct ManyEventsDone {
    approved: i64,
    assessed: Vec<Assessed>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct EventView {
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
    proposal: ProposalView,
}

impl EventView {
    fn of(seen: Placed<Event>, scheme: Option<&Scheme>, caller: &Caller) -> EventView {
        let Placed { entry: event, branch_name, unit_id, unit_name } = seen;
        let class = scheme.and_then(|scheme| scheme.class(&event.class));
        EventView {
            class_name: class.map_or_else(|| event.class.clone(), |class| class.name.clone()),
            effects: scheme.map(|scheme| effects(scheme, &event.class)).unwrap_or_default(),
            fields: fields(&event, class),
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
            proposal: ProposalView::of::<Event>(event.proposal, caller),
        }
    }
}

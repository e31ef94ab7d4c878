//! `/branches/{branch}/groups`: party groups, who is in them and when they met.

use std::collections::HashMap;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::{Changed, Db, Group, GroupMeeting, MemberReach, Membership, RosterMember};
use utoipa::{IntoParams, ToSchema};

use super::{bad, day, said};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, IfMatch, Keyed},
        permissions::Permission,
        shared::counted,
    },
    ids,
};

/// Groups of a branch in order, closed ones last, with today's members and the meetings of one year.
#[utoipa::path(
    get, path = "/branches/{branch}/groups", tag = "members", params(("branch" = String, Path), GroupsAsked),
    responses((status = 200, body = GroupList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn list_groups(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<GroupsAsked>,
) -> Result<Json<GroupList>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    if asked.year.is_some_and(|year| !(1921..=2200).contains(&year)) {
        return Err(ErrorCode::BadRequest.into());
    }
    let mut db = app.store.read().await?;
    if !db.members().reaches(&caller.scope, MemberReach::Read, &branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(Json(list(&app, &mut db, &caller, &branch, asked.year).await?))
}

/// A new group of a branch.
#[utoipa::path(
    post, path = "/branches/{branch}/groups", tag = "members", params(("branch" = String, Path)), request_body = NewGroup,
    responses((status = 201, body = GroupList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_group(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    asked: Keyed<NewGroup>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    if !db.members().reaches(&caller.scope, MemberReach::Keep, &branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let name = said("name", &asked.name, "党小组名称")?;
    let founded = day("founded_on", &asked.founded_on)?;
    let known = db.members().groups(&branch, founded).await?;
    must_be_free(&known, &name, "")?;
    let group = Group {
        id: format!("g{}", ids::short()),
        branch_id: branch.clone(),
        name,
        position: known.iter().map(|(group, _)| group.position).max().unwrap_or(0) + 1,
        founded,
        closed: None,
        rev: 1,
    };
    db.members().add_groups(std::slice::from_ref(&group)).await?;
    let rows = [Changed::new("party_groups", &group.id)];
    db.note(&caller.actor(app.clock.now()), "group.founded", Some(&branch), &rows).await?;
    counted(&app, &mut db, &caller, &branch, founded).await?;
    let shown = list(&app, &mut db, &caller, &branch, None).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// Another name of a group.
#[utoipa::path(
    put, path = "/branches/{branch}/groups/{group}", tag = "members",
    params(("branch" = String, Path), ("group" = String, Path), ("If-Match" = String, Header)),
    request_body = GroupName,
    responses((status = 200, body = GroupList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn rename_group(
    State(app): State<AppState>,
    caller: Caller,
    Path((branch, group)): Path<(String, String)>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<GroupName>,
) -> Result<Json<GroupList>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let known = kept_groups(&mut db, &caller, &branch, app.clock.today()).await?;
    let before = open_group(&known, &group)?;
    if before.rev != rev {
        return Err(ApiError::stale(&GroupName { name: before.name.clone() }, &asked));
    }
    let name = said("name", &asked.name, "党小组名称")?;
    must_be_free(&known, &name, &group)?;
    let named = Group { name, ..before.clone() };
    db.members().rename_group(&named).await?.ok_or(ErrorCode::Stale)?;
    let rows = [Changed::new("party_groups", &group)];
    db.note(&caller.actor(app.clock.now()), "group.renamed", Some(&branch), &rows).await?;
    let shown = list(&app, &mut db, &caller, &branch, None).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// Closes a group that has no members any more.
#[utoipa::path(
    post, path = "/branches/{branch}/groups/{group}/close", tag = "members",
    params(("branch" = String, Path), ("group" = String, Path)), request_body = CloseGroup,
    responses((status = 200, body = GroupList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn close_group(
    State(app): State<AppState>,
    caller: Caller,
    Path((branch, group)): Path<(String, String)>,
    Given(asked): Given<CloseGroup>,
) -> Result<Json<GroupList>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let known = kept_groups(&mut db, &caller, &branch, app.clock.today()).await?;
    let before = open_group(&known, &group)?;
    let on = day("on", &asked.on)?;
    if on < before.founded || on > app.clock.today() {
        return Err(bad("on", &format!("应不早于成立日期{}，且不晚于今天", before.founded)));
    }
    let n = db.members().in_group_since(&group, on).await?;
    if n > 0 {
        let message = format!("该党小组在{on}还有{n}名党员，请先把他们编入其他党小组，再撤销。");
        return Err(ApiError::saying(ErrorCode::Conflict, message));
    }
    let mut rows = vec![Changed::new("party_groups", &group)];
    rows.extend(db.members().end_leads(&group, None, on).await?.into_iter().map(|id| Changed::new("posts", id)));
    if !db.members().close_group(&branch, &group, on).await? {
        return Err(ErrorCode::Stale.into());
    }
    db.note(&caller.actor(app.clock.now()), "group.closed", Some(&branch), &rows).await?;
    counted(&app, &mut db, &caller, &branch, on).await?;
    let shown = list(&app, &mut db, &caller, &branch, None).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// All groups of a branch whose roster the caller keeps, or 404.
pub(super) async fn kept_groups(
    db: &mut Db,
    caller: &Caller,
    branch: &str,
    day: Date,
) -> Result<Vec<(Group, i64)>, ApiError> {
    if !db.members().reaches(&caller.scope, MemberReach::Keep, branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(db.members().groups(branch, day).await?)
}

/// The group of that id as long as it is not closed.
pub(super) fn open_group<'a>(known: &'a [(Group, i64)], id: &str) -> Result<&'a Group, ApiError> {
    let (group, _) = known.iter().find(|(group, _)| group.id == id).ok_or(ErrorCode::NotFound)?;
    if group.closed.is_some() {
        return Err(ApiError::saying(ErrorCode::Conflict, "该党小组已经撤销，请刷新后核对。"));
    }
    Ok(group)
}

/// Two open groups of a branch do not bear one name.
fn must_be_free(known: &[(Group, i64)], name: &str, own: &str) -> Result<(), ApiError> {
    if known.iter().any(|(group, _)| group.closed.is_none() && group.name == name && group.id != own) {
        return Err(bad("name", "本支部已有同名的党小组，请换一个名称"));
    }
    Ok(())
}

/// A membership may only name an open group of its own branch.
pub(super) async fn must_fit(db: &mut Db, span: &Membership) -> Result<(), ApiError> {
    let Some(id) = &span.group_id else { return Ok(()) };
    let groups = db.members().groups(&span.branch_id, span.from).await?;
    if groups.iter().any(|(group, _)| group.id == *id && group.closed.is_none()) {
        return Ok(());
    }
    Err(bad("group_id", "党小组不属于本支部或已经撤销，请重新选择"))
}

/// Everything of a branch's groups; without a `year` the meetings of the running one.
pub(super) async fn list(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    branch: &str,
    year: Option<i16>,
) -> Result<GroupList, ApiError> {
    let today = app.clock.today();
    let year = year.unwrap_or(today.year());
    let (first, last) = (jiff::civil::date(year, 1, 1), jiff::civil::date(year, 12, 31));
    let may_keep =
        caller.may(Permission::KeepMembers) && db.members().reaches(&caller.scope, MemberReach::Keep, branch).await?;
    let mut people: HashMap<Option<String>, Vec<GroupMember>> = HashMap::new();
    for member in db.members().roster(branch, today).await? {
        people.entry(member.group.clone()).or_default().push(member.into());
    }
    let mut meetings: HashMap<Option<String>, Vec<GroupMeeting>> = HashMap::new();
    for meeting in db.members().group_meetings(branch, first, last).await? {
        meetings.entry(meeting.group_id.clone()).or_default().push(meeting);
    }
    let this_month = today.first_of_month();
    let view = |(group, n): (Group, i64)| {
        let id = group.id;
        let mut members = people.remove(&Some(id.clone())).unwrap_or_default();
        members.sort_by_key(|member| !member.leads);
        let held = meetings.remove(&Some(id.clone())).unwrap_or_default();
        GroupView {
            n_this_month: held.iter().filter(|meeting| meeting.on.first_of_month() == this_month).count(),
            meetings: held.into_iter().map(GroupMeetingView::from).collect(),
            members,
            id,
            name: group.name,
            rev: group.rev,
            founded_on: group.founded.to_string(),
            closed_on: group.closed.map(|day| day.to_string()),
            n_members: n,
        }
    };
    let items = db.members().groups(branch, today).await?.into_iter().map(view).collect();
    Ok(GroupList { year, may_keep, items, ungrouped: people.remove(&None).unwrap_or_default() })
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GroupsAsked {
    /// Whose meetings are listed; the running year if absent.
    year: Option<i16>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct GroupList {
    year: i16,
    may_keep: bool,
    items: Vec<GroupView>,
    /// Members of the branch who are in no group.
    ungrouped: Vec<GroupMember>,
}

#[derive(Serialize, ToSchema)]
struct GroupView {
    id: String,
    name: String,
    rev: i64,
    founded_on: String,
    closed_on: Option<String>,
    n_members: i64,
    /// Today's; who leads the group first.
    members: Vec<GroupMember>,
    /// Of the year, newest first.
    meetings: Vec<GroupMeetingView>,
    n_this_month: usize,
}

#[derive(Serialize, ToSchema)]
struct GroupMember {
    id: String,
    name: String,
    leads: bool,
}

impl From<RosterMember> for GroupMember {
    fn from(member: RosterMember) -> GroupMember {
        GroupMember { leads: member.leads_group, id: member.id, name: member.name }
    }
}

#[derive(Serialize, ToSchema)]
struct GroupMeetingView {
    /// Id of the record.
    id: String,
    on: String,
    title: String,
    state: &'static str,
    state_name: &'static str,
}

impl From<GroupMeeting> for GroupMeetingView {
    fn from(meeting: GroupMeeting) -> GroupMeetingView {
        GroupMeetingView {
            id: meeting.id,
            on: meeting.on.to_string(),
            title: meeting.title,
            state: meeting.state.word(),
            state_name: meeting.state.title(),
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGroup {
    name: String,
    founded_on: String,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupName {
    name: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseGroup {
    on: String,
}

//! `/branches/{branch}/groups`: party groups.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::{Changed, Db, Group, MemberReach, Membership};
use utoipa::ToSchema;

use super::{bad, day, said};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, Keyed},
        permissions::Permission,
        shared::counted,
    },
    ids,
};

/// Groups of a branch in order, closed ones last.
#[utoipa::path(
    get, path = "/branches/{branch}/groups", tag = "members", params(("branch" = String, Path)),
    responses((status = 200, body = GroupList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn list_groups(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
) -> Result<Json<GroupList>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let mut db = app.store.read().await?;
    if !db.members().reaches(&caller.scope, MemberReach::Read, &branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(Json(list(&mut db, &branch, app.clock.today()).await?))
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
    if known.iter().any(|(group, _)| group.closed.is_none() && group.name == name) {
        return Err(bad("name", "本支部已有同名的党小组，请换一个名称"));
    }
    let group = Group {
        id: format!("g{}", ids::short()),
        branch_id: branch.clone(),
        name,
        position: known.iter().map(|(group, _)| group.position).max().unwrap_or(0) + 1,
        founded,
        closed: None,
    };
    db.members().add_groups(std::slice::from_ref(&group)).await?;
    let rows = [Changed::new("party_groups", &group.id)];
    db.note(&caller.actor(app.clock.now()), "group.founded", Some(&branch), &rows).await?;
    counted(&app, &mut db, &caller, &branch, founded).await?;
    let shown = list(&mut db, &branch, app.clock.today()).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
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
    Json(asked): Json<CloseGroup>,
) -> Result<Json<GroupList>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    if !db.members().reaches(&caller.scope, MemberReach::Keep, &branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let on = day("on", &asked.on)?;
    let known = db.members().groups(&branch, on).await?;
    let (_, n) = known.iter().find(|(known, _)| known.id == group).ok_or(ErrorCode::NotFound)?;
    if *n > 0 {
        let message = format!("该党小组还有{n}名党员，请先把他们编入其他党小组，再撤销。");
        return Err(ApiError::saying(ErrorCode::Conflict, message));
    }
    if !db.members().close_group(&branch, &group, on).await? {
        return Err(ApiError::saying(ErrorCode::Conflict, "该党小组已经撤销，请刷新后核对。"));
    }
    let rows = [Changed::new("party_groups", &group)];
    db.note(&caller.actor(app.clock.now()), "group.closed", Some(&branch), &rows).await?;
    counted(&app, &mut db, &caller, &branch, on).await?;
    let shown = list(&mut db, &branch, app.clock.today()).await?;
    db.commit().await?;
    Ok(Json(shown))
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

async fn list(db: &mut Db, branch: &str, today: jiff::civil::Date) -> Result<GroupList, ApiError> {
    let view = |(group, n): (Group, i64)| GroupView {
        id: group.id,
        name: group.name,
        founded_on: group.founded.to_string(),
        closed_on: group.closed.map(|day| day.to_string()),
        n_members: n,
    };
    Ok(GroupList { items: db.members().groups(branch, today).await?.into_iter().map(view).collect() })
}

#[derive(Serialize, ToSchema)]
pub(super) struct GroupList {
    items: Vec<GroupView>,
}

#[derive(Serialize, ToSchema)]
struct GroupView {
    id: String,
    name: String,
    founded_on: String,
    closed_on: Option<String>,
    n_members: i64,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct NewGroup {
    name: String,
    founded_on: String,
}

#[derive(Deserialize, ToSchema)]
pub(super) struct CloseGroup {
    on: String,
}

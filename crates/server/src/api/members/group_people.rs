//! Who is in a party group, and who leads it.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::Deserialize;
use store::{Changed, MemberPost, Membership, Post};
use utoipa::ToSchema;

use super::{
    bad, day,
    groups::{GroupList, kept_groups, list, open_group},
    invalid,
};
use crate::{
    AppState,
    api::{ApiError, body::Given, caller::Caller, error::ErrorBody, permissions::Permission, shared::counted},
    ids,
};

/// People whom one order puts into a group.
const MOST: usize = 100;

/// Puts members of the branch into a group from a day on; whoever leads the group that he leaves leads it no more.
#[utoipa::path(
    post, path = "/branches/{branch}/groups/{group}/members", tag = "members",
    params(("branch" = String, Path), ("group" = String, Path)), request_body = GroupMembers,
    responses((status = 200, body = GroupList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn place_in_group(
    State(app): State<AppState>,
    caller: Caller,
    Path((branch, group)): Path<(String, String)>,
    Given(asked): Given<GroupMembers>,
) -> Result<Json<GroupList>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let known = kept_groups(&mut db, &caller, &branch, app.clock.today()).await?;
    let into = open_group(&known, &group)?;
    let on = day("on", &asked.on)?;
    if on < into.founded {
        return Err(bad("on", &format!("应不早于党小组成立日期{}", into.founded)));
    }
    let ids: HashSet<&String> = asked.member_ids.iter().collect();
    if ids.is_empty() || ids.len() > MOST {
        return Err(bad("member_ids", &format!("请选择 1 至 {MOST} 名党员")));
    }
    let spans = db.members().current_of(&branch).await?;
    let chosen: Vec<&(Membership, String)> = spans.iter().filter(|(span, _)| ids.contains(&span.member_id)).collect();
    let mut wrong = Vec::new();
    if chosen.len() < ids.len() {
        wrong.push(("member_ids", "所选党员有的已不在本支部，请刷新后重新选择".to_owned()));
    }
    for (span, name) in &chosen {
        if !may_begin(span, on, app.clock.today()) {
            wrong.push(("on", format!("应晚于{name}目前状态的起始日{}", span.from)));
        }
    }
    if !wrong.is_empty() {
        return Err(invalid(wrong));
    }
    let mut rows = Vec::new();
    for (span, _) in chosen.into_iter().filter(|(span, _)| span.group_id.as_deref() != Some(&group)) {
        if let Some(left) = &span.group_id {
            let ended = db.members().end_leads(left, Some(&span.member_id), on).await?;
            rows.extend(ended.into_iter().map(|id| Changed::new("posts", id)));
        }
        let key = |from| Changed::new("memberships", format!("{}/{from}", span.member_id));
        // Whoever came that day was in the group from the first.
        if on == span.from {
            let reason = if span.group_id.is_some() { format!("编入{}", into.name) } else { span.reason.clone() };
            db.members().regroup(&span.member_id, on, &group, &reason).await?;
            rows.push(key(on));
            continue;
        }
        let reason = format!("编入{}", into.name);
        let next = Membership { from: on, group_id: Some(group.clone()), reason, ..span.clone() };
        db.members().change_membership(&next).await?;
        rows.extend([key(span.from), key(on)]);
    }
    if !rows.is_empty() {
        db.note(&caller.actor(app.clock.now()), "group.filled", Some(&branch), &rows).await?;
        counted(&app, &mut db, &caller, &branch, on).await?;
    }
    let shown = list(&app, &mut db, &caller, &branch, None).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// Not before he is what he is; on its first day itself if he was in no group, or came today.
fn may_begin(span: &Membership, on: Date, today: Date) -> bool {
    on > span.from || on == span.from && (span.group_id.is_none() || on == today)
}

/// A member of the group leads it from a day on; who led it before does no more.
#[utoipa::path(
    post, path = "/branches/{branch}/groups/{group}/leader", tag = "members",
    params(("branch" = String, Path), ("group" = String, Path)), request_body = GroupLeader,
    responses((status = 200, body = GroupList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn name_leader(
    State(app): State<AppState>,
    caller: Caller,
    Path((branch, group)): Path<(String, String)>,
    Given(asked): Given<GroupLeader>,
) -> Result<Json<GroupList>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let known = kept_groups(&mut db, &caller, &branch, app.clock.today()).await?;
    open_group(&known, &group)?;
    let on = day("on", &asked.on)?;
    let roster = db.members().roster(&branch, on).await?;
    let member = roster.iter().find(|member| member.id == asked.member_id);
    let Some(member) = member.filter(|member| member.group.as_deref() == Some(&group)) else {
        return Err(bad("member_id", "这一天该党员不在这个党小组，请先编入，或核对日期"));
    };
    if member.leads_group {
        return Err(bad("member_id", "该党员已是这个党小组的组长"));
    }
    let mut rows: Vec<Changed> =
        db.members().end_leads(&group, None, on).await?.into_iter().map(|id| Changed::new("posts", id)).collect();
    let held = MemberPost {
        id: format!("p{}", ids::short()),
        member_id: asked.member_id,
        org_id: branch.clone(),
        group_id: Some(group),
        post: Post::GroupLeader,
        from: on,
        until: None,
    };
    db.members().add_posts(std::slice::from_ref(&held)).await?;
    rows.push(Changed::new("posts", &held.id));
    db.note(&caller.actor(app.clock.now()), "post.begun", Some(&branch), &rows).await?;
    counted(&app, &mut db, &caller, &branch, on).await?;
    let shown = list(&app, &mut db, &caller, &branch, None).await?;
    db.commit().await?;
    Ok(Json(shown))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupMembers {
    /// The first day in the group.
    on: String,
    member_ids: Vec<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupLeader {
    on: String,
    member_id: String,
}

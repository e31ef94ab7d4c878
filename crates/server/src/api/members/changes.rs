//! What changes of a member from a day on: group, standing, whereabouts, posts, the end.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Deserialize;
use store::{Changed, MemberPost, Membership, Post, Standing, Whereabouts};
use utoipa::ToSchema;

use super::{bad, day, groups::must_fit, kept, said, view, views::MemberView};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode, body::Given, caller::Caller, error::ErrorBody, permissions::Permission, shared::counted,
    },
    ids,
};

/// Group, standing or whereabouts of a member from a day on.
#[utoipa::path(
    post, path = "/members/{id}/membership", tag = "members", params(("id" = String, Path)), request_body = Change,
    responses((status = 200, body = MemberView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn change_membership(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Given(asked): Given<Change>,
) -> Result<Json<MemberView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let from = day("on", &asked.on)?;
    let reason = said("reason", &asked.reason, "变动原因")?;
    if seen.span.until.is_some() {
        return Err(ApiError::saying(
            ErrorCode::Conflict,
            "该党员已不在本支部，不能再作变动；如已转回，请先办理转入。",
        ));
    }
    if from <= seen.span.from {
        let message = format!("应晚于目前状态的起始日{}；要更正起始日，请按先后次序重新登记", seen.span.from);
        return Err(bad("on", &message));
    }
    let standing = match asked.standing.as_deref() {
        None => seen.span.standing,
        Some(word) => Standing::parse(word).ok_or_else(|| bad("standing", "党员身份不在所列之中，请重新选择"))?,
    };
    let whereabouts = match asked.whereabouts.as_deref() {
        None => seen.span.whereabouts,
        Some(word) => Whereabouts::parse(word).ok_or_else(|| bad("whereabouts", "去向不在所列之中，请重新选择"))?,
    };
    let span = Membership {
        from,
        until: None,
        group_id: asked.group_id.map_or_else(|| seen.span.group_id.clone(), |id| Some(id).filter(|id| !id.is_empty())),
        standing,
        whereabouts,
        reason,
        ended_by: None,
        ..seen.span.clone()
    };
    if (span.standing, span.whereabouts, &span.group_id)
        == (seen.span.standing, seen.span.whereabouts, &seen.span.group_id)
    {
        return Err(ApiError::saying(ErrorCode::BadRequest, "与目前的身份、去向、党小组都相同，没有要变动的内容。"));
    }
    must_fit(&mut db, &span).await?;
    db.members().change_membership(&span).await?;
    let mut rows = vec![
        Changed::new("memberships", format!("{id}/{}", seen.span.from)),
        Changed::new("memberships", format!("{id}/{from}")),
    ];
    if let Some(left) = seen.span.group_id.as_deref().filter(|left| span.group_id.as_deref() != Some(left)) {
        let ended = db.members().end_leads(left, Some(&id), from).await?;
        rows.extend(ended.into_iter().map(|post| Changed::new("posts", post)));
    }
    // 转正: the day is kept with the person as well.
    if seen.span.standing == Standing::Probationary && standing == Standing::Full && seen.member.confirmed.is_none() {
        let mut member = seen.member.clone();
        member.confirmed = Some(from);
        db.members().update(&member).await?.ok_or(ErrorCode::Stale)?;
        rows.push(Changed::new("members", &id));
    }
    db.note(&caller.actor(app.clock.now()), "member.changed", Some(&span.branch_id), &rows).await?;
    counted(&app, &mut db, &caller, &span.branch_id, from).await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let shown = view(&app, &mut db, &caller, seen).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// Ends a membership for good: death, leaving, expulsion, removal. Moves to another branch are transfers.
#[utoipa::path(
    post, path = "/members/{id}/end", tag = "members", params(("id" = String, Path)), request_body = End,
    responses((status = 200, body = MemberView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn end_membership(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Given(asked): Given<End>,
) -> Result<Json<MemberView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let on = day("on", &asked.on)?;
    let reason = said("reason", &asked.reason, "原因")?;
    if on <= seen.span.from || on > app.clock.today() {
        return Err(bad("on", "应晚于目前状态的起始日，且不晚于今天"));
    }
    let posts = db.members().end_posts(&id, &seen.span.branch_id, on).await?;
    if !db.members().end_membership(&id, on, &reason).await? {
        return Err(ApiError::saying(ErrorCode::Conflict, "该党员的组织关系已经终止，请刷新后核对。"));
    }
    let mut rows = vec![Changed::new("memberships", format!("{id}/{}", seen.span.from))];
    rows.extend(posts.into_iter().map(|post| Changed::new("posts", post)));
    db.note(&caller.actor(app.clock.now()), "member.ended", Some(&seen.span.branch_id), &rows).await?;
    counted(&app, &mut db, &caller, &seen.span.branch_id, on).await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let shown = view(&app, &mut db, &caller, seen).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// A post in the member's branch, from a day on.
#[utoipa::path(
    post, path = "/members/{id}/posts", tag = "members", params(("id" = String, Path)), request_body = NewPost,
    responses((status = 200, body = MemberView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_post(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Given(asked): Given<NewPost>,
) -> Result<Json<MemberView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let from = day("from_on", &asked.from_on)?;
    let post = Post::parse(&asked.post).ok_or_else(|| bad("post", "职务不在所列之中，请重新选择"))?;
    let branch = seen.span.branch_id.clone();
    let roster = db.members().roster(&branch, from).await?;
    let Some(me) = roster.iter().find(|member| member.id == id) else {
        return Err(bad("from_on", "这一天该党员不在本支部，请核对日期"));
    };
    if !me.votes && post.in_committee() {
        return Err(bad("post", "预备党员和权利受限的党员没有被选举权（党章第七条），不能担任支委"));
    }
    if post == Post::Secretary {
        if let Some(other) = roster.iter().find(|member| member.post.as_deref() == Some("secretary")) {
            let message = format!("{}现任书记；请先办理其离任，再登记新任书记", other.name);
            return Err(bad("post", &message));
        }
        // 选举条例: a secretary has been a full member for a year.
        let seasoned = seen.member.confirmed.is_none_or(|day| day.saturating_add(jiff::ToSpan::year(1)) <= from);
        if !seasoned {
            return Err(bad("post", "书记一般应有一年以上党龄（党支部工作条例第六章），请核对转正日期"));
        }
    }
    let leads = post == Post::GroupLeader;
    if leads && me.group.is_none() {
        return Err(bad("post", "该党员没有编入党小组，不能任党小组组长；请先编组"));
    }
    let held = MemberPost {
        id: format!("p{}", ids::short()),
        member_id: id.clone(),
        org_id: branch.clone(),
        group_id: if leads { me.group.clone() } else { None },
        post,
        from,
        until: None,
    };
    db.members().add_posts(std::slice::from_ref(&held)).await?;
    let rows = [Changed::new("posts", &held.id)];
    db.note(&caller.actor(app.clock.now()), "post.begun", Some(&branch), &rows).await?;
    counted(&app, &mut db, &caller, &branch, from).await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let shown = view(&app, &mut db, &caller, seen).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// Ends a post.
#[utoipa::path(
    post, path = "/members/{id}/posts/{post}/end", tag = "members",
    params(("id" = String, Path), ("post" = String, Path)), request_body = PostEnd,
    responses((status = 200, body = MemberView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn end_post(
    State(app): State<AppState>,
    caller: Caller,
    Path((id, post)): Path<(String, String)>,
    Given(asked): Given<PostEnd>,
) -> Result<Json<MemberView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let posts = db.members().posts(&caller.scope, &id).await?;
    if !posts.iter().any(|(held, _)| held.id == post) {
        return Err(ErrorCode::NotFound.into());
    }
    let on = day("on", &asked.on)?;
    if !db.members().end_post(&id, &post, on).await? {
        return Err(bad("on", "应晚于任职起始日，且该职务尚未离任"));
    }
    let rows = [Changed::new("posts", &post)];
    db.note(&caller.actor(app.clock.now()), "post.ended", Some(&seen.span.branch_id), &rows).await?;
    counted(&app, &mut db, &caller, &seen.span.branch_id, on).await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let shown = view(&app, &mut db, &caller, seen).await?;
    db.commit().await?;
    Ok(Json(shown))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    /// The first day of the new state.
    on: String,
    /// What is absent stays.
    #[serde(default)]
    standing: Option<String>,
    #[serde(default)]
    whereabouts: Option<String>,
    /// An empty text takes the member out of the group.
    #[serde(default)]
    group_id: Option<String>,
    reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    on: String,
    reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPost {
    post: String,
    from_on: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PostEnd {
    on: String,
}

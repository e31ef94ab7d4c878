//! `/members`: the roster of party members, their numbers shown in part.

mod awards;
mod changes;
mod group_people;
mod groups;
mod import;
mod reveal;
mod training;
mod transfers;
mod views;
mod write;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use store::{Db, LogLine, MemberFilter, MemberReach, Reveal, SeenMember};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::{ErrorBody, ProblemView},
        paging::{PageView, paging},
        permissions::Permission,
    },
    auth::Origin,
    ids,
    ops::{
        exports::MembersAsked,
        members::{self, Problem},
    },
    vault::{Column, Plain},
};
use views::{MemberRow, MemberView};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_members, write::add_member))
        .routes(routes!(search_members))
        .routes(routes!(import::members_template))
        .routes(routes!(import::check_members))
        .routes(routes!(import::mark_members))
        .routes(routes!(import::import_members))
        .routes(routes!(show_member, write::edit_member))
        .routes(routes!(reveal::reveal_number))
        .routes(routes!(changes::change_membership))
        .routes(routes!(changes::end_membership))
        .routes(routes!(changes::add_post))
        .routes(routes!(changes::end_post))
        .routes(routes!(groups::list_groups, groups::add_group))
        .routes(routes!(groups::rename_group))
        .routes(routes!(groups::close_group))
        .routes(routes!(group_people::place_in_group))
        .routes(routes!(group_people::name_leader))
        .routes(routes!(awards::list_honours, awards::add_honour))
        .routes(routes!(awards::add_discipline))
        .routes(routes!(awards::read_discipline))
        .routes(routes!(training::show_training))
        .routes(routes!(training::add_training))
        .routes(routes!(transfers::list_transfers))
        .routes(routes!(transfers::add_transfer))
        .routes(routes!(transfers::receive_transfer))
        .routes(routes!(transfers::withdraw_transfer))
}

/// Members in the caller's reach, today's by default.
#[utoipa::path(
    get, path = "/members", tag = "members", params(MembersAsked, Part),
    responses((status = 200, body = PageView<MemberRow>), (status = "4XX", body = ErrorBody)),
)]
async fn list_members(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<MembersAsked>,
    Query(part): Query<Part>,
) -> Result<Json<PageView<MemberRow>>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let paging = paging(part.page, part.size)?;
    let filter = asked.filter().map_err(|why| ApiError::saying(ErrorCode::BadRequest, why))?;
    let mut db = app.store.read().await?;
    let page = db.members().list(&caller.scope, &filter, paging).await?;
    let items = rows(&app, &mut db, page.items).await?;
    Ok(Json(PageView { items, total: page.total, more: page.more, page: paging.page, size: paging.size }))
}

/// The members who bear exactly this identity or phone number. A POST, so that the number stays out of addresses and logs.
#[utoipa::path(
    post, path = "/members/search", tag = "members", request_body = Number,
    responses((status = 200, body = PageView<MemberRow>), (status = "4XX", body = ErrorBody)),
)]
async fn search_members(
    State(app): State<AppState>,
    caller: Caller,
    Given(number): Given<Number>,
) -> Result<Json<PageView<MemberRow>>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let column = Column::parse(&number.field).ok_or(ErrorCode::BadRequest)?;
    let plain = Plain::read(column, &number.value).map_err(|why| invalid(vec![("value", why.to_owned())]))?;
    let filter = MemberFilter { hash: Some(app.vault.hash(column, &plain)), ..MemberFilter::default() };
    let paging = paging(None, None)?;
    let mut db = app.store.read().await?;
    let page = db.members().list(&caller.scope, &filter, paging).await?;
    let items = rows(&app, &mut db, page.items).await?;
    Ok(Json(PageView { items, total: page.total, more: page.more, page: paging.page, size: paging.size }))
}

/// One member: now, before, and the posts held.
#[utoipa::path(
    get, path = "/members/{id}", tag = "members", params(("id" = String, Path)),
    responses((status = 200, body = MemberView), (status = "4XX", body = ErrorBody)),
)]
async fn show_member(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<MemberView>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let mut db = app.store.read().await?;
    let seen = db.members().find(&caller.scope, MemberReach::Read, &id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(view(&app, &mut db, &caller, seen).await?))
}

async fn view(app: &AppState, db: &mut Db, caller: &Caller, seen: SeenMember) -> Result<MemberView, ApiError> {
    let id = seen.member.id.clone();
    let history = db.members().history(&caller.scope, &id).await?;
    let posts = db.members().posts(&caller.scope, &id).await?;
    let may_keep = db.members().find(&caller.scope, MemberReach::Keep, &id).await?.is_some();
    let masks = members::masks(&app.vault, db, &[&seen.member]).await?;
    let mask = masks.into_iter().next().unwrap_or_default();
    let rights = views::Rights {
        may_keep: may_keep && caller.may(Permission::KeepMembers),
        may_reveal: may_keep && caller.may(Permission::RevealMembers),
    };
    Ok(MemberView::of(seen, mask, history, posts, rights, app.clock.today()))
}

async fn rows(app: &AppState, db: &mut Db, seen: Vec<SeenMember>) -> Result<Vec<MemberRow>, ApiError> {
    let people: Vec<&store::Member> = seen.iter().map(|seen| &seen.member).collect();
    let masks = members::masks(&app.vault, db, &people).await?;
    let today = app.clock.today();
    Ok(seen.into_iter().zip(masks).map(|(seen, mask)| MemberRow::of(seen, mask, today)).collect())
}

/// A member whom the caller may keep, or 404.
pub(super) async fn kept(db: &mut Db, caller: &Caller, id: &str) -> Result<SeenMember, ApiError> {
    let seen = db.members().find(&caller.scope, MemberReach::Keep, id).await?;
    seen.ok_or_else(|| ErrorCode::NotFound.into())
}

/// 422 with every field that has to be mended.
pub(super) fn invalid(problems: Vec<Problem>) -> ApiError {
    let views = problems.into_iter().map(|(at, message)| ProblemView { at: at.to_owned(), message }).collect();
    ApiError { problems: views, ..ErrorCode::Invalid.into() }
}

pub(super) fn bad(field: &'static str, why: &str) -> ApiError {
    invalid(vec![(field, why.to_owned())])
}

/// A day as typed.
pub(super) fn day(field: &'static str, text: &str) -> Result<jiff::civil::Date, ApiError> {
    text.trim().parse().map_err(|_| bad(field, "日期应写成 2026-09-30"))
}

/// A reading of what lists do not show, for the operation log: whose and which, from where and what for. The value stays out.
pub(super) async fn log_reading(
    db: &mut Db,
    caller: &Caller,
    from: &Origin,
    action: &str,
    read: &Reveal,
) -> Result<(), ApiError> {
    let what = Column::parse(&read.field).map_or("处分", Column::title);
    let detail = format!("党员 {} 的{what}", read.member_id);
    let id = ids::short();
    let line = LogLine {
        id: &id,
        account: &caller.user.account,
        action,
        detail: &detail,
        address: Some(&from.address),
        purpose: Some(&read.purpose),
    };
    Ok(db.users().log_line(&line, read.at).await?)
}

/// A text that must say something, of a sensible length.
pub(super) fn said(field: &'static str, text: &str, what: &str) -> Result<String, ApiError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 200 {
        return Err(bad(field, &format!("请填写{what}，不超过200个字")));
    }
    Ok(text.to_owned())
}

/// Which part of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Part {
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Number {
    /// `identity` or `phone`.
    field: String,
    value: String,
}

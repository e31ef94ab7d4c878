//! `/candidates`: people on their way into the party (发展党员).

mod keep;
mod steps;
mod views;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use store::{CandidateFilter, Db, MemberReach, SeenCandidate, Stage};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
    },
    ops::development::{limits, path},
};
use views::{CandidateRow, CandidateView, Rights};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_candidates, keep::add_candidate))
        .routes(routes!(show_candidate, keep::edit_candidate))
        .routes(routes!(keep::close_candidate))
        .routes(routes!(steps::take_step))
        .routes(routes!(steps::undo_step))
}

/// Candidates in the caller's reach, each with the next step and its days.
#[utoipa::path(
    get, path = "/candidates", tag = "development", params(Asked),
    responses((status = 200, body = PageView<CandidateRow>), (status = "4XX", body = ErrorBody)),
)]
async fn list_candidates(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<CandidateRow>>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let paging = paging(asked.page, asked.size)?;
    let stage = given(asked.stage).map(|word| Stage::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
    let filter = CandidateFilter {
        org_id: given(asked.org),
        stage,
        text: given(asked.q),
        closed: asked.closed.unwrap_or(false),
        member_id: given(asked.member),
    };
    let mut db = app.store.read().await?;
    let page = db.members().candidates(&caller.scope, &filter, paging).await?;
    let today = app.clock.today();
    let limits = limits(&mut db, today).await?;
    let row = |seen: SeenCandidate| {
        let next = ledger::next(&path(&seen.steps), &limits);
        CandidateRow::of(seen, next, today)
    };
    let items = page.items.into_iter().map(row).collect();
    Ok(Json(PageView { items, total: page.total, more: page.more, page: paging.page, size: paging.size }))
}

/// One candidate: the steps taken, and those that may follow.
#[utoipa::path(
    get, path = "/candidates/{id}", tag = "development", params(("id" = String, Path)),
    responses((status = 200, body = CandidateView), (status = "4XX", body = ErrorBody)),
)]
async fn show_candidate(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<CandidateView>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let mut db = app.store.read().await?;
    Ok(Json(view(&app, &mut db, &caller, &id).await?))
}

async fn view(app: &AppState, db: &mut Db, caller: &Caller, id: &str) -> Result<CandidateView, ApiError> {
    let seen = db.members().candidate(&caller.scope, MemberReach::Read, id).await?.ok_or(ErrorCode::NotFound)?;
    let may_keep = db.members().candidate(&caller.scope, MemberReach::Keep, id).await?.is_some();
    let may_decide = db.members().candidate(&caller.scope, MemberReach::Decide, id).await?.is_some();
    let rights = Rights {
        may_keep: may_keep && caller.may(Permission::KeepMembers),
        may_decide: may_decide && caller.may(Permission::DecideOnMembers),
    };
    let today = app.clock.today();
    let next = ledger::next(&path(&seen.steps), &limits(db, today).await?);
    Ok(CandidateView::of(seen, next, rights, today))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// A body of the organisation: its branches at any depth.
    org: Option<String>,
    /// `applicant`, `activist`, `target` or `probationary`.
    stage: Option<String>,
    /// Part of the name.
    q: Option<String>,
    /// `true`: those whose way has ended instead of the others.
    closed: Option<bool>,
    /// The way of this member.
    member: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

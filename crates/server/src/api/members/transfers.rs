//! `/transfers`: moves of the organisational relation. The old branch sends, the new one receives; until then the member
//! stays on the old roster.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use store::{Changed, Db, Membership, SeenTransfer, Transfer, Whereabouts};
use utoipa::{IntoParams, ToSchema};

use super::{bad, day, kept, said};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, Keyed},
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::counted,
    },
    ids,
};

/// Transfers out of and into the caller's branches, newest first.
#[utoipa::path(
    get, path = "/transfers", tag = "members", params(Asked),
    responses((status = 200, body = PageView<TransferView>), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn list_transfers(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<TransferView>>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let paging = paging(asked.page, asked.size)?;
    let (state, member) = (given(asked.state), given(asked.member));
    let mut db = app.store.read().await?;
    let page = db.members().transfers(&caller.scope, state.as_deref(), member.as_deref(), paging).await?;
    let may = caller.may(Permission::KeepMembers);
    let today = app.clock.today();
    Ok(Json(PageView::of(page, paging, |seen| TransferView::of(seen, may, today))))
}

/// Sends a member to another branch of the company, or out of it. The letter is valid for as long as the norm in force says.
#[utoipa::path(
    post, path = "/members/{id}/transfers", tag = "members", params(("id" = String, Path)), request_body = NewTransfer,
    responses((status = 201, body = TransferView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_transfer(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Keyed<NewTransfer>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let seen = kept(&mut db, &caller, &id).await?;
    let left = day("left_on", &asked.left_on)?;
    if seen.span.until.is_some() {
        return Err(ApiError::saying(ErrorCode::Conflict, "该党员已不在本支部，不能再转出。"));
    }
    if left <= seen.span.from {
        return Err(bad("left_on", &format!("应晚于目前状态的起始日{}", seen.span.from)));
    }
    if db.members().is_in_transfer(&id).await? {
        return Err(ApiError::saying(ErrorCode::Conflict, "该党员已有一笔转接在办理中；请先接收或撤回。"));
    }
    let to = Some(asked.to_branch_id.trim().to_owned()).filter(|id| !id.is_empty());
    let elsewhere = match &to {
        Some(to) if *to == seen.span.branch_id => return Err(bad("to_branch_id", "转入支部不能是原支部")),
        Some(to) => {
            // Every branch may be chosen as a target; only its name is told.
            let named = db.orgs().with_ids(std::slice::from_ref(to)).await?;
            let is_open =
                |org: &store::Org| org.kind == store::OrgKind::Branch && org.closed_on.is_none_or(|day| day > left);
            if !named.iter().any(is_open) {
                return Err(bad("to_branch_id", "没有这个支部或已撤销，请重新选择"));
            }
            None
        }
        None => Some(said("elsewhere", &asked.elsewhere, "转往的党组织全称")?),
    };
    let days: i64 = match db.norms().on("transfer.letter_days", left).await? {
        Some(norm) => norm.value.parse().map_err(|_| anyhow::anyhow!("norm `transfer.letter_days` is no number"))?,
        None => 90,
    };
    let transfer = Transfer {
        id: format!("x{}", ids::short()),
        member_id: id.clone(),
        from_branch_id: Some(seen.span.branch_id.clone()),
        to_branch_id: to,
        elsewhere,
        letter: Some(asked.letter.trim().to_owned()).filter(|text| !text.is_empty()),
        left,
        until: left.saturating_add(days.days()),
        received: None,
        state: "sent".to_owned(),
        entered_by: caller.user.account.clone(),
    };
    db.members().add_transfer(&transfer).await?;
    let rows = [Changed::new("transfers", &transfer.id)];
    db.note(&caller.actor(app.clock.now()), "transfer.sent", Some(&seen.span.branch_id), &rows).await?;
    let shown = show(&app, &mut db, &caller, &transfer.id).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// Receives a member: from this day on he is on the new roster. For one who left the company, the receipt has come back.
#[utoipa::path(
    post, path = "/transfers/{id}/receive", tag = "members", params(("id" = String, Path)), request_body = Receipt,
    responses((status = 200, body = TransferView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn receive_transfer(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Given(asked): Given<Receipt>,
) -> Result<Json<TransferView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = db.members().transfer(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    let transfer = &seen.transfer;
    let theirs = if transfer.to_branch_id.is_some() { seen.keeps_to } else { seen.keeps_from };
    if !theirs {
        return Err(ApiError::saying(ErrorCode::Forbidden, "应由转入支部接收；本支部可以在对方接收之前撤回。"));
    }
    let on = day("on", &asked.on)?;
    if on < transfer.left || on > app.clock.today() {
        return Err(bad("on", &format!("接收日期应在转出日{}以后、今天以前", transfer.left)));
    }
    if on > transfer.until && asked.late_reason.trim().is_empty() {
        let message = format!("介绍信有效期至{}，逾期接收请写明原因（如已补开介绍信）", transfer.until);
        return Err(bad("late_reason", &message));
    }
    if !db.members().settle_transfer(&id, "received", Some(on)).await? {
        return Err(settled());
    }
    let rows = move_member(&mut db, transfer, on, asked.late_reason.trim()).await?;
    db.note(&caller.actor(app.clock.now()), "transfer.received", transfer.to_branch_id.as_deref(), &rows).await?;
    for branch in [&transfer.from_branch_id, &transfer.to_branch_id].into_iter().flatten() {
        counted(&app, &mut db, &caller, branch, on).await?;
    }
    let shown = show(&app, &mut db, &caller, &id).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// The rows that a receipt changes: the old roster ends and the new one begins.
async fn move_member(db: &mut Db, transfer: &Transfer, on: Date, late: &str) -> Result<Vec<Changed>, ApiError> {
    let id = &transfer.member_id;
    let span = db.members().current(id).await?.ok_or(ErrorCode::Conflict)?;
    if on <= span.from {
        return Err(bad("on", &format!("应晚于目前状态的起始日{}", span.from)));
    }
    let mut rows =
        vec![Changed::new("transfers", &transfer.id), Changed::new("memberships", format!("{id}/{}", span.from))];
    let posts = db.members().end_posts(id, &span.branch_id, on).await?;
    rows.extend(posts.into_iter().map(|post| Changed::new("posts", post)));
    match &transfer.to_branch_id {
        None => {
            let why = format!("转往{}", transfer.elsewhere.as_deref().unwrap_or_default());
            db.members().end_membership(id, on, &why).await?;
        }
        Some(to) => {
            let next = Membership {
                from: on,
                until: None,
                branch_id: to.clone(),
                group_id: None,
                whereabouts: Whereabouts::Present,
                reason: if late.is_empty() { "转入".to_owned() } else { format!("转入（逾期：{late}）") },
                ended_by: None,
                ..span
            };
            db.members().change_membership(&next).await?;
            rows.push(Changed::new("memberships", format!("{id}/{on}")));
        }
    }
    Ok(rows)
}

/// Withdraws a transfer that nobody received yet.
#[utoipa::path(
    post, path = "/transfers/{id}/withdraw", tag = "members", params(("id" = String, Path)),
    responses((status = 200, body = TransferView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn withdraw_transfer(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<TransferView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = db.members().transfer(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    if !seen.keeps_from {
        return Err(ApiError::saying(ErrorCode::Forbidden, "只有转出支部可以撤回；不予接收的，请联系转出支部。"));
    }
    if !db.members().settle_transfer(&id, "withdrawn", None).await? {
        return Err(settled());
    }
    let rows = [Changed::new("transfers", &id)];
    let from = seen.transfer.from_branch_id.as_deref();
    db.note(&caller.actor(app.clock.now()), "transfer.withdrawn", from, &rows).await?;
    let shown = show(&app, &mut db, &caller, &id).await?;
    db.commit().await?;
    Ok(Json(shown))
}

fn settled() -> ApiError {
    ApiError::saying(ErrorCode::Conflict, "这笔转接已被接收或撤回，请刷新后核对。")
}

async fn show(app: &AppState, db: &mut Db, caller: &Caller, id: &str) -> Result<TransferView, ApiError> {
    let seen = db.members().transfer(&caller.scope, id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(TransferView::of(seen, caller.may(Permission::KeepMembers), app.clock.today()))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// `sent`, `received` or `withdrawn`.
    state: Option<String>,
    member: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTransfer {
    /// A branch of the company; empty when the member leaves it.
    #[serde(default)]
    to_branch_id: String,
    /// The organisation outside the company.
    #[serde(default)]
    elsewhere: String,
    /// Number of the letter.
    #[serde(default)]
    letter: String,
    left_on: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Receipt {
    on: String,
    /// Needed when the letter has run out.
    #[serde(default)]
    late_reason: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct TransferView {
    id: String,
    member_id: String,
    member_name: String,
    from_name: Option<String>,
    to_name: Option<String>,
    letter: Option<String>,
    left_on: String,
    /// Last day on which the letter is valid.
    until_on: String,
    received_on: Option<String>,
    state: String,
    state_name: &'static str,
    /// The letter has run out and nobody received the member.
    overdue: bool,
    may_receive: bool,
    may_withdraw: bool,
}

impl TransferView {
    fn of(seen: SeenTransfer, may: bool, today: Date) -> TransferView {
        let transfer = seen.transfer;
        let sent = transfer.state == "sent";
        let receives = if transfer.to_branch_id.is_some() { seen.keeps_to } else { seen.keeps_from };
        TransferView {
            state_name: match transfer.state.as_str() {
                "sent" => "待接收",
                "received" => "已接收",
                _ => "已撤回",
            },
            overdue: sent && transfer.until < today,
            may_receive: may && sent && receives,
            may_withdraw: may && sent && seen.keeps_from,
            id: transfer.id,
            member_id: transfer.member_id,
            member_name: seen.member_name,
            from_name: seen.from_name,
            to_name: seen.to_name.or(transfer.elsewhere),
            letter: transfer.letter,
            left_on: transfer.left.to_string(),
            until_on: transfer.until.to_string(),
            received_on: transfer.received.map(|day| day.to_string()),
            state: transfer.state,
        }
    }
}

//! Bases, reductions and payments of dues.

use std::collections::BTreeSet;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::ToSpan as _;
use ledger::{DuesKind, DuesState};
use rating::number::Number;
use serde::Deserialize;
use store::{Changed, DuesBase, DuesPayment, MemberReach};
use utoipa::ToSchema;

use super::{view, views::DuesView};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        members::{bad, day, kept, said},
        once::{Begun, Keyed},
        permissions::Permission,
    },
    ops::dues::{first_of, register, standard_on},
};

/// Enters the dues of a month as paid, each at what is due.
#[utoipa::path(
    post, path = "/branches/{branch}/dues/payments", tag = "dues", params(("branch" = String, Path)),
    request_body = Payments, responses((status = 201, body = DuesView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn pay_dues(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    asked: Keyed<Payments>,
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
    let unique: BTreeSet<&String> = asked.member_ids.iter().collect();
    if unique.is_empty() || unique.len() != asked.member_ids.len() || unique.len() > 500 {
        return Err(bad("member_ids", "请选择1至500名党员，每人一次"));
    }
    let month = first_of(&asked.month).ok_or_else(|| bad("month", "月份应写成 2026-09"))?;
    let paid_on = day("paid_on", &asked.paid_on)?;
    let today = app.clock.today();
    if paid_on > today {
        return Err(bad("paid_on", "交纳日期不应晚于今天"));
    }
    let lines = register(&mut db, &branch, month.year(), today).await?;
    let mut payments = Vec::with_capacity(unique.len());
    for id in &asked.member_ids {
        let line = lines.iter().find(|line| line.member_id == *id).ok_or(ErrorCode::NotFound)?;
        let cell = line.cells.iter().find(|cell| cell.month == asked.month.trim()).ok_or(ErrorCode::NotFound)?;
        let due = match (cell.state, cell.due) {
            (DuesState::Open | DuesState::Ahead, Some(due)) => due,
            (DuesState::NoBase, _) => {
                return Err(bad("member_ids", &format!("{}还没有登记党费基数，请先登记", line.name)));
            }
            (DuesState::NotOwed, _) => {
                return Err(bad("member_ids", &format!("{}这个月不在本支部交纳党费", line.name)));
            }
            _ => return Err(bad("member_ids", &format!("{}这个月的党费已经登记，请刷新后核对", line.name))),
        };
        payments.push(DuesPayment {
            member_id: id.clone(),
            month: cell.month.clone(),
            branch_id: branch.clone(),
            paid_on,
            cents: due,
            entered_by: caller.user.account.clone(),
        });
    }
    db.members().add_dues_payments(&payments).await?;
    let changed = |paid: &DuesPayment| Changed::new("dues_payments", format!("{}/{}", paid.member_id, paid.month));
    let rows: Vec<Changed> = payments.iter().map(changed).collect();
    db.note(&caller.actor(app.clock.now()), "dues.paid", Some(&branch), &rows).await?;
    let shown = view(&app, &mut db, &caller, &branch, month.year()).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// Takes back a payment that was ticked by mistake.
#[utoipa::path(
    post, path = "/branches/{branch}/dues/payments/undo", tag = "dues", params(("branch" = String, Path)),
    request_body = Undone, responses((status = 200, body = DuesView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn undo_dues(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Given(asked): Given<Undone>,
) -> Result<Json<DuesView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    if !db.members().reaches(&caller.scope, MemberReach::Keep, &branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let month = first_of(&asked.month).ok_or_else(|| bad("month", "月份应写成 2026-09"))?;
    if !db.members().remove_dues_payment(&asked.member_id, asked.month.trim(), &branch).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let rows = [Changed::new("dues_payments", format!("{}/{}", asked.member_id, asked.month.trim()))];
    db.note(&caller.actor(app.clock.now()), "dues.undone", Some(&branch), &rows).await?;
    let shown = view(&app, &mut db, &caller, &branch, month.year()).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// What a member's dues are reckoned from, from a month on; with a reduction, if hardship asks for one.
#[utoipa::path(
    post, path = "/members/{id}/dues", tag = "dues", params(("id" = String, Path)), request_body = NewBase,
    responses((status = 201, body = DuesView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn set_base(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Keyed<NewBase>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let seen = kept(&mut db, &caller, &id).await?;
    let month = first_of(&asked.from_month).ok_or_else(|| bad("from_month", "月份应写成 2026-09"))?;
    if month > app.clock.today().saturating_add(1.month()) {
        return Err(bad("from_month", "不应晚于下个月"));
    }
    let kind = DuesKind::parse(&asked.kind).ok_or_else(|| bad("kind", "类别应为在职或离退休"))?;
    let cents = cents(&asked.amount).ok_or_else(|| bad("amount", "金额应在0至1000000元之间，最多两位小数"))?;
    let norms = db.norms().dated("dues.").await?;
    let standard = standard_on(&norms, kind, cents, month);
    let standard = standard.ok_or_else(|| bad("from_month", "这个月还没有党费费率，请联系组织部"))?;
    let reduction = match asked.reduced_to.trim() {
        "" => None,
        text => {
            let fits = self::cents(text).filter(|cents| *cents < standard);
            let reduced = fits.ok_or_else(|| bad("reduced_to", "减免后的金额应低于应交标准，最多两位小数"))?;
            Some((reduced, said("reason", &asked.reason, "减免原因")?))
        }
    };
    let (reduced_to, reason) = reduction.unzip();
    let base = DuesBase {
        member_id: id.clone(),
        from_month: asked.from_month.trim().to_owned(),
        kind,
        cents,
        reduced_to,
        reason,
        entered_by: caller.user.account.clone(),
        decision: None,
        decided_by: None,
        decided_on: None,
    };
    db.members().put_dues_base(&base).await?;
    let rows = [Changed::new("dues_bases", format!("{id}/{}", base.from_month))];
    let branch = seen.span.branch_id;
    db.note(&caller.actor(app.clock.now()), "dues.based", Some(&branch), &rows).await?;
    let shown = view(&app, &mut db, &caller, &branch, month.year()).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// A superior's word on a reduction for hardship; not by whoever entered it.
#[utoipa::path(
    post, path = "/members/{id}/dues/{month}/decide", tag = "dues",
    params(("id" = String, Path), ("month" = String, Path)), request_body = DuesDecision,
    responses((status = 200, body = DuesView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn decide_reduction(
    State(app): State<AppState>,
    caller: Caller,
    Path((id, month)): Path<(String, String)>,
    Given(asked): Given<DuesDecision>,
) -> Result<Json<DuesView>, ApiError> {
    caller.must(Permission::DecideOnMembers)?;
    let mut db = app.store.write().await?;
    let seen = db.members().find(&caller.scope, MemberReach::Decide, &id).await?.ok_or(ErrorCode::NotFound)?;
    let mut base = db.members().dues_base(&id, &month).await?.ok_or(ErrorCode::NotFound)?;
    if base.reduced_to.is_none() || base.decision.is_some() {
        return Err(ApiError::saying(ErrorCode::Conflict, "此处没有待审批的减免，可能已经审批，请刷新后核对。"));
    }
    if base.entered_by == caller.user.account {
        let message = "不能审批本人登记的党费减免；请由上级的其他经办人审批。";
        return Err(ApiError::saying(ErrorCode::Forbidden, message));
    }
    let today = app.clock.today();
    base.decision = Some(if asked.approve { "approved" } else { "refused" }.to_owned());
    base.decided_by = Some(caller.user.account.clone());
    base.decided_on = Some(today);
    db.members().put_dues_base(&base).await?;
    let branch = seen.span.branch_id;
    let rows = [Changed::new("dues_bases", format!("{id}/{month}"))];
    db.note(&caller.actor(app.clock.now()), "dues.decided", Some(&branch), &rows).await?;
    let shown = view(&app, &mut db, &caller, &branch, today.year()).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// An amount in yuan as typed, to the cent.
fn cents(text: &str) -> Option<i64> {
    let amount: Number = text.trim().parse().ok()?;
    let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if part.len() > 2 || whole.len() > 7 {
        return None;
    }
    let cents = format!("{whole}{part:0<2}").parse::<i64>().ok()?;
    ((0..=100_000_000).contains(&cents) && Number::new(i128::from(cents), 100) == amount).then_some(cents)
}

#[derive(Deserialize, ToSchema)]
#[schema(as = DuesPayments)]
#[serde(deny_unknown_fields)]
pub(super) struct Payments {
    /// `2026-09`.
    month: String,
    paid_on: String,
    member_ids: Vec<String>,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = UndoneDues)]
#[serde(deny_unknown_fields)]
pub(super) struct Undone {
    month: String,
    member_id: String,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = NewDuesBase)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBase {
    /// `2026-09`: the month in which the pay changed.
    from_month: String,
    /// `wage` or `pension`.
    kind: String,
    /// Yuan a month.
    amount: String,
    /// Yuan a month; empty for none.
    #[serde(default)]
    reduced_to: String,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DuesDecision {
    approve: bool,
}

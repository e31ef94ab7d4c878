//! What branches let pass, longest overdue first; and a word to them from above.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use ledger::Kind;
use rating::{
    period::{Cycle, Period},
    scheme::Scheme,
};
use serde::{Deserialize, Serialize};
use store::{Changed, Notice, NoticeKind, Role};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        matrix::below,
        paging::{PageView, paging},
        permissions::Permission,
        shared::scheme_in_force,
    },
    ids,
    ops::{
        overdue::{self, Overdue},
        owed::class_of,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(overdue_duties)).routes(routes!(remind_branches))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfPage {
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct OverdueRow {
    branch_id: String,
    branch_name: String,
    duty: String,
    name: String,
    kind: Option<Kind>,
    period: String,
    period_title: String,
    due_on: String,
    /// Days since the last day in time.
    days: i64,
    /// How often it is still to be done.
    missing: i64,
}

impl OverdueRow {
    fn of(scheme: &Scheme, row: Overdue) -> OverdueRow {
        let duty = &scheme.duties[row.duty];
        OverdueRow {
            branch_id: row.branch_id,
            branch_name: row.branch_name,
            duty: duty.code.clone(),
            name: duty.name.clone(),
            kind: Kind::parse(class_of(scheme, duty)),
            period: row.period.to_string(),
            period_title: row.period.title(),
            due_on: row.due_on.to_string(),
            days: row.days,
            missing: row.missing,
        }
    }
}

/// What was owed in the last twelve months and not done, longest overdue first. Of more than 1000 branches in the order of
/// the tree, as far as the page asked for; `more` says that branches behind it were not looked at.
#[utoipa::path(
    get, path = "/orgs/{org}/overdue", tag = "records", params(("org" = String, Path), OfPage),
    responses((status = 200, body = PageView<OverdueRow>), (status = "4XX", body = ErrorBody)),
)]
async fn overdue_duties(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<OfPage>,
) -> Result<Json<PageView<OverdueRow>>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let paging = paging(asked.page, asked.size)?;
    let from = usize::try_from((paging.page - 1).saturating_mul(paging.size)).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.size).unwrap_or(0);
    let mut db = app.store.read().await?;
    let filter = below(&mut db, &caller, &org).await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let wanted = from.saturating_add(size).saturating_add(1);
    let found = overdue::list(&mut db, &caller.scope, &scheme, &filter, (wanted, overdue::SORTED)).await?;
    let total = found.rows.len() as i64;
    let items = found.rows.into_iter().skip(from).take(size).map(|row| OverdueRow::of(&scheme, row)).collect();
    Ok(Json(PageView { items, total, more: found.more, page: paging.page, size: paging.size }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReminder {
    items: Vec<Reminded>,
}

/// One cycle of a duty of a branch, as the list of overdue duties names it.
#[derive(Deserialize, ToSchema, PartialEq, Eq, PartialOrd, Ord, Clone)]
#[schema(as = RemindedDuty)]
#[serde(deny_unknown_fields)]
struct Reminded {
    branch_id: String,
    duty: String,
    period: String,
}

#[derive(Serialize, ToSchema)]
struct RemindedView {
    /// Branches and duties that were told now.
    told: i64,
    /// Those that were told today already.
    known: i64,
}

/// The most that are reminded at once.
const MOST: usize = 200;

/// Remind branches of what they let pass: each duty once a day, whoever asks. All or none.
#[utoipa::path(
    post, path = "/orgs/{org}/overdue/remind", tag = "records", request_body = NewReminder,
    params(("org" = String, Path)),
    responses((status = 200, body = RemindedView), (status = "4XX", body = ErrorBody)),
)]
async fn remind_branches(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Given(asked): Given<NewReminder>,
) -> Result<Json<RemindedView>, ApiError> {
    caller.must(Permission::ReviewRecords)?;
    let mut db = app.store.write().await?;
    below(&mut db, &caller, &org).await?;
    let mut by_branch: BTreeMap<String, Vec<Reminded>> = BTreeMap::new();
    if asked.items.is_empty() || asked.items.len() > MOST {
        return Err(ApiError::saying(ErrorCode::Invalid, format!("请选择 1 至 {MOST} 项逾期未办的要求。")));
    }
    for item in asked.items {
        by_branch.entry(item.branch_id.clone()).or_default().push(item);
    }
    let ids: Vec<String> = by_branch.keys().cloned().collect();
    if db.branches().reviewed(&caller.scope, &ids).await? < ids.len() as i64 {
        return Err(ErrorCode::NotFound.into());
    }
    let today = caller.scope.today();
    let scheme = scheme_in_force(&app, &mut db, today).await?;
    let who = caller.actor(app.clock.now());
    let mut notices = Vec::new();
    for known in overdue::known(&mut db, &scheme, &ids, today).await? {
        let open = overdue::of_branch(&scheme, &known, today);
        for item in by_branch.remove(&known.branch.id).unwrap_or_default() {
            let is_asked =
                |row: &&Overdue| scheme.duties[row.duty].code == item.duty && row.period.to_string() == item.period;
            let Some(row) = open.iter().find(is_asked) else {
                let message = format!("{}的这项要求已经办结或不再应尽；请刷新后重新选择。", known.branch.name);
                return Err(ApiError::saying(ErrorCode::Conflict, message));
            };
            notices.push(notice(&scheme, row, &who.name, today, who.at));
        }
    }
    if !by_branch.is_empty() {
        return Err(ErrorCode::NotFound.into());
    }
    let asked = notices.len() as i64;
    let told = db.notices().add(&notices).await? as i64;
    for branch in &ids {
        db.note(&who, "duty.reminded", Some(branch), &[] as &[Changed]).await?;
    }
    db.commit().await?;
    Ok(Json(RemindedView { told, known: asked - told }))
}

fn notice(scheme: &Scheme, row: &Overdue, by: &str, today: jiff::civil::Date, at: jiff::Timestamp) -> Notice {
    let duty = &scheme.duties[row.duty];
    let subject = format!("due/{}/{}/{}", row.branch_id, duty.code, row.period);
    let month = Period::holding(row.period.last_day().min(today), Cycle::Month);
    Notice {
        id: ids::short(),
        key: format!("{subject}/asked/{today}"),
        subject,
        org_id: row.branch_id.clone(),
        role: Role::Branch,
        kind: NoticeKind::Todo,
        title: format!("上级催办：{}，{}", row.period.title(), duty.name),
        text: format!(
            "应于{}前完成，已逾期{}天，还差{}次；{by}请您补办或说明情况。",
            row.due_on, row.days, row.missing
        ),
        link: format!("/branches/{}/duties?month={month}", row.branch_id),
        branch_id: Some(row.branch_id.clone()),
        due_on: Some(row.due_on),
        at,
    }
}

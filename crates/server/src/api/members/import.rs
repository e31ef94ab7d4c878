//! `/members/import`: a roster as a workbook.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Query, Request, State},
    response::Response,
};
use jiff::civil::Date;

use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        error::ErrorBody,
        imports::imported,
        once::{Begun, Once},
        permissions::Permission,
        shared::counted,
        sheets::{CheckedBefore, Sent, SheetsChecked, SheetsImported, Workbook, refused, saved},
    },
    exchange::{members::template, workbook::marked},
    ids,
    ops::{
        catch_up::Touched,
        import_members::{Looked, Ready, branch_names, keep, look},
    },
    vault::Column,
};

/// Good rows that the answer to a check shows.
const PREVIEW: usize = 10;
const SHOWN: [&str; 8] = ["姓名", "党支部", "党小组", "身份", "入党日期", "入册日期", "身份证号", "电话"];

/// The empty workbook, with drop-downs of the branches and groups that the caller keeps.
#[utoipa::path(
    get, path = "/members/import/template", tag = "members",
    responses(
        (status = 200, body = Workbook, content_type = "application/octet-stream"),
        (status = "4XX", body = ErrorBody),
    ),
)]
pub(super) async fn members_template(State(app): State<AppState>, caller: Caller) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.read().await?;
    let branches = branch_names(&db.members().kept_branches(&caller.scope).await?);
    let groups = db.members().kept_groups(&caller.scope).await?;
    let mut groups: Vec<String> = groups.into_iter().map(|group| group.name).collect();
    groups.sort_unstable();
    groups.dedup();
    Ok(saved("党员导入模板.xlsx", template(&branches, &groups)?))
}

/// Says what is wrong with each row of a workbook. Nothing is written.
#[utoipa::path(
    post, path = "/members/import/check", tag = "members",
    request_body(content = Workbook, content_type = "application/octet-stream"),
    responses((status = 200, body = SheetsChecked), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn check_members(
    State(app): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<Json<SheetsChecked>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let sent = Sent::of(&app, request).await?;
    let Looked { ready, reasons, n_rows } = looked(&app, &caller, &sent).await?;
    let preview = ready.iter().take(PREVIEW).map(shown).collect();
    Ok(Json(sent.checked(n_rows, &reasons, &SHOWN, preview)))
}

/// The workbook that was sent, with what is wrong in a last column.
#[utoipa::path(
    post, path = "/members/import/marked", tag = "members",
    request_body(content = Workbook, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = Workbook, content_type = "application/octet-stream"),
        (status = "4XX", body = ErrorBody),
    ),
)]
pub(super) async fn mark_members(
    State(app): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let sent = Sent::of(&app, request).await?;
    let Looked { reasons, .. } = looked(&app, &caller, &sent).await?;
    Ok(saved("党员导入（带原因）.xlsx", marked(&sent.sheets, &reasons)?))
}

/// Takes everybody of a checked workbook into the rosters, or nobody.
#[utoipa::path(
    post, path = "/members/import", tag = "members", params(CheckedBefore),
    request_body(content = Workbook, content_type = "application/octet-stream"),
    responses((status = 201, body = SheetsImported), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn import_members(
    State(app): State<AppState>,
    caller: Caller,
    Query(before): Query<CheckedBefore>,
    request: Request,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let headers = request.headers().clone();
    let sent = Sent::of(&app, request).await?;
    sent.must_be(&before)?;
    let once = Once::of(&headers, &["post", "members/import"], &sent.bytes)?;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let now = app.clock.now();
    // What was true at the check need not be true now.
    let found = look(&mut db, &app.vault, &caller.scope, &sent.sheets, app.clock.today()).await?;
    if !found.reasons.is_empty() {
        return Err(refused(&found.reasons));
    }
    let branch = found.ready.first().map(|ready| ready.span.branch_id.clone());
    let branch = branch.filter(|branch| found.ready.iter().all(|ready| ready.span.branch_id == *branch));
    let mut since: BTreeMap<String, Date> = BTreeMap::new();
    for span in found.ready.iter().map(|ready| &ready.span) {
        let first = since.entry(span.branch_id.clone()).or_insert(span.from);
        *first = span.from.min(*first);
    }
    let touched = Touched::of(found.ready.iter().map(|ready| (ready.span.branch_id.clone(), ready.span.from)));
    let rows = keep(&mut db, &app.vault, found.ready).await?;
    db.note(&caller.actor(now), "members.imported", branch.as_deref(), &rows).await?;
    for (branch, first) in &since {
        counted(&app, &mut db, &caller, branch, *first).await?;
    }
    let said = format!("已导入 {} 名党员", found.n_rows);
    db.users().log(&ids::short(), now, &caller.user.account, "import", &said).await?;
    imported(&app, &caller, (db, once), touched.as_ref(), found.n_rows, said).await
}

async fn looked(app: &AppState, caller: &Caller, sent: &Sent) -> Result<Looked, ApiError> {
    let mut db = app.store.read().await?;
    Ok(look(&mut db, &app.vault, &caller.scope, &sent.sheets, app.clock.today()).await?)
}

/// Numbers in part: the answer may be looked at over somebody's shoulder.
fn shown(ready: &Ready) -> Vec<String> {
    let member = ready.member();
    vec![
        member.name.clone(),
        ready.branch_name.clone(),
        ready.group_name.clone(),
        ready.span.standing.title().to_owned(),
        member.joined.map(|day| day.to_string()).unwrap_or_default(),
        ready.span.from.to_string(),
        ready.mask(Column::Identity),
        ready.mask(Column::Phone),
    ]
}

//! `/workbook/import`: bodies, facts and figures as the workbook that `baolei import` reads; for the organisation department.

use axum::{
    Json,
    extract::{Query, Request, State},
    response::Response,
};
use store::{Db, Role};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        imports::imported,
        once::{Begun, Once},
        permissions::Permission,
        shared::scheme_in_force,
        sheets::{CheckedBefore, Sent, SheetsChecked, SheetsImported, Workbook, refused, saved},
    },
    exchange::{
        template::{self, WORDS},
        workbook::marked,
    },
    ops::import_workbook::{Imported, Origin, import_in},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(workbook_template))
        .routes(routes!(check_workbook))
        .routes(routes!(mark_workbook))
        .routes(routes!(import_workbook))
}

/// A workbook may name every body, so its sender reaches the whole company.
fn must_import(caller: &Caller) -> Result<(), ApiError> {
    caller.must(Permission::ImportWorkbooks)?;
    let at_company = caller.roles.iter().any(|held| held.role == Role::Organisation && held.at_company);
    if at_company { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// The empty workbook of the scheme in force.
#[utoipa::path(
    get, path = "/workbook/import/template", tag = "orgs",
    responses(
        (status = 200, body = Workbook, content_type = "application/octet-stream"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn workbook_template(State(app): State<AppState>, caller: Caller) -> Result<Response, ApiError> {
    must_import(&caller)?;
    let mut db = app.store.read().await?;
    let today = app.clock.today();
    let scheme = scheme_in_force(&app, &mut db, today).await?;
    let branches = store::branches(&db.orgs().all().await?, today);
    let open = branches.into_iter().filter(|branch| branch.closed.is_none_or(|day| day > today));
    let branches: Vec<(String, String)> = open.map(|branch| (branch.id, branch.name)).collect();
    Ok(saved("组织与事实导入模板.xlsx", template::bytes(&scheme, &branches)?))
}

/// Says what is wrong with each row of a workbook. Nothing is written.
#[utoipa::path(
    post, path = "/workbook/import/check", tag = "orgs",
    request_body(content = Workbook, content_type = "application/octet-stream"),
    responses((status = 200, body = SheetsChecked), (status = "4XX", body = ErrorBody)),
)]
async fn check_workbook(
    State(app): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<Json<SheetsChecked>, ApiError> {
    must_import(&caller)?;
    let sent = Sent::of(&app, request).await?;
    let mut db = app.store.read().await?;
    let Imported { n_orgs, n_facts, reasons, .. } = work(&app, &mut db, &sent, None).await?;
    let line = |what: &str, n: usize| vec![what.to_owned(), n.to_string()];
    let preview = vec![line("新增组织", n_orgs), line("新增事实、指标", n_facts)];
    Ok(Json(sent.checked(n_rows(&sent), &reasons, &["内容", "条数"], preview)))
}

/// The workbook that was sent, with what is wrong in a last column.
#[utoipa::path(
    post, path = "/workbook/import/marked", tag = "orgs",
    request_body(content = Workbook, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = Workbook, content_type = "application/octet-stream"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn mark_workbook(State(app): State<AppState>, caller: Caller, request: Request) -> Result<Response, ApiError> {
    must_import(&caller)?;
    let sent = Sent::of(&app, request).await?;
    let mut db = app.store.read().await?;
    let Imported { reasons, .. } = work(&app, &mut db, &sent, None).await?;
    Ok(saved("导入（带原因）.xlsx", marked(&sent.sheets, &reasons)?))
}

/// Keeps everything of a checked workbook, or nothing.
#[utoipa::path(
    post, path = "/workbook/import", tag = "orgs", params(CheckedBefore),
    request_body(content = Workbook, content_type = "application/octet-stream"),
    responses((status = 201, body = SheetsImported), (status = "4XX", body = ErrorBody)),
)]
async fn import_workbook(
    State(app): State<AppState>,
    caller: Caller,
    Query(before): Query<CheckedBefore>,
    request: Request,
) -> Result<Response, ApiError> {
    must_import(&caller)?;
    let headers = request.headers().clone();
    let sent = Sent::of(&app, request).await?;
    sent.must_be(&before)?;
    let once = Once::of(&headers, &["post", "workbook/import"], &sent.bytes)?;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let origin = Origin { source: "网页", by: &caller.user.account, now: app.clock.now() };
    let Imported { n_orgs, n_facts, touched, reasons } = work(&app, &mut db, &sent, Some(origin)).await?;
    if !reasons.is_empty() {
        return Err(refused(&reasons));
    }
    let said = format!("已导入 {n_orgs} 个组织、{n_facts} 条事实");
    imported(&app, &caller, (db, once), touched.as_ref(), n_rows(&sent), said).await
}

async fn work(app: &AppState, db: &mut Db, sent: &Sent, origin: Option<Origin<'_>>) -> Result<Imported, ApiError> {
    let scheme = scheme_in_force(app, db, app.clock.today()).await?;
    let mut found = import_in(db, &scheme, &sent.sheets, origin).await?;
    if found.n_orgs + found.n_facts == 0 && found.reasons.is_empty() {
        let first = sent.sheets.first().map(|sheet| sheet.name.clone()).unwrap_or_default();
        found.reasons.insert((first, 0), vec!["没有要导入的行；请用模板填写".to_owned()]);
    }
    Ok(found)
}

fn n_rows(sent: &Sent) -> usize {
    sent.sheets.iter().filter(|sheet| sheet.name != WORDS).map(|sheet| sheet.body().count()).sum()
}

//! `/logs`: who signed in, and who did or was refused what. Read by the audit administrator alone, written by the program.

use axum::{
    Json,
    extract::{Query, State},
};
use jiff::{Timestamp, ToSpan, civil::Date, tz};
use serde::{Deserialize, Serialize};
use store::{LogFilter, LoggedLine};
use utoipa::{IntoParams, ToSchema};
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
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_sign_ins)).routes(routes!(list_operations))
}

/// Signing in and out, wrong passwords, locks, newest first.
#[utoipa::path(
    get, path = "/logs/sign-ins", tag = "logs", params(Asked),
    responses((status = 200, body = PageView<LogView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_sign_ins(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<LogView>>, ApiError> {
    list(&app, &caller, asked, true).await
}

/// Changes, refusals and readings of personal numbers, newest first.
#[utoipa::path(
    get, path = "/logs/operations", tag = "logs", params(Asked),
    responses((status = 200, body = PageView<LogView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_operations(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<LogView>>, ApiError> {
    list(&app, &caller, asked, false).await
}

async fn list(
    app: &AppState,
    caller: &Caller,
    asked: Asked,
    sign_ins: bool,
) -> Result<Json<PageView<LogView>>, ApiError> {
    caller.must(Permission::ReadLogs)?;
    let paging = paging(asked.page, asked.size)?;
    let oldest_first = match given(asked.sort).as_deref() {
        None | Some("-at") => false,
        Some("at") => true,
        Some(other) => {
            let message = format!("不能按“{other}”排序；可用 at、-at。");
            return Err(ApiError::saying(ErrorCode::BadRequest, message));
        }
    };
    let last = day(asked.until)?.map(|last| last.checked_add(1.day()).unwrap_or(Date::MAX));
    let filter = LogFilter {
        sign_ins,
        account: given(asked.account),
        action: given(asked.action),
        text: given(asked.q),
        from: day(asked.from)?.map(midnight).transpose()?,
        until: last.map(midnight).transpose()?,
        oldest_first,
    };
    let page = app.store.read().await?.users().logged(&filter, paging).await?;
    Ok(Json(PageView::of(page, paging, LogView::of)))
}

fn wrong_day() -> ApiError {
    ApiError::saying(ErrorCode::BadRequest, "日期写法不正确；请写成 2026-09-30。")
}

fn day(text: Option<String>) -> Result<Option<Date>, ApiError> {
    given(text).map(|text| text.parse().map_err(|_| wrong_day())).transpose()
}

/// When a day begins in China.
fn midnight(day: Date) -> Result<Timestamp, ApiError> {
    let zone = tz::TimeZone::fixed(tz::offset(8));
    day.to_zoned(zone).map(|zoned| zoned.timestamp()).map_err(|_| wrong_day())
}

/// Nouns and verbs of actions; what is not here is shown as it is.
const WORDS: &[(&str, &str)] = &[
    ("sign_in", "登录"),
    ("wrong_password", "密码错误"),
    ("sign_in_locked", "连续输错，暂停登录"),
    ("sign_out", "退出登录"),
    ("session_ended", "结束会话"),
    ("password_changed", "修改密码"),
    ("refused", "越权被拒绝"),
    ("alarm", "系统报警"),
    ("import", "导入工作簿"),
    ("period_sealed", "封存周期"),
    ("account", "账号"),
    ("role", "角色"),
    ("record", "台账记录"),
    ("fact", "事实"),
    ("org", "组织"),
    ("member", "党员"),
    ("group", "党小组"),
    ("post", "职务"),
    ("event", "加减分登记"),
    ("exception", "例外"),
    ("period", "周期"),
    ("scheme", "考核办法"),
    ("company", "示范公司"),
    ("workbook", "工作簿"),
    ("attachment", "附件"),
    ("calendar", "工作日历"),
    ("term", "届期"),
    ("election", "换届"),
    ("dues", "党费"),
    ("training", "培训"),
    ("added", "新增"),
    ("changed", "修改"),
    ("removed", "删除"),
    ("deleted", "删除"),
    ("filed", "提交"),
    ("returned", "退回"),
    ("accepted", "通过"),
    ("approved", "通过"),
    ("rejected", "不通过"),
    ("withdrawn", "撤回"),
    ("corrected", "更正"),
    ("proposed", "提出"),
    ("asked", "申请"),
    ("granted", "授予"),
    ("reset", "重置口令"),
    ("locked", "停用"),
    ("code_used", "一次性口令登录"),
    ("rated", "评分"),
    ("sealed", "封存"),
    ("published", "发布"),
    ("imported", "导入"),
    ("loaded", "载入"),
    ("founded", "成立"),
    ("renamed", "更名"),
    ("moved", "调整隶属"),
    ("closed", "撤销"),
    ("filled", "编入党员"),
    ("ended", "终止"),
    ("rating", "评分"),
    ("owed", "导入后待评"),
    ("caught_up", "导入后评完"),
    ("revealed", "查看原文"),
    ("discipline_read", "查看处分"),
    ("exported", "导出"),
];

fn word(text: &str) -> &str {
    WORDS.iter().find(|(code, _)| *code == text).map_or(text, |(_, name)| name)
}

/// `record.filed` is 台账记录：提交.
fn action_name(action: &str) -> String {
    match action.split_once('.') {
        Some((noun, verb)) => format!("{}：{}", word(noun), word(verb)),
        None => word(action).to_owned(),
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    account: Option<String>,
    action: Option<String>,
    /// In what it was done to, the address or the purpose.
    q: Option<String>,
    /// First day, `2026-09-01`.
    from: Option<String>,
    /// Last day.
    until: Option<String>,
    /// `at` or `-at`.
    sort: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct LogView {
    id: String,
    at: String,
    /// Empty where somebody tried a name that no account has.
    account: String,
    name: Option<String>,
    action: String,
    action_name: String,
    /// What it was done to.
    detail: String,
    address: Option<String>,
    /// Why personal data was looked at.
    purpose: Option<String>,
}

impl LogView {
    fn of(line: LoggedLine) -> LogView {
        LogView {
            action_name: action_name(&line.action),
            id: line.id,
            at: line.at.to_string(),
            account: line.account,
            name: line.name,
            action: line.action,
            detail: line.detail,
            address: line.address,
            purpose: line.purpose,
        }
    }
}

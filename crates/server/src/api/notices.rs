//! `/notices`: 待办, 待阅, 已办; and when reminders go out.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use store::{NoticePart, SeenNotice};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
        words,
    },
    ops::reminders::Rules,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_notices))
        .routes(routes!(count_notices))
        .routes(routes!(read_notice))
        .routes(routes!(show_reminders, put_reminders))
}

/// What is addressed to the caller's roles.
#[utoipa::path(
    get, path = "/notices", tag = "notices", params(Asked),
    responses((status = 200, body = PageView<NoticeView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_notices(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<NoticeView>>, ApiError> {
    let paging = paging(asked.page, asked.size)?;
    let part = match given(asked.part).as_deref() {
        None | Some("todo") => NoticePart::Todo,
        Some("to_read") => NoticePart::ToRead,
        Some("done") => NoticePart::Done,
        Some(_) => return Err(ErrorCode::BadRequest.into()),
    };
    let mut db = app.store.read().await?;
    let page = db.notices().list(&caller.user.id, part, paging).await?;
    Ok(Json(PageView::of(page, paging, NoticeView::of)))
}

/// How many are to do and to read.
#[utoipa::path(
    get, path = "/notices/counts", tag = "notices",
    responses((status = 200, body = NoticeCountsView), (status = "4XX", body = ErrorBody)),
)]
async fn count_notices(State(app): State<AppState>, caller: Caller) -> Result<Json<NoticeCountsView>, ApiError> {
    let counts = app.store.read().await?.notices().counts(&caller.user.id).await?;
    Ok(Json(NoticeCountsView { todo: counts.todo, to_read: counts.to_read }))
}

/// Notes that the caller has opened it.
#[utoipa::path(
    post, path = "/notices/{id}/read", tag = "notices", params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn read_notice(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let mut db = app.store.write().await?;
    if !db.notices().read(&caller.user.id, &id, app.clock.now()).await? {
        return Err(ErrorCode::NotFound.into());
    }
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// When reminders go out.
#[utoipa::path(
    get, path = "/reminders", tag = "notices",
    responses((status = 200, body = Rules), (status = "4XX", body = ErrorBody)),
)]
async fn show_reminders(State(app): State<AppState>, _: Caller) -> Result<Json<Rules>, ApiError> {
    let mut db = app.store.read().await?;
    Ok(Json(Rules::of(&mut db).await?))
}

/// Sets when reminders go out.
#[utoipa::path(
    put, path = "/reminders", tag = "notices", request_body = Rules,
    responses((status = 200, body = Rules), (status = "4XX", body = ErrorBody)),
)]
async fn put_reminders(
    State(app): State<AppState>,
    caller: Caller,
    Given(asked): Given<Rules>,
) -> Result<Json<Rules>, ApiError> {
    caller.must(Permission::KeepCalendar)?;
    let Rules { before_month, before_quarter, before_year, after, escalate } = asked;
    if [before_month, before_quarter, before_year, after, escalate].iter().any(|days| !(0..=90).contains(days)) {
        return Err(ApiError::invalid("days", "天数应在 0 至 90 之间，请修改后重试。"));
    }
    if escalate < after {
        return Err(ApiError::invalid("escalate", "告知上级的时间不应早于逾期后再次提醒支部的时间，请修改后重试。"));
    }
    let mut db = app.store.write().await?;
    asked.keep(&mut db, &caller.actor(app.clock.now())).await?;
    db.commit().await?;
    Ok(Json(asked))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `todo` (unless said), `to_read` or `done`.
    part: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct NoticeCountsView {
    todo: i64,
    to_read: i64,
}

#[derive(Serialize, ToSchema)]
struct NoticeView {
    id: String,
    kind: words::NoticeKind,
    title: String,
    text: String,
    /// A place in the product.
    link: String,
    branch_id: Option<String>,
    branch_name: Option<String>,
    due_on: Option<String>,
    at: String,
    done_at: Option<String>,
    read_at: Option<String>,
}

impl NoticeView {
    fn of(seen: SeenNotice) -> NoticeView {
        let notice = seen.notice;
        NoticeView {
            id: notice.id,
            kind: notice.kind.into(),
            title: notice.title,
            text: notice.text,
            link: notice.link,
            branch_id: notice.branch_id,
            branch_name: seen.branch_name,
            due_on: notice.due_on.map(|day| day.to_string()),
            at: notice.at.to_string(),
            done_at: seen.done_at.map(|at| at.to_string()),
            read_at: seen.read_at.map(|at| at.to_string()),
        }
    }
}

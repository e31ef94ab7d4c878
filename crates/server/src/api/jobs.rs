//! `/jobs`: exports that a worker makes; each is its asker's alone.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use store::{Db, Job, JobState};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        attachments::saved_as,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, Keyed},
        paging::{PageView, given, paging},
        sheets::Workbook,
    },
    ids,
    ops::exports::{Export, WITHDRAWN, held_text, still_holds},
};

/// Jobs of one person that may wait or run at the same time.
const MOST_OPEN: i64 = 5;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_jobs, add_job))
        .routes(routes!(remove_job))
        .routes(routes!(retry_job))
        .routes(routes!(download_job))
}

/// The caller's own exports, newest first.
#[utoipa::path(
    get, path = "/jobs", tag = "jobs", params(Asked),
    responses((status = 200, body = PageView<JobView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_jobs(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<JobView>>, ApiError> {
    let paging = paging(asked.page, asked.size)?;
    let state = given(asked.state).map(|word| JobState::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
    let mut db = app.store.read().await?;
    let page = db.jobs().list(&caller.user.id, state, paging).await?;
    Ok(Json(PageView::of(page, paging, JobView::of)))
}

/// Asks for an export with the filter and order of its list. It holds what the caller may see.
#[utoipa::path(
    post, path = "/jobs", tag = "jobs", request_body = NewJob,
    responses((status = 201, body = JobView), (status = "4XX", body = ErrorBody)),
)]
async fn add_job(State(app): State<AppState>, caller: Caller, asked: Keyed<NewJob>) -> Result<Response, ApiError> {
    let Keyed { asked, once } = asked;
    let export = asked.export()?;
    caller.must(export.needed())?;
    export.check().map_err(|why| ApiError::saying(ErrorCode::BadRequest, why))?;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    if db.jobs().n_open(&caller.user.id).await? >= MOST_OPEN {
        let message = format!("您已有 {MOST_OPEN} 个导出在等候；请等其中一个完成，或在下载中心删除一个。");
        return Err(ApiError::saying(ErrorCode::Conflict, message));
    }
    let title = export.named(&mut db, &caller.scope).await?.ok_or(ErrorCode::NotFound)?;
    let job = Job {
        id: format!("j{}", ids::short()),
        kind: export.kind().to_owned(),
        title,
        account: caller.user.account.clone(),
        user_id: caller.user.id.clone(),
        held: held_text(&caller.roles),
        asked: serde_json::to_string(&export).map_err(anyhow::Error::from)?,
        state: JobState::Waiting,
        percent: 0,
        n_tries: 0,
        error: None,
        created_at: app.clock.now(),
        finished_at: None,
        expires_at: None,
        file: None,
    };
    db.jobs().add(&job).await?;
    log(&app, &mut db, &caller, "export", &job).await?;
    let answer = once.finish(db, StatusCode::CREATED, &JobView::of(job)).await?;
    app.worker.notify_one();
    Ok(answer)
}

/// Takes a job away, with its file.
#[utoipa::path(
    delete, path = "/jobs/{id}", tag = "jobs", params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn remove_job(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let mut db = app.store.write().await?;
    let job = db.jobs().find(&caller.user.id, &id).await?.ok_or(ErrorCode::NotFound)?;
    db.jobs().remove(&job.id).await?;
    db.commit().await?;
    app.files.remove_export(&job.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a failed or expired export again, with the rights of now.
#[utoipa::path(
    post, path = "/jobs/{id}/retry", tag = "jobs", params(("id" = String, Path)),
    responses((status = 200, body = JobView), (status = "4XX", body = ErrorBody)),
)]
async fn retry_job(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<JobView>, ApiError> {
    let mut db = app.store.write().await?;
    let job = db.jobs().find(&caller.user.id, &id).await?.ok_or(ErrorCode::NotFound)?;
    let export: Export = serde_json::from_str(&job.asked).map_err(anyhow::Error::from)?;
    caller.must(export.needed())?;
    if !db.jobs().retry(&job.id, &held_text(&caller.roles)).await? {
        return Err(ApiError::saying(ErrorCode::Conflict, "此导出没有失败，也没有过期，不必重试；请刷新后核对。"));
    }
    log(&app, &mut db, &caller, "export", &job).await?;
    let job = db.jobs().find(&caller.user.id, &id).await?.ok_or(ErrorCode::NotFound)?;
    db.commit().await?;
    app.worker.notify_one();
    Ok(Json(JobView::of(job)))
}

/// The file. Whoever lost a role since he asked does not get it.
#[utoipa::path(
    get, path = "/jobs/{id}/content", tag = "jobs", params(("id" = String, Path)),
    responses(
        (status = 200, body = Workbook, content_type = "application/octet-stream"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn download_job(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let mut db = app.store.write_anyway().await?;
    let job = db.jobs().find(&caller.user.id, &id).await?.ok_or(ErrorCode::NotFound)?;
    if !still_holds(&job.held, &caller.roles) {
        return Err(ApiError::saying(ErrorCode::Forbidden, WITHDRAWN));
    }
    let is_open = job.state == JobState::Done && job.expires_at.is_some_and(|at| at > app.clock.now());
    let Some(file) = job.file.as_ref().filter(|_| is_open) else {
        return Err(ApiError::saying(ErrorCode::Conflict, "文件还没有做好，或已过期；请在下载中心刷新或重试。"));
    };
    let bytes = app.files.read_export(&job.id, &file.hash).await?;
    // Only what is noted is given out.
    log(&app, &mut db, &caller, "export_fetched", &job).await?;
    db.commit().await?;
    let headers = [
        (header::CONTENT_TYPE, media_type(&file.name).to_owned()),
        (header::CONTENT_DISPOSITION, saved_as(&file.name)),
    ];
    Ok((headers, bytes).into_response())
}

fn media_type(name: &str) -> &'static str {
    if name.ends_with(".pdf") {
        "application/pdf"
    } else {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
}

async fn log(app: &AppState, db: &mut Db, caller: &Caller, action: &str, job: &Job) -> Result<(), ApiError> {
    let detail = format!("{} {}", job.title, job.id);
    Ok(db.users().log(&ids::short(), app.clock.now(), &caller.user.account, action, &detail).await?)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `waiting`, `running`, `done`, `failed`, `expired`.
    state: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewJob {
    /// `members`, `records`, `overdue`, `ranking`, `book`.
    kind: String,
    /// Filter and order as in the address of the list.
    #[serde(default)]
    #[schema(value_type = Object)]
    query: serde_json::Value,
}

impl NewJob {
    fn export(self) -> Result<Export, ApiError> {
        let query = if self.query.is_null() { serde_json::json!({}) } else { self.query };
        let message = "导出的种类或条件写法不正确，请核对后重试。";
        serde_json::from_value(serde_json::json!({ "kind": self.kind, "query": query }))
            .map_err(|_| ApiError::saying(ErrorCode::BadRequest, message))
    }
}

#[derive(Serialize, ToSchema)]
struct JobView {
    id: String,
    kind: String,
    title: String,
    state: JobWord,
    /// 0 to 100.
    percent: i64,
    /// Rows of a table, records of a book.
    n_rows: Option<i64>,
    /// What the file is called, with its ending.
    file_name: Option<String>,
    /// Bytes.
    size: Option<i64>,
    error: Option<String>,
    created_at: String,
    finished_at: Option<String>,
    expires_at: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum JobWord {
    Waiting,
    Running,
    Done,
    Failed,
    Expired,
}

impl JobView {
    fn of(job: Job) -> JobView {
        JobView {
            id: job.id,
            kind: job.kind,
            title: job.title,
            state: match job.state {
                JobState::Waiting => JobWord::Waiting,
                JobState::Running => JobWord::Running,
                JobState::Done => JobWord::Done,
                JobState::Failed => JobWord::Failed,
                JobState::Expired => JobWord::Expired,
            },
            percent: job.percent,
            n_rows: job.file.as_ref().map(|file| file.n_rows),
            file_name: job.file.as_ref().map(|file| file.name.clone()),
            size: job.file.as_ref().map(|file| file.size),
            error: job.error,
            created_at: job.created_at.to_string(),
            finished_at: job.finished_at.map(|at| at.to_string()),
            expires_at: job.expires_at.map(|at| at.to_string()),
        }
    }
}

//! `/checkpoints`, `/receipts`, `/journal`: what proves that nothing was changed around the program.

use std::sync::Mutex;

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use store::{KeptCheckpoint, Role, Seen, SeenEntry, Verified};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, paging},
        permissions::Permission,
    },
    cli::journal::say,
    ops::watch,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_checkpoints))
        .routes(routes!(latest_checkpoint))
        .routes(routes!(checkpoint_note))
        .routes(routes!(list_receipts))
        .routes(routes!(show_receipt))
        .routes(routes!(verify_journal))
}

/// Signed checkpoints, newest first.
#[utoipa::path(
    get, path = "/checkpoints", tag = "journal", params(Asked),
    responses((status = 200, body = PageView<CheckpointView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_checkpoints(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<CheckpointView>>, ApiError> {
    caller.must(Permission::ReadJournal)?;
    let paging = paging(asked.page, asked.size)?;
    let page = app.store.read().await?.checkpoints().list(paging).await?;
    Ok(Json(PageView::of(page, paging, |kept| CheckpointView::of(&app, &kept))))
}

/// The newest checkpoint, for whoever is signed in: the root that is printed under rankings.
#[utoipa::path(
    get, path = "/checkpoints/latest", tag = "journal",
    responses((status = 200, body = CheckpointView), (status = "4XX", body = ErrorBody)),
)]
async fn latest_checkpoint(State(app): State<AppState>, _caller: Caller) -> Result<Json<CheckpointView>, ApiError> {
    let kept = app.store.read().await?.checkpoints().latest().await?.ok_or_else(none_yet)?;
    Ok(Json(CheckpointView::of(&app, &kept)))
}

/// A checkpoint as a signed note (C2SP), to be kept by somebody else.
#[utoipa::path(
    get, path = "/checkpoints/{size}/note", tag = "journal", params(("size" = i64, Path)),
    responses((status = 200, body = String, content_type = "text/plain"), (status = "4XX", body = ErrorBody)),
)]
async fn checkpoint_note(
    State(app): State<AppState>,
    _caller: Caller,
    Path(size): Path<i64>,
) -> Result<Response, ApiError> {
    let kept = app.store.read().await?.checkpoints().find(size).await?.ok_or(ErrorCode::NotFound)?;
    let name = format!("attachment; filename=\"checkpoint-{size}.txt\"");
    let name = HeaderValue::from_str(&name).map_err(anyhow::Error::from)?;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], kept.note).into_response())
}

/// Receipts of the entries that touched one row of a branch, newest first, at most 50.
#[utoipa::path(
    get, path = "/receipts", tag = "journal", params(Of),
    responses((status = 200, body = ReceiptsView), (status = "4XX", body = ErrorBody)),
)]
async fn list_receipts(
    State(app): State<AppState>,
    caller: Caller,
    Query(of): Query<Of>,
) -> Result<Json<ReceiptsView>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let mut db = app.store.read().await?;
    db.branches().find(&caller.scope, &of.branch).await?.ok_or(ErrorCode::NotFound)?;
    let entries = db.checkpoints().entries_of(&of.branch, &of.table, &of.key).await?;
    Ok(Json(ReceiptsView { items: entries.into_iter().map(ReceiptView::of).collect() }))
}

/// One receipt, with the proof that the newest checkpoint holds its entry. For the one who acted, and for those who reach the
/// branch it happened at.
#[utoipa::path(
    get, path = "/receipts/{seq}", tag = "journal", params(("seq" = i64, Path)),
    responses((status = 200, body = ProvedReceiptView), (status = "4XX", body = ErrorBody)),
)]
async fn show_receipt(
    State(app): State<AppState>,
    caller: Caller,
    Path(seq): Path<i64>,
) -> Result<Json<ProvedReceiptView>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let mut db = app.store.read().await?;
    let entry = db.checkpoints().entry(seq).await?.ok_or(ErrorCode::NotFound)?;
    if entry.account != caller.user.account {
        let branch = entry.org_id.clone().ok_or(ErrorCode::NotFound)?;
        db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
    }
    let included = db.checkpoints().inclusion(seq).await?;
    let (checkpoint, path) = included.map(|included| (included.checkpoint, included.path)).unzip();
    Ok(Json(ProvedReceiptView {
        receipt: ReceiptView::of(entry),
        checkpoint: checkpoint.map(|kept| CheckpointView::of(&app, &kept)),
        path: path.unwrap_or_default().iter().map(ToString::to_string).collect(),
    }))
}

/// Check every row against the journal, and the journal against its checkpoints. One check at a time.
#[utoipa::path(
    post, path = "/journal/verify", tag = "journal",
    responses((status = 200, body = VerifiedView), (status = "4XX", body = ErrorBody)),
)]
async fn verify_journal(State(app): State<AppState>, caller: Caller) -> Result<Json<VerifiedView>, ApiError> {
    caller.must(Permission::ReadJournal)?;
    // What is found may be anybody's.
    if !caller.roles.iter().any(|held| held.at_company && held.role == Role::Auditor) {
        return Err(ApiError::saying(ErrorCode::Forbidden, "核验涉及全公司数据，只有公司一级的监督人员可以执行。"));
    }
    let _running = Running::begin()
        .ok_or_else(|| ApiError::saying(ErrorCode::Conflict, "另一次核验正在进行，请等它结束后再试。"))?;
    let mut seen = Seen::default();
    if let Some((path, checkpoint)) = app.keeper.newest()? {
        seen.checkpoints.push((path.display().to_string(), checkpoint));
    }
    let verified = app.store.read().await?.verify(&seen).await?;
    watch::tell(&app, &verified).await;
    Ok(Json(VerifiedView::of(&verified, app.clock.now().to_string())))
}

fn none_yet() -> ApiError {
    ApiError::saying(ErrorCode::NotFound, "还没有签发过检查点；系统每十分钟签发一次，请稍后再看。")
}

/// Whether a check is running in this process.
static RUNNING: Mutex<bool> = Mutex::new(false);

struct Running;

impl Running {
    fn begin() -> Option<Running> {
        let mut running = RUNNING.lock().expect("nobody panics while holding it");
        if std::mem::replace(&mut *running, true) {
            return None;
        }
        // Made only now: one that is dropped here would wait for the lock that is held here.
        Some(Running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        *RUNNING.lock().expect("nobody panics while holding it") = false;
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Of {
    branch: String,
    /// `records`, `facts`, …
    table: String,
    /// The row's key; its parts joined by `/`.
    key: String,
}

#[derive(Serialize, ToSchema)]
struct CheckpointView {
    /// How many entries.
    size: i64,
    /// Hex.
    root: String,
    at: String,
    /// The signed note.
    note: String,
    /// The public key that checks it, as C2SP tools read it.
    key: String,
}

impl CheckpointView {
    fn of(app: &AppState, kept: &KeptCheckpoint) -> CheckpointView {
        CheckpointView {
            size: kept.size,
            root: kept.root.to_string(),
            at: kept.at.to_string(),
            note: kept.note.clone(),
            key: app.keeper.signer().verifier().text(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ReceiptsView {
    items: Vec<ReceiptView>,
}

/// What the filer holds; as JSON it is a file for `baolei verify --receipts`.
#[derive(Serialize, ToSchema)]
struct ReceiptView {
    /// The entry's number, from 1; the leaf's index is one less.
    seq: i64,
    /// Hex.
    leaf: String,
    at: String,
    account: String,
    /// `record.filed`.
    action: String,
}

impl ReceiptView {
    fn of(entry: SeenEntry) -> ReceiptView {
        let SeenEntry { receipt, account, action, .. } = entry;
        ReceiptView { seq: receipt.seq, leaf: receipt.leaf, at: receipt.at, account, action }
    }
}

#[derive(Serialize, ToSchema)]
struct ProvedReceiptView {
    receipt: ReceiptView,
    /// `null` until a checkpoint holds the entry: at most ten minutes.
    checkpoint: Option<CheckpointView>,
    /// Audit path of RFC 6962 in hex, from the leaf upwards.
    path: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct VerifiedView {
    at: String,
    n_entries: i64,
    n_rows: i64,
    root: String,
    n_findings: i64,
    /// In words; the first 200.
    findings: Vec<String>,
}

impl VerifiedView {
    fn of(verified: &Verified, at: String) -> VerifiedView {
        VerifiedView {
            at,
            n_entries: verified.n_entries,
            n_rows: verified.n_rows,
            root: verified.root.clone(),
            n_findings: verified.n_findings,
            findings: verified.findings.iter().take(200).map(say).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Running;

    #[test]
    fn a_second_check_is_told_at_once_to_wait_and_begins_after_the_first() {
        let first = Running::begin().expect("none is running");
        assert!(Running::begin().is_none());
        assert!(Running::begin().is_none(), "being told so does not free the place");
        drop(first);
        assert!(Running::begin().is_some());
    }
}

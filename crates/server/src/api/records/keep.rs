//! Writing records: a branch's own work.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use ledger::{Kind, RecordBody, Verdict, verdict};
use serde::{Deserialize, Serialize};
use store::{Db, Reach, Record, SeenRecord};
use utoipa::ToSchema;

use super::{
    CREATED,
    form::{MetView, met},
    view::{DoneView, RecordView, keeps},
};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::{ErrorBody, ProblemView},
        once::{IfMatch, Keyed},
        permissions::Permission,
        shared::{scheme_in_force, unassessed},
    },
    ids,
    ops::{
        assess,
        records::{self, Start, problems, since},
    },
};

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRecord {
    branch_id: String,
    kind: Kind,
    /// The day it was or will be held; today unless said.
    on: Option<String>,
    /// The id of a record to copy topics and the like from, or `last`. Hours, place and chair come from the last one anyway.
    copy_from: Option<String>,
}

/// Begin a record: a draft with everything that need not be typed, attendance from the roster first of all.
#[utoipa::path(
    post, path = "/records", tag = "records", request_body = NewRecord,
    params(("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = RecordView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn begin_record(
    State(app): State<AppState>,
    caller: Caller,
    asked: Keyed<NewRecord>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepRecords)?;
    let Keyed { asked, once } = asked;
    if !keeps(&caller, &asked.branch_id) {
        return Err(ErrorCode::NotFound.into());
    }
    // Everything that is only read, before the one writer's turn.
    let mut db = app.store.read().await?;
    let bad_day = || ApiError::saying(ErrorCode::BadRequest, "日期的写法不正确；请写成 2026-09-10。");
    let on = asked.on.as_deref().filter(|text| !text.is_empty()).map(str::parse).transpose().map_err(|_| bad_day())?;
    let last = db.records().last_of(&asked.branch_id, asked.kind, 1).await?.pop();
    let copied = match asked.copy_from.as_deref() {
        None | Some("") => None,
        Some("last") => last.clone(),
        Some(id) => {
            let seen = db.records().find(&caller.scope, Reach::Keep, id).await?.ok_or(ErrorCode::NotFound)?;
            let filed = db.records().rounds(id).await?.into_iter().rev().find_map(|round| round.body);
            filed.or(seen.record.draft)
        }
    };
    let start = Start {
        id: ids::short(),
        branch_id: &asked.branch_id,
        kind: asked.kind,
        on,
        today: caller.scope.today(),
        copied,
        last,
    };
    let actor = caller.actor(app.clock.now());
    let record = records::draft(&mut db, start, &actor).await?;
    let place = db.branches().find(&caller.scope, &asked.branch_id).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    drop(db);
    let (branch_name, unit_id, unit_name) = (place.name, place.unit_id, place.unit_name);
    let seen = SeenRecord { record: record.clone(), branch_name, unit_id, unit_name };
    let view = RecordView::made(seen, Vec::new(), &[], &scheme, &caller);
    let write = async |db: &mut Db| Ok(records::begin(db, &record, &actor).await?);
    once.answer_with(&app, &caller, CREATED, &view, write).await
}

pub(super) async fn again(db: &mut Db, caller: &Caller, reach: Reach, id: &str) -> Result<SeenRecord, ApiError> {
    Ok(db.records().find(&caller.scope, reach, id).await?.ok_or(ErrorCode::NotFound)?)
}

/// The record, if the caller keeps it and edits the revision that stands; otherwise 404, or 409 with both versions.
async fn mine(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    id: &str,
    rev: i64,
    sent: &impl Serialize,
) -> Result<Record, ApiError> {
    let seen = again(db, caller, Reach::Keep, id).await?;
    standing(app, db, caller, seen, rev, sent).await
}

pub(super) async fn standing(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    seen: SeenRecord,
    rev: i64,
    sent: &impl Serialize,
) -> Result<Record, ApiError> {
    if seen.record.rev == rev {
        return Ok(seen.record);
    }
    let current = RecordView::of(app, db, caller, seen).await?;
    Err(ApiError::stale(&current, sent))
}

#[derive(Serialize, ToSchema)]
pub(super) struct SavedView {
    rev: i64,
    saved_at: String,
    verdict: Verdict,
    problems: Vec<ProblemView>,
    /// Duties that the record would meet as it is typed.
    duties: Vec<MetView>,
}

/// Keep what was typed; nothing is filed by it.
#[utoipa::path(
    put, path = "/records/{id}/draft", tag = "records", request_body = RecordBody,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = SavedView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn save_draft(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(body): Given<RecordBody>,
) -> Result<Json<SavedView>, ApiError> {
    caller.must(Permission::KeepRecords)?;
    let mut db = app.store.write().await?;
    let record = mine(&app, &mut db, &caller, &id, rev, &body).await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let next = records::save_draft(&mut db, &record, rev, &body, app.clock.now()).await?;
    db.commit().await?;
    let problems = problems(record.kind, &body, &scheme, caller.scope.today());
    Ok(Json(SavedView {
        rev: next.rev,
        saved_at: next.saved_at.to_string(),
        verdict: verdict(record.kind, &body),
        problems: problems
            .into_iter()
            .map(|problem| ProblemView { at: problem.at, message: problem.message })
            .collect(),
        duties: met(&scheme, record.kind, &body, caller.scope.today()),
    }))
}

/// Drop what was typed since the last filing.
#[utoipa::path(
    delete, path = "/records/{id}/draft", tag = "records",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RecordView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn drop_draft(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
) -> Result<Json<RecordView>, ApiError> {
    caller.must(Permission::KeepRecords)?;
    let mut db = app.store.write().await?;
    let record = mine(&app, &mut db, &caller, &id, rev, &Sent { rev }).await?;
    records::drop_draft(&mut db, &record, rev, app.clock.now()).await?;
    let seen = again(&mut db, &caller, Reach::Keep, &id).await?;
    let view = RecordView::of(&app, &mut db, &caller, seen).await?;
    db.commit().await?;
    Ok(Json(view))
}

/// What a refused step was made from.
#[derive(Serialize)]
pub(super) struct Sent {
    pub(super) rev: i64,
}

/// File what was typed. Its facts count from this moment; the answer says what moved.
#[utoipa::path(
    post, path = "/records/{id}/file", tag = "records",
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DoneView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn file_record(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
) -> Result<Json<DoneView>, ApiError> {
    caller.must(Permission::KeepRecords)?;
    let mut db = app.store.write().await?;
    let record = mine(&app, &mut db, &caller, &id, rev, &Sent { rev }).await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let before = since(&mut db, &record).await?;
    let next = records::file(&mut db, &scheme, &record, rev, &caller.actor(app.clock.now())).await?;
    done(&app, db, &caller, Reach::Keep, next, before, "提交").await
}

#[derive(Deserialize, ToSchema)]
#[schema(as = RecordReason)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    #[serde(default)]
    pub(super) reason: String,
}

/// Take a record back. What was filed stays in its history and counts no more.
#[utoipa::path(
    post, path = "/records/{id}/withdraw", tag = "records", request_body = Reason,
    params(("id" = String, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = DoneView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn withdraw_record(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(asked): Given<Reason>,
) -> Result<Json<DoneView>, ApiError> {
    caller.must(Permission::KeepRecords)?;
    let mut db = app.store.write().await?;
    let record = mine(&app, &mut db, &caller, &id, rev, &Sent { rev }).await?;
    let before = since(&mut db, &record).await?;
    let next = records::withdraw(&mut db, &record, rev, &asked.reason, &caller.actor(app.clock.now())).await?;
    done(&app, db, &caller, Reach::Keep, next, before, "撤回").await
}

/// Assesses the branch again, makes the step last together with its results, and answers both.
pub(super) async fn done(
    app: &AppState,
    mut db: Db,
    caller: &Caller,
    reach: Reach,
    next: Record,
    before: Option<jiff::civil::Date>,
    what: &str,
) -> Result<Json<DoneView>, ApiError> {
    let after = since(&mut db, &next).await?;
    let seen = again(&mut db, caller, reach, &next.id).await?;
    let record = RecordView::of(app, &mut db, caller, seen).await?;
    let assessed = match [before, after].into_iter().flatten().min() {
        Some(since) => {
            let reason = format!("{what}“{}”", next.title);
            assess::branch_in(app, &mut db, &next.branch_id, since, &reason).await.map_err(unassessed)?
        }
        None => Vec::new(),
    };
    db.commit().await?;
    Ok(Json(DoneView { record, assessed }))
}

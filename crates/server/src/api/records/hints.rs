//! Hints at a record under review. They stand beside the record, never in its score.

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::{Changed, Db, HintCheck, LikePicture, Reach, Round, SeenRecord, StoreError};
use utoipa::ToSchema;

use super::{CREATED, keep::again};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, Keyed},
        permissions::Permission,
    },
    ops::hints::{self, TextHint},
};

#[derive(Serialize, ToSchema)]
pub(super) struct HintsView {
    /// Most in common first.
    texts: Vec<TextHintView>,
    pictures: Vec<PictureHintView>,
    /// Documents that are younger than the meeting that studied them.
    later: Vec<LaterView>,
    /// Whether words were left out because many branches use them.
    common: bool,
    /// What a reviewer said about them, at this filing.
    checked: Option<HintCheckView>,
}

/// A record whose text is like this one's.
#[derive(Serialize, ToSchema)]
#[schema(as = TextHint)]
struct TextHintView {
    #[serde(flatten)]
    other: OtherView,
    /// Of the same branch.
    own: bool,
    /// Per cent of this record's text: `82`.
    share: String,
    /// Characters in common.
    characters: String,
    passages: Vec<PassageView>,
}

/// Another record; without name and address where it is not the caller's to read.
#[derive(Serialize, ToSchema)]
#[schema(as = HintedRecord)]
struct OtherView {
    record_id: Option<String>,
    title: Option<String>,
    on: Option<String>,
    branch_name: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = HintPassage)]
struct PassageView {
    /// The field of this record: `agenda.2.summary`.
    at: String,
    ours: String,
    /// The other record's words; absent where they are not the caller's to read.
    theirs: Option<String>,
}

/// A picture like one of this record.
#[derive(Serialize, ToSchema)]
#[schema(as = PictureHint)]
struct PictureHintView {
    #[serde(flatten)]
    other: OtherView,
    file_id: String,
    file_name: String,
    /// The other picture, where the caller may open it.
    other_file_id: Option<String>,
    /// Bits of the fingerprint that differ, of 64.
    apart: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = LaterHint)]
struct LaterView {
    at: String,
    text: String,
    message: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = HintCheck)]
struct HintCheckView {
    by: String,
    at: String,
    note: Option<String>,
}

impl OtherView {
    fn of(seen: bool, id: &str, title: &str, on: Option<jiff::civil::Date>, branch_name: &str) -> OtherView {
        let told = |text: &str| seen.then(|| text.to_owned());
        OtherView {
            record_id: told(id),
            title: told(title),
            on: on.filter(|_| seen).map(|day| day.to_string()),
            branch_name: told(branch_name),
        }
    }
}

impl From<TextHint> for TextHintView {
    fn from(hint: TextHint) -> TextHintView {
        let TextHint { record, own, overlap } = hint;
        let passage = |shared: ledger::likeness::Shared| PassageView {
            at: shared.at,
            ours: shared.ours,
            theirs: record.seen.then_some(shared.theirs),
        };
        TextHintView {
            passages: overlap.shared.into_iter().map(passage).collect(),
            other: OtherView::of(record.seen, &record.id, &record.title, record.on, &record.branch_name),
            own,
            share: overlap.share.to_string(),
            characters: overlap.characters.to_string(),
        }
    }
}

impl From<LikePicture> for PictureHintView {
    fn from(like: LikePicture) -> PictureHintView {
        PictureHintView {
            other: OtherView::of(like.seen, &like.record_id, &like.record_title, like.on, &like.branch_name),
            file_id: like.file_id,
            file_name: like.file_name,
            other_file_id: like.seen.then_some(like.other_id),
            apart: like.apart.to_string(),
        }
    }
}

impl From<HintCheck> for HintCheckView {
    fn from(check: HintCheck) -> HintCheckView {
        HintCheckView { by: check.name, at: check.at.to_string(), note: check.note }
    }
}

/// The last filing of a record that the caller reviews.
async fn filing(db: &mut Db, caller: &Caller, id: &str) -> Result<(SeenRecord, Option<Round>), ApiError> {
    let seen = again(db, caller, Reach::Review, id).await?;
    let rounds = db.records().rounds(id).await?;
    Ok((seen, rounds.into_iter().rev().find(|round| round.body.is_some())))
}

/// Like texts of the last months, like pictures and impossible dates: hints for the reviewer, never points.
#[utoipa::path(
    get, path = "/records/{id}/hints", tag = "records", params(("id" = String, Path)),
    responses((status = 200, body = HintsView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn show_hints(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<HintsView>, ApiError> {
    caller.must(Permission::ReviewRecords)?;
    let mut db = app.store.read().await?;
    let (seen, filed) = filing(&mut db, &caller, &id).await?;
    let body = filed.as_ref().and_then(|round| round.body.as_ref());
    let found = match body {
        Some(body) => hints::hints(&mut db, &caller.scope, &seen, body).await?,
        None => hints::Hints::default(),
    };
    let checked = match &filed {
        Some(round) => db.hints().check_of(&id, round.n).await?,
        None => None,
    };
    let later = |later: ledger::likeness::Later| LaterView { at: later.at, text: later.text, message: later.message };
    Ok(Json(HintsView {
        texts: found.texts.into_iter().map(TextHintView::from).collect(),
        pictures: found.pictures.into_iter().map(PictureHintView::from).collect(),
        later: found.later.into_iter().map(later).collect(),
        common: found.common,
        checked: checked.map(HintCheckView::from),
    }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewHintCheck {
    /// What was found; may be left out.
    note: Option<String>,
}

/// Characters of a note.
const LONGEST: usize = 200;

/// Note that the hints at the last filing were looked into. It is kept with the record and changes no score.
#[utoipa::path(
    post, path = "/records/{id}/hints/check", tag = "records", request_body = NewHintCheck,
    params(("id" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = HintCheckView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn check_hints(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Keyed<NewHintCheck>,
) -> Result<Response, ApiError> {
    caller.must(Permission::ReviewRecords)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let (seen, filed) = filing(&mut db, &caller, &id).await?;
    let Some(round) = filed else {
        return Err(ApiError::saying(ErrorCode::Conflict, "记录还没有提交过，没有需要核实的提示。"));
    };
    if seen.record.filed_by.as_deref() == Some(&caller.user.account) {
        return Err(ApiError::saying(ErrorCode::Forbidden, "不能核实自己提交的记录；请由其他审核人办理。"));
    }
    let note = asked.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty());
    if note.as_ref().is_some_and(|note| note.chars().count() > LONGEST) {
        return Err(ApiError::saying(ErrorCode::Invalid, format!("核实说明超过{LONGEST}字，请精简。")));
    }
    let who = caller.actor(app.clock.now());
    let check = HintCheck { account: who.account.clone(), name: who.name.clone(), at: who.at, note };
    db.hints().check(&id, round.n, &check).await.map_err(|error| match error {
        StoreError::Conflict(_) => ApiError::saying(ErrorCode::Conflict, "本次提交的提示已有人核实；请刷新后查看。"),
        other => other.into(),
    })?;
    let row = Changed::new("hint_checks", format!("{id}/{}", round.n));
    db.note(&who, "hint.checked", Some(&seen.record.branch_id), &[row]).await?;
    once.finish(db, CREATED, &HintCheckView::from(check)).await
}

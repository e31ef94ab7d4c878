//! A new candidate, corrections, and the end of a way.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use ledger::{Step, Taken};
use serde::{Deserialize, Serialize};
use store::{Candidate, Changed, DevelopmentStep, MemberReach, Sex};
use utoipa::ToSchema;

use super::{view, views::CandidateView};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        members::{bad, day, said},
        once::{Begun, IfMatch, Keyed},
        permissions::Permission,
        shared::counted,
    },
    ids,
};

/// Somebody handed in an application.
#[utoipa::path(
    post, path = "/candidates", tag = "development", request_body = NewCandidate,
    responses((status = 201, body = CandidateView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_candidate(
    State(app): State<AppState>,
    caller: Caller,
    asked: Keyed<NewCandidate>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    if !db.members().reaches(&caller.scope, MemberReach::Keep, &asked.branch_id).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let on = day("on", &asked.on)?;
    if on > app.clock.today() {
        return Err(bad("on", "不应晚于今天"));
    }
    let blank = Candidate {
        id: format!("k{}", ids::short()),
        branch_id: asked.branch_id.clone(),
        name: String::new(),
        sex: None,
        born: None,
        education: None,
        job: None,
        member_id: None,
        closed: None,
        closed_by: None,
        rev: 1,
    };
    let candidate = asked.about.put_on(blank, on)?;
    let step = DevelopmentStep {
        id: format!("d{}", ids::short()),
        candidate_id: candidate.id.clone(),
        taken: Taken { step: Step::Application, on, tenths: None, ballot: None, until: None },
        note: None,
        exception: None,
        entered_by: caller.user.account.clone(),
    };
    db.members().add_candidates(std::slice::from_ref(&candidate)).await?;
    db.members().add_development_steps(std::slice::from_ref(&step)).await?;
    let rows = [Changed::new("candidates", &candidate.id), Changed::new("development_steps", &step.id)];
    db.note(&caller.actor(app.clock.now()), "candidate.added", Some(&candidate.branch_id), &rows).await?;
    let shown = view(&app, &mut db, &caller, &candidate.id).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// Corrects what a candidate is.
#[utoipa::path(
    put, path = "/candidates/{id}", tag = "development",
    params(("id" = String, Path), ("If-Match" = String, Header)), request_body = CandidateAbout,
    responses((status = 200, body = CandidateView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn edit_candidate(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(about): Given<CandidateAbout>,
) -> Result<Json<CandidateView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = db.members().candidate(&caller.scope, MemberReach::Keep, &id).await?.ok_or(ErrorCode::NotFound)?;
    if seen.candidate.rev != rev {
        let current = view(&app, &mut db, &caller, &id).await?;
        return Err(ApiError::stale(&current, &about));
    }
    let candidate = about.put_on(seen.candidate, app.clock.today())?;
    if !db.members().update_candidate(&candidate).await? {
        return Err(ErrorCode::Stale.into());
    }
    let rows = [Changed::new("candidates", &id)];
    db.note(&caller.actor(app.clock.now()), "candidate.corrected", Some(&candidate.branch_id), &rows).await?;
    let shown = view(&app, &mut db, &caller, &id).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// Ends a way before membership: the application withdrawn, or the branch's decision.
#[utoipa::path(
    post, path = "/candidates/{id}/close", tag = "development", params(("id" = String, Path)),
    request_body = CandidateEnd,
    responses((status = 200, body = CandidateView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn close_candidate(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Given(asked): Given<CandidateEnd>,
) -> Result<Json<CandidateView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = db.members().candidate(&caller.scope, MemberReach::Keep, &id).await?.ok_or(ErrorCode::NotFound)?;
    let mut candidate = seen.candidate;
    if candidate.closed.is_some() || candidate.member_id.is_some() {
        let message = "已经终止，或已接收为预备党员；预备党员的身份变动请在党员名册办理。";
        return Err(ApiError::saying(ErrorCode::Conflict, message));
    }
    let on = day("on", &asked.on)?;
    if on > app.clock.today() {
        return Err(bad("on", "不应晚于今天"));
    }
    candidate.closed = Some(on);
    candidate.closed_by = Some(said("reason", &asked.reason, "原因")?);
    if !db.members().update_candidate(&candidate).await? {
        return Err(ErrorCode::Stale.into());
    }
    let rows = [Changed::new("candidates", &id)];
    db.note(&caller.actor(app.clock.now()), "candidate.closed", Some(&candidate.branch_id), &rows).await?;
    counted(&app, &mut db, &caller, &candidate.branch_id, on).await?;
    let shown = view(&app, &mut db, &caller, &id).await?;
    db.commit().await?;
    Ok(Json(shown))
}

impl CandidateAbout {
    /// Texts that are empty mean “not known”; `last` is the latest possible birthday.
    fn put_on(&self, candidate: Candidate, last: Date) -> Result<Candidate, ApiError> {
        let text = |text: &str| Some(text.trim().chars().take(40).collect::<String>()).filter(|text| !text.is_empty());
        let born = text(&self.born_on).map(|text| day("born_on", &text)).transpose()?;
        // 党章 art. 1: eighteen years of age.
        if born.is_some_and(|born| born.saturating_add(jiff::ToSpan::years(18)) > last) {
            return Err(bad("born_on", "申请入党应年满十八岁，请核对出生日期"));
        }
        Ok(Candidate {
            name: said("name", &self.name, "姓名")?,
            sex: text(&self.sex).and_then(|word| Sex::parse(&word)),
            born,
            education: text(&self.education),
            job: text(&self.job),
            ..candidate
        })
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCandidate {
    branch_id: String,
    /// The day of the application.
    on: String,
    #[serde(flatten)]
    about: CandidateAbout,
}

/// Empty texts mean “not known”.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CandidateAbout {
    name: String,
    /// `male` or `female`.
    #[serde(default)]
    sex: String,
    #[serde(default)]
    born_on: String,
    #[serde(default)]
    education: String,
    #[serde(default)]
    job: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CandidateEnd {
    on: String,
    reason: String,
}

//! Steps on the way into the party.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use ledger::{Ballot, Finding, Rule, Step, Taken, findings};
use rating::number::Number;
use serde::Deserialize;
use store::{Changed, DevelopmentStep, MemberReach};
use utoipa::ToSchema;

use super::{view, views::CandidateView};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        members::{bad, day},
        once::{Begun, Keyed},
        permissions::Permission,
        shared::counted,
    },
    ids,
    ops::development::{admit, confirm, limits, path},
};

/// Takes a step. What the rules exclude is refused; where a norm is not kept, the reason is asked for. The superior's
/// approval takes the candidate into the roster, that of the confirmation gives full rights.
#[utoipa::path(
    post, path = "/candidates/{id}/steps", tag = "development", params(("id" = String, Path)), request_body = NewStep,
    responses((status = 201, body = CandidateView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn take_step(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Keyed<NewStep>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let mut seen = db.members().candidate(&caller.scope, MemberReach::Keep, &id).await?.ok_or(ErrorCode::NotFound)?;
    if seen.candidate.closed.is_some() {
        return Err(ApiError::saying(ErrorCode::Conflict, "发展过程已经结束，不能再登记；请刷新后核对。"));
    }
    let new = asked.taken()?;
    if new.step.is_superiors() {
        caller.must(Permission::DecideOnMembers)?;
        let superior = db.members().candidate(&caller.scope, MemberReach::Decide, &id).await?;
        if superior.is_none() {
            let message = "这一步由上级党委办理，本支部不能自行登记。";
            return Err(ApiError::saying(ErrorCode::Forbidden, message));
        }
        if seen.steps.last().is_some_and(|step| step.entered_by == caller.user.account) {
            let message = "不能审批本人登记的事项；请由上级党委的其他经办人办理。";
            return Err(ApiError::saying(ErrorCode::Forbidden, message));
        }
    }
    let today = app.clock.today();
    if new.on > today {
        return Err(bad("on", "不应晚于今天"));
    }
    let limits = limits(&mut db, new.on).await?;
    let found = findings(&path(&seen.steps), &new, &limits);
    let told = |finding: &Finding| format!("{}（{}）", finding.text, finding.clause);
    if let Some(hard) = found.iter().find(|finding| finding.rule == Rule::Hard) {
        return Err(bad(place(&new), &told(hard)));
    }
    let reason = Some(asked.exception.trim().chars().take(200).collect::<String>()).filter(|text| !text.is_empty());
    if let Some(norm) = found.first().filter(|_| reason.is_none()) {
        return Err(bad("exception", &told(norm)));
    }
    let step = DevelopmentStep {
        id: format!("d{}", ids::short()),
        candidate_id: id.clone(),
        taken: new,
        note: Some(asked.note.trim().chars().take(200).collect::<String>()).filter(|text| !text.is_empty()),
        exception: reason.filter(|_| !found.is_empty()),
        entered_by: caller.user.account.clone(),
    };
    db.members().add_development_steps(std::slice::from_ref(&step)).await?;
    let mut rows = vec![Changed::new("development_steps", &step.id), Changed::new("candidates", &id)];
    match new.step {
        Step::Approval => rows.extend(admit(&mut db, &mut seen).await?),
        Step::ConfirmationApproval => {
            let done = confirm(&mut db, &caller.scope, &mut seen, new.on).await?;
            rows.extend(done.map_err(|why| ApiError::saying(ErrorCode::Conflict, why))?);
        }
        _ => {}
    }
    if !db.members().update_candidate(&seen.candidate).await? {
        return Err(ErrorCode::Stale.into());
    }
    let branch = &seen.candidate.branch_id;
    db.note(&caller.actor(app.clock.now()), "development.step", Some(branch), &rows).await?;
    counted(&app, &mut db, &caller, branch, step.taken.on).await?;
    let shown = view(&app, &mut db, &caller, &id).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// Takes the last step back, until the roster rests on it.
#[utoipa::path(
    post, path = "/candidates/{id}/steps/undo", tag = "development", params(("id" = String, Path)),
    responses((status = 200, body = CandidateView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn undo_step(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<CandidateView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let seen = db.members().candidate(&caller.scope, MemberReach::Keep, &id).await?.ok_or(ErrorCode::NotFound)?;
    let shown = view(&app, &mut db, &caller, &id).await?;
    let last = seen.steps.last().filter(|_| shown.may_undo());
    let last = last.ok_or_else(|| {
        ApiError::saying(ErrorCode::Conflict, "最后一步已经生效或由上级登记，不能撤回；如有错误请联系上级党委。")
    })?;
    db.members().remove_development_step(&last.id).await?;
    if !db.members().update_candidate(&seen.candidate).await? {
        return Err(ErrorCode::Stale.into());
    }
    let rows = [Changed::new("development_steps", &last.id), Changed::new("candidates", &id)];
    db.note(&caller.actor(app.clock.now()), "development.undone", Some(&seen.candidate.branch_id), &rows).await?;
    counted(&app, &mut db, &caller, &seen.candidate.branch_id, last.taken.on).await?;
    let shown = view(&app, &mut db, &caller, &id).await?;
    db.commit().await?;
    Ok(Json(shown))
}

/// The field that a refusal stands beside.
fn place(new: &Taken) -> &'static str {
    match new.step {
        Step::Training if new.tenths.is_none() => "hours",
        Step::Extension => "until_on",
        Step::Admission | Step::Confirmation => "in_favour",
        _ => "on",
    }
}

impl NewStep {
    fn taken(&self) -> Result<Taken, ApiError> {
        let step = Step::parse(&self.step).ok_or_else(|| bad("step", "步骤不在所列之中，请重新选择"))?;
        let hours = match self.hours.trim() {
            "" => None,
            text => {
                let hours: Option<Number> = text.parse().ok();
                let tenths = hours.and_then(|hours| {
                    (1..=5000).find(|tenths| Number::new(i128::from(*tenths), 10) == hours).map(i64::from)
                });
                Some(tenths.ok_or_else(|| bad("hours", "学时应在0.1至500之间，最多一位小数"))?)
            }
        };
        let until = match self.until_on.trim() {
            "" => None,
            text => Some(day("until_on", text)?),
        };
        let ballot = self.ballot.as_ref().filter(|_| step.is_voted()).map(|ballot| Ballot {
            entitled: ballot.entitled,
            present: ballot.present,
            in_favour: ballot.in_favour,
            written: ballot.written,
        });
        Ok(Taken {
            step,
            on: day("on", &self.on)?,
            tenths: hours.filter(|_| step == Step::Training),
            ballot,
            until: until.filter(|_| step == Step::Extension),
        })
    }
}

#[derive(Deserialize, ToSchema)]
#[schema(as = NewDevelopmentStep)]
#[serde(deny_unknown_fields)]
pub(super) struct NewStep {
    /// Word of a step.
    step: String,
    on: String,
    /// Of a training: `"24"`, `"28.5"`.
    #[serde(default)]
    hours: String,
    /// Of a members' meeting.
    #[serde(default)]
    ballot: Option<BallotAsked>,
    /// Of an extension: the new last day of the probation.
    #[serde(default)]
    until_on: String,
    #[serde(default)]
    note: String,
    /// Why a norm was not kept.
    #[serde(default)]
    exception: String,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = DevelopmentBallot)]
#[serde(deny_unknown_fields)]
pub(super) struct BallotAsked {
    entitled: u32,
    present: u32,
    in_favour: u32,
    /// In favour, in writing, handed in before the meeting.
    written: u32,
}

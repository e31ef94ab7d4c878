//! How candidates are answered.

use jiff::civil::Date;
use ledger::{Next, Step};
use serde::Serialize;
use store::{DevelopmentStep, SeenCandidate, Stage};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct CandidateRow {
    id: String,
    name: String,
    branch_id: String,
    branch_name: String,
    job: Option<String>,
    stage: &'static str,
    stage_name: &'static str,
    /// The last step that was taken.
    last_name: Option<&'static str>,
    last_on: Option<String>,
    /// What the rules ask for next; none where the way has ended.
    next: Option<NextView>,
    closed_on: Option<String>,
    closed_by: Option<String>,
    member_id: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = NextStepView)]
struct NextView {
    step: Step,
    name: &'static str,
    earliest: Option<String>,
    latest: Option<String>,
    overdue: bool,
    clause: &'static str,
    /// For the superior committee to take.
    superiors: bool,
    voted: bool,
    /// Whether this caller may take it today or later.
    may_take: bool,
}

pub(super) struct Rights {
    pub(super) may_keep: bool,
    pub(super) may_decide: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct CandidateView {
    #[serde(flatten)]
    row: CandidateRow,
    sex: Option<&'static str>,
    born_on: Option<String>,
    education: Option<String>,
    /// For `If-Match`.
    rev: i64,
    may_keep: bool,
    /// Whether the last step can be taken back: until it has changed the roster.
    may_undo: bool,
    /// Oldest first.
    steps: Vec<StepView>,
    /// All that may follow, in order.
    open: Vec<NextView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DevelopmentStepView)]
struct StepView {
    step: Step,
    name: &'static str,
    on: String,
    hours: Option<String>,
    /// 应到20，实到18，赞成17，书面意见1.
    vote: Option<String>,
    until_on: Option<String>,
    note: Option<String>,
    exception: Option<String>,
}

impl CandidateRow {
    pub(super) fn of(seen: SeenCandidate, next: Vec<Next>, today: Date) -> CandidateRow {
        let rights = Rights { may_keep: false, may_decide: false };
        let stage = Stage::of(&seen.steps);
        let last = seen.steps.last();
        let ended = seen.candidate.closed.is_some();
        CandidateRow {
            stage: stage.word(),
            stage_name: stage.title(),
            last_name: last.map(|step| step.taken.step.title()),
            last_on: last.map(|step| step.taken.on.to_string()),
            next: main_of(next).filter(|_| !ended).map(|next| next_view(next, &rights, today)),
            id: seen.candidate.id,
            name: seen.candidate.name,
            branch_id: seen.candidate.branch_id,
            branch_name: seen.branch_name,
            job: seen.candidate.job,
            closed_on: seen.candidate.closed.map(|day| day.to_string()),
            closed_by: seen.candidate.closed_by,
            member_id: seen.candidate.member_id,
        }
    }
}

/// The one that has a last day first; else the last in order, except what is only exceptionally done.
fn main_of(next: Vec<Next>) -> Option<Next> {
    let ordinary: Vec<Next> = next.into_iter().filter(|next| next.step != Step::Extension).collect();
    let urgent = ordinary.iter().filter(|next| next.latest.is_some()).min_by_key(|next| next.latest).cloned();
    urgent.or_else(|| ordinary.into_iter().next())
}

fn next_view(next: Next, rights: &Rights, today: Date) -> NextView {
    NextView {
        name: next.step.title(),
        earliest: next.earliest.map(|day| day.to_string()),
        latest: next.latest.map(|day| day.to_string()),
        overdue: next.latest.is_some_and(|day| day < today),
        clause: next.clause,
        superiors: next.step.is_superiors(),
        voted: next.step.is_voted(),
        may_take: if next.step.is_superiors() { rights.may_decide } else { rights.may_keep },
        step: next.step,
    }
}

fn step_view(step: &DevelopmentStep) -> StepView {
    let vote = step.taken.ballot.map(|ballot| {
        let (present, written) = (ballot.present, ballot.written);
        format!("应到{}，实到{present}，赞成{}，书面意见{written}", ballot.entitled, ballot.in_favour)
    });
    StepView {
        step: step.taken.step,
        name: step.taken.step.title(),
        on: step.taken.on.to_string(),
        hours: step.taken.tenths.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)),
        vote,
        until_on: step.taken.until.map(|day| day.to_string()),
        note: step.note.clone(),
        exception: step.exception.clone(),
    }
}

impl CandidateView {
    pub(super) fn may_undo(&self) -> bool {
        self.may_undo
    }

    pub(super) fn of(seen: SeenCandidate, next: Vec<Next>, rights: Rights, today: Date) -> CandidateView {
        let ended = seen.candidate.closed.is_some();
        let shown = next.iter().filter(|_| !ended).map(|each| next_view(each.clone(), &rights, today));
        let last = seen.steps.last().map(|step| step.taken.step);
        CandidateView {
            sex: seen.candidate.sex.map(store::Sex::word),
            born_on: seen.candidate.born.map(|day| day.to_string()),
            education: seen.candidate.education.clone(),
            rev: seen.candidate.rev,
            may_undo: rights.may_keep && !ended && last.is_some_and(|step| may_undo(step, &rights)),
            steps: seen.steps.iter().map(step_view).collect(),
            open: shown.collect(),
            may_keep: rights.may_keep && !ended,
            row: CandidateRow::of(seen, next, today),
        }
    }
}

fn may_undo(step: Step, rights: &Rights) -> bool {
    match step {
        // The roster rests on them, or nothing would be left.
        Step::Application | Step::Approval | Step::ConfirmationApproval => false,
        Step::Preview => rights.may_decide,
        _ => true,
    }
}

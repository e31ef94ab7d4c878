//! Records as answers show them.

use ledger::{Change, Kind, RecordBody, Verdict, changes, verdict};
use rating::scheme::Scheme;
use serde::Serialize;
use store::{Db, EnteredFact, RecordState as State, Role, Round, RoundAct as Step, SeenRecord};
use utoipa::ToSchema;

use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        error::ProblemView,
        shared::{FactRef, scheme_in_force},
        words,
    },
    ops::{assess::Assessed, records::problems},
};

/// What a caller may do with a record now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RecordAct)]
pub(super) enum Act {
    Edit,
    File,
    Return,
    Accept,
    Withdraw,
    Copy,
}

#[derive(Serialize, ToSchema)]
pub(super) struct RecordRow {
    id: String,
    branch_id: String,
    branch_name: String,
    unit_id: String,
    unit_name: String,
    kind: Kind,
    kind_name: &'static str,
    title: String,
    /// `2026-09-10`; a draft may have none yet.
    on: Option<String>,
    /// The year of the notice that it belongs to.
    counts_for: Option<String>,
    state: words::RecordState,
    state_name: &'static str,
    /// Came after the deadline; the first arrival counts.
    late: bool,
    filed_at: Option<String>,
    /// Filings, returns and acceptances so far.
    round: i64,
    entered_by: String,
    entitled: Option<String>,
    present: Option<String>,
    also: Vec<Kind>,
    rev: i64,
    /// Something was typed since the last filing; only its own branch is told.
    has_draft: bool,
    saved_at: String,
    /// Of the last return or withdrawal.
    reason: Option<String>,
    can: Vec<Act>,
}

impl RecordRow {
    pub(super) fn of(seen: SeenRecord, caller: &Caller) -> RecordRow {
        let can = may(&seen, caller);
        let keeps = keeps(caller, &seen.record.branch_id);
        let SeenRecord { record, branch_name, unit_id, unit_name } = seen;
        RecordRow {
            id: record.id,
            branch_id: record.branch_id,
            branch_name,
            unit_id,
            unit_name,
            kind: record.kind,
            kind_name: record.kind.title(),
            title: record.title,
            on: record.on.map(|day| day.to_string()),
            counts_for: record.counts_for,
            state: record.state.into(),
            state_name: record.state.title(),
            late: record.late,
            filed_at: record.filed_at.map(|at| at.to_string()),
            round: record.n_rounds,
            entered_by: record.entered_by,
            entitled: record.entitled.map(|n| n.to_string()),
            present: record.present.map(|n| n.to_string()),
            also: record.also,
            rev: record.rev,
            has_draft: keeps && record.has_draft,
            saved_at: record.saved_at.to_string(),
            reason: record.reason,
            can,
        }
    }
}

/// Whether the caller keeps the ledger of this branch.
pub(super) fn keeps(caller: &Caller, branch_id: &str) -> bool {
    caller.roles.iter().any(|held| held.role == Role::Branch && held.org_id == branch_id)
}

fn reviews(caller: &Caller, unit_id: &str) -> bool {
    let above = |role: Role, at_company: bool, org: &str| match role {
        Role::Organisation | Role::Unit => at_company || org == unit_id,
        _ => false,
    };
    caller.roles.iter().any(|held| above(held.role, held.at_company, &held.org_id))
}

fn may(seen: &SeenRecord, caller: &Caller) -> Vec<Act> {
    let record = &seen.record;
    let mut can = Vec::new();
    if keeps(caller, &record.branch_id) {
        if matches!(record.state, State::Draft | State::Filed | State::Returned) {
            can.push(Act::Edit);
            if record.has_draft {
                can.push(Act::File);
            }
            can.push(Act::Withdraw);
        }
        can.push(Act::Copy);
    }
    if reviews(caller, &seen.unit_id) && record.filed_by.as_deref() != Some(&caller.user.account) {
        match record.state {
            State::Filed => can.extend([Act::Return, Act::Accept]),
            State::Accepted => can.push(Act::Return),
            _ => {}
        }
    }
    can
}

/// A record with its content, its history and the facts made from it.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordView {
    #[serde(flatten)]
    row: RecordRow,
    /// What counts: the last filing, or the draft of a record never filed.
    body: RecordBody,
    /// What was typed since the last filing; only for its own branch.
    draft: Option<RecordBody>,
    verdict: Verdict,
    /// What stands in the way of filing.
    problems: Vec<ProblemView>,
    facts: Vec<FactRef>,
    rounds: Vec<RoundView>,
}

#[derive(Serialize, ToSchema)]
struct RoundView {
    n: i64,
    at: String,
    by: String,
    act: words::RoundAct,
    act_name: &'static str,
    reason: Option<String>,
    /// Against the filing before; empty for the first and for what is no filing.
    changes: Vec<Change>,
}

impl RecordView {
    pub(super) async fn of(
        app: &AppState,
        db: &mut Db,
        caller: &Caller,
        seen: SeenRecord,
    ) -> Result<RecordView, ApiError> {
        let scheme = scheme_in_force(app, db, caller.scope.today()).await?;
        let rounds = db.records().rounds(&seen.record.id).await?;
        let facts = db.facts().of_record(&seen.record.id).await?;
        Ok(RecordView::made(seen, rounds, &facts, &scheme, caller))
    }

    pub(super) fn made(
        mut seen: SeenRecord,
        rounds: Vec<Round>,
        facts: &[EnteredFact],
        scheme: &Scheme,
        caller: &Caller,
    ) -> RecordView {
        let own = keeps(caller, &seen.record.branch_id);
        let draft = seen.record.draft.take();
        let filed = rounds.iter().rev().find_map(|round| round.body.clone());
        let draft = draft.filter(|_| own);
        let body = filed.or_else(|| draft.clone()).unwrap_or_default();
        let (kind, judged) = (seen.record.kind, draft.as_ref().unwrap_or(&body));
        let problems = if own { problems(kind, judged, scheme, caller.scope.today()) } else { Vec::new() };
        RecordView {
            verdict: verdict(kind, judged),
            problems: problems
                .into_iter()
                .map(|problem| ProblemView { at: problem.at, message: problem.message })
                .collect(),
            facts: facts.iter().map(|entered| FactRef::of(&entered.fact)).collect(),
            rounds: told(rounds),
            row: RecordRow::of(seen, caller),
            body,
            draft,
        }
    }
}

/// The history with what each filing changed.
fn told(rounds: Vec<Round>) -> Vec<RoundView> {
    let mut before: Option<RecordBody> = None;
    let mut views = Vec::with_capacity(rounds.len());
    for round in rounds {
        let changes = match (&before, &round.body) {
            (Some(before), Some(after)) if round.act == Step::Filed => changes(before, after),
            _ => Vec::new(),
        };
        views.push(RoundView {
            n: round.n,
            at: round.at.to_string(),
            by: round.name,
            act: round.act.into(),
            act_name: round.act.title(),
            reason: round.reason,
            changes,
        });
        before = round.body.or(before);
    }
    views
}

/// A record after it was changed, and what that did to the score.
#[derive(Serialize, ToSchema)]
pub(super) struct DoneView {
    pub(super) record: RecordView,
    pub(super) assessed: Vec<Assessed>,
}

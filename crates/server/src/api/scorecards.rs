//! `/periods/{period}/scorecards/{branch}`: what a branch earned, and why.

mod paper;

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use rating::{
    period::Period,
    points::Points,
    scheme::{Group, Item, Scheme},
    scorecard::{Line, Share, Step, VetoHit},
};
use serde::Serialize;
use store::{Db, KeptScorecard, Revision, TreeOrg};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        items::ItemHead,
        permissions::Permission,
        prints::{Pdf, printed},
        shared::{BranchView, FactRef, Facts, SchemeRef, code_name, facts_of, parse_period, scheme_of},
        words::{GateEffect, LineState, ResultState, StepKind},
    },
    ops::print::Paper,
    sentences,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_scorecard)).routes(routes!(print_scorecard))
}

/// A scorecard within the caller's reach, and what it is read with.
struct Seen {
    period: Period,
    org: TreeOrg,
    kept: KeptScorecard,
    scheme: Arc<Scheme>,
}

impl Seen {
    async fn find(
        app: &AppState,
        db: &mut Db,
        caller: &Caller,
        (period, branch): (String, String),
    ) -> Result<Seen, ApiError> {
        caller.must(Permission::ReadResults)?;
        let period = parse_period(&period)?;
        let org = db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
        let kept = db.scorecards().find(&caller.scope, period, &branch).await?.ok_or(ErrorCode::NotRated)?;
        let scheme = scheme_of(app, db, &kept.card.scheme, &kept.card.version).await?;
        Ok(Seen { period, org, kept, scheme })
    }
}

/// One scorecard, each point traced to its rule and its facts.
#[utoipa::path(
    get, path = "/periods/{period}/scorecards/{branch}", tag = "scorecards",
    params(("period" = String, Path), ("branch" = String, Path)),
    responses((status = 200, body = ScorecardView), (status = "4XX", body = ErrorBody)),
)]
async fn show_scorecard(
    State(app): State<AppState>,
    caller: Caller,
    Path(asked): Path<(String, String)>,
) -> Result<Json<ScorecardView>, ApiError> {
    let mut db = app.store.read().await?;
    let Seen { period, org, kept, scheme } = Seen::find(&app, &mut db, &caller, asked).await?;
    let revisions = db.scorecards().revisions(period, &org.id).await?;
    let card = &kept.card;
    let facts = Facts::of(&mut db, &org.id, facts_of(card)).await?;
    let lines: Option<Vec<LineView>> = card.lines.iter().map(|line| LineView::of(line, &scheme, &facts)).collect();
    let award = card.award.as_ref();
    let reason = |reason: &rating::scorecard::Reason| AwardReason {
        text: reason.sentence.clone(),
        effect: if reason.passed { GateEffect::Passed } else { GateEffect::Failed },
    };
    Ok(Json(ScorecardView {
        branch: BranchView::of(&org, &scheme, &card.category),
        period: period.to_string(),
        title: period.title(),
        scheme: SchemeRef::of(&scheme),
        revision: kept.revision,
        rated_at: kept.rated_at.to_string(),
        state: card.state.into(),
        state_note: card.state_note.clone(),
        lines: lines
            .ok_or_else(|| anyhow::anyhow!("scorecard of `{}` for {period} does not fit its scheme", org.id))?,
        summary: card.summary.iter().map(|step| StepView::of(step, None, &facts)).collect(),
        indices: card.indices.iter().map(|share| ShareView::of(share, &scheme.indices, None)).collect(),
        blocks: card
            .blocks
            .iter()
            .map(|share| ShareView::of(share, &scheme.blocks, scheme.category(&card.category)))
            .collect(),
        sections: card.sections.iter().map(|share| ShareView::of(share, &scheme.sections, None)).collect(),
        base_points: card.base.to_string(),
        possible: card.possible.to_string(),
        bonus: card.bonus.to_string(),
        deduction: card.deduction.to_string(),
        points: card.total.to_string(),
        rank: card.rank.map(i64::from),
        of: i64::from(card.of),
        stars: award.map(|award| i64::from(award.star)),
        star_name: award.map(|award| award.name.clone()),
        award: award.map(|award| award.reasons.iter().map(reason).collect()).unwrap_or_default(),
        labels: award.map(|award| award.labels.clone()).unwrap_or_default(),
        consequences: award.map(|award| award.consequences.clone()).unwrap_or_default(),
        vetoes: card.vetoes.iter().map(|hit| VetoView::of(hit, &scheme, &facts)).collect(),
        outputs: card.outputs.iter().map(OutputView::of).collect(),
        revisions: revisions.into_iter().map(RevisionView::from).collect(),
    }))
}

/// The scorecard as the paper form: one wide table on landscape A4, the same numbers as on screen.
#[utoipa::path(
    get, path = "/periods/{period}/scorecards/{branch}/print.pdf", tag = "scorecards",
    params(("period" = String, Path), ("branch" = String, Path)),
    responses(
        (status = 200, body = Pdf, content_type = "application/pdf"),
        (status = 503, body = ErrorBody, description = "fonts are missing"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn print_scorecard(
    State(app): State<AppState>,
    caller: Caller,
    Path(asked): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let mut db = app.store.read().await?;
    let seen = Seen::find(&app, &mut db, &caller, asked).await?;
    drop(db);
    let paper = paper::paper(&seen, caller.scope.today())
        .ok_or_else(|| anyhow::anyhow!("scorecard of `{}` for {} does not fit its scheme", seen.org.id, seen.period))?;
    printed(&format!("{}{}考核表", seen.org.name, seen.period.title()), Paper::Sheet(Box::new(paper))).await
}

/// What a veto does, in words.
fn veto_effect(scheme: &Scheme, code: &str) -> String {
    let veto = scheme.vetoes.iter().find(|veto| veto.code == code);
    veto.map(|veto| sentences::effects(scheme, veto)).unwrap_or_default()
}

#[derive(Serialize, ToSchema)]
struct ScorecardView {
    branch: BranchView,
    period: String,
    title: String,
    scheme: SchemeRef,
    revision: i64,
    rated_at: String,
    state: ResultState,
    state_note: String,
    lines: Vec<LineView>,
    /// How the total arises from the lines; adds up to `points`.
    summary: Vec<StepView>,
    indices: Vec<ShareView>,
    blocks: Vec<ShareView>,
    sections: Vec<ShareView>,
    base_points: String,
    possible: String,
    bonus: String,
    deduction: String,
    points: String,
    rank: Option<i64>,
    of: i64,
    stars: Option<i64>,
    star_name: Option<String>,
    /// Why this star.
    award: Vec<AwardReason>,
    labels: Vec<String>,
    consequences: Vec<String>,
    vetoes: Vec<VetoView>,
    outputs: Vec<OutputView>,
    revisions: Vec<RevisionView>,
}

#[derive(Serialize, ToSchema)]
struct LineView {
    item: String,
    name: String,
    #[serde(flatten)]
    head: ItemHead,
    full: String,
    points: String,
    /// The branch's own mark (自评分); never counted.
    self_points: Option<String>,
    state: LineState,
    waiting_for: Option<String>,
    steps: Vec<StepView>,
}

impl LineView {
    /// `None` for an item that the scheme does not know: a scorecard that it cannot have made.
    fn of(line: &Line, scheme: &Scheme, facts: &Facts) -> Option<LineView> {
        let item = scheme.item(&line.item)?;
        Some(LineView {
            item: line.item.clone(),
            name: item.name.clone(),
            head: ItemHead::of(item, scheme),
            full: line.full.to_string(),
            points: line.points.to_string(),
            self_points: line.self_points.map(|points| points.to_string()),
            state: line.state.into(),
            waiting_for: line.waiting_for.clone(),
            steps: line.steps.iter().map(|step| StepView::of(step, Some(item), facts)).collect(),
        })
    }
}

#[derive(Serialize, ToSchema)]
struct StepView {
    /// `"-1.00"`.
    points: String,
    kind: StepKind,
    sentence: String,
    /// 规则原文.
    rule: Option<String>,
    clause: Option<String>,
    facts: Vec<FactRef>,
    /// The part period that the step comes from.
    period: Option<String>,
}

impl StepView {
    fn of(step: &Step, item: Option<&Item>, facts: &Facts) -> StepView {
        let rule = step.rule.and_then(|rule| item.and_then(|item| item.rules.get(rule)));
        StepView {
            points: step.points.to_string(),
            kind: step.kind.into(),
            sentence: step.sentence.clone(),
            rule: rule.map(|rule| rule.text.clone()),
            clause: rule.map(|rule| rule.clause.clone()).filter(|clause| !clause.is_empty()),
            facts: facts.refs(&step.facts),
            period: step.period.map(|period| period.to_string()),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ShareView {
    code: String,
    name: String,
    earned: String,
    possible: String,
    value: String,
    /// Percent; blocks only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    weight: Option<String>,
}

impl ShareView {
    fn of(share: &Share, groups: &[Group], category: Option<usize>) -> ShareView {
        let group = groups.iter().find(|group| group.code == share.code);
        let weight =
            category.and_then(|category| group.and_then(|group| group.weights.get(category).copied().flatten()));
        ShareView {
            code: share.code.clone(),
            name: code_name(groups, &share.code),
            earned: share.earned.to_string(),
            possible: share.possible.to_string(),
            value: share.value.to_string(),
            weight: weight.map(|weight| weight.to_string()),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct AwardReason {
    text: String,
    effect: GateEffect,
}

#[derive(Serialize, ToSchema)]
pub(super) struct VetoView {
    text: String,
    effect: String,
    facts: Vec<FactRef>,
}

impl VetoView {
    pub(super) fn of(hit: &VetoHit, scheme: &Scheme, facts: &Facts) -> VetoView {
        VetoView { text: hit.sentence.clone(), effect: veto_effect(scheme, &hit.code), facts: facts.refs(&hit.facts) }
    }
}

#[derive(Serialize, ToSchema)]
struct OutputView {
    code: String,
    name: String,
    unit: String,
    value: Option<String>,
    sentence: String,
}

impl OutputView {
    fn of(output: &rating::scorecard::Output) -> OutputView {
        OutputView {
            code: output.code.clone(),
            name: output.name.clone(),
            unit: output.unit.clone(),
            value: output.value.map(|value| value.to_string()),
            sentence: output.sentence.clone(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct RevisionView {
    revision: i64,
    rated_at: String,
    points: String,
    reason: String,
}

impl From<Revision> for RevisionView {
    fn from(revision: Revision) -> RevisionView {
        let points: Points = revision.total;
        RevisionView {
            revision: revision.revision,
            rated_at: revision.rated_at.to_string(),
            points: points.to_string(),
            reason: revision.reason,
        }
    }
}

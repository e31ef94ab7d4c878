//! Strengths and gaps of a branch in words, for its picture and for the workbench.

use std::collections::HashMap;

use rating::{
    period::Period,
    points::Points,
    scheme::Scheme,
    scorecard::{Line, LineState, Scorecard, Step, StepKind},
};
use serde::Serialize;
use store::{Db, Scope, Sum};
use utoipa::ToSchema;

use crate::api::{
    ApiError,
    shared::{FactRef, Facts, item_name},
};
use crate::sentences::in_part;

/// A line where it was earned: the month of a quarter, or the period itself.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) period: Period,
    pub(super) line: &'a Line,
    /// Whether a longer period's line was joined from it.
    pub(super) is_part: bool,
}

impl Source<'_> {
    /// `8月：…`, or the sentence alone where the period is the one on the page.
    pub(super) fn say(&self, sentence: &str) -> String {
        if self.is_part { in_part(self.period, sentence) } else { sentence.to_owned() }
    }
}

/// A scorecard with the shorter periods' scorecards that its lines were joined from.
pub(super) struct Whole {
    pub(super) card: Scorecard,
    parts: Vec<Scorecard>,
}

impl Whole {
    pub(super) async fn of(db: &mut Db, scope: &Scope, card: Scorecard) -> Result<Whole, ApiError> {
        let steps = card.lines.iter().flat_map(|line| &line.steps).filter(|step| step.kind == StepKind::Part);
        let mut periods: Vec<Period> = steps.filter_map(|step| step.period).collect();
        periods.sort_unstable_by_key(|period| (period.last_day(), period.cycle()));
        periods.dedup();
        let parts = db.scorecards().of_branch_in(scope, &card.branch, &periods).await?;
        Ok(Whole { card, parts })
    }

    /// A period that is rated by itself.
    #[cfg(test)]
    pub(super) fn alone(card: Scorecard) -> Whole {
        Whole { card, parts: Vec::new() }
    }

    /// Its own card and its parts'.
    pub(super) fn cards(&self) -> impl Iterator<Item = &Scorecard> {
        std::iter::once(&self.card).chain(&self.parts)
    }

    /// Where a line's points were earned: its parts, or itself.
    pub(super) fn sources<'a>(&'a self, line: &'a Line) -> Vec<Source<'a>> {
        let part = |step: &Step| {
            let period = step.period.filter(|_| step.kind == StepKind::Part)?;
            let card = self.parts.iter().find(|card| card.period == period)?;
            let line = card.lines.iter().find(|part| part.item == line.item)?;
            Some(Source { period, line, is_part: true })
        };
        let parts: Vec<Source<'a>> = line.steps.iter().filter_map(part).collect();
        let itself = Source { period: self.card.period, line, is_part: false };
        if is_joined(line) { parts } else { vec![itself] }
    }

    /// The largest losses first. Where a line was joined, the part that lost most explains it.
    pub(super) fn gaps<'a>(&'a self, scheme: &Scheme) -> Vec<Gap<'a>> {
        let gap = |line: &'a Line| {
            let sources = self.sources(line).into_iter().filter(|source| lost(source.line, scheme) > Points::ZERO);
            let worst = sources.max_by_key(|source| {
                (lost(source.line, scheme), std::cmp::Reverse((source.period.last_day(), source.period.cycle())))
            });
            Gap {
                line,
                lost: lost(line, scheme),
                reason: worst.and_then(|worst| Some((worst, costliest(worst.line)?))),
            }
        };
        let mut gaps: Vec<Gap<'a>> = self.card.lines.iter().map(gap).collect();
        gaps.retain(|gap| gap.lost > Points::ZERO);
        gaps.sort_by(|a, b| b.lost.cmp(&a.lost).then_with(|| a.line.item.cmp(&b.line.item)));
        gaps.truncate(6);
        gaps
    }
}

/// A line that lost points, and why.
pub(super) struct Gap<'a> {
    line: &'a Line,
    lost: Points,
    /// The step that took most; `None` if no part lost anything by itself.
    reason: Option<(Source<'a>, &'a Step)>,
}

impl<'a> Gap<'a> {
    /// The facts behind the loss.
    pub(super) fn facts(&self) -> impl Iterator<Item = &'a String> {
        self.reason.iter().flat_map(|(_, step)| &step.facts)
    }

    pub(super) fn view(&self, scheme: &Scheme, facts: &Facts) -> GapView {
        GapView {
            item_code: self.line.item.clone(),
            item_name: item_name(scheme, &self.line.item),
            text: match &self.reason {
                Some((source, step)) => source.say(&step.sentence),
                None => format!("部分时段没有结果，合成后比满分少{}分", self.lost.short()),
            },
            points_lost: self.lost.to_string(),
            facts: self.reason.map(|(_, step)| facts.refs(&step.facts)).unwrap_or_default(),
        }
    }
}

fn is_joined(line: &Line) -> bool {
    line.steps.iter().any(|step| step.kind == StepKind::Part)
}

/// What a decided line cost: points missing to the full marks, or taken away.
pub(super) fn lost(line: &Line, scheme: &Scheme) -> Points {
    if line.state != LineState::Final {
        return Points::ZERO;
    }
    let is_base = scheme.item(&line.item).is_some_and(|item| item.kind.is_base());
    if is_base { line.full - line.points } else { (-line.points).max(Points::ZERO) }
}

/// The step that took most, or the rule that gave least.
pub(super) fn costliest(line: &Line) -> Option<&Step> {
    let taken = line.steps.iter().filter(|step| step.points < Points::ZERO);
    let reasons = taken.clone().filter(|step| matches!(step.kind, StepKind::Rule | StepKind::Zero));
    let given = line.steps.iter().filter(|step| step.kind == StepKind::Rule);
    let least = |step: &&Step| step.points;
    reasons.min_by_key(least).or_else(|| given.min_by_key(least)).or_else(|| taken.min_by_key(least))
}

/// Items at or near full marks on which the branch stands above its category's mean.
pub(super) fn strengths(card: &Scorecard, scheme: &Scheme, others: &HashMap<String, Sum>) -> Vec<StrengthView> {
    let mut found: Vec<(i64, StrengthView)> = Vec::new();
    for line in card.lines.iter().filter(|line| line.state == LineState::Final && line.points > Points::ZERO) {
        let Some(mean) = others.get(&line.item).and_then(Sum::mean) else { continue };
        let near_full = line.points.thousandths() * 100 >= line.full.thousandths() * 95;
        let ahead = line.points - mean;
        if !near_full || ahead <= Points::ZERO {
            continue;
        }
        let text =
            format!("得{}分（满分{}分），高出同类平均{}分", line.points.short(), line.full.short(), ahead.short());
        let view = StrengthView { item_code: line.item.clone(), item_name: item_name(scheme, &line.item), text };
        found.push((ahead.thousandths(), view));
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.item_code.cmp(&b.1.item_code)));
    found.into_iter().take(5).map(|(_, view)| view).collect()
}

#[derive(Serialize, ToSchema)]
pub(super) struct StrengthView {
    item_code: String,
    item_name: String,
    text: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct GapView {
    item_code: String,
    item_name: String,
    text: String,
    points_lost: String,
    /// What the loss is seen from, if there are records of it.
    facts: Vec<FactRef>,
}

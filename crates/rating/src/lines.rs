//! The lines of a branch: rated now, rolled up from shorter periods, or joined with their totals.

use crate::{
    history::BranchHistory,
    item::{self, LineScore, Mark, Standing},
    measure::{Context, Source},
    number::Number,
    period::{Cycle, Period},
    points::Points,
    roll_up::{self, Part},
    scheme::{Gaps, Item, NotDue, Scheme, Stage, Total},
    scorecard::{LineState, Scorecard, StepKind},
    total::{Totals, hold_total, total},
};

/// The lines of one branch in one period, each item by itself.
pub(crate) fn lines_at<S: Source>(
    scheme: &Scheme,
    stage: &Stage,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Vec<(usize, LineScore)> {
    let mut lines = Vec::with_capacity(scheme.items.len());
    for (position, item) in scheme.items.iter().enumerate() {
        if let Some(line) = line_at(scheme, stage, item, context, past) {
            lines.push((position, line));
        }
    }
    lines
}

fn line_at<S: Source>(
    scheme: &Scheme,
    stage: &Stage,
    item: &Item,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Option<LineScore> {
    let at = context.at;
    if item.cycle == at.cycle() {
        return item::rate(item, context, true);
    }
    if item.cycle > at.cycle() {
        return if stage.all_items { not_yet_due(item, stage, context, true) } else { None };
    }
    let full = item.points[context.category]?.full();
    let parts: Vec<Part> = at
        .parts(item.cycle)
        .into_iter()
        .enumerate()
        .map(|(place, period)| part(scheme, item, period, place, full, context, past))
        .collect();
    let combine = item.roll_up.as_ref().unwrap_or(&stage.combine);
    Some(roll_up::line(&parts, full, combine, stage, true))
}

/// An item longer than the stage: rated when its own cycle ends with the period, otherwise as `not_due` says.
pub(crate) fn not_yet_due<S: Source>(
    item: &Item,
    stage: &Stage,
    context: &Context<'_, S>,
    explained: bool,
) -> Option<LineScore> {
    let whole = context.at.widened(item.cycle);
    if whole.last_day() == context.at.last_day() {
        return item::rate(item, &context.at(whole), explained);
    }
    let full = item.points[context.category]?.full();
    match item.not_due.unwrap_or(stage.not_due) {
        NotDue::LeaveOut => None,
        NotDue::Full => {
            let mark = Mark { full, points: full, ..Mark::default() };
            let mut line = LineScore { mark, ..LineScore::default() };
            if explained {
                let sentence = format!("{}才到期，先按满分计", whole.title());
                line.steps.push(crate::scorecard::Step {
                    points: full,
                    kind: StepKind::Start,
                    sentence,
                    rule: None,
                    facts: Vec::new(),
                    period: None,
                });
            }
            Some(line)
        }
    }
}

/// An item's score in one part period: from the standing scorecard, or rated here if the scheme has no such stage.
fn part<S: Source>(
    scheme: &Scheme,
    item: &Item,
    period: Period,
    place: usize,
    full: Points,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Part {
    let mut part = Part { period, place, points: None, full, waiting: None };
    if scheme.rating.stage(period.cycle()).is_some() {
        let line = past.cards.get(&period).and_then(|card| card.lines.iter().find(|line| line.item == item.code));
        match line {
            Some(line) if line.state == LineState::Waiting => {
                part.waiting = Some(line.waiting_for.clone().unwrap_or_default());
            }
            Some(line) if line.state == LineState::Final => part.points = Some(line.points),
            _ => {}
        }
        return part;
    }
    let Some(branch) = context.source.branch() else { return part };
    if !branch.existed_in(period) {
        return part;
    }
    if let Some(line) = item::rate(item, &context.at(period), false) {
        match line.mark.standing {
            Standing::Final => part.points = Some(line.mark.points),
            Standing::Waiting => part.waiting = Some(line.waiting_for),
            Standing::NotOwed => {}
        }
    }
    part
}

/// Totals joined from the totals of shorter periods.
pub(crate) fn joined<S: Source>(
    scheme: &Scheme,
    stage: &Stage,
    cycle: Cycle,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Totals {
    let parts: Vec<(Period, Option<&Scorecard>)> =
        context.at.parts(cycle).into_iter().map(|period| (period, past.cards.get(&period).copied())).collect();
    let full = match scheme.points.total {
        Total::Sum => scheme.points.full[context.category],
        Total::Weighted(_) => Points::from_thousandths(100_000),
    };
    roll_up::totals(scheme, &parts, stage, full, true).unwrap_or_else(|| {
        let mut totals = total(scheme, context.category, stage, &mut []);
        hold_total(scheme, &mut totals.summary);
        totals.waiting = stage.gaps == Gaps::LeaveOut;
        totals
    })
}

/// The lines of the period's own items.
pub(crate) fn own_lines<S: Source>(scheme: &Scheme, context: &Context<'_, S>) -> Vec<(usize, LineScore)> {
    let own = scheme.items.iter().enumerate().filter(|(_, item)| item.cycle == context.at.cycle());
    own.filter_map(|(position, item)| Some((position, item::rate(item, context, true)?))).collect()
}

/// Totals of shorter periods and the period's own items, each with its share.
pub(crate) fn with_own_items(
    scheme: &Scheme,
    stage: &Stage,
    share: Number,
    category: usize,
    parts: Totals,
    lines: &mut [(usize, LineScore)],
) -> Totals {
    let own = total(scheme, category, stage, lines);
    let Some(earned) = own.base.number().over(own.possible.number()) else {
        // Nothing of its own is decided yet: what the parts say stands, and waits.
        return Totals { waiting: parts.waiting || own.waiting, pending: parts.pending + own.pending, ..parts };
    };
    let scale = stage.normalise.unwrap_or(scheme.points.full[category]);
    let percent = |points: Number, share: Number| {
        points.times(share).and_then(|points| points.over(Number::HUNDRED)).map(|points| stage.rounding.points(points))
    };
    let rest = Number::HUNDRED.minus(share).unwrap_or_default();
    let of_parts = percent(parts.total.number(), rest).unwrap_or_default();
    let of_own = earned.times(scale.number()).and_then(|points| percent(points, share)).unwrap_or_default();
    let bonus_of_parts = of_parts - percent(parts.without_bonus.number(), rest).unwrap_or_default();
    let mut totals = parts;
    let before = totals.total;
    totals.summary.add(of_parts - before, StepKind::Normalised, || {
        format!("各期合成{}分，占{rest}%，计{}分", before.short(), of_parts.short())
    });
    totals.summary.add(of_own, StepKind::Sum, || {
        let value = earned.times(Number::HUNDRED).unwrap_or(earned);
        format!(
            "本期考核项{}÷{}（得分率{value}%），占{share}%，计{}分",
            own.base.short(),
            own.possible.short(),
            of_own.short()
        )
    });
    totals.summary.add(own.bonus + own.deduction, StepKind::Sum, || "本期加分、扣分项".into());
    hold_total(scheme, &mut totals.summary);
    totals.total = totals.summary.total();
    totals.without_bonus = totals.total - own.bonus - bonus_of_parts;
    totals.base = own.base;
    totals.possible = own.possible;
    totals.pending += own.pending;
    totals.bonus = own.bonus;
    totals.deduction = own.deduction;
    totals.waiting |= own.waiting;
    totals
}

//! Months become a quarter, quarters a year: by item, or by total.

use crate::{
    item::{LineScore, Mark, Standing},
    number::Number,
    period::Period,
    points::{Points, Rounding},
    scheme::{Combine, Gaps, Scheme, Stage},
    scorecard::{Scorecard, Step, StepKind},
    total::{GroupSum, Summary, Totals, hold_total},
};

/// What one part period brings to the longer one.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) period: Period,
    /// Its position inside the longer period, counted from 0.
    pub(crate) place: usize,
    /// `None`: a gap (not founded, not owed, not rated).
    pub(crate) points: Option<Points>,
    pub(crate) full: Points,
    pub(crate) waiting: Option<String>,
}

/// Joins the parts of one item.
pub(crate) fn line(parts: &[Part], full: Points, combine: &Combine, stage: &Stage, explained: bool) -> LineScore {
    let mut score = LineScore { mark: Mark { full, ..Mark::default() }, ..LineScore::default() };
    if let Some(waiting) = parts.iter().find(|part| part.waiting.is_some()) {
        let who = waiting.waiting.clone().unwrap_or_default();
        if explained {
            let sentence = format!("{}还在等待{who}，本项暂不计入", waiting.period.title());
            score.steps.push(step(Points::ZERO, StepKind::Waiting, sentence, Some(waiting.period)));
        }
        score.mark.standing = Standing::Waiting;
        score.waiting_for = who;
        return score;
    }
    let values = filled(parts, stage.gaps);
    if values.is_empty() {
        if explained {
            let sentence = "各期都没有应尽的职责，本项不计".to_owned();
            score.steps.push(step(Points::ZERO, StepKind::NotOwed, sentence, None));
        }
        score.mark.standing = Standing::NotOwed;
        return score;
    }
    if *combine == Combine::Sum {
        score.mark.full = values.iter().map(|(part, _)| part.full).sum();
    }
    let mut summary = Summary::new(explained);
    join(&values, combine, stage.rounding, &mut summary);
    score.mark.points = summary.total();
    score.steps = summary.into_steps();
    score
}

/// Joins parts as the stage says, step by step.
pub(crate) fn join_parts(parts: &[Part], stage: &Stage, summary: &mut Summary) {
    join(&filled(parts, stage.gaps), &stage.combine, stage.rounding, summary);
}

/// Joins the totals of the parts; indices, blocks and sections are joined in the same way.
pub(crate) fn totals(
    scheme: &Scheme,
    parts: &[(Period, Option<&Scorecard>)],
    stage: &Stage,
    full: Points,
    explained: bool,
) -> Option<Totals> {
    if parts.iter().all(|(_, card)| card.is_none()) && stage.gaps == Gaps::LeaveOut {
        return None;
    }
    let of = |pick: &dyn Fn(&Scorecard) -> Points, full: Points| -> Vec<Part> {
        parts
            .iter()
            .enumerate()
            .map(|(place, (period, card))| Part { period: *period, place, points: card.map(pick), full, waiting: None })
            .collect()
    };
    let joined = |pick: &dyn Fn(&Scorecard) -> Points, full: Points| {
        let mut summary = Summary::new(false);
        let parts = of(pick, full);
        join(&filled(&parts, stage.gaps), &stage.combine, stage.rounding, &mut summary);
        summary.total()
    };
    let hundred = Points::from_thousandths(100_000);
    let group = |pick: &dyn Fn(&Scorecard) -> &Vec<crate::scorecard::Share>, n: usize| -> Vec<GroupSum> {
        (0..n)
            .map(|position| {
                let share = |card: &Scorecard| pick(card).get(position).cloned();
                let judged = |card: &Scorecard| {
                    share(card).is_some_and(|share| share.possible > Points::ZERO || share.value > Points::ZERO)
                };
                let known: Vec<Part> = parts
                    .iter()
                    .enumerate()
                    .filter(|(_, (_, card))| card.is_some_and(judged))
                    .map(|(place, (period, card))| {
                        let points = card.and_then(share).map(|share| share.value);
                        Part { period: *period, place, points, full: hundred, waiting: None }
                    })
                    .collect();
                let mut value = Summary::new(false);
                join(&filled(&known, stage.gaps), &stage.combine, stage.rounding, &mut value);
                GroupSum {
                    earned: joined(&|card| share(card).map_or(Points::ZERO, |share| share.earned), Points::ZERO),
                    possible: joined(&|card| share(card).map_or(Points::ZERO, |share| share.possible), Points::ZERO),
                    value: (!known.is_empty()).then(|| value.total()),
                }
            })
            .collect()
    };
    let mut summary = Summary::new(explained);
    let shares = of(&|card| card.total, full);
    join(&filled(&shares, stage.gaps), &stage.combine, stage.rounding, &mut summary);
    hold_total(scheme, &mut summary);
    let waiting = parts.iter().flat_map(|(_, card)| card).any(|card| card.state == crate::scorecard::State::Waiting);
    Some(Totals {
        base: joined(&|card| card.base, full),
        possible: joined(&|card| card.possible, full),
        pending: joined(&|card| card.pending, Points::ZERO),
        bonus: joined(&|card| card.bonus, Points::ZERO),
        deduction: joined(&|card| card.deduction, Points::ZERO),
        total: summary.total(),
        without_bonus: joined(&|card| card.without_bonus, full),
        waiting,
        indices: group(&|card| &card.indices, scheme.indices.len()),
        blocks: group(&|card| &card.blocks, scheme.blocks.len()),
        sections: group(&|card| &card.sections, scheme.sections.len()),
        summary,
    })
}

/// The parts that count, gaps treated as the scheme says.
fn filled(parts: &[Part], gaps: Gaps) -> Vec<(&Part, Points)> {
    parts
        .iter()
        .filter_map(|part| {
            let points = match (part.points, gaps) {
                (Some(points), _) => points,
                (None, Gaps::LeaveOut) => return None,
                (None, Gaps::Zero) => Points::ZERO,
                (None, Gaps::Full) => part.full,
            };
            Some((part, points))
        })
        .collect()
}

/// One step for each part, and one for what rounding leaves.
fn join(values: &[(&Part, Points)], combine: &Combine, rounding: Rounding, summary: &mut Summary) {
    let whole = Number::whole;
    let n = values.len() as i64;
    let weight_at = |weights: &[Number], position: usize| weights.get(position).or(weights.last()).copied();
    let weights: Vec<Number> = match combine {
        Combine::Mean => vec![Number::ONE; values.len()],
        Combine::Sum => Vec::new(),
        Combine::Weighted(weights) => {
            // A gap does not move the weights of the parts behind it.
            values.iter().map(|(part, _)| weight_at(weights, part.place).unwrap_or(Number::ONE)).collect()
        }
        Combine::Last | Combine::Minimum | Combine::Maximum => {
            let chosen = match combine {
                Combine::Last => values.len().checked_sub(1),
                Combine::Minimum => (0..values.len()).min_by_key(|position| values[*position].1),
                _ => (0..values.len()).max_by_key(|position| (values[*position].1, std::cmp::Reverse(*position))),
            };
            (0..values.len()).map(|position| whole(i64::from(Some(position) == chosen))).collect()
        }
    };
    let sum = weights.iter().fold(Number::ZERO, |sum, weight| sum.plus(*weight).unwrap_or(sum));
    let mut exact = Number::ZERO;
    for (position, (part, points)) in values.iter().enumerate() {
        let share = match combine {
            Combine::Sum => Some(points.number()),
            _ => weights.get(position).and_then(|weight| points.number().times(*weight)?.over(sum)),
        };
        let share = share.unwrap_or(Number::ZERO);
        exact = exact.plus(share).unwrap_or(exact);
        let shown = rounding.points(share);
        let title = part.period.title();
        summary.push_part(shown, part.period, || match combine {
            Combine::Mean if n > 1 => format!("{title}得{}分，{n}期平均计{}分", points.short(), shown.short()),
            Combine::Mean | Combine::Sum => format!("{title}得{}分", points.short()),
            Combine::Weighted(_) => {
                format!("{title}得{}分，权重{}，计{}分", points.short(), weights[position], shown.short())
            }
            _ if shown == *points && weights[position] == Number::ONE => {
                format!("{title}得{}分，取此期", points.short())
            }
            _ => format!("{title}得{}分，不取", points.short()),
        });
    }
    let rest = rounding.points(exact) - summary.total();
    if !rest.is_zero() {
        summary.add(rest, StepKind::Rounding, || "各期份额取整后的差额".into());
    }
}

impl Summary {
    fn push_part(&mut self, points: Points, period: Period, why: impl FnOnce() -> String) {
        if self.explains() {
            self.push(step(points, StepKind::Part, why(), Some(period)));
        } else {
            self.add(points, StepKind::Part, String::new);
        }
    }
}

fn step(points: Points, kind: StepKind, sentence: String, period: Option<Period>) -> Step {
    Step { points, kind, sentence, rule: None, facts: Vec::new(), period }
}

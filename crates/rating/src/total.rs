//! From lines to a total: sums by index, block and section; normalisation, bonus, deductions, limits.

use crate::{
    item::{LineScore, State},
    number::Number,
    points::Points,
    scheme::{GroupBy, ItemKind, Scheme, Stage, Total},
    scorecard::{Step, StepKind},
};

/// The sums of one branch in one period. `total` is the sum of the summary's steps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Totals {
    pub(crate) base: Points,
    pub(crate) possible: Points,
    pub(crate) bonus: Points,
    pub(crate) deduction: Points,
    pub(crate) total: Points,
    /// The total as it would stand without bonus items, held inside the same limits.
    pub(crate) without_bonus: Points,
    pub(crate) waiting: bool,
    pub(crate) indices: Vec<GroupSum>,
    pub(crate) blocks: Vec<GroupSum>,
    pub(crate) sections: Vec<GroupSum>,
    pub(crate) summary: Summary,
}

/// Points of an index, block or section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct GroupSum {
    pub(crate) earned: Points,
    pub(crate) possible: Points,
    /// Of periods joined by their totals; otherwise earned / possible decides.
    pub(crate) value: Option<Points>,
}

impl GroupSum {
    /// On 100; `None` if nothing could be earned.
    pub(crate) fn value(&self) -> Option<Number> {
        if let Some(value) = self.value {
            return Some(value.number());
        }
        let ratio = self.earned.number().over(self.possible.number())?;
        ratio.times(Number::HUNDRED)
    }
}

/// The steps of a total; the reasons are kept only when somebody reads them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Summary {
    total: Points,
    steps: Option<Vec<Step>>,
}

impl Summary {
    pub(crate) fn new(explained: bool) -> Summary {
        Summary { total: Points::ZERO, steps: explained.then(Vec::new) }
    }

    pub(crate) const fn total(&self) -> Points {
        self.total
    }

    pub(crate) fn add(&mut self, points: Points, kind: StepKind, why: impl FnOnce() -> String) {
        self.total += points;
        if let Some(steps) = &mut self.steps {
            steps.push(Step { points, kind, sentence: why(), rule: None, facts: Vec::new(), period: None });
        }
    }

    pub(crate) const fn explains(&self) -> bool {
        self.steps.is_some()
    }

    pub(crate) fn push(&mut self, step: Step) {
        self.total += step.points;
        if let Some(steps) = &mut self.steps {
            steps.push(step);
        }
    }

    pub(crate) fn into_steps(self) -> Vec<Step> {
        self.steps.unwrap_or_default()
    }
}

impl Totals {
    pub(crate) fn sums(&self, by: GroupBy) -> &[GroupSum] {
        match by {
            GroupBy::Index => &self.indices,
            GroupBy::Block => &self.blocks,
            GroupBy::Section => &self.sections,
        }
    }
}

/// Adds lines up. What was not owed counts as full where nothing is scaled, so that nobody loses by having no duty.
pub(crate) fn total(
    scheme: &Scheme,
    category: usize,
    stage: &Stage,
    lines: &mut [(usize, LineScore)],
    explained: bool,
) -> Totals {
    let mut totals = Totals {
        indices: vec![GroupSum::default(); scheme.indices.len()],
        blocks: vec![GroupSum::default(); scheme.blocks.len()],
        sections: vec![GroupSum::default(); scheme.sections.len()],
        summary: Summary::new(explained),
        ..Totals::default()
    };
    let scaled = stage.normalise.is_some() || scheme.points.total != Total::Sum;
    let mut zero_total = false;
    for (position, line) in lines.iter_mut() {
        let item = &scheme.items[*position];
        let is_base = item.kind.is_base();
        if line.state == State::NotOwed && is_base && !scaled && line.points != line.full {
            let points = line.full - line.points;
            line.points = line.full;
            if explained {
                let sentence = "没有应尽的职责，按满分计".to_owned();
                line.steps.push(Step {
                    points,
                    kind: StepKind::NotOwed,
                    sentence,
                    rule: None,
                    facts: Vec::new(),
                    period: None,
                });
            }
        }
        let counts = match line.state {
            State::Final => true,
            State::Waiting(_) => false,
            State::NotOwed => !scaled,
        };
        totals.waiting |= matches!(line.state, State::Waiting(_));
        zero_total |= line.zero_total;
        let possible = if is_base && counts { line.full } else { Points::ZERO };
        match item.kind {
            ItemKind::Base | ItemKind::Special => totals.base += line.points,
            ItemKind::Bonus => totals.bonus += line.points,
            ItemKind::Deduction => totals.deduction += line.points,
        }
        totals.possible += possible;
        for (group, sums) in
            [(item.index, &mut totals.indices), (item.block, &mut totals.blocks), (item.section, &mut totals.sections)]
        {
            if let Some(group) = group {
                sums[group].earned += line.points;
                sums[group].possible += possible;
            }
        }
    }
    let adjusted = hold_indices(scheme, lines, &mut totals, explained);
    match scheme.points.total {
        Total::Sum => sum(scheme, stage, &mut totals),
        Total::Weighted(by) => weighted(scheme, category, stage, by, lines, &mut totals),
    }
    if scheme.points.total == Total::Sum {
        for (points, kind, sentence) in adjusted {
            totals.summary.add(points, kind, || sentence);
        }
    }
    limit(scheme, zero_total, &mut totals);
    totals
}

/// Zeroed indices and the lower limit of an index; returns what has to be added to the total.
fn hold_indices(
    scheme: &Scheme,
    lines: &[(usize, LineScore)],
    totals: &mut Totals,
    explained: bool,
) -> Vec<(Points, StepKind, String)> {
    let mut adjusted = Vec::new();
    for (position, sum) in totals.indices.iter_mut().enumerate() {
        let zeroed = lines.iter().any(|(item, line)| line.zero_index && scheme.items[*item].index == Some(position));
        let low = scheme.points.index_minimum.filter(|low| sum.earned < *low);
        let (to, kind) = match (zeroed, low) {
            (true, _) => (Points::ZERO, StepKind::Zero),
            (false, Some(low)) => (low, StepKind::Floor),
            (false, None) => continue,
        };
        let points = to - sum.earned;
        sum.earned = to;
        if points.is_zero() {
            continue;
        }
        let name = &scheme.indices[position].name;
        let sentence = match (explained, kind) {
            (false, _) => String::new(),
            (true, StepKind::Zero) => format!("{name}清零"),
            (true, _) => format!("{name}最低{}分", to.short()),
        };
        adjusted.push((points, kind, sentence));
    }
    adjusted
}

fn sum(scheme: &Scheme, stage: &Stage, totals: &mut Totals) {
    let (base, possible) = (totals.base, totals.possible);
    totals
        .summary
        .add(base, StepKind::Sum, || format!("各考核项得分合计{}分（应得{}分）", base.short(), possible.short()));
    if let Some(scale) = stage.normalise
        && possible > Points::ZERO
        && possible != scale
    {
        let ratio = base.number().over(possible.number()).and_then(|ratio| ratio.times(scale.number()));
        let normalised = ratio.map_or(base, |value| stage.rounding.points(value));
        totals.summary.add(normalised - base, StepKind::Normalised, || {
            format!(
                "按{}分折算：{}÷{}×{}＝{}分",
                scale.short(),
                base.short(),
                possible.short(),
                scale.short(),
                normalised.short()
            )
        });
    }
    plus_bonus(scheme, totals.bonus, totals.deduction, &mut totals.summary);
}

fn plus_bonus(scheme: &Scheme, bonus: Points, deduction: Points, summary: &mut Summary) {
    if scheme.items.iter().any(|item| item.kind == ItemKind::Bonus) {
        summary.add(bonus, StepKind::Sum, || format!("加分项合计{}分", bonus.short()));
    }
    if scheme.items.iter().any(|item| item.kind == ItemKind::Deduction) {
        summary.add(deduction, StepKind::Sum, || format!("扣分项合计{}分", deduction.short()));
    }
}

fn weighted(
    scheme: &Scheme,
    category: usize,
    stage: &Stage,
    by: GroupBy,
    lines: &[(usize, LineScore)],
    totals: &mut Totals,
) {
    let sums = totals.sums(by).to_vec();
    let groups = scheme.grouping(by);
    let judged = |position: usize| sums[position].value().zip(groups[position].weights[category]);
    let weights =
        (0..groups.len()).filter_map(judged).fold(Number::ZERO, |sum, (_, weight)| sum.plus(weight).unwrap_or(sum));
    for (position, group) in groups.iter().enumerate() {
        let Some((value, weight)) = judged(position) else { continue };
        let part = value.times(weight).and_then(|part| part.over(weights));
        let points = part.map_or(Points::ZERO, |part| stage.rounding.points(part));
        totals.summary.add(points, StepKind::Sum, || {
            let share = weight.times(Number::HUNDRED).and_then(|n| n.over(weights)).unwrap_or(weight);
            format!("{}{value}分×{share}%＝{}分", group.name, points.short())
        });
    }
    // Items outside every group still count on top.
    let outside = |kind: ItemKind| -> Points {
        let lines = lines
            .iter()
            .filter(|(item, _)| scheme.items[*item].kind == kind && scheme.items[*item].group(by).is_none());
        lines.map(|(_, line)| line.points).sum()
    };
    let (bonus, deduction) = (outside(ItemKind::Bonus), outside(ItemKind::Deduction));
    plus_bonus(scheme, bonus, deduction, &mut totals.summary);
}

fn limit(scheme: &Scheme, zero_total: bool, totals: &mut Totals) {
    let now = totals.summary.total();
    if zero_total {
        totals.summary.add(-now, StepKind::Zero, || "总分清零".into());
    }
    hold_total(scheme, &mut totals.summary);
    totals.total = totals.summary.total();
    totals.without_bonus = if zero_total { totals.total } else { held(scheme, now - totals.bonus) };
}

/// Points inside the limits of the total.
pub(crate) fn held(scheme: &Scheme, points: Points) -> Points {
    let below = scheme.points.maximum.map_or(points, |most| points.min(most));
    scheme.points.minimum.map_or(below, |least| below.max(least))
}

/// The limits of the total, as steps.
pub(crate) fn hold_total(scheme: &Scheme, summary: &mut Summary) {
    let now = summary.total();
    if let Some(most) = scheme.points.maximum.filter(|most| now > *most) {
        summary.add(most - now, StepKind::Cap, || format!("总分最高{}分", most.short()));
    }
    if let Some(least) = scheme.points.minimum.filter(|least| now < *least) {
        summary.add(least - now, StepKind::Floor, || format!("总分最低{}分", least.short()));
    }
}

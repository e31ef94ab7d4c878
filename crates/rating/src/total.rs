//! From lines to a total: sums by index, block and section; normalisation, bonus, deductions, limits.

use crate::{
    item::{LineScore, Mark, Standing},
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
    /// Full points of base lines that wait.
    pub(crate) pending: Points,
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
    /// Less than a quarter is decided: too little to be placed among others.
    pub(crate) fn is_undecided(&self) -> bool {
        self.pending.thousandths() > self.possible.thousandths().saturating_mul(3)
    }

    pub(crate) fn sums(&self, by: GroupBy) -> &[GroupSum] {
        match by {
            GroupBy::Index => &self.indices,
            GroupBy::Block => &self.blocks,
            GroupBy::Section => &self.sections,
        }
    }
}

impl Totals {
    /// Empties the sums for another branch and keeps their room.
    fn clear(&mut self, scheme: &Scheme, explained: bool) {
        let empty = |sums: &mut Vec<GroupSum>, n: usize| {
            sums.clear();
            sums.resize(n, GroupSum::default());
            std::mem::take(sums)
        };
        *self = Totals {
            indices: empty(&mut self.indices, scheme.indices.len()),
            blocks: empty(&mut self.blocks, scheme.blocks.len()),
            sections: empty(&mut self.sections, scheme.sections.len()),
            summary: Summary::new(explained),
            ..Totals::default()
        };
    }
}

/// Whether points are scaled to what could be earned, so that what was not owed drops out by itself.
pub(crate) fn is_scaled(scheme: &Scheme, stage: &Stage) -> bool {
    stage.normalise.is_some() || scheme.points.total != Total::Sum
}

/// Settles lines and adds them up, with reasons.
pub(crate) fn total(scheme: &Scheme, category: usize, stage: &Stage, lines: &mut [(usize, LineScore)]) -> Totals {
    let scaled = is_scaled(scheme, stage);
    let mut marks = Vec::with_capacity(lines.len());
    for (position, line) in lines {
        let settled = line.mark.settled(scheme.items[*position].kind, scaled);
        if settled != line.mark {
            line.steps.push(Step {
                points: settled.points - line.mark.points,
                kind: StepKind::NotOwed,
                sentence: "没有应尽的职责，按满分计".into(),
                rule: None,
                facts: Vec::new(),
                period: None,
            });
            line.mark = settled;
        }
        marks.push((*position, line.mark));
    }
    let mut totals = Totals::default();
    add_up(scheme, category, stage, &marks, &mut totals, true);
    totals
}

/// Adds settled marks up.
pub(crate) fn add_up(
    scheme: &Scheme,
    category: usize,
    stage: &Stage,
    marks: &[(usize, Mark)],
    totals: &mut Totals,
    explained: bool,
) {
    totals.clear(scheme, explained);
    let scaled = is_scaled(scheme, stage);
    let (mut zero_total, mut zero_index) = (false, false);
    for (position, mark) in marks {
        let item = &scheme.items[*position];
        let counts = match mark.standing {
            Standing::Final => true,
            Standing::Waiting => false,
            Standing::NotOwed => !scaled,
        };
        totals.waiting |= mark.standing == Standing::Waiting;
        if mark.standing == Standing::Waiting && item.kind.is_base() {
            totals.pending += mark.full;
        }
        zero_total |= mark.zero_total;
        zero_index |= mark.zero_index;
        let possible = if item.kind.is_base() && counts { mark.full } else { Points::ZERO };
        match item.kind {
            ItemKind::Base | ItemKind::Special => totals.base += mark.points,
            ItemKind::Bonus => totals.bonus += mark.points,
            ItemKind::Deduction => totals.deduction += mark.points,
        }
        totals.possible += possible;
        for (group, sums) in
            [(item.index, &mut totals.indices), (item.block, &mut totals.blocks), (item.section, &mut totals.sections)]
        {
            if let Some(group) = group {
                sums[group].earned += mark.points;
                sums[group].possible += possible;
            }
        }
    }
    let zeroed = if zero_index { marks } else { &[] };
    match scheme.points.total {
        Total::Sum => {
            sum(scheme, stage, totals);
            hold_indices(scheme, stage, zeroed, totals, true);
        }
        Total::Weighted(by) => {
            hold_indices(scheme, stage, zeroed, totals, false);
            weighted(scheme, category, stage, by, marks, totals);
        }
    }
    limit(scheme, zero_total, totals);
}

/// Zeroed indices and the lower limit of an index. `counts`: what they change also changes the total.
fn hold_indices(scheme: &Scheme, stage: &Stage, zeroed: &[(usize, Mark)], totals: &mut Totals, counts: bool) {
    // Where the total is scaled, so is what is taken from it.
    let scaled = |points: Points, possible: Points| match stage.normalise {
        Some(scale) if possible > Points::ZERO => {
            let part = points.number().times(scale.number()).and_then(|part| part.over(possible.number()));
            part.map_or(points, |part| stage.rounding.points(part))
        }
        _ => points,
    };
    let possible = totals.possible;
    for (position, sum) in totals.indices.iter_mut().enumerate() {
        let zeroed = zeroed.iter().any(|(item, mark)| mark.zero_index && scheme.items[*item].index == Some(position));
        let low = scheme.points.index_minimum.filter(|low| sum.earned < *low);
        let (to, kind) = match (zeroed, low) {
            (true, _) => (Points::ZERO, StepKind::Zero),
            (false, Some(low)) => (low, StepKind::Floor),
            (false, None) => continue,
        };
        let points = to - sum.earned;
        sum.earned = to;
        if !points.is_zero() && counts {
            let name = &scheme.indices[position].name;
            totals.summary.add(scaled(points, possible), kind, || match kind {
                StepKind::Zero => format!("{name}清零"),
                _ => format!("{name}最低{}分", to.short()),
            });
        }
    }
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
    let has = |kind: ItemKind| scheme.items.iter().any(|item| item.kind == kind);
    // Nothing is said of what a scheme does not have; where nothing is said, adding zero changes nothing.
    if !summary.explains() || has(ItemKind::Bonus) {
        summary.add(bonus, StepKind::Sum, || format!("加分项合计{}分", bonus.short()));
    }
    if !summary.explains() || has(ItemKind::Deduction) {
        summary.add(deduction, StepKind::Sum, || format!("扣分项合计{}分", deduction.short()));
    }
}

fn weighted(
    scheme: &Scheme,
    category: usize,
    stage: &Stage,
    by: GroupBy,
    marks: &[(usize, Mark)],
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
        let outside = marks
            .iter()
            .filter(|(item, _)| scheme.items[*item].kind == kind && scheme.items[*item].group(by).is_none());
        outside.map(|(_, mark)| mark.points).sum()
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

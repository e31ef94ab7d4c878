//! One item: its rules under one cap.

use crate::{
    measure::{Context, Describe, Lack, Source},
    points::Points,
    rules::{ItemView, Outcome, Rule, not_due},
    scheme::{Floor, Item, ItemKind, Worth},
    scorecard::{Line, LineState, Step, StepKind},
    sheet::Sheet,
};

/// What a branch earned on an item in one period, before periods are joined.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineScore {
    pub(crate) mark: Mark,
    /// Who has to act while the mark waits.
    pub(crate) waiting_for: String,
    pub(crate) self_points: Option<Points>,
    pub(crate) steps: Vec<Step>,
}

/// The figures of a line, without their reasons.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) full: Points,
    pub(crate) points: Points,
    pub(crate) standing: Standing,
    pub(crate) zero_index: bool,
    pub(crate) zero_total: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Standing {
    #[default]
    Final,
    Waiting,
    NotOwed,
}

impl Standing {
    pub(crate) const fn public(self) -> LineState {
        match self {
            Standing::Final => LineState::Final,
            Standing::Waiting => LineState::Waiting,
            Standing::NotOwed => LineState::NotOwed,
        }
    }
}

impl LineScore {
    /// The line as a scorecard shows it, to be counted again. Zeroed indices and totals are not in it.
    pub(crate) fn of(line: &Line) -> LineScore {
        let standing = match line.state {
            LineState::Final => Standing::Final,
            LineState::Waiting => Standing::Waiting,
            LineState::NotOwed => Standing::NotOwed,
        };
        LineScore {
            mark: Mark { full: line.full, points: line.points, standing, ..Mark::default() },
            waiting_for: line.waiting_for.clone().unwrap_or_default(),
            self_points: line.self_points,
            steps: line.steps.clone(),
        }
    }
}

impl Mark {
    /// What was not owed counts as full where nothing is scaled, so that nobody loses by having no duty.
    pub(crate) fn settled(self, kind: ItemKind, scaled: bool) -> Mark {
        if self.standing == Standing::NotOwed && kind.is_base() && !scaled {
            return Mark { points: self.full, ..self };
        }
        self
    }
}

/// Rates an item at the context's period; `None` if it does not apply to the category.
pub(crate) fn rate<S: Source>(item: &Item, context: &Context<'_, S>, explained: bool) -> Option<LineScore> {
    let worth = item.points[context.category]?;
    let mut sheet = Sheet::new(explained);
    let mut waiting_for = String::new();
    let standing = match applies(item, context) {
        Ok(None) => match rules(item, worth, context, &mut sheet) {
            Ok(standing) => standing,
            Err(waiting) => wait(&mut sheet, waiting, &mut waiting_for),
        },
        Ok(Some(why)) => not_owed(&mut sheet, why),
        Err(waiting) => wait(&mut sheet, waiting, &mut waiting_for),
    };
    let mark = Mark {
        full: worth.full(),
        points: sheet.points(),
        standing,
        zero_index: sheet.zero_index,
        zero_total: sheet.zero_total,
    };
    let self_points = item.self_mark.and_then(|mark| {
        let mark = context.source.number(mark, context.at)?;
        Some(context.scheme.points.rounding.points(mark))
    });
    Some(LineScore { mark, waiting_for, self_points, steps: sheet.into_steps() })
}

/// `Some` sentence if the item's own condition does not hold.
fn applies<S: Source>(item: &Item, context: &Context<'_, S>) -> Result<Option<String>, (String, String)> {
    let Some(condition) = &item.condition else { return Ok(None) };
    let name = || condition.describe(context.scheme);
    match context.holds(condition) {
        Ok(true) => Ok(None),
        Ok(false) => Ok(Some(format!("本项仅在{}时适用，本支部不适用", name()))),
        Err(Lack::Missing(query)) => {
            let class = &context.scheme.classes[context.scheme.queries[query].class];
            Err((class.by.clone(), format!("{}尚未提供，是否适用未定", class.name)))
        }
        Err(Lack::Open(duty)) => match not_due(duty, context) {
            Outcome::Waiting { by, what } => Err((by, what)),
            _ => Ok(None),
        },
        Err(_) => Ok(Some(format!("“{}”无从判断，本项不计", name()))),
    }
}

fn not_owed(sheet: &mut Sheet, why: String) -> Standing {
    sheet.clear();
    sheet.set_rule(None);
    sheet.add(Points::ZERO, StepKind::NotOwed, || (why, Vec::new()));
    Standing::NotOwed
}

fn wait(sheet: &mut Sheet, (by, what): (String, String), waiting_for: &mut String) -> Standing {
    sheet.clear();
    let who = if by.is_empty() { "有关部门".to_owned() } else { by };
    sheet.add(Points::ZERO, StepKind::Waiting, || (format!("等待{who}：{what}，本项暂不计入"), Vec::new()));
    *waiting_for = who;
    Standing::Waiting
}

/// All rules of an item; the error names who has to act first and why.
fn rules<S: Source>(
    item: &Item,
    worth: Worth,
    context: &Context<'_, S>,
    sheet: &mut Sheet,
) -> Result<Standing, (String, String)> {
    let (mut applied, mut reasons) = (false, Vec::new());
    if item.parts.is_empty() {
        (applied, reasons) = group(item, worth, item.rules.iter().enumerate(), context, sheet)?;
    }
    for (part, (_, points)) in item.parts.iter().enumerate() {
        let mine = item.rules.iter().enumerate().filter(|(_, rule)| rule.part == Some(part));
        let (some, mut whys) = group(item, Worth::Full(*points), mine, context, sheet)?;
        applied |= some;
        reasons.append(&mut whys);
    }
    if let Some(facts) = sheet.zero_item.take() {
        sheet.add(-sheet.points(), StepKind::Zero, || ("本项清零".into(), facts));
        return Ok(Standing::Final);
    }
    if !applied && !reasons.is_empty() {
        reasons.dedup();
        return Ok(not_owed(sheet, reasons.join("；")));
    }
    Ok(Standing::Final)
}

/// Rules that share one start, cap and floor: those of an item, or of one of its parts.
fn group<'r, S: Source>(
    item: &Item,
    worth: Worth,
    rules: impl Iterator<Item = (usize, &'r Rule)>,
    context: &Context<'_, S>,
    sheet: &mut Sheet,
) -> Result<(bool, Vec<String>), (String, String)> {
    let full = worth.full();
    let begin = sheet.points();
    if item.start_full {
        sheet.add(full, StepKind::Start, || (format!("从满分{}分起", full.short()), Vec::new()));
    }
    let view = ItemView { full, start_full: item.start_full };
    let (mut applied, mut reasons, mut above) = (false, Vec::new(), Points::ZERO);
    for (position, rule) in rules {
        sheet.set_rule(Some(position));
        let before = sheet.points();
        match rule.apply(context, view, sheet) {
            Outcome::Applied => applied |= !rule.kind.is_zero() || sheet.zero_item.is_some(),
            Outcome::Inapplicable(why) => {
                sheet.add(Points::ZERO, StepKind::NotOwed, || (why.clone(), Vec::new()));
                if !item.start_full && item.kind.is_base() {
                    reasons.push(why);
                }
            }
            Outcome::NotOwed(why) => {
                sheet.add(Points::ZERO, StepKind::NotOwed, || (why.clone(), Vec::new()));
                reasons.push(why);
            }
            Outcome::Waiting { by, what } => return Err((by, what)),
        }
        if let Some(limit) = rule.above_full {
            let moved = sheet.points() - before;
            // What it takes away is taken from the item as usual.
            let allowed = moved.min(limit).max(Points::ZERO);
            if moved > limit {
                sheet
                    .add(allowed - moved, StepKind::Cap, || (format!("满分之外最多加{}分", limit.short()), Vec::new()));
            }
            above += allowed;
        }
    }
    sheet.set_rule(None);
    if let Some(limit) = item.above_full.filter(|limit| above > *limit) {
        sheet.add(limit - above, StepKind::Cap, || (format!("满分之外合计最多加{}分", limit.short()), Vec::new()));
        above = limit;
    }
    let normal = sheet.points() - begin - above;
    let upper = match (item.kind, worth) {
        (ItemKind::Deduction, _) => Some(Points::ZERO),
        (_, Worth::Full(full)) => Some(item.ceiling.unwrap_or(full)),
        (_, Worth::Unlimited) => None,
    };
    let lower = match (item.floor, worth) {
        (Floor::At(points), _) => Some(points),
        (Floor::MinusFull, Worth::Full(full)) => Some(-full),
        (Floor::MinusFull, Worth::Unlimited) | (Floor::None, _) => None,
    };
    if let Some(upper) = upper.filter(|upper| normal > *upper) {
        sheet.add(upper - normal, StepKind::Cap, || (format!("本项最高{}分", upper.short()), Vec::new()));
    }
    if let Some(lower) = lower.filter(|lower| normal < *lower) {
        sheet.add(lower - normal, StepKind::Floor, || match lower.thousandths() {
            0 => ("扣完为止，本项最低0分".into(), Vec::new()),
            _ => (format!("扣到限额为止，本项最低{}分", lower.short()), Vec::new()),
        });
    }
    Ok((applied, reasons))
}

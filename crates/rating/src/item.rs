//! One item: its rules under one cap.

use crate::{
    measure::{Context, Describe, Lack, Source},
    points::Points,
    rules::{ItemView, Outcome, Rule},
    scheme::{Floor, Item, ItemKind, Worth},
    scorecard::{LineState, Step, StepKind},
    sheet::Sheet,
};

/// What a branch earned on an item in one period, before periods are joined.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineScore {
    pub(crate) full: Points,
    pub(crate) points: Points,
    pub(crate) state: State,
    pub(crate) self_points: Option<Points>,
    pub(crate) steps: Vec<Step>,
    pub(crate) zero_index: bool,
    pub(crate) zero_total: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum State {
    #[default]
    Final,
    Waiting(String),
    NotOwed,
}

impl State {
    pub(crate) const fn public(&self) -> LineState {
        match self {
            State::Final => LineState::Final,
            State::Waiting(_) => LineState::Waiting,
            State::NotOwed => LineState::NotOwed,
        }
    }
}

/// Rates an item at the context's period; `None` if it does not apply to the category.
pub(crate) fn rate<S: Source>(item: &Item, context: &Context<'_, S>, explained: bool) -> Option<LineScore> {
    let worth = item.points[context.category]?;
    let mut sheet = Sheet::new(explained);
    let state = match applies(item, context) {
        Ok(None) => rules(item, worth, context, &mut sheet),
        Ok(Some(why)) => not_owed(&mut sheet, why),
        Err(waiting) => waiting_for(&mut sheet, waiting),
    };
    Some(LineScore {
        full: worth.full(),
        points: sheet.points(),
        state,
        self_points: item.self_mark.and_then(|mark| {
            let mark = context.source.number(mark, context.at)?;
            Some(context.scheme.points.rounding.points(mark))
        }),
        zero_index: sheet.zero_index,
        zero_total: sheet.zero_total,
        steps: sheet.into_steps(),
    })
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
        Err(_) => Ok(Some(format!("“{}”无从判断，本项不计", name()))),
    }
}

fn not_owed(sheet: &mut Sheet, why: String) -> State {
    sheet.clear();
    sheet.set_rule(None);
    sheet.add(Points::ZERO, StepKind::NotOwed, || (why, Vec::new()));
    State::NotOwed
}

fn waiting_for(sheet: &mut Sheet, (by, what): (String, String)) -> State {
    sheet.clear();
    let who = if by.is_empty() { "有关部门".to_owned() } else { by };
    sheet.add(Points::ZERO, StepKind::Waiting, || (format!("等待{who}：{what}，本项暂不计入"), Vec::new()));
    State::Waiting(who)
}

fn rules<S: Source>(item: &Item, worth: Worth, context: &Context<'_, S>, sheet: &mut Sheet) -> State {
    let mut applied = false;
    let mut reasons = Vec::new();
    let all: Vec<(Option<usize>, Worth)> = if item.parts.is_empty() {
        vec![(None, worth)]
    } else {
        (0..item.parts.len()).map(|part| (Some(part), Worth::Full(item.parts[part].1))).collect()
    };
    for (part, worth) in all {
        let mine = item.rules.iter().enumerate().filter(|(_, rule)| rule.part == part);
        match group(item, worth, mine, context, sheet) {
            Ok((some, mut whys)) => {
                applied |= some;
                reasons.append(&mut whys);
            }
            Err(waiting) => return waiting_for(sheet, waiting),
        }
    }
    if let Some(facts) = sheet.zero_item.take() {
        sheet.add(-sheet.points(), StepKind::Zero, || ("本项清零".into(), facts));
        return State::Final;
    }
    if !applied && !reasons.is_empty() {
        reasons.dedup();
        return not_owed(sheet, reasons.join("；"));
    }
    State::Final
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
                if !item.start_full {
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
        (_, Worth::Full(full)) => Some(full),
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

//! 条件成立则加减一次，含全有全无与正负对称（R03 R04 R05 R06 R16）.

use super::{Amount, Applied, ItemView, Outcome, facts_of_condition, nothing_owed};
use crate::{
    measure::{Condition, Context, Describe, Reader, Source},
    points::Points,
    scheme::{Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct When {
    pub condition: Condition,
    pub points: Amount,
    pub otherwise: Option<Amount>,
}

impl When {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<When> {
        let condition = fields.get("when").and_then(|node| reader.condition(node));
        let points = fields.need("points", reader.problems).and_then(|node| Amount::read(node, reader));
        let otherwise = fields.get("else").and_then(|node| Amount::read(node, reader));
        Some(When { condition: condition?, points: points?, otherwise })
    }

    pub(super) fn takes(&self) -> bool {
        self.points.is_negative() && self.otherwise.is_none_or(|other| other.is_negative())
    }

    pub(super) fn apply<S: Source>(
        &self,
        text: &str,
        context: &Context<'_, S>,
        item: ItemView,
        sheet: &mut Sheet,
    ) -> Applied {
        if let Condition::Compare(measure, _) = &self.condition
            && let Some(why) = nothing_owed(measure, context)?
        {
            return Ok(Outcome::NotOwed(why));
        }
        let held = context.holds(&self.condition)?;
        let amount = if held { Some(self.points) } else { self.otherwise };
        let points = amount.map_or(Points::ZERO, |amount| amount.of(item.full));
        sheet.add(points, StepKind::Rule, || {
            let mut seen = Vec::new();
            seen_in(&self.condition, context, &mut seen);
            let seen = if seen.is_empty() { String::new() } else { format!("（{}）", seen.join("、")) };
            let is = if held { "符合" } else { "不属于" };
            (format!("{is}“{text}”的情形{seen}，{}", plus_minus(points)), facts_of_condition(&self.condition, context))
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let otherwise = self.otherwise.map(|other| format!("，否则{}", other.title())).unwrap_or_default();
        format!("{}时{}{otherwise}", self.condition.describe(scheme), self.points.title())
    }
}

/// The figures a condition looked at: 正式党员数为12.
fn seen_in<S: Source>(condition: &Condition, context: &Context<'_, S>, seen: &mut Vec<String>) {
    match condition {
        Condition::Compare(measure, _) => {
            let what = measure.describe(context.scheme);
            seen.push(match context.number(measure) {
                Ok(value) => format!("{what}为{value}"),
                Err(_) => format!("{what}尚无数据"),
            });
        }
        Condition::Some(query) | Condition::None(query) => {
            let what = context.scheme.queries[*query].describe_facts(context.scheme);
            let n = context.source.number(*query, context.at).unwrap_or_default();
            seen.push(if n.is_zero() { format!("没有{what}") } else { format!("{what}{n}次") });
        }
        Condition::Word(query, _) => {
            let what = context.scheme.queries[*query].describe(context.scheme);
            seen.extend(context.source.word(*query, context.at).map(|word| format!("{what}为{word}")));
        }
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| seen_in(part, context, seen));
        }
        Condition::Not(inner) => seen_in(inner, context, seen),
        Condition::Category(_) | Condition::Month(_) | Condition::Year(_) | Condition::NewBranch(_) => {}
    }
    seen.dedup();
}

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
        self.points.is_negative() && !self.otherwise.is_some_and(|other| !other.is_negative())
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        if let Condition::Compare(measure, _) = &self.condition
            && let Some(why) = nothing_owed(measure, context)?
        {
            return Ok(Outcome::NotOwed(why));
        }
        let held = context.holds(&self.condition)?;
        let amount = if held { Some(self.points) } else { self.otherwise };
        let points = amount.map_or(Points::ZERO, |amount| amount.of(item.full));
        sheet.add(points, StepKind::Rule, || {
            let what = self.condition.describe(context.scheme);
            let seen = match &self.condition {
                Condition::Compare(measure, _) => {
                    context.number(measure).map(|value| format!("（实际{value}）")).unwrap_or_default()
                }
                _ => String::new(),
            };
            let is = if held { "成立" } else { "不成立" };
            (
                format!("“{what}”{is}{seen}，{}", plus_minus(points)),
                facts_of_condition(&self.condition, context),
            )
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let otherwise = self.otherwise.map(|other| format!("，否则{}", other.title())).unwrap_or_default();
        format!("{}时{}{otherwise}", self.condition.describe(scheme), self.points.title())
    }
}

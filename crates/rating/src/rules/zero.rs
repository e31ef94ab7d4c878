//! 事件使本项、本指数或总分清零（R26）.

use super::{Applied, ItemView, Outcome, facts_of_condition};
use crate::{
    measure::{Condition, Context, Describe, Reader, Source},
    points::Points,
    scheme::{Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::Sheet,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Zero {
    pub what: Target,
    pub condition: Condition,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Item,
    Index,
    Total,
}

impl Target {
    const fn title(self) -> &'static str {
        match self {
            Target::Item => "本项",
            Target::Index => "本指数",
            Target::Total => "总分",
        }
    }
}

impl Zero {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Zero> {
        const TARGETS: [(&str, Target); 3] =
            [("item", Target::Item), ("index", Target::Index), ("total", Target::Total)];
        let what = fields.word("zero", &TARGETS, reader.problems);
        let condition = fields.need("if", reader.problems).and_then(|node| reader.condition(node));
        Some(Zero { what: what?, condition: condition? })
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, _: ItemView, sheet: &mut Sheet) -> Applied {
        if !context.holds(&self.condition)? {
            sheet.add(Points::ZERO, StepKind::Rule, || {
                (format!("“{}”不成立，不清零", self.condition.describe(context.scheme)), Vec::new())
            });
            return Ok(Outcome::Applied);
        }
        let facts = if sheet.explains() { facts_of_condition(&self.condition, context) } else { Vec::new() };
        match self.what {
            Target::Item => sheet.zero_item = Some(facts.clone()),
            Target::Index => sheet.zero_index = true,
            Target::Total => sheet.zero_total = true,
        }
        sheet.add(Points::ZERO, StepKind::Rule, || {
            (format!("“{}”成立，{}清零", self.condition.describe(context.scheme), self.what.title()), facts)
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        format!("{}时{}清零", self.condition.describe(scheme), self.what.title())
    }
}

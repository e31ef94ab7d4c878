//! 直接以量值为分（R20）.

use super::{Applied, ItemView, Outcome, facts_of};
use crate::{
    measure::{Context, Describe, Measure, Reader, Source},
    scheme::{Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    pub of: Measure,
}

impl Value {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Value> {
        let of = fields.get("value").and_then(|node| reader.measure(node));
        Some(Value { of: of? })
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, _: ItemView, sheet: &mut Sheet) -> Applied {
        let value = context.number(&self.of)?;
        let points = context.scheme.points.rounding.points(value);
        sheet.add(points, StepKind::Rule, || {
            let what = self.of.describe(context.scheme);
            (format!("{what}为{value}，{}", plus_minus(points)), facts_of(&self.of, context))
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        format!("以{}为分", self.of.describe(scheme))
    }
}

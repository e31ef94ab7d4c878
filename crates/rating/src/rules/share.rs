//! 达到目标得满分，不足按比例（R07）.

use super::{Amount, Applied, ItemView, Outcome, facts_of};
use crate::{
    measure::{Context, Describe, Lack, Measure, Reader, Source},
    number::Number,
    points::Points,
    scheme::{Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::Sheet,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    pub of: Measure,
    pub target: Measure,
    pub points: Amount,
    /// May go beyond the target's points.
    pub over: bool,
    pub lower_is_better: bool,
}

impl Share {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Share> {
        let of = fields.get("share").and_then(|node| reader.measure(node));
        let target = fields.get("target").map_or(Some(Measure::Constant(Number::HUNDRED)), |node| reader.measure(node));
        let points = fields.get("points").map_or(Some(Amount::Full), |node| Amount::read(node, reader));
        let over = fields.flag("over", reader.problems).unwrap_or(false);
        let lower_is_better = fields.flag("lower_is_better", reader.problems).unwrap_or(false);
        Some(Share { of: of?, target: target?, points: points?, over, lower_is_better })
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        let value = context.number(&self.of)?;
        let target = context.number(&self.target)?;
        let full = self.points.of(item.full);
        let reached = if self.lower_is_better { value <= target } else { value >= target };
        let points = if reached && !self.over {
            full
        } else {
            let (part, whole) = if self.lower_is_better { (target, value) } else { (value, target) };
            let share = full.number().times(part).and_then(|n| n.over(whole)).ok_or(Lack::Undefined)?;
            context.scheme.points.rounding.points(share).max(Points::ZERO)
        };
        sheet.add(points, StepKind::Rule, || {
            let what = self.of.describe(context.scheme);
            let end = if reached { "达到目标" } else { "未达到目标，按比例" };
            let mut facts = facts_of(&self.of, context);
            facts.extend(facts_of(&self.target, context));
            facts.dedup();
            (format!("{what}为{value}，目标{target}，{end}得{}分", points.short()), facts)
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let word = if self.lower_is_better { "不高于" } else { "达到" };
        let over = if self.over { "，超过目标的按比例多得" } else { "" };
        format!(
            "{}{word}{}{}，不足按比例{over}",
            self.of.describe(scheme),
            self.target.describe(scheme),
            match self.points {
                Amount::Points(points) => format!("得{}分", points.short()),
                _ => "得满分".into(),
            }
        )
    }
}

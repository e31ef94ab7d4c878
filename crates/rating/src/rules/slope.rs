//! 围绕目标逐步加减，可设死区（R07）.

use super::{Applied, ItemView, Outcome, facts_of};
use crate::{
    measure::{Context, Describe, Lack, Measure, Reader, Source},
    number::Number,
    points::Points,
    scheme::{Scheme, fields::Fields, node::Node},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Slope {
    pub of: Measure,
    /// Ends of the dead band; equal if there is none.
    pub low: Measure,
    pub high: Measure,
    pub below: Option<Side>,
    pub above: Option<Side>,
    pub steps: Steps,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    pub every: Measure,
    pub points: Points,
    pub most: Option<Points>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    Whole,
    Started,
    Exact,
}

impl Slope {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Slope> {
        let of = fields.get("slope").and_then(|node| reader.measure(node));
        let target = fields.need("target", reader.problems);
        let (low, high) = match target.and_then(Node::list) {
            Some([low, high]) => (reader.measure(low), reader.measure(high)),
            Some(_) => {
                reader.problems.error(fields.place, "死区要写成 [低, 高]", "如 target: [77, 80]");
                (None, None)
            }
            None => {
                let target = target.and_then(|node| reader.measure(node));
                (target.clone(), target)
            }
        };
        let below = fields.get("below").and_then(|node| Side::read(node, reader));
        let above = fields.get("above").and_then(|node| Side::read(node, reader));
        if !fields.has("below") && !fields.has("above") {
            reader.problems.error(
                fields.place,
                "没有写低于或高于目标时怎样加减",
                "补上 below: {every: 1, points: -1} 或 above: …",
            );
        }
        const STEPS: [(&str, Steps); 3] =
            [("whole", Steps::Whole), ("started", Steps::Started), ("exact", Steps::Exact)];
        let steps = fields.word("steps", &STEPS, reader.problems).unwrap_or(Steps::Whole);
        Some(Slope { of: of?, low: low?, high: high?, below, above, steps })
    }

    pub(super) fn takes(&self) -> bool {
        [&self.below, &self.above].into_iter().flatten().any(|side| side.points < Points::ZERO)
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, _: ItemView, sheet: &mut Sheet) -> Applied {
        let value = context.number(&self.of)?;
        let (low, high) = (context.number(&self.low)?, context.number(&self.high)?);
        let (side, distance, word) = if value < low {
            (&self.below, low.minus(value), "低于目标")
        } else if value > high {
            (&self.above, value.minus(high), "高于目标")
        } else {
            (&None, Some(Number::ZERO), "在目标内")
        };
        let distance = distance.ok_or(Lack::Undefined)?;
        let points = match side {
            Some(side) => side.points(distance, self.steps, context)?,
            None => Points::ZERO,
        };
        sheet.add(points, StepKind::Rule, || {
            let what = self.of.describe(context.scheme);
            let target = if low == high { low.to_string() } else { format!("{low}至{high}") };
            let by = if distance.is_zero() { String::new() } else { distance.to_string() };
            let mut facts = facts_of(&self.of, context);
            facts.extend(facts_of(&self.low, context));
            facts.dedup();
            (format!("{what}为{value}，目标{target}，{word}{by}，{}", plus_minus(points)), facts)
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let side = |name: &str, side: &Option<Side>| {
            side.as_ref().map_or(String::new(), |side| {
                let most = side.most.map(|most| format!("（最多{}分）", most.short())).unwrap_or_default();
                format!("，{name}每{}{}{most}", side.every.describe(scheme), plus_minus(side.points))
            })
        };
        let mut target = self.low.describe(scheme);
        if self.low != self.high {
            target = format!("{target}至{}", self.high.describe(scheme));
        }
        format!(
            "{}，目标{target}{}{}",
            self.of.describe(scheme),
            side("低于目标", &self.below),
            side("高于目标", &self.above)
        )
    }
}

impl Side {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Side> {
        let fields = reader.fields(node, "一侧的加减")?;
        let every = fields.get("every").map_or(Some(Measure::Constant(Number::ONE)), |node| reader.measure(node));
        let points = fields.need("points", reader.problems).and_then(|_| fields.points("points", reader.problems));
        let most = fields.points("most", reader.problems);
        fields.finish(reader.problems);
        Some(Side { every: every?, points: points?, most })
    }

    fn points<S: Source>(
        &self,
        distance: Number,
        steps: Steps,
        context: &Context<'_, S>,
    ) -> std::result::Result<Points, Lack> {
        let ratio = distance.over(context.number(&self.every)?).ok_or(Lack::Undefined)?;
        let n = match steps {
            Steps::Whole => Number::whole(ratio.floor()),
            Steps::Started => {
                let floor = Number::whole(ratio.floor());
                if floor == ratio { floor } else { Number::whole(ratio.floor().saturating_add(1)) }
            }
            Steps::Exact => ratio,
        };
        let points = self.points.number().times(n).ok_or(Lack::Undefined)?;
        let points = context.scheme.points.rounding.points(points);
        Ok(self.most.map_or(points, |most| points.max(-most.abs()).min(most.abs())))
    }
}

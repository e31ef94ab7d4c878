//! 分档计分，端点明写（R06 R08）.

use super::{Applied, ItemView, Outcome, each::Range, facts_of, judged};
use crate::{
    measure::{Context, Describe, Lack, Measure, Reader, Source, Take, Window},
    number::Number,
    points::{Points, Rounding},
    scheme::{self, QueryId, Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    pub of: Measure,
    pub round: Option<Rounding>,
    pub scale: Vec<(scheme::Bounds, Worth)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Worth {
    Points(Points),
    /// Of the item's full points.
    Percent(Number),
    /// A figure is the points: 按实得分数.
    Measure(Measure),
    /// A person decides inside the range.
    Judged {
        range: Range,
        mark: QueryId,
    },
}

impl Bands {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Bands> {
        let of = fields.get("bands").and_then(|node| reader.measure(node));
        let round = fields.get("round").and_then(|node| {
            let fields = reader.fields(node, "取整")?;
            let rounding = reader.rounding_of(&fields);
            fields.finish(reader.problems);
            rounding
        });
        let scale = fields.need("scale", reader.problems)?;
        let scale = reader.bands(scale, read_worth);
        Some(Bands { of: of?, round, scale: scale? })
    }

    pub(super) fn takes(&self) -> bool {
        self.scale.iter().any(|(_, worth)| match worth {
            Worth::Points(points) => *points < Points::ZERO,
            Worth::Judged { range, .. } => range.low.is_negative(),
            Worth::Percent(percent) => percent.is_negative(),
            Worth::Measure(_) => false,
        })
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        let raw = context.number(&self.of)?;
        let value = self.round.map_or(raw, |rounding| rounding.number(raw));
        let Some((bounds, worth)) = self.scale.iter().find(|(bounds, _)| bounds.holds(value)) else {
            sheet.add(Points::ZERO, StepKind::Rule, || {
                let what = self.of.describe(context.scheme);
                (format!("{what}为{value}，不在任何一档，不加不扣"), facts_of(&self.of, context))
            });
            return Ok(Outcome::Applied);
        };
        let (points, mark) = match worth {
            Worth::Points(points) => (*points, None),
            Worth::Percent(percent) => {
                let share = item.full.number().times(*percent).and_then(|n| n.over(Number::HUNDRED));
                (context.scheme.points.rounding.points(share.ok_or(Lack::Undefined)?), None)
            }
            Worth::Measure(measure) => (context.scheme.points.rounding.points(context.number(measure)?), None),
            Worth::Judged { range, mark } => match judged::marked(*mark, Some(range.ends(item.full)), None, context)? {
                Ok(points) => (points, Some(*mark)),
                Err(outcome) => return Ok(outcome),
            },
        };
        sheet.add(points, StepKind::Rule, || {
            let what = self.of.describe(context.scheme);
            let band = bounds.describe(context.scheme);
            let mut facts = facts_of(&self.of, context);
            facts.extend(mark.map(|mark| facts_of(&Measure::Query(mark), context)).unwrap_or_default());
            let end = if points.is_zero() { "得0分".into() } else { plus_minus(points).replace('加', "得") };
            (format!("{what}为{value}，属“{band}”档，{end}"), facts)
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let bands: Vec<String> = self
            .scale
            .iter()
            .map(|(bounds, worth)| {
                let worth = match worth {
                    Worth::Points(points) => format!("{}分", points.short()),
                    Worth::Percent(percent) => format!("满分的{percent}%"),
                    Worth::Measure(measure) => format!("以{}为分", measure.describe(scheme)),
                    Worth::Judged { range, .. } => range.title(),
                };
                format!("{}：{worth}", bounds.describe(scheme))
            })
            .collect();
        format!("{}分档：{}", self.of.describe(scheme), bands.join("；"))
    }
}

fn read_worth(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Worth> {
    if let Some(node) = fields.get("range") {
        let range = super::each::read_range(node, reader).flatten();
        let mark = fields.need("judged", reader.problems).and_then(|node| reader.class(node));
        let range = range?;
        let mark = reader.plain_query(mark?, Window::Own, Take::Latest("points".into()));
        return Some(Worth::Judged { range, mark });
    }
    if fields.has("percent") {
        return fields.number("percent", reader.problems).map(Worth::Percent);
    }
    let points = fields.need("points", reader.problems)?;
    if points.map().is_some() {
        return reader.measure(points).map(Worth::Measure);
    }
    fields.points("points", reader.problems).map(Worth::Points)
}

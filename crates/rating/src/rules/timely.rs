//! 按时、迟、未做三种结果（R25）.

use super::{Applied, ItemView, Outcome};
use crate::{
    measure::{Context, Lack, Reader, Source, Window},
    number::Number,
    points::Points,
    scheme::{DutyId, Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::Sheet,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Timely {
    pub duty: DutyId,
    pub window: Window,
    pub on_time: Points,
    pub late: Points,
    pub never: Points,
    /// Add up instead of taking the mean over what was owed.
    pub sum: bool,
}

impl Timely {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Timely> {
        let duty = fields.get("timely").and_then(|node| reader.duty_of(node));
        let window = reader.window(fields.get("during"));
        let on_time = fields.need("on_time", reader.problems).and_then(|_| fields.points("on_time", reader.problems));
        let late = fields.need("late", reader.problems).and_then(|_| fields.points("late", reader.problems));
        let never = fields.points("never", reader.problems).unwrap_or_default();
        let sum = fields.word("combine", &[("mean", false), ("sum", true)], reader.problems).unwrap_or(false);
        Some(Timely { duty: duty?, window, on_time: on_time?, late: late?, never, sum })
    }

    pub(super) fn takes(&self) -> bool {
        [self.on_time, self.late, self.never].into_iter().any(|points| points < Points::ZERO)
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, _: ItemView, sheet: &mut Sheet) -> Applied {
        let owed = context.owed_by_now(self.duty, self.window)?;
        let name = &context.scheme.duties[self.duty].name;
        if owed.owed == 0 {
            return Ok(Outcome::NotOwed(format!("“{name}”本期不应尽，不算缺")));
        }
        let (on_time, late, never) = (owed.done - owed.late, owed.late, owed.missing());
        let worth = |points: Points, n: i64| Points::from_thousandths(points.thousandths().saturating_mul(n));
        let sum = worth(self.on_time, on_time) + worth(self.late, late) + worth(self.never, never);
        let points = if self.sum {
            sum
        } else {
            let mean = sum.number().over(Number::whole(owed.owed)).ok_or(Lack::Undefined)?;
            context.scheme.points.rounding.points(mean)
        };
        sheet.add(points, StepKind::Rule, || {
            let instances = context.instances(self.duty, self.window).unwrap_or_default();
            let facts = instances.iter().flat_map(|instance| &instance.done).map(|fact| fact.id.clone());
            let sentence = format!(
                "应尽“{name}”{}次：按时{on_time}次、迟{late}次、未做{never}次，得{}分",
                owed.owed,
                points.short()
            );
            (sentence, facts.collect())
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        format!(
            "{}：按时{}分、迟{}分、未做{}分",
            scheme.duties[self.duty].name,
            self.on_time.short(),
            self.late.short(),
            self.never.short()
        )
    }
}

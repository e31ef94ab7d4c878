//! Which looks at the facts a measure or condition contains.

use super::{Condition, Measure};
use crate::scheme::{DutyId, GroupId, QueryId};

/// Everything a rule reads.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reads {
    pub queries: Vec<QueryId>,
    pub duties: Vec<DutyId>,
    pub groups: Vec<GroupId>,
    /// Looks at other periods than its own.
    pub shifts: bool,
    /// Looks at the date itself, not only at facts.
    pub calendar: bool,
}

impl Reads {
    pub(crate) fn add(&mut self, other: Reads) {
        self.queries.extend(other.queries);
        self.duties.extend(other.duties);
        self.groups.extend(other.groups);
        self.shifts |= other.shifts;
        self.calendar |= other.calendar;
    }
}

impl Measure {
    pub(crate) fn reads(&self, reads: &mut Reads) {
        match self {
            Measure::Constant(_) | Measure::Score(_) | Measure::Earlier { .. } => {}
            Measure::Query(query) => reads.queries.push(*query),
            Measure::Duty { duty, .. } => reads.duties.push(*duty),
            Measure::Rate(pair) | Measure::Ratio(pair) | Measure::Minus(pair) => {
                pair.iter().for_each(|part| part.reads(reads));
            }
            Measure::Plus(parts)
            | Measure::Times(parts)
            | Measure::Smallest(parts)
            | Measure::Largest(parts)
            | Measure::Average(parts) => parts.iter().for_each(|part| part.reads(reads)),
            Measure::Weighted(parts) => parts.iter().for_each(|(part, weight)| {
                part.reads(reads);
                weight.reads(reads);
            }),
            Measure::Choose(choice) => {
                choice.0.reads(reads);
                choice.1.reads(reads);
                choice.2.reads(reads);
            }
            Measure::Bands(of, bands) => {
                of.reads(reads);
                bands.iter().for_each(|(_, worth)| worth.reads(reads));
            }
            Measure::Round(of, _) => of.reads(reads),
            Measure::Interpolate(of, through) => {
                of.reads(reads);
                through.iter().for_each(|(x, y)| {
                    x.reads(reads);
                    y.reads(reads);
                });
            }
            Measure::Group(group) => reads.groups.push(*group),
            Measure::Shifted(of, ..) => {
                reads.shifts = true;
                of.reads(reads);
            }
            Measure::Streak(condition, ..) => {
                reads.shifts = true;
                condition.reads(reads);
            }
        }
    }
}

impl Condition {
    pub(crate) fn reads(&self, reads: &mut Reads) {
        match self {
            Condition::Compare(measure, tests) => {
                measure.reads(reads);
                tests.iter().for_each(|(_, limit)| limit.reads(reads));
            }
            Condition::Some(query) | Condition::None(query) | Condition::Word(query, _) => reads.queries.push(*query),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.reads(reads)),
            Condition::Not(inner) => inner.reads(reads),
            Condition::Month(_) | Condition::Year(_) | Condition::NewBranch(_) => reads.calendar = true,
            Condition::Category(_) => {}
        }
    }
}

//! Where numbers come from: one branch's facts, asked through a scheme's queries.

use jiff::civil::Date;

use super::{Filter, Owed, PerFact, Query, Take, Window};
use crate::{
    facts::{Branch, Fact, FactKind, FactState},
    number::Number,
    period::Period,
    scheme::{DutyId, QueryId, Scheme},
};

/// One branch, as rules see it. The ordinary source is [`BranchFacts`]; [`crate::bulk`] has another for millions of branches.
pub trait Source {
    /// The query's number; `None` if no fact supplies it. Counts and sums are never missing.
    fn number(&self, query: QueryId, at: Period) -> Option<Number>;

    /// The query's word.
    fn word(&self, query: QueryId, at: Period) -> Option<&str>;

    /// The facts behind a query, oldest first.
    fn facts(&self, query: QueryId, at: Period) -> Vec<&Fact>;

    /// Approved exceptions from a duty inside the period.
    fn exceptions(&self, duty: DutyId, at: Period) -> Vec<&Fact>;

    fn branch(&self) -> Option<&Branch>;

    /// Duty counts that the source knows at once; `None` lets the engine count them instance by instance.
    fn owed(&self, duty: DutyId, window: Window, at: Period) -> Option<Owed>;
}

/// A branch with its facts sorted by class and day.
#[derive(Debug)]
pub struct BranchFacts<'a> {
    scheme: &'a Scheme,
    branch: &'a Branch,
    /// By position of the class; returned and withdrawn facts are left out.
    by_class: Vec<Vec<&'a Fact>>,
    exceptions: Vec<&'a Fact>,
}

impl<'a> BranchFacts<'a> {
    pub fn new(scheme: &'a Scheme, branch: &'a Branch, facts: &'a [Fact]) -> BranchFacts<'a> {
        let mut by_class: Vec<Vec<&Fact>> = vec![Vec::new(); scheme.classes.len()];
        let mut exceptions = Vec::new();
        for fact in facts.iter().filter(|fact| fact.state == FactState::Valid) {
            if fact.kind == FactKind::Exception {
                exceptions.push(fact);
            } else if let Some(class) = scheme.classes.iter().position(|class| class.key == fact.key) {
                by_class[class].push(fact);
            }
        }
        // The order in which facts arrive never decides anything.
        for list in by_class.iter_mut().chain([&mut exceptions]) {
            list.sort_by(|a, b| (day_of(a), a.on, &a.id).cmp(&(day_of(b), b.on, &b.id)));
        }
        BranchFacts { scheme, branch, by_class, exceptions }
    }

    fn selected(&self, query: &Query, at: Period) -> impl DoubleEndedIterator<Item = &'a Fact> {
        let (from, to) = query.window.range(at);
        let list = &self.by_class[query.class];
        let start = list.partition_point(|fact| day_of(fact) < from);
        let end = list.partition_point(|fact| day_of(fact) <= to).max(start);
        let facts = list[start..end].iter().copied();
        let mut chosen: Vec<&Fact> =
            facts.filter(|fact| query.filters.iter().all(|filter| passes(filter, fact))).collect();
        if let Some(field) = &query.latest_per {
            let last = |fact: &&Fact| {
                let same = |other: &&&Fact| other.tags.get(field) == fact.tags.get(field);
                chosen.iter().rev().find(same).is_some_and(|last| std::ptr::eq(*last, *fact))
            };
            chosen = chosen.iter().copied().filter(last).collect();
        }
        chosen.into_iter()
    }
}

/// The day that places a fact in time: the last day of the period it counts for, or its own day.
fn day_of(fact: &Fact) -> Date {
    fact.counts_for.map_or(fact.on, Period::last_day)
}

impl Query {
    /// Whether the fact is of the kind that this looks for, its day aside.
    pub fn admits(&self, scheme: &Scheme, fact: &Fact) -> bool {
        scheme.classes[self.class].key == fact.key && self.filters.iter().all(|filter| passes(filter, fact))
    }
}

pub(crate) fn passes(filter: &Filter, fact: &Fact) -> bool {
    match filter {
        Filter::Word { field, any_of } => fact.tags.get(field).is_some_and(|word| any_of.contains(word)),
        Filter::Number { of, tests } => {
            of.number(fact).is_some_and(|value| tests.iter().all(|(op, limit)| op.holds(value, *limit)))
        }
    }
}

/// A figure of a fact; an event without a count happened once.
fn figure_of(fact: &Fact, field: &str) -> Option<Number> {
    let written = fact.numbers.get(field).copied();
    written.or_else(|| (field == "count" && fact.kind == FactKind::Event).then_some(Number::ONE))
}

/// One number a fact; `None` if a fact lacks a figure that the calculation needs.
fn worked_out<'f>(facts: impl Iterator<Item = &'f Fact>, of: &PerFact) -> Option<Vec<Number>> {
    facts.map(|fact| of.number(fact)).collect()
}

impl PerFact {
    pub(crate) fn number(&self, fact: &Fact) -> Option<Number> {
        let fold = |parts: &[PerFact], start: Number, join: fn(Number, Number) -> Option<Number>| {
            parts.iter().try_fold(start, |result, part| join(result, part.number(fact)?))
        };
        match self {
            PerFact::Constant(number) => Some(*number),
            PerFact::Field(field) => figure_of(fact, field),
            PerFact::Ratio(pair) => pair[0].number(fact)?.over(pair[1].number(fact)?),
            PerFact::Minus(pair) => pair[0].number(fact)?.minus(pair[1].number(fact)?),
            PerFact::Plus(parts) => fold(parts, Number::ZERO, Number::plus),
            PerFact::Times(parts) => fold(parts, Number::ONE, Number::times),
        }
    }
}

/// How often an event happened: its `count` in whole times, otherwise once.
pub(crate) fn times_of(fact: &Fact) -> i64 {
    match fact.kind {
        FactKind::Event => fact.numbers.get("count").map_or(1, |count| count.floor()),
        _ => 1,
    }
}

impl Source for BranchFacts<'_> {
    fn number(&self, query: QueryId, at: Period) -> Option<Number> {
        let query = &self.scheme.queries[query];
        let facts = || self.selected(query, at);
        let values = |field: &str| facts().filter_map(|fact| figure_of(fact, field)).collect::<Vec<_>>();
        let sum = |values: &[Number]| values.iter().try_fold(Number::ZERO, |sum, value| sum.plus(*value));
        match &query.take {
            Take::Facts | Take::Count => Some(Number::whole(facts().map(times_of).sum())),
            Take::Sum(field) => sum(&values(field)),
            Take::Mean(field) => {
                let values = values(field);
                sum(&values)?.over(Number::whole(values.len() as i64))
            }
            Take::Highest(field) => values(field).into_iter().max(),
            Take::Lowest(field) => values(field).into_iter().min(),
            Take::Latest(field) => facts().rev().find_map(|fact| fact.numbers.get(field)).copied(),
            Take::Distinct(field) => {
                let mut words: Vec<&String> = facts().filter_map(|fact| fact.tags.get(field)).collect();
                words.sort_unstable();
                words.dedup();
                Some(Number::whole(words.len() as i64))
            }
            Take::Since { months } => {
                let last = facts().next_back()?.on;
                let end = query.window.range(at).1;
                let units = if *months {
                    let n = i64::from(end.year() - last.year()) * 12 + i64::from(end.month() - last.month());
                    n - i64::from(end.day() < last.day() && end != end.last_of_month())
                } else {
                    i64::from(last.until(end).ok()?.get_days())
                };
                Some(Number::whole(units))
            }
            Take::LongestGap => {
                let (from, to) = query.window.range(at);
                let mut ends: Vec<Date> = vec![from.max(self.branch.founded)];
                ends.extend(facts().map(|fact| fact.on));
                ends.push(to);
                let days = |pair: &[Date]| pair[0].until(pair[1]).map_or(0, |span| i64::from(span.get_days()));
                ends.windows(2).map(days).max().map(Number::whole)
            }
            Take::SumOf(of) => sum(&worked_out(facts(), of)?),
            Take::MeanOf(of) => {
                let values = worked_out(facts(), of)?;
                sum(&values)?.over(Number::whole(values.len() as i64))
            }
            Take::HighestOf(of) => worked_out(facts(), of)?.into_iter().max(),
            Take::LowestOf(of) => worked_out(facts(), of)?.into_iter().min(),
            Take::Word(_) => None,
        }
    }

    fn word(&self, query: QueryId, at: Period) -> Option<&str> {
        let query = &self.scheme.queries[query];
        let Take::Word(field) = &query.take else { return None };
        self.selected(query, at).rev().find_map(|fact| fact.tags.get(field)).map(String::as_str)
    }

    fn facts(&self, query: QueryId, at: Period) -> Vec<&Fact> {
        let query = &self.scheme.queries[query];
        let mut facts = self.selected(query, at);
        match query.take {
            // Only the one that supplied the figure.
            Take::Latest(ref field) => facts.rfind(|fact| fact.numbers.contains_key(field)).into_iter().collect(),
            Take::Word(ref field) => facts.rfind(|fact| fact.tags.contains_key(field)).into_iter().collect(),
            Take::Since { .. } => facts.last().into_iter().collect(),
            _ => facts.collect(),
        }
    }

    fn exceptions(&self, duty: DutyId, at: Period) -> Vec<&Fact> {
        let code = &self.scheme.duties[duty].code;
        let inside = |fact: &&&Fact| at.holds(day_of(fact)) && fact.tags.get("duty") == Some(code);
        self.exceptions.iter().filter(inside).copied().collect()
    }

    fn branch(&self) -> Option<&Branch> {
        Some(self.branch)
    }

    fn owed(&self, _: DutyId, _: Window, _: Period) -> Option<Owed> {
        None
    }
}

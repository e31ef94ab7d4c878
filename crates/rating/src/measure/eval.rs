//! Works measures and conditions out for one branch and period.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Condition, DutyCount, Measure, Reads, ResultPart, ScoreOf, Source, Window};
use crate::{
    facts::Fact,
    number::Number,
    period::{Cycle, Period},
    scheme::{Calendar, Due, Duty, DutyId, GroupId, NewBranch, QueryId, Scheme},
};

/// Why a number is not there. Never the same as zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// Nobody has supplied the fact yet.
    Missing(QueryId),
    /// It cannot be worked out: a division by nothing.
    Undefined,
    /// An earlier result or a comparison that does not exist.
    NoResult,
    /// Nothing of a duty is due yet, and it can still be done.
    Open(DutyId),
}

pub type Result<T> = std::result::Result<T, Lack>;

/// The result being made, for conditions that read it.
pub trait Scores {
    fn score(&self, of: ScoreOf) -> Option<Number>;
}

/// Results of earlier periods of the same branch.
pub trait Earlier {
    fn earlier(&self, what: ResultPart, period: Period) -> Option<Number>;
}

/// Group figures of one period: by comparison, this branch's value.
pub type Compared = HashMap<GroupId, Number>;

/// All that a measure may look at.
pub struct Context<'a, S> {
    pub scheme: &'a Scheme,
    pub source: &'a S,
    /// Position of the branch's category.
    pub category: usize,
    pub at: Period,
    /// The day up to which the facts are known; `None` once all that can come has come.
    pub as_of: Option<Date>,
    pub compared: Option<&'a Compared>,
    pub scores: Option<&'a dyn Scores>,
    pub earlier: Option<&'a dyn Earlier>,
}

impl<S> Clone for Context<'_, S> {
    fn clone(&self) -> Self {
        Context { ..*self }
    }
}

/// What was owed in a window and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Owed {
    pub owed: i64,
    pub done: i64,
    pub late: i64,
    /// Lifted by an approved exception.
    pub excused: i64,
    pub days_late: i64,
    /// Not done and not owed yet: it can still be done.
    pub open: i64,
}

impl Owed {
    pub const fn missing(self) -> i64 {
        self.owed - self.done
    }

    pub const fn count(self, what: DutyCount) -> i64 {
        match what {
            DutyCount::Owed => self.owed,
            DutyCount::Done => self.done,
            DutyCount::Missing => self.missing(),
            DutyCount::Late => self.late,
            DutyCount::OnTime => self.done - self.late,
            DutyCount::DaysLate => self.days_late,
            DutyCount::Excused => self.excused,
        }
    }
}

/// One cycle of a duty.
#[derive(Debug)]
pub struct Instance<'a> {
    pub period: Period,
    pub owed: Owed,
    /// The records that count, those on time first.
    pub done: Vec<&'a Fact>,
    pub exceptions: Vec<&'a Fact>,
}

impl<'a, S: Source> Context<'a, S> {
    /// The same branch seen at another period.
    pub fn at(&self, at: Period) -> Context<'a, S> {
        Context { at, ..self.clone() }
    }

    fn shifted(&self, by: i32, unit: Cycle) -> Context<'a, S> {
        if by == 0 && unit >= self.at.cycle() {
            self.clone()
        } else {
            Context { scores: None, ..self.at(shift(self.at, by, unit)) }
        }
    }

    pub fn number(&self, measure: &Measure) -> Result<Number> {
        match measure {
            Measure::Constant(number) => Ok(*number),
            Measure::Query(query) => self.source.number(*query, self.at).ok_or(Lack::Missing(*query)),
            Measure::Duty { duty, count, window } => {
                let owed = self.owed_by_now(*duty, *window)?;
                Ok(Number::whole(owed.count(*count)))
            }
            Measure::Rate(pair) => {
                let (left, right) = (self.number(&pair[0])?, self.number(&pair[1])?);
                let ratio = left.over(right).ok_or(Lack::Undefined)?;
                ratio.times(Number::HUNDRED).ok_or(Lack::Undefined)
            }
            Measure::Ratio(pair) => self.number(&pair[0])?.over(self.number(&pair[1])?).ok_or(Lack::Undefined),
            Measure::Minus(pair) => self.number(&pair[0])?.minus(self.number(&pair[1])?).ok_or(Lack::Undefined),
            Measure::Plus(parts) => self.fold(parts, Number::ZERO, Number::plus),
            Measure::Times(parts) => self.fold(parts, Number::ONE, Number::times),
            Measure::Smallest(parts) => Ok(self.all(parts)?.into_iter().min().unwrap_or(Number::ZERO)),
            Measure::Largest(parts) => Ok(self.all(parts)?.into_iter().max().unwrap_or(Number::ZERO)),
            Measure::Average(parts) => {
                let sum = self.fold(parts, Number::ZERO, Number::plus)?;
                sum.over(Number::whole(parts.len() as i64)).ok_or(Lack::Undefined)
            }
            Measure::Weighted(parts) => {
                let (mut sum, mut weights) = (Number::ZERO, Number::ZERO);
                for (part, weight) in parts {
                    let weight = self.number(weight)?;
                    let part = self.number(part)?.times(weight).ok_or(Lack::Undefined)?;
                    sum = sum.plus(part).ok_or(Lack::Undefined)?;
                    weights = weights.plus(weight).ok_or(Lack::Undefined)?;
                }
                sum.over(weights).ok_or(Lack::Undefined)
            }
            Measure::Choose(choice) => {
                let (condition, then, otherwise) = &**choice;
                self.number(if self.holds(condition)? { then } else { otherwise })
            }
            Measure::Bands(of, bands) => {
                let value = self.number(of)?;
                let band = bands.iter().find(|(bounds, _)| bounds.holds(value));
                let (_, worth) = band.ok_or(Lack::Undefined)?;
                self.number(worth)
            }
            Measure::Round(of, rounding) => Ok(rounding.number(self.number(of)?)),
            Measure::Interpolate(of, through) => {
                let value = self.number(of)?;
                let mut points = Vec::new();
                for (x, y) in through {
                    points.push((self.number(x)?, self.number(y)?));
                }
                points.sort_by_key(|(x, _)| *x);
                let (first, last) = (points.first().ok_or(Lack::Undefined)?, points.last().ok_or(Lack::Undefined)?);
                if value <= first.0 || value >= last.0 {
                    return Ok(if value <= first.0 { first.1 } else { last.1 });
                }
                let after = points.iter().position(|(x, _)| *x >= value).ok_or(Lack::Undefined)?;
                let ((x0, y0), (x1, y1)) = (points[after - 1], points[after]);
                let line = || {
                    let share = value.minus(x0)?.over(x1.minus(x0)?)?;
                    y0.plus(y1.minus(y0)?.times(share)?)
                };
                line().ok_or(Lack::Undefined)
            }
            Measure::Group(group) => {
                match self.compared.and_then(|compared| compared.get(group)) {
                    Some(value) => Ok(*value),
                    // The branch's own figure may be what is missing.
                    None => self.number(&self.scheme.groups[*group].of).and(Err(Lack::NoResult)),
                }
            }
            Measure::Shifted(of, by, unit) => self.shifted(*by, *unit).number(of),
            Measure::Streak(condition, unit, most) => {
                let mut streak = 0;
                while streak < *most && self.shifted(-streak, *unit).holds(condition) == Ok(true) {
                    streak += 1;
                }
                Ok(Number::whole(i64::from(streak)))
            }
            Measure::Score(of) => {
                // Inside a streak or a shift the result is that of the shifted period.
                let past = || match of {
                    ScoreOf::Result(part) => self.earlier?.earlier(*part, self.at),
                    _ => None,
                };
                self.scores.and_then(|scores| scores.score(*of)).or_else(past).ok_or(Lack::NoResult)
            }
            Measure::Earlier { what, of, back } => {
                let period = self.at.widened(of.unwrap_or(self.at.cycle())).shifted(-back);
                if *back == 0
                    && period == self.at
                    && let Some(now) = self.scores.and_then(|scores| scores.score(ScoreOf::Result(*what)))
                {
                    return Ok(now);
                }
                self.earlier.and_then(|earlier| earlier.earlier(*what, period)).ok_or(Lack::NoResult)
            }
        }
    }

    fn fold(&self, parts: &[Measure], start: Number, join: fn(Number, Number) -> Option<Number>) -> Result<Number> {
        let mut result = start;
        for part in parts {
            result = join(result, self.number(part)?).ok_or(Lack::Undefined)?;
        }
        Ok(result)
    }

    fn all(&self, parts: &[Measure]) -> Result<Vec<Number>> {
        parts.iter().map(|part| self.number(part)).collect()
    }

    /// Unknown parts do not matter where the known ones already decide.
    pub fn holds(&self, condition: &Condition) -> Result<bool> {
        match condition {
            Condition::Compare(measure, tests) => {
                let left = self.number(measure)?;
                for (op, right) in tests {
                    if !op.holds(left, self.number(right)?) {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Condition::Some(query) => Ok(self.number(&Measure::Query(*query))? > Number::ZERO),
            Condition::None(query) => Ok(self.number(&Measure::Query(*query))?.is_zero()),
            Condition::Word(query, any_of) => {
                let word = self.source.word(*query, self.at).ok_or(Lack::Missing(*query))?;
                Ok(any_of.iter().any(|known| known == word))
            }
            Condition::Category(any_of) => Ok(any_of.contains(&self.category)),
            Condition::Month(any_of) => Ok(any_of.contains(&self.at.last_day().month())),
            Condition::Year(tests) => {
                let year = Number::whole(i64::from(self.at.year()));
                Ok(tests.iter().all(|(op, limit)| op.holds(year, *limit)))
            }
            Condition::NewBranch(months) => {
                let founded = self.source.branch().map(|branch| branch.founded);
                Ok(founded.is_some_and(|day| months_between(day, self.at.last_day()) < *months))
            }
            Condition::All(parts) => self.several(parts, false),
            Condition::Any(parts) => self.several(parts, true),
            Condition::Not(inner) => self.holds(inner).map(|held| !held),
        }
    }

    /// Stops at the first part that decides; a lack counts only if nothing decides.
    fn several(&self, parts: &[Condition], decides: bool) -> Result<bool> {
        let mut lack = None;
        for part in parts {
            match self.holds(part) {
                Ok(held) if held == decides => return Ok(decides),
                Ok(_) => {}
                Err(found) => lack = lack.or(Some(found)),
            }
        }
        lack.map_or(Ok(!decides), Err)
    }

    /// Duty counts over a window.
    pub fn owed(&self, duty: DutyId, window: Window) -> Result<Owed> {
        if let Some(owed) = self.source.owed(duty, window, self.at) {
            return Ok(owed);
        }
        let mut sum = Owed::default();
        for instance in self.instances(duty, window)? {
            sum.owed += instance.owed.owed;
            sum.done += instance.owed.done;
            sum.late += instance.owed.late;
            sum.excused += instance.owed.excused;
            sum.days_late += instance.owed.days_late;
            sum.open += instance.owed.open;
        }
        Ok(sum)
    }

    /// Like [`Context::owed`]; `Lack::Open` while all that there is to do can still be done.
    pub fn owed_by_now(&self, duty: DutyId, window: Window) -> Result<Owed> {
        let owed = self.owed(duty, window)?;
        if owed.owed == 0 && owed.open > 0 { Err(Lack::Open(duty)) } else { Ok(owed) }
    }

    /// Whether the period is not over on the day up to which the facts are known.
    pub(crate) fn is_running(&self) -> bool {
        self.as_of.is_some_and(|day| day <= self.at.last_day())
    }

    /// What is still open of a duty in this period: how many times, and until when.
    pub(crate) fn open(&self, duty: DutyId) -> Option<(i64, Date)> {
        let instances = self.instances(duty, Window::Own).ok()?;
        let open = instances.iter().filter(|instance| instance.owed.open > 0);
        let until = open.clone().map(|instance| self.last_chance(duty, instance.period)).max()?;
        Some((open.map(|instance| instance.owed.open).sum(), until))
    }

    /// The last day on which a record of this cycle can still count.
    fn last_chance(&self, duty: DutyId, period: Period) -> Date {
        let last = period.last_day();
        self.scheme.duties[duty].deadline(&self.scheme.calendar, period, last).max(last)
    }

    /// The duty's cycles that end inside the window, each with what was owed and what was done.
    pub fn instances(&self, duty: DutyId, window: Window) -> Result<Vec<Instance<'a>>> {
        let every = self.scheme.duties[duty].every;
        let (from, to) = window.range(self.at);
        let from = from.max(self.source.branch().map_or(from, |branch| branch.founded));
        let mut period = Period::holding(from, every);
        let mut instances = Vec::new();
        while period.last_day() <= to {
            instances.push(self.instance(duty, period)?);
            period = period.shifted(1);
        }
        Ok(instances)
    }

    fn instance(&self, duty: DutyId, period: Period) -> Result<Instance<'a>> {
        let rule = &self.scheme.duties[duty];
        let here = self.at(period);
        let mut times = 0;
        let share = self.existence(rule.new_branch, period);
        let applies = match &rule.condition {
            Some(condition) if !share.is_zero() => here.holds(condition)?,
            _ => true,
        };
        if applies && !share.is_zero() {
            let full = here.number(&rule.times)?;
            times = full.times(share).ok_or(Lack::Undefined)?.floor().max(0);
        }
        let exceptions = self.source.exceptions(duty, period);
        let excused = if exceptions.is_empty() { 0 } else { times };
        let owed = times - excused;
        let mut done = self.source.facts(rule.record, period);
        let is_late = |fact: &&Fact| is_late(rule, &self.scheme.calendar, period, fact);
        done.sort_by_key(is_late);
        if let Some(field) = &rule.one_each {
            let mut seen = std::collections::HashSet::new();
            done.retain(|fact| seen.insert(fact.tags.get(field).cloned()));
        }
        let late = done.iter().filter(|fact| is_late(fact)).count();
        let on_time = (done.len() - late) as i64;
        let n_done = (done.len() as i64).min(owed);
        done.truncate(usize::try_from(n_done).unwrap_or(0));
        let late = (n_done - on_time).max(0);
        let days_late = done.iter().map(|fact| days_late(rule, &self.scheme.calendar, period, fact)).sum();
        let can_come = self.as_of.is_some_and(|day| day <= self.last_chance(duty, period));
        let open = if can_come { owed - n_done } else { 0 };
        let owed = Owed { owed: owed - open, done: n_done, late, excused, days_late, open };
        Ok(Instance { period, owed, done, exceptions })
    }

    /// The part of a cycle for which a branch owes.
    fn existence(&self, rule: NewBranch, period: Period) -> Number {
        let Some(branch) = self.source.branch() else { return Number::ONE };
        if branch.existed_throughout(period) {
            return Number::ONE;
        }
        if !branch.existed_in(period) {
            return Number::ZERO;
        }
        match rule {
            NewBranch::Owed => Number::ONE,
            NewBranch::NotOwed => Number::ZERO,
            NewBranch::ProRata => {
                let first = branch.founded.max(period.first_day());
                let last = branch.closed.map_or(period.last_day(), |day| day.min(period.last_day()));
                let days = |from: Date, to: Date| from.until(to).map_or(0, |span| i64::from(span.get_days())) + 1;
                Number::new(i128::from(days(first, last)), i128::from(days(period.first_day(), period.last_day())))
            }
        }
    }
}

impl Duty {
    /// Whether a record of this cycle came late.
    pub fn is_late(&self, calendar: &Calendar, cycle: Period, fact: &Fact) -> bool {
        is_late(self, calendar, cycle, fact)
    }

    /// All that is looked at to tell what is owed and what was done.
    pub fn reads(&self) -> Reads {
        let mut reads = Reads::default();
        reads.queries.push(self.record);
        self.times.reads(&mut reads);
        if let Some(condition) = &self.condition {
            condition.reads(&mut reads);
        }
        reads
    }
}

fn is_late(duty: &Duty, calendar: &Calendar, period: Period, fact: &Fact) -> bool {
    duty.due.is_some() && done_on(duty, fact) > duty.deadline(calendar, period, fact.on)
}

/// The day that is held against the deadline.
fn done_on(duty: &Duty, fact: &Fact) -> Date {
    if duty.by_event { fact.on } else { fact.filed_on.unwrap_or(fact.on) }
}

fn days_late(duty: &Duty, calendar: &Calendar, period: Period, fact: &Fact) -> i64 {
    let Some(due) = duty.due else { return 0 };
    let (mut day, done) = (duty.deadline(calendar, period, fact.on), done_on(duty, fact));
    if !matches!(due, Due::WorkingDaysAfterEvent(_) | Due::WorkingDaysAfterPeriod(_)) {
        return day.until(done).map_or(0, |span| i64::from(span.get_days())).max(0);
    }
    let mut days = 0;
    while day < done {
        day = calendar.after(day, 1);
        days += i64::from(day <= done);
    }
    days
}

/// The period `by` units away; a unit shorter than the period counts from its last part.
pub(crate) fn shift(at: Period, by: i32, unit: Cycle) -> Period {
    if unit < at.cycle() {
        return at.widened(unit).shifted(by);
    }
    at.shifted(by * i32::from(unit.months() / at.cycle().months()))
}

/// Whole months from one day to another.
fn months_between(from: Date, to: Date) -> i32 {
    let months = i32::from(to.year() - from.year()) * 12 + i32::from(to.month() - from.month());
    months - i32::from(to.day() < from.day() && to != to.last_of_month())
}

//! What a branch has to do and what it missed, item by item, from duties and scorecards.

use jiff::civil::Date;
use ledger::Kind as Ledger;
use rating::{
    facts::Fact,
    period::Period,
    points::Points,
    rules::Kind,
    scheme::{Duty, Item, Scheme},
    scorecard::{Line, LineState, Step, StepKind},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::{
        highlights::{Source, Whole, costliest, lost},
        shared::Facts,
        words::DueState,
    },
    ops::owed::{Owing, class_of},
};

#[derive(Serialize, ToSchema)]
#[cfg_attr(test, derive(Debug))]
#[schema(as = DueView)]
pub(super) struct TaskView {
    item_code: String,
    item_name: String,
    text: String,
    /// Full points of the item.
    worth: String,
    /// The last day on which the duty can be done in time; the period's end where no duty is behind the item.
    due_on: String,
    state: DueState,
    /// The kind of record that the branch can still file for it.
    kind: Option<Ledger>,
}

impl TaskView {
    pub(super) fn is(&self, state: DueState) -> bool {
        self.state == state
    }
}

/// One for each item that earns points in the period; bonus and deductions are no duties. Most urgent first.
pub(super) fn tasks(
    whole: &Whole,
    scheme: &Scheme,
    facts: &Facts,
    owing: Option<&Owing<'_>>,
    today: Date,
) -> Vec<TaskView> {
    let view = |line: &Line| {
        let item = scheme.item(&line.item).filter(|item| item.kind.is_base())?;
        let desk = Desk { scheme, item, facts, owing, today };
        let found = whole.sources(line).into_iter().filter_map(|source| desk.task(source));
        let task = found.min_by_key(|task| (urgency(task.state), task.due_on))?;
        let why = task.said.as_ref().or(task.step.map(|step| &step.sentence));
        let said = why.map_or_else(|| item.criterion.clone(), |why| task.source.say(why));
        Some(TaskView {
            item_code: item.code.clone(),
            item_name: item.name.clone(),
            text: said,
            worth: line.full.to_string(),
            due_on: task.due_on.to_string(),
            state: task.state,
            kind: task.duty.and_then(|duty| Ledger::parse(class_of(scheme, duty))),
        })
    };
    let mut views: Vec<TaskView> = whole.card.lines.iter().filter_map(view).collect();
    views.sort_by(|a, b| (urgency(a.state), &a.due_on).cmp(&(urgency(b.state), &b.due_on)));
    views
}

const fn urgency(state: DueState) -> u8 {
    match state {
        DueState::Due => 0,
        DueState::Late => 1,
        DueState::Waiting => 2,
        DueState::Lost => 3,
        DueState::Done => 4,
    }
}

struct Task<'a> {
    source: Source<'a>,
    state: DueState,
    due_on: Date,
    step: Option<&'a Step>,
    /// Where no step of the scorecard says it.
    said: Option<String>,
    /// What a record of the branch can still meet.
    duty: Option<&'a Duty>,
}

/// What is known while one item is looked at.
struct Desk<'a, 'o> {
    scheme: &'a Scheme,
    item: &'a Item,
    facts: &'a Facts,
    owing: Option<&'a Owing<'o>>,
    today: Date,
}

impl Desk<'_, '_> {
    fn task<'a>(&'a self, source: Source<'a>) -> Option<Task<'a>> {
        let Source { period, line, .. } = source;
        let due_on = self.duties().map(|duty| self.due_on(duty, period)).max().unwrap_or(period.last_day());
        let task = |state, due_on, step| Some(Task { source, state, due_on, step, said: None, duty: None });
        match line.state {
            LineState::NotOwed => return None,
            LineState::Waiting => {
                let step = line.steps.iter().rev().find(|step| step.kind == StepKind::Waiting);
                let Some(duty) = self.open(line) else { return task(DueState::Waiting, due_on, step) };
                let state = if self.today > due_on { DueState::Late } else { DueState::Due };
                return Some(Task { source, state, due_on, step, said: None, duty: Some(duty) });
            }
            LineState::Final => {}
        }
        if lost(line, self.scheme) <= Points::ZERO {
            // Full points so far, and yet not all of it is done.
            let Some((duty, n)) = self.still_open(period) else { return task(DueState::Done, due_on, None) };
            let due_on = self.due_on(duty, period);
            let said = format!("“{}”还有{n}次可办，{}月{}日前办理并上报", duty.name, due_on.month(), due_on.day());
            return Some(Task { source, state: DueState::Due, due_on, step: None, said: Some(said), duty: Some(duty) });
        }
        let mut missed = line.steps.iter().filter_map(|step| Some((step, self.missed(step)?)));
        match missed.next() {
            Some((step, duty)) => {
                let due_on = self.due_on(duty, period);
                let (cycle, calendar) = (duty.cycle_in(period), &self.scheme.calendar);
                let is_late = |fact: &Fact| duty.is_late(calendar, cycle, fact);
                let was_late = step.facts.iter().filter_map(|id| self.facts.find(id)).any(is_late);
                let state = if self.today > due_on || was_late { DueState::Late } else { DueState::Due };
                // What came late is there.
                Some(Task { source, state, due_on, step: Some(step), said: None, duty: (!was_late).then_some(duty) })
            }
            None => task(DueState::Lost, due_on, costliest(line)),
        }
    }

    /// The duty whose record by the branch itself the line waits for; none where it waits for a mark or a figure.
    fn open(&self, line: &Line) -> Option<&Duty> {
        let by = |duty: &Duty| &self.scheme.classes[self.scheme.queries[duty.record].class].by;
        self.duties().find(|duty| line.waiting_for.as_ref() == Some(by(duty)))
    }

    /// The first duty of the item that can still be done in the period, and how often.
    fn still_open(&self, period: Period) -> Option<(&Duty, i64)> {
        let mut duties = self.item.rules.iter().flat_map(|rule| rule.reads().duties);
        duties.find_map(|duty| Some((&self.scheme.duties[duty], self.owing?.still_open(duty, period)?)))
    }

    fn duties(&self) -> impl Iterator<Item = &Duty> {
        let read = self.item.rules.iter().flat_map(|rule| rule.reads().duties);
        read.map(|duty| &self.scheme.duties[duty])
    }

    /// The duty that was not done, or not in time, if that is why this step lost points.
    fn missed(&self, step: &Step) -> Option<&Duty> {
        let rule = self.item.rules.get(step.rule?)?;
        let duty = rule.reads().duties.first().map(|duty| &self.scheme.duties[*duty])?;
        let is_short = match &rule.kind {
            Kind::Timely(timely) => step.points < timely.on_time,
            _ => step.points < Points::ZERO,
        };
        is_short.then_some(duty)
    }

    fn due_on(&self, duty: &Duty, period: Period) -> Date {
        duty.due_on(&self.scheme.calendar, period)
    }
}

#[cfg(test)]
mod tests;

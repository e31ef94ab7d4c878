//! What a branch owes cycle by cycle, and what became of it: the cells of the month matrix.

use jiff::civil::Date;
use rating::{
    DutyState,
    facts::{Branch, Fact},
    measure::BranchFacts,
    period::{Cycle, Period},
    scheme::{Item, Scheme},
};

/// What became of one cycle of a duty. The worse, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    NotOwed,
    /// The cycle has not begun.
    Future,
    Done,
    /// Lifted by an approved exception.
    Excused,
    /// A figure that decides whether it is owed was not supplied.
    Waiting,
    /// Not done yet, and it still can be.
    Due,
    Late,
    Missing,
}

/// One cycle of a duty of one branch.
#[derive(Debug, Clone)]
pub struct Cell {
    pub cycle: Period,
    pub standing: Standing,
    /// How often, before exceptions and whether or not the time has come.
    pub owed: i64,
    pub done: i64,
    /// The last day on which a record is in time.
    pub due_on: Date,
    /// The facts that count, those in time first.
    pub facts: Vec<String>,
    pub exceptions: Vec<String>,
}

/// A branch with the facts that its duties are told from.
pub struct Owing<'a> {
    scheme: &'a Scheme,
    branch: &'a Branch,
    source: BranchFacts<'a>,
    today: Date,
}

impl<'a> Owing<'a> {
    /// `None` if the scheme does not know the branch's category.
    pub fn of(scheme: &'a Scheme, branch: &'a Branch, facts: &'a [Fact], today: Date) -> Option<Owing<'a>> {
        scheme.category(branch.category_on(today)?)?;
        Some(Owing { scheme, branch, source: BranchFacts::new(scheme, branch, facts), today })
    }

    /// The cycles of a duty that end inside `within`.
    pub fn cells(&self, duty: usize, within: Period) -> Vec<Cell> {
        let every = self.scheme.duties[duty].every;
        let cycles = if every > within.cycle() { vec![within.widened(every)] } else { within.parts(every) };
        cycles
            .into_iter()
            .filter(|cycle| cycle.last_day() <= within.last_day())
            .map(|cycle| self.cell(duty, cycle))
            .collect()
    }

    /// How often the duty can still be done in time in its cycle of the period; `None` where nothing waits for it.
    pub fn still_open(&self, duty: usize, period: Period) -> Option<i64> {
        let cell = self.cell(duty, self.scheme.duties[duty].cycle_in(period));
        (cell.standing == Standing::Due).then_some(cell.owed - cell.done)
    }

    /// The category of the cycle, if an item of it reads the duty; what no item reads at all is asked of everybody.
    fn asked_of(&self, duty: usize, cycle: Period) -> Option<usize> {
        let category = self.scheme.category(self.branch.category_on(cycle.last_day())?)?;
        let reads = |item: &&Item| item.rules.iter().any(|rule| rule.reads().duties.contains(&duty));
        let mut readers = self.scheme.items.iter().filter(reads).peekable();
        let nobody = readers.peek().is_none();
        let asked = nobody || readers.any(|item| item.points.get(category).is_some_and(Option::is_some));
        asked.then_some(category)
    }

    fn cell(&self, duty: usize, cycle: Period) -> Cell {
        let due_on = self.scheme.duties[duty].due_on(&self.scheme.calendar, cycle);
        let empty =
            |standing| Cell { cycle, standing, owed: 0, done: 0, due_on, facts: Vec::new(), exceptions: Vec::new() };
        let Some(category) = self.asked_of(duty, cycle) else { return empty(Standing::NotOwed) };
        if cycle.first_day() > self.today {
            return empty(Standing::Future);
        }
        let stand = rating::stand(self.scheme, &self.source, category, duty, cycle, self.today);
        Cell {
            cycle,
            standing: stand.state.into(),
            owed: stand.times(),
            done: stand.owed.done,
            due_on,
            facts: stand.records,
            exceptions: stand.exceptions,
        }
    }
}

impl From<DutyState> for Standing {
    fn from(state: DutyState) -> Standing {
        match state {
            DutyState::NotOwed => Standing::NotOwed,
            DutyState::Excused => Standing::Excused,
            DutyState::Done => Standing::Done,
            DutyState::Late => Standing::Late,
            DutyState::Open => Standing::Due,
            DutyState::Overdue | DutyState::Missing => Standing::Missing,
            DutyState::Unknown => Standing::Waiting,
        }
    }
}

/// The classes of fact that the duties of a scheme are told from.
pub fn classes(scheme: &Scheme) -> Vec<String> {
    let queries = scheme.duties.iter().flat_map(|duty| duty.reads().queries);
    let mut keys: Vec<String> = queries.map(|query| scheme.classes[scheme.queries[query].class].key.clone()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The duties that a record of this class can meet.
pub fn duties_of<'a>(scheme: &'a Scheme, key: &'a str) -> impl Iterator<Item = (usize, &'a rating::scheme::Duty)> {
    scheme.duties.iter().enumerate().filter(move |(_, duty)| class_of(scheme, duty) == key)
}

/// The class of the records that fulfil a duty.
pub fn class_of<'a>(scheme: &'a Scheme, duty: &rating::scheme::Duty) -> &'a str {
    &scheme.classes[scheme.queries[duty.record].class].key
}

/// The month whose column a cycle stands in: its last.
pub fn column(cycle: Period) -> Period {
    Period::holding(cycle.last_day(), Cycle::Month)
}

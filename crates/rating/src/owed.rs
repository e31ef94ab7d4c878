//! What a branch owes in a month, duty by duty: the same question that the rules ask, answered for those who must act.

use jiff::civil::Date;

use crate::{
    facts::{Branch, Fact},
    measure::{BranchFacts, Context, Owed, Window},
    period::Period,
    points::Points,
    scheme::{DutyId, Item, Scheme},
};

/// One duty in the cycle that holds the month.
#[derive(Debug, Clone, PartialEq)]
pub struct Due<'a> {
    pub duty: DutyId,
    /// The duty's own cycle: the quarter of a quarterly one.
    pub period: Period,
    /// The last day on which it is on time.
    pub due_on: Date,
    pub state: DutyState,
    /// How often it is owed in the cycle, exceptions included.
    pub times: i64,
    pub done: i64,
    /// Items that lose or earn points by it, with what they are worth to this branch.
    pub items: Vec<(&'a Item, Points)>,
    /// Ids of the records that count.
    pub records: Vec<String>,
    /// Ids of the approved exceptions.
    pub exceptions: Vec<String>,
}

/// How a duty stands on a day. What was not owed is not missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyState {
    NotOwed,
    /// Lifted by an approved exception.
    Excused,
    Done,
    /// Done after the due day.
    Late,
    /// Can still be done in time.
    Open,
    /// The due day has passed, but a record still counts.
    Overdue,
    Missing,
    /// A figure is lacking that says whether it is owed.
    Unknown,
}

/// Every duty that some item of the branch's category reads, as it stands on `today`; by due day.
pub fn duties<'a>(scheme: &'a Scheme, branch: &Branch, facts: &[Fact], month: Period, today: Date) -> Vec<Due<'a>> {
    let source = BranchFacts::new(scheme, branch, facts);
    let mut all = Vec::new();
    for (duty, rule) in scheme.duties.iter().enumerate() {
        let period = month.widened(rule.every);
        let category = branch.category_on(period.last_day()).and_then(|code| scheme.category(code));
        let Some(category) = category.filter(|_| branch.existed_in(period)) else { continue };
        let items = readers(scheme, duty, category);
        if items.is_empty() {
            continue;
        }
        let stand = stand(scheme, &source, category, duty, period, today);
        all.push(Due {
            duty,
            period,
            due_on: stand.due_on,
            state: stand.state,
            times: stand.times(),
            done: stand.owed.done,
            items,
            records: stand.records,
            exceptions: stand.exceptions,
        });
    }
    all.sort_by_key(|due| (due.due_on, due.duty));
    all
}

/// One cycle of a duty of one branch on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Stand {
    /// The last day on which it is on time.
    pub due_on: Date,
    pub state: DutyState,
    pub owed: Owed,
    /// Ids of the records that count, those on time first.
    pub records: Vec<String>,
    /// Ids of the approved exceptions.
    pub exceptions: Vec<String>,
}

impl Stand {
    /// How often it is owed in the cycle, exceptions included and whether or not the time has come.
    pub const fn times(&self) -> i64 {
        self.owed.owed + self.owed.open + self.owed.excused
    }
}

/// How a duty of a branch stands in one of its cycles: the only place that says so.
pub fn stand(
    scheme: &Scheme,
    source: &BranchFacts<'_>,
    category: usize,
    duty: DutyId,
    cycle: Period,
    today: Date,
) -> Stand {
    let context = Context {
        scheme,
        source,
        category,
        at: cycle,
        as_of: Some(today),
        compared: None,
        scores: None,
        earlier: None,
    };
    let due_on = scheme.duties[duty].due_on(&scheme.calendar, cycle);
    let bare = |state| Stand { due_on, state, owed: Owed::default(), records: Vec::new(), exceptions: Vec::new() };
    let Ok(instances) = context.instances(duty, Window::Own) else { return bare(DutyState::Unknown) };
    // Before the branch was founded there is none.
    let Some(instance) = instances.into_iter().find(|instance| instance.period == cycle) else {
        return bare(DutyState::NotOwed);
    };
    let ids = |facts: &[&Fact]| facts.iter().map(|fact| fact.id.clone()).collect();
    Stand {
        due_on,
        state: state(instance.owed, due_on, today),
        owed: instance.owed,
        records: ids(&instance.done),
        exceptions: ids(&instance.exceptions),
    }
}

fn state(owed: Owed, due_on: Date, today: Date) -> DutyState {
    if owed.missing() > 0 {
        DutyState::Missing
    } else if owed.open > 0 {
        if today > due_on { DutyState::Overdue } else { DutyState::Open }
    } else if owed.owed > 0 {
        if owed.late > 0 { DutyState::Late } else { DutyState::Done }
    } else if owed.excused > 0 {
        DutyState::Excused
    } else {
        DutyState::NotOwed
    }
}

/// Items that apply to the category and look at the duty, with their full points.
fn readers(scheme: &Scheme, duty: DutyId, category: usize) -> Vec<(&Item, Points)> {
    let worth = |item: &Item| item.points.get(category).copied().flatten().map(|worth| worth.full());
    let reads = |item: &&Item| item.rules.iter().any(|rule| rule.reads().duties.contains(&duty));
    scheme.items.iter().filter(reads).filter_map(|item| Some((item, worth(item)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{FactKind, FactState};

    const SCHEME: &str = r#"
scheme: duties
title: 应尽职责
version: "1"
effective_from: 2026-01
points: {full: 100}
calendar: {holidays: [2026-10-01, 2026-10-02, 2026-10-05, 2026-10-06, 2026-10-07], workdays: [2026-10-10]}
categories: {production: 生产类}
indices: {team: 队伍}
facts:
  meeting: {name: 支委会, kind: record, by: 党支部}
  report: {name: 季度报告, kind: record, by: 党支部}
  groups: {name: 党小组数, kind: roster, by: 党支部}
  group_meeting: {name: 党小组会, kind: record, by: 党支部}
duties:
  monthly: {name: 支委会每月一次, record: meeting, every: month, due: {day: 25}}
  quarterly: {name: 季度报告, record: report, every: quarter, due: {after_period: 3, day_off: next}}
  groups: {name: 党小组会, record: group_meeting, every: month, times: {roster: groups}}
items:
  - code: A
    name: 支委会
    index: team
    points: 60
    cycle: month
    assessor: 组织部
    criterion: 每月一次
    rules: [{text: 缺一次扣30分, each: {missing: monthly}, points: -30}]
  - code: B
    name: 报告
    index: team
    points: 20
    cycle: quarter
    assessor: 组织部
    criterion: 每季度一次
    rules: [{text: 缺报不得分, when: {missing: quarterly, at_least: 1}, points: -full}]
  - code: C
    name: 党小组会
    index: team
    points: 20
    cycle: month
    assessor: 组织部
    criterion: 每月一次
    rules: [{text: 缺一次扣5分, each: {missing: groups}, points: -5}]
rating:
  month: {items: due, normalise: 100}
"#;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn branch() -> Branch {
        Branch {
            id: "B1".to_owned(),
            name: "一高炉党支部".to_owned(),
            unit: "U1".to_owned(),
            categories: vec![(day("2020-01-01"), "production".to_owned())],
            founded: day("2020-01-01"),
            closed: None,
        }
    }

    fn fact(key: &str, kind: FactKind, on: &str) -> Fact {
        Fact {
            id: format!("{key}-{on}"),
            key: key.to_owned(),
            kind,
            on: day(on),
            counts_for: None,
            filed_on: None,
            state: FactState::Valid,
            title: key.to_owned(),
            numbers: Default::default(),
            tags: Default::default(),
        }
    }

    fn scheme() -> Scheme {
        crate::scheme::read(SCHEME).map_err(|problems| format!("{problems:#?}")).unwrap().0
    }

    fn states(facts: &[Fact], today: &str) -> Vec<(String, DutyState)> {
        let scheme = scheme();
        let all = duties(&scheme, &branch(), facts, "2026-09".parse().unwrap(), day(today));
        all.iter().map(|due| (scheme.duties[due.duty].code.clone(), due.state)).collect()
    }

    fn of(states: &[(String, DutyState)], code: &str) -> DutyState {
        states.iter().find(|(duty, _)| duty == code).unwrap().1
    }

    #[test]
    fn a_duty_is_open_then_overdue_then_missing() {
        assert_eq!(of(&states(&[], "2026-09-25"), "monthly"), DutyState::Open);
        assert_eq!(of(&states(&[], "2026-09-26"), "monthly"), DutyState::Overdue);
        assert_eq!(of(&states(&[], "2026-10-01"), "monthly"), DutyState::Missing);
    }

    #[test]
    fn what_is_done_late_is_not_missing() {
        let mut meeting = fact("meeting", FactKind::Record, "2026-09-20");
        assert_eq!(of(&states(std::slice::from_ref(&meeting), "2026-10-02"), "monthly"), DutyState::Done);
        meeting.filed_on = Some(day("2026-09-28"));
        assert_eq!(of(&states(&[meeting], "2026-10-02"), "monthly"), DutyState::Late);
    }

    #[test]
    fn without_groups_no_group_meeting_is_owed_and_without_the_figure_nobody_knows() {
        assert_eq!(of(&states(&[], "2026-09-10"), "groups"), DutyState::Unknown);
        let mut groups = fact("groups", FactKind::Roster, "2026-01-01");
        groups.numbers.insert("value".to_owned(), crate::number::Number::ZERO);
        assert_eq!(of(&states(&[groups], "2026-10-10"), "groups"), DutyState::NotOwed);
    }

    #[test]
    fn an_approved_exception_lifts_the_duty() {
        let mut exception = fact("exception", FactKind::Exception, "2026-09-30");
        exception.tags.insert("duty".to_owned(), "monthly".to_owned());
        assert_eq!(of(&states(&[exception], "2026-10-10"), "monthly"), DutyState::Excused);
    }

    #[test]
    fn a_due_day_in_the_holidays_moves_to_the_next_working_day() {
        let scheme = scheme();
        let all = duties(&scheme, &branch(), &[], "2026-09".parse().unwrap(), day("2026-09-30"));
        let report = all.iter().find(|due| scheme.duties[due.duty].code == "quarterly").unwrap();
        // 3 October is a Saturday, and the holidays last until the 7th.
        assert_eq!((report.due_on, report.state), (day("2026-10-08"), DutyState::Open));
        assert_eq!(report.items[0].1.to_string(), "20.00");
    }

    #[test]
    fn the_schemes_own_days_stand_over_the_installed_calendar() {
        let installed = crate::scheme::Calendar {
            holidays: vec![day("2026-10-10"), day("2026-11-11")],
            workdays: vec![day("2026-09-20")],
        };
        let calendar = scheme().calendar.over(&installed);
        assert!(calendar.is_working(day("2026-10-10")), "the scheme says so");
        assert!(!calendar.is_working(day("2026-11-11")));
        assert!(calendar.is_working(day("2026-09-20")), "a Sunday that is worked");
    }
}

//! A scheme (考核办法): immutable data, read from a document and checked as a whole.
//! The format is described in `docs/scheme-format.md`.

mod check;
pub(crate) mod fields;
mod head;
mod items;
pub(crate) mod names;
pub(crate) mod node;
mod slips;
mod stars;
mod typography;

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::{
    facts::FactKind,
    measure::{Condition, GroupMeasure, Measure, Query, Reads},
    number::Number,
    period::{Cycle, Period},
    points::{Points, Rounding},
    problem::{Problem, Problems},
    rules::Rule,
};

/// Reads and checks a scheme document.
///
/// # Errors
/// All problems of the document, in its order, if any of them is an error; a scheme with errors is refused whole.
pub fn read(text: &str) -> Result<(Scheme, Vec<Problem>), Vec<Problem>> {
    let mut problems = Problems::default();
    let scheme = node::parse(text, &mut problems).and_then(|root| head::read(&root, &mut problems));
    match scheme {
        Some(scheme) if !problems.any_error() => Ok((scheme, problems.into_sorted())),
        _ => Err(problems.into_sorted()),
    }
}

/// A checked scheme. Everything that its document says, with names resolved to positions.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    pub code: String,
    pub title: String,
    pub version: String,
    pub effective_from: Period,
    pub approved_by: String,
    pub source: String,
    /// What the source document leaves open and this scheme decided.
    pub choices: Vec<Choice>,
    pub points: PointsHead,
    pub categories: Vec<Named>,
    pub indices: Vec<Group>,
    pub blocks: Vec<Group>,
    pub sections: Vec<Group>,
    pub classes: Vec<FactClass>,
    pub duties: Vec<Duty>,
    pub calendar: Calendar,
    pub items: Vec<Item>,
    pub vetoes: Vec<Veto>,
    pub rating: Rating,
    pub ladder: Vec<Rung>,
    pub outputs: Vec<OutputRule>,
    /// Every distinct look at the facts; measures refer to them by position.
    pub queries: Vec<Query>,
    /// Every comparison with other branches; measures refer to them by position.
    pub groups: Vec<GroupMeasure>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub title: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub code: String,
    pub name: String,
    pub text: String,
}

/// An index, block or section. `weights` has one entry per category, in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub code: String,
    pub name: String,
    pub text: String,
    /// `group` of a section: 通用标准 or 分类标准.
    pub group: String,
    pub weights: Vec<Option<Number>>,
    /// What its items must add up to, if the document says so.
    pub full: Option<Points>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsHead {
    /// One entry per category.
    pub full: Vec<Points>,
    pub rounding: Rounding,
    pub maximum: Option<Points>,
    pub minimum: Option<Points>,
    pub total: Total,
    pub index_minimum: Option<Points>,
}

/// How the total comes from the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    Sum,
    /// Each group on 100 of its own, then weighted (R23).
    Weighted(GroupBy),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    Index,
    Block,
    Section,
}

/// A sort of fact that rules of this scheme may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactClass {
    pub key: String,
    pub name: String,
    pub kind: FactKind,
    /// Who supplies it.
    pub by: String,
    pub unit: String,
    /// Number fields beside those the kind brings, with their names.
    pub fields: Vec<(String, String)>,
    /// Word fields; an empty dictionary takes any word.
    pub tags: Vec<TagField>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagField {
    pub code: String,
    pub name: String,
    pub words: Vec<(String, String)>,
}

/// What a branch owes (应尽职责): only what was owed can be missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    pub code: String,
    pub name: String,
    /// The records that fulfil it, within one cycle.
    pub record: usize,
    pub every: Cycle,
    pub times: Measure,
    pub condition: Option<Condition>,
    pub due: Option<Due>,
    /// A due day that is a day off moves to the next working day.
    pub roll: bool,
    /// The day of the event decides between on time and late, not the day of filing.
    pub by_event: bool,
    pub new_branch: NewBranch,
    /// Records of the same value of this word field count once: 每人一次.
    pub one_each: Option<String>,
    pub status: DutyStatus,
    pub clause: String,
}

impl Duty {
    /// The duty's own cycle that a period asks for: the one that holds it, or the last of its parts.
    pub fn cycle_in(&self, period: Period) -> Period {
        match period.parts(self.every).last() {
            Some(last) if self.every < period.cycle() => *last,
            _ => period.widened(self.every),
        }
    }

    /// The last day on which the duty can be done in time in that cycle; every page that names a due day asks here.
    /// Where the day hangs on the event itself, as if that were on the cycle's last day.
    pub fn due_on(&self, calendar: &Calendar, period: Period) -> Date {
        let cycle = self.cycle_in(period);
        self.deadline(calendar, cycle, cycle.last_day())
    }

    /// The last day on which a record of this cycle is on time; `event` is the day of the record itself.
    pub fn deadline(&self, calendar: &Calendar, period: Period, event: Date) -> Date {
        let later = |day: Date, days: i32| day.checked_add(jiff::Span::new().days(days)).unwrap_or(day);
        let (first, last) = (period.first_day(), period.last_day());
        let day = match self.due {
            None => return last,
            Some(Due::Day(day)) => last.with().day(day.clamp(1, last.day())).build().unwrap_or(last),
            Some(Due::FirstMonthDay(day)) => {
                first.with().day(day.clamp(1, first.days_in_month())).build().unwrap_or(first)
            }
            Some(Due::WorkingDaysAfterPeriod(days)) => calendar.after(last, days),
            Some(Due::WorkingDaysAfterEvent(days)) => calendar.after(event, days),
            Some(Due::AfterPeriod(days)) => later(last, days),
            Some(Due::AfterEvent(days)) => later(event, days),
        };
        if self.roll { calendar.working_from(day) } else { day }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// A day of the cycle's last month.
    Day(i8),
    /// A day of the cycle's first month.
    FirstMonthDay(i8),
    /// Days after the cycle's end.
    AfterPeriod(i32),
    /// Days after the event itself.
    AfterEvent(i32),
    /// Working days after the event itself, by the scheme's calendar.
    WorkingDaysAfterEvent(i32),
    /// Working days after the cycle's end.
    WorkingDaysAfterPeriod(i32),
}

/// Days off and days made up, beside Saturdays and Sundays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    pub holidays: Vec<Date>,
    /// Saturdays and Sundays that are worked.
    pub workdays: Vec<Date>,
}

impl Calendar {
    pub fn is_working(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        !self.holidays.contains(&day) && (!weekend || self.workdays.contains(&day))
    }

    /// `day` itself if it is worked, otherwise the next day that is.
    pub fn working_from(&self, day: Date) -> Date {
        if self.is_working(day) { day } else { self.after(day, 1) }
    }

    /// These days where they say something, and `other` everywhere else.
    pub fn over(&self, other: &Calendar) -> Calendar {
        let said = |day: &Date| self.holidays.contains(day) || self.workdays.contains(day);
        let join = |own: &[Date], other: &[Date]| {
            let mut days = own.to_vec();
            days.extend(other.iter().filter(|day| !said(day)));
            days.sort_unstable();
            days
        };
        Calendar { holidays: join(&self.holidays, &other.holidays), workdays: join(&self.workdays, &other.workdays) }
    }

    /// The working day `n` working days after `day`.
    pub fn after(&self, day: Date, n: i32) -> Date {
        let (mut day, mut left) = (day, n);
        while left > 0 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            left -= i32::from(self.is_working(day));
        }
        day
    }
}

/// What a branch owes in a cycle in which it did not exist throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewBranch {
    NotOwed,
    ProRata,
    Owed,
}

/// 硬性、一般、本单位规定.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyStatus {
    Hard,
    Normal,
    Local,
}

/// 考核项.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub code: String,
    pub name: String,
    pub index: Option<usize>,
    pub block: Option<usize>,
    pub section: Option<usize>,
    pub kind: ItemKind,
    /// One entry per category: `None` where the item does not apply.
    pub points: Vec<Option<Worth>>,
    pub cycle: Cycle,
    pub channel: Channel,
    pub assessor: String,
    pub criterion: String,
    pub clause: String,
    pub evidence: String,
    pub start_full: bool,
    /// `None`: no lower limit.
    pub floor: Floor,
    pub condition: Option<Condition>,
    /// Where the branch's own mark stands; shown beside the points, never counted.
    pub self_mark: Option<QueryId>,
    pub roll_up: Option<Combine>,
    pub not_due: Option<NotDue>,
    /// Upper limit where an item may pass its own full points.
    pub ceiling: Option<Points>,
    /// Most that all rules with `above_full` add together.
    pub above_full: Option<Points>,
    /// Shares of several offices (R31), in points for each.
    pub parts: Vec<(String, Points)>,
    pub rules: Vec<Rule>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    Full(Points),
    /// No maximum (R17); its full points count as nothing.
    Unlimited,
}

impl Worth {
    pub const fn full(self) -> Points {
        match self {
            Worth::Full(points) => points,
            Worth::Unlimited => Points::ZERO,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    At(Points),
    /// Minus the item's points (deduction items).
    MinusFull,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Base,
    Special,
    Bonus,
    Deduction,
}

impl ItemKind {
    /// Whether its points belong to the hundred.
    pub const fn is_base(self) -> bool {
        matches!(self, ItemKind::Base | ItemKind::Special)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Online,
    Offline,
    Both,
}

/// 一票否决.
#[derive(Debug, Clone, PartialEq)]
pub struct Veto {
    pub code: String,
    pub text: String,
    pub clause: String,
    pub condition: Condition,
    pub unless: Option<Condition>,
    pub effects: Vec<VetoEffect>,
    /// Empty: at every cycle.
    pub at: Vec<Cycle>,
}

impl Veto {
    /// Everything that decides whether it strikes.
    pub fn reads(&self) -> Reads {
        let mut reads = Reads::default();
        self.condition.reads(&mut reads);
        reads
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VetoEffect {
    NotRated,
    Lowest,
    Cap(u8),
    NoPromotion,
    Demote(u8),
    Freeze,
    NoHonours,
    ZeroTotal,
}

/// How short periods become long ones, and stars.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rating {
    pub month: Option<Stage>,
    pub quarter: Option<Stage>,
    pub half: Option<Stage>,
    pub year: Option<Stage>,
    pub stars: Option<Stars>,
}

impl Rating {
    /// The stage of a cycle; `None` if this scheme does not rate it.
    pub fn stage(&self, cycle: Cycle) -> Option<&Stage> {
        match cycle {
            Cycle::Month => self.month.as_ref(),
            Cycle::Quarter => self.quarter.as_ref(),
            Cycle::Half => self.half.as_ref(),
            Cycle::Year => self.year.as_ref(),
        }
    }

    /// The cycles this scheme rates, shortest first.
    pub fn cycles(&self) -> Vec<Cycle> {
        let all = [Cycle::Month, Cycle::Quarter, Cycle::Half, Cycle::Year];
        all.into_iter().filter(|cycle| self.stage(*cycle).is_some()).collect()
    }
}

/// How one cycle is rated.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Rate every item each time, not only those due.
    pub all_items: bool,
    pub not_due: NotDue,
    /// Scale earned / possible to this many points.
    pub normalise: Option<Points>,
    pub from: From,
    /// With totals of shorter cycles: the share in percent of this cycle's own items.
    pub own_items: Option<Number>,
    pub combine: Combine,
    pub gaps: Gaps,
    pub rounding: Rounding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// Every item by itself.
    Items,
    /// Totals of the shorter cycle.
    Totals(Cycle),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotDue {
    LeaveOut,
    Full,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Combine {
    Mean,
    Sum,
    Last,
    Minimum,
    Maximum,
    Weighted(Vec<Number>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gaps {
    LeaveOut,
    Zero,
    Full,
}

/// 评星.
#[derive(Debug, Clone, PartialEq)]
pub struct Stars {
    pub at: Vec<Cycle>,
    /// Only every so many years, counted from a year: `(2, 2026)`.
    pub every: Option<(i16, i16)>,
    pub bonus_counts: bool,
    pub round: Option<Rounding>,
    /// Highest first.
    pub levels: Vec<Level>,
    /// Stars counted per theme passed (S06): group and least value.
    pub themes: Option<(GroupBy, Number)>,
    pub cumulative: bool,
    pub within: Within,
    /// What breaks a tie of points: measure, and whether the smaller comes first.
    pub order: Vec<(Measure, bool)>,
    pub ties: Ties,
    pub quota_wins: bool,
    /// Direct awards use up places of their star.
    pub direct_in_quota: bool,
    pub promotion: Option<Promotion>,
    pub start_star: Option<Measure>,
    pub direct: Vec<StarRule>,
    pub caps: Vec<StarRule>,
    pub demote: Vec<StarRule>,
    /// Not rated this time; with `true` the star that stands is kept.
    pub not_rated: Vec<(StarRule, bool)>,
    pub labels: Vec<Label>,
    pub honours: Option<Honours>,
    pub consequences: Vec<StarRule>,
    /// Texts without effect on the result: notice, objection, approvals, rhythm.
    pub notes: Vec<(String, String)>,
    pub targets: Vec<Target>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    pub star: u8,
    pub name: String,
    pub bounds: Bounds,
    pub index_floor: Option<Number>,
    pub needs: Vec<StarRule>,
    /// Rank within the first so many percent.
    pub top: Option<Number>,
    pub at_most: Option<Quota>,
    pub at_least: Option<Quota>,
    /// Places there are at least, however small the group.
    pub min_places: Option<i64>,
    /// Groups smaller than this have no quota.
    pub from_size: Option<i64>,
    pub approval: String,
}

impl Stars {
    /// Whether stars are given in this period.
    pub fn given_in(&self, period: Period) -> bool {
        let in_turn = self.every.is_none_or(|(n, from)| (period.year() - from).rem_euclid(n.max(1)) == 0);
        self.at.contains(&period.cycle()) && in_turn
    }
}

/// An interval with explicit ends. `(limit, inclusive)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bounds {
    pub low: Option<(Number, bool)>,
    pub high: Option<(Number, bool)>,
}

impl Bounds {
    pub fn holds(&self, value: Number) -> bool {
        let above = self.low.is_none_or(|(limit, inclusive)| value > limit || (inclusive && value == limit));
        let below = self.high.is_none_or(|(limit, inclusive)| value < limit || (inclusive && value == limit));
        above && below
    }

    pub const fn is_open(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

/// Percent of the group, by year and by category; the last year's value goes on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quota {
    pub any: Option<Number>,
    pub by_year: BTreeMap<i16, Number>,
    pub by_category: BTreeMap<usize, Number>,
}

impl Quota {
    pub fn percent(&self, year: i16, category: usize) -> Option<Number> {
        let by_year = self.by_year.range(..=year).next_back().or(self.by_year.iter().next());
        self.by_category.get(&category).or(by_year.map(|(_, percent)| percent)).or(self.any.as_ref()).copied()
    }
}

/// A condition with its wording and, depending on where it stands, a star or a number of steps.
#[derive(Debug, Clone, PartialEq)]
pub struct StarRule {
    pub text: String,
    pub condition: Condition,
    pub amount: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    Category,
    Unit,
    UnitAndCategory,
    Company,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// All of a tie across the quota's edge get the star.
    LetIn,
    /// None of them does.
    KeepOut,
    /// Ties share a rank; at an edge they are let in.
    Share,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Promotion {
    /// `None`: free.
    pub up: Option<u8>,
    pub down: Option<u8>,
    pub first: Option<u8>,
    /// Periods at a star before the next one.
    pub stay: Option<i32>,
    /// The cycle whose star counts as standing; the rating's own if `None`.
    pub from: Option<Cycle>,
    pub exceptions: Vec<StarRule>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    pub name: String,
    pub stars: Vec<u8>,
    pub condition: Option<Condition>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Honours {
    pub stars: Vec<u8>,
    pub condition: Option<Condition>,
}

/// A distribution that the assessing body should come near to; a hint, never forced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub text: String,
    pub stars: Vec<u8>,
    pub at_least: Option<Number>,
    pub at_most: Option<Number>,
}

/// A tier of the ladder and what it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rung {
    pub code: String,
    pub name: String,
    pub stars: Vec<u8>,
    pub text: String,
    pub asks: Vec<String>,
}

/// A named result that is not points.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputRule {
    pub code: String,
    pub name: String,
    pub unit: String,
    pub at: Vec<Cycle>,
    pub value: Measure,
    pub rounding: Rounding,
}

impl Scheme {
    pub fn category(&self, code: &str) -> Option<usize> {
        self.categories.iter().position(|category| category.code == code)
    }

    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.code == code)
    }

    pub fn class(&self, key: &str) -> Option<&FactClass> {
        self.classes.iter().find(|class| class.key == key)
    }

    pub fn grouping(&self, by: GroupBy) -> &[Group] {
        match by {
            GroupBy::Index => &self.indices,
            GroupBy::Block => &self.blocks,
            GroupBy::Section => &self.sections,
        }
    }

    /// The rung that a star stands on.
    pub fn rung(&self, star: u8) -> Option<&Rung> {
        self.ladder.iter().find(|rung| rung.stars.contains(&star))
    }

    /// The printed name of a star: 五星级.
    pub fn star_name(&self, star: u8) -> String {
        let level = self.rating.stars.iter().flat_map(|stars| &stars.levels).find(|level| level.star == star);
        level.map_or_else(|| format!("{star}星"), |level| level.name.clone())
    }
}

impl Item {
    pub fn group(&self, by: GroupBy) -> Option<usize> {
        match by {
            GroupBy::Index => self.index,
            GroupBy::Block => self.block,
            GroupBy::Section => self.section,
        }
    }
}

/// Positions that measures and rules refer to.
pub type QueryId = usize;
pub type DutyId = usize;
pub type GroupId = usize;

/// Used while reading to hand out positions; equal looks share one.
#[derive(Debug, Default)]
pub(crate) struct Intern {
    pub(crate) queries: Vec<Query>,
    pub(crate) groups: Vec<GroupMeasure>,
}

impl Intern {
    pub(crate) fn query(&mut self, query: Query) -> QueryId {
        position_of(&mut self.queries, query)
    }

    pub(crate) fn group(&mut self, group: GroupMeasure) -> GroupId {
        position_of(&mut self.groups, group)
    }
}

fn position_of<T: PartialEq>(known: &mut Vec<T>, new: T) -> usize {
    known.iter().position(|old| *old == new).unwrap_or_else(|| {
        known.push(new);
        known.len() - 1
    })
}

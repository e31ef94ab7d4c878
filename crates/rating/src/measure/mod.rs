//! What a rule looks at: numbers and conditions over facts. Knows nothing of points.

mod describe;
mod eval;
mod read;
mod select;
mod source;
mod walk;

pub use describe::Describe;
pub(crate) use eval::shift;
pub use eval::{Compared, Context, Earlier, Instance, Lack, Owed, Result, Scores};
pub(crate) use read::Reader;
pub use source::{BranchFacts, Source};
pub(crate) use source::{passes, times_of};
pub use walk::Reads;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    number::Number,
    period::{Cycle, Period},
    points::Rounding,
    scheme::{Bounds, DutyId, GroupBy, GroupId, QueryId, Within},
};

/// One look at the facts of a branch: which, when, and what to take from them.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// Position in the scheme's fact classes.
    pub class: usize,
    pub filters: Vec<Filter>,
    pub window: Window,
    /// Only the last fact of each value of this word field.
    pub latest_per: Option<String>,
    pub take: Take,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The word field has one of these values.
    Word { field: String, any_of: Vec<String> },
    /// A calculation on the fact's own figures stands in all these relations.
    Number { of: PerFact, tests: Vec<(Op, Number)> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Take {
    /// The facts themselves.
    Facts,
    /// How many; an event's own `count` is respected.
    Count,
    Sum(String),
    Highest(String),
    Lowest(String),
    Mean(String),
    Latest(String),
    /// The word of the latest fact.
    Word(String),
    /// How many different words.
    Distinct(String),
    /// The longest stretch of days without such a fact, the window's ends included.
    LongestGap,
    /// The sum of a calculation over each fact's own figures.
    SumOf(PerFact),
    MeanOf(PerFact),
    HighestOf(PerFact),
    LowestOf(PerFact),
    /// Days (or whole months) from the latest fact to the window's end.
    Since {
        months: bool,
    },
}

/// A calculation on one fact's own figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PerFact {
    Constant(Number),
    Field(String),
    Ratio(Box<[PerFact; 2]>),
    Minus(Box<[PerFact; 2]>),
    Plus(Vec<PerFact>),
    Times(Vec<PerFact>),
}

/// A stretch of days relative to the period being rated. It never reaches beyond that period's last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// The period itself.
    Own,
    Cycle(Cycle),
    YearToDate,
    Ever,
    /// The last so many months.
    Last(i32),
    /// From one day to another of the period's last month.
    Days(i8, i8),
    Previous,
    LastYear,
    WholeLastYear,
}

impl Window {
    /// First and last day.
    pub fn range(self, at: Period) -> (Date, Date) {
        let end = at.last_day();
        match self {
            Window::Own => (at.first_day(), end),
            Window::Cycle(cycle) => (at.widened(cycle).first_day(), end),
            Window::YearToDate => (at.widened(Cycle::Year).first_day(), end),
            Window::Ever => (Date::MIN, end),
            Window::Last(months) => (at.widened(Cycle::Month).shifted(1 - months).first_day(), end),
            Window::Days(from, to) => {
                let month = at.widened(Cycle::Month).first_day();
                let last = end.day();
                let day = |day: i8| month.with().day(day.clamp(1, last)).build().unwrap_or(month);
                (day(from), day(to))
            }
            Window::Previous => whole(at.shifted(-1)),
            Window::LastYear => whole(at.shifted(-i32::from(12 / at.cycle().months()))),
            Window::WholeLastYear => whole(at.widened(Cycle::Year).shifted(-1)),
        }
    }
}

fn whole(period: Period) -> (Date, Date) {
    (period.first_day(), period.last_day())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    AtLeast,
    Above,
    AtMost,
    Below,
    Equals,
    NotEquals,
}

impl Op {
    pub(crate) const WORDS: [(&'static str, Op); 6] = [
        ("at_least", Op::AtLeast),
        ("above", Op::Above),
        ("at_most", Op::AtMost),
        ("below", Op::Below),
        ("equals", Op::Equals),
        ("not_equals", Op::NotEquals),
    ];

    pub fn holds(self, left: Number, right: Number) -> bool {
        match self {
            Op::AtLeast => left >= right,
            Op::Above => left > right,
            Op::AtMost => left <= right,
            Op::Below => left < right,
            Op::Equals => left == right,
            Op::NotEquals => left != right,
        }
    }

    pub(crate) const fn title(self) -> &'static str {
        match self {
            Op::AtLeast => "不低于",
            Op::Above => "高于",
            Op::AtMost => "不高于",
            Op::Below => "低于",
            Op::Equals => "等于",
            Op::NotEquals => "不等于",
        }
    }
}

/// A number derived from facts by a closed set of operations.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    Constant(Number),
    Query(QueryId),
    Duty {
        duty: DutyId,
        count: DutyCount,
        window: Window,
    },
    Rate(Box<[Measure; 2]>),
    Ratio(Box<[Measure; 2]>),
    Minus(Box<[Measure; 2]>),
    Plus(Vec<Measure>),
    Times(Vec<Measure>),
    Smallest(Vec<Measure>),
    Largest(Vec<Measure>),
    Average(Vec<Measure>),
    Weighted(Vec<(Measure, Measure)>),
    Choose(Box<(Condition, Measure, Measure)>),
    Bands(Box<Measure>, Vec<(Bounds, Measure)>),
    Round(Box<Measure>, Rounding),
    /// Straight lines through points, constant outside them.
    Interpolate(Box<Measure>, Vec<(Measure, Measure)>),
    Group(GroupId),
    Shifted(Box<Measure>, i32, Cycle),
    Streak(Box<Condition>, Cycle, i32),
    Score(ScoreOf),
    Earlier {
        what: ResultPart,
        of: Option<Cycle>,
        back: i32,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyCount {
    Owed,
    Done,
    Missing,
    Late,
    OnTime,
    /// Days by which records were late, added up; working days where the deadline counts them.
    DaysLate,
    /// Lifted by approved exceptions.
    Excused,
}

/// A part of the result being made, for vetoes, stars and outputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScoreOf {
    Result(ResultPart),
    /// On 100.
    Group(GroupBy, usize),
    Item(usize),
    /// Earned / full x 100.
    ItemPercent(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultPart {
    Total,
    Base,
    Bonus,
    Deduction,
    WithoutBonus,
    Rank,
    RankFromBottom,
    RankPercent,
    GroupSize,
    Star,
}

impl ResultPart {
    pub(crate) const WORDS: [(&'static str, ResultPart); 10] = [
        ("total", ResultPart::Total),
        ("base", ResultPart::Base),
        ("bonus", ResultPart::Bonus),
        ("deduction", ResultPart::Deduction),
        ("without_bonus", ResultPart::WithoutBonus),
        ("rank", ResultPart::Rank),
        ("rank_from_bottom", ResultPart::RankFromBottom),
        ("rank_percent", ResultPart::RankPercent),
        ("group_size", ResultPart::GroupSize),
        ("star", ResultPart::Star),
    ];

    pub(crate) const fn title(self) -> &'static str {
        match self {
            ResultPart::Total => "总分",
            ResultPart::Base => "基础得分",
            ResultPart::Bonus => "加分",
            ResultPart::Deduction => "扣分",
            ResultPart::WithoutBonus => "不含加分的总分",
            ResultPart::Rank => "名次",
            ResultPart::RankFromBottom => "倒数名次",
            ResultPart::RankPercent => "名次百分比",
            ResultPart::GroupSize => "同组支部数",
            ResultPart::Star => "星级",
        }
    }
}

/// A comparison with the other branches of a group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupMeasure {
    pub stat: GroupStat,
    pub of: Measure,
    pub within: Within,
    /// The smallest value comes first.
    pub low_first: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupStat {
    Mean,
    Median,
    Highest,
    Lowest,
    Size,
    Rank,
    RankFromBottom,
    RankPercent,
}

/// A yes or no over facts; may also be unknown while something is missing.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    Compare(Measure, Vec<(Op, Measure)>),
    Some(QueryId),
    None(QueryId),
    Word(QueryId, Vec<String>),
    Category(Vec<usize>),
    Month(Vec<i8>),
    /// The year of the period stands in all these relations.
    Year(Vec<(Op, Number)>),
    /// Founded less than so many months before the period's end.
    NewBranch(i32),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

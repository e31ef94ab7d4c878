//! Party dues (党费): the standard from the monthly base, and which months are owed (中组发〔2008〕3号; domain notes 3.10-3.12).

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

/// Which column of the table of rates a base belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DuesKind {
    /// Regular monthly pay after tax.
    Wage,
    /// Pension of the retired.
    Pension,
}

impl DuesKind {
    pub const fn word(self) -> &'static str {
        match self {
            DuesKind::Wage => "wage",
            DuesKind::Pension => "pension",
        }
    }

    pub fn parse(word: &str) -> Option<DuesKind> {
        [DuesKind::Wage, DuesKind::Pension].into_iter().find(|kind| kind.word() == word)
    }

    pub const fn title(self) -> &'static str {
        match self {
            DuesKind::Wage => "在职（月工资收入）",
            DuesKind::Pension => "离退休（养老金）",
        }
    }

    /// The norm that holds its rates.
    pub const fn norm(self) -> &'static str {
        match self {
            DuesKind::Wage => "dues.wage",
            DuesKind::Pension => "dues.pension",
        }
    }
}

/// One line of the table: up to how many cents (that amount included), how many hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// `None` in the last line.
    pub up_to: Option<i64>,
    pub of_10000: i64,
}

/// A table of rates, lowest first; the last line has no upper end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates(Vec<Rate>);

impl Rates {
    /// Reads `300000:50 500000:100 *:200`; `None` unless the lines rise and exactly the last is open.
    pub fn read(text: &str) -> Option<Rates> {
        let mut rates: Vec<Rate> = Vec::new();
        for line in text.split_whitespace() {
            let (up_to, of_10000) = line.split_once(':')?;
            let of_10000 = of_10000.parse().ok().filter(|rate| (1..=10_000).contains(rate))?;
            let up_to = if up_to == "*" { None } else { Some(up_to.parse::<i64>().ok().filter(|cents| *cents > 0)?) };
            match rates.last() {
                Some(Rate { up_to: None, .. }) => return None,
                Some(Rate { up_to: Some(before), .. }) if up_to.is_some_and(|cents| cents <= *before) => return None,
                _ => rates.push(Rate { up_to, of_10000 }),
            }
        }
        rates.last().is_some_and(|last| last.up_to.is_none()).then_some(Rates(rates))
    }

    pub fn lines(&self) -> &[Rate] {
        &self.0
    }

    /// The rate of the whole base: the percentage is not marginal.
    fn of(&self, base: i64) -> i64 {
        let line = self.0.iter().find(|rate| rate.up_to.is_none_or(|cents| base <= cents));
        line.map_or(0, |rate| rate.of_10000)
    }
}

/// Monthly dues in cents (分), half a cent rounded up, at most `most`.
pub fn standard(base: i64, rates: &Rates, most: i64) -> i64 {
    let product = i128::from(base.max(0)) * i128::from(rates.of(base));
    let cents = (product + 5_000) / 10_000;
    i64::try_from(cents).unwrap_or(i64::MAX).min(most)
}

/// A part of a member's way through the branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    pub from: Date,
    /// The first day on which it no longer held.
    pub until: Option<Date>,
    /// In the branch that asks.
    pub here: bool,
    /// Not while membership is suspended (停止党籍).
    pub pays: bool,
}

/// Whether a branch collects a month (its first day): the month belongs to where the member was when it began, or, for
/// somebody admitted within it, where he was admitted.
pub fn collects(month: Date, stays: &[Stay]) -> bool {
    let end = month.saturating_add(1.month());
    let touches = |stay: &&Stay| stay.from < end && stay.until.is_none_or(|until| until > month);
    let first = stays.iter().filter(touches).min_by_key(|stay| stay.from);
    first.is_some_and(|stay| stay.here && stay.pays)
}

/// How a month of a member stands. A month without a base is unknown, not nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DuesState {
    NotOwed,
    NoBase,
    /// Has not begun yet and is not paid either.
    Ahead,
    Open,
    /// Less was paid than is due.
    Part,
    Paid,
}

/// The state of a month from what is due (`None`: no base) and what was paid (`None`: nothing entered).
pub fn dues_state(owed: bool, due: Option<i64>, paid: Option<i64>, ahead: bool) -> DuesState {
    match (owed, due, paid) {
        (_, Some(due), Some(paid)) if paid < due => DuesState::Part,
        (_, _, Some(_)) => DuesState::Paid,
        (false, ..) => DuesState::NotOwed,
        (true, None, None) => DuesState::NoBase,
        (true, Some(_), None) if ahead => DuesState::Ahead,
        (true, Some(_), None) => DuesState::Open,
    }
}

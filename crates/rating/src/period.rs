//! Months, quarters, half-years and years.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, date};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A period of assessment. Text form: `2026-09`, `2026-Q3`, `2026-H1`, `2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    year: i16,
    cycle: Cycle,
    /// Counted from 1 inside the year.
    ordinal: i8,
}

/// The length of a period, shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cycle {
    Month,
    Quarter,
    Half,
    Year,
}

impl Cycle {
    /// Length in months.
    pub const fn months(self) -> i8 {
        match self {
            Cycle::Month => 1,
            Cycle::Quarter => 3,
            Cycle::Half => 6,
            Cycle::Year => 12,
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Cycle::Month => "月",
            Cycle::Quarter => "季",
            Cycle::Half => "半年",
            Cycle::Year => "年",
        }
    }
}

impl Period {
    /// `None` outside the years 1900 to 2999 or when the ordinal does not exist.
    pub fn new(year: i16, cycle: Cycle, ordinal: i8) -> Option<Period> {
        let exists = (1..=12 / cycle.months()).contains(&ordinal) && (1900..3000).contains(&year);
        exists.then_some(Period { year, cycle, ordinal })
    }

    pub fn month(year: i16, month: i8) -> Option<Period> {
        Period::new(year, Cycle::Month, month)
    }

    /// The period of length `cycle` that holds `day`.
    pub fn holding(day: Date, cycle: Cycle) -> Period {
        Period { year: day.year(), cycle, ordinal: (day.month() - 1) / cycle.months() + 1 }
    }

    pub const fn year(self) -> i16 {
        self.year
    }

    pub const fn cycle(self) -> Cycle {
        self.cycle
    }

    pub const fn ordinal(self) -> i8 {
        self.ordinal
    }

    pub fn first_day(self) -> Date {
        date(self.year, (self.ordinal - 1) * self.cycle.months() + 1, 1)
    }

    pub fn last_day(self) -> Date {
        date(self.year, self.ordinal * self.cycle.months(), 1).last_of_month()
    }

    pub fn holds(self, day: Date) -> bool {
        self.first_day() <= day && day <= self.last_day()
    }

    /// The period of another length that holds this one's last day: a month's quarter, a quarter's last month.
    pub fn widened(self, cycle: Cycle) -> Period {
        Period::holding(self.last_day(), cycle)
    }

    /// The shorter periods that make up this one, in order; this one alone if it is not longer.
    pub fn parts(self, cycle: Cycle) -> Vec<Period> {
        if cycle >= self.cycle {
            return vec![self.widened(cycle)];
        }
        let n = self.cycle.months() / cycle.months();
        (1..=n).map(|part| Period { year: self.year, cycle, ordinal: (self.ordinal - 1) * n + part }).collect()
    }

    /// The period `by` places later (earlier if negative), of the same length.
    pub fn shifted(self, by: i32) -> Period {
        let per_year = i32::from(12 / self.cycle.months());
        let place = i32::from(self.year) * per_year + i32::from(self.ordinal) - 1 + by;
        let year = place.div_euclid(per_year).clamp(1, 9998);
        Period { year: year as i16, cycle: self.cycle, ordinal: (place.rem_euclid(per_year) + 1) as i8 }
    }

    /// `2026年9月`, `2026年第3季度`, `2026年上半年`, `2026年`.
    pub fn title(self) -> String {
        match self.cycle {
            Cycle::Month => format!("{}年{}月", self.year, self.ordinal),
            Cycle::Quarter => format!("{}年第{}季度", self.year, self.ordinal),
            Cycle::Half if self.ordinal == 1 => format!("{}年上半年", self.year),
            Cycle::Half => format!("{}年下半年", self.year),
            Cycle::Year => format!("{}年", self.year),
        }
    }

    /// Without the year where that is clear: `9月`, `第3季度`, `上半年`, `2026年`.
    pub fn short_title(self) -> String {
        let title = self.title();
        match (self.cycle, title.split_once('年')) {
            (Cycle::Year, _) | (_, None) => title,
            (_, Some((_, rest))) => rest.to_owned(),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cycle {
            Cycle::Month => write!(f, "{:04}-{:02}", self.year, self.ordinal),
            Cycle::Quarter => write!(f, "{:04}-Q{}", self.year, self.ordinal),
            Cycle::Half => write!(f, "{:04}-H{}", self.year, self.ordinal),
            Cycle::Year => write!(f, "{:04}", self.year),
        }
    }
}

/// Not a period of the forms `2026-09`, `2026-Q3`, `2026-H1`, `2026`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a period: `{0}`")]
pub struct BadPeriod(pub String);

impl FromStr for Period {
    type Err = BadPeriod;

    fn from_str(text: &str) -> Result<Period, BadPeriod> {
        let parsed = || {
            let (year, rest) = text.split_once('-').unwrap_or((text, ""));
            let year: i16 = (year.len() == 4).then(|| year.parse().ok()).flatten()?;
            let digits = |part: &str, len: usize| {
                (part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
            };
            if rest.is_empty() {
                return if text.len() == 4 { Period::new(year, Cycle::Year, 1) } else { None };
            }
            if let Some(quarter) = rest.strip_prefix('Q') {
                return Period::new(year, Cycle::Quarter, digits(quarter, 1)?);
            }
            if let Some(half) = rest.strip_prefix('H') {
                return Period::new(year, Cycle::Half, digits(half, 1)?);
            }
            Period::new(year, Cycle::Month, digits(rest, 2)?)
        };
        parsed().ok_or_else(|| BadPeriod(text.to_owned()))
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Period, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes_text() {
        for text in ["2026-09", "2026-Q3", "2026-H1", "2026"] {
            assert_eq!(period(text).to_string(), text);
        }
        for text in ["", "2026-13", "2026-Q5", "2026-9", "26-09", "2026-", "2026-H3", "９９９９"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn months_partition_the_quarter() {
        let parts = period("2026-Q3").parts(Cycle::Month);
        assert_eq!(parts, ["2026-07", "2026-08", "2026-09"].map(period));
        assert_eq!(parts[0].first_day(), period("2026-Q3").first_day());
        assert_eq!(parts[2].last_day(), period("2026-Q3").last_day());
    }

    #[test]
    fn shifts_over_the_year() {
        assert_eq!(period("2026-01").shifted(-1), period("2025-12"));
        assert_eq!(period("2026-Q4").shifted(1), period("2027-Q1"));
        assert_eq!(period("2026-09").widened(Cycle::Quarter), period("2026-Q3"));
    }
}

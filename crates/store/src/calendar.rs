//! Statutory days off and days made up: as the State Council published them, and where the organisation department
//! departs from that.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sqlx::{AnyConnection, any::AnyRow};

use crate::{StoreError, text::Reading};

/// A day on which the weekday does not decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    pub day: Date,
    pub kind: DayKind,
    /// `国庆节`, `春节调休`.
    pub name: String,
    /// The notice that says so: `国办发明电〔2025〕7号`.
    pub source: String,
    /// 0: as published; otherwise the company's own entry.
    pub rev: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    Holiday,
    /// A Saturday or Sunday that is worked.
    Workday,
    /// Taken back: the weekday decides again.
    Ordinary,
}

impl DayKind {
    pub const fn word(self) -> &'static str {
        match self {
            DayKind::Holiday => "holiday",
            DayKind::Workday => "workday",
            DayKind::Ordinary => "ordinary",
        }
    }

    pub fn parse(word: &str) -> Option<DayKind> {
        [DayKind::Holiday, DayKind::Workday, DayKind::Ordinary].into_iter().find(|kind| kind.word() == word)
    }
}

/// Published days, dated, each with its notice. Of a year without a notice only the statutory days themselves are in it.
const PUBLISHED: &str = include_str!("../data/holidays.csv");

fn published() -> impl Iterator<Item = CalendarDay> {
    let lines = PUBLISHED.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| {
        let said = "the shipped calendar is well formed";
        let [days, kind, name, source] = line.splitn(4, ',').collect::<Vec<_>>().try_into().expect(said);
        let (from, until) = days.split_once('/').unwrap_or((days, days));
        let (from, until): (Date, Date) = (from.parse().expect(said), until.parse().expect(said));
        let kind = DayKind::parse(kind).expect(said);
        let all = from.series(jiff::Span::new().days(1)).take_while(move |day| *day <= until);
        all.map(move |day| CalendarDay { day, kind, name: name.to_owned(), source: source.to_owned(), rev: 0 })
    })
}

/// The working-day calendar.
pub struct CalendarDays<'a>(pub(crate) &'a mut AnyConnection);

impl CalendarDays<'_> {
    /// Every known day, oldest first: some forty a year. The company's own entry stands before the published one.
    pub async fn all(&mut self) -> Result<Vec<CalendarDay>, StoreError> {
        let mut days: BTreeMap<Date, CalendarDay> = published().map(|day| (day.day, day)).collect();
        let query = sqlx::query("select day, kind, name, source, rev from calendar_days order by day");
        for row in &query.fetch_all(&mut *self.0).await? {
            let own = read(row)?;
            days.insert(own.day, own);
        }
        Ok(days.into_values().collect())
    }

    /// Puts a day in the place of revision `rev` (0: no own entry yet); whether that revision stood.
    pub async fn put(&mut self, day: &CalendarDay) -> Result<bool, StoreError> {
        let text = if day.rev == 0 {
            "insert into calendar_days (day, kind, name, source, rev) values ($1, $2, $3, $4, 1 + $5)
             on conflict (day) do nothing"
        } else {
            "update calendar_days set kind = $2, name = $3, source = $4, rev = rev + 1 where day = $1 and rev = $5"
        };
        let query = sqlx::query(text)
            .bind(day.day.to_string())
            .bind(day.kind.word())
            .bind(&day.name)
            .bind(&day.source)
            .bind(day.rev);
        Ok(query.execute(&mut *self.0).await?.rows_affected() == 1)
    }
}

fn read(row: &AnyRow) -> Result<CalendarDay, StoreError> {
    let reading = Reading::new(row, "calendar_days", "day");
    Ok(CalendarDay {
        day: reading.date("day")?,
        kind: reading.word("kind", DayKind::parse)?,
        name: reading.get("name")?,
        source: reading.get("source")?,
        rev: reading.get("rev")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, on_both};

    #[test]
    fn a_year_with_a_notice_takes_thirteen_days_from_the_working_week() {
        let days: Vec<CalendarDay> = published().collect();
        for year in [2025, 2026] {
            let of = |kind| days.iter().filter(move |day| day.kind == kind && day.day.year() == year);
            let off = of(DayKind::Holiday).filter(|day| !is_weekend(day.day)).count();
            assert!(of(DayKind::Workday).all(|day| is_weekend(day.day)), "{year}");
            assert_eq!(off - of(DayKind::Workday).count(), 13, "{year}");
        }
        assert_eq!(days.iter().filter(|day| day.day.year() == 2027).count(), 13, "the statutory days alone");
    }

    fn is_weekend(day: Date) -> bool {
        matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
    }

    #[tokio::test]
    async fn a_day_is_put_only_in_the_place_of_the_revision_that_was_seen() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            let known = db.calendar().all().await.unwrap();
            let national = known.iter().find(|known| known.day == day("2026-10-01")).unwrap();
            assert_eq!((national.kind, national.rev), (DayKind::Holiday, 0));
            let taken = CalendarDay { kind: DayKind::Ordinary, ..national.clone() };
            assert!(db.calendar().put(&taken).await.unwrap());
            assert!(!db.calendar().put(&taken).await.unwrap(), "another revision stands");
            let known = db.calendar().all().await.unwrap();
            let own = known.iter().find(|known| known.day == day("2026-10-01")).unwrap();
            assert_eq!((own.kind, own.rev), (DayKind::Ordinary, 1));
            assert!(db.calendar().put(&CalendarDay { kind: DayKind::Holiday, ..own.clone() }).await.unwrap());
        })
        .await;
    }
}

//! Periods of assessment that were rated, and whether their results are sealed.

use jiff::Timestamp;
use rating::period::Period;
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{
    StoreError,
    text::{Reading, time_text},
};

/// A period that has results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatedPeriod {
    pub period: Period,
    /// Sealed results are never rated again.
    pub sealed: bool,
    pub rated_at: Option<Timestamp>,
}

/// Periods.
pub struct Periods<'a>(pub(crate) &'a mut AnyConnection);

const SELECT: &str = "select p.period, p.state, p.rated_at from periods p";

impl Periods<'_> {
    /// Newest first; of those that end on one day, the longest first.
    pub async fn list(&mut self) -> Result<Vec<RatedPeriod>, StoreError> {
        let rows = sqlx::query(SELECT).fetch_all(&mut *self.0).await?;
        let mut periods: Vec<RatedPeriod> = rows.iter().map(read).collect::<Result<_, _>>()?;
        periods.sort_by_key(|rated| std::cmp::Reverse((rated.period.last_day(), rated.period.cycle())));
        Ok(periods)
    }

    pub async fn find(&mut self, period: Period) -> Result<Option<RatedPeriod>, StoreError> {
        let text = AssertSqlSafe(format!("{SELECT} where p.period = $1"));
        let row = sqlx::query(text).bind(period.to_string()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    /// Opens the period if it is new and notes when it was rated; `Final` when it is sealed.
    pub async fn note_rated(&mut self, period: Period, at: Timestamp) -> Result<(), StoreError> {
        let done = sqlx::query(
            "insert into periods (period, cycle, first_day, state, rated_at) values ($1, $2, $3, 'open', $4)
             on conflict (period) do update set rated_at = excluded.rated_at where periods.state = 'open'",
        )
        .bind(period.to_string())
        .bind(period.cycle().title())
        .bind(period.first_day().to_string())
        .bind(time_text(at))
        .execute(&mut *self.0)
        .await?;
        if done.rows_affected() == 0 { Err(StoreError::Final("period")) } else { Ok(()) }
    }

    /// Seals a rated period for ever; answers whether it was there.
    pub async fn seal(&mut self, period: Period) -> Result<bool, StoreError> {
        let done = sqlx::query("update periods set state = 'sealed' where period = $1")
            .bind(period.to_string())
            .execute(&mut *self.0)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

fn read(row: &AnyRow) -> Result<RatedPeriod, StoreError> {
    let reading = Reading::new(row, "periods", "period");
    Ok(RatedPeriod {
        period: reading.period("period")?,
        sealed: reading.get::<String>("state")? == "sealed",
        rated_at: reading.time_or_none("rated_at")?,
    })
}

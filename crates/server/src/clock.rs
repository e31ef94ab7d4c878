//! The only place that knows what time it is.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use store::{Actor, Changed, Db, Store, StoreError};

/// The calendar day in China (UTC+8 all year).
pub fn china_day(at: Timestamp) -> Date {
    TimeZone::fixed(jiff::tz::offset(8)).to_datetime(at).date()
}

/// `2026-09-10 14:31` in China, for tables that people read.
pub fn minute_text(at: Timestamp) -> String {
    TimeZone::fixed(jiff::tz::offset(8)).to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Now, or a time that tests set by hand.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock, so many milliseconds ahead; a demonstration lives at the time of its records.
    System {
        ahead_ms: i64,
    },
    Fixed(Arc<AtomicI64>),
}

/// How far ahead of the machine's clock this installation lives, in milliseconds: only demonstrations have it.
const AHEAD: &str = "clock_ahead_ms";

impl Clock {
    pub const fn system() -> Clock {
        Clock::System { ahead_ms: 0 }
    }

    pub fn fixed(at: Timestamp) -> Clock {
        Clock::Fixed(Arc::new(AtomicI64::new(at.as_millisecond())))
    }

    /// The clock that this database lives by.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(store: &Store) -> Result<Clock, StoreError> {
        let kept = store.read().await?.settings().get(AHEAD).await?;
        Ok(Clock::System { ahead_ms: kept.and_then(|text| text.parse().ok()).unwrap_or(0) })
    }

    /// Lets this database live from `at` on; its time goes on from there.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn start(db: &mut Db, at: Timestamp) -> Result<(), StoreError> {
        let ahead = at.as_millisecond() - Timestamp::now().as_millisecond();
        db.settings().set(AHEAD, &ahead.to_string()).await?;
        db.note(&Actor::program(at), "clock.set", None, &[Changed::new("settings", AHEAD)]).await?;
        Ok(())
    }

    pub fn now(&self) -> Timestamp {
        let ms = match self {
            Clock::System { ahead_ms } => Timestamp::now().as_millisecond() + ahead_ms,
            Clock::Fixed(at) => at.load(Ordering::Relaxed),
        };
        Timestamp::from_millisecond(ms).unwrap_or(Timestamp::MAX)
    }

    /// The calendar day in China.
    pub fn today(&self) -> Date {
        china_day(self.now())
    }

    /// Moves a fixed clock forward; a system clock goes its own way.
    pub fn advance(&self, seconds: i64) {
        if let Clock::Fixed(fixed) = self {
            fixed.fetch_add(seconds * 1000, Ordering::Relaxed);
        }
    }
}

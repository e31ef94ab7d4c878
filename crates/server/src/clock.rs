//! The only place that knows what time it is.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The calendar day in China (UTC+8 all year).
pub fn china_day(at: Timestamp) -> Date {
    TimeZone::fixed(jiff::tz::offset(8)).to_datetime(at).date()
}

/// Now, or a time that tests set by hand.
#[derive(Debug, Clone, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    pub fn system() -> Clock {
        Clock(None)
    }

    pub fn fixed(at: Timestamp) -> Clock {
        Clock(Some(Arc::new(AtomicI64::new(at.as_millisecond()))))
    }

    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Some(fixed) => {
                Timestamp::from_millisecond(fixed.load(Ordering::Relaxed)).expect("was set from a timestamp")
            }
            None => Timestamp::now(),
        }
    }

    /// The calendar day in China.
    pub fn today(&self) -> Date {
        china_day(self.now())
    }

    /// Moves a fixed clock forward; a system clock goes its own way.
    pub fn advance(&self, seconds: i64) {
        if let Some(fixed) = &self.0 {
            fixed.fetch_add(seconds * 1000, Ordering::Relaxed);
        }
    }
}

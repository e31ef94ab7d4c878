//! The installed working-day calendar as the engine reads it, and its entries.

use rating::scheme::Calendar;
use store::{Actor, CalendarDay, Changed, DayKind, Db, Store, StoreError};

/// Days off and days made up, published and the company's own.
///
/// # Errors
/// Those of the store.
pub async fn installed(db: &mut Db) -> Result<Calendar, StoreError> {
    let mut calendar = Calendar::default();
    for day in db.calendar().all().await? {
        match day.kind {
            DayKind::Holiday => calendar.holidays.push(day.day),
            DayKind::Workday => calendar.workdays.push(day.day),
            DayKind::Ordinary => {}
        }
    }
    Ok(calendar)
}

/// Puts the company's own entry for a day; whether the revision that was edited still stood.
///
/// # Errors
/// Those of the store.
pub async fn put(store: &Store, who: &Actor, day: &CalendarDay) -> Result<bool, StoreError> {
    let mut db = store.write().await?;
    if !db.calendar().put(day).await? {
        return Ok(false);
    }
    db.note(who, "calendar.changed", None, &[Changed::new("calendar_days", day.day.to_string())]).await?;
    db.commit().await?;
    Ok(true)
}

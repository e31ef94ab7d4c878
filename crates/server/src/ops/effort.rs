//! Minutes behind a filing, from the server's own times of saving. Summed for a branch and a month; of no person, and
//! of no rule: nothing here makes a fact.

use jiff::{SignedDuration, Timestamp};
use store::{BranchEffort, Db, Record, StoreError};

use crate::clock::china_day;

/// A longer pause is no typing.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// Seconds of typing between two savings.
fn between(before: Timestamp, now: Timestamp) -> i64 {
    let passed = now.duration_since(before);
    if passed.is_negative() || passed > PAUSE { 0 } else { passed.as_secs() + i64::from(passed.subsec_millis() >= 500) }
}

/// Adds what was typed since the draft was saved last.
///
/// # Errors
/// Those of the store.
pub async fn typed(db: &mut Db, before: &Record, now: Timestamp) -> Result<(), StoreError> {
    match between(before.saved_at, now) {
        // Before the first letter of a correction there was only reading.
        seconds if seconds > 0 && before.has_draft => db.efforts().typed(&before.id, seconds).await,
        _ => Ok(()),
    }
}

/// Adds a filing with all that was typed for it to its branch and month, and forgets the draft's own time.
///
/// # Errors
/// Those of the store.
pub async fn filed(db: &mut Db, before: &Record, now: Timestamp) -> Result<(), StoreError> {
    let seconds = db.efforts().take(&before.id).await? + between(before.saved_at, now);
    let day = china_day(now);
    let month = format!("{:04}-{:02}", day.year(), day.month());
    let effort = BranchEffort { branch_id: before.branch_id.clone(), month, n_records: 1, seconds };
    db.efforts().add(&[effort]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_and_clocks_that_go_back_are_no_typing() {
        let at = |seconds: i64| Timestamp::from_second(1_790_000_000 + seconds).unwrap();
        assert_eq!(between(at(0), at(40)), 40);
        assert_eq!(between(at(0), at(300)), 300);
        assert_eq!(between(at(0), at(301)), 0);
        assert_eq!(between(at(40), at(0)), 0);
    }
}

//! Seals a period: its results stand for ever.

use jiff::Timestamp;
use rating::period::Period;
use store::{Actor, Changed, RatedPeriod, Store, StoreError};

use crate::ids;

/// Answers the sealed period; `None` if it was never rated. Sealing twice changes nothing.
///
/// # Errors
/// Those of the store.
pub async fn seal_period(
    store: &Store,
    period: Period,
    account: &str,
    now: Timestamp,
) -> Result<Option<RatedPeriod>, StoreError> {
    let mut db = store.write().await?;
    let Some(rated) = db.periods().find(period).await? else { return Ok(None) };
    if !rated.sealed {
        db.periods().seal(period).await?;
        db.users().log(&ids::short(), now, account, "period_sealed", &period.to_string()).await?;
        let actor = Actor { account: account.to_owned(), name: account.to_owned(), at: now };
        db.note(&actor, "period.sealed", None, &[Changed::new("periods", period.to_string())]).await?;
        db.commit().await?;
    }
    Ok(Some(RatedPeriod { sealed: true, ..rated }))
}

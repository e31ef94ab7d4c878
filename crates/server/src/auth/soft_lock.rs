//! Guessing costs time, and never locks anybody out for ever. Attempts are counted before they are checked, in the database.

use jiff::{SignedDuration, Timestamp};
use store::{Attempt, Db, StoreError};

/// Attempts on an account that cost nothing; from the next on 30 s, 60 s, … at most 15 minutes.
const FREE_BY_ACCOUNT: i64 = 4;
/// The same for an address, where many people may sit behind one; counted anew after a quiet quarter of an hour.
const FREE_BY_ADDRESS: i64 = 30;
const LONGEST: i64 = 900;

/// Where attempts are counted. An account at an address that it was opened from before counts by itself, so that others
/// who guess elsewhere lock nobody out there.
pub(super) struct Counted(Vec<Attempt>);

/// An attempt that may be checked, or how long none is.
pub(super) enum Admitted {
    Yes { counted: Counted, just_locked: bool },
    Not { seconds: i64 },
}

const fn free(by: &Attempt) -> i64 {
    match by {
        Attempt::Address(_) => FREE_BY_ADDRESS,
        Attempt::Account(_) | Attempt::Known { .. } => FREE_BY_ACCOUNT,
    }
}

/// Counts an attempt, unless a lock holds.
pub(super) async fn admit(db: &mut Db, account: &str, address: &str, now: Timestamp) -> Result<Admitted, StoreError> {
    let known = Attempt::Known { account: account.to_owned(), address: address.to_owned() };
    let mut by = vec![Attempt::Account(account.to_owned())];
    if !address.is_empty() {
        if db.users().attempts(&known).await?.is_some() {
            by = vec![known];
        } else {
            by.push(Attempt::Address(address.to_owned()));
        }
    }
    let mut counts = Vec::new();
    for each in &by {
        let (mut n, until, last) = db.users().attempts(each).await?.unwrap_or((0, None, now));
        if let Some(until) = until.filter(|until| *until > now) {
            return Ok(Admitted::Not { seconds: until.duration_since(now).as_secs() + 1 });
        }
        if matches!(each, Attempt::Address(_)) && now.duration_since(last).as_secs() > LONGEST {
            n = 0;
        }
        counts.push(n + 1);
    }
    let mut just_locked = false;
    for (each, n) in by.iter().zip(counts) {
        let until = (n > free(each)).then(|| now + wait(n - free(each)));
        just_locked |= until.is_some();
        db.users().count_attempts(each, n, until, now).await?;
    }
    Ok(Admitted::Yes { counted: Counted(by), just_locked })
}

fn wait(n_beyond: i64) -> SignedDuration {
    SignedDuration::from_secs((30_i64 << (n_beyond - 1).min(5)).min(LONGEST))
}

impl Counted {
    /// The password was right: the account starts anew, and its address is known from now on.
    pub(super) async fn forgive(
        self,
        db: &mut Db,
        account: &str,
        address: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut users = db.users();
        for each in &self.0 {
            if let Attempt::Address(_) = each
                && let Some((n, ..)) = users.attempts(each).await?
            {
                users.count_attempts(each, n - 1, None, now).await?;
            }
        }
        users.lift_lock(account).await?;
        if !address.is_empty() {
            let known = Attempt::Known { account: account.to_owned(), address: address.to_owned() };
            users.count_attempts(&known, 0, None, now).await?;
        }
        users.forget_attempts(now).await
    }
}

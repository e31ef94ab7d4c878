//! The soft lock: attempts to sign in are counted before the password is looked at, so that a hundred at once are a hundred.
//! Kept in the database, so that every node counts the same.

use jiff::{SignedDuration, Timestamp};

use super::Users;
use crate::{
    StoreError,
    text::{Reading, time_text},
};

/// What attempts are counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt {
    /// By name, whether such an account exists or not.
    Account(String),
    Address(String),
    /// An account at an address where it was opened before: others who guess elsewhere do not lock it out there.
    Known {
        account: String,
        address: String,
    },
}

impl Attempt {
    const fn kind(&self) -> &'static str {
        match self {
            Attempt::Account(_) => "account",
            Attempt::Address(_) => "address",
            Attempt::Known { .. } => "known",
        }
    }

    fn name(&self) -> String {
        match self {
            Attempt::Account(name) | Attempt::Address(name) => name.clone(),
            Attempt::Known { account, address } => format!("{account} {address}"),
        }
    }
}

impl Users<'_> {
    /// How many attempts there were, and until when no further one is looked at; `None` if none was ever counted.
    pub async fn attempts(&mut self, by: &Attempt) -> Result<Option<(i64, Option<Timestamp>, Timestamp)>, StoreError> {
        let row = sqlx::query("select name, n, until_at, last_at from attempts where kind = $1 and name = $2")
            .bind(by.kind())
            .bind(by.name())
            .fetch_optional(&mut *self.0)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let reading = Reading::new(&row, "attempts", "name");
        Ok(Some((reading.get("n")?, reading.time_or_none("until_at")?, reading.time("last_at")?)))
    }

    /// Keeps a count; nothing is looked at before `until`.
    pub async fn count_attempts(
        &mut self,
        by: &Attempt,
        n: i64,
        until: Option<Timestamp>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "insert into attempts (kind, name, n, until_at, last_at) values ($1, $2, $3, $4, $5)
             on conflict (kind, name) do update
             set n = excluded.n, until_at = excluded.until_at, last_at = excluded.last_at",
        )
        .bind(by.kind())
        .bind(by.name())
        .bind(n)
        .bind(until.map(time_text))
        .bind(time_text(at))
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Removes counts that are no longer of use: after a day, for known addresses after ninety.
    pub async fn forget_attempts(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let day = SignedDuration::from_hours(24);
        sqlx::query("delete from attempts where (kind <> 'known' and last_at < $1) or last_at < $2")
            .bind(time_text(now - day))
            .bind(time_text(now - day * 90))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Lifts the lock of an account everywhere.
    pub async fn lift_lock(&mut self, account: &str) -> Result<(), StoreError> {
        sqlx::query("delete from attempts where kind = 'account' and name = $1")
            .bind(account)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{noon, on_both};

    #[tokio::test]
    async fn counts_are_kept_apart_and_forgotten_in_time() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            let (account, address) = (Attempt::Account("zzb".to_owned()), Attempt::Address("zzb".to_owned()));
            let known = Attempt::Known { account: "zzb".to_owned(), address: "10.0.0.7".to_owned() };
            users.count_attempts(&account, 1, None, noon()).await.unwrap();
            users.count_attempts(&account, 2, Some(noon()), noon()).await.unwrap();
            users.count_attempts(&known, 0, None, noon()).await.unwrap();
            assert_eq!(users.attempts(&account).await.unwrap(), Some((2, Some(noon()), noon())));
            assert_eq!(users.attempts(&address).await.unwrap(), None);
            users.forget_attempts(noon() + SignedDuration::from_hours(25)).await.unwrap();
            assert_eq!(users.attempts(&account).await.unwrap(), None);
            assert!(users.attempts(&known).await.unwrap().is_some());
            users.forget_attempts(noon() + SignedDuration::from_hours(24 * 91)).await.unwrap();
            assert_eq!(users.attempts(&known).await.unwrap(), None);
        })
        .await;
    }
}

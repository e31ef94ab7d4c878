//! Sessions, of which only the token's hash is kept.

use jiff::Timestamp;

use super::{User, Users, read};
use crate::{
    StoreError,
    text::{Reading, time_text},
};

/// A session that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSession<'a> {
    /// What it is called in lists.
    pub id: &'a str,
    pub token_hash: &'a str,
    pub user_id: &'a str,
    /// Where from, as far as it is known.
    pub address: &'a str,
    /// What the browser says of itself.
    pub agent: &'a str,
    pub at: Timestamp,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    pub id: String,
    pub address: String,
    pub agent: String,
    pub began_at: Timestamp,
    pub seen_at: Timestamp,
}

impl Users<'_> {
    pub async fn open_session(&mut self, session: &NewSession<'_>) -> Result<(), StoreError> {
        sqlx::query(
            "insert into sessions (token_hash, user_id, created_at, seen_at, id, address, agent)
             values ($1, $2, $3, $3, $4, $5, $6)",
        )
        .bind(session.token_hash)
        .bind(session.user_id)
        .bind(time_text(session.at))
        .bind(session.id)
        .bind(session.address)
        .bind(session.agent)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Whose session it is and which, if it began after `began_after`, was used after `seen_after`, and the person is not
    /// disabled.
    pub async fn session(
        &mut self,
        token_hash: &str,
        began_after: Timestamp,
        seen_after: Timestamp,
    ) -> Result<Option<(User, OpenSession)>, StoreError> {
        let row = sqlx::query(
            "select u.*, s.id as session_id, s.address, s.agent, s.created_at as began_at, s.seen_at
             from sessions s join users u on u.id = s.user_id
             where s.token_hash = $1 and s.created_at > $2 and s.seen_at > $3 and u.disabled_at is null",
        )
        .bind(token_hash)
        .bind(time_text(began_after))
        .bind(time_text(seen_after))
        .fetch_optional(&mut *self.0)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((read(&row)?, read_session(&row)?)))
    }

    /// The sessions of a person that still hold, latest first; at most a hundred.
    pub async fn sessions_of(
        &mut self,
        user_id: &str,
        began_after: Timestamp,
        seen_after: Timestamp,
    ) -> Result<Vec<OpenSession>, StoreError> {
        let rows = sqlx::query(
            "select id as session_id, address, agent, created_at as began_at, seen_at from sessions
             where user_id = $1 and created_at > $2 and seen_at > $3 order by seen_at desc, id limit 100",
        )
        .bind(user_id)
        .bind(time_text(began_after))
        .bind(time_text(seen_after))
        .fetch_all(&mut *self.0)
        .await?;
        rows.iter().map(read_session).collect()
    }

    pub async fn touch_session(&mut self, token_hash: &str, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("update sessions set seen_at = $2 where token_hash = $1")
            .bind(token_hash)
            .bind(time_text(at))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    pub async fn close_session(&mut self, token_hash: &str) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where token_hash = $1").bind(token_hash).execute(&mut *self.0).await?;
        Ok(())
    }

    /// Ends one session of this person; whether there was one.
    pub async fn end_session(&mut self, user_id: &str, id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from sessions where user_id = $1 and id = $2")
            .bind(user_id)
            .bind(id)
            .execute(&mut *self.0)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends every session of a person.
    pub async fn close_sessions(&mut self, user_id: &str) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where user_id = $1").bind(user_id).execute(&mut *self.0).await?;
        Ok(())
    }

    /// Removes what nobody can use any more.
    pub async fn forget_sessions(&mut self, began_before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where created_at <= $1")
            .bind(time_text(began_before))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}

fn read_session(row: &sqlx::any::AnyRow) -> Result<OpenSession, StoreError> {
    let reading = Reading::new(row, "sessions", "session_id");
    Ok(OpenSession {
        id: reading.get("session_id")?,
        address: reading.get("address")?,
        agent: reading.get("agent")?,
        began_at: reading.time("began_at")?,
        seen_at: reading.time("seen_at")?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::testing::{noon, on_both, two_units};

    fn session(token_hash: &'static str) -> NewSession<'static> {
        NewSession { id: token_hash, token_hash, user_id: "zzb", address: "10.0.0.7", agent: "Firefox", at: noon() }
    }

    #[tokio::test]
    async fn a_session_ends_by_age_by_idleness_and_by_signing_out() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            users.open_session(&session("hash")).await.unwrap();
            let hour = SignedDuration::from_hours(1);
            let (user, found) = users.session("hash", noon() - hour, noon() - hour).await.unwrap().unwrap();
            assert_eq!((user.account.as_str(), found.address.as_str()), ("zzb", "10.0.0.7"));
            let later = noon() + hour;
            assert!(users.session("hash", noon(), noon() - hour).await.unwrap().is_none(), "too old");
            assert!(users.session("hash", noon() - hour, later).await.unwrap().is_none(), "idle too long");
            users.touch_session("hash", later + hour).await.unwrap();
            assert!(users.session("hash", noon() - hour, later).await.unwrap().is_some(), "used again");
            users.close_session("hash").await.unwrap();
            assert!(users.session("hash", noon() - hour, noon() - hour).await.unwrap().is_none(), "signed out");
        })
        .await;
    }

    #[tokio::test]
    async fn a_person_ends_one_of_their_sessions_and_no_other_persons() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            let hour = SignedDuration::from_hours(1);
            for hash in ["first", "second"] {
                users.open_session(&session(hash)).await.unwrap();
            }
            assert!(!users.end_session("unit1", "first").await.unwrap(), "not theirs");
            assert_eq!(users.sessions_of("zzb", noon() - hour, noon() - hour).await.unwrap().len(), 2);
            assert!(users.end_session("zzb", "first").await.unwrap());
            let left = users.sessions_of("zzb", noon() - hour, noon() - hour).await.unwrap();
            assert_eq!(left.iter().map(|each| each.id.as_str()).collect::<Vec<_>>(), ["second"]);
        })
        .await;
    }
}

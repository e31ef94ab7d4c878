//! Answers that were given, so that a request that arrives twice is done once (`Idempotency-Key`).

use jiff::Timestamp;
use sqlx::AnyConnection;

use crate::{
    StoreError,
    text::{Reading, time_text},
};

/// An answer that was given before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Hash of the request it answered.
    pub request: String,
    pub status: u16,
    /// JSON.
    pub body: String,
}

/// Answers by account and key.
pub struct Answers<'a>(pub(crate) &'a mut AnyConnection);

impl Answers<'_> {
    /// Takes `key` for the request with this hash, or says what was answered under it. `account` is the user's id. An
    /// `answer` that is known already needs no `keep` afterwards.
    pub async fn claim(
        &mut self,
        account: &str,
        key: &str,
        request: &str,
        at: Timestamp,
        answer: Option<(u16, &str)>,
    ) -> Result<Option<KeptAnswer>, StoreError> {
        let (status, body) = answer.unzip();
        let claimed = sqlx::query(
            "insert into answers (account, key, request, at, status, body) values ($1, $2, $3, $4, $5, $6)
             on conflict (account, key) do nothing",
        )
        .bind(account)
        .bind(key)
        .bind(request)
        .bind(time_text(at))
        .bind(status.map(i64::from))
        .bind(body)
        .execute(&mut *self.0)
        .await?;
        if claimed.rows_affected() == 1 {
            return Ok(None);
        }
        let row = sqlx::query("select * from answers where account = $1 and key = $2")
            .bind(account)
            .bind(key)
            .fetch_one(&mut *self.0)
            .await?;
        let reading = Reading::new(&row, "answers", "key");
        let status: i64 = reading.get("status")?;
        Ok(Some(KeptAnswer {
            request: reading.get("request")?,
            status: u16::try_from(status).map_err(|error| reading.corrupt(error))?,
            body: reading.get("body")?,
        }))
    }

    /// The answer to the request that claimed `key` in this transaction.
    pub async fn keep(&mut self, account: &str, key: &str, status: u16, body: &str) -> Result<(), StoreError> {
        sqlx::query("update answers set status = $3, body = $4 where account = $1 and key = $2 and status is null")
            .bind(account)
            .bind(key)
            .bind(i64::from(status))
            .bind(body)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Forgets what was answered before `time`.
    pub async fn forget(&mut self, time: Timestamp) -> Result<(), StoreError> {
        sqlx::query("delete from answers where at < $1").bind(time_text(time)).execute(&mut *self.0).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use crate::testing::{noon, on_both};

    #[tokio::test]
    async fn an_answer_is_kept_for_the_key_and_forgotten_in_time() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            assert_eq!(db.answers().claim("zzb", "k", "hash", noon(), None).await.unwrap(), None);
            db.answers().keep("zzb", "k", 201, "{}").await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.write().await.unwrap();
            let kept = db.answers().claim("zzb", "k", "other", noon(), None).await.unwrap().unwrap();
            assert_eq!((kept.request.as_str(), kept.status, kept.body.as_str()), ("hash", 201, "{}"));
            assert_eq!(db.answers().claim("unit1", "k", "hash", noon(), None).await.unwrap(), None, "another's key");
            db.answers().forget(noon() + SignedDuration::from_secs(1)).await.unwrap();
            assert_eq!(db.answers().claim("zzb", "k", "other", noon(), None).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn work_that_was_not_committed_leaves_the_key_free() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            assert_eq!(db.answers().claim("zzb", "k", "hash", noon(), None).await.unwrap(), None);
            drop(db);
            let mut db = store.write().await.unwrap();
            assert_eq!(db.answers().claim("zzb", "k", "hash", noon(), None).await.unwrap(), None);
        })
        .await;
    }
}

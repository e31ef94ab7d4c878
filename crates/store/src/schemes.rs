//! Schemes by code and version. A published one is never changed: the store refuses, and so does the database.

use jiff::{Timestamp, civil::Date};
use rating::period::{Cycle, Period};
use sqlx::{AnyConnection, any::AnyRow};

use crate::{
    StoreError,
    text::{Reading, time_text},
};

/// A scheme as it is kept: its document and its standing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    pub code: String,
    pub version: String,
    pub title: String,
    /// First day from which it may be in force.
    pub effective_from: Date,
    /// The YAML document.
    pub text: String,
    /// `None` while it is a draft.
    pub published_at: Option<Timestamp>,
}

/// Schemes.
pub struct Schemes<'a>(pub(crate) &'a mut AnyConnection);

impl Schemes<'_> {
    /// A new version, as draft or published at once.
    pub async fn add(&mut self, scheme: &Scheme) -> Result<(), StoreError> {
        sqlx::query(
            "insert into schemes (code, version, title, state, effective_from, text, published_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&scheme.code)
        .bind(&scheme.version)
        .bind(&scheme.title)
        .bind(if scheme.published_at.is_some() { "published" } else { "draft" })
        .bind(scheme.effective_from.to_string())
        .bind(&scheme.text)
        .bind(scheme.published_at.map(time_text))
        .execute(&mut *self.0)
        .await
        .map_err(|error| StoreError::or_conflict(error, "scheme"))?;
        Ok(())
    }

    /// Another text for a draft; `Final` once it is published.
    pub async fn replace(&mut self, scheme: &Scheme) -> Result<(), StoreError> {
        let done = sqlx::query(
            "update schemes set title = $3, effective_from = $4, text = $5
             where code = $1 and version = $2 and state = 'draft'",
        )
        .bind(&scheme.code)
        .bind(&scheme.version)
        .bind(&scheme.title)
        .bind(scheme.effective_from.to_string())
        .bind(&scheme.text)
        .execute(&mut *self.0)
        .await?;
        if done.rows_affected() == 0 { Err(StoreError::Final("scheme")) } else { Ok(()) }
    }

    pub async fn find(&mut self, code: &str, version: &str) -> Result<Option<Scheme>, StoreError> {
        let row = sqlx::query("select * from schemes where code = $1 and version = $2")
            .bind(code)
            .bind(version)
            .fetch_optional(&mut *self.0)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Newest first.
    pub async fn list(&mut self) -> Result<Vec<Scheme>, StoreError> {
        let rows = sqlx::query("select * from schemes order by effective_from desc, code, version desc")
            .fetch_all(&mut *self.0)
            .await?;
        rows.iter().map(read).collect()
    }

    /// The published scheme under which `period` is rated: the latest that is effective in its last month.
    pub async fn in_force(&mut self, period: Period) -> Result<Option<Scheme>, StoreError> {
        let row = sqlx::query(
            "select * from schemes where state = 'published' and effective_from <= $1
             order by effective_from desc, published_at desc, version desc limit 1",
        )
        .bind(period.widened(Cycle::Month).first_day().to_string())
        .fetch_optional(&mut *self.0)
        .await?;
        row.as_ref().map(read).transpose()
    }
}

fn read(row: &AnyRow) -> Result<Scheme, StoreError> {
    let reading = Reading::new(row, "schemes", "code");
    Ok(Scheme {
        code: reading.get("code")?,
        version: reading.get("version")?,
        title: reading.get("title")?,
        effective_from: reading.date("effective_from")?,
        text: reading.get("text")?,
        published_at: reading.time_or_none("published_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, noon, on_both};

    fn scheme(version: &str, effective_from: &str, published: bool) -> Scheme {
        Scheme {
            code: "5521".to_owned(),
            version: version.to_owned(),
            title: "评星定级办法".to_owned(),
            effective_from: day(effective_from),
            text: "scheme: 5521".to_owned(),
            published_at: published.then(noon),
        }
    }

    #[tokio::test]
    async fn the_latest_published_scheme_is_in_force() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            for kept in
                [scheme("1", "2025-07-01", true), scheme("2", "2026-01-01", true), scheme("3", "2026-01-01", false)]
            {
                db.schemes().add(&kept).await.unwrap();
            }
            for (period, want) in [
                ("2025-06", None),
                ("2025-07", Some("1")),
                ("2025", Some("1")),
                ("2026-03", Some("2")),
                ("2026-Q1", Some("2")),
            ] {
                let found = db.schemes().in_force(period.parse().unwrap()).await.unwrap();
                assert_eq!(found.map(|kept| kept.version).as_deref(), want, "{period}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_published_scheme_is_never_changed() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            db.schemes().add(&scheme("1", "2025-07-01", true)).await.unwrap();
            db.schemes().add(&scheme("2", "2026-01-01", false)).await.unwrap();
            let mut other = scheme("2", "2026-07-01", false);
            other.text = "another".to_owned();
            db.schemes().replace(&other).await.unwrap();
            other.version = "1".to_owned();
            assert!(matches!(db.schemes().replace(&other).await, Err(StoreError::Final("scheme"))));
            db.commit().await.unwrap();
            let mut db = store.write().await.unwrap();
            assert!(matches!(db.schemes().add(&other).await, Err(StoreError::Conflict("scheme"))));
            drop(db);
            for text in ["update schemes set text = '' where version = '1'", "delete from schemes where version = '1'"]
            {
                assert!(store.execute_raw(text).await.is_err(), "{text}");
            }
        })
        .await;
    }
}

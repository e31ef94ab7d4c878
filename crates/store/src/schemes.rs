//! Schemes by code and version. A published one is never changed: the store refuses, and so does the database.

use jiff::{Timestamp, civil::Date};
use rating::period::Period;
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

    /// The published scheme under which `period` is rated: the latest that was effective when it began.
    pub async fn in_force(&mut self, period: Period) -> Result<Option<Scheme>, StoreError> {
        let row = sqlx::query(
            "select * from schemes where state = 'published' and effective_from <= $1
             order by effective_from desc, published_at desc, version desc limit 1",
        )
        .bind(period.first_day().to_string())
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

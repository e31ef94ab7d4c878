//! Hours of centralised study and training.

use jiff::civil::Date;
use sqlx::{AssertSqlSafe, any::AnyRow};

use super::Members;
use crate::{StoreError, rows, text::Reading};

/// A training that a member took part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    pub id: String,
    pub member_id: String,
    pub on: Date,
    pub title: String,
    /// Tenths of an hour.
    pub tenths: i64,
    pub entered_by: String,
}

impl Members<'_> {
    pub async fn add_trainings(&mut self, trainings: &[Training]) -> Result<(), StoreError> {
        for chunk in trainings.chunks(200) {
            let text = format!(
                "insert into trainings (id, member_id, year, on_day, title, tenths, entered_by) values {}",
                rows(chunk.len(), 7)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for training in chunk {
                query = query
                    .bind(&training.id)
                    .bind(&training.member_id)
                    .bind(i64::from(training.on.year()))
                    .bind(training.on.to_string())
                    .bind(&training.title)
                    .bind(training.tenths)
                    .bind(&training.entered_by);
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "training"))?;
        }
        Ok(())
    }

    /// The latest trainings of a member, newest first; at most 500.
    pub async fn trainings(&mut self, member_id: &str) -> Result<Vec<Training>, StoreError> {
        let rows = sqlx::query(
            "select id, member_id, on_day, title, tenths, entered_by from trainings
             where member_id = $1 order by on_day desc, id limit 500",
        )
        .bind(member_id)
        .fetch_all(&mut *self.0)
        .await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "trainings", "id");
            Ok(Training {
                id: reading.get("id")?,
                member_id: reading.get("member_id")?,
                on: reading.date("on_day")?,
                title: reading.get("title")?,
                tenths: reading.get("tenths")?,
                entered_by: reading.get("entered_by")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

//! Changes of records. Revisions are compared in the update itself, so that of two edits one is refused.

use jiff::Timestamp;
use ledger::RecordBody;
use sqlx::AssertSqlSafe;

use super::{Record, Records, Round};
use crate::{StoreError, text::time_text};

/// Rows of one insert; the product with the columns stays below what both databases bind.
const CHUNK: usize = 200;

impl Records<'_> {
    /// All of them or none (inside the caller's transaction); an id that exists is a conflict.
    pub async fn add(&mut self, records: &[Record]) -> Result<(), StoreError> {
        for chunk in records.chunks(CHUNK) {
            let mut text = String::from(
                "insert into records (id, branch_id, kind, state, rev, title, on_day, counts_for, also, group_id,
                     entitled, present, late, n_rounds, first_filed_at, filed_at, filed_by, entered_by, reason,
                     saved_at, draft) values ",
            );
            places(&mut text, chunk.len(), 21);
            let mut query = sqlx::query(AssertSqlSafe(text));
            for record in chunk {
                query = query
                    .bind(&record.id)
                    .bind(&record.branch_id)
                    .bind(record.kind.word())
                    .bind(record.state.word())
                    .bind(record.rev)
                    .bind(&record.title)
                    .bind(record.on.map(|day| day.to_string()))
                    .bind(&record.counts_for)
                    .bind(also(record))
                    .bind(&record.group_id)
                    .bind(record.entitled)
                    .bind(record.present)
                    .bind(i64::from(record.late))
                    .bind(record.n_rounds)
                    .bind(record.first_filed_at.map(time_text))
                    .bind(record.filed_at.map(time_text))
                    .bind(&record.filed_by)
                    .bind(&record.entered_by)
                    .bind(&record.reason)
                    .bind(time_text(record.saved_at))
                    .bind(record.draft.as_ref().map(written));
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "record"))?;
        }
        Ok(())
    }

    /// Writes what `record` says over revision `rev`; `false` if another revision stands. Its own `rev` must be the next.
    pub async fn change(&mut self, record: &Record, rev: i64) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update records set state = $3, rev = $4, title = $5, on_day = $6, counts_for = $7, also = $8,
                 group_id = $9, entitled = $10, present = $11, late = $12, n_rounds = $13, first_filed_at = $14,
                 filed_at = $15, filed_by = $16, reason = $17, saved_at = $18, draft = $19
             where id = $1 and rev = $2",
        )
        .bind(&record.id)
        .bind(rev)
        .bind(record.state.word())
        .bind(record.rev)
        .bind(&record.title)
        .bind(record.on.map(|day| day.to_string()))
        .bind(&record.counts_for)
        .bind(also(record))
        .bind(&record.group_id)
        .bind(record.entitled)
        .bind(record.present)
        .bind(i64::from(record.late))
        .bind(record.n_rounds)
        .bind(record.first_filed_at.map(time_text))
        .bind(record.filed_at.map(time_text))
        .bind(&record.filed_by)
        .bind(&record.reason)
        .bind(time_text(record.saved_at))
        .bind(record.draft.as_ref().map(written))
        .execute(&mut *self.0)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Keeps what was typed, over revision `rev`; `false` if another revision stands.
    pub async fn save_draft(
        &mut self,
        id: &str,
        rev: i64,
        draft: &RecordBody,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let done =
            sqlx::query("update records set rev = rev + 1, draft = $3, saved_at = $4 where id = $1 and rev = $2")
                .bind(id)
                .bind(rev)
                .bind(written(draft))
                .bind(time_text(at))
                .execute(&mut *self.0)
                .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Steps of histories, each with its record's id.
    pub async fn add_rounds(&mut self, rounds: &[(String, Round)]) -> Result<(), StoreError> {
        for chunk in rounds.chunks(CHUNK) {
            let mut text =
                String::from("insert into record_rounds (record_id, n, at, account, name, act, reason, body) values ");
            places(&mut text, chunk.len(), 8);
            let mut query = sqlx::query(AssertSqlSafe(text));
            for (record_id, round) in chunk {
                query = query
                    .bind(record_id)
                    .bind(round.n)
                    .bind(time_text(round.at))
                    .bind(&round.account)
                    .bind(&round.name)
                    .bind(round.act.word())
                    .bind(&round.reason)
                    .bind(round.body.as_ref().map(written));
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "record_round"))?;
        }
        Ok(())
    }
}

fn also(record: &Record) -> String {
    record.also.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(" ")
}

fn written(body: &RecordBody) -> String {
    serde_json::to_string(body).expect("a record of texts and numbers is always written")
}

/// `($1, $2), ($3, $4)`.
fn places(text: &mut String, rows: usize, columns: usize) {
    for n in 0..rows {
        let places: Vec<String> = (1..=columns).map(|column| format!("${}", n * columns + column)).collect();
        text.push_str(if n == 0 { "(" } else { ", (" });
        text.push_str(&places.join(", "));
        text.push(')');
    }
}

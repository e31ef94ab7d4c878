//! Where like texts and like pictures are, for the reviewer's hints. What is foreign to the caller is found without its
//! name: whoever answers decides what of it may be shown.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use ledger::{RecordBody, likeness};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Record, Scope, StoreError,
    records::{self, COLUMNS},
    scope::{RESULT_ROLES, tree},
    text::{Reading, time_text},
};

/// A record whose text may be like the one under review.
#[derive(Debug, Clone, PartialEq)]
pub struct LikeRecord {
    pub id: String,
    pub title: String,
    pub on: Option<Date>,
    pub branch_id: String,
    pub branch_name: String,
    pub unit_id: String,
    pub unit_name: String,
    /// Whether the caller may read it.
    pub seen: bool,
    /// Its last filing.
    pub body: RecordBody,
}

/// A picture like one of the record under review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LikePicture {
    /// The record's own.
    pub file_id: String,
    pub file_name: String,
    pub other_id: String,
    pub other_name: String,
    pub other_at: Timestamp,
    /// The record that the other belongs to.
    pub record_id: String,
    pub record_title: String,
    pub on: Option<Date>,
    pub branch_id: String,
    pub branch_name: String,
    pub seen: bool,
    /// Bits of the fingerprint that differ.
    pub apart: u32,
}

/// What a reviewer says about the hints at one filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintCheck {
    pub account: String,
    pub name: String,
    pub at: Timestamp,
    pub note: Option<String>,
}

/// Hints.
pub struct Hints<'a>(pub(crate) &'a mut AnyConnection);

/// Rows of one insert.
const CHUNK: usize = 200;
/// Pairs of like buckets that are counted; texts that meet more often were given to everybody.
const PAIRS: i64 = 2000;
/// Buckets of one record that are looked into.
const BUCKETS: i64 = 256;

impl Hints<'_> {
    /// Takes the buckets of the last filing for those of the one before.
    pub async fn replace(&mut self, record: &Record, buckets: &[i64]) -> Result<(), StoreError> {
        sqlx::query("delete from record_buckets where branch_id = $1 and record_id = $2")
            .bind(&record.branch_id)
            .bind(&record.id)
            .execute(&mut *self.0)
            .await?;
        self.add(&[(record, buckets.to_vec())]).await
    }

    /// Buckets of records that have none yet; records without a day are left out.
    pub async fn add(&mut self, found: &[(&Record, Vec<i64>)]) -> Result<(), StoreError> {
        let rows: Vec<(&Record, Date, i64)> = found
            .iter()
            .filter_map(|(record, buckets)| Some((*record, record.on?, buckets)))
            .flat_map(|(record, on, buckets)| buckets.iter().map(move |bucket| (record, on, *bucket)))
            .collect();
        for chunk in rows.chunks(CHUNK) {
            let text = format!(
                "insert into record_buckets (branch_id, bucket, record_id, kind, on_day) values {}",
                crate::rows(chunk.len(), 5)
            );
            let query = chunk.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, (record, on, bucket)| {
                query
                    .bind(record.branch_id.clone())
                    .bind(*bucket)
                    .bind(record.id.clone())
                    .bind(record.kind.word())
                    .bind(on.to_string())
            });
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }

    /// Records that stand, without buckets, with their last filings; by id, from behind `after`. Most say too little to
    /// have any.
    pub async fn without(&mut self, after: &str, limit: i64) -> Result<Vec<(Record, RecordBody)>, StoreError> {
        let text = format!(
            "select {COLUMNS}, o.body from records r join record_rounds o on o.record_id = r.id
             where r.id > $1 and r.state in ('filed', 'accepted') and o.act = 'filed'
               and o.n = (select max(l.n) from record_rounds l where l.record_id = r.id and l.act = 'filed')
               and not exists (select 1 from record_buckets b where b.branch_id = r.branch_id and b.record_id = r.id)
             order by r.id limit $2"
        );
        let rows = sqlx::query(AssertSqlSafe(text)).bind(after.to_owned()).bind(limit).fetch_all(&mut *self.0).await?;
        rows.iter()
            .map(|row| Ok((records::read(row)?, Reading::new(row, "record_rounds", "id").json("body")?)))
            .collect()
    }

    /// The records of the same branch, of any kind, whose texts meet most often; at most `limit`.
    pub async fn own(
        &mut self,
        scope: &Scope,
        record: &Record,
        days: (Date, Date),
        limit: usize,
    ) -> Result<Vec<LikeRecord>, StoreError> {
        self.met(scope, record, "branch_id = $1 and record_id <> $2 and $3 <> ''", days, limit).await
    }

    /// The records of the same kind in other branches whose texts meet most often; at most `limit`.
    pub async fn sisters(
        &mut self,
        scope: &Scope,
        record: &Record,
        days: (Date, Date),
        limit: usize,
    ) -> Result<Vec<LikeRecord>, StoreError> {
        self.met(scope, record, "branch_id <> $1 and record_id <> $2 and kind = $3", days, limit).await
    }

    /// The buckets of the record first, then who else is in them, then what these say: each step by one index.
    async fn met(
        &mut self,
        scope: &Scope,
        record: &Record,
        whose: &str,
        (from, until): (Date, Date),
        limit: usize,
    ) -> Result<Vec<LikeRecord>, StoreError> {
        let buckets: Vec<i64> =
            sqlx::query_scalar("select bucket from record_buckets where branch_id = $1 and record_id = $2 limit $3")
                .bind(&record.branch_id)
                .bind(&record.id)
                .bind(BUCKETS)
                .fetch_all(&mut *self.0)
                .await?;
        if buckets.is_empty() {
            return Ok(Vec::new());
        }
        let text = format!(
            "select record_id from record_buckets
             where bucket in ({}) and {whose} and on_day >= $4 and on_day <= $5 limit $6",
            places(buckets.len(), 7)
        );
        let query = sqlx::query_scalar(AssertSqlSafe(text))
            .bind(record.branch_id.clone())
            .bind(record.id.clone())
            .bind(record.kind.word())
            .bind(from.to_string())
            .bind(until.to_string())
            .bind(PAIRS);
        let query = buckets.into_iter().fold(query, |query, bucket| query.bind(bucket));
        let mut meetings: BTreeMap<String, usize> = BTreeMap::new();
        for id in query.fetch_all(&mut *self.0).await? {
            *meetings.entry(id).or_default() += 1;
        }
        let mut often: Vec<(usize, String)> = meetings.into_iter().map(|(id, n)| (n, id)).collect();
        often.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        often.truncate(limit);
        self.filed(scope, often.into_iter().map(|(_, id)| id).collect()).await
    }

    /// These records with their last filings, in this order; what was returned or withdrawn is left out.
    async fn filed(&mut self, scope: &Scope, ids: Vec<String>) -> Result<Vec<LikeRecord>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let text = format!(
            "{} select r.id, r.title, r.on_day, r.branch_id, t.name as branch_name, t.unit_id, u.name as unit_name, t.seen,
                    o.body
             from records r join tree t on t.id = r.branch_id join tree u on u.id = t.unit_id
               join record_rounds o on o.record_id = r.id
             where r.id in ({}) and r.state in ('filed', 'accepted') and o.act = 'filed'
               and o.n = (select max(x.n) from record_rounds x where x.record_id = r.id and x.act = 'filed')",
            tree(RESULT_ROLES),
            places(ids.len(), 3)
        );
        let query = ids.iter().fold(scope.query(AssertSqlSafe(text)), |query, id| query.bind(id.clone()));
        let rows = query.fetch_all(&mut *self.0).await?;
        let mut found = rows.iter().map(read).collect::<Result<Vec<LikeRecord>, StoreError>>()?;
        found.sort_by_key(|like| ids.iter().position(|id| *id == like.id));
        Ok(found)
    }

    /// Pictures of other records like those of this one, the likest first; at most `limit`.
    pub async fn pictures(
        &mut self,
        scope: &Scope,
        record_id: &str,
        limit: usize,
    ) -> Result<Vec<LikePicture>, StoreError> {
        let text = format!(
            "{} select a.id, a.name, a.likeness, o.id as other_id, o.name as other_name, o.likeness as other_likeness,
                    o.uploaded_at, r.id as record_id, r.title, r.on_day, r.branch_id, t.name as branch_name, t.seen
             from attachments a
               join picture_buckets b on b.attachment_id = a.id
               join picture_buckets p on p.bucket = b.bucket
               join attachments o on o.id = p.attachment_id
               join records r on r.id = o.owner_id
               join tree t on t.id = r.branch_id
             where a.owner = 'records' and a.owner_id = $3 and a.removed_at is null
               and coalesce(o.owner, '') = 'records' and o.owner_id <> $3 and o.removed_at is null
               and r.state in ('filed', 'accepted')
             limit $4",
            tree(RESULT_ROLES)
        );
        let query = scope.query(AssertSqlSafe(text)).bind(record_id.to_owned()).bind(PAIRS);
        let mut found = BTreeMap::new();
        for row in query.fetch_all(&mut *self.0).await? {
            if let Some(picture) = read_picture(&row)? {
                found.insert((picture.file_id.clone(), picture.other_id.clone()), picture);
            }
        }
        let mut found: Vec<LikePicture> = found.into_values().collect();
        found.sort_by(|a, b| (a.apart, b.other_at, &a.other_id).cmp(&(b.apart, a.other_at, &b.other_id)));
        found.truncate(limit);
        Ok(found)
    }

    /// What was said about the hints at a filing.
    pub async fn check_of(&mut self, record_id: &str, n: i64) -> Result<Option<HintCheck>, StoreError> {
        let row = sqlx::query("select * from hint_checks where record_id = $1 and n = $2")
            .bind(record_id)
            .bind(n)
            .fetch_optional(&mut *self.0)
            .await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "hint_checks", "record_id");
            Ok(HintCheck {
                account: reading.get("account")?,
                name: reading.get("name")?,
                at: reading.time("at")?,
                note: reading.get("note")?,
            })
        };
        row.as_ref().map(read).transpose()
    }

    /// # Errors
    /// `Conflict` where somebody said something already.
    pub async fn check(&mut self, record_id: &str, n: i64, check: &HintCheck) -> Result<(), StoreError> {
        sqlx::query("insert into hint_checks (record_id, n, account, name, at, note) values ($1, $2, $3, $4, $5, $6)")
            .bind(record_id)
            .bind(n)
            .bind(&check.account)
            .bind(&check.name)
            .bind(time_text(check.at))
            .bind(&check.note)
            .execute(&mut *self.0)
            .await
            .map_err(|error| StoreError::or_conflict(error, "hint_check"))?;
        Ok(())
    }
}

/// `$7, $8`: places of a list, from the first on.
fn places(n: usize, first: usize) -> String {
    (0..n).map(|place| format!("${}", place + first)).collect::<Vec<_>>().join(", ")
}

fn read(row: &AnyRow) -> Result<LikeRecord, StoreError> {
    let reading = Reading::new(row, "records", "id");
    Ok(LikeRecord {
        id: reading.get("id")?,
        title: reading.get("title")?,
        on: reading.date_or_none("on_day")?,
        branch_id: reading.get("branch_id")?,
        branch_name: reading.get("branch_name")?,
        unit_id: reading.get("unit_id")?,
        unit_name: reading.get("unit_name")?,
        seen: reading.get::<i64>("seen")? == 1,
        body: reading.json("body")?,
    })
}

fn read_picture(row: &AnyRow) -> Result<Option<LikePicture>, StoreError> {
    let reading = Reading::new(row, "attachments", "id");
    let (one, other): (String, String) = (row.try_get("likeness")?, row.try_get("other_likeness")?);
    let Some(apart) = likeness::apart(&one, &other) else { return Ok(None) };
    Ok(Some(LikePicture {
        file_id: reading.get("id")?,
        file_name: reading.get("name")?,
        other_id: reading.get("other_id")?,
        other_name: reading.get("other_name")?,
        other_at: reading.time("uploaded_at")?,
        record_id: reading.get("record_id")?,
        record_title: reading.get("title")?,
        on: reading.date_or_none("on_day")?,
        branch_id: reading.get("branch_id")?,
        branch_name: reading.get("branch_name")?,
        seen: reading.get::<i64>("seen")? == 1,
        apart,
    }))
}

#[cfg(test)]
mod tests;

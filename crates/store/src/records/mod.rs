//! Records of the branch ledger, and every filing, return, acceptance and withdrawal of them.

mod book;
mod list;
mod words;
mod write;

use jiff::{Timestamp, civil::Date};
use ledger::{Kind, RecordBody};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{StoreError, scope::Scope, text::Reading};

pub use list::{RecordFilter, RecordSort};
pub use words::{RecordState, RoundAct};

/// A record as it stands. What was filed is in its rounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub id: String,
    pub branch_id: String,
    pub kind: Kind,
    pub state: RecordState,
    /// Counts up with every change, drafts included.
    pub rev: i64,
    pub title: String,
    pub on: Option<Date>,
    pub counts_for: Option<String>,
    /// Further duties that it meets.
    pub also: Vec<Kind>,
    pub group_id: Option<String>,
    pub entitled: Option<i64>,
    pub present: Option<i64>,
    pub late: bool,
    pub n_rounds: i64,
    pub first_filed_at: Option<Timestamp>,
    pub filed_at: Option<Timestamp>,
    /// Account that filed it last.
    pub filed_by: Option<String>,
    /// Name of who began it.
    pub entered_by: String,
    /// Of the last return or withdrawal.
    pub reason: Option<String>,
    pub saved_at: Timestamp,
    /// Whether something was typed since the last filing.
    pub has_draft: bool,
    /// What was typed; lists leave it out.
    pub draft: Option<RecordBody>,
}

/// A record that the caller may see, with the names of its place in the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenRecord {
    pub record: Record,
    pub branch_name: String,
    pub unit_id: String,
    pub unit_name: String,
}

/// One step of a record's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// From 1.
    pub n: i64,
    pub at: Timestamp,
    pub account: String,
    pub name: String,
    pub act: RoundAct,
    pub reason: Option<String>,
    /// What was filed.
    pub body: Option<RecordBody>,
}

/// For what a record is looked up; decides which of the caller's roles reach it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Read,
    /// Writing it: the branch itself.
    Keep,
    /// Accepting and returning it: the unit or the company above.
    Review,
}

impl Reach {
    pub(crate) const fn roles(self) -> &'static str {
        match self {
            Reach::Read => crate::scope::RESULT_ROLES,
            Reach::Keep => "'branch'",
            Reach::Review => "'organisation', 'unit'",
        }
    }
}

/// Records.
pub struct Records<'a>(pub(crate) &'a mut AnyConnection);

pub(crate) const COLUMNS: &str = "r.id, r.branch_id, r.kind, r.state, r.rev, r.title, r.on_day, r.counts_for, r.also,
     r.group_id, r.entitled, r.present, r.late, r.n_rounds, r.first_filed_at, r.filed_at, r.filed_by, r.entered_by,
     r.reason, r.saved_at, cast(case when r.draft is null then 0 else 1 end as bigint) as has_draft";
/// What was never filed is seen by those who keep it, also after it was withdrawn.
pub(super) const NOT_A_FOREIGN_DRAFT: &str =
    "((r.state <> 'draft' and (r.state <> 'withdrawn' or r.first_filed_at is not null)) or r.branch_id in
     (select org_id from user_roles where user_id = $1 and role = 'branch'))";

impl Records<'_> {
    /// One record, if the caller reaches it for this.
    pub async fn find(&mut self, scope: &Scope, reach: Reach, id: &str) -> Result<Option<SeenRecord>, StoreError> {
        let text = format!(
            "{} select {COLUMNS}, r.draft, t.name as branch_name, t.unit_id, u.name as unit_name
             from records r join tree t on t.id = r.branch_id join tree u on u.id = t.unit_id
             where r.id = $3 and t.seen = 1 and {NOT_A_FOREIGN_DRAFT}",
            crate::scope::tree(reach.roles())
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read_seen).transpose()
    }

    /// Those of these records that the caller reaches for this.
    pub async fn find_all(
        &mut self,
        scope: &Scope,
        reach: Reach,
        ids: &[String],
    ) -> Result<Vec<SeenRecord>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
        let text = format!(
            "{} select {COLUMNS}, r.draft, t.name as branch_name, t.unit_id, u.name as unit_name
             from records r join tree t on t.id = r.branch_id join tree u on u.id = t.unit_id
             where r.id in ({}) and t.seen = 1 and {NOT_A_FOREIGN_DRAFT} order by r.id",
            crate::scope::tree(reach.roles()),
            places.join(", ")
        );
        let query = ids.iter().fold(scope.query(AssertSqlSafe(text)), |query, id| query.bind(id.clone()));
        let rows = query.fetch_all(&mut *self.0).await?;
        rows.iter().map(read_seen).collect()
    }

    /// The history of a record, oldest first.
    pub async fn rounds(&mut self, id: &str) -> Result<Vec<Round>, StoreError> {
        let rows = sqlx::query("select * from record_rounds where record_id = $1 order by n")
            .bind(id)
            .fetch_all(&mut *self.0)
            .await?;
        rows.iter().map(read_round).collect()
    }

    /// The last filings of the newest records of this kind in the branch, to copy from; the newest first.
    pub async fn last_of(&mut self, branch_id: &str, kind: Kind, most: i64) -> Result<Vec<RecordBody>, StoreError> {
        let rows = sqlx::query(
            "select o.record_id, o.body from records r join record_rounds o on o.record_id = r.id
             where r.branch_id = $1 and r.kind = $2 and r.state in ('filed', 'accepted') and o.act = 'filed'
               and o.n = (select max(l.n) from record_rounds l where l.record_id = r.id and l.act = 'filed')
             order by r.on_day desc, r.id desc limit $3",
        )
        .bind(branch_id)
        .bind(kind.word())
        .bind(most)
        .fetch_all(&mut *self.0)
        .await?;
        rows.iter().map(|row| Reading::new(row, "record_rounds", "record_id").json("body")).collect()
    }
}

pub(crate) fn read(row: &AnyRow) -> Result<Record, StoreError> {
    let reading = Reading::new(row, "records", "id");
    let also: String = reading.get("also")?;
    Ok(Record {
        id: reading.get("id")?,
        branch_id: reading.get("branch_id")?,
        kind: reading.word("kind", Kind::parse)?,
        state: reading.word("state", RecordState::parse)?,
        rev: reading.get("rev")?,
        title: reading.get("title")?,
        on: reading.date_or_none("on_day")?,
        counts_for: reading.get("counts_for")?,
        also: also.split_whitespace().filter_map(Kind::parse).collect(),
        group_id: reading.get("group_id")?,
        entitled: reading.get("entitled")?,
        present: reading.get("present")?,
        late: reading.get::<i64>("late")? == 1,
        n_rounds: reading.get("n_rounds")?,
        first_filed_at: reading.time_or_none("first_filed_at")?,
        filed_at: reading.time_or_none("filed_at")?,
        filed_by: reading.get("filed_by")?,
        entered_by: reading.get("entered_by")?,
        reason: reading.get("reason")?,
        saved_at: reading.time("saved_at")?,
        has_draft: reading.get::<i64>("has_draft")? == 1,
        draft: None,
    })
}

fn read_seen(row: &AnyRow) -> Result<SeenRecord, StoreError> {
    let mut seen = read_place(row)?;
    let reading = Reading::new(row, "records", "id");
    let draft: Option<String> = reading.get("draft")?;
    seen.record.draft =
        draft.map(|text| serde_json::from_str(&text)).transpose().map_err(|error| reading.corrupt(error))?;
    Ok(seen)
}

pub(super) fn read_place(row: &AnyRow) -> Result<SeenRecord, StoreError> {
    let reading = Reading::new(row, "records", "id");
    Ok(SeenRecord {
        record: read(row)?,
        branch_name: reading.get("branch_name")?,
        unit_id: reading.get("unit_id")?,
        unit_name: reading.get("unit_name")?,
    })
}

fn read_round(row: &AnyRow) -> Result<Round, StoreError> {
    let reading = Reading::new(row, "record_rounds", "record_id");
    let body: Option<String> = reading.get("body")?;
    Ok(Round {
        n: reading.get("n")?,
        at: reading.time("at")?,
        account: reading.get("account")?,
        name: reading.get("name")?,
        act: reading.word("act", RoundAct::parse)?,
        reason: reading.get("reason")?,
        body: body.map(|text| serde_json::from_str(&text)).transpose().map_err(|error| reading.corrupt(error))?,
    })
}

#[cfg(test)]
mod tests;

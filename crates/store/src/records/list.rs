//! Lists of records, cut to the caller's scope.

use jiff::civil::Date;
use ledger::Kind;
use sqlx::{AssertSqlSafe, Row as _};

use super::{COLUMNS, NOT_A_FOREIGN_DRAFT, RecordState, Records, SeenRecord, read, read_place};
use crate::{
    Page, Paging, Record, StoreError,
    scope::{RESULT_ROLES, Scope, tree},
};

/// Which records a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct RecordFilter {
    pub branch_id: Option<String>,
    /// A unit; everything below it.
    pub unit_id: Option<String>,
    pub kind: Option<Kind>,
    pub state: Option<RecordState>,
    /// First and last day on which it was held.
    pub days: Option<(Date, Date)>,
    pub late: Option<bool>,
    /// Part of the title or of the branch's name.
    pub text: Option<String>,
    pub sort: RecordSort,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RecordSort {
    /// By the day it was held; drafts without a day first.
    #[default]
    NewestFirst,
    OldestFirst,
    /// By arrival: the review queue.
    FiledFirst,
    FiledLast,
}

impl Records<'_> {
    /// The records that the caller may see, page by page; drafts only those of their own branch.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &RecordFilter,
        paging: Paging,
    ) -> Result<Page<SeenRecord>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let from = format!(
            "from records r join tree t on t.id = r.branch_id join tree u on u.id = t.unit_id
             where t.seen = 1 and {NOT_A_FOREIGN_DRAFT}
               and ($3 is null or r.branch_id = $3) and ($4 is null or t.unit_id = $4)
               and ($5 is null or r.kind = $5) and ($6 is null or r.state = $6)
               and ($7 is null or r.on_day >= $7) and ($8 is null or r.on_day <= $8)
               and ($9 is null or cast(r.late as text) = $9)
               and ($10 is null or r.title like $10 escape '!' or t.name like $10 escape '!')"
        );
        let order = match filter.sort {
            RecordSort::NewestFirst => "case when r.on_day is null then 0 else 1 end, r.on_day desc, r.id desc",
            RecordSort::OldestFirst => "case when r.on_day is null then 0 else 1 end, r.on_day, r.id",
            RecordSort::FiledFirst => "r.filed_at, r.id",
            RecordSort::FiledLast => "r.filed_at desc, r.id desc",
        };
        let bound = |text: String| {
            scope
                .query(AssertSqlSafe(text))
                .bind(filter.branch_id.clone())
                .bind(filter.unit_id.clone())
                .bind(filter.kind.map(Kind::word))
                .bind(filter.state.map(RecordState::word))
                .bind(filter.days.map(|(first, _)| first.to_string()))
                .bind(filter.days.map(|(_, last)| last.to_string()))
                .bind(filter.late.map(|late| i64::from(late).to_string()))
                .bind(filter.text.as_deref().map(crate::like))
        };
        let count = format!("{tree} select cast(count(*) as bigint) as n {from}");
        let total = bound(count).fetch_one(&mut *self.0).await?.try_get("n")?;

        let rows = format!(
            "{tree} select {COLUMNS}, t.name as branch_name, t.unit_id, u.name as unit_name
             {from} order by {order} limit $11 offset $12"
        );
        let rows = bound(rows).bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        Ok(Page { items: rows.iter().map(read_place).collect::<Result<_, _>>()?, total })
    }

    /// The records of one branch that were held in these days; withdrawn ones are left out. Drafts only if `drafts`.
    pub async fn held(
        &mut self,
        branch_id: &str,
        first: Date,
        last: Date,
        drafts: bool,
    ) -> Result<Vec<Record>, StoreError> {
        let text = format!(
            "select {COLUMNS} from records r where r.branch_id = $1 and r.on_day >= $2 and r.on_day <= $3
               and r.state <> 'withdrawn' and ($4 = 1 or r.state <> 'draft') order by r.on_day, r.id limit 500"
        );
        let rows = sqlx::query(AssertSqlSafe(text))
            .bind(branch_id)
            .bind(first.to_string())
            .bind(last.to_string())
            .bind(i64::from(drafts))
            .fetch_all(&mut *self.0)
            .await?;
        rows.iter().map(read).collect()
    }
}

//! Lists of records, cut to the caller's scope.

use jiff::civil::Date;
use ledger::Kind;
use sqlx::AssertSqlSafe;

use super::{COLUMNS, NOT_A_FOREIGN_DRAFT, RecordState, Records, SeenRecord, read, read_place};
use crate::{
    Page, Paging, Record, StoreError,
    listing::{COUNTED, COUNTED_BY_TEXT, Listing, Wanted},
    scope::{FEW, RESULT_ROLES, Scope, Start, tree},
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
    /// Drafts without a day last.
    OldestFirst,
    /// By arrival: the review queue.
    FiledFirst,
    FiledLast,
}

/// The day it was held, drafts without a day after all others; as the indexes have it.
const HELD: &str = "coalesce(r.on_day, '9999-12-31')";

impl Records<'_> {
    /// The records that the caller may see, page by page; drafts only those of their own branch.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &RecordFilter,
        paging: Paging,
    ) -> Result<Page<SeenRecord>, StoreError> {
        let (branch, unit) = (filter.branch_id.as_ref(), filter.unit_id.as_ref());
        let start = scope.start(&mut *self.0, RESULT_ROLES, branch, unit, FEW).await?;
        let (first, last) = filter.days.unzip();
        let named = filter.text.is_some();
        let asked = |base: Wanted| {
            base.and(NOT_A_FOREIGN_DRAFT)
                .and_if("r.kind = #", filter.kind.map(Kind::word))
                .and_if("r.state = #", filter.state.map(RecordState::word))
                .and_if(&format!("{HELD} >= #"), first.map(|day| day.to_string()))
                .and_if(&format!("{HELD} <= #"), last.map(|day| day.to_string()))
                .and_if("r.late = #", filter.late.map(i64::from))
                .and_if(
                    "(r.title like # escape '!' or t.name like # escape '!')",
                    filter.text.as_deref().map(crate::like),
                )
        };
        let order = match filter.sort {
            RecordSort::NewestFirst => format!("{HELD} desc, r.id desc"),
            RecordSort::OldestFirst => format!("{HELD}, r.id"),
            RecordSort::FiledFirst => "r.filed_at, r.id".to_owned(),
            RecordSort::FiledLast => "r.filed_at desc, r.id desc".to_owned(),
        };
        let listing = Listing {
            with: tree(RESULT_ROLES),
            columns: &format!("{COLUMNS}, t.name as branch_name, t.unit_id, u.name as unit_name"),
            from: start.from("records r"),
            count_from: start.count_from("records r", named),
            count_wanted: asked(start.count_wanted("r.branch_id", RESULT_ROLES, branch, unit, named)),
            counted: if named && start != Start::Places { COUNTED_BY_TEXT } else { COUNTED },
            beside: "join tree u on u.id = t.unit_id",
            wanted: asked(start.wanted("r.branch_id", RESULT_ROLES, branch, unit)),
            order: &order,
        };
        listing.page(&mut *self.0, scope, paging, read_place).await
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

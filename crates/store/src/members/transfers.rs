//! Moves of a member's organisational relation (组织关系转接).

use jiff::civil::Date;
use sqlx::{AssertSqlSafe, Row as _, any::AnyRow};

use super::{MemberReach, Members};
use crate::{Page, Paging, StoreError, scope::Scope, text::Reading};

/// A transfer; `from` or `to` is `None` when that side is outside the company (`elsewhere` names it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub id: String,
    pub member_id: String,
    pub from_branch_id: Option<String>,
    pub to_branch_id: Option<String>,
    pub elsewhere: Option<String>,
    /// Number of the letter (介绍信).
    pub letter: Option<String>,
    pub left: Date,
    /// Last day on which the letter is valid.
    pub until: Date,
    pub received: Option<Date>,
    /// `sent`, `received` or `withdrawn`.
    pub state: String,
    pub entered_by: String,
}

/// A transfer with the names of its sides, and which of them is the caller's.
#[derive(Debug, Clone)]
pub struct SeenTransfer {
    pub transfer: Transfer,
    pub member_name: String,
    pub from_name: Option<String>,
    pub to_name: Option<String>,
    pub keeps_from: bool,
    pub keeps_to: bool,
}

const SELECT: &str =
    "select x.id, x.member_id, x.from_branch_id, x.to_branch_id, x.elsewhere, x.letter, x.left_on, x.until_on,
     x.received_on, x.state, x.entered_by, m.name as member_name, f.name as from_name, g.name as to_name,
     cast(coalesce(f.seen, 0) as bigint) as from_seen, cast(coalesce(g.seen, 0) as bigint) as to_seen";
const FROM: &str = "from transfers x join members m on m.id = x.member_id left join tree f on f.id = x.from_branch_id
     left join tree g on g.id = x.to_branch_id where (f.seen = 1 or g.seen = 1)";

impl Members<'_> {
    pub async fn add_transfer(&mut self, transfer: &Transfer) -> Result<(), StoreError> {
        sqlx::query(
            "insert into transfers (id, member_id, from_branch_id, to_branch_id, elsewhere, letter, left_on, until_on,
                 received_on, state, entered_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(&transfer.id)
        .bind(&transfer.member_id)
        .bind(&transfer.from_branch_id)
        .bind(&transfer.to_branch_id)
        .bind(&transfer.elsewhere)
        .bind(&transfer.letter)
        .bind(transfer.left.to_string())
        .bind(transfer.until.to_string())
        .bind(transfer.received.map(|day| day.to_string()))
        .bind(&transfer.state)
        .bind(&transfer.entered_by)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Moves a transfer from `sent` to another state; whether it still was `sent`.
    pub async fn settle_transfer(&mut self, id: &str, state: &str, on: Option<Date>) -> Result<bool, StoreError> {
        let done = sqlx::query("update transfers set state = $2, received_on = $3 where id = $1 and state = 'sent'")
            .bind(id)
            .bind(state)
            .bind(on.map(|day| day.to_string()))
            .execute(&mut *self.0)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Whether a member has a transfer that is on its way.
    pub async fn is_in_transfer(&mut self, member_id: &str) -> Result<bool, StoreError> {
        let row = sqlx::query("select id from transfers where member_id = $1 and state = 'sent'")
            .bind(member_id)
            .fetch_optional(&mut *self.0)
            .await?;
        Ok(row.is_some())
    }

    /// Transfers out of or into the caller's branches, newest first.
    pub async fn transfers(
        &mut self,
        scope: &Scope,
        state: Option<&str>,
        member_id: Option<&str>,
        paging: Paging,
    ) -> Result<Page<SeenTransfer>, StoreError> {
        let tree = MemberReach::Read.tree();
        let from = format!("{FROM} and ($3 is null or x.state = $3) and ($4 is null or x.member_id = $4)");
        let bound = |text: String| {
            scope.query(AssertSqlSafe(text)).bind(state.map(str::to_owned)).bind(member_id.map(str::to_owned))
        };
        let count = bound(format!("{tree} select cast(count(*) as bigint) as n {from}"));
        let total = count.fetch_one(&mut *self.0).await?.try_get("n")?;
        let rows = bound(format!("{tree} {SELECT} {from} order by x.left_on desc, x.id limit $5 offset $6"));
        let rows = rows.bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, _>>()?, total, more: false })
    }

    /// One transfer, if one of its sides is the caller's to keep.
    pub async fn transfer(&mut self, scope: &Scope, id: &str) -> Result<Option<SeenTransfer>, StoreError> {
        let text = format!("{} {SELECT} {FROM} and x.id = $3", MemberReach::Keep.tree());
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }
}

fn read(row: &AnyRow) -> Result<SeenTransfer, StoreError> {
    let reading = Reading::new(row, "transfers", "id");
    Ok(SeenTransfer {
        transfer: Transfer {
            id: reading.get("id")?,
            member_id: reading.get("member_id")?,
            from_branch_id: reading.get("from_branch_id")?,
            to_branch_id: reading.get("to_branch_id")?,
            elsewhere: reading.get("elsewhere")?,
            letter: reading.get("letter")?,
            left: reading.date("left_on")?,
            until: reading.date("until_on")?,
            received: reading.date_or_none("received_on")?,
            state: reading.get("state")?,
            entered_by: reading.get("entered_by")?,
        },
        member_name: reading.get("member_name")?,
        from_name: reading.get("from_name")?,
        to_name: reading.get("to_name")?,
        keeps_from: reading.get::<i64>("from_seen")? != 0,
        keeps_to: reading.get::<i64>("to_seen")? != 0,
    })
}

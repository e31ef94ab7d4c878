//! Exceptions from duties: asked by the branch, approved or refused by the superior.

use jiff::Timestamp;
use rating::period::Period;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Actor, Page, Paging, StoreError,
    scope::{RESULT_ROLES, Scope, tree},
    text::{Reading, time_text},
};

/// One request to be let off a duty in one cycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    pub id: String,
    pub branch_id: String,
    /// The duty of the scheme, and its name when it was asked.
    pub duty: String,
    pub duty_name: String,
    /// The cycle of the duty: a month for what is owed monthly.
    pub period: Period,
    pub reason: String,
    /// Number of a document that bears it out; may be empty.
    pub document: String,
    pub state: ExceptionState,
    /// Account and name.
    pub asked_by: (String, String),
    pub asked_at: Timestamp,
    pub decided: Option<(String, Timestamp)>,
    pub decision: String,
    pub fact_id: Option<String>,
    pub rev: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExceptionState {
    Asked,
    Approved,
    Refused,
    Withdrawn,
}

impl ExceptionState {
    pub const fn word(self) -> &'static str {
        match self {
            ExceptionState::Asked => "asked",
            ExceptionState::Approved => "approved",
            ExceptionState::Refused => "refused",
            ExceptionState::Withdrawn => "withdrawn",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            ExceptionState::Asked => "待审批",
            ExceptionState::Approved => "已批例外",
            ExceptionState::Refused => "未批准",
            ExceptionState::Withdrawn => "已撤回",
        }
    }

    pub fn parse(word: &str) -> Option<ExceptionState> {
        use ExceptionState::{Approved, Asked, Refused, Withdrawn};
        [Asked, Approved, Refused, Withdrawn].into_iter().find(|state| state.word() == word)
    }
}

/// An exception in the caller's reach, with the names of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenException {
    pub exception: Exception,
    pub branch_name: String,
    pub unit_id: String,
    pub unit_name: String,
}

/// Which exceptions a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct ExceptionFilter {
    pub branch_id: Option<String>,
    pub unit_id: Option<String>,
    pub duty: Option<String>,
    pub state: Option<ExceptionState>,
    /// Part of reason, duty or branch name.
    pub text: Option<String>,
    pub oldest_first: bool,
}

/// Exceptions.
pub struct Exceptions<'a>(pub(crate) &'a mut AnyConnection);

const COLUMNS: &str = "e.id, e.branch_id, e.duty, e.duty_name, e.period, e.reason, e.document, e.state, e.asked_by,
     e.asked_name, e.asked_at, e.decided_name, e.decided_at, e.decision, e.fact_id, e.rev,
     t.name as branch_name, t.unit_id as unit_id, u.name as unit_name";

impl Exceptions<'_> {
    /// A new request; a second one for the same duty and cycle is a conflict while the first stands.
    pub async fn add(&mut self, exception: &Exception) -> Result<(), StoreError> {
        sqlx::query(
            "insert into exceptions (id, branch_id, duty, duty_name, period, reason, document, state, asked_by,
                                     asked_name, asked_at, decided_name, decided_at, fact_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        )
        .bind(&exception.id)
        .bind(&exception.branch_id)
        .bind(&exception.duty)
        .bind(&exception.duty_name)
        .bind(exception.period.to_string())
        .bind(&exception.reason)
        .bind(&exception.document)
        .bind(exception.state.word())
        .bind(&exception.asked_by.0)
        .bind(&exception.asked_by.1)
        .bind(time_text(exception.asked_at))
        .bind(exception.decided.as_ref().map(|(name, _)| name.clone()))
        .bind(exception.decided.as_ref().map(|(_, at)| time_text(*at)))
        .bind(&exception.fact_id)
        .execute(&mut *self.0)
        .await
        .map_err(|error| StoreError::or_conflict(error, "exception"))?;
        Ok(())
    }

    /// Moves one that is in one of the states `from` to `to`; whether it still was. An approval names its fact.
    pub async fn decide(
        &mut self,
        who: &Actor,
        id: &str,
        to: ExceptionState,
        why: &str,
        fact_id: Option<&str>,
    ) -> Result<bool, StoreError> {
        let from = match to {
            ExceptionState::Withdrawn => "'asked', 'approved'",
            _ => "'asked'",
        };
        let text = format!(
            "update exceptions set state = $1, decided_by = $2, decided_name = $3, decided_at = $4, decision = $5,
                    fact_id = coalesce($6, fact_id), rev = rev + 1
             where id = $7 and state in ({from})"
        );
        let query = sqlx::query(AssertSqlSafe(text))
            .bind(to.word())
            .bind(&who.account)
            .bind(&who.name)
            .bind(time_text(who.at))
            .bind(why)
            .bind(fact_id)
            .bind(id);
        Ok(query.execute(&mut *self.0).await?.rows_affected() == 1)
    }

    /// One exception, if the caller may see it.
    pub async fn find(&mut self, scope: &Scope, id: &str) -> Result<Option<SeenException>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let text = format!(
            "{tree} select {COLUMNS} from exceptions e join tree t on t.id = e.branch_id
             join tree u on u.id = t.unit_id where t.seen = 1 and e.id = $3"
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    /// The exceptions that the caller may see, page by page; the newest request first.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &ExceptionFilter,
        paging: Paging,
    ) -> Result<Page<SeenException>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let from = "from exceptions e join tree t on t.id = e.branch_id join tree u on u.id = t.unit_id
             where t.seen = 1 and ($3 is null or e.branch_id = $3) and ($4 is null or t.unit_id = $4)
               and ($5 is null or e.duty = $5) and ($6 is null or e.state = $6)
               and ($7 is null or e.reason like $7 escape '!' or e.duty_name like $7 escape '!'
                    or t.name like $7 escape '!')";
        let order = if filter.oldest_first { "e.asked_at, e.id" } else { "e.asked_at desc, e.id desc" };
        let bound = |text: String| {
            scope
                .query(AssertSqlSafe(text))
                .bind(filter.branch_id.clone())
                .bind(filter.unit_id.clone())
                .bind(filter.duty.clone())
                .bind(filter.state.map(ExceptionState::word))
                .bind(filter.text.as_deref().map(crate::like))
        };
        let count = format!("{tree} select cast(count(*) as bigint) as n {from}");
        let total = bound(count).fetch_one(&mut *self.0).await?;
        let rows = format!("{tree} select {COLUMNS} {from} order by {order} limit $8 offset $9");
        let rows = bound(rows).bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, _>>()?, total: total.try_get("n")?, more: false })
    }
}

fn read(row: &AnyRow) -> Result<SeenException, StoreError> {
    let reading = Reading::new(row, "exceptions", "id");
    let (name, at): (Option<String>, _) = (reading.get("decided_name")?, reading.time_or_none("decided_at")?);
    let exception = Exception {
        id: reading.get("id")?,
        branch_id: reading.get("branch_id")?,
        duty: reading.get("duty")?,
        duty_name: reading.get("duty_name")?,
        period: reading.period("period")?,
        reason: reading.get("reason")?,
        document: reading.get("document")?,
        state: reading.word("state", ExceptionState::parse)?,
        asked_by: (reading.get("asked_by")?, reading.get("asked_name")?),
        asked_at: reading.time("asked_at")?,
        decided: name.zip(at),
        decision: reading.get("decision")?,
        fact_id: reading.get("fact_id")?,
        rev: reading.get("rev")?,
    };
    Ok(SeenException {
        exception,
        branch_name: reading.get("branch_name")?,
        unit_id: reading.get("unit_id")?,
        unit_name: reading.get("unit_name")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, noon, on_both, two_units};

    fn exception(id: &str, branch: &str) -> Exception {
        Exception {
            id: id.to_owned(),
            branch_id: branch.to_owned(),
            duty: "committee_monthly".to_owned(),
            duty_name: "支委会每月一次".to_owned(),
            period: "2026-09".parse().unwrap(),
            reason: "全员参加大修".to_owned(),
            document: String::new(),
            state: ExceptionState::Asked,
            asked_by: ("branch1".to_owned(), "王强".to_owned()),
            asked_at: noon(),
            decided: None,
            decision: String::new(),
            fact_id: None,
            rev: 1,
        }
    }

    #[tokio::test]
    async fn a_duty_is_excused_once_a_cycle_and_a_refusal_may_be_asked_again() {
        on_both(|store| async move {
            two_units(&store).await;
            let who = Actor { account: "unit1".to_owned(), name: "李明".to_owned(), at: noon() };
            let mut db = store.write().await.unwrap();
            db.exceptions().add(&exception("X1", "B1")).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.write().await.unwrap();
            let again = db.exceptions().add(&exception("X2", "B1")).await;
            assert!(matches!(again, Err(StoreError::Conflict("exception"))), "{again:?}");
            drop(db);
            let mut db = store.write().await.unwrap();
            let refused = ExceptionState::Refused;
            assert!(db.exceptions().decide(&who, "X1", refused, "理由不足", None).await.unwrap());
            let approved = ExceptionState::Approved;
            assert!(!db.exceptions().decide(&who, "X1", approved, "", Some("F")).await.unwrap());
            db.exceptions().add(&exception("X2", "B1")).await.unwrap();
            let scope = Scope::of("branch2", day("2026-10-08"));
            assert!(db.exceptions().find(&scope, "X1").await.unwrap().is_none(), "a foreign branch");
            let scope = Scope::of("unit1", day("2026-10-08"));
            let filter = ExceptionFilter { state: Some(ExceptionState::Asked), ..Default::default() };
            let page = db.exceptions().list(&scope, &filter, Paging { page: 1, size: 20 }).await.unwrap();
            assert_eq!((page.total, page.items[0].exception.id.as_str()), (1, "X2"));
        })
        .await;
    }
}

//! Exceptions from duties: asked by the branch, approved or refused by the superior.

use rating::period::Period;
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{
    Page, Paging, Placed, Proposal, ProposalState, Proposals, Proposed, Scope, StoreError,
    proposals::{OUTCOME, outcome},
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
    pub proposal: Proposal,
}

/// Which exceptions a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct ExceptionFilter {
    pub branch_id: Option<String>,
    pub unit_id: Option<String>,
    pub duty: Option<String>,
    pub state: Option<ProposalState>,
    /// Part of reason, duty or branch name.
    pub text: Option<String>,
    pub oldest_first: bool,
}

/// Exceptions.
pub struct Exceptions<'a>(pub(crate) &'a mut AnyConnection);

impl Exceptions<'_> {
    /// A new request; a second one for the same duty and cycle is a conflict while the first stands.
    pub async fn add(&mut self, exception: &Exception) -> Result<(), StoreError> {
        let text = format!(
            "insert into exceptions (id, branch_id, duty, duty_name, period, reason, document, asked_by, asked_name,
                                     asked_at, {OUTCOME})
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"
        );
        let query = sqlx::query(AssertSqlSafe(text))
            .bind(&exception.id)
            .bind(&exception.branch_id)
            .bind(&exception.duty)
            .bind(&exception.duty_name)
            .bind(exception.period.to_string())
            .bind(&exception.reason)
            .bind(&exception.document)
            .bind(&exception.proposal.by.0)
            .bind(&exception.proposal.by.1)
            .bind(time_text(exception.proposal.at));
        let done = outcome::<Exception>(query, &exception.proposal).execute(&mut *self.0).await;
        done.map_err(|error| StoreError::or_conflict(error, "exception"))?;
        Ok(())
    }

    /// The exceptions that the caller may see, page by page; the newest request first.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &ExceptionFilter,
        paging: Paging,
    ) -> Result<Page<Placed<Exception>>, StoreError> {
        let condition = "($3 is null or e.branch_id = $3) and ($4 is null or t.unit_id = $4)
               and ($5 is null or e.duty = $5) and ($6 is null or e.state = $6)
               and ($7 is null or e.reason like $7 escape '!' or e.duty_name like $7 escape '!'
                    or t.name like $7 escape '!')";
        let order = if filter.oldest_first { "e.asked_at, e.id" } else { "e.asked_at desc, e.id desc" };
        let state = filter.state.map(|state| match state {
            ProposalState::Proposed => Exception::OPEN,
            decided => decided.word(),
        });
        let binds = vec![
            filter.branch_id.clone(),
            filter.unit_id.clone(),
            filter.duty.clone(),
            state.map(str::to_owned),
            filter.text.as_deref().map(crate::like),
        ];
        Proposals::of(&mut *self.0).list(scope, condition, order, binds, paging).await
    }
}

impl Proposed for Exception {
    const TABLE: &'static str = "exceptions";
    const OPEN: &'static str = "asked";
    const FACT: &'static str = "exception";
    const COLUMNS: &'static str = "e.id, e.branch_id, e.duty, e.duty_name, e.period, e.reason, e.document,
         e.asked_by as proposed_by, e.asked_name as proposed_name, e.asked_at as proposed_at";

    fn id(&self) -> &str {
        &self.id
    }

    fn branch_id(&self) -> &str {
        &self.branch_id
    }

    fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    fn read(row: &AnyRow) -> Result<Exception, StoreError> {
        let reading = Reading::new(row, "exceptions", "id");
        Ok(Exception {
            id: reading.get("id")?,
            branch_id: reading.get("branch_id")?,
            duty: reading.get("duty")?,
            duty_name: reading.get("duty_name")?,
            period: reading.period("period")?,
            reason: reading.get("reason")?,
            document: reading.get("document")?,
            proposal: Proposal::read(&reading)?,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        Actor,
        testing::{day, noon, on_both, two_units},
    };

    pub(crate) fn exception(id: &str, branch: &str) -> Exception {
        Exception {
            id: id.to_owned(),
            branch_id: branch.to_owned(),
            duty: "committee_monthly".to_owned(),
            duty_name: "支委会每月一次".to_owned(),
            period: "2026-09".parse().unwrap(),
            reason: "全员参加大修".to_owned(),
            document: String::new(),
            proposal: Proposal::new("branch1", "王强", noon()),
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
            let (refused, at) = (ProposalState::Refused, [("X1".to_owned(), 1)]);
            assert_eq!(db.proposals::<Exception>().decide(&who, refused, "理由不足", &at).await.unwrap(), 1);
            db.exceptions().add(&exception("X2", "B1")).await.unwrap();
            let scope = Scope::of("branch2", day("2026-10-08"));
            assert!(db.proposals::<Exception>().find(&scope, "X1").await.unwrap().is_none(), "a foreign branch");
            let scope = Scope::of("unit1", day("2026-10-08"));
            let filter = ExceptionFilter { state: Some(ProposalState::Proposed), ..Default::default() };
            let page = db.exceptions().list(&scope, &filter, Paging { page: 1, size: 20 }).await.unwrap();
            assert_eq!((page.total, page.items[0].entry.id.as_str()), (1, "X2"));
        })
        .await;
    }
}

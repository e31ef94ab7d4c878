//! The register of bonus, deduction and veto events.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rating::number::Number;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{
    Page, Paging, Placed, Proposal, ProposalState, Proposals, Proposed, Scope, StoreError,
    proposals::{OUTCOME, outcome},
    text::{Reading, time_text},
};

/// One entry of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub branch_id: String,
    /// The fact class of the scheme: `honour`, `accident`.
    pub class: String,
    pub on: Date,
    pub title: String,
    /// Number of the document that says so; one document moves a branch once in a class.
    pub document: String,
    pub note: String,
    pub numbers: BTreeMap<String, Number>,
    pub tags: BTreeMap<String, String>,
    pub proposal: Proposal,
}

/// Which events a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    pub branch_id: Option<String>,
    pub unit_id: Option<String>,
    pub class: Option<String>,
    pub state: Option<ProposalState>,
    pub days: Option<(Date, Date)>,
    /// Part of title, document number or branch name.
    pub text: Option<String>,
    pub oldest_first: bool,
}

#[derive(Serialize, Deserialize)]
struct Body {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    numbers: BTreeMap<String, Number>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<String, String>,
}

/// The register.
pub struct Events<'a>(pub(crate) &'a mut AnyConnection);

impl Events<'_> {
    /// A new entry; the same document for the same branch and class is a conflict while the other one stands.
    pub async fn add(&mut self, event: &Event) -> Result<(), StoreError> {
        let body = Body { numbers: event.numbers.clone(), tags: event.tags.clone() };
        let text = format!(
            "insert into events (id, branch_id, class, on_day, title, document, note, body, proposed_by, proposed_name,
                                 proposed_at, {OUTCOME})
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
        );
        let query = sqlx::query(AssertSqlSafe(text))
            .bind(&event.id)
            .bind(&event.branch_id)
            .bind(&event.class)
            .bind(event.on.to_string())
            .bind(&event.title)
            .bind(&event.document)
            .bind(&event.note)
            .bind(serde_json::to_string(&body).expect("a map of texts is always written"))
            .bind(&event.proposal.by.0)
            .bind(&event.proposal.by.1)
            .bind(time_text(event.proposal.at));
        let done = outcome::<Event>(query, &event.proposal).execute(&mut *self.0).await;
        done.map_err(|error| StoreError::or_conflict(error, "event"))?;
        Ok(())
    }

    /// The events that the caller may see, page by page.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &EventFilter,
        paging: Paging,
    ) -> Result<Page<Placed<Event>>, StoreError> {
        let condition = "($3 is null or e.branch_id = $3) and ($4 is null or t.unit_id = $4)
               and ($5 is null or e.class = $5) and ($6 is null or e.state = $6)
               and ($7 is null or e.on_day >= $7) and ($8 is null or e.on_day <= $8)
               and ($9 is null or e.title like $9 escape '!' or e.document like $9 escape '!'
                    or t.name like $9 escape '!')";
        let order = if filter.oldest_first { "e.on_day, e.id" } else { "e.on_day desc, e.id desc" };
        let binds = vec![
            filter.branch_id.clone(),
            filter.unit_id.clone(),
            filter.class.clone(),
            filter.state.map(|state| state.word().to_owned()),
            filter.days.map(|(first, _)| first.to_string()),
            filter.days.map(|(_, last)| last.to_string()),
            filter.text.as_deref().map(crate::like),
        ];
        Proposals::of(&mut *self.0).list(scope, condition, order, binds, paging).await
    }
}

impl Proposed for Event {
    const TABLE: &'static str = "events";
    const OPEN: &'static str = "proposed";
    const FACT: &'static str = "event";
    const COLUMNS: &'static str = "e.id, e.branch_id, e.class, e.on_day, e.title, e.document, e.note,
         e.body, e.proposed_by, e.proposed_name, e.proposed_at";

    fn id(&self) -> &str {
        &self.id
    }

    fn branch_id(&self) -> &str {
        &self.branch_id
    }

    fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    fn read(row: &AnyRow) -> Result<Event, StoreError> {
        let reading = Reading::new(row, "events", "id");
        let body: Body = reading.json("body")?;
        Ok(Event {
            id: reading.get("id")?,
            branch_id: reading.get("branch_id")?,
            class: reading.get("class")?,
            on: reading.date("on_day")?,
            title: reading.get("title")?,
            document: reading.get("document")?,
            note: reading.get("note")?,
            numbers: body.numbers,
            tags: body.tags,
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

    pub(crate) fn event(id: &str, branch: &str, document: &str) -> Event {
        Event {
            id: id.to_owned(),
            branch_id: branch.to_owned(),
            class: "honour".to_owned(),
            on: day("2026-09-20"),
            title: "市级先进党支部".to_owned(),
            document: document.to_owned(),
            note: String::new(),
            numbers: BTreeMap::new(),
            tags: [("level".to_owned(), "city".to_owned())].into(),
            proposal: Proposal::new("unit1", "李明", noon()),
        }
    }

    fn who() -> Actor {
        Actor { account: "zzb".to_owned(), name: "组织部".to_owned(), at: noon() }
    }

    #[tokio::test]
    async fn one_document_moves_a_branch_once_until_it_is_withdrawn() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.events().add(&event("E1", "B1", "党发1号")).await.unwrap();
            db.events().add(&event("E2", "B2", "党发1号")).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.write().await.unwrap();
            let again = db.events().add(&event("E3", "B1", "党发1号")).await;
            assert!(matches!(again, Err(StoreError::Conflict("event"))), "{again:?}");
            drop(db);
            let mut db = store.write().await.unwrap();
            let withdrawn = ProposalState::Withdrawn;
            let at = [("E1".to_owned(), 1)];
            assert_eq!(db.proposals::<Event>().decide(&who(), withdrawn, "文号有误", &at).await.unwrap(), 1);
            db.events().add(&event("E3", "B1", "党发1号")).await.unwrap();
            db.commit().await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_unit_sees_the_events_of_its_branches_only() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.events().add(&event("E1", "B1", "党发1号")).await.unwrap();
            db.events().add(&event("E2", "B2", "党发1号")).await.unwrap();
            let scope = Scope::of("unit1", day("2026-10-08"));
            let paging = Paging { page: 1, size: 20 };
            let page = db.events().list(&scope, &EventFilter::default(), paging).await.unwrap();
            assert_eq!((page.total, page.items[0].entry.id.as_str()), (1, "E1"));
            assert!(db.proposals::<Event>().find(&scope, "E2").await.unwrap().is_none());
            let filter = EventFilter { state: Some(ProposalState::Approved), ..EventFilter::default() };
            assert_eq!(db.events().list(&scope, &filter, paging).await.unwrap().total, 0);
        })
        .await;
    }
}

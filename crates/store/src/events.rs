//! The register of bonus, deduction and veto events: proposed, approved or refused, perhaps withdrawn.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use rating::number::Number;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Actor, Page, Paging, StoreError,
    scope::{RESULT_ROLES, Scope, tree},
    text::{Reading, time_text},
};

/// One entry of the register. Its state only moves forward; the history of who did what stays in it.
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
    pub state: EventState,
    /// Account and name.
    pub proposed_by: (String, String),
    pub proposed_at: Timestamp,
    pub decided: Option<(String, Timestamp)>,
    /// Why it was refused, or a remark of the approver.
    pub decision: String,
    pub withdrawn: Option<(String, Timestamp)>,
    pub withdrawal: String,
    /// The fact that its approval made.
    pub fact_id: Option<String>,
    pub rev: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventState {
    Proposed,
    Approved,
    Refused,
    Withdrawn,
}

impl EventState {
    pub const fn word(self) -> &'static str {
        match self {
            EventState::Proposed => "proposed",
            EventState::Approved => "approved",
            EventState::Refused => "refused",
            EventState::Withdrawn => "withdrawn",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            EventState::Proposed => "待审批",
            EventState::Approved => "已通过",
            EventState::Refused => "未通过",
            EventState::Withdrawn => "已撤回",
        }
    }

    pub fn parse(word: &str) -> Option<EventState> {
        use EventState::{Approved, Proposed, Refused, Withdrawn};
        [Proposed, Approved, Refused, Withdrawn].into_iter().find(|state| state.word() == word)
    }
}

/// An event in the caller's reach, with the names of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenEvent {
    pub event: Event,
    pub branch_name: String,
    pub unit_id: String,
    pub unit_name: String,
}

/// Which events a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    pub branch_id: Option<String>,
    pub unit_id: Option<String>,
    pub class: Option<String>,
    pub state: Option<EventState>,
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

const COLUMNS: &str = "e.id, e.branch_id, e.class, e.on_day, e.title, e.document, e.note, e.body, e.state,
     e.proposed_by, e.proposed_name, e.proposed_at, e.decided_name, e.decided_at, e.decision,
     e.withdrawn_name, e.withdrawn_at, e.withdrawal, e.fact_id, e.rev,
     t.name as branch_name, t.unit_id as unit_id, u.name as unit_name";

impl Events<'_> {
    /// A new entry; the same document for the same branch and class is a conflict while the other one stands.
    pub async fn add(&mut self, event: &Event) -> Result<(), StoreError> {
        let body = Body { numbers: event.numbers.clone(), tags: event.tags.clone() };
        sqlx::query(
            "insert into events (id, branch_id, class, on_day, title, document, note, body, state,
                                 proposed_by, proposed_name, proposed_at, decided_name, decided_at, fact_id)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        )
        .bind(&event.id)
        .bind(&event.branch_id)
        .bind(&event.class)
        .bind(event.on.to_string())
        .bind(&event.title)
        .bind(&event.document)
        .bind(&event.note)
        .bind(serde_json::to_string(&body).expect("a map of texts is always written"))
        .bind(event.state.word())
        .bind(&event.proposed_by.0)
        .bind(&event.proposed_by.1)
        .bind(time_text(event.proposed_at))
        .bind(event.decided.as_ref().map(|(name, _)| name.clone()))
        .bind(event.decided.as_ref().map(|(_, at)| time_text(*at)))
        .bind(&event.fact_id)
        .execute(&mut *self.0)
        .await
        .map_err(|error| StoreError::or_conflict(error, "event"))?;
        Ok(())
    }

    /// Approves those among `ids` that are proposed and makes `event-<id>` the name of their fact; answers how many
    /// there were. Of two who approve at the same moment one finds nothing left to do.
    pub async fn approve(&mut self, who: &Actor, ids: &[String], remark: &str) -> Result<u64, StoreError> {
        let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 5)).collect();
        let text = format!(
            "update events set state = 'approved', decided_by = $1, decided_name = $2, decided_at = $3, decision = $4,
                    fact_id = 'event-' || id, rev = rev + 1
             where state = 'proposed' and id in ({})",
            places.join(", ")
        );
        let query =
            sqlx::query(AssertSqlSafe(text)).bind(&who.account).bind(&who.name).bind(time_text(who.at)).bind(remark);
        let query = ids.iter().fold(query, |query, id| query.bind(id));
        Ok(query.execute(&mut *self.0).await?.rows_affected())
    }

    /// Refuses one that is proposed; whether it still was.
    pub async fn refuse(&mut self, who: &Actor, id: &str, why: &str) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "update events set state = 'refused', decided_by = $1, decided_name = $2, decided_at = $3, decision = $4,
                    rev = rev + 1
             where state = 'proposed' and id = $5",
        );
        self.moved(query, who, id, why).await
    }

    /// Withdraws one that stands (proposed or approved); whether it still did.
    pub async fn withdraw(&mut self, who: &Actor, id: &str, why: &str) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "update events set state = 'withdrawn', withdrawn_by = $1, withdrawn_name = $2, withdrawn_at = $3,
                    withdrawal = $4, rev = rev + 1
             where state in ('proposed', 'approved') and id = $5",
        );
        self.moved(query, who, id, why).await
    }

    async fn moved(
        &mut self,
        query: sqlx::query::Query<'static, sqlx::Any, sqlx::any::AnyArguments>,
        who: &Actor,
        id: &str,
        why: &str,
    ) -> Result<bool, StoreError> {
        let query = query
            .bind(who.account.clone())
            .bind(who.name.clone())
            .bind(time_text(who.at))
            .bind(why.to_owned())
            .bind(id.to_owned());
        Ok(query.execute(&mut *self.0).await?.rows_affected() == 1)
    }

    /// Those among `ids` that the caller may see.
    pub async fn named(&mut self, scope: &Scope, ids: &[String]) -> Result<Vec<SeenEvent>, StoreError> {
        let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
        let tree = tree(RESULT_ROLES);
        let text = format!(
            "{tree} select {COLUMNS} from events e join tree t on t.id = e.branch_id join tree u on u.id = t.unit_id
             where t.seen = 1 and e.id in ({}) order by e.on_day, e.id",
            places.join(", ")
        );
        let query = ids.iter().fold(scope.query(AssertSqlSafe(text)), |query, id| query.bind(id.clone()));
        query.fetch_all(&mut *self.0).await?.iter().map(read).collect()
    }

    /// One event, if the caller may see it.
    pub async fn find(&mut self, scope: &Scope, id: &str) -> Result<Option<SeenEvent>, StoreError> {
        Ok(self.named(scope, &[id.to_owned()]).await?.pop())
    }

    /// The events that the caller may see, page by page.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &EventFilter,
        paging: Paging,
    ) -> Result<Page<SeenEvent>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let from = "from events e join tree t on t.id = e.branch_id join tree u on u.id = t.unit_id
             where t.seen = 1 and ($3 is null or e.branch_id = $3) and ($4 is null or t.unit_id = $4)
               and ($5 is null or e.class = $5) and ($6 is null or e.state = $6)
               and ($7 is null or e.on_day >= $7) and ($8 is null or e.on_day <= $8)
               and ($9 is null or e.title like $9 escape '!' or e.document like $9 escape '!'
                    or t.name like $9 escape '!')";
        let order = if filter.oldest_first { "e.on_day, e.id" } else { "e.on_day desc, e.id desc" };
        let bound = |text: String| {
            scope
                .query(AssertSqlSafe(text))
                .bind(filter.branch_id.clone())
                .bind(filter.unit_id.clone())
                .bind(filter.class.clone())
                .bind(filter.state.map(EventState::word))
                .bind(filter.days.map(|(first, _)| first.to_string()))
                .bind(filter.days.map(|(_, last)| last.to_string()))
                .bind(filter.text.as_deref().map(crate::like))
        };
        let count = format!("{tree} select cast(count(*) as bigint) as n {from}");
        let total = bound(count).fetch_one(&mut *self.0).await?;
        let rows = format!("{tree} select {COLUMNS} {from} order by {order} limit $10 offset $11");
        let rows = bound(rows).bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, _>>()?, total: total.try_get("n")?, more: false })
    }
}

fn read(row: &AnyRow) -> Result<SeenEvent, StoreError> {
    let reading = Reading::new(row, "events", "id");
    let body: Body = reading.json("body")?;
    let who = |name: Option<String>, at: Option<Timestamp>| name.zip(at);
    let event = Event {
        id: reading.get("id")?,
        branch_id: reading.get("branch_id")?,
        class: reading.get("class")?,
        on: reading.date("on_day")?,
        title: reading.get("title")?,
        document: reading.get("document")?,
        note: reading.get("note")?,
        numbers: body.numbers,
        tags: body.tags,
        state: reading.word("state", EventState::parse)?,
        proposed_by: (reading.get("proposed_by")?, reading.get("proposed_name")?),
        proposed_at: reading.time("proposed_at")?,
        decided: who(reading.get("decided_name")?, reading.time_or_none("decided_at")?),
        decision: reading.get("decision")?,
        withdrawn: who(reading.get("withdrawn_name")?, reading.time_or_none("withdrawn_at")?),
        withdrawal: reading.get("withdrawal")?,
        fact_id: reading.get("fact_id")?,
        rev: reading.get("rev")?,
    };
    Ok(SeenEvent {
        event,
        branch_name: reading.get("branch_name")?,
        unit_id: reading.get("unit_id")?,
        unit_name: reading.get("unit_name")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, noon, on_both, two_units};

    fn event(id: &str, branch: &str, document: &str) -> Event {
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
            state: EventState::Proposed,
            proposed_by: ("unit1".to_owned(), "李明".to_owned()),
            proposed_at: noon(),
            decided: None,
            decision: String::new(),
            withdrawn: None,
            withdrawal: String::new(),
            fact_id: None,
            rev: 1,
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
            assert!(db.events().withdraw(&who(), "E1", "文号有误").await.unwrap());
            db.events().add(&event("E3", "B1", "党发1号")).await.unwrap();
            db.commit().await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn an_approved_event_is_not_approved_or_refused_again() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.events().add(&event("E1", "B1", "党发1号")).await.unwrap();
            let ids = ["E1".to_owned()];
            assert_eq!(db.events().approve(&who(), &ids, "").await.unwrap(), 1);
            assert_eq!(db.events().approve(&who(), &ids, "").await.unwrap(), 0);
            assert!(!db.events().refuse(&who(), "E1", "晚了").await.unwrap());
            let scope = Scope::of("zzb", day("2026-10-08"));
            let seen = db.events().find(&scope, "E1").await.unwrap().unwrap();
            assert_eq!((seen.event.state, seen.event.fact_id.as_deref()), (EventState::Approved, Some("event-E1")));
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
            assert_eq!((page.total, page.items[0].event.id.as_str()), (1, "E1"));
            assert!(db.events().find(&scope, "E2").await.unwrap().is_none());
            let filter = EventFilter { state: Some(EventState::Approved), ..EventFilter::default() };
            assert_eq!(db.events().list(&scope, &filter, paging).await.unwrap().total, 0);
        })
        .await;
    }
}

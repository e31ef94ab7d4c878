//! What one person proposes and another decides: the register of events, exceptions. Where an entry stands, who did what,
//! when and why. A state only moves forward; nothing that was said is written over.

use std::marker::PhantomData;

use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Actor, Page, Paging, Reach, StoreError,
    scope::{RESULT_ROLES, Scope, tree},
    text::{Reading, time_text},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalState {
    Proposed,
    Approved,
    Refused,
    Withdrawn,
}

impl ProposalState {
    pub const fn word(self) -> &'static str {
        match self {
            ProposalState::Proposed => "proposed",
            ProposalState::Approved => "approved",
            ProposalState::Refused => "refused",
            ProposalState::Withdrawn => "withdrawn",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            ProposalState::Proposed => "待审批",
            ProposalState::Approved => "已通过",
            ProposalState::Refused => "未通过",
            ProposalState::Withdrawn => "已撤回",
        }
    }

    /// A request for an exception is `asked` in its table.
    pub fn parse(word: &str) -> Option<ProposalState> {
        use ProposalState::{Approved, Proposed, Refused, Withdrawn};
        match word {
            "asked" => Some(Proposed),
            _ => [Proposed, Approved, Refused, Withdrawn].into_iter().find(|state| state.word() == word),
        }
    }
}

/// How an entry came about and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub state: ProposalState,
    /// Account and name.
    pub by: (String, String),
    pub at: Timestamp,
    pub decided: Option<(String, Timestamp)>,
    /// Why it was refused, or a remark of the approver.
    pub decision: String,
    pub withdrawn: Option<(String, Timestamp)>,
    pub withdrawal: String,
    /// The fact that its approval made.
    pub fact_id: Option<String>,
    pub rev: i64,
}

impl Proposal {
    /// Nobody has decided yet.
    pub fn new(account: &str, name: &str, at: Timestamp) -> Proposal {
        Proposal {
            state: ProposalState::Proposed,
            by: (account.to_owned(), name.to_owned()),
            at,
            decided: None,
            decision: String::new(),
            withdrawn: None,
            withdrawal: String::new(),
            fact_id: None,
            rev: 1,
        }
    }

    pub(crate) fn read(reading: &Reading<'_>) -> Result<Proposal, StoreError> {
        let who = |name: Option<String>, at: Option<Timestamp>| name.zip(at);
        Ok(Proposal {
            state: reading.word("state", ProposalState::parse)?,
            by: (reading.get("proposed_by")?, reading.get("proposed_name")?),
            at: reading.time("proposed_at")?,
            decided: who(reading.get("decided_name")?, reading.time_or_none("decided_at")?),
            decision: reading.get("decision")?,
            withdrawn: who(reading.get("withdrawn_name")?, reading.time_or_none("withdrawn_at")?),
            withdrawal: reading.get("withdrawal")?,
            fact_id: reading.get("fact_id")?,
            rev: reading.get("rev")?,
        })
    }
}

/// A kind of entry, with the table that keeps it.
pub trait Proposed: Sized {
    /// Whose rows have the columns `branch_id`, `state`, `decided_*`, `decision`, `withdrawn_*`, `withdrawal`,
    /// `fact_id` and `rev`.
    const TABLE: &'static str;
    /// What nobody has decided yet is called in the column `state`.
    const OPEN: &'static str;
    /// A fact that approval makes is this, a hyphen and the entry's id.
    const FACT: &'static str;
    /// What is read of a row `e` beside the columns above; the proposer as `proposed_by`, `proposed_name`, `proposed_at`.
    const COLUMNS: &'static str;

    fn id(&self) -> &str;
    fn branch_id(&self) -> &str;
    fn proposal(&self) -> &Proposal;

    /// # Errors
    /// `Corrupt` where the row says what it cannot.
    fn read(row: &AnyRow) -> Result<Self, StoreError>;
}

/// The columns that every such table has, of a row `e`.
const DECIDED: &str = "e.state, e.decided_name, e.decided_at, e.decision, e.withdrawn_name, e.withdrawn_at,
     e.withdrawal, e.fact_id, e.rev";

/// The columns that [`outcome`] binds, for an insert.
pub(crate) const OUTCOME: &str =
    "state, decided_name, decided_at, decision, withdrawn_name, withdrawn_at, withdrawal, fact_id, rev";

/// What became of an entry that is new in its table: nothing yet, unless it comes with its history.
pub(crate) fn outcome<'q, T: Proposed>(query: Insert<'q>, of: &Proposal) -> Insert<'q> {
    let (name, at) = (|(name, _): &(String, _)| name.clone(), |(_, at): &(String, Timestamp)| time_text(*at));
    let state = if of.state == ProposalState::Proposed { T::OPEN } else { of.state.word() };
    query
        .bind(state)
        .bind(of.decided.as_ref().map(name))
        .bind(of.decided.as_ref().map(at))
        .bind(of.decision.clone())
        .bind(of.withdrawn.as_ref().map(name))
        .bind(of.withdrawn.as_ref().map(at))
        .bind(of.withdrawal.clone())
        .bind(of.fact_id.clone())
        .bind(of.rev)
}

type Insert<'q> = sqlx::query::Query<'q, sqlx::Any, sqlx::any::AnyArguments>;

/// An entry in the caller's reach, with the names of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub entry: T,
    pub branch_name: String,
    pub unit_id: String,
    pub unit_name: String,
}

/// The entries of one kind.
pub struct Proposals<'a, T> {
    connection: &'a mut AnyConnection,
    kind: PhantomData<T>,
}

/// `e` is the entry, `t` its branch, `u` the unit.
const PLACED: &str = "t.name as branch_name, t.unit_id as unit_id, u.name as unit_name";

impl<'a, T: Proposed> Proposals<'a, T> {
    pub(crate) fn of(connection: &'a mut AnyConnection) -> Proposals<'a, T> {
        Proposals { connection, kind: PhantomData }
    }

    /// Those among `ids` that the caller reaches for this: approving and refusing is the superior's.
    pub async fn named(&mut self, scope: &Scope, reach: Reach, ids: &[String]) -> Result<Vec<Placed<T>>, StoreError> {
        let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
        let text = format!(
            "{} select {}, {DECIDED}, {PLACED} from {} e join tree t on t.id = e.branch_id join tree u on u.id = t.unit_id
             where t.seen = 1 and e.id in ({}) order by e.id",
            tree(reach.roles()),
            T::COLUMNS,
            T::TABLE,
            places.join(", ")
        );
        let query = ids.iter().fold(scope.query(AssertSqlSafe(text)), |query, id| query.bind(id.clone()));
        query.fetch_all(&mut *self.connection).await?.iter().map(placed).collect()
    }

    /// One entry, if the caller may see it.
    pub async fn find(&mut self, scope: &Scope, id: &str) -> Result<Option<Placed<T>>, StoreError> {
        Ok(self.named(scope, Reach::Read, &[id.to_owned()]).await?.pop())
    }

    /// Moves those that stand at the revisions given to `to`; answers how many there were. Only what nobody has decided
    /// is approved or refused, only what stands is withdrawn. Of two who act at the same moment one finds nothing.
    pub async fn decide(
        &mut self,
        who: &Actor,
        to: ProposalState,
        why: &str,
        entries: &[(String, i64)],
    ) -> Result<u64, StoreError> {
        let (said, reason) = match to {
            ProposalState::Withdrawn => ("withdrawn", "withdrawal"),
            _ => ("decided", "decision"),
        };
        let from = match to {
            ProposalState::Proposed => return Ok(0),
            ProposalState::Approved | ProposalState::Refused => format!("'{}'", T::OPEN),
            ProposalState::Withdrawn => format!("'{}', 'approved'", T::OPEN),
        };
        let fact = match to {
            ProposalState::Approved => format!("fact_id = '{}-' || id, ", T::FACT),
            _ => String::new(),
        };
        let places: Vec<String> =
            (0..entries.len()).map(|n| format!("(id = ${} and rev = ${})", 2 * n + 6, 2 * n + 7)).collect();
        let text = format!(
            "update {} set state = $1, {said}_by = $2, {said}_name = $3, {said}_at = $4, {reason} = $5, {fact}rev = rev + 1
             where state in ({from}) and ({})",
            T::TABLE,
            places.join(" or ")
        );
        let query = sqlx::query(AssertSqlSafe(text))
            .bind(to.word())
            .bind(&who.account)
            .bind(&who.name)
            .bind(time_text(who.at))
            .bind(why);
        let query = entries.iter().fold(query, |query, (id, rev)| query.bind(id).bind(*rev));
        Ok(query.execute(&mut *self.connection).await?.rows_affected())
    }

    /// The entries that the caller may see and for which `condition` holds, whose places `$3`, `$4`… are `binds`.
    pub(crate) async fn list(
        &mut self,
        scope: &Scope,
        condition: &str,
        order: &str,
        binds: Vec<Option<String>>,
        paging: Paging,
    ) -> Result<Page<Placed<T>>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let from = format!(
            "from {} e join tree t on t.id = e.branch_id join tree u on u.id = t.unit_id where t.seen = 1 and {condition}",
            T::TABLE
        );
        let bound =
            |text: String| binds.iter().fold(scope.query(AssertSqlSafe(text)), |query, text| query.bind(text.clone()));
        let count = format!("{tree} select cast(count(*) as bigint) as n {from}");
        let total = bound(count).fetch_one(&mut *self.connection).await?;
        let (limit, offset) = (binds.len() + 3, binds.len() + 4);
        let columns = T::COLUMNS;
        let rows = format!(
            "{tree} select {columns}, {DECIDED}, {PLACED} {from} order by {order} limit ${limit} offset ${offset}"
        );
        let rows = bound(rows).bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.connection).await?;
        Ok(Page { items: rows.iter().map(placed).collect::<Result<_, _>>()?, total: total.try_get("n")?, more: false })
    }
}

fn placed<T: Proposed>(row: &AnyRow) -> Result<Placed<T>, StoreError> {
    let reading = Reading::new(row, T::TABLE, "id");
    Ok(Placed {
        entry: T::read(row)?,
        branch_name: reading.get("branch_name")?,
        unit_id: reading.get("unit_id")?,
        unit_name: reading.get("unit_name")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Event, Exception, events, exceptions,
        testing::{day, noon, on_both, two_units},
    };

    fn who(account: &str) -> Actor {
        Actor { account: account.to_owned(), name: format!("{account}同志"), at: noon() }
    }

    fn at(id: &str, rev: i64) -> [(String, i64); 1] {
        [(id.to_owned(), rev)]
    }

    #[tokio::test]
    async fn what_is_decided_is_not_decided_again() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.events().add(&events::tests::event("E1", "B1", "党发1号")).await.unwrap();
            let mut proposals = db.proposals::<Event>();
            let approved = ProposalState::Approved;
            assert_eq!(proposals.decide(&who("zzb"), approved, "", &at("E1", 1)).await.unwrap(), 1);
            assert_eq!(proposals.decide(&who("zzb"), approved, "", &at("E1", 2)).await.unwrap(), 0);
            assert_eq!(proposals.decide(&who("zzb"), ProposalState::Refused, "晚了", &at("E1", 2)).await.unwrap(), 0);
            let scope = Scope::of("zzb", day("2026-10-08"));
            let seen = proposals.find(&scope, "E1").await.unwrap().unwrap().entry.proposal;
            assert_eq!((seen.state, seen.fact_id.as_deref(), seen.rev), (approved, Some("event-E1"), 2));
        })
        .await;
    }

    #[tokio::test]
    async fn a_decision_on_an_old_page_changes_nothing() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.events().add(&events::tests::event("E1", "B1", "党发1号")).await.unwrap();
            let mut proposals = db.proposals::<Event>();
            let withdrawn = ProposalState::Withdrawn;
            assert_eq!(proposals.decide(&who("zzb"), ProposalState::Approved, "", &at("E1", 1)).await.unwrap(), 1);
            assert_eq!(proposals.decide(&who("unit1"), withdrawn, "旧页面", &at("E1", 1)).await.unwrap(), 0);
            assert_eq!(proposals.decide(&who("unit1"), withdrawn, "文件有误", &at("E1", 2)).await.unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_withdrawal_stands_beside_the_decision_before_it() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.exceptions().add(&exceptions::tests::exception("X1", "B1")).await.unwrap();
            let mut proposals = db.proposals::<Exception>();
            proposals.decide(&who("unit1"), ProposalState::Approved, "同意", &at("X1", 1)).await.unwrap();
            proposals.decide(&who("zzb"), ProposalState::Withdrawn, "理由不实", &at("X1", 2)).await.unwrap();
            let scope = Scope::of("zzb", day("2026-10-08"));
            let seen = proposals.find(&scope, "X1").await.unwrap().unwrap().entry.proposal;
            assert_eq!(seen.decided.map(|(name, _)| name).as_deref(), Some("unit1同志"));
            assert_eq!(seen.withdrawn.map(|(name, _)| name).as_deref(), Some("zzb同志"));
            assert_eq!((seen.decision.as_str(), seen.withdrawal.as_str()), ("同意", "理由不实"));
        })
        .await;
    }

    #[tokio::test]
    async fn a_branch_reads_its_entries_and_decides_none() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.exceptions().add(&exceptions::tests::exception("X1", "B2")).await.unwrap();
            let ids = ["X1".to_owned()];
            for (user, reads, decides) in [("branch2", 1, 0), ("unit1", 0, 0), ("zzb", 1, 1)] {
                let scope = Scope::of(user, day("2026-10-08"));
                let mut proposals = db.proposals::<Exception>();
                assert_eq!(proposals.named(&scope, Reach::Read, &ids).await.unwrap().len(), reads, "{user}");
                assert_eq!(proposals.named(&scope, Reach::Review, &ids).await.unwrap().len(), decides, "{user}");
            }
        })
        .await;
    }
}

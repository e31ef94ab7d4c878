//! Terms of office: elections, their due days and extensions; and the figures of a branch that rules on the organisation read.

use jiff::{Timestamp, civil::Date};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{
    Page, Paging, StoreError, TreeOrg,
    listing::{COUNTED, Listing},
    orgs::{TREE_COLUMNS, read_tree_org},
    scope::{CHANGE_ROLES, FEW, RESULT_ROLES, Scope, Start, reached, tree},
    text::{Reading, time_text},
};

/// A term of office, begun by an election.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub id: String,
    pub org_id: String,
    /// Unknown of terms that were imported with nothing but their end.
    pub elected: Option<Date>,
    pub years: Option<i64>,
    /// The last day of the term, without extensions.
    pub due: Date,
    /// Number of the superior's reply.
    pub document: String,
    pub entered_by: String,
    /// Not known of imported ones.
    pub entered_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExtensionState {
    Asked,
    Approved,
    Refused,
}

impl ExtensionState {
    pub const fn word(self) -> &'static str {
        match self {
            ExtensionState::Asked => "asked",
            ExtensionState::Approved => "approved",
            ExtensionState::Refused => "refused",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            ExtensionState::Asked => "待审批",
            ExtensionState::Approved => "已批准",
            ExtensionState::Refused => "未批准",
        }
    }

    pub fn parse(word: &str) -> Option<ExtensionState> {
        [ExtensionState::Asked, ExtensionState::Approved, ExtensionState::Refused]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// A later end of a term: asked for by the body, decided by its superior.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub id: String,
    pub org_id: String,
    pub term_id: Option<String>,
    /// The last day of the extended term.
    pub until: Date,
    pub reason: String,
    pub document: String,
    pub state: ExtensionState,
    pub asked_by: String,
    pub asked_at: Timestamp,
    pub decided_by: Option<String>,
    pub decided_at: Option<Timestamp>,
    pub reply: Option<String>,
    pub rev: i64,
}

/// A body whose committee is to be elected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Election {
    pub org: TreeOrg,
    pub due: Date,
    /// Whether an extension is waiting for its decision.
    pub asked: bool,
}

/// Which elections a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct ElectionFilter {
    /// Part of the name.
    pub text: Option<String>,
    pub unit_id: Option<String>,
    /// Due on or after, and on or before.
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub latest_first: bool,
}

/// What rules on the organisation read of a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchFigures {
    pub org: TreeOrg,
    /// Members on the roster: all, and the full ones among them. `None` if no roster is kept.
    pub n_all: Option<i64>,
    pub n_full: Option<i64>,
    /// People in posts of the committee.
    pub n_committee: i64,
    pub has_secretary: bool,
    pub n_units: Option<i64>,
    /// An approved extension of the standing term.
    pub extended: Option<Date>,
}

/// Terms of office.
pub struct Terms<'a>(pub(crate) &'a mut AnyConnection);

const TERM: &str = "id, org_id, elected_on, years, due_on, document, entered_by, entered_at";
const EXTENSION: &str = "e.id, e.org_id, e.term_id, e.until_on, e.reason, e.document, e.state, e.asked_by, e.asked_at,
     e.decided_by, e.decided_at, e.reply, e.rev";

/// Bodies of a company that is not looked at from end to end for each answer.
const LARGE: i64 = 2000;

impl Terms<'_> {
    pub async fn add(&mut self, term: &Term) -> Result<(), StoreError> {
        let text = format!("insert into terms ({TERM}) values ($1, $2, $3, $4, $5, $6, $7, $8)");
        sqlx::query(AssertSqlSafe(text))
            .bind(&term.id)
            .bind(&term.org_id)
            .bind(term.elected.map(|day| day.to_string()))
            .bind(term.years)
            .bind(term.due.to_string())
            .bind(&term.document)
            .bind(&term.entered_by)
            .bind(term.entered_at.map(time_text).unwrap_or_default())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Newest first; at most 100.
    pub async fn of(&mut self, org_id: &str) -> Result<Vec<Term>, StoreError> {
        let text = format!("select {TERM} from terms where org_id = $1 order by due_on desc, id limit 100");
        let rows = sqlx::query(AssertSqlSafe(text)).bind(org_id).fetch_all(&mut *self.0).await?;
        rows.iter().map(read_term).collect()
    }

    pub async fn add_extension(&mut self, extension: &Extension) -> Result<(), StoreError> {
        sqlx::query(
            "insert into term_extensions (id, org_id, term_id, until_on, reason, document, state, asked_by, asked_at, rev)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&extension.id)
        .bind(&extension.org_id)
        .bind(&extension.term_id)
        .bind(extension.until.to_string())
        .bind(&extension.reason)
        .bind(&extension.document)
        .bind(extension.state.word())
        .bind(&extension.asked_by)
        .bind(time_text(extension.asked_at))
        .bind(extension.rev)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Newest first; at most 100.
    pub async fn extensions_of(&mut self, org_id: &str) -> Result<Vec<Extension>, StoreError> {
        let text = format!(
            "select {EXTENSION} from term_extensions e where e.org_id = $1 order by e.asked_at desc, e.id limit 100"
        );
        let rows = sqlx::query(AssertSqlSafe(text)).bind(org_id).fetch_all(&mut *self.0).await?;
        rows.iter().map(read_extension).collect()
    }

    /// One that the caller stands above.
    pub async fn extension(&mut self, scope: &Scope, id: &str) -> Result<Option<Extension>, StoreError> {
        let tree = tree(CHANGE_ROLES);
        let text = format!(
            "{tree} select {EXTENSION} from term_extensions e join tree t on t.id = e.org_id
             where t.seen = 1 and e.id = $3"
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read_extension).transpose()
    }

    /// Decides one that is asked for; answers whether it still was.
    pub async fn decide(
        &mut self,
        id: &str,
        approved: bool,
        by: &str,
        at: Timestamp,
        reply: &str,
    ) -> Result<bool, StoreError> {
        let state = if approved { ExtensionState::Approved } else { ExtensionState::Refused };
        let done = sqlx::query(
            "update term_extensions set state = $2, decided_by = $3, decided_at = $4, reply = $5, rev = rev + 1
             where id = $1 and state = 'asked'",
        )
        .bind(id)
        .bind(state.word())
        .bind(by)
        .bind(time_text(at))
        .bind(reply)
        .execute(&mut *self.0)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// The day on which the standing term ends, in every span that holds on `today` or later; answers their first days.
    pub async fn set_due(&mut self, org_id: &str, due: Date, today: Date) -> Result<Vec<String>, StoreError> {
        let open = "org_id = $1 and (until_on is null or until_on > $2)";
        let text = AssertSqlSafe(format!("select from_on from org_spans where {open} order by from_on"));
        let days = sqlx::query_scalar(text).bind(org_id).bind(today.to_string()).fetch_all(&mut *self.0).await?;
        let text = AssertSqlSafe(format!("update org_spans set term_ends_on = $3 where {open}"));
        sqlx::query(text).bind(org_id).bind(today.to_string()).bind(due.to_string()).execute(&mut *self.0).await?;
        Ok(days)
    }

    /// Bodies with a term of office, the one due first in front.
    pub async fn elections(
        &mut self,
        scope: &Scope,
        filter: &ElectionFilter,
        paging: Paging,
    ) -> Result<Page<Election>, StoreError> {
        let unit = filter.unit_id.as_ref();
        let start = scope.start(&mut *self.0, RESULT_ROLES, None, unit, FEW).await?;
        // Of the whole company in the order of the last days, which an index has.
        let (from, by_day) = match start {
            Start::Rows => ("from org_spans x cross join tree t cross join orgs o", true),
            Start::Places | Start::Many => ("from tree t cross join orgs o", false),
        };
        let wanted = start.wanted("o.id", RESULT_ROLES, None, unit);
        let wanted = if by_day {
            wanted.and("t.id = x.org_id and x.term_ends_on is not null and x.from_on <= $2 and (x.until_on is null or x.until_on > $2)")
        } else {
            wanted
        };
        let wanted = wanted
            .and("t.term_ends_on is not null and (o.closed_on is null or o.closed_on > $2)")
            .and_if("t.name like # escape '!'", filter.text.as_deref().map(crate::like))
            .and_if("t.term_ends_on >= #", filter.from.map(|day| day.to_string()))
            .and_if("t.term_ends_on <= #", filter.until.map(|day| day.to_string()));
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "orgs", "id");
            Ok(Election {
                org: read_tree_org(row)?,
                due: reading.date("term_ends_on")?,
                asked: reading.get::<i64>("asked")? != 0,
            })
        };
        let listing = Listing {
            with: tree(RESULT_ROLES),
            columns: &format!(
                "{TREE_COLUMNS}, cast(case when exists (select 1 from term_extensions e
                     where e.org_id = t.id and e.state = 'asked') then 1 else 0 end as bigint) as asked"
            ),
            from: from.to_owned(),
            count_from: from.to_owned(),
            count_wanted: wanted.clone(),
            counted: COUNTED,
            beside: "join tree u on u.id = t.unit_id",
            wanted,
            order: match (by_day, filter.latest_first) {
                (true, false) => "x.term_ends_on, t.path",
                (true, true) => "x.term_ends_on desc, t.path",
                (false, false) => "t.term_ends_on, t.path",
                (false, true) => "t.term_ends_on desc, t.path",
            },
        };
        listing.page(&mut *self.0, scope, paging, read).await
    }

    /// Whether the caller reaches a company of more bodies than can be looked at one by one each time.
    pub async fn is_large(&mut self, scope: &Scope) -> Result<bool, StoreError> {
        Ok(scope.start(&mut *self.0, RESULT_ROLES, None, None, LARGE).await? == Start::Rows)
    }

    /// The figures of every open branch in reach, or of one, in document order.
    pub async fn figures(&mut self, scope: &Scope, branch: Option<&str>) -> Result<Vec<BranchFigures>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let held = "from_on <= $2 and (until_on is null or until_on > $2)";
        // What is counted is counted of those bodies alone. `coalesce` keeps SQLite from the index on groups.
        let (seen, wanted) = match branch {
            Some(_) => ("t.seen = 1 and", "= $3".to_owned()),
            None => ("", format!("in ({}) and $3 is null", reached(RESULT_ROLES))),
        };
        let text = format!(
            "{tree},
             roster (branch_id, n_all, n_full) as (
                 select branch_id, cast(count(*) as bigint),
                        cast(sum(case when standing in ('full', 'observed', 'rights_suspended') then 1 else 0 end) as bigint)
                 from memberships where branch_id {wanted} and {held} group by branch_id
             ),
             committees (org_id, n_committee, has_secretary) as (
                 select org_id, cast(count(distinct member_id) as bigint),
                        cast(max(case when post = 'secretary' then 1 else 0 end) as bigint)
                 from posts where org_id {wanted} and coalesce(group_id, '') = '' and {held} group by org_id
             )
             select {TREE_COLUMNS}, r.n_all, r.n_full, c.n_committee, c.has_secretary, o.n_units,
                    (select max(e.until_on) from term_extensions e where e.org_id = t.id and e.state = 'approved'
                     and e.until_on = t.term_ends_on) as extended_on
             from tree t join orgs o on o.id = t.id join tree u on u.id = t.unit_id
             left join roster r on r.branch_id = t.id left join committees c on c.org_id = t.id
             where {seen} o.kind = 'branch' and (o.closed_on is null or o.closed_on > $2)
               and t.id {wanted} order by t.path"
        );
        let rows = scope.query(AssertSqlSafe(text)).bind(branch.map(str::to_owned)).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "orgs", "id");
            Ok(BranchFigures {
                org: read_tree_org(row)?,
                n_all: reading.get("n_all")?,
                n_full: reading.get("n_full")?,
                n_committee: reading.get::<Option<i64>>("n_committee")?.unwrap_or(0),
                has_secretary: reading.get::<Option<i64>>("has_secretary")?.unwrap_or(0) != 0,
                n_units: reading.get("n_units")?,
                extended: reading.date_or_none("extended_on")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Approved exceptions of this year that are facts of one of the `keys`: branch, key and title of each. The newest
    /// first.
    pub async fn exceptions(
        &mut self,
        scope: &Scope,
        keys: &[&str],
    ) -> Result<Vec<(String, String, String)>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let places: Vec<String> = (0..keys.len()).map(|n| format!("${}", n + 4)).collect();
        let text = format!(
            "{tree} select f.branch_id, f.key, f.title from facts f join tree t on t.id = f.branch_id
             where t.seen = 1 and f.kind = 'exception' and f.state = 'valid' and f.key in ({})
               and (f.counts_for is null or f.counts_for = $3)
               and not exists (select 1 from facts n where n.replaces = f.id)
             order by f.on_day desc, f.id limit 20000",
            places.join(", ")
        );
        let year = scope.today().year().to_string();
        let query = scope.query(AssertSqlSafe(text)).bind(year);
        let query = keys.iter().fold(query, |query, key| query.bind((*key).to_owned()));
        let rows = query.fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "facts", "branch_id");
            Ok((reading.get("branch_id")?, reading.get("key")?, reading.get("title")?))
        };
        rows.iter().map(read).collect()
    }
}

fn read_term(row: &AnyRow) -> Result<Term, StoreError> {
    let reading = Reading::new(row, "terms", "id");
    let entered_at: String = reading.get("entered_at")?;
    Ok(Term {
        id: reading.get("id")?,
        org_id: reading.get("org_id")?,
        elected: reading.date_or_none("elected_on")?,
        years: reading.get("years")?,
        due: reading.date("due_on")?,
        document: reading.get("document")?,
        entered_by: reading.get("entered_by")?,
        entered_at: entered_at.parse().ok(),
    })
}

fn read_extension(row: &AnyRow) -> Result<Extension, StoreError> {
    let reading = Reading::new(row, "term_extensions", "id");
    Ok(Extension {
        id: reading.get("id")?,
        org_id: reading.get("org_id")?,
        term_id: reading.get("term_id")?,
        until: reading.date("until_on")?,
        reason: reading.get("reason")?,
        document: reading.get("document")?,
        state: reading.word("state", ExtensionState::parse)?,
        asked_by: reading.get("asked_by")?,
        asked_at: reading.time("asked_at")?,
        decided_by: reading.get("decided_by")?,
        decided_at: reading.time_or_none("decided_at")?,
        reply: reading.get("reply")?,
        rev: reading.get("rev")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, member, membership, noon, on_both, two_units};

    fn extension(id: &str, org: &str, until: &str) -> Extension {
        Extension {
            id: id.to_owned(),
            org_id: org.to_owned(),
            term_id: None,
            until: day(until),
            reason: "重组期间".to_owned(),
            document: "党支〔2026〕8号".to_owned(),
            state: ExtensionState::Asked,
            asked_by: "branch2".to_owned(),
            asked_at: noon(),
            decided_by: None,
            decided_at: None,
            reply: None,
            rev: 1,
        }
    }

    #[tokio::test]
    async fn an_extension_is_decided_once_and_from_above() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let today = day("2026-10-08");
            db.terms().add_extension(&extension("E1", "B2", "2027-06-30")).await.unwrap();
            for (user, sees) in [("zzb", true), ("unit1", false), ("branch2", false)] {
                let found = db.terms().extension(&Scope::of(user, today), "E1").await.unwrap();
                assert_eq!(found.is_some(), sees, "{user}");
            }
            assert!(db.terms().decide("E1", true, "zzb", noon(), "同意").await.unwrap());
            assert!(!db.terms().decide("E1", false, "zzb", noon(), "不同意").await.unwrap());
            let days = db.terms().set_due("B2", day("2027-06-30"), today).await.unwrap();
            assert_eq!(days, ["2020-01-01"]);
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let paging = Paging { page: 1, size: 20 };
            let scope = Scope::of("zzb", today);
            let large = db.terms().elections(&scope.of_a_large_company(), &Default::default(), paging).await.unwrap();
            let due = db.terms().elections(&scope, &Default::default(), paging).await.unwrap();
            assert_eq!(due, large);
            assert_eq!((due.total, due.items[0].due, due.items[0].asked), (1, day("2027-06-30"), false));
            let figures = db.terms().figures(&Scope::of("branch2", today), None).await.unwrap();
            assert_eq!(figures[0].extended, Some(day("2027-06-30")));
        })
        .await;
    }

    #[tokio::test]
    async fn figures_count_the_members_of_the_day() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.members().add(&[member("P1", "李明"), member("P2", "王芳")]).await.unwrap();
            let mut young = membership("P2", "B2", "2026-01-01");
            young.standing = crate::Standing::Probationary;
            db.members().add_memberships(&[membership("P1", "B2", "2020-01-01"), young]).await.unwrap();
            let on = |text: &str| Scope::of("branch2", day(text));
            let of = |figures: Vec<BranchFigures>| (figures[0].n_all, figures[0].n_full);
            assert_eq!(of(db.terms().figures(&on("2026-10-08"), None).await.unwrap()), (Some(2), Some(1)));
            assert_eq!(of(db.terms().figures(&on("2025-10-08"), None).await.unwrap()), (Some(1), Some(1)));
            assert!(db.terms().figures(&on("2026-10-08"), Some("B1")).await.unwrap().is_empty());
        })
        .await;
    }
}

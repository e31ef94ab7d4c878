//! The organisation: what each body is (identity) and what was true of it from each day on (spans).

use std::collections::HashMap;

use jiff::civil::Date;
use rating::facts::Branch;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{
    Changed, Page, Paging, StoreError,
    listing::{COUNTED, Listing},
    scope::{FEW, Scope, Start, TREE_ROLES, tree},
    text::Reading,
};

/// A body of the organisation and its dated history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Org {
    pub id: String,
    pub kind: OrgKind,
    pub founded_on: Date,
    /// The first day on which it no longer existed.
    pub closed_on: Option<Date>,
    /// Oldest first; at least one.
    pub spans: Vec<Span>,
}

impl Org {
    /// Its rows, for the journal.
    pub fn rows(&self) -> Vec<Changed> {
        let span = |span: &Span| Changed::new("org_spans", format!("{}/{}", self.id, span.from));
        std::iter::once(Changed::new("orgs", &self.id)).chain(self.spans.iter().map(span)).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrgKind {
    /// 公司党委: the root.
    Company,
    /// 二级单位党委.
    Unit,
    /// 党总支.
    General,
    /// 党支部.
    Branch,
}

impl OrgKind {
    pub const ALL: [OrgKind; 4] = [OrgKind::Company, OrgKind::Unit, OrgKind::General, OrgKind::Branch];

    /// The word in the database and in answers.
    pub const fn word(self) -> &'static str {
        match self {
            OrgKind::Company => "company",
            OrgKind::Unit => "unit",
            OrgKind::General => "general",
            OrgKind::Branch => "branch",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            OrgKind::Company => "公司党委",
            OrgKind::Unit => "二级单位党委",
            OrgKind::General => "党总支",
            OrgKind::Branch => "党支部",
        }
    }

    pub fn parse(word: &str) -> Option<OrgKind> {
        OrgKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What was true of a body from `from` on, until its next span begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: Date,
    /// `None` only for the company.
    pub parent: Option<String>,
    pub name: String,
    /// Category code of the scheme; branches only.
    pub category: Option<String>,
    /// Place in documents among its siblings.
    pub position: i64,
    pub secretary: Option<String>,
    pub n_members: Option<i64>,
    pub has_committee: Option<bool>,
    /// Last day of the committee's term.
    pub term_ends: Option<Date>,
}

impl Org {
    /// What was true on `day`; before the first span the first one stands.
    pub fn span_on(&self, day: Date) -> &Span {
        let known = self.spans.iter().rev().find(|span| span.from <= day);
        known.unwrap_or(&self.spans[0])
    }
}

/// The branches among `orgs` as the engine needs them; the unit is the nearest one above on `day`.
pub fn branches(orgs: &[Org], day: Date) -> Vec<Branch> {
    let by_id: HashMap<&str, &Org> = orgs.iter().map(|org| (org.id.as_str(), org)).collect();
    let unit = |org: &Org| {
        let mut at = org;
        // No chain of parents is longer than the whole.
        for _ in 0..orgs.len() {
            let parent = at.span_on(day).parent.as_deref().and_then(|id| by_id.get(id));
            match parent {
                Some(parent) if parent.kind == OrgKind::Unit => return parent.id.clone(),
                Some(parent) => at = parent,
                None => break,
            }
        }
        at.id.clone()
    };
    let branch = |org: &Org| {
        let mut categories: Vec<(Date, String)> = Vec::new();
        for span in &org.spans {
            let category = span.category.clone().unwrap_or_default();
            if categories.last().is_none_or(|(_, last)| *last != category) {
                categories.push((span.from, category));
            }
        }
        Branch {
            id: org.id.clone(),
            name: org.span_on(day).name.clone(),
            unit: unit(org),
            categories,
            founded: org.founded_on,
            closed: org.closed_on,
        }
    };
    orgs.iter().filter(|org| org.kind == OrgKind::Branch).map(branch).collect()
}

/// A body in today's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeOrg {
    pub id: String,
    pub kind: OrgKind,
    pub parent_id: Option<String>,
    pub name: String,
    pub category: Option<String>,
    /// The nearest unit at or above it; the company for what stands outside every unit.
    pub unit_id: String,
    pub unit_name: String,
    pub secretary: Option<String>,
    pub n_members: Option<i64>,
    pub has_committee: Option<bool>,
    pub term_ends: Option<Date>,
    pub founded_on: Date,
    pub closed_on: Option<Date>,
}

/// Which bodies a choice offers; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct OrgFilter {
    /// Part of the name.
    pub text: Option<String>,
    pub kind: Option<OrgKind>,
    /// Directly below this body.
    pub parent_id: Option<String>,
    /// At or anywhere below this body.
    pub within_id: Option<String>,
    pub id: Option<String>,
    /// Beyond the caller's reach too: where a member may move to. Names only, as rankings publish them.
    pub is_everywhere: bool,
}

/// A body with what tells it from others of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundOrg {
    pub org: TreeOrg,
    pub parent_name: Option<String>,
}

/// How many open branches of a category stand directly below a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchCount {
    pub parent_id: Option<String>,
    pub category: Option<String>,
    pub n: i64,
}

/// Organisations and their tree.
pub struct Orgs<'a>(pub(crate) &'a mut AnyConnection);

pub(crate) const TREE_COLUMNS: &str = "t.id, o.kind, t.parent_id, t.name, t.category, t.unit_id, u.name as unit_name,
     t.secretary, t.n_members, t.has_committee, t.term_ends_on, o.founded_on, o.closed_on";

/// No company has more bodies above its branches.
const MOST_ABOVE: i64 = 5000;

const OPEN: &str = "(o.closed_on is null or o.closed_on > $2)";

const SPAN: &str = "org_id, from_on, parent_id, name, category, position, secretary, n_members, has_committee,
     term_ends_on";

impl Orgs<'_> {
    /// A body with its whole history. Parents come before children.
    pub async fn add(&mut self, org: &Org) -> Result<(), StoreError> {
        sqlx::query("insert into orgs (id, kind, founded_on, closed_on) values ($1, $2, $3, $4)")
            .bind(&org.id)
            .bind(org.kind.word())
            .bind(org.founded_on.to_string())
            .bind(org.closed_on.map(|day| day.to_string()))
            .execute(&mut *self.0)
            .await
            .map_err(|error| StoreError::or_conflict(error, "org"))?;
        for span in &org.spans {
            self.add_span(&org.id, span).await?;
        }
        Ok(())
    }

    /// What is true of a body from a later day on than all it has.
    pub async fn add_span(&mut self, org_id: &str, span: &Span) -> Result<(), StoreError> {
        let from = span.from.to_string();
        sqlx::query("update org_spans set until_on = $2 where org_id = $1 and until_on is null and from_on < $2")
            .bind(org_id)
            .bind(&from)
            .execute(&mut *self.0)
            .await?;
        sqlx::query(
            "insert into org_spans (org_id, from_on, parent_id, name, category, position,
                                    secretary, n_members, has_committee, term_ends_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(org_id)
        .bind(&from)
        .bind(&span.parent)
        .bind(&span.name)
        .bind(&span.category)
        .bind(span.position)
        .bind(&span.secretary)
        .bind(span.n_members)
        .bind(span.has_committee.map(i64::from))
        .bind(span.term_ends.map(|day| day.to_string()))
        .execute(&mut *self.0)
        .await
        .map_err(|error| StoreError::or_conflict(error, "org_span"))?;
        Ok(())
    }

    /// Every body with its history, for rating and checks; not for answers to people.
    pub async fn all(&mut self) -> Result<Vec<Org>, StoreError> {
        let rows =
            sqlx::query("select id, kind, founded_on, closed_on from orgs order by id").fetch_all(&mut *self.0).await?;
        let text = format!("select {SPAN} from org_spans order by org_id, from_on");
        let spans = sqlx::query(AssertSqlSafe(text)).fetch_all(&mut *self.0).await?;
        joined(&rows, spans_by_org(&spans)?)
    }

    /// A body and everything it ever stood under, as [`Orgs::all`] has them; empty if there is no such body.
    pub async fn lineage(&mut self, org_id: &str) -> Result<Vec<Org>, StoreError> {
        const UP: &str = "with recursive up (id) as (
                 select cast($1 as text)
                 union
                 select cast(s.parent_id as text) from org_spans s join up on s.org_id = up.id
                 where s.parent_id is not null
             )";
        let text = format!(
            "{UP} select id, kind, founded_on, closed_on from orgs where id in (select id from up) order by id"
        );
        let rows = sqlx::query(AssertSqlSafe(text)).bind(org_id).fetch_all(&mut *self.0).await?;
        let text =
            format!("{UP} select {SPAN} from org_spans where org_id in (select id from up) order by org_id, from_on");
        let spans = sqlx::query(AssertSqlSafe(text)).bind(org_id).fetch_all(&mut *self.0).await?;
        joined(&rows, spans_by_org(&spans)?)
    }

    /// These bodies with their whole history, without what they stand under.
    pub async fn with_ids(&mut self, ids: &[String]) -> Result<Vec<Org>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
        let places = places.join(", ");
        let text = format!("select id, kind, founded_on, closed_on from orgs where id in ({places}) order by id");
        let query = ids.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, id| query.bind(id));
        let rows = query.fetch_all(&mut *self.0).await?;
        let text = format!("select {SPAN} from org_spans where org_id in ({places}) order by org_id, from_on");
        let query = ids.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, id| query.bind(id));
        let spans = query.fetch_all(&mut *self.0).await?;
        joined(&rows, spans_by_org(&spans)?)
    }

    /// What the caller may see of today's tree, in document order (parents first), `most` at the most: without the branches
    /// if there are more.
    pub async fn visible(&mut self, scope: &Scope, most: i64) -> Result<(Vec<TreeOrg>, bool), StoreError> {
        let start = scope.start(&mut *self.0, TREE_ROLES, None, None, FEW).await?;
        let wanted = start.wanted("o.id", TREE_ROLES, None, None).and(OPEN);
        let head = |from| format!("{} select {TREE_COLUMNS} {from} join tree u on u.id = t.unit_id", tree(TREE_ROLES));
        let tail = format!("order by t.path limit {}", most + 1);
        let mut rows = Vec::new();
        // Of a whole company it is known that there are more.
        if start == Start::Places {
            rows = wanted.fetch(&mut *self.0, scope, &head("from tree t cross join orgs o"), &tail).await?;
        }
        let is_whole = start == Start::Places && rows.len() as i64 <= most;
        if !is_whole {
            let wanted = wanted.and("o.kind <> 'branch'");
            // Few bodies have others below them: they are picked before their places are looked up.
            let tail = format!("order by t.path limit {MOST_ABOVE}");
            rows = wanted.fetch(&mut *self.0, scope, &head("from orgs o cross join tree t"), &tail).await?;
        }
        Ok((rows.iter().map(read_tree_org).collect::<Result<_, _>>()?, is_whole))
    }

    /// The open bodies that the caller may see, page by page in document order.
    pub async fn find(
        &mut self,
        scope: &Scope,
        filter: &OrgFilter,
        paging: Paging,
    ) -> Result<Page<FoundOrg>, StoreError> {
        let start = match filter.is_everywhere {
            true => Start::Rows,
            false => scope.start(&mut *self.0, TREE_ROLES, filter.id.as_ref(), None, FEW).await?,
        };
        let wanted = start
            .wanted("o.id", TREE_ROLES, filter.id.as_ref(), None)
            .and(OPEN)
            .and_if("t.id = #", filter.id.clone())
            .and_if("o.kind = #", filter.kind.map(OrgKind::word))
            .and_if("t.parent_id = #", filter.parent_id.clone())
            .and_if(
                "exists (select 1 from org_above w where w.org_id = o.id and w.above_id = #
                         and w.from_on <= $2 and (w.until_on is null or w.until_on > $2))",
                filter.within_id.clone(),
            )
            .and_if("t.name like # escape '!'", filter.text.as_deref().map(crate::like));
        let from = "from tree t cross join orgs o";
        let listing = Listing {
            with: tree(TREE_ROLES),
            columns: &format!("{TREE_COLUMNS}, p.name as parent_name"),
            from: from.to_owned(),
            count_from: from.to_owned(),
            count_wanted: wanted.clone(),
            counted: COUNTED,
            beside: "join tree u on u.id = t.unit_id left join tree p on p.id = t.parent_id",
            wanted,
            order: "t.path",
        };
        let read = |row: &AnyRow| {
            Ok(FoundOrg { org: read_tree_org(row)?, parent_name: Reading::new(row, "orgs", "id").get("parent_name")? })
        };
        listing.page(&mut *self.0, scope, paging, read).await
    }

    /// The open branches that the caller may see, counted by what they stand under and by category.
    pub async fn branch_counts(&mut self, scope: &Scope) -> Result<Vec<BranchCount>, StoreError> {
        let start = scope.start(&mut *self.0, TREE_ROLES, None, None, FEW).await?;
        let wanted = start.wanted("o.id", TREE_ROLES, None, None).and(OPEN).and("o.kind = 'branch'");
        let head = format!(
            "{} select t.parent_id, t.category, cast(count(*) as bigint) as n from tree t cross join orgs o",
            tree(TREE_ROLES)
        );
        let rows = wanted.fetch(&mut *self.0, scope, &head, "group by t.parent_id, t.category").await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "org_spans", "org_id");
            Ok(BranchCount {
                parent_id: reading.get("parent_id")?,
                category: reading.get("category")?,
                n: reading.get("n")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Every body of today's tree whoever asks; for the published ranking and for rating.
    pub async fn tree(&mut self, scope: &Scope) -> Result<Vec<TreeOrg>, StoreError> {
        let tree = tree(TREE_ROLES);
        let text = format!(
            "{tree} select {TREE_COLUMNS} from tree t join orgs o on o.id = t.id join tree u on u.id = t.unit_id
             order by t.path"
        );
        let rows = scope.query(AssertSqlSafe(text)).fetch_all(&mut *self.0).await?;
        rows.iter().map(read_tree_org).collect()
    }
}

/// Bodies with their spans.
fn joined(rows: &[AnyRow], mut spans: HashMap<String, Vec<Span>>) -> Result<Vec<Org>, StoreError> {
    let read = |row: &AnyRow| {
        let reading = Reading::new(row, "orgs", "id");
        let id: String = reading.get("id")?;
        let spans = spans.remove(&id).ok_or_else(|| reading.corrupt("no span"))?;
        Ok(Org {
            kind: kind(&reading)?,
            founded_on: reading.date("founded_on")?,
            closed_on: reading.date_or_none("closed_on")?,
            spans,
            id,
        })
    };
    rows.iter().map(read).collect()
}

fn spans_by_org(rows: &[AnyRow]) -> Result<HashMap<String, Vec<Span>>, StoreError> {
    let mut spans: HashMap<String, Vec<Span>> = HashMap::new();
    for row in rows {
        let reading = Reading::new(row, "org_spans", "org_id");
        let span = Span {
            from: reading.date("from_on")?,
            parent: reading.get("parent_id")?,
            name: reading.get("name")?,
            category: reading.get("category")?,
            position: reading.get("position")?,
            secretary: reading.get("secretary")?,
            n_members: reading.get("n_members")?,
            has_committee: reading.get::<Option<i64>>("has_committee")?.map(|flag| flag != 0),
            term_ends: reading.date_or_none("term_ends_on")?,
        };
        spans.entry(reading.get("org_id")?).or_default().push(span);
    }
    Ok(spans)
}

fn kind(reading: &Reading<'_>) -> Result<OrgKind, StoreError> {
    let word: String = reading.get("kind")?;
    OrgKind::parse(&word).ok_or_else(|| reading.corrupt(format!("kind `{word}`")))
}

pub(crate) fn read_tree_org(row: &AnyRow) -> Result<TreeOrg, StoreError> {
    let reading = Reading::new(row, "orgs", "id");
    Ok(TreeOrg {
        id: reading.get("id")?,
        kind: kind(&reading)?,
        parent_id: reading.get("parent_id")?,
        name: reading.get("name")?,
        category: reading.get("category")?,
        unit_id: reading.get("unit_id")?,
        unit_name: reading.get("unit_name")?,
        secretary: reading.get("secretary")?,
        n_members: reading.get("n_members")?,
        has_committee: reading.get::<Option<i64>>("has_committee")?.map(|flag| flag != 0),
        term_ends: reading.date_or_none("term_ends_on")?,
        founded_on: reading.date("founded_on")?,
        closed_on: reading.date_or_none("closed_on")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, on_both, span, two_units};

    async fn seen(store: &crate::Store, user: &str, on: &str) -> Vec<String> {
        let mut db = store.read().await.unwrap();
        let scope = Scope::of(user, day(on));
        let ids = |orgs: Vec<TreeOrg>| orgs.into_iter().map(|org| org.id).collect::<Vec<_>>();
        let (orgs, is_whole) = db.orgs().visible(&scope, 100).await.unwrap();
        assert!(is_whole);
        let paging = Paging { page: 1, size: 100 };
        for scope in [scope.of_a_large_company(), scope] {
            let found = db.orgs().find(&scope, &OrgFilter::default(), paging).await.unwrap();
            assert_eq!(orgs, found.items.into_iter().map(|found| found.org).collect::<Vec<_>>());
        }
        ids(orgs)
    }

    /// Names of what a filter finds, for zzb.
    async fn found(store: &crate::Store, filter: OrgFilter) -> Vec<String> {
        let mut db = store.read().await.unwrap();
        let paging = Paging { page: 1, size: 100 };
        let page = db.orgs().find(&Scope::of("zzb", day("2026-10-01")), &filter, paging).await.unwrap();
        page.items.into_iter().map(|found| found.org.id).collect()
    }

    #[tokio::test]
    async fn of_a_large_tree_the_branches_are_looked_for() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.read().await.unwrap();
            let scope = Scope::of("zzb", day("2026-10-01"));
            for (scope, most) in
                [(scope.clone(), 5), (scope.of_a_large_company(), 5), (scope.of_a_large_company(), 100)]
            {
                let (orgs, is_whole) = db.orgs().visible(&scope, most).await.unwrap();
                let ids: Vec<&str> = orgs.iter().map(|org| org.id.as_str()).collect();
                assert_eq!((ids, is_whole), (vec!["C", "U1", "G1", "U2"], false));
                let mut counts = db.orgs().branch_counts(&scope).await.unwrap();
                counts.sort_by(|a, b| a.parent_id.cmp(&b.parent_id));
                let counts: Vec<_> = counts.iter().map(|count| (count.parent_id.as_deref(), count.n)).collect();
                assert_eq!(counts, [(Some("G1"), 1), (Some("U2"), 1)]);
            }
            drop(db);
            let id = |id: &str| Some(id.to_owned());
            assert_eq!(
                found(&store, OrgFilter { within_id: id("U1"), ..OrgFilter::default() }).await,
                ["U1", "G1", "B1"]
            );
            assert_eq!(found(&store, OrgFilter { parent_id: id("U1"), ..OrgFilter::default() }).await, ["G1"]);
            assert_eq!(
                found(&store, OrgFilter { kind: Some(OrgKind::Branch), ..OrgFilter::default() }).await,
                ["B1", "B2"]
            );
            assert_eq!(found(&store, OrgFilter { id: id("B2"), ..OrgFilter::default() }).await, ["B2"]);
            let everywhere = OrgFilter { kind: Some(OrgKind::Branch), is_everywhere: true, ..OrgFilter::default() };
            let scope = Scope::of("branch2", day("2026-10-01"));
            let mut db = store.read().await.unwrap();
            let page = db.orgs().find(&scope, &everywhere, Paging { page: 1, size: 10 }).await.unwrap();
            assert_eq!(page.total, 2);
            drop(db);
            assert_eq!(
                found(&store, OrgFilter { text: id("没有这个名称"), ..OrgFilter::default() }).await,
                [] as [&str; 0]
            );
        })
        .await;
    }

    #[tokio::test]
    async fn everyone_sees_the_bodies_below_their_own() {
        on_both(|store| async move {
            two_units(&store).await;
            assert_eq!(seen(&store, "zzb", "2026-10-01").await, ["C", "U1", "G1", "B1", "U2", "B2"]);
            assert_eq!(seen(&store, "unit1", "2026-10-01").await, ["U1", "G1", "B1"]);
            assert_eq!(seen(&store, "branch2", "2026-10-01").await, ["B2"]);
            assert!(seen(&store, "nobody", "2026-10-01").await.is_empty());
        })
        .await;
    }

    #[tokio::test]
    async fn a_branch_that_moved_is_seen_by_its_new_unit_only() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let moved = span("2026-07-01", Some("U2"), "一高炉作业区党支部", 9);
            db.orgs().add_span("B1", &moved).await.unwrap();
            db.commit().await.unwrap();
            assert_eq!(seen(&store, "unit1", "2026-06-30").await, ["U1", "G1", "B1"]);
            assert_eq!(seen(&store, "unit1", "2026-07-01").await, ["U1", "G1"]);
            let mut db = store.read().await.unwrap();
            let all = db.orgs().all().await.unwrap();
            drop(db);
            let unit = |on: &str| branches(&all, day(on)).into_iter().find(|branch| branch.id == "B1").unwrap();
            assert_eq!((unit("2026-06-30").unit, unit("2026-07-01").unit), ("U1".to_owned(), "U2".to_owned()));
            assert_eq!(unit("2026-07-01").name, "一高炉作业区党支部");
        })
        .await;
    }

    #[tokio::test]
    async fn of_two_siblings_in_one_place_each_is_shown_by_itself() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let twin = crate::testing::org("U3", OrgKind::Unit, Some("C"), "轧钢厂党委", 1);
            let below = crate::testing::org("B3", OrgKind::Branch, Some("U3"), "热轧党支部", 1);
            db.orgs().add(&twin).await.unwrap();
            db.orgs().add(&below).await.unwrap();
            db.commit().await.unwrap();
            let within = |id: &str| OrgFilter { within_id: Some(id.to_owned()), ..OrgFilter::default() };
            assert_eq!(found(&store, within("U1")).await, ["U1", "G1", "B1"]);
            assert_eq!(found(&store, within("U3")).await, ["U3", "B3"]);
        })
        .await;
    }

    #[tokio::test]
    async fn a_role_ends_on_the_day_on_which_its_body_is_closed() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.org_changes().close("B2", day("2026-10-01")).await.unwrap();
            assert!(db.users().end_roles_of_closed(day("2026-09-30")).await.unwrap().is_empty(), "not yet");
            let ended = db.users().end_roles_of_closed(day("2026-10-01")).await.unwrap();
            assert_eq!(ended, [Changed::held_role("branch2", crate::Role::Branch, "B2")]);
            assert!(db.users().roles("branch2").await.unwrap().is_empty());
            assert_eq!(db.users().roles("zzb").await.unwrap().len(), 1, "others keep theirs");
            db.note(&crate::Actor::program(jiff::Timestamp::UNIX_EPOCH), "role.ended", None, &ended).await.unwrap();
            db.commit().await.unwrap();
        })
        .await;
    }

    #[test]
    fn a_category_is_listed_once_for_each_change() {
        let mut org = crate::testing::org("B", OrgKind::Branch, None, "支部", 1);
        let mut renamed = org.spans[0].clone();
        renamed.from = day("2024-01-01");
        let mut changed = renamed.clone();
        changed.from = day("2025-01-01");
        changed.category = Some("market".to_owned());
        org.spans.extend([renamed, changed]);
        let branch = &branches(&[org], day("2026-01-01"))[0];
        let codes: Vec<&str> = branch.categories.iter().map(|(_, code)| code.as_str()).collect();
        assert_eq!(codes, ["production", "market"]);
    }
}

//! Facts about branches: only ever added.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use rating::{
    facts::{Fact, FactKind, FactState},
    number::Number,
};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{
    Changed, Page, Paging, StoreError,
    listing::{COUNTED, COUNTED_BY_TEXT, Listing, Wanted, each},
    scope::{FEW, RESULT_ROLES, Scope, Start, tree},
    text::{Reading, time_text},
};

/// A fact as it was entered: who, when and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnteredFact {
    pub branch_id: String,
    pub fact: Fact,
    /// Where it comes from, in words: `支部台账`, `生产管理系统`, `导入：9月指标.xlsx`.
    pub source: String,
    /// Name of the person or system that entered it.
    pub entered_by: String,
    pub entered_at: Timestamp,
    /// The fact in whose place it stands: a correction, a return, a withdrawal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The ledger record that it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_id: Option<String>,
}

impl EnteredFact {
    /// Its row, for the journal.
    pub fn row(&self) -> Changed {
        Changed::new("facts", &self.fact.id)
    }
}

/// A fact that the caller may see, with the names of its place in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenFact {
    pub entered: EnteredFact,
    pub branch_name: String,
    pub unit_name: String,
}

/// Which facts a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct FactFilter {
    pub branch_id: Option<String>,
    pub key: Option<String>,
    pub kind: Option<FactKind>,
    /// First and last day on which it happened.
    pub days: Option<(Date, Date)>,
    /// Part of the title or of the branch's name.
    pub text: Option<String>,
    pub sort: FactSort,
    /// A business department: measures of every branch, and nothing else beyond the caller's reach.
    pub every_measure: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FactSort {
    #[default]
    NewestFirst,
    OldestFirst,
}

#[derive(Serialize, Deserialize)]
struct Body {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    numbers: BTreeMap<String, Number>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tags: BTreeMap<String, String>,
}

/// Facts.
pub struct Facts<'a>(pub(crate) &'a mut AnyConnection);

const COLUMNS: &str = "f.id, f.branch_id, f.key, f.kind, f.on_day, f.counts_for, f.filed_on, f.state, f.title,
     f.source, f.entered_by, f.entered_at, f.body, f.replaces, f.record_id";
/// Nothing stands in its place.
const STANDING: &str = "not exists (select 1 from facts later where later.replaces = f.id)";
/// Rows of one insert; the product with the columns stays below what both databases bind.
const CHUNK: usize = 300;

impl Facts<'_> {
    /// All of them or none (inside the caller's transaction); an id that exists is a conflict.
    pub async fn add(&mut self, facts: &[EnteredFact]) -> Result<(), StoreError> {
        for chunk in facts.chunks(CHUNK) {
            let mut text = String::from(
                "insert into facts (id, branch_id, key, kind, on_day, counts_for, filed_on, state, title,
                                    source, entered_by, entered_at, body, replaces, record_id) values ",
            );
            for n in 0..chunk.len() {
                let places: Vec<String> = (1..=15).map(|column| format!("${}", n * 15 + column)).collect();
                text.push_str(if n == 0 { "(" } else { ", (" });
                text.push_str(&places.join(", "));
                text.push(')');
            }
            let mut query = sqlx::query(AssertSqlSafe(text));
            for EnteredFact { branch_id, fact, source, entered_by, entered_at, replaces, record_id } in chunk {
                let body = Body { numbers: fact.numbers.clone(), tags: fact.tags.clone() };
                query = query
                    .bind(&fact.id)
                    .bind(branch_id)
                    .bind(&fact.key)
                    .bind(fact.kind.word())
                    .bind(fact.on.to_string())
                    .bind(fact.counts_for.map(|period| period.to_string()))
                    .bind(fact.filed_on.map(|day| day.to_string()))
                    .bind(fact.state.word())
                    .bind(&fact.title)
                    .bind(source)
                    .bind(entered_by)
                    .bind(time_text(*entered_at))
                    .bind(serde_json::to_string(&body).expect("a map of texts is always written"))
                    .bind(replaces)
                    .bind(record_id);
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "fact"))?;
        }
        Ok(())
    }

    /// Every fact with its branch, for rating; in order of branch, day and id. All of them: a fact may count for a
    /// period before the day it happened.
    pub async fn evidence(&mut self) -> Result<Vec<(String, Fact)>, StoreError> {
        let text = format!("select {COLUMNS} from facts f where {STANDING} order by f.branch_id, f.on_day, f.id");
        let made = |row: &AnyRow| read(row).map(|entered| (entered.branch_id, entered.fact));
        each(&mut *self.0, sqlx::query(AssertSqlSafe(text)), made).await
    }

    /// One branch's facts, as [`Facts::evidence`] has everybody's.
    pub async fn evidence_of(&mut self, branch_id: &str) -> Result<Vec<Fact>, StoreError> {
        let text =
            format!("select {COLUMNS} from facts f where f.branch_id = $1 and {STANDING} order by f.on_day, f.id");
        let rows = sqlx::query(AssertSqlSafe(text)).bind(branch_id).fetch_all(&mut *self.0).await?;
        rows.iter().map(|row| read(row).map(|entered| entered.fact)).collect()
    }

    /// The facts of these classes, and the exceptions, that stand for these branches; in order of branch, day and id.
    /// For what is owed by the branches of one page.
    pub async fn evidence_among(
        &mut self,
        branches: &[String],
        keys: &[String],
    ) -> Result<Vec<EnteredFact>, StoreError> {
        if branches.is_empty() {
            return Ok(Vec::new());
        }
        let place = |n: usize| format!("${}", n + 1);
        let of: Vec<String> = (0..branches.len()).map(place).collect();
        let classes: Vec<String> = (branches.len()..branches.len() + keys.len()).map(place).collect();
        let classes = if classes.is_empty() { "null".to_owned() } else { classes.join(", ") };
        let text = format!(
            "select {COLUMNS} from facts f
             where f.branch_id in ({}) and (f.key in ({classes}) or f.kind = 'exception') and {STANDING}
             order by f.branch_id, f.on_day, f.id",
            of.join(", ")
        );
        let query = branches.iter().chain(keys).fold(sqlx::query(AssertSqlSafe(text)), |query, id| query.bind(id));
        let rows = query.fetch_all(&mut *self.0).await?;
        rows.iter().map(read).collect()
    }

    /// The facts that stand for a ledger record.
    pub async fn of_record(&mut self, record_id: &str) -> Result<Vec<EnteredFact>, StoreError> {
        let text = format!("select {COLUMNS} from facts f where f.record_id = $1 and {STANDING} order by f.id");
        let rows = sqlx::query(AssertSqlSafe(text)).bind(record_id).fetch_all(&mut *self.0).await?;
        rows.iter().map(read).collect()
    }

    /// Facts with these ids whoever asks; for the explanation of a scorecard the caller may see.
    pub async fn named(&mut self, branch_id: &str, ids: &[String]) -> Result<Vec<Fact>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(500) {
            let places: Vec<String> = (0..chunk.len()).map(|n| format!("${}", n + 2)).collect();
            let text = format!(
                "select {COLUMNS} from facts f where f.branch_id = $1 and f.id in ({}) order by f.on_day, f.id",
                places.join(", ")
            );
            let query = sqlx::query(AssertSqlSafe(text)).bind(branch_id);
            let rows = chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(&mut *self.0).await?;
            for row in &rows {
                found.push(read(row)?.fact);
            }
        }
        Ok(found)
    }

    /// The ids among `ids` that are taken.
    pub async fn taken(&mut self, ids: &[String]) -> Result<Vec<String>, StoreError> {
        let mut taken = Vec::new();
        for chunk in ids.chunks(500) {
            let places: Vec<String> = (0..chunk.len()).map(|n| format!("${}", n + 1)).collect();
            let text = format!("select id from facts where id in ({})", places.join(", "));
            let query = sqlx::query_scalar::<_, String>(AssertSqlSafe(text));
            let query = chunk.iter().fold(query, |query, id| query.bind(id));
            taken.extend(query.fetch_all(&mut *self.0).await?);
        }
        Ok(taken)
    }

    /// One fact, if the caller may see it.
    pub async fn find(&mut self, scope: &Scope, id: &str, every_measure: bool) -> Result<Option<SeenFact>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let text = format!(
            "{tree} select {COLUMNS}, t.name as branch_name, u.name as unit_name
             from facts f join tree t on t.id = f.branch_id join tree u on u.id = t.unit_id
             where f.id = $3 and (t.seen = 1 or ($4 = 1 and f.kind = 'measure'))"
        );
        let query = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).bind(i64::from(every_measure));
        let row = query.fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read_seen).transpose()
    }

    /// The facts that the caller may see, page by page.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &FactFilter,
        paging: Paging,
    ) -> Result<Page<SeenFact>, StoreError> {
        let (branch, unit) = (filter.branch_id.as_ref(), None);
        let start = if filter.every_measure {
            Start::Rows
        } else {
            scope.start(&mut *self.0, RESULT_ROLES, branch, unit, FEW).await?
        };
        let named = filter.text.is_some() || filter.every_measure;
        let seen = |count: bool| {
            if filter.every_measure {
                Wanted::that("t.id = f.branch_id and (t.seen = 1 or f.kind = 'measure')")
                    .and_if("t.id = #", branch.cloned())
            } else if count {
                start.count_wanted("f.branch_id", RESULT_ROLES, branch, unit, named)
            } else {
                start.wanted("f.branch_id", RESULT_ROLES, branch, unit)
            }
        };
        let (first, last) = filter.days.unzip();
        let asked = |base: Wanted| {
            base.and(STANDING)
                .and_if("f.key = #", filter.key.clone())
                .and_if("f.kind = #", filter.kind.map(FactKind::word))
                .and_if("f.on_day >= #", first.map(|day| day.to_string()))
                .and_if("f.on_day <= #", last.map(|day| day.to_string()))
                .and_if(
                    "(f.title like # escape '!' or t.name like # escape '!')",
                    filter.text.as_deref().map(crate::like),
                )
        };
        let listing = Listing {
            with: tree(RESULT_ROLES),
            columns: &format!("{COLUMNS}, t.name as branch_name, u.name as unit_name"),
            from: start.from("facts f"),
            count_from: start.count_from("facts f", named),
            count_wanted: asked(seen(true)),
            counted: if filter.text.is_some() && start != Start::Places { COUNTED_BY_TEXT } else { COUNTED },
            beside: "join tree u on u.id = t.unit_id",
            wanted: asked(seen(false)),
            order: match filter.sort {
                FactSort::NewestFirst => "f.on_day desc, f.id desc",
                FactSort::OldestFirst => "f.on_day, f.id",
            },
        };
        listing.page(&mut *self.0, scope, paging, read_seen).await
    }

    /// How many facts are kept.
    pub async fn count(&mut self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("select cast(count(*) as bigint) from facts").fetch_one(&mut *self.0).await?)
    }
}

fn read_seen(row: &AnyRow) -> Result<SeenFact, StoreError> {
    let reading = Reading::new(row, "facts", "id");
    Ok(SeenFact { entered: read(row)?, branch_name: reading.get("branch_name")?, unit_name: reading.get("unit_name")? })
}

fn read(row: &AnyRow) -> Result<EnteredFact, StoreError> {
    let reading = Reading::new(row, "facts", "id");
    let body: Body = reading.json("body")?;
    let kind: String = reading.get("kind")?;
    let state: String = reading.get("state")?;
    let counts_for: Option<String> = reading.get("counts_for")?;
    let fact = Fact {
        id: reading.get("id")?,
        key: reading.get("key")?,
        kind: FactKind::parse(&kind).ok_or_else(|| reading.corrupt(format!("kind `{kind}`")))?,
        on: reading.date("on_day")?,
        counts_for: counts_for.map(|text| text.parse()).transpose().map_err(|error| reading.corrupt(error))?,
        filed_on: reading.date_or_none("filed_on")?,
        state: FactState::parse(&state).ok_or_else(|| reading.corrupt(format!("state `{state}`")))?,
        title: reading.get("title")?,
        numbers: body.numbers,
        tags: body.tags,
    };
    Ok(EnteredFact {
        branch_id: reading.get("branch_id")?,
        fact,
        source: reading.get("source")?,
        entered_by: reading.get("entered_by")?,
        entered_at: reading.time("entered_at")?,
        replaces: reading.get("replaces")?,
        record_id: reading.get("record_id")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, fact, on_both, two_units};

    #[tokio::test]
    async fn a_fact_comes_back_as_it_was_entered() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut entered = fact("F1", "B1", FactKind::Record, "2026-09-10");
            entered.fact.counts_for = Some("2026-Q3".parse().unwrap());
            entered.fact.filed_on = Some(day("2026-09-12"));
            let mut db = store.write().await.unwrap();
            db.facts().add(std::slice::from_ref(&entered)).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let scope = Scope::of("unit1", day("2026-10-01"));
            let seen = db.facts().find(&scope, "F1", false).await.unwrap().unwrap();
            assert_eq!(seen.entered, entered);
            assert_eq!((seen.branch_name.as_str(), seen.unit_name.as_str()), ("一高炉党支部", "炼铁厂党委"));
        })
        .await;
    }

    #[tokio::test]
    async fn facts_of_other_units_do_not_exist_for_a_unit() {
        on_both(|store| async move {
            two_units(&store).await;
            let facts = [
                fact("F1", "B1", FactKind::Record, "2026-09-10"),
                fact("M1", "B1", FactKind::Measure, "2026-09-30"),
                fact("M2", "B2", FactKind::Measure, "2026-09-30"),
            ];
            let mut db = store.write().await.unwrap();
            db.facts().add(&facts).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let paging = Paging { page: 1, size: 10 };
            for (user, every_measure, want) in [
                ("zzb", false, vec!["M2", "M1", "F1"]),
                ("unit1", false, vec!["M1", "F1"]),
                ("branch2", false, vec!["M2"]),
                ("sczx", true, vec!["M2", "M1"]),
                ("admin", false, vec![]),
            ] {
                let scope = Scope::of(user, day("2026-10-01"));
                let filter = FactFilter { every_measure, ..FactFilter::default() };
                for scope in [scope.clone(), scope.of_a_large_company()] {
                    let page = db.facts().list(&scope, &filter, paging).await.unwrap();
                    let ids: Vec<&str> = page.items.iter().map(|seen| seen.entered.fact.id.as_str()).collect();
                    assert_eq!((ids, page.total), (want.clone(), want.len() as i64), "{user}");
                }
                let foreign = db.facts().find(&scope, "F1", every_measure).await.unwrap();
                assert_eq!(foreign.is_some(), want.contains(&"F1"), "{user}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_list_is_counted_up_to_a_bound() {
        on_both(|store| async move {
            two_units(&store).await;
            let many: Vec<EnteredFact> =
                (0..=COUNTED_BY_TEXT).map(|n| fact(&format!("F{n}"), "B1", FactKind::Record, "2026-09-10")).collect();
            let mut db = store.write().await.unwrap();
            db.facts().add(&many).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let paging = Paging { page: 1, size: 10 };
            let scope = Scope::of("zzb", day("2026-10-01"));
            let named = FactFilter { text: Some("一高炉".to_owned()), ..FactFilter::default() };
            for (scope, filter, want) in [
                (scope.clone(), FactFilter::default(), (COUNTED_BY_TEXT + 1, false)),
                (scope.of_a_large_company(), FactFilter::default(), (COUNTED_BY_TEXT + 1, false)),
                (scope.clone(), named.clone(), (COUNTED_BY_TEXT + 1, false)),
                (scope.of_a_large_company(), named, (COUNTED_BY_TEXT, true)),
            ] {
                let page = db.facts().list(&scope, &filter, paging).await.unwrap();
                assert_eq!((page.items.len(), (page.total, page.more)), (10, want));
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_search_takes_wildcards_literally() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut percent = fact("F1", "B1", FactKind::Record, "2026-09-10");
            percent.fact.title = "完成率100%".to_owned();
            let facts = [percent, fact("F2", "B1", FactKind::Record, "2026-09-10")];
            let mut db = store.write().await.unwrap();
            db.facts().add(&facts).await.unwrap();
            let scope = Scope::of("zzb", day("2026-10-01"));
            let filter = FactFilter { text: Some("100%".to_owned()), ..FactFilter::default() };
            let page = db.facts().list(&scope, &filter, Paging { page: 1, size: 10 }).await.unwrap();
            assert_eq!((page.total, page.items[0].entered.fact.id.as_str()), (1, "F1"));
        })
        .await;
    }

    #[tokio::test]
    async fn an_id_is_used_once_and_a_fact_is_never_changed() {
        on_both(|store| async move {
            two_units(&store).await;
            let many: Vec<EnteredFact> =
                (0..900).map(|n| fact(&format!("F{n}"), "B1", FactKind::Record, "2026-09-10")).collect();
            let mut db = store.write().await.unwrap();
            db.facts().add(&many).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.write().await.unwrap();
            let again = db.facts().add(&many[..1]).await;
            assert!(matches!(again, Err(StoreError::Conflict("fact"))), "{again:?}");
            drop(db);
            assert_eq!(store.read().await.unwrap().facts().count().await.unwrap(), 900);
            for text in ["update facts set title = 'x' where id = 'F1'", "delete from facts where id = 'F1'"] {
                assert!(store.execute_raw(text).await.is_err(), "{text}");
            }
        })
        .await;
    }
}

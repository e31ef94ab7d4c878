//! Where every body stands from day to day, kept so that scoped queries need not walk the tree.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use sqlx::{AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Db, Org, OrgKind, StoreError,
    results::{Difference, Rows, compare},
};

/// Rows of one insert.
const CHUNK: usize = 150;
const N_COLUMNS: usize = 6;

/// A stretch of days in which neither a body nor anything above it changed.
#[derive(Debug, Clone)]
struct Stretch {
    from: Date,
    /// The first day after it.
    until: Option<Date>,
    /// First day of the span that is true of the body itself.
    span_on: Date,
    unit_id: String,
    /// Positions from the root down: the order of documents.
    path: String,
    /// The body itself and everything above it.
    above: Vec<String>,
}

impl Db {
    /// Works the tree out again if a body changed since; part of every commit.
    pub(crate) async fn refresh_org_tree(&mut self) -> Result<(), StoreError> {
        let stale = sqlx::query_scalar("select stale from org_tree_state").fetch_optional(self.connection()).await;
        // Before the first migration there is nothing to keep.
        if !matches!(stale, Ok(Some(1_i64))) {
            return Ok(());
        }
        let orgs = self.orgs().all().await?;
        let stretches = stretches(&orgs);
        for table in ["org_above", "org_tree"] {
            sqlx::query(AssertSqlSafe(format!("delete from {table}"))).execute(self.connection()).await?;
        }
        let rows: Vec<(&str, &Stretch)> =
            orgs.iter().flat_map(|org| stretches[&org.id].iter().map(|stretch| (org.id.as_str(), stretch))).collect();
        self.add_stretches(&rows).await?;
        self.add_above(&rows).await?;
        sqlx::query("update org_tree_state set stale = 0").execute(self.connection()).await?;
        Ok(())
    }

    /// Works the tree out again and names every row that says something else.
    ///
    /// # Errors
    /// A body cannot be read.
    pub(crate) async fn org_tree_differences(&mut self) -> Result<Vec<Difference>, StoreError> {
        let orgs = self.orgs().all().await?;
        let (mut stands, mut above) = (Rows::new(), Rows::new());
        for (id, stretch) in stretches(&orgs).iter().flat_map(|(id, own)| own.iter().map(move |stretch| (id, stretch)))
        {
            let until = stretch.until.map(|day| day.to_string());
            let values = [Some(stretch.span_on.to_string()), Some(stretch.unit_id.clone()), Some(stretch.path.clone())];
            let columns = TREE_COLUMNS.into_iter().zip([until.clone()].into_iter().chain(values));
            stands.insert(format!("{id}/{}", stretch.from), told(columns));
            for over in &stretch.above {
                let columns = told([("until_on", until.clone())]);
                above.insert(format!("{id}/{over}/{}", stretch.from), columns);
            }
        }
        let mut found = Vec::new();
        let text = "select org_id, from_on, until_on, span_on, unit_id, path from org_tree";
        let kept = sqlx::query(text).fetch_all(self.connection()).await?;
        let read = |row: &AnyRow| -> Result<_, StoreError> {
            let mut columns = Vec::new();
            for name in TREE_COLUMNS {
                columns.push((name, row.try_get::<Option<String>, _>(name)?));
            }
            let (id, from): (String, String) = (row.try_get("org_id")?, row.try_get("from_on")?);
            Ok((format!("{id}/{from}"), told(columns)))
        };
        compare("org_tree", &stands, &kept.iter().map(read).collect::<Result<Rows, _>>()?, &mut found);
        let text = "select org_id, above_id, from_on, until_on from org_above";
        let kept = sqlx::query(text).fetch_all(self.connection()).await?;
        let read = |row: &AnyRow| -> Result<_, StoreError> {
            let (id, over, from): (String, String, String) =
                (row.try_get("org_id")?, row.try_get("above_id")?, row.try_get("from_on")?);
            Ok((format!("{id}/{over}/{from}"), told([("until_on", row.try_get("until_on")?)])))
        };
        compare("org_above", &above, &kept.iter().map(read).collect::<Result<Rows, _>>()?, &mut found);
        Ok(found)
    }

    async fn add_stretches(&mut self, rows: &[(&str, &Stretch)]) -> Result<(), StoreError> {
        for chunk in rows.chunks(CHUNK) {
            let text = format!(
                "insert into org_tree (org_id, from_on, until_on, span_on, unit_id, path) values {}",
                places(chunk.len(), N_COLUMNS)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for (org_id, Stretch { from, until, span_on, unit_id, path, .. }) in chunk {
                query = query
                    .bind(*org_id)
                    .bind(from.to_string())
                    .bind(until.map(|day| day.to_string()))
                    .bind(span_on.to_string())
                    .bind(unit_id)
                    .bind(path);
            }
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    async fn add_above(&mut self, rows: &[(&str, &Stretch)]) -> Result<(), StoreError> {
        let all: Vec<(&str, &str, &Stretch)> = rows
            .iter()
            .flat_map(|(org_id, stretch)| stretch.above.iter().map(move |above| (*org_id, above.as_str(), *stretch)))
            .collect();
        for chunk in all.chunks(CHUNK) {
            let text = format!(
                "insert into org_above (org_id, above_id, from_on, until_on) values {}",
                places(chunk.len(), 4)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for (org_id, above_id, stretch) in chunk {
                query = query
                    .bind(*org_id)
                    .bind(*above_id)
                    .bind(stretch.from.to_string())
                    .bind(stretch.until.map(|day| day.to_string()));
            }
            query.execute(self.connection()).await?;
        }
        Ok(())
    }
}

/// What `org_tree` says of a body from a day on.
const TREE_COLUMNS: [&str; 4] = ["until_on", "span_on", "unit_id", "path"];

/// Columns by name; what is null is empty.
fn told<'a>(columns: impl IntoIterator<Item = (&'a str, Option<String>)>) -> BTreeMap<String, String> {
    columns.into_iter().map(|(name, value)| (name.to_owned(), value.unwrap_or_default())).collect()
}

/// `($1, $2), ($3, $4)`.
fn places(n_rows: usize, n_columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=n_columns).map(|column| format!("${}", row * n_columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..n_rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Every body's stretches, oldest first. A body stands nowhere on days on which something above it does not stand.
fn stretches(orgs: &[Org]) -> HashMap<String, Vec<Stretch>> {
    let by_id: HashMap<&str, &Org> = orgs.iter().map(|org| (org.id.as_str(), org)).collect();
    let shared = shared_places(orgs);
    let mut known = HashMap::new();
    for org in orgs {
        settle(org, &by_id, &shared, &mut known, orgs.len());
    }
    known
}

/// A position in six digits.
const fn in_path(position: i64) -> i64 {
    position.rem_euclid(1_000_000)
}

/// Places below a parent that more than one body takes, be it at different times.
fn shared_places(orgs: &[Org]) -> HashSet<(Option<&str>, i64)> {
    let mut taken: HashMap<(Option<&str>, i64), &str> = HashMap::new();
    let mut shared = HashSet::new();
    for org in orgs {
        for span in &org.spans {
            let place = (span.parent.as_deref(), in_path(span.position));
            if *taken.entry(place).or_insert(&org.id) != org.id {
                shared.insert(place);
            }
        }
    }
    shared
}

/// `depth` ends a circle of parents, which only a damaged database has.
fn settle(
    org: &Org,
    by_id: &HashMap<&str, &Org>,
    shared: &HashSet<(Option<&str>, i64)>,
    known: &mut HashMap<String, Vec<Stretch>>,
    depth: usize,
) {
    if known.contains_key(&org.id) || depth == 0 {
        return;
    }
    let mut own = Vec::new();
    for (n, span) in org.spans.iter().enumerate() {
        let until = org.spans.get(n + 1).map(|next| next.from);
        let mut position = format!("{:06}", in_path(span.position));
        // No two bodies share a path, so that no list has two orders.
        if shared.contains(&(span.parent.as_deref(), in_path(span.position))) {
            position = format!("{position}-{}", org.id);
        }
        let Some(parent) = &span.parent else {
            own.push(Stretch {
                from: span.from,
                until,
                span_on: span.from,
                unit_id: org.id.clone(),
                path: position,
                above: vec![org.id.clone()],
            });
            continue;
        };
        let Some(parent) = by_id.get(parent.as_str()) else { continue };
        settle(parent, by_id, shared, known, depth - 1);
        for over in known.get(&parent.id).into_iter().flatten() {
            let from = span.from.max(over.from);
            let until = [until, over.until].into_iter().flatten().min();
            if until.is_some_and(|until| until <= from) {
                continue;
            }
            own.push(Stretch {
                from,
                until,
                span_on: span.from,
                unit_id: if org.kind == OrgKind::Unit { org.id.clone() } else { over.unit_id.clone() },
                path: format!("{}.{position}", over.path),
                above: std::iter::once(org.id.clone()).chain(over.above.iter().cloned()).collect(),
            });
        }
    }
    known.insert(org.id.clone(), own);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        FindingKind, Seen,
        testing::{day, on_both, org, span, two_units},
    };

    #[tokio::test]
    async fn a_body_that_was_put_elsewhere_by_hand_is_named() {
        on_both(|store| async move {
            two_units(&store).await;
            let verified = store.read().await.unwrap().verify(&Seen::default()).await.unwrap();
            assert_eq!(verified.findings, []);
            // Under the other unit, with what is above it and until when, and a row too many and one too few.
            for text in [
                "update org_tree set unit_id = 'U2' where org_id = 'B1'",
                "update org_above set until_on = '2026-01-01' where org_id = 'B1' and above_id = 'U1'",
                "insert into org_above (org_id, above_id, from_on) values ('B1', 'U2', '2020-01-01')",
                "delete from org_above where org_id = 'B2' and above_id = 'C'",
            ] {
                store.execute_raw(text).await.unwrap();
            }
            let verified = store.read().await.unwrap().verify(&Seen::default()).await.unwrap();
            let mut found: Vec<_> = verified
                .findings
                .into_iter()
                .map(|found| (found.kind, found.table, found.key, found.column, found.old, found.new))
                .collect();
            found.sort_by(|a, b| (&a.1, &a.2).cmp(&(&b.1, &b.2)));
            let text = |text: &str| Some(text.to_owned());
            let row = |kind, table: &str, key: &str, column: Option<&str>, old, new| {
                (kind, table.to_owned(), key.to_owned(), column.map(str::to_owned), old, new)
            };
            let changed = FindingKind::RowChanged;
            let open_end = r#"{"until_on":""}"#;
            assert_eq!(
                found,
                [
                    row(changed, "org_above", "B1/U1/2020-01-01", Some("until_on"), text(""), text("2026-01-01")),
                    row(FindingKind::RowAdded, "org_above", "B1/U2/2020-01-01", None, None, text(open_end)),
                    row(FindingKind::RowRemoved, "org_above", "B2/C/2020-01-01", None, text(open_end), None),
                    row(changed, "org_tree", "B1/2020-01-01", Some("unit_id"), text("U1"), text("U2")),
                ]
            );
        })
        .await;
    }

    #[test]
    fn a_body_follows_what_is_above_it() {
        let company = org("C", OrgKind::Company, None, "公司党委", 1);
        let one = org("U1", OrgKind::Unit, Some("C"), "炼铁厂党委", 1);
        let two = org("U2", OrgKind::Unit, Some("C"), "炼钢厂党委", 2);
        let mut general = org("G", OrgKind::General, Some("U1"), "高炉党总支", 1);
        general.spans.push(span("2026-07-01", Some("U2"), "高炉党总支", 3));
        let branch = org("B", OrgKind::Branch, Some("G"), "一高炉党支部", 4);
        let all = stretches(&[company, one, two, general, branch]);
        let seen: Vec<(String, &str, &str)> = all["B"]
            .iter()
            .map(|stretch| (stretch.from.to_string(), stretch.unit_id.as_str(), stretch.path.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                ("2020-01-01".to_owned(), "U1", "000001.000001.000001.000004"),
                ("2026-07-01".to_owned(), "U2", "000001.000002.000003.000004"),
            ]
        );
        assert_eq!(all["B"][0].until, Some(day("2026-07-01")));
        assert_eq!(all["B"][1].above, ["B", "G", "U2", "C"]);
    }

    #[test]
    fn siblings_of_the_same_place_and_those_below_them_have_paths_of_their_own() {
        let all = [
            org("C", OrgKind::Company, None, "公司党委", 1),
            org("U1", OrgKind::Unit, Some("C"), "炼铁厂党委", 1),
            org("U2", OrgKind::Unit, Some("C"), "炼钢厂党委", 1),
            org("B1", OrgKind::Branch, Some("U1"), "一高炉党支部", 1),
            org("B2", OrgKind::Branch, Some("U2"), "转炉党支部", 1),
            org("B3", OrgKind::Branch, Some("U2"), "精炼党支部", 1_000_001),
        ];
        let stretches = stretches(&all);
        let paths: HashSet<&str> = all.iter().map(|org| stretches[&org.id][0].path.as_str()).collect();
        assert_eq!(paths.len(), all.len(), "{paths:?}");
    }

    #[test]
    fn a_circle_of_parents_stands_nowhere() {
        let one = org("U1", OrgKind::Unit, Some("U2"), "甲", 1);
        let two = org("U2", OrgKind::Unit, Some("U1"), "乙", 1);
        assert!(stretches(&[one, two]).values().all(Vec::is_empty));
    }
}

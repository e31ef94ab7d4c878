//! The results that stand, kept in narrow rows beside the scorecards they are worked out from, and the sums that means
//! are made of. Every write of a scorecard keeps them in the same transaction.

use std::collections::{BTreeMap, HashMap};

use rating::{
    period::Period,
    scorecard::{LineState, Scorecard, Share, State},
};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    StoreError,
    listing::each,
    rows,
    scorecards::{LATEST, read_state},
    text::Reading,
};

/// Columns that are copied from the scorecard.
const COPIED: &str =
    "period, branch_id, revision, scheme, version, category, unit_id, state, state_note, total, base, bonus,
     without_bonus, deduction, place, place_from_last, n_placed, star, star_target, star_name, n_vetoes, indices";
/// Behind all places.
const UNPLACED: i64 = 1_000_000_000;
/// Rows of one statement.
const CHUNK: usize = 200;

/// A category, and what is summed in it.
type Key = (String, String);
/// How many values, and their sum.
type Sum = (i64, i64);

/// What one result adds to the sums of its category.
struct Shares {
    category: String,
    values: Vec<(String, i64)>,
}

impl Shares {
    fn of(category: &str, place: Option<i64>, total: i64, indices: &[Share], items: &BTreeMap<String, i64>) -> Shares {
        let mut values = Vec::new();
        if place.is_some() {
            values.push(("total".to_owned(), total));
            let filled = indices.iter().filter(|share| !share.possible.is_zero());
            values.extend(filled.map(|share| (format!("index/{}", share.code), share.value.thousandths())));
        }
        values.extend(items.iter().map(|(item, points)| (format!("item/{item}"), *points)));
        Shares { category: category.to_owned(), values }
    }

    fn of_card(card: &Scorecard) -> Shares {
        let items = if card.state == State::NotRated { BTreeMap::new() } else { item_points(card) };
        let place = card.rank.map(i64::from);
        Shares::of(&card.category, place, card.total.thousandths(), &card.indices, &items)
    }

    /// Of a row of scorecards.
    fn read(row: &AnyRow) -> Result<Shares, StoreError> {
        let reading = Reading::new(row, "scorecards", "branch_id");
        let items = match read_state(&reading)? {
            State::NotRated => BTreeMap::new(),
            State::Final | State::Waiting => reading.json("items")?,
        };
        let indices: Vec<Share> = reading.json("indices")?;
        let category: String = reading.get("category")?;
        Ok(Shares::of(&category, reading.get("place")?, reading.get("total")?, &indices, &items))
    }
}

impl Shares {
    /// Of a row whose columns were read as texts.
    fn read_texts(columns: &BTreeMap<String, String>, items: String) -> Result<Shares, StoreError> {
        let corrupt = |what: &str| StoreError::Corrupt {
            table: "scorecards",
            key: format!("{}/{}", columns["period"], columns["branch_id"]),
            reason: what.to_owned(),
        };
        let items = if columns["state"] == "not_rated" { "{}".to_owned() } else { items };
        let items: BTreeMap<String, i64> = serde_json::from_str(&items).map_err(|_| corrupt("items"))?;
        let indices: Vec<Share> = serde_json::from_str(&columns["indices"]).map_err(|_| corrupt("indices"))?;
        let total = columns["total"].parse().map_err(|_| corrupt("total"))?;
        Ok(Shares::of(&columns["category"], columns["place"].parse().ok(), total, &indices, &items))
    }
}

/// Points of the decided lines by item, in thousandths: what comparisons between branches read.
pub(crate) fn item_points(card: &Scorecard) -> BTreeMap<String, i64> {
    let decided = card.lines.iter().filter(|line| line.state == LineState::Final);
    decided.map(|line| (line.item.clone(), line.points.thousandths())).collect()
}

#[derive(Default)]
struct Sums(HashMap<Key, Sum>);

impl Sums {
    fn add(&mut self, shares: Shares, times: i64) {
        for (code, value) in shares.values {
            let (n, sum) = self.0.entry((shares.category.clone(), code)).or_default();
            *n += times;
            *sum += times * value;
        }
    }
}

/// The kept results of a database.
pub(crate) struct Results<'a>(pub(crate) &'a mut AnyConnection);

impl Results<'_> {
    /// Puts these cards, just written as `revisions`, in the place of what stood for their branches.
    pub(crate) async fn replace(
        &mut self,
        period: Period,
        cards: &[&Scorecard],
        standing: &HashMap<String, i64>,
    ) -> Result<(), StoreError> {
        let mut sums = Sums::default();
        for row in &self.rows_that_stood(period, cards, standing).await? {
            sums.add(Shares::read(row)?, -1);
        }
        for chunk in cards.chunks(CHUNK) {
            for card in chunk {
                sums.add(Shares::of_card(card), 1);
            }
            let places = (2..chunk.len() + 2).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
            let which = format!("s.period = $1 and s.branch_id in ({places})");
            self.copy(period, &which, &chunk.iter().map(|card| card.branch.as_str()).collect::<Vec<_>>()).await?;
            self.replace_indices(period, chunk).await?;
        }
        self.add_sums(period, sums).await
    }

    /// Works out again everything that is kept of periods that have none of it: after an upgrade.
    pub(crate) async fn fill(&mut self) -> Result<(), StoreError> {
        let text =
            "select p.period from periods p where not exists (select 1 from result_sums s where s.period = p.period)
                      and exists (select 1 from scorecards c where c.period = p.period) order by p.period";
        let periods: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut *self.0).await?;
        for period in periods {
            let text = format!(
                "select s.branch_id, s.revision, s.rated_at, s.body from scorecards s where s.period = $1 and {LATEST}"
            );
            let query = sqlx::query(AssertSqlSafe(text)).bind(&period);
            let card = |row: &AnyRow| Reading::new(row, "scorecards", "branch_id").json("body");
            let cards: Vec<Scorecard> = each(&mut *self.0, query, card).await?;
            let Some(period) = cards.first().map(|card| card.period) else { continue };
            self.replace(period, &cards.iter().collect::<Vec<_>>(), &HashMap::new()).await?;
        }
        Ok(())
    }

    /// What stood for these branches before.
    async fn rows_that_stood(
        &mut self,
        period: Period,
        cards: &[&Scorecard],
        standing: &HashMap<String, i64>,
    ) -> Result<Vec<AnyRow>, StoreError> {
        let mut found = Vec::new();
        let before: Vec<(&str, i64)> = cards
            .iter()
            .filter_map(|card| Some((card.branch.as_str(), *standing.get(&card.branch).filter(|n| **n > 0)?)))
            .collect();
        for chunk in before.chunks(CHUNK) {
            let pairs: Vec<String> = (0..chunk.len())
                .map(|n| format!("(s.branch_id = ${} and s.revision = ${})", n * 2 + 2, n * 2 + 3))
                .collect();
            let text = format!(
                "select s.branch_id, s.category, s.state, s.place, s.total, s.indices, s.items from scorecards s
                 where s.period = $1 and ({})",
                pairs.join(" or ")
            );
            let query = sqlx::query(AssertSqlSafe(text)).bind(period.to_string());
            let query = chunk.iter().fold(query, |query, (branch, revision)| query.bind(*branch).bind(*revision));
            found.extend(query.fetch_all(&mut *self.0).await?);
        }
        Ok(found)
    }

    async fn copy(&mut self, period: Period, which: &str, branches: &[&str]) -> Result<(), StoreError> {
        let set: Vec<String> = COPIED
            .split(',')
            .map(str::trim)
            .skip(2)
            .chain(["place_order"])
            .map(|column| format!("{column} = excluded.{column}"))
            .collect();
        let columns: Vec<String> = COPIED.split(',').map(|column| format!("s.{}", column.trim())).collect();
        let text = format!(
            "insert into results ({COPIED}, place_order)
             select {}, coalesce(s.place, {UNPLACED}) from scorecards s where {which} and {LATEST}
             on conflict (period, branch_id) do update set {}",
            columns.join(", "),
            set.join(", ")
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(period.to_string());
        branches.iter().fold(query, |query, branch| query.bind((*branch).to_owned())).execute(&mut *self.0).await?;
        Ok(())
    }

    async fn replace_indices(&mut self, period: Period, cards: &[&Scorecard]) -> Result<(), StoreError> {
        let places: Vec<String> = (2..cards.len() + 2).map(|n| format!("${n}")).collect();
        let text = format!("delete from result_indices where period = $1 and branch_id in ({})", places.join(", "));
        let query = sqlx::query(AssertSqlSafe(text)).bind(period.to_string());
        cards.iter().fold(query, |query, card| query.bind(card.branch.clone())).execute(&mut *self.0).await?;
        let values: Vec<(&Scorecard, u32, &Share)> = cards
            .iter()
            .filter_map(|card| Some((*card, card.rank?)))
            .flat_map(|(card, rank)| card.indices.iter().map(move |share| (card, rank, share)))
            .filter(|(.., share)| !share.possible.is_zero())
            .collect();
        for chunk in values.chunks(CHUNK) {
            let text = format!(
                "insert into result_indices (period, branch_id, code, category, value, place) values {}",
                rows(chunk.len(), 6)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for (card, rank, share) in chunk {
                query = query
                    .bind(period.to_string())
                    .bind(card.branch.clone())
                    .bind(share.code.clone())
                    .bind(card.category.clone())
                    .bind(share.value.thousandths())
                    .bind(i64::from(*rank));
            }
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }

    async fn add_sums(&mut self, period: Period, sums: Sums) -> Result<(), StoreError> {
        let mut changed: Vec<(Key, Sum)> = sums.0.into_iter().filter(|(_, sum)| *sum != (0, 0)).collect();
        changed.sort_unstable();
        for chunk in changed.chunks(CHUNK) {
            let text = format!(
                "insert into result_sums (period, category, code, n, sum) values {}
                 on conflict (period, category, code) do update
                 set n = result_sums.n + excluded.n, sum = result_sums.sum + excluded.sum",
                rows(chunk.len(), 5)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for ((category, code), (n, sum)) in chunk {
                query = query.bind(period.to_string()).bind(category.clone()).bind(code.clone()).bind(*n).bind(*sum);
            }
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }
}

/// A kept value that is not what the scorecards give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) table: &'static str,
    pub(crate) key: String,
    pub(crate) column: Option<String>,
    pub(crate) wanted: Option<String>,
    pub(crate) kept: Option<String>,
}

/// Rows by key, each with its columns.
pub(crate) type Rows = BTreeMap<String, BTreeMap<String, String>>;

impl Results<'_> {
    /// Works everything out again from the scorecards, period by period, and names what differs.
    pub(crate) async fn differences(&mut self) -> Result<Vec<Difference>, StoreError> {
        let periods: Vec<String> =
            sqlx::query_scalar("select period from periods order by period").fetch_all(&mut *self.0).await?;
        let mut found = Vec::new();
        for period in periods {
            let copied = texts("s", "scorecards");
            let text = format!("select {copied}, s.items from scorecards s where s.period = $1 and {LATEST}");
            let rows = sqlx::query(AssertSqlSafe(text)).bind(&period).fetch_all(&mut *self.0).await?;
            let (mut wanted, mut sums, mut indices) = (Rows::new(), Sums::default(), Rows::new());
            for row in &rows {
                let (key, columns) = read_texts(row)?;
                let shares = Shares::read_texts(&columns, row.try_get("items")?)?;
                let place = columns["place"].clone();
                for (code, value) in &shares.values {
                    if let Some(code) = code.strip_prefix("index/") {
                        let value = format!("{}: {value}, {place}", shares.category);
                        indices.insert(format!("{key}/{code}"), BTreeMap::from([("value".to_owned(), value)]));
                    }
                }
                sums.add(shares, 1);
                wanted.insert(key, columns);
            }
            let text = format!("select {} from results s where s.period = $1", texts("s", "results"));
            let kept = sqlx::query(AssertSqlSafe(text)).bind(&period).fetch_all(&mut *self.0).await?;
            let kept = kept.iter().map(read_texts).collect::<Result<Rows, _>>()?;
            compare("results", &wanted, &kept, &mut found);

            let kept = sqlx::query(
                "select i.period, i.branch_id, i.code, i.category, i.value, i.place from result_indices i
                 where i.period = $1",
            )
            .bind(&period)
            .fetch_all(&mut *self.0)
            .await?;
            let read = |row: &AnyRow| -> Result<_, StoreError> {
                let (branch, code): (String, String) = (row.try_get("branch_id")?, row.try_get("code")?);
                let (category, value, place): (String, i64, i64) =
                    (row.try_get("category")?, row.try_get("value")?, row.try_get("place")?);
                let value = format!("{category}: {value}, {place}");
                Ok((format!("{period}/{branch}/{code}"), BTreeMap::from([("value".to_owned(), value)])))
            };
            compare("result_indices", &indices, &kept.iter().map(read).collect::<Result<Rows, _>>()?, &mut found);

            let kept = sqlx::query("select category, code, n, sum from result_sums where period = $1 and n <> 0")
                .bind(&period)
                .fetch_all(&mut *self.0)
                .await?;
            let row = |category: &str, code: &str, (n, sum): Sum| {
                (format!("{period}/{category}/{code}"), BTreeMap::from([("sum".to_owned(), format!("{n}: {sum}"))]))
            };
            let wanted: Rows = sums.0.iter().map(|((category, code), sum)| row(category, code, *sum)).collect();
            let read = |found: &AnyRow| -> Result<_, StoreError> {
                let (category, code): (String, String) = (found.try_get("category")?, found.try_get("code")?);
                Ok(row(&category, &code, (found.try_get("n")?, found.try_get("sum")?)))
            };
            compare("result_sums", &wanted, &kept.iter().map(read).collect::<Result<Rows, _>>()?, &mut found);
        }
        Ok(found)
    }
}

/// Every copied column as text; absent is empty.
fn texts(alias: &str, table: &str) -> String {
    let order = if table == "results" {
        format!("{alias}.place_order")
    } else {
        format!("coalesce({alias}.place, {UNPLACED})")
    };
    let columns = COPIED.split(',').map(|column| (column.trim(), format!("{alias}.{}", column.trim())));
    let columns = columns.chain([("place_order", order)]);
    columns.map(|(name, value)| format!("coalesce(cast({value} as text), '') as {name}")).collect::<Vec<_>>().join(", ")
}

fn read_texts(row: &AnyRow) -> Result<(String, BTreeMap<String, String>), StoreError> {
    let mut columns = BTreeMap::new();
    for column in COPIED.split(',').map(str::trim).chain(["place_order"]) {
        columns.insert(column.to_owned(), row.try_get::<String, _>(column)?);
    }
    Ok((format!("{}/{}", columns["period"], columns["branch_id"]), columns))
}

/// Names each row and column of `kept` that is not as `wanted`.
pub(crate) fn compare(table: &'static str, wanted: &Rows, kept: &Rows, found: &mut Vec<Difference>) {
    for (key, columns) in wanted {
        let Some(kept) = kept.get(key) else {
            found.push(Difference { table, key: key.clone(), column: None, wanted: Some(text(columns)), kept: None });
            continue;
        };
        for (column, wanted) in columns.iter().filter(|(column, wanted)| kept.get(*column) != Some(*wanted)) {
            found.push(Difference {
                table,
                key: key.clone(),
                column: Some(column.clone()),
                wanted: Some(wanted.clone()),
                kept: kept.get(column).cloned(),
            });
        }
    }
    for (key, columns) in kept.iter().filter(|(key, _)| !wanted.contains_key(*key)) {
        found.push(Difference { table, key: key.clone(), column: None, wanted: None, kept: Some(text(columns)) });
    }
}

fn text(columns: &BTreeMap<String, String>) -> String {
    serde_json::to_string(columns).expect("texts are always written")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        FindingKind, Seen,
        scorecards::tests::card,
        testing::{noon, on_both, two_units},
    };

    #[tokio::test]
    async fn what_is_kept_follows_every_revision_and_a_change_by_hand_is_named() {
        on_both(|store| async move {
            two_units(&store).await;
            let period = "2026-09".parse().unwrap();
            for cards in [
                &[card("B1", "2026-09", 80_000, 2), card("B2", "2026-09", 90_000, 1)][..],
                &[card("B1", "2026-09", 95_000, 1)],
            ] {
                let mut db = store.write().await.unwrap();
                db.periods().note_rated(period, noon()).await.unwrap();
                let cards: Vec<&Scorecard> = cards.iter().collect();
                let mut rows = db.scorecards().add(period, &cards, "评分", noon()).await.unwrap();
                rows.push(crate::Changed::new("periods", "2026-09"));
                db.note(&crate::Actor::program(noon()), "period.rated", None, &rows).await.unwrap();
                db.commit().await.unwrap();
            }
            let mut db = store.read().await.unwrap();
            let spread = db.rankings().spreads("production").await.unwrap()[&period];
            assert_eq!((spread.sum.n, spread.sum.points.short()), (2, "185".to_owned()));
            let found = |verified: crate::Verified| -> Vec<_> {
                let findings = verified.findings.into_iter().filter(|finding| finding.table.starts_with("result"));
                findings.map(|finding| (finding.kind, finding.key, finding.old, finding.new)).collect()
            };
            assert_eq!(found(db.verify(&Seen::default()).await.unwrap()), []);
            drop(db);
            store.execute_raw("update results set total = 99000 where branch_id = 'B1'").await.unwrap();
            store.execute_raw("update result_sums set sum = sum + 1000").await.unwrap();
            let mut db = store.read().await.unwrap();
            let text = |text: &str| Some(text.to_owned());
            let wanted = [
                (FindingKind::RowChanged, "2026-09/B1".to_owned(), text("95000"), text("99000")),
                (FindingKind::RowChanged, "2026-09/production/total".to_owned(), text("2: 185000"), text("2: 186000")),
            ];
            assert_eq!(found(db.verify(&Seen::default()).await.unwrap()), wanted);
        })
        .await;
    }
}

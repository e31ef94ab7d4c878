//! How long keeping the ledger takes a branch in a month. Never whose time it was, never a fact, never scored.

use sqlx::{AnyConnection, AssertSqlSafe, any::AnyRow};

use crate::{
    Scope, StoreError,
    scope::{RESULT_ROLES, tree},
    text::Reading,
};

/// Filings of one branch in one month and the typing behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BranchEffort {
    pub branch_id: String,
    /// `2026-09`.
    pub month: String,
    pub n_records: i64,
    pub seconds: i64,
}

/// The middle branch of a category in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedianEffort {
    pub month: String,
    /// Code of the scheme.
    pub category: String,
    /// Of so many branches; never fewer than asked.
    pub n_branches: i64,
    pub seconds: i64,
    pub n_records: i64,
}

/// Time that the ledger takes.
pub struct Efforts<'a>(pub(crate) &'a mut AnyConnection);

/// Rows of one insert.
const CHUNK: usize = 200;
/// Months and categories of one answer.
const MOST: i64 = 500;

impl Efforts<'_> {
    /// Adds typing to a draft.
    pub async fn typed(&mut self, record_id: &str, seconds: i64) -> Result<(), StoreError> {
        sqlx::query(
            "insert into drafting (record_id, seconds) values ($1, $2)
             on conflict (record_id) do update set seconds = drafting.seconds + excluded.seconds",
        )
        .bind(record_id)
        .bind(seconds)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Takes the typing of a draft away and says how much it was.
    pub async fn take(&mut self, record_id: &str) -> Result<i64, StoreError> {
        let taken: Option<i64> = sqlx::query_scalar("delete from drafting where record_id = $1 returning seconds")
            .bind(record_id)
            .fetch_optional(&mut *self.0)
            .await?;
        Ok(taken.unwrap_or(0))
    }

    /// Adds filings to the months of branches.
    pub async fn add(&mut self, efforts: &[BranchEffort]) -> Result<(), StoreError> {
        for chunk in efforts.chunks(CHUNK) {
            let text = format!(
                "insert into effort (branch_id, month, n_records, seconds) values {}
                 on conflict (branch_id, month) do update
                   set n_records = effort.n_records + excluded.n_records, seconds = effort.seconds + excluded.seconds",
                crate::rows(chunk.len(), 4)
            );
            let query = chunk.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, effort| {
                query
                    .bind(effort.branch_id.clone())
                    .bind(effort.month.clone())
                    .bind(effort.n_records)
                    .bind(effort.seconds)
            });
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }

    /// The middle branch of each category and month within the caller's reach, of at least `least` branches: below that
    /// nothing is said, because a number of one branch is a number of its secretary.
    pub async fn medians(
        &mut self,
        scope: &Scope,
        (first, last): (&str, &str),
        least: i64,
    ) -> Result<Vec<MedianEffort>, StoreError> {
        let text = format!(
            "{}, ranked as (
               select e.month, t.category, e.seconds, e.n_records,
                      row_number() over (partition by e.month, t.category order by e.seconds, e.branch_id) as place,
                      count(*) over (partition by e.month, t.category) as n_branches
               from effort e join tree t on t.id = e.branch_id
               where t.seen = 1 and t.category is not null and e.month >= $3 and e.month <= $4)
             select month, category, seconds, n_records, cast(n_branches as bigint) as n_branches from ranked
             where place = (n_branches + 1) / 2 and n_branches >= $5 order by month, category limit $6",
            tree(RESULT_ROLES)
        );
        let rows = scope
            .query(AssertSqlSafe(text))
            .bind(first.to_owned())
            .bind(last.to_owned())
            .bind(least)
            .bind(MOST)
            .fetch_all(&mut *self.0)
            .await?;
        rows.iter().map(read).collect()
    }

    /// A few branches of each category within the caller's reach, by their place in the tree: id and category.
    pub async fn sample(&mut self, scope: &Scope, of_each: i64) -> Result<Vec<(String, String)>, StoreError> {
        let text = format!(
            "{}, ranked as (
               select o.id, t.category, row_number() over (partition by t.category order by t.path, t.id) as place
               from tree t join orgs o on o.id = t.id
               where o.kind = 'branch' and (o.closed_on is null or o.closed_on > $2)
                 and t.seen = 1 and t.category is not null)
             select id, category from ranked where place <= $3 order by category, place limit $4",
            tree(RESULT_ROLES)
        );
        let rows = scope.query(AssertSqlSafe(text)).bind(of_each).bind(MOST).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "orgs", "id");
            Ok((reading.get("id")?, reading.get("category")?))
        };
        rows.iter().map(read).collect()
    }
}

fn read(row: &AnyRow) -> Result<MedianEffort, StoreError> {
    let reading = Reading::new(row, "effort", "month");
    Ok(MedianEffort {
        month: reading.get("month")?,
        category: reading.get("category")?,
        n_branches: reading.get("n_branches")?,
        seconds: reading.get("seconds")?,
        n_records: reading.get("n_records")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        OrgKind, RecordState,
        testing::{day, on_both, org, two_units},
    };

    fn effort(branch: &str, seconds: i64) -> BranchEffort {
        BranchEffort { branch_id: branch.to_owned(), month: "2026-09".to_owned(), n_records: 4, seconds }
    }

    #[tokio::test]
    async fn the_middle_branch_is_told_and_never_one_of_few() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut efforts = Vec::new();
            for n in 0..5 {
                let id = format!("E{n}");
                db.orgs().add(&org(&id, OrgKind::Branch, Some("U1"), &format!("{n}号党支部"), n + 2)).await.unwrap();
                efforts.push(effort(&id, [600, 60, 4000, 1800, 1200][n as usize]));
            }
            db.efforts().add(&efforts).await.unwrap();
            db.efforts().add(&[effort("B2", 90)]).await.unwrap();
            // What is filed later in the month is added.
            db.efforts().add(&[effort("E0", 60)]).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let months = ("2026-09", "2026-09");
            let unit = Scope::of("unit1", day("2026-10-01"));
            let found = db.efforts().medians(&unit, months, 5).await.unwrap();
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].seconds, found[0].n_branches), (1200, 5), "of 60, 660, 1200, 1800 and 4000");
            assert_eq!(found[0].category, "production");
            let sample = db.efforts().sample(&unit, 3).await.unwrap();
            assert_eq!(sample.len(), 3);
            assert!(sample.iter().all(|(id, category)| id != "B2" && category == "production"), "{sample:?}");
            assert!(db.efforts().medians(&unit, months, 6).await.unwrap().is_empty());
            assert!(db.efforts().medians(&unit, ("2026-10", "2026-12"), 5).await.unwrap().is_empty());
            let company = Scope::of("zzb", day("2026-10-01"));
            assert_eq!(db.efforts().medians(&company, months, 5).await.unwrap()[0].n_branches, 6);
            for user in ["branch2", "sczx", "admin"] {
                let scope = Scope::of(user, day("2026-10-01"));
                assert!(db.efforts().medians(&scope, months, 5).await.unwrap().is_empty(), "{user}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn typing_adds_up_until_it_is_taken_once() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.records().add(&[crate::testing::record("R1", "B1", RecordState::Draft, "2026-09-10")]).await.unwrap();
            db.efforts().typed("R1", 30).await.unwrap();
            db.efforts().typed("R1", 45).await.unwrap();
            assert_eq!(db.efforts().take("R1").await.unwrap(), 75);
            assert_eq!(db.efforts().take("R1").await.unwrap(), 0);
        })
        .await;
    }
}

//! A branch's year as it was filed.

use jiff::civil::Date;
use ledger::RecordBody;
use sqlx::AssertSqlSafe;

use super::{COLUMNS, Record, Records, read};
use crate::{
    StoreError,
    scope::{RESULT_ROLES, Scope, tree},
    text::Reading,
};

impl Records<'_> {
    /// The records of a branch in these days that stand (filed or accepted), each with its last filing; by day, at most `most`.
    /// What was typed since is not told.
    pub async fn standing(
        &mut self,
        scope: &Scope,
        branch_id: &str,
        (first, last): (Date, Date),
        most: i64,
    ) -> Result<Vec<(Record, RecordBody)>, StoreError> {
        let text = format!(
            "{} select {COLUMNS}, o.body from records r join tree t on t.id = r.branch_id
                join record_rounds o on o.record_id = r.id and o.n =
                    (select max(l.n) from record_rounds l where l.record_id = r.id and l.act = 'filed')
             where t.seen = 1 and r.branch_id = $3 and r.on_day >= $4 and r.on_day <= $5
               and r.state in ('filed', 'accepted') order by r.on_day, r.id limit $6",
            tree(RESULT_ROLES)
        );
        let rows = scope
            .query(AssertSqlSafe(text))
            .bind(branch_id.to_owned())
            .bind(first.to_string())
            .bind(last.to_string())
            .bind(most)
            .fetch_all(&mut *self.0)
            .await?;
        rows.iter().map(|row| Ok((read(row)?, Reading::new(row, "record_rounds", "id").json("body")?))).collect()
    }

    /// Id and name of the files that belong to the branch's records of these days; at most 5000.
    pub async fn files(
        &mut self,
        scope: &Scope,
        branch_id: &str,
        (first, last): (Date, Date),
    ) -> Result<Vec<(String, String)>, StoreError> {
        let text = format!(
            "{} select a.id, a.name from attachments a join records r on a.owner = 'records' and a.owner_id = r.id
                join tree t on t.id = r.branch_id
             where t.seen = 1 and r.branch_id = $3 and r.on_day >= $4 and r.on_day <= $5 and a.removed_at is null
             order by a.uploaded_at, a.id limit 5000",
            tree(RESULT_ROLES)
        );
        let query = scope.query(AssertSqlSafe(text)).bind(branch_id.to_owned());
        let rows = query.bind(first.to_string()).bind(last.to_string()).fetch_all(&mut *self.0).await?;
        let named = |row| {
            let reading = Reading::new(row, "attachments", "id");
            Ok((reading.get("id")?, reading.get("name")?))
        };
        rows.iter().map(named).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{RecordState, RoundAct, tests::*},
        *,
    };
    use crate::testing::{day, on_both, record, two_units};

    #[tokio::test]
    async fn a_years_book_holds_what_stands_as_it_was_filed_last() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut edited = record("R2", "B2", RecordState::Accepted, "2026-03-12");
            edited.draft = Some(body("还没有提交的修改"));
            let records = [
                record("R1", "B2", RecordState::Filed, "2026-09-10"),
                edited,
                record("R3", "B2", RecordState::Draft, "2026-09-12"),
                record("R4", "B2", RecordState::Returned, "2026-09-13"),
                record("R5", "B2", RecordState::Filed, "2025-12-31"),
                record("R6", "B1", RecordState::Filed, "2026-09-10"),
            ];
            db.records().add(&records).await.unwrap();
            let filed = |id: &str, n, title: &str| (id.to_owned(), round(n, RoundAct::Filed, Some(body(title))));
            let rounds = [
                filed("R1", 1, "九月"),
                filed("R2", 1, "三月初稿"),
                ("R2".to_owned(), round(2, RoundAct::Returned, None)),
                filed("R2", 3, "三月定稿"),
                ("R2".to_owned(), round(4, RoundAct::Accepted, None)),
                filed("R4", 1, "被退回的"),
                filed("R5", 1, "上年的"),
                filed("R6", 1, "别家的"),
            ];
            db.records().add_rounds(&rounds).await.unwrap();
            db.commit().await.unwrap();

            let mut db = store.read().await.unwrap();
            let year = (day("2026-01-01"), day("2026-12-31"));
            let mut titles = Vec::new();
            for (user, most) in [("branch2", 10), ("branch2", 1), ("unit1", 10), ("admin", 10)] {
                let scope = Scope::of(user, day("2026-10-01"));
                let found = db.records().standing(&scope, "B2", year, most).await.unwrap();
                titles.push(found.into_iter().filter_map(|(_, body)| body.title).collect::<Vec<_>>());
            }
            assert_eq!(titles, [vec!["三月定稿", "九月"], vec!["三月定稿"], vec![], vec![]]);
        })
        .await;
    }
}

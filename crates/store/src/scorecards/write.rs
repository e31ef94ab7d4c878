//! Writing the next revisions.

use std::collections::HashMap;

use jiff::Timestamp;
use rating::{period::Period, scorecard::Scorecard};
use sqlx::{AssertSqlSafe, Row as _};

use super::{Scorecards, rows::state_word};
use crate::{
    Changed, StoreError,
    results::{Results, item_points},
    text::time_text,
};

/// Rows of one insert.
const CHUNK: usize = 100;
const N_COLUMNS: usize = 26;

impl Scorecards<'_> {
    /// The next revision of each card (one per branch of one period); `reason` says why it was rated. Answers the rows,
    /// for the journal.
    pub async fn add(
        &mut self,
        period: Period,
        cards: &[&Scorecard],
        reason: &str,
        at: Timestamp,
    ) -> Result<Vec<Changed>, StoreError> {
        let last = match cards {
            [card] => self.last_revision(period, &card.branch).await?,
            _ => self.revisions_by_branch(period).await?,
        };
        for chunk in cards.chunks(CHUNK) {
            let row = |n: usize| {
                let places: Vec<String> =
                    (1..=N_COLUMNS).map(|column| format!("${}", n * N_COLUMNS + column)).collect();
                format!("({})", places.join(", "))
            };
            let rows: Vec<String> = (0..chunk.len()).map(row).collect();
            let text = format!(
                "insert into scorecards (period, branch_id, revision, scheme, version, category, unit_id, state,
                     state_note, total, base, bonus, without_bonus,
                     deduction, place, place_from_last, n_placed, star, star_target, star_name,
                     n_vetoes, indices, items, reason, rated_at, body)
                 values {}",
                rows.join(", ")
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for card in chunk {
                let write = "a scorecard is plain data";
                query = query
                    .bind(period.to_string())
                    .bind(&card.branch)
                    .bind(last.get(&card.branch).copied().unwrap_or(0) + 1)
                    .bind(&card.scheme)
                    .bind(&card.version)
                    .bind(&card.category)
                    .bind(&card.unit)
                    .bind(state_word(card.state))
                    .bind(&card.state_note)
                    .bind(card.total.thousandths())
                    .bind(card.base.thousandths())
                    .bind(card.bonus.thousandths())
                    .bind(card.without_bonus.thousandths())
                    .bind(card.deduction.thousandths())
                    .bind(card.rank.map(i64::from))
                    .bind(card.from_bottom.map(i64::from))
                    .bind(i64::from(card.of))
                    .bind(card.award.as_ref().map(|award| i64::from(award.star)))
                    .bind(card.award.as_ref().map(|award| i64::from(award.target)))
                    .bind(card.award.as_ref().map(|award| award.name.as_str()))
                    .bind(card.vetoes.len() as i64)
                    .bind(serde_json::to_string(&card.indices).expect(write))
                    .bind(serde_json::to_string(&item_points(card)).expect(write))
                    .bind(reason)
                    .bind(time_text(at))
                    .bind(serde_json::to_string(card).expect(write));
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "scorecard"))?;
        }
        Results(&mut *self.0).replace(period, cards, &last).await?;
        let next = |branch: &str| last.get(branch).copied().unwrap_or(0) + 1;
        let key = |card: &&Scorecard| format!("{period}/{}/{}", card.branch, next(&card.branch));
        Ok(cards.iter().map(|card| Changed::new("scorecards", key(card))).collect())
    }

    async fn last_revision(&mut self, period: Period, branch_id: &str) -> Result<HashMap<String, i64>, StoreError> {
        let text = "select cast(coalesce(max(revision), 0) as bigint) from scorecards
                    where period = $1 and branch_id = $2";
        let last = sqlx::query_scalar(text).bind(period.to_string()).bind(branch_id).fetch_one(&mut *self.0).await?;
        Ok(HashMap::from([(branch_id.to_owned(), last)]))
    }

    async fn revisions_by_branch(&mut self, period: Period) -> Result<HashMap<String, i64>, StoreError> {
        let rows = sqlx::query(
            "select branch_id, cast(max(revision) as bigint) as revision from scorecards
             where period = $1 group by branch_id",
        )
        .bind(period.to_string())
        .fetch_all(&mut *self.0)
        .await?;
        rows.iter().map(|row| Ok((row.try_get("branch_id")?, row.try_get("revision")?))).collect()
    }
}

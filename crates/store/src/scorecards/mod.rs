//! Scorecards: written when a period is rated, and never changed afterwards.
//! Rating again writes the next revision; the latest stands.

mod rows;
mod write;

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use rating::{period::Period, points::Points, scorecard::Scorecard};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

pub(crate) use self::rows::read_state;
use self::rows::{read, read_result};

use crate::{
    StoreError,
    listing::each,
    scope::{RESULT_ROLES, Scope, tree},
    text::Reading,
};

/// A scorecard with its place in the series of revisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptScorecard {
    pub card: Scorecard,
    /// From 1.
    pub revision: i64,
    pub rated_at: Timestamp,
}

/// Why and when a revision was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub revision: i64,
    pub rated_at: Timestamp,
    pub total: Points,
    pub reason: String,
}

/// A branch that was vetoed, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vetoed {
    pub branch_id: String,
    pub branch_name: String,
    pub sentences: Vec<String>,
}

/// Scorecards in full.
pub struct Scorecards<'a>(pub(crate) &'a mut AnyConnection);

/// Only the revision that stands.
pub(crate) const LATEST: &str = "not exists (select 1 from scorecards n
     where n.period = s.period and n.branch_id = s.branch_id and n.revision > s.revision)";
/// A result without its lines.
const RESULT: &str =
    "s.period, s.branch_id, s.scheme, s.version, s.category, s.unit_id, s.state, s.state_note, s.total,
     s.base, s.bonus, s.without_bonus, s.deduction, s.place, s.place_from_last, s.n_placed, s.star, s.star_target,
     s.star_name, s.indices";

impl Scorecards<'_> {
    /// The scorecard that stands, if the caller may see it.
    pub async fn find(
        &mut self,
        scope: &Scope,
        period: Period,
        branch_id: &str,
    ) -> Result<Option<KeptScorecard>, StoreError> {
        let text = format!(
            "{} select s.branch_id, s.revision, s.rated_at, s.body from scorecards s join tree t on t.id = s.branch_id
             where t.seen = 1 and s.period = $3 and s.branch_id = $4 order by s.revision desc limit 1",
            tree(RESULT_ROLES)
        );
        let query = scope.query(AssertSqlSafe(text)).bind(period.to_string()).bind(branch_id.to_owned());
        let row = query.fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    /// All revisions of a scorecard, oldest first; ask `find` first whether the caller may see it.
    pub async fn revisions(&mut self, period: Period, branch_id: &str) -> Result<Vec<Revision>, StoreError> {
        let rows = sqlx::query(
            "select branch_id, revision, rated_at, total, reason from scorecards
             where period = $1 and branch_id = $2 order by revision",
        )
        .bind(period.to_string())
        .bind(branch_id)
        .fetch_all(&mut *self.0)
        .await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "scorecards", "branch_id");
            Ok(Revision {
                revision: reading.get("revision")?,
                rated_at: reading.time("rated_at")?,
                total: Points::from_thousandths(reading.get("total")?),
                reason: reading.get("reason")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Everything that stands for these periods whoever asks, for rating; in order of period and branch.
    pub async fn standing(&mut self, periods: &[Period]) -> Result<Vec<KeptScorecard>, StoreError> {
        let mut cards = Vec::new();
        let text = format!(
            "select s.branch_id, s.revision, s.rated_at, s.body from scorecards s
             where s.period = $1 and {LATEST} order by s.branch_id"
        );
        for period in periods {
            let query = sqlx::query(AssertSqlSafe(text.clone())).bind(period.to_string());
            cards.extend(each(&mut *self.0, query, read).await?);
        }
        Ok(cards)
    }

    /// What stands for these branches in a period whoever asks, for rating.
    pub async fn standing_for(&mut self, period: Period, branches: &[&str]) -> Result<Vec<KeptScorecard>, StoreError> {
        if branches.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..branches.len()).map(|n| format!("${}", n + 2)).collect();
        let text = format!(
            "select s.branch_id, s.revision, s.rated_at, s.body from scorecards s
             where s.period = $1 and s.branch_id in ({}) and {LATEST} order by s.branch_id",
            places.join(", ")
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(period.to_string());
        let query = branches.iter().fold(query, |query, branch| query.bind((*branch).to_owned()));
        each(&mut *self.0, query, read).await
    }

    /// Which revision stands in a period for these branches, or for all.
    pub async fn standing_revisions(
        &mut self,
        period: Period,
        branches: Option<&[&str]>,
    ) -> Result<HashMap<String, i64>, StoreError> {
        let branches = branches.unwrap_or_default();
        let places: Vec<String> = (0..branches.len()).map(|n| format!("${}", n + 2)).collect();
        let among = if places.is_empty() { String::new() } else { format!("and branch_id in ({})", places.join(", ")) };
        let text = format!("select branch_id, revision from results where period = $1 {among}");
        let query = sqlx::query(AssertSqlSafe(text)).bind(period.to_string());
        let query = branches.iter().fold(query, |query, branch| query.bind((*branch).to_owned()));
        let pair = |row: &AnyRow| Ok((row.try_get("branch_id")?, row.try_get("revision")?));
        Ok(each(&mut *self.0, query, pair).await?.into_iter().collect())
    }

    /// What stands for one branch whoever asks, for commands on the server itself.
    pub async fn standing_of(&mut self, period: Period, branch_id: &str) -> Result<Option<KeptScorecard>, StoreError> {
        let row = sqlx::query(
            "select branch_id, revision, rated_at, body from scorecards where period = $1 and branch_id = $2
             order by revision desc limit 1",
        )
        .bind(period.to_string())
        .bind(branch_id)
        .fetch_optional(&mut *self.0)
        .await?;
        row.as_ref().map(read).transpose()
    }

    /// What stands for one branch in these periods whoever asks, for rating.
    pub async fn standing_among(&mut self, branch_id: &str, periods: &[Period]) -> Result<Vec<Scorecard>, StoreError> {
        if periods.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..periods.len()).map(|n| format!("${}", n + 2)).collect();
        let text = format!(
            "select s.branch_id, s.revision, s.rated_at, s.body from scorecards s
             where s.branch_id = $1 and s.period in ({}) and {LATEST} order by s.period",
            places.join(", ")
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(branch_id);
        let query = periods.iter().fold(query, |query, period| query.bind(period.to_string()));
        query.fetch_all(&mut *self.0).await?.iter().map(|row| Ok(read(row)?.card)).collect()
    }

    /// One branch's results as [`Scorecards::results_before`] has everybody's.
    pub async fn results_of_before(&mut self, branch_id: &str, day: Date) -> Result<Vec<Scorecard>, StoreError> {
        let text = format!("select {RESULT} from results s where s.branch_id = $1 order by s.period");
        let mut cards = each(&mut *self.0, sqlx::query(AssertSqlSafe(text)).bind(branch_id), read_result).await?;
        cards.retain(|card| card.period.last_day() < day);
        Ok(cards)
    }

    /// The results of every period that ended before `day`, for rating: totals, places and stars without lines.
    pub async fn results_before(&mut self, day: Date) -> Result<Vec<Scorecard>, StoreError> {
        let text = format!("select {RESULT} from results s order by s.period, s.branch_id");
        let mut cards = each(&mut *self.0, sqlx::query(AssertSqlSafe(text)), read_result).await?;
        cards.retain(|card| card.period.last_day() < day);
        Ok(cards)
    }

    /// What stands for one branch in these periods, if the caller may see it; in order of period.
    pub async fn of_branch_in(
        &mut self,
        scope: &Scope,
        branch_id: &str,
        periods: &[Period],
    ) -> Result<Vec<Scorecard>, StoreError> {
        if periods.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (0..periods.len()).map(|n| format!("${}", n + 4)).collect();
        let text = format!(
            "{} select s.branch_id, s.revision, s.rated_at, s.body from scorecards s join tree t on t.id = s.branch_id
             where t.seen = 1 and s.branch_id = $3 and s.period in ({}) and {LATEST} order by s.period",
            tree(RESULT_ROLES),
            places.join(", ")
        );
        let query = scope.query(AssertSqlSafe(text)).bind(branch_id.to_owned());
        let query = periods.iter().fold(query, |query, period| query.bind(period.to_string()));
        query.fetch_all(&mut *self.0).await?.iter().map(|row| Ok(read(row)?.card)).collect()
    }

    /// Branches that the caller may see and that were vetoed in a period, with the reasons; the first in the order of
    /// their identifiers.
    pub async fn vetoes(&mut self, scope: &Scope, period: Period, most: i64) -> Result<Vec<Vetoed>, StoreError> {
        let text = format!(
            "{} select t.name as branch_name, s.branch_id, s.revision, s.rated_at, s.body
             from results r join tree t on t.id = r.branch_id
             join scorecards s on s.period = r.period and s.branch_id = r.branch_id and s.revision = r.revision
             where t.seen = 1 and r.period = $3 and r.n_vetoes > 0 order by r.branch_id limit $4",
            tree(RESULT_ROLES)
        );
        let query = scope.query(AssertSqlSafe(text)).bind(period.to_string()).bind(most);
        let sentences = |row: &AnyRow| {
            let card = read(row)?.card;
            Ok(Vetoed {
                branch_name: Reading::new(row, "scorecards", "branch_id").get("branch_name")?,
                branch_id: card.branch,
                sentences: card.vetoes.into_iter().map(|hit| hit.sentence).collect(),
            })
        };
        query.fetch_all(&mut *self.0).await?.iter().map(sentences).collect()
    }

    /// Everything that stands for one branch, if the caller may see it: which points a fact ever moved.
    pub async fn of_branch(&mut self, scope: &Scope, branch_id: &str) -> Result<Vec<KeptScorecard>, StoreError> {
        let text = format!(
            "{} select s.branch_id, s.revision, s.rated_at, s.body from scorecards s join tree t on t.id = s.branch_id
             where t.seen = 1 and s.branch_id = $3 and {LATEST} order by s.period",
            tree(RESULT_ROLES)
        );
        let rows = scope.query(AssertSqlSafe(text)).bind(branch_id.to_owned()).fetch_all(&mut *self.0).await?;
        rows.iter().map(read).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use rating::scorecard::{Award, State};

    use super::*;
    use crate::{
        Paging, PlaceFilter, Whose,
        testing::{day, noon, on_both, two_units},
    };

    pub(crate) fn card(branch: &str, period: &str, total: i64, rank: u32) -> Scorecard {
        Scorecard {
            branch: branch.to_owned(),
            unit: if branch == "B1" { "U1" } else { "U2" }.to_owned(),
            category: if branch == "B3" { "market" } else { "production" }.to_owned(),
            period: period.parse().unwrap(),
            scheme: "5521".to_owned(),
            version: "1".to_owned(),
            state: State::Final,
            state_note: String::new(),
            lines: Vec::new(),
            summary: Vec::new(),
            base: Points::ZERO,
            possible: Points::ZERO,
            pending: Points::ZERO,
            bonus: Points::ZERO,
            without_bonus: Points::ZERO,
            deduction: Points::ZERO,
            total: Points::from_thousandths(total),
            indices: Vec::new(),
            blocks: Vec::new(),
            sections: Vec::new(),
            vetoes: Vec::new(),
            rank: Some(rank),
            from_bottom: Some(3 - rank),
            of: 2,
            award: None,
            outputs: Vec::new(),
        }
    }

    async fn rated(store: &crate::Store, cards: &[Scorecard]) {
        let mut db = store.write().await.unwrap();
        for card in cards {
            db.periods().note_rated(card.period, noon()).await.unwrap();
            db.scorecards().add(card.period, &[card], "首次评分", noon()).await.unwrap();
        }
        db.commit().await.unwrap();
    }

    #[tokio::test]
    async fn the_latest_revision_stands() {
        on_both(|store| async move {
            two_units(&store).await;
            let second = card("B1", "2026-09", 82_500, 1);
            rated(&store, &[card("B1", "2026-09", 80_000, 2), second.clone()]).await;
            let mut db = store.read().await.unwrap();
            let scope = Scope::of("unit1", day("2026-10-01"));
            let period = "2026-09".parse().unwrap();
            let found = db.scorecards().find(&scope, period, "B1").await.unwrap().unwrap();
            assert_eq!((found.revision, found.card), (2, second));
            let totals: Vec<String> = db
                .scorecards()
                .revisions(period, "B1")
                .await
                .unwrap()
                .into_iter()
                .map(|revision| revision.total.to_string())
                .collect();
            assert_eq!(totals, ["80.00", "82.50"]);
            assert_eq!(db.scorecards().standing(&[period]).await.unwrap().len(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_foreign_scorecard_does_not_exist() {
        on_both(|store| async move {
            two_units(&store).await;
            rated(&store, &[card("B1", "2026-09", 80_000, 1)]).await;
            let mut db = store.read().await.unwrap();
            for (user, want) in [("zzb", true), ("unit1", true), ("branch2", false), ("sczx", false), ("admin", false)]
            {
                let scope = Scope::of(user, day("2026-10-01"));
                let found = db.scorecards().find(&scope, "2026-09".parse().unwrap(), "B1").await.unwrap();
                assert_eq!(found.is_some(), want, "{user}");
                let history = db.rankings().history(&scope, "B1").await.unwrap();
                assert_eq!(!history.is_empty(), want, "{user}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_ranking_shows_movement_and_is_public_within_the_category() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let market = crate::testing::org("B3", crate::OrgKind::Branch, Some("U2"), "营销党支部", 2);
            db.orgs().add(&market).await.unwrap();
            db.commit().await.unwrap();
            let cards = [
                card("B1", "2026-08", 80_000, 2),
                card("B2", "2026-08", 90_000, 1),
                card("B1", "2026-09", 95_000, 1),
                card("B2", "2026-09", 85_000, 2),
                card("B3", "2026-09", 70_000, 1),
            ];
            rated(&store, &cards).await;
            let mut db = store.read().await.unwrap();
            let paging = Paging { page: 1, size: 10 };
            for (user, whose, want) in [
                ("zzb", Whose::All, vec!["B1", "B3", "B2"]),
                ("unit1", Whose::Published, vec!["B1", "B2"]),
                ("unit1", Whose::Seen, vec!["B1"]),
                ("admin", Whose::Published, vec![]),
            ] {
                let scope = Scope::of(user, day("2026-10-01"));
                let filter = PlaceFilter { whose, ..PlaceFilter::default() };
                let page = db.rankings().list(&scope, "2026-09".parse().unwrap(), &filter, paging).await.unwrap();
                let ids: Vec<&str> = page.items.iter().map(|place| place.branch_id.as_str()).collect();
                assert_eq!(ids, want, "{user}");
                let previous = page.items.first().map(|place| place.previous_rank);
                assert_eq!(previous, (!want.is_empty()).then_some(Some(2)), "{user}");
            }
            let spreads = db.rankings().spreads("production").await.unwrap();
            let september = spreads[&"2026-09".parse().unwrap()];
            assert_eq!(
                (september.sum.n, september.sum.points.short(), september.best.short()),
                (2, "180".into(), "95".into())
            );
        })
        .await;
    }

    #[tokio::test]
    async fn nothing_written_is_ever_changed() {
        on_both(|store| async move {
            two_units(&store).await;
            rated(&store, &[card("B1", "2026-09", 80_000, 1)]).await;
            for text in ["update scorecards set total = 100000", "delete from scorecards"] {
                assert!(store.execute_raw(text).await.is_err(), "{text}");
            }
            let mut db = store.write().await.unwrap();
            let period = "2026-09".parse().unwrap();
            assert!(db.periods().seal(period).await.unwrap());
            assert!(matches!(db.periods().note_rated(period, noon()).await, Err(StoreError::Final("period"))));
        })
        .await;
    }

    #[tokio::test]
    async fn earlier_results_come_with_rank_and_star() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut starred = card("B1", "2026-Q2", 91_000, 1);
            starred.award = Some(Award {
                star: 4,
                target: 5,
                name: "四星级".to_owned(),
                reasons: Vec::new(),
                labels: Vec::new(),
                honours: false,
                consequences: Vec::new(),
            });
            rated(&store, &[starred.clone(), card("B1", "2026-09", 80_000, 2)]).await;
            let mut db = store.read().await.unwrap();
            let before = db.scorecards().results_before(day("2026-07-01")).await.unwrap();
            assert_eq!(before, [starred]);
        })
        .await;
    }
}

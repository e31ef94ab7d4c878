//! Results in one line per branch: rankings, pictures and lists, read without the bodies of scorecards.

use std::collections::HashMap;

use rating::{
    number::Number,
    period::Period,
    points::{Points, Rounding},
    scorecard::{Share, State},
};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Page, Paging, StoreError,
    scope::{RESULT_ROLES, Scope, tree},
    scorecards::{LATEST, read_state},
    text::Reading,
};

/// A result in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub period: Period,
    pub branch_id: String,
    pub branch_name: String,
    pub unit_id: String,
    pub unit_name: String,
    pub scheme: String,
    pub version: String,
    pub category: String,
    pub state: State,
    pub state_note: String,
    pub total: Points,
    /// Place in its comparison group of `of` branches; `None` when not ranked.
    pub rank: Option<i64>,
    pub of: i64,
    /// Place in the period before, of the same length.
    pub previous_rank: Option<i64>,
    pub star: Option<i64>,
    pub star_name: Option<String>,
    pub vetoed: bool,
    pub indices: Vec<Share>,
}

/// Which results a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct PlaceFilter {
    pub category: Option<String>,
    pub unit_id: Option<String>,
    pub star: Option<i64>,
    /// Part of the branch's name.
    pub text: Option<String>,
    pub whose: Whose,
    pub sort: PlaceSort,
}

/// How far a list of results reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Only the branches below the caller's own bodies.
    #[default]
    Seen,
    /// Every branch of the categories in which the caller sees a branch: the published ranking.
    Published,
    /// Every branch: for callers whose work covers the company.
    All,
}

impl Whose {
    const fn number(self) -> i64 {
        match self {
            Whose::Seen => 0,
            Whose::Published => 1,
            Whose::All => 2,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PlaceSort {
    #[default]
    Rank,
    PointsUp,
    PointsDown,
    Name,
    /// Who rose most comes first.
    Movement,
}

/// Mean and best of a category in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    pub n: i64,
    pub sum: Points,
    pub best: Points,
}

impl Spread {
    /// To the hundredth of a point; `None` without branches.
    pub fn mean(&self) -> Option<Points> {
        let mean = self.sum.number().over(Number::whole(self.n))?;
        Some(Rounding::HUNDREDTH.points(mean))
    }
}

/// How many branches of a category got a star, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarCount {
    pub scheme: String,
    pub version: String,
    pub category: String,
    pub star: Option<i64>,
    pub star_name: Option<String>,
    pub n: i64,
}

/// Results in one line.
pub struct Rankings<'a>(pub(crate) &'a mut AnyConnection);

const COLUMNS: &str =
    "s.period, s.branch_id, t.name as branch_name, s.unit_id, u.name as unit_name, s.scheme, s.version,
     s.category, s.state, s.state_note, s.total, s.place, s.n_placed, s.star, s.star_name, s.n_vetoes, s.indices,
     p.place as previous_place";
/// `$3` is the caller's reach, `$4` the period, `$5` the one before it.
const FROM: &str = "from scorecards s
     join tree t on t.id = s.branch_id
     join tree u on u.id = s.unit_id
     left join scorecards p on p.period = $5 and p.branch_id = s.branch_id and not exists (
         select 1 from scorecards pn
         where pn.period = p.period and pn.branch_id = p.branch_id and pn.revision > p.revision)
     where s.period = $4
       and ($3 = 2 or t.seen = 1 or ($3 = 1 and s.category in (
           select m.category from scorecards m join tree mt on mt.id = m.branch_id
           where m.period = $4 and mt.seen = 1)))";

impl Rankings<'_> {
    /// One period's results, page by page.
    pub async fn list(
        &mut self,
        scope: &Scope,
        period: Period,
        filter: &PlaceFilter,
        paging: Paging,
    ) -> Result<Page<Place>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let filters = "and ($6 is null or s.category = $6) and ($7 is null or s.unit_id = $7)
             and ($8 is null or s.star = $8) and ($9 is null or t.name like $9 escape '!')";
        let by_rank = "case when s.place is null then 1 else 0 end, s.place, t.path";
        let order = match filter.sort {
            PlaceSort::Rank => by_rank.to_owned(),
            PlaceSort::PointsUp => format!("s.total, {by_rank}"),
            PlaceSort::PointsDown => format!("s.total desc, {by_rank}"),
            PlaceSort::Name => "t.path".to_owned(),
            PlaceSort::Movement => format!("coalesce(p.place - s.place, 0) desc, {by_rank}"),
        };
        let bound = |text: String| {
            scope
                .query(AssertSqlSafe(text))
                .bind(filter.whose.number())
                .bind(period.to_string())
                .bind(period.shifted(-1).to_string())
                .bind(filter.category.clone())
                .bind(filter.unit_id.clone())
                .bind(filter.star)
                .bind(filter.text.as_deref().map(crate::like))
        };
        let count = format!("{tree} select cast(count(*) as bigint) as n {FROM} {filters} and {LATEST}");
        let total = bound(count).fetch_one(&mut *self.0).await?.try_get("n")?;
        let rows =
            format!("{tree} select {COLUMNS} {FROM} {filters} and {LATEST} order by {order} limit $10 offset $11");
        let rows = bound(rows).bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        let items = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page { items, total, more: false })
    }

    /// How many results there are by category and star, as far as `whose` reaches.
    pub async fn star_counts(
        &mut self,
        scope: &Scope,
        period: Period,
        whose: Whose,
    ) -> Result<Vec<StarCount>, StoreError> {
        let text = format!(
            "{} select s.scheme, s.version, s.category, s.star, s.star_name, cast(count(*) as bigint) as n
             {FROM} and {LATEST}
             group by s.scheme, s.version, s.category, s.star, s.star_name
             order by s.category, s.star desc",
            tree(RESULT_ROLES)
        );
        let query = scope
            .query(AssertSqlSafe(text))
            .bind(whose.number())
            .bind(period.to_string())
            .bind(period.shifted(-1).to_string());
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "scorecards", "category");
            Ok(StarCount {
                scheme: reading.get("scheme")?,
                version: reading.get("version")?,
                category: reading.get("category")?,
                star: reading.get("star")?,
                star_name: reading.get("star_name")?,
                n: reading.get("n")?,
            })
        };
        query.fetch_all(&mut *self.0).await?.iter().map(read).collect()
    }

    /// Points by item of every decided line of a category in a period; no names, only what a mean is made of.
    pub async fn item_points(
        &mut self,
        period: Period,
        category: &str,
    ) -> Result<HashMap<String, Vec<Points>>, StoreError> {
        let text = format!(
            "select s.branch_id, s.items from scorecards s
             where s.period = $1 and s.category = $2 and s.state <> 'not_rated' and {LATEST}"
        );
        let rows = sqlx::query(AssertSqlSafe(text)).bind(period.to_string()).bind(category);
        let mut points: HashMap<String, Vec<Points>> = HashMap::new();
        for row in &rows.fetch_all(&mut *self.0).await? {
            let items: HashMap<String, i64> = Reading::new(row, "scorecards", "branch_id").json("items")?;
            for (item, thousandths) in items {
                points.entry(item).or_default().push(Points::from_thousandths(thousandths));
            }
        }
        Ok(points)
    }

    /// Every result of one branch, if the caller may see it; oldest first.
    pub async fn history(&mut self, scope: &Scope, branch_id: &str) -> Result<Vec<Place>, StoreError> {
        let text = format!(
            "{} select {} from scorecards s join tree t on t.id = s.branch_id join tree u on u.id = s.unit_id
             where t.seen = 1 and s.branch_id = $3 and {LATEST}",
            tree(RESULT_ROLES),
            COLUMNS.replace("p.place", "cast(null as bigint)")
        );
        let rows = scope.query(AssertSqlSafe(text)).bind(branch_id.to_owned()).fetch_all(&mut *self.0).await?;
        let mut places: Vec<Place> = rows.iter().map(read).collect::<Result<_, _>>()?;
        places.sort_by_key(|place| (place.period.last_day(), place.period.cycle()));
        Ok(places)
    }

    /// Mean and best of a category by period; only branches that were ranked.
    pub async fn spreads(&mut self, category: &str) -> Result<HashMap<Period, Spread>, StoreError> {
        let text = format!(
            "select {SPREAD} from scorecards s
             where s.category = $1 and s.place is not null and {LATEST} group by s.period"
        );
        let rows = sqlx::query(AssertSqlSafe(text)).bind(category).fetch_all(&mut *self.0).await?;
        rows.iter().map(read_spread).collect()
    }

    /// Mean and best by period of the branches that the caller may see.
    pub async fn seen_spreads(&mut self, scope: &Scope) -> Result<HashMap<Period, Spread>, StoreError> {
        let text = format!(
            "{} select {SPREAD} from scorecards s join tree t on t.id = s.branch_id
             where t.seen = 1 and s.place is not null and {LATEST} group by s.period",
            tree(RESULT_ROLES)
        );
        let rows = scope.query(AssertSqlSafe(text)).fetch_all(&mut *self.0).await?;
        rows.iter().map(read_spread).collect()
    }
}

const SPREAD: &str = "s.period, cast(count(*) as bigint) as n, cast(sum(s.total) as bigint) as total,
     cast(max(s.total) as bigint) as best";

fn read_spread(row: &AnyRow) -> Result<(Period, Spread), StoreError> {
    let reading = Reading::new(row, "scorecards", "period");
    let spread = Spread {
        n: reading.get("n")?,
        sum: Points::from_thousandths(reading.get("total")?),
        best: Points::from_thousandths(reading.get("best")?),
    };
    Ok((reading.period("period")?, spread))
}

fn read(row: &AnyRow) -> Result<Place, StoreError> {
    let reading = Reading::new(row, "scorecards", "branch_id");
    Ok(Place {
        period: reading.period("period")?,
        branch_id: reading.get("branch_id")?,
        branch_name: reading.get("branch_name")?,
        unit_id: reading.get("unit_id")?,
        unit_name: reading.get("unit_name")?,
        scheme: reading.get("scheme")?,
        version: reading.get("version")?,
        category: reading.get("category")?,
        state: read_state(&reading)?,
        state_note: reading.get("state_note")?,
        total: Points::from_thousandths(reading.get("total")?),
        rank: reading.get("place")?,
        of: reading.get("n_placed")?,
        previous_rank: reading.get("previous_place")?,
        star: reading.get("star")?,
        star_name: reading.get("star_name")?,
        vetoed: reading.get::<i64>("n_vetoes")? > 0,
        indices: reading.json("indices")?,
    })
}

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
    listing::{COUNTED, Listing, Wanted},
    scope::{FEW, RESULT_ROLES, Scope, Start, reached, tree},
    scorecards::read_state,
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

/// How many values there are, and their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    pub n: i64,
    pub points: Points,
}

impl Sum {
    /// To the hundredth of a point; `None` of none.
    pub fn mean(&self) -> Option<Points> {
        let mean = self.points.number().over(Number::whole(self.n))?;
        Some(Rounding::HUNDREDTH.points(mean))
    }
}

/// Sums of a category in a period: by index, of the branches that were placed; by item, of the decided lines of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CategorySums {
    pub indices: HashMap<String, Sum>,
    pub items: HashMap<String, Sum>,
}

/// Totals of a category in a period, and the best of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    pub sum: Sum,
    pub best: Points,
}

/// The branches of a unit in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitSum {
    pub unit_id: String,
    pub unit_name: String,
    pub n: i64,
    pub n_waiting: i64,
    pub n_vetoed: i64,
    /// Of the branches that were placed.
    pub totals: Sum,
}

/// A branch that won or lost places since the period before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    pub branch_id: String,
    pub branch_name: String,
    pub category: String,
    pub place: i64,
    /// Places won; negative is down.
    pub movement: i64,
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
     s.category, s.state, s.state_note, s.total, s.place, s.n_placed, s.star, s.star_name, s.n_vetoes, s.indices";

impl Whose {
    /// Which results of a period, `#`, the caller reaches; `None` is all.
    fn condition(self) -> Option<String> {
        let reached = reached(RESULT_ROLES);
        match self {
            Whose::Seen => Some(format!("(s.branch_id in ({reached}) and # <> '')")),
            Whose::Published => Some(format!(
                "(s.branch_id in ({reached}) or s.category in (
                     select m.category from results m where m.period = # and m.branch_id in ({reached})))"
            )),
            Whose::All => None,
        }
    }

    /// Rows `s` of a period.
    fn wanted(self, period: Period) -> Wanted {
        let wanted = Wanted::that("1 = 1").and_if("s.period = #", Some(period.to_string()));
        match self.condition() {
            Some(condition) => wanted.and_if(&condition, Some(period.to_string())),
            None => wanted,
        }
    }
}

impl Rankings<'_> {
    /// One period's results, page by page.
    pub async fn list(
        &mut self,
        scope: &Scope,
        period: Period,
        filter: &PlaceFilter,
        paging: Paging,
    ) -> Result<Page<Place>, StoreError> {
        let by_rank = "s.place_order, t.path";
        let order = match filter.sort {
            PlaceSort::Rank => by_rank.to_owned(),
            PlaceSort::PointsUp => format!("s.total, {by_rank}"),
            PlaceSort::PointsDown => format!("s.total desc, {by_rank}"),
            PlaceSort::Name => "t.path".to_owned(),
            PlaceSort::Movement => format!("coalesce(p.place - s.place, 0) desc, {by_rank}"),
        };
        let wanted = filter
            .whose
            .wanted(period)
            .and("t.id = s.branch_id")
            .and_if("s.category = #", filter.category.clone())
            .and_if("s.unit_id = #", filter.unit_id.clone())
            .and_if("s.star = #", filter.star)
            .and_if("t.name like # escape '!'", filter.text.as_deref().map(crate::like));
        let listing = Listing {
            with: tree(RESULT_ROLES),
            columns: &format!("{COLUMNS}, p.place as previous_place"),
            from: "from results s cross join tree t".to_owned(),
            count_from: "from results s cross join tree t".to_owned(),
            count_wanted: wanted.clone(),
            counted: COUNTED,
            beside: &beside(period),
            wanted,
            order: &order,
        };
        listing.page(&mut *self.0, scope, paging, read).await
    }

    /// How many results there are by category and star, as far as `whose` reaches.
    pub async fn star_counts(
        &mut self,
        scope: &Scope,
        period: Period,
        whose: Whose,
    ) -> Result<Vec<StarCount>, StoreError> {
        let rows = whose
            .wanted(period)
            .fetch(
                &mut *self.0,
                scope,
                "select s.scheme, s.version, s.category, s.star, s.star_name, cast(count(*) as bigint) as n from results s",
                "group by s.scheme, s.version, s.category, s.star, s.star_name order by s.category, s.star desc",
            )
            .await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "results", "category");
            Ok(StarCount {
                scheme: reading.get("scheme")?,
                version: reading.get("version")?,
                category: reading.get("category")?,
                star: reading.get("star")?,
                star_name: reading.get("star_name")?,
                n: reading.get("n")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// What the means of a category in a period are made of.
    pub async fn sums(&mut self, period: Period, category: &str) -> Result<CategorySums, StoreError> {
        let text = "select code, n, sum from result_sums where period = $1 and category = $2 and n > 0";
        let rows = sqlx::query(text).bind(period.to_string()).bind(category).fetch_all(&mut *self.0).await?;
        let mut sums = CategorySums::default();
        for row in &rows {
            let code: String = row.try_get("code")?;
            if let Some(index) = code.strip_prefix("index/") {
                sums.indices.insert(index.to_owned(), read_sum(row)?);
            } else if let Some(item) = code.strip_prefix("item/") {
                sums.items.insert(item.to_owned(), read_sum(row)?);
            }
        }
        Ok(sums)
    }

    /// The best branch of a category by index: of those with the same value the one that is placed first.
    pub async fn best_by_index(
        &mut self,
        period: Period,
        category: &str,
        indices: &[String],
    ) -> Result<HashMap<String, (Points, String)>, StoreError> {
        if indices.is_empty() {
            return Ok(HashMap::new());
        }
        let best = |n: usize| {
            format!(
                "select * from (select i.code, i.value, i.branch_id from result_indices i
                     where i.period = $1 and i.category = $2 and i.code = ${}
                     order by i.value desc, i.place, i.branch_id limit 1) b{n}",
                n + 3
            )
        };
        let parts: Vec<String> = (0..indices.len()).map(best).collect();
        let text = format!(
            "select b.code, b.value, (select s.name from org_spans s where s.org_id = b.branch_id
                 order by s.from_on desc limit 1) as name from ({}) b",
            parts.join(" union all ")
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(period.to_string()).bind(category);
        let rows = indices.iter().fold(query, |query, code| query.bind(code.clone())).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            Ok((row.try_get("code")?, (Points::from_thousandths(row.try_get("value")?), row.try_get("name")?)))
        };
        rows.iter().map(read).collect()
    }

    /// `All` for a caller who reaches the whole company, which spares looking at each branch; otherwise `Seen`.
    pub async fn reach(&mut self, scope: &Scope) -> Result<Whose, StoreError> {
        let start = scope.start(&mut *self.0, RESULT_ROLES, None, None, FEW).await?;
        Ok(if start == Start::Rows { Whose::All } else { Whose::Seen })
    }

    /// A period unit by unit.
    pub async fn by_unit(&mut self, scope: &Scope, period: Period, whose: Whose) -> Result<Vec<UnitSum>, StoreError> {
        let head = "select s.unit_id, (select n.name from org_spans n where n.org_id = s.unit_id and n.from_on <= $2
                        and (n.until_on is null or n.until_on > $2)) as unit_name,
                    cast(count(*) as bigint) as n_all, cast(count(s.place) as bigint) as n,
                    cast(coalesce(sum(case when s.place is null then 0 else s.total end), 0) as bigint) as sum,
                    cast(sum(case when s.state = 'waiting' then 1 else 0 end) as bigint) as n_waiting,
                    cast(sum(case when s.n_vetoes > 0 then 1 else 0 end) as bigint) as n_vetoed from results s";
        let rows =
            whose.wanted(period).fetch(&mut *self.0, scope, head, "group by s.unit_id order by s.unit_id").await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "results", "unit_id");
            Ok(UnitSum {
                unit_id: reading.get("unit_id")?,
                unit_name: reading.get::<Option<String>>("unit_name")?.unwrap_or_default(),
                n: reading.get("n_all")?,
                n_waiting: reading.get("n_waiting")?,
                n_vetoed: reading.get("n_vetoed")?,
                totals: read_sum(row)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// How many branches of each unit hold each star.
    pub async fn stars_by_unit(
        &mut self,
        scope: &Scope,
        period: Period,
        whose: Whose,
    ) -> Result<Vec<(String, i64, i64)>, StoreError> {
        let head = "select s.unit_id, s.star, cast(count(*) as bigint) as n from results s";
        let wanted = whose.wanted(period).and("s.star is not null");
        let rows =
            wanted.fetch(&mut *self.0, scope, head, "group by s.unit_id, s.star order by s.unit_id, s.star").await?;
        rows.iter().map(|row| Ok((row.try_get("unit_id")?, row.try_get("star")?, row.try_get("n")?))).collect()
    }

    /// The branches that rose most since the period before, then those that fell most; `most` of each, the highest rise
    /// first and the deepest fall last.
    pub async fn movers(
        &mut self,
        scope: &Scope,
        period: Period,
        whose: Whose,
        most: i64,
    ) -> Result<Vec<Mover>, StoreError> {
        let head = "with moved as materialized (
                        select s.branch_id, s.category, s.place, p.place - s.place as movement
                        from results s join results p on p.branch_id = s.branch_id";
        let wanted =
            whose.wanted(period).and_if("p.period = #", Some(period.shifted(-1).to_string())).and("p.place <> s.place");
        let tail = format!(
            ") select m.*, (select n.name from org_spans n where n.org_id = m.branch_id and n.from_on <= $2
                            and (n.until_on is null or n.until_on > $2)) as branch_name
             from (select * from (select * from moved where movement > 0 order by movement desc, branch_id limit {most}) r
                   union all
                   select * from (select * from moved where movement < 0 order by movement, branch_id limit {most}) f) m
             order by m.movement desc, m.branch_id"
        );
        let rows = wanted.fetch(&mut *self.0, scope, head, &tail).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "results", "branch_id");
            Ok(Mover {
                branch_id: reading.get("branch_id")?,
                branch_name: reading.get::<Option<String>>("branch_name")?.unwrap_or_default(),
                category: reading.get("category")?,
                place: reading.get("place")?,
                movement: reading.get("movement")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Sums by category and index, of placed branches.
    pub async fn index_sums_by_category(
        &mut self,
        scope: &Scope,
        period: Period,
        whose: Whose,
    ) -> Result<HashMap<(String, String), Sum>, StoreError> {
        let text = match whose {
            Whose::All => "select category, substr(code, 7) as code, n, sum from result_sums
                 where $1 <> '' and $2 <> '' and period = $3 and code like 'index/%' and n > 0"
                .to_owned(),
            Whose::Seen | Whose::Published => format!(
                "select category, code, cast(count(*) as bigint) as n, cast(sum(value) as bigint) as sum
                 from result_indices where period = $3 and branch_id in ({}) group by category, code",
                reached(RESULT_ROLES)
            ),
        };
        let rows = scope.query(AssertSqlSafe(text)).bind(period.to_string()).fetch_all(&mut *self.0).await?;
        rows.iter().map(|row| Ok(((row.try_get("category")?, row.try_get("code")?), read_sum(row)?))).collect()
    }

    /// Every result of one branch, if the caller may see it; oldest first.
    pub async fn history(&mut self, scope: &Scope, branch_id: &str) -> Result<Vec<Place>, StoreError> {
        let text = format!(
            "{} select {COLUMNS}, cast(null as bigint) as previous_place
             from results s join tree t on t.id = s.branch_id join tree u on u.id = s.unit_id
             where t.seen = 1 and s.branch_id = $3",
            tree(RESULT_ROLES)
        );
        let rows = scope.query(AssertSqlSafe(text)).bind(branch_id.to_owned()).fetch_all(&mut *self.0).await?;
        let mut places: Vec<Place> = rows.iter().map(read).collect::<Result<_, _>>()?;
        places.sort_by_key(|place| (place.period.last_day(), place.period.cycle()));
        Ok(places)
    }

    /// Mean and best of a category by period; only branches that were placed.
    pub async fn spreads(&mut self, category: &str) -> Result<HashMap<Period, Spread>, StoreError> {
        let text = "select c.period, c.n, c.sum, (select cast(max(s.total) as bigint) from results s
                        where s.period = c.period and s.category = c.category and s.place is not null) as best
                    from result_sums c where c.category = $1 and c.code = 'total' and c.n > 0";
        let rows = sqlx::query(text).bind(category).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "result_sums", "period");
            let best = Points::from_thousandths(reading.get("best")?);
            Ok((reading.period("period")?, Spread { sum: read_sum(row)?, best }))
        };
        rows.iter().map(read).collect()
    }

    /// Sums of the totals by period, of the placed branches that the caller may see.
    pub async fn seen_sums(&mut self, scope: &Scope) -> Result<HashMap<Period, Sum>, StoreError> {
        let text = match scope.start(&mut *self.0, RESULT_ROLES, None, None, FEW).await? {
            Start::Rows => {
                "select period, cast(sum(n) as bigint) as n, cast(sum(sum) as bigint) as sum from result_sums
                 where code = 'total' and $1 <> '' and $2 <> '' group by period having sum(n) > 0"
                    .to_owned()
            }
            Start::Many | Start::Places => format!(
                "select s.period, cast(count(*) as bigint) as n, cast(sum(s.total) as bigint) as sum from results s
                 where s.place is not null and s.branch_id in ({}) group by s.period",
                reached(RESULT_ROLES)
            ),
        };
        let rows = scope.query(AssertSqlSafe(text)).fetch_all(&mut *self.0).await?;
        rows.iter().map(|row| Ok((Reading::new(row, "results", "period").period("period")?, read_sum(row)?))).collect()
    }
}

/// What only columns and order need.
fn beside(period: Period) -> String {
    // A period's name is made of figures, signs and letters of our own.
    let before = period.shifted(-1);
    format!(
        "join tree u on u.id = s.unit_id left join results p on p.branch_id = s.branch_id and p.period = '{before}'"
    )
}

fn read_sum(row: &AnyRow) -> Result<Sum, StoreError> {
    Ok(Sum { n: row.try_get("n")?, points: Points::from_thousandths(row.try_get("sum")?) })
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

//! What the organisation department, a unit, a leader or an auditor oversees.

use std::collections::{BTreeSet, HashMap};

use rating::{
    period::Period,
    scheme::{Level, Named, Scheme},
};
use serde::Serialize;
use store::{Db, Mover, RatedPeriod, Sum, UnitSum};
use utoipa::ToSchema;

use super::{CardView, MeanView, WorkbenchView, card, this};
use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        shared::{category_name, code_name, latest_stars, scheme_of},
        words::{CardCode, Tone},
    },
};

/// Vetoed branches that are listed.
const VETOED: i64 = 20;
/// Branches that rose or fell most.
const MOVERS: i64 = 5;

pub(super) async fn fill(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    periods: &[RatedPeriod],
    period: Period,
    view: &mut WorkbenchView,
) -> Result<(), ApiError> {
    let scope = &caller.scope;
    let whose = db.rankings().reach(scope).await?;
    let counts = db.rankings().star_counts(scope, period, whose).await?;
    let Some(first) = counts.first() else { return Ok(()) };
    let scheme = scheme_of(app, db, &first.scheme, &first.version).await?;
    let until: Vec<RatedPeriod> =
        periods.iter().filter(|rated| rated.period.last_day() <= period.last_day()).cloned().collect();
    let stars_of = match counts.iter().any(|count| count.star.is_some()) {
        true => Some(period),
        false => latest_stars(&until, scope.today()),
    };
    let stars = match stars_of {
        Some(stars_of) => db.rankings().stars_by_unit(scope, stars_of, whose).await?,
        None => Vec::new(),
    };
    let units = db.rankings().by_unit(scope, period, whose).await?;
    cards(view, period, &units);
    view.cards.extend(top_card(&scheme, stars_of.unwrap_or(period), &stars));
    let names = db.scorecards().vetoes(scope, period, VETOED).await?;
    let vetoed = names.into_iter().map(|veto| VetoedView {
        branch_id: veto.branch_id,
        branch_name: veto.branch_name,
        text: veto.sentences.join("；"),
    });
    view.vetoed = Some(vetoed.collect());
    let movers = db.rankings().movers(scope, period, whose, MOVERS).await?;
    view.movers = Some(movers.into_iter().map(|mover| MoverView::of(mover, &scheme)).collect());
    view.star_counts = Some(levels(&scheme).map(|level| StarName::of(level, &stars)).collect());
    let means = db.rankings().index_sums_by_category(scope, period, whose).await?;
    view.category_means = Some(category_means(&means, &scheme));
    let held: HashMap<(&str, i64), i64> = stars.iter().map(|(unit, star, n)| ((unit.as_str(), *star), *n)).collect();
    view.units = Some(units.into_iter().map(|unit| UnitPart::of(unit, &held, &scheme)).collect());
    let sums = db.rankings().seen_sums(scope).await?;
    let last = period.widened(rating::period::Cycle::Month);
    let months = (0..12).rev().map(|back| last.shifted(-back));
    let trend = months.filter_map(|period| Some(MeanView::of(period, sums.get(&period)?.mean())));
    view.trend = Some(trend.collect());
    Ok(())
}

fn cards(view: &mut WorkbenchView, period: Period, units: &[UnitSum]) {
    let sum = |of: fn(&UnitSum) -> i64| units.iter().map(of).sum::<i64>();
    let (n_waiting, n_vetoed) = (sum(|unit| unit.n_waiting), sum(|unit| unit.n_vetoed));
    let all = Sum { n: sum(|unit| unit.totals.n), points: units.iter().map(|unit| unit.totals.points).sum() };
    let mean_now = all.mean().map_or("—".to_owned(), |points| points.to_string());
    let ranking = || Some(format!("/rankings?period={period}"));
    let tone = |n: i64, bad: Tone| if n > 0 { bad } else { Tone::Good };
    view.cards.extend([
        card(CardCode::Branches, "党支部", sum(|unit| unit.n), Tone::Normal, Some("/branches".to_owned())),
        card(CardCode::Mean, format!("{}平均分", this(period)), mean_now, Tone::Normal, ranking()),
        card(CardCode::Waiting, "有待补数据的支部", n_waiting, tone(n_waiting, Tone::Warn), ranking()),
        card(CardCode::Vetoed, "一票否决", n_vetoed, tone(n_vetoed, Tone::Danger), ranking()),
    ]);
}

/// Unit, star, and how many branches hold it.
type Stars = [(String, i64, i64)];

fn n_with(stars: &Stars, star: i64) -> i64 {
    stars.iter().filter(|(_, held, _)| *held == star).map(|(.., n)| n).sum()
}

/// How many branches hold the highest star, as of the newest period that gave stars.
fn top_card(scheme: &Scheme, period: Period, stars: &Stars) -> Option<CardView> {
    let top = levels(scheme).next()?;
    let to = format!("/rankings?period={period}");
    let n = n_with(stars, i64::from(top.star));
    Some(card(CardCode::FiveStars, format!("{}支部", top.name), n, Tone::Good, Some(to)))
}

fn levels(scheme: &Scheme) -> impl Iterator<Item = &Level> {
    scheme.rating.stars.iter().flat_map(|stars| &stars.levels)
}

fn category_means(sums: &HashMap<(String, String), Sum>, scheme: &Scheme) -> Vec<CategoryMeans> {
    let means = |category: &Named| {
        let index = |code: &str| {
            let sum = sums.get(&(category.code.clone(), code.to_owned()))?;
            Some(IndexMean {
                code: code.to_owned(),
                name: code_name(&scheme.indices, code),
                value: sum.mean()?.to_string(),
            })
        };
        let indices: Vec<IndexMean> = scheme.indices.iter().filter_map(|group| index(&group.code)).collect();
        (!indices.is_empty()).then(|| CategoryMeans {
            code: category.code.clone(),
            name: category.name.clone(),
            indices,
        })
    };
    scheme.categories.iter().filter_map(means).collect()
}

impl UnitPart {
    fn of(unit: UnitSum, held: &HashMap<(&str, i64), i64>, scheme: &Scheme) -> UnitPart {
        let held = |star: i64| held.get(&(unit.unit_id.as_str(), star)).copied().unwrap_or(0);
        let levels = levels(scheme).map(|level| i64::from(level.star)).collect::<BTreeSet<i64>>();
        UnitPart {
            mean_points: unit.totals.mean().map(|points| points.to_string()),
            stars: levels.into_iter().rev().map(|star| StarsOf { stars: star, n: held(star) }).collect(),
            n_branches: unit.n,
            n_waiting: unit.n_waiting,
            unit_name: unit.unit_name,
            unit_id: unit.unit_id,
        }
    }
}

impl MoverView {
    fn of(mover: Mover, scheme: &Scheme) -> MoverView {
        MoverView {
            category_name: category_name(scheme, &mover.category),
            branch_id: mover.branch_id,
            branch_name: mover.branch_name,
            movement: mover.movement,
            rank: Some(mover.place),
        }
    }
}

impl StarName {
    fn of(level: &Level, stars: &Stars) -> StarName {
        let star = i64::from(level.star);
        StarName { stars: star, name: level.name.clone(), n: n_with(stars, star) }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct UnitPart {
    unit_id: String,
    unit_name: String,
    n_branches: i64,
    mean_points: Option<String>,
    n_waiting: i64,
    stars: Vec<StarsOf>,
}

#[derive(Serialize, ToSchema)]
struct StarsOf {
    stars: i64,
    n: i64,
}

#[derive(Serialize, ToSchema)]
pub(super) struct StarName {
    stars: i64,
    name: String,
    n: i64,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MoverView {
    branch_id: String,
    branch_name: String,
    category_name: String,
    /// Places won; negative is down.
    movement: i64,
    rank: Option<i64>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct VetoedView {
    branch_id: String,
    branch_name: String,
    text: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct CategoryMeans {
    code: String,
    name: String,
    indices: Vec<IndexMean>,
}

#[derive(Serialize, ToSchema)]
struct IndexMean {
    code: String,
    name: String,
    value: String,
}

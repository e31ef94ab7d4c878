//! What the organisation department, a unit, a leader or an auditor oversees.

use std::collections::{BTreeMap, HashSet};

use rating::{
    period::Period,
    points::Points,
    scheme::{Level, Named, Scheme},
    scorecard::State,
};
use serde::Serialize;
use store::{Db, Paging, Place, PlaceFilter, RatedPeriod, Whose};
use utoipa::ToSchema;

use super::{CardView, MeanView, WorkbenchView, card, this};
use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        highlights::mean,
        shared::{category_name, code_name, latest_stars, scheme_of},
        words::{CardCode, Tone},
    },
};

pub(super) async fn fill(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    periods: &[RatedPeriod],
    period: Period,
    view: &mut WorkbenchView,
) -> Result<(), ApiError> {
    let everything = Paging { page: 1, size: 100_000 };
    let seen = PlaceFilter { whose: Whose::Seen, ..PlaceFilter::default() };
    let places = db.rankings().list(&caller.scope, period, &seen, everything).await?.items;
    let Some(first) = places.first() else { return Ok(()) };
    let scheme = scheme_of(app, db, &first.scheme, &first.version).await?;
    let until: Vec<RatedPeriod> =
        periods.iter().filter(|rated| rated.period.last_day() <= period.last_day()).cloned().collect();
    let stars_of = match places.iter().any(|place| place.star.is_some()) {
        true => Some(period),
        false => latest_stars(&until, caller.scope.today()),
    };
    let starred = match stars_of {
        Some(stars_of) if stars_of == period => places.clone(),
        Some(stars_of) => db.rankings().list(&caller.scope, stars_of, &seen, everything).await?.items,
        None => Vec::new(),
    };
    cards(view, period, &places);
    view.cards.extend(top_card(&scheme, stars_of.unwrap_or(period), &starred));
    let vetoed: Vec<&Place> = places.iter().filter(|place| place.vetoed).take(20).collect();
    let texts = db.scorecards().vetoes(&caller.scope, period).await?;
    let text = |place: &&Place| VetoedView {
        branch_id: place.branch_id.clone(),
        branch_name: place.branch_name.clone(),
        text: texts.get(&place.branch_id).map(|sentences| sentences.join("；")).unwrap_or_default(),
    };
    view.vetoed = Some(vetoed.iter().map(text).collect());
    view.units = Some(units(&places, &starred, &scheme));
    view.movers = Some(movers(&places, &scheme));
    view.star_counts = Some(star_counts(&starred, &scheme));
    view.category_means = Some(category_means(&places, &scheme));
    let spreads = db.rankings().seen_spreads(&caller.scope).await?;
    let last = period.widened(rating::period::Cycle::Month);
    let trend = (0..12)
        .rev()
        .map(|back| last.shifted(-back))
        .filter_map(|period| Some(MeanView::of(period, spreads.get(&period)?.mean())));
    view.trend = Some(trend.collect());
    Ok(())
}

fn cards(view: &mut WorkbenchView, period: Period, places: &[Place]) {
    let n_waiting = places.iter().filter(|place| place.state == State::Waiting).count();
    let n_vetoed = places.iter().filter(|place| place.vetoed).count();
    let mean_now = mean_of(places.iter()).map_or("—".to_owned(), |points| points.to_string());
    let ranking = || Some(format!("/rankings?period={period}"));
    let tone = |n: usize, bad: Tone| if n > 0 { bad } else { Tone::Good };
    view.cards.extend([
        card(CardCode::Branches, "党支部", places.len(), Tone::Normal, Some("/branches".to_owned())),
        card(CardCode::Mean, format!("{}平均分", this(period)), mean_now, Tone::Normal, ranking()),
        card(CardCode::Waiting, "有待补数据的支部", n_waiting, tone(n_waiting, Tone::Warn), ranking()),
        card(CardCode::Vetoed, "一票否决", n_vetoed, tone(n_vetoed, Tone::Danger), ranking()),
    ]);
}

/// How many branches hold the highest star, as of the newest period that gave stars.
fn top_card(scheme: &Scheme, period: Period, starred: &[Place]) -> Option<CardView> {
    let top = levels(scheme).next()?;
    let n = starred.iter().filter(|place| place.star == Some(i64::from(top.star))).count();
    let to = format!("/rankings?period={period}");
    Some(card(CardCode::FiveStars, format!("{}支部", top.name), n, Tone::Good, Some(to)))
}

/// Of the branches that are ranked.
fn mean_of<'a>(places: impl Iterator<Item = &'a Place>) -> Option<Points> {
    mean(places.filter(|place| place.rank.is_some()).map(|place| place.total))
}

fn units(places: &[Place], starred: &[Place], scheme: &Scheme) -> Vec<UnitPart> {
    let mut seen = HashSet::new();
    let mut units: Vec<(&str, &str)> = places.iter().map(|place| (&*place.unit_id, &*place.unit_name)).collect();
    units.retain(|(id, _)| seen.insert(*id));
    units.sort_unstable();
    let part = |(id, name): &(&str, &str)| {
        let own: Vec<&Place> = places.iter().filter(|place| place.unit_id == *id).collect();
        let mut stars: BTreeMap<i64, i64> = levels(scheme).map(|level| (i64::from(level.star), 0)).collect();
        for star in starred.iter().filter(|place| place.unit_id == *id).filter_map(|place| place.star) {
            *stars.entry(star).or_default() += 1;
        }
        UnitPart {
            unit_id: (*id).to_owned(),
            unit_name: (*name).to_owned(),
            n_branches: own.len() as i64,
            mean_points: mean_of(own.iter().copied()).map(|points| points.to_string()),
            n_waiting: own.iter().filter(|place| place.state == State::Waiting).count() as i64,
            stars: stars.into_iter().rev().map(|(stars, n)| StarsOf { stars, n }).collect(),
        }
    };
    units.iter().map(part).collect()
}

fn levels(scheme: &Scheme) -> impl Iterator<Item = &Level> {
    scheme.rating.stars.iter().flat_map(|stars| &stars.levels)
}

/// Who rose and who fell most since the period before.
fn movers(places: &[Place], scheme: &Scheme) -> Vec<MoverView> {
    let mut moved: Vec<(i64, &Place)> = places
        .iter()
        .filter_map(|place| Some((place.previous_rank? - place.rank?, place)))
        .filter(|(movement, _)| *movement != 0)
        .collect();
    moved.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.branch_id.cmp(&b.1.branch_id)));
    let up = moved.iter().take(5).filter(|(movement, _)| *movement > 0);
    let down = moved.iter().rev().take(5).filter(|(movement, _)| *movement < 0);
    let view = |(movement, place): &(i64, &Place)| MoverView {
        branch_id: place.branch_id.clone(),
        branch_name: place.branch_name.clone(),
        category_name: category_name(scheme, &place.category),
        movement: *movement,
        rank: place.rank,
    };
    up.chain(down).map(view).collect()
}

fn star_counts(starred: &[Place], scheme: &Scheme) -> Vec<StarName> {
    let count = |level: &Level| StarName {
        stars: i64::from(level.star),
        name: level.name.clone(),
        n: starred.iter().filter(|place| place.star == Some(i64::from(level.star))).count() as i64,
    };
    levels(scheme).map(count).collect()
}

fn category_means(places: &[Place], scheme: &Scheme) -> Vec<CategoryMeans> {
    let means = |category: &Named| {
        let own: Vec<&Place> = places.iter().filter(|place| place.category == category.code).collect();
        let index = |code: &str| {
            let shares = own.iter().flat_map(|place| &place.indices);
            let values = shares.filter(|share| share.code == code && !share.possible.is_zero());
            Some(IndexMean {
                code: code.to_owned(),
                name: code_name(&scheme.indices, code),
                value: mean(values.map(|share| share.value))?.to_string(),
            })
        };
        (!own.is_empty()).then(|| CategoryMeans {
            code: category.code.clone(),
            name: category.name.clone(),
            indices: scheme.indices.iter().filter_map(|group| index(&group.code)).collect(),
        })
    };
    scheme.categories.iter().filter_map(means).collect()
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

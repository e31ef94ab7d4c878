//! `/workbench`: what matters to the caller today, by role.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use rating::{
    period::{Cycle, Period},
    points::{Points, Rounding},
    scheme::Scheme,
    scorecard::{Line, LineState, Scorecard, State as CardState, StepKind},
};
use serde::Serialize;
use store::{Db, FactFilter, HeldRole, Paging, Place, PlaceFilter, RatedPeriod, Role, Whose};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        error::ErrorBody,
        pictures::{GapView, gaps, lost},
        shared::{category_name, code_name, item_name, latest, latest_stars, scheme_of},
        words::{self, CardCode, DueState, Tone},
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_workbench))
}

/// The caller's start page.
#[utoipa::path(
    get, path = "/workbench", tag = "workbench",
    responses((status = 200, body = WorkbenchView), (status = "4XX", body = ErrorBody)),
)]
async fn show_workbench(State(app): State<AppState>, caller: Caller) -> Result<Json<WorkbenchView>, ApiError> {
    let held = main_role(&caller.roles);
    let role = held.map_or(Role::Member, |held| held.role);
    let mut db = app.store.read().await?;
    let periods = db.periods().list().await?;
    let month = latest(&periods, Cycle::Month);
    let mut view = WorkbenchView {
        role: role.into(),
        period: month.map(|period| period.to_string()),
        title: month.map_or("还没有评分结果".to_owned(), |period| period.title()),
        cards: Vec::new(),
        mine: None,
        units: None,
        movers: None,
        vetoed: None,
        trend: None,
        star_counts: None,
        category_means: None,
    };
    match (role, month) {
        (Role::Administrator, _) => {
            let n_users = db.users().count().await?;
            let n_branches = db.orgs().visible(&caller.scope).await?;
            let today = caller.scope.today();
            let is_open = |org: &&store::TreeOrg| org.closed_on.is_none_or(|day| day > today);
            let n_branches = n_branches.iter().filter(is_open).filter(|org| org.kind == store::OrgKind::Branch).count();
            view.cards.push(card(CardCode::Users, "账号", n_users, Tone::Normal, None));
            view.cards.push(card(CardCode::Branches, "党支部", n_branches, Tone::Normal, None));
        }
        (Role::Business, _) => business_cards(&mut db, &caller, month, &mut view).await?,
        (_, None) => {}
        (Role::Branch | Role::Member, Some(month)) => {
            if let Some(held) = held {
                branch_part(&app, &mut db, &caller, &held.org_id, month, &mut view).await?;
            }
        }
        (_, Some(month)) => company_part(&app, &mut db, &caller, &periods, month, &mut view).await?,
    }
    Ok(Json(view))
}

/// Whose start page a person with several roles sees.
fn main_role(roles: &[HeldRole]) -> Option<&HeldRole> {
    let order = [
        Role::Organisation,
        Role::Leader,
        Role::Auditor,
        Role::Unit,
        Role::Branch,
        Role::Business,
        Role::Member,
        Role::Administrator,
    ];
    order.iter().find_map(|role| roles.iter().find(|held| held.role == *role))
}

async fn business_cards(
    db: &mut Db,
    caller: &Caller,
    month: Option<Period>,
    view: &mut WorkbenchView,
) -> Result<(), ApiError> {
    let filter = FactFilter {
        kind: Some(rating::facts::FactKind::Measure),
        days: month.map(|month| (month.first_day(), month.last_day())),
        every_measure: true,
        ..FactFilter::default()
    };
    let n = db.facts().list(&caller.scope, &filter, Paging { page: 1, size: 1 }).await?.total;
    view.cards.push(card(CardCode::Measures, "本月指标数据", n, Tone::Normal, Some("/facts?kind=measure")));
    Ok(())
}

/// A secretary's or member's own branch.
async fn branch_part(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    branch: &str,
    month: Period,
    view: &mut WorkbenchView,
) -> Result<(), ApiError> {
    let Some(org) = db.branches().find(&caller.scope, branch).await? else { return Ok(()) };
    let Some(kept) = db.scorecards().find(&caller.scope, month, branch).await? else { return Ok(()) };
    let scheme = scheme_of(app, db, &kept.card.scheme, &kept.card.version).await?;
    let history = db.rankings().history(&caller.scope, branch).await?;
    let standing = history.iter().rev().find(|place| place.star.is_some());
    let card_of = &kept.card;
    let due: Vec<DueView> = card_of.lines.iter().filter_map(|line| DueView::of(line, &scheme, month)).collect();
    let n_open = due.iter().filter(|due| due.state != DueState::Done).count();
    let lost: Points = card_of.lines.iter().map(|line| lost(line, &scheme)).sum();
    view.cards.push(card(CardCode::Points, "本月得分", card_of.total, Tone::Normal, Some("/branches")));
    let rank = card_of.rank.map_or("未排名".to_owned(), |rank| format!("{rank}/{}", card_of.of));
    view.cards.push(card(CardCode::Rank, "同类排名", rank, Tone::Normal, Some("/rankings")));
    view.cards.push(card(CardCode::Due, "待办", n_open, if n_open > 0 { Tone::Warn } else { Tone::Good }, None));
    view.cards.push(card(
        CardCode::Lost,
        "本月失分",
        lost,
        if lost > Points::ZERO { Tone::Warn } else { Tone::Good },
        None,
    ));
    let scale = scheme.rating.stage(Cycle::Month).and_then(|stage| stage.normalise).unwrap_or(card_of.possible);
    view.trend = Some(own_trend(&history));
    view.mine = Some(MineView {
        branch_id: org.id,
        branch_name: org.name,
        points: card_of.total.to_string(),
        possible: scale.to_string(),
        rank: card_of.rank.map(i64::from),
        of: i64::from(card_of.of),
        stars: standing.and_then(|place| place.star),
        star_name: standing.and_then(|place| place.star_name.clone()),
        gaps: gaps(card_of, &[], &scheme),
        due,
    });
    Ok(())
}

fn own_trend(history: &[Place]) -> Vec<MeanView> {
    let months = history.iter().filter(|place| place.period.cycle() == Cycle::Month);
    let mut trend: Vec<MeanView> = months.map(|place| MeanView::of(place.period, Some(place.total))).collect();
    trend.split_off(trend.len().saturating_sub(12))
}

/// What the organisation department, a unit, a leader or an auditor oversees.
async fn company_part(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    periods: &[RatedPeriod],
    month: Period,
    view: &mut WorkbenchView,
) -> Result<(), ApiError> {
    let everything = Paging { page: 1, size: 100_000 };
    let seen = PlaceFilter { whose: Whose::Seen, ..PlaceFilter::default() };
    let places = db.rankings().list(&caller.scope, month, &seen, everything).await?.items;
    let Some(first) = places.first() else { return Ok(()) };
    let scheme = scheme_of(app, db, &first.scheme, &first.version).await?;
    let starred = match latest_stars(periods) {
        Some(period) => db.rankings().list(&caller.scope, period, &seen, everything).await?.items,
        None => Vec::new(),
    };
    let n_waiting = places.iter().filter(|place| place.state == CardState::Waiting).count();
    let vetoed: Vec<&Place> = places.iter().filter(|place| place.vetoed).collect();
    let n_top = starred.iter().filter(|place| place.star == Some(5)).count();
    view.cards.push(card(CardCode::Branches, "党支部", places.len(), Tone::Normal, Some("/branches")));
    let mean_now = mean(places.iter()).map_or("—".to_owned(), |points| points.to_string());
    view.cards.push(card(CardCode::Mean, "本月平均分", mean_now, Tone::Normal, Some("/rankings")));
    view.cards.push(card(
        CardCode::Waiting,
        "有待补数据的支部",
        n_waiting,
        if n_waiting > 0 { Tone::Warn } else { Tone::Good },
        Some("/rankings"),
    ));
    view.cards.push(card(CardCode::FiveStars, "五星级支部", n_top, Tone::Good, Some("/rankings")));
    view.cards.push(card(
        CardCode::Vetoed,
        "一票否决",
        vetoed.len(),
        if vetoed.is_empty() { Tone::Good } else { Tone::Danger },
        Some("/rankings"),
    ));
    view.vetoed = Some(vetoes(db, caller, month, &vetoed).await?);
    view.units = Some(units(&places, &starred, &scheme));
    view.movers = Some(movers(&places, &scheme));
    view.star_counts = Some(star_counts(&starred, &scheme));
    view.category_means = Some(category_means(&places, &scheme));
    let spreads = db.rankings().seen_spreads(&caller.scope).await?;
    let trend = (0..12)
        .rev()
        .map(|back| month.shifted(-back))
        .filter_map(|period| Some(MeanView::of(period, spreads.get(&period)?.mean())));
    view.trend = Some(trend.collect());
    Ok(())
}

fn mean<'a>(places: impl Iterator<Item = &'a Place>) -> Option<Points> {
    let ranked: Vec<Points> = places.filter(|place| place.rank.is_some()).map(|place| place.total).collect();
    let sum: Points = ranked.iter().copied().sum();
    let mean = sum.number().over(rating::number::Number::whole(ranked.len() as i64))?;
    Some(Rounding::HUNDREDTH.points(mean))
}

async fn vetoes(db: &mut Db, caller: &Caller, month: Period, places: &[&Place]) -> Result<Vec<VetoedView>, ApiError> {
    let mut views = Vec::new();
    for place in places.iter().take(20) {
        let kept = db.scorecards().find(&caller.scope, month, &place.branch_id).await?;
        let sentences =
            |card: &Scorecard| card.vetoes.iter().map(|hit| hit.sentence.clone()).collect::<Vec<_>>().join("；");
        views.push(VetoedView {
            branch_id: place.branch_id.clone(),
            branch_name: place.branch_name.clone(),
            text: kept.map(|kept| sentences(&kept.card)).unwrap_or_default(),
        });
    }
    Ok(views)
}

fn units(places: &[Place], starred: &[Place], scheme: &Scheme) -> Vec<UnitPart> {
    let mut units: Vec<(&str, &str)> = Vec::new();
    for place in places {
        if !units.iter().any(|(id, _)| *id == place.unit_id) {
            units.push((&place.unit_id, &place.unit_name));
        }
    }
    units.sort_unstable();
    let part = |(id, name): &(&str, &str)| {
        let own: Vec<&Place> = places.iter().filter(|place| place.unit_id == *id).collect();
        let levels = scheme.rating.stars.iter().flat_map(|stars| &stars.levels);
        let mut stars: BTreeMap<i64, i64> = levels.map(|level| (i64::from(level.star), 0)).collect();
        for star in starred.iter().filter(|place| place.unit_id == *id).filter_map(|place| place.star) {
            *stars.entry(star).or_default() += 1;
        }
        UnitPart {
            unit_id: (*id).to_owned(),
            unit_name: (*name).to_owned(),
            n_branches: own.len() as i64,
            mean_points: mean(own.iter().copied()).map(|points| points.to_string()),
            n_waiting: own.iter().filter(|place| place.state == CardState::Waiting).count() as i64,
            stars: stars.into_iter().rev().map(|(stars, n)| StarsOf { stars, n }).collect(),
        }
    };
    units.iter().map(part).collect()
}

/// Who rose and who fell most since the month before.
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
    let levels = scheme.rating.stars.iter().flat_map(|stars| &stars.levels);
    let count = |level: &rating::scheme::Level| StarName {
        stars: i64::from(level.star),
        name: level.name.clone(),
        n: starred.iter().filter(|place| place.star == Some(i64::from(level.star))).count() as i64,
    };
    levels.map(count).collect()
}

fn category_means(places: &[Place], scheme: &Scheme) -> Vec<CategoryMeans> {
    let means = |category: &rating::scheme::Named| {
        let own: Vec<&Place> = places.iter().filter(|place| place.category == category.code).collect();
        let index = |code: &str| {
            let shares = own.iter().flat_map(|place| &place.indices);
            let values: Vec<Points> = shares
                .filter(|share| share.code == code && !share.possible.is_zero())
                .map(|share| share.value)
                .collect();
            let sum: Points = values.iter().copied().sum();
            let mean = sum.number().over(rating::number::Number::whole(values.len() as i64))?;
            Some(IndexMean {
                code: code.to_owned(),
                name: code_name(&scheme.indices, code),
                value: Rounding::HUNDREDTH.points(mean).to_string(),
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

fn card(code: CardCode, title: &'static str, value: impl ToString, tone: Tone, to: Option<&'static str>) -> CardView {
    let unit = match code {
        CardCode::Points | CardCode::Mean | CardCode::Lost => Some("分"),
        CardCode::Due => Some("项"),
        CardCode::Measures => Some("条"),
        CardCode::Rank => None,
        CardCode::Users | CardCode::Branches | CardCode::Waiting | CardCode::FiveStars | CardCode::Vetoed => Some("个"),
    };
    CardView { code, title, value: value.to_string(), unit, tone, to }
}

#[derive(Serialize, ToSchema)]
struct WorkbenchView {
    role: words::Role,
    period: Option<String>,
    title: String,
    cards: Vec<CardView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    mine: Option<MineView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    units: Option<Vec<UnitPart>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    movers: Option<Vec<MoverView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    vetoed: Option<Vec<VetoedView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    trend: Option<Vec<MeanView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    star_counts: Option<Vec<StarName>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    category_means: Option<Vec<CategoryMeans>>,
}

#[derive(Serialize, ToSchema)]
struct CardView {
    code: CardCode,
    title: &'static str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<&'static str>,
    tone: Tone,
    /// A path of the front end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    to: Option<&'static str>,
}

#[derive(Serialize, ToSchema)]
struct MineView {
    branch_id: String,
    branch_name: String,
    points: String,
    possible: String,
    rank: Option<i64>,
    of: i64,
    stars: Option<i64>,
    star_name: Option<String>,
    due: Vec<DueView>,
    gaps: Vec<GapView>,
}

#[derive(Serialize, ToSchema)]
struct DueView {
    item_code: String,
    item_name: String,
    text: String,
    /// Full points of the item.
    worth: String,
    due_on: String,
    state: DueState,
}

impl DueView {
    /// A month's line as something to do; bonus and deductions are no duties.
    fn of(line: &Line, scheme: &Scheme, month: Period) -> Option<DueView> {
        let item = scheme.item(&line.item).filter(|item| item.kind.is_base())?;
        let last = line.steps.iter().rev();
        let step = match line.state {
            LineState::NotOwed => return None,
            LineState::Waiting => last.clone().find(|step| step.kind == StepKind::Waiting),
            LineState::Final => last.clone().find(|step| step.points < Points::ZERO),
        };
        let state = match line.state {
            LineState::Waiting => DueState::Waiting,
            _ if line.points >= line.full => DueState::Done,
            _ => DueState::Late,
        };
        Some(DueView {
            item_code: line.item.clone(),
            item_name: item_name(scheme, &line.item),
            text: step.map_or_else(|| item.criterion.clone(), |step| step.sentence.clone()),
            worth: line.full.to_string(),
            due_on: month.last_day().to_string(),
            state,
        })
    }
}

#[derive(Serialize, ToSchema)]
struct UnitPart {
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
struct StarName {
    stars: i64,
    name: String,
    n: i64,
}

#[derive(Serialize, ToSchema)]
struct MoverView {
    branch_id: String,
    branch_name: String,
    category_name: String,
    /// Places won; negative is down.
    movement: i64,
    rank: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct VetoedView {
    branch_id: String,
    branch_name: String,
    text: String,
}

#[derive(Serialize, ToSchema)]
struct MeanView {
    period: String,
    title: String,
    mean: Option<String>,
}

impl MeanView {
    fn of(period: Period, mean: Option<Points>) -> MeanView {
        MeanView {
            period: period.to_string(),
            title: period.short_title(),
            mean: mean.map(|points| points.to_string()),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct CategoryMeans {
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

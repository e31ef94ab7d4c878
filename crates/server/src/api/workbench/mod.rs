//! `/workbench`: what matters to the caller, by role; the newest month with results unless a period is given.

mod cards;
mod company;
mod own;
mod tasks;

use axum::{
    Json,
    extract::{Query, State},
};
use jiff::civil::Date;
use rating::{
    facts::FactKind,
    period::{Cycle, Period},
    points::Points,
};
use serde::{Deserialize, Serialize};
use store::{Db, FactFilter, HeldRole, Paging, RatedPeriod, Role};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::{
    cards::{CardView, card},
    company::{CategoryMeans, MoverView, StarName, UnitPart, VetoedView},
    own::MineView,
};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::given,
        shared::{latest, parse_period, running},
        words::{self, CardCode, Tone},
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_workbench))
}

/// The caller's start page.
#[utoipa::path(
    get, path = "/workbench", tag = "workbench", params(Asked),
    responses((status = 200, body = WorkbenchView), (status = "4XX", body = ErrorBody)),
)]
async fn show_workbench(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<WorkbenchView>, ApiError> {
    let held = main_role(&caller.roles);
    let role = held.map_or(Role::Member, |held| held.role);
    let mut db = app.store.read().await?;
    let periods = db.periods().list().await?;
    let period = period(&periods, given(asked.period), role, caller.scope.today())?;
    let mut view = WorkbenchView::empty(role, period);
    match (role, held, period) {
        (role, ..) if role.is_apart() => administrator_cards(&mut db, &caller, &mut view).await?,
        (_, _, None) => {}
        (Role::Business, _, Some(period)) => business_cards(&mut db, &caller, period, &mut view).await?,
        (Role::Branch | Role::Member, Some(held), Some(period)) => {
            own::fill(&app, &mut db, &caller, &held.org_id, period, &mut view).await?;
        }
        (_, _, Some(period)) => company::fill(&app, &mut db, &caller, &periods, period, &mut view).await?,
    }
    Ok(Json(view))
}

/// The period asked for, which must have results; else the month that runs for those who keep a ledger, and for
/// the others the newest month that is over.
fn period(periods: &[RatedPeriod], asked: Option<String>, role: Role, today: Date) -> Result<Option<Period>, ApiError> {
    let Some(text) = asked else {
        let now = if role == Role::Branch { running(periods, Cycle::Month, today) } else { None };
        return Ok(now.or(latest(periods, Cycle::Month, today)));
    };
    let period = parse_period(&text)?;
    let is_rated = periods.iter().any(|rated| rated.period == period);
    if is_rated { Ok(Some(period)) } else { Err(ErrorCode::NotRated.into()) }
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
        Role::SecurityAdministrator,
        Role::AuditAdministrator,
    ];
    order.iter().find_map(|role| roles.iter().find(|held| held.role == *role))
}

/// `本月`, `本季度`, `本半年`, `本年度`.
const fn this(period: Period) -> &'static str {
    match period.cycle() {
        Cycle::Month => "本月",
        Cycle::Quarter => "本季度",
        Cycle::Half => "本半年",
        Cycle::Year => "本年度",
    }
}

/// The administrator sees no results and opens no pages of results.
async fn administrator_cards(db: &mut Db, caller: &Caller, view: &mut WorkbenchView) -> Result<(), ApiError> {
    let n_users = db.users().count().await?;
    let n_branches: i64 = db.orgs().branch_counts(&caller.scope).await?.iter().map(|count| count.n).sum();
    view.cards.push(card(CardCode::Users, "账号", n_users, Tone::Normal, None));
    view.cards.push(card(CardCode::Branches, "党支部", n_branches, Tone::Normal, None));
    Ok(())
}

async fn business_cards(
    db: &mut Db,
    caller: &Caller,
    period: Period,
    view: &mut WorkbenchView,
) -> Result<(), ApiError> {
    let filter = FactFilter {
        kind: Some(FactKind::Measure),
        days: Some((period.first_day(), period.last_day())),
        every_measure: true,
        ..FactFilter::default()
    };
    let n = db.facts().list(&caller.scope, &filter, Paging { page: 1, size: 1 }).await?.total;
    let to = format!("/facts?kind=measure&period={period}");
    view.cards.push(card(CardCode::Measures, format!("{}指标数据", this(period)), n, Tone::Normal, Some(to)));
    Ok(())
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// A period with results; the newest month if left out.
    period: Option<String>,
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

impl WorkbenchView {
    fn empty(role: Role, period: Option<Period>) -> WorkbenchView {
        WorkbenchView {
            role: role.into(),
            period: period.map(|period| period.to_string()),
            title: period.map_or("还没有评分结果".to_owned(), |period| period.title()),
            cards: Vec::new(),
            mine: None,
            units: None,
            movers: None,
            vetoed: None,
            trend: None,
            star_counts: None,
            category_means: None,
        }
    }
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

//! `/rankings/{period}`: the published order within a category.

mod paper;

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Query, State},
    response::Response,
};
use rating::{
    period::Period,
    scheme::{Scheme, Stars, Ties},
};
use serde::{Deserialize, Serialize};
use store::{Db, Page, Paging, Place, PlaceFilter, StarCount, Whose};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{given, paging},
        permissions::Permission,
        prints::{Pdf, printed},
        shared::{SchemeRef, category_name, code_name, parse_period, scheme_of},
        words::ResultState,
    },
    ops::{exports::place_sort, print::Paper},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_ranking)).routes(routes!(print_ranking))
}

/// Longer lists are no table that anybody signs.
const MOST_PRINTED: i64 = 2000;

/// One category's places in a period, as far as the caller may read them.
struct Seen {
    period: Period,
    scheme: Arc<Scheme>,
    counts: Vec<StarCount>,
    categories: Vec<CategoryCount>,
    category: String,
    page: Page<Place>,
}

impl Seen {
    async fn find(
        app: &AppState,
        db: &mut Db,
        caller: &Caller,
        period: &str,
        asked: Asked,
        paging: Paging,
    ) -> Result<Seen, ApiError> {
        let period = parse_period(period)?;
        let whose = if caller.sees_all_rankings() { Whose::All } else { Whose::Published };
        let counts = db.rankings().star_counts(&caller.scope, period, whose).await?;
        let first = counts.first().ok_or(ErrorCode::NotRated)?;
        let scheme = scheme_of(app, db, &first.scheme, &first.version).await?;
        let categories = categories(&scheme, &counts);
        let category = match given(asked.category) {
            Some(asked) if categories.iter().any(|category| category.code == asked) => asked,
            Some(_) => return Err(ErrorCode::NotFound.into()),
            None => categories.first().ok_or(ErrorCode::NotRated)?.code.clone(),
        };
        let filter = PlaceFilter {
            category: Some(category.clone()),
            unit_id: given(asked.unit),
            star: asked.stars,
            text: given(asked.q),
            whose,
            sort: place_sort(asked.sort.as_deref()).map_err(|why| ApiError::saying(ErrorCode::BadRequest, why))?,
        };
        let is_whole = filter.unit_id.is_none() && filter.star.is_none() && filter.text.is_none();
        let mut page = db.rankings().list(&caller.scope, period, &filter, paging).await?;
        if let Some(counted) = categories.iter().find(|counted| is_whole && counted.code == category) {
            (page.total, page.more) = (counted.n, false);
        }
        Ok(Seen { period, scheme, counts, categories, category, page })
    }
}

/// One category's ranking in a period. Points and stars are public to all branches of the category.
#[utoipa::path(
    get, path = "/rankings/{period}", tag = "rankings", params(("period" = String, Path), Asked),
    responses((status = 200, body = RankingView), (status = "4XX", body = ErrorBody)),
)]
async fn show_ranking(
    State(app): State<AppState>,
    caller: Caller,
    Path(period): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<RankingView>, ApiError> {
    caller.must(Permission::ReadRankings)?;
    let paging = paging(asked.page, asked.size)?;
    let mut db = app.store.read().await?;
    let Seen { period, scheme, counts, categories, category, page } =
        Seen::find(&app, &mut db, &caller, &period, asked, paging).await?;
    Ok(Json(RankingView {
        period: period.to_string(),
        title: period.title(),
        category_name: category_name(&scheme, &category),
        scheme: SchemeRef::of(&scheme),
        tie_rule: tie_rule(scheme.rating.stars.as_ref()),
        note: note(&scheme, period),
        indices: scheme
            .indices
            .iter()
            .map(|index| CodeName { code: index.code.clone(), name: index.name.clone() })
            .collect(),
        star_counts: star_counts(&scheme, &counts, &category, period),
        items: page.items.into_iter().map(|place| RankingRow::of(place, &scheme)).collect(),
        total: page.total,
        more: page.more,
        page: paging.page,
        size: paging.size,
        categories,
        category,
    }))
}

/// The ranking as a formal table on landscape A4: all rows of the filtered list, the same numbers as on screen.
#[utoipa::path(
    get, path = "/rankings/{period}/print.pdf", tag = "rankings", params(("period" = String, Path), Asked),
    responses(
        (status = 200, body = Pdf, content_type = "application/pdf"),
        (status = 503, body = ErrorBody, description = "fonts are missing"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn print_ranking(
    State(app): State<AppState>,
    caller: Caller,
    Path(period): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, ApiError> {
    caller.must(Permission::ReadRankings)?;
    let filtered =
        [&asked.unit, &asked.q].into_iter().any(|text| given(text.clone()).is_some()) || asked.stars.is_some();
    let mut db = app.store.read().await?;
    let all = Paging { page: 1, size: MOST_PRINTED + 1 };
    let seen = Seen::find(&app, &mut db, &caller, &period, asked, all).await?;
    if seen.page.items.len() as i64 > MOST_PRINTED {
        let message = format!("超过 {MOST_PRINTED} 个支部，一张表装不下；请先选择一个二级单位再打印。");
        return Err(ApiError::saying(ErrorCode::BadRequest, message));
    }
    let sealed = db.checkpoints().latest().await?;
    drop(db);
    let paper = paper::paper(&seen, filtered, sealed.as_ref(), caller.scope.today());
    let heading = paper.heading.clone();
    printed(&heading, Paper::Sheet(Box::new(paper))).await
}

fn categories(scheme: &Scheme, counts: &[StarCount]) -> Vec<CategoryCount> {
    let count = |category: &rating::scheme::Named| CategoryCount {
        code: category.code.clone(),
        name: category.name.clone(),
        n: counts.iter().filter(|count| count.category == category.code).map(|count| count.n).sum(),
    };
    scheme.categories.iter().map(count).filter(|category| category.n > 0).collect()
}

fn star_counts(scheme: &Scheme, counts: &[StarCount], category: &str, period: Period) -> Vec<StarCountView> {
    let Some(stars) = scheme.rating.stars.as_ref().filter(|stars| stars.at.contains(&period.cycle())) else {
        return Vec::new();
    };
    let position = scheme.category(category).unwrap_or(0);
    let count = |level: &rating::scheme::Level| {
        let percent = |quota: &Option<rating::scheme::Quota>| {
            quota.as_ref().and_then(|quota| quota.percent(period.year(), position))
        };
        let most = percent(&level.at_most).map(|percent| format!("不超过{percent}%"));
        let least = percent(&level.at_least).map(|percent| format!("不少于{percent}%"));
        let limits: Vec<String> = least.into_iter().chain(most).collect();
        let same =
            counts.iter().filter(|count| count.category == category && count.star == Some(i64::from(level.star)));
        StarCountView {
            stars: i64::from(level.star),
            name: level.name.clone(),
            n: same.map(|count| count.n).sum(),
            limit: (!limits.is_empty()).then(|| format!("名额{}", limits.join("、"))),
        }
    };
    stars.levels.iter().map(count).collect()
}

fn tie_rule(stars: Option<&Stars>) -> String {
    match stars.map(|stars| (stars.ties, stars.order.len())) {
        None => "总分相同的名次并列。".to_owned(),
        Some((ties, n_orders)) => {
            let order = if n_orders > 0 {
                "总分相同的，依次比较办法规定的指标；仍相同的"
            } else {
                "总分相同的"
            };
            let then = match ties {
                Ties::LetIn => "名次并列，跨名额线时都进入",
                Ties::KeepOut => "名次并列，跨名额线时都不进入",
                Ties::Share => "名次并列",
            };
            format!("{order}{then}。")
        }
    }
}

fn note(scheme: &Scheme, period: Period) -> String {
    let Some(stars) = &scheme.rating.stars else { return String::new() };
    if !stars.at.contains(&period.cycle()) {
        return format!("{}只评价、不评星。", period.title());
    }
    let bonus = if stars.bonus_counts { "加分计入评星" } else { "加分不计入评星，只作评先参考" };
    let quota = if stars.quota_wins {
        "够分支部超出名额的，按名次截取"
    } else {
        "够分即评，不受名额截取"
    };
    let any_quota = stars.levels.iter().any(|level| level.at_most.is_some());
    if any_quota { format!("{bonus}；{quota}。") } else { format!("{bonus}。") }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// A category of the scheme; the first one that the caller may read if left out.
    category: Option<String>,
    unit: Option<String>,
    /// Part of the branch's name.
    q: Option<String>,
    stars: Option<i64>,
    page: Option<i64>,
    size: Option<i64>,
    /// `rank`, `points`, `-points`, `name`, `-movement`.
    sort: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct RankingView {
    period: String,
    title: String,
    category: String,
    category_name: String,
    scheme: SchemeRef,
    tie_rule: String,
    note: String,
    categories: Vec<CategoryCount>,
    indices: Vec<CodeName>,
    star_counts: Vec<StarCountView>,
    items: Vec<RankingRow>,
    total: i64,
    more: bool,
    page: i64,
    size: i64,
}

#[derive(Serialize, ToSchema)]
struct CategoryCount {
    code: String,
    name: String,
    n: i64,
}

#[derive(Serialize, ToSchema)]
struct CodeName {
    code: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
struct StarCountView {
    stars: i64,
    name: String,
    n: i64,
    /// 名额说明.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    limit: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct RankingRow {
    rank: Option<i64>,
    of: i64,
    previous_rank: Option<i64>,
    /// Places won since the period before; negative is down.
    movement: Option<i64>,
    branch_id: String,
    branch_name: String,
    unit_id: String,
    unit_name: String,
    points: String,
    stars: Option<i64>,
    star_name: Option<String>,
    state: ResultState,
    state_note: String,
    indices: Vec<IndexValue>,
    vetoed: bool,
}

#[derive(Serialize, ToSchema)]
struct IndexValue {
    code: String,
    name: String,
    value: String,
}

impl RankingRow {
    fn of(place: Place, scheme: &Scheme) -> RankingRow {
        let index = |share: &rating::scorecard::Share| IndexValue {
            code: share.code.clone(),
            name: code_name(&scheme.indices, &share.code),
            value: share.value.to_string(),
        };
        RankingRow {
            movement: place.rank.zip(place.previous_rank).map(|(now, before)| before - now),
            rank: place.rank,
            of: place.of,
            previous_rank: place.previous_rank,
            branch_id: place.branch_id,
            branch_name: place.branch_name,
            unit_id: place.unit_id,
            unit_name: place.unit_name,
            points: place.total.to_string(),
            stars: place.star,
            star_name: place.star_name,
            state: place.state.into(),
            state_note: place.state_note,
            indices: place.indices.iter().map(index).collect(),
            vetoed: place.vetoed,
        }
    }
}

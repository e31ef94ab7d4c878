//! `/facts`: what is known about branches, and every point that a fact ever moved.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use rating::{
    facts::{Fact, FactKind},
    scheme::{FactClass, Scheme},
    scorecard::Scorecard,
};
use serde::{Deserialize, Serialize};
use store::{FactFilter, FactSort, Role, SeenFact};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::{item_name, parse_period, scheme_in_force},
        words,
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_facts)).routes(routes!(show_fact))
}

/// Facts in the caller's reach, newest first. A business department sees the measures of every branch.
#[utoipa::path(
    get, path = "/facts", tag = "facts", params(Asked),
    responses((status = 200, body = PageView<FactRow>), (status = "4XX", body = ErrorBody)),
)]
async fn list_facts(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<FactRow>>, ApiError> {
    let every_measure = may_read(&caller)?;
    let paging = paging(asked.page, asked.size)?;
    let kind = given(asked.kind).map(|word| FactKind::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
    let period = given(asked.period).map(|text| parse_period(&text)).transpose()?;
    let filter = FactFilter {
        branch_id: given(asked.branch),
        key: given(asked.key),
        kind,
        days: period.map(|period| (period.first_day(), period.last_day())),
        text: given(asked.q),
        sort: match given(asked.sort).as_deref() {
            None | Some("-on") => FactSort::NewestFirst,
            Some("on") => FactSort::OldestFirst,
            Some(other) => {
                let message = format!("不能按“{other}”排序；可用 on、-on。");
                return Err(ApiError::saying(ErrorCode::BadRequest, message));
            }
        },
        every_measure,
    };
    let mut db = app.store.read().await?;
    if let Some(branch) = &filter.branch_id
        && !every_measure
        && db.branches().find(&caller.scope, branch).await?.is_none()
    {
        return Err(ErrorCode::NotFound.into());
    }
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await.ok();
    let page = db.facts().list(&caller.scope, &filter, paging).await?;
    Ok(Json(PageView::of(page, paging, |seen| FactRow::of(seen, scheme.as_deref()))))
}

/// One fact, and every point that it moved.
#[utoipa::path(
    get, path = "/facts/{id}", tag = "facts", params(("id" = String, Path)),
    responses((status = 200, body = FactView), (status = "4XX", body = ErrorBody)),
)]
async fn show_fact(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<FactView>, ApiError> {
    let every_measure = may_read(&caller)?;
    let mut db = app.store.read().await?;
    let seen = db.facts().find(&caller.scope, &id, every_measure).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await.ok();
    // Whoever sees a measure only because of his department does not see points: the scope leaves them out.
    let kept = db.scorecards().of_branch(&caller.scope, &seen.entered.branch_id).await?;
    let cards: Vec<Scorecard> = kept.into_iter().map(|kept| kept.card).collect();
    let mut moved = rating::moved_by(&id, &cards);
    moved.sort_by_key(|moved| std::cmp::Reverse((moved.period.last_day(), std::cmp::Reverse(moved.period.cycle()))));
    let view = |moved: &rating::Moved| MovedView {
        period: moved.period.to_string(),
        title: moved.period.title(),
        item: moved.item.clone(),
        item_name: scheme.as_ref().map_or_else(|| moved.item.clone(), |scheme| item_name(scheme, &moved.item)),
        points: moved.points.to_string(),
        sentence: moved.sentence.clone(),
    };
    let moved = moved.iter().map(view).collect();
    Ok(Json(FactView::of(seen, scheme, moved)))
}

/// Whether every measure is theirs to read; 403 for those who read no facts at all.
fn may_read(caller: &Caller) -> Result<bool, ApiError> {
    if caller.is(Role::Business) {
        return Ok(true);
    }
    caller.must(Permission::ReadResults)?;
    Ok(false)
}

fn class_name(class: Option<&FactClass>, key: &str) -> String {
    class.map_or_else(|| key.to_owned(), |class| class.name.clone())
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    branch: Option<String>,
    key: Option<String>,
    #[param(value_type = Option<words::FactKind>)]
    kind: Option<String>,
    /// Facts that happened in it.
    period: Option<String>,
    /// Part of the title or of the branch's name.
    q: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
    /// `-on` (newest first) or `on`.
    sort: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct FactRow {
    id: String,
    key: String,
    name: String,
    kind: words::FactKind,
    kind_name: &'static str,
    branch_id: String,
    branch_name: String,
    unit_name: String,
    on: String,
    filed_on: Option<String>,
    state: words::FactState,
    state_name: &'static str,
    title: String,
}

impl FactRow {
    fn of(seen: SeenFact, scheme: Option<&Scheme>) -> FactRow {
        let fact = seen.entered.fact;
        FactRow {
            name: class_name(scheme.and_then(|scheme| scheme.class(&fact.key)), &fact.key),
            id: fact.id,
            key: fact.key,
            kind: fact.kind.into(),
            kind_name: fact.kind.title(),
            branch_id: seen.entered.branch_id,
            branch_name: seen.branch_name,
            unit_name: seen.unit_name,
            on: fact.on.to_string(),
            filed_on: fact.filed_on.map(|day| day.to_string()),
            state: fact.state.into(),
            state_name: fact.state.title(),
            title: fact.title,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct FactView {
    #[serde(flatten)]
    row: FactRow,
    counts_for: Option<String>,
    fields: Vec<FieldView>,
    source: String,
    entered_by: String,
    entered_at: String,
    /// Every point that this fact moved, newest first.
    moved: Vec<MovedView>,
}

#[derive(Serialize, ToSchema)]
struct FieldView {
    name: String,
    label: String,
    value: String,
    unit: String,
}

#[derive(Serialize, ToSchema)]
struct MovedView {
    period: String,
    title: String,
    item: String,
    item_name: String,
    points: String,
    sentence: String,
}

impl FactView {
    fn of(seen: SeenFact, scheme: Option<Arc<Scheme>>, moved: Vec<MovedView>) -> FactView {
        let entered = seen.entered.clone();
        let class = scheme.as_ref().and_then(|scheme| scheme.class(&entered.fact.key));
        FactView {
            fields: fields(&entered.fact, class),
            counts_for: entered.fact.counts_for.map(|period| period.to_string()),
            source: entered.source,
            entered_by: entered.entered_by,
            entered_at: entered.entered_at.to_string(),
            row: FactRow::of(seen, scheme.as_deref()),
            moved,
        }
    }
}

fn fields(fact: &Fact, class: Option<&FactClass>) -> Vec<FieldView> {
    let label = |name: &str| class.map_or_else(|| name.to_owned(), |class| class.field_name(name));
    let unit = |name: &str| match class {
        Some(class) if matches!(name, "actual" | "target" | "value") => class.unit.clone(),
        _ => String::new(),
    };
    let numbers = fact.numbers.iter().map(|(name, value)| FieldView {
        name: name.clone(),
        label: label(name),
        value: value.to_string(),
        unit: unit(name),
    });
    let words = fact.tags.iter().map(|(name, word)| FieldView {
        name: name.clone(),
        label: label(name),
        value: class.map_or(word.as_str(), |class| class.word_name(name, word)).to_owned(),
        unit: String::new(),
    });
    numbers.chain(words).collect()
}

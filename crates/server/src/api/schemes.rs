//! `/schemes`: the documents that say how branches are rated, and what each of their parts means.

use axum::{
    Json,
    extract::{Path, State},
};
use rating::{
    measure::Describe,
    scheme::{FactClass, Group, Item, Scheme, Worth},
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        scorecards::veto_effect,
        shared::group_name,
        words::{Channel, Cycle, DutyStatus, FactKind, ItemKind, SchemeState},
    },
    sentences,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_schemes)).routes(routes!(show_scheme))
}

/// All schemes, newest first; a published scheme is public to everyone who signs in.
#[utoipa::path(
    get, path = "/schemes", tag = "schemes",
    responses((status = 200, body = SchemesView), (status = "4XX", body = ErrorBody)),
)]
async fn list_schemes(State(app): State<AppState>, _caller: Caller) -> Result<Json<SchemesView>, ApiError> {
    let mut db = app.store.read().await?;
    let row = |kept: &store::Scheme| SchemeRow {
        code: kept.code.clone(),
        version: kept.version.clone(),
        title: kept.title.clone(),
        effective_from: kept.effective_from.to_string(),
        state: SchemeState::from(kept),
        n_items: app.schemes.read(kept).map_or(0, |scheme| scheme.items.len() as i64),
        published_at: kept.published_at.map(|at| at.to_string()),
    };
    Ok(Json(SchemesView { items: db.schemes().list().await?.iter().map(row).collect() }))
}

/// One scheme, every part named and explained, with its source text.
#[utoipa::path(
    get, path = "/schemes/{code}/{version}", tag = "schemes", params(("code" = String, Path), ("version" = String, Path)),
    responses((status = 200, body = SchemeView), (status = "4XX", body = ErrorBody)),
)]
async fn show_scheme(
    State(app): State<AppState>,
    _caller: Caller,
    Path((code, version)): Path<(String, String)>,
) -> Result<Json<SchemeView>, ApiError> {
    let mut db = app.store.read().await?;
    let kept = db.schemes().find(&code, &version).await?.ok_or(ErrorCode::NotFound)?;
    let (scheme, warnings) = rating::scheme::read(&kept.text).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        ApiError::saying(ErrorCode::Invalid, format!("这份办法还有错误，不能展开显示：{first}"))
    })?;
    let warnings = warnings.iter().map(ToString::to_string).collect();
    Ok(Json(SchemeView::of(&scheme, &kept, warnings)))
}

#[derive(Serialize, ToSchema)]
struct SchemesView {
    items: Vec<SchemeRow>,
}

#[derive(Serialize, ToSchema)]
struct SchemeRow {
    code: String,
    version: String,
    title: String,
    /// First day.
    effective_from: String,
    state: SchemeState,
    n_items: i64,
    published_at: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct SchemeView {
    code: String,
    version: String,
    title: String,
    state: SchemeState,
    effective_from: String,
    approved_by: String,
    source: String,
    points: PointsView,
    choices: Vec<TitleText>,
    categories: Vec<CodeNameText>,
    indices: Vec<CodeNameText>,
    blocks: Vec<BlockView>,
    sections: Vec<SectionView>,
    facts: Vec<ClassView>,
    duties: Vec<DutyView>,
    items: Vec<ItemView>,
    vetoes: Vec<SchemeVetoView>,
    /// Each line of the rating rules as a sentence.
    rating: Vec<TitleText>,
    ladder: Vec<RungView>,
    /// The document itself.
    text: String,
    warnings: Vec<String>,
}

#[derive(Serialize, ToSchema)]
struct PointsView {
    full: String,
    precision: String,
    rounding: &'static str,
}

#[derive(Serialize, ToSchema)]
struct TitleText {
    title: String,
    text: String,
}

#[derive(Serialize, ToSchema)]
struct CodeNameText {
    code: String,
    name: String,
    text: String,
}

#[derive(Serialize, ToSchema)]
struct BlockView {
    code: String,
    name: String,
    /// Percent by category.
    weights: BTreeMap<String, String>,
}

#[derive(Serialize, ToSchema)]
struct SectionView {
    code: String,
    name: String,
    group: String,
}

#[derive(Serialize, ToSchema)]
struct ClassView {
    key: String,
    name: String,
    kind: FactKind,
    kind_name: &'static str,
    by: String,
    unit: String,
    /// Rules of items that read it, themselves or through a duty.
    n_rules: i64,
}

#[derive(Serialize, ToSchema)]
struct DutyView {
    code: String,
    name: String,
    every: Cycle,
    every_name: &'static str,
    times: String,
    due: String,
    text: String,
    clause: String,
    status: DutyStatus,
    status_name: &'static str,
}

#[derive(Serialize, ToSchema)]
struct ItemView {
    code: String,
    name: String,
    index: String,
    index_name: String,
    block: String,
    block_name: String,
    section: String,
    section_name: String,
    kind: ItemKind,
    kind_name: &'static str,
    cycle: Cycle,
    cycle_name: &'static str,
    channel: Channel,
    channel_name: &'static str,
    assessor: String,
    /// By category; categories to which the item does not apply are left out.
    points: BTreeMap<String, String>,
    criterion: String,
    clause: String,
    evidence: String,
    rules: Vec<RuleView>,
}

#[derive(Serialize, ToSchema)]
struct RuleView {
    text: String,
    /// What the platform does with it, in words.
    summary: String,
    clause: String,
}

#[derive(Serialize, ToSchema)]
struct SchemeVetoView {
    code: String,
    text: String,
    effect: String,
    /// What the platform looks at, in words.
    rule: String,
    clause: String,
}

#[derive(Serialize, ToSchema)]
struct RungView {
    code: String,
    name: String,
    stars: Vec<i64>,
    text: String,
    asks: Vec<String>,
}

impl SchemeView {
    fn of(scheme: &Scheme, kept: &store::Scheme, warnings: Vec<String>) -> SchemeView {
        let by_category = |group: &Group| {
            let weights = scheme.categories.iter().zip(&group.weights);
            weights.filter_map(|(category, weight)| Some((category.code.clone(), (*weight)?.to_string()))).collect()
        };
        SchemeView {
            code: scheme.code.clone(),
            version: scheme.version.clone(),
            title: scheme.title.clone(),
            state: SchemeState::from(kept),
            effective_from: scheme.effective_from.to_string(),
            approved_by: scheme.approved_by.clone(),
            source: scheme.source.clone(),
            points: PointsView {
                full: sentences::full_points(scheme),
                precision: rating::points::Points::from_thousandths(scheme.points.rounding.unit).short(),
                rounding: scheme.points.rounding.mode.title(),
            },
            choices: scheme
                .choices
                .iter()
                .map(|choice| TitleText { title: choice.title.clone(), text: choice.text.clone() })
                .collect(),
            categories: scheme
                .categories
                .iter()
                .map(|named| CodeNameText {
                    code: named.code.clone(),
                    name: named.name.clone(),
                    text: named.text.clone(),
                })
                .collect(),
            indices: scheme
                .indices
                .iter()
                .map(|group| CodeNameText {
                    code: group.code.clone(),
                    name: group.name.clone(),
                    text: group.text.clone(),
                })
                .collect(),
            blocks: scheme
                .blocks
                .iter()
                .map(|group| BlockView {
                    code: group.code.clone(),
                    name: group.name.clone(),
                    weights: by_category(group),
                })
                .collect(),
            sections: scheme
                .sections
                .iter()
                .map(|group| SectionView {
                    code: group.code.clone(),
                    name: group.name.clone(),
                    group: group.group.clone(),
                })
                .collect(),
            facts: scheme.classes.iter().enumerate().map(|(n, class)| ClassView::of(scheme, n, class)).collect(),
            duties: scheme.duties.iter().map(|duty| DutyView::of(scheme, duty)).collect(),
            items: scheme.items.iter().map(|item| ItemView::of(scheme, item)).collect(),
            vetoes: scheme
                .vetoes
                .iter()
                .map(|veto| SchemeVetoView {
                    code: veto.code.clone(),
                    text: veto.text.clone(),
                    effect: veto_effect(scheme, &veto.code),
                    rule: sentences::veto(scheme, veto),
                    clause: veto.clause.clone(),
                })
                .collect(),
            rating: sentences::rating(scheme).into_iter().map(|(title, text)| TitleText { title, text }).collect(),
            ladder: scheme
                .ladder
                .iter()
                .map(|rung| RungView {
                    code: rung.code.clone(),
                    name: rung.name.clone(),
                    stars: rung.stars.iter().map(|star| i64::from(*star)).collect(),
                    text: sentences::rung(scheme, rung),
                    asks: rung.asks.clone(),
                })
                .collect(),
            text: kept.text.clone(),
            warnings,
        }
    }
}

impl ClassView {
    fn of(scheme: &Scheme, position: usize, class: &FactClass) -> ClassView {
        ClassView {
            key: class.key.clone(),
            name: class.name.clone(),
            kind: class.kind.into(),
            kind_name: class.kind.title(),
            by: class.by.clone(),
            unit: class.unit.clone(),
            n_rules: sentences::n_rules(scheme, position),
        }
    }
}

impl DutyView {
    fn of(scheme: &Scheme, duty: &rating::scheme::Duty) -> DutyView {
        let (every, status) = (Cycle::from(duty.every), DutyStatus::from(duty.status));
        DutyView {
            code: duty.code.clone(),
            name: duty.name.clone(),
            every,
            every_name: every.title(),
            times: duty.times.describe(scheme),
            due: sentences::due(duty),
            text: sentences::duty(scheme, duty),
            clause: duty.clause.clone(),
            status,
            status_name: status.title(),
        }
    }
}

impl ItemView {
    fn of(scheme: &Scheme, item: &Item) -> ItemView {
        let (index, index_name) = group_name(&scheme.indices, item.index);
        let (block, block_name) = group_name(&scheme.blocks, item.block);
        let (section, section_name) = group_name(&scheme.sections, item.section);
        let (kind, cycle, channel) = (ItemKind::from(item.kind), Cycle::from(item.cycle), Channel::from(item.channel));
        let worth = |(category, worth): (&rating::scheme::Named, &Option<Worth>)| {
            let text = match worth.as_ref()? {
                Worth::Full(points) => points.short(),
                Worth::Unlimited => "不封顶".to_owned(),
            };
            Some((category.code.clone(), text))
        };
        let rule = |rule: &rating::rules::Rule| RuleView {
            text: rule.text.clone(),
            summary: sentences::rule(scheme, rule),
            clause: rule.clause.clone(),
        };
        ItemView {
            code: item.code.clone(),
            name: item.name.clone(),
            index,
            index_name,
            block,
            block_name,
            section,
            section_name,
            kind,
            kind_name: kind.title(),
            cycle,
            cycle_name: cycle.title(),
            channel,
            channel_name: channel.title(),
            assessor: item.assessor.clone(),
            points: scheme.categories.iter().zip(&item.points).filter_map(worth).collect(),
            criterion: item.criterion.clone(),
            clause: item.clause.clone(),
            evidence: item.evidence.clone(),
            rules: item.rules.iter().map(rule).collect(),
        }
    }
}

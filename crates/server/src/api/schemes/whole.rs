//! A whole scheme, every part named and explained.

use std::collections::BTreeMap;

use rating::{
    measure::Describe,
    points::Points,
    scheme::{Duty, FactClass, Group, Scheme},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::items::ItemView;
use crate::{
    api::words::{Cycle, DutyStatus, FactKind, SchemeState},
    sentences,
};

#[derive(Serialize, ToSchema)]
pub(super) struct SchemeView {
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
    pub(super) fn of(scheme: &Scheme, kept: &store::Scheme, warnings: Vec<String>) -> SchemeView {
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
                precision: Points::from_thousandths(scheme.points.rounding.unit).short(),
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
                    effect: sentences::effects(scheme, veto),
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
    fn of(scheme: &Scheme, duty: &Duty) -> DutyView {
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

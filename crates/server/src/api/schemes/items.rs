//! The items of a scheme with their rules in words.

use std::collections::BTreeMap;

use rating::{
    rules::Rule,
    scheme::{Item, Named, Scheme, Worth},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{api::items::ItemHead, sentences};

#[derive(Serialize, ToSchema)]
pub(super) struct ItemView {
    code: String,
    name: String,
    #[serde(flatten)]
    head: ItemHead,
    /// By category; categories to which the item does not apply are left out.
    points: BTreeMap<String, String>,
    rules: Vec<RuleView>,
}

#[derive(Serialize, ToSchema)]
struct RuleView {
    text: String,
    /// What the platform does with it, in words.
    summary: String,
    clause: String,
}

impl ItemView {
    pub(super) fn of(scheme: &Scheme, item: &Item) -> ItemView {
        let worth = |(category, worth): (&Named, &Option<Worth>)| {
            let text = match worth.as_ref()? {
                Worth::Full(points) => points.short(),
                Worth::Unlimited => "不封顶".to_owned(),
            };
            Some((category.code.clone(), text))
        };
        let rule = |rule: &Rule| RuleView {
            text: rule.text.clone(),
            summary: sentences::rule(scheme, rule),
            clause: rule.clause.clone(),
        };
        ItemView {
            code: item.code.clone(),
            name: item.name.clone(),
            head: ItemHead::of(item, scheme),
            points: scheme.categories.iter().zip(&item.points).filter_map(worth).collect(),
            rules: item.rules.iter().map(rule).collect(),
        }
    }
}

//! Classes of events as the scheme has them: which words and figures they take, and which rules read them.

use std::collections::BTreeMap;

use rating::{
    facts::FactKind,
    number::Number,
    scheme::{FactClass, ItemKind, Scheme},
};
use serde::Serialize;
use store::Event;
use utoipa::ToSchema;

use crate::{
    api::{ApiError, words},
    sentences,
};

#[derive(Serialize, ToSchema)]
pub(super) struct EventClassView {
    class: String,
    name: String,
    /// Who supplies it.
    by: String,
    effects: Vec<words::EventEffect>,
    /// Every rule that reads it; nothing is asked that none reads.
    rules: Vec<EventRuleView>,
    words: Vec<EventWordsView>,
    numbers: Vec<EventNumberView>,
}

#[derive(Serialize, ToSchema)]
struct EventRuleView {
    effect: words::EventEffect,
    /// The item or the veto.
    name: String,
    text: String,
    clause: String,
}

/// A word field; without a list any text will do.
#[derive(Serialize, ToSchema)]
struct EventWordsView {
    field: String,
    name: String,
    words: Vec<EventWordView>,
    required: bool,
}

#[derive(Serialize, ToSchema)]
struct EventWordView {
    code: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
struct EventNumberView {
    field: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct EventFieldView {
    label: String,
    value: String,
}

/// What a word field is called on screen; a scheme that lists its words need not name it.
fn name_of(code: &str, name: &str) -> String {
    match (code, name == code) {
        ("level", true) => "级别".to_owned(),
        ("class", true) => "类型".to_owned(),
        _ => name.to_owned(),
    }
}

impl EventClassView {
    /// Every class of events that some rule reads.
    pub(super) fn all(scheme: &Scheme) -> Vec<EventClassView> {
        let events = scheme.classes.iter().filter(|class| class.kind == FactKind::Event);
        events.map(|class| EventClassView::of(scheme, class)).filter(|view| !view.rules.is_empty()).collect()
    }

    fn of(scheme: &Scheme, class: &FactClass) -> EventClassView {
        let words = class.tags.iter().map(|field| EventWordsView {
            field: field.code.clone(),
            name: name_of(&field.code, &field.name),
            words: field
                .words
                .iter()
                .map(|(code, name)| EventWordView { code: code.clone(), name: name.clone() })
                .collect(),
            required: !field.words.is_empty(),
        });
        let numbers =
            class.fields.iter().map(|(field, name)| EventNumberView { field: field.clone(), name: name.clone() });
        EventClassView {
            class: class.key.clone(),
            name: class.name.clone(),
            by: class.by.clone(),
            effects: effects(scheme, &class.key),
            rules: rules(scheme, &class.key),
            words: words.collect(),
            numbers: numbers.collect(),
        }
    }
}

const fn effect(kind: ItemKind) -> words::EventEffect {
    match kind {
        ItemKind::Bonus => words::EventEffect::Bonus,
        ItemKind::Deduction => words::EventEffect::Deduction,
        ItemKind::Base | ItemKind::Special => words::EventEffect::Item,
    }
}

/// What the class can do, each sort once.
pub(super) fn effects(scheme: &Scheme, key: &str) -> Vec<words::EventEffect> {
    let mut all: Vec<words::EventEffect> = rules(scheme, key).into_iter().map(|rule| rule.effect).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn rules(scheme: &Scheme, key: &str) -> Vec<EventRuleView> {
    let is_class = |query: &usize| scheme.classes[scheme.queries[*query].class].key == key;
    let of_items = scheme.items.iter().flat_map(|item| {
        let read = item.rules.iter().filter(|rule| rule.reads().queries.iter().any(is_class));
        read.map(|rule| EventRuleView {
            effect: effect(item.kind),
            name: item.name.clone(),
            text: rule.text.clone(),
            clause: if rule.clause.is_empty() { item.clause.clone() } else { rule.clause.clone() },
        })
    });
    let of_vetoes = scheme.vetoes.iter().filter(|veto| veto.reads().queries.iter().any(is_class));
    let of_vetoes = of_vetoes.map(|veto| EventRuleView {
        effect: words::EventEffect::Veto,
        name: veto.text.clone(),
        text: sentences::effects(scheme, veto),
        clause: veto.clause.clone(),
    });
    of_items.chain(of_vetoes).collect()
}

/// Words and figures as the class takes them.
type Body = (BTreeMap<String, String>, BTreeMap<String, Number>);

pub(super) fn checked(
    scheme: &Scheme,
    key: &str,
    tags: BTreeMap<String, String>,
    numbers: BTreeMap<String, String>,
) -> Result<Body, ApiError> {
    let class = scheme.class(key).filter(|class| class.kind == FactKind::Event);
    let class = class.ok_or_else(|| ApiError::invalid("class", "办法中没有这类事项；请从列表中选择。"))?;
    for field in class.tags.iter().filter(|field| !field.words.is_empty()) {
        let word = tags.get(&field.code);
        if !word.is_some_and(|word| field.words.iter().any(|(code, _)| code == word)) {
            return Err(ApiError::invalid(
                &format!("tags.{}", field.code),
                &format!("请选择“{}”。", name_of(&field.code, &field.name)),
            ));
        }
    }
    let known: BTreeMap<String, String> = tags
        .into_iter()
        .map(|(field, word)| (field, word.trim().to_owned()))
        .filter(|(field, word)| !word.is_empty() && class.tags.iter().any(|tag| tag.code == *field))
        .collect();
    let mut figures = BTreeMap::new();
    for (field, text) in numbers.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        let at = format!("numbers.{field}");
        if field != "count" && !class.fields.iter().any(|(code, _)| *code == field) {
            return Err(ApiError::invalid(&at, "这类事项没有这个数字。"));
        }
        let number: Number = text.trim().parse().map_err(|_| ApiError::invalid(&at, "请填写数字。"))?;
        if number < Number::ZERO {
            return Err(ApiError::invalid(&at, "数字不能小于零。"));
        }
        figures.insert(field, number);
    }
    Ok((known, figures))
}

pub(super) fn fields(event: &Event, class: Option<&FactClass>) -> Vec<EventFieldView> {
    let label = |name: &str| name_of(name, &class.map_or_else(|| name.to_owned(), |class| class.field_name(name)));
    let words = event.tags.iter().map(|(field, word)| EventFieldView {
        label: label(field),
        value: class.map_or(word.as_str(), |class| class.word_name(field, word)).to_owned(),
    });
    let numbers =
        event.numbers.iter().map(|(field, number)| EventFieldView { label: label(field), value: number.to_string() });
    words.chain(numbers).collect()
}

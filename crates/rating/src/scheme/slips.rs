//! Slips that read well and can never have been meant: stars that do not exist, codes used twice, limits upside down.

use std::collections::BTreeSet;

use super::{
    Floor, From, ItemKind, Scheme, VetoEffect, Worth,
    check::node_of,
    node::{Node, Place},
};
use crate::{measure::Measure, number::Number, points::Points, problem::Problems, rules::Kind};

pub(super) fn slips(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    unknown_stars(scheme, root, problems);
    twice(root, "vetoes", "否决", problems);
    twice(root, "outputs", "输出", problems);
    absent_parts(scheme, root, problems);
    quotas(scheme, root, problems);
    limits(scheme, root, problems);
    fields_that_hold_together(scheme, root, problems);
    for (duty, place) in scheme.duties.iter().map(|duty| (duty, named(root, "duties", &duty.code))) {
        if matches!(duty.times, Measure::Constant(times) if times < Number::ZERO) {
            problems.error(place, format!("“{}”的次数是负数", duty.name), "写 times: 1，或写出次数怎么来");
        }
    }
}

/// Where something with a code is written.
fn named<'n>(root: &'n Node, key: &str, code: &str) -> &'n Place {
    root.get(key).and_then(|node| node.get(code)).map_or(&root.place, |node| &node.place)
}

/// Stars that are promised, capped at or named somewhere, and that no level gives.
fn unknown_stars(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    let Some(stars) = &scheme.rating.stars else { return };
    let known: BTreeSet<u8> = stars.levels.iter().map(|level| level.star).collect();
    let node = root.get("rating").and_then(|rating| rating.get("stars"));
    let mut refuse = |star: u8, place: &Place| {
        if !known.contains(&star) {
            let all: Vec<String> = known.iter().map(u8::to_string).collect();
            problems.error(
                place,
                format!("办法没有{star}星这一等"),
                format!("levels 里写的是 {} 星，改成其中之一，或补上这一等", all.join("、")),
            );
        }
    };
    let at = |key: &str| node.and_then(|node| node.get(key)).map_or(&root.place, |node| &node.place);
    let rules = stars.direct.iter().map(|rule| (rule, "direct")).chain(stars.caps.iter().map(|rule| (rule, "caps")));
    for (rule, key) in rules {
        refuse(rule.amount, at(key));
    }
    let labels = stars.labels.iter().flat_map(|label| &label.stars).map(|star| (*star, "labels"));
    let honours = stars.honours.iter().flat_map(|rule| &rule.stars).map(|star| (*star, "honours"));
    let targets = stars.targets.iter().flat_map(|target| &target.stars).map(|star| (*star, "targets"));
    for (star, key) in labels.chain(honours).chain(targets) {
        refuse(star, at(key));
    }
    let vetoes = root.get("vetoes").map(Node::one_or_more).unwrap_or_default();
    for veto in &scheme.vetoes {
        let node = vetoes.iter().find(|node| node.get("code").and_then(Node::text) == Some(&veto.code));
        for effect in &veto.effects {
            if let VetoEffect::Cap(star) = effect {
                refuse(*star, node.map_or(&root.place, |node| &node.place));
            }
        }
    }
}

/// Codes of a list that stand there more than once.
fn twice(root: &Node, key: &str, what: &str, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for node in root.get(key).map(Node::one_or_more).unwrap_or_default() {
        if let Some(code) = node.get("code").and_then(Node::text)
            && !seen.insert(code)
        {
            problems.error(&node.place, format!("{what}的编号“{code}”写了两次"), "每条用自己的编号");
        }
    }
}

/// Totals that are to be joined from periods nobody rates.
fn absent_parts(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for cycle in scheme.rating.cycles() {
        let from = scheme.rating.stage(cycle).map(|stage| stage.from);
        if let Some(From::Totals(part)) = from
            && scheme.rating.stage(part).is_none()
        {
            let place = root.get("rating").map_or(&root.place, |node| &node.place);
            problems.error(
                place,
                format!("{}取自各{}的总分，但办法不按{}评定", cycle.title(), part.title(), part.title()),
                "在 rating 里写上那个周期，或改 from",
            );
        }
    }
}

fn quotas(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    let place = root.get("rating").and_then(|rating| rating.get("stars")).map_or(&root.place, |node| &node.place);
    for level in scheme.rating.stars.iter().flat_map(|stars| &stars.levels) {
        let ends = |quota: &Option<super::Quota>| quota.as_ref().and_then(|quota| quota.any);
        if let (Some(most), Some(least)) = (ends(&level.at_most), ends(&level.at_least))
            && least > most
        {
            let said = format!("“{}”的名额至少{least}%、至多{most}%，不能同时做到", level.name);
            problems.error(place, said, "核对 quota 的 at_least 与 at_most");
        }
    }
}

fn limits(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for item in &scheme.items {
        let place = &node_of(root, item).place;
        let fulls: Vec<Points> = item.points.iter().flatten().map(|worth| worth.full()).collect();
        let (least, most) = (fulls.iter().min().copied(), fulls.iter().max().copied().unwrap_or_default());
        let limited = item.points.iter().flatten().all(|worth| *worth != Worth::Unlimited);
        if item.ceiling.zip(most.into()).is_some_and(|(ceiling, full)| limited && ceiling < full) {
            problems.error(
                place,
                format!("“{}”的 ceiling 低于本项分值", item.name),
                "ceiling 写本项最高分，不低于分值",
            );
        }
        if let (Floor::At(floor), Some(full)) = (item.floor, least)
            && limited
            && floor > full
        {
            problems.error(place, format!("“{}”的 floor 高于本项分值", item.name), "floor 写本项最低分，如 0");
        }
        if item
            .above_full
            .into_iter()
            .chain(item.rules.iter().filter_map(|rule| rule.above_full))
            .any(|points| points < Points::ZERO)
        {
            problems.error(place, format!("“{}”的 above_full 是负数", item.name), "写满分之外最多再加几分，如 2");
        }
        let takes = |rule: &crate::rules::Rule| rule.kind.takes() || rule.kind.may_take() || rule.kind.is_zero();
        if item.kind == ItemKind::Deduction && !item.rules.is_empty() && !item.rules.iter().any(takes) {
            problems.error(
                place,
                format!("“{}”是扣分项，却没有一条规则会扣分", item.name),
                "把分值写成负数，或改 kind",
            );
        }
        let only_takes =
            !item.rules.is_empty() && !item.rules.iter().any(|rule| rule.kind.gives() || rule.kind.may_take());
        if item.kind == ItemKind::Bonus && only_takes && item.floor == Floor::At(Points::ZERO) {
            problems.error(
                place,
                format!("“{}”是加分项，却没有一条规则会加分", item.name),
                "把分值写成正数，或改 kind",
            );
        }
    }
}

/// Word fields by which facts are held together, and that the facts do not have.
fn fields_that_hold_together(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for item in &scheme.items {
        let nodes = node_of(root, item).get("rules").map(Node::one_or_more).unwrap_or_default();
        for (rule, node) in item.rules.iter().zip(nodes) {
            let (query, words) = match &rule.kind {
                Kind::Ladder(rule) => (Some(rule.of), rule.held_together()),
                Kind::Each(rule) => (rule.query(), rule.held_together()),
                _ => continue,
            };
            let Some(class) = query.map(|query| &scheme.classes[scheme.queries[query].class]) else { continue };
            for word in words {
                if !class.tags.iter().any(|tag| tag.code == word) {
                    let tags: Vec<&str> = class.tags.iter().map(|tag| tag.code.as_str()).collect();
                    problems.error(
                        &node.place,
                        format!("{}没有文字字段“{word}”，无从按它合并或封顶", class.name),
                        match tags.is_empty() {
                            true => format!("在事实声明里写上，如 tags: {{{word}: 名称}}"),
                            false => format!("已声明的有 {}；或在事实声明里补上", tags.join("、")),
                        },
                    );
                }
            }
        }
    }
}

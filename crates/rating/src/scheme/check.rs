//! What only shows when the whole scheme is seen: sums, weights, things that nobody uses.

use super::{FactClass, Item, Scheme, Total, Worth, node::Node, slips::slips};
use crate::{number::Number, period::Cycle, points::Points, problem::Problems};

/// `sound`: all items could be read; otherwise what is said about their sums and uses would mislead.
pub(super) fn check(scheme: &Scheme, root: &Node, duties_read: &[usize], sound: bool, problems: &mut Problems) {
    if scheme.points.total != Total::Sum {
        weights(scheme, root, problems);
    }
    cycles(scheme, root, problems);
    if !sound {
        return;
    }
    items(scheme, root, problems);
    signs(scheme, root, problems);
    if scheme.points.total == Total::Sum {
        sums(scheme, root, problems);
        block_weights(scheme, root, problems);
    }
    unused(scheme, root, duties_read, problems);
    group_sums(scheme, root, problems);
    lost_items(scheme, root, problems);
    traps(scheme, root, problems);
    slips(scheme, root, problems);
    burden(scheme, root, problems);
}

/// Combinations that are allowed and rarely meant.
fn traps(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for item in &scheme.items {
        let negative = match item.floor {
            super::Floor::At(points) => points < Points::ZERO,
            super::Floor::None => true,
            super::Floor::MinusFull => false,
        };
        if negative && item.index.is_some() && scheme.points.index_minimum.is_some() {
            problems.warn(
                &node_of(root, item).place,
                format!("“{}”可以得负分，而指数有下限，负分可能被抹掉", item.name),
                "要保留负分请在办法抬头写 points.index_minimum: none",
            );
        }
    }
    let zeroes = scheme.vetoes.iter().any(|veto| veto.effects.contains(&super::VetoEffect::ZeroTotal));
    let themes = scheme.rating.stars.as_ref().is_some_and(|stars| stars.themes.is_some());
    if zeroes && themes {
        problems.warn(
            &root.get("vetoes").unwrap_or(root).place,
            "按主题得星不看总分，zero_total 对星级没有作用",
            "改用 effect: lowest，或在规则里写 zero: index",
        );
    }
}

/// Items that no stage would ever count, and scales that a limit would cut off.
fn lost_items(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    let all = scheme
        .rating
        .cycles()
        .first()
        .is_some_and(|first| scheme.rating.stage(*first).is_some_and(|stage| stage.all_items));
    for cycle in scheme.rating.cycles() {
        let Some(stage) = scheme.rating.stage(cycle) else { continue };
        let place =
            root.get("rating").and_then(|rating| rating.get(key_of(cycle))).map_or(&root.place, |node| &node.place);
        if let (Some(scale), Some(most)) = (stage.normalise, scheme.points.maximum)
            && scale > most
        {
            problems.error(
                place,
                format!("折算到{}分，总分却以{}分为上限", scale.short(), most.short()),
                "把 points.maximum 改大（或写 none），或改 normalise",
            );
        }
        let super::From::Totals(part) = stage.from else { continue };
        let counted = |item: &&Item| item.cycle <= part || all || (item.cycle == cycle && stage.own_items.is_some());
        let lost: Vec<&str> = scheme
            .items
            .iter()
            .filter(|item| item.cycle <= cycle && item.kind.is_base() && !counted(item))
            .map(|item| item.code.as_str())
            .collect();
        if !lost.is_empty() {
            problems.error(
                place,
                format!("按下级周期的总分合成，{}等{}项不会被计入", lost[0], lost.len()),
                "改为 from: items，或用 own_items: 40 写明本周期自己的项占百分之几",
            );
        }
    }
}

/// Groups that say what their items add up to: five dimensions of a hundred each.
fn group_sums(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for (by, key) in
        [(super::GroupBy::Index, "indices"), (super::GroupBy::Block, "blocks"), (super::GroupBy::Section, "sections")]
    {
        for (position, group) in scheme.grouping(by).iter().enumerate() {
            let Some(full) = group.full else { continue };
            let place = root.get(key).and_then(|node| node.get(&group.code)).map_or(&root.place, |node| &node.place);
            for (category, named) in scheme.categories.iter().enumerate() {
                let items = base_items(scheme, category).filter(|(item, _)| item.group(by) == Some(position));
                let sum: Points = items.map(|(_, points)| points).sum();
                if sum != full {
                    problems.error(
                        place,
                        format!(
                            "{}的“{}”各项共{}分，与写明的{}分不等",
                            named.name,
                            group.name,
                            sum.short(),
                            full.short()
                        ),
                        "调整各项分值，或修改 full",
                    );
                }
            }
        }
    }
}

/// Vetoes and stars at cycles that the scheme does not rate.
fn cycles(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    let rated = scheme.rating.cycles();
    for veto in &scheme.vetoes {
        if let Some(cycle) = veto.at.iter().find(|cycle| !rated.contains(cycle)) {
            let nodes = root.get("vetoes").map(Node::one_or_more).unwrap_or_default();
            let node = nodes.into_iter().find(|node| node.get("code").and_then(Node::text) == Some(&veto.code));
            problems.error(
                &node.unwrap_or(root).place,
                format!("否决“{}”写在{}生效，但办法不按{}评定，永远不会生效", veto.code, cycle.title(), cycle.title()),
                "在 rating 里加上这个周期，或改 at",
            );
        }
    }
    for cycle in scheme.rating.stars.iter().flat_map(|stars| &stars.at) {
        let written = root.get("rating").is_some_and(|rating| rating.get(key_of(*cycle)).is_some());
        let shorter = scheme.items.iter().any(|item| item.cycle < *cycle);
        if !written && shorter {
            problems.warn(
                &root.get("rating").unwrap_or(root).place,
                format!("按{}评星，但没有写 {}：将逐项合成、取平均、不折算", cycle.title(), key_of(*cycle)),
                "需要折算或由下级周期总分合成的，写明这个周期",
            );
        }
    }
}

const fn key_of(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Month => "month",
        Cycle::Quarter => "quarter",
        Cycle::Half => "half",
        Cycle::Year => "year",
    }
}

/// The commonest slips of all: a sign that contradicts the wording, a step larger than the item.
fn signs(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for item in &scheme.items {
        let full = item.points.iter().flatten().map(|worth| worth.full()).max().unwrap_or_default();
        let limited = item.points.iter().flatten().all(|worth| *worth != Worth::Unlimited);
        let rules = node_of(root, item).get("rules").map(Node::one_or_more).unwrap_or_default();
        for (rule, node) in item.rules.iter().zip(rules) {
            let Some((low, high)) = rule.kind.single_points() else { continue };
            let says = |words: &[&str]| words.iter().any(|word| rule.text.contains(word));
            let (takes, gives) = (says(&["扣", "减"]), says(&["加", "奖", "得", "积", "计"]));
            if takes && !gives && low > Points::ZERO {
                problems.warn(&node.place, "原文写“扣”，分值却是正数", "扣分写负数，如 points: -3");
            }
            if gives && !takes && high < Points::ZERO {
                let mend = "加分写正数，如 points: 3；扣分请在原文里写“扣”";
                problems.warn(&node.place, "原文是得分或加分，分值却是负数", mend);
            }
            let largest = low.abs().max(high.abs());
            if limited && largest > full && rule.most.is_none() {
                problems.warn(
                    &node.place,
                    format!("一次就是{}分，超过本项的{}分", largest.short(), full.short()),
                    "核对小数点；确实如此的不必改（到本项上下限为止）",
                );
            }
        }
    }
}

fn item_nodes(root: &Node) -> Vec<&Node> {
    root.get("items").map(Node::one_or_more).unwrap_or_default()
}

pub(super) fn node_of<'n>(root: &'n Node, item: &Item) -> &'n Node {
    let found = item_nodes(root).into_iter().find(|node| node.get("code").and_then(Node::text) == Some(&item.code));
    found.unwrap_or(root)
}

fn items(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for item in &scheme.items {
        let place = &node_of(root, item).place;
        if item.points.iter().all(Option::is_none) {
            problems.error(place, format!("“{}”没有任何类别使用", item.name), "在 points 里写出适用的类别，或删去本项");
        }
        if item.kind.is_base()
            && item.points.iter().flatten().any(|worth| *worth == Worth::Unlimited)
            && scheme.points.maximum.is_some()
        {
            problems.error(
                place,
                format!("“{}”不封顶，但总分有上限", item.name),
                "在办法抬头写 points.maximum: none，或给本项写分值",
            );
        }
        if !item.parts.is_empty() {
            let sum: Points = item.parts.iter().map(|(_, points)| *points).sum();
            if item.points.iter().flatten().any(|worth| worth.full() != sum) {
                problems.error(
                    place,
                    format!("“{}”各部门分值之和是{}分，与本项分值不等", item.name, sum.short()),
                    "调整 parts 里的分值，使其和等于本项分值",
                );
            }
            if item.rules.iter().any(|rule| rule.part.is_none()) {
                problems.error(place, format!("“{}”有规则没有归到部门", item.name), "给每条规则写 part: 部门");
            }
        }
        let gives_nothing = item.kind.is_base()
            && item.start_full
            && !item.rules.iter().any(|rule| {
                rule.kind.takes() || rule.kind.is_zero() || rule.kind.may_take() || rule.above_full.is_some()
            });
        if gives_nothing {
            problems.error(
                place,
                format!("“{}”从满分起，却没有一条规则会扣分", item.name),
                "把 start 改为 zero，或把规则的分写成负数",
            );
        }
        let never_gives = item.kind.is_base()
            && !item.start_full
            && !item.rules.is_empty()
            && !item.rules.iter().any(|rule| rule.kind.gives())
            && item.floor == super::Floor::At(Points::ZERO);
        if never_gives {
            problems.error(
                place,
                format!("“{}”从零分起，规则又只会扣分，永远得0分", item.name),
                "把 start 改为 full，或检查规则的正负号",
            );
        }
    }
}

fn sums(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    let place = &root.get("points").unwrap_or(root).place;
    // One message for all categories that are off in the same way.
    let mut wrong: Vec<(Points, Points, Vec<&str>)> = Vec::new();
    for (category, named) in scheme.categories.iter().enumerate() {
        let sum: Points = base_items(scheme, category).map(|(_, points)| points).sum();
        let full = scheme.points.full[category];
        if sum == full {
            continue;
        }
        match wrong.iter_mut().find(|(s, f, _)| *s == sum && *f == full) {
            Some((_, _, names)) => names.push(&named.name),
            None => wrong.push((sum, full, vec![&named.name])),
        }
    }
    for (sum, full, names) in wrong {
        problems.error(
            place,
            format!("{}的基础项与专项分值之和是{}分，与满分{}分不等", names.join("、"), sum.short(), full.short()),
            "调整各项分值，或修改 points.full",
        );
    }
}

fn base_items(scheme: &Scheme, category: usize) -> impl Iterator<Item = (&Item, Points)> {
    let base = scheme.items.iter().filter(|item| item.kind.is_base());
    base.filter_map(move |item| item.points.get(category).copied().flatten().map(|worth| (item, worth.full())))
}

fn block_weights(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    for (position, block) in scheme.blocks.iter().enumerate() {
        let place =
            root.get("blocks").and_then(|blocks| blocks.get(&block.code)).map_or(&root.place, |node| &node.place);
        for (category, named) in scheme.categories.iter().enumerate() {
            let Some(weight) = block.weights[category] else { continue };
            let sum: Points = base_items(scheme, category)
                .filter(|(item, _)| item.block == Some(position))
                .map(|(_, points)| points)
                .sum();
            let want = scheme.points.full[category].number().times(weight).and_then(|n| n.over(Number::HUNDRED));
            if want.is_some_and(|want| want != sum.number()) {
                problems.error(
                    place,
                    format!(
                        "{}的“{}”各项共{}分，与权重{weight}%应有的{}分不等",
                        named.name,
                        block.name,
                        sum.short(),
                        want.map(|want| want.to_string()).unwrap_or_default()
                    ),
                    "调整该板块内各项分值或权重",
                );
            }
        }
    }
}

fn weights(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    let Total::Weighted(by) = scheme.points.total else { return };
    let place = &root.get("points").unwrap_or(root).place;
    for (category, named) in scheme.categories.iter().enumerate() {
        let weights = scheme.grouping(by).iter().filter_map(|group| group.weights[category]);
        let sum = weights.fold(Number::ZERO, |sum, weight| sum.plus(weight).unwrap_or(sum));
        if sum != Number::HUNDRED {
            problems.error(
                place,
                format!("{}的权重之和是{sum}，不是100", named.name),
                "在指数（或板块、部分）上写 weight，各类别之和为100",
            );
        }
    }
}

fn unused(scheme: &Scheme, root: &Node, duties_read: &[usize], problems: &mut Problems) {
    let read = |class: &FactClass| scheme.queries.iter().any(|query| scheme.classes[query.class].key == class.key);
    for class in scheme.classes.iter().filter(|class| !read(class)) {
        let place = root.get("facts").and_then(|facts| facts.get(&class.key)).map_or(&root.place, |node| &node.place);
        problems.warn(
            place,
            format!("没有任何规则读“{}”", class.name),
            "删去它，不要让支部填没人用的数据；或补上读它的规则",
        );
    }
    for (position, duty) in scheme.duties.iter().enumerate() {
        if !duties_read.contains(&position) {
            let place =
                root.get("duties").and_then(|duties| duties.get(&duty.code)).map_or(&root.place, |node| &node.place);
            problems.warn(place, format!("没有任何规则读职责“{}”", duty.name), "删去它，或补上读它的规则");
        }
    }
    for (by, key) in
        [(super::GroupBy::Index, "indices"), (super::GroupBy::Block, "blocks"), (super::GroupBy::Section, "sections")]
    {
        for (position, group) in scheme.grouping(by).iter().enumerate() {
            if !scheme.items.iter().any(|item| item.group(by) == Some(position)) {
                let place =
                    root.get(key).and_then(|node| node.get(&group.code)).map_or(&root.place, |node| &node.place);
                problems.warn(place, format!("“{}”下面没有考核项", group.name), "删去它，或补上考核项");
            }
        }
    }
}

/// Two items fed by one and the same duty ask for the same work twice.
fn burden(scheme: &Scheme, root: &Node, problems: &mut Problems) {
    let missing =
        |item: &Item| -> Vec<usize> { item.rules.iter().filter_map(|rule| rule.kind.missing_duty()).collect() };
    for (position, item) in scheme.items.iter().enumerate() {
        for duty in missing(item) {
            let earlier = scheme.items[..position].iter().find(|other| {
                let shared = |category: usize| other.points[category].is_some() && item.points[category].is_some();
                missing(other).contains(&duty) && (0..scheme.categories.len()).any(shared)
            });
            if let Some(other) = earlier {
                problems.warn(
                    &node_of(root, item).place,
                    format!(
                        "“{}”与“{}”都因缺“{}”扣分，同一件事算了两次",
                        item.name, other.name, scheme.duties[duty].name
                    ),
                    "并为一项，或让其中一项改读别的事实",
                );
            }
        }
    }
}

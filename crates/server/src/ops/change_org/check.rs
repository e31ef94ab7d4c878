//! Whether an order may be carried out, with everything that is wrong at once.

use std::collections::{BTreeSet, HashMap};

use store::{Org, OrgKind};

use super::{Change, Ground, Order, Refused};

/// Branches whose members matter to the order.
pub(super) fn with_members(order: &Order) -> Vec<&str> {
    match &order.change {
        Change::Merge { others, .. } => others.iter().map(String::as_str).collect(),
        Change::Split { org, .. } | Change::Close { org } => vec![org],
        _ => Vec::new(),
    }
}

/// Bodies that end with the order.
pub(super) fn ending(order: &Order) -> Vec<&str> {
    match &order.change {
        Change::Merge { others, .. } => others.iter().map(String::as_str).collect(),
        Change::Close { org } => vec![org],
        _ => Vec::new(),
    }
}

/// Everything that the order names is the caller's to change: a body is changed from above.
pub(super) fn reach(ground: &Ground<'_>, order: &Order) -> Result<(), Refused> {
    let (mut changed, mut used): (Vec<&str>, Vec<&str>) = (order.change.org().into_iter().collect(), Vec::new());
    match &order.change {
        Change::Merge { others, .. } => changed.extend(others.iter().map(String::as_str)),
        Change::Move { parent, .. } | Change::Found { parent, .. } => used.push(parent),
        _ => {}
    }
    if changed.iter().chain(&used).any(|id| !ground.reach.contains_key(*id)) {
        return Err(Refused::NotFound);
    }
    for id in changed {
        let above = ground.org(id).span_on(ground.today).parent.as_deref();
        let own_top = above.is_some_and(|above| !ground.reach.contains_key(above));
        if own_top {
            return Err(Refused::Forbidden("本级党组织自身的变更由上级党组织办理，请报上级。"));
        }
    }
    Ok(())
}

/// # Errors
/// `Invalid` with all problems.
pub(super) fn order(ground: &Ground<'_>, order: &Order, rosters: &HashMap<String, Vec<String>>) -> Result<(), Refused> {
    let mut wrong: Vec<(&'static str, String)> = Vec::new();
    let on = order.on;
    if let Some(sealed) = ground.last_sealed()
        && on <= sealed.last_day()
    {
        let day = sealed.last_day();
        wrong.push(("on", format!("{}已封存，变更日期须晚于 {day}；请改为之后的日期。", sealed.title())));
    }
    if on > ground.today.saturating_add(jiff::Span::new().years(2)) {
        wrong.push(("on", "变更日期最多提前两年登记；请核对年份。".to_owned()));
    }
    for (field, text, most) in [("reason", &order.reason, 500), ("document", &order.document, 100)] {
        let n = text.trim().chars().count();
        if n == 0 || n > most {
            let name = if field == "reason" { "变更原因" } else { "文号" };
            wrong.push((field, format!("请填写{name}（不超过 {most} 字）。")));
        }
    }
    if let Some(id) = order.change.org() {
        standing(ground, id, on, "on", &mut wrong);
    }
    particular(ground, order, rosters, &mut wrong);
    if wrong.is_empty() { Ok(()) } else { Err(Refused::Invalid(wrong)) }
}

/// A body that exists on the day and of which nothing later is known.
fn standing(
    ground: &Ground<'_>,
    id: &str,
    on: jiff::civil::Date,
    field: &'static str,
    wrong: &mut Vec<(&'static str, String)>,
) {
    let org = ground.org(id);
    let name = ground.name(id, on);
    if let Some(closed) = org.closed_on {
        wrong.push((field, format!("“{name}”已自 {closed} 起撤销，不能再变更。")));
    }
    let last = org.spans.last().map_or(org.founded_on, |span| span.from);
    if on < last.max(org.founded_on) {
        wrong.push((field, format!("“{name}”在 {last} 已有变更，新的变更日期不得早于这一天。")));
    }
}

fn particular(
    ground: &Ground<'_>,
    order: &Order,
    rosters: &HashMap<String, Vec<String>>,
    wrong: &mut Vec<(&'static str, String)>,
) {
    let on = order.on;
    let is_branch = |id: &str| ground.org(id).kind == OrgKind::Branch;
    match &order.change {
        Change::Found { kind, name, parent, category, n_units } => {
            let above = ground.org(parent);
            if *kind == OrgKind::Company {
                wrong.push(("kind", "公司党委只有一个，不能新设。".to_owned()));
            }
            parent_fits(ground, *kind, above, on, wrong);
            named(ground, name, parent, None, on, wrong);
            match (kind, category) {
                (OrgKind::Branch, Some(code)) => known_category(ground, code, "category", wrong),
                (OrgKind::Branch, None) => wrong.push(("category", "党支部须选择类别。".to_owned())),
                (_, _) => {}
            }
            if n_units.is_some_and(|n| !(1..=99).contains(&n)) {
                wrong.push(("n_units", "联合党支部覆盖的单位数应为 1 至 99。".to_owned()));
            }
        }
        Change::Rename { org, name } => {
            let parent = ground.org(org).span_on(on).parent.clone().unwrap_or_default();
            named(ground, name, &parent, Some(org), on, wrong);
            if ground.name(org, on) == name.trim() {
                wrong.push(("name", "新名称与现名称相同。".to_owned()));
            }
        }
        Change::Recategorise { org, category } => {
            known_category(ground, category, "category", wrong);
            if !is_branch(org) {
                wrong.push(("category", "只有党支部分类别。".to_owned()));
            }
            if ground.org(org).span_on(on).category.as_ref() == Some(category) {
                wrong.push(("category", "该党支部已是这一类别。".to_owned()));
            }
        }
        Change::Move { org, parent } => {
            parent_fits(ground, ground.org(org).kind, ground.org(parent), on, wrong);
            let mut above = Some(parent.as_str());
            for _ in 0..ground.orgs.len() {
                let Some(id) = above else { break };
                if id == org {
                    wrong.push(("parent_id", "不能划转到自身或自身的下级。".to_owned()));
                    break;
                }
                above = ground.orgs.get(id).and_then(|body| body.span_on(on).parent.as_deref());
            }
            if ground.org(org).span_on(on).parent.as_ref() == Some(parent) {
                wrong.push(("parent_id", "该组织已在这一上级之下。".to_owned()));
            }
        }
        Change::Merge { org, others } => {
            let distinct: BTreeSet<&String> = others.iter().collect();
            if others.is_empty() || others.len() > 20 || distinct.len() != others.len() || distinct.contains(org) {
                wrong.push(("branches", "请选择 1 至 20 个不重复的、要并入的其他党支部。".to_owned()));
            }
            if !is_branch(org) || others.iter().any(|id| !is_branch(id)) {
                wrong.push(("branches", "只有党支部之间可以合并。".to_owned()));
            }
            for id in distinct {
                standing(ground, id, on, "branches", wrong);
            }
        }
        Change::Split { org, parts } => split(ground, org, parts, order, rosters, wrong),
        Change::Close { org } => {
            let n = rosters.get(org).map_or(0, Vec::len);
            if n > 0 {
                let text = format!("名册上到 {on} 仍有 {n} 名党员；请先转接组织关系，或改用“合并”。");
                wrong.push(("on", text));
            }
            let below = ground.children(org, on).len();
            if below > 0 {
                wrong.push(("on", format!("下面还有 {below} 个党组织；请先划转或撤销。")));
            }
            if ground.org(org).kind == OrgKind::Company {
                wrong.push(("on", "公司党委不能撤销。".to_owned()));
            }
        }
    }
}

fn split(
    ground: &Ground<'_>,
    org: &str,
    parts: &[super::Part],
    order: &Order,
    rosters: &HashMap<String, Vec<String>>,
    wrong: &mut Vec<(&'static str, String)>,
) {
    if ground.org(org).kind != OrgKind::Branch {
        wrong.push(("parts", "只有党支部可以拆分。".to_owned()));
    }
    let names: BTreeSet<&str> = parts.iter().map(|part| part.name.trim()).collect();
    if parts.is_empty() || parts.len() > 10 || names.len() != parts.len() {
        wrong.push(("parts", "请填写 1 至 10 个名称不同的新党支部。".to_owned()));
    }
    let parent = ground.org(org).span_on(order.on).parent.clone().unwrap_or_default();
    let roster = rosters.get(org).map(Vec::as_slice).unwrap_or_default();
    let mut gone = BTreeSet::new();
    for part in parts {
        named(ground, &part.name, &parent, None, order.on, wrong);
        if let Some(code) = &part.category {
            known_category(ground, code, "parts", wrong);
        }
        for member in &part.members {
            if !roster.contains(member) || !gone.insert(member) {
                wrong.push(("parts", "划入新党支部的党员须在原党支部名册上，且只去一处。".to_owned()));
                return;
            }
        }
    }
}

fn parent_fits(
    ground: &Ground<'_>,
    kind: OrgKind,
    above: &Org,
    on: jiff::civil::Date,
    wrong: &mut Vec<(&'static str, String)>,
) {
    let fits = match kind {
        OrgKind::Company => false,
        OrgKind::Unit => above.kind == OrgKind::Company,
        OrgKind::General => matches!(above.kind, OrgKind::Company | OrgKind::Unit),
        OrgKind::Branch => above.kind != OrgKind::Branch,
    };
    if !fits {
        let text = format!("{}不能设在{}之下，请另选上级。", kind.title(), above.kind.title());
        wrong.push(("parent_id", text));
    }
    if above.closed_on.is_some_and(|closed| closed <= on) || above.founded_on > on {
        let text = format!("上级“{}”在 {on} 不存在，请另选上级或日期。", ground.name(&above.id, on));
        wrong.push(("parent_id", text));
    }
}

fn named(
    ground: &Ground<'_>,
    name: &str,
    parent: &str,
    but: Option<&str>,
    on: jiff::civil::Date,
    wrong: &mut Vec<(&'static str, String)>,
) {
    let name = name.trim();
    if !(2..=60).contains(&name.chars().count()) {
        wrong.push(("name", "名称应为 2 至 60 字。".to_owned()));
    }
    let same = |org: &&Org| but != Some(org.id.as_str()) && org.span_on(on).name == name;
    if ground.children(parent, on).iter().any(same) {
        wrong.push(("name", format!("同一上级之下已有“{name}”，请换一个名称。")));
    }
}

fn known_category(ground: &Ground<'_>, code: &str, field: &'static str, wrong: &mut Vec<(&'static str, String)>) {
    if !ground.scheme.categories.iter().any(|category| category.code == code) {
        let names: Vec<&str> = ground.scheme.categories.iter().map(|category| category.name.as_str()).collect();
        wrong.push((field, format!("没有这一类别；可选：{}。", names.join("、"))));
    }
}

//! From an order to the rows that it writes.

use std::collections::HashMap;

use store::{Changed, Db, Org, OrgKind, Span, StoreError};

use super::{Change, Ground, Order, Plan, Work};
use crate::ids;

/// The order in one line, the bodies it touches (the one it is about first) and what is to be written.
pub(super) fn work(
    ground: &Ground<'_>,
    order: &Order,
    rosters: &HashMap<String, Vec<String>>,
) -> (String, Vec<String>, Vec<Work>) {
    let on = order.on;
    let name = |id: &str| ground.name(id, on).to_owned();
    let next = |org: &str| Span { from: on, ..ground.org(org).span_on(on).clone() };
    match &order.change {
        Change::Found { kind, name: new, parent, category, n_units } => {
            let position = ground.next_position(parent, on);
            let category = category.clone().filter(|_| *kind == OrgKind::Branch);
            let org = body(*kind, new, Some(parent.clone()), category, position, order);
            let title = format!("成立“{}”", new.trim());
            (title, vec![org.id.clone()], vec![Work::Found(Box::new(org), *n_units)])
        }
        Change::Rename { org, name: new } => {
            let span = Span { name: new.trim().to_owned(), ..next(org) };
            let title = format!("“{}”更名为“{}”", name(org), new.trim());
            (title, vec![org.clone()], vec![Work::Span(org.clone(), Box::new(span))])
        }
        Change::Recategorise { org, category } => {
            let span = Span { category: Some(category.clone()), ..next(org) };
            let title = format!("“{}”的类别调整为“{}”", name(org), ground.category_name(category));
            (title, vec![org.clone()], vec![Work::Span(org.clone(), Box::new(span))])
        }
        Change::Move { org, parent } => {
            let position = ground.next_position(parent, on);
            let span = Span { parent: Some(parent.clone()), position, ..next(org) };
            let title = format!("“{}”划归“{}”", name(org), name(parent));
            (title, vec![org.clone()], vec![Work::Span(org.clone(), Box::new(span))])
        }
        Change::Merge { org, others } => {
            let names: Vec<String> = others.iter().map(|id| format!("“{}”", name(id))).collect();
            let title = format!("{}并入“{}”", names.join("、"), name(org));
            let mut work = Vec::new();
            for other in others {
                let members = rosters.get(other).cloned().unwrap_or_default();
                work.push(Work::Members(org.clone(), members));
                work.extend([Work::EndPosts(other.clone()), Work::Close(other.clone())]);
            }
            let bodies = std::iter::once(org).chain(others).cloned().collect();
            (title, bodies, work)
        }
        Change::Split { org, parts } => {
            let span = ground.org(org).span_on(on);
            let first = span.parent.as_deref().map_or(1, |parent| ground.next_position(parent, on));
            let (mut bodies, mut work, mut names) = (vec![org.clone()], Vec::new(), Vec::new());
            for (part, position) in parts.iter().zip(first..) {
                let category = part.category.clone().or_else(|| span.category.clone());
                let new = body(OrgKind::Branch, &part.name, span.parent.clone(), category, position, order);
                names.push(format!("“{}”", part.name.trim()));
                bodies.push(new.id.clone());
                let id = new.id.clone();
                work.push(Work::Found(Box::new(new), None));
                work.push(Work::Members(id, part.members.clone()));
            }
            (format!("从“{}”分设{}", name(org), names.join("、")), bodies, work)
        }
        Change::Close { org } => {
            let work = vec![Work::EndPosts(org.clone()), Work::Close(org.clone())];
            (format!("撤销“{}”", name(org)), vec![org.clone()], work)
        }
    }
}

fn body(
    kind: OrgKind,
    name: &str,
    parent: Option<String>,
    category: Option<String>,
    position: i64,
    order: &Order,
) -> Org {
    let span = Span {
        from: order.on,
        parent,
        name: name.trim().to_owned(),
        category,
        position,
        secretary: None,
        n_members: None,
        has_committee: None,
        term_ends: None,
    };
    Org { id: format!("o{}", ids::short()), kind, founded_on: order.on, closed_on: None, spans: vec![span] }
}

/// Writes everything; answers what was written.
pub(super) async fn write(db: &mut Db, plan: &Plan) -> Result<Vec<Changed>, StoreError> {
    let mut changed = Vec::new();
    for work in &plan.work {
        match work {
            Work::Found(org, n_units) => {
                db.org_changes().found(org, *n_units).await?;
                changed.push(span_of(&org.id, org.founded_on));
            }
            Work::Span(org, span) => {
                let before = db.orgs().lineage(org).await?.into_iter().find(|body| body.id == *org);
                db.org_changes().put_span(org, span).await?;
                changed.extend(before.and_then(|body| body.spans.last().map(|last| span_of(org, last.from))));
                changed.push(span_of(org, span.from));
            }
            Work::Members(to, members) => {
                for member in members {
                    let keys = db.org_changes().move_member(member, to, plan.on, &plan.title).await?;
                    changed.extend(keys.into_iter().map(|key| Changed::new("memberships", key)));
                }
            }
            Work::Close(org) => db.org_changes().close(org, plan.on).await?,
            Work::EndPosts(org) => {
                let posts = db.org_changes().end_posts(org, plan.on).await?;
                changed.extend(posts.into_iter().map(|id| Changed::new("posts", id)));
            }
        }
    }
    for body in &plan.bodies {
        db.org_changes().touch(body).await?;
        changed.push(Changed::new("orgs", body.clone()));
    }
    changed.dedup();
    Ok(changed)
}

fn span_of(org: &str, from: jiff::civil::Date) -> Changed {
    Changed::new("org_spans", format!("{org}/{from}"))
}

//! Changes the organisation from a day on: what an order would do is said before it is done, and what is sealed stays.

mod apply;
mod check;
mod effects;

use std::collections::HashMap;

use jiff::civil::Date;
use rating::{period::Period, scheme::Scheme};
use store::{Actor, ChangeKind, Db, Org, OrgChange, OrgKind, OrgState, RatedPeriod, Scope, Span, StoreError};

pub use effects::{Area, Effect};

use crate::{clock::china_day, ids, ops::accounts};

/// An order of a superior.
#[derive(Debug, Clone)]
pub struct Order {
    /// The first day on which it holds; may be ahead.
    pub on: Date,
    pub reason: String,
    /// Number of the document.
    pub document: String,
    pub change: Change,
}

#[derive(Debug, Clone)]
pub enum Change {
    Found {
        kind: OrgKind,
        name: String,
        parent: String,
        category: Option<String>,
        n_units: Option<i64>,
    },
    Rename {
        org: String,
        name: String,
    },
    Recategorise {
        org: String,
        category: String,
    },
    Move {
        org: String,
        parent: String,
    },
    /// The others end and their members come to `org`.
    Merge {
        org: String,
        others: Vec<String>,
    },
    /// New branches beside `org`, which stays with whoever is left.
    Split {
        org: String,
        parts: Vec<Part>,
    },
    Close {
        org: String,
    },
}

/// A branch that comes out of another one.
#[derive(Debug, Clone)]
pub struct Part {
    pub name: String,
    /// As the old one's if not given.
    pub category: Option<String>,
    /// Ids of the members who go with it.
    pub members: Vec<String>,
}

impl Change {
    pub const fn kind(&self) -> ChangeKind {
        match self {
            Change::Found { .. } => ChangeKind::Found,
            Change::Rename { .. } => ChangeKind::Rename,
            Change::Recategorise { .. } => ChangeKind::Recategorise,
            Change::Move { .. } => ChangeKind::Move,
            Change::Merge { .. } => ChangeKind::Merge,
            Change::Split { .. } => ChangeKind::Split,
            Change::Close { .. } => ChangeKind::Close,
        }
    }

    /// The body that is changed; none while it is founded.
    pub fn org(&self) -> Option<&str> {
        match self {
            Change::Found { .. } => None,
            Change::Rename { org, .. }
            | Change::Recategorise { org, .. }
            | Change::Move { org, .. }
            | Change::Merge { org, .. }
            | Change::Split { org, .. }
            | Change::Close { org } => Some(org),
        }
    }
}

/// Why an order was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("no such body in reach")]
    NotFound,
    #[error("{0}")]
    Forbidden(&'static str),
    /// Somebody else changed the body; its name and revision now.
    #[error("revision {rev} stands")]
    Stale { name: String, rev: i64 },
    /// Field and what is wrong with it.
    #[error("{} problems", .0.len())]
    Invalid(Vec<(&'static str, String)>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One row to write.
#[derive(Debug, Clone)]
enum Work {
    Found(Box<Org>, Option<i64>),
    Span(String, Box<Span>),
    /// Members of a roster, to another branch.
    Members(String, Vec<String>),
    Close(String),
    EndPosts(String),
}

/// What an order would do.
#[derive(Debug, Clone)]
pub struct Plan {
    pub on: Date,
    pub effects: Vec<Effect>,
    /// The order in one line.
    pub title: String,
    /// Every body it touches; the first is the one it is about.
    pub bodies: Vec<String>,
    work: Vec<Work>,
}

/// What the order stands on.
struct Ground<'a> {
    orgs: HashMap<String, Org>,
    reach: HashMap<String, OrgState>,
    periods: Vec<RatedPeriod>,
    scheme: &'a Scheme,
    today: Date,
}

impl Ground<'_> {
    fn org(&self, id: &str) -> &Org {
        &self.orgs[id]
    }

    fn name(&self, id: &str, on: Date) -> &str {
        &self.org(id).span_on(on).name
    }

    fn last_sealed(&self) -> Option<Period> {
        self.periods
            .iter()
            .filter(|rated| rated.sealed)
            .map(|rated| rated.period)
            .max_by_key(|period| period.last_day())
    }

    /// Bodies that stand below `parent` on `day`.
    fn children(&self, parent: &str, day: Date) -> Vec<&Org> {
        let below = |org: &&Org| {
            org.span_on(day).parent.as_deref() == Some(parent)
                && org.founded_on <= day
                && org.closed_on.is_none_or(|closed| closed > day)
        };
        let mut children: Vec<&Org> = self.orgs.values().filter(below).collect();
        children.sort_by_key(|org| org.span_on(day).position);
        children
    }

    fn next_position(&self, parent: &str, day: Date) -> i64 {
        self.children(parent, day).last().map_or(1, |org| org.span_on(day).position + 1)
    }

    fn category_name(&self, code: &str) -> String {
        let known = self.scheme.categories.iter().find(|category| category.code == code);
        known.map_or_else(|| code.to_owned(), |category| category.name.clone())
    }
}

/// Says what `order` would do; `rev` is the revision of the body that whoever orders has seen.
///
/// # Errors
/// See [`Refused`].
pub async fn plan(
    db: &mut Db,
    scheme: &Scheme,
    scope: &Scope,
    order: &Order,
    rev: Option<i64>,
) -> Result<Plan, Refused> {
    let reach = db.org_changes().reach(scope).await?;
    let orgs = db.orgs().all().await?.into_iter().map(|org| (org.id.clone(), org)).collect();
    let ground = Ground { orgs, reach, periods: db.periods().list().await?, scheme, today: scope.today() };
    check::reach(&ground, order)?;
    if let (Some(org), Some(rev)) = (order.change.org(), rev)
        && ground.reach[org].rev != rev
    {
        return Err(Refused::Stale { name: ground.name(org, ground.today).to_owned(), rev: ground.reach[org].rev });
    }
    let mut rosters = HashMap::new();
    for org in check::with_members(order) {
        let roster = db.members().roster(org, order.on).await?;
        rosters.insert(org.to_owned(), roster.into_iter().map(|member| member.id).collect::<Vec<_>>());
    }
    check::order(&ground, order, &rosters)?;
    let mut roles = 0;
    for org in check::ending(order) {
        roles += db.org_changes().n_roles(org).await?;
    }
    let (title, bodies, work) = apply::work(&ground, order, &rosters);
    let effects = effects::of(&ground, order, &rosters, roles);
    Ok(Plan { on: order.on, effects, title, bodies, work })
}

/// Carries out what was planned in the same transaction, and notes it.
///
/// # Errors
/// Those of the store.
pub async fn carry_out(db: &mut Db, plan: &Plan, order: &Order, who: &Actor) -> Result<OrgChange, StoreError> {
    let mut changed = apply::write(db, plan).await?;
    let change = OrgChange {
        id: ids::short(),
        kind: order.change.kind(),
        org_id: plan.bodies[0].clone(),
        on: order.on,
        title: plan.title.clone(),
        reason: order.reason.clone(),
        document: order.document.clone(),
        entered_by: who.account.clone(),
        entered_name: who.name.clone(),
        entered_at: who.at,
    };
    db.org_changes().add(&change, &plan.bodies).await?;
    changed.push(store::Changed::new("org_changes", change.id.clone()));
    let action = match change.kind {
        ChangeKind::Found => "org.founded",
        ChangeKind::Rename => "org.renamed",
        ChangeKind::Recategorise => "org.recategorised",
        ChangeKind::Move => "org.moved",
        ChangeKind::Merge => "org.merged",
        ChangeKind::Split => "org.split",
        ChangeKind::Close => "org.closed",
    };
    db.note(who, action, Some(&change.org_id), &changed).await?;
    // A closing to come ends them on its day.
    accounts::end_roles_of_closed(db, who, china_day(who.at)).await?;
    Ok(change)
}

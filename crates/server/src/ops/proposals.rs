//! What one person proposes and another decides: approve, refuse, withdraw, for each kind of entry alike. An approval makes
//! the entry's fact and a withdrawal replaces it; the branch is assessed in the same transaction.

use jiff::civil::Date;
use rating::{facts::FactState, period::Period};
use store::{
    Actor, Changed, Db, EnteredFact, Notice, NoticeKind, Placed, Proposal, ProposalState, Proposed, Reach, Role, Scope,
    StoreError,
};

use super::{
    assess::{self, Assessed},
    rate_period,
};
use crate::{AppState, ids};

/// Why an entry stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("没有找到所请求的内容，或不在您的数据范围内；请从列表进入。")]
    Missing,
    #[error("“{0}”由您本人提出，须由另一人审批。")]
    Own(String),
    #[error("“{title}”{state}，不能再办理；请刷新后核对。", state = .state.title())]
    Settled { title: String, state: ProposalState },
    /// The id of one that somebody changed meanwhile.
    #[error("这一项已有他人办理；请刷新后核对。")]
    Stale(String),
    #[error("{0}")]
    Duplicate(String),
    #[error("{}已封账，结果不能再改；如有更正，请在下一周期处理并说明。", .0.title())]
    Sealed(Period),
    #[error("已审批或由他人提出的事项，由上级党组织撤回；请联系上级说明情况。")]
    NotYours,
    #[error(transparent)]
    Rating(#[from] rate_period::Refused),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Refused {
    /// Whether the database could not put two decisions in an order: the next try sees what the other one did.
    const fn passes(&self) -> bool {
        matches!(
            self,
            Refused::Store(StoreError::Database(_))
                | Refused::Rating(rate_period::Refused::Store(StoreError::Database(_)))
        )
    }
}

/// A kind of entry, as far as its decision differs from that of the others.
pub trait Decided: Proposed + Send + Sync {
    /// Of the journal and of notices: `event` → `event.approved`.
    const WORD: &'static str;
    /// What it is called in the title of a notice: `加减分事项`.
    const NAME: &'static str;

    fn title(&self) -> &str;
    /// What comes before the remark in the text of a notice.
    fn about(&self) -> String;
    fn link(&self) -> String;
    /// The period whose seal closes it.
    fn period(&self) -> Period;
    /// The first day on which it can move points.
    fn since(&self) -> Date;
    /// The fact that its approval makes.
    fn fact(&self, who: &Actor) -> EnteredFact;

    fn row(&self) -> Changed {
        Changed::new(Self::TABLE, self.id())
    }

    /// What notices about it are about.
    fn subject(&self) -> String {
        format!("{}/{}", Self::WORD, self.id())
    }
}

/// What is to be done with entries, and the revision of each that was seen.
#[derive(Debug, Clone)]
pub struct Decision {
    pub entries: Vec<(String, i64)>,
    pub to: ProposalState,
    /// Why, or a remark.
    pub why: String,
}

/// Decides on all of them or none. Nobody decides on what he proposed; he may withdraw it until somebody has decided.
///
/// # Errors
/// See [`Refused`].
pub async fn decide<E: Decided>(
    app: &AppState,
    scope: &Scope,
    who: &Actor,
    asked: &Decision,
) -> Result<Vec<Assessed>, Refused> {
    let mut tries = 0;
    loop {
        tries += 1;
        match decide_once::<E>(app, scope, who, asked).await {
            Err(refused) if tries < 5 && refused.passes() => {}
            done => return done,
        }
    }
}

async fn decide_once<E: Decided>(
    app: &AppState,
    scope: &Scope,
    who: &Actor,
    asked: &Decision,
) -> Result<Vec<Assessed>, Refused> {
    let mut db = app.store.write().await?;
    let entries = permitted::<E>(&mut db, scope, who, asked).await?;
    if db.proposals::<E>().decide(who, asked.to, &asked.why, &asked.entries).await? != entries.len() as u64 {
        return Err(Refused::Stale(asked.entries[0].0.clone()));
    }
    let facts: Vec<Option<EnteredFact>> = entries.iter().map(|entry| fact(entry, who, asked.to)).collect();
    let new: Vec<EnteredFact> = facts.iter().flatten().cloned().collect();
    db.facts().add(&new).await?;
    for (entry, fact) in entries.iter().zip(&facts) {
        let rows: Vec<Changed> = [entry.row()].into_iter().chain(fact.as_ref().map(EnteredFact::row)).collect();
        let action = format!("{}.{}", E::WORD, asked.to.word());
        db.note(who, &action, Some(entry.branch_id()), &rows).await?;
    }
    tell(&mut db, who, &entries, asked).await?;
    let mut assessed = Vec::new();
    for (branch, since) in moved(&entries, &facts) {
        assessed.extend(assess::branch_in(app, &mut db, branch, since, E::NAME).await?);
    }
    db.commit().await?;
    Ok(assessed)
}

/// The entries, if the caller may do this with every one of them.
async fn permitted<E: Decided>(db: &mut Db, scope: &Scope, who: &Actor, asked: &Decision) -> Result<Vec<E>, Refused> {
    let ids: Vec<String> = asked.entries.iter().map(|(id, _)| id.clone()).collect();
    let withdraws = asked.to == ProposalState::Withdrawn;
    let reach = if withdraws { Reach::Read } else { Reach::Review };
    let seen = db.proposals::<E>().named(scope, reach, &ids).await?;
    if seen.len() != ids.len() {
        return Err(Refused::Missing);
    }
    let below: Vec<String> = match withdraws {
        true => db.proposals::<E>().named(scope, Reach::Review, &ids).await?.iter().map(id).collect(),
        false => ids,
    };
    for Placed { entry, .. } in &seen {
        let Proposal { state, by, rev, .. } = entry.proposal();
        let (own, open) = (by.0 == who.account, *state == ProposalState::Proposed);
        if withdraws && !(own && open) && !below.iter().any(|id| id == entry.id()) {
            return Err(Refused::NotYours);
        }
        if !withdraws && own {
            return Err(Refused::Own(entry.title().to_owned()));
        }
        if !asked.entries.iter().any(|(id, seen)| id == entry.id() && seen == rev) {
            return Err(Refused::Stale(entry.id().to_owned()));
        }
        if !(open || (withdraws && *state == ProposalState::Approved)) {
            return Err(Refused::Settled { title: entry.title().to_owned(), state: *state });
        }
        refuse_sealed(db, entry.period()).await?;
    }
    Ok(seen.into_iter().map(|Placed { entry, .. }| entry).collect())
}

fn id<E: Decided>(seen: &Placed<E>) -> String {
    seen.entry.id().to_owned()
}

/// What an approval adds, and what a withdrawal puts in its place.
fn fact<E: Decided>(entry: &E, who: &Actor, to: ProposalState) -> Option<EnteredFact> {
    match (to, &entry.proposal().fact_id) {
        (ProposalState::Approved, _) => Some(entry.fact(who)),
        (ProposalState::Withdrawn, Some(old)) => {
            let mut fact = entry.fact(who);
            fact.fact.id = format!("{old}-withdrawn");
            fact.fact.state = FactState::Withdrawn;
            fact.replaces = Some(old.clone());
            Some(fact)
        }
        _ => None,
    }
}

/// Each branch whose facts changed once, with the first day that is touched.
fn moved<'a, E: Decided>(entries: &'a [E], facts: &[Option<EnteredFact>]) -> Vec<(&'a str, Date)> {
    let mut branches: Vec<(&str, Date)> = Vec::new();
    for (entry, _) in entries.iter().zip(facts).filter(|(_, fact)| fact.is_some()) {
        match branches.iter_mut().find(|(id, _)| *id == entry.branch_id()) {
            Some((_, since)) => *since = (*since).min(entry.since()),
            None => branches.push((entry.branch_id(), entry.since())),
        }
    }
    branches
}

/// # Errors
/// `Sealed` when the period's results stand for good.
pub(super) async fn refuse_sealed(db: &mut Db, period: Period) -> Result<(), Refused> {
    match db.periods().find(period).await? {
        Some(rated) if rated.sealed => Err(Refused::Sealed(period)),
        _ => Ok(()),
    }
}

/// Tells whoever has to decide.
pub(super) async fn ask<E: Decided>(
    db: &mut Db,
    entry: &E,
    (org_id, role): (String, Role),
    text: String,
) -> Result<(), StoreError> {
    let notice = Notice {
        id: ids::short(),
        key: format!("{}/{}", entry.subject(), entry.proposal().state.word()),
        subject: entry.subject(),
        org_id,
        role,
        kind: NoticeKind::Todo,
        title: format!("{}待审批：{}", E::NAME, entry.title()),
        text,
        link: entry.link(),
        branch_id: Some(entry.branch_id().to_owned()),
        due_on: None,
        at: entry.proposal().at,
    };
    db.notices().add(&[notice]).await.map(|_| ())
}

/// Settles what the deciders had to do, and tells the branches what was decided.
async fn tell<E: Decided>(db: &mut Db, who: &Actor, entries: &[E], asked: &Decision) -> Result<(), StoreError> {
    let subjects: Vec<String> = entries.iter().map(Decided::subject).collect();
    db.notices().settle(&subjects, who.at).await?;
    let remark = if asked.why.is_empty() { String::new() } else { format!("意见：{}", asked.why) };
    let notice = |entry: &E| Notice {
        id: ids::short(),
        key: format!("{}/{}", entry.subject(), asked.to.word()),
        subject: entry.subject(),
        org_id: entry.branch_id().to_owned(),
        role: Role::Branch,
        kind: NoticeKind::Read,
        title: format!("{}{}：{}", E::NAME, asked.to.title(), entry.title()),
        text: format!("{}。{remark}", entry.about()),
        link: entry.link(),
        branch_id: Some(entry.branch_id().to_owned()),
        due_on: None,
        at: who.at,
    };
    let notices: Vec<Notice> = entries.iter().map(notice).collect();
    db.notices().add(&notices).await.map(|_| ())
}

//! The register of bonus, deduction and veto events: propose, approve, refuse, withdraw, and what it would do.

use jiff::civil::Date;
use rating::{
    facts::{Fact, FactKind, FactState},
    period::{Cycle, Period},
};
use store::{
    Actor, Changed, Db, EnteredFact, Event, EventState, Notice, NoticeKind, Role, Scope, SeenEvent, StoreError,
};

use super::{
    assess::{self, Assessed},
    places::Place,
    rate_period,
};
use crate::{AppState, ids};

/// Why an event stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("没有找到所请求的事项，或不在您的数据范围内；请从登记列表进入。")]
    Missing,
    #[error("“{0}”由您本人提出，须由另一人审批。")]
    Own(String),
    #[error("“{title}”{state}，不能再办理；请刷新后核对。", state = .state.title())]
    Settled { title: String, state: EventState },
    #[error("文号“{0}”在该支部同类事项中已登记过，同一文件只计一次；请在登记列表中核对。")]
    Duplicate(String),
    #[error("{}已封账，结果不能再改；如有更正，请在下一周期处理并说明。", .0.title())]
    Sealed(Period),
    #[error("有人同时在办理同一事项，本次未作更改；请刷新后核对。")]
    AtOnce,
    #[error(transparent)]
    Rating(#[from] rate_period::Refused),
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        match error {
            StoreError::Conflict("event" | "fact") => Refused::AtOnce,
            other => Refused::Store(other),
        }
    }
}

impl Refused {
    /// Whether the database could not put two decisions in an order: the next try sees what the other one did.
    const fn passes(&self) -> bool {
        matches!(
            self,
            Refused::AtOnce
                | Refused::Store(StoreError::Database(_))
                | Refused::Rating(rate_period::Refused::Store(StoreError::Database(_)))
        )
    }
}

/// The same again, a few times, while another transaction is in the way.
macro_rules! again {
    ($work:expr) => {{
        let mut tries = 0;
        loop {
            tries += 1;
            match $work.await {
                Err(refused) if tries < 5 && Refused::passes(&refused) => {}
                done => break done,
            }
        }
    }};
}

/// Enters a proposal and tells who has to decide.
///
/// # Errors
/// `Duplicate`, `Sealed`; those of the store.
pub async fn propose(db: &mut Db, who: &Actor, event: &Event, from_branch: bool, today: Date) -> Result<(), Refused> {
    refuse_sealed(db, event.on).await?;
    db.events().add(event).await.map_err(|error| match error {
        StoreError::Conflict("event") => Refused::Duplicate(event.document.clone()),
        other => other.into(),
    })?;
    db.note(who, "event.proposed", Some(&event.branch_id), &[row(&event.id)]).await?;
    let place = Place::of(db, &event.branch_id, today).await?.ok_or(Refused::Missing)?;
    let (org_id, role) = match &place.unit_id {
        Some(unit) if from_branch => (unit.clone(), Role::Unit),
        _ => (place.company_id.clone(), Role::Organisation),
    };
    let notice = Notice {
        id: ids::short(),
        key: format!("event/{}/proposed", event.id),
        subject: subject(&event.id),
        org_id,
        role,
        kind: NoticeKind::Todo,
        title: format!("加减分事项待审批：{}", event.title),
        text: format!("{}提出，{}，{}，文号{}。", who.name, place.branch_name, event.on, event.document),
        link: format!("/events?event={}", event.id),
        branch_id: Some(event.branch_id.clone()),
        due_on: None,
        at: who.at,
    };
    db.notices().add(&[notice]).await?;
    Ok(())
}

/// Approves all of them or none; their facts are written and the branches assessed in the same transaction. What is
/// approved already is refused, so that nothing counts twice.
///
/// # Errors
/// See [`Refused`].
pub async fn approve(
    app: &AppState,
    scope: &Scope,
    who: &Actor,
    ids: &[String],
    remark: &str,
) -> Result<Vec<Assessed>, Refused> {
    again!(approve_once(app, scope, who, ids, remark))
}

async fn approve_once(
    app: &AppState,
    scope: &Scope,
    who: &Actor,
    ids: &[String],
    remark: &str,
) -> Result<Vec<Assessed>, Refused> {
    let mut db = app.store.write().await?;
    let seen = db.events().named(scope, ids).await?;
    if seen.len() != ids.len() {
        return Err(Refused::Missing);
    }
    for SeenEvent { event, .. } in &seen {
        if event.state != EventState::Proposed {
            return Err(Refused::Settled { title: event.title.clone(), state: event.state });
        }
        if event.proposed_by.0 == who.account {
            return Err(Refused::Own(event.title.clone()));
        }
        refuse_sealed(&mut db, event.on).await?;
    }
    if db.events().approve(who, ids, remark).await? != ids.len() as u64 {
        return Err(Refused::AtOnce);
    }
    let facts: Vec<EnteredFact> = seen.iter().map(|seen| entered(&seen.event, who, FactState::Valid)).collect();
    db.facts().add(&facts).await?;
    for SeenEvent { event, .. } in &seen {
        let rows = [row(&event.id), Changed::new("facts", fact_id(&event.id))];
        db.note(who, "event.approved", Some(&event.branch_id), &rows).await?;
    }
    tell(&mut db, who, &seen, "已通过", remark).await?;
    let mut assessed = Vec::new();
    for (branch, since) in branches(&seen) {
        assessed.extend(assess::branch_in(app, &mut db, branch, since, "加减分登记").await?);
    }
    db.commit().await?;
    Ok(assessed)
}

/// Refuses one that is proposed.
///
/// # Errors
/// See [`Refused`].
pub async fn refuse(app: &AppState, scope: &Scope, who: &Actor, id: &str, why: &str) -> Result<(), Refused> {
    again!(refuse_once(app, scope, who, id, why))
}

async fn refuse_once(app: &AppState, scope: &Scope, who: &Actor, id: &str, why: &str) -> Result<(), Refused> {
    let mut db = app.store.write().await?;
    let seen = db.events().find(scope, id).await?.ok_or(Refused::Missing)?;
    if seen.event.proposed_by.0 == who.account {
        return Err(Refused::Own(seen.event.title));
    }
    if !db.events().refuse(who, id, why).await? {
        return Err(Refused::Settled { title: seen.event.title, state: seen.event.state });
    }
    db.note(who, "event.refused", Some(&seen.event.branch_id), &[row(id)]).await?;
    tell(&mut db, who, &[seen], "未通过", why).await?;
    Ok(db.commit().await?)
}

/// Takes one back that stands: what was approved is replaced by a fact that no longer counts, and the branch is
/// assessed again.
///
/// # Errors
/// See [`Refused`].
pub async fn withdraw(
    app: &AppState,
    scope: &Scope,
    who: &Actor,
    id: &str,
    why: &str,
) -> Result<Vec<Assessed>, Refused> {
    again!(withdraw_once(app, scope, who, id, why))
}

async fn withdraw_once(
    app: &AppState,
    scope: &Scope,
    who: &Actor,
    id: &str,
    why: &str,
) -> Result<Vec<Assessed>, Refused> {
    let mut db = app.store.write().await?;
    let seen = db.events().find(scope, id).await?.ok_or(Refused::Missing)?;
    let event = &seen.event;
    refuse_sealed(&mut db, event.on).await?;
    if !db.events().withdraw(who, id, why).await? {
        return Err(Refused::Settled { title: event.title.clone(), state: event.state });
    }
    let mut rows = vec![row(id)];
    if let Some(old) = &event.fact_id {
        let mut fact = entered(event, who, FactState::Withdrawn);
        fact.fact.id = format!("{old}-withdrawn");
        fact.replaces = Some(old.clone());
        rows.push(fact.row());
        db.facts().add(&[fact]).await?;
    }
    db.note(who, "event.withdrawn", Some(&event.branch_id), &rows).await?;
    db.notices().settle(&[subject(id)], who.at).await?;
    let assessed = match event.fact_id {
        Some(_) => assess::branch_in(app, &mut db, &event.branch_id, event.on, "加减分事项撤回").await?,
        None => Vec::new(),
    };
    db.commit().await?;
    Ok(assessed)
}

/// What approval would do to the branch's open periods; nothing is kept.
///
/// # Errors
/// `Sealed`; those of the store.
pub async fn preview(app: &AppState, who: &Actor, event: &Event) -> Result<Vec<Assessed>, Refused> {
    let mut db = app.store.write().await?;
    refuse_sealed(&mut db, event.on).await?;
    db.facts().add(&[entered(event, who, FactState::Valid)]).await?;
    Ok(assess::branch_in(app, &mut db, &event.branch_id, event.on, "预估").await?)
}

async fn refuse_sealed(db: &mut Db, on: Date) -> Result<(), Refused> {
    let month = Period::holding(on, Cycle::Month);
    match db.periods().find(month).await? {
        Some(rated) if rated.sealed => Err(Refused::Sealed(month)),
        _ => Ok(()),
    }
}

/// Settles what the deciders had to do, and tells the branches.
async fn tell(db: &mut Db, who: &Actor, seen: &[SeenEvent], outcome: &str, remark: &str) -> Result<(), StoreError> {
    let subjects: Vec<String> = seen.iter().map(|seen| subject(&seen.event.id)).collect();
    db.notices().settle(&subjects, who.at).await?;
    let remark = if remark.is_empty() { String::new() } else { format!("意见：{remark}") };
    let notice = |SeenEvent { event, .. }: &SeenEvent| Notice {
        id: ids::short(),
        key: format!("event/{}/decided", event.id),
        subject: subject(&event.id),
        org_id: event.branch_id.clone(),
        role: Role::Branch,
        kind: NoticeKind::Read,
        title: format!("加减分事项{outcome}：{}", event.title),
        text: format!("{}，文号{}。{remark}", event.on, event.document),
        link: format!("/events?event={}", event.id),
        branch_id: Some(event.branch_id.clone()),
        due_on: None,
        at: who.at,
    };
    let notices: Vec<Notice> = seen.iter().map(notice).collect();
    db.notices().add(&notices).await?;
    Ok(())
}

/// Each branch once, with its earliest event.
fn branches(seen: &[SeenEvent]) -> Vec<(&str, Date)> {
    let mut branches: Vec<(&str, Date)> = Vec::new();
    for SeenEvent { event, .. } in seen {
        match branches.iter_mut().find(|(id, _)| *id == event.branch_id) {
            Some((_, since)) => *since = (*since).min(event.on),
            None => branches.push((&event.branch_id, event.on)),
        }
    }
    branches
}

fn row(id: &str) -> Changed {
    Changed::new("events", id)
}

fn fact_id(id: &str) -> String {
    format!("event-{id}")
}

fn subject(id: &str) -> String {
    format!("event/{id}")
}

fn entered(event: &Event, who: &Actor, state: FactState) -> EnteredFact {
    EnteredFact {
        branch_id: event.branch_id.clone(),
        fact: Fact {
            id: fact_id(&event.id),
            key: event.class.clone(),
            kind: FactKind::Event,
            on: event.on,
            counts_for: None,
            filed_on: Some(crate::clock::china_day(who.at)),
            state,
            title: event.title.clone(),
            numbers: event.numbers.clone(),
            tags: event.tags.clone(),
        },
        source: format!("加减分登记：{}", event.document),
        entered_by: who.name.clone(),
        entered_at: who.at,
        replaces: None,
        record_id: None,
    }
}

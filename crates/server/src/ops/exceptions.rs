//! Exceptions from duties: asked by the branch, decided by the superior, honoured by the rating.

use jiff::civil::Date;
use rating::{
    facts::{Fact, FactKind, FactState},
    period::Period,
};
use store::{
    Actor, Changed, Db, EnteredFact, Exception, ExceptionState, Notice, NoticeKind, Role, Scope, SeenException,
    StoreError,
};

use super::{
    assess::{self, Assessed},
    places::Place,
    rate_period,
};
use crate::{AppState, clock::china_day, ids};

/// Why a request stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("没有找到所请求的例外，或不在您的数据范围内；请从列表进入。")]
    Missing,
    #[error("这项例外由您本人申请，须由上级另一人审批。")]
    Own,
    #[error("这项例外{}，不能再办理；请刷新后核对。", .0.title())]
    Settled(ExceptionState),
    #[error("该职责在{}已有待审批或已批准的例外；请在列表中核对。", .0.title())]
    Duplicate(Period),
    #[error("{}已封账，结果不能再改；如有更正，请在下一周期处理并说明。", .0.title())]
    Sealed(Period),
    #[error(transparent)]
    Rating(#[from] rate_period::Refused),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Enters a request and tells the superior.
///
/// # Errors
/// `Duplicate`, `Sealed`; those of the store.
pub async fn ask(db: &mut Db, who: &Actor, exception: &Exception, today: Date) -> Result<(), Refused> {
    refuse_sealed(db, exception.period).await?;
    db.exceptions().add(exception).await.map_err(|error| match error {
        StoreError::Conflict("exception") => Refused::Duplicate(exception.period),
        other => other.into(),
    })?;
    db.note(who, "exception.asked", Some(&exception.branch_id), &[row(&exception.id)]).await?;
    let place = Place::of(db, &exception.branch_id, today).await?.ok_or(Refused::Missing)?;
    let (org_id, role) = match place.unit_id {
        Some(unit) => (unit, Role::Unit),
        None => (place.company_id, Role::Organisation),
    };
    let notice = Notice {
        id: ids::short(),
        key: format!("exception/{}/asked", exception.id),
        subject: subject(&exception.id),
        org_id,
        role,
        kind: NoticeKind::Todo,
        title: format!("例外申请待审批：{}", exception.duty_name),
        text: format!("{}，{}。理由：{}", place.branch_name, exception.period.title(), exception.reason),
        link: "/exceptions?state=asked".to_owned(),
        branch_id: Some(exception.branch_id.clone()),
        due_on: None,
        at: who.at,
    };
    db.notices().add(&[notice]).await?;
    Ok(())
}

/// Approves, refuses or withdraws; a change of what is owed is in the branch's score at once.
///
/// # Errors
/// See [`Refused`].
pub async fn decide(
    app: &AppState,
    scope: &Scope,
    who: &Actor,
    id: &str,
    to: ExceptionState,
    why: &str,
) -> Result<Vec<Assessed>, Refused> {
    let mut db = app.store.write().await?;
    let SeenException { exception, .. } = db.exceptions().find(scope, id).await?.ok_or(Refused::Missing)?;
    let withdraws = to == ExceptionState::Withdrawn;
    if !withdraws && exception.asked_by.0 == who.account {
        return Err(Refused::Own);
    }
    refuse_sealed(&mut db, exception.period).await?;
    let fact = fact(&exception, who, to);
    let made = fact.as_ref().filter(|_| !withdraws).map(|fact| fact.fact.id.clone());
    if !db.exceptions().decide(who, id, to, why, made.as_deref()).await? {
        return Err(Refused::Settled(exception.state));
    }
    let mut rows = vec![row(id)];
    rows.extend(fact.as_ref().map(EnteredFact::row));
    if let Some(fact) = &fact {
        db.facts().add(std::slice::from_ref(fact)).await?;
    }
    let action = match to {
        ExceptionState::Approved => "exception.approved",
        ExceptionState::Refused | ExceptionState::Asked => "exception.refused",
        ExceptionState::Withdrawn => "exception.withdrawn",
    };
    db.note(who, action, Some(&exception.branch_id), &rows).await?;
    db.notices().settle(&[subject(id)], who.at).await?;
    if !withdraws {
        db.notices().add(&[decided(&exception, who, to, why)]).await?;
    }
    let assessed = match fact {
        Some(_) => {
            let since = exception.period.first_day();
            assess::branch_in(app, &mut db, &exception.branch_id, since, to.title()).await?
        }
        None => Vec::new(),
    };
    db.commit().await?;
    Ok(assessed)
}

fn decided(exception: &Exception, who: &Actor, to: ExceptionState, why: &str) -> Notice {
    let remark = if why.is_empty() { String::new() } else { format!("意见：{why}") };
    Notice {
        id: ids::short(),
        key: format!("exception/{}/decided", exception.id),
        subject: subject(&exception.id),
        org_id: exception.branch_id.clone(),
        role: Role::Branch,
        kind: NoticeKind::Read,
        title: format!("例外申请{}：{}", to.title(), exception.duty_name),
        text: format!("{}。{remark}", exception.period.title()),
        link: "/exceptions".to_owned(),
        branch_id: Some(exception.branch_id.clone()),
        due_on: None,
        at: who.at,
    }
}

async fn refuse_sealed(db: &mut Db, period: Period) -> Result<(), Refused> {
    match db.periods().find(period).await? {
        Some(rated) if rated.sealed => Err(Refused::Sealed(period)),
        _ => Ok(()),
    }
}

fn row(id: &str) -> Changed {
    Changed::new("exceptions", id)
}

fn subject(id: &str) -> String {
    format!("exception/{id}")
}

/// What an approval adds, and what a withdrawal puts in its place.
fn fact(exception: &Exception, who: &Actor, to: ExceptionState) -> Option<EnteredFact> {
    let (id, state, replaces) = match (to, &exception.fact_id) {
        (ExceptionState::Approved, _) => (format!("exception-{}", exception.id), FactState::Valid, None),
        (ExceptionState::Withdrawn, Some(old)) => (format!("{old}-withdrawn"), FactState::Withdrawn, Some(old.clone())),
        _ => return None,
    };
    Some(EnteredFact {
        branch_id: exception.branch_id.clone(),
        fact: Fact {
            id,
            key: "exception".to_owned(),
            kind: FactKind::Exception,
            on: exception.period.last_day(),
            counts_for: Some(exception.period),
            filed_on: Some(china_day(who.at)),
            state,
            title: format!("例外：{}", exception.reason),
            numbers: Default::default(),
            tags: [("duty".to_owned(), exception.duty.clone())].into(),
        },
        source: "例外申请".to_owned(),
        entered_by: who.name.clone(),
        entered_at: who.at,
        replaces,
        record_id: None,
    })
}

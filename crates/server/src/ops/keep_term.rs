//! Elections and extensions: the end of a term is the last election, its years, and what was approved on top.

use jiff::{ToSpan, civil::Date};
use store::{Actor, Changed, Db, Extension, ExtensionState, StoreError, Term};

use crate::ids;

/// An election that was held.
#[derive(Debug, Clone)]
pub struct Held {
    pub org_id: String,
    pub elected: Date,
    pub years: i64,
    /// Number of the superior's reply.
    pub document: String,
}

/// A later end that is asked for.
#[derive(Debug, Clone)]
pub struct Wish {
    pub org_id: String,
    pub until: Date,
    pub reason: String,
    pub document: String,
}

/// What is wrong, by field; or the store.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("{} problems", .0.len())]
    Invalid(Vec<(&'static str, String)>),
    /// Decided by somebody else in the meantime.
    #[error("decided already")]
    Decided,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Years of a term where no other rule is given: five for committees of units, three for branches (选举条例, 国企条例).
pub const fn years_of(kind: store::OrgKind) -> i64 {
    match kind {
        store::OrgKind::Company | store::OrgKind::Unit => 5,
        store::OrgKind::General | store::OrgKind::Branch => 3,
    }
}

fn text(field: &'static str, name: &str, text: &str, most: usize, wrong: &mut Vec<(&'static str, String)>) {
    let n = text.trim().chars().count();
    if n == 0 || n > most {
        wrong.push((field, format!("请填写{name}（不超过 {most} 字）。")));
    }
}

/// Begins a term; the one before ends with it.
///
/// # Errors
/// `Invalid` for an election ahead of time, before the last one, or a term of another length than 1 to 5 years.
pub async fn hold(db: &mut Db, held: &Held, who: &Actor, today: Date) -> Result<Term, Refused> {
    let mut wrong = Vec::new();
    let terms = db.terms().of(&held.org_id).await?;
    let last = terms.iter().filter_map(|term| term.elected).max();
    if held.elected > today {
        wrong.push(("elected_on", "选举日期不能晚于今天；选举之后再登记。".to_owned()));
    }
    if let Some(last) = last.filter(|last| *last >= held.elected) {
        wrong.push(("elected_on", format!("上次选举在 {last}，新的选举日期须在其后。")));
    }
    if !(1..=5).contains(&held.years) {
        wrong.push(("years", "任期应为 1 至 5 年；党支部一般 3 年。".to_owned()));
    }
    text("document", "上级批复文号", &held.document, 100, &mut wrong);
    if !wrong.is_empty() {
        return Err(Refused::Invalid(wrong));
    }
    let term = Term {
        id: ids::short(),
        org_id: held.org_id.clone(),
        elected: Some(held.elected),
        years: Some(held.years),
        due: held.elected.saturating_add(held.years.years()),
        document: held.document.trim().to_owned(),
        entered_by: who.account.clone(),
        entered_at: Some(who.at),
    };
    db.terms().add(&term).await?;
    let mut rows = vec![Changed::new("terms", term.id.clone())];
    rows.extend(due(db, &term.org_id, term.due, today).await?);
    db.note(who, "term.begun", Some(&term.org_id), &rows).await?;
    Ok(term)
}

/// Asks for a later end.
///
/// # Errors
/// `Invalid` if no term is known, another request waits, or the day is not after the end that stands.
pub async fn ask(db: &mut Db, wish: &Wish, stands: Option<Date>, who: &Actor) -> Result<Extension, Refused> {
    let mut wrong = Vec::new();
    match stands {
        None => wrong.push(("until", "还没有登记任期，无从延期；请上级先登记换届选举。".to_owned())),
        Some(due) if wish.until <= due => wrong.push(("until", format!("现任期到 {due}，延期须晚于这一天。"))),
        Some(due) if wish.until > due.saturating_add(2.years()) => {
            wrong.push(("until", "延期一般不超过 1 年，最多按 2 年申请；请核对年份。".to_owned()));
        }
        Some(_) => {}
    }
    text("reason", "延期理由", &wish.reason, 500, &mut wrong);
    text("document", "请示文号", &wish.document, 100, &mut wrong);
    let asked = db.terms().extensions_of(&wish.org_id).await?;
    if asked.iter().any(|extension| extension.state == ExtensionState::Asked) {
        wrong.push(("until", "已有一份延期申请待审批；请等上级审批后再申请。".to_owned()));
    }
    if !wrong.is_empty() {
        return Err(Refused::Invalid(wrong));
    }
    let extension = Extension {
        id: ids::short(),
        org_id: wish.org_id.clone(),
        term_id: db.terms().of(&wish.org_id).await?.first().map(|term| term.id.clone()),
        until: wish.until,
        reason: wish.reason.trim().to_owned(),
        document: wish.document.trim().to_owned(),
        state: ExtensionState::Asked,
        asked_by: who.account.clone(),
        asked_at: who.at,
        decided_by: None,
        decided_at: None,
        reply: None,
        rev: 1,
    };
    db.terms().add_extension(&extension).await?;
    let rows = [Changed::new("term_extensions", extension.id.clone())];
    db.note(who, "term_extension.asked", Some(&extension.org_id), &rows).await?;
    Ok(extension)
}

/// Approves or refuses; an approval moves the end of the term. That nobody decides their own is the caller's to check.
///
/// # Errors
/// `Decided` if it no longer waits.
pub async fn decide(
    db: &mut Db,
    extension: &Extension,
    approved: bool,
    reply: &str,
    who: &Actor,
    today: Date,
) -> Result<(), Refused> {
    let mut wrong = Vec::new();
    text("reply", "批复意见（含文号）", reply, 300, &mut wrong);
    if !wrong.is_empty() {
        return Err(Refused::Invalid(wrong));
    }
    if !db.terms().decide(&extension.id, approved, &who.account, who.at, reply.trim()).await? {
        return Err(Refused::Decided);
    }
    let mut rows = vec![Changed::new("term_extensions", extension.id.clone())];
    if approved {
        rows.extend(due(db, &extension.org_id, extension.until, today).await?);
    }
    let action = if approved { "term_extension.approved" } else { "term_extension.refused" };
    db.note(who, action, Some(&extension.org_id), &rows).await?;
    Ok(())
}

async fn due(db: &mut Db, org: &str, due: Date, today: Date) -> Result<Vec<Changed>, StoreError> {
    let days = db.terms().set_due(org, due, today).await?;
    Ok(days.into_iter().map(|from| Changed::new("org_spans", format!("{org}/{from}"))).collect())
}

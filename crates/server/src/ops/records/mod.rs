//! Keeping ledger records: filing, returning, accepting, withdrawing. A record and its facts change in one transaction.

mod begin;
mod facts;
mod people;

use jiff::{Timestamp, civil::Date};
use ledger::{Kind, Problem, RecordBody};
use rating::{facts::FactState, scheme::Scheme};
use store::{Actor, Changed, Db, Owner, Record, RecordState, Round, RoundAct, StoreError};

use crate::{
    clock::china_day,
    ops::{attach::attach, effort, hints},
};

pub use begin::{Start, begin, draft, expected};
pub(crate) use facts::is_late;
pub use facts::since;

/// Why nothing was changed. Each says so in Chinese.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Another revision stands.
    #[error("此记录在您打开之后已被他人修改；请核对两个版本后再提交。")]
    Stale,
    /// Not in this state, or in a sealed period.
    #[error("{0}")]
    State(String),
    /// Nobody approves what they filed.
    #[error("{0}")]
    Own(&'static str),
    #[error("内容有错误，请按提示逐条修改后重试。")]
    Invalid(Vec<Problem>),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn problem(at: &str, message: impl Into<String>) -> Problem {
    Problem { at: at.to_owned(), message: message.into() }
}

/// The body that a filing would take: what was typed, or nothing.
fn typed(record: &Record) -> Result<&RecordBody, Refused> {
    record.draft.as_ref().ok_or_else(|| Refused::State("没有未提交的修改；如需更正，请先修改内容再提交。".to_owned()))
}

fn editable(record: &Record) -> Result<(), Refused> {
    match record.state {
        RecordState::Accepted => {
            Err(Refused::State("记录已经上级通过，不能直接修改；确需更正，请联系上级退回后再改。".to_owned()))
        }
        RecordState::Withdrawn => Err(Refused::State("记录已撤回，不能再修改；请新建记录。".to_owned())),
        _ => Ok(()),
    }
}

/// Everything that stands in the way of filing: the rules of the ledger, and words that the scheme does not know.
pub fn problems(kind: Kind, body: &RecordBody, scheme: &Scheme, today: Date) -> Vec<Problem> {
    let mut found = ledger::problems(kind, body, today);
    let kinds = body.kinds(kind);
    // What neither a rule of this scheme nor a regulation reads may be left empty.
    let unread = |field: &str| {
        let asks = |kind: &&Kind| ledger::required(**kind).contains(&field);
        let mut asking = kinds.iter().filter(asks).peekable();
        asking.peek().is_some() && asking.all(|kind| !ledger::needed(scheme, *kind).contains(&field))
    };
    found.retain(|problem| !unread(&problem.at));
    let mut check = |kind: Kind, field: &str, word: Option<&str>| {
        let Some(word) = word.filter(|_| kinds.contains(&kind)) else { return };
        let words = words(scheme, kind, field);
        if !words.is_empty() && !words.iter().any(|(code, _)| code == word) {
            let names: Vec<&str> = words.iter().map(|(_, name)| name.as_str()).collect();
            let message = format!("{}“{word}”不在可选项内；可选：{}。", ledger::field_name(field), names.join("、"));
            found.push(problem(field, message));
        }
    };
    check(Kind::ThemeDay, "theme", body.theme.as_deref());
    check(Kind::Lecture, "lecturer", body.lecturer.as_ref().map(|lecturer| lecturer.role.as_str()));
    found
}

/// The words that the scheme in force lists for a field of this kind of record.
pub fn words(scheme: &Scheme, kind: Kind, field: &str) -> Vec<(String, String)> {
    let class = scheme.classes.iter().find(|class| class.key == kind.word());
    let tag = class.and_then(|class| class.tags.iter().find(|tag| tag.code == field));
    tag.map(|tag| tag.words.clone()).unwrap_or_default()
}

/// Takes over what the list shows of a body.
pub(crate) fn describe(record: &mut Record, body: &RecordBody) {
    record.title = body.titled(record.kind);
    record.on = body.day();
    record.counts_for.clone_from(&body.counts_for);
    record.also = body.kinds(record.kind).split_off(1);
    record.group_id.clone_from(&body.group_id);
    let count = ledger::count(record.kind, body);
    record.entitled = count.map(|count| i64::from(count.entitled));
    record.present = count.map(|count| i64::from(count.present));
}

/// Keeps what was typed. Of a record never filed the list shows the draft itself.
///
/// # Errors
/// `Stale`, or `State` where nothing may be edited.
pub async fn save_draft(
    db: &mut Db,
    record: &Record,
    rev: i64,
    body: &RecordBody,
    at: Timestamp,
) -> Result<Record, Refused> {
    editable(record)?;
    let mut next = Record { rev: rev + 1, saved_at: at, draft: Some(body.clone()), has_draft: true, ..record.clone() };
    let saved = if record.state == RecordState::Draft {
        describe(&mut next, body);
        db.records().change(&next, rev).await?
    } else {
        db.records().save_draft(&record.id, rev, body, at).await?
    };
    if !saved {
        return Err(Refused::Stale);
    }
    effort::typed(db, record, at).await?;
    Ok(next)
}

/// Drops what was typed since the last filing.
///
/// # Errors
/// `Stale`, or `State` for a record never filed: that one is withdrawn.
pub async fn drop_draft(db: &mut Db, record: &Record, rev: i64, at: Timestamp) -> Result<Record, Refused> {
    if record.state == RecordState::Draft {
        return Err(Refused::State("草稿尚未提交过，没有可恢复的版本；不需要的草稿请撤回。".to_owned()));
    }
    let next = Record { rev: rev + 1, saved_at: at, draft: None, has_draft: false, ..record.clone() };
    if db.records().change(&next, rev).await? { Ok(next) } else { Err(Refused::Stale) }
}

/// Files what was typed: a first filing, a correction, or the answer to a return.
///
/// # Errors
/// `Invalid` with everything to mend, `State` in a sealed period, `Stale`.
pub async fn file(db: &mut Db, scheme: &Scheme, record: &Record, rev: i64, who: &Actor) -> Result<Record, Refused> {
    editable(record)?;
    let body = typed(record)?.clone();
    let today = china_day(who.at);
    let mut found = problems(record.kind, &body, scheme, today);
    found.extend(people::strangers(db, record, &body).await?);
    if !found.is_empty() {
        return Err(Refused::Invalid(found));
    }
    let first = record.first_filed_at.unwrap_or(who.at);
    // A correction of the day to one after the first arrival arrived when it was corrected.
    let arrived = match body.day() {
        Some(on) if china_day(first) < on => who.at,
        _ => first,
    };
    let owner = Owner { table: "records".to_owned(), id: record.id.clone() };
    if let Err(why) = attach(db, who, &record.branch_id, &owner, &body.file_ids).await? {
        return Err(Refused::Invalid(vec![problem("file_ids", format!("{why}。"))]));
    }
    let n = record.n_rounds + 1;
    let source = ledger::Source { record_id: &record.id, round: n, kind: record.kind, filed_on: china_day(arrived) };
    let fresh = ledger::facts(source, &body);
    let mut next = Record {
        state: RecordState::Filed,
        rev: rev + 1,
        late: fresh.iter().any(|fact| facts::is_late(scheme, fact)),
        n_rounds: n,
        first_filed_at: Some(arrived),
        filed_at: Some(who.at),
        filed_by: Some(who.account.clone()),
        reason: None,
        saved_at: who.at,
        draft: None,
        has_draft: false,
        ..record.clone()
    };
    describe(&mut next, &body);
    let written = facts::replace(db, &next, fresh, who).await?;
    hints::remember(db, &next, &body).await?;
    effort::filed(db, record, who.at).await?;
    let round = round(n, RoundAct::Filed, None, Some(body), who);
    keep(db, next, rev, round, "record.filed", written, who).await
}

/// Sends a record back to be mended; its facts count no more until it is filed again.
///
/// # Errors
/// `Invalid` without a reason, `Own` for what the reviewer filed, `State`, `Stale`.
pub async fn return_(db: &mut Db, record: &Record, rev: i64, reason: &str, who: &Actor) -> Result<Record, Refused> {
    if !matches!(record.state, RecordState::Filed | RecordState::Accepted) {
        return Err(Refused::State(format!("记录现为“{}”，不能退回。", record.state.title())));
    }
    foreign(record, who, "不能退回自己提交的记录；请由其他审核人办理。")?;
    let reason = reasoned(reason, "退回须写明理由，并说明依据哪条要求、怎样修改。")?;
    let written = facts::mark(db, record, FactState::Returned, who).await?;
    let next = Record { state: RecordState::Returned, reason: Some(reason.clone()), ..record.clone() };
    step(db, next, rev, RoundAct::Returned, Some(reason), written, who).await
}

/// Accepts a record: from now on only a return lets it be changed.
///
/// # Errors
/// `Own` for what the reviewer filed, `State`, `Stale`.
pub async fn accept(db: &mut Db, record: &Record, rev: i64, who: &Actor) -> Result<Record, Refused> {
    if record.state != RecordState::Filed {
        return Err(Refused::State(format!("“{}”现为“{}”，不是待审记录。", record.title, record.state.title())));
    }
    foreign(record, who, "不能通过自己提交的记录；请由其他审核人办理。")?;
    let next = Record { state: RecordState::Accepted, ..record.clone() };
    step(db, next, rev, RoundAct::Accepted, None, Vec::new(), who).await
}

/// Takes a record back; it stays in the history.
///
/// # Errors
/// `Invalid` without a reason for what was filed, `State`, `Stale`.
pub async fn withdraw(db: &mut Db, record: &Record, rev: i64, reason: &str, who: &Actor) -> Result<Record, Refused> {
    editable(record)?;
    let reason = match record.state {
        RecordState::Draft => Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty()),
        _ => Some(reasoned(reason, "撤回已提交的记录须写明理由。")?),
    };
    let written = facts::mark(db, record, FactState::Withdrawn, who).await?;
    let next = Record { state: RecordState::Withdrawn, reason: reason.clone(), ..record.clone() };
    step(db, next, rev, RoundAct::Withdrawn, reason, written, who).await
}

fn foreign(record: &Record, who: &Actor, sentence: &'static str) -> Result<(), Refused> {
    if record.filed_by.as_deref() == Some(&who.account) { Err(Refused::Own(sentence)) } else { Ok(()) }
}

fn reasoned(reason: &str, sentence: &str) -> Result<String, Refused> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 500 {
        let sentence = if reason.is_empty() { sentence } else { "理由超过500字，请精简。" };
        return Err(Refused::Invalid(vec![problem("reason", sentence)]));
    }
    Ok(reason.to_owned())
}

fn round(n: i64, act: RoundAct, reason: Option<String>, body: Option<RecordBody>, who: &Actor) -> Round {
    Round { n, at: who.at, account: who.account.clone(), name: who.name.clone(), act, reason, body }
}

async fn step(
    db: &mut Db,
    mut next: Record,
    rev: i64,
    act: RoundAct,
    reason: Option<String>,
    written: Vec<Changed>,
    who: &Actor,
) -> Result<Record, Refused> {
    next.rev = rev + 1;
    next.n_rounds += 1;
    next.saved_at = who.at;
    let action = match act {
        RoundAct::Filed => "record.filed",
        RoundAct::Returned => "record.returned",
        RoundAct::Accepted => "record.accepted",
        RoundAct::Withdrawn => "record.withdrawn",
    };
    let round = round(next.n_rounds, act, reason, None, who);
    keep(db, next, rev, round, action, written, who).await
}

async fn keep(
    db: &mut Db,
    next: Record,
    rev: i64,
    round: Round,
    action: &str,
    written: Vec<Changed>,
    who: &Actor,
) -> Result<Record, Refused> {
    if !db.records().change(&next, rev).await? {
        return Err(Refused::Stale);
    }
    let mut rows =
        vec![Changed::new("records", &next.id), Changed::new("record_rounds", format!("{}/{}", next.id, round.n))];
    rows.extend(written);
    db.records().add_rounds(&[(next.id.clone(), round)]).await?;
    db.note(who, action, Some(&next.branch_id), &rows).await?;
    Ok(next)
}

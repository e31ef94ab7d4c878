//! A ledger record as a paper to sign and file away.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;
use ledger::{Attendance, RecordBody, Vote};
use report::{PrintError, Printer, RecordPaper, Topic};
use store::SeenRecord;
use tokio::sync::Semaphore;

/// Papers set at the same time; the rest waits.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
static PRINTER: OnceLock<Arc<Printer>> = OnceLock::new();

/// Fonts are looked for when the first paper is asked for, in `BAOLEI_FONTS` first.
fn printer() -> Result<Arc<Printer>, PrintError> {
    if let Some(printer) = PRINTER.get() {
        return Ok(printer.clone());
    }
    let folders: Vec<PathBuf> = std::env::var_os("BAOLEI_FONTS").map(PathBuf::from).into_iter().collect();
    let opened = Arc::new(Printer::open(&folders)?);
    Ok(PRINTER.get_or_init(|| opened).clone())
}

/// The paper as PDF.
///
/// # Errors
/// When fonts are missing, or the template fails.
pub async fn print(paper: RecordPaper) -> anyhow::Result<Result<Vec<u8>, PrintError>> {
    let _turn = AT_ONCE.acquire().await?;
    Ok(tokio::task::spawn_blocking(move || printer()?.record(&paper)).await?)
}

/// What stands on the paper of a record with this body.
pub fn paper(seen: &SeenRecord, body: &RecordBody) -> RecordPaper {
    let record = &seen.record;
    let count = ledger::count(record.kind, body);
    let people = |n: u32| format!("{n} 人");
    let facts = [
        ("时间", when(body)),
        ("地点", body.place.clone()),
        ("主持人", body.chair.clone()),
        ("记录人", body.recorder.clone()),
        ("应到", count.map(|count| people(count.entitled))),
        ("实到", count.map(|count| people(count.present))),
        ("列席", (!body.observers.is_empty()).then(|| body.observers.join("、"))),
        ("授课人", body.lecturer.as_ref().map(|lecturer| lecturer.name.clone())),
    ];
    let sections = [("活动内容", body.account.clone()), ("后续任务", tasks(body)), ("整改事项", rectifications(body))];
    let given = |pairs: Vec<(&str, Option<String>)>| {
        let some = pairs.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?)));
        some.filter(|(_, text)| !text.trim().is_empty()).collect::<Vec<_>>()
    };
    let attended = |status| body.attendance.iter().filter(move |person| person.status == status);
    RecordPaper {
        heading: format!("{}记录", record.kind.title()),
        title: body.titled(record.kind),
        unit: seen.unit_name.clone(),
        branch: seen.branch_name.clone(),
        facts: given(facts.to_vec()),
        present: attended(Attendance::Present).map(|person| person.name.clone()).collect(),
        absent: attended(Attendance::Absent)
            .map(|person| (person.name.clone(), person.reason.clone().unwrap_or_default()))
            .collect(),
        topics: body
            .agenda
            .iter()
            .map(|agenda| Topic {
                topic: agenda.topic.clone(),
                summary: agenda.summary.clone().unwrap_or_default(),
                resolution: agenda.resolution.clone().unwrap_or_default(),
                vote: agenda.vote.as_ref().map(vote).unwrap_or_default(),
            })
            .collect(),
        sections: given(sections.to_vec()),
        signatures: ["主持人", "记录人"].map(str::to_owned).to_vec(),
        footer: format!("记录编号 {}　{}", record.id, record.state.title()),
    }
}

fn when(body: &RecordBody) -> Option<String> {
    let on = body.on.as_deref()?;
    let day =
        on.parse::<Date>().map_or(on.to_owned(), |day| format!("{}年{}月{}日", day.year(), day.month(), day.day()));
    let times: Vec<&str> = [&body.start, &body.end].into_iter().filter_map(|time| time.as_deref()).collect();
    Some(format!("{day} {}", times.join("—")).trim().to_owned())
}

fn vote(vote: &Vote) -> String {
    let about = vote.person.as_ref().map(|person| format!("{person}：")).unwrap_or_default();
    let written = if vote.written_in_favour > 0 {
        format!("，书面赞成 {} 票", vote.written_in_favour)
    } else {
        String::new()
    };
    format!("{about}赞成 {} 票，反对 {} 票，弃权 {} 票{written}", vote.in_favour, vote.against, vote.abstain)
}

fn tasks(body: &RecordBody) -> Option<String> {
    let line = |task: &ledger::Task| {
        let parts = [Some(task.what.clone()), task.owner.clone(), task.due.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join("，")
    };
    (!body.tasks.is_empty()).then(|| body.tasks.iter().map(line).collect::<Vec<_>>().join("；"))
}

fn rectifications(body: &RecordBody) -> Option<String> {
    let line = |one: &ledger::Rectification| {
        let parts = [Some(one.problem.clone()), one.measure.clone(), one.owner.clone(), one.due.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join("，")
    };
    (!body.rectifications.is_empty()).then(|| body.rectifications.iter().map(line).collect::<Vec<_>>().join("；"))
}

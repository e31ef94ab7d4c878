//! A ledger record as a paper to sign and file away.

use jiff::civil::Date;
use ledger::{Attendance, Kind, PairClass, RecordBody, Vote, verdict};
use report::{Grid, RecordPaper, Topic};
use store::Record;

use super::written;
use crate::clock::china_day;

/// Where a record belongs.
#[derive(Debug, Clone, Copy)]
pub struct Home<'a> {
    pub unit: &'a str,
    pub branch: &'a str,
    /// Id and name of the files of the branch's records.
    pub files: &'a [(String, String)],
}

/// What stands on the paper of a record with this body.
pub fn paper(record: &Record, body: &RecordBody, home: Home<'_>) -> RecordPaper {
    let kind = record.kind;
    let attended = |status| body.attendance.iter().filter(move |person| person.status == status);
    let reasons = |status| {
        attended(status).map(|person| (person.name.clone(), person.reason.clone().unwrap_or_default())).collect()
    };
    let file = |id: &String| home.files.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone());
    RecordPaper {
        heading: format!("{}记录", kind.title()),
        title: body.titled(kind),
        unit: home.unit.to_owned(),
        branch: home.branch.to_owned(),
        facts: facts(kind, body),
        present: attended(Attendance::Present).map(|person| person.name.clone()).collect(),
        absent: reasons(Attendance::Absent),
        left_out: reasons(Attendance::LeftOut),
        topics: topics(body),
        sections: given([("简要情况", body.account.clone()), ("评优超过三分之一的说明", body.grades_reason.clone())]),
        grids: grids(body),
        findings: verdict(kind, body).sentences.into_iter().map(|sentence| sentence.text).collect(),
        files: body.file_ids.iter().filter_map(file).collect(),
        signatures: if kind.is_meeting() { ["主持人", "记录人"] } else { ["党支部书记", "经办人"] }
            .map(str::to_owned)
            .to_vec(),
        footer: footer(record),
    }
}

fn footer(record: &Record) -> String {
    let late = if record.late { "（逾期）" } else { "" };
    let filed = record.filed_at.map(|at| format!("　{}报送{late}", written(china_day(at))));
    format!("记录编号 {}　{}{}", record.id, record.state.title(), filed.unwrap_or_default())
}

fn facts(kind: Kind, body: &RecordBody) -> Vec<(String, String)> {
    let count = ledger::count(kind, body);
    let people = |n: u32| format!("{n} 人");
    let place = body.place.clone().or_else(|| body.online.then(String::new));
    let place = place.map(|place| if body.online { format!("{place}（线上）") } else { place });
    let term: Vec<String> = [&body.term_from, &body.term_until].into_iter().flatten().map(|day| dated(day)).collect();
    let also: Vec<&str> = body.kinds(kind).into_iter().skip(1).map(Kind::title).collect();
    given([
        ("时间", when(body)),
        ("地点", place),
        ("主持人", body.chair.clone()),
        ("记录人", body.recorder.clone()),
        ("应到", count.map(|count| people(count.entitled))),
        ("实到", count.map(|count| people(count.present))),
        ("列席", (!body.observers.is_empty()).then(|| body.observers.join("、"))),
        ("授课人", body.lecturer.as_ref().map(|lecturer| lecturer.name.clone())),
        ("形式", body.form.clone()),
        ("学时", body.hours.clone()),
        ("所属年度", body.counts_for.clone().map(|year| format!("{year} 年"))),
        ("通知文号", body.notice.clone()),
        ("同时完成", (!also.is_empty()).then(|| also.join("、"))),
        ("谈话人次", body.talks_held.map(|n| n.to_string())),
        ("应交党费", body.payable.map(people)),
        ("已交党费", body.paid.map(people)),
        ("应选名额", body.seats.map(|n| n.to_string())),
        ("发出选票", body.ballots_out.map(|n| format!("{n} 张"))),
        ("收回选票", body.ballots_in.map(|n| format!("{n} 张"))),
        ("任期", (!term.is_empty()).then(|| term.join(" 至 "))),
        ("延期批复", body.extension.clone()),
        ("上级批复", body.reply.clone()),
    ])
}

/// Without those that are empty.
fn given<const N: usize>(pairs: [(&str, Option<String>); N]) -> Vec<(String, String)> {
    let some = pairs.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?)));
    some.filter(|(_, text)| !text.trim().is_empty()).collect()
}

fn topics(body: &RecordBody) -> Vec<Topic> {
    let topic = |agenda: &ledger::Agenda| {
        let marks: Vec<&str> = [(agenda.major, "重要事项"), (agenda.study, "理论学习")]
            .into_iter()
            .filter(|mark| mark.0)
            .map(|mark| mark.1)
            .collect();
        let marks = if marks.is_empty() { String::new() } else { format!("（{}）", marks.join("、")) };
        Topic {
            topic: format!("{}{marks}", agenda.topic),
            summary: agenda.summary.clone().unwrap_or_default(),
            resolution: agenda.resolution.clone().unwrap_or_default(),
            vote: agenda.vote.as_ref().map(vote).unwrap_or_default(),
        }
    };
    body.agenda.iter().map(topic).collect()
}

fn grids(body: &RecordBody) -> Vec<Grid> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let day = |day: &Option<String>| day.as_deref().map(dated).unwrap_or_default();
    let yes = |done: bool| if done { "是" } else { "否" }.to_owned();
    let grade = |one: &ledger::Graded| {
        let grade = if one.probationary { "不评等次" } else { one.grade.map_or("未定", ledger::Grade::title) };
        vec![one.name.clone(), yes(one.self_done), yes(one.peer_done), grade.to_owned()]
    };
    let pair = |pair: &ledger::Pair| vec![pair.one.clone(), pair.other.clone(), between(pair.class).to_owned()];
    let grids = [
        ("民主评议", &["姓名", "自评", "互评", "评定等次"][..], body.grades.iter().map(grade).collect::<Vec<_>>()),
        (
            "选举结果",
            &["候选人", "得票"],
            body.candidates.iter().map(|one| vec![one.name.clone(), format!("{} 票", one.votes)]).collect(),
        ),
        ("谈心谈话", &["谈话双方", "", "类别"], body.pairs.iter().map(pair).collect()),
        (
            "后续任务",
            &["任务", "责任人", "完成期限"],
            body.tasks.iter().map(|task| vec![task.what.clone(), text(&task.owner), day(&task.due)]).collect(),
        ),
        (
            "整改事项",
            &["问题", "措施", "责任人", "完成期限"],
            body.rectifications
                .iter()
                .map(|one| vec![one.problem.clone(), text(&one.measure), text(&one.owner), day(&one.due)])
                .collect(),
        ),
    ];
    let grid = |(title, columns, rows): (&str, &[&str], Vec<Vec<String>>)| Grid {
        title: title.to_owned(),
        columns: columns.iter().copied().map(str::to_owned).collect(),
        rows,
    };
    grids.into_iter().map(grid).filter(|grid| !grid.rows.is_empty()).collect()
}

fn between(class: PairClass) -> &'static str {
    match class {
        PairClass::CommitteeCommittee => "委员与委员",
        PairClass::CommitteeMember => "委员与党员",
        PairClass::MemberMember => "党员与党员",
    }
}

/// A day as a paper has it; what is no day stays as it was typed.
fn dated(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), written)
}

fn when(body: &RecordBody) -> Option<String> {
    let times: Vec<&str> = [&body.start, &body.end].into_iter().filter_map(|time| time.as_deref()).collect();
    Some(format!("{} {}", dated(body.on.as_deref()?), times.join("—")).trim().to_owned())
}

fn vote(vote: &Vote) -> String {
    let about = vote.person.as_ref().map(|person| format!("{person}：")).unwrap_or_default();
    let written = if vote.written_in_favour > 0 {
        format!("，书面赞成 {} 票", vote.written_in_favour)
    } else {
        String::new()
    };
    let secret = if vote.secret { "（无记名投票）" } else { "" };
    format!("{about}赞成 {} 票，反对 {} 票，弃权 {} 票{written}{secret}", vote.in_favour, vote.against, vote.abstain)
}

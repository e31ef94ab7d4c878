//! What stands in the way of filing, in Chinese, with the field to mend. A field is asked for only if a rule reads it or
//! a hard rule needs it.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::{Act, Attendance, Attendee, Kind, RecordBody, appraisal::grades, count};

/// A field to mend: `attendance.3.reason`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub at: String,
    pub message: String,
}

/// The fields without which a record of this kind says nothing that a rule could read.
pub const fn required(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::MembersMeeting | Kind::CommitteeMeeting | Kind::Election => &["on", "attendance"],
        Kind::ThemeDay => &["on", "theme", "attendance"],
        Kind::GroupMeeting => &["on", "group_id"],
        Kind::Lecture => &["on", "lecturer"],
        Kind::OrgLifeMeeting | Kind::SecretaryReport => &["on", "counts_for"],
        Kind::Appraisal => &["on", "counts_for", "grades"],
        Kind::Dues => &["on", "paid", "payable"],
        Kind::WorkPlan
        | Kind::Talk
        | Kind::QuarterReport
        | Kind::Disclosure
        | Kind::ActivistReview
        | Kind::FrontlineVisit => &["on"],
    }
}

/// The Chinese name of a field of the body.
pub fn field_name(field: &str) -> &'static str {
    match field {
        "title" => "标题",
        "on" => "日期",
        "start" => "开始时间",
        "end" => "结束时间",
        "place" => "地点",
        "online" => "线上召开",
        "chair" => "主持人",
        "recorder" => "记录人",
        "group_id" => "党小组",
        "counts_for" => "所属年度",
        "notice" => "通知文号",
        "attendance" => "应到与实到",
        "entitled" => "应到人数",
        "present" => "实到人数",
        "observers" => "列席人员",
        "agenda" => "议题",
        "agenda.major" => "重要事项议题",
        "agenda.study" => "理论学习议题",
        "tasks" => "后续任务",
        "also" => "同时履行",
        "theme" => "主题",
        "form" => "形式",
        "lecturer" => "主讲人",
        "hours" => "学时",
        "account" => "简要情况",
        "talks_held" => "会前谈心谈话次数",
        "rectifications" => "整改清单",
        "grades" => "评议结果",
        "grades_reason" => "优秀比例说明",
        "term_from" => "任期开始",
        "term_until" => "任期届满",
        "extension" => "提前或延期批复",
        "seats" => "应选名额",
        "candidates" => "候选人得票",
        "ballots_out" => "发出选票",
        "ballots_in" => "收回选票",
        "reply" => "上级批复",
        "pairs" => "谈话双方",
        "paid" => "已交人数",
        "payable" => "应交人数",
        "file_ids" => "附件",
        _ => "其他",
    }
}

/// More would not be a branch's record but a way to fill the disk.
const MOST_ENTRIES: usize = 500;
const LONGEST_TEXT: usize = 4000;

struct Checking<'a> {
    kind: Kind,
    body: &'a RecordBody,
    found: Vec<Problem>,
}

/// Everything that has to be mended before the record can be filed on `today`; empty when it can.
pub fn problems(kind: Kind, body: &RecordBody, today: Date) -> Vec<Problem> {
    let mut checking = Checking { kind, body, found: Vec::new() };
    for kind in body.kinds(kind) {
        checking.required(kind);
    }
    checking.times(today);
    checking.people();
    checking.votes();
    checking.appraisal();
    checking.sizes();
    let mut seen = std::collections::HashSet::new();
    checking.found.retain(|problem| seen.insert((problem.at.clone(), problem.message.clone())));
    checking.found
}

impl Checking<'_> {
    fn say(&mut self, at: impl Into<String>, message: impl Into<String>) {
        self.found.push(Problem { at: at.into(), message: message.into() });
    }

    fn required(&mut self, kind: Kind) {
        for field in required(kind) {
            let body = self.body;
            let given = match *field {
                "on" => body.on.is_some(),
                "attendance" => count(kind, body).is_some(),
                "theme" => is_given(body.theme.as_deref()),
                "group_id" => is_given(body.group_id.as_deref()),
                "lecturer" => body.lecturer.as_ref().is_some_and(|lecturer| is_given(Some(&lecturer.role))),
                "counts_for" => is_given(body.counts_for.as_deref()),
                "grades" => !body.grades.is_empty(),
                "paid" => body.paid.is_some(),
                _ => body.payable.is_some(),
            };
            if !given {
                let message = match *field {
                    "attendance" => format!("{}未登记应到、实到；请在名单上勾选。", kind.title()),
                    name => format!("{}未填写{}。", kind.title(), field_name(name)),
                };
                self.say(*field, message);
            }
        }
    }

    fn times(&mut self, today: Date) {
        let body = self.body;
        match (&body.on, body.day()) {
            (Some(text), None) => self.say("on", format!("日期“{text}”的写法不正确；请写成 2026-09-10。")),
            (_, Some(day)) if day > today => {
                self.say("on", format!("日期{day}还没有到；会议、活动开展后再提交，可先保存草稿。"));
            }
            _ => {}
        }
        let time = |text: &Option<String>| text.as_deref().map(str::parse::<Time>);
        for (field, text) in [("start", &body.start), ("end", &body.end)] {
            if let Some(Err(_)) = time(text) {
                self.say(field, format!("{}的写法不正确；请写成 14:30。", field_name(field)));
            }
        }
        if let (Some(Ok(start)), Some(Ok(end))) = (time(&body.start), time(&body.end))
            && end <= start
        {
            self.say("end", "结束时间应晚于开始时间。");
        }
        if let Some(year) = &body.counts_for
            && !(year.len() == 4 && year.parse::<u16>().is_ok())
        {
            self.say("counts_for", format!("所属年度“{year}”的写法不正确；请写成 2026。"));
        }
        let from = body.term_from.as_deref().map(str::parse::<Date>);
        let until = body.term_until.as_deref().map(str::parse::<Date>);
        if let (Some(Ok(from)), Some(Ok(until))) = (from, until)
            && until <= from
        {
            self.say("term_until", "任期届满日应晚于任期开始日。");
        }
    }

    fn people(&mut self) {
        let body = self.body;
        let unticked =
            |attendee: &Attendee| attendee.status == Attendance::Absent && !is_given(attendee.reason.as_deref());
        let nobody = !body.attendance.is_empty() && body.attendance.iter().all(unticked);
        if nobody {
            self.say("attendance", "还没有勾选到会的人；都到会时点“全部到会”。");
        }
        for (n, attendee) in body.attendance.iter().enumerate() {
            if !nobody && unticked(attendee) {
                let message = format!("{}没有勾选到会；缺席的请选择原因。", attendee.name);
                self.say(format!("attendance.{n}.reason"), message);
            }
            if attendee.status == Attendance::LeftOut && !is_given(attendee.reason.as_deref()) {
                let message = format!("{}不计入应到，须写明理由（会议认可的五种情形之一）。", attendee.name);
                self.say(format!("attendance.{n}.reason"), message);
            }
            if attendee.name.trim().is_empty() {
                self.say(format!("attendance.{n}.name"), "名单中有一人没有姓名。");
            }
        }
        let mut seen = std::collections::HashSet::new();
        for (n, attendee) in body.attendance.iter().enumerate() {
            if let Some(id) = &attendee.member_id
                && !seen.insert(id)
            {
                self.say(format!("attendance.{n}.name"), format!("{}在名单中出现了两次。", attendee.name));
            }
        }
        if let (Some(entitled), Some(present)) = (body.entitled, body.present)
            && body.attendance.is_empty()
            && present > entitled
        {
            self.say("present", format!("实到{present}人超过应到{entitled}人，请核对。"));
        }
        if let (Some(paid), Some(payable)) = (body.paid, body.payable)
            && paid > payable
        {
            self.say("paid", format!("已交{paid}人超过应交{payable}人，请核对。"));
        }
    }

    fn votes(&mut self) {
        let Some(count) = count(self.kind, self.body) else { return };
        for (n, agenda) in self.body.agenda.iter().enumerate() {
            let Some(vote) = &agenda.vote else { continue };
            let cast = u64::from(vote.in_favour) + u64::from(vote.against) + u64::from(vote.abstain);
            if cast > u64::from(count.present) {
                let message = format!("赞成、反对、弃权共{cast}票，超过到会有表决权的{}人，请核对。", count.present);
                self.say(format!("agenda.{n}.vote"), message);
            }
            let absent = count.entitled - count.present.min(count.entitled);
            if vote.written_in_favour > absent {
                let message =
                    format!("会前书面意见{}份，超过未到会的{absent}人；到会的人当场表决。", vote.written_in_favour);
                self.say(format!("agenda.{n}.vote.written_in_favour"), message);
            }
            if vote.written_in_favour > 0 && vote.act != Act::Admission {
                let message = "只有接收党员或转正的表决计会前书面意见；请改为到会表决的票数。";
                self.say(format!("agenda.{n}.vote.written_in_favour"), message);
            }
        }
        if let (Some(out), Some(back)) = (self.body.ballots_out, self.body.ballots_in) {
            if back > out {
                self.say("ballots_in", format!("收回{back}张选票，多于发出的{out}张，选举无效；请核对。"));
            }
            if out > count.present {
                self.say("ballots_out", format!("发出{out}张选票，超过到会有选举权的{}人，请核对。", count.present));
            }
        }
        for (n, candidate) in self.body.candidates.iter().enumerate() {
            if candidate.votes > self.body.ballots_in.unwrap_or(count.present) {
                let message = format!("{}得{}票，超过收回的选票数，请核对。", candidate.name, candidate.votes);
                self.say(format!("candidates.{n}.votes"), message);
            }
        }
    }

    fn appraisal(&mut self) {
        if !self.body.kinds(self.kind).contains(&Kind::Appraisal) {
            return;
        }
        for (n, member) in self.body.grades.iter().enumerate() {
            if member.probationary && member.grade.is_some() {
                let message = format!("{}是预备党员，参加评议但不评定等次；请删去等次。", member.name);
                self.say(format!("grades.{n}.grade"), message);
            } else if !member.probationary && member.grade.is_none() {
                self.say(format!("grades.{n}.grade"), format!("{}还没有评定等次。", member.name));
            }
        }
        if grades(self.body).too_many_excellent() && !is_given(self.body.grades_reason.as_deref()) {
            self.say("grades_reason", "优秀等次超过三分之一；上级规定为“一般不超过”，确需超过的请写明理由。");
        }
    }

    fn sizes(&mut self) {
        let body = self.body;
        for (field, n) in [
            ("attendance", body.attendance.len()),
            ("agenda", body.agenda.len()),
            ("tasks", body.tasks.len()),
            ("observers", body.observers.len()),
            ("rectifications", body.rectifications.len()),
            ("grades", body.grades.len()),
            ("candidates", body.candidates.len()),
            ("pairs", body.pairs.len()),
            ("file_ids", body.file_ids.len()),
        ] {
            if n > MOST_ENTRIES {
                self.say(field, format!("{}有{n}条，最多{MOST_ENTRIES}条。", field_name(field)));
            }
        }
        for (field, text) in [("title", &body.title), ("account", &body.account)] {
            if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT) {
                self.say(field, format!("{}超过{LONGEST_TEXT}字，请精简。", field_name(field)));
            }
        }
        for (n, agenda) in body.agenda.iter().enumerate() {
            if agenda.topic.trim().is_empty() {
                self.say(format!("agenda.{n}.topic"), format!("第{}个议题没有题目；请填写或删去。", n + 1));
            }
        }
    }
}

fn is_given(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

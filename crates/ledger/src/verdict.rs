//! What the numbers of a record mean, in figures and sentences: valid or not, passed or not, and by which rule.

use serde::{Deserialize, Serialize};

use crate::{
    Act, Count, Kind, RecordBody, Tally, Vote,
    appraisal::grades,
    count,
    election::{ballots_valid, elected, enough_candidates},
    passed,
    quorum::needed,
    valid,
};

/// The arithmetic of a record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = VerdictView))]
pub struct Verdict {
    pub figures: Vec<Figure>,
    pub sentences: Vec<Sentence>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = FigureView))]
pub struct Figure {
    pub code: String,
    pub name: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = SentenceView))]
pub struct Sentence {
    pub text: String,
    pub status: Status,
    pub holds: bool,
    pub clause: String,
}

/// How binding a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = RuleStatus))]
pub enum Status {
    /// 应当, 必须: the condition of validity.
    #[serde(rename = "H")]
    Hard,
    /// 一般: takes a reasoned exception.
    #[serde(rename = "N")]
    Normal,
    /// Of this company.
    #[serde(rename = "L")]
    Local,
}

/// Figures and sentences of a record, as far as its numbers go.
pub fn verdict(kind: Kind, body: &RecordBody) -> Verdict {
    let mut verdict = Verdict::default();
    let counted = if kind.is_meeting() { count(kind, body) } else { None };
    if let Some(count) = counted {
        heads(&mut verdict, count);
        meeting(&mut verdict, kind, body, count);
        if kind == Kind::Election {
            election(&mut verdict, body, count);
        }
    }
    if body.kinds(kind).contains(&Kind::Appraisal) {
        appraisal(&mut verdict, body);
    }
    if let (Kind::Dues, Some(paid), Some(payable)) = (kind, body.paid, body.payable) {
        verdict.figure("payable", "应交", payable.to_string());
        verdict.figure("paid", "已交", paid.to_string());
        verdict.figure("rate", "交纳率", percent(paid, payable));
    }
    verdict
}

fn heads(verdict: &mut Verdict, count: Count) {
    verdict.figure("entitled", "应到", count.entitled.to_string());
    verdict.figure("present", "实到", count.present.to_string());
    if count.left_out > 0 {
        verdict.figure("left_out", "不计入应到", count.left_out.to_string());
    }
    verdict.figure("rate", "到会率", percent(count.present, count.entitled));
}

fn meeting(verdict: &mut Verdict, kind: Kind, body: &RecordBody, count: Count) {
    let own = match kind {
        Kind::MembersMeeting => Some(Act::Decision),
        Kind::CommitteeMeeting => Some(Act::Committee),
        Kind::Election => Some(Act::Election),
        _ => None,
    };
    if let Some(act) = own {
        quorum(verdict, act, count);
    }
    if !kind.counts_voters() {
        return;
    }
    let votes: Vec<(&str, &Vote)> =
        body.agenda.iter().filter_map(|agenda| Some((agenda.topic.as_str(), agenda.vote.as_ref()?))).collect();
    let mut told = own;
    for (topic, vote) in votes {
        // A committee decides by the rule of the committee whatever it decides.
        let act = if kind == Kind::CommitteeMeeting { Act::Committee } else { vote.act };
        if told != Some(act) {
            quorum(verdict, act, count);
            told = Some(act);
        }
        tally(verdict, act, topic, vote, count);
    }
}

fn quorum(verdict: &mut Verdict, act: Act, Count { entitled, present, left_out }: Count) {
    let holds = valid(act, entitled, present);
    let outside =
        if left_out > 0 { format!("（另有{left_out}人经会议认可不计入）") } else { String::new() };
    let (least, title) = (act.quorum().least(entitled), act.quorum().title());
    let end = if holds { "符合" } else { "不符合" };
    let text =
        format!("应到{entitled}人{outside}，实到{present}人；{}须到会{title}（至少{least}人）：{end}。", act.title());
    verdict.say(text, Status::Hard, holds, act.clause());
}

fn tally(verdict: &mut Verdict, act: Act, topic: &str, vote: &Vote, count: Count) {
    let (entitled, present) = (count.entitled, count.present);
    let written = if act == Act::Admission { vote.written_in_favour } else { 0 };
    let holds = passed(act, entitled, present, Tally { in_favour: vote.in_favour, written });
    let base = if act == Act::Election { format!("实到{present}人") } else { format!("应到{entitled}人") };
    let favour = match written {
        0 => format!("赞成{}票", vote.in_favour),
        written => format!("赞成{}票（含会前书面意见{written}份）", vote.in_favour + written),
    };
    let end = match (holds, valid(act, entitled, present)) {
        (true, _) => "通过",
        (false, true) => "未通过",
        (false, false) => "到会人数不足，表决无效",
    };
    let least = needed(act, entitled, present);
    let text = format!(
        "“{}”：{favour}，反对{}票，弃权{}票；须超过{base}的半数（至少{least}票）：{end}。",
        topic.trim(),
        vote.against,
        vote.abstain
    );
    verdict.say(text, Status::Hard, holds, act.clause());
}

fn election(verdict: &mut Verdict, body: &RecordBody, count: Count) {
    let clause = Act::Election.clause();
    if let (Some(out), Some(back), Some(holds)) = (body.ballots_out, body.ballots_in, ballots_valid(body)) {
        let end = if holds { "选举有效" } else { "选举无效" };
        let text = format!("发出选票{out}张，收回{back}张；收回不得多于发出：{end}。");
        verdict.say(text, Status::Hard, holds, clause);
    }
    if let (Some(seats), Some(holds)) = (body.seats, enough_candidates(body)) {
        let n = body.candidates.len();
        let end = if holds { "符合" } else { "不符合" };
        let text = format!("应选{seats}人，候选人{n}人；候选人一般应比应选人数多20%以上：{end}。");
        verdict.say(text, Status::Normal, holds, clause);
    }
    if !body.candidates.is_empty() {
        let elected = if valid(Act::Election, count.entitled, count.present) && ballots_valid(body) != Some(false) {
            elected(body, count)
        } else {
            Vec::new()
        };
        let least = needed(Act::Election, count.entitled, count.present);
        let names: Vec<&str> = elected.iter().map(|candidate| candidate.name.as_str()).collect();
        let names = if names.is_empty() { "无人当选".to_owned() } else { format!("{}当选", names.join("、")) };
        let full = body.seats.is_none_or(|seats| elected.len() == seats as usize);
        let open = if full { "" } else { "，名额未选满，可另行选举" };
        let text =
            format!("得票须超过实到{}人的半数（至少{least}票），按得票多少取足名额：{names}{open}。", count.present);
        verdict.say(text, Status::Hard, full, clause);
    }
}

fn appraisal(verdict: &mut Verdict, body: &RecordBody) {
    let grades = grades(body);
    verdict.figure("graded", "参加评定的正式党员", grades.graded.to_string());
    verdict.figure("excellent", "优秀", grades.excellent.to_string());
    if grades.probationary > 0 {
        verdict.figure("probationary", "预备党员（只参加、不评等次）", grades.probationary.to_string());
    }
    if grades.graded > 0 {
        let holds = !grades.too_many_excellent();
        let end = match (holds, body.grades_reason.as_deref().map(str::trim).filter(|text| !text.is_empty())) {
            (true, _) => "符合".to_owned(),
            (false, Some(reason)) => format!("超过，理由：{reason}"),
            (false, None) => "超过，须写明理由".to_owned(),
        };
        let most = grades.graded / 3;
        let text = format!(
            "评定{}人，优秀{}人；优秀等次一般不超过三分之一（{most}人）：{end}。",
            grades.graded, grades.excellent
        );
        verdict.say(text, Status::Normal, holds, "《中国共产党支部工作条例（试行）》组织生活一章");
    }
}

impl Verdict {
    fn figure(&mut self, code: &str, name: &str, value: String) {
        self.figures.push(Figure { code: code.to_owned(), name: name.to_owned(), value });
    }

    fn say(&mut self, text: String, status: Status, holds: bool, clause: &str) {
        self.sentences.push(Sentence { text, status, holds, clause: clause.to_owned() });
    }
}

/// `93.75%`; `—` of nobody.
fn percent(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    let hundredths = (u64::from(part) * 20_000 + u64::from(whole)) / (u64::from(whole) * 2);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

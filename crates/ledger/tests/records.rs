//! Records as a secretary writes them: what is asked, what they mean, which facts they make.

use jiff::civil::date;
use ledger::{Kind, RecordBody, Source, Status, changes, facts, problems, verdict};
use serde_json::{Value, json};

fn body(value: Value) -> RecordBody {
    serde_json::from_value(value).unwrap()
}

fn filed(kind: Kind, body: &RecordBody) -> Vec<rating::facts::Fact> {
    facts(Source { record_id: "R1", round: 1, kind, filed_on: date(2026, 9, 12) }, body)
}

fn at(kind: Kind, body: &RecordBody) -> Vec<String> {
    problems(kind, body, date(2026, 9, 30)).into_iter().map(|problem| problem.at).collect()
}

#[test]
fn a_theme_day_with_a_lecture_meets_both_duties() {
    let body = body(json!({
        "on": "2026-09-10", "theme": "integrity", "also": ["lecture"],
        "lecturer": {"name": "李明", "role": "secretary"},
        "attendance": [{"name": "甲"}, {"name": "乙", "status": "absent", "reason": "出差"}, {"name": "丙", "voter": false}],
        "agenda": [{"topic": "学习党章", "study": true}]
    }));
    assert_eq!(at(Kind::ThemeDay, &body), [""; 0]);
    let facts = filed(Kind::ThemeDay, &body);
    let keys: Vec<&str> = facts.iter().map(|fact| fact.key.as_str()).collect();
    assert_eq!(keys, ["theme_day", "lecture"]);
    let figures: Vec<(&str, String)> =
        facts[0].numbers.iter().map(|(field, n)| (field.as_str(), n.to_string())).collect();
    assert_eq!(figures, [("entitled", "3".to_owned()), ("present", "2".to_owned()), ("study", "1".to_owned())]);
    assert_eq!(facts[0].tags["theme"], "integrity");
    assert_eq!(facts[1].tags["lecturer"], "secretary");
    assert_eq!(facts[1].filed_on, Some(date(2026, 9, 12)));
}

#[test]
fn a_committee_meeting_is_never_also_a_lecture() {
    let body = body(json!({"on": "2026-09-10", "also": ["lecture"], "attendance": [{"name": "甲"}]}));
    assert_eq!(filed(Kind::CommitteeMeeting, &body).len(), 1);
}

#[test]
fn the_members_meeting_counts_those_who_vote() {
    let body = body(json!({"on": "2026-09-10", "attendance": [
        {"name": "甲"}, {"name": "乙"}, {"name": "丙", "voter": false}, {"name": "丁", "status": "absent"},
        {"name": "戊", "status": "left_out", "reason": "长期卧床"}
    ]}));
    let facts = filed(Kind::MembersMeeting, &body);
    assert_eq!(
        (facts[0].numbers["entitled"].to_string(), facts[0].numbers["present"].to_string()),
        ("3".into(), "2".into())
    );
    let sentence = &verdict(Kind::MembersMeeting, &body).sentences[0];
    assert_eq!(sentence.text, "应到3人（另有1人经会议认可不计入），实到2人；作出决议须到会达到半数（至少2人）：符合。");
    assert!(sentence.holds);
}

#[test]
fn leaving_somebody_out_needs_a_reason() {
    let body = body(json!({"on": "2026-09-10", "attendance": [{"name": "甲"}, {"name": "乙", "status": "left_out"}]}));
    assert_eq!(at(Kind::MembersMeeting, &body), ["attendance.1.reason"]);
}

#[test]
fn who_did_not_come_has_a_reason_and_who_came_is_ticked() {
    let of = |attendance| at(Kind::MembersMeeting, &body(json!({"on": "2026-09-10", "attendance": attendance})));
    let nobody = json!([{"name": "甲", "status": "absent"}, {"name": "乙", "status": "absent"}]);
    assert_eq!(of(nobody), ["attendance"], "one sentence, not one for each");
    let one = json!([{"name": "甲"}, {"name": "乙", "status": "absent"}]);
    assert_eq!(of(one), ["attendance.1.reason"]);
    let told = json!([{"name": "甲"}, {"name": "乙", "status": "absent", "reason": "出差"}]);
    assert_eq!(of(told), [""; 0]);
}

#[test]
fn an_empty_record_is_told_what_is_missing() {
    assert_eq!(at(Kind::ThemeDay, &RecordBody::default()), ["on", "theme", "attendance"]);
    assert_eq!(at(Kind::QuarterReport, &RecordBody::default()), ["on"]);
}

#[test]
fn a_day_to_come_and_impossible_counts_are_refused() {
    let tomorrow = body(json!({"on": "2026-10-01", "paid": 3, "payable": 2}));
    assert_eq!(at(Kind::Dues, &tomorrow), ["on", "paid"]);
    let many = body(json!({"on": "2026-09-10", "attendance": [{"name": "甲"}, {"name": "乙"}],
        "agenda": [{"topic": "表决", "vote": {"act": "decision", "in_favour": 2, "against": 1, "abstain": 0}}]}));
    assert_eq!(at(Kind::MembersMeeting, &many), ["agenda.0.vote"]);
}

#[test]
fn written_opinions_come_from_those_who_are_not_there_and_only_for_admission() {
    let vote = |act: &str, written: u32| {
        body(json!({"on": "2026-09-10", "entitled": 10, "present": 8,
            "agenda": [{"topic": "表决", "vote": {"act": act, "in_favour": 5, "against": 3, "abstain": 0, "written_in_favour": written}}]}))
    };
    assert_eq!(at(Kind::MembersMeeting, &vote("admission", 2)), [""; 0]);
    assert_eq!(at(Kind::MembersMeeting, &vote("admission", 3)), ["agenda.0.vote.written_in_favour"]);
    assert_eq!(at(Kind::MembersMeeting, &vote("decision", 1)), ["agenda.0.vote.written_in_favour"]);
    let said = verdict(Kind::MembersMeeting, &vote("admission", 2));
    assert!(
        said.sentences.iter().any(|sentence| sentence.text.contains("含会前书面意见2份") && sentence.holds),
        "{said:?}"
    );
}

#[test]
fn more_than_a_third_excellent_needs_a_reason_and_is_flagged_as_a_norm() {
    let graded = |reason: Option<&str>| {
        body(json!({"on": "2026-01-15", "counts_for": "2025", "grades_reason": reason, "grades": [
            {"name": "甲", "grade": "excellent"}, {"name": "乙", "grade": "excellent"}, {"name": "丙", "grade": "qualified"},
            {"name": "丁", "grade": "qualified"}, {"name": "戊", "probationary": true}
        ]}))
    };
    assert_eq!(at(Kind::Appraisal, &graded(None)), ["grades_reason"]);
    assert_eq!(at(Kind::Appraisal, &graded(Some("受市级表彰"))), [""; 0]);
    let said = verdict(Kind::Appraisal, &graded(Some("受市级表彰")));
    assert_eq!((said.sentences[0].status, said.sentences[0].holds), (Status::Normal, false));
    let fact = &filed(Kind::Appraisal, &graded(Some("受市级表彰")))[0];
    assert_eq!((fact.numbers["members"].to_string(), fact.numbers["excellent"].to_string()), ("4".into(), "2".into()));
    assert_eq!(fact.counts_for, Some("2025".parse().unwrap()));
}

#[test]
fn a_probationary_member_is_not_graded() {
    let body = body(json!({"on": "2026-01-15", "counts_for": "2025",
        "grades": [{"name": "甲", "probationary": true, "grade": "qualified"}]}));
    assert_eq!(at(Kind::Appraisal, &body), ["grades.0.grade"]);
}

#[test]
fn an_election_says_who_is_elected() {
    let election = |present: u32, back: u32| {
        body(json!({"on": "2026-09-10", "entitled": 10, "present": present, "seats": 3, "ballots_out": present,
            "ballots_in": back, "candidates": [{"name": "甲", "votes": 9}, {"name": "乙", "votes": 8},
            {"name": "丙", "votes": 7}, {"name": "丁", "votes": 4}]}))
    };
    let last = |body: &RecordBody| verdict(Kind::Election, body).sentences.pop().unwrap();
    assert!(last(&election(9, 9)).text.contains("甲、乙、丙当选"), "{:?}", last(&election(9, 9)));
    assert!(last(&election(8, 8)).text.contains("无人当选"), "not more than four fifths came");
    let tie = body(json!({"on": "2026-09-10", "entitled": 10, "present": 10, "seats": 1,
        "candidates": [{"name": "甲", "votes": 6}, {"name": "乙", "votes": 6}]}));
    assert!(last(&tie).text.contains("无人当选，名额未选满"), "{:?}", last(&tie));
}

#[test]
fn a_correction_says_what_changed() {
    let before = body(json!({"on": "2026-09-10", "attendance": [{"name": "甲"}, {"name": "乙"}], "place": "会议室"}));
    let after = body(
        json!({"on": "2026-09-11", "attendance": [{"name": "甲"}, {"name": "乙", "status": "absent", "reason": "出差"}],
        "place": "会议室"}),
    );
    let said: Vec<String> = changes(&before, &after)
        .into_iter()
        .map(|change| format!("{}：{} → {}", change.name, change.before, change.after))
        .collect();
    assert_eq!(said, ["应到与实到：乙 → 乙（出差，缺席）", "日期：2026-09-10 → 2026-09-11"]);
    assert!(changes(&after, &after).is_empty());
}

#[test]
fn an_unknown_field_is_refused() {
    assert!(serde_json::from_value::<RecordBody>(json!({"photo": "x"})).is_err());
}

//! The ledger as a secretary and a unit's officer use it.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::TestApp;

/// Somebody at work: an account with its session.
pub(crate) struct Desk<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Desk<'a> {
    pub(crate) async fn of(app: &'a TestApp, account: &str) -> Desk<'a> {
        Desk { app, cookie: app.enter(account).await }
    }

    pub(crate) async fn send(&self, method: &str, path: &str, rev: &Value, body: &Value) -> (StatusCode, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let rev = rev.to_string();
        let headers: &[(&str, &str)] = if rev == "null" { &[] } else { &[("if-match", &rev)] };
        let answer = self.app.exchange(method, &format!("/api/v1{path}"), &self.cookie, &body, headers).await;
        (answer.status, answer.json())
    }

    pub(crate) async fn done(&self, method: &str, path: &str, rev: &Value, body: &Value) -> Value {
        let (status, answer) = self.send(method, path, rev, body).await;
        assert!(status.is_success(), "{method} {path}: {status} {answer}");
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.done("GET", path, &Value::Null, &Value::Null).await
    }

    /// A committee meeting of B2 in September, typed and not yet filed; id and revision.
    pub(crate) async fn typed(&self, on: &str) -> (String, Value) {
        let new = json!({ "branch_id": "B2", "kind": "committee_meeting", "on": on });
        let record = self.done("POST", "/records", &Value::Null, &new).await;
        let id = record["id"].as_str().unwrap().to_owned();
        let mut body = record["draft"].clone();
        body["agenda"] = json!([{ "topic": "研究检修计划", "major": true }]);
        all_came(&mut body);
        let saved = self.done("PUT", &format!("/records/{id}/draft"), &record["rev"], &body).await;
        (id, saved["rev"].clone())
    }

    pub(crate) async fn filed(&self, on: &str) -> (String, Value) {
        let (id, rev) = self.typed(on).await;
        let done = self.done("POST", &format!("/records/{id}/file"), &rev, &Value::Null).await;
        (id, done)
    }
}

/// As the button 全部到会 does.
pub(crate) fn all_came(body: &mut Value) {
    for attendee in body["attendance"].as_array_mut().unwrap() {
        attendee["status"] = json!("present");
    }
}

fn moved(done: &Value) -> Vec<(String, String)> {
    let month = done["assessed"].as_array().unwrap().iter().find(|assessed| assessed["period"] == "2026-09");
    let items = month.map(|month| month["moved"].as_array().unwrap().clone()).unwrap_or_default();
    items
        .iter()
        .map(|item| (item["item"].as_str().unwrap().to_owned(), item["change"].as_str().unwrap().to_owned()))
        .collect()
}

#[tokio::test]
async fn a_filed_record_is_in_the_score_and_a_return_takes_it_out_again() {
    let app = TestApp::new().await;
    let (secretary, unit) = (Desk::of(&app, "branch2").await, Desk::of(&app, "unit2").await);
    // B2 held no committee meeting in September: 30 of 40 points lost.
    let (id, filed) = secretary.filed("2026-09-12").await;
    assert_eq!(moved(&filed), [("A01".to_owned(), "+30.00".to_owned())]);
    assert_eq!(filed["record"]["state"], "filed");
    assert_eq!(filed["record"]["facts"].as_array().unwrap().len(), 1);

    let (status, refused) =
        unit.send("POST", &format!("/records/{id}/return"), &filed["record"]["rev"], &json!({ "reason": " " })).await;
    assert_eq!((status, refused["problems"][0]["at"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("reason")));
    let returned = unit
        .done("POST", &format!("/records/{id}/return"), &filed["record"]["rev"], &json!({ "reason": "未写决议" }))
        .await;
    assert_eq!(moved(&returned), [("A01".to_owned(), "-30.00".to_owned())]);

    let seen = secretary.get(&format!("/records/{id}")).await;
    assert_eq!((seen["state"].as_str(), seen["reason"].as_str()), (Some("returned"), Some("未写决议")));
    let mut body = seen["body"].clone();
    body["agenda"][0]["resolution"] = json!("同意");
    let saved = secretary.done("PUT", &format!("/records/{id}/draft"), &seen["rev"], &body).await;
    let again = secretary.done("POST", &format!("/records/{id}/file"), &saved["rev"], &Value::Null).await;
    assert_eq!(moved(&again), [("A01".to_owned(), "+30.00".to_owned())]);
    let acts: Vec<&str> =
        again["record"]["rounds"].as_array().unwrap().iter().map(|round| round["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["filed", "returned", "filed"]);
    let changes = &again["record"]["rounds"][2]["changes"];
    assert_eq!((changes.as_array().unwrap().len(), changes[0]["field"].as_str()), (1, Some("agenda")));

    let accepted = unit.done("POST", &format!("/records/{id}/accept"), &again["record"]["rev"], &Value::Null).await;
    assert_eq!(accepted["record"]["state"], "accepted");
    let (status, _) = secretary.send("PUT", &format!("/records/{id}/draft"), &accepted["record"]["rev"], &body).await;
    assert_eq!(status, StatusCode::CONFLICT, "what is accepted is returned before it is changed");
}

/// The list is sent by the client: a shorter one would make any meeting quorate.
#[tokio::test]
async fn nobody_is_left_off_the_list_or_brought_onto_it() {
    let app = TestApp::new().await;
    let secretary = Desk::of(&app, "branch1").await;
    let new = json!({ "branch_id": "B1", "kind": "members_meeting", "on": "2026-09-25" });
    let record = secretary.done("POST", "/records", &Value::Null, &new).await;
    let path = format!("/records/{}", record["id"].as_str().unwrap());
    let mut right = record["draft"].clone();
    right["agenda"] = json!([{ "topic": "学习党章" }]);
    all_came(&mut right);
    let mut rev = record["rev"].clone();
    let n = right["attendance"].as_array().unwrap().len();
    let probationary = (0..n).find(|n| right["attendance"][*n]["voter"] == false).unwrap();
    let voter = (0..n).find(|n| right["attendance"][*n]["voter"] != false).unwrap();
    for case in 0..4 {
        let mut body = right.clone();
        let at = match case {
            0 => {
                body["attendance"].as_array_mut().unwrap().truncate(2);
                "attendance".to_owned()
            }
            1 => {
                let stranger = json!({ "member_id": "B2-1", "name": "转炉的人", "status": "present" });
                body["attendance"].as_array_mut().unwrap().push(stranger);
                format!("attendance.{n}.name")
            }
            2 => {
                body["attendance"][probationary]["voter"] = json!(true);
                format!("attendance.{probationary}.name")
            }
            _ => {
                body["attendance"][voter]["voter"] = json!(false);
                format!("attendance.{voter}.name")
            }
        };
        let saved = secretary.done("PUT", &format!("{path}/draft"), &rev, &body).await;
        rev = saved["rev"].clone();
        let (status, refused) = secretary.send("POST", &format!("{path}/file"), &rev, &Value::Null).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{case}: {refused}");
        let places: Vec<&str> =
            refused["problems"].as_array().unwrap().iter().map(|problem| problem["at"].as_str().unwrap()).collect();
        assert_eq!(places, [at.as_str()], "{case}: {refused}");
        assert!(refused["problems"][0]["message"].as_str().unwrap().contains("按名册更新"), "{refused}");
    }
    let saved = secretary.done("PUT", &format!("{path}/draft"), &rev, &right).await;
    secretary.done("POST", &format!("{path}/file"), &saved["rev"], &Value::Null).await;
}

#[tokio::test]
async fn attendance_comes_from_the_roster_and_the_quorum_is_told() {
    let app = TestApp::new().await;
    let secretary = Desk::of(&app, "branch1").await;
    let new = json!({ "branch_id": "B1", "kind": "members_meeting", "on": "2026-09-25" });
    let record = secretary.done("POST", "/records", &Value::Null, &new).await;
    assert_eq!(record["draft"]["attendance"].as_array().unwrap().len(), 9);
    let said = record["verdict"]["sentences"][0]["text"].as_str().unwrap();
    assert!(said.starts_with("应到8人，实到0人"), "nobody is present unasked: {said}");
    let mut body = record["draft"].clone();
    body["agenda"] = json!([{ "topic": "学习党章" }]);
    let path = format!("/records/{}", record["id"].as_str().unwrap());
    let saved = secretary.done("PUT", &format!("{path}/draft"), &record["rev"], &body).await;
    let (status, refused) = secretary.send("POST", &format!("{path}/file"), &saved["rev"], &Value::Null).await;
    assert_eq!((status, refused["problems"][0]["at"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("attendance")));
    all_came(&mut body);
    let saved = secretary.done("PUT", &format!("{path}/draft"), &saved["rev"], &body).await;
    let first = &saved["verdict"]["sentences"][0];
    let said = first["text"].as_str().unwrap();
    assert!(said.starts_with("应到8人，实到8人") && first["status"] == "H", "{first}");

    let form = secretary.get("/records/form?branch=B1&kind=committee_meeting&on=2026-09-25").await;
    assert_eq!(form["roster"].as_array().unwrap().len(), 3);
    let on = form["fields"].as_array().unwrap().iter().find(|field| field["name"] == "on").unwrap();
    assert_eq!((on["required"].as_bool(), on["read_by"][0]["item"].as_str()), (Some(true), Some("A01")));

    let body = json!({ "on": "2026-09-25", "entitled": 10, "present": 4 });
    let check = json!({ "branch_id": "B1", "kind": "members_meeting", "body": body });
    let checked = secretary.done("POST", "/records/check", &Value::Null, &check).await;
    assert_eq!(checked["verdict"]["sentences"][0]["holds"], false);
    let list = secretary.get("/records?branch=B1&state=draft").await;
    assert_eq!(list["total"], 1, "checking keeps nothing");
}

#[tokio::test]
async fn of_two_browsers_on_one_record_the_second_sees_both_versions() {
    let app = TestApp::new().await;
    let (one, other) = (Desk::of(&app, "branch2").await, Desk::of(&app, "branch2").await);
    let (id, rev) = one.typed("2026-09-12").await;
    let mine = json!({ "on": "2026-09-12", "place": "会议室" });
    one.done("PUT", &format!("/records/{id}/draft"), &rev, &mine).await;
    let theirs = json!({ "on": "2026-09-12", "place": "值班室" });
    let (status, refused) = other.send("PUT", &format!("/records/{id}/draft"), &rev, &theirs).await;
    assert_eq!((status, refused["code"].as_str()), (StatusCode::CONFLICT, Some("stale")));
    assert_eq!(refused["versions"]["current"]["draft"]["place"], "会议室");
    assert_eq!(refused["versions"]["sent"]["place"], "值班室");
}

#[tokio::test]
async fn a_draft_is_its_branchs_own_and_never_lost() {
    let app = TestApp::new().await;
    let (secretary, unit) = (Desk::of(&app, "branch2").await, Desk::of(&app, "unit2").await);
    let (id, _) = secretary.typed("2026-09-12").await;
    assert_eq!(unit.get("/records").await["total"], 0);
    let (status, _) = unit.send("GET", &format!("/records/{id}"), &Value::Null, &Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let again = Desk::of(&app, "branch2").await.get(&format!("/records/{id}")).await;
    assert_eq!(again["draft"]["agenda"][0]["topic"], "研究检修计划");
}

#[tokio::test]
async fn what_has_problems_is_not_filed() {
    let app = TestApp::new().await;
    let secretary = Desk::of(&app, "branch2").await;
    let new = json!({ "branch_id": "B2", "kind": "committee_meeting", "on": "2026-12-01" });
    let record = secretary.done("POST", "/records", &Value::Null, &new).await;
    let path = format!("/records/{}/file", record["id"].as_str().unwrap());
    let (status, refused) = secretary.send("POST", &path, &record["rev"], &Value::Null).await;
    assert_eq!((status, refused["problems"][0]["at"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("on")));
}

#[tokio::test]
async fn a_sealed_period_takes_no_record_and_gives_none_back() {
    let app = TestApp::new().await;
    let (secretary, unit) = (Desk::of(&app, "branch2").await, Desk::of(&app, "unit2").await);
    let (id, filed) = secretary.filed("2026-09-12").await;
    let (draft, rev) = secretary.typed("2026-09-13").await;
    let organisation = Desk::of(&app, "zzb").await;
    organisation.done("POST", "/periods/2026-09/seal", &Value::Null, &Value::Null).await;
    let (status, said) = secretary.send("POST", &format!("/records/{draft}/file"), &rev, &Value::Null).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(said["message"].as_str().unwrap().contains("2026年9月"), "{said}");
    let (status, _) = unit
        .send("POST", &format!("/records/{id}/return"), &filed["record"]["rev"], &json!({ "reason": "再补" }))
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn several_are_accepted_together_or_not_at_all() {
    let app = TestApp::new().await;
    let (secretary, unit) = (Desk::of(&app, "branch2").await, Desk::of(&app, "unit2").await);
    let (one, _) = secretary.filed("2026-09-12").await;
    let (two, filed) = secretary.filed("2026-08-12").await;
    unit.done("POST", &format!("/records/{two}/accept"), &filed["record"]["rev"], &Value::Null).await;
    let (status, _) = unit.send("POST", "/records/accept", &Value::Null, &json!({ "ids": [one, two] })).await;
    assert_eq!(status, StatusCode::CONFLICT, "one of them is accepted already");
    assert_eq!(unit.get("/records?state=filed&sort=filed").await["total"], 1);
    let done = unit.done("POST", "/records/accept", &Value::Null, &json!({ "ids": [one] })).await;
    assert_eq!(done["accepted"], 1);
}

#[tokio::test]
async fn the_matrix_tells_done_missing_and_what_can_still_be_done() {
    let app = TestApp::new().await;
    let secretary = Desk::of(&app, "branch2").await;
    let states = |matrix: &Value| -> Vec<String> {
        let cells = matrix["rows"][0]["cells"].as_array().unwrap();
        cells.iter().map(|cell| cell["state"].as_str().unwrap().to_owned()).collect()
    };
    let before = states(&secretary.get("/branches/B2/matrix?year=2026").await);
    assert_eq!(&before[6..], ["done", "done", "missing", "due", "future", "future"]);
    let overdue = Desk::of(&app, "unit2").await.get("/orgs/U2/overdue?size=100").await;
    let months: Vec<&str> =
        overdue["items"].as_array().unwrap().iter().map(|row| row["period"].as_str().unwrap()).collect();
    assert!(months.contains(&"2026-09"), "{overdue}");

    let (id, _) = secretary.filed("2026-09-12").await;
    let matrix = secretary.get("/branches/B2/matrix?year=2026").await;
    assert_eq!(states(&matrix)[8], "done");
    assert_eq!(matrix["rows"][0]["cells"][8]["records"], json!([id]));
    let unit = Desk::of(&app, "unit2").await.get("/orgs/U2/matrix?year=2026").await;
    let row = unit["items"].as_array().unwrap().iter().find(|row| row["branch_id"] == "B2").unwrap();
    assert_eq!(row["cells"][8]["state"], "done");
    let calendar = secretary.get("/branches/B2/calendar?month=2026-09").await;
    let held = calendar["days"].as_array().unwrap().iter().find(|day| day["on"] == "2026-09-12").unwrap();
    assert_eq!(held["records"][0]["id"], json!(id));
}

#[tokio::test]
async fn nobody_reviews_what_they_filed() {
    let app = TestApp::new().await;
    // One person with both offices.
    app.state
        .store
        .execute_raw("insert into user_roles (user_id, org_id, role) select id, 'U2', 'unit' from users where account = 'branch2'")
        .await
        .unwrap();
    let both = Desk::of(&app, "branch2").await;
    let (id, filed) = both.filed("2026-09-12").await;
    for (step, body) in [("accept", Value::Null), ("return", json!({ "reason": "再补" }))] {
        let path = format!("/records/{id}/{step}");
        let (status, said) = both.send("POST", &path, &filed["record"]["rev"], &body).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(said["message"].as_str().unwrap().contains("自己提交"), "{said}");
    }
}

#[tokio::test]
async fn a_draft_that_was_withdrawn_before_it_was_filed_stays_with_its_branch() {
    let app = TestApp::new().await;
    let (secretary, unit) = (Desk::of(&app, "branch2").await, Desk::of(&app, "unit2").await);
    let (id, rev) = secretary.typed("2026-09-12").await;
    let path = format!("/records/{id}");
    let (_, missing) = unit.send("GET", "/records/none", &Value::Null, &Value::Null).await;
    secretary.done("POST", &format!("{path}/withdraw"), &rev, &json!({})).await;
    let (status, said) = unit.send("GET", &path, &Value::Null, &Value::Null).await;
    assert_eq!((status, said["code"].clone()), (StatusCode::NOT_FOUND, missing["code"].clone()));
    let list = unit.get("/records?state=withdrawn").await;
    assert_eq!(list["total"], 0, "{list}");
    assert_eq!(secretary.get(&path).await["state"], "withdrawn", "its own branch still finds it");
}

#[tokio::test]
async fn a_new_record_has_the_usual_place_and_people_and_not_the_last_topics() {
    let app = TestApp::new().await;
    let secretary = Desk::of(&app, "branch2").await;
    let (id, rev) = secretary.typed("2026-09-12").await;
    let mut body = secretary.get(&format!("/records/{id}")).await["draft"].clone();
    body["place"] = json!("值班室");
    body["recorder"] = json!("周新");
    let saved = secretary.done("PUT", &format!("/records/{id}/draft"), &rev, &body).await;
    secretary.done("POST", &format!("/records/{id}/file"), &saved["rev"], &Value::Null).await;
    let new = json!({ "branch_id": "B2", "kind": "committee_meeting" });
    let draft = secretary.done("POST", "/records", &Value::Null, &new).await["draft"].clone();
    assert_eq!((draft["place"].as_str(), draft["recorder"].as_str()), (Some("值班室"), Some("周新")));
    assert_eq!(draft["on"], "2026-10-08", "today");
    assert!(draft.get("agenda").is_none(), "{draft}");
    let form = secretary.get("/records/form?branch=B2&kind=committee_meeting").await;
    assert_eq!(form["topics"], json!(["研究检修计划"]), "offered one by one");
}

#[tokio::test]
async fn what_is_typed_says_which_duties_it_would_meet() {
    let app = TestApp::new().await;
    let secretary = Desk::of(&app, "branch2").await;
    let (id, rev) = secretary.typed("2026-09-12").await;
    let body = secretary.get(&format!("/records/{id}")).await["draft"].clone();
    let saved = secretary.done("PUT", &format!("/records/{id}/draft"), &rev, &body).await;
    let met: Vec<&str> =
        saved["duties"].as_array().unwrap().iter().map(|duty| duty["code"].as_str().unwrap()).collect();
    assert_eq!(met, ["committee_monthly"]);
}

#[tokio::test]
async fn a_new_record_copies_what_stays_the_same() {
    let app = TestApp::new().await;
    let secretary = Desk::of(&app, "branch2").await;
    secretary.filed("2026-09-12").await;
    let new = json!({ "branch_id": "B2", "kind": "committee_meeting", "on": "2026-10-08", "copy_from": "last" });
    let record = secretary.done("POST", "/records", &Value::Null, &new).await;
    assert_eq!(record["draft"]["agenda"], json!([{ "topic": "研究检修计划", "major": true }]));
    assert_eq!(record["draft"]["on"], "2026-10-08");
}

//! Party groups of a branch.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::TestApp;

const GROUPS: &str = "/api/v1/branches/B1/groups";

async fn send(app: &TestApp, method: &str, path: &str, body: &Value, rev: Option<&str>) -> (StatusCode, Value) {
    let cookie = app.enter("branch1").await;
    let headers: Vec<(&str, &str)> = rev.map(|rev| ("if-match", rev)).into_iter().collect();
    let answer = app.exchange(method, path, &cookie, &body.to_string(), &headers).await;
    (answer.status, answer.json())
}

/// Two groups of B1; their ids.
async fn two_groups(app: &TestApp) -> (String, String) {
    let mut ids = Vec::new();
    for name in ["机械党小组", "电气党小组"] {
        let (status, list) =
            send(app, "POST", GROUPS, &json!({ "name": name, "founded_on": "2026-01-10" }), None).await;
        assert_eq!(status, StatusCode::CREATED, "{list}");
        let made = list["items"].as_array().unwrap().iter().find(|group| group["name"] == name).unwrap();
        ids.push(made["id"].as_str().unwrap().to_owned());
    }
    (ids.remove(0), ids.remove(0))
}

fn group<'a>(list: &'a Value, id: &str) -> &'a Value {
    list["items"].as_array().unwrap().iter().find(|group| group["id"] == id).unwrap()
}

#[tokio::test]
async fn members_are_put_into_a_group_one_leads_it_and_a_move_ends_that() {
    let app = TestApp::new().await;
    let (one, other) = two_groups(&app).await;
    let n_before = app.show(GROUPS, "branch1").await["ungrouped"].as_array().unwrap().len();
    let fill = |on: &str, ids: &[&str]| json!({ "on": on, "member_ids": ids });
    let path = |group: &str, what: &str| format!("{GROUPS}/{group}/{what}");
    let (status, list) = send(&app, "POST", &path(&one, "members"), &fill("2026-02-01", &["B1-5", "B1-6"]), None).await;
    assert_eq!(status, StatusCode::OK, "{list}");
    assert_eq!(group(&list, &one)["n_members"], 2);
    assert_eq!(list["ungrouped"].as_array().unwrap().len(), n_before - 2);
    let lead = |id: &str, on: &str| json!({ "member_id": id, "on": on });
    let (status, _) = send(&app, "POST", &path(&other, "leader"), &lead("B1-5", "2026-03-01"), None).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "not in that group");
    for (id, on) in [("B1-5", "2026-03-01"), ("B1-6", "2026-04-01")] {
        let (status, list) = send(&app, "POST", &path(&one, "leader"), &lead(id, on), None).await;
        assert_eq!(status, StatusCode::OK, "{list}");
        let leads: Vec<&Value> =
            group(&list, &one)["members"].as_array().unwrap().iter().filter(|each| each["leads"] == true).collect();
        assert_eq!((leads.len(), &leads[0]["id"]), (1, &json!(id)), "one leads at a time");
    }
    let (_, list) = send(&app, "POST", &path(&other, "members"), &fill("2026-05-01", &["B1-6"]), None).await;
    for id in [&one, &other] {
        let members = group(&list, id)["members"].as_array().unwrap();
        assert_eq!(members.len(), 1);
        assert_eq!(members[0]["leads"], false, "whoever leaves a group leads it no more");
    }
    let foreign = send(&app, "POST", &path(&one, "members"), &fill("2026-06-01", &["B2-1"]), None).await;
    assert_eq!(foreign.0, StatusCode::UNPROCESSABLE_ENTITY, "nobody of another branch");
}

#[tokio::test]
async fn whoever_came_today_is_put_into_a_group_today() {
    let app = TestApp::new().await;
    let (one, other) = two_groups(&app).await;
    let today = app.state.clock.today();
    let (today, yesterday) = (today.to_string(), today.yesterday().unwrap().to_string());
    let person = json!({ "branch_id": "B1", "name": "孙立", "from_on": today });
    let (status, made) = send(&app, "POST", "/api/v1/members", &person, None).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let place = async |on: &str, group: &str| {
        let asked = json!({ "on": on, "member_ids": [made["id"]] });
        send(&app, "POST", &format!("{GROUPS}/{group}/members"), &asked, None).await
    };
    let (status, _) = place(&yesterday, &one).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "he was not there yet");
    for id in [&one, &other] {
        let (status, list) = place(&today, id).await;
        assert_eq!((status, &group(&list, id)["n_members"]), (StatusCode::OK, &json!(1)), "{list}");
    }
    let member = app.show(&format!("/api/v1/members/{}", made["id"].as_str().unwrap()), "branch1").await;
    let history = member["history"].as_array().unwrap();
    assert_eq!((history.len(), &history[0]["reason"]), (1, &json!("编入电气党小组")), "one day, one state: {member}");
    let asked = json!({ "on": "2026-02-01", "member_ids": ["B1-5"] });
    assert_eq!(send(&app, "POST", &format!("{GROUPS}/{one}/members"), &asked, None).await.0, StatusCode::OK);
    let (status, _) = send(&app, "POST", &format!("{GROUPS}/{other}/members"), &asked, None).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "months in one group are not rewritten as another's");
}

#[tokio::test]
async fn a_group_is_renamed_by_one_at_a_time_and_closed_when_nobody_is_left() {
    let app = TestApp::new().await;
    let (one, other) = two_groups(&app).await;
    let path = format!("{GROUPS}/{one}");
    let name = |name: &str| json!({ "name": name });
    let (status, list) = send(&app, "PUT", &path, &name("炉前党小组"), Some("1")).await;
    assert_eq!((status, &group(&list, &one)["name"]), (StatusCode::OK, &json!("炉前党小组")));
    let (status, late) = send(&app, "PUT", &path, &name("炉后党小组"), Some("1")).await;
    assert_eq!((status, &late["versions"]["current"]["name"]), (StatusCode::CONFLICT, &json!("炉前党小组")));
    let (status, _) = send(&app, "PUT", &path, &name("电气党小组"), Some("2")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "another group bears that name");
    let fill = |on: &str| json!({ "on": on, "member_ids": ["B1-5"] });
    send(&app, "POST", &format!("{path}/members"), &fill("2026-02-01"), None).await;
    let close = |on: &str| json!({ "on": on });
    let (status, _) = send(&app, "POST", &format!("{path}/close"), &close("2026-09-01"), None).await;
    assert_eq!(status, StatusCode::CONFLICT, "somebody is in it");
    send(&app, "POST", &format!("{GROUPS}/{other}/members"), &fill("2026-09-10"), None).await;
    let (status, _) = send(&app, "POST", &format!("{path}/close"), &close("2026-09-01"), None).await;
    assert_eq!(status, StatusCode::CONFLICT, "on that day somebody still was");
    let (status, list) = send(&app, "POST", &format!("{path}/close"), &close("2026-09-10"), None).await;
    assert_eq!((status, &group(&list, &one)["closed_on"]), (StatusCode::OK, &json!("2026-09-10")));
    let (status, _) = send(&app, "PUT", &path, &name("再改名"), Some("3")).await;
    assert_eq!(status, StatusCode::CONFLICT, "what is closed keeps its name");
}

#[tokio::test]
async fn a_group_shows_its_meetings_of_the_year() {
    let app = TestApp::new().await;
    let (one, _) = two_groups(&app).await;
    let mut db = app.state.store.write().await.unwrap();
    for (id, on, state) in [
        ("G1", "2026-10-02", store::RecordState::Filed),
        ("G2", "2026-09-03", store::RecordState::Accepted),
        ("G3", "2026-09-04", store::RecordState::Withdrawn),
        ("G4", "2025-09-05", store::RecordState::Filed),
    ] {
        let mut record = crate::access::cast::record(id, "B1");
        record.kind = ledger::Kind::GroupMeeting;
        record.group_id = Some(one.clone());
        record.on = Some(on.parse().unwrap());
        record.state = state;
        db.records().add(&[record]).await.unwrap();
    }
    db.commit().await.unwrap();
    let ids = |list: &Value| -> Vec<String> {
        let meetings = group(list, &one)["meetings"].as_array().unwrap().clone();
        meetings.iter().map(|meeting| meeting["id"].as_str().unwrap().to_owned()).collect()
    };
    let now = app.show(GROUPS, "auditor").await;
    assert_eq!((ids(&now), &group(&now, &one)["n_this_month"]), (vec!["G1".to_owned(), "G2".to_owned()], &json!(1)));
    assert_eq!((&now["year"], &now["may_keep"]), (&json!(2026), &json!(false)), "an auditor reads");
    assert_eq!(ids(&app.show(&format!("{GROUPS}?year=2025"), "branch1").await), ["G4"]);
}

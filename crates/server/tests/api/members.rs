//! The roster as a secretary keeps it.

use axum::http::StatusCode;
use serde_json::{Value, json};
use server::{
    ops::publish_scheme::publish_scheme,
    vault::{Column, Plain},
};
use store::{Db, Group, MemberKey, Transfer};

use crate::support::TestApp;

/// A sealed phone number of `B1-1`, a group and a running transfer in B1 and in B2; for the matrix.
pub(crate) async fn furnish(app: &TestApp, db: &mut Db) {
    let vault = &app.state.vault;
    let scope = store::Scope::of(&db.users().find("zzb").await.unwrap().unwrap().id, app.state.clock.today());
    for (branch, moving) in [("B1", "B1-4"), ("B2", "B2-4")] {
        let id = format!("{branch}-1");
        let seen = db.members().find(&scope, store::MemberReach::Read, &id).await.unwrap().unwrap();
        let mut member = seen.member;
        let (key, wrapped) = vault.new_person(&id);
        let phone = Plain::read(Column::Phone, "10087654321").unwrap();
        member.phone = Some(vault.seal(&key, &id, Column::Phone, &phone));
        db.members().add_keys(&[MemberKey { member_id: id, master_id: vault.id().to_owned(), wrapped }]).await.unwrap();
        db.members().update(&member).await.unwrap().unwrap();
        let group = Group {
            id: format!("G-{branch}"),
            branch_id: branch.to_owned(),
            name: "第一党小组".to_owned(),
            position: 1,
            founded: "2020-01-01".parse().unwrap(),
            closed: None,
            rev: 1,
        };
        db.members().add_groups(&[group]).await.unwrap();
        let transfer = Transfer {
            id: format!("X-{branch}"),
            member_id: moving.to_owned(),
            from_branch_id: Some(branch.to_owned()),
            to_branch_id: None,
            elsewhere: Some("外地某公司党委".to_owned()),
            letter: None,
            left: "2026-09-30".parse().unwrap(),
            until: "2026-12-29".parse().unwrap(),
            received: None,
            state: "sent".to_owned(),
            entered_by: "zzb".to_owned(),
        };
        db.members().add_transfer(&transfer).await.unwrap();
        crate::dues::furnish(db, branch).await;
        crate::development::furnish(db, branch).await;
    }
}

impl TestApp {
    async fn post(&self, path: &str, who: &str, body: &Value) -> (StatusCode, Value) {
        let cookie = self.enter(who).await;
        let answer = self.exchange("POST", path, &cookie, &body.to_string(), &[]).await;
        (answer.status, answer.json())
    }
}

const IDENTITY: &str = "11010519491231002X";
const PHONE: &str = "10012345678";

#[tokio::test]
async fn numbers_are_shown_in_part_and_in_full_only_for_a_noted_purpose() {
    let app = TestApp::new().await;
    let asked = json!({
        "branch_id": "B1", "name": "孙立", "joined_on": "1975-07-01", "confirmed_on": "1976-07-01",
        "identity": IDENTITY, "phone": PHONE,
    });
    let (status, made) = app.post("/api/v1/members", "branch1", &asked).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(made["identity_mask"], "110105********002X");
    assert_eq!(made["phone_mask"], "100****5678");
    assert_eq!((&made["born_on"], &made["sex"]), (&json!("1949-12-31"), &json!("female")), "told by the number");
    let id = made["id"].as_str().unwrap();
    let reveal = format!("/api/v1/members/{id}/reveal");
    let (status, _) = app.post(&reveal, "branch1", &json!({ "field": "phone", "purpose": " " })).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no purpose, no number");
    let (status, shown) = app.post(&reveal, "branch1", &json!({ "field": "phone", "purpose": "通知开会" })).await;
    assert_eq!((status, &shown["value"]), (StatusCode::OK, &json!(PHONE)));
    let (status, _) = app.post(&reveal, "auditor", &json!({ "field": "phone", "purpose": "核对" })).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_number_is_found_by_its_whole_value_only() {
    let app = TestApp::new().await;
    let asked = json!({ "branch_id": "B1", "name": "孙立", "phone": PHONE });
    assert_eq!(app.post("/api/v1/members", "branch1", &asked).await.0, StatusCode::CREATED);
    let search = |value: &str| json!({ "field": "phone", "value": value });
    for (who, value, n) in [("branch1", "100 1234 5678", 1), ("branch1", "10012345679", 0), ("branch2", PHONE, 0)] {
        let (status, found) = app.post("/api/v1/members/search", who, &search(value)).await;
        assert_eq!((status, found["total"].as_i64()), (StatusCode::OK, Some(n)), "{who}: {found}");
    }
}

#[tokio::test]
async fn an_identity_number_is_registered_once() {
    let app = TestApp::new().await;
    let asked = |branch: &str| json!({ "branch_id": branch, "name": "孙立", "identity": IDENTITY });
    assert_eq!(app.post("/api/v1/members", "branch1", &asked("B1")).await.0, StatusCode::CREATED);
    let (status, refused) = app.post("/api/v1/members", "branch2", &asked("B2")).await;
    assert_eq!((status, &refused["problems"][0]["at"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("identity")));
}

/// Planted numbers are nowhere in plain text: database, its log, journal, our log.
#[tokio::test]
async fn planted_numbers_lie_nowhere_in_plain_text() {
    let log = Log::default();
    let heard = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || heard.clone());
    let guard = tracing::subscriber::set_default(subscriber.finish());
    let app = TestApp::new().await;
    let mut planted = Vec::new();
    for n in 0..40 {
        let phone = format!("100{:08}", 55_000_000 + n * 137);
        let asked = json!({ "branch_id": "B1", "name": format!("李{n}号"), "phone": phone });
        let (_, made) = app.post("/api/v1/members", "branch1", &asked).await;
        let path = format!("/api/v1/members/{}/reveal", made["id"].as_str().unwrap());
        app.post(&path, "branch1", &json!({ "field": "phone", "purpose": "核对" })).await;
        app.post("/api/v1/members/search", "branch1", &json!({ "field": "phone", "value": phone })).await;
        planted.push(phone);
    }
    drop(guard);
    let mut places = vec![("log".to_owned(), log.0.lock().unwrap().clone())];
    for entry in std::fs::read_dir(app.folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            places.push((path.display().to_string(), std::fs::read(path).unwrap()));
        }
    }
    assert!(places.len() >= 3, "database, its log and our log are read");
    let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(places.iter().any(|(_, bytes)| has(bytes, "李39号")), "what is not secret is found by the same search");
    for (place, bytes) in &places {
        assert!(!planted.iter().any(|phone| has(bytes, phone)), "a number lies open in {place}");
    }
}

#[derive(Clone, Default)]
struct Log(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_member_moves_when_the_other_branch_receives_him() {
    let app = TestApp::new().await;
    let sent = json!({ "to_branch_id": "B2", "left_on": "2026-10-01", "letter": "转字1号" });
    let (status, transfer) = app.post("/api/v1/members/B1-2/transfers", "branch1", &sent).await;
    assert_eq!(status, StatusCode::CREATED, "{transfer}");
    assert_eq!(transfer["until_on"], "2026-12-30", "three months by the norm in force");
    let again = app.post("/api/v1/members/B1-2/transfers", "branch1", &sent).await;
    assert_eq!(again.0, StatusCode::CONFLICT, "one at a time");
    let receive = format!("/api/v1/transfers/{}/receive", transfer["id"].as_str().unwrap());
    let on = json!({ "on": "2026-10-08" });
    assert_eq!(app.post(&receive, "branch1", &on).await.0, StatusCode::FORBIDDEN, "not by those who sent");
    assert_eq!(app.post(&receive, "branch2", &on).await.0, StatusCode::OK);
    assert_eq!(app.post(&receive, "branch2", &on).await.0, StatusCode::CONFLICT, "once");
    let member = app.show("/api/v1/members/B1-2", "branch2").await;
    assert_eq!((&member["branch_id"], &member["posts"]), (&json!("B2"), &json!([])), "his post ended with the move");
    let cookie = app.enter("branch1").await;
    assert_eq!(app.get("/api/v1/members/B1-2", &cookie).await.0, StatusCode::NOT_FOUND);
    let mut db = app.state.store.read().await.unwrap();
    let ids = |roster: Vec<store::RosterMember>| roster.into_iter().map(|member| member.id).collect::<Vec<_>>();
    let before = ids(db.members().roster("B1", "2026-10-07".parse().unwrap()).await.unwrap());
    assert!(before.contains(&"B1-2".to_owned()), "until the receipt he is on the old roster");
    assert!(!ids(db.members().roster("B1", "2026-10-08".parse().unwrap()).await.unwrap()).contains(&"B1-2".to_owned()));
}

#[tokio::test]
async fn an_edit_of_what_somebody_changed_meanwhile_is_refused_with_both() {
    let app = TestApp::new().await;
    let cookie = app.enter("branch1").await;
    let edit =
        |name: &str| json!({ "name": name, "joined_on": "2010-07-01", "confirmed_on": "2011-07-01" }).to_string();
    let first = app.exchange("PUT", "/api/v1/members/B1-2", &cookie, &edit("李一"), &[("if-match", "1")]).await;
    assert_eq!((first.status, &first.json()["rev"]), (StatusCode::OK, &json!(2)));
    let late = app.exchange("PUT", "/api/v1/members/B1-2", &cookie, &edit("李二"), &[("if-match", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let versions = &late.json()["versions"];
    assert_eq!((&versions["current"]["name"], &versions["sent"]["name"]), (&json!("李一"), &json!("李二")));
}

#[tokio::test]
async fn who_has_no_vote_sits_in_no_committee_and_one_secretary_is_enough() {
    let app = TestApp::new().await;
    let post = |post: &str| json!({ "post": post, "from_on": "2026-10-01" });
    let refused = app.post("/api/v1/members/B1-9/posts", "branch1", &post("committee")).await;
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY, "probationary");
    let second = app.post("/api/v1/members/B1-5/posts", "branch1", &post("secretary")).await;
    assert_eq!(second.0, StatusCode::UNPROCESSABLE_ENTITY, "there is one");
    assert_eq!(app.post("/api/v1/members/B1-5/posts", "branch1", &post("youth")).await.0, StatusCode::OK);
}

#[tokio::test]
async fn training_is_summed_by_year_beside_the_norm_of_the_member() {
    let app = TestApp::new().await;
    let enter = |on: &str, hours: &str| json!({ "member_ids": ["B1-1", "B1-5"], "on": on, "title": "集中学习", "hours": hours });
    for (on, hours) in [("2026-03-10", "32"), ("2026-04-10", "1.5"), ("2025-04-10", "8")] {
        assert_eq!(app.post("/api/v1/trainings", "branch1", &enter(on, hours)).await.0, StatusCode::CREATED);
    }
    for (member, norm, met) in [("B1-1", "56", false), ("B1-5", "32", true)] {
        let study = app.show(&format!("/api/v1/members/{member}/training"), "branch1").await;
        let year = &study["years"][0];
        assert_eq!(
            (&year["year"], &year["hours"], &year["norm"], &year["met"]),
            (&json!(2026), &json!("33.5"), &json!(norm), &json!(met)),
            "a secretary is asked for more"
        );
    }
    for hours in ["0", "101", "1.25", "viel"] {
        let refused = app.post("/api/v1/trainings", "branch1", &enter("2026-03-10", hours)).await;
        assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY, "{hours}");
    }
}

#[tokio::test]
async fn confirmation_gives_the_vote_and_the_day() {
    let app = TestApp::new().await;
    let change = json!({ "on": "2026-10-01", "standing": "full", "reason": "转正" });
    let (status, member) = app.post("/api/v1/members/B1-9/membership", "branch1", &change).await;
    assert_eq!((status, &member["confirmed_on"]), (StatusCode::OK, &json!("2026-10-01")), "{member}");
    let mut db = app.state.store.read().await.unwrap();
    let roster = db.members().roster("B1", "2026-10-01".parse().unwrap()).await.unwrap();
    assert_eq!(roster.iter().filter(|member| member.votes).count(), 9);
}

#[tokio::test]
async fn discipline_is_for_superiors_and_the_auditor_and_each_reading_is_noted() {
    let app = TestApp::new().await;
    let measure = json!({ "on": "2026-07-01", "title": "党内警告", "document": "纪发〔2026〕3号" });
    let path = "/api/v1/members/B1-1/discipline";
    assert_eq!(app.post(path, "branch1", &measure).await.0, StatusCode::FORBIDDEN);
    assert_eq!(app.post(path, "unit1", &measure).await.0, StatusCode::CREATED);
    let read = format!("{path}/read");
    let purpose = json!({ "purpose": "干部考察" });
    assert_eq!(app.post(&read, "branch1", &purpose).await.0, StatusCode::FORBIDDEN);
    assert_eq!(app.post(&read, "auditor", &json!({ "purpose": " " })).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, shown) = app.post(&read, "auditor", &purpose).await;
    assert_eq!((status, &shown["items"][0]["title"]), (StatusCode::OK, &json!("党内警告")));
    let cookie = app.enter("branch1").await;
    let honours = app.exchange("GET", "/api/v1/members/B1-1/honours", &cookie, "", &[]).await.json();
    assert_eq!((&honours["items"], &honours["may_read_discipline"]), (&json!([]), &json!(false)));
}

/// The small scheme from October on, with a bonus for a branch that has party groups.
fn rewards_groups() -> String {
    let scheme = crate::support::SCHEME.replace("version: \"1\"", "version: \"2\"");
    let scheme = scheme.replace("effective_from: 2026-01", "effective_from: 2026-10");
    let class = "facts:\n  groups: {name: 党小组数, kind: roster, by: 党支部}\n  has_committee: {name: 设支委会, kind: roster, by: 党支部}";
    let item = "  - code: X02
    name: 党小组
    kind: bonus
    points: 1
    cycle: month
    assessor: 组织部
    criterion: 设有党小组
    rules:
      - {text: 设有党小组的加1分, when: {roster: groups, at_least: 1}, points: 1}
rating:";
    scheme.replace("facts:", class).replace("rating:", item)
}

#[tokio::test]
async fn a_change_of_the_roster_is_a_fact_and_in_the_score_at_once() {
    let app = TestApp::new().await;
    let state = &app.state;
    publish_scheme(&state.store, &rewards_groups(), state.clock.now()).await.unwrap();
    server::ops::assess::everyone(state).await.unwrap();
    let points = async || {
        let card = app.show("/api/v1/periods/2026-10/scorecards/B2", "branch2").await;
        let line = card["lines"].as_array().unwrap().iter().find(|line| line["item"] == "X02").unwrap().clone();
        line["points"].as_str().unwrap_or_default().to_owned()
    };
    assert_ne!(points().await, "1.00");
    let asked = json!({ "name": "第一党小组", "founded_on": "2026-10-05" });
    let (status, made) = app.post("/api/v1/branches/B2/groups", "branch2", &asked).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    assert_eq!(points().await, "1.00");
    let facts = app.show("/api/v1/facts?kind=roster&branch=B2", "branch2").await;
    let [said] = &facts["items"].as_array().unwrap()[..] else { panic!("one thing changed: {facts}") };
    assert_eq!((&said["key"], &said["on"]), (&json!("groups"), &json!("2026-10-05")), "{said}");

    // Beside the secretary two more seats make a committee.
    for (member, post) in [("B2-2", "organiser"), ("B2-3", "publicity")] {
        let asked = json!({ "post": post, "from_on": "2026-10-06" });
        let (status, told) = app.post(&format!("/api/v1/members/{member}/posts"), "branch2", &asked).await;
        assert_eq!(status, StatusCode::OK, "{told}");
    }
    let facts = app.show("/api/v1/facts?kind=roster&branch=B2&key=has_committee", "branch2").await;
    let said: Vec<&Value> = facts["items"].as_array().unwrap().iter().map(|fact| &fact["on"]).collect();
    assert_eq!(said, [&json!("2026-10-06")], "{facts}");

    // The group was closed again: what it earned goes with it.
    let id = made["items"][0]["id"].as_str().unwrap();
    let (status, _) =
        app.post(&format!("/api/v1/branches/B2/groups/{id}/close"), "branch2", &json!({ "on": "2026-10-07" })).await;
    assert_eq!(status, StatusCode::OK);
    assert_ne!(points().await, "1.00");
}

//! The organisation changes from a day on; what was sealed stays.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::TestApp;

fn order(on: &str) -> Value {
    json!({ "on": on, "reason": "机构调整", "document": "党发〔2026〕12号" })
}

async fn post(app: &TestApp, account: &str, path: &str, rev: &str, body: Value) -> (StatusCode, Value) {
    let cookie = app.enter(account).await;
    let answer =
        app.exchange("POST", &format!("/api/v1{path}"), &cookie, &body.to_string(), &[("if-match", rev)]).await;
    (answer.status, answer.json())
}

async fn names(app: &TestApp, account: &str) -> Vec<String> {
    let tree = app.show("/api/v1/orgs", account).await;
    tree["items"].as_array().unwrap().iter().map(|org| org["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_preview_tells_the_effects_and_changes_nothing() {
    let app = TestApp::new().await;
    let body = json!({ "name": "高炉第一党支部", "order": order("2026-10-01") });
    let (status, told) = post(&app, "unit1", "/orgs/B1/rename?preview=true", "1", body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let areas: Vec<&str> =
        told["effects"].as_array().unwrap().iter().map(|one| one["area"].as_str().unwrap()).collect();
    for area in ["ledger", "running", "sealed"] {
        assert!(areas.contains(&area), "{areas:?} leaves out {area}");
    }
    assert!(names(&app, "unit1").await.contains(&"一高炉党支部".to_owned()));
    assert_eq!(post(&app, "unit1", "/orgs/B1/rename", "1", body.clone()).await.0, StatusCode::OK);
    assert!(names(&app, "unit1").await.contains(&"高炉第一党支部".to_owned()));
    // The revision that was seen is no longer the one that stands.
    let (status, told) = post(&app, "unit1", "/orgs/B1/rename", "1", body).await;
    assert_eq!((status, told["code"].as_str()), (StatusCode::CONFLICT, Some("stale")));
}

#[tokio::test]
async fn what_is_sealed_stays_and_the_next_month_follows_the_change() {
    let app = TestApp::new().await;
    let zzb = app.enter("zzb").await;
    assert!(app.send("POST", "/api/v1/periods/2026-09/seal", &zzb).await.0.is_success());
    let before = app.show("/api/v1/rankings/2026-09", "zzb").await;
    let within = json!({ "category": "market", "order": order("2026-09-15") });
    let (status, told) = post(&app, "zzb", "/orgs/B1/recategorise", "1", within).await;
    assert_eq!((status, told["problems"][0]["at"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("on")));
    let after = json!({ "category": "market", "order": order("2026-10-01") });
    assert_eq!(post(&app, "zzb", "/orgs/B1/recategorise", "1", after).await.0, StatusCode::OK);
    let moved = json!({ "parent_id": "U2", "order": order("2026-10-01") });
    assert_eq!(post(&app, "zzb", "/orgs/B1/move", "2", moved).await.0, StatusCode::OK);
    assert_eq!(app.show("/api/v1/rankings/2026-09", "zzb").await["items"], before["items"]);
    let (status, _) = app.send("POST", "/api/v1/periods/2026-10/rate", &zzb).await;
    assert_eq!(status, StatusCode::OK);
    let card = app.show("/api/v1/periods/2026-10/scorecards/B1", "zzb").await;
    assert_eq!((card["branch"]["category"].as_str(), card["branch"]["unit_id"].as_str()), (Some("market"), Some("U2")));
}

#[tokio::test]
async fn the_members_of_a_merged_branch_come_along_and_their_posts_end() {
    let app = TestApp::new().await;
    let body = json!({ "branches": ["B3"], "order": order("2026-11-01") });
    let (status, told) = post(&app, "zzb", "/orgs/B2/merge", "1", body).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let mut db = app.state.store.read().await.unwrap();
    let on = |text: &str| text.parse().unwrap();
    assert_eq!(db.members().roster("B3", on("2026-10-31")).await.unwrap().len(), 4);
    assert!(db.members().roster("B3", on("2026-11-01")).await.unwrap().is_empty());
    let roster = db.members().roster("B2", on("2026-11-01")).await.unwrap();
    assert_eq!(roster.len(), 8);
    assert_eq!(roster.iter().filter(|member| member.post.as_deref() == Some("secretary")).count(), 1);
    // It is still there until the day comes.
    assert!(names(&app, "zzb").await.contains(&"销售党支部".to_owned()));
}

#[tokio::test]
async fn a_split_takes_the_chosen_members_and_leaves_the_rest() {
    let app = TestApp::new().await;
    let part = json!({ "name": "二高炉党支部", "members": ["B1-4", "B1-5", "B1-6"] });
    let body = json!({ "parts": [part], "order": order("2026-10-08") });
    let (status, told) = post(&app, "unit1", "/orgs/B1/split", "1", body).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    let tree = app.show("/api/v1/orgs", "unit1").await;
    let new = tree["items"].as_array().unwrap().iter().find(|org| org["name"] == "二高炉党支部").unwrap();
    assert_eq!(new["category"], "production");
    let mut db = app.state.store.read().await.unwrap();
    let today = app.state.clock.today();
    assert_eq!(db.members().roster(new["id"].as_str().unwrap(), today).await.unwrap().len(), 3);
    assert_eq!(db.members().roster("B1", today).await.unwrap().len(), 6);
}

#[tokio::test]
async fn orders_that_make_no_sense_are_refused_with_every_reason() {
    let app = TestApp::new().await;
    let body = json!({ "order": order("2026-11-01") });
    let (status, told) = post(&app, "zzb", "/orgs/B1/close", "1", body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told["problems"][0]["message"].as_str().unwrap().contains("9 名党员"), "{told}");
    let body = json!({ "kind": "unit", "name": "炼铁厂党委", "parent_id": "U1", "order": order("2026-11-01") });
    let (status, told) = post(&app, "zzb", "/orgs", "1", body).await;
    assert_eq!((status, told["problems"][0]["at"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("parent_id")));
    let body = json!({ "name": "", "order": { "on": "2026-11-01", "reason": "", "document": "" } });
    let (_, told) = post(&app, "zzb", "/orgs/B1/rename", "1", body).await;
    let at: Vec<&str> = told["problems"].as_array().unwrap().iter().map(|one| one["at"].as_str().unwrap()).collect();
    assert_eq!(at, ["reason", "document", "name"]);
    // A unit does not change itself.
    let body = json!({ "name": "炼铁总厂党委", "order": order("2026-11-01") });
    let (status, told) = post(&app, "unit1", "/orgs/U1/rename", "1", body).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "{told}");
}

#[tokio::test]
async fn a_founding_that_is_sent_twice_founds_once() {
    let app = TestApp::new().await;
    let cookie = app.enter("unit1").await;
    let body = json!({ "kind": "branch", "name": "新能源党支部", "parent_id": "U1", "category": "market",
                       "order": order("2026-10-08") })
    .to_string();
    let headers = [("idempotency-key", "found-00001")];
    let first = app.exchange("POST", "/api/v1/orgs", &cookie, &body, &headers).await;
    let second = app.exchange("POST", "/api/v1/orgs", &cookie, &body, &headers).await;
    assert_eq!((first.status, first.json()), (StatusCode::OK, second.json()));
    let named = names(&app, "unit1").await;
    assert_eq!(named.iter().filter(|name| *name == "新能源党支部").count(), 1);
}

#[tokio::test]
async fn a_term_ends_with_its_years_and_what_the_superior_approved_on_top() {
    let app = TestApp::new().await;
    let body = json!({ "elected_on": "2023-11-30", "years": 3, "document": "党发〔2023〕20号" });
    let (status, term) = post(&app, "unit1", "/orgs/B1/terms", "1", body).await;
    assert_eq!((status, term["due"].as_str()), (StatusCode::CREATED, Some("2026-11-30")), "{term}");
    let flags = app.show("/api/v1/org-flags?branch=B1", "branch1").await;
    assert_eq!(flags["items"][0]["flag"]["code"], "term_soon", "{flags}");
    let wish = json!({ "until": "2027-05-31", "reason": "机构重组", "document": "党支〔2026〕8号" });
    let (status, asked) = post(&app, "branch1", "/orgs/B1/extensions", "1", wish.clone()).await;
    assert_eq!(status, StatusCode::CREATED, "{asked}");
    assert_eq!(post(&app, "branch1", "/orgs/B1/extensions", "1", wish).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let path = format!("/extensions/{}/decide", asked["id"].as_str().unwrap());
    let yes = json!({ "approved": true, "reply": "同意，党发〔2026〕30号" });
    assert_eq!(post(&app, "branch1", &path, "1", yes.clone()).await.0, StatusCode::FORBIDDEN);
    assert_eq!(post(&app, "unit1", &path, "1", yes.clone()).await.0, StatusCode::OK);
    let (status, told) = post(&app, "unit1", &path, "1", yes).await;
    assert_eq!((status, told["code"].as_str()), (StatusCode::CONFLICT, Some("stale")));
    let terms = app.show("/api/v1/orgs/B1/terms", "branch1").await;
    assert_eq!((terms["due"].as_str(), terms["terms"][0]["due"].as_str()), (Some("2027-05-31"), Some("2026-11-30")));
    let flags = app.show("/api/v1/org-flags?branch=B1", "branch1").await;
    assert_eq!(flags["total"], 0, "{flags}");
    let due = app.show("/api/v1/elections", "unit1").await;
    assert_eq!((due["items"][0]["org_id"].as_str(), due["items"][0]["state"].as_str()), (Some("B1"), Some("later")));
}

#[tokio::test]
async fn whoever_asked_for_an_extension_does_not_approve_it() {
    let app = TestApp::new().await;
    let body = json!({ "elected_on": "2023-11-30", "years": 3, "document": "党发〔2023〕20号" });
    post(&app, "unit1", "/orgs/B1/terms", "1", body).await;
    let wish = json!({ "until": "2027-05-31", "reason": "机构重组", "document": "党支〔2026〕8号" });
    let (_, asked) = post(&app, "branch1", "/orgs/B1/extensions", "1", wish).await;
    // The secretary is also on the unit's committee.
    let text =
        "insert into user_roles (user_id, role, org_id) select id, 'unit', 'U1' from users where account = 'branch1'";
    app.state.store.execute_raw(text).await.unwrap();
    let path = format!("/extensions/{}/decide", asked["id"].as_str().unwrap());
    let (status, told) = post(&app, "branch1", &path, "1", json!({ "approved": true, "reply": "同意" })).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(told["message"].as_str().unwrap().contains("自己提出"), "{told}");
}

#[tokio::test]
async fn the_history_of_a_body_tells_orders_ahead_and_its_founding() {
    let app = TestApp::new().await;
    let body = json!({ "name": "高炉第一党支部", "order": order("2026-12-01") });
    assert_eq!(post(&app, "unit1", "/orgs/B1/rename", "1", body).await.0, StatusCode::OK);
    let told = app.show("/api/v1/orgs/B1/history", "branch1").await;
    let items: Vec<(&str, bool)> = told["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| (item["title"].as_str().unwrap(), item["ahead"].as_bool().unwrap()))
        .collect();
    assert_eq!(items, [("“一高炉党支部”更名为“高炉第一党支部”", true), ("成立“一高炉党支部”", false)]);
    assert_eq!(app.show("/api/v1/orgs/B1", "branch1").await["name"], "一高炉党支部");
}

#[tokio::test]
async fn a_body_shows_its_committee_and_who_may_change_it() {
    let app = TestApp::new().await;
    let own = app.show("/api/v1/orgs/B1", "branch1").await;
    assert_eq!((own["n_full"].as_i64(), own["n_probationary"].as_i64()), (Some(8), Some(1)));
    assert_eq!(own["committee"].as_array().unwrap().len(), 3);
    assert_eq!((own["may_change"].as_bool(), own["may_extend"].as_bool()), (Some(false), Some(true)));
    assert_eq!(app.show("/api/v1/orgs/B1", "unit1").await["may_change"], true);
    let unit = app.show("/api/v1/orgs/U1", "unit1").await;
    assert_eq!((unit["may_change"].as_bool(), unit["may_found"].as_bool()), (Some(false), Some(true)));
}

#[tokio::test]
async fn who_held_a_role_at_a_closed_body_is_out_at_once() {
    let app = TestApp::new().await;
    let found = json!({ "kind": "branch", "name": "新能源党支部", "parent_id": "U1", "category": "market",
                        "order": order("2026-10-01") });
    let (status, made) = post(&app, "unit1", "/orgs", "1", found).await;
    assert_eq!(status, StatusCode::OK, "{made}");
    let tree = app.show("/api/v1/orgs", "unit1").await;
    let new = tree["items"].as_array().unwrap().iter().find(|org| org["name"] == "新能源党支部").unwrap();
    let id = new["id"].as_str().unwrap().to_owned();
    let mut db = app.state.store.write().await.unwrap();
    let user = db.users().find("branch2").await.unwrap().unwrap().id;
    db.users().grant(&user, store::Role::Branch, &id).await.unwrap();
    db.commit().await.unwrap();
    let cookie = app.enter("branch2").await;
    assert_eq!(app.get("/api/v1/session", &cookie).await.0, StatusCode::OK);
    let (status, told) =
        post(&app, "unit1", &format!("/orgs/{id}/close"), "2", json!({ "order": order("2026-10-08") })).await;
    assert_eq!(status, StatusCode::OK, "{told}");
    assert_eq!(app.get("/api/v1/session", &cookie).await.0, StatusCode::UNAUTHORIZED, "the session ended");
    let mut db = app.state.store.read().await.unwrap();
    let left: Vec<String> = db.users().roles(&user).await.unwrap().into_iter().map(|held| held.org_id).collect();
    assert_eq!(left, ["B2"], "the role elsewhere stands");
}

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

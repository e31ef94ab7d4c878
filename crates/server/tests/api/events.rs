//! The register of events: what is approved counts once, however many people act.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::TestApp;

const CARD: &str = "/api/v1/periods/2026-09/scorecards/B2";

fn honour(document: &str) -> String {
    json!({
        "branch_id": "B2", "class": "honour", "on": "2026-09-20", "document": document, "tags": { "level": "city" },
    })
    .to_string()
}

async fn post(app: &TestApp, path: &str, cookie: &str, body: &str) -> (StatusCode, Value) {
    post_at(app, path, cookie, body, "1").await
}

/// As [`post`], from a page that shows the revision `rev`.
async fn post_at(app: &TestApp, path: &str, cookie: &str, body: &str, rev: &str) -> (StatusCode, Value) {
    let answer = app.exchange("POST", &format!("/api/v1{path}"), cookie, body, &[("if-match", rev)]).await;
    (answer.status, answer.json())
}

async fn propose(app: &TestApp, cookie: &str, document: &str) -> String {
    let (status, body) = post(app, "/events", cookie, &honour(document)).await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    body["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_approved_event_is_in_the_score_once_and_a_withdrawn_one_is_not() {
    let app = TestApp::new().await;
    let (branch, zzb) = (app.sign_in("branch2").await, app.sign_in("zzb").await);
    let before = app.show(CARD, "branch2").await["bonus"].clone();
    let id = propose(&app, &branch, "党发7号").await;
    assert_eq!(app.show(CARD, "branch2").await["bonus"], before, "a proposal moves nothing");

    let (status, done) = post(&app, &format!("/events/{id}/approve"), &zzb, "{}").await;
    assert_eq!(status, StatusCode::OK, "{done}");
    let month = done["assessed"].as_array().unwrap().iter().find(|period| period["period"] == "2026-09").unwrap();
    assert_eq!(
        (month["moved"][0]["item"].as_str(), month["moved"][0]["change"].as_str()),
        (Some("X01"), Some("+2.00"))
    );
    assert_eq!(app.show(CARD, "branch2").await["bonus"], "2.00");

    for rev in ["1", "2"] {
        let (status, _) = post_at(&app, &format!("/events/{id}/approve"), &zzb, "{}", rev).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert_eq!(app.show(CARD, "branch2").await["bonus"], "2.00", "approving twice adds nothing");
    }

    let why = r#"{ "reason": "文件已撤销" }"#;
    let (status, _) = post_at(&app, &format!("/events/{id}/withdraw"), &zzb, why, "2").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(app.show(CARD, "branch2").await["bonus"], before);
    let kept = app.show(&format!("/api/v1/events/{id}"), "branch2").await;
    let kept = &kept["proposal"];
    assert_eq!((kept["state"].as_str(), kept["withdrawal"].as_str()), (Some("withdrawn"), Some("文件已撤销")));
    assert_eq!(kept["decided_by"], "zzb同志", "its history stays");
}

#[tokio::test]
async fn a_decision_from_an_old_page_is_told_both_versions() {
    let app = TestApp::new().await;
    let (branch, zzb) = (app.sign_in("branch2").await, app.sign_in("zzb").await);
    let id = propose(&app, &branch, "党发7号").await;
    let (status, _) = post(&app, &format!("/events/{id}/approve"), &zzb, "{}").await;
    assert_eq!(status, StatusCode::OK);
    let why = r#"{ "reason": "文号有误" }"#;
    let (status, body) = post(&app, &format!("/events/{id}/refuse"), &zzb, why).await;
    assert_eq!((status, body["code"].as_str()), (StatusCode::CONFLICT, Some("stale")));
    let versions = &body["versions"];
    assert_eq!(versions["current"]["proposal"]["state"], "approved");
    assert_eq!(versions["sent"], json!({ "rev": 1, "state": "refused", "reason": "文号有误" }));
    assert_eq!(app.show(CARD, "branch2").await["bonus"], "2.00", "what stands is not touched");
}

#[tokio::test]
async fn the_document_is_seen_with_the_event_and_by_nobody_else() {
    let app = TestApp::new().await;
    let branch = app.sign_in("branch2").await;
    let mut db = app.state.store.write().await.unwrap();
    db.attachments().add(&app.attachment("A7", "B2", "表彰决定.docx")).await.unwrap();
    db.attachments().add(&app.attachment("A8", "B1", "别的支部.docx")).await.unwrap();
    db.commit().await.unwrap();
    let mut body: Value = serde_json::from_str(&honour("党发7号")).unwrap();
    body["attachments"] = json!(["A8"]);
    let (status, refused) = post(&app, "/events", &branch, &body.to_string()).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "a file of another branch: {refused}");
    assert_eq!(app.show("/api/v1/events", "zzb").await["total"], 0, "nothing was entered");
    body["attachments"] = json!(["A7"]);
    let (status, event) = post(&app, "/events", &branch, &body.to_string()).await;
    assert_eq!(status, StatusCode::CREATED, "{event}");
    let files = format!("/api/v1/branches/B2/attachments?owner=events&owner_id={}", event["id"].as_str().unwrap());
    assert_eq!(app.show(&files, "zzb").await["items"][0]["name"], "表彰决定.docx");
    let foreign = app.sign_in("branch1").await;
    assert_eq!(app.get(&files, &foreign).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_approves_what_he_proposed() {
    let app = TestApp::new().await;
    let zzb = app.sign_in("zzb").await;
    let id = propose(&app, &zzb, "党发7号").await;
    let (status, body) = post(&app, &format!("/events/{id}/approve"), &zzb, "{}").await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(body["message"].as_str().unwrap().contains("另一人审批"), "{body}");
}

#[tokio::test]
async fn a_preview_says_what_approval_would_do_and_keeps_nothing() {
    let app = TestApp::new().await;
    let branch = app.sign_in("branch2").await;
    let before = app.show(CARD, "branch2").await;
    let (status, body) = post(&app, "/events/preview", &branch, &honour("党发7号")).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(body["assessed"][0]["moved"][0]["change"], "+2.00");
    assert_eq!(app.show(CARD, "branch2").await["points"], before["points"]);
    assert_eq!(app.show("/api/v1/events", "zzb").await["total"], 0);
}

#[tokio::test]
async fn many_are_approved_all_or_none() {
    let app = TestApp::new().await;
    let (branch, zzb) = (app.sign_in("branch2").await, app.sign_in("zzb").await);
    let (one, own) = (propose(&app, &branch, "党发7号").await, propose(&app, &zzb, "党发8号").await);
    let body = json!({ "items": [{ "id": one, "rev": 1 }, { "id": own, "rev": 1 }] }).to_string();
    assert_eq!(post(&app, "/events/approve", &zzb, &body).await.0, StatusCode::FORBIDDEN);
    let state = app.show(&format!("/api/v1/events/{one}"), "zzb").await["proposal"]["state"].clone();
    assert_eq!(state, "proposed", "one of them was his own");
    let (status, body) =
        post(&app, "/events/approve", &zzb, &json!({ "items": [{ "id": one, "rev": 1 }] }).to_string()).await;
    assert_eq!((status, body["approved"].as_i64()), (StatusCode::OK, Some(1)));
    assert_eq!(post(&app, "/events/approve", &zzb, r#"{ "items": [] }"#).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_form_that_lacks_something_says_where() {
    let app = TestApp::new().await;
    let branch = app.sign_in("branch2").await;
    for (field, value, at) in [
        ("on", json!("2026-10-09"), "on"),
        ("document", json!(" "), "document"),
        ("tags", json!({ "level": "planet" }), "tags.level"),
        ("class", json!("output"), "class"),
        ("numbers", json!({ "count": "-1" }), "numbers.count"),
    ] {
        let mut body: Value = serde_json::from_str(&honour("党发7号")).unwrap();
        body[field] = value;
        let (status, answer) = post(&app, "/events", &branch, &body.to_string()).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        assert_eq!(answer["problems"][0]["at"], at);
    }
}

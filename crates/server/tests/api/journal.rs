use axum::http::StatusCode;
use server::{keeper::Keeper, ops::checkpoint::checkpoint};
use store::{
    Seen,
    proof::{Hash, verify_inclusion},
};

use crate::support::TestApp;

async fn sign(app: &TestApp) {
    checkpoint(&app.state.store, &Keeper::passing(), app.state.clock.now()).await.unwrap();
}

#[tokio::test]
async fn loading_rating_and_sealing_leave_nothing_unaccounted_for() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for act in ["rate", "seal"] {
        let (status, body) = app.send("POST", &format!("/api/v1/periods/2026-09/{act}"), &cookie).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
    let verified = app.state.store.read().await.unwrap().verify(&Seen::default()).await.unwrap();
    assert_eq!(verified.findings, []);
    assert!(verified.n_rows > 50);
}

#[tokio::test]
async fn the_auditor_checks_and_is_told_what_was_changed() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("auditor").await;
    let (status, body) = app.send("POST", "/api/v1/journal/verify", &cookie).await;
    assert_eq!((status, body["n_findings"].as_i64()), (StatusCode::OK, Some(0)), "{body}");
    app.state.store.execute_raw("update orgs set founded_on = '1999-01-01' where id = 'B1'").await.unwrap();
    let (_, body) = app.send("POST", "/api/v1/journal/verify", &cookie).await;
    let said = body["findings"][0].as_str().unwrap();
    for part in ["orgs", "B1", "founded_on", "“2020-01-01”", "“1999-01-01”"] {
        assert!(said.contains(part), "{said}");
    }
}

#[tokio::test]
async fn a_receipt_proves_itself_against_the_newest_checkpoint() {
    let app = TestApp::new().await;
    sign(&app).await;
    let auditor = app.sign_in("auditor").await;
    let (_, list) = app.get("/api/v1/checkpoints", &auditor).await;
    let size = list["items"][0]["size"].as_i64().unwrap();
    let (_, receipts) = app.get("/api/v1/receipts?branch=B1&table=facts&key=S1", &auditor).await;
    // The company was loaded in an entry of no branch.
    assert_eq!(receipts["items"].as_array().unwrap().len(), 0);
    let mut db = app.state.store.write().await.unwrap();
    let who = store::Actor { account: "branch1".to_owned(), name: "书记".to_owned(), at: app.state.clock.now() };
    let row = store::Changed::new("facts", "S1");
    let seq = db.note(&who, "record.filed", Some("B1"), &[row]).await.unwrap();
    db.commit().await.unwrap();
    let branch = app.sign_in("branch1").await;
    let (_, receipts) = app.get("/api/v1/receipts?branch=B1&table=facts&key=S1", &branch).await;
    assert_eq!(receipts["items"][0]["seq"], seq);
    let (_, early) = app.get(&format!("/api/v1/receipts/{seq}"), &branch).await;
    assert!(early["checkpoint"].is_null(), "no checkpoint holds it yet: {size}");
    sign(&app).await;
    let (_, proved) = app.get(&format!("/api/v1/receipts/{seq}"), &branch).await;
    let hash = |value: &serde_json::Value| Hash::parse(value.as_str().unwrap()).unwrap();
    let path: Vec<Hash> = proved["path"].as_array().unwrap().iter().map(hash).collect();
    let (leaf, root) = (hash(&proved["receipt"]["leaf"]), hash(&proved["checkpoint"]["root"]));
    let size = proved["checkpoint"]["size"].as_u64().unwrap();
    assert!(verify_inclusion(leaf, seq as u64 - 1, size, &path, root));
    let stranger = app.sign_in("branch2").await;
    assert_eq!(app.get(&format!("/api/v1/receipts/{seq}"), &stranger).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_checkpoint_is_downloaded_as_a_signed_note() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("branch1").await;
    assert_eq!(app.get("/api/v1/checkpoints/latest", &cookie).await.0, StatusCode::NOT_FOUND);
    let kept = checkpoint(&app.state.store, &app.state.keeper, app.state.clock.now()).await.unwrap().unwrap();
    let (_, latest) = app.get("/api/v1/checkpoints/latest", &cookie).await;
    let key = store::proof::Verifier::parse(latest["key"].as_str().unwrap()).unwrap();
    assert_eq!(key.open(latest["note"].as_str().unwrap()).unwrap().size, kept.size as u64);
    let path = format!("/api/v1/checkpoints/{}/note", kept.size);
    let answer = app.exchange("GET", &path, &cookie, "", &[]).await;
    assert_eq!(answer.text(), kept.note);
}

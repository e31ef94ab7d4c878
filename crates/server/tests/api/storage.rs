//! A disk that takes nothing more: what cannot be kept is said not to be done, and the same request succeeds later. What
//! failing flushes and writes and a full disk do to the whole program is proved by `scripts/disk-fault.sh`.

use serde_json::json;

use crate::support::{Answer, TestApp};

async fn begin(app: &TestApp, cookie: &str) -> Answer {
    let body = json!({ "branch_id": "B1", "kind": "members_meeting", "on": "2026-09-25" }).to_string();
    app.exchange("POST", "/api/v1/records", cookie, &body, &[("idempotency-key", "no-room-0001")]).await
}

#[tokio::test]
async fn what_cannot_be_written_is_503_and_the_same_key_succeeds_later() {
    let app = TestApp::new().await;
    let cookie = app.enter("branch1").await;
    let drafts = "/api/v1/records?branch=B1&state=draft";
    // The key is taken and the record written by then; its entry in the journal is what fails.
    let fails = "create trigger disk before insert on journal begin select raise(abort, 'no room'); end";
    app.state.store.execute_raw(fails).await.unwrap();
    for _ in 0..2 {
        let refused = begin(&app, &cookie).await;
        assert_eq!(refused.status, 503, "{}", refused.text());
        assert!(refused.headers.contains_key("retry-after"), "{:?}", refused.headers);
        assert_eq!(refused.json()["code"], "unavailable");
    }
    let (status, list) = app.get(drafts, &cookie).await;
    assert_eq!((status.as_u16(), list["total"].as_i64()), (200, Some(0)), "reading goes on, and nothing is half there");

    app.state.store.execute_raw("drop trigger disk").await.unwrap();
    let first = begin(&app, &cookie).await;
    assert_eq!(first.status, 201, "{}", first.text());
    assert_eq!(begin(&app, &cookie).await.json(), first.json(), "and is done once");
    assert_eq!(app.get(drafts, &cookie).await.1["total"], 1);
    let verified = app.state.store.read().await.unwrap().verify(&store::Seen::default()).await.unwrap();
    assert_eq!(verified.findings, []);
}

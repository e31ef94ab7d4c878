//! Normal limits of the organisation: an approved exception lifts a flag for a year.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::TestApp;

async fn send(
    app: &TestApp,
    (method, path): (&str, &str),
    account: &str,
    body: &Value,
    rev: &str,
) -> (StatusCode, Value) {
    let cookie = app.sign_in(account).await;
    let path = format!("/api/v1{path}");
    let answer = app.exchange(method, &path, &cookie, &body.to_string(), &[("if-match", rev)]).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn an_approved_exception_lifts_a_normal_limit_for_its_year_and_no_hard_one() {
    let app = TestApp::new().await;
    let ask = |duty: &str, period: &str| json!({ "branch_id": "B2", "duty": duty, "period": period, "reason": "产线整合，暂不拆分" });
    let post = ("POST", "/exceptions");
    let (status, refused) = send(&app, post, "branch2", &ask("no_secretary", "2026"), "0").await;
    assert_eq!((status, refused["problems"][0]["at"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("duty")));
    let (status, refused) = send(&app, post, "branch2", &ask("members_over", "2026-10"), "0").await;
    assert_eq!((status, refused["problems"][0]["at"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("period")));
    let (status, asked) = send(&app, post, "branch2", &ask("members_over", "2026"), "0").await;
    assert_eq!((status, asked["duty_name"].as_str()), (StatusCode::CREATED, Some("党员人数偏多")));
    let approve = format!("/exceptions/{}/approve", asked["id"].as_str().unwrap());
    assert_eq!(send(&app, ("POST", &approve), "zzb", &json!({}), "1").await.0, StatusCode::OK);

    let scope = store::Scope::of(&app.id_of("zzb").await, app.state.clock.today());
    let mut db = app.state.store.read().await.unwrap();
    let lifted = db.terms().exceptions(&scope, &["members_over"]).await.unwrap();
    assert_eq!(lifted, [("B2".to_owned(), "members_over".to_owned(), "例外：产线整合，暂不拆分".to_owned())]);
    let next_year = store::Scope::of(&app.id_of("zzb").await, "2027-01-01".parse().unwrap());
    assert!(db.terms().exceptions(&next_year, &["members_over"]).await.unwrap().is_empty(), "it was for 2026");
}

//! Accounts, the three administrators, and the logs.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

async fn post(app: &TestApp, who: &str, path: &str, body: &Value) -> (u16, Value) {
    let cookie = app.enter(who).await;
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = app.exchange("POST", path, &cookie, &body, &[]).await;
    (answer.status.as_u16(), answer.json())
}

#[tokio::test]
async fn a_one_time_code_opens_once_and_only_the_way_to_a_password() {
    let app = TestApp::new().await;
    let new = json!({ "account": "wanggang", "name": "王刚" });
    let (status, made) = post(&app, "admin", "/api/v1/accounts", &new).await;
    assert_eq!(status, 201, "{made}");
    let path = format!("/api/v1/accounts/{}/roles", made["id"].as_str().unwrap());
    assert_eq!(post(&app, "aqgly", &path, &json!({ "role": "branch", "org_id": "B1" })).await.0, 204);
    let code = made["code"].as_str().unwrap();
    let cookie = app.sign_in_with("wanggang", code).await;
    assert_eq!(app.try_sign_in("wanggang", code).await.0, StatusCode::UNAUTHORIZED, "used");
    assert_eq!(app.get("/api/v1/session", &cookie).await.1["must_choose"], "code");
    assert_eq!(app.get("/api/v1/branches", &cookie).await.0, StatusCode::FORBIDDEN);
    let body = json!({ "former": "", "password": "Kumquat7violin" }).to_string();
    let answer = app.exchange("PUT", "/api/v1/session/password", &cookie, &body, &[]).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
    let cookie = app.sign_in_with("wanggang", "Kumquat7violin").await;
    assert_eq!(app.get("/api/v1/branches", &cookie).await.0, StatusCode::OK);
    assert_eq!(post(&app, "admin", "/api/v1/accounts", &new).await.0, 409);
}

#[tokio::test]
async fn a_code_that_nobody_used_in_three_days_opens_nothing() {
    let app = TestApp::new().await;
    let (_, made) = post(&app, "admin", "/api/v1/accounts", &json!({ "account": "wanggang", "name": "王刚" })).await;
    app.state.clock.advance(72 * 3600 + 1);
    let code = made["code"].as_str().unwrap();
    assert_eq!(app.try_sign_in("wanggang", code).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_disabled_account_is_closed_until_it_gets_a_code() {
    let app = TestApp::new().await;
    let id = app.id_of("branch1").await;
    assert_eq!(post(&app, "admin", &format!("/api/v1/accounts/{id}/disable"), &Value::Null).await.0, 204);
    assert_eq!(app.try_sign_in("branch1", PASSWORD).await.0, StatusCode::UNAUTHORIZED);
    let (_, made) = post(&app, "admin", &format!("/api/v1/accounts/{id}/code"), &Value::Null).await;
    assert_eq!(app.try_sign_in("branch1", PASSWORD).await.0, StatusCode::UNAUTHORIZED);
    app.sign_in_with("branch1", made["code"].as_str().unwrap()).await;
}

#[tokio::test]
async fn the_three_administrators_are_three_people() {
    let app = TestApp::new().await;
    let apart = ["administrator", "security_administrator", "audit_administrator"];
    for (account, role) in [("admin", apart[0]), ("sjgly", apart[2])] {
        let path = format!("/api/v1/accounts/{}/roles", app.id_of(account).await);
        for other in ["organisation", "leader"].into_iter().chain(apart).filter(|other| *other != role) {
            let (status, said) = post(&app, "aqgly", &path, &json!({ "role": other, "org_id": "C" })).await;
            assert_eq!(status, 409, "{role} and {other}: {said}");
        }
    }
    let path = format!("/api/v1/accounts/{}/roles", app.id_of("zzb").await);
    for role in apart {
        assert_eq!(post(&app, "aqgly", &path, &json!({ "role": role, "org_id": "C" })).await.0, 409);
    }
}

#[tokio::test]
async fn nobody_changes_their_own_rights_or_takes_another_administrators_place() {
    let app = TestApp::new().await;
    let own = app.id_of("aqgly").await;
    let grant = json!({ "role": "organisation", "org_id": "C" });
    assert_eq!(post(&app, "aqgly", &format!("/api/v1/accounts/{own}/roles"), &grant).await.0, 403);
    assert_eq!(post(&app, "admin", &format!("/api/v1/accounts/{own}/code"), &Value::Null).await.0, 403);
    let admin = app.id_of("admin").await;
    assert_eq!(post(&app, "admin", &format!("/api/v1/accounts/{admin}/disable"), &Value::Null).await.0, 403);
}

#[tokio::test]
async fn a_role_is_granted_where_it_belongs() {
    let app = TestApp::new().await;
    let path = format!("/api/v1/accounts/{}/roles", app.id_of("branch1").await);
    for (role, org, wanted) in
        [("branch", "U1", 422), ("boss", "B1", 422), ("branch", "B9", 422), ("branch", "B1", 409), ("unit", "U1", 204)]
    {
        let (status, said) = post(&app, "aqgly", &path, &json!({ "role": role, "org_id": org })).await;
        assert_eq!(status, wanted, "{role} at {org}: {said}");
    }
}

#[tokio::test]
async fn accounts_without_a_sign_in_for_ninety_days_are_listed() {
    let app = TestApp::new().await;
    let cookie = app.enter("admin").await;
    let path = "/api/v1/accounts?state=stale";
    assert_eq!(app.get(path, &cookie).await.1["total"], 0);
    app.state.clock.advance(80 * 24 * 3600);
    app.sign_in("branch1").await;
    app.state.clock.advance(11 * 24 * 3600);
    app.state.store.execute_raw("update users set password_set_at = '2027-01-01T00:00:00.000Z'").await.unwrap();
    let cookie = app.enter("admin").await;
    let (_, stale) = app.get(path, &cookie).await;
    let names: Vec<&str> =
        stale["items"].as_array().unwrap().iter().map(|row| row["account"].as_str().unwrap()).collect();
    assert!(names.contains(&"branch2") && !names.contains(&"branch1"), "{names:?}");
}

#[tokio::test]
async fn the_logs_have_sign_ins_changes_and_refusals() {
    let app = TestApp::new().await;
    app.try_sign_in("branch1", "猜").await;
    app.state.clock.advance(1);
    app.try_sign_in("typed-my-password-here", "猜").await;
    app.state.clock.advance(1);
    let cookie = app.sign_in("branch2").await;
    app.get("/api/v1/facts/S1", &cookie).await;
    app.state.clock.advance(1);
    app.get("/api/v1/accounts", &cookie).await;
    let id = app.id_of("branch1").await;
    post(&app, "admin", &format!("/api/v1/accounts/{id}/disable"), &Value::Null).await;
    let reader = app.enter("sjgly").await;
    let (_, log) = app.get("/api/v1/logs/sign-ins?sort=at", &reader).await;
    let lines: Vec<(&str, &str)> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["account"].as_str().unwrap(), line["action"].as_str().unwrap()))
        .collect();
    assert_eq!(lines, [("branch1", "wrong_password"), ("", "wrong_password"), ("branch2", "sign_in")]);
    let (_, log) = app.get("/api/v1/logs/operations?action=refused&account=branch2&sort=at", &reader).await;
    assert_eq!(log["items"][0]["detail"], "404 GET /api/v1/facts/S1");
    assert_eq!(log["items"][1]["detail"], "403 GET /api/v1/accounts");
    let (_, log) = app.get("/api/v1/logs/operations?account=admin", &reader).await;
    assert_eq!(log["items"][0]["action_name"], "账号：停用");
    let (_, log) = app.get("/api/v1/logs/operations?from=2026-10-09", &reader).await;
    assert_eq!(log["total"], 0);
    assert_eq!(app.get("/api/v1/logs/operations?from=gestern", &reader).await.0, StatusCode::BAD_REQUEST);
}

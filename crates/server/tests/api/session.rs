use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use tower::ServiceExt;

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn a_person_signs_in_and_out() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("unit1").await;
    let (status, body) = app.get("/api/v1/session", &cookie).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["user"]["name"], "unit1同志");
    assert_eq!(body["roles"][0]["role"], "unit");
    assert_eq!(body["roles"][0]["org_name"], "炼铁厂党委");
    assert_eq!(app.send("DELETE", "/api/v1/session", &cookie).await.0, StatusCode::NO_CONTENT);
    assert_eq!(app.get("/api/v1/session", &cookie).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    let app = TestApp::new().await;
    let request = Request::post("/api/v1/session")
        .header("x-baolei", "1")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(format!(r#"{{"account":"zzb","password":"{PASSWORD}"}}"#)))
        .unwrap();
    let response = app.router.clone().oneshot(request).await.unwrap();
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    for word in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
}

#[tokio::test]
async fn an_unknown_name_and_a_wrong_password_answer_alike() {
    let app = TestApp::new().await;
    let (status, cookie, mut known) = app.try_sign_in("zzb", "不对").await;
    let (other_status, other_cookie, mut unknown) = app.try_sign_in("没有此人", "不对").await;
    known["request_id"].take();
    unknown["request_id"].take();
    assert_eq!((status, &cookie, &known), (other_status, &other_cookie, &unknown));
    assert_eq!((status, known["code"].as_str()), (StatusCode::UNAUTHORIZED, Some("wrong_password")));
    assert_eq!(cookie, None);
}

#[tokio::test]
async fn guessing_is_slowed_and_the_right_password_works_again_later() {
    let app = TestApp::new().await;
    for account in ["branch1", "猜不到的人"] {
        for _ in 0..5 {
            assert_eq!(app.try_sign_in(account, "猜").await.0, StatusCode::UNAUTHORIZED);
        }
        let (status, _, body) = app.try_sign_in(account, PASSWORD).await;
        assert_eq!((status, body["code"].as_str()), (StatusCode::TOO_MANY_REQUESTS, Some("too_many_attempts")));
    }
    assert_eq!(app.try_sign_in("branch2", PASSWORD).await.0, StatusCode::OK, "others are not hindered");
    app.state.clock.advance(31);
    assert_eq!(app.try_sign_in("branch1", PASSWORD).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_after_twenty_idle_minutes_and_after_half_a_day() {
    let app = TestApp::new().await;
    let idle = app.sign_in("zzb").await;
    app.state.clock.advance(20 * 60 + 1);
    assert_eq!(app.get("/api/v1/session", &idle).await.0, StatusCode::UNAUTHORIZED);
    let busy = app.sign_in("zzb").await;
    for _ in 0..47 {
        app.state.clock.advance(15 * 60);
        assert_eq!(app.get("/api/v1/session", &busy).await.0, StatusCode::OK);
    }
    app.state.clock.advance(15 * 60);
    assert_eq!(app.get("/api/v1/session", &busy).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    let request = Request::post("/api/v1/periods/2026-09/rate").header(header::COOKIE, &cookie);
    let response = app.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let path = "/api/v1/sessions";
    for (headers, wanted) in [
        (vec![("origin", "https://evil.example"), ("host", "baolei.example")], 403),
        (vec![("origin", "null"), ("host", "baolei.example")], 403),
        (vec![("sec-fetch-site", "cross-site")], 403),
        (vec![("sec-fetch-site", "same-site")], 403),
        (
            vec![("origin", "https://baolei.example"), ("host", "baolei.example"), ("sec-fetch-site", "same-origin")],
            204,
        ),
    ] {
        let answer = app.exchange("DELETE", path, &cookie, "", &headers).await;
        assert_eq!(answer.status.as_u16(), wanted, "{headers:?}");
    }
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_this_host() {
    let mut app = TestApp::new().await;
    app.state.secure_cookies = true;
    app.router = server::api::router(app.state.clone());
    let (_, cookie, _) = app.try_sign_in("zzb", PASSWORD).await;
    let cookie = cookie.unwrap();
    assert!(cookie.starts_with("__Host-baolei_session="), "{cookie}");
    assert_eq!(app.get("/api/v1/session", &cookie).await.0, StatusCode::OK);
    let plain = cookie.replace("__Host-", "");
    assert_eq!(app.get("/api/v1/session", &plain).await.0, StatusCode::UNAUTHORIZED, "set by a neighbour");
}

/// Whoever is asked for by name; from an address, as if through a socket.
async fn guess(app: &TestApp, account: &str, password: &str, peer: &str, forwarded: &str) -> u16 {
    let mut request = Request::post("/api/v1/session")
        .header("x-baolei", "1")
        .header("x-forwarded-for", forwarded)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(serde_json::json!({ "account": account, "password": password }).to_string()))
        .unwrap();
    let peer: std::net::SocketAddr = format!("{peer}:4711").parse().unwrap();
    request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
    app.router.clone().oneshot(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_stranger_who_guesses_locks_nobody_out_at_the_usual_place() {
    let app = TestApp::new().await;
    assert_eq!(guess(&app, "branch1", PASSWORD, "10.0.0.7", "").await, 200);
    for _ in 0..5 {
        assert_eq!(guess(&app, "branch1", "猜", "10.9.9.9", "").await, 401);
    }
    assert_eq!(guess(&app, "branch1", PASSWORD, "10.9.9.9", "").await, 429);
    assert_eq!(guess(&app, "branch1", PASSWORD, "10.0.0.7", "").await, 200, "where it was opened before");
}

#[tokio::test]
async fn an_address_that_tries_many_names_is_slowed_whatever_it_says_of_itself() {
    let app = TestApp::new().await;
    for n in 0..31 {
        assert_eq!(guess(&app, &format!("name-{n}"), "猜", "10.9.9.9", &format!("1.2.3.{n}")).await, 401);
    }
    assert_eq!(guess(&app, "name-99", "猜", "10.9.9.9", "1.2.3.99").await, 429);
    assert_eq!(guess(&app, "name-99", "猜", "10.9.9.8", "10.9.9.9").await, 401, "another address is free");
}

#[tokio::test]
async fn a_hundred_guesses_at_once_are_a_hundred_guesses() {
    let app = TestApp::new().await;
    let guesses: Vec<_> = (0..40)
        .map(|_| {
            let router = app.router.clone();
            tokio::spawn(async move {
                let request = Request::post("/api/v1/session")
                    .header("x-baolei", "1")
                    .header(header::CONTENT_TYPE, "application/json")
                    .body(Body::from(r#"{"account":"branch1","password":"猜"}"#))
                    .unwrap();
                router.oneshot(request).await.unwrap().status().as_u16()
            })
        })
        .collect();
    let mut n_checked = 0;
    for guess in guesses {
        n_checked += u32::from(guess.await.unwrap() == 401);
    }
    assert_eq!(n_checked, 5);
}

#[tokio::test]
async fn a_person_sees_their_sessions_and_ends_them() {
    let app = TestApp::new().await;
    let (here, there) = (app.sign_in("branch1").await, app.sign_in("branch1").await);
    let other = app.sign_in("branch2").await;
    let (_, list) = app.get("/api/v1/sessions", &here).await;
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    let foreign = app.get("/api/v1/sessions", &other).await.1["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/sessions/{foreign}");
    assert_eq!(app.send("DELETE", &path, &here).await.0, StatusCode::NOT_FOUND, "not theirs");
    let not_here = items.iter().find(|item| item["is_this"] == false).unwrap()["id"].as_str().unwrap();
    let path = format!("/api/v1/sessions/{not_here}");
    assert_eq!(app.send("DELETE", &path, &here).await.0, StatusCode::NO_CONTENT);
    assert_eq!(app.get("/api/v1/session", &there).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(app.get("/api/v1/session", &here).await.0, StatusCode::OK);
    assert_eq!(app.send("DELETE", "/api/v1/sessions", &here).await.0, StatusCode::NO_CONTENT);
    assert_eq!(app.get("/api/v1/session", &here).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(app.get("/api/v1/session", &other).await.0, StatusCode::OK);
}

/// The next request with the old cookie after each of these is one of nobody.
#[tokio::test]
async fn a_session_ends_with_what_it_stood_on() {
    for (who, method, path, body) in [
        ("admin", "POST", "/api/v1/accounts/{id}/disable", ""),
        ("admin", "POST", "/api/v1/accounts/{id}/code", ""),
        ("aqgly", "POST", "/api/v1/accounts/{id}/roles", r#"{"role":"member","org_id":"B1"}"#),
        ("aqgly", "POST", "/api/v1/accounts/{id}/roles", r#"{"role":"branch","org_id":"B2"}"#),
        ("aqgly", "DELETE", "/api/v1/accounts/{id}/roles/branch/B1", ""),
        ("branch1", "PUT", "/api/v1/session/password", r#"{"former":"{PASSWORD}","password":"Kumquat7violin"}"#),
        ("branch1", "DELETE", "/api/v1/sessions", ""),
    ] {
        let app = TestApp::new().await;
        let old = app.sign_in("branch1").await;
        let id = app.id_of("branch1").await;
        let (path, body) = (path.replace("{id}", &id), body.replace("{PASSWORD}", PASSWORD));
        let cookie = app.sign_in(who).await;
        let answer = app.exchange(method, &path, &cookie, &body, &[]).await;
        assert!(answer.status.is_success(), "{method} {path}: {}", answer.text());
        assert_eq!(app.get("/api/v1/session", &old).await.0, StatusCode::UNAUTHORIZED, "{method} {path}");
    }
}

#[tokio::test]
async fn a_new_password_is_another_one_and_strong() {
    let app = TestApp::new().await;
    let change = async |former: &str, password: &str| {
        app.state.clock.advance(60);
        let cookie = app.sign_in_with("branch1", former).await;
        let body = serde_json::json!({ "former": former, "password": password }).to_string();
        let answer = app.exchange("PUT", "/api/v1/session/password", &cookie, &body, &[]).await;
        (answer.status.as_u16(), answer.text())
    };
    for (password, why) in [
        ("short", "至少 12 个字符"),
        ("kumquat-violin", "至少三类"),
        ("Password1234", "常见密码"),
        ("my-branch1-Password", "不能包含账号名"),
    ] {
        let (status, said) = change(PASSWORD, password).await;
        assert!(status == 422 && said.contains(why), "{password}: {said}");
    }
    assert_eq!(change(PASSWORD, "Kumquat7violin").await.0, 204);
    assert_eq!(change("Kumquat7violin", "Kumquat8violin").await.0, 204);
    let (status, said) = change("Kumquat8violin", "Kumquat7violin").await;
    assert!(status == 422 && said.contains("最近用过"), "{said}");
    assert_eq!(app.try_sign_in("branch1", PASSWORD).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_password_of_a_quarter_is_to_be_changed_first() {
    let app = TestApp::new().await;
    app.state.clock.advance(91 * 24 * 3600);
    let cookie = app.sign_in("branch1").await;
    assert_eq!(app.get("/api/v1/session", &cookie).await.1["must_choose"], "old");
    let (status, body) = app.get("/api/v1/branches", &cookie).await;
    assert_eq!((status, body["code"].as_str()), (StatusCode::FORBIDDEN, Some("password_due")));
    let body = serde_json::json!({ "former": PASSWORD, "password": "Kumquat7violin" }).to_string();
    let answer = app.exchange("PUT", "/api/v1/session/password", &cookie, &body, &[]).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(app.get("/api/v1/branches", &cookie).await.0, StatusCode::OK);
}

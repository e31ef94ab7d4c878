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
async fn a_session_ends_after_two_idle_hours_and_after_half_a_day() {
    let app = TestApp::new().await;
    let idle = app.sign_in("zzb").await;
    app.state.clock.advance(2 * 3600 + 1);
    assert_eq!(app.get("/api/v1/session", &idle).await.0, StatusCode::UNAUTHORIZED);
    let busy = app.sign_in("zzb").await;
    for _ in 0..11 {
        app.state.clock.advance(3600);
        assert_eq!(app.get("/api/v1/session", &busy).await.0, StatusCode::OK);
    }
    app.state.clock.advance(3601);
    assert_eq!(app.get("/api/v1/session", &busy).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_request_from_another_site_changes_nothing() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    let request = Request::post("/api/v1/periods/2026-09/rate").header(header::COOKIE, &cookie);
    let response = app.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}

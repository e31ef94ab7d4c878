use axum::http::StatusCode;
use rating::facts::FactKind;

use crate::support::{TestApp, fact};

const PATH: &str = "/api/v1/periods/2026-09/rate";

#[tokio::test]
async fn rating_again_without_news_writes_nothing() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    let (status, body) = app.send("POST", PATH, &cookie).await;
    assert_eq!((status, body["n_branches"].as_i64(), body["n_changed"].as_i64()), (StatusCode::OK, Some(3), Some(0)));
}

#[tokio::test]
async fn a_record_that_arrives_is_in_the_score_after_rating_again() {
    let app = TestApp::new().await;
    let mut db = app.state.store.write().await.unwrap();
    let record = fact("N1", "B2", "committee_meeting", FactKind::Record, "2026-09-25", "补录支委会");
    db.facts().add(&[record]).await.unwrap();
    db.commit().await.unwrap();
    let cookie = app.sign_in("zzb").await;
    let (_, rated) = app.send("POST", PATH, &cookie).await;
    assert_eq!(rated["n_changed"], 1, "{rated}");
    let body = app.show("/api/v1/periods/2026-09/scorecards/B2", "branch2").await;
    assert_eq!((body["revision"].as_i64(), body["points"].as_str()), (Some(2), Some("94.00")));
    assert_eq!(body["revisions"][0]["points"], "64.00");
    assert_eq!(body["revisions"][1]["reason"], "zzb同志重新评分");
}

#[tokio::test]
async fn a_sealed_period_is_refused() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for _ in 0..2 {
        let (status, sealed) = app.send("POST", "/api/v1/periods/2026-09/seal", &cookie).await;
        assert_eq!((status, sealed["state"].as_str()), (StatusCode::OK, Some("sealed")), "twice is once");
    }
    let (status, body) = app.send("POST", PATH, &cookie).await;
    assert_eq!((status, body["code"].as_str()), (StatusCode::CONFLICT, Some("conflict")));
    assert!(body["message"].as_str().unwrap().contains("已封存"), "{body}");
}

#[tokio::test]
async fn a_period_that_no_scheme_covers_is_refused() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for (period, why) in [("2025-12", "没有已发布的考核办法"), ("2026", "不评2026年")] {
        let (status, body) = app.send("POST", &format!("/api/v1/periods/{period}/rate"), &cookie).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(body["message"].as_str().unwrap().contains(why), "{body}");
    }
}

#[tokio::test]
async fn only_a_rated_period_can_be_sealed() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for (period, status, code) in [("2026-05", 404, "not_rated"), ("2026-13", 400, "bad_period")] {
        let (got, body) = app.send("POST", &format!("/api/v1/periods/{period}/seal"), &cookie).await;
        assert_eq!((got.as_u16(), body["code"].as_str()), (status, Some(code)), "{body}");
    }
}

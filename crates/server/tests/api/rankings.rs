use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::TestApp;

fn column(body: &Value, field: &str) -> Vec<Value> {
    body["items"].as_array().unwrap().iter().map(|row| row[field].clone()).collect()
}

#[tokio::test]
async fn a_branch_reads_the_ranking_of_its_category() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/rankings/2026-09", "branch2").await;
    assert_eq!(body["category_name"], "生产类");
    assert_eq!(column(&body, "branch_id"), [json!("B1"), json!("B2")]);
    assert_eq!(column(&body, "rank"), [json!(1), json!(2)]);
    // B2: a meeting missed costs 30 of 40, 90 % of the output earns 54 of 60.
    assert_eq!(column(&body, "points"), [json!("100.00"), json!("64.00")]);
    assert_eq!(body["categories"], json!([{ "code": "production", "name": "生产类", "n": 2 }]));
    let cookie = app.sign_in("branch2").await;
    let (status, _) = app.get("/api/v1/rankings/2026-09?category=market", &cookie).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_company_reads_every_category_and_its_stars() {
    let app = TestApp::new().await;
    for account in ["zzb", "leader", "auditor", "sczx"] {
        let body = app.show("/api/v1/rankings/2026-Q3?category=production", account).await;
        let codes: Vec<&Value> = body["categories"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
        assert_eq!(codes, ["production", "market"], "{account}");
        assert_eq!(column(&body, "star_name"), [json!("五星级"), json!("三星级")]);
        assert_eq!(body["star_counts"][0], json!({ "stars": 5, "name": "五星级", "n": 1 }));
    }
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let app = TestApp::new().await;
    for (query, want) in [
        ("?sort=points", vec!["B2", "B1"]),
        ("?sort=-points", vec!["B1", "B2"]),
        ("?unit=U2", vec!["B2"]),
        ("?q=%E9%AB%98%E7%82%89", vec!["B1"]),
        ("?page=2&size=1", vec!["B2"]),
        ("?stars=5", vec![]),
    ] {
        let body = app.show(&format!("/api/v1/rankings/2026-09{query}"), "zzb").await;
        assert_eq!(column(&body, "branch_id"), want, "{query}");
    }
}

#[tokio::test]
async fn says_what_is_wrong() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for (path, status, code) in [
        ("/api/v1/rankings/2026-Q5", StatusCode::BAD_REQUEST, "bad_period"),
        ("/api/v1/rankings/2026-10", StatusCode::NOT_FOUND, "not_rated"),
        ("/api/v1/rankings/2026-09?sort=luck", StatusCode::BAD_REQUEST, "bad_request"),
        ("/api/v1/rankings/2026-09?size=1000", StatusCode::BAD_REQUEST, "bad_request"),
        ("/api/v1/rankings/2026-09?page=x", StatusCode::BAD_REQUEST, "bad_request"),
        ("/api/v1/nowhere", StatusCode::NOT_FOUND, "not_found"),
    ] {
        let (got, body) = app.get(path, &cookie).await;
        assert_eq!((got, body["code"].as_str()), (status, Some(code)), "{path}");
        assert!(body["message"].as_str().unwrap().chars().count() > 8, "{path}: {body}");
        assert_eq!(body["request_id"].as_str().unwrap().len(), 16, "{path}");
    }
}

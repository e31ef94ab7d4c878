use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use tower::ServiceExt;

use crate::support::TestApp;

#[tokio::test]
async fn the_api_describes_itself() {
    let app = TestApp::new().await;
    let (status, body) = app.get("/api/openapi.json", "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body["openapi"].as_str().unwrap().starts_with("3.1"));
    let (status, page) = app.get("/api/docs", "").await;
    assert_eq!(status, StatusCode::OK);
    for line in page.as_str().unwrap().lines().filter(|line| line.contains("src=") || line.contains("href=")) {
        assert!(!line.contains("//"), "loaded from elsewhere: {line}");
    }
}

#[tokio::test]
async fn a_scheme_is_told_in_sentences() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/schemes/small/1", "branch1").await;
    assert_eq!((body["state"].as_str(), body["points"]["full"].as_str()), (Some("published"), Some("100")));
    assert_eq!(body["items"][0]["rules"][0]["summary"], "支委会每月一次缺次每次扣30分。");
    assert_eq!(body["duties"][0]["text"], "每月应有“支委会”1次，当月内完成即可；支部成立的当月不要求。");
    let five = body["rating"].as_array().unwrap().iter().find(|line| line["title"] == "五星级").unwrap();
    assert_eq!(five["text"], "总分95分及以上。");
    assert_eq!(body["facts"][0]["n_rules"], 1, "through its duty");
    assert_eq!(body["ladder"][0]["text"], "五星级支部列入第一阶梯：总结特色经验。");
    assert!(body["text"].as_str().unwrap().starts_with("scheme: small"));
}

#[tokio::test]
async fn every_answer_forbids_framing_guessing_and_foreign_hosts() {
    let app = TestApp::new().await;
    for path in ["/", "/api/v1/session", "/api/docs", "/healthz"] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = app.router.clone().oneshot(request).await.unwrap();
        let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        assert!(header("content-security-policy").unwrap().contains("default-src 'self'"), "{path}");
        assert_eq!(header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(header("x-request-id").unwrap().len(), 16, "{path}");
    }
}

//! Bodies and facts that come as a workbook through the browser.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::TestApp;

fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (n, row) in rows.iter().enumerate() {
            for (column, text) in row.iter().enumerate() {
                sheet.write_string(n as u32, column as u16, *text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

async fn send(app: &TestApp, path: &str, key: &str, bytes: &[u8]) -> (StatusCode, Value) {
    let request = Request::post(format!("/api/v1/workbook/import{path}"))
        .header("x-baolei", "1")
        .header("idempotency-key", key)
        .header(header::COOKIE, app.enter("zzb").await)
        .body(Body::from(bytes.to_vec()))
        .unwrap();
    let response = app.router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

#[tokio::test]
async fn a_new_branch_is_looked_at_first_and_then_kept_once() {
    let app = TestApp::new().await;
    let heads: &[&str] = &["编号", "名称", "类型", "上级编号", "类别"];
    let good: &[&str] = &["B9", "新区党支部", "党支部", "U1", "production"];
    let bad = workbook(&[("组织", &[heads, good, &["B1", "重号党支部", "党支部", "U9", "production"]])]);
    let (status, checked) = send(&app, "/check", "check-001", &bad).await;
    assert_eq!((status, &checked["n_failed"]), (StatusCode::OK, &json!(1)), "{checked}");
    assert_eq!(checked["failed"][0]["row"], 3);
    let path = format!("?sha256={}", checked["sha256"].as_str().unwrap());
    assert_eq!(send(&app, &path, "import-01", &bad).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let good = workbook(&[("组织", &[heads, good])]);
    let (_, checked) = send(&app, "/check", "check-002", &good).await;
    assert_eq!(checked["n_failed"], 0, "{checked}");
    let cookie = app.enter("zzb").await;
    let there = async || {
        let (_, orgs) = app.get("/api/v1/orgs", &cookie).await;
        orgs["items"].as_array().unwrap().iter().any(|org| org["id"] == "B9")
    };
    assert!(!there().await, "looking writes nothing");
    let path = format!("?sha256={}", checked["sha256"].as_str().unwrap());
    let first = send(&app, &path, "import-02", &good).await;
    assert_eq!(first.0, StatusCode::CREATED, "{}", first.1);
    assert_eq!(send(&app, &path, "import-02", &good).await, first, "pressed twice");
    assert!(there().await);
}

#[tokio::test]
async fn an_empty_template_is_no_import() {
    let app = TestApp::new().await;
    let cookie = app.enter("zzb").await;
    let answer = app.exchange("GET", "/api/v1/workbook/import/template", &cookie, "", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let (status, checked) = send(&app, "/check", "check-001", &answer.bytes).await;
    assert_eq!((status, &checked["n_failed"]), (StatusCode::OK, &json!(1)), "{checked}");
    assert!(checked["failed"][0]["reasons"][0].as_str().unwrap().contains("没有要导入的行"));
}

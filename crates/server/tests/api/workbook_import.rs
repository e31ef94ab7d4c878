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

const FACTS: &[&str] = &["编号", "支部编号", "事实", "日期"];

/// Facts of the scheme's first class, one for each of these branches.
async fn facts(app: &TestApp, branches: &[String]) -> Vec<u8> {
    let mut db = app.state.store.read().await.unwrap();
    let period = rating::period::Period::holding(app.state.clock.today(), rating::period::Cycle::Month);
    let scheme = app.state.schemes.in_force(&mut db, period).await.ok().flatten().unwrap();
    let class = scheme.classes.iter().find(|class| class.key == "committee_meeting").unwrap();
    let ids: Vec<String> = (0..branches.len()).map(|n| format!("new{n}")).collect();
    let rows: Vec<[&str; 4]> =
        branches.iter().zip(&ids).map(|(branch, id)| [id, branch, class.name.as_str(), "2026-10-02"]).collect();
    let rows: Vec<&[&str]> = std::iter::once(FACTS).chain(rows.iter().map(|row| &row[..])).collect();
    workbook(&[("事实", &rows)])
}

async fn import(app: &TestApp, key: &str, bytes: &[u8]) -> Value {
    let (_, checked) = send(app, "/check", &format!("{key}-check"), bytes).await;
    let path = format!("?sha256={}", checked["sha256"].as_str().unwrap());
    let (status, done) = send(app, &path, key, bytes).await;
    assert_eq!(status, StatusCode::CREATED, "{done} {checked}");
    done
}

/// How often October was rated for a branch.
async fn revision(app: &TestApp, branch: &str) -> Option<i64> {
    let mut db = app.state.store.read().await.unwrap();
    let period = "2026-10".parse().unwrap();
    db.scorecards().standing_revisions(period, None).await.unwrap().get(branch).copied()
}

#[tokio::test]
async fn what_is_imported_for_a_few_branches_is_in_their_result_at_once() {
    let app = TestApp::new().await;
    let before = revision(&app, "B1").await;
    let done = import(&app, "import-few", &facts(&app, &["B1".to_owned()]).await).await;
    assert_eq!(done["is_rating"], false, "{done}");
    assert!(done["said"].as_str().unwrap().ends_with("相关的 1 个党支部已重新评分"), "{done}");
    assert!(revision(&app, "B1").await > before, "a new result stands");
}

#[tokio::test]
async fn what_is_imported_for_many_branches_is_owed_until_it_is_rated() {
    let app = TestApp::new().await;
    let heads: &[&str] = &["编号", "名称", "类型", "上级编号", "类别"];
    let names: Vec<(String, String)> = (0..60).map(|n| (format!("N{n}"), format!("新区{n}党支部"))).collect();
    let rows: Vec<[&str; 5]> =
        names.iter().map(|(id, name)| [id.as_str(), name.as_str(), "党支部", "U1", "production"]).collect();
    let rows: Vec<&[&str]> = std::iter::once(heads).chain(rows.iter().map(|row| &row[..])).collect();
    let done = import(&app, "import-many", &workbook(&[("组织", &rows)])).await;
    assert_eq!(done["is_rating"], true, "{done}");
    let is_rating = async || app.show("/api/v1/imports/rating", "zzb").await["is_rating"].clone();
    assert_eq!((is_rating().await, revision(&app, "N7").await), (json!(true), None), "not yet");
    let rated = server::ops::catch_up::run(&app.state).await.unwrap();
    assert!(rated.iter().any(|rated| rated.period.to_string() == "2026-10"));
    assert_eq!((is_rating().await, revision(&app, "N7").await.is_some()), (json!(false), true));
    assert!(server::ops::catch_up::run(&app.state).await.unwrap().is_empty(), "once");
}

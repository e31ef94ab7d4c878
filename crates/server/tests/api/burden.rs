//! What a scheme asks of branches, and that it can be seen before it is published.

use axum::http::StatusCode;
use serde_json::{Value, json};
use store::BranchEffort;

use crate::{
    records::Desk,
    support::{SCHEME, TestApp},
};

fn category<'a>(burden: &'a Value, code: &str) -> &'a Value {
    burden["categories"].as_array().unwrap().iter().find(|category| category["code"] == code).unwrap()
}

/// Keeps another version of the scheme as a draft.
async fn draft(app: &TestApp, version: &str, text: String) {
    let scheme = store::Scheme {
        code: "small".to_owned(),
        version: version.to_owned(),
        title: "小办法".to_owned(),
        effective_from: "2027-01-01".parse().unwrap(),
        text: text.replace("version: \"1\"", &format!("version: \"{version}\"")),
        published_at: None,
    };
    let mut db = app.state.store.write().await.unwrap();
    db.schemes().add(&scheme).await.unwrap();
    db.commit().await.unwrap();
}

#[tokio::test]
async fn the_scheme_in_force_is_counted_by_category() {
    let app = TestApp::new().await;
    let burden = Desk::of(&app, "zzb").await.get("/burden").await;
    assert_eq!((burden["scheme"]["version"].as_str(), burden["is_draft"].as_bool()), (Some("1"), Some(false)));
    assert_eq!(burden["compared"], Value::Null);
    let production = category(&burden, "production");
    assert_eq!((&production["records"], &production["separate"]), (&json!("1.0"), &json!("1.0")));
    assert_eq!((&production["fields"], &production["attachments"]), (&json!("2.0"), &json!("0.0")));
    assert_eq!(production["duties"][0]["times_a_year"], "12");
    assert_eq!(production["kinds"][0]["fields"], json!(["日期", "应到与实到"]));
    assert_eq!(burden["others"], json!(["自评分"]), "the self-mark is the branch's own work, too");
    assert_eq!(burden["warnings"], json!([]));
    let (status, _) = Desk::of(&app, "branch1").await.send("GET", "/burden", &Value::Null, &Value::Null).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_draft_that_asks_more_says_so_before_it_is_published() {
    let app = TestApp::new().await;
    let more = SCHEME
        .replace("  output: {name", "  lecture: {name: 党课, kind: record, by: 党支部}\n  output: {name")
        .replace("\nitems:", "\n  lecture_quarterly: {name: 党课每季度一次, record: lecture, every: quarter}\nitems:");
    draft(&app, "2", more).await;
    let desk = Desk::of(&app, "zzb").await;
    let burden = desk.get("/burden?code=small&version=2").await;
    assert_eq!((&burden["is_draft"], &burden["compared"]["version"]), (&json!(true), &json!("1")));
    let production = category(&burden, "production");
    assert_eq!((&production["records"], &production["records_change"]), (&json!("1.3"), &json!("+0.3")));
    let said = burden["warnings"].to_string();
    assert!(said.contains("生产类：新增职责“党课每季度一次”，每年4次。"), "{said}");
    assert!(said.contains("没有任何考核项读取"), "no item reads it: {said}");
    let (status, _) = desk.send("GET", "/burden?code=small&version=9", &Value::Null, &Value::Null).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = desk.send("GET", "/burden?code=small", &Value::Null, &Value::Null).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn minutes_are_told_of_no_fewer_than_five_branches() {
    let app = TestApp::new().await;
    let effort = |branch: &str, seconds: i64| BranchEffort {
        branch_id: branch.to_owned(),
        month: "2026-09".to_owned(),
        n_records: 3,
        seconds,
    };
    let mut db = app.state.store.write().await.unwrap();
    db.efforts().add(&[effort("B1", 600), effort("B2", 1200)]).await.unwrap();
    db.commit().await.unwrap();
    let desk = Desk::of(&app, "zzb").await;
    assert_eq!(desk.get("/burden").await["minutes"], json!([]), "two branches are somebody");

    let mut db = app.state.store.write().await.unwrap();
    for n in 4..7 {
        let id = format!("B{n}");
        db.orgs().add(&crate::support::branch(&id, "U1", &format!("{n}号党支部"))).await.unwrap();
        db.efforts().add(&[effort(&id, 300 * n)]).await.unwrap();
    }
    db.commit().await.unwrap();
    let minutes = desk.get("/burden").await["minutes"].clone();
    let told = json!([{ "month": "2026-09", "category": "production", "category_name": "生产类",
        "minutes": "20", "records": "3", "n_branches": 5 }]);
    assert_eq!(minutes, told, "the middle of 10, 20, 20, 25 and 30");
    assert_eq!(Desk::of(&app, "unit1").await.get("/burden").await["minutes"], json!([]), "of its own four only");
}

//! What branches let pass, and a word to them from above.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{records::Desk, support::TestApp};

fn of(list: &Value, branch: &str, duty: &str) -> Option<Value> {
    let mut rows = list["items"].as_array().unwrap().iter();
    rows.find(|row| row["branch_id"] == branch && row["duty"] == duty).cloned()
}

#[tokio::test]
async fn the_longest_overdue_comes_first() {
    let app = TestApp::new().await;
    let unit = Desk::of(&app, "unit2").await;
    let list = unit.get("/orgs/U2/overdue").await;
    let days: Vec<i64> = list["items"].as_array().unwrap().iter().map(|row| row["days"].as_i64().unwrap()).collect();
    assert!(!days.is_empty() && days.windows(2).all(|pair| pair[0] >= pair[1]), "{days:?}");
    assert!(of(&list, "B2", "committee_monthly").is_some(), "{list}");
}

#[tokio::test]
async fn a_branch_is_reminded_once_a_day_of_what_is_overdue_and_of_nothing_else() {
    let app = TestApp::new().await;
    let unit = Desk::of(&app, "unit2").await;
    let overdue = of(&unit.get("/orgs/U2/overdue").await, "B2", "committee_monthly").unwrap();
    let item = json!({ "branch_id": "B2", "duty": overdue["duty"], "period": overdue["period"] });
    let asked = json!({ "items": [item] });
    let said = unit.done("POST", "/orgs/U2/overdue/remind", &Value::Null, &asked).await;
    assert_eq!((said["told"].as_i64(), said["known"].as_i64()), (Some(1), Some(0)));
    let said = unit.done("POST", "/orgs/U2/overdue/remind", &Value::Null, &asked).await;
    assert_eq!((said["told"].as_i64(), said["known"].as_i64()), (Some(0), Some(1)), "once a day");
    let branch = Desk::of(&app, "branch2").await;
    let notices = branch.get("/notices?part=todo").await;
    let found = notices["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|notice| notice["title"].as_str().is_some_and(|title| title.starts_with("上级催办：")));
    assert!(found.is_some(), "{notices}");

    let done = json!({ "items": [{ "branch_id": "B2", "duty": "committee_monthly", "period": "2026-10" }] });
    let (status, said) = unit.send("POST", "/orgs/U2/overdue/remind", &Value::Null, &done).await;
    assert_eq!(status, StatusCode::CONFLICT, "not overdue yet: {said}");
    let foreign = json!({ "items": [{ "branch_id": "B1", "duty": "committee_monthly", "period": "2026-09" }] });
    let missing = json!({ "items": [{ "branch_id": "B0", "duty": "committee_monthly", "period": "2026-09" }] });
    let (status, one) = unit.send("POST", "/orgs/U2/overdue/remind", &Value::Null, &foreign).await;
    let (_, other) = unit.send("POST", "/orgs/U2/overdue/remind", &Value::Null, &missing).await;
    assert_eq!((status, one["code"].clone()), (StatusCode::NOT_FOUND, other["code"].clone()));
    let (status, _) = branch.send("POST", "/orgs/U2/overdue/remind", &Value::Null, &asked).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

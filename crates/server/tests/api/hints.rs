//! What a reviewer is told beside a record: copies, pictures used twice, documents that did not exist. Never a point.

use axum::http::StatusCode;
use serde_json::{Value, json};
use server::ops::hints::fill;

use crate::{
    records::{Desk, all_came},
    support::TestApp,
};

const ACCOUNT: &str = "支部党员分三组到炉前和矿槽查找身边隐患，共找出松动的防护栏三处、照明损坏五处、报警器标签脱落两处。防护栏和照明当场由\
检修班处理，报警器由点检员在三天内重新校验。党员提出交接班时逐个确认报警器读数，支部采纳并写进交接班本。";

/// A work plan, a report, … with an account, filed.
async fn file(desk: &Desk<'_>, branch: &str, on: &str, account: &str) -> String {
    let new = json!({ "branch_id": branch, "kind": "committee_meeting", "on": on });
    let record = desk.done("POST", "/records", &Value::Null, &new).await;
    let id = record["id"].as_str().unwrap().to_owned();
    let mut body = record["draft"].clone();
    body["agenda"] = json!([{ "topic": "身边隐患", "summary": account }]);
    all_came(&mut body);
    let saved = desk.done("PUT", &format!("/records/{id}/draft"), &record["rev"], &body).await;
    desk.done("POST", &format!("/records/{id}/file"), &saved["rev"], &Value::Null).await;
    id
}

#[tokio::test]
async fn a_copied_text_is_shown_beside_the_one_it_is_like() {
    let app = TestApp::new().await;
    let (one, unit) = (Desk::of(&app, "branch1").await, Desk::of(&app, "unit1").await);
    let before = file(&one, "B1", "2026-08-20", ACCOUNT).await;
    let again = format!("9月12日，{}", ACCOUNT.replace("炉前和矿槽", "皮带通廊"));
    let id = file(&one, "B1", "2026-09-12", &again).await;

    let hints = unit.get(&format!("/records/{id}/hints")).await;
    let hint = &hints["texts"][0];
    assert_eq!(hints["texts"].as_array().unwrap().len(), 1, "{hints}");
    assert_eq!((hint["record_id"].as_str(), hint["own"].as_bool()), (Some(before.as_str()), Some(true)));
    assert!(hint["share"].as_str().unwrap().parse::<u8>().unwrap() >= 80, "{hint}");
    let passage = &hint["passages"][0];
    assert_eq!(passage["at"], "agenda.0.summary");
    assert!(passage["ours"].as_str().unwrap().contains("皮带通廊"));
    assert!(passage["theirs"].as_str().unwrap().contains("炉前和矿槽"));
    // What came later is no hint at what was there before.
    assert_eq!(unit.get(&format!("/records/{before}/hints")).await["texts"], json!([]));
}

#[tokio::test]
async fn records_from_before_likenesses_were_kept_are_found_after_the_upgrade() {
    let app = TestApp::new().await;
    let (one, unit) = (Desk::of(&app, "branch1").await, Desk::of(&app, "unit1").await);
    let before = file(&one, "B1", "2026-08-20", ACCOUNT).await;
    app.state.store.execute_raw("delete from record_buckets").await.unwrap();
    let id = file(&one, "B1", "2026-09-12", ACCOUNT).await;
    let path = format!("/records/{id}/hints");
    assert_eq!(unit.get(&path).await["texts"], json!([]));
    let now = app.state.clock.now();
    assert_eq!(fill(&app.state.store, now).await.unwrap(), 1, "the later one has its own");
    assert_eq!(unit.get(&path).await["texts"][0]["record_id"], before.as_str());
    assert_eq!(fill(&app.state.store, now).await.unwrap(), 0, "once");
}

#[tokio::test]
async fn a_branch_that_the_reviewer_may_not_read_stays_without_a_name() {
    let app = TestApp::new().await;
    let (one, two) = (Desk::of(&app, "branch1").await, Desk::of(&app, "branch2").await);
    let other = file(&two, "B2", "2026-09-10", &format!("转炉平台安全员王晓东带队。{ACCOUNT}")).await;
    let id = file(&one, "B1", "2026-09-12", ACCOUNT).await;
    let path = format!("/records/{id}/hints");

    let told = Desk::of(&app, "unit1").await.get(&path).await;
    let hint = &told["texts"][0];
    assert_eq!(hint["own"], false);
    for field in ["record_id", "title", "on", "branch_name"] {
        assert_eq!(hint[field], Value::Null, "{field}");
    }
    assert_eq!(hint["passages"][0]["theirs"], Value::Null);
    let text = told.to_string();
    assert!(!text.contains("王晓东") && !text.contains("转炉") && !text.contains(&other), "{text}");

    let told = Desk::of(&app, "zzb").await.get(&path).await;
    assert_eq!(told["texts"][0]["branch_name"], "转炉党支部");
    assert_eq!(told["texts"][0]["record_id"], other.as_str());
    // The branch is told nothing: hints are the reviewer's.
    let (status, _) = one.send("GET", &path, &Value::Null, &Value::Null).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_hint_moves_no_point_and_a_reviewers_word_on_it_is_kept() {
    let app = TestApp::new().await;
    let (one, unit) = (Desk::of(&app, "branch1").await, Desk::of(&app, "unit1").await);
    file(&one, "B1", "2026-08-20", ACCOUNT).await;
    let card = "/periods/2026-09/scorecards/B1";
    let id = file(&one, "B1", "2026-09-12", ACCOUNT).await;
    let scored = unit.get(card).await;
    let path = format!("/records/{id}/hints");
    assert_eq!(unit.get(&path).await["checked"], Value::Null);

    let note = json!({ "note": "两次检查的是同一条皮带，内容属实" });
    unit.done("POST", &format!("{path}/check"), &Value::Null, &note).await;
    let told = unit.get(&path).await;
    assert_eq!(told["checked"]["note"], note["note"]);
    assert_eq!(told["texts"].as_array().unwrap().len(), 1, "the hint stays beside the word on it");
    let (status, refused) = unit.send("POST", &format!("{path}/check"), &Value::Null, &note).await;
    assert_eq!((status, refused["code"].as_str()), (StatusCode::CONFLICT, Some("conflict")));
    assert_eq!(unit.get(card).await, scored);

    // Filed again, it is looked at again.
    let seen = one.get(&format!("/records/{id}")).await;
    let mut body = seen["body"].clone();
    body["agenda"][0]["summary"] = json!("研究两台皮带机的检修分工，检修工负责托辊，操作工负责清扫器，周五前完成。");
    let saved = one.done("PUT", &format!("/records/{id}/draft"), &seen["rev"], &body).await;
    one.done("POST", &format!("/records/{id}/file"), &saved["rev"], &Value::Null).await;
    let told = unit.get(&path).await;
    assert_eq!((&told["checked"], &told["texts"]), (&Value::Null, &json!([])));
}

#[tokio::test]
async fn a_document_that_did_not_exist_yet_is_pointed_out() {
    let app = TestApp::new().await;
    let (one, unit) = (Desk::of(&app, "branch1").await, Desk::of(&app, "unit1").await);
    let id = file(&one, "B1", "2026-09-12", "学习《关于节能降耗的意见》（2026年9月25日）").await;
    let told = unit.get(&format!("/records/{id}/hints")).await;
    assert_eq!(told["later"][0]["at"], "agenda.0.summary");
    assert!(told["later"][0]["message"].as_str().unwrap().contains("2026-09-25"));
}

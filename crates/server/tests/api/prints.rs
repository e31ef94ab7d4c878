//! Papers as those get them who have to sign and file them.

use std::process::Command;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{records::all_came, support::TestApp};

/// What a reader finds on the paper; spaces and line ends are of the page.
async fn paper(app: &TestApp, path: &str, account: &str) -> String {
    let cookie = app.enter(account).await;
    let answer = app.exchange("GET", &format!("/api/v1{path}"), &cookie, "", &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/pdf");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, &answer.bytes).unwrap();
    let output = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("poppler-utils");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().split_whitespace().collect()
}

async fn refused(app: &TestApp, path: &str, account: &str) -> (StatusCode, Value) {
    let cookie = app.enter(account).await;
    app.get(&format!("/api/v1{path}"), &cookie).await
}

/// A committee meeting of B2, filed by its secretary unless it stays a draft.
async fn meeting(app: &TestApp, on: &str, resolution: &str, filed: bool) -> String {
    let cookie = app.enter("branch2").await;
    let send = async |method: &str, path: String, rev: Value, body: Value| {
        let (body, rev) = (if body.is_null() { String::new() } else { body.to_string() }, rev.to_string());
        let headers: &[(&str, &str)] = if rev == "null" { &[] } else { &[("if-match", &rev)] };
        let answer = app.exchange(method, &path, &cookie, &body, headers).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        answer.json()
    };
    let new = json!({ "branch_id": "B2", "kind": "committee_meeting", "on": on });
    let record = send("POST", "/api/v1/records".to_owned(), Value::Null, new).await;
    let id = record["id"].as_str().unwrap().to_owned();
    let mut body = record["draft"].clone();
    body["place"] = json!("二楼会议室");
    all_came(&mut body);
    body["agenda"] = json!([{ "topic": "研究#import检修$计划", "major": true, "resolution": resolution,
        "vote": { "act": "committee", "in_favour": 1, "against": 0, "abstain": 0 } }]);
    let saved = send("PUT", format!("/api/v1/records/{id}/draft"), record["rev"].clone(), body).await;
    if filed {
        send("POST", format!("/api/v1/records/{id}/file"), saved["rev"].clone(), Value::Null).await;
    }
    id
}

fn holds(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "`{words}` is not in {text}");
    }
}

#[tokio::test]
async fn a_record_on_paper_says_what_was_filed() {
    let app = TestApp::new().await;
    let id = meeting(&app, "2026-09-12", "同意于十月检修", true).await;
    let text = paper(&app, &format!("/records/{id}/print.pdf"), "unit2").await;
    let words = [
        "支部委员会会议记录",
        "炼钢厂党委转炉党支部",
        "2026年9月12日",
        "二楼会议室",
        "一、研究#import检修$计划（重要事项）",
        "决议：同意于十月检修",
        "赞成1票，反对0票，弃权0票",
        &format!("记录编号{id}"),
        "第1页共1页",
    ];
    holds(&text, &words);
}

#[tokio::test]
async fn a_draft_is_printed_for_its_own_branch_alone_even_after_it_was_dropped() {
    let app = TestApp::new().await;
    let id = meeting(&app, "2026-09-12", "尚未议定", false).await;
    let path = format!("/records/{id}/print.pdf");
    holds(&paper(&app, &path, "branch2").await, &["尚未议定", "草稿"]);
    assert_eq!(refused(&app, &path, "unit2").await.0, StatusCode::NOT_FOUND);
    let cookie = app.enter("branch2").await;
    let rev = app.show(&format!("/api/v1/records/{id}"), "branch2").await["rev"].to_string();
    let withdraw = format!("/api/v1/records/{id}/withdraw");
    let done = app.exchange("POST", &withdraw, &cookie, r#"{ "reason": "会议未开" }"#, &[("if-match", &rev)]).await;
    assert!(done.status.is_success(), "{}", done.text());
    assert_eq!(refused(&app, &path, "unit2").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_years_book_holds_what_was_filed_and_who_belongs_to_the_branch() {
    let app = TestApp::new().await;
    meeting(&app, "2026-09-12", "同意于十月检修", true).await;
    meeting(&app, "2026-03-05", "三月的决定", true).await;
    meeting(&app, "2026-09-20", "还是草稿", false).await;
    meeting(&app, "2025-12-05", "上一年的决定", true).await;
    let text = paper(&app, "/branches/B2/book.pdf?year=2026", "branch2").await;
    let words = [
        "党支部工作台账",
        "2026年度",
        "目录",
        "共有党员4人",
        "党员B24",
        "月度一览",
        "94.00",
        "三月的决定",
        "同意于十月检修",
    ];
    holds(&text, &words);
    for never in ["还是草稿", "上一年的决定"] {
        assert!(!text.contains(never), "`{never}` is in {text}");
    }
    let (march, september) = (text.find("三月的决定"), text.find("同意于十月检修"));
    assert!(march < september, "in order of the days");
    // Leaders may not see rosters: they read how many there are, and no list of names.
    let leader = paper(&app, "/branches/B2/book.pdf?year=2026", "leader").await;
    assert!(leader.contains("共有党员4人") && !leader.contains("全体党员"), "{leader}");
    let (foreign, missing) = (
        refused(&app, "/branches/B1/book.pdf", "branch2").await,
        refused(&app, "/branches/B9/book.pdf", "branch2").await,
    );
    assert_eq!((foreign.0, missing.0), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(refused(&app, "/branches/B2/book.pdf?year=1999", "branch2").await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn tables_on_paper_have_the_numbers_of_the_screen() {
    let app = TestApp::new().await;
    let card = app.show("/api/v1/periods/2026-09/scorecards/B2", "branch2").await;
    let text = paper(&app, "/periods/2026-09/scorecards/B2/print.pdf", "branch2").await;
    holds(&text, &["2026年9月党支部考核表", "转炉党支部", "第1页共"]);
    for line in card["lines"].as_array().unwrap() {
        holds(&text, &[line["name"].as_str().unwrap()]);
        if line["state"] == "final" {
            holds(&text, &[line["points"].as_str().unwrap()]);
        }
    }
    holds(&text, &[&format!("总分{}", card["points"].as_str().unwrap())]);

    let text = paper(&app, "/rankings/2026-09/print.pdf?category=production", "zzb").await;
    let words = ["2026年9月生产类党支部排名表", "一高炉党支部", "100.00", "转炉党支部", "64.00", "第1版", "并列规则"];
    holds(&text, &words);
    // The mean of 100.00 and 64.00.
    holds(&text, &["平均（2个已排名支部）82.00"]);
    let text = paper(&app, "/rankings/2026-09/print.pdf?category=production&unit=U2", "zzb").await;
    assert!(text.contains("筛选出1个支部") && !text.contains("一高炉党支部"), "{text}");
    let refused = refused(&app, "/rankings/2026-09/print.pdf?category=market", "branch2").await;
    assert_eq!(refused.0, StatusCode::NOT_FOUND);
}

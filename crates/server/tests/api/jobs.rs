//! Exports that a worker makes: asked for, made, fetched, closed when a right is withdrawn, gone when they expire.

use std::io::Cursor;

use axum::http::{StatusCode, header};
use calamine::{Data, Reader, Xlsx};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::{clock::Clock, ops::exports};

use crate::{
    records::Desk,
    support::{Answer, TestApp},
};

impl TestApp {
    async fn ask_export(&self, who: &str, query: &Value) -> (StatusCode, Value) {
        self.ask_for("members", who, query).await
    }

    async fn ask_for(&self, kind: &str, who: &str, query: &Value) -> (StatusCode, Value) {
        let cookie = self.enter(who).await;
        let body = json!({ "kind": kind, "query": query }).to_string();
        let answer = self.exchange("POST", "/api/v1/jobs", &cookie, &body, &[]).await;
        (answer.status, answer.json())
    }

    /// Asked for and made; its id.
    async fn exported(&self, who: &str, query: &Value) -> String {
        let (status, job) = self.ask_export(who, query).await;
        assert_eq!((status, job["state"].as_str()), (StatusCode::CREATED, Some("waiting")), "{job}");
        assert!(exports::run_next(&self.state).await.unwrap());
        job["id"].as_str().unwrap().to_owned()
    }

    /// The file of an export of this kind.
    async fn made(&self, kind: &str, who: &str, query: &Value) -> Answer {
        let (status, job) = self.ask_for(kind, who, query).await;
        assert_eq!(status, StatusCode::CREATED, "{job}");
        assert!(exports::run_next(&self.state).await.unwrap());
        let answer = self.fetch(who, job["id"].as_str().unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", self.jobs(who).await);
        answer
    }

    async fn fetch(&self, who: &str, id: &str) -> Answer {
        let cookie = self.enter(who).await;
        self.exchange("GET", &format!("/api/v1/jobs/{id}/content"), &cookie, "", &[]).await
    }

    async fn jobs(&self, who: &str) -> Value {
        let cookie = self.enter(who).await;
        self.get("/api/v1/jobs", &cookie).await.1
    }
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

#[tokio::test]
async fn the_file_holds_what_the_list_holds_with_its_filter_and_order() {
    let app = TestApp::new().await;
    let id = app.exported("branch1", &json!({ "standing": "full", "sort": "name" })).await;
    let answer = app.fetch("branch1", &id).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    let cookie = app.enter("branch1").await;
    let (_, list) = app.get("/api/v1/members?standing=full&sort=name&size=200", &cookie).await;
    let names: Vec<&str> = list["items"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
    let rows = rows(&answer.bytes);
    assert_eq!(rows[1][0], "姓名");
    assert_eq!(rows[2..].iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), names);
    assert!(rows[2..].iter().all(|row| row[6] == "一高炉党支部"), "no foreign branch");
    let job = &app.jobs("branch1").await["items"][0];
    assert_eq!((job["state"].as_str(), job["n_rows"].as_u64()), (Some("done"), Some(names.len() as u64)));
}

#[tokio::test]
async fn only_its_asker_sees_a_job_and_is_told_when_it_is_done() {
    let app = TestApp::new().await;
    let id = app.exported("branch1", &json!({})).await;
    for who in ["zzb", "unit1", "branch2", "admin"] {
        assert_eq!(app.jobs(who).await["total"], 0, "{who}");
        assert_eq!(app.fetch(who, &id).await.status, StatusCode::NOT_FOUND, "{who}");
    }
    let cookie = app.enter("branch1").await;
    let (_, notices) = app.get("/api/v1/notices?part=to_read", &cookie).await;
    let found = notices["items"].as_array().unwrap().iter().find(|notice| notice["link"] == "/downloads");
    assert!(found.is_some_and(|notice| notice["title"] == "导出已完成：党员名册"), "{notices}");
}

#[tokio::test]
async fn a_right_that_was_withdrawn_closes_the_file() {
    let app = TestApp::new().await;
    let id = app.exported("branch1", &json!({})).await;
    assert_eq!(app.fetch("branch1", &id).await.status, StatusCode::OK);
    let (status, waiting) = app.ask_export("branch1", &json!({})).await;
    assert_eq!(status, StatusCode::CREATED);
    app.state.store.execute_raw("update user_roles set org_id = 'B2' where org_id = 'B1'").await.unwrap();
    let answer = app.fetch("branch1", &id).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("数据范围已变动"), "{}", answer.text());
    assert!(exports::run_next(&app.state).await.unwrap(), "one waits");
    let jobs = app.jobs("branch1").await;
    let job = jobs["items"].as_array().unwrap().iter().find(|job| job["id"] == waiting["id"]).unwrap();
    assert_eq!(job["state"], "failed", "what was asked under the old right is not made under the new one");
    let cookie = app.enter("branch1").await;
    let path = format!("/api/v1/jobs/{}/retry", waiting["id"].as_str().unwrap());
    assert_eq!(app.send("POST", &path, &cookie).await.0, StatusCode::OK);
    assert!(exports::run_next(&app.state).await.unwrap());
    let answer = app.fetch("branch1", waiting["id"].as_str().unwrap()).await;
    assert!(rows(&answer.bytes)[2..].iter().all(|row| row[6] == "转炉党支部"), "made anew within the new right");
}

#[tokio::test]
async fn a_file_is_gone_when_it_expires_and_when_it_is_deleted() {
    let mut app = TestApp::new().await;
    let folder = app.folder().join("files/exports");
    let n_files = || std::fs::read_dir(&folder).unwrap().count();
    let (first, second) = (app.exported("zzb", &json!({})).await, app.exported("zzb", &json!({})).await);
    assert_eq!(n_files(), 2);
    let cookie = app.enter("zzb").await;
    assert_eq!(app.send("DELETE", &format!("/api/v1/jobs/{first}"), &cookie).await.0, StatusCode::NO_CONTENT);
    assert_eq!(n_files(), 1);
    assert_eq!(exports::clean(&app.state).await.unwrap(), 0);
    app.state.clock = Clock::fixed(app.state.clock.now() + SignedDuration::from_hours(72));
    app.router = server::api::router(app.state.clone());
    assert_eq!(app.fetch("zzb", &second).await.status, StatusCode::CONFLICT, "its time is over before it is removed");
    assert_eq!(exports::clean(&app.state).await.unwrap(), 1);
    assert_eq!(n_files(), 0);
    assert_eq!(app.jobs("zzb").await["items"][0]["state"], "expired");
}

#[tokio::test]
async fn what_a_restart_interrupted_is_made_after_all() {
    let app = TestApp::new().await;
    let (_, job) = app.ask_export("zzb", &json!({})).await;
    app.state.store.execute_raw("update jobs set state = 'running', n_tries = 1").await.unwrap();
    assert!(!exports::run_next(&app.state).await.unwrap(), "it seems to be at work");
    assert_eq!(exports::resume(&app.state).await.unwrap(), 1);
    assert!(exports::run_next(&app.state).await.unwrap());
    assert_eq!(app.fetch("zzb", job["id"].as_str().unwrap()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_nobody_could_make_is_refused_at_once() {
    let app = TestApp::new().await;
    for query in [json!({ "sort": "salary" }), json!({ "standing": "lord" })] {
        assert_eq!(app.ask_export("zzb", &query).await.0, StatusCode::BAD_REQUEST, "{query}");
    }
    assert_eq!(app.ask_export("sczx", &json!({})).await.0, StatusCode::FORBIDDEN);
    for _ in 0..5 {
        assert_eq!(app.ask_export("zzb", &json!({})).await.0, StatusCode::CREATED);
    }
    assert_eq!(app.ask_export("zzb", &json!({})).await.0, StatusCode::CONFLICT, "five wait already");
}

#[tokio::test]
async fn the_ledger_the_ranking_and_the_overdue_list_come_out_as_their_pages_show_them() {
    let app = TestApp::new().await;
    let cookie = app.enter("unit2").await;
    let texts = |list: &Value, name: &str| -> Vec<String> {
        let rows = list["items"].as_array().unwrap().iter();
        rows.map(|row| row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned)).collect()
    };
    let column = |rows: &[Vec<String>], name: &str| -> Vec<String> {
        let n = rows[1].iter().position(|title| title == name).unwrap();
        rows[2..].iter().map(|row| row[n].clone()).collect()
    };
    let secretary = Desk::of(&app, "branch2").await;
    for day in ["2026-09-12", "2026-08-12"] {
        let (id, rev) = secretary.typed(day).await;
        secretary.done("POST", &format!("/records/{id}/file"), &rev, &Value::Null).await;
    }
    secretary.typed("2026-07-12").await;
    let (_, list) = app.get("/api/v1/records?month=2026-09&size=200", &cookie).await;
    let file = rows(&app.made("records", "unit2", &json!({ "month": "2026-09" })).await.bytes);
    assert_eq!((column(&file, "标题"), file.len()), (texts(&list, "title"), 3));
    let file = rows(&app.made("records", "unit2", &json!({ "sort": "on" })).await.bytes);
    assert_eq!(column(&file, "日期"), ["2026-08-12", "2026-09-12"], "no draft of a branch below");
    let (_, list) = app.get("/api/v1/orgs/U2/overdue?size=200", &cookie).await;
    let file = rows(&app.made("overdue", "unit2", &json!({ "org": "U2" })).await.bytes);
    assert!(!texts(&list, "days").is_empty());
    assert_eq!(column(&file, "逾期天数"), texts(&list, "days"), "longest first");
    let (_, list) = app.get("/api/v1/rankings/2026-09?size=200", &cookie).await;
    let asked = json!({ "period": "2026-09", "category": list["category"] });
    let file = rows(&app.made("ranking", "unit2", &asked).await.bytes);
    assert_eq!(column(&file, "党支部"), texts(&list, "branch_name"));
    assert_eq!(column(&file, "得分"), texts(&list, "points"));
}

#[tokio::test]
async fn a_year_is_one_book_for_those_who_see_the_branch() {
    let app = TestApp::new().await;
    let answer = app.made("book", "branch2", &json!({ "branch": "B2", "year": 2026 })).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/pdf");
    assert!(answer.bytes.starts_with(b"%PDF"));
    let job = app.jobs("branch2").await["items"][0].clone();
    assert!(job["title"].as_str().unwrap().ends_with("2026年度工作台账"), "{job}");
    assert!(job["file_name"].as_str().unwrap().ends_with(".pdf"), "{job}");
    let (foreign, said) = app.ask_for("book", "branch2", &json!({ "branch": "B1", "year": 2026 })).await;
    let (missing, other) = app.ask_for("book", "branch2", &json!({ "branch": "B0", "year": 2026 })).await;
    assert_eq!((foreign, said["code"].clone()), (missing, other["code"].clone()));
    assert_eq!(foreign, StatusCode::NOT_FOUND);
    let (status, _) = app.ask_for("overdue", "branch2", &json!({ "org": "U1" })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = app.ask_for("records", "sczx", &json!({})).await;
    assert_eq!(status, StatusCode::FORBIDDEN, "a trade's expert reads no ledger");
    let (status, _) = app.ask_for("ranking", "sczx", &json!({ "period": "2026-09" })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "of which category?");
}

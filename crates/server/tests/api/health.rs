//! Storage that fails, a database that was changed around the program, a clock that jumps: what people then see and may do.

use std::time::{Duration, SystemTime};

use axum::http::{StatusCode, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::{AppState, api, ops::watch};
use store::Store;

use crate::support::TestApp;

const PAGES: [&str; 8] = [
    "/api/v1/periods",
    "/api/v1/orgs",
    "/api/v1/branches?period=2026-09",
    "/api/v1/rankings?period=2026-09",
    "/api/v1/branches/B1/scorecards/2026-09",
    "/api/v1/records",
    "/api/v1/facts",
    "/api/v1/members?branch=B1",
];

const RECORD: &str = r#"{ "branch_id": "B1", "kind": "lecture" }"#;

impl TestApp {
    /// The same database and folder after the server was started again.
    async fn restarted(self) -> TestApp {
        self.state.store.close().await;
        let store = Store::open(&format!("sqlite:{}", self.folder().join("t.db").display())).await.unwrap();
        let files = self.state.files.clone();
        let mut app = self;
        app.state = AppState::new(store, app.state.clock.clone());
        app.state.files = files;
        app.router = api::router(app.state.clone());
        watch::begin(&app.state).await.unwrap();
        watch::verify(&app.state).await.unwrap();
        app
    }

    async fn add_record(&self, cookie: &str, key: &str) -> (StatusCode, Value, bool) {
        let headers = [("idempotency-key", key)];
        let answer = self.exchange("POST", "/api/v1/records", cookie, RECORD, &headers).await;
        (answer.status, answer.json(), answer.headers.contains_key(header::RETRY_AFTER))
    }

    async fn reads(&self, cookie: &str) {
        for page in PAGES {
            let (status, body) = self.get(page, cookie).await;
            assert!(status == StatusCode::OK || status == StatusCode::NOT_FOUND, "{page}: {status} {body}");
        }
    }

    async fn alarms(&self, who: &str) -> Vec<String> {
        let (_, body) = self.get("/api/v1/system", &self.enter_anyway(who).await).await;
        body["alarms"].as_array().unwrap().iter().map(|alarm| alarm["message"].as_str().unwrap().to_owned()).collect()
    }

    /// Also while nothing may be changed: with a password.
    async fn enter_anyway(&self, who: &str) -> String {
        self.sign_in(who).await
    }
}

/// Writing answers as it does when the disk fails (`scripts/disk-fault.sh` makes a real one fail).
async fn storage_fails(app: &TestApp, fails: bool) {
    for (name, when) in [("claims", "insert on answers"), ("probes", "update on installation")] {
        let text = if fails {
            format!("create trigger failing_{name} before {when} begin select raise(abort, 'disk I/O error'); end")
        } else {
            format!("drop trigger failing_{name}")
        };
        app.state.store.execute_raw(&text).await.unwrap();
    }
}

#[tokio::test]
async fn while_the_storage_fails_every_page_reads_and_the_same_key_succeeds_later() {
    let app = TestApp::new().await;
    let (branch, admin) = (app.sign_in("branch1").await, app.sign_in("admin").await);
    assert!(app.get("/api/v1/system", &branch).await.1["read_only"].is_null());
    storage_fails(&app, true).await;
    let (status, _, retries) = app.add_record(&branch, "storage-0001").await;
    assert_eq!((status, retries), (StatusCode::SERVICE_UNAVAILABLE, true));
    let (status, body, retries) = app.add_record(&branch, "storage-0001").await;
    assert_eq!((status, retries, &body["code"]), (StatusCode::SERVICE_UNAVAILABLE, true, &json!("read_only")));
    let said = body["message"].as_str().unwrap();
    for part in ["只读", "数据库写盘失败", "不会保存", "请系统管理员检查磁盘空间"] {
        assert!(said.contains(part), "{said}");
    }
    app.reads(&branch).await;
    let (_, seen) = app.get("/api/v1/system", &branch).await;
    assert_eq!((&seen["read_only"]["why"], &seen["alarms"]), (&json!("storage"), &json!([])), "{seen}");
    let (_, seen) = app.get("/api/v1/system", &admin).await;
    assert!(seen["alarms"][0]["message"].as_str().unwrap().contains("已转为只读"), "{seen}");
    storage_fails(&app, false).await;
    let (status, body, _) = app.add_record(&branch, "storage-0001").await;
    assert_eq!(status, StatusCode::CREATED, "{body}");
    let again = app.add_record(&branch, "storage-0001").await;
    assert_eq!((again.0, &again.1), (StatusCode::CREATED, &body), "one record, not two");
    let (_, seen) = app.get("/api/v1/system", &admin).await;
    assert!(seen["read_only"].is_null(), "{seen}");
    assert!(seen["alarms"].to_string().contains("现已恢复"), "the administrator still looks at the disk: {seen}");
}

#[tokio::test]
async fn storage_that_is_well_again_is_noticed_without_anybody_writing() {
    let app = TestApp::new().await;
    let branch = app.sign_in("branch1").await;
    storage_fails(&app, true).await;
    app.add_record(&branch, "storage-0002").await;
    assert!(!watch::recover(&app.state).await);
    storage_fails(&app, false).await;
    assert!(watch::recover(&app.state).await);
    assert!(app.get("/api/v1/system", &branch).await.1["read_only"].is_null());
}

#[tokio::test]
async fn a_request_that_is_wrong_by_itself_freezes_nothing() {
    let app = TestApp::new().await;
    let branch = app.sign_in("branch1").await;
    let answer = app.exchange("POST", "/api/v1/records", &branch, r#"{ "branch_id": "B1" }"#, &[]).await;
    assert!(answer.status.is_client_error());
    assert_eq!(app.add_record(&branch, "storage-0003").await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_database_that_was_changed_starts_read_only_until_it_is_mended_and_started_again() {
    let app = TestApp::new().await;
    app.state.store.execute_raw("update orgs set founded_on = '1999-01-01' where id = 'B1'").await.unwrap();
    let app = app.restarted().await;
    let branch = app.sign_in("branch1").await;
    app.reads(&branch).await;
    let n_before = app.get("/api/v1/records", &branch).await.1["total"].clone();
    for (method, path, who) in [
        ("POST", "/api/v1/records", "branch1"),
        ("POST", "/api/v1/periods/2026-09/rate", "zzb"),
        ("PUT", "/api/v1/reminders", "zzb"),
        ("DELETE", "/api/v1/attachments/none", "branch1"),
        ("POST", "/api/v1/accounts", "admin"),
    ] {
        let answer = app.exchange(method, path, &app.sign_in(who).await, "{}", &[]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{method} {path}: {}", answer.text());
        let said = answer.text();
        for part in ["存证核验发现 1 处不符", "baolei verify", "重新启动"] {
            assert!(said.contains(part), "{said}");
        }
        assert!(!said.contains("orgs"), "what was changed is for administrators: {said}");
    }
    assert_eq!(app.get("/api/v1/records", &branch).await.1["total"], n_before);
    let alarm = &app.alarms("admin").await[0];
    assert!(alarm.contains("已转为只读") && alarm.contains("表 orgs 主键 B1"), "{alarm}");
    // What is no change of the business goes on: whoever looks into it signs in, checks and reads the log.
    let auditor = app.sign_in("auditor").await;
    let (status, verified) = app.send("POST", "/api/v1/journal/verify", &auditor).await;
    assert_eq!((status, verified["n_findings"].as_i64()), (StatusCode::OK, Some(1)), "{verified}");
    let log = app.show("/api/v1/logs/operations?action=alarm", "sjgly").await;
    assert!(log["items"][0]["detail"].as_str().unwrap().contains("orgs"), "{log}");
    // Storage that is well changes nothing about it.
    assert!(!watch::may_change(&app.state).await);
    app.state.store.execute_raw("update orgs set founded_on = '2020-01-01' where id = 'B1'").await.unwrap();
    assert_eq!(app.add_record(&branch, "journal-0001").await.0, StatusCode::SERVICE_UNAVAILABLE, "not by itself");
    let app = app.restarted().await;
    assert_eq!(app.add_record(&branch, "journal-0001").await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_large_file_that_is_damaged_is_found_after_the_start_and_no_longer_written() {
    let app = TestApp::new().await;
    let (branch, admin) = (app.sign_in("branch1").await, app.sign_in("admin").await);
    watch::check_file(&app.state).await;
    assert!(app.get("/api/v1/system", &branch).await.1["read_only"].is_null());
    app.state.store.close().await;
    let path = app.folder().join("t.db");
    let app = app.beside(|_| ()).await;
    let mut bytes = std::fs::read(&path).unwrap();
    let title = "一高炉内部议事".as_bytes();
    let at = bytes.windows(title.len()).rposition(|part| part == title).unwrap() / 4096 * 4096;
    bytes[at..at + 4096].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    watch::check_file(&app.state).await;
    let (status, body, _) = app.add_record(&branch, "damaged-0001").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{body}");
    assert!(body["message"].as_str().unwrap().contains("数据库文件已损坏"), "{body}");
    let (_, seen) = app.get("/api/v1/system", &admin).await;
    assert!(seen["alarms"][0]["message"].as_str().unwrap().contains("用最近的备份恢复"), "{seen}");
    // What a request meets is the same; that other pages can be written mends nothing.
    let app = TestApp::new().await;
    let met = anyhow::Error::from(store::StoreError::Damaged("malformed page".to_owned()));
    assert!(watch::freezes(&app.state, &met).await);
    assert!(!watch::recover(&app.state).await && !watch::may_change(&app.state).await);
}

#[tokio::test]
async fn an_entry_that_was_rewritten_is_seen_before_the_first_request() {
    let app = TestApp::new().await;
    app.state.store.execute_raw("drop trigger journal_kept_from_update").await.unwrap();
    app.state.store.execute_raw("update journal set account = 'other' where seq = 1").await.unwrap();
    watch::begin(&app.state).await.unwrap();
    let branch = app.sign_in("branch1").await;
    let (status, body, _) = app.add_record(&branch, "journal-0002").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(body["message"].as_str().unwrap().contains("存证日志与写入时的散列不符"), "{body}");
}

#[tokio::test]
async fn what_an_auditor_finds_meanwhile_is_told_to_the_administrator() {
    let app = TestApp::new().await;
    let auditor = app.sign_in("auditor").await;
    app.state.store.execute_raw("update orgs set founded_on = '1999-01-01' where id = 'B1'").await.unwrap();
    app.send("POST", "/api/v1/journal/verify", &auditor).await;
    assert!(app.alarms("admin").await[0].contains("存证核验发现 1 处不符"));
    assert_eq!(app.alarms("zzb").await, [""; 0], "others are not alarmed");
}

#[tokio::test]
async fn a_clock_that_jumps_alarms_the_administrator() {
    let app = TestApp::new().await;
    watch::clock_jumped(&app.state, SignedDuration::from_mins(-90)).await;
    watch::clock_jumped(&app.state, SignedDuration::from_mins(45)).await;
    let alarms = app.alarms("admin").await;
    assert!(alarms[0].contains("快进 45 分钟") && alarms[1].contains("被拨回 90 分钟"), "{alarms:?}");
    assert!(app.get("/api/v1/system", &app.sign_in("branch1").await).await.1["read_only"].is_null());
}

#[tokio::test]
async fn a_clock_behind_the_journal_alarms_at_the_start() {
    let app = TestApp::new().await;
    watch::begin(&app.state).await.unwrap();
    assert_eq!(app.alarms("admin").await, [""; 0]);
    app.state.clock.advance(-3600);
    watch::begin(&app.state).await.unwrap();
    assert!(app.alarms("admin").await[0].contains("早于最后一条存证的时间"));
}

#[tokio::test]
async fn each_reading_of_a_number_is_in_the_operation_log_with_its_purpose() {
    let app = TestApp::new().await;
    let branch = app.sign_in("branch1").await;
    let phone = "10055512345";
    let asked = json!({ "branch_id": "B1", "name": "孙立", "phone": phone }).to_string();
    let made = app.exchange("POST", "/api/v1/members", &branch, &asked, &[]).await.json();
    let id = made["id"].as_str().unwrap();
    let asked = json!({ "field": "phone", "purpose": "通知开会" }).to_string();
    app.exchange("POST", &format!("/api/v1/members/{id}/reveal"), &branch, &asked, &[]).await;
    let log = app.show("/api/v1/logs/operations?action=member.revealed", "sjgly").await;
    assert_eq!(log["total"], 1, "{log}");
    let line = &log["items"][0];
    assert_eq!((&line["account"], &line["purpose"]), (&json!("branch1"), &json!("通知开会")));
    assert!(line["detail"].as_str().unwrap().contains(id) && !log.to_string().contains(phone), "{log}");
}

#[tokio::test]
async fn bytes_of_no_row_are_swept_after_a_day_and_no_others() {
    let app = TestApp::new().await;
    let kept = app.attachment("A1", "B1", "会议记录.docx");
    let removed = app.attachment("A2", "B1", "误传.docx");
    let young = app.attachment("A3", "B1", "还没登记.docx");
    let orphan = app.attachment("A4", "B1", "无主.docx");
    let at = |hash: &str| app.folder().join("files").join(&hash[..2]).join(hash);
    let mut db = app.state.store.write().await.unwrap();
    for attachment in [&kept, &removed] {
        db.attachments().add(attachment).await.unwrap();
    }
    db.attachments().remove("A2", app.state.clock.now()).await.unwrap();
    db.commit().await.unwrap();
    let waiting = app.folder().join("files").join("waiting");
    std::fs::create_dir_all(&waiting).unwrap();
    std::fs::write(waiting.join("interrupted"), "half").unwrap();
    let now = SystemTime::now();
    let yesterday = now - Duration::from_secs(25 * 3600);
    let old = [at(&kept.sha256), at(&removed.sha256), at(&orphan.sha256), waiting.join("interrupted")];
    for path in &old {
        std::fs::File::options().append(true).open(path).unwrap().set_modified(yesterday).unwrap();
    }
    assert_eq!(app.state.files.sweep(&app.state.store, now).await.unwrap(), 2);
    for attachment in [&kept, &removed, &young] {
        assert!(at(&attachment.sha256).exists(), "{} was taken away", attachment.name);
    }
    assert!(!at(&orphan.sha256).exists() && !waiting.join("interrupted").exists());
    assert_eq!(app.state.files.sweep(&app.state.store, now).await.unwrap(), 0);
}

//! A roster that comes as a workbook.

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use calamine::{Data, Reader, Xlsx};
use http_body_util::BodyExt;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use store::Seen;
use tower::ServiceExt;

use crate::support::TestApp;

const HEADINGS: [&str; 6] = ["姓名", "党支部", "身份证号", "入党日期", "转正日期", "备注来源"];
/// The example of GB 11643.
const IDENTITY: &str = "11010519491231002X";

fn workbook(rows: &[[&str; 6]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("党员").unwrap();
    for (n, row) in std::iter::once(&HEADINGS).chain(rows).enumerate() {
        for (column, text) in row.iter().enumerate() {
            sheet.write_string(n as u32, column as u16, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

impl TestApp {
    async fn send_workbook(&self, path: &str, who: &str, key: &str, bytes: &[u8]) -> (StatusCode, Vec<u8>) {
        let request = Request::post(format!("/api/v1/members/import{path}"))
            .header("x-baolei", "1")
            .header("idempotency-key", key)
            .header(header::COOKIE, self.enter(who).await)
            .body(Body::from(bytes.to_vec()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        (status, response.into_body().collect().await.unwrap().to_bytes().to_vec())
    }

    async fn check_workbook(&self, who: &str, bytes: &[u8]) -> Value {
        let (status, body) = self.send_workbook("/check", who, "check-0001", bytes).await;
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    /// On the roster of B1, as its secretary sees it.
    async fn n_members(&self) -> i64 {
        let cookie = self.enter("branch1").await;
        let (_, list) = self.get("/api/v1/members", &cookie).await;
        list["total"].as_i64().unwrap()
    }
}

#[tokio::test]
async fn everything_wrong_is_named_and_nothing_is_written() {
    let app = TestApp::new().await;
    let long = "很".repeat(31);
    let bytes = workbook(&[
        ["孙立", "一高炉党支部", IDENTITY, "1975-07-01", "1976-07-01", ""],
        ["孙立新", "一高炉党支部", IDENTITY, "1975-07-01", "1976-07-01", ""],
        ["周敏", "一高炉党支部", "110105194912310021", "", "", ""],
        ["吴强", "转炉党支部", "", "", "", ""],
        ["郑洁", "没有的党支部", "", "", "", ""],
        ["王磊", "一高炉党支部", "", "2020年7月1日", "2020-12-01", ""],
        [&long, "一高炉党支部", "", "", "", ""],
        ["冯军", "", "", "2026-13-01", "", ""],
    ]);
    let checked = app.check_workbook("branch1", &bytes).await;
    assert_eq!(checked["n_rows"], 8);
    let why: Vec<(i64, String)> = checked["failed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let reasons = row["reasons"].as_array().unwrap().iter().map(|text| text.as_str().unwrap());
            (row["row"].as_i64().unwrap(), reasons.collect::<Vec<_>>().join("；"))
        })
        .collect();
    for (row, word) in [
        (3, "与第2行相同"),
        (4, "校验位"),
        (5, "不存在"),
        (6, "不存在"),
        (7, "预备期为一年"),
        (8, "2至30个字"),
        (9, "党支部：没有填写"),
        (9, "入党日期：日期应写成"),
    ] {
        assert!(why.iter().any(|(at, text)| *at == row && text.contains(word)), "row {row} lacks {word}: {why:?}");
    }
    assert_eq!(checked["n_failed"], 7);
    let text = checked.to_string();
    assert!(!text.contains(IDENTITY) && text.contains("110105********002X"), "{text}");
    assert_eq!(app.n_members().await, 9);
    // What is foreign reads as what is missing.
    let of = |row: i64| why.iter().find(|(at, _)| *at == row).unwrap().1.replace("转炉党支部", "没有的党支部");
    assert_eq!(of(5), of(6));
}

#[tokio::test]
async fn the_copy_that_comes_back_says_why_in_its_last_column() {
    let app = TestApp::new().await;
    let bytes = workbook(&[
        ["孙立", "一高炉党支部", "", "", "", "=HYPERLINK(\"x\")"],
        ["周敏", "一高炉党支部", "1", "", "", ""],
    ]);
    let (status, copy) = app.send_workbook("/marked", "branch1", "marked-01", &bytes).await;
    assert_eq!(status, StatusCode::OK);
    let rows = cells(&copy, "党员");
    assert_eq!(rows[0].last().map(String::as_str), Some("原因"));
    assert_eq!((rows[1][0].as_str(), rows[1].last().map(String::as_str)), ("孙立", Some("")));
    assert!(rows[2].last().unwrap().contains("身份证号应为18位"), "{rows:?}");
    assert_eq!(rows[1][5], "=HYPERLINK(\"x\")", "text stays text");
    // Mended in the copy itself, it is taken.
    let checked = app.check_workbook("branch1", &copy).await;
    assert_eq!((&checked["n_rows"], &checked["n_failed"]), (&json!(2), &json!(1)));
}

#[tokio::test]
async fn what_was_checked_is_kept_once_and_whole() {
    let app = TestApp::new().await;
    let bytes = workbook(&[
        ["孙立", "一高炉党支部", IDENTITY, "1975-07-01", "1976-07-01", ""],
        ["周敏", "B1", "", "2026-03-01", "", ""],
    ]);
    let checked = app.check_workbook("branch1", &bytes).await;
    assert_eq!(checked["n_failed"], 0, "{checked}");
    let path = format!("?sha256={}", checked["sha256"].as_str().unwrap());
    let (status, _) = app.send_workbook("?sha256=other", "branch1", "import-01", &bytes).await;
    assert_eq!(status, StatusCode::CONFLICT, "other bytes were checked");
    assert_eq!(app.n_members().await, 9);
    let first = app.send_workbook(&path, "branch1", "import-02", &bytes).await;
    assert_eq!(first.0, StatusCode::CREATED, "{}", String::from_utf8_lossy(&first.1));
    let again = app.send_workbook(&path, "branch1", "import-02", &bytes).await;
    assert_eq!(again, first, "pressed twice");
    assert_eq!(app.n_members().await, 11);
    let (status, body) = app.send_workbook(&path, "branch1", "import-03", &bytes).await;
    let text = String::from_utf8(body).unwrap();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    assert!(text.contains("已登记在册") && text.contains("已有同名"), "{text}");
    let cookie = app.enter("branch1").await;
    let (_, list) = app.get("/api/v1/members?q=%E5%91%A8%E6%95%8F", &cookie).await;
    let row = &list["items"][0];
    assert_eq!((row["standing"].as_str(), row["joined_on"].as_str()), (Some("probationary"), Some("2026-03-01")));
    let verified = app.state.store.read().await.unwrap().verify(&Seen::default()).await.unwrap();
    assert!(verified.findings.is_empty(), "the journal accounts for everybody: {:?}", verified.findings);
}

#[tokio::test]
async fn no_number_lies_on_the_disk_in_plain_text() {
    let app = TestApp::new().await;
    let bytes = workbook(&[["孙立", "一高炉党支部", IDENTITY, "1975-07-01", "1976-07-01", ""]]);
    let checked = app.check_workbook("branch1", &bytes).await;
    let path = format!("?sha256={}", checked["sha256"].as_str().unwrap());
    let (status, _) = app.send_workbook(&path, "branch1", "import-01", &bytes).await;
    assert_eq!(status, StatusCode::CREATED);
    let mut open = vec![app.folder().to_owned()];
    let mut n = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            n += 1;
            let found = std::fs::read(&path).unwrap();
            for secret in [IDENTITY.as_bytes(), &bytes[..]] {
                assert!(!found.windows(secret.len()).any(|part| part == secret), "{}", path.display());
            }
        }
    }
    assert!(n > 0, "the database was looked into");
}

#[tokio::test]
async fn the_template_lists_the_branches_that_its_asker_keeps() {
    let app = TestApp::new().await;
    for (who, has, lacks) in [("branch1", "一高炉党支部", "转炉党支部"), ("zzb", "一高炉党支部", "没有的党支部")]
    {
        let cookie = app.enter(who).await;
        let answer = app.exchange("GET", "/api/v1/members/import/template", &cookie, "", &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        let words = cells(&answer.bytes, "字典").concat().join(" ");
        assert!(words.contains(has) && !words.contains(lacks), "{who}: {words}");
        assert_eq!(cells(&answer.bytes, "党员")[0][0], "姓名");
    }
}

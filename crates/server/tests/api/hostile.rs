//! Files that are made to take all memory or time: they are refused, the child process that reads them has nothing to
//! spend, and whoever comes next is served.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use http_body_util::BodyExt;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use tower::ServiceExt;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::TestApp;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="党员" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const PARTS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
const NO_TEXTS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>"#;

/// A workbook of one sheet, written by hand.
fn book(before: &str, rows: &str, texts: &str) -> Vec<u8> {
    let sheet = format!(
        r#"{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    );
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", PARTS),
        ("xl/sharedStrings.xml", texts),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn endless() -> String {
    (1..=120_000).map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>1</v></c></row>"#)).collect()
}

async fn check(app: &TestApp, cookie: &str, bytes: Vec<u8>) -> (StatusCode, Value) {
    let request = Request::post("/api/v1/members/import/check").header("x-baolei", "1").header(header::COOKIE, cookie);
    let response = app.router.clone().oneshot(request.body(Body::from(bytes)).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, serde_json::from_slice(&bytes).unwrap())
}

#[tokio::test]
async fn a_workbook_that_is_made_to_take_everything_is_refused_and_the_next_one_is_read() {
    let app = TestApp::new().await;
    let cookie = app.enter("branch1").await;
    let corners = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let many = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>"#;
    let laughs = r#"<!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let laughing = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>"#;
    let deep = format!("{}{}", "<row><c>".repeat(200_000), "</c></row>".repeat(200_000));
    for (what, bytes) in [
        ("two far corners", book("", corners, NO_TEXTS)),
        ("a hundred billion texts announced", book("", corners, many)),
        ("rows without end", book("", &endless(), NO_TEXTS)),
        ("entities that grow", book(laughs, laughing, NO_TEXTS)),
        ("brackets in brackets", book("", &deep, NO_TEXTS)),
        ("no archive", b"PK\x03\x04 but nothing else".to_vec()),
    ] {
        let (status, body) = check(&app, &cookie, bytes).await;
        assert!(status.is_client_error(), "{what}: {status} {body}");
        assert!(body["message"].as_str().unwrap().chars().count() > 10, "{what}: {body}");
    }
    let mut plain = Workbook::new();
    let sheet = plain.add_worksheet();
    sheet.set_name("党员").unwrap().write_string(0, 0, "姓名").unwrap();
    sheet.write_string(1, 0, "张建国").unwrap();
    let (status, body) = check(&app, &cookie, plain.save_to_buffer().unwrap()).await;
    assert!(!status.is_server_error() && body.to_string().contains("党支部"), "it is read, and lacks columns: {body}");
}

/// A child that began to read has its limits: more is sent than a pipe holds, so that it must have begun.
#[test]
#[cfg(target_os = "linux")]
fn whoever_reads_a_foreign_file_has_little_memory_and_time_and_writes_no_file() {
    for (arguments, seconds) in [(&["read-workbook", "-"][..], "60"), (&["inspect-upload", "/dev/stdin", "pdf"], "10")]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_baolei"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(&vec![b' '; 4 << 20]).unwrap();
        let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        for (what, most) in [
            ("Max address space", "1073741824"),
            ("Max cpu time", seconds),
            ("Max file size", "0"),
            ("Max core file size", "0"),
            ("Max open files", "32"),
        ] {
            let line = limits.lines().find(|line| line.starts_with(what)).unwrap();
            let values: Vec<&str> = line[what.len()..].split_whitespace().take(2).collect();
            assert_eq!(values, [most, most], "{arguments:?}: {line}");
        }
        drop(stdin);
        child.wait().unwrap();
    }
}

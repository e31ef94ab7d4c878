//! Files that mean harm, and files that do not.

use std::io::Write;

use axum::http::{StatusCode, header};
use image::{DynamicImage, ImageFormat, RgbImage};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{Answer, TestApp};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n";

fn types(main: &str) -> String {
    format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"{main}\"/></Types>")
}

fn body(text: &str) -> String {
    format!("<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>")
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A text document with one more part.
fn word(text: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let (types, body) = (types(WORD), body(text));
    let parts: Vec<(&str, &[u8])> = [("[Content_Types].xml", types.as_bytes()), ("word/document.xml", body.as_bytes())]
        .into_iter()
        .chain(more.iter().copied())
        .collect();
    package(&parts)
}

fn picture() -> Vec<u8> {
    let drawn = RgbImage::from_fn(64, 48, |x, y| image::Rgb([(x * 4) as u8, (y * 5) as u8, 90]));
    let mut bytes = Vec::new();
    DynamicImage::ImageRgb8(drawn).write_to(&mut std::io::Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    bytes
}

async fn send(app: &TestApp, cookie: &str, name: &str, bytes: Vec<u8>) -> Answer {
    let coded: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let path = format!("/api/v1/branches/B1/attachments?name={coded}");
    app.upload(&path, cookie, "application/octet-stream", bytes).await
}

#[tokio::test]
async fn what_means_harm_is_refused_with_a_reason_and_the_server_goes_on() {
    let app = TestApp::new().await;
    let cookie = app.enter("branch1").await;
    let zeros = vec![0_u8; 60 << 20];
    let template = br#"<Relationships><Relationship Type="x/attachedTemplate" Target="http://example.test/t.dotm" TargetMode="External"/></Relationships>"#;
    let file = br#"<Relationships><Relationship Type="x/hyperlink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>"#;
    let dde = b"<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p></w:body></w:document>";
    let laughs = b"<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><w:document xmlns:w=\"w\"><w:t>&b;</w:t></w:document>";
    let mut huge = picture();
    huge[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let other = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    let macros = types("application/vnd.ms-word.document.macroEnabled.main+xml");
    for (what, name, bytes, status) in [
        ("a bomb of zeros", "a.docx", word("x", &[("word/media/a.bin", &zeros)]), unprocessable),
        ("an archive in the archive", "a.docx", word("x", &[("word/a.zip", &package(&[]))]), unprocessable),
        ("macros", "a.docx", word("x", &[("word/vbaProject.bin", b"x")]), unprocessable),
        ("macros by type", "a.docx", package(&[("[Content_Types].xml", macros.as_bytes())]), unprocessable),
        ("an embedded object", "a.docx", word("x", &[("word/embeddings/oleObject1.bin", b"x")]), unprocessable),
        ("a foreign template", "a.docx", word("x", &[("word/_rels/settings.xml.rels", template)]), unprocessable),
        ("a link to a file", "a.docx", word("x", &[("word/_rels/document.xml.rels", file)]), unprocessable),
        ("a field that runs", "a.docx", word("x", &[("word/footer1.xml", dde)]), unprocessable),
        ("entities that grow", "a.docx", word("x", &[("word/header1.xml", laughs)]), unprocessable),
        ("a path out of the archive", "a.docx", word("x", &[("../../etc/passwd", b"x")]), unprocessable),
        ("a mark of secrecy", "a.docx", word("机密★5年", &[]), unprocessable),
        ("a cut archive", "a.docx", word("x", &[])[..120].to_vec(), unprocessable),
        ("a picture of 50,000 by 50,000", "a.png", huge, unprocessable),
        ("a script in a PDF", "a.pdf", [PDF, b"<< /S /JavaScript >> %%EOF"].concat(), unprocessable),
        ("nothing", "a.pdf", Vec::new(), unprocessable),
        ("a page that calls itself a PDF", "a.pdf", b"<html><script>alert(1)</script>".to_vec(), other),
        ("a document that calls itself a table", "a.xlsx", word("x", &[]), other),
        ("a picture that calls itself a PDF", "a.pdf", picture(), other),
        ("an old document", "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), other),
        ("a vector drawing", "a.svg", b"<svg onload='alert(1)'/>".to_vec(), other),
        ("two endings", "a.exe.pdf", PDF.to_vec(), other),
        ("a nought in the name", "a.exe\0.pdf", PDF.to_vec(), other),
        ("more than 20 MB", "a.pdf", vec![b' '; (20 << 20) + 1], StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let answer = send(&app, &cookie, name, bytes).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.text());
        let body = answer.json();
        assert!(body["message"].as_str().unwrap().chars().count() > 10, "{what}: {body}");
    }
    let (_, list) = app.get("/api/v1/branches/B1/attachments", &cookie).await;
    assert_eq!(list["total"], 0, "nothing was kept");
    let answer = send(&app, &cookie, "a.pdf", PDF.to_vec()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
}

#[tokio::test]
async fn a_document_comes_back_as_it_was_and_only_to_be_saved() {
    let app = TestApp::new().await;
    let cookie = app.enter("branch1").await;
    let sent = word("一高炉党支部九月支委会记录", &[]);
    let answer = send(&app, &cookie, "../../九月 记录.docx", sent.clone()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let view = answer.json();
    assert_eq!((view["name"].as_str(), view["kind"].as_str()), (Some("九月 记录.docx"), Some("docx")));
    let id = view["id"].as_str().unwrap().to_owned();
    let answer = app.exchange("GET", &format!("/api/v1/attachments/{id}/content"), &cookie, "", &[]).await;
    assert!(answer.bytes == sent);
    let header = |name| answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    assert!(header(header::CONTENT_DISPOSITION).starts_with("attachment; filename=\"_____"), "{:?}", answer.headers);
    assert!(header(header::CONTENT_DISPOSITION).contains("filename*=UTF-8''%E4%B9%9D%E6%9C%88%20"));
    assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert!(header(header::CONTENT_SECURITY_POLICY).starts_with("sandbox"));
    let (status, preview) = app.get(&format!("/api/v1/attachments/{id}/preview"), &cookie).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(preview["parts"][0]["blocks"][0]["text"], "一高炉党支部九月支委会记录");
    for stranger in ["branch2", "sczx", "admin"] {
        let cookie = app.enter(stranger).await;
        for path in ["", "/content", "/preview"] {
            let (status, _) = app.get(&format!("/api/v1/attachments/{id}{path}"), &cookie).await;
            assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&status), "{stranger} {path}: {status}");
        }
    }
}

#[tokio::test]
async fn a_file_that_belongs_to_nothing_can_be_taken_away() {
    let app = TestApp::new().await;
    let cookie = app.enter("branch1").await;
    let id = send(&app, &cookie, "照片.png", picture()).await.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/attachments/{id}");
    let (status, _) = app.send("DELETE", &path, &cookie).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, _) = app.get(&path, &cookie).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_is_taken_beyond_the_units_share() {
    let mut app = TestApp::new().await;
    app.state.files.quota = 0;
    app.router = server::api::router(app.state.clone());
    let cookie = app.enter("branch1").await;
    let answer = send(&app, &cookie, "a.pdf", PDF.to_vec()).await;
    assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(answer.text().contains("已达上限"), "{}", answer.text());
}

#[tokio::test]
async fn what_is_larger_than_what_is_left_of_the_units_share_is_refused() {
    let mut app = TestApp::new().await;
    app.state.files.quota = PDF.len() as i64;
    app.router = server::api::router(app.state.clone());
    let cookie = app.enter("branch1").await;
    let larger = [PDF, PDF].concat();
    let answer = send(&app, &cookie, "larger.pdf", larger).await;
    assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE, "larger than what is left");
}

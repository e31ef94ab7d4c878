//! The embedded front end. Unknown paths get `index.html`, so that its own addresses work.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "$BAOLEI_WEB"]
struct Files;

/// The API document in a browser; every asset comes out of this binary.
pub(crate) async fn docs(headers: HeaderMap) -> Response {
    match Files::get("swagger-ui/index.html") {
        Some(file) => answer("swagger-ui/index.html", &file, &headers),
        None => Html(NOTICE).into_response(),
    }
}

pub(crate) async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    if let Some(file) = Files::get(path).filter(|_| !path.is_empty()) {
        return answer(path, &file, &headers);
    }
    // A missing script or picture is missing; only pages fall back to the front end.
    if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return (StatusCode::NOT_FOUND, "not found").into_response();
    }
    match Files::get("index.html") {
        Some(file) => answer("index.html", &file, &headers),
        None => Html(NOTICE).into_response(),
    }
}

fn answer(path: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash: String = file.metadata.sha256_hash().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    // Built file names under assets/ carry their own hash.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let kind = HeaderValue::from_str(file.metadata.mimetype()).unwrap_or(HeaderValue::from_static("text/plain"));
    let about = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
        (header::ETAG, HeaderValue::from_str(&tag).expect("hex digits in quotes")),
    ];
    if known {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, file.data.clone().into_owned()).into_response()
}

const NOTICE: &str = r#"<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>堡垒</title></head>
<body>
<h1>堡垒</h1>
<p>服务已启动，但此程序没有内置网页界面。</p>
<p>请在 <code>web</code> 目录执行 <code>npm ci &amp;&amp; npm run build</code>，然后重新编译。接口文档原文在 <a href="/api/openapi.json">/api/openapi.json</a>。</p>
</body>
</html>
"#;

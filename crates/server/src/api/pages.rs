//! Small pages beside the API: health, and the browsable API document.

use axum::response::Html;

/// For load balancers and scripts.
pub(super) async fn health() -> &'static str {
    "ok"
}

/// The API document in a browser; every asset comes out of this binary.
pub(super) async fn docs() -> Html<&'static str> {
    Html(
        r##"<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>堡垒 · 接口文档</title>
<link rel="stylesheet" href="/swagger-ui/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>浏览接口文档需要启用 JavaScript；文档原文在 /api/openapi.json。</noscript>
<script src="/swagger-ui/swagger-ui-bundle.js"></script>
<script src="/swagger-ui/start.js"></script>
</body>
</html>
"##,
    )
}

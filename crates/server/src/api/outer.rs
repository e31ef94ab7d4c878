//! What happens around every request: its id, the log line, error bodies, security headers, the CSRF guard.

use std::{any::Any, time::Instant};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use store::LogLine;

use crate::{
    AppState,
    api::{ApiError, ErrorCode, caller::Asker},
    auth::Origin,
    ids,
    ops::watch,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Nothing is loaded from another host, nothing runs inline, nobody frames us. Element-style libraries set
/// inline style attributes; scripts never.
const POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; \
                      font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The outermost layer.
pub(super) async fn answer(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = ids::short();
    let asker = Asker::default();
    request.extensions_mut().insert(asker.clone());
    let (mut parts, body) = request.into_parts();
    let Ok(from) = Origin::from_request_parts(&mut parts, &app).await;
    let request = Request::from_parts(parts, body);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let began = Instant::now();
    let mut response = next.run(request).await;
    if let Some(account) = asker.0.get()
        && let Some(refused) = response.extensions().get::<ApiError>().filter(|error| is_refusal(error.code))
    {
        let what = format!("{} {method} {path}", refused.code.status().as_u16());
        if let Err(error) = log_refusal(&app, account, &what, &from).await {
            tracing::error!(id, "refusal not logged: {error:#}");
        }
    }
    if let Some(source) = response.extensions().get::<ApiError>().and_then(|error| error.source.clone()) {
        watch::freezes(&app, &source).await;
    }
    if path.starts_with("/api/") {
        response = with_error_body(response, &id);
        let no_store = HeaderValue::from_static("no-store");
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(no_store);
    }
    let headers = response.headers_mut();
    headers.insert(REQUEST_ID, HeaderValue::from_str(&id).expect("hex digits"));
    // A file that somebody handed in comes with a stricter one.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let (status, ms) = (response.status().as_u16(), began.elapsed().as_millis());
    tracing::info!(id, %method, path, status, ms, "answered");
    response
}

/// Somebody without the right, or an object that is foreign or missing: the caller cannot tell which, the log is for both.
fn is_refusal(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::Forbidden | ErrorCode::NotFound)
}

async fn log_refusal(app: &AppState, account: &str, what: &str, from: &Origin) -> anyhow::Result<()> {
    let id = ids::short();
    let line =
        LogLine { id: &id, account, action: "refused", detail: what, address: Some(&from.address), purpose: None };
    let mut db = app.store.write_anyway().await?;
    db.users().log_line(&line, app.clock.now()).await?;
    Ok(db.commit().await?)
}

/// The body of an error, with the request's id; what the framework refused by itself gets one as well.
fn with_error_body(response: Response, id: &str) -> Response {
    let (mut parts, body) = response.into_parts();
    let error = match parts.extensions.remove::<ApiError>() {
        Some(error) => error,
        None if parts.status.is_client_error() => match parts.status {
            StatusCode::NOT_FOUND => ErrorCode::NotFound.into(),
            StatusCode::METHOD_NOT_ALLOWED => {
                ApiError::saying(ErrorCode::BadRequest, "这个地址不支持此种请求方法，请核对接口文档。")
            }
            _ => ErrorCode::BadRequest.into(),
        },
        None => return Response::from_parts(parts, body),
    };
    if let Some(source) = &error.source {
        tracing::error!(id, "request failed: {source:#}");
    }
    error.body(id)
}

/// Requests that change something must come from our own pages: other sites cannot set this header, and a browser says
/// where a request comes from.
pub(super) async fn guard(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe && !request.headers().contains_key("x-baolei") {
        let message = "请求缺少请求头 X-Baolei: 1，为防止跨站伪造已被拒绝；请从本平台页面操作。";
        return ApiError::saying(ErrorCode::Forbidden, message).into_response();
    }
    if !safe && !is_ours(request.headers(), app.access.origin.as_deref()) {
        let message = "请求来自其他网站的页面，已被拒绝；请从本平台页面操作。若通过反向代理访问，请系统管理员设置 BAOLEI_ORIGIN。";
        return ApiError::saying(ErrorCode::Forbidden, message).into_response();
    }
    if !safe && !only_reads(request.uri().path()) && !watch::may_change(&app).await {
        let read_only = app.health.read_only();
        let said = read_only.map(|read_only| ApiError::saying(ErrorCode::ReadOnly, read_only.message()));
        return said.unwrap_or_else(|| ErrorCode::ReadOnly.into()).into_response();
    }
    next.run(request).await
}

/// Requests that look like changes and are none: sessions, checks of what may be sent later, searches that nobody's log
/// of addresses is to hold.
fn only_reads(path: &str) -> bool {
    let Some(path) = path.strip_prefix("/api/v1/") else { return false };
    path == "session"
        || path == "sessions"
        || path.starts_with("sessions/")
        || [
            "journal/verify",
            "members/search",
            "members/import/check",
            "members/import/marked",
            "workbook/import/check",
            "workbook/import/marked",
            "records/check",
            "events/preview",
        ]
        .contains(&path)
}

/// Whether `Origin` and `Sec-Fetch-Site`, as far as they are there, name this site.
fn is_ours(headers: &HeaderMap, configured: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let same_site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let Some(origin) = text("origin") else { return same_site };
    let here = text("host").and_then(|host| origin.split_once("://").map(|(_, from)| from == host));
    same_site && (configured == Some(origin) || (configured.is_none() && here == Some(true)))
}

/// The last resort: a bug answers like any other error, and the server goes on.
pub(super) fn panicked(what: Box<dyn Any + Send + 'static>) -> Response {
    let text = what.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| what.downcast_ref::<String>().cloned()).unwrap_or_default();
    ApiError::from(anyhow::anyhow!("panicked: {text}")).into_response()
}

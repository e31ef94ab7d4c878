//! HTTP: parse, authorize, call, answer. No SQL and no rules of assessment in here.

mod accounts;
mod attachments;
mod body;
mod branches;
mod burden;
mod calendar;
mod caller;
mod development;
mod document;
mod dues;
mod duties;
mod error;
mod events;
mod exceptions;
mod facts;
mod health;
mod highlights;
mod imports;
mod items;
mod jobs;
mod journal;
mod logs;
mod matrix;
mod members;
mod norms;
mod notices;
#[allow(dead_code)]
mod once;
mod org_changes;
mod org_detail;
mod orgs;
mod outer;
mod overdue;
mod paging;
mod periods;
pub(crate) mod permissions;
mod pictures;
mod prints;
mod proposals;
mod rankings;
mod records;
mod schemes;
mod scorecards;
mod session;
mod shared;
mod sheets;
mod terms;
pub(crate) mod words;
mod workbench;
mod workbook;

use axum::{Json, Router, middleware, routing::get};
use utoipa::{
    OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;

pub use error::{ApiError, ErrorCode};

/// `月度`, `季度`, `半年`, `年度`.
pub(crate) fn cycle_name(cycle: rating::period::Cycle) -> &'static str {
    words::Cycle::from(cycle).title()
}

use crate::{AppState, auth, web};

#[derive(OpenApi)]
#[openapi(info(
    title = "堡垒：基层党组织“5521”分类评星定级平台",
    description = "分值、日期、带小数的数都是文字。改变数据的请求须带请求头 `X-Baolei: 1`。"
))]
struct Document;

/// Every operation under `/api/v1`, with the document that describes them.
fn operations() -> (Router<AppState>, utoipa::openapi::OpenApi) {
    let (router, mut document) = OpenApiRouter::with_openapi(Document::openapi())
        .nest(
            "/api/v1",
            OpenApiRouter::new()
                .merge(session::routes())
                .merge(accounts::routes())
                .merge(logs::routes())
                .merge(periods::routes())
                .merge(orgs::routes())
                .merge(org_changes::routes())
                .merge(org_detail::routes())
                .merge(terms::routes())
                .merge(branches::routes())
                .merge(rankings::routes())
                .merge(pictures::routes())
                .merge(scorecards::routes())
                .merge(facts::routes())
                .merge(members::routes())
                .merge(dues::routes())
                .merge(development::routes())
                .merge(norms::routes())
                .merge(records::routes())
                .merge(matrix::routes())
                .merge(overdue::routes())
                .merge(calendar::routes())
                .merge(duties::routes())
                .merge(events::routes())
                .merge(exceptions::routes())
                .merge(notices::routes())
                .merge(attachments::routes())
                .merge(prints::routes())
                .merge(jobs::routes())
                .merge(schemes::routes())
                .merge(burden::routes())
                .merge(workbench::routes())
                .merge(workbook::routes())
                .merge(imports::routes())
                .merge(journal::routes())
                .merge(health::routes()),
        )
        .split_for_parts();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(auth::COOKIE)));
    document.components.get_or_insert_default().add_security_scheme("session", cookie);
    document::require_what_is_always_there(&mut document);
    document::say_that_storage_may_fail(&mut document);
    (router, document)
}

/// The OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    operations().1
}

/// The document as `web/openapi.json` holds it.
pub fn openapi_text() -> String {
    openapi().to_pretty_json().expect("a document of texts and maps")
}

/// The whole site: API, its document, health, and the front end.
pub fn router(app: AppState) -> Router {
    let (api, document) = operations();
    api.route("/api/openapi.json", get(move || std::future::ready(Json(document.clone()))))
        .route("/api/docs", get(web::docs))
        .route("/healthz", get(async || "ok"))
        .fallback(web::serve)
        .layer(middleware::from_fn_with_state(app.clone(), outer::guard))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(tower_http::catch_panic::CatchPanicLayer::custom(outer::panicked))
        .layer(middleware::from_fn_with_state(app.clone(), outer::answer))
        .with_state(app)
}

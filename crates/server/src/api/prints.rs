//! `/records/{id}/print.pdf`: papers.

use axum::{
    body::Body,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use report::PrintError;
use store::Reach;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{ApiError, ErrorCode, attachments::saved_as, caller::Caller, error::ErrorBody, permissions::Permission},
    ops::print::{paper, print},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(print_record))
}

/// A PDF.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
struct Pdf(#[allow(dead_code)] Vec<u8>);

/// A record on A4, to be signed: what was filed last, or the draft.
#[utoipa::path(
    get, path = "/records/{id}/print.pdf", tag = "records", params(("id" = String, Path)),
    responses(
        (status = 200, body = Pdf, content_type = "application/pdf"),
        (status = 503, body = ErrorBody, description = "fonts are missing, or this build cannot print"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn print_record(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let mut db = app.store.read().await?;
    let seen = db.records().find(&caller.scope, Reach::Read, &id).await?.ok_or(ErrorCode::NotFound)?;
    let rounds = db.records().rounds(&id).await?;
    drop(db);
    let filed = rounds.into_iter().rev().find_map(|round| round.body);
    let body = filed.or_else(|| seen.record.draft.clone()).unwrap_or_default();
    let name = format!("{}.pdf", body.titled(seen.record.kind));
    let pdf = print(paper(&seen, &body)).await?.map_err(|error| match error {
        PrintError::NoFonts(_) => {
            let message =
                "服务器上没有中文字体，无法打印；请系统管理员安装 fonts-noto-cjk，或用 BAOLEI_FONTS 指明字体目录。";
            ApiError::saying(ErrorCode::Unavailable, message)
        }
        PrintError::NotBuilt => {
            ApiError::saying(ErrorCode::Unavailable, "本次安装的程序不含打印功能；请系统管理员换用完整的程序。")
        }
        error => anyhow::Error::from(error).into(),
    })?;
    let headers =
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, saved_as(&name))];
    Ok((headers, Body::from(pdf)).into_response())
}

//! The JSON body of a request, and what is said of one that cannot be read.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
    response::IntoResponse,
};
use serde::de::DeserializeOwned;

use crate::{
    AppState,
    api::{ApiError, ErrorCode},
};

/// A body that is read as it is meant: every property known, none twice.
pub(crate) struct Given<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<AppState> for Given<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &AppState) -> Result<Given<T>, ApiError> {
        read(&bytes(request, app).await?).map(Given)
    }
}

/// # Errors
/// `TooLarge` or `BadRequest`.
pub(super) async fn bytes(request: Request, app: &AppState) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, app).await.map_err(|refused| match refused.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::saying(ErrorCode::TooLarge, "提交的内容过大；请分几次提交。"),
        _ => ErrorCode::BadRequest.into(),
    })
}

/// # Errors
/// `BadRequest`, with the property that was not understood.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let refused = match serde_path_to_error::deserialize(&mut json) {
        Ok(given) => match json.end() {
            Ok(()) => return Ok(given),
            Err(error) => misspelt(&error),
        },
        Err(error) if error.inner().is_data() => misunderstood(&error.path().to_string(), &error.inner().to_string()),
        Err(error) => misspelt(error.inner()),
    };
    Err(ApiError::saying(ErrorCode::BadRequest, refused))
}

fn misspelt(error: &serde_json::Error) -> String {
    format!("请求内容不是完整的 JSON（第 {} 行第 {} 列），请核对后重试。", error.line(), error.column())
}

/// `said` is the reader's own text: ``unknown field `x`, expected …``, ``missing field `x` ``.
fn misunderstood(path: &str, said: &str) -> String {
    let named = said.split('`').nth(1).unwrap_or(path);
    if said.starts_with("unknown field") {
        format!("请求内容中的“{named}”不是这个操作的项目，请对照接口文档去掉或改正后重试。")
    } else if said.starts_with("missing field") {
        format!("请求内容缺少“{named}”，请补上后重试。")
    } else if said.starts_with("duplicate field") {
        format!("请求内容中的“{named}”出现了两次，请只留一个。")
    } else {
        format!("请求内容中“{path}”的值不合要求（{said}），请对照接口文档改正后重试。")
    }
}

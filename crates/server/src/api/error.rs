//! One catalogue of errors; each says in Chinese what went wrong and what to do.

use std::sync::Arc;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use store::StoreError;
use utoipa::ToSchema;

/// What a client can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    Unauthenticated,
    WrongPassword,
    TooManyAttempts,
    PasswordDue,
    Forbidden,
    NotFound,
    BadPeriod,
    BadRequest,
    Conflict,
    Stale,
    KeyReused,
    NotRated,
    Invalid,
    UnsupportedFile,
    TooLarge,
    StorageFull,
    Internal,
    Unavailable,
    ReadOnly,
}

impl ErrorCode {
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            ErrorCode::Unauthenticated | ErrorCode::WrongPassword => StatusCode::UNAUTHORIZED,
            ErrorCode::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
            ErrorCode::Forbidden | ErrorCode::PasswordDue => StatusCode::FORBIDDEN,
            ErrorCode::NotFound | ErrorCode::NotRated => StatusCode::NOT_FOUND,
            ErrorCode::BadPeriod | ErrorCode::BadRequest => StatusCode::BAD_REQUEST,
            ErrorCode::Conflict | ErrorCode::Stale => StatusCode::CONFLICT,
            ErrorCode::Invalid | ErrorCode::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::UnsupportedFile => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorCode::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            ErrorCode::Unavailable | ErrorCode::ReadOnly => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What is said when nothing more exact is known.
    const fn message(self) -> &'static str {
        match self {
            ErrorCode::Unauthenticated => "尚未登录或登录已过期，请重新登录。",
            ErrorCode::WrongPassword => "账号或密码不正确，请核对后重试。",
            ErrorCode::TooManyAttempts => "密码连续输错，账号暂时不能登录，请稍后再试。",
            ErrorCode::PasswordDue => "须先设置新密码才能继续使用；请打开“修改密码”。",
            ErrorCode::Forbidden => "当前角色没有此项权限；如工作需要，请联系系统管理员调整角色。",
            ErrorCode::NotFound => "没有找到所请求的内容，或不在您的数据范围内；请核对地址或从列表进入。",
            ErrorCode::BadPeriod => "周期写法不正确；请写成 2026-09、2026-Q3、2026-H1 或 2026。",
            ErrorCode::BadRequest => "请求的写法不正确，请核对参数后重试。",
            ErrorCode::Conflict => "已存在相同的内容，请刷新后核对。",
            ErrorCode::Stale => "此内容在您打开之后已被他人修改，您的修改尚未保存；请核对两个版本后再提交。",
            ErrorCode::KeyReused => "同一个 Idempotency-Key 已用于另一个请求；请刷新页面后重新提交。",
            ErrorCode::NotRated => "该周期还没有评分结果；请选择其他周期，或由组织部先行评分。",
            ErrorCode::Invalid => "内容有错误，请按提示逐条修改后重试。",
            ErrorCode::UnsupportedFile => "不能上传这种文件；可上传 PDF、JPG、PNG、DOCX、XLSX、PPTX。",
            ErrorCode::TooLarge => "文件超过 20 MB；请压缩图片或拆分后再上传。",
            ErrorCode::StorageFull => "存放附件的空间不足，暂不能上传；请联系系统管理员。",
            ErrorCode::Internal => "服务器内部错误，未做任何更改；请重试，仍不成功请把请求编号告诉系统管理员。",
            ErrorCode::Unavailable => "数据库暂时不可用，未做任何更改；请稍后重试。",
            ErrorCode::ReadOnly => {
                "系统现在只读：可以查看，暂不能填报和修改，本次操作没有保存。请系统管理员查看系统状态并处理。"
            }
        }
    }
}

/// One place in what was sent that has to be mended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemView {
    pub at: String,
    pub message: String,
}

/// The body of every answer that is an error.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    pub code: ErrorCode,
    /// 哪里、为什么、怎么办.
    pub message: String,
    pub request_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<ProblemView>,
    /// Of a stale edit: what stands now, and what was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object, required = false)]
    pub versions: Option<Box<Versions>>,
}

/// Both versions of what two people edited.
#[derive(Debug, Clone, Serialize)]
pub struct Versions {
    pub current: serde_json::Value,
    pub sent: serde_json::Value,
}

/// An error on its way to the client; the source goes to the log, never out.
#[derive(Debug, Clone)]
pub struct ApiError {
    pub code: ErrorCode,
    pub message: String,
    pub problems: Vec<ProblemView>,
    pub versions: Option<Box<Versions>>,
    pub source: Option<Arc<anyhow::Error>>,
}

impl ApiError {
    /// With words of its own.
    pub fn saying(code: ErrorCode, message: impl Into<String>) -> ApiError {
        ApiError { code, message: message.into(), problems: Vec::new(), versions: None, source: None }
    }

    /// 422: one field is wrong, with what to do about it.
    pub(crate) fn invalid(at: &str, message: &str) -> ApiError {
        let problem = ProblemView { at: at.to_owned(), message: message.to_owned() };
        ApiError { problems: vec![problem], ..ApiError::saying(ErrorCode::Invalid, message) }
    }

    /// 409: another revision stands than the one that was edited; with both.
    #[allow(dead_code)]
    pub(crate) fn stale(current: &impl Serialize, sent: &impl Serialize) -> ApiError {
        let value = |error| ApiError::from(anyhow::Error::from(error));
        match (serde_json::to_value(current), serde_json::to_value(sent)) {
            (Ok(current), Ok(sent)) => {
                ApiError { versions: Some(Box::new(Versions { current, sent })), ..ErrorCode::Stale.into() }
            }
            (Err(error), _) | (_, Err(error)) => value(error),
        }
    }

    pub(crate) fn body(&self, request_id: &str) -> Response {
        let body = ErrorBody {
            code: self.code,
            message: self.message.clone(),
            request_id: request_id.to_owned(),
            problems: self.problems.clone(),
            versions: self.versions.clone(),
        };
        let mut response = (self.code.status(), Json(body)).into_response();
        if matches!(self.code, ErrorCode::Unavailable | ErrorCode::ReadOnly) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

impl From<ErrorCode> for ApiError {
    fn from(code: ErrorCode) -> ApiError {
        ApiError::saying(code, code.message())
    }
}

impl From<anyhow::Error> for ApiError {
    fn from(source: anyhow::Error) -> ApiError {
        match source.downcast::<StoreError>() {
            Ok(error) => error.into(),
            Err(source) => ApiError { source: Some(Arc::new(source)), ..ErrorCode::Internal.into() },
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> ApiError {
        let code = match &error {
            StoreError::Conflict(_) => ErrorCode::Conflict,
            StoreError::Final(_) => {
                return ApiError::saying(
                    ErrorCode::Conflict,
                    "已发布或已封存的内容不能更改；如确需更正，请另发新版本。",
                );
            }
            StoreError::Corrupt { .. } | StoreError::Migrate(_) | StoreError::Nested => ErrorCode::Internal,
            StoreError::Frozen => ErrorCode::ReadOnly,
            StoreError::Damaged(_)
            | StoreError::Unwritten(_)
            | StoreError::Unreachable(_)
            | StoreError::Unsafe(_)
            | StoreError::Database(_) => ErrorCode::Unavailable,
        };
        ApiError { source: Some(Arc::new(error.into())), ..code.into() }
    }
}

impl IntoResponse for ApiError {
    /// The body is written by the outermost layer, which knows the request's id.
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

//! Workbooks that people send and fetch: how they come in, what is answered of them, how they go out.
//!
//! A workbook is sent twice, once to be checked and once to be kept. Nothing waits on the server in between: there may be
//! identity numbers in it, which lie nowhere before they are sealed. The hash of the bytes says that both were the same.

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::header,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState,
    api::{ApiError, ErrorCode, attachments::saved_as, error::ProblemView},
    exchange::workbook::{Reasons, Sheet, read_sent},
    files::MAX_FILE,
    ids,
};

const MIME: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows with faults that an answer names; the marked copy has all of them.
const MOST_SHOWN: usize = 200;

/// The bytes of an .xlsx workbook.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct Workbook(#[allow(dead_code)] Vec<u8>);

/// A workbook that was sent.
pub(crate) struct Sent {
    pub(crate) bytes: Bytes,
    /// Hex.
    pub(crate) sha256: String,
    pub(crate) sheets: Vec<Sheet>,
}

/// Which bytes were checked before.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CheckedBefore {
    /// `sha256` of the answer to the check.
    pub(crate) sha256: String,
}

/// What a check found; nothing was written.
#[derive(Serialize, ToSchema)]
pub(crate) struct SheetsChecked {
    /// Of the bytes that were checked; to be sent along when they are kept.
    sha256: String,
    n_rows: usize,
    n_failed: usize,
    /// The first rows with faults, 200 at most.
    failed: Vec<FailedRow>,
    columns: Vec<String>,
    /// The first good rows.
    preview: Vec<Vec<String>>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct FailedRow {
    sheet: String,
    /// As the workbook counts: the headings are row 1.
    row: usize,
    reasons: Vec<String>,
}

/// What was kept.
#[derive(Serialize, ToSchema)]
pub(crate) struct SheetsImported {
    pub(crate) n_rows: usize,
    /// `已导入 3 名党员`.
    pub(crate) said: String,
    /// Whether results are still being made; `/imports/rating` tells when they are.
    pub(crate) is_rating: bool,
}

impl Sent {
    /// Takes the body of a request and reads its rows in a confined child process.
    ///
    /// # Errors
    /// `TooLarge`; `UnsupportedFile` for what is no workbook.
    pub(crate) async fn of(app: &AppState, request: Request) -> Result<Sent, ApiError> {
        let _turn = app.files.turn().await;
        let bytes = to_bytes(request.into_body(), MAX_FILE).await.map_err(|_| ErrorCode::TooLarge)?;
        if !bytes.starts_with(b"PK") {
            let message = "不是 .xlsx 工作簿；请下载模板，填好后以 .xlsx 格式保存再选择。";
            return Err(ApiError::saying(ErrorCode::UnsupportedFile, message));
        }
        let sheets = read_sent(app.files.program(), &bytes).await?;
        let sheets = sheets.map_err(|why| ApiError::saying(ErrorCode::Invalid, why))?;
        let sha256 = ids::hex(&Sha256::digest(&bytes));
        Ok(Sent { bytes, sha256, sheets })
    }

    /// # Errors
    /// `Conflict` if other bytes were checked.
    pub(crate) fn must_be(&self, checked: &CheckedBefore) -> Result<(), ApiError> {
        if self.sha256 == checked.sha256 {
            return Ok(());
        }
        Err(ApiError::saying(ErrorCode::Conflict, "文件在核对之后又改动过，未导入；请重新核对。"))
    }

    pub(crate) fn checked(
        &self,
        n_rows: usize,
        reasons: &Reasons,
        columns: &[&str],
        preview: Vec<Vec<String>>,
    ) -> SheetsChecked {
        SheetsChecked {
            sha256: self.sha256.clone(),
            n_rows,
            n_failed: reasons.len(),
            failed: failed(reasons),
            columns: columns.iter().map(|text| (*text).to_owned()).collect(),
            preview,
        }
    }
}

fn failed(reasons: &Reasons) -> Vec<FailedRow> {
    let row = |((sheet, row), reasons): (&(String, usize), &Vec<String>)| FailedRow {
        sheet: sheet.clone(),
        row: row + 1,
        reasons: reasons.clone(),
    };
    reasons.iter().take(MOST_SHOWN).map(row).collect()
}

/// 422 with the rows that stand in the way now; nothing was kept.
pub(crate) fn refused(reasons: &Reasons) -> ApiError {
    let view = |row: FailedRow| ProblemView {
        at: format!("{} 第{}行", row.sheet, row.row),
        message: row.reasons.join("；"),
    };
    let message = format!("{} 行有错误，整份未导入；请重新核对，按原因修改后再导入。", reasons.len());
    ApiError {
        problems: failed(reasons).into_iter().map(view).collect(),
        ..ApiError::saying(ErrorCode::Invalid, message)
    }
}

/// A workbook to be saved.
pub(crate) fn saved(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, MIME.to_owned()), (header::CONTENT_DISPOSITION, saved_as(name))];
    (headers, Body::from(bytes)).into_response()
}

//! `/records`: the branch ledger. Reading, typing, filing, reviewing.

mod form;
mod hints;
mod keep;
mod read;
mod review;
mod view;

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{ApiError, ErrorCode, error::ProblemView},
    ops::records::Refused,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::list_records))
        .routes(routes!(keep::begin_record))
        .routes(routes!(form::show_form))
        .routes(routes!(form::check_record))
        .routes(routes!(review::accept_records))
        .routes(routes!(read::show_record))
        .routes(routes!(keep::save_draft))
        .routes(routes!(keep::drop_draft))
        .routes(routes!(keep::file_record))
        .routes(routes!(keep::withdraw_record))
        .routes(routes!(review::return_record))
        .routes(routes!(review::accept_record))
        .routes(routes!(hints::show_hints))
        .routes(routes!(hints::check_hints))
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> ApiError {
        match refused {
            Refused::Store(error) => error.into(),
            Refused::Stale => ErrorCode::Stale.into(),
            Refused::State(sentence) => ApiError::saying(ErrorCode::Conflict, sentence),
            Refused::Own(sentence) => ApiError::saying(ErrorCode::Forbidden, sentence),
            Refused::Invalid(problems) => invalid(problems),
        }
    }
}

/// 422 with every place to mend.
fn invalid(problems: Vec<ledger::Problem>) -> ApiError {
    let view = |problem: ledger::Problem| ProblemView { at: problem.at, message: problem.message };
    ApiError { problems: problems.into_iter().map(view).collect(), ..ErrorCode::Invalid.into() }
}

const CREATED: StatusCode = StatusCode::CREATED;

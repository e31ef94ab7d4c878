//! `page`, `size` and the answer that carries a part of a list.

use serde::Serialize;
use store::Paging;
use utoipa::ToSchema;

use crate::api::{ApiError, ErrorCode};

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PageView<T> {
    pub items: Vec<T>,
    /// How many there are, or how many were counted if there are `more`.
    pub total: i64,
    pub more: bool,
    /// From 1.
    pub page: i64,
    pub size: i64,
}

/// Page 1 of 20 unless the query says otherwise; at most 200 a page.
pub(crate) fn paging(page: Option<i64>, size: Option<i64>) -> Result<Paging, ApiError> {
    let paging = Paging { page: page.unwrap_or(1), size: size.unwrap_or(20) };
    if paging.page < 1 || paging.page > 1_000_000 || !(1..=200).contains(&paging.size) {
        return Err(ApiError::saying(ErrorCode::BadRequest, "页码从 1 起，每页 1 至 200 条；请修改 page 或 size。"));
    }
    Ok(paging)
}

impl<T> PageView<T> {
    pub(crate) fn of<S>(page: store::Page<S>, paging: Paging, view: impl FnMut(S) -> T) -> PageView<T> {
        PageView {
            items: page.items.into_iter().map(view).collect(),
            total: page.total,
            more: page.more,
            page: paging.page,
            size: paging.size,
        }
    }
}

/// Empty texts of a query string mean “not given”.
pub(crate) fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

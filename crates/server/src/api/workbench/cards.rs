//! The figures on top of the workbench.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::words::{CardCode, Tone};

#[derive(Serialize, ToSchema)]
pub(super) struct CardView {
    code: CardCode,
    title: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    unit: Option<&'static str>,
    tone: Tone,
    /// A page of the front end that the caller may open.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    to: Option<String>,
}

pub(super) fn card(
    code: CardCode,
    title: impl Into<String>,
    value: impl ToString,
    tone: Tone,
    to: Option<String>,
) -> CardView {
    let unit = match code {
        CardCode::Points | CardCode::Mean | CardCode::Lost => Some("分"),
        CardCode::Due => Some("项"),
        CardCode::Measures => Some("条"),
        CardCode::Rank => None,
        CardCode::Users | CardCode::Branches | CardCode::Waiting | CardCode::FiveStars | CardCode::Vetoed => Some("个"),
    };
    CardView { code, title: title.into(), value: value.to_string(), unit, tone, to }
}

//! Showing a sealed number in full: to whom it is allowed, for a stated purpose, and each time noted.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use store::{Changed, Reveal};
use utoipa::ToSchema;

use super::{kept, log_reading, said};
use crate::{
    AppState,
    api::{ApiError, ErrorCode, body::Given, caller::Caller, error::ErrorBody, permissions::Permission},
    auth::Origin,
    ids,
    ops::members,
    vault::Column,
};

/// One number in full. The journal keeps who asked for whose number and why, never the number.
#[utoipa::path(
    post, path = "/members/{id}/reveal", tag = "members", params(("id" = String, Path)), request_body = RevealAsked,
    responses((status = 200, body = RevealView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn reveal_number(
    State(app): State<AppState>,
    caller: Caller,
    from: Origin,
    Path(id): Path<String>,
    Given(asked): Given<RevealAsked>,
) -> Result<Json<RevealView>, ApiError> {
    caller.must(Permission::RevealMembers)?;
    let column = Column::parse(&asked.field).ok_or(ErrorCode::BadRequest)?;
    let mut db = app.store.write().await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let purpose = said("purpose", &asked.purpose, "查看用途")?;
    let plain = members::open(&app.vault, &mut db, &seen.member, column).await?;
    let plain =
        plain.ok_or_else(|| ApiError::saying(ErrorCode::NotFound, format!("该党员没有登记{}。", column.title())))?;
    let now = app.clock.now();
    let reveal = Reveal {
        id: ids::short(),
        member_id: id.clone(),
        field: column.word().to_owned(),
        purpose,
        account: caller.user.account.clone(),
        at: now,
    };
    db.members().add_reveal(&reveal).await?;
    let rows = [Changed::new("reveals", &reveal.id)];
    db.note(&caller.actor(now), "member.revealed", Some(&seen.span.branch_id), &rows).await?;
    log_reading(&mut db, &caller, &from, "member.revealed", &reveal).await?;
    // Only what is noted is shown.
    db.commit().await?;
    Ok(Json(RevealView { value: plain.text().to_owned() }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RevealAsked {
    /// `identity` or `phone`.
    field: String,
    /// What for.
    purpose: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct RevealView {
    value: String,
}

//! Papers as PDF: a record, a branch's year as a book. Tables are printed by the resource that they are of.

use axum::{
    body::Body,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use ledger::RecordBody;
use rating::period::{Cycle, Period};
use report::PrintError;
use serde::Deserialize;
use store::{AttachmentFilter, Owner, Paging, Reach, Role};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode, attachments::saved_as, caller::Caller, error::ErrorBody, permissions::Permission,
        shared::scheme_in_force,
    },
    ops::print::{self, Asked, Home, MOST_RECORDS, Paper, paper, print},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(print_record)).routes(routes!(print_book))
}

/// A PDF.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(super) struct Pdf(#[allow(dead_code)] Vec<u8>);

/// Sets the paper and hands it over under this name.
pub(super) async fn printed(name: &str, paper: Paper) -> Result<Response, ApiError> {
    let pdf = print(paper).await?.map_err(|error| match error {
        PrintError::NoFonts(_) => {
            let message =
                "服务器上没有中文字体，无法打印；请系统管理员安装 fonts-noto-cjk，或用 BAOLEI_FONTS 指明字体目录。";
            ApiError::saying(ErrorCode::Unavailable, message)
        }
        error @ PrintError::Template(_) => anyhow::Error::from(error).into(),
    })?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, saved_as(&format!("{name}.pdf"))),
    ];
    Ok((headers, Body::from(pdf)).into_response())
}

/// A record on A4, to be signed: what was filed last; for its own branch the draft of one never filed.
#[utoipa::path(
    get, path = "/records/{id}/print.pdf", tag = "records", params(("id" = String, Path)),
    responses(
        (status = 200, body = Pdf, content_type = "application/pdf"),
        (status = 503, body = ErrorBody, description = "fonts are missing"),
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
    let owner = Owner { table: "records".to_owned(), id };
    let filter = AttachmentFilter { branch_id: seen.record.branch_id.clone(), owner: Some(owner), text: None };
    let files = db.attachments().list(&caller.scope, &filter, Paging { page: 1, size: 200 }).await?;
    drop(db);
    let keeper = |held: &store::HeldRole| held.role == Role::Branch && held.org_id == seen.record.branch_id;
    let filed = rounds.into_iter().rev().find_map(|round| round.body);
    let body = match (filed, &seen.record.draft) {
        (Some(body), _) => body,
        (None, Some(draft)) if caller.roles.iter().any(keeper) => draft.clone(),
        // Withdrawn before it was ever filed: what was typed stays with its branch.
        (None, Some(_)) => return Err(ErrorCode::NotFound.into()),
        (None, None) => RecordBody::default(),
    };
    let files: Vec<(String, String)> = files.items.into_iter().map(|file| (file.id, file.name)).collect();
    let home = Home { unit: &seen.unit_name, branch: &seen.branch_name, files: &files };
    printed(&body.titled(seen.record.kind), Paper::Record(Box::new(paper(&seen.record, &body, home)))).await
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfYear {
    /// This year unless said.
    year: Option<i16>,
}

/// A branch's year as one book: what it is, who belongs to it, what it owed, its points, and every record that stands.
#[utoipa::path(
    get, path = "/branches/{branch}/book.pdf", tag = "records", params(("branch" = String, Path), OfYear),
    responses(
        (status = 200, body = Pdf, content_type = "application/pdf"),
        (status = 503, body = ErrorBody, description = "fonts are missing"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn print_book(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<OfYear>,
) -> Result<Response, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let today = caller.scope.today();
    let year = asked.year.unwrap_or(today.year());
    let year = (2000..=2100).contains(&year).then(|| Period::new(year, Cycle::Year, 1)).flatten();
    let year = year.ok_or(ErrorCode::BadPeriod)?;
    let mut db = app.store.read().await?;
    let org = db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, today).await?;
    let names = caller.may(Permission::ReadMembers);
    let asked = Asked { scope: &caller.scope, branch: &org, year, scheme: &scheme, names };
    let book = print::book(&mut db, &asked).await?.ok_or_else(|| {
        let message = format!("这一年的台账超过 {MOST_RECORDS} 条，装不进一册；请在台账列表中逐条打印。");
        ApiError::saying(ErrorCode::BadRequest, message)
    })?;
    drop(db);
    printed(&format!("{}{}年度工作台账", org.name, year.year()), Paper::Book(Box::new(book))).await
}

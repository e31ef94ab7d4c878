//! `/attachments`: files that a branch handed in; seen by whoever sees the branch's ledger.

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{Path, Query, Request, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use store::{Attachment, AttachmentFilter, Changed, Db, FileKind, Owner};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
    },
    files::{MAX_FILE, Preview, Refused, mime},
    ids,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_attachments, add_attachment))
        .routes(routes!(show_attachment, remove_attachment))
        .routes(routes!(download_attachment))
        .routes(routes!(preview_attachment))
}

/// The bytes of a file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
struct Content(#[allow(dead_code)] Vec<u8>);

/// Files of a branch, newest first; those of one row with `owner` and `owner_id`.
#[utoipa::path(
    get, path = "/branches/{branch}/attachments", tag = "attachments", params(("branch" = String, Path), Asked),
    responses((status = 200, body = PageView<AttachmentView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_attachments(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<AttachmentView>>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let paging = paging(asked.page, asked.size)?;
    let mut db = app.store.read().await?;
    db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
    let owner = given(asked.owner).zip(given(asked.owner_id)).map(|(table, id)| Owner { table, id });
    let filter = AttachmentFilter { branch_id: branch, owner, text: given(asked.q) };
    let page = db.attachments().list(&caller.scope, &filter, paging).await?;
    Ok(Json(PageView::of(page, paging, AttachmentView::of)))
}

/// Takes a file: PDF, JPG, PNG, DOCX, XLSX or PPTX of 20 MB at most. The body is the file; what is kept of a picture is
/// drawn anew, without place and camera.
#[utoipa::path(
    post, path = "/branches/{branch}/attachments", tag = "attachments", params(("branch" = String, Path), Named),
    request_body(content = Content, content_type = "application/octet-stream"),
    responses(
        (status = 201, body = AttachmentView),
        (status = 507, body = ErrorBody, description = "no room is left"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn add_attachment(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(named): Query<Named>,
    request: Request,
) -> Result<(StatusCode, Json<AttachmentView>), ApiError> {
    if ![Permission::KeepRecords, Permission::ProposeEvents].into_iter().any(|what| caller.may(what)) {
        return Err(ErrorCode::Forbidden.into());
    }
    {
        let mut db = app.store.read().await?;
        db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
        // Nothing is received for a unit that is full; whether this file fits is asked again where it is kept.
        has_room(&app, &mut db, &caller, &branch, 1).await?;
    }
    let declared = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let declared = declared.map(|value| value.split(';').next().unwrap_or_default().trim().to_owned());
    // Few at once hold a file in memory.
    let _turn = app.files.turn().await;
    let bytes = to_bytes(request.into_body(), MAX_FILE).await.map_err(|_| ErrorCode::TooLarge)?;
    let kept = app.files.take(&named.name, declared.as_deref(), &bytes).await?.map_err(refused)?;
    let now = app.clock.now();
    let attachment = Attachment {
        id: format!("att-{}", ids::short()),
        branch_id: branch.clone(),
        owner: None,
        name: kept.name,
        kind: kept.kind,
        size: kept.size,
        sha256: kept.sha256,
        preview: kept.preview,
        likeness: kept.likeness,
        uploaded_by: caller.user.account.clone(),
        uploaded_at: now,
        removed_at: None,
    };
    let mut db = app.store.write().await?;
    // Others may have been kept meanwhile; there is one writer at a time.
    has_room(&app, &mut db, &caller, &branch, attachment.size).await?;
    db.attachments().add(&attachment).await?;
    let rows = [Changed::new("attachments", attachment.id.clone())];
    db.note(&caller.actor(now), "attachment.added", Some(&branch), &rows).await?;
    db.commit().await?;
    Ok((StatusCode::CREATED, Json(AttachmentView::of(attachment))))
}

/// Refuses `size` bytes more than the unit of the branch may keep.
async fn has_room(app: &AppState, db: &mut Db, caller: &Caller, branch: &str, size: i64) -> Result<(), ApiError> {
    let used = db.attachments().used_beside(branch, &caller.scope).await?;
    if used.saturating_add(size) <= app.files.quota {
        return Ok(());
    }
    let message = "本单位的附件总量已达上限，未保存；请删除不需要的附件，或请系统管理员调整上限。";
    Err(ApiError::saying(ErrorCode::StorageFull, message))
}

fn refused(why: Refused) -> ApiError {
    let (code, why) = match why {
        Refused::Kind(why) => (ErrorCode::UnsupportedFile, why),
        Refused::TooLarge(why) => (ErrorCode::TooLarge, why),
        Refused::Content(why) => (ErrorCode::Invalid, why),
        Refused::Full(why) => (ErrorCode::StorageFull, why),
    };
    ApiError::saying(code, format!("{why}。"))
}

/// What is known of a file.
#[utoipa::path(
    get, path = "/attachments/{id}", tag = "attachments", params(("id" = String, Path)),
    responses((status = 200, body = AttachmentView), (status = "4XX", body = ErrorBody)),
)]
async fn show_attachment(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<AttachmentView>, ApiError> {
    Ok(Json(AttachmentView::of(find(&app, &caller, &id).await?)))
}

async fn find(app: &AppState, caller: &Caller, id: &str) -> Result<Attachment, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let mut db = app.store.read().await?;
    Ok(db.attachments().find(&caller.scope, id).await?.ok_or(ErrorCode::NotFound)?)
}

/// Takes away a file that belongs to nothing yet. What was filed with a record stays with it.
#[utoipa::path(
    delete, path = "/attachments/{id}", tag = "attachments", params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn remove_attachment(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    if ![Permission::KeepRecords, Permission::ProposeEvents].into_iter().any(|what| caller.may(what)) {
        return Err(ErrorCode::Forbidden.into());
    }
    let now = app.clock.now();
    let mut db = app.store.write().await?;
    let attachment = db.attachments().find(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    if !db.attachments().remove(&id, now).await? {
        let message = "此附件已随记录保存，不能单独删除；请在记录中移除后重新提交。";
        return Err(ApiError::saying(ErrorCode::Conflict, message));
    }
    let rows = [Changed::new("attachments", id)];
    db.note(&caller.actor(now), "attachment.removed", Some(&attachment.branch_id), &rows).await?;
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The file, to be saved: a browser never opens it in our name.
#[utoipa::path(
    get, path = "/attachments/{id}/content", tag = "attachments", params(("id" = String, Path)),
    responses(
        (status = 200, body = Content, content_type = "application/octet-stream"),
        (status = "4XX", body = ErrorBody),
    ),
)]
async fn download_attachment(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let attachment = find(&app, &caller, &id).await?;
    let bytes = app.files.read(&attachment.sha256).await?;
    let headers = [
        (header::CONTENT_TYPE, mime(attachment.kind).to_owned()),
        (header::CONTENT_DISPOSITION, saved_as(&attachment.name)),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin".to_owned()),
    ];
    Ok((headers, Body::from(bytes)).into_response())
}

/// `attachment` with the name in both spellings of RFC 6266.
pub(crate) fn saved_as(name: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let plain: String = name.chars().map(|sign| if is_plain(sign) { sign } else { '_' }).collect();
    let coded = name.bytes().map(|byte| {
        let sign = char::from(byte);
        if is_plain(sign) { sign.to_string() } else { format!("%{byte:02X}") }
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", coded.collect::<String>())
}

/// Texts and tables of an office file. Pictures and PDF are shown from their content.
#[utoipa::path(
    get, path = "/attachments/{id}/preview", tag = "attachments", params(("id" = String, Path)),
    responses((status = 200, body = Preview), (status = "4XX", body = ErrorBody)),
)]
async fn preview_attachment(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Preview>, ApiError> {
    let attachment = find(&app, &caller, &id).await?;
    let hash = attachment.preview.ok_or(ErrorCode::NotFound)?;
    let bytes = app.files.read(&hash).await?;
    let preview = serde_json::from_slice(&bytes).map_err(|error| ApiError::from(anyhow::Error::from(error)))?;
    Ok(Json(preview))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Named {
    /// The file's name with its ending, as the sender calls it.
    name: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    page: Option<i64>,
    size: Option<i64>,
    /// `records`.
    owner: Option<String>,
    owner_id: Option<String>,
    /// Part of the name.
    q: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct AttachmentView {
    id: String,
    branch_id: String,
    name: String,
    kind: FileSort,
    /// Bytes.
    size: i64,
    sha256: String,
    /// What it belongs to: `records` and the record's id.
    owner: Option<String>,
    owner_id: Option<String>,
    uploaded_by: String,
    uploaded_at: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum FileSort {
    Pdf,
    Jpg,
    Png,
    Docx,
    Xlsx,
    Pptx,
}

impl From<FileKind> for FileSort {
    fn from(kind: FileKind) -> FileSort {
        match kind {
            FileKind::Pdf => FileSort::Pdf,
            FileKind::Jpg => FileSort::Jpg,
            FileKind::Png => FileSort::Png,
            FileKind::Docx => FileSort::Docx,
            FileKind::Xlsx => FileSort::Xlsx,
            FileKind::Pptx => FileSort::Pptx,
        }
    }
}

impl AttachmentView {
    fn of(attachment: Attachment) -> AttachmentView {
        let (owner, owner_id) = attachment.owner.map(|owner| (owner.table, owner.id)).unzip();
        AttachmentView {
            id: attachment.id,
            branch_id: attachment.branch_id,
            name: attachment.name,
            kind: attachment.kind.into(),
            size: attachment.size,
            sha256: attachment.sha256,
            owner,
            owner_id,
            uploaded_by: attachment.uploaded_by,
            uploaded_at: attachment.uploaded_at.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::saved_as;

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            saved_as("记录\"; x=\r\n.pdf"),
            "attachment; filename=\"_____x___.pdf\"; filename*=UTF-8''%E8%AE%B0%E5%BD%95%22%3B%20x%3D%0D%0A.pdf"
        );
    }
}

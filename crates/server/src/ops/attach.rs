//! Ties files that were handed in to the row they belong to.

use store::{Actor, Changed, Db, Owner, StoreError};

use crate::files::MAX_RECORD;

/// Ties the files to `owner`, a row of `branch_id`, and notes it. The inner error says in Chinese which rule is broken;
/// the caller then commits nothing.
///
/// # Errors
/// When the database fails.
pub async fn attach(
    db: &mut Db,
    who: &Actor,
    branch_id: &str,
    owner: &Owner,
    ids: &[String],
) -> Result<Result<(), String>, StoreError> {
    if ids.is_empty() {
        return Ok(Ok(()));
    }
    let mut wanted = ids.to_vec();
    wanted.sort();
    wanted.dedup();
    let tied = db.attachments().bind(branch_id, owner, &wanted).await?;
    if tied.len() < wanted.len() {
        let missing = wanted.iter().find(|id| !tied.contains(id)).map_or("", String::as_str);
        return Ok(Err(format!("附件“{missing}”不存在、已删除，或已属于另一条记录；请移除后重新上传")));
    }
    if db.attachments().size_of(owner).await? > MAX_RECORD {
        return Ok(Err("一条记录的附件合计超过 200 MB；请移除一些后重新提交".to_owned()));
    }
    let rows: Vec<Changed> = tied.into_iter().map(|id| Changed::new("attachments", id)).collect();
    db.note(who, "attachment.tied", Some(branch_id), &rows).await?;
    Ok(Ok(()))
}

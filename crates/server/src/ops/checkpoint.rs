//! Signs the journal as it stands, unless it is no extension of what was signed before.

use jiff::Timestamp;
use store::{KeptCheckpoint, Store};

use crate::keeper::Keeper;

/// A checkpoint over all entries; the last one if none came since, `None` while the journal is empty. The newest file
/// in the keeper's folder is what was last signed: a journal that does not extend it gets no signature.
///
/// # Errors
/// The journal was rewritten, an entry or node is not what was written, or the store's and the file system's errors.
pub async fn checkpoint(store: &Store, keeper: &Keeper, now: Timestamp) -> anyhow::Result<Option<KeptCheckpoint>> {
    let signed = keeper.newest()?;
    let mut db = store.write().await?;
    let kept = db.checkpoints().extend(now, |size, root| keeper.signer().sign(size, root)).await?;
    if let Some((path, signed)) = signed {
        let same = db.checkpoints().root_at(signed.size).await? == Some(signed.root);
        let grown = kept.as_ref().is_some_and(|kept| kept.size as u64 >= signed.size);
        if !(same && grown) {
            anyhow::bail!(
                "存证日志不是检查点 {} 的延续：数据库被换成旧的，或日志被改写。未签发新检查点；请执行 baolei verify 查明",
                path.display()
            );
        }
    }
    db.commit().await?;
    if let Some(kept) = &kept {
        keeper.write(kept.size, &kept.note)?;
    }
    Ok(kept)
}

//! Signs the journal as it stands, unless it is no extension of what was signed before.

use std::path::PathBuf;

use jiff::Timestamp;
use store::{KeptCheckpoint, Store};

use crate::keeper::Keeper;

/// The journal is not what was signed: the database was replaced by an older one, or the journal was rewritten.
#[derive(Debug, thiserror::Error)]
#[error("存证日志不是检查点 {} 的延续：数据库被换成旧的，或日志被改写。未签发新检查点；请执行 baolei verify 查明", .0.display())]
pub struct NotExtended(pub PathBuf);

/// A checkpoint over all entries; the last one if none came since, `None` while the journal is empty. The newest file
/// in the keeper's folder is what was last signed: a journal that does not extend it gets no signature.
///
/// # Errors
/// [`NotExtended`], an entry or node is not what was written, or the store's and the file system's errors.
pub async fn checkpoint(store: &Store, keeper: &Keeper, now: Timestamp) -> anyhow::Result<Option<KeptCheckpoint>> {
    let signed = keeper.newest()?;
    let mut db = store.write_anyway().await?;
    let kept = db.checkpoints().extend(now, |size, root| keeper.signer().sign(size, root)).await?;
    if let Some((path, signed)) = signed {
        let same = db.checkpoints().root_at(signed.size).await? == Some(signed.root);
        let grown = kept.as_ref().is_some_and(|kept| kept.size as u64 >= signed.size);
        if !(same && grown) {
            return Err(NotExtended(path).into());
        }
    }
    db.commit().await?;
    if let Some(kept) = &kept {
        keeper.write(kept.size, &kept.note)?;
    }
    Ok(kept)
}

/// Takes the checkpoints that are this database's out of the folder that databases shared in earlier versions; answers
/// how many. Those that are not stay for whose they are.
///
/// # Errors
/// Those of the store and of the file system.
pub async fn adopt(store: &Store, keeper: &Keeper) -> anyhow::Result<usize> {
    let mut n = 0;
    let mut db = store.read().await?;
    for (path, signed) in keeper.unsorted()? {
        if db.checkpoints().root_at(signed.size).await? == Some(signed.root) {
            keeper.adopt(&path, signed.size)?;
            n += 1;
        }
    }
    Ok(n)
}

#[cfg(test)]
mod tests {
    use store::Actor;

    use super::*;
    use crate::config::KeeperArgs;

    fn noon() -> Timestamp {
        "2026-10-08T04:00:00Z".parse().unwrap()
    }

    async fn grow(store: &Store) {
        let mut db = store.write().await.unwrap();
        db.note(&Actor::program(noon()), "thing.done", None, &[]).await.unwrap();
        db.commit().await.unwrap();
    }

    /// As earlier versions left it: the checkpoints of two databases in one folder.
    #[tokio::test]
    async fn each_database_takes_its_own_checkpoints_out_of_a_shared_folder() {
        let folder = tempfile::tempdir().unwrap();
        let args = KeeperArgs { signing_key: None, checkpoints: None };
        let shared = folder.path().join("checkpoints");
        std::fs::create_dir(&shared).unwrap();
        let mut both = Vec::new();
        for (name, n_entries) in [("a", 2), ("b", 3)] {
            let database = format!("sqlite:{}/{name}.db", folder.path().display());
            let store = Store::open(&database).await.unwrap();
            store.migrate().await.unwrap();
            let id = store.read().await.unwrap().installation().id().await.unwrap();
            let keeper = Keeper::open(&args, &database, &id).unwrap();
            for _ in 0..n_entries {
                grow(&store).await;
            }
            let kept = checkpoint(&store, &keeper, noon()).await.unwrap().unwrap();
            let own = keeper.newest().unwrap().unwrap().0;
            std::fs::rename(own, shared.join(format!("{}.txt", kept.size))).unwrap();
            assert_eq!(keeper.newest().unwrap(), None);
            both.push((store, keeper));
        }
        for (n, (store, keeper)) in both.iter().enumerate() {
            assert_eq!(adopt(store, keeper).await.unwrap(), 1);
            assert_eq!(keeper.newest().unwrap().unwrap().1.size, n as u64 + 2);
            grow(store).await;
            assert!(checkpoint(store, keeper, noon()).await.is_ok(), "the other's checkpoint is in nobody's way");
        }
    }
}

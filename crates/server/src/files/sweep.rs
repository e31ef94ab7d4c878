//! Removes bytes that no row names: of uploads that were refused after they were kept, and of those that were interrupted.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use store::Store;

use super::Files;

/// What is younger may belong to a row that is about to be written.
const YOUNG: Duration = Duration::from_secs(24 * 3600);
/// Hashes that are looked up with one query.
const CHUNK: usize = 200;

impl Files {
    /// Removes files of more than a day that no attachment names, removed attachments included, and answers how many.
    /// `now` is the file system's time.
    ///
    /// # Errors
    /// Those of the store and of the file system; what was removed until then was nobody's.
    pub async fn sweep(&self, store: &Store, now: SystemTime) -> anyhow::Result<usize> {
        let mut n = 0;
        for path in old_in(&self.folder.join("waiting"), now)? {
            fs::remove_file(path)?;
            n += 1;
        }
        let kept =
            shelves(&self.folder)?.iter().map(|shelf| old_in(shelf, now)).collect::<Result<Vec<_>, _>>()?.concat();
        for chunk in kept.chunks(CHUNK) {
            let hashes: Vec<String> = chunk.iter().filter_map(|path| hash_of(path)).collect();
            let named: HashSet<String> = store.read().await?.attachments().named(&hashes).await?.into_iter().collect();
            for path in chunk.iter().filter(|path| hash_of(path).is_some_and(|hash| !named.contains(&hash))) {
                let _keeping = self.keeping.lock().await;
                // The same bytes may have come again meanwhile.
                if is_old(path, now)? {
                    fs::remove_file(path)?;
                    n += 1;
                }
            }
        }
        Ok(n)
    }
}

/// The folders `ab` that hold files by their hash.
fn shelves(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let is_shelf = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        path.is_dir() && name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    Ok(entries(folder)?.into_iter().filter(is_shelf).collect())
}

/// Files that are no longer young.
fn old_in(folder: &Path, now: SystemTime) -> std::io::Result<Vec<PathBuf>> {
    let mut old = Vec::new();
    for path in entries(folder)? {
        if path.is_file() && is_old(&path, now)? {
            old.push(path);
        }
    }
    Ok(old)
}

fn is_old(path: &Path, now: SystemTime) -> std::io::Result<bool> {
    let modified = fs::metadata(path)?.modified()?;
    Ok(now.duration_since(modified).is_ok_and(|age| age > YOUNG))
}

fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

/// The SHA-256 that the file is called by; nothing else in the folders is ours.
fn hash_of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    (name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| name.to_owned())
}

//! Files that people hand in: looked at in a limited child process, kept by their hash in a folder.
//!
//! The name that a sender gave is text and never a path; the path is `ab/<sha256>`, made here.

mod exports;
pub(crate) mod inspect;
mod name;
mod sweep;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::{Duration, SystemTime},
};

use anyhow::Context;
use sha2::{Digest, Sha256};
use store::FileKind;
use tokio::{io::AsyncReadExt, process::Command, sync::Semaphore};

pub(crate) use self::{
    inspect::Preview,
    name::{CleanName, mime},
};
use crate::{confine, ids};

/// Bytes of one file.
pub(crate) const MAX_FILE: usize = 20 << 20;
/// Bytes of all files of one record.
pub(crate) const MAX_RECORD: i64 = 200 << 20;
/// Bytes that must stay free on the disk.
const MIN_FREE: u64 = 512 << 20;
/// Files looked at or received at the same time; the rest waits.
const AT_ONCE: usize = 4;
/// How long looking at a file may take, by the wall clock.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where the files are, and who looks at them. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    folder: Arc<Path>,
    program: Arc<Path>,
    /// Bytes that the branches of one unit may keep together.
    pub quota: i64,
    at_once: Arc<Semaphore>,
    /// Held while a file is taken as kept, and while one is removed as nobody's.
    keeping: Arc<tokio::sync::Mutex<()>>,
}

impl Default for Files {
    /// `./data/files`, and 20 GiB for a unit.
    fn default() -> Files {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("baolei"));
        Files::new(PathBuf::from("./data/files"), program, 20 << 30)
    }
}

/// Where files lie unless the settings say otherwise: beside the database file, or in `./data/files`.
pub(crate) fn beside(database: &str) -> PathBuf {
    let path = database.strip_prefix("sqlite:").map(|path| Path::new(path.trim_start_matches("//")));
    path.and_then(Path::parent).unwrap_or(Path::new("./data")).join("files")
}

/// Why a file was not taken; in Chinese, with what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Not one of the sorts that are taken, or not what its name says.
    Kind(String),
    TooLarge(String),
    /// What is inside is not wanted: macros, marks of secrecy, bombs.
    Content(String),
    /// No room is left.
    Full(String),
}

/// A file that was looked at and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) name: String,
    pub(crate) kind: FileKind,
    pub(crate) size: i64,
    pub(crate) sha256: String,
    pub(crate) preview: Option<String>,
    pub(crate) likeness: Option<String>,
}

impl Files {
    /// `program` is this binary: it looks at files when called with `inspect-upload`. `quota` is in bytes.
    pub fn new(folder: PathBuf, program: PathBuf, quota: i64) -> Files {
        let at_once = Arc::new(Semaphore::new(AT_ONCE));
        Files { folder: folder.into(), program: program.into(), quota, at_once, keeping: Arc::default() }
    }

    /// This binary, for a child process that reads what people send.
    pub(crate) fn program(&self) -> &Path {
        &self.program
    }

    /// A turn to receive a file: few at once, so that uploads never take the memory of everything else.
    pub(crate) async fn turn(&self) -> tokio::sync::OwnedSemaphorePermit {
        self.at_once.clone().acquire_owned().await.expect("nobody closes the semaphore")
    }

    /// Looks at `bytes` in the child process and keeps what came out of it. The inner error is the sender's to mend.
    ///
    /// # Errors
    /// When the folder or the child process fails.
    pub(crate) async fn take(
        &self,
        name: &str,
        declared: Option<&str>,
        bytes: &[u8],
    ) -> anyhow::Result<Result<Kept, Refused>> {
        let CleanName { text, kind } = match CleanName::of(name, declared) {
            Ok(clean) => clean,
            Err(refused) => return Ok(Err(refused)),
        };
        if bytes.len() > MAX_FILE {
            return Ok(Err(Refused::TooLarge("文件超过 20 MB；请压缩图片或拆分后再上传".to_owned())));
        }
        if bytes.is_empty() {
            return Ok(Err(Refused::Content("文件是空的；请重新选择".to_owned())));
        }
        let waiting = self.folder.join("waiting");
        tokio::fs::create_dir_all(&waiting).await.context("cannot make the folder of files")?;
        if free(&self.folder)? < MIN_FREE + bytes.len() as u64 {
            return Ok(Err(Refused::Full("服务器磁盘空间不足，暂不能上传；请联系系统管理员".to_owned())));
        }
        let path = waiting.join(ids::short());
        tokio::fs::write(&path, bytes).await.context("cannot write the upload")?;
        let output = self.look(&path, kind).await;
        let _ = tokio::fs::remove_file(&path).await;
        let Some(output) = output? else {
            let said = "文件已损坏，或展开后超出处理限制；请用原软件打开并另存后重新上传";
            return Ok(Err(Refused::Content(said.to_owned())));
        };
        let Some(found) = inspect::Found::read(&output) else {
            anyhow::bail!("the child that looks at uploads gave no result");
        };
        if let Some(why) = found.refused {
            return Ok(Err(if found.is_other_kind { Refused::Kind(why) } else { Refused::Content(why) }));
        }
        let content = found.content.unwrap_or(bytes);
        let sha256 = self.keep(content).await?;
        let preview = match found.preview {
            Some(preview) => Some(self.keep(preview).await?),
            None => None,
        };
        let size = i64::try_from(content.len())?;
        Ok(Ok(Kept { name: text, kind, size, sha256, preview, likeness: found.likeness }))
    }

    /// What the child printed; `None` when it was stopped or fell.
    async fn look(&self, path: &Path, kind: FileKind) -> anyhow::Result<Option<Vec<u8>>> {
        let mut child = Command::from(confine::child(&self.program, "inspect-upload"))
            .arg(path)
            .arg(kind.word())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("cannot start the child that looks at uploads")?;
        let stdout = child.stdout.take().expect("it is piped");
        let mut output = Vec::new();
        let limit = 3 * MAX_FILE as u64;
        let read = async {
            stdout.take(limit).read_to_end(&mut output).await?;
            child.wait().await
        };
        match tokio::time::timeout(PATIENCE, read).await {
            Ok(status) => Ok(status?.success().then_some(output)),
            Err(_) => Ok(None),
        }
    }

    /// Writes the bytes under their hash, lasting before it answers. The same bytes are kept once.
    async fn keep(&self, bytes: &[u8]) -> anyhow::Result<String> {
        let hash = ids::hex(&Sha256::digest(bytes));
        let path = self.path(&hash);
        let _keeping = self.keeping.lock().await;
        if tokio::fs::try_exists(&path).await? {
            // As if it came now: whoever sweeps leaves it to the row that is about to name it.
            std::fs::File::options().append(true).open(&path)?.set_modified(SystemTime::now())?;
            return Ok(hash);
        }
        let folder = path.parent().expect("it lies in a folder").to_owned();
        let new = self.folder.join("waiting").join(ids::short());
        let bytes = bytes.to_owned();
        tokio::task::spawn_blocking(move || -> std::io::Result<()> {
            std::fs::create_dir_all(&folder)?;
            let mut file = std::fs::File::create(&new)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            std::fs::rename(&new, &path)?;
            std::fs::File::open(&folder)?.sync_all()
        })
        .await?
        .context("cannot keep the upload")?;
        Ok(hash)
    }

    fn path(&self, hash: &str) -> PathBuf {
        self.folder.join(&hash[..2]).join(hash)
    }

    /// The bytes under a hash; an error when they are gone or are others.
    pub(crate) async fn read(&self, hash: &str) -> anyhow::Result<Vec<u8>> {
        let bytes = tokio::fs::read(self.path(hash)).await.with_context(|| format!("cannot read the file `{hash}`"))?;
        anyhow::ensure!(ids::hex(&Sha256::digest(&bytes)) == hash, "the file `{hash}` was changed on the disk");
        Ok(bytes)
    }
}

/// Bytes that are free where `folder` is.
fn free(folder: &Path) -> anyhow::Result<u64> {
    let at = rustix::fs::statvfs(folder).context("cannot ask how full the disk is")?;
    Ok(at.f_bavail.saturating_mul(at.f_frsize))
}

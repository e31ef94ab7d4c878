//! What leaves the database so that it cannot be rewritten unseen: the key that signs checkpoints, and the folder they
//! are written to. Both belong to other people than the database does. Each database has a folder of its own among the
//! checkpoints, called by its id, with a file that says where the database is.

use std::{
    fs,
    io::{self, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, bail};
use store::proof::{Checkpoint, Signer, Verifier};

use crate::{config::KeeperArgs, ids};

/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct Keeper(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    signer: Signer,
    /// `None`: nothing is written (tests).
    folder: Option<Folder>,
}

/// The checkpoints of one database.
#[derive(Debug)]
struct Folder {
    own: PathBuf,
    /// Where the folders of all databases are; earlier versions wrote their checkpoints right here.
    shared: PathBuf,
    /// Where the database is, without secrets.
    place: String,
}

/// In each database's folder: where that database is.
const PLACE: &str = "database";

impl Keeper {
    /// A key of its own that nobody else knows and that ends with the process.
    pub fn passing() -> Keeper {
        Keeper(Arc::new(Kept { signer: Signer::new("branch-scores/passing", seed()), folder: None }))
    }

    /// The key from its file, which is made at first use and is readable by its owner only. `id` is the database's own.
    ///
    /// # Errors
    /// The file is readable by others, or is no key.
    pub fn open(args: &KeeperArgs, database: &str, id: &str) -> anyhow::Result<Keeper> {
        let (shared, own) = (shared_folder(args, database), own_folder(args, database, id));
        let signer = signer(&key_path(args, database))?;
        Ok(Keeper(Arc::new(Kept { signer, folder: Some(Folder { own, shared, place: place(database) }) })))
    }

    pub fn signer(&self) -> &Signer {
        &self.0.signer
    }

    /// The newest checkpoint in the folder, whose signature is ours.
    ///
    /// # Errors
    /// The file cannot be read, or somebody else signed it.
    pub fn newest(&self) -> anyhow::Result<Option<(PathBuf, Checkpoint)>> {
        let Some(folder) = &self.0.folder else { return Ok(None) };
        let Some(path) = newest_in(&folder.own)? else { return Ok(None) };
        let note = fs::read_to_string(&path).with_context(|| format!("无法读取检查点 {}", path.display()))?;
        let checkpoint = self.0.signer.verifier().open(&note);
        let checkpoint = checkpoint.with_context(|| format!("检查点 {} 不是本系统签发的", path.display()))?;
        Ok(Some((path, checkpoint)))
    }

    /// Checkpoints of ours that earlier versions wrote where those of all databases lay together.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn unsorted(&self) -> anyhow::Result<Vec<(PathBuf, Checkpoint)>> {
        let Some(folder) = &self.0.folder else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for (_, path) in sized(&folder.shared)? {
            let note = fs::read_to_string(&path).with_context(|| format!("无法读取检查点 {}", path.display()))?;
            // Another's key may lie here as well.
            found.extend(self.0.signer.verifier().open(&note).ok().map(|checkpoint| (path, checkpoint)));
        }
        Ok(found)
    }

    /// Takes such a checkpoint into this database's folder.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn adopt(&self, path: &Path, size: u64) -> anyhow::Result<()> {
        let Some(folder) = &self.0.folder else { return Ok(()) };
        folder.make()?;
        fs::rename(path, folder.own.join(format!("{size}.txt"))).with_context(|| format!("无法移动 {}", path.display()))
    }

    /// The folder of another database that was where this one is; then this is not the one it was.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn former(&self) -> anyhow::Result<Option<PathBuf>> {
        let Some(folder) = self.0.folder.as_ref().filter(|folder| folder.shared.exists()) else { return Ok(None) };
        let entries = fs::read_dir(&folder.shared);
        for entry in entries.with_context(|| format!("无法读取文件夹 {}", folder.shared.display()))? {
            let path = entry?.path();
            if path != folder.own && fs::read_to_string(path.join(PLACE)).is_ok_and(|place| place == folder.place) {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }

    /// Writes a checkpoint beside the earlier ones; answers where.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn write(&self, size: i64, note: &str) -> anyhow::Result<Option<PathBuf>> {
        let Some(folder) = &self.0.folder else { return Ok(None) };
        folder.make()?;
        let folder = &folder.own;
        let path = folder.join(format!("{size}.txt"));
        if !path.exists() {
            let part = folder.join(format!("{size}.part"));
            let mut file = fs::File::create(&part).with_context(|| format!("无法写入 {}", part.display()))?;
            file.write_all(note.as_bytes())?;
            file.sync_all()?;
            fs::rename(&part, &path)?;
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(Some(path))
    }
}

impl Folder {
    /// With the file that says whose it is.
    fn make(&self) -> anyhow::Result<()> {
        let shown = self.own.display();
        fs::create_dir_all(&self.own).with_context(|| format!("无法建立文件夹 {shown}"))?;
        let path = self.own.join(PLACE);
        if fs::read_to_string(&path).is_ok_and(|place| place == self.place) {
            return Ok(());
        }
        fs::write(&path, &self.place).with_context(|| format!("无法写入 {}", path.display()))
    }
}

/// Files `<size>.txt` right in a folder.
fn sized(folder: &Path) -> anyhow::Result<Vec<(u64, PathBuf)>> {
    let mut found = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(folder).with_context(|| format!("无法读取文件夹 {}", folder.display()))? {
            let path = entry?.path();
            let size = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".txt")?.parse().ok());
            found.extend(size.map(|size| (size, path)));
        }
    }
    Ok(found)
}

/// `<size>.txt` with the largest size.
pub(crate) fn newest_in(folder: &Path) -> anyhow::Result<Option<PathBuf>> {
    Ok(sized(folder)?.into_iter().max().map(|(_, path)| path))
}

fn shared_folder(args: &KeeperArgs, database: &str) -> PathBuf {
    args.checkpoints.clone().unwrap_or_else(|| beside(database).join("checkpoints"))
}

/// Where the checkpoints of the database with this id lie.
pub(crate) fn own_folder(args: &KeeperArgs, database: &str, id: &str) -> PathBuf {
    shared_folder(args, database).join(id)
}

/// Where a database is: a file's path, or host and name, without account and password.
fn place(database: &str) -> String {
    match database.strip_prefix("sqlite:") {
        Some(path) => {
            let path = Path::new(path.trim_start_matches("//"));
            fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).display().to_string()
        }
        None => {
            let host = database.rsplit_once('@').map_or(database, |(_, host)| host);
            host.split('?').next().unwrap_or_default().to_owned()
        }
    }
}

/// The folder of the database file; `./data` for a database server.
fn beside(database: &str) -> PathBuf {
    let path = database.strip_prefix("sqlite:").map(|path| path.trim_start_matches("//"));
    let folder = path.and_then(|path| Path::new(path).parent());
    folder.map_or_else(|| PathBuf::from("data"), Path::to_owned)
}

pub(crate) fn key_path(args: &KeeperArgs, database: &str) -> PathBuf {
    args.signing_key.clone().unwrap_or_else(|| beside(database).join("keys").join("signing.key"))
}

/// Who can check what the key of this installation signed; `None` while there is no key.
///
/// # Errors
/// The file is no key.
pub(crate) fn verifier(args: &KeeperArgs, database: &str) -> anyhow::Result<Option<Verifier>> {
    let path = key_path(args, database);
    if path.exists() { signer(&path).map(|signer| Some(signer.verifier())) } else { Ok(None) }
}

fn seed() -> [u8; 32] {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).expect("the operating system supplies randomness");
    seed
}

/// A new key, whole or not at all: a power cut leaves no half of it. Of two that start at once, the first one's stands.
fn make_key(path: &Path) -> io::Result<()> {
    let part = path.with_extension(format!("part-{}", ids::short()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    writeln!(file, "branch-scores/{}\n{}", ids::short(), ids::hex(&seed()))?;
    file.sync_all()?;
    let linked = fs::hard_link(&part, path);
    fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => fs::File::open(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))?
            .sync_all(),
    }
}

/// Origin on the first line, the secret in hex on the second.
fn signer(path: &Path) -> anyhow::Result<Signer> {
    let shown = path.display();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("无法建立文件夹 {}", folder.display()))?;
    }
    if !path.exists() {
        make_key(path).with_context(|| format!("无法写入签名密钥 {shown}"))?;
    }
    let mode = fs::metadata(path).with_context(|| format!("无法读取签名密钥 {shown}"))?.mode();
    if mode & 0o077 != 0 {
        bail!("签名密钥 {shown} 可被他人读取（权限 {:o}），拒绝使用；请执行 chmod 600 {shown}", mode & 0o777);
    }
    let text = fs::read_to_string(path).with_context(|| format!("无法读取签名密钥 {shown}"))?;
    let mut lines = text.lines();
    let (origin, secret) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let secret = store::proof::Hash::parse(secret);
    match secret {
        Some(secret) if !origin.is_empty() => Ok(Signer::new(origin, secret.0)),
        _ => bail!("{shown} 不是签名密钥；请从备份恢复，或移走它以另立新密钥（旧检查点须用旧公钥核对）"),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use store::proof::Hash;

    use super::*;

    const ARGS: KeeperArgs = KeeperArgs { signing_key: None, checkpoints: None };

    #[test]
    fn the_key_is_made_once_and_is_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}/b.db", folder.path().display());
        let first = Keeper::open(&ARGS, &database, "one").unwrap();
        let again = Keeper::open(&ARGS, &database, "one").unwrap();
        assert_eq!(first.signer().verifier(), again.signer().verifier());
        let path = key_path(&ARGS, &database);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing half made lies beside it");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let refused = Keeper::open(&ARGS, &database, "one").unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }

    #[test]
    fn two_databases_beside_each_other_keep_their_checkpoints_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| format!("sqlite:{}/{name}.db", folder.path().display());
        let one = Keeper::open(&ARGS, &at("a"), "one").unwrap();
        let two = Keeper::open(&ARGS, &at("b"), "two").unwrap();
        let note = |keeper: &Keeper, size: u64| keeper.signer().sign(size, Hash::of(&size.to_be_bytes()));
        one.write(7, &note(&one, 7)).unwrap();
        two.write(3, &note(&two, 3)).unwrap();
        assert_eq!(one.newest().unwrap().unwrap().1.size, 7);
        assert_eq!(two.newest().unwrap().unwrap().1.size, 3);
        assert_eq!((one.former().unwrap(), two.former().unwrap()), (None, None));
        // Another database is put where the first was.
        let other = Keeper::open(&ARGS, &at("a"), "three").unwrap();
        assert_eq!(other.newest().unwrap(), None);
        assert_eq!(other.former().unwrap(), Some(folder.path().join("checkpoints").join("one")));
    }

    #[test]
    fn the_place_of_a_database_says_no_password() {
        assert_eq!(place("postgres://baolei:geheim@10.0.0.5/baolei?sslmode=require"), "10.0.0.5/baolei");
        assert_eq!(place("sqlite:/nowhere/b.db"), "/nowhere/b.db");
    }
}

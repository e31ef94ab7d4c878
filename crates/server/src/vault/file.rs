//! The file that holds the master key: outside the database, readable by its owner alone.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{Vault, from_hex, random};
use crate::ids;

const HEAD: &str = "baolei-key-1";

/// Why the key file cannot be used. The server does not start then.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    #[error("无法读写密钥文件 {}（{reason}）；请核对路径和权限", path.display())]
    Io { path: PathBuf, reason: io::Error },
    #[error("密钥文件 {} 的内容不完整；请用备份的密钥文件恢复，不要新建：没有原密钥，已加密的号码无法打开", .0.display())]
    Damaged(PathBuf),
    #[error("密钥文件 {} 可被其他用户读取，拒绝启动；请执行 chmod 600 后重试", .0.display())]
    Readable(PathBuf),
}

/// Where the key lies unless a path is given: `keys/members.key` beside an SQLite file, below `data` otherwise.
pub fn beside(database: &str) -> PathBuf {
    let file = database.strip_prefix("sqlite:").map(|path| Path::new(path.trim_start_matches("//")));
    let folder = file.and_then(Path::parent).map_or_else(|| PathBuf::from("data"), Path::to_path_buf);
    folder.join("keys").join("members.key")
}

impl Vault {
    /// Reads the key file, or makes one with fresh keys.
    ///
    /// # Errors
    /// [`KeyFileError`]; an unreadable file is never replaced.
    pub fn at(path: &Path) -> Result<Vault, KeyFileError> {
        let failed = |reason| KeyFileError::Io { path: path.to_owned(), reason };
        if !path.exists() {
            make(path).map_err(failed)?;
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            if fs::metadata(path).map_err(failed)?.permissions().mode() & 0o077 != 0 {
                return Err(KeyFileError::Readable(path.to_owned()));
            }
        }
        let text = fs::read_to_string(path).map_err(failed)?;
        read(&text).ok_or_else(|| KeyFileError::Damaged(path.to_owned()))
    }
}

fn read(text: &str) -> Option<Vault> {
    let mut lines = text.lines();
    lines.next().filter(|head| *head == HEAD)?;
    let mut key = || <[u8; 32]>::try_from(from_hex(lines.next()?)?).ok();
    Some(Vault::of(key()?, key()?))
}

/// Written whole and made safe before it gets its name, so that a power cut leaves no half key.
fn make(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let part = path.with_extension(format!("part-{}", ids::short()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
        options.mode(0o600);
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    let mut file = options.open(&part)?;
    writeln!(file, "{HEAD}\n{}\n{}", ids::hex(&random()), ids::hex(&random()))?;
    file.sync_all()?;
    // Of two that start at once, the first one's key stands.
    let linked = fs::hard_link(&part, path);
    fs::remove_file(&part)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => fs::File::open(folder)?.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/members.key");
        let first = Vault::at(&path).unwrap();
        assert_eq!(Vault::at(&path).unwrap().id(), first.id());
        fs::write(&path, "baolei-key-1\n00\n").unwrap();
        assert!(matches!(Vault::at(&path), Err(KeyFileError::Damaged(_))));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("members.key");
        Vault::at(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(Vault::at(&path), Err(KeyFileError::Readable(_))));
    }

    #[test]
    fn the_key_lies_outside_the_database() {
        assert_eq!(beside("sqlite:./data/baolei.db"), Path::new("./data/keys/members.key"));
        assert_eq!(beside("sqlite:///srv/b.db"), Path::new("/srv/keys/members.key"));
        assert_eq!(beside("postgres://a@b/c"), Path::new("data/keys/members.key"));
    }
}

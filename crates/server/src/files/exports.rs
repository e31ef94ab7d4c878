//! Files that the program itself makes for somebody: beside the attachments, gone when they expire.

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use sha2::{Digest, Sha256};

use super::{Files, MIN_FREE, free};
use crate::ids;

impl Files {
    /// Writes a file under the id of its job, lasting before it answers: its hash and size.
    ///
    /// # Errors
    /// When the disk is nearly full or fails.
    pub(crate) async fn keep_export(&self, id: &str, bytes: Vec<u8>) -> anyhow::Result<(String, i64)> {
        let folder = self.folder.join("exports");
        tokio::fs::create_dir_all(&folder).await.context("cannot make the folder of exports")?;
        anyhow::ensure!(free(&self.folder)? >= MIN_FREE + bytes.len() as u64, "too little room on the disk");
        let (hash, size) = (ids::hex(&Sha256::digest(&bytes)), i64::try_from(bytes.len())?);
        let path = self.export(id);
        tokio::task::spawn_blocking(move || -> std::io::Result<()> {
            let part = path.with_extension("part");
            let mut file = std::fs::File::create(&part)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            std::fs::rename(&part, &path)?;
            std::fs::File::open(&folder)?.sync_all()
        })
        .await?
        .context("cannot keep the export")?;
        Ok((hash, size))
    }

    /// The bytes of a job's file; an error when they are gone or are others.
    pub(crate) async fn read_export(&self, id: &str, hash: &str) -> anyhow::Result<Vec<u8>> {
        let bytes = tokio::fs::read(self.export(id)).await.with_context(|| format!("cannot read the export `{id}`"))?;
        anyhow::ensure!(ids::hex(&Sha256::digest(&bytes)) == hash, "the export `{id}` was changed on the disk");
        Ok(bytes)
    }

    /// Removes a job's file; one that is gone already is no error.
    pub(crate) async fn remove_export(&self, id: &str) -> anyhow::Result<()> {
        match tokio::fs::remove_file(self.export(id)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error).context("cannot remove an export"),
            _ => Ok(()),
        }
    }

    /// Ids of jobs are made here and hold letters and digits alone.
    fn export(&self, id: &str) -> PathBuf {
        self.folder.join("exports").join(id)
    }
}

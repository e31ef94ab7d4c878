//! One entry as a leaf of the tree.

use proof::Hash;
use sqlx::any::AnyRow;

use crate::{StoreError, text::Reading};

/// An entry as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// From 1, without gaps; the leaf's index is one less.
    pub(crate) seq: i64,
    pub(crate) at: String,
    pub(crate) account: String,
    pub(crate) action: String,
    pub(crate) org_id: Option<String>,
    pub(crate) body: String,
    /// Random, so that a leaf given out tells nothing about its entry.
    pub(crate) salt: String,
}

pub(crate) const COLUMNS: &str = "seq, at, account, action, org_id, body, salt, leaf";

impl Entry {
    /// The entry, and the leaf that is kept beside it.
    pub(crate) fn read(row: &AnyRow) -> Result<(Entry, String), StoreError> {
        let reading = Reading::new(row, "journal", "at");
        let entry = Entry {
            seq: reading.get("seq")?,
            at: reading.get("at")?,
            account: reading.get("account")?,
            action: reading.get("action")?,
            org_id: reading.get("org_id")?,
            body: reading.get("body")?,
            salt: reading.get("salt")?,
        };
        Ok((entry, reading.get("leaf")?))
    }

    /// SHA-256 with the leaf prefix over one JSON array in a fixed order; the first item is the version of this form.
    pub(crate) fn leaf(&self) -> Hash {
        let content =
            ("journal/1", self.seq, &self.at, &self.account, &self.action, &self.org_id, &self.salt, &self.body);
        proof::leaf(&serde_json::to_vec(&content).expect("texts are always written"))
    }
}

/// 128 random bits in hex.
pub(crate) fn salt() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system supplies randomness");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

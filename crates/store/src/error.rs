//! What can go wrong between the product and its database.

/// Absence is no error (`Option`); these are.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something with the same key is there already; names the noun.
    #[error("conflict: `{0}` exists already")]
    Conflict(&'static str),
    /// What is published or sealed is never changed; names the noun.
    #[error("`{0}` is final and cannot be changed")]
    Final(&'static str),
    /// A row that cannot be read.
    #[error("unreadable row `{key}` in `{table}`: {reason}")]
    Corrupt { table: &'static str, key: String, reason: String },
    /// The database file itself is damaged; nothing was repaired.
    #[error("damaged database file: {0}")]
    Damaged(String),
    /// The file or the server cannot be opened.
    #[error("cannot open the database: {0}")]
    Unreachable(String),
    /// The database would not promise to keep what it confirms.
    #[error("unsafe database setting: {0}")]
    Unsafe(String),
    #[error("migration failed: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The commit failed: nothing of it was kept, and the same request may come again.
    #[error("not written: {0}")]
    Unwritten(String),
    /// A task that writes asked to write once more beside it: a mistake of the program.
    #[error("this task holds the writer's turn already")]
    Nested,
    /// Nothing may be changed at present.
    #[error("the store is frozen: nothing may be changed")]
    Frozen,
    #[error("database: {0}")]
    Database(sqlx::Error),
}

/// What SQLite, PostgreSQL and the operating system say of storage that fails.
const STORAGE_WORDS: [&str; 8] = [
    "disk I/O error",
    "is full",
    "No space left",
    "Input/output error",
    "readonly database",
    "unable to open database file",
    "could not fsync",
    "could not write",
];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> StoreError {
        let text = error.to_string();
        if text.contains("malformed") || text.contains("file is not a database") {
            return StoreError::Damaged(text);
        }
        StoreError::Database(error)
    }
}

impl StoreError {
    /// Whether the storage itself failed: not a single request, but whatever else would be written.
    pub fn is_storage(&self) -> bool {
        let failed = |text: &str| STORAGE_WORDS.iter().any(|word| text.contains(word));
        match self {
            StoreError::Damaged(_) => true,
            StoreError::Unwritten(text) => failed(text),
            StoreError::Database(sqlx::Error::Io(_)) => true,
            StoreError::Database(error) => failed(&error.to_string()),
            _ => false,
        }
    }

    /// A unique violation becomes a conflict over `noun`; everything else stays what it was.
    pub(crate) fn or_conflict(error: sqlx::Error, noun: &'static str) -> StoreError {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => StoreError::Conflict(noun),
            _ => error.into(),
        }
    }

    pub(crate) fn corrupt(table: &'static str, key: &str, reason: impl ToString) -> StoreError {
        StoreError::Corrupt { table, key: key.to_owned(), reason: reason.to_string() }
    }
}

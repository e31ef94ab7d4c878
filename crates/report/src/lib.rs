//! Papers on A4: one ledger record, a branch's year as a book. Plain data in, a PDF out; no clock, no database, no network.
//!
//! The templates are in `templates/`; a template sees nothing but `data.json`, which is the data given here.

mod papers;
#[cfg(feature = "typst")]
mod printer;

use std::path::PathBuf;

pub use papers::{BookPaper, BookPart, MatrixRow, RecordPaper, Topic};
#[cfg(feature = "typst")]
pub use printer::Printer;

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("the folders {0:?} hold no font of the template's families; install fonts-noto-cjk")]
    NoFonts(Vec<PathBuf>),
    #[error("this build cannot print")]
    NotBuilt,
    #[error("the template failed: {0}")]
    Template(String),
}

/// What stands in the place of the printer in a build without typesetting: every call says so.
#[cfg(not(feature = "typst"))]
pub struct Printer;

#[cfg(not(feature = "typst"))]
impl Printer {
    /// # Errors
    /// Always.
    pub fn open(_folders: &[PathBuf]) -> Result<Printer, PrintError> {
        Err(PrintError::NotBuilt)
    }

    /// # Errors
    /// Always.
    pub fn record(&self, _paper: &RecordPaper) -> Result<Vec<u8>, PrintError> {
        Err(PrintError::NotBuilt)
    }

    /// # Errors
    /// Always.
    pub fn book(&self, _paper: &BookPaper) -> Result<Vec<u8>, PrintError> {
        Err(PrintError::NotBuilt)
    }
}

//! Papers on A4: one ledger record, a branch's year as a book, a table with its heading. Plain data in, a PDF out; no
//! clock, no database, no network.
//!
//! The templates are in `templates/`; a template sees nothing but `data.json`, which is the data given here. What people
//! typed comes to the page as text: it is never read as markup.

mod papers;
mod printer;

use std::path::PathBuf;

pub use papers::{BookMonth, BookPaper, Column, Grid, MatrixRow, RecordPaper, SheetPaper, SheetRow, Topic};
pub use printer::Printer;

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    #[error("the folders {0:?} hold no font of the template's families; install fonts-noto-cjk")]
    NoFonts(Vec<PathBuf>),
    #[error("the template failed: {0}")]
    Template(String),
}

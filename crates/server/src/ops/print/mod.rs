//! Papers: what stands on them, and the press that sets them.

mod book;
mod record;

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use jiff::civil::Date;
use report::{BookPaper, PrintError, Printer, RecordPaper, SheetPaper};
use tokio::sync::Semaphore;

pub use book::{Asked, MOST_RECORDS, book};
pub use record::{Home, paper};

/// Papers set at the same time; the rest waits.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
static PRINTER: OnceLock<Arc<Printer>> = OnceLock::new();

/// Something to be set.
pub enum Paper {
    Record(Box<RecordPaper>),
    Book(Box<BookPaper>),
    Sheet(Box<SheetPaper>),
}

/// Fonts are looked for when the first paper is asked for, in `BAOLEI_FONTS` first.
fn printer() -> Result<Arc<Printer>, PrintError> {
    if let Some(printer) = PRINTER.get() {
        return Ok(printer.clone());
    }
    let folders: Vec<PathBuf> = std::env::var_os("BAOLEI_FONTS").map(PathBuf::from).into_iter().collect();
    let opened = Arc::new(Printer::open(&folders)?);
    Ok(PRINTER.get_or_init(|| opened).clone())
}

/// The paper as PDF.
///
/// # Errors
/// When fonts are missing, or the template fails.
pub async fn print(paper: Paper) -> anyhow::Result<Result<Vec<u8>, PrintError>> {
    let _turn = AT_ONCE.acquire().await?;
    let set = move || {
        let printer = printer()?;
        match paper {
            Paper::Record(paper) => printer.record(&paper),
            Paper::Book(paper) => printer.book(&paper),
            Paper::Sheet(paper) => printer.sheet(&paper),
        }
    };
    Ok(tokio::task::spawn_blocking(set).await?)
}

/// A scheme by name and version, as the web has it: `1` is 第1版.
pub fn scheme_named(title: &str, version: &str) -> String {
    let plain = version.len() <= 3 && version.bytes().all(|sign| sign.is_ascii_digit());
    if plain { format!("{title}（第{version}版）") } else { format!("{title}（版本 {version}）") }
}

/// `2026年9月10日`.
pub fn written(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

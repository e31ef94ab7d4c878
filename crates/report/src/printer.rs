//! Typesetting. Fonts are looked for once; a template reads `data.json` and nothing else.

use std::path::PathBuf;

use serde::Serialize;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::fonts::{self, FontStore};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::{BookPaper, PrintError, RecordPaper, SheetPaper};

const COMMON: &str = include_str!("../templates/common.typ");
const RECORD: &str = include_str!("../templates/record.typ");
const BOOK: &str = include_str!("../templates/book.typ");
const SHEET: &str = include_str!("../templates/sheet.typ");

/// Folders that are looked through besides those of the setting.
const USUAL: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// The last of the families: without it there is no Chinese on the paper.
const LAST_FAMILY: &str = "noto serif cjk sc";
/// Prints after which typesetting may forget what it remembered.
const REMEMBERED: usize = 10;

/// Holds the fonts; open it once.
pub struct Printer {
    fonts: FontStore,
    library: LazyHash<Library>,
}

impl Printer {
    /// Looks for fonts in `folders`, which come first, and in the usual places.
    ///
    /// # Errors
    /// `NoFonts` when the families of the templates are not there.
    pub fn open(folders: &[PathBuf]) -> Result<Printer, PrintError> {
        let mut fonts = FontStore::new();
        let all: Vec<PathBuf> = folders.iter().cloned().chain(USUAL.map(PathBuf::from)).collect();
        for folder in all.iter().filter(|folder| folder.is_dir()) {
            fonts.extend(fonts::scan(folder));
        }
        if !fonts.book().contains_family(LAST_FAMILY) {
            return Err(PrintError::NoFonts(all));
        }
        Ok(Printer { fonts, library: LazyHash::new(<Library as LibraryExt>::default()) })
    }

    /// # Errors
    /// When the template fails.
    pub fn record(&self, paper: &RecordPaper) -> Result<Vec<u8>, PrintError> {
        self.print(RECORD, paper).map(|(pdf, _)| pdf)
    }

    /// # Errors
    /// When the template fails.
    pub fn book(&self, paper: &BookPaper) -> Result<Vec<u8>, PrintError> {
        self.print(BOOK, paper).map(|(pdf, _)| pdf)
    }

    /// # Errors
    /// When the template fails.
    pub fn sheet(&self, paper: &SheetPaper) -> Result<Vec<u8>, PrintError> {
        self.print(SHEET, paper).map(|(pdf, _)| pdf)
    }

    /// The PDF, and what typesetting warned of.
    fn print(&self, template: &str, data: &impl Serialize) -> Result<(Vec<u8>, Vec<String>), PrintError> {
        let failed = |what: &dyn std::fmt::Debug| PrintError::Template(format!("{what:?}"));
        let data = serde_json::to_vec(data).map_err(|error| failed(&error))?;
        let sheet =
            Sheet { printer: self, main: source("main.typ", template)?, common: source("common.typ", COMMON)?, data };
        let done = typst::compile::<PagedDocument>(&sheet);
        let warnings = done.warnings.iter().map(|warning| warning.message.to_string()).collect();
        let document = done.output.map_err(|errors| {
            let said: Vec<String> = errors.iter().map(|error| error.message.to_string()).collect();
            PrintError::Template(said.join("; "))
        })?;
        let pdf = typst_pdf::pdf(&document, &PdfOptions::default()).map_err(|errors| failed(&errors))?;
        comemo::evict(REMEMBERED);
        Ok((pdf, warnings))
    }
}

fn id(name: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(name).map_err(|error| PrintError::Template(format!("{error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn source(name: &str, text: &str) -> Result<Source, PrintError> {
    Ok(Source::new(id(name)?, text.to_owned()))
}

/// One print: the template, what it shares with others, and the data.
struct Sheet<'a> {
    printer: &'a Printer,
    main: Source,
    common: Source,
    data: Vec<u8>,
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.printer.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.printer.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.main, &self.common].into_iter().find(|source| source.id() == id);
        known.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id.get().vpath().get_without_slash() == "data.json" {
            return Ok(Bytes::new(self.data.clone()));
        }
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.printer.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests;

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

use crate::{BookPaper, PrintError, RecordPaper};

const COMMON: &str = include_str!("../templates/common.typ");
const RECORD: &str = include_str!("../templates/record.typ");
const BOOK: &str = include_str!("../templates/book.typ");

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
mod tests {
    use super::*;
    use crate::{BookPart, MatrixRow, Topic};

    fn meeting(n: usize) -> RecordPaper {
        let pair = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        RecordPaper {
            heading: "支部委员会会议记录".to_owned(),
            title: format!("研究{n}月份组织生活安排"),
            unit: "炼铁厂党委".to_owned(),
            branch: "一高炉党支部".to_owned(),
            facts: vec![
                pair("时间", "2026年9月10日 14:30—15:40"),
                pair("地点", "二楼会议室"),
                pair("主持人", "李明"),
                pair("记录人", "王芳"),
                pair("应到", "5人"),
                pair("实到", "4人"),
            ],
            present: ["李明", "王芳", "赵强", "刘洋"].map(str::to_owned).to_vec(),
            absent: vec![pair("陈静", "出差")],
            topics: vec![Topic {
                topic: "讨论发展对象人选".to_owned(),
                summary: "会议听取了培养联系人的汇报，“成熟一个、发展一个”。#[x] *y* $z$".to_owned(),
                resolution: "同意将张伟列为发展对象。".to_owned(),
                vote: "赞成4票，反对0票，弃权0票".to_owned(),
            }],
            sections: vec![],
            signatures: vec!["主持人".to_owned(), "记录人".to_owned()],
            footer: "记录编号 zwh-001".to_owned(),
        }
    }

    fn text(pdf: &[u8]) -> String {
        let path = std::env::temp_dir().join(format!("baolei_print_{}_{}.pdf", std::process::id(), pdf.len()));
        std::fs::write(&path, pdf).unwrap();
        let output = std::process::Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().unwrap();
        if std::env::var_os("BAOLEI_KEEP_PRINTS").is_none() {
            std::fs::remove_file(path).unwrap();
        }
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn a_record_is_on_paper_word_for_word_in_fonts_that_are_there() {
        let printer = Printer::open(&[]).unwrap();
        let (pdf, warnings) = printer.print(RECORD, &meeting(9)).unwrap();
        let unknown: Vec<&String> = warnings.iter().filter(|said| said.contains("noto")).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        let text = text(&pdf);
        for words in [
            "支部委员会会议记录",
            "一高炉党支部",
            "讨论发展对象人选",
            "#[x] *y* $z$",
            "同意将张伟列为发展对象",
            "陈静",
            "第1页",
        ] {
            assert!(text.replace(' ', "").contains(&words.replace(' ', "")), "`{words}` is not in {text}");
        }
        assert!(pdf.len() < 600_000, "only the signs that are used are in the file: {} bytes", pdf.len());
    }

    #[test]
    fn a_year_is_a_book_with_contents() {
        let printer = Printer::open(&[]).unwrap();
        let book = BookPaper {
            year: "2026".to_owned(),
            unit: "炼铁厂党委".to_owned(),
            branch: "一高炉党支部".to_owned(),
            printed: "2026年12月31日".to_owned(),
            facts: vec![("书记".to_owned(), "李明".to_owned())],
            matrix: vec![MatrixRow {
                kind: "支部委员会会议".to_owned(),
                months: (1..=12).map(|n| n.to_string()).collect(),
            }],
            scores: vec![["2026年9月".to_owned(), "96.50".to_owned(), "3/42".to_owned(), "四星".to_owned()]],
            parts: vec![BookPart {
                kind: "支部委员会会议".to_owned(), records: (1..=12).map(meeting).collect()
            }],
        };
        let (pdf, _) = printer.print(BOOK, &book).unwrap();
        let text = text(&pdf).replace(' ', "");
        for words in ["党支部工作台账", "目录", "月度一览", "考核得分", "研究12月份组织生活安排"]
        {
            assert!(text.contains(words), "`{words}` is not in {text}");
        }
    }
}

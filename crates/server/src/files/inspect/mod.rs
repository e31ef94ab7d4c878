//! The child process that looks at one upload: is it what it says, is anything in it that is not wanted, and what of it
//! can be shown. It writes no file; what it found goes to standard output: a line of JSON, then the bytes it made.

mod marks;
mod package;
mod pdf;
mod picture;
mod text;

use std::{
    io::{BufRead, Write},
    path::Path,
    process::ExitCode,
};

use serde::{Deserialize, Serialize};
use store::FileKind;
use utoipa::ToSchema;

pub(crate) use self::marks::{MARKED, is_marked};
use crate::confine::confine;

/// What of an office file is shown inside the product: texts and tables, nothing that runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Preview {
    pub(crate) parts: Vec<Part>,
    /// Whether more is in the file than is shown.
    pub(crate) truncated: bool,
}

/// A document, a sheet or a slide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// A paragraph, or a table if it has rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(crate) struct Block {
    pub(crate) text: String,
    pub(crate) heading: bool,
    pub(crate) rows: Vec<Vec<String>>,
}

/// What came out of looking, before it is written.
#[derive(Debug, Default)]
struct Looked {
    content: Option<Vec<u8>>,
    preview: Option<Vec<u8>>,
    likeness: Option<String>,
}

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wrong {
    /// It is not what its name says.
    Kind(String),
    Content(String),
}

impl Wrong {
    fn content(why: &str) -> Wrong {
        Wrong::Content(why.to_owned())
    }

    fn damaged() -> Wrong {
        Wrong::content("文件已损坏；请用原软件打开并另存后重新上传")
    }
}

/// The line of JSON before the bytes.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Head {
    refused: Option<String>,
    is_other_kind: bool,
    likeness: Option<String>,
    n_content: usize,
    n_preview: usize,
}

/// What the child said, as the parent reads it.
pub(super) struct Found<'a> {
    pub(super) refused: Option<String>,
    pub(super) is_other_kind: bool,
    pub(super) likeness: Option<String>,
    /// In the place of what was sent: a picture that was drawn anew.
    pub(super) content: Option<&'a [u8]>,
    pub(super) preview: Option<&'a [u8]>,
}

impl Found<'_> {
    pub(super) fn read(output: &[u8]) -> Option<Found<'_>> {
        let mut rest = output;
        let mut line = Vec::new();
        rest.read_until(b'\n', &mut line).ok()?;
        let head: Head = serde_json::from_slice(&line).ok()?;
        let (content, rest) = rest.split_at_checked(head.n_content)?;
        let (preview, rest) = rest.split_at_checked(head.n_preview)?;
        rest.is_empty().then_some(Found {
            refused: head.refused,
            is_other_kind: head.is_other_kind,
            likeness: head.likeness,
            content: (!content.is_empty()).then_some(content),
            preview: (!preview.is_empty()).then_some(preview),
        })
    }
}

/// Processor time that looking at a file may take.
const SECONDS: u64 = 10;

/// Looks at the file as `kind` and prints what it found.
pub(crate) fn run(path: &Path, kind: &str) -> ExitCode {
    if confine(SECONDS).is_err() {
        return ExitCode::FAILURE;
    }
    let (Some(kind), Ok(bytes)) = (FileKind::parse(kind), std::fs::read(path)) else { return ExitCode::FAILURE };
    let (head, looked) = match look(kind, &bytes) {
        Ok(looked) => {
            let head = Head {
                likeness: looked.likeness.clone(),
                n_content: looked.content.as_ref().map_or(0, Vec::len),
                n_preview: looked.preview.as_ref().map_or(0, Vec::len),
                ..Head::default()
            };
            (head, looked)
        }
        Err(wrong) => {
            let is_other_kind = matches!(wrong, Wrong::Kind(_));
            let (Wrong::Kind(why) | Wrong::Content(why)) = wrong;
            (Head { refused: Some(why), is_other_kind, ..Head::default() }, Looked::default())
        }
    };
    let mut out = std::io::stdout().lock();
    let written = serde_json::to_writer(&mut out, &head)
        .map_err(std::io::Error::from)
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.write_all(looked.content.as_deref().unwrap_or_default()))
        .and_then(|()| out.write_all(looked.preview.as_deref().unwrap_or_default()))
        .and_then(|()| out.flush());
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn look(kind: FileKind, bytes: &[u8]) -> Result<Looked, Wrong> {
    let magic = magic(bytes);
    let fits = match kind {
        FileKind::Pdf => magic == Some("PDF"),
        FileKind::Jpg => magic == Some("JPG"),
        FileKind::Png => magic == Some("PNG"),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => magic == Some("ZIP"),
    };
    if !fits {
        let why = match magic {
            Some("OLE") => {
                "这是旧版或加密的 Office 文件；请去掉密码，另存为 .docx、.xlsx、.pptx 或 PDF 后上传".to_owned()
            }
            Some(other) => format!("文件内容是 {other}，与扩展名 .{} 不一致；请核对文件", kind.word()),
            None => format!("文件内容与扩展名 .{} 不一致；请核对文件", kind.word()),
        };
        return Err(Wrong::Kind(why));
    }
    match kind {
        FileKind::Pdf => pdf::look(bytes),
        FileKind::Jpg | FileKind::Png => picture::look(kind, bytes),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => package::look(kind, bytes),
    }
}

/// What the first bytes say.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    let signs: [(&[u8], &str); 9] = [
        (b"%PDF-", "PDF"),
        (b"\xff\xd8\xff", "JPG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04", "ZIP"),
        (b"\xd0\xcf\x11\xe0", "OLE"),
        (b"GIF8", "GIF"),
        (b"RIFF", "WEBP"),
        (b"MZ", "EXE"),
        (b"\x7fELF", "ELF"),
    ];
    signs.into_iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, name)| name)
}

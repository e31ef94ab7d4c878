//! Office files: a zip of XML. Sizes are read from its directory before anything is unpacked; macros, embedded objects
//! and what is fetched from elsewhere are refused.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use store::FileKind;
use zip::ZipArchive;

use super::{
    Looked, MARKED, Wrong, is_marked,
    text::{self, Xml},
};

const MAX_ENTRIES: usize = 3000;
/// Bytes that all entries unpack to.
const MAX_UNPACKED: u64 = 200 << 20;
/// Bytes of one XML part that is read.
const MAX_PART: u64 = 64 << 20;
/// How many times larger an entry of more than a megabyte may become.
const MAX_RATIO: u64 = 100;

/// Parts that are programs, other files or fetched from elsewhere.
const UNWANTED: [(&str, &str); 8] = [
    ("vbaproject.bin", "宏"),
    ("vbadata.xml", "宏"),
    ("/macrosheets/", "宏"),
    ("/activex/", "ActiveX 控件"),
    ("/embeddings/", "嵌入的对象"),
    ("oleobject", "嵌入的对象"),
    ("/externallinks/", "指向其他文件的链接"),
    ("/customui/", "自定义界面"),
];

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn look(kind: FileKind, bytes: &[u8]) -> Result<Looked, Wrong> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Wrong::damaged())?;
    check_directory(&mut archive)?;
    let types = part(&mut archive, "[Content_Types].xml")?.ok_or_else(Wrong::damaged)?;
    let types = String::from_utf8_lossy(&types).into_owned();
    check_types(kind, &types)?;
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| name.map(Cow::into_owned)).collect();
    let names = names.map_err(|_| Wrong::damaged())?;
    for name in names.iter().filter(|name| name.ends_with(".rels")) {
        check_links(&part(&mut archive, name)?.unwrap_or_default())?;
    }
    let is_text = |name: &&String| {
        let name = name.as_str();
        name.ends_with(".xml")
            && (name.starts_with("word/")
                || name == "xl/sharedStrings.xml"
                || name.starts_with("xl/worksheets/")
                || name.starts_with("ppt/slides/")
                || name.starts_with("ppt/notesSlides/")
                || name.starts_with("docProps/"))
    };
    for name in names.iter().filter(is_text) {
        let read = text::read(&part(&mut archive, name)?.unwrap_or_default()).map_err(|()| Wrong::damaged())?;
        check_text(&read)?;
    }
    let preview = match kind {
        FileKind::Docx => {
            let body = part(&mut archive, "word/document.xml")?.ok_or_else(Wrong::damaged)?;
            text::document(&body).map_err(|()| Wrong::damaged())?
        }
        FileKind::Pptx => {
            let mut slides: Vec<(usize, &String)> =
                names.iter().filter_map(|name| Some((slide_number(name)?, name))).collect();
            slides.sort_unstable();
            let mut read = Vec::with_capacity(slides.len());
            for (_, name) in slides {
                read.push(part(&mut archive, name)?.unwrap_or_default());
            }
            text::slides(&read).map_err(|()| Wrong::damaged())?
        }
        _ => text::sheets(bytes).map_err(|()| Wrong::damaged())?,
    };
    let preview = serde_json::to_vec(&preview).expect("texts are always written");
    Ok(Looked { content: None, preview: Some(preview), likeness: None })
}

fn slide_number(name: &str) -> Option<usize> {
    name.strip_prefix("ppt/slides/slide")?.strip_suffix(".xml")?.parse().ok()
}

/// Sizes, counts and names, as the directory at the end of the file has them.
fn check_directory(archive: &mut Archive<'_>) -> Result<(), Wrong> {
    if archive.len() > MAX_ENTRIES {
        return Err(Wrong::content("文件内部的部件过多；请另存后重新上传"));
    }
    let mut unpacked = 0_u64;
    for n in 0..archive.len() {
        let entry = archive.by_index_raw(n).map_err(|_| Wrong::damaged())?;
        let name = entry.name().map_err(|_| Wrong::damaged())?.to_lowercase();
        let (size, packed) = (entry.size(), entry.compressed_size());
        unpacked = unpacked.saturating_add(size);
        if unpacked > MAX_UNPACKED || (size > 1 << 20 && size / packed.max(1) > MAX_RATIO) {
            return Err(Wrong::content("文件展开后过大，疑似压缩炸弹；请删减内容或另存为 PDF 后上传"));
        }
        let mode = entry.unix_mode().unwrap_or(0);
        if entry.encrypted() || mode & 0o170_000 == 0o120_000 {
            return Err(Wrong::content("文件内部有加密的部件或链接；请去掉密码，另存后重新上传"));
        }
        if name.starts_with('/') || name.contains("..") || name.contains('\\') || name.contains(':') {
            return Err(Wrong::damaged());
        }
        for (part, what) in UNWANTED {
            if name.contains(part) {
                return Err(Wrong::Content(format!("文件含有{what}；请去掉后另存，或导出为 PDF 再上传")));
            }
        }
        let is_file = [".zip", ".7z", ".rar", ".exe", ".dll", ".js", ".vbs", ".docx", ".xlsx", ".xls", ".doc"];
        if is_file.iter().any(|ending| name.ends_with(ending)) {
            return Err(Wrong::content("文件内部还套着其他文件；请去掉后另存，或导出为 PDF 再上传"));
        }
    }
    Ok(())
}

fn check_types(kind: FileKind, types: &str) -> Result<(), Wrong> {
    if types.contains("macroEnabled") || types.contains("vbaProject") {
        return Err(Wrong::content("文件含有宏；请另存为不含宏的 .docx、.xlsx、.pptx 后上传"));
    }
    let main = match kind {
        FileKind::Docx => "wordprocessingml.document.main+xml",
        FileKind::Xlsx => "spreadsheetml.sheet.main+xml",
        _ => "presentationml.presentation.main+xml",
    };
    if types.contains(main) {
        return Ok(());
    }
    Err(Wrong::Kind(format!("文件内容与扩展名 .{} 不一致；请核对文件", kind.word())))
}

/// Only what a reader clicks on may lead outside.
fn check_links(rels: &[u8]) -> Result<(), Wrong> {
    for link in text::links(rels).map_err(|()| Wrong::damaged())? {
        let target = link.target.trim().to_ascii_lowercase();
        let may_be = ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
        if link.is_external && !(link.kind.ends_with("/hyperlink") && (may_be || target.starts_with('#'))) {
            return Err(Wrong::content("文件引用了外部的模板、图片或文件；请断开链接后另存，或导出为 PDF 再上传"));
        }
    }
    Ok(())
}

fn check_text(xml: &Xml) -> Result<(), Wrong> {
    if is_marked(&xml.text) {
        return Err(Wrong::content(MARKED));
    }
    let code: String = xml.instructions.to_uppercase().split_whitespace().collect();
    if ["DDEAUTO", "DDE\"", "DDEC:", "INCLUDETEXT", "INCLUDEPICTURE"].iter().any(|word| code.contains(word))
        || code.starts_with("DDE")
    {
        return Err(Wrong::content("文件含有 DDE 等自动取数的域；请去掉后另存，或导出为 PDF 再上传"));
    }
    Ok(())
}

/// An entry unpacked, whatever its header says about its size.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<Vec<u8>>, Wrong> {
    let entry = match archive.by_name(name) {
        Ok(entry) => entry,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(Wrong::damaged()),
    };
    let mut bytes = Vec::new();
    entry.take(MAX_PART + 1).read_to_end(&mut bytes).map_err(|_| Wrong::damaged())?;
    if bytes.len() as u64 > MAX_PART {
        return Err(Wrong::content("文件展开后过大；请删减内容或另存为 PDF 后上传"));
    }
    Ok(Some(bytes))
}

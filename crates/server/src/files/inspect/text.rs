//! Words and tables of office files, as plain text.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{Block, Part, Preview};

const MAX_BLOCKS: usize = 2000;
const MAX_SLIDES: usize = 200;
const MAX_SHEETS: usize = 10;
const MAX_ROWS: usize = 200;
const MAX_COLUMNS: usize = 30;
const MAX_CELLS: usize = 50_000;

/// All text of a part, and the fields of a document that compute something.
#[derive(Debug, Default)]
pub(super) struct Xml {
    pub(super) text: String,
    pub(super) instructions: String,
}

/// A relationship of a part.
pub(super) struct Link {
    pub(super) kind: String,
    pub(super) target: String,
    pub(super) is_external: bool,
}

/// The next piece; references are resolved, a document type is refused.
enum Piece {
    Start(String, BytesStart<'static>),
    End(String),
    Text(String),
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

fn each(bytes: &[u8], mut take: impl FnMut(Piece)) -> Result<(), ()> {
    let text = std::str::from_utf8(bytes).map_err(|_| ())?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event().map_err(|_| ())? {
            Event::Start(tag) => take(Piece::Start(local(tag.name().as_ref()), tag.into_owned())),
            Event::Empty(tag) => {
                let name = local(tag.name().as_ref());
                take(Piece::Start(name.clone(), tag.into_owned()));
                take(Piece::End(name));
            }
            Event::End(tag) => take(Piece::End(local(tag.name().as_ref()))),
            Event::Text(text) => take(Piece::Text(text.to_string())),
            Event::CData(text) => take(Piece::Text(text.to_string())),
            Event::GeneralRef(name) => {
                let sign = name.resolve_char_ref().map_err(|_| ())?.or(match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                });
                take(Piece::Text(sign.ok_or(())?.to_string()));
            }
            Event::DocType(_) => return Err(()),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| local(attribute.key.as_ref()) == name)?;
    Some(found.value.into_owned())
}

pub(super) fn read(bytes: &[u8]) -> Result<Xml, ()> {
    let mut xml = Xml::default();
    let mut is_instruction = false;
    each(bytes, |piece| match piece {
        Piece::Start(name, tag) => {
            is_instruction = name == "instrText";
            if name == "fldSimple" {
                xml.instructions.push_str(&attribute(&tag, "instr").unwrap_or_default());
            }
        }
        Piece::End(_) => is_instruction = false,
        Piece::Text(text) if is_instruction => xml.instructions.push_str(&text),
        Piece::Text(text) => xml.text.push_str(&text),
    })?;
    Ok(xml)
}

pub(super) fn links(bytes: &[u8]) -> Result<Vec<Link>, ()> {
    let mut links = Vec::new();
    each(bytes, |piece| {
        if let Piece::Start(name, tag) = piece
            && name == "Relationship"
        {
            let text = |name: &str| attribute(&tag, name).unwrap_or_default();
            links.push(Link {
                kind: text("Type"),
                target: text("Target"),
                is_external: text("TargetMode").eq_ignore_ascii_case("external"),
            });
        }
    })?;
    Ok(links)
}

/// Paragraphs and tables of a text document, in their order.
pub(super) fn document(bytes: &[u8]) -> Result<Preview, ()> {
    let mut preview = Preview { parts: vec![Part::default()], truncated: false };
    let (mut in_text, mut depth) = (false, 0_usize);
    let mut block = Block::default();
    let mut rows: Vec<Vec<String>> = Vec::new();
    each(bytes, |piece| {
        let blocks = &mut preview.parts[0].blocks;
        match piece {
            Piece::Start(name, tag) => match name.as_str() {
                "t" => in_text = true,
                "tab" if depth == 0 => block.text.push('\t'),
                "br" => block.text.push('\n'),
                "pStyle" => {
                    let style = attribute(&tag, "val").unwrap_or_default();
                    block.heading = style.starts_with("Heading") || style == "Title" || style.parse::<u8>().is_ok();
                }
                "tbl" => depth += 1,
                "tr" if depth == 1 => rows.push(Vec::new()),
                "tc" if depth == 1 => {
                    if let Some(row) = rows.last_mut() {
                        row.push(String::new());
                    }
                }
                _ => {}
            },
            Piece::End(name) => match name.as_str() {
                "t" => in_text = false,
                "p" => {
                    let done = std::mem::take(&mut block);
                    if depth > 0 {
                        if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                            if !cell.is_empty() && !done.text.is_empty() {
                                cell.push('\n');
                            }
                            cell.push_str(&done.text);
                        }
                    } else if !done.text.trim().is_empty() {
                        blocks.push(done);
                    }
                }
                "tbl" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        blocks.push(Block { rows: std::mem::take(&mut rows), ..Block::default() });
                    }
                }
                _ => {}
            },
            Piece::Text(text) if in_text => block.text.push_str(&text),
            Piece::Text(_) => {}
        }
    })?;
    let blocks = &mut preview.parts[0].blocks;
    preview.truncated = blocks.len() > MAX_BLOCKS;
    blocks.truncate(MAX_BLOCKS);
    Ok(preview)
}

/// The texts of each slide.
pub(super) fn slides(slides: &[Vec<u8>]) -> Result<Preview, ()> {
    let mut preview = Preview { parts: Vec::new(), truncated: slides.len() > MAX_SLIDES };
    for (n, slide) in slides.iter().take(MAX_SLIDES).enumerate() {
        let mut part = document(slide)?.parts.remove(0);
        part.title = format!("第 {} 页", n + 1);
        preview.parts.push(part);
    }
    Ok(preview)
}

/// The first rows of the first sheets.
pub(super) fn sheets(bytes: &[u8]) -> Result<Preview, ()> {
    let mut workbook: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ())?;
    let names = workbook.sheet_names();
    let mut preview = Preview { parts: Vec::new(), truncated: names.len() > MAX_SHEETS };
    let mut n_cells = 0;
    for name in names.into_iter().take(MAX_SHEETS) {
        let mut rows: Vec<Vec<String>> = Vec::new();
        let Ok(mut cells) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(|_| ())? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            n_cells += 1;
            if row >= MAX_ROWS || n_cells > MAX_CELLS {
                preview.truncated = true;
                break;
            }
            if column >= MAX_COLUMNS {
                preview.truncated = true;
                continue;
            }
            let text = crate::exchange::child::text(cell.get_value());
            if text.is_empty() {
                continue;
            }
            if rows.len() <= row {
                rows.resize(row + 1, Vec::new());
            }
            if rows[row].len() <= column {
                rows[row].resize(column + 1, String::new());
            }
            rows[row][column] = text;
        }
        preview.parts.push(Part { title: name, blocks: vec![Block { rows, ..Block::default() }] });
    }
    Ok(preview)
}

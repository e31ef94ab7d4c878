//! A workbook as rows of text: read in a limited child process, written back with reasons.

use std::{collections::BTreeMap, path::Path, process::Stdio, time::Duration};

use anyhow::Context;
use rust_xlsxwriter::{Color, Format, Workbook};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::template::{WORDS, add_lists};
use crate::confine;

/// A sheet; the first row holds the headings. Every row has as many cells as it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Column of a heading.
    pub fn column(&self, heading: &str) -> Option<usize> {
        let is_it = |cell: &String| cell == heading || (heading == REASON && cell.starts_with("原因（"));
        self.rows.first()?.iter().position(is_it)
    }

    /// The rows below the headings that hold anything, with their place in `rows`.
    pub fn body(&self) -> impl Iterator<Item = (usize, &Vec<String>)> {
        let rows = self.rows.iter().enumerate().skip(1);
        rows.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()))
    }
}

/// The heading of the column that says what is wrong.
pub const REASON: &str = "原因";

/// What is wrong, by sheet name and row number.
pub type Reasons = BTreeMap<(String, usize), Vec<String>>;

/// Reads a workbook in a child process of `program`, so that a hostile file cannot take this one down.
///
/// # Errors
/// In Chinese: the file is too large, damaged or no workbook.
pub fn read(program: &Path, path: &Path) -> anyhow::Result<Vec<Sheet>> {
    let shown = path.display();
    let size = std::fs::metadata(path).with_context(|| format!("无法读取 {shown}；请核对路径"))?.len();
    if size > 20 << 20 {
        anyhow::bail!("{shown} 超过 20 MB；请拆成几个文件分别导入");
    }
    let output = confine::child(program, "read-workbook")
        .arg(path)
        .stdin(Stdio::null())
        .output()
        .context("无法启动读取工作簿的子进程")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().find(|line| line.starts_with("原因：")).unwrap_or("原因：文件损坏，或内容超出读取限制");
        anyhow::bail!("无法读取工作簿 {shown}；{said}。请用 Excel 另存为 .xlsx 后重试");
    }
    serde_json::from_slice(&output.stdout).context("读取工作簿的子进程没有给出结果")
}

/// How long reading a sent workbook may take, and how many bytes its rows may have.
const PATIENCE: Duration = Duration::from_secs(60);
const MAX_ROWS_TEXT: u64 = 64 << 20;

/// Reads a workbook that was sent, in a child process as [`read`] does. It goes there through a pipe, so that what people
/// wrote into it never lies on a disk. The inner error is the sender's to mend.
///
/// # Errors
/// When the child cannot be started or answers nonsense.
pub async fn read_sent(program: &Path, bytes: &[u8]) -> anyhow::Result<Result<Vec<Sheet>, String>> {
    let mut child = tokio::process::Command::from(confine::child(program, "read-workbook"))
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start the child that reads workbooks")?;
    let mut stdin = child.stdin.take().expect("it is piped");
    let stdout = child.stdout.take().expect("it is piped");
    let stderr = child.stderr.take().expect("it is piped");
    let (mut output, mut said) = (Vec::new(), Vec::new());
    let work = async {
        // A child that gives up early closes its end; what it says then counts.
        let _ = stdin.write_all(bytes).await;
        drop(stdin);
        let rows = async { stdout.take(MAX_ROWS_TEXT).read_to_end(&mut output).await };
        let words = async { stderr.take(10_000).read_to_end(&mut said).await };
        let (rows, words) = tokio::join!(rows, words);
        rows.and(words)?;
        child.wait().await
    };
    let status = tokio::time::timeout(PATIENCE, work).await;
    let is_read = matches!(&status, Ok(Ok(status)) if status.success());
    if !is_read {
        let said = String::from_utf8_lossy(&said);
        let said = said.lines().find_map(|line| line.strip_prefix("原因："));
        let why = said.unwrap_or("文件损坏，或内容超出读取限制");
        return Ok(Err(format!("无法读取工作簿：{why}。请用 Excel 另存为 .xlsx 后重试。")));
    }
    Ok(Ok(serde_json::from_slice(&output).context("the child that reads workbooks gave no rows")?))
}

/// Titles of the sheet 字典, and how long each list is.
fn words(sheet: &Sheet) -> Vec<(&str, usize)> {
    let titles = sheet.rows.first().into_iter().flatten().map(String::as_str).enumerate();
    let n = |column: usize| {
        let cells = sheet.rows.iter().skip(1).map(|row| row.get(column));
        cells.take_while(|cell| cell.is_some_and(|cell| !cell.is_empty())).count()
    };
    titles.map(|(column, title)| (title, n(column))).collect()
}

/// Writes a copy of the sheets with a last column 原因; rows with a reason are marked.
///
/// # Errors
/// When the file cannot be written.
pub fn write_with_reasons(path: &Path, sheets: &[Sheet], reasons: &Reasons) -> anyhow::Result<()> {
    with_reasons(sheets, reasons)?.save(path).with_context(|| format!("无法写入 {}", path.display()))
}

/// The copy of [`write_with_reasons`] as bytes.
///
/// # Errors
/// When a cell is longer than a workbook takes.
pub fn marked(sheets: &[Sheet], reasons: &Reasons) -> anyhow::Result<Vec<u8>> {
    Ok(with_reasons(sheets, reasons)?.save_to_buffer()?)
}

fn with_reasons(sheets: &[Sheet], reasons: &Reasons) -> anyhow::Result<Workbook> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    let plain = Format::new();
    let marked = Format::new().set_background_color(Color::RGB(0x00FD_E9E7));
    let words = sheets.iter().find(|sheet| sheet.name == WORDS).map(words).unwrap_or_default();
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        // The reason stands to the right of everything that was typed; an earlier one is replaced.
        let old = sheet.column(REASON);
        let kept = |row: &Vec<String>| {
            row.iter().enumerate().filter(|(n, cell)| Some(*n) != old && !cell.is_empty()).map(|(n, _)| n + 1).max()
        };
        let last = u16::try_from(sheet.rows.iter().filter_map(kept).max().unwrap_or(0))?;
        for (n, row) in sheet.rows.iter().enumerate() {
            let why = reasons.get(&(sheet.name.clone(), n)).map(|why| why.join("；"));
            let format = match (&why, n) {
                (_, 0) => &heading,
                (Some(_), _) => &marked,
                (None, _) => &plain,
            };
            let number = u32::try_from(n)?;
            for (column, cell) in row.iter().enumerate().filter(|(column, _)| Some(*column) != old) {
                worksheet.write_string_with_format(number, u16::try_from(column)?, cell, format)?;
            }
            match (why, n) {
                (None, 0) => worksheet.write_string_with_format(0, last, REASON, &heading)?,
                (Some(why), 0) => worksheet.write_string_with_format(0, last, format!("{REASON}（{why}）"), &marked)?,
                (Some(why), _) => worksheet.write_string_with_format(number, last, why, &marked)?,
                (None, _) => continue,
            };
        }
        worksheet.set_column_width(last, 60)?;
        if let Some(headings) = sheet.rows.first() {
            add_lists(worksheet, &sheet.name, headings, &words)?;
        }
        worksheet.set_freeze_panes(1, 0)?;
    }
    Ok(workbook)
}

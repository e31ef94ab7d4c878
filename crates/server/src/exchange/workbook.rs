//! A workbook as rows of text: read in a limited child process, written back with reasons.

use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::Context;
use rust_xlsxwriter::{Color, Format, Workbook};
use serde::{Deserialize, Serialize};

/// A sheet; the first row holds the headings. Every row has as many cells as it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Column of a heading.
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.rows.first()?.iter().position(|cell| cell == heading)
    }

    /// The rows below the headings that hold anything, with their place in `rows`.
    pub fn body(&self) -> impl Iterator<Item = (usize, &Vec<String>)> {
        let rows = self.rows.iter().enumerate().skip(1);
        rows.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()))
    }
}

/// What is wrong, by sheet name and row number.
pub type Reasons = BTreeMap<(String, usize), Vec<String>>;

/// Memory (KiB), processor seconds and written bytes (512 each) that reading a workbook may take.
const LIMITS: &str = "ulimit -v 1048576 -t 60 -f 131072 2>/dev/null; exec \"$0\" read-workbook \"$1\"";

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
    let output = Command::new("/bin/sh")
        .args(["-c", LIMITS])
        .arg(program)
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

/// Writes a copy of the sheets with a last column 原因; rows with a reason are marked.
///
/// # Errors
/// When the file cannot be written.
pub fn write_with_reasons(path: &Path, sheets: &[Sheet], reasons: &Reasons) -> anyhow::Result<()> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    let marked = Format::new().set_background_color(Color::RGB(0x00FD_E9E7));
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        let n_columns = sheet.rows.first().map_or(0, Vec::len);
        let last = sheet.column("原因").unwrap_or(n_columns);
        for (n, row) in sheet.rows.iter().enumerate() {
            let why = reasons.get(&(sheet.name.clone(), n)).map(|why| why.join("；"));
            let number = u32::try_from(n)?;
            for (column, cell) in row.iter().enumerate().filter(|(column, _)| *column != last) {
                let column = u16::try_from(column)?;
                match (&why, n) {
                    (_, 0) => worksheet.write_string_with_format(number, column, cell, &heading)?,
                    (Some(_), _) => worksheet.write_string_with_format(number, column, cell, &marked)?,
                    (None, _) => worksheet.write_string(number, column, cell)?,
                };
            }
            let last = u16::try_from(last)?;
            match why {
                _ if n == 0 => worksheet.write_string_with_format(number, last, "原因", &heading)?,
                Some(why) => worksheet.write_string_with_format(number, last, why, &marked)?,
                None => continue,
            };
        }
        worksheet.set_freeze_panes(1, 0)?;
    }
    workbook.save(path).with_context(|| format!("无法写入 {}", path.display()))
}

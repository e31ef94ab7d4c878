//! The child process that reads a workbook and prints its rows as JSON.

use std::{
    io::{Cursor, Read},
    path::Path,
    process::ExitCode,
};

use calamine::{DataRef, Reader, Xlsx};

use super::workbook::Sheet;
use crate::confine::confine;

/// Processor time that reading a workbook may take.
const SECONDS: u64 = 60;
const MAX_SHEETS: usize = 20;
const MAX_ROWS: u32 = 100_000;
const MAX_COLUMNS: u32 = 200;
const MAX_CELLS: usize = 2_000_000;

/// Reads the file (`-` is standard input: then nothing of it ever lies on a disk) and prints a list of sheets; on failure
/// says why on standard error.
pub fn run(path: &Path) -> ExitCode {
    match confine(SECONDS).map_err(Into::into).and_then(|()| read(path)) {
        Ok(sheets) => {
            println!("{}", serde_json::to_string(&sheets).expect("rows of text"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("原因：{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Sheet>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(path)?;
    }
    let mut workbook: Xlsx<Cursor<Vec<u8>>> =
        Xlsx::new(Cursor::new(bytes)).map_err(|_| anyhow::anyhow!("不是有效的 .xlsx 工作簿"))?;
    let names = workbook.sheet_names();
    if names.len() > MAX_SHEETS {
        anyhow::bail!("工作表超过 {MAX_SHEETS} 个");
    }
    let mut n_cells = 0;
    let mut sheets = Vec::new();
    for name in names {
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| anyhow::anyhow!("工作表“{name}”已损坏"))?;
        let mut rows: Vec<Vec<String>> = Vec::new();
        while let Some(cell) = cells.next_cell().map_err(|_| anyhow::anyhow!("工作表“{name}”已损坏"))? {
            let (row, column) = cell.get_position();
            n_cells += 1;
            if row >= MAX_ROWS || column >= MAX_COLUMNS || n_cells > MAX_CELLS {
                anyhow::bail!("工作表“{name}”超过 {MAX_ROWS} 行、{MAX_COLUMNS} 列或 {MAX_CELLS} 格");
            }
            let text = text(cell.get_value());
            if text.is_empty() {
                continue;
            }
            let (row, column) = (row as usize, column as usize);
            if rows.len() <= row {
                rows.resize(row + 1, Vec::new());
            }
            if rows[row].len() <= column {
                rows[row].resize(column + 1, String::new());
            }
            rows[row][column] = text;
        }
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// Nine decimals at most, as exact as a spreadsheet shows it: 0.1 + 0.2 is 0.3.
fn decimal(number: f64) -> String {
    let text = format!("{number:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A cell as people see it; dates as `2026-09-30`.
pub(crate) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => decimal(*number),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(true) => "是".to_owned(),
        DataRef::Bool(false) => "否".to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.chars().take(10).collect(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn decimals_are_as_a_spreadsheet_shows_them() {
        for (number, want) in
            [(0.1 + 0.2, "0.3"), (1001.0, "1001"), (-0.000_000_000_1, "0"), (98.5, "98.5"), (-2.25, "-2.25")]
        {
            assert_eq!(decimal(number), want);
        }
    }
}

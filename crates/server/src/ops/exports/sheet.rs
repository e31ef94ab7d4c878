//! Rows as a workbook. Every cell is a text: what somebody typed never becomes a formula.

use rust_xlsxwriter::{Format, Workbook};

use super::Line;

/// The table with a line above it that says what it is, of whom and when.
pub(super) fn workbook(title: &str, about: &str, columns: &[String], lines: &[Line]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    let sheet = workbook.add_worksheet();
    sheet.set_name(title)?;
    sheet.write_string(0, 0, about)?;
    for (column, name) in columns.iter().enumerate() {
        let column = u16::try_from(column)?;
        sheet.set_column_width(column, 14)?;
        sheet.write_string_with_format(1, column, name, &heading)?;
    }
    for (row, line) in lines.iter().enumerate() {
        for (column, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(u32::try_from(row)? + 2, u16::try_from(column)?, cell, &text)?;
        }
    }
    sheet.set_freeze_panes(2, 1)?;
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    #[test]
    fn what_looks_like_a_formula_stays_a_text() {
        let line = vec!["=HYPERLINK(\"http://example.test\")".to_owned(), "+1".to_owned()];
        let bytes = workbook("党员名册", "党员名册", &["姓名".to_owned(), "岗位".to_owned()], &[line]).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
        let mut texts = String::new();
        archive.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut texts).unwrap();
        assert!(texts.contains("=HYPERLINK") && texts.contains("+1"), "{texts}");
    }
}

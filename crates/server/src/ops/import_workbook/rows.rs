//! One row of a sheet, read by its headings.

use jiff::civil::Date;
use rating::{number::Number, period::Period};

use crate::exchange::workbook::Sheet;

pub(crate) struct Row<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) n: usize,
}

impl<'a> Row<'a> {
    /// Empty if the column or the cell is not there.
    pub(crate) fn text(&self, heading: &str) -> &'a str {
        let column = self.sheet.column(heading);
        column.and_then(|column| self.sheet.rows[self.n].get(column)).map_or("", String::as_str)
    }

    pub(super) fn day(&self, heading: &str) -> Result<Option<Date>, String> {
        match self.text(heading) {
            "" => Ok(None),
            text => day(text).map(Some).ok_or_else(|| format!("“{heading}”不是日期：{text}；请写成 2026-09-30")),
        }
    }

    pub(super) fn period(&self, heading: &str) -> Result<Option<Period>, String> {
        let text = self.text(heading);
        if text.is_empty() {
            return Ok(None);
        }
        // A spreadsheet turns a typed 2026-09 into the first of September.
        let month = || day(text).filter(|day| day.day() == 1).and_then(|day| Period::month(day.year(), day.month()));
        let period = text.to_uppercase().parse().ok().or_else(month);
        period.map(Some).ok_or_else(|| format!("“{heading}”写法不对：{text}；请写成 2026-09、2026-Q3、2026-H1 或 2026"))
    }

    pub(super) fn number(&self, heading: &str) -> Result<Option<Number>, String> {
        match self.text(heading).replace([',', '，'], "") {
            text if text.is_empty() => Ok(None),
            text => text.parse().map(Some).map_err(|_| format!("“{heading}”不是数字：{text}")),
        }
    }
}

/// `2026-09-30`, `2026/9/30`, `2026.9.30`, `2026年9月30日`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let plain = text.replace(['年', '月'], "-").replace('日', "");
    let parts: Vec<Option<i16>> = plain.split(['-', '/', '.']).map(|part| part.trim().parse().ok()).collect();
    match parts[..] {
        [Some(year @ 1900..=2200), Some(month @ 1..=12), Some(day @ 1..=31)] => {
            Date::new(year, month as i8, day as i8).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(cell: &str) -> Sheet {
        Sheet { name: "事实".to_owned(), rows: vec![vec!["列".to_owned()], vec![cell.to_owned()]] }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for text in ["2026-09-30", "2026/9/30", "2026.9.30", "2026年9月30日"] {
            assert_eq!(day(text), Some(Date::constant(2026, 9, 30)), "{text}");
        }
        for text in ["2026-9-31", "9月30日", "去年", "26-9-30"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_month_that_became_a_date_is_still_a_month() {
        for (text, want) in
            [("2026-09-01", "2026-09"), ("2026-09", "2026-09"), ("2026-q3", "2026-Q3"), ("2026", "2026")]
        {
            let sheet = sheet(text);
            let period = Row { sheet: &sheet, n: 1 }.period("列").unwrap().unwrap();
            assert_eq!(period.to_string(), want, "{text}");
        }
        let sheet = sheet("2026-09-02");
        assert!(Row { sheet: &sheet, n: 1 }.period("列").is_err());
    }
}

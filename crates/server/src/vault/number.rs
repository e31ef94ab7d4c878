//! The numbers themselves: read, checked, and shown in part.

/// Which number of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 公民身份号码 (GB 11643).
    Identity,
    /// 手机号码.
    Phone,
}

impl Column {
    pub const fn word(self) -> &'static str {
        match self {
            Column::Identity => "identity",
            Column::Phone => "phone",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Column::Identity => "身份证号",
            Column::Phone => "电话",
        }
    }

    pub fn parse(word: &str) -> Option<Column> {
        [Column::Identity, Column::Phone].into_iter().find(|column| column.word() == word)
    }
}

/// A number in plain text. It has neither `Debug` nor `Display`, so that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Plain(String);

impl Plain {
    /// A number as somebody typed it, without blanks and dashes.
    ///
    /// # Errors
    /// In Chinese: what is wrong with it. The sentence does not repeat the number.
    pub fn read(column: Column, text: &str) -> Result<Plain, &'static str> {
        let text: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
        let text = text.to_ascii_uppercase();
        match column {
            Column::Identity if !is_identity(&text) => Err("身份证号应为18位且校验位正确，请核对后重新填写"),
            Column::Phone if !(text.len() == 11 && text.starts_with('1') && digits(&text)) => {
                Err("手机号码应为11位数字，以1开头，请核对后重新填写")
            }
            _ => Ok(Plain(text)),
        }
    }

    pub(super) fn known(text: String) -> Plain {
        Plain(text)
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    /// `138****1234`; of an identity number the first six and last four (the birth date stays hidden).
    pub fn mask(&self, column: Column) -> String {
        let head = if column == Column::Identity { 6 } else { 3 };
        let n = self.0.len();
        if n < head + 5 {
            return "*".repeat(n);
        }
        format!("{}{}{}", &self.0[..head], "*".repeat(n - head - 4), &self.0[n - 4..])
    }
}

fn digits(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_digit())
}

/// 18 signs with the check digit of GB 11643 (ISO 7064 MOD 11-2).
fn is_identity(text: &str) -> bool {
    text.len() == 18 && text.is_ascii() && digits(&text[..17]) && text.ends_with(check_digit(&text[..17]))
}

/// The last sign of an identity number.
pub(crate) fn check_digit(digits: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.chars().zip(WEIGHTS).map(|(sign, weight)| sign.to_digit(10).unwrap_or(0) * weight).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_checked_and_masked() {
        let read = |column, text: &str| Plain::read(column, text).map(|plain| plain.mask(column));
        // The example of the standard itself.
        assert_eq!(read(Column::Identity, "11010519491231002x").ok().as_deref(), Some("110105********002X"));
        assert!(read(Column::Identity, "110105194912310021").is_err());
        assert!(read(Column::Identity, "11010519491231002").is_err());
        assert_eq!(read(Column::Phone, "138 0000-1234").ok().as_deref(), Some("138****1234"));
        assert!(read(Column::Phone, "２38００００1234").is_err());
    }
}

//! A branch's year as one PDF.

use rating::{
    period::{Cycle, Period},
    scheme::Scheme,
};
use report::{BookPaper, PrintError};
use serde::{Deserialize, Serialize};
use store::{Db, Scope, TreeOrg};

use crate::ops::print::{self, Asked, MOST_RECORDS, Paper, print};

/// Whose book of which year.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BookAsked {
    pub branch: String,
    pub year: i16,
}

impl BookAsked {
    /// # Errors
    /// In Chinese: what is misspelt.
    pub fn year(&self) -> Result<Period, String> {
        let year = (2000..=2100).contains(&self.year).then(|| Period::new(self.year, Cycle::Year, 1)).flatten();
        year.ok_or_else(|| "年度应在2000至2100之间。".to_owned())
    }

    pub fn name(&self, branch: &str) -> String {
        format!("{branch}{}年度工作台账", self.year)
    }
}

/// The book and how many records stand in it; in Chinese why there is none.
pub(super) async fn make(
    asked: &BookAsked,
    (branch, scheme, names): (&TreeOrg, &Scheme, bool),
    db: &mut Db,
    scope: &Scope,
) -> anyhow::Result<Result<(Vec<u8>, i64), String>> {
    let year = asked.year().map_err(anyhow::Error::msg)?;
    let Some(book) = print::book(db, &Asked { scope, branch, year, scheme, names }).await? else {
        return Ok(Err(format!("这一年的台账超过 {MOST_RECORDS} 条，装不进一册；请在台账列表中逐条打印。")));
    };
    let n_records = n_records(&book);
    match print(Paper::Book(Box::new(book))).await? {
        Ok(pdf) => Ok(Ok((pdf, n_records))),
        Err(PrintError::NoFonts(_)) => {
            Ok(Err("服务器上没有中文字体，无法成册；请联系系统管理员安装字体后重试。".to_owned()))
        }
        Err(error @ PrintError::Template(_)) => Err(error.into()),
    }
}

fn n_records(book: &BookPaper) -> i64 {
    book.months.iter().map(|month| month.records.len() as i64).sum()
}

//! The rating benchmark: 40 items, five categories, a year of months. The rules are an ordinary scheme document,
//! rated by the ordinary engine; facts come from Parquet, results go to Parquet, and digests say whether they are right.

pub mod check;
pub mod explain;
pub mod generate;
pub mod table;
pub mod usage;
pub mod work;

use anyhow::{Result, bail};
use rating::{period::Period, scheme::Scheme};

/// The year the twelve months belong to.
pub const YEAR: i16 = 2026;

/// The benchmark's rules.
pub const SCHEME: &str = include_str!("../scheme.yaml");

/// # Errors
/// If the document is not a correct scheme.
pub fn scheme() -> Result<Scheme> {
    match rating::scheme::read(SCHEME) {
        Ok((scheme, _)) => Ok(scheme),
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            bail!("scheme.yaml:\n{}", lines.join("\n"))
        }
    }
}

/// Month 1 to 12 of [`YEAR`].
///
/// # Panics
/// If there is no such month.
pub fn month(number: u32) -> Period {
    Period::month(YEAR, number as i8).expect("a month from 1 to 12")
}

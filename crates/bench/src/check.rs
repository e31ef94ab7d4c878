//! Digests of the written results, compared with the published ones.

use std::path::Path;

use anyhow::Result;
use rating::period::{Cycle, Period};
use sha2::{Digest, Sha256};

use crate::{
    YEAR,
    table::Table,
    work::{Done, SCORES, stars_path},
};

/// First 16 hexadecimal digits of the SHA-256 of months, quarters and the year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    pub months: String,
    pub quarters: Option<String>,
    pub year: Option<String>,
}

/// What the benchmark's specification gives for a size.
pub fn expected(branches: usize, months: u32) -> Option<Digests> {
    let one = |months: &str| Digests { months: months.into(), quarters: None, year: None };
    let all = |months: &str, quarters: &str, year: &str| Digests {
        months: months.into(),
        quarters: Some(quarters.into()),
        year: Some(year.into()),
    };
    Some(match (branches, months) {
        (300, 1) => one("dcd5b14708243008"),
        (300, 12) => all("e826f62d72151645", "c6f46fee370a61eb", "1aede1d4a9547da4"),
        (50_000, 1) => one("bfd9ae5c77f95054"),
        (50_000, 12) => all("eec7b6d18a9eef50", "35215b7e588320db", "9c9ccd9b89ff3220"),
        (1_000_000, 1) => one("3f8942fe8c5cbf25"),
        (1_000_000, 12) => all("29ee8a54e8405281", "d92a32b6235fcb2c", "e2929623fb0c2cf3"),
        (5_250_000, 1) => one("b30d55804ac7d4ba"),
        (5_250_000, 12) => all("a0c5b443fb3a5e37", "2e4ac0ce1a0bda37", "2ebdf40c109437a3"),
        _ => return None,
    })
}

/// Digests of what a run has written.
///
/// # Errors
/// If the results cannot be read back.
pub fn digests(out: &Path, done: &Done, months: u32) -> Result<Digests> {
    let mut hash = Sha256::new();
    for month in 1..=months {
        let ranks = Table::open(&out.join(format!("ranks_{month:02}.parquet")))?.whole("rank")?;
        let mut first = 0;
        for part in &done.parts[month as usize - 1] {
            let table = Table::open(part)?;
            let mut columns: Vec<Vec<i32>> =
                SCORES[1..].iter().map(|(name, _)| table.whole(name)).collect::<Result<_>>()?;
            let rows = columns[0].len();
            columns.push(ranks[first..first + rows].to_vec());
            first += rows;
            rows_into(&mut hash, &columns);
        }
    }
    let months_digest = short(hash);
    let period = |cycle, ordinal| Period::new(YEAR, cycle, ordinal);
    let quarters = (1..=months / 3).filter_map(|quarter| period(Cycle::Quarter, quarter as i8)).collect();
    let year = if months == 12 { period(Cycle::Year, 1).into_iter().collect() } else { Vec::new() };
    Ok(Digests {
        months: months_digest,
        quarters: stars_digest(out, quarters, &["score", "rank", "star"])?,
        year: stars_digest(out, year, &["score", "rank", "target", "star"])?,
    })
}

fn stars_digest(out: &Path, periods: Vec<Period>, names: &[&str]) -> Result<Option<String>> {
    let mut hash = Sha256::new();
    for period in &periods {
        let table = Table::open(&stars_path(out, *period))?;
        let columns: Vec<Vec<i32>> = names.iter().map(|name| table.whole(name)).collect::<Result<_>>()?;
        rows_into(&mut hash, &columns);
    }
    Ok((!periods.is_empty()).then(|| short(hash)))
}

/// Rows of little-endian 32-bit numbers.
fn rows_into(hash: &mut Sha256, columns: &[Vec<i32>]) {
    const ROWS: usize = 1024;
    let n = columns.first().map_or(0, Vec::len);
    let mut bytes = vec![0; ROWS * columns.len() * 4];
    for first in (0..n).step_by(ROWS) {
        let rows = ROWS.min(n - first);
        for (place, column) in columns.iter().enumerate() {
            for (row, value) in column[first..first + rows].iter().enumerate() {
                let at = (row * columns.len() + place) * 4;
                bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            }
        }
        hash.update(&bytes[..rows * columns.len() * 4]);
    }
}

fn short(hash: Sha256) -> String {
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

//! Minutes that keeping the ledger took, as the server would have summed them.

use std::collections::BTreeMap;

use store::BranchEffort;

use super::{Records, rng::Rng};
use crate::clock::china_day;

/// Filings of each branch and month with one to six minutes each.
pub(crate) fn efforts(records: &Records) -> Vec<BranchEffort> {
    let mut sums: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for (n, (record, _)) in records.iter().enumerate() {
        let Some(at) = record.filed_at else { continue };
        let day = china_day(at);
        let month = format!("{:04}-{:02}", day.year(), day.month());
        let sum = sums.entry((record.branch_id.clone(), month)).or_default();
        sum.0 += 1;
        sum.1 += Rng::of(5521, "effort", n as u64).within(60, 360);
    }
    let effort = |((branch_id, month), (n_records, seconds))| BranchEffort { branch_id, month, n_records, seconds };
    sums.into_iter().map(effort).collect()
}

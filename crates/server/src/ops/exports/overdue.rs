//! The list of overdue duties as a table, of however many branches.

use rating::scheme::Scheme;
use serde::{Deserialize, Serialize};
use store::{BranchFilter, Db, Page, Paging, Scope};

use super::Line;
use crate::ops::overdue::{known, of_branch};

pub(super) const COLUMNS: &[&str] = &["党支部", "要求", "周期", "期限", "逾期天数", "还差次数"];
const DAYS: usize = 4;

/// Of which body of the organisation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OverdueAsked {
    pub org: String,
}

/// Of a part of the branches, and how many these are: the paging is theirs.
pub(super) async fn part(
    scheme: &Scheme,
    filter: &BranchFilter,
    db: &mut Db,
    scope: &Scope,
    paging: Paging,
) -> anyhow::Result<(Page<Line>, usize)> {
    let page = db.branches().list(scope, filter, paging).await?;
    let ids: Vec<String> = page.items.iter().map(|seen| seen.org.id.clone()).collect();
    let today = scope.today();
    let known = known(db, scheme, &ids, today).await?;
    let lines = known.iter().flat_map(|known| of_branch(scheme, known, today)).map(|row| {
        vec![
            row.branch_name,
            scheme.duties[row.duty].name.clone(),
            row.period.title(),
            row.due_on.to_string(),
            row.days.to_string(),
            row.missing.to_string(),
        ]
    });
    Ok((Page { items: lines.collect(), total: page.total, more: page.more }, ids.len()))
}

/// Longest overdue first, over all parts.
pub(super) fn arrange(lines: &mut [Line]) {
    let days = |line: &Line| line[DAYS].parse::<i64>().unwrap_or(0);
    lines.sort_by(|a, b| days(b).cmp(&days(a)).then_with(|| a.cmp(b)));
}

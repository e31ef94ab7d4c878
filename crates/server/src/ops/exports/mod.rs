//! Exports that outlive a request: asked for, made by a worker one after another, fetched until they expire.
//!
//! A new sort of export is another variant of [`Export`] that answers its rows page by page.

mod book;
mod members;
mod overdue;
mod ranking;
mod records;
mod sheet;
mod work;

use std::sync::Arc;

use anyhow::Context;
use rating::{
    period::{Cycle, Period},
    scheme::Scheme,
};
use serde::{Deserialize, Serialize};
use store::{BranchFilter, Db, HeldRole, Page, Paging, Scope, TreeOrg, Whose};

pub use self::{
    book::BookAsked,
    members::MembersAsked,
    overdue::OverdueAsked,
    ranking::{RankingAsked, place_sort},
    records::RecordsAsked,
    work::{clean, resume, run_next},
};
use crate::{
    AppState,
    api::permissions::{Permission, sees_all_rankings},
    ops::overdue::BRANCHES,
};

/// Which list, with its filter and order. The words are those of the list's own address.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", content = "query", rename_all = "snake_case")]
pub enum Export {
    Members(MembersAsked),
    Records(RecordsAsked),
    Overdue(OverdueAsked),
    Ranking(RankingAsked),
    Book(BookAsked),
}

/// A row of a table: as many texts as the table has columns.
pub type Line = Vec<String>;

/// Rows that are read at once.
const PART: i64 = 500;

/// What an export is made from besides its filter; found anew when the worker begins.
enum Ready {
    Plain,
    Overdue { scheme: Arc<Scheme>, filter: BranchFilter },
    Ranking { scheme: Arc<Scheme>, whose: Whose },
    Book { scheme: Arc<Scheme>, branch: TreeOrg, names: bool },
}

impl Export {
    pub const fn kind(&self) -> &'static str {
        match self {
            Export::Members(_) => "members",
            Export::Records(_) => "records",
            Export::Overdue(_) => "overdue",
            Export::Ranking(_) => "ranking",
            Export::Book(_) => "book",
        }
    }

    /// Names the sheet.
    pub const fn title(&self) -> &'static str {
        match self {
            Export::Members(_) => "党员名册",
            Export::Records(_) => "电子台账",
            Export::Overdue(_) => "逾期未办",
            Export::Ranking(_) => "排名表",
            Export::Book(_) => "工作台账",
        }
    }

    /// What a sort of export needs.
    pub(crate) const fn needed(&self) -> Permission {
        match self {
            Export::Members(_) => Permission::ReadMembers,
            Export::Records(_) | Export::Overdue(_) | Export::Book(_) => Permission::ReadRecords,
            Export::Ranking(_) => Permission::ReadRankings,
        }
    }

    /// Whether the filter can be read; said before the job is taken on.
    ///
    /// # Errors
    /// In Chinese: what is misspelt.
    pub fn check(&self) -> Result<(), String> {
        match self {
            Export::Members(asked) => asked.filter().map(drop),
            Export::Records(asked) => asked.filter().map(drop),
            Export::Overdue(_) => Ok(()),
            Export::Ranking(asked) => asked.period().and(asked.filter(Whose::Seen).map(drop)),
            Export::Book(asked) => asked.year().map(drop),
        }
    }

    /// What the file is called; `None` where the asker does not see what it is of.
    pub(crate) async fn named(&self, db: &mut Db, scope: &Scope) -> Result<Option<String>, store::StoreError> {
        let title = self.title();
        Ok(match self {
            Export::Members(_) | Export::Records(_) => Some(title.to_owned()),
            Export::Overdue(asked) => db.branches().above(scope, &asked.org).await?.map(|_| title.to_owned()),
            Export::Ranking(asked) => {
                Some(asked.period().map_or_else(|_| title.to_owned(), |period| format!("{}{title}", period.title())))
            }
            Export::Book(asked) => db.branches().find(scope, &asked.branch).await?.map(|org| asked.name(&org.name)),
        })
    }

    /// `None` where the asker no longer sees what it is of.
    async fn ready(
        &self,
        app: &AppState,
        db: &mut Db,
        scope: &Scope,
        roles: &[HeldRole],
    ) -> anyhow::Result<Option<Ready>> {
        Ok(match self {
            Export::Members(_) | Export::Records(_) => Some(Ready::Plain),
            Export::Overdue(asked) => {
                let Some(is_unit) = db.branches().above(scope, &asked.org).await? else { return Ok(None) };
                let unit_id = is_unit.then(|| asked.org.clone());
                let filter = BranchFilter { unit_id, ..BranchFilter::default() };
                Some(Ready::Overdue { scheme: scheme_on(app, db, scope.today()).await?, filter })
            }
            Export::Ranking(asked) => {
                let period = asked.period().map_err(anyhow::Error::msg)?;
                let whose = if sees_all_rankings(roles) { Whose::All } else { Whose::Published };
                let counts = db.rankings().star_counts(scope, period, whose).await?;
                let Some(first) = counts.first() else { return Ok(None) };
                let found = app.schemes.find(db, &first.scheme, &first.version).await;
                let scheme = found.ok().flatten().context("the scheme of a ranking cannot be read")?;
                Some(Ready::Ranking { scheme, whose })
            }
            Export::Book(asked) => {
                let Some(branch) = db.branches().find(scope, &asked.branch).await? else { return Ok(None) };
                let names = roles.iter().any(|held| Permission::ReadMembers.roles().contains(&held.role));
                Some(Ready::Book { scheme: scheme_on(app, db, scope.today()).await?, branch, names })
            }
        })
    }

    fn columns(&self, ready: &Ready) -> Vec<String> {
        let fixed = match (self, ready) {
            (Export::Members(_), _) => members::COLUMNS,
            (Export::Records(_), _) => records::COLUMNS,
            (Export::Overdue(_), _) => overdue::COLUMNS,
            (Export::Ranking(_), Ready::Ranking { scheme, .. }) => return ranking::columns(scheme),
            (Export::Ranking(_) | Export::Book(_), _) => &[],
        };
        fixed.iter().map(|name| (*name).to_owned()).collect()
    }

    /// How much is read at once: rows, or the branches whose rows are told.
    const fn part_size(&self) -> i64 {
        match self {
            Export::Overdue(_) => BRANCHES,
            _ => PART,
        }
    }

    /// A part of the list as its asker sees it, and how much of what [`Export::part_size`] counts was read for it.
    async fn part(
        &self,
        ready: &Ready,
        app: &AppState,
        db: &mut Db,
        scope: &Scope,
        paging: Paging,
    ) -> anyhow::Result<(Page<Line>, usize)> {
        let page = match (self, ready) {
            (Export::Members(asked), _) => members::part(asked, app, db, scope, paging).await?,
            (Export::Records(asked), _) => records::part(asked, db, scope, paging).await?,
            (Export::Overdue(_), Ready::Overdue { scheme, filter }) => {
                return overdue::part(scheme, filter, db, scope, paging).await;
            }
            (Export::Ranking(asked), Ready::Ranking { scheme, whose }) => {
                ranking::part((asked, *whose), scheme, db, scope, paging).await?
            }
            _ => anyhow::bail!("{} is no list", self.kind()),
        };
        let n_read = page.items.len();
        Ok((page, n_read))
    }

    /// Orders what was read in parts, where the parts are not in the order of the list.
    fn arrange(&self, lines: &mut [Line]) {
        if matches!(self, Export::Overdue(_)) {
            overdue::arrange(lines);
        }
    }
}

async fn scheme_on(app: &AppState, db: &mut Db, day: jiff::civil::Date) -> anyhow::Result<Arc<Scheme>> {
    let found = app.schemes.in_force(db, Period::holding(day, Cycle::Month)).await;
    found.ok().flatten().context("no scheme is in force that can be read")
}

/// What was given at all, without blanks around it.
fn given(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Roles as one text, in order: `branch@B1,unit@U1`.
pub fn held_text(roles: &[HeldRole]) -> String {
    let mut texts: Vec<String> = roles.iter().map(|held| format!("{}@{}", held.role.word(), held.org_id)).collect();
    texts.sort_unstable();
    texts.join(",")
}

/// Whether somebody still holds every role that he held then: a right that was withdrawn closes what it had opened.
pub fn still_holds(then: &str, now: &[HeldRole]) -> bool {
    let now = held_text(now);
    then.split(',').all(|role| now.split(',').any(|held| held == role))
}

/// What the asker is told when it is no longer so.
pub const WITHDRAWN: &str = "申请导出之后您的角色或数据范围已变动，此文件不再提供；请按现在的范围重新导出。";

#[cfg(test)]
mod tests {
    use store::Role;

    use super::*;

    fn held(role: Role, org: &str) -> HeldRole {
        HeldRole { role, org_id: org.to_owned(), org_name: String::new(), at_company: false }
    }

    #[test]
    fn a_role_more_opens_nothing_and_closes_nothing_a_role_less_closes() {
        let then = held_text(&[held(Role::Unit, "U1"), held(Role::Branch, "B1")]);
        assert_eq!(then, "branch@B1,unit@U1");
        assert!(still_holds(&then, &[held(Role::Branch, "B1"), held(Role::Unit, "U1"), held(Role::Auditor, "C")]));
        assert!(!still_holds(&then, &[held(Role::Unit, "U1")]));
        assert!(!still_holds(&then, &[held(Role::Unit, "U2"), held(Role::Branch, "B1")]));
    }
}

//! Which part of the organisation a person reaches. Every list joins the tree that is built here.

use jiff::civil::Date;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row as _, any::AnyArguments, query::Query};

use crate::{StoreError, listing::Wanted};

/// Who asks, and on which day; binds `$1` and `$2` of every query over the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    user_id: String,
    today: Date,
    /// Only in tests: so many bodies count as few.
    few: Option<i64>,
}

impl Scope {
    /// The reach of a signed-in person. Build it only where the session was checked.
    pub fn of(user_id: &str, today: Date) -> Scope {
        Scope { user_id: user_id.to_owned(), today, few: None }
    }

    /// The same reach, read as if the company were large.
    #[cfg(test)]
    pub(crate) fn of_a_large_company(&self) -> Scope {
        Scope { few: Some(-1), ..self.clone() }
    }

    pub const fn today(&self) -> Date {
        self.today
    }

    /// `text` with the tree in front of it and the caller bound.
    pub(crate) fn query(&self, text: AssertSqlSafe<String>) -> Query<'static, Any, AnyArguments> {
        sqlx::query(text).bind(self.user_id.clone()).bind(self.today.to_string())
    }
}

/// Roles that see points, reasons and facts of the bodies below their own.
pub(crate) const RESULT_ROLES: &str = "'organisation', 'unit', 'branch', 'leader', 'auditor', 'member'";
/// Roles that see the names of the bodies below their own.
pub(crate) const TREE_ROLES: &str = "'organisation', 'unit', 'branch', 'leader', 'auditor', 'member', 'business', \
     'administrator', 'security_administrator'";

/// Roles that may change the organisation below their own body.
pub(crate) const CHANGE_ROLES: &str = "'organisation', 'unit'";

/// `with … tree`: today's tree with, for each body, its unit and whether the caller sees it (`seen`).
/// A body that is closed stays in the tree: its history is still read.
pub(crate) fn tree(roles: &str) -> String {
    format!(
        "with tree as not materialized (
             select n.org_id as id, s.parent_id, s.name, n.unit_id, n.path,
                    cast(case when exists (
                        select 1 from user_roles held join org_above a on a.above_id = held.org_id
                        where held.user_id = $1 and held.role in ({roles}) and a.org_id = n.org_id
                          and a.from_on <= $2 and (a.until_on is null or a.until_on > $2)
                    ) then 1 else 0 end as bigint) as seen,
                    s.category, s.secretary, s.n_members, s.has_committee, s.term_ends_on
             from org_tree n join org_spans s on s.org_id = n.org_id and s.from_on = n.span_on
             where n.from_on <= $2 and (n.until_on is null or n.until_on > $2)
         )"
    )
}

/// A list of more branches than these is read in the order of its rows; of fewer, branch by branch.
pub(crate) const FEW: i64 = 300;

/// From which side a list of rows that belong to branches is read. Both give the same rows; the difference is the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// A few branches: their rows, then sorted.
    Places,
    /// Many, though not all: rows in the order of the list, counted branch by branch.
    Many,
    /// The whole company: rows in the order of the list.
    Rows,
}

impl Start {
    /// `table` beside the tree `t`, in the order in which they are read. SQLite keeps to the order of a `cross join`;
    /// PostgreSQL finds its own.
    pub(crate) fn from(self, table: &str) -> String {
        match self {
            Start::Places => format!("from tree t cross join {table}"),
            Start::Many | Start::Rows => format!("from {table} cross join tree t"),
        }
    }

    /// The same for counting. Of the whole company rows are counted without their branches, unless `named`: something is
    /// asked of the branch.
    pub(crate) fn count_from(self, table: &str, named: bool) -> String {
        match self {
            Start::Places | Start::Many => Start::Places.from(table),
            Start::Rows if named => self.from(table),
            Start::Rows => format!("from {table}"),
        }
    }

    /// What ties the rows to their branches and the branches to the caller, for counting.
    pub(crate) fn count_wanted(
        self,
        key: &str,
        roles: &str,
        branch: Option<&String>,
        unit: Option<&String>,
        named: bool,
    ) -> Wanted {
        if self == Start::Rows && !named { Wanted::that("1 = 1") } else { self.wanted(key, roles, branch, unit) }
    }

    /// What ties the rows to their branches and the branches to the caller.
    pub(crate) fn wanted(self, key: &str, roles: &str, branch: Option<&String>, unit: Option<&String>) -> Wanted {
        // Who reaches the company reaches every body in today's tree.
        if self == Start::Rows {
            return Wanted::that(&format!("t.id = {key}"));
        }
        let seen = Wanted::that(&format!("t.id = {key} and t.seen = 1"));
        if branch.is_some() || unit.is_some() {
            return seen.and_if("t.id = #", branch.cloned()).and_if("t.unit_id = #", unit.cloned());
        }
        seen.and(&format!("t.id in ({})", reached(roles)))
    }
}

/// The bodies that roles reach today.
pub(crate) fn reached(roles: &str) -> String {
    format!(
        "select a.org_id from user_roles held join org_above a on a.above_id = held.org_id
         where held.user_id = $1 and held.role in ({roles})
           and a.from_on <= $2 and (a.until_on is null or a.until_on > $2)"
    )
}

impl Scope {
    /// How a list is best read that shows one branch, a unit's, or all that `roles` reach; up to `few` bodies one by one.
    pub(crate) async fn start(
        &self,
        connection: &mut AnyConnection,
        roles: &str,
        branch: Option<&String>,
        unit: Option<&String>,
        few: i64,
    ) -> Result<Start, StoreError> {
        let few = self.few.unwrap_or(few);
        if branch.is_some() {
            return Ok(Start::Places);
        }
        let places = match unit {
            Some(_) => "select org_id from org_tree where unit_id = $3 and $2 <> ''".to_owned(),
            None => format!("{} and $3 = ''", reached(roles)),
        };
        let text = format!(
            "select (select cast(count(*) as bigint) from (select 1 as one from ({places}) p limit {}) c) as n,
                    (select cast(count(*) as bigint) from user_roles held join orgs o on o.id = held.org_id
                     where held.user_id = $1 and held.role in ({roles}) and o.kind = 'company') as n_companies",
            few + 1
        );
        let row = self.query(AssertSqlSafe(text)).bind(unit.cloned().unwrap_or_default()).fetch_one(connection).await?;
        let (n, n_companies): (i64, i64) = (row.try_get("n")?, row.try_get("n_companies")?);
        Ok(match unit {
            _ if n <= few => Start::Places,
            None if n_companies > 0 => Start::Rows,
            _ => Start::Many,
        })
    }
}

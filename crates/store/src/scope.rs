//! Which part of the organisation a person reaches. Every list joins the tree that is built here.

use jiff::civil::Date;
use sqlx::{Any, AssertSqlSafe, any::AnyArguments, query::Query};

/// Who asks, and on which day; binds `$1` and `$2` of every query over the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    user_id: String,
    today: Date,
}

impl Scope {
    /// The reach of a signed-in person. Build it only where the session was checked.
    pub fn of(user_id: &str, today: Date) -> Scope {
        Scope { user_id: user_id.to_owned(), today }
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
pub(crate) const TREE_ROLES: &str =
    "'organisation', 'unit', 'branch', 'leader', 'auditor', 'member', 'business', 'administrator'";

/// Roles that may change the organisation below their own body.
pub(crate) const CHANGE_ROLES: &str = "'organisation', 'unit'";

/// `with recursive … tree`: today's tree with, for each body, its unit and whether the caller sees it (`seen`).
/// A body that is closed stays in the tree: its history is still read.
pub(crate) fn tree(roles: &str) -> String {
    let columns = "s.category, s.secretary, s.n_members, s.has_committee, s.term_ends_on";
    let current = "s.from_on <= $2 and (s.until_on is null or s.until_on > $2)";
    format!(
        "with recursive roots (id) as (
             select org_id from user_roles where user_id = $1 and role in ({roles})
         ),
         tree (id, parent_id, name, unit_id, path, seen,
               category, secretary, n_members, has_committee, term_ends_on) as (
             select cast(o.id as text), cast(null as text), cast(s.name as text), cast(o.id as text),
                    cast(substr(cast(1000000 + s.position as text), 2) as text),
                    cast(case when o.id in (select id from roots) then 1 else 0 end as bigint), {columns}
             from orgs o join org_spans s on s.org_id = o.id
             where s.parent_id is null and {current}
             union all
             select cast(o.id as text), cast(s.parent_id as text), cast(s.name as text),
                    cast(case when o.kind = 'unit' then o.id else t.unit_id end as text),
                    cast(t.path || '.' || substr(cast(1000000 + s.position as text), 2) as text),
                    cast(case when t.seen = 1 or o.id in (select id from roots) then 1 else 0 end as bigint), {columns}
             from tree t
             join org_spans s on s.parent_id = t.id
             join orgs o on o.id = s.org_id
             where {current}
         )"
    )
}

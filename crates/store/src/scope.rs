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

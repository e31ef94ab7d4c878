//! Exports that outlive a request: asked for, made by a worker one after another, fetched until they expire.
//!
//! A new sort of export is another variant of [`Export`] that answers its rows page by page.

mod members;
mod sheet;
mod work;

use serde::{Deserialize, Serialize};
use store::{Db, HeldRole, Page, Paging, Scope};

pub use self::{
    members::MembersAsked,
    work::{clean, resume, run_next},
};
use crate::AppState;

/// Which list, with its filter and order. The words are those of the list's own address.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", content = "query", rename_all = "snake_case")]
pub enum Export {
    Members(MembersAsked),
}

/// A row of a table: as many texts as the table has columns.
pub type Line = Vec<String>;

impl Export {
    pub const fn kind(&self) -> &'static str {
        match self {
            Export::Members(_) => "members",
        }
    }

    /// Names the file and its sheet.
    pub const fn title(&self) -> &'static str {
        match self {
            Export::Members(_) => "党员名册",
        }
    }

    /// Whether the filter can be read; said before the job is taken on.
    ///
    /// # Errors
    /// In Chinese: what is misspelt.
    pub fn check(&self) -> Result<(), String> {
        match self {
            Export::Members(asked) => asked.filter().map(drop),
        }
    }

    const fn columns(&self) -> &'static [&'static str] {
        match self {
            Export::Members(_) => members::COLUMNS,
        }
    }

    /// A part of the list as its asker sees it.
    async fn part(&self, app: &AppState, db: &mut Db, scope: &Scope, paging: Paging) -> anyhow::Result<Page<Line>> {
        match self {
            Export::Members(asked) => members::part(asked, app, db, scope, paging).await,
        }
    }
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

//! People who sign in, their roles, their sessions, and the log of what they tried.

mod accounts;
mod attempts;
mod logs;
mod sessions;

pub use accounts::{Account, AccountFilter, AccountState};
pub use attempts::Attempt;
pub use logs::{LogFilter, LogLine, LoggedLine, READING_ACTIONS, SIGN_IN_ACTIONS};
pub use sessions::{NewSession, OpenSession};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, any::AnyRow};

use crate::{
    Changed, StoreError,
    text::{Reading, time_text},
};

/// What a person does here. A person can hold several, each at a body of the organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 党委组织部.
    Organisation,
    /// 二级单位党委.
    Unit,
    /// 党支部书记、委员.
    Branch,
    /// 业务部门.
    Business,
    /// 领导.
    Leader,
    /// 监督.
    Auditor,
    /// 党员.
    Member,
    /// 系统管理员: accounts and operation, no scores.
    Administrator,
    /// 安全管理员: grants and reviews roles, no scores.
    SecurityAdministrator,
    /// 审计管理员: reads the logs, no scores.
    AuditAdministrator,
}

impl Role {
    pub const ALL: [Role; 10] = [
        Role::Organisation,
        Role::Unit,
        Role::Branch,
        Role::Business,
        Role::Leader,
        Role::Auditor,
        Role::Member,
        Role::Administrator,
        Role::SecurityAdministrator,
        Role::AuditAdministrator,
    ];

    /// The three administrators (三员): none holds another role beside it (GB/T 22239-2019, 8.1.4.2 d).
    pub const fn is_apart(self) -> bool {
        matches!(self, Role::Administrator | Role::SecurityAdministrator | Role::AuditAdministrator)
    }

    /// The word in the database and in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Role::Organisation => "organisation",
            Role::Unit => "unit",
            Role::Branch => "branch",
            Role::Business => "business",
            Role::Leader => "leader",
            Role::Auditor => "auditor",
            Role::Member => "member",
            Role::Administrator => "administrator",
            Role::SecurityAdministrator => "security_administrator",
            Role::AuditAdministrator => "audit_administrator",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Role::Organisation => "党委组织部",
            Role::Unit => "二级单位党委",
            Role::Branch => "党支部",
            Role::Business => "业务部门",
            Role::Leader => "领导",
            Role::Auditor => "监督",
            Role::Member => "党员",
            Role::Administrator => "系统管理员",
            Role::SecurityAdministrator => "安全管理员",
            Role::AuditAdministrator => "审计管理员",
        }
    }

    pub fn parse(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// A person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: String,
    /// The name typed at sign-in.
    pub account: String,
    pub name: String,
    /// PHC string of the password's hash.
    pub password: String,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    /// Until when the password is a one-time code; `None` for a password of the person's own.
    pub code_expires_at: Option<Timestamp>,
    /// When the person chose the password.
    pub password_set_at: Option<Timestamp>,
    pub signed_in_at: Option<Timestamp>,
}

/// A person to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    pub id: String,
    pub account: String,
    pub name: String,
    pub password: String,
    /// Role and the body it is held at.
    pub roles: Vec<(Role, String)>,
}

impl NewUser {
    /// Its rows, for the journal.
    pub fn rows(&self) -> Vec<Changed> {
        let role = |(role, org): &(Role, String)| Changed::held_role(&self.id, *role, org);
        std::iter::once(Changed::new("users", &self.id)).chain(self.roles.iter().map(role)).collect()
    }
}

impl Changed {
    /// A role at a body, held or just taken away.
    pub fn held_role(user_id: &str, role: Role, org_id: &str) -> Changed {
        Changed::new("user_roles", format!("{user_id}/{}/{org_id}", role.word()))
    }
}

/// A role as its holder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    pub role: Role,
    pub org_id: String,
    pub org_name: String,
    /// Whether the body is the root of the organisation.
    pub at_company: bool,
}

/// People and sessions.
pub struct Users<'a>(pub(crate) &'a mut AnyConnection);

impl Users<'_> {
    pub async fn add(&mut self, user: &NewUser, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "insert into users (id, account, name, password, created_at, password_set_at)
             values ($1, $2, $3, $4, $5, $5)",
        )
        .bind(&user.id)
        .bind(&user.account)
        .bind(&user.name)
        .bind(&user.password)
        .bind(time_text(at))
        .execute(&mut *self.0)
        .await
        .map_err(|error| StoreError::or_conflict(error, "user"))?;
        for (role, org_id) in &user.roles {
            self.grant(&user.id, *role, org_id).await?;
        }
        Ok(())
    }

    pub async fn find(&mut self, account: &str) -> Result<Option<User>, StoreError> {
        let row =
            sqlx::query("select * from users where account = $1").bind(account).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    /// The roles that the person holds now, with today's names.
    pub async fn roles(&mut self, user_id: &str) -> Result<Vec<HeldRole>, StoreError> {
        let rows = sqlx::query(
            "select r.role, r.org_id, s.name, o.kind from user_roles r
             join orgs o on o.id = r.org_id
             join org_spans s on s.org_id = r.org_id and s.until_on is null
             where r.user_id = $1 order by r.role, r.org_id",
        )
        .bind(user_id)
        .fetch_all(&mut *self.0)
        .await?;
        rows.iter().map(accounts::held).collect()
    }

    pub async fn count(&mut self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("select cast(count(*) as bigint) from users").fetch_one(&mut *self.0).await?)
    }
}

fn read(row: &AnyRow) -> Result<User, StoreError> {
    let reading = Reading::new(row, "users", "id");
    Ok(User {
        id: reading.get("id")?,
        account: reading.get("account")?,
        name: reading.get("name")?,
        password: reading.get("password")?,
        disabled_at: reading.time_or_none("disabled_at")?,
        created_at: reading.time("created_at")?,
        code_expires_at: reading.time_or_none("code_expires_at")?,
        password_set_at: reading.time_or_none("password_set_at")?,
        signed_in_at: reading.time_or_none("signed_in_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{noon, on_both, two_units};

    #[tokio::test]
    async fn roles_come_with_todays_names() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let span = crate::testing::span("2026-07-01", Some("C"), "炼铁事业部党委", 1);
            db.orgs().add_span("U1", &span).await.unwrap();
            let roles = db.users().roles("unit1").await.unwrap();
            assert_eq!(roles.len(), 1);
            assert_eq!((roles[0].role, roles[0].org_name.as_str()), (Role::Unit, "炼铁事业部党委"));
            assert!(!roles[0].at_company);
            assert!(db.users().roles("zzb").await.unwrap()[0].at_company);
        })
        .await;
    }

    #[tokio::test]
    async fn an_account_name_belongs_to_one_person() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let user = NewUser {
                id: "another".to_owned(),
                account: "zzb".to_owned(),
                name: "他人".to_owned(),
                password: String::new(),
                roles: Vec::new(),
            };
            let added = db.users().add(&user, noon()).await;
            assert!(matches!(added, Err(StoreError::Conflict("user"))), "{added:?}");
        })
        .await;
    }
}

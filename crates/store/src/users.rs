//! People who sign in, their roles, and their sessions.

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
}

impl Role {
    pub const ALL: [Role; 8] = [
        Role::Organisation,
        Role::Unit,
        Role::Branch,
        Role::Business,
        Role::Leader,
        Role::Auditor,
        Role::Member,
        Role::Administrator,
    ];

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
    /// Wrong passwords since the last right one.
    pub n_failures: i64,
    /// No sign-in before this time.
    pub locked_until: Option<Timestamp>,
    pub disabled_at: Option<Timestamp>,
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
        let role =
            |(role, org): &(Role, String)| Changed::new("user_roles", format!("{}/{}/{org}", self.id, role.word()));
        std::iter::once(Changed::new("users", &self.id)).chain(self.roles.iter().map(role)).collect()
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
        sqlx::query("insert into users (id, account, name, password, created_at) values ($1, $2, $3, $4, $5)")
            .bind(&user.id)
            .bind(&user.account)
            .bind(&user.name)
            .bind(&user.password)
            .bind(time_text(at))
            .execute(&mut *self.0)
            .await
            .map_err(|error| StoreError::or_conflict(error, "user"))?;
        for (role, org_id) in &user.roles {
            sqlx::query("insert into user_roles (user_id, role, org_id) values ($1, $2, $3)")
                .bind(&user.id)
                .bind(role.word())
                .bind(org_id)
                .execute(&mut *self.0)
                .await
                .map_err(|error| StoreError::or_conflict(error, "role"))?;
        }
        Ok(())
    }

    pub async fn find(&mut self, account: &str) -> Result<Option<User>, StoreError> {
        let row =
            sqlx::query("select * from users where account = $1").bind(account).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    /// Everybody with their roles, in order of account.
    pub async fn list(&mut self) -> Result<Vec<(User, Vec<HeldRole>)>, StoreError> {
        let rows = sqlx::query("select * from users order by account").fetch_all(&mut *self.0).await?;
        let mut people = Vec::new();
        for row in &rows {
            let user = read(row)?;
            let roles = self.roles(&user.id).await?;
            people.push((user, roles));
        }
        Ok(people)
    }

    /// A new password: wrong attempts are forgotten, a lock is lifted, and every session ends.
    pub async fn set_password(&mut self, user_id: &str, hash: &str) -> Result<(), StoreError> {
        sqlx::query(
            "update users set password = $2, n_failures = 0, locked_until = null, disabled_at = null where id = $1",
        )
        .bind(user_id)
        .bind(hash)
        .execute(&mut *self.0)
        .await?;
        self.close_sessions(user_id).await
    }

    /// Nobody signs in with this account from now on, and every session ends.
    pub async fn disable(&mut self, user_id: &str, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("update users set disabled_at = $2 where id = $1 and disabled_at is null")
            .bind(user_id)
            .bind(time_text(at))
            .execute(&mut *self.0)
            .await?;
        self.close_sessions(user_id).await
    }

    async fn close_sessions(&mut self, user_id: &str) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where user_id = $1").bind(user_id).execute(&mut *self.0).await?;
        Ok(())
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
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "user_roles", "org_id");
            let word: String = reading.get("role")?;
            Ok(HeldRole {
                role: Role::parse(&word).ok_or_else(|| reading.corrupt(format!("role `{word}`")))?,
                org_id: reading.get("org_id")?,
                org_name: reading.get("name")?,
                at_company: reading.get::<String>("kind")? == "company",
            })
        };
        rows.iter().map(read).collect()
    }

    /// Counts a wrong password and answers nothing before `locked_until`.
    pub async fn note_failure(
        &mut self,
        user_id: &str,
        n_failures: i64,
        locked_until: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        sqlx::query("update users set n_failures = $2, locked_until = $3 where id = $1")
            .bind(user_id)
            .bind(n_failures)
            .bind(locked_until.map(time_text))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    pub async fn count(&mut self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("select cast(count(*) as bigint) from users").fetch_one(&mut *self.0).await?)
    }

    /// A session; only the hash of its token is kept.
    pub async fn open_session(&mut self, token_hash: &str, user_id: &str, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("insert into sessions (token_hash, user_id, created_at, seen_at) values ($1, $2, $3, $3)")
            .bind(token_hash)
            .bind(user_id)
            .bind(time_text(at))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Whose session it is, if it began after `began_after`, was used after `seen_after`, and the person is not disabled;
    /// with the time of its last use.
    pub async fn session(
        &mut self,
        token_hash: &str,
        began_after: Timestamp,
        seen_after: Timestamp,
    ) -> Result<Option<(User, Timestamp)>, StoreError> {
        let row = sqlx::query(
            "select u.*, s.seen_at from sessions s join users u on u.id = s.user_id
             where s.token_hash = $1 and s.created_at > $2 and s.seen_at > $3 and u.disabled_at is null",
        )
        .bind(token_hash)
        .bind(time_text(began_after))
        .bind(time_text(seen_after))
        .fetch_optional(&mut *self.0)
        .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some((read(&row)?, Reading::new(&row, "sessions", "id").time("seen_at")?)))
    }

    pub async fn touch_session(&mut self, token_hash: &str, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("update sessions set seen_at = $2 where token_hash = $1")
            .bind(token_hash)
            .bind(time_text(at))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    pub async fn close_session(&mut self, token_hash: &str) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where token_hash = $1").bind(token_hash).execute(&mut *self.0).await?;
        Ok(())
    }

    /// Removes what nobody can use any more.
    pub async fn forget_sessions(&mut self, began_before: Timestamp) -> Result<(), StoreError> {
        sqlx::query("delete from sessions where created_at <= $1")
            .bind(time_text(began_before))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// A line in the log of sign-ins and imports.
    pub async fn log(
        &mut self,
        id: &str,
        at: Timestamp,
        account: &str,
        action: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("insert into log (id, at, account, action, detail) values ($1, $2, $3, $4, $5)")
            .bind(id)
            .bind(time_text(at))
            .bind(account)
            .bind(action)
            .bind(detail)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }
}

fn read(row: &AnyRow) -> Result<User, StoreError> {
    let reading = Reading::new(row, "users", "id");
    Ok(User {
        id: reading.get("id")?,
        account: reading.get("account")?,
        name: reading.get("name")?,
        password: reading.get("password")?,
        n_failures: reading.get("n_failures")?,
        locked_until: reading.time_or_none("locked_until")?,
        disabled_at: reading.time_or_none("disabled_at")?,
    })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::testing::{noon, on_both, two_units};

    #[tokio::test]
    async fn a_session_ends_by_age_by_idleness_and_by_signing_out() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            users.open_session("hash", "zzb", noon()).await.unwrap();
            let hour = SignedDuration::from_hours(1);
            let found = users.session("hash", noon() - hour, noon() - hour).await.unwrap();
            assert_eq!(found.unwrap().0.account, "zzb");
            let later = noon() + hour;
            assert!(users.session("hash", noon(), noon() - hour).await.unwrap().is_none(), "too old");
            assert!(users.session("hash", noon() - hour, later).await.unwrap().is_none(), "idle too long");
            users.touch_session("hash", later + hour).await.unwrap();
            assert!(users.session("hash", noon() - hour, later).await.unwrap().is_some(), "used again");
            users.close_session("hash").await.unwrap();
            assert!(users.session("hash", noon() - hour, noon() - hour).await.unwrap().is_none(), "signed out");
        })
        .await;
    }

    #[tokio::test]
    async fn a_lock_and_a_new_password_end_every_session() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            let hour = SignedDuration::from_hours(1);
            users.open_session("first", "zzb", noon()).await.unwrap();
            users.disable("zzb", noon()).await.unwrap();
            assert!(users.session("first", noon() - hour, noon() - hour).await.unwrap().is_none());
            assert!(users.find("zzb").await.unwrap().unwrap().disabled_at.is_some());
            users.set_password("zzb", "hash").await.unwrap();
            let user = users.find("zzb").await.unwrap().unwrap();
            assert_eq!((user.password.as_str(), user.disabled_at), ("hash", None));
            users.open_session("second", "zzb", noon()).await.unwrap();
            users.set_password("zzb", "other").await.unwrap();
            assert!(users.session("second", noon() - hour, noon() - hour).await.unwrap().is_none());
            let (listed, roles) = users.list().await.unwrap().into_iter().find(|(user, _)| user.id == "zzb").unwrap();
            assert_eq!((listed.account.as_str(), roles[0].role), ("zzb", Role::Organisation));
        })
        .await;
    }

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

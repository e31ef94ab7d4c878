//! Accounts as their administrators see and change them.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{HeldRole, Role, User, Users, read};
use crate::{
    Changed, Page, Paging, StoreError, like,
    text::{Reading, time_text},
};

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    Active,
    /// Waits for its one-time code to be used, or the code is past.
    Waiting,
    Disabled,
    /// Active, but nobody has signed in for long.
    Stale,
}

/// Which accounts to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountFilter {
    /// In the account's or the person's name.
    pub text: Option<String>,
    pub role: Option<Role>,
    pub state: Option<AccountState>,
    /// By last sign-in, longest ago first; otherwise by account.
    pub oldest_first: bool,
    /// Without a sign-in since then an account is stale.
    pub stale_before: Option<Timestamp>,
}

/// An account with its roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub user: User,
    pub roles: Vec<HeldRole>,
}

impl Users<'_> {
    pub async fn list(&mut self, filter: &AccountFilter, paging: Paging) -> Result<Page<Account>, StoreError> {
        let state = match filter.state {
            None => "1 = 1",
            Some(AccountState::Active) => "u.disabled_at is null and u.code_expires_at is null",
            Some(AccountState::Waiting) => "u.disabled_at is null and u.code_expires_at is not null",
            Some(AccountState::Disabled) => "u.disabled_at is not null",
            Some(AccountState::Stale) => "u.disabled_at is null and coalesce(u.signed_in_at, u.created_at) < $3",
        };
        let order = if filter.oldest_first { "coalesce(u.signed_in_at, ''), u.account" } else { "u.account" };
        let condition = format!(
            "from users u where (u.account like $1 escape '!' or u.name like $1 escape '!')
             and ($2 = '' or exists (select 1 from user_roles r where r.user_id = u.id and r.role = $2))
             and $3 <> '-' and {state}"
        );
        let text = filter.text.as_deref().map_or_else(|| "%".to_owned(), like);
        let role = filter.role.map(Role::word).unwrap_or_default();
        let stale = filter.stale_before.map(time_text).unwrap_or_default();
        let total = format!("select cast(count(*) as bigint) {condition}");
        let total = sqlx::query_scalar(AssertSqlSafe(total)).bind(&text).bind(role).bind(&stale);
        let total: i64 = total.fetch_one(&mut *self.0).await?;
        let page = format!("select u.* {condition} order by {order} limit $4 offset $5");
        let page = sqlx::query(AssertSqlSafe(page)).bind(&text).bind(role).bind(&stale);
        let rows = page.bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        let users: Vec<User> = rows.iter().map(read).collect::<Result<_, _>>()?;
        let mut roles = self.roles_of(&users).await?;
        let items = users.into_iter().map(|user| Account { roles: roles.remove(&user.id).unwrap_or_default(), user });
        Ok(Page { items: items.collect(), total, more: false })
    }

    async fn roles_of(&mut self, users: &[User]) -> Result<HashMap<String, Vec<HeldRole>>, StoreError> {
        let mut found: HashMap<String, Vec<HeldRole>> = HashMap::new();
        if users.is_empty() {
            return Ok(found);
        }
        let places: Vec<String> = (1..=users.len()).map(|n| format!("${n}")).collect();
        let text = format!(
            "select r.user_id, r.role, r.org_id, s.name, o.kind from user_roles r
             join orgs o on o.id = r.org_id
             join org_spans s on s.org_id = r.org_id and s.until_on is null
             where r.user_id in ({}) order by r.role, r.org_id",
            places.join(", ")
        );
        let query = users.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, user| query.bind(user.id.clone()));
        for row in &query.fetch_all(&mut *self.0).await? {
            let user: String = Reading::new(row, "user_roles", "user_id").get("user_id")?;
            found.entry(user).or_default().push(held(row)?);
        }
        Ok(found)
    }

    pub async fn by_id(&mut self, id: &str) -> Result<Option<Account>, StoreError> {
        let row = sqlx::query("select * from users where id = $1").bind(id).fetch_optional(&mut *self.0).await?;
        let Some(user) = row.as_ref().map(read).transpose()? else { return Ok(None) };
        let roles = self.roles(&user.id).await?;
        Ok(Some(Account { user, roles }))
    }

    /// A role at a body. Sessions stay; whoever changes rights ends them.
    pub async fn grant(&mut self, user_id: &str, role: Role, org_id: &str) -> Result<(), StoreError> {
        sqlx::query("insert into user_roles (user_id, role, org_id) values ($1, $2, $3)")
            .bind(user_id)
            .bind(role.word())
            .bind(org_id)
            .execute(&mut *self.0)
            .await
            .map_err(|error| StoreError::or_conflict(error, "role"))?;
        Ok(())
    }

    /// Takes a role away; whether it was held.
    pub async fn withdraw(&mut self, user_id: &str, role: Role, org_id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from user_roles where user_id = $1 and role = $2 and org_id = $3")
            .bind(user_id)
            .bind(role.word())
            .bind(org_id)
            .execute(&mut *self.0)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Takes away every role at a body that is closed on `today`, and ends the sessions of whoever held one; the rows.
    pub async fn end_roles_of_closed(&mut self, today: Date) -> Result<Vec<Changed>, StoreError> {
        let closed = "org_id in (select id from orgs where closed_on is not null and closed_on <= $1)";
        let run = |text: String| sqlx::query(AssertSqlSafe(text)).bind(today.to_string());
        let text =
            format!("select user_id, role, org_id from user_roles where {closed} order by user_id, role, org_id");
        let rows = run(text).fetch_all(&mut *self.0).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let sessions = format!("delete from sessions where user_id in (select user_id from user_roles where {closed})");
        run(sessions).execute(&mut *self.0).await?;
        run(format!("delete from user_roles where {closed}")).execute(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "user_roles", "user_id");
            let (user, org): (String, String) = (reading.get("user_id")?, reading.get("org_id")?);
            Ok(Changed::held_role(&user, reading.word("role", Role::parse)?, &org))
        };
        rows.iter().map(read).collect()
    }

    /// A password of the person's own: the former one is remembered, a lock is lifted, and every session ends.
    pub async fn set_password(&mut self, user: &User, hash: &str, at: Timestamp) -> Result<(), StoreError> {
        if user.code_expires_at.is_none() && !user.password.is_empty() {
            sqlx::query(
                "insert into old_passwords (user_id, set_at, password) values ($1, $2, $3)
                 on conflict (user_id, set_at) do nothing",
            )
            .bind(&user.id)
            .bind(time_text(at))
            .bind(&user.password)
            .execute(&mut *self.0)
            .await?;
        }
        sqlx::query(
            "update users set password = $2, password_set_at = $3, code_expires_at = null, disabled_at = null
             where id = $1",
        )
        .bind(&user.id)
        .bind(hash)
        .bind(time_text(at))
        .execute(&mut *self.0)
        .await?;
        self.lift_lock(&user.account).await?;
        self.close_sessions(&user.id).await
    }

    /// A one-time code in place of the password; the account is no longer disabled, and every session ends.
    pub async fn set_code(&mut self, user: &User, hash: &str, expires: Timestamp) -> Result<(), StoreError> {
        sqlx::query("update users set password = $2, code_expires_at = $3, disabled_at = null where id = $1")
            .bind(&user.id)
            .bind(hash)
            .bind(time_text(expires))
            .execute(&mut *self.0)
            .await?;
        self.lift_lock(&user.account).await?;
        self.close_sessions(&user.id).await
    }

    /// The code was used: it opens nothing more.
    pub async fn spend_code(&mut self, user_id: &str) -> Result<(), StoreError> {
        sqlx::query("update users set password = '' where id = $1").bind(user_id).execute(&mut *self.0).await?;
        Ok(())
    }

    /// Hashes of the person's former passwords, newest first.
    pub async fn old_passwords(&mut self, user_id: &str, at_most: i64) -> Result<Vec<String>, StoreError> {
        let query =
            sqlx::query_scalar("select password from old_passwords where user_id = $1 order by set_at desc limit $2");
        Ok(query.bind(user_id).bind(at_most).fetch_all(&mut *self.0).await?)
    }

    pub async fn note_sign_in(&mut self, user_id: &str, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query("update users set signed_in_at = $2 where id = $1")
            .bind(user_id)
            .bind(time_text(at))
            .execute(&mut *self.0)
            .await?;
        Ok(())
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
}

pub(super) fn held(row: &AnyRow) -> Result<HeldRole, StoreError> {
    let reading = Reading::new(row, "user_roles", "org_id");
    Ok(HeldRole {
        role: reading.word("role", Role::parse)?,
        org_id: reading.get("org_id")?,
        org_name: reading.get("name")?,
        at_company: reading.get::<String>("kind")? == "company",
    })
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::{
        NewSession,
        testing::{noon, on_both, two_units},
    };

    const WHOLE: Paging = Paging { page: 1, size: 50 };

    fn session(token_hash: &'static str) -> NewSession<'static> {
        NewSession { id: token_hash, token_hash, user_id: "zzb", address: "", agent: "", at: noon() }
    }

    #[tokio::test]
    async fn disabling_and_a_new_password_end_every_session() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            let hour = SignedDuration::from_hours(1);
            users.open_session(&session("first")).await.unwrap();
            users.disable("zzb", noon()).await.unwrap();
            assert!(users.session("first", noon() - hour, noon() - hour).await.unwrap().is_none());
            let user = users.find("zzb").await.unwrap().unwrap();
            assert!(user.disabled_at.is_some());
            users.set_password(&user, "hash", noon()).await.unwrap();
            let user = users.find("zzb").await.unwrap().unwrap();
            assert_eq!((user.password.as_str(), user.disabled_at), ("hash", None));
            users.open_session(&session("second")).await.unwrap();
            users.set_password(&user, "other", noon() + hour).await.unwrap();
            assert!(users.session("second", noon() - hour, noon() - hour).await.unwrap().is_none());
            assert_eq!(users.old_passwords("zzb", 5).await.unwrap(), ["hash", "$argon2id$"]);
        })
        .await;
    }

    #[tokio::test]
    async fn accounts_are_found_by_name_role_and_state() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            users.disable("sczx", noon()).await.unwrap();
            users.note_sign_in("zzb", noon()).await.unwrap();
            let code = users.find("branch2").await.unwrap().unwrap();
            users.set_code(&code, "code", noon()).await.unwrap();
            let later = Some(noon() + SignedDuration::from_hours(1));
            let found = async |users: &mut Users<'_>, filter: AccountFilter| {
                let page = users.list(&filter, WHOLE).await.unwrap();
                assert_eq!(page.total, page.items.len() as i64);
                page.items.into_iter().map(|account| account.user.account).collect::<Vec<_>>()
            };
            let all = AccountFilter::default;
            assert_eq!(found(&mut users, all()).await, ["admin", "branch2", "sczx", "unit1", "zzb"]);
            let named = AccountFilter { text: Some("unit".to_owned()), ..all() };
            assert_eq!(found(&mut users, named).await, ["unit1"]);
            let role = AccountFilter { role: Some(Role::Administrator), ..all() };
            assert_eq!(found(&mut users, role).await, ["admin"]);
            for (state, wanted) in [
                (AccountState::Disabled, vec!["sczx"]),
                (AccountState::Waiting, vec!["branch2"]),
                (AccountState::Active, vec!["admin", "unit1", "zzb"]),
                (AccountState::Stale, vec!["admin", "branch2", "unit1", "zzb"]),
            ] {
                let filter = AccountFilter { state: Some(state), stale_before: later, ..all() };
                assert_eq!(found(&mut users, filter).await, wanted, "{state:?}");
            }
            let none = AccountFilter { state: Some(AccountState::Stale), stale_before: Some(noon()), ..all() };
            assert!(found(&mut users, none).await.is_empty());
        })
        .await;
    }

    #[tokio::test]
    async fn a_role_is_held_once_and_taken_away_once() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let mut users = db.users();
            users.grant("admin", Role::SecurityAdministrator, "C").await.unwrap();
            assert_eq!(users.by_id("admin").await.unwrap().unwrap().roles.len(), 2);
            assert!(users.withdraw("admin", Role::SecurityAdministrator, "C").await.unwrap());
            assert!(!users.withdraw("admin", Role::SecurityAdministrator, "C").await.unwrap());
            assert_eq!(users.by_id("nobody").await.unwrap(), None);
        })
        .await;
    }
}

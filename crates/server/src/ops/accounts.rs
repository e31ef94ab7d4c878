//! Accounts: adding them, locking them, giving them a new password. No password is kept or logged, only its hash.

use jiff::{Timestamp, civil::Date};
use store::{Actor, Changed, Db, NewUser, Org, OrgKind, Role, Store, StoreError, User};

use crate::{
    auth::{Passwords, Weak, check_strength},
    ids,
};

/// What is asked for a new account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name typed at sign-in.
    pub account: String,
    /// The person's name.
    pub name: String,
    pub role: Role,
    /// Id or name of the body at which the role is held.
    pub org: String,
    /// A random one if `None`.
    pub password: Option<String>,
}

/// An account that is ready for use.
#[derive(Debug, Clone)]
pub struct Ready {
    pub account: String,
    /// Where the role is held.
    pub org_name: String,
    /// The random password, which nobody can read again.
    pub password: Option<String>,
}

/// Why an account was not added or changed.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("账号“{0}”写法不对；请用 2 至 40 个字母、数字、汉字、点、横线或下划线，不含空格")]
    BadName(String),
    #[error("没有写姓名；请用 --name 写明使用人")]
    NoPerson,
    #[error("账号“{0}”已经存在；请换一个名字，或用 baolei account reset {0} 重置密码")]
    Exists(String),
    #[error("没有账号“{0}”；可用 baolei account list 查看全部账号")]
    Unknown(String),
    #[error("没有编号或名称为“{0}”的组织；请先导入组织，或核对编号")]
    UnknownOrg(String),
    #[error("有 {n} 个组织叫“{name}”；请改用编号：{ids}")]
    SeveralOrgs { name: String, n: usize, ids: String },
    #[error("“{role}”不能设在{org}；{should}")]
    WrongPlace { role: &'static str, org: String, should: &'static str },
    #[error("{0}；请换一个密码，或不写 --password-stdin，由程序随机生成")]
    Weak(#[from] Weak),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds an account with one role.
///
/// # Errors
/// See [`Refused`]; nothing is kept then.
pub async fn add_account(store: &Store, asked: &NewAccount, today: Date, now: Timestamp) -> Result<Ready, Refused> {
    let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_');
    if !(2..=40).contains(&asked.account.chars().count()) || !asked.account.chars().all(is_sign) {
        return Err(Refused::BadName(asked.account.clone()));
    }
    if asked.name.trim().is_empty() {
        return Err(Refused::NoPerson);
    }
    let (password, shown) = chosen(&asked.account, asked.password.as_deref())?;
    let hash = Passwords::default().hash(&password).await?;
    let mut db = store.write().await?;
    let orgs = db.orgs().all().await?;
    let (org, org_name) = find_org(&orgs, &asked.org, today)?;
    if let Some(should) = wrong_place(asked.role, org.kind) {
        return Err(Refused::WrongPlace { role: asked.role.title(), org: org_name, should });
    }
    let user = NewUser {
        id: ids::short(),
        account: asked.account.clone(),
        name: asked.name.trim().to_owned(),
        password: hash,
        roles: vec![(asked.role, org.id.clone())],
    };
    match db.users().add(&user, now).await {
        Err(StoreError::Conflict(_)) => return Err(Refused::Exists(user.account)),
        other => other?,
    }
    let detail = format!("{} {}", asked.role.word(), org.id);
    db.users().log(&ids::short(), now, &user.account, "account_added", &detail).await?;
    db.note(&Actor::program(now), "account.added", Some(&org.id), &user.rows()).await?;
    db.commit().await?;
    Ok(Ready { account: user.account, org_name, password: shown })
}

/// Gives an account a new password, lifts a lock and ends its sessions.
///
/// # Errors
/// See [`Refused`].
pub async fn reset_account(
    store: &Store,
    account: &str,
    password: Option<&str>,
    now: Timestamp,
) -> Result<Option<String>, Refused> {
    let (password, shown) = chosen(account, password)?;
    let hash = Passwords::default().hash(&password).await?;
    let mut db = store.write().await?;
    let user = find(&mut db, account).await?;
    db.users().set_password(&user.id, &hash).await?;
    db.users().log(&ids::short(), now, account, "password_reset", "").await?;
    db.note(&Actor::program(now), "account.reset", None, &[Changed::new("users", &user.id)]).await?;
    db.commit().await?;
    Ok(shown)
}

/// Locks an account until its password is reset; its sessions end at once.
///
/// # Errors
/// See [`Refused`].
pub async fn lock_account(store: &Store, account: &str, now: Timestamp) -> Result<(), Refused> {
    let mut db = store.write().await?;
    let user = find(&mut db, account).await?;
    db.users().disable(&user.id, now).await?;
    db.users().log(&ids::short(), now, account, "account_locked", "").await?;
    db.note(&Actor::program(now), "account.locked", None, &[Changed::new("users", &user.id)]).await?;
    Ok(db.commit().await?)
}

async fn find(db: &mut Db, account: &str) -> Result<User, Refused> {
    db.users().find(account).await?.ok_or_else(|| Refused::Unknown(account.to_owned()))
}

/// The password to keep, and the random one to show.
fn chosen(account: &str, password: Option<&str>) -> Result<(String, Option<String>), Weak> {
    match password {
        Some(password) => {
            check_strength(account, password)?;
            Ok((password.to_owned(), None))
        }
        None => {
            let mut random = std::iter::repeat_with(ids::password);
            let password = random.find(|password| check_strength(account, password).is_ok());
            let password = password.expect("an account of two signs is not in every random password");
            Ok((password.clone(), Some(password)))
        }
    }
}

/// An open body by id or by today's name.
fn find_org<'a>(orgs: &'a [Org], asked: &str, today: Date) -> Result<(&'a Org, String), Refused> {
    let name = |org: &Org| {
        let current = org.spans.iter().rev().find(|span| span.from <= today).or(org.spans.first());
        current.map(|span| span.name.clone()).unwrap_or_default()
    };
    let open = orgs.iter().filter(|org| org.closed_on.is_none_or(|day| day > today));
    let found: Vec<&Org> = open.filter(|org| org.id == asked || name(org) == asked).collect();
    match found.as_slice() {
        [] => Err(Refused::UnknownOrg(asked.to_owned())),
        [one] => Ok((one, name(one))),
        several => {
            let ids: Vec<&str> = several.iter().map(|org| org.id.as_str()).collect();
            Err(Refused::SeveralOrgs { name: asked.to_owned(), n: ids.len(), ids: ids.join("、") })
        }
    }
}

/// Where a role belongs, if not at such a body.
const fn wrong_place(role: Role, kind: OrgKind) -> Option<&'static str> {
    match (role, kind) {
        (Role::Branch | Role::Member, OrgKind::Branch)
        | (Role::Unit, OrgKind::Unit | OrgKind::General)
        | (Role::Organisation | Role::Administrator, OrgKind::Company)
        | (Role::Leader | Role::Auditor | Role::Business, OrgKind::Company | OrgKind::Unit) => None,
        (Role::Branch | Role::Member, _) => Some("请写一个党支部的编号"),
        (Role::Unit, _) => Some("请写一个二级单位党委或党总支的编号"),
        (Role::Organisation | Role::Administrator, _) => Some("请写公司党委的编号"),
        (Role::Leader | Role::Auditor | Role::Business, _) => Some("请写公司党委或二级单位党委的编号"),
    }
}

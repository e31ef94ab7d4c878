//! Accounts: adding them, locking them, giving them a new password. No password is kept or logged, only its hash.

use jiff::{SignedDuration, Timestamp, civil::Date};
use store::{Actor, Changed, Db, NewUser, Org, OrgKind, Role, Store, StoreError, User};

use crate::{
    auth::{Passwords, Preset, Weak, check_strength},
    ids,
};

/// How long a one-time code may be used.
pub const CODE_HOURS: i64 = 72;

/// What is asked for a new account.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name typed at sign-in.
    pub account: String,
    /// The person's name.
    pub name: String,
    /// A role and the id or name of the body at which it is held.
    pub role: Option<(Role, String)>,
    /// A one-time code if `None`.
    pub password: Option<String>,
}

/// An account that is ready for use.
#[derive(Debug, Clone)]
pub struct Ready {
    pub id: String,
    pub account: String,
    /// Where the role is held.
    pub org_name: Option<String>,
    /// The one-time code, which nobody can read again.
    pub code: Option<String>,
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
    #[error("{0}；请换一个密码，或不写 --password-stdin，由程序生成一次性口令")]
    Weak(#[from] Weak),
    #[error("三员（系统、安全、审计管理员）各自独立，不能与其他角色由同一人担任；请另用一个账号")]
    Apart,
    #[error("该账号已有此角色")]
    Held,
    #[error("该账号没有此角色，可能已被撤销；请刷新后核对")]
    NotHeld,
    #[error("不能更改自己的账号或角色；请由另一位管理员办理")]
    Own,
    #[error("安全管理员、审计管理员的口令不由系统管理员重置；请在服务器上执行 baolei account reset")]
    ByHost,
    #[error(transparent)]
    Other(#[from] anyhow::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds an account, with one role or none yet.
///
/// # Errors
/// See [`Refused`]; nothing is kept then.
pub async fn add_account(store: &Store, asked: &NewAccount, today: Date, who: &Actor) -> Result<Ready, Refused> {
    let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_');
    if !(2..=40).contains(&asked.account.chars().count()) || !asked.account.chars().all(is_sign) {
        return Err(Refused::BadName(asked.account.clone()));
    }
    if asked.name.trim().is_empty() {
        return Err(Refused::NoPerson);
    }
    let (password, code) = chosen(&asked.account, asked.password.as_deref())?;
    let hash = Passwords::default().hash(&password).await?;
    let mut db = store.write().await?;
    let held = match &asked.role {
        Some((role, org)) => Some((*role, place(&mut db, *role, org, today).await?)),
        None => None,
    };
    let user = NewUser {
        id: ids::short(),
        account: asked.account.clone(),
        name: asked.name.trim().to_owned(),
        password: hash,
        roles: held.iter().map(|(role, (id, _))| (*role, id.clone())).collect(),
    };
    match db.users().add(&user, who.at).await {
        Err(StoreError::Conflict(_)) => return Err(Refused::Exists(user.account)),
        other => other?,
    }
    if code.is_some() {
        let added = find(&mut db, &user.account).await?;
        db.users().set_code(&added, &user.password, code_end(who)).await?;
    }
    let org = held.as_ref().map(|(_, (id, _))| id.as_str());
    db.note(who, "account.added", org, &user.rows()).await?;
    db.commit().await?;
    Ok(Ready { id: user.id, account: user.account, org_name: held.map(|(_, (_, name))| name), code })
}

/// Gives an account a new password or a one-time code, lifts a lock and ends its sessions.
///
/// # Errors
/// See [`Refused`].
pub async fn reset_account(
    store: &Store,
    account: &str,
    password: Option<&str>,
    who: &Actor,
) -> Result<Option<String>, Refused> {
    let (password, code) = chosen(account, password)?;
    let hash = Passwords::default().hash(&password).await?;
    let mut db = store.write().await?;
    let user = find(&mut db, account).await?;
    match code {
        Some(_) => db.users().set_code(&user, &hash, code_end(who)).await?,
        None => db.users().set_password(&user, &hash, who.at).await?,
    }
    db.note(who, "account.reset", None, &[Changed::new("users", &user.id)]).await?;
    db.commit().await?;
    Ok(code)
}

/// Locks an account until its password is reset; its sessions end at once.
///
/// # Errors
/// See [`Refused`].
pub async fn lock_account(store: &Store, account: &str, who: &Actor) -> Result<(), Refused> {
    let mut db = store.write().await?;
    let user = find(&mut db, account).await?;
    db.users().disable(&user.id, who.at).await?;
    db.note(who, "account.locked", None, &[Changed::new("users", &user.id)]).await?;
    Ok(db.commit().await?)
}

/// Gives or takes away a role; the person's sessions end at once.
///
/// # Errors
/// See [`Refused`].
pub async fn change_role(
    store: &Store,
    account: &str,
    (role, org): (Role, &str),
    is_granted: bool,
    today: Date,
    who: &Actor,
) -> Result<(), Refused> {
    if account == who.account {
        return Err(Refused::Own);
    }
    let mut db = store.write().await?;
    let user = find(&mut db, account).await?;
    let org_id = if is_granted {
        let held = db.users().roles(&user.id).await?;
        if held.iter().any(|held| held.role != role && (held.role.is_apart() || role.is_apart())) {
            return Err(Refused::Apart);
        }
        let (org_id, _) = place(&mut db, role, org, today).await?;
        match db.users().grant(&user.id, role, &org_id).await {
            Err(StoreError::Conflict(_)) => return Err(Refused::Held),
            other => other?,
        }
        org_id
    } else {
        if !db.users().withdraw(&user.id, role, org).await? {
            return Err(Refused::NotHeld);
        }
        org.to_owned()
    };
    db.users().close_sessions(&user.id).await?;
    let action = if is_granted { "role.granted" } else { "role.withdrawn" };
    db.note(who, action, Some(&org_id), &[Changed::held_role(&user.id, role, &org_id)]).await?;
    Ok(db.commit().await?)
}

/// Ends the roles at bodies that are closed by `today`, and the sessions of whoever held one; how many.
///
/// # Errors
/// Those of the store.
pub async fn end_roles_of_closed(db: &mut Db, who: &Actor, today: Date) -> Result<usize, StoreError> {
    let ended = db.users().end_roles_of_closed(today).await?;
    if !ended.is_empty() {
        db.note(who, "role.ended", None, &ended).await?;
    }
    Ok(ended.len())
}

fn code_end(who: &Actor) -> Timestamp {
    who.at + SignedDuration::from_hours(CODE_HOURS)
}

/// Id and name of a body where the role belongs.
async fn place(db: &mut Db, role: Role, org: &str, today: Date) -> Result<(String, String), Refused> {
    let orgs = db.orgs().all().await?;
    let (found, name) = find_org(&orgs, org, today)?;
    match wrong_place(role, found.kind) {
        Some(should) => Err(Refused::WrongPlace { role: role.title(), org: name, should }),
        None => Ok((found.id.clone(), name)),
    }
}

async fn find(db: &mut Db, account: &str) -> Result<User, Refused> {
    db.users().find(account).await?.ok_or_else(|| Refused::Unknown(account.to_owned()))
}

/// The password to keep, and the one-time code to show.
fn chosen(account: &str, password: Option<&str>) -> Result<(String, Option<String>), Weak> {
    match password {
        Some(password) => {
            check_strength(Preset::Dengbao, account, password)?;
            Ok((password.to_owned(), None))
        }
        None => {
            let code = ids::password();
            Ok((code.clone(), Some(code)))
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
        | (
            Role::Organisation | Role::Administrator | Role::SecurityAdministrator | Role::AuditAdministrator,
            OrgKind::Company,
        )
        | (Role::Leader | Role::Auditor | Role::Business, OrgKind::Company | OrgKind::Unit) => None,
        (Role::Branch | Role::Member, _) => Some("请写一个党支部的编号"),
        (Role::Unit, _) => Some("请写一个二级单位党委或党总支的编号"),
        (Role::Organisation | Role::Administrator | Role::SecurityAdministrator | Role::AuditAdministrator, _) => {
            Some("请写公司党委的编号")
        }
        (Role::Leader | Role::Auditor | Role::Business, _) => Some("请写公司党委或二级单位党委的编号"),
    }
}

//! `baolei account`.

use std::io::Read;

use anyhow::Context;
use clap::Subcommand;
use store::{AccountFilter, Actor, Paging, Role, Store, User};

use super::{explain, output};
use crate::{
    clock::{Clock, china_day},
    ops::accounts::{CODE_HOURS, NewAccount, Refused, add_account, lock_account, reset_account},
};

#[derive(Subcommand)]
pub(super) enum AccountCommand {
    /// 新建账号；不给密码时生成一次性口令，只显示一次
    Add {
        /// 登录用的账号名
        account: String,
        /// 使用人姓名
        #[arg(long)]
        name: String,
        /// 角色：organisation、unit、branch、business、leader、auditor、member、administrator、security_administrator、audit_administrator，或其中文名
        #[arg(long)]
        role: String,
        /// 所在组织的编号或名称
        #[arg(long)]
        org: String,
        /// 从标准输入读一行作为密码
        #[arg(long)]
        password_stdin: bool,
    },
    /// 列出全部账号
    List {
        #[arg(long)]
        json: bool,
    },
    /// 停用账号，已登录的立即退出
    Lock { account: String },
    /// 重置密码并解除停用；不给密码时生成一次性口令，只显示一次
    Reset {
        account: String,
        /// 从标准输入读一行作为密码
        #[arg(long)]
        password_stdin: bool,
    },
}

pub(super) async fn run(store: &Store, command: AccountCommand) -> anyhow::Result<()> {
    let now = Clock::of(store).await.map_err(explain)?.now();
    let who = Actor::program(now);
    match command {
        AccountCommand::Add { account, name, role, org, password_stdin } => {
            let role = parse_role(&role)?;
            let password = typed(password_stdin)?;
            let asked = NewAccount { account, name, role: Some((role, org)), password };
            let today = china_day(now);
            let ready = add_account(store, &asked, today, &who).await.map_err(refused)?;
            let org = ready.org_name.unwrap_or_default();
            println!("已新建账号 {}（{}，{}，{org}）。", ready.account, asked.name, role.title());
            show_once(ready.code.as_deref());
            Ok(())
        }
        AccountCommand::List { json } => list(store, json).await,
        AccountCommand::Lock { account } => {
            lock_account(store, &account, &who).await.map_err(refused)?;
            println!("已停用账号 {account}；恢复使用请执行 baolei account reset {account}。");
            Ok(())
        }
        AccountCommand::Reset { account, password_stdin } => {
            let password = typed(password_stdin)?;
            let random = reset_account(store, &account, password.as_deref(), &who).await.map_err(refused)?;
            println!("已重置账号 {account} 的密码，原有登录全部退出。");
            show_once(random.as_deref());
            Ok(())
        }
    }
}

fn show_once(password: Option<&str>) {
    if let Some(password) = password {
        println!(
            "一次性口令：{password}（只显示这一次，请当面交给使用人；{CODE_HOURS} 小时内登录一次有效，登录后须设置密码）"
        );
    }
}

fn parse_role(text: &str) -> anyhow::Result<Role> {
    let found = Role::parse(text).or_else(|| Role::ALL.into_iter().find(|role| role.title() == text));
    found.with_context(|| {
        let known: Vec<String> = Role::ALL.iter().map(|role| format!("{}（{}）", role.word(), role.title())).collect();
        format!("没有角色“{text}”；可用：{}", known.join("、"))
    })
}

/// The first line of standard input, without its line break.
fn typed(from_stdin: bool) -> anyhow::Result<Option<String>> {
    if !from_stdin {
        return Ok(None);
    }
    let mut text = String::new();
    std::io::stdin().take(10_000).read_to_string(&mut text).context("无法从标准输入读取密码；应为 UTF-8 文本")?;
    Ok(Some(text.lines().next().unwrap_or_default().to_owned()))
}

async fn list(store: &Store, json: bool) -> anyhow::Result<()> {
    let mut people: Vec<(User, Vec<store::HeldRole>)> = Vec::new();
    let mut db = store.read().await?;
    for page in 1.. {
        let part = db.users().list(&AccountFilter::default(), Paging { page, size: 500 }).await.map_err(explain)?;
        let is_last = part.items.len() < 500;
        people.extend(part.items.into_iter().map(|account| (account.user, account.roles)));
        if is_last {
            break;
        }
    }
    let now = Clock::of(store).await.map_err(explain)?.now();
    let state = |user: &User| match user {
        User { disabled_at: Some(_), .. } => "停用",
        User { code_expires_at: Some(end), .. } if *end > now => "待首次登录",
        User { code_expires_at: Some(_), .. } => "口令过期",
        _ => "正常",
    };
    if json {
        let rows: Vec<serde_json::Value> = people
            .iter()
            .map(|(user, roles)| {
                let roles: Vec<serde_json::Value> = roles
                    .iter()
                    .map(|held| serde_json::json!({ "role": held.role.word(), "org_id": held.org_id, "org_name": held.org_name }))
                    .collect();
                serde_json::json!({
                    "account": user.account, "name": user.name, "disabled": user.disabled_at.is_some(), "roles": roles,
                })
            })
            .collect();
        return output::json(&rows);
    }
    if people.is_empty() {
        println!("还没有账号；请用 baolei account add 新建。");
    }
    for (user, roles) in &people {
        let roles: Vec<String> = roles.iter().map(|held| format!("{}@{}", held.role.title(), held.org_name)).collect();
        println!(
            "{}  {}  {}  {}",
            output::left(&user.account, 14),
            output::left(&user.name, 12),
            output::left(state(user), 12),
            roles.join("、")
        );
    }
    Ok(())
}

/// Store errors get the words of the command line; the others have their own.
fn refused(refused: Refused) -> anyhow::Error {
    match refused {
        Refused::Store(error) => explain(error),
        other => anyhow::anyhow!(other.to_string()),
    }
}

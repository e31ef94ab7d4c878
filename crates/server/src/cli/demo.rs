//! `baolei demo`: a made-up company, rated, ready to look at.

use std::{sync::Arc, time::Instant};

use ::rating::period::Period;
use store::Store;

use super::{explain, output::left, serve};
use crate::{
    auth::Passwords,
    clock::Clock,
    config::ListenArgs,
    demo::{Company, generate},
    keeper::Keeper,
    ops::{
        load_company::load_company,
        members::seal_all,
        publish_scheme::{Refused, publish_scheme},
        rate_period::{completed_by, evidence, in_force, rate_with},
    },
    state::Schemes,
    vault::Vault,
};

const SEED: u64 = 5521;
const PASSWORD: &str = "Baolei-5521-demo";
const SCHEME: &str = include_str!("../../../../schemes/5521/scheme.yaml");

pub(super) async fn demo(
    store: &Store,
    listen: &ListenArgs,
    load_only: bool,
    keeper: Keeper,
    vault: Vault,
) -> anyhow::Result<()> {
    let mut company = generate(SEED);
    seal_all(&vault, &mut company.roster);
    let began = Instant::now();
    let known = store.read().await?.users().count().await? > 0;
    if known {
        eprintln!("数据库里已有数据，不再载入示范公司。");
    } else {
        load(store, &company).await?;
    }
    if store.read().await?.users().find("zzb").await?.is_some() {
        rate(store, &company).await?;
    }
    if !known {
        eprintln!("示范公司已就绪，用时 {:.1} 秒。", began.elapsed().as_secs_f32());
    }
    if load_only {
        return Ok(());
    }
    eprintln!("\n示范账号（密码均为 {PASSWORD}）：");
    for account in company.accounts.iter().filter(|account| is_shown(&account.account)) {
        let role = account.roles.first().map_or("", |(role, _)| role.title());
        eprintln!("  {}  {}  {}", left(&account.account, 10), left(role, 14), account.name);
    }
    eprintln!("  各单位、各支部另有 unit02…、branch002… 等账号\n");
    serve::serve(store, listen, keeper, vault).await
}

/// One of each sort is enough.
fn is_shown(account: &str) -> bool {
    let digits: String = account.chars().filter(char::is_ascii_digit).collect();
    digits.is_empty() || digits.parse() == Ok(1)
}

async fn load(store: &Store, company: &Company) -> anyhow::Result<()> {
    let now = company.now;
    eprintln!("正在载入示范公司：{} 个组织、{} 条事实……", company.orgs.len(), company.facts.len());
    match publish_scheme(store, SCHEME, now).await {
        // Published by a run that was interrupted.
        Ok(_) | Err(Refused::Exists { .. }) => {}
        Err(Refused::Problems(problems)) => {
            let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
            anyhow::bail!("内置办法有错误：\n{}", all.join("\n"));
        }
        Err(Refused::Store(error)) => return Err(explain(error)),
    }
    let password = Passwords::default().hash(PASSWORD).await?;
    load_company(store, company, &password, now).await.map_err(explain)?;
    let mut db = store.write().await?;
    Clock::start(&mut db, now).await?;
    Ok(db.commit().await?)
}

/// Rates what the company's months complete and no earlier run has rated.
async fn rate(store: &Store, company: &Company) -> anyhow::Result<()> {
    let schemes = Schemes::default();
    let mut db = store.read().await?;
    let rated: Vec<Period> = db.periods().list().await?.into_iter().map(|rated| rated.period).collect();
    let Some(last) = company.months.last().copied() else { return Ok(()) };
    let scheme = in_force(&mut db, &schemes, last).await?;
    let mut periods = completed_by(&scheme, &company.months);
    periods.retain(|period| !rated.contains(period));
    if periods.is_empty() {
        return Ok(());
    }
    let evidence = Arc::new(evidence(&mut db, last).await.map_err(explain)?);
    drop(db);
    for (n, period) in periods.iter().enumerate() {
        let done = rate_with(store, &schemes, &evidence, *period, "首次评分", company.now).await?;
        let progress = format!("[{}/{}]", n + 1, periods.len());
        let title = left(&period.title(), 14);
        eprintln!("  {progress} {title} {} 个支部已评，{} 个有待补数据", done.n_branches, done.n_waiting);
    }
    Ok(())
}

//! `baolei serve`.

use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use jiff::SignedDuration;
use store::Store;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::{
    AppState, api,
    clock::Clock,
    config::ListenArgs,
    files::Files,
    health::{Trouble, jump},
    keeper::Keeper,
    ops::{
        accounts, assess, catch_up,
        checkpoint::checkpoint,
        exports,
        rate_period::Rated,
        reminders::{self, Reminded},
        watch,
    },
    vault::Vault,
};

/// How long a repeated request gets its first answer: 30 days.
const ANSWERS_KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

pub(super) async fn serve(store: &Store, listen: &ListenArgs, keeper: Keeper, vault: Vault) -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_env("BAOLEI_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=error"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let mut app = AppState::new(store.clone(), Clock::of(store).await?);
    app.secure_cookies = listen.secure_cookies;
    app.keeper = keeper;
    app.vault = vault;
    app.access = Arc::new(listen.access.policy());
    if let Some(folder) = &listen.files {
        let program = std::env::current_exe().context("无法确定程序自身的路径")?;
        app.files = Files::new(folder.clone(), program, i64::from(listen.files_quota_gb) << 30);
    }
    first_steps(store).await?;
    match &listen.unverified {
        Some(reason) => watch::unverified(&app, reason).await,
        None => watch::begin(&app).await?,
    }
    let listener = TcpListener::bind(listen.listen)
        .await
        .with_context(|| format!("无法监听 {}；端口可能已被占用，可用 --listen 换一个", listen.listen))?;
    tokio::spawn({
        let app = app.clone();
        async move { watch::check_file(&app).await }
    });
    if listen.unverified.is_none() {
        let app = app.clone();
        tokio::spawn(async move { watch::verify_beside(&app).await });
    }
    tokio::spawn(every_half_minute(app.clone(), SignedDuration::from_mins(listen.clock_jump)));
    tokio::spawn(every_day(app.clone()));
    tokio::spawn(every_ten_minutes(app.clone()));
    tokio::spawn(make_exports(app.clone()));
    tokio::spawn(catch_up_on_imports(app.clone()));
    eprintln!("堡垒已启动：http://{}", listener.local_addr()?);
    axum::serve(listener, api::router(app).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stopped())
        .await?;
    eprintln!("堡垒已停止。");
    Ok(())
}

/// Looks whether the clock jumped, and whether storage that failed is well again.
async fn every_half_minute(app: AppState, most: SignedDuration) {
    let mut former = (app.clock.now(), Instant::now());
    loop {
        tokio::time::sleep(Duration::from_secs(30)).await;
        let (now, at) = (app.clock.now(), Instant::now());
        let passed = SignedDuration::try_from(at - former.1).unwrap_or(SignedDuration::MAX);
        if let Some(moved) = jump(former.0, now, passed, most) {
            watch::clock_jumped(&app, moved).await;
        }
        former = (now, at);
        if app.health.read_only().is_some_and(|read_only| read_only.why == Trouble::Storage) {
            watch::recover(&app).await;
        }
    }
}

/// Rates what time alone moves: once at the start, then whenever a new day has begun.
async fn every_day(app: AppState) {
    let mut done = None;
    loop {
        let today = app.clock.today();
        if done != Some(today) && app.health.read_only().is_none() {
            if let Err(error) = end_roles(&app, today).await {
                tracing::error!("roles at closed bodies not ended: {error:#}");
            }
            match assess::everyone(&app).await {
                Ok(rated) => {
                    for Rated { period, n_branches, n_changed, .. } in rated {
                        tracing::info!(%period, n_branches, n_changed, "rated for the day");
                    }
                    if let Err(error) = app.store.optimize().await {
                        tracing::error!("tables not looked at: {error:#}");
                    }
                    match app.files.sweep(&app.store, std::time::SystemTime::now()).await {
                        Ok(n) => tracing::info!(n, "files of nobody removed"),
                        Err(error) => tracing::error!("files not swept: {error:#}"),
                    }
                    match reminders::remind(&app).await {
                        Ok(Reminded { n_new, n_settled }) => tracing::info!(n_new, n_settled, "reminded for the day"),
                        Err(error) => tracing::error!("reminding failed: {error:#}"),
                    }
                    done = Some(today);
                }
                Err(error) => tracing::error!("daily rating failed: {error:#}"),
            }
        }
        tokio::time::sleep(Duration::from_secs(300)).await;
    }
}

/// Signs the journal, and forgets answers to requests that nobody repeats any more.
async fn every_ten_minutes(app: AppState) {
    loop {
        let now = app.clock.now();
        match checkpoint(&app.store, &app.keeper, now).await {
            Ok(Some(kept)) => tracing::info!(size = kept.size, root = %kept.root, "journal signed"),
            Ok(None) => {}
            Err(error) => {
                if !watch::freezes(&app, &error).await {
                    watch::unsigned(&app, &error).await;
                }
            }
        }
        if app.health.read_only().is_some() {
            tokio::time::sleep(Duration::from_secs(600)).await;
            continue;
        }
        if let Err(error) = forget(&app, now - ANSWERS_KEPT).await {
            tracing::error!("old answers not forgotten: {error:#}");
        }
        if let Err(error) = exports::clean(&app).await {
            tracing::error!("old exports not removed: {error:#}");
        }
        tokio::time::sleep(Duration::from_secs(600)).await;
    }
}

/// Makes what people asked to be exported, one after another; what the last stop interrupted comes first.
async fn make_exports(app: AppState) {
    match exports::resume(&app).await {
        Ok(n) if n > 0 => tracing::info!(n, "exports begun again"),
        Ok(_) => {}
        Err(error) => tracing::error!("exports not resumed: {error:#}"),
    }
    loop {
        match exports::run_next(&app).await {
            Ok(true) => {}
            Ok(false) => app.worker.notified().await,
            Err(error) => {
                tracing::error!("exports stopped for a minute: {error:#}");
                tokio::time::sleep(Duration::from_secs(60)).await;
            }
        }
    }
}

/// Rates what large imports left owed, also those of `baolei import` and those that the last stop interrupted.
async fn catch_up_on_imports(app: AppState) {
    loop {
        match catch_up::run(&app).await {
            Ok(rated) => {
                for Rated { period, n_branches, n_changed, .. } in rated {
                    tracing::info!(%period, n_branches, n_changed, "rated after an import");
                }
            }
            Err(error) => tracing::error!("rating after an import failed: {error:#}"),
        }
        let minute = tokio::time::sleep(Duration::from_secs(60));
        tokio::select! {
            () = app.rater.notified() => {}
            () = minute => {}
        }
    }
}

/// A body may have been closed from today on.
async fn end_roles(app: &AppState, today: jiff::civil::Date) -> Result<(), store::StoreError> {
    let mut db = app.store.write().await?;
    let n = accounts::end_roles_of_closed(&mut db, &store::Actor::program(app.clock.now()), today).await?;
    if n > 0 {
        tracing::info!(n, "roles at closed bodies ended");
        db.commit().await?;
    }
    Ok(())
}

async fn forget(app: &AppState, before: jiff::Timestamp) -> Result<(), store::StoreError> {
    let mut db = app.store.write().await?;
    db.answers().forget(before).await?;
    db.commit().await
}

/// What is still to be done before anybody can sign in.
async fn first_steps(store: &Store) -> anyhow::Result<()> {
    let mut db = store.read().await?;
    if db.users().count().await? > 0 {
        return Ok(());
    }
    eprintln!("还没有任何账号，暂时没有人能登录。请另开一个终端，依次执行：");
    if db.schemes().list().await?.is_empty() {
        eprintln!("  baolei publish schemes/5521/scheme.yaml      发布考核办法");
    }
    if db.orgs().all().await?.is_empty() {
        eprintln!("  baolei import --template 模板.xlsx           写出模板，填好组织");
        eprintln!("  baolei import 模板.xlsx                      导入组织");
    }
    eprintln!("  baolei account add 账号 --name 姓名 --role organisation --org 公司党委的编号");
    eprintln!("只想看示范，请停止后执行 baolei demo。");
    Ok(())
}

/// Ctrl-C or the service manager's request to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .expect("the runtime listens to signals");
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}

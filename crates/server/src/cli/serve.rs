//! `baolei serve`.

use anyhow::Context;
use store::Store;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::{AppState, api, clock::Clock, config::ListenArgs};

pub(super) async fn serve(store: &Store, listen: &ListenArgs) -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_env("BAOLEI_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let mut app = AppState::new(store.clone(), Clock::system());
    app.secure_cookies = listen.secure_cookies;
    if store.read().await?.users().count().await? == 0 {
        eprintln!("提示：还没有任何账号；示范请用 baolei demo。");
    }
    let listener = TcpListener::bind(listen.listen)
        .await
        .with_context(|| format!("无法监听 {}；端口可能已被占用，可用 --listen 换一个", listen.listen))?;
    eprintln!("堡垒已启动：http://{}", listener.local_addr()?);
    axum::serve(listener, api::router(app)).with_graceful_shutdown(stopped()).await?;
    eprintln!("堡垒已停止。");
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

//! `baolei-bench-http`: makes a large company out of the demonstration, and measures the server that serves it.

mod client;
mod load;
mod pages;
mod times;

use std::time::Duration;

use anyhow::{Context, Result, bail};
use store::Store;

const HELP: &str = "\
baolei-bench-http multiply DATABASE COPIES     makes a loaded demonstration (300 branches) so many times larger
baolei-bench-http measure HOST:PORT [SECONDS]  measures the server there; 32 connections, 10 seconds each
baolei-bench-http load HOST:PORT [SECONDS]     the same without the pages one by one";

/// Connections at once, as the peers were measured.
const AT_ONCE: usize = 32;
const PAGE_LIMIT_MS: f64 = 200.0;
const SECONDS: u64 = 10;

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["multiply", database, copies] => multiply(database, copies.parse().context(HELP)?).await,
        ["measure", address] => measure(address, SECONDS).await,
        ["measure", address, seconds] => measure(address, seconds.parse().context(HELP)?).await,
        ["load", address] => load(address, SECONDS).await,
        ["load", address, seconds] => load(address, seconds.parse().context(HELP)?).await,
        _ => bail!("{HELP}"),
    }
}

async fn multiply(database: &str, copies: u32) -> Result<()> {
    let store = Store::open(database).await?;
    store.migrate().await?;
    store.multiply(copies).await?;
    store.close().await;
    Ok(())
}

async fn measure(address: &str, seconds: u64) -> Result<()> {
    let over = pages::measure(address, 20, PAGE_LIMIT_MS).await?;
    println!("中位数超过 {PAGE_LIMIT_MS} ms 的页面：{over} 个");
    load(address, seconds).await
}

async fn load(address: &str, seconds: u64) -> Result<()> {
    let long = Duration::from_secs(seconds);
    load::lists(address, AT_ONCE, long).await?.print("筛选列表，32 人同时");
    load::creates(address, AT_ONCE, long).await?.print("新建记录，32 人同时，落盘后才回答");
    load::filings(address, AT_ONCE, 5).await?.print("从新建到提交并重新计分，32 人同时");
    Ok(())
}

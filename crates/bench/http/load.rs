//! Many at once: lists read, records created and filed, and nothing lost.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use hyper::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{client::Client, times::Times};

/// Secretaries whose branches take new records: `branch001` and those after it.
fn secretary(n: usize) -> (String, String) {
    (format!("branch{:03}", n + 1), format!("b{:03}", n + 1))
}

pub(crate) struct Served {
    pub(crate) n: usize,
    pub(crate) seconds: f64,
    pub(crate) median_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Served {
    fn of(mut times: Times, took: Duration) -> Served {
        let (median_ms, p99_ms) = (times.within(50), times.within(99));
        Served { n: times.len(), seconds: took.as_secs_f64(), median_ms, p99_ms }
    }

    pub(crate) fn print(&self, what: &str) {
        let each = self.n as f64 / self.seconds;
        println!(
            "{what}: {each:.0} 次/秒，中位 {:.1} ms，p99 {:.1} ms（{} 次，{:.1} 秒）",
            self.median_ms, self.p99_ms, self.n, self.seconds
        );
    }
}

async fn signed_in(address: &str, n: usize) -> Result<Vec<Client>> {
    let mut clients = Vec::new();
    for n in 0..n {
        clients.push(Client::sign_in(address, &secretary(n).0).await?);
    }
    Ok(clients)
}

/// `n` secretaries read their branch's filtered list, each as soon as the last answer came.
pub(crate) async fn lists(address: &str, n: usize, long: Duration) -> Result<Served> {
    let clients = signed_in(address, n).await?;
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (n, mut client) in clients.into_iter().enumerate() {
        let path = format!("/records?branch={}&kind=committee_meeting&state=accepted&size=20", secretary(n).1);
        tasks.spawn(async move {
            let mut times = Times::default();
            while began.elapsed() < long {
                let answer = client.get(&path).await?;
                ensure!(answer.status.is_success(), "{path}: {}", answer.status);
                times.add(answer.took);
            }
            Ok(times)
        });
    }
    let times = all(tasks).await?;
    Ok(Served::of(times, began.elapsed()))
}

/// `n` secretaries create meeting records; afterwards every acknowledged one is asked for.
pub(crate) async fn creates(address: &str, n: usize, long: Duration) -> Result<Served> {
    let clients = signed_in(address, n).await?;
    let run = format!("{:x}", Instant::now().elapsed().as_nanos() ^ u128::from(std::process::id()));
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (n, mut client) in clients.into_iter().enumerate() {
        let (run, branch) = (run.clone(), secretary(n).1);
        tasks.spawn(async move {
            let mut times = Times::default();
            let mut made = Vec::new();
            let asked = json!({ "branch_id": branch, "kind": "members_meeting", "on": "2026-10-15" });
            while began.elapsed() < long {
                let key = format!("bench-{run}-{n}-{}", made.len());
                let answer = client.send(Method::POST, "/records", &[("idempotency-key", &key)], Some(&asked)).await?;
                times.add(answer.took);
                made.push(answer.json()?["id"].as_str().context("no id")?.to_owned());
            }
            anyhow::Ok((client, times, made))
        });
    }
    let mut times = Times::default();
    let mut made = Vec::new();
    while let Some(done) = tasks.join_next().await {
        let (client, of_one, ids) = done??;
        times.extend(of_one);
        made.push((client, ids));
    }
    let served = Served::of(times, began.elapsed());
    let mut distinct = HashSet::new();
    for (client, ids) in &mut made {
        // Every tenth is opened by its own writer; the rest is counted by name.
        for id in ids.iter().step_by(10) {
            client.get(&format!("/records/{id}")).await?.json().with_context(|| format!("{id} was lost"))?;
        }
        distinct.extend(ids.iter().cloned());
    }
    ensure!(distinct.len() == served.n, "{} of {} records are distinct", distinct.len(), served.n);
    Ok(served)
}

/// `n` secretaries fill in and file theme days at once, `each` one after the other; afterwards all are there as filed.
pub(crate) async fn filings(address: &str, n: usize, each: usize) -> Result<Served> {
    let clients = signed_in(address, n).await?;
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (n, mut client) in clients.into_iter().enumerate() {
        let branch = secretary(n).1;
        tasks.spawn(async move {
            let mut times = Times::default();
            for turn in 0..each {
                let started = Instant::now();
                let id = file(&mut client, &branch, turn).await?;
                times.add(started.elapsed());
                let record = client.get(&format!("/records/{id}")).await?.json()?;
                ensure!(record["state"] == "filed", "{id} is {}", record["state"]);
            }
            Ok(times)
        });
    }
    let times = all(tasks).await?;
    Ok(Served::of(times, began.elapsed()))
}

/// From nothing to filed, as the form does it: begin, save what was typed, file.
async fn file(client: &mut Client, branch: &str, turn: usize) -> Result<String> {
    let asked = json!({ "branch_id": branch, "kind": "theme_day", "on": format!("2026-10-{:02}", 1 + turn % 16) });
    let record = client.send(Method::POST, "/records", &[], Some(&asked)).await?.json()?;
    let id = record["id"].as_str().context("no id")?.to_owned();
    let mut body: Value = record["draft"].clone();
    ensure!(body.is_object(), "a new record has a draft");
    body["theme"] = record_theme(client, branch).await?;
    body["form"] = json!("集中学习");
    body["place"] = json!("二楼会议室");
    body["chair"] = json!("支部书记");
    body["recorder"] = json!("组织委员");
    body["account"] = json!("学习贯彻上级部署，结合本季度降本增效任务开展讨论，明确三项措施。");
    body["hours"] = json!("2");
    if let Some(attendance) = body["attendance"].as_array_mut() {
        for person in attendance {
            person["status"] = json!("present");
        }
    }
    let rev = record["rev"].to_string();
    let path = format!("/records/{id}/draft");
    let saved = client.send(Method::PUT, &path, &[("if-match", &rev)], Some(&body)).await?.json()?;
    ensure!(saved["problems"].as_array().is_some_and(Vec::is_empty), "{}", saved["problems"]);
    let rev = saved["rev"].to_string();
    client.send(Method::POST, &format!("/records/{id}/file"), &[("if-match", &rev)], Some(&json!({}))).await?.json()?;
    Ok(id)
}

/// The first theme that the form offers.
async fn record_theme(client: &mut Client, branch: &str) -> Result<Value> {
    let form = client.get(&format!("/records/form?branch={branch}&kind=theme_day")).await?.json()?;
    Ok(form["themes"][0]["code"].clone())
}

async fn all(mut tasks: JoinSet<Result<Times>>) -> Result<Times> {
    let mut times = Times::default();
    while let Some(done) = tasks.join_next().await {
        times.extend(done??);
    }
    Ok(times)
}

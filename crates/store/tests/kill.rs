//! Process death in the middle of writing: what was acknowledged is there, and nothing is half there.
//!
//! The test starts itself as a child that writes and says on its standard output what it was told to be safe; the child is
//! killed at an arbitrary moment, again and again, on one database.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use jiff::Timestamp;
use store::{Actor, Changed, Receipt, Seen, Store};

const DATABASE: &str = "BAOLEI_KILL_TEST_DATABASE";
const KILLS: u64 = 25;

fn url(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

/// The child: four writers without end. Does nothing unless the parent started it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(path) = std::env::var(DATABASE) else { return };
    let store = Store::open(&url(Path::new(&path))).await.unwrap();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4 {
        let store = store.clone();
        let pid = std::process::id();
        writers.spawn(async move {
            for n in 0.. {
                let name = format!("{pid}-{writer}-{n}");
                let mut db = store.write().await.unwrap();
                db.settings().set(&name, "kept").await.unwrap();
                let row = [Changed::new("settings", &name)];
                db.note(&Actor::program(Timestamp::now()), "setting.set", None, &row).await.unwrap();
                let Receipt { seq, leaf, at } = db.receipt().unwrap().clone();
                db.commit().await.unwrap();
                println!("safe {name} {seq} {leaf} {at}");
            }
        });
    }
    while writers.join_next().await.is_some() {}
}

#[tokio::test]
async fn what_was_acknowledged_outlives_every_kill() {
    if std::env::var(DATABASE).is_ok() {
        return;
    }
    let path = std::env::temp_dir().join(format!("baolei_kill_{}.db", std::process::id()));
    let store = Store::open(&url(&path)).await.unwrap();
    store.migrate().await.unwrap();
    store.close().await;
    let mut safe: Vec<(String, Receipt)> = Vec::new();
    for n in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child", "--nocapture", "--test-threads", "1"])
            .env(DATABASE, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let listening = std::thread::spawn(move || {
            // A line that was cut off was not received.
            let lines = out.lines().map_while(Result::ok);
            lines.filter(|line| line.split(' ').count() == 5).collect::<Vec<String>>()
        });
        // Spread over starting, writing and checkpoints of the log; no two alike.
        std::thread::sleep(Duration::from_millis(60 + n * 37 % 250));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in listening.join().unwrap() {
            let parts: Vec<&str> = line.split(' ').collect();
            let Ok(seq) = parts[2].parse() else { continue };
            let (leaf, at) = (parts[3].to_owned(), parts[4].to_owned());
            if parts[0] == "safe" && leaf.len() == 64 && at.ends_with('Z') {
                safe.push((parts[1].to_owned(), Receipt { seq, leaf, at }));
            }
        }
    }
    assert!(safe.len() > 100, "only {} writes were acknowledged: the loop tests nothing", safe.len());
    let store = Store::open(&url(&path)).await.unwrap();
    let mut db = store.read().await.unwrap();
    let verified = db.verify(&Seen { receipts: safe.clone(), ..Seen::default() }).await.unwrap();
    assert_eq!(verified.findings, [], "of {} acknowledged", safe.len());
    assert!(verified.n_entries >= safe.len() as i64);
    for (name, _) in &safe {
        assert_eq!(db.settings().get(name).await.unwrap().as_deref(), Some("kept"), "{name}");
    }
    drop(db);
    store.close().await;
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", path.display()));
    }
}

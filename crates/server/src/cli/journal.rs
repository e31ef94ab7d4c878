//! `baolei verify` and `baolei checkpoint`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use serde_json::Value;
use store::{
    Finding, FindingKind, Receipt, Seen, Store,
    proof::{Checkpoint, Verifier},
};

use super::{explain, output};
use crate::{
    clock::Clock,
    config::KeeperArgs,
    keeper,
    ops::checkpoint::{adopt, checkpoint},
};

#[derive(Args)]
pub(super) struct VerifyArgs {
    /// 早先取得的检查点文件；可以写多个
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// 存放回执（.json）的文件夹
    #[arg(long, value_name = "DIR")]
    receipts: Option<PathBuf>,
    /// 核对检查点签名的公钥文件；不写则用本机签名密钥的公钥
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub(super) struct CheckpointArgs {
    /// 另存一份到此文件
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// 显示核对签名用的公钥
    #[arg(long)]
    public_key: bool,
}

pub(super) async fn verify(store: &Store, asked: &VerifyArgs, args: &KeeperArgs, database: &str) -> anyhow::Result<()> {
    let verifier = match &asked.key {
        Some(path) => Some(read_key(path)?),
        None => keeper::verifier(args, database)?,
    };
    let mut seen = Seen::default();
    for path in &asked.checkpoint {
        seen.checkpoints.push((path.display().to_string(), read_checkpoint(path, verifier.as_ref())?));
    }
    // What this installation itself signed last, if it lies where it was put.
    let own = match store.read().await?.installation().id().await {
        Ok(id) => keeper::newest_in(&keeper::own_folder(args, database, &id))?,
        // A database that was not brought up to date yet.
        Err(_) => None,
    };
    if let Some(path) = &own {
        seen.checkpoints.push((path.display().to_string(), read_checkpoint(path, verifier.as_ref())?));
    }
    if let Some(folder) = &asked.receipts {
        seen.receipts = read_receipts(folder)?;
    }
    store.check_file().await.map_err(explain)?;
    let verified = store.read().await?.verify(&seen).await?;
    if asked.json {
        output::json(&verified)?;
    } else {
        verified.findings.iter().for_each(|finding| println!("{}", say(finding)));
        if verified.n_findings > verified.findings.len() as i64 {
            println!("（以上列出前 {} 处）", verified.findings.len());
        }
        println!("已核对 {} 条存证、{} 行数据。树根 {}", verified.n_entries, verified.n_rows, verified.root);
        if verifier.is_none() && !seen.checkpoints.is_empty() {
            println!("注意：没有公钥，检查点的签名未核对；可用 --key 指定公钥文件。");
        }
        if let Some(path) = &own {
            println!("已对照本机最近签发的检查点 {}。", path.display());
        }
        if asked.checkpoint.is_empty() && seen.receipts.is_empty() {
            let beyond = if own.is_some() { "数据库连同检查点文件夹一起" } else { "整库" };
            println!(
                "提示：未提供他人保存的检查点或回执，无法发现{beyond}被换成旧副本；可用 --checkpoint、--receipts。"
            );
        }
    }
    match verified.n_findings {
        0 if asked.json => Ok(()),
        0 => {
            println!("核验通过：没有发现绕过程序的改动。");
            Ok(())
        }
        n => anyhow::bail!("核验未通过：发现 {n} 处不符"),
    }
}

/// One finding as an auditor reads it.
pub(crate) fn say(found: &Finding) -> String {
    let value = |value: &Option<String>| match value.as_deref() {
        None | Some("") => "空".to_owned(),
        Some(text) => format!("“{text}”"),
    };
    let entry = found.seq.map(|seq| format!("（存证第 {seq} 条）")).unwrap_or_default();
    let (table, key) = (&found.table, &found.key);
    match found.kind {
        FindingKind::RowChanged => {
            let column = found.column.as_deref().unwrap_or_default();
            format!(
                "被改：表 {table} 主键 {key} 列 {column}：原为{}，现为{}{entry}",
                value(&found.old),
                value(&found.new)
            )
        }
        FindingKind::RowRemoved => format!("被删：表 {table} 主键 {key}：原为{}{entry}", value(&found.old)),
        FindingKind::RowAdded => format!("被加：表 {table} 主键 {key}：现为{}，存证中没有", value(&found.new)),
        FindingKind::EntryChanged => format!("存证被改：第 {key} 条的内容与写入时的散列不符"),
        FindingKind::EntryMissing => format!("存证缺失：第 {key} 条"),
        FindingKind::NodeChanged => format!("树节点被改：{key}"),
        FindingKind::CheckpointBroken => {
            format!("与检查点不符：{key}：检查点树根{}，现在{}", value(&found.old), value(&found.new))
        }
        FindingKind::ReceiptBroken => format!("回执对应的存证已不在或被改：{key}{entry}"),
    }
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("无法读取 {}", path.display()))
}

fn read_key(path: &Path) -> anyhow::Result<Verifier> {
    Verifier::parse(&read(path)?).with_context(|| format!("{} 不是公钥", path.display()))
}

fn read_checkpoint(path: &Path, verifier: Option<&Verifier>) -> anyhow::Result<Checkpoint> {
    let note = read(path)?;
    let checkpoint = match verifier {
        Some(verifier) => verifier.open(&note),
        None => Checkpoint::read(&note),
    };
    checkpoint.with_context(|| format!("检查点 {} 不可信：内容或签名不对", path.display()))
}

fn read_receipts(folder: &Path) -> anyhow::Result<Vec<(String, Receipt)>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("无法读取文件夹 {}", folder.display()))?;
    let mut receipts: Vec<(String, Receipt)> = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let wrong = || format!("{} 不是回执", path.display());
            let value: Value = serde_json::from_str(&read(&path)?).with_context(wrong)?;
            // One receipt, or a list of them.
            let values = if let Value::Array(values) = value { values } else { vec![value] };
            for value in values {
                receipts.push((path.display().to_string(), serde_json::from_value(value).with_context(wrong)?));
            }
        }
    }
    receipts.sort_by(|(a, one), (b, other)| (a, one.seq).cmp(&(b, other.seq)));
    Ok(receipts)
}

pub(super) async fn sign(
    store: &Store,
    asked: &CheckpointArgs,
    args: &KeeperArgs,
    database: &str,
) -> anyhow::Result<()> {
    let keeper = super::open_keeper(store, args, database).await?;
    if asked.public_key {
        println!("{}", keeper.signer().verifier().text());
        return Ok(());
    }
    adopt(store, &keeper).await?;
    let now = Clock::of(store).await?.now();
    let Some(kept) = checkpoint(store, &keeper, now).await? else {
        println!("还没有任何存证，未签发检查点。");
        return Ok(());
    };
    if let Some(path) = &asked.out {
        std::fs::write(path, &kept.note).with_context(|| format!("无法写入 {}", path.display()))?;
    }
    if let Some((path, _)) = keeper.newest()? {
        eprintln!("检查点：{} 条存证，存于 {}；请交给数据库管理员以外的人保存。", kept.size, path.display());
    }
    print!("{}", kept.note);
    Ok(())
}

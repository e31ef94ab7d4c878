//! `baolei check` and `baolei publish`.

use std::path::Path;

use anyhow::Context;
use rating::problem::Severity;
use store::Store;

use super::{explain, output};
use crate::ops::publish_scheme::{self, Refused};

pub(super) fn check(path: &Path, json: bool) -> anyhow::Result<()> {
    let text = read(path)?;
    let (scheme, problems) = match rating::scheme::read(&text) {
        Ok((scheme, warnings)) => (Some(scheme), warnings),
        Err(problems) => (None, problems),
    };
    if json {
        output::json(&serde_json::json!({ "valid": scheme.is_some(), "problems": problems }))?;
    } else {
        for problem in &problems {
            println!("{problem}");
        }
    }
    let n_errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let n_warnings = problems.len() - n_errors;
    match scheme {
        Some(scheme) => {
            if !json {
                let n = scheme.items.len();
                println!("通过：“{}”版本 {}，{n} 个考核项，{n_warnings} 条提醒。", scheme.title, scheme.version);
            }
            Ok(())
        }
        None => anyhow::bail!("办法有 {n_errors} 处错误、{n_warnings} 条提醒，未通过"),
    }
}

pub(super) async fn publish(store: &Store, path: &Path) -> anyhow::Result<()> {
    let text = read(path)?;
    match publish_scheme::publish_scheme(store, &text, jiff::Timestamp::now()).await {
        Ok(scheme) => {
            println!("已发布：“{}”版本 {}，自 {} 起施行。", scheme.title, scheme.version, scheme.effective_from);
            Ok(())
        }
        Err(Refused::Problems(problems)) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            anyhow::bail!("办法有错误，未发布")
        }
        Err(Refused::Exists { title, version }) => {
            anyhow::bail!("“{title}”版本 {version} 已经存在；已发布的办法不能更改，修订请另写版本号")
        }
        Err(Refused::Store(error)) => Err(explain(error)),
    }
}

pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    std::fs::read_to_string(path).with_context(|| format!("无法读取办法文件 {shown}；请核对路径，文件应为 UTF-8 文本"))
}

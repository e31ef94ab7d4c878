//! `baolei check` and `baolei publish`.

use std::path::{Path, PathBuf};

use anyhow::Context;
use rating::{problem::Severity, scheme::Scheme};
use store::Store;

use super::{explain, output};
use crate::{
    clock::Clock,
    ops::publish_scheme::{self, Refused},
};

pub(super) fn check(path: &Path, json: bool) -> anyhow::Result<()> {
    let text = read(path)?;
    let (scheme, problems) = match rating::scheme::read(&text) {
        Ok((scheme, warnings)) => (Some(scheme), warnings),
        Err(problems) => (None, problems),
    };
    let (n_cases, differences) = match &scheme {
        Some(scheme) => cases(scheme, path)?,
        None => (0, Vec::new()),
    };
    if json {
        let valid = scheme.is_some() && differences.is_empty();
        output::json(&serde_json::json!({
            "valid": valid, "problems": problems, "n_cases": n_cases, "differences": differences,
        }))?;
    } else {
        problems.iter().for_each(|problem| println!("{problem}"));
        differences.iter().for_each(|difference| println!("案例 {difference}"));
    }
    let n_errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let n_warnings = problems.len() - n_errors;
    match scheme {
        Some(_) if !differences.is_empty() => {
            anyhow::bail!("{n_cases} 个案例中有 {} 处与期望不符，未通过", differences.len())
        }
        Some(scheme) => {
            if !json {
                let n = scheme.items.len();
                println!(
                    "通过：《{}》版本 {}，{n} 个考核项，{n_cases} 个案例相符，{n_warnings} 条提醒。",
                    scheme.title, scheme.version
                );
            }
            Ok(())
        }
        None => anyhow::bail!("办法有 {n_errors} 处错误、{n_warnings} 条提醒，未通过"),
    }
}

/// Runs the cases beside the scheme (`cases/*.yaml`); how many there are, and every difference.
fn cases(scheme: &Scheme, path: &Path) -> anyhow::Result<(usize, Vec<String>)> {
    let folder = path.parent().unwrap_or(Path::new("")).join("cases");
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok((0, Vec::new())) };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort_unstable();
    let mut n_cases = 0;
    let mut differences = Vec::new();
    for file in files {
        let shown = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match rating::cases::read(scheme, &read(&file)?) {
            Ok(cases) => {
                n_cases += cases.len();
                for case in &cases {
                    let found = case.differences(scheme);
                    differences.extend(found.iter().map(|found| format!("{shown}“{}”：{found}", case.name)));
                }
            }
            Err(problems) => differences.extend(problems.iter().map(|problem| format!("{shown}：{problem}"))),
        }
    }
    Ok((n_cases, differences))
}

pub(super) async fn publish(store: &Store, path: &Path) -> anyhow::Result<()> {
    let text = read(path)?;
    let now = Clock::of(store).await.map_err(explain)?.now();
    match publish_scheme::publish_scheme(store, &text, now).await {
        Ok(scheme) => {
            println!("已发布：《{}》版本 {}，自 {} 起施行。", scheme.title, scheme.version, scheme.effective_from);
            Ok(())
        }
        Err(Refused::Problems(problems)) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            anyhow::bail!("办法有错误，未发布")
        }
        Err(Refused::Exists { title, version }) => {
            anyhow::bail!("《{title}》版本 {version} 已经存在；已发布的办法不能更改，修订请另写版本号")
        }
        Err(Refused::Store(error)) => Err(explain(error)),
    }
}

pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    std::fs::read_to_string(path).with_context(|| format!("无法读取办法文件 {shown}；请核对路径，文件应为 UTF-8 文本"))
}

//! `baolei import`.

use std::path::Path;

use store::Store;

use super::{explain, output};
use crate::{
    AppState,
    clock::Clock,
    exchange::{template, workbook},
    ops::{
        catch_up,
        import_workbook::{Origin, import_workbook},
    },
    state::Schemes,
};

pub(super) async fn import(store: &Store, file: &Path, out: Option<&Path>, json: bool) -> anyhow::Result<()> {
    let program = std::env::current_exe()?;
    let sheets = workbook::read(&program, file)?;
    let scheme = scheme(store).await?;
    let source = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let clock = Clock::of(store).await.map_err(explain)?;
    let now = clock.now();
    let origin = Origin { source: &source, by: "命令行", now };
    let imported = import_workbook(store, &scheme, &sheets, origin).await.map_err(explain)?;
    let rated = if imported.touched.is_some() && imported.reasons.is_empty() {
        catch_up::run(&AppState::new(store.clone(), clock)).await?
    } else {
        Vec::new()
    };
    if json {
        let reasons = imported
            .reasons
            .iter()
            .map(|((sheet, row), why)| serde_json::json!({ "sheet": sheet, "row": row + 1, "reasons": why }));
        output::json(&serde_json::json!({
            "committed": imported.reasons.is_empty(),
            "n_orgs": imported.n_orgs,
            "n_facts": imported.n_facts,
            "rated": rated.iter().map(|rated| rated.period).collect::<Vec<_>>(),
            "failed": reasons.collect::<Vec<_>>(),
        }))?;
    }
    if imported.reasons.is_empty() {
        if !json {
            println!("已导入：{} 个组织、{} 条事实。", imported.n_orgs, imported.n_facts);
            for rated in &rated {
                println!("{}已重新评分：{} 个结果有变化。", rated.period.title(), rated.n_changed);
            }
        }
        return Ok(());
    }
    for ((sheet, row), why) in imported.reasons.iter().take(20) {
        eprintln!("{sheet} 第{}行：{}", row + 1, why.join("；"));
    }
    let n = imported.reasons.len();
    match out {
        Some(out) => {
            workbook::write_with_reasons(out, &sheets, &imported.reasons)?;
            anyhow::bail!("{n} 行有错误，整份未导入；带“原因”列的副本已写到 {}，改好后重新导入", out.display())
        }
        None => anyhow::bail!("{n} 行有错误，整份未导入；加 --out 文件.xlsx 可得到带“原因”列的副本"),
    }
}

pub(super) async fn template(store: &Store, path: &Path) -> anyhow::Result<()> {
    let scheme = scheme(store).await?;
    let orgs = store.read().await?.orgs().all().await.map_err(explain)?;
    let today = Clock::of(store).await.map_err(explain)?.today();
    let branches = store::branches(&orgs, today).into_iter();
    let branches: Vec<(String, String)> =
        branches.filter(|branch| branch.closed.is_none()).map(|branch| (branch.id, branch.name)).collect();
    template::write(path, &scheme, &branches)?;
    println!("模板已写到 {}。", path.display());
    Ok(())
}

/// What may be imported is what the scheme in force can read.
async fn scheme(store: &Store) -> anyhow::Result<std::sync::Arc<rating::scheme::Scheme>> {
    let kept = store.read().await?.schemes().list().await.map_err(explain)?;
    let kept = kept.into_iter().find(|scheme| scheme.published_at.is_some());
    let Some(kept) = kept else {
        anyhow::bail!("还没有发布考核办法，无法核对导入内容；请先执行 baolei publish 办法文件");
    };
    let first = |problems: Vec<rating::problem::Problem>| {
        anyhow::anyhow!("已存办法不能读取：{}", problems.first().map(ToString::to_string).unwrap_or_default())
    };
    Schemes::default().read(&kept).map_err(first)
}

//! The worker: one job at a time, from the oldest; what a restart interrupted begins again.

use jiff::SignedDuration;
use store::{Job, JobFile, Notice, NoticeKind, Paging, Scope, StoreError};

use super::{Export, Line, Ready, WITHDRAWN, book, sheet::workbook, still_holds};
use crate::{AppState, ids};

/// How long a file can be fetched.
const KEPT: SignedDuration = SignedDuration::from_hours(72);
/// Rows of one file.
const MOST: i64 = 200_000;
/// How often a job may be interrupted before it is given up.
const MOST_TRIES: i64 = 3;

/// What a job came to.
enum Outcome {
    Made(JobFile),
    /// In Chinese, for its asker.
    Refused(String),
}

/// What ran when the program ended waits again.
///
/// # Errors
/// Those of the store.
pub async fn resume(app: &AppState) -> Result<u64, StoreError> {
    let mut db = app.store.write().await?;
    let n = db.jobs().resume().await?;
    db.commit().await?;
    Ok(n)
}

/// Makes the oldest file that waits; whether there was one.
///
/// # Errors
/// Those of the store; a job that fails says so to its asker.
pub async fn run_next(app: &AppState) -> anyhow::Result<bool> {
    let mut db = app.store.write().await?;
    let Some(job) = db.jobs().take().await? else { return Ok(false) };
    db.commit().await?;
    let outcome = match make(app, &job).await {
        Ok(outcome) => outcome,
        Err(error) => {
            tracing::error!(job = job.id, "export failed: {error:#}");
            Outcome::Refused("导出没有完成；请稍后重试，仍不成功请联系系统管理员。".to_owned())
        }
    };
    settle(app, &job, outcome).await?;
    Ok(true)
}

async fn make(app: &AppState, job: &Job) -> anyhow::Result<Outcome> {
    if job.n_tries > MOST_TRIES {
        return Ok(Outcome::Refused("多次中断，已停止；请缩小范围后重新导出。".to_owned()));
    }
    let export: Export = serde_json::from_str(&job.asked)?;
    let mut db = app.store.read().await?;
    let user = db.users().find(&job.account).await?;
    let is_open = user.is_some_and(|user| user.id == job.user_id && user.disabled_at.is_none());
    let roles = db.users().roles(&job.user_id).await?;
    if !is_open || !still_holds(&job.held, &roles) {
        return Ok(Outcome::Refused(WITHDRAWN.to_owned()));
    }
    let scope = Scope::of(&job.user_id, app.clock.today());
    let Some(ready) = export.ready(app, &mut db, &scope, &roles).await? else {
        return Ok(Outcome::Refused(match export {
            Export::Ranking(_) => "这一周期没有您可以查看的排名；请核对周期后重新导出。".to_owned(),
            _ => WITHDRAWN.to_owned(),
        }));
    };
    if let (Export::Book(asked), Ready::Book { scheme, branch, names }) = (&export, &ready) {
        let made = book::make(asked, (branch, scheme, *names), &mut db, &scope).await?;
        drop(db);
        return match made {
            Ok((pdf, n_records)) => kept(app, job, pdf, "pdf", n_records).await,
            Err(why) => Ok(Outcome::Refused(why)),
        };
    }
    let mut lines: Vec<Line> = Vec::new();
    let size = export.part_size();
    let mut page = 1;
    loop {
        let (part, n_read) = export.part(&ready, app, &mut db, &scope, Paging { page, size }).await?;
        lines.extend(part.items);
        if i64::try_from(lines.len())? > MOST {
            return Ok(Outcome::Refused(format!("超过 {MOST} 行，一个文件放不下；请先筛选再导出。")));
        }
        if i64::try_from(n_read)? < size {
            break;
        }
        let looked_at = page * size;
        page += 1;
        // Of a long list not all is counted; it is never called done before it is.
        let mut noting = app.store.write().await?;
        noting.jobs().progress(&job.id, (looked_at * 90 / part.total.max(1)).min(90)).await?;
        noting.commit().await?;
    }
    drop(db);
    export.arrange(&mut lines);
    let n_rows = i64::try_from(lines.len())?;
    let about = format!("{}　{n_rows} 行　导出人 {}　{}　仅限工作使用", job.title, job.account, app.clock.today());
    let columns = export.columns(&ready);
    let title = export.title();
    let bytes = tokio::task::spawn_blocking(move || workbook(title, &about, &columns, &lines)).await??;
    kept(app, job, bytes, "xlsx", n_rows).await
}

async fn kept(app: &AppState, job: &Job, bytes: Vec<u8>, ending: &str, n_rows: i64) -> anyhow::Result<Outcome> {
    let (hash, size) = app.files.keep_export(&job.id, bytes).await?;
    Ok(Outcome::Made(JobFile { name: format!("{} {}.{ending}", job.title, app.clock.today()), hash, size, n_rows }))
}

/// Writes down what came of it, and tells the asker.
async fn settle(app: &AppState, job: &Job, outcome: Outcome) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut db = app.store.write().await?;
    let (stands, title, text) = match &outcome {
        Outcome::Made(file) => {
            let stands = db.jobs().finish(&job.id, file, now, now + KEPT).await?;
            (
                stands,
                format!("导出已完成：{}", job.title),
                format!("{}，三天内可在下载中心下载。", counted(&job.kind, file.n_rows)),
            )
        }
        Outcome::Refused(why) => {
            (db.jobs().fail(&job.id, why, now).await?, format!("导出未完成：{}", job.title), why.clone())
        }
    };
    if let Some(held) = db.users().roles(&job.user_id).await?.first().filter(|_| stands) {
        let notice = Notice {
            id: format!("n{}", ids::short()),
            key: format!("job/{}/{now}", job.id),
            subject: format!("job/{}", job.id),
            org_id: held.org_id.clone(),
            role: held.role,
            kind: NoticeKind::Read,
            title,
            text,
            link: "/downloads".to_owned(),
            branch_id: None,
            due_on: None,
            at: now,
        };
        db.notices().tell(&job.user_id, &notice).await?;
    }
    db.commit().await?;
    if !stands {
        // It was deleted while it was made.
        app.files.remove_export(&job.id).await?;
    }
    Ok(())
}

/// Removes files whose time is over; how many.
///
/// # Errors
/// Those of the store or the folder.
pub async fn clean(app: &AppState) -> anyhow::Result<usize> {
    let mut db = app.store.write().await?;
    let ids = db.jobs().expire(app.clock.now()).await?;
    db.commit().await?;
    for id in &ids {
        app.files.remove_export(id).await?;
    }
    Ok(ids.len())
}

/// A table has rows, a book has records.
fn counted(kind: &str, n_rows: i64) -> String {
    if kind == "book" { format!("收入 {n_rows} 条记录") } else { format!("共 {n_rows} 行") }
}

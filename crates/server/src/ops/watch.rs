//! Watches over the installation itself: storage that fails, a journal that does not verify, a clock that jumps. What is
//! found freezes the store or is told to the administrators (`crate::health`).

use jiff::SignedDuration;
use store::{FindingKind, LogLine, Seen, StoreError, Verified};

use crate::{
    AppState,
    health::{Alarm, AlarmKind, BACK, ReadOnly, Trouble, moment},
    ids,
    ops::checkpoint::{NotExtended, adopt, checkpoint},
};

/// What is looked at before the first request: the clock, the folder of checkpoints, the journal since it was last signed.
///
/// # Errors
/// The database cannot be read.
pub async fn begin(app: &AppState) -> anyhow::Result<()> {
    let now = app.clock.now();
    if let Some(last) = app.store.read().await?.last_entry_at().await?
        && last.duration_since(now) > BACK
    {
        let message = format!(
            "系统时钟（{}）早于最后一条存证的时间（{}）：时钟被拨回，期限会判错。请校正服务器时间后重新启动服务。",
            moment(now),
            moment(last)
        );
        raise(app, AlarmKind::Clock, message).await;
    }
    if let Err(error) = sign(app).await
        && !freezes(app, &error).await
    {
        unsigned(app, &error).await;
    }
    Ok(())
}

/// Puts the folder of checkpoints in order and signs the journal.
async fn sign(app: &AppState) -> anyhow::Result<()> {
    let n = adopt(&app.store, &app.keeper).await?;
    if n > 0 {
        tracing::info!(n, "checkpoints sorted into the database's own folder");
    }
    if let Some(former) = app.keeper.former()? {
        let message = format!(
            "此处原来是另一个数据库，它的检查点在 {}：数据库被整个换掉了。如确属重建，请把该文件夹移到别处保存。",
            former.display()
        );
        raise(app, AlarmKind::Checkpoint, message).await;
    }
    checkpoint(&app.store, &app.keeper, app.clock.now()).await?;
    Ok(())
}

/// No checkpoint could be signed or written, for a reason that freezes nothing.
pub async fn unsigned(app: &AppState, error: &anyhow::Error) {
    tracing::error!("checkpoint refused: {error:#}");
    raise(app, AlarmKind::Checkpoint, format!("检查点没有签发：{error}。请检查签名密钥和检查点文件夹。")).await;
}

/// The administrator starts without any of it, and says why.
pub async fn unverified(app: &AppState, reason: &str) {
    raise(app, AlarmKind::Journal, format!("本次启动没有核验存证，理由：{reason}。请尽快去掉此设置后重新启动。")).await;
}

/// Reads the whole database file, which a large one is not when it is opened; damage freezes the store.
pub async fn check_file(app: &AppState) {
    let Err(error) = app.store.check_file().await else {
        return tracing::info!("database file read");
    };
    let error = anyhow::Error::from(error);
    tracing::error!("database file: {error:#}");
    if !freezes(app, &error).await {
        raise(app, AlarmKind::Storage, format!("数据库文件没有读完：{error}。请检查磁盘，然后重新启动服务。")).await;
    }
}

/// Compares every row with the journal, and the journal with the newest checkpoint outside; a finding freezes the store.
///
/// # Errors
/// The database cannot be read.
pub async fn verify(app: &AppState) -> anyhow::Result<Verified> {
    let mut seen = Seen::default();
    match app.keeper.newest() {
        Ok(newest) => seen.checkpoints.extend(newest.map(|(path, newest)| (path.display().to_string(), newest))),
        Err(error) => unsigned(app, &error).await,
    }
    let verified = app.store.read().await?.verify(&seen).await?;
    if let Some((found, first)) = in_short(&verified) {
        freeze(app, Trouble::Journal, found, &first).await;
    }
    Ok(verified)
}

/// The same beside everything else, one check at a time: whoever waits is served by the next.
pub async fn verify_beside(app: &AppState) {
    let Some(_turn) = app.health.turn_to_verify().await else { return };
    match verify(app).await {
        Ok(verified) => tracing::info!(verified.n_rows, verified.n_findings, "journal verified"),
        Err(error) => tracing::error!("journal not verified: {error:#}"),
    }
}

/// Tells the administrators what a check found that somebody ran meanwhile.
pub async fn tell(app: &AppState, verified: &Verified) {
    if let Some((found, first)) = in_short(verified) {
        raise(
            app,
            AlarmKind::Journal,
            format!("{found}。{first}请执行 baolei verify 查明；改回之前重新启动，系统将只读。"),
        )
        .await;
    }
}

/// How much was found, and where the first of it is.
fn in_short(verified: &Verified) -> Option<(String, String)> {
    let first = verified.findings.first()?;
    let of = match first.kind {
        FindingKind::RowChanged | FindingKind::RowRemoved | FindingKind::RowAdded => {
            format!("表 {} 主键 {}", first.table, first.key)
        }
        _ => format!("{} {}", first.table, first.key),
    };
    Some((format!("存证核验发现 {} 处不符", verified.n_findings), format!("首处：{of}。")))
}

/// Freezes the store if the error says that the storage fails or that the journal is not what was signed; whether it does.
pub async fn freezes(app: &AppState, error: &anyhow::Error) -> bool {
    if error.is::<NotExtended>() {
        freeze(app, Trouble::Journal, "存证日志不是已签发检查点的延续，数据库可能被换成旧的或被改写".to_owned(), "")
            .await;
        return true;
    }
    match error.downcast_ref::<StoreError>() {
        Some(error @ StoreError::Corrupt { table: "journal" | "journal_nodes", .. }) => {
            tracing::error!("journal: {error}");
            freeze(app, Trouble::Journal, "存证日志与写入时的散列不符".to_owned(), "").await;
            true
        }
        // Writing may still succeed elsewhere in the file: that mends nothing.
        Some(StoreError::Damaged(what)) => {
            let detail = format!("（{what}）请原样保留此文件，停止服务，用最近的备份恢复。");
            freeze(app, Trouble::Journal, "数据库文件已损坏".to_owned(), &detail).await;
            true
        }
        Some(error) if error.is_storage() => {
            let why = if error.to_string().contains("full") { "磁盘已满" } else { "数据库写盘失败" };
            freeze(app, Trouble::Storage, why.to_owned(), "").await;
            true
        }
        _ => false,
    }
}

/// `detail` is for administrators alone.
async fn freeze(app: &AppState, why: Trouble, what: String, detail: &str) {
    let since = app.clock.now();
    app.store.freeze(true);
    let read_only = ReadOnly { why, since, what };
    tracing::error!("read-only: {}", read_only.what);
    let kind = match why {
        Trouble::Storage => AlarmKind::Storage,
        Trouble::Journal => AlarmKind::Journal,
    };
    let message = format!("{}。系统已转为只读。{detail}", read_only.what);
    app.health.set_read_only(read_only);
    raise(app, kind, message).await;
}

/// Tells the administrators, once, and the log.
async fn raise(app: &AppState, kind: AlarmKind, message: String) {
    let at = app.clock.now();
    if !app.health.alarm(Alarm { kind, at, message: message.clone() }) {
        return;
    }
    tracing::warn!("alarm: {message}");
    let id = ids::short();
    let line = LogLine { id: &id, account: "baolei", action: "alarm", detail: &message, ..LogLine::default() };
    let logged = async {
        let mut db = app.store.write_anyway().await?;
        db.users().log_line(&line, at).await?;
        db.commit().await
    };
    // Storage that fails cannot keep it either.
    if let Err(error) = logged.await {
        tracing::error!("alarm not logged: {error}");
    }
}

/// Whether something may be changed; storage that failed is tried once more before it is refused.
pub async fn may_change(app: &AppState) -> bool {
    match app.health.read_only().map(|read_only| read_only.why) {
        None => true,
        Some(Trouble::Journal) => false,
        Some(Trouble::Storage) => recover(app).await,
    }
}

/// Writes something that says nothing, then reads the journal again since it was last signed; if both go well, changes
/// are taken again, and everything is verified beside them.
pub async fn recover(app: &AppState) -> bool {
    let Some(_trying) = app.health.try_storage() else { return false };
    // Somebody else may have been here before.
    let Some(read_only) = app.health.read_only() else { return true };
    if read_only.why != Trouble::Storage {
        return false;
    }
    let tried = async {
        app.store.probe().await?;
        checkpoint(&app.store, &app.keeper, app.clock.now()).await
    };
    if let Err(error) = tried.await {
        tracing::warn!("still read-only: {error:#}");
        freezes(app, &error).await;
        return false;
    }
    if !app.health.storage_is_well() {
        return false;
    }
    app.store.freeze(false);
    let message = format!("存储自{}起出错，现已恢复。请检查磁盘，并查看系统日志。", moment(read_only.since));
    raise(app, AlarmKind::Storage, message).await;
    let app = app.clone();
    tokio::spawn(async move { verify_beside(&app).await });
    true
}

/// The clock moved by so much more than time passed.
pub async fn clock_jumped(app: &AppState, moved: SignedDuration) {
    let minutes = moved.abs().as_secs().div_euclid(60);
    let how = match (moved.is_negative(), minutes) {
        (true, 0) => format!("被拨回 {} 秒", moved.abs().as_secs()),
        (true, n) => format!("被拨回 {n} 分钟"),
        (false, n) => format!("突然快进 {n} 分钟"),
    };
    let now = moment(app.clock.now());
    let message = format!("系统时钟{how}，现在是{now}。期限以服务器时间为准，请立即核对并校正服务器时间。");
    raise(app, AlarmKind::Clock, message).await;
}

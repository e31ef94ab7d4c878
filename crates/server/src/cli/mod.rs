//! Commands. Each says in Chinese what it did or why it could not, and exits with a code a script can use.

mod accounts;
mod demo;
mod import;
pub(crate) mod journal;
mod output;
mod rating;
mod schemes;
mod serve;

use std::{path::PathBuf, process::ExitCode};

use ::rating::period::Period;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use store::{Store, StoreError};

use crate::{
    clock::Clock,
    config::{DatabaseArgs, KeeperArgs, ListenArgs},
    keeper::Keeper,
    ops::hints::fill,
    vault::Vault,
};

/// 堡垒：基层党组织“5521”分类评星定级平台
#[derive(Parser)]
#[command(name = "baolei", version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    keeper: KeeperArgs,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务
    Serve(ListenArgs),
    /// 建立或升级数据库
    Migrate,
    /// 载入示范公司、完成各期评分并启动服务
    Demo {
        #[command(flatten)]
        listen: ListenArgs,
        /// 只载入和评分，不启动服务
        #[arg(long)]
        load_only: bool,
    },
    /// 导入 Excel 工作簿（组织、事实）；或用 --template 写出空白模板
    Import {
        /// 要导入的 .xlsx
        #[arg(required_unless_present = "template")]
        file: Option<PathBuf>,
        /// 有错误时，把带“原因”列的副本写到这里
        #[arg(long)]
        out: Option<PathBuf>,
        /// 写出带下拉字典的模板
        #[arg(long, value_name = "XLSX")]
        template: Option<PathBuf>,
        #[arg(long)]
        json: bool,
    },
    /// 检查考核办法文件
    Check {
        scheme: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// 发布考核办法（发布后不可修改）
    Publish { scheme: PathBuf },
    /// 对一个周期评分
    Rate {
        /// 2026-09、2026-Q3、2026-H1 或 2026
        period: String,
        #[arg(long)]
        json: bool,
    },
    /// 检查应尽职责，发出到期和逾期提醒（服务运行时每天自动进行）
    Remind,
    /// 封存一个周期：结果不再改动
    Seal { period: String },
    /// 账号：新建、列出、停用、重置密码
    Account {
        #[command(subcommand)]
        command: accounts::AccountCommand,
    },
    /// 说明一个支部的得分由来
    Explain {
        /// 支部编号或名称
        branch: String,
        period: String,
        #[arg(long)]
        json: bool,
    },
    /// 用草案试算过去的周期，列出谁升谁降、因为哪一项
    WhatIf {
        scheme: PathBuf,
        period: String,
        #[arg(long)]
        json: bool,
    },
    /// 核验存证日志：说出绕过程序的每一处改动
    Verify(journal::VerifyArgs),
    /// 签发存证日志的检查点，存到库外
    Checkpoint(journal::CheckpointArgs),
    /// 输出接口文档（OpenAPI），网页的类型由它生成
    Openapi,
    /// 读取上传的工作簿（内部使用，在受限子进程中运行）
    #[command(hide = true)]
    ReadWorkbook { file: PathBuf },
    /// 检查上传的附件（内部使用，在受限子进程中运行）
    #[command(hide = true)]
    InspectUpload { file: PathBuf, kind: String },
}

/// Runs the command line; the exit code is 0 when done, 1 when refused, 2 when the command was misspelt.
pub fn run() -> ExitCode {
    let matches = Cli::command().mut_subcommands(|command| command.disable_help_flag(false)).get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    if let Command::ReadWorkbook { file } = &cli.command {
        return crate::exchange::child::run(file);
    }
    if let Command::InspectUpload { file, kind } = &cli.command {
        return crate::files::inspect::run(file, kind);
    }
    if let Command::Openapi = &cli.command {
        println!("{}", crate::api::openapi_text());
        return ExitCode::SUCCESS;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("错误：无法启动：{error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(execute(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("错误：{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(mut cli: Cli) -> anyhow::Result<()> {
    if let Command::Check { scheme, json } = &cli.command {
        return schemes::check(scheme, *json);
    }
    if let Command::Serve(listen) | Command::Demo { listen, .. } = &mut cli.command {
        listen.files.get_or_insert_with(|| crate::files::beside(&cli.database.url));
    }
    let store = Store::open(&cli.database.url).await.map_err(explain)?;
    // Whoever writes once reads the file whole before; the server reads it beside its work.
    if matches!(
        cli.command,
        Command::Migrate
            | Command::Import { .. }
            | Command::Publish { .. }
            | Command::Rate { .. }
            | Command::Remind
            | Command::Seal { .. }
    ) {
        store.check_file().await.map_err(explain)?;
    }
    let done = execute_on(&store, cli.command, &cli.keeper, &cli.database).await;
    // SQLite moves its log into the file when it is closed.
    store.close().await;
    done
}

async fn execute_on(store: &Store, command: Command, keeper: &KeeperArgs, at: &DatabaseArgs) -> anyhow::Result<()> {
    let database = at.url.as_str();
    if !matches!(command, Command::Migrate | Command::Demo { .. } | Command::Verify(_)) {
        if !store.is_migrated().await {
            anyhow::bail!("数据库还没有建立；请先执行 baolei migrate");
        }
        store.migrate().await.map_err(explain)?;
    }
    match command {
        Command::Serve(listen) => {
            serve::serve(store, &listen, open_keeper(store, keeper, database).await?, Vault::at(&at.keys())?).await
        }
        Command::Migrate => {
            let n = store.migrate().await.map_err(explain)?;
            println!("数据库已就绪（新执行 {n} 步）。");
            let filled = fill(store, Clock::of(store).await.map_err(explain)?.now()).await.map_err(explain)?;
            if filled > 0 {
                println!("已为 {filled} 条旧记录补建雷同提示。");
            }
            Ok(())
        }
        Command::Demo { listen, load_only } => {
            store.migrate().await.map_err(explain)?;
            let keeper = open_keeper(store, keeper, database).await?;
            demo::demo(store, &listen, load_only, keeper, Vault::at(&at.keys())?).await
        }
        Command::Verify(asked) => journal::verify(store, &asked, keeper, database).await,
        Command::Checkpoint(asked) => journal::sign(store, &asked, keeper, database).await,
        Command::Import { file, out, template, json } => match (template, file) {
            (Some(template), _) => import::template(store, &template).await,
            (None, Some(file)) => import::import(store, &file, out.as_deref(), json).await,
            (None, None) => unreachable!("clap asks for one of them"),
        },
        Command::Publish { scheme } => schemes::publish(store, &scheme).await,
        Command::Rate { period, json } => rating::rate(store, parse(&period)?, json).await,
        Command::Remind => rating::remind(store).await,
        Command::Seal { period } => rating::seal(store, parse(&period)?).await,
        Command::Account { command } => accounts::run(store, command).await,
        Command::Explain { branch, period, json } => rating::explain(store, &branch, parse(&period)?, json).await,
        Command::WhatIf { scheme, period, json } => rating::what_if(store, &scheme, parse(&period)?, json).await,
        Command::Check { .. } | Command::Openapi | Command::ReadWorkbook { .. } | Command::InspectUpload { .. } => {
            unreachable!("need no database")
        }
    }
}

/// The keeper of this database's checkpoints.
async fn open_keeper(store: &Store, args: &KeeperArgs, database: &str) -> anyhow::Result<Keeper> {
    let id = store.read().await?.installation().id().await.map_err(explain)?;
    Keeper::open(args, database, &id)
}

fn parse(period: &str) -> anyhow::Result<Period> {
    let wrong = |_| anyhow::anyhow!("周期“{period}”写法不对；请写成 2026-09、2026-Q3、2026-H1 或 2026");
    period.parse().map_err(wrong)
}

/// A store error as the person at the command line should read it.
fn explain(error: StoreError) -> anyhow::Error {
    let text = match error {
        StoreError::Damaged(what) => {
            format!("数据库文件已损坏，已停止，没有作任何修复（{what}）。请保留此文件，用最近的备份恢复后再启动")
        }
        StoreError::Unreachable(what) => {
            format!("无法打开数据库（{what}）。请核对 --database 或 BAOLEI_DATABASE，以及目录权限")
        }
        StoreError::Unsafe(what) => format!("数据库不能保证断电不丢数据，拒绝启动（{what}）"),
        StoreError::Migrate(what) => format!("数据库升级失败（{what}）"),
        StoreError::Unwritten(what) => format!("没有写成，未作任何更改（{what}）。请检查磁盘空间后重试"),
        StoreError::Corrupt { table, key, reason } => {
            format!("表 {table} 中的记录“{key}”无法读取（{reason}）。请用备份核对")
        }
        StoreError::Conflict(what) => format!("已存在相同的内容（{what}）"),
        StoreError::Final(what) => format!("已发布或已封存，不能更改（{what}）"),
        StoreError::Nested => "程序有误：一次改动里又开始了另一次改动；未作任何更改".to_owned(),
        StoreError::Frozen => "系统现在只读，未作任何更改".to_owned(),
        StoreError::Database(what) => format!("数据库出错（{what}）"),
    };
    anyhow::anyhow!(text)
}

//! Settings of the server, checked at the start.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use jiff::SignedDuration;

use crate::auth::{AccessPolicy, Preset};

/// Where the data is and where the server listens.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// 数据库地址：sqlite:路径 或 postgres://用户:密码@主机/库
    #[arg(
        long = "database",
        env = "BAOLEI_DATABASE",
        default_value = "sqlite:./data/baolei.db",
        global = true,
        hide_env_values = true
    )]
    pub url: String,
    /// 密钥文件；不写则在数据库文件旁的 keys/members.key。请另行备份，没有它已加密的号码无法打开
    #[arg(long, env = "BAOLEI_KEY_FILE", global = true)]
    pub key_file: Option<PathBuf>,
}

impl DatabaseArgs {
    /// Where the master key is.
    pub fn keys(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| crate::vault::beside(&self.url))
    }
}

/// Where checkpoints of the journal are signed and kept.
#[derive(Debug, Clone, Args)]
pub struct KeeperArgs {
    /// 检查点的签名密钥文件；首次使用时生成，默认在数据库旁的 keys/signing.key
    #[arg(long, env = "BAOLEI_SIGNING_KEY", value_name = "FILE", global = true)]
    pub signing_key: Option<PathBuf>,
    /// 检查点存放的文件夹，默认在数据库旁的 checkpoints；其中每个数据库各有一个以其编号命名的子文件夹
    #[arg(long, env = "BAOLEI_CHECKPOINTS", value_name = "DIR", global = true)]
    pub checkpoints: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
pub struct ListenArgs {
    /// 监听地址
    #[arg(long, env = "BAOLEI_LISTEN", default_value = "127.0.0.1:5521")]
    pub listen: SocketAddr,
    /// 仅通过 HTTPS 发送会话 Cookie（前面有 HTTPS 反向代理时打开）
    #[arg(long, env = "BAOLEI_SECURE_COOKIES")]
    pub secure_cookies: bool,
    /// 存放附件的目录；不写则为数据库文件旁的 files
    #[arg(long, env = "BAOLEI_FILES", value_name = "目录")]
    pub files: Option<PathBuf>,
    /// 一个单位所属支部的附件总量上限（GB）
    #[arg(long, env = "BAOLEI_FILES_QUOTA_GB", default_value_t = 20)]
    pub files_quota_gb: u32,
    /// 系统时钟在两次查看之间快进超过多少分钟即报警（拨回总是报警）
    #[arg(long, env = "BAOLEI_CLOCK_JUMP", default_value_t = 5, value_name = "分钟", value_parser = clap::value_parser!(i64).range(1..=1440))]
    pub clock_jump: i64,
    /// 本次启动不核验存证，写明理由（测量用的库，或数据不符但须先应急填报）；理由记入操作日志并报警
    #[arg(long, env = "BAOLEI_UNVERIFIED", value_name = "理由")]
    pub unverified: Option<String>,
    #[command(flatten)]
    pub access: AccessArgs,
}

/// Sessions, passwords, and where requests come from.
#[derive(Debug, Clone, Args)]
pub struct AccessArgs {
    /// 多少分钟不操作自动退出登录
    #[arg(long, env = "BAOLEI_SESSION_IDLE", default_value_t = 20, value_parser = clap::value_parser!(i64).range(5..=480))]
    pub session_idle: i64,
    /// 登录后最多保持多少小时
    #[arg(long, env = "BAOLEI_SESSION_HOURS", default_value_t = 12, value_parser = clap::value_parser!(i64).range(1..=24))]
    pub session_hours: i64,
    /// 密码规则
    #[arg(long, env = "BAOLEI_PASSWORDS", value_enum, default_value = "dengbao")]
    pub passwords: Preset,
    /// 按 dengbao 规则，密码多少天须更换
    #[arg(long, env = "BAOLEI_PASSWORD_DAYS", default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=366))]
    pub password_days: i64,
    /// 前置反向代理的地址，可写多个；只相信它们转来的来访地址
    #[arg(long = "trusted-proxy", env = "BAOLEI_TRUSTED_PROXIES", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpAddr>,
    /// 用户访问的网址，如 https://baolei.example.com；前置代理改写 Host 时须写明
    #[arg(long, env = "BAOLEI_ORIGIN")]
    pub origin: Option<String>,
}

impl AccessArgs {
    pub fn policy(&self) -> AccessPolicy {
        AccessPolicy {
            idle: SignedDuration::from_mins(self.session_idle),
            at_most: SignedDuration::from_hours(self.session_hours),
            passwords: self.passwords,
            password_days: self.password_days,
            trusted_proxies: self.trusted_proxies.clone(),
            origin: self.origin.as_ref().map(|origin| origin.trim_end_matches('/').to_owned()),
        }
    }
}

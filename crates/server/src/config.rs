//! Settings of the server, checked at the start.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

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
    /// 检查点存放的文件夹，默认在数据库旁的 checkpoints
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
}

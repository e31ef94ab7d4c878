//! What this installation decided about passwords, sessions and where requests come from.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use store::User;

use crate::auth::strength::Preset;

/// Decided by the settings of the server; the defaults are those of level 3 of GB/T 22239-2019.
#[derive(Debug, Clone)]
pub struct AccessPolicy {
    /// A session ends this long after its last use.
    pub idle: SignedDuration,
    /// And this long after its beginning.
    pub at_most: SignedDuration,
    pub passwords: Preset,
    /// Days after which the preset `dengbao` asks for another password.
    pub password_days: i64,
    /// Only from here the header `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// `https://baolei.example.com`, where a proxy changes the header `Host`.
    pub origin: Option<String>,
}

impl Default for AccessPolicy {
    fn default() -> AccessPolicy {
        AccessPolicy {
            idle: SignedDuration::from_mins(20),
            at_most: SignedDuration::from_hours(12),
            passwords: Preset::Dengbao,
            password_days: 90,
            trusted_proxies: Vec::new(),
            origin: None,
        }
    }
}

/// Why somebody who is signed in must choose a password before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MustChoose {
    /// Signed in with a one-time code.
    Code,
    /// The password is too old.
    Old,
}

impl AccessPolicy {
    pub(crate) fn must_choose(&self, user: &User, now: Timestamp) -> Option<MustChoose> {
        if user.code_expires_at.is_some() {
            return Some(MustChoose::Code);
        }
        let age = now.duration_since(user.password_set_at.unwrap_or(user.created_at));
        let is_old = self.passwords == Preset::Dengbao && age > SignedDuration::from_hours(24 * self.password_days);
        is_old.then_some(MustChoose::Old)
    }
}

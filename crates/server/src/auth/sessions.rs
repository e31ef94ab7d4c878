//! Sign-in with a soft lock, and sessions of which only the token's hash is kept.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::User;

use crate::{AppState, ids};

pub(crate) const COOKIE: &str = "baolei_session";
/// A session ends this long after its last use, and this long after its beginning.
const IDLE: SignedDuration = SignedDuration::from_mins(120);
const AT_MOST: SignedDuration = SignedDuration::from_hours(12);
/// Wrong passwords before each further one costs time.
const N_FREE: i64 = 4;

pub(crate) enum SignIn {
    Done {
        token: String,
    },
    WrongPassword,
    /// Too many wrong passwords: nothing is checked for so many seconds.
    Locked {
        seconds: i64,
    },
}

/// How many there were, and until when nothing is checked.
type Failures = (i64, Option<Timestamp>);

/// Failures of accounts that do not exist, so that they answer like those that do.
static STRANGERS: LazyLock<Mutex<HashMap<String, Failures>>> = LazyLock::new(Mutex::default);

pub(crate) async fn sign_in(app: &AppState, account: &str, password: &str) -> anyhow::Result<SignIn> {
    let now = app.clock.now();
    let user = app.store.read().await?.users().find(account).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let (n_failures, locked_until) = match &user {
        Some(user) => (user.n_failures, user.locked_until),
        None => STRANGERS.lock().expect("nobody panics while holding it").get(account).copied().unwrap_or_default(),
    };
    if let Some(until) = locked_until.filter(|until| *until > now) {
        return Ok(SignIn::Locked { seconds: until.duration_since(now).as_secs() + 1 });
    }
    let right = app.passwords.verify(password, user.as_ref().map(|user| user.password.as_str())).await?;
    let Some(user) = user.filter(|_| right) else {
        fail(app, account, n_failures + 1, now).await?;
        return Ok(SignIn::WrongPassword);
    };
    let token = ids::token();
    let mut db = app.store.write().await?;
    let mut users = db.users();
    if user.n_failures > 0 {
        users.note_failure(&user.id, 0, None).await?;
    }
    users.forget_sessions(now - AT_MOST).await?;
    users.open_session(&hash(&token), &user.id, now).await?;
    users.log(&ids::short(), now, account, "sign_in", "").await?;
    db.commit().await?;
    Ok(SignIn::Done { token })
}

/// Notes a wrong password; from the fifth on it closes the account for 30 s, 60 s, … at most 15 minutes.
async fn fail(app: &AppState, account: &str, n_failures: i64, now: Timestamp) -> anyhow::Result<()> {
    let wait = (n_failures > N_FREE).then(|| {
        let seconds = 30_i64 << (n_failures - N_FREE - 1).min(5);
        now + SignedDuration::from_secs(seconds.min(900))
    });
    let mut db = app.store.write().await?;
    match db.users().find(account).await? {
        Some(user) => db.users().note_failure(&user.id, n_failures, wait).await?,
        None => {
            let mut strangers = STRANGERS.lock().expect("nobody panics while holding it");
            if strangers.len() > 10_000 {
                strangers.clear();
            }
            strangers.insert(account.to_owned(), (n_failures, wait));
        }
    }
    db.users().log(&ids::short(), now, account, "wrong_password", "").await?;
    Ok(db.commit().await?)
}

/// Whose session the request carries, if it still holds.
pub(crate) async fn find(app: &AppState, token: &str) -> anyhow::Result<Option<User>> {
    let now = app.clock.now();
    let found = app.store.read().await?.users().session(&hash(token), now - AT_MOST, now - IDLE).await?;
    let Some((user, seen_at)) = found else { return Ok(None) };
    if now.duration_since(seen_at) > SignedDuration::from_secs(60) {
        let mut db = app.store.write().await?;
        db.users().touch_session(&hash(token), now).await?;
        db.commit().await?;
    }
    Ok(Some(user))
}

pub(crate) async fn end(app: &AppState, token: &str) -> anyhow::Result<()> {
    let mut db = app.store.write().await?;
    db.users().close_session(&hash(token)).await?;
    Ok(db.commit().await?)
}

fn hash(token: &str) -> String {
    ids::hex(&Sha256::digest(token.as_bytes()))
}

pub(crate) fn session_cookie(app: &AppState, token: &str) -> HeaderValue {
    let secure = if app.secure_cookies { "; Secure" } else { "" };
    let text = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}{secure}", AT_MOST.as_secs());
    HeaderValue::from_str(&text).expect("hex and fixed words")
}

pub(crate) fn removal_cookie() -> HeaderValue {
    HeaderValue::from_static("baolei_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
}

/// The token in the request's cookie, if it has the form of one.
pub(crate) fn cookie_token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let token = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token)?;
    (token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(token)
}

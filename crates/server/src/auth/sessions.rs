//! Sign-in, and sessions of which only the token's hash is kept.

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::{Actor, Changed, Db, HeldRole, LogLine, NewSession, OpenSession, StoreError, User, Watched};

use crate::{
    AppState,
    auth::{
        Origin, Preset, Weak, check_strength,
        soft_lock::{Admitted, admit},
    },
    ids,
};

pub(crate) const COOKIE: &str = "baolei_session";
/// Over HTTPS the browser itself sees to it that no other host and no other path sets the cookie.
const SECURE_COOKIE: &str = "__Host-baolei_session";

/// Former passwords that the preset `dengbao` refuses.
const N_REMEMBERED: i64 = 5;

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

pub(crate) async fn sign_in(app: &AppState, account: &str, password: &str, from: &Origin) -> anyhow::Result<SignIn> {
    let now = app.clock.now();
    let mut db = app.store.write_anyway().await?;
    let user = db.users().find(account).await?;
    let shown = user.as_ref().map_or("", |user| user.account.as_str()).to_owned();
    let counted = match admit(&mut db, account, &from.address, now).await? {
        Admitted::Not { seconds } => return Ok(SignIn::Locked { seconds }),
        Admitted::Yes { counted, just_locked } => {
            if just_locked {
                log(&mut db, &shown, "sign_in_locked", "", from, now).await?;
            }
            counted
        }
    };
    db.commit().await?;
    let is_open = |user: &User| {
        user.disabled_at.is_none() && !user.password.is_empty() && user.code_expires_at.is_none_or(|end| end > now)
    };
    let user = user.filter(is_open);
    let right = app.passwords.verify(password, user.as_ref().map(|user| user.password.as_str())).await?;
    let mut db = app.store.write_anyway().await?;
    let user = match user.filter(|_| right) {
        Some(user) => unchanged(&mut db, user).await?,
        None => None,
    };
    let Some(user) = user else {
        // What was typed as the name of an account that is not may be a password: it is not kept.
        log(&mut db, &shown, "wrong_password", "", from, now).await?;
        db.commit().await?;
        return Ok(SignIn::WrongPassword);
    };
    counted.forgive(&mut db, account, &from.address, now).await?;
    if user.code_expires_at.is_some() {
        db.users().spend_code(&user.id).await?;
        note(&mut db, &user, "account.code_used", now).await?;
    }
    db.users().forget_sessions(now - app.access.at_most).await?;
    db.users().note_sign_in(&user.id, now).await?;
    let token = open(&mut db, &user, from, now).await?;
    log(&mut db, &user.account, "sign_in", "", from, now).await?;
    db.commit().await?;
    Ok(SignIn::Done { token })
}

/// The account, if the password that was checked is still its own: checking takes long, and meanwhile somebody else may
/// have used the one-time code, chosen another password or locked the account.
async fn unchanged(db: &mut Db, checked: User) -> Result<Option<User>, StoreError> {
    let stands = |user: &User| (user.id == checked.id && user.password == checked.password, user.disabled_at);
    Ok(db.users().find(&checked.account).await?.filter(|user| stands(user) == (true, checked.disabled_at)))
}

async fn open(db: &mut Db, user: &User, from: &Origin, at: Timestamp) -> Result<String, StoreError> {
    let (token, id) = (ids::token(), ids::short());
    let session = NewSession {
        id: &id,
        token_hash: &hash(&token),
        user_id: &user.id,
        address: &from.address,
        agent: &from.agent,
        at,
    };
    db.users().open_session(&session).await?;
    Ok(token)
}

async fn log(
    db: &mut Db,
    account: &str,
    action: &str,
    detail: &str,
    from: &Origin,
    at: Timestamp,
) -> Result<(), StoreError> {
    let id = ids::short();
    let line = LogLine { id: &id, account, action, detail, address: Some(&from.address), purpose: None };
    db.users().log_line(&line, at).await
}

async fn note(db: &mut Db, user: &User, action: &str, at: Timestamp) -> Result<(), StoreError> {
    let actor = Actor { account: user.account.clone(), name: user.name.clone(), at };
    db.note(&actor, action, None, &[Changed::new("users", &user.id)]).await?;
    Ok(())
}

/// What became of a new password.
pub(crate) enum Chosen {
    /// Every session ended; this one begins.
    Done {
        token: String,
    },
    WrongPassword,
    Locked {
        seconds: i64,
    },
    Weak(Weak),
    /// The same as now, or as one of the last five.
    Used,
}

/// Changes one's own password. Whoever came with a one-time code needs no former one.
pub(crate) async fn choose_password(
    app: &AppState,
    user: &User,
    former: &str,
    password: &str,
    from: &Origin,
) -> anyhow::Result<Chosen> {
    let now = app.clock.now();
    if user.code_expires_at.is_none() {
        let mut db = app.store.write().await?;
        let counted = match admit(&mut db, &user.account, &from.address, now).await? {
            Admitted::Not { seconds } => return Ok(Chosen::Locked { seconds }),
            Admitted::Yes { counted, .. } => counted,
        };
        db.commit().await?;
        if !app.passwords.verify(former, Some(&user.password)).await? {
            return Ok(Chosen::WrongPassword);
        }
        let mut db = app.store.write().await?;
        counted.forgive(&mut db, &user.account, &from.address, now).await?;
        db.commit().await?;
    }
    if let Err(weak) = check_strength(app.access.passwords, &user.account, password) {
        return Ok(Chosen::Weak(weak));
    }
    let mut former_ones = match app.access.passwords {
        Preset::Dengbao => app.store.read().await?.users().old_passwords(&user.id, N_REMEMBERED).await?,
        Preset::Asvs => Vec::new(),
    };
    former_ones.push(user.password.clone());
    for hash in former_ones.iter().filter(|hash| !hash.is_empty()) {
        if app.passwords.verify(password, Some(hash)).await? {
            return Ok(Chosen::Used);
        }
    }
    let hash = app.passwords.hash(password).await?;
    let mut db = app.store.write().await?;
    if unchanged(&mut db, user.clone()).await?.is_none() {
        return Ok(Chosen::WrongPassword);
    }
    db.users().set_password(user, &hash, now).await?;
    let token = open(&mut db, user, from, now).await?;
    log(&mut db, &user.account, "password_changed", "", from, now).await?;
    note(&mut db, user, "account.password_changed", now).await?;
    db.commit().await?;
    Ok(Chosen::Done { token })
}

/// Who came with a session, and with which roles.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) user: User,
    pub(crate) session: OpenSession,
    pub(crate) roles: Vec<HeldRole>,
}

/// Whose session the request carries and which, if it still holds.
pub(crate) async fn find(app: &AppState, token: &str) -> anyhow::Result<Option<Known>> {
    let (now, key) = (app.clock.now(), hash(token));
    let (began, seen) = (now - app.access.at_most, now - app.access.idle);
    let holds = |known: &Known| known.session.began_at > began && known.session.seen_at > seen;
    if let Some(known) = app.known.get(&key, app.store.n_written(Watched::Access)) {
        return Ok(Some(known).filter(holds));
    }
    let mut db = app.store.read().await?;
    let Some((user, session)) = db.users().session(&key, began, seen).await? else { return Ok(None) };
    let roles = db.users().roles(&user.id).await?;
    let n_written = db.n_written_before(Watched::Access);
    drop(db);
    let is_old = now.duration_since(session.seen_at) > SignedDuration::from_secs(60);
    let known = Known { user, session, roles };
    app.known.put(&key, n_written, known.clone());
    if is_old {
        // Whoever only reads goes on reading when the storage fails.
        if let Err(error) = touch(app, &key, now).await {
            tracing::warn!("session not prolonged: {error}");
        }
    }
    Ok(Some(known))
}

async fn touch(app: &AppState, key: &str, now: Timestamp) -> Result<(), StoreError> {
    let mut db = app.store.write_anyway().await?;
    db.users().touch_session(key, now).await?;
    db.commit().await
}

pub(crate) async fn end(app: &AppState, token: &str, from: &Origin) -> anyhow::Result<()> {
    let found = find(app, token).await?;
    let mut db = app.store.write_anyway().await?;
    db.users().close_session(&hash(token)).await?;
    if let Some(known) = found {
        log(&mut db, &known.user.account, "sign_out", "", from, app.clock.now()).await?;
    }
    Ok(db.commit().await?)
}

fn hash(token: &str) -> String {
    ids::hex(&Sha256::digest(token.as_bytes()))
}

const fn cookie_name(app: &AppState) -> &'static str {
    if app.secure_cookies { SECURE_COOKIE } else { COOKIE }
}

fn cookie(app: &AppState, value: &str, seconds: i64) -> HeaderValue {
    let secure = if app.secure_cookies { "; Secure" } else { "" };
    let name = cookie_name(app);
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).expect("hex and fixed words")
}

pub(crate) fn session_cookie(app: &AppState, token: &str) -> HeaderValue {
    cookie(app, token, app.access.at_most.as_secs())
}

pub(crate) fn removal_cookie(app: &AppState) -> HeaderValue {
    cookie(app, "", 0)
}

/// The token in the request's cookie, if it has the form of one.
pub(crate) fn cookie_token<'a>(app: &AppState, headers: &'a HeaderMap) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let token = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie_name(app))
        .map(|(_, token)| token)?;
    (token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(token)
}

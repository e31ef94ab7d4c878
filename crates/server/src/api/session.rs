//! `/session`: signing in and out, one's own password and one's own sessions.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{ApiError, ErrorCode, body::Given, caller::Entrant, error::ErrorBody, words},
    auth::{self, Chosen, MustChoose, Origin, SignIn},
    ids,
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(open_session, show_session, close_session))
        .routes(routes!(change_password))
        .routes(routes!(list_sessions, end_sessions))
        .routes(routes!(end_session))
}

/// Sign in.
#[utoipa::path(
    post, path = "/session", tag = "session", request_body = OpenSession,
    responses((status = 200, body = SessionView), (status = "4XX", body = ErrorBody)),
)]
async fn open_session(
    State(app): State<AppState>,
    from: Origin,
    Given(asked): Given<OpenSession>,
) -> Result<Response, ApiError> {
    if asked.account.len() > 100 || asked.password.len() > 400 {
        return Err(ErrorCode::WrongPassword.into());
    }
    let token = match auth::sign_in(&app, &asked.account, &asked.password, &from).await? {
        SignIn::Done { token } => token,
        SignIn::WrongPassword => return Err(ErrorCode::WrongPassword.into()),
        SignIn::Locked { seconds } => {
            return Err(locked(seconds));
        }
    };
    let mut db = app.store.read().await?;
    let user = db.users().find(&asked.account).await?.ok_or(ErrorCode::WrongPassword)?;
    let roles = db.users().roles(&user.id).await?;
    let cookie = auth::session_cookie(&app, &token);
    let must_choose = app.access.must_choose(&user, app.clock.now());
    Ok(([(header::SET_COOKIE, cookie)], Json(SessionView::of(user, roles, must_choose))).into_response())
}

fn locked(seconds: i64) -> ApiError {
    let message = format!("密码连续输错，暂时不能登录，请 {seconds} 秒后再试。");
    ApiError::saying(ErrorCode::TooManyAttempts, message)
}

/// Who is signed in.
#[utoipa::path(
    get, path = "/session", tag = "session",
    responses((status = 200, body = SessionView), (status = "4XX", body = ErrorBody)),
)]
async fn show_session(entrant: Entrant) -> Json<SessionView> {
    Json(SessionView::of(entrant.user, entrant.roles, entrant.must_choose))
}

/// Sign out; without a session nothing happens.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
async fn close_session(State(app): State<AppState>, from: Origin, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(token) = auth::cookie_token(&app, &headers) {
        auth::end(&app, token, &from).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, auth::removal_cookie(&app))]).into_response())
}

/// Choose another password. Every session ends, and the caller goes on with a new one.
#[utoipa::path(
    put, path = "/session/password", tag = "session", request_body = NewPassword,
    responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn change_password(
    State(app): State<AppState>,
    entrant: Entrant,
    from: Origin,
    Given(asked): Given<NewPassword>,
) -> Result<Response, ApiError> {
    let invalid = |message: String| Err(ApiError::saying(ErrorCode::Invalid, message));
    if asked.former.len() > 400 || asked.password.len() > 400 {
        return invalid("密码不能超过 100 个字符；请换一个密码。".to_owned());
    }
    match auth::choose_password(&app, &entrant.user, &asked.former, &asked.password, &from).await? {
        Chosen::Done { token } => {
            let cookie = auth::session_cookie(&app, &token);
            Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
        }
        Chosen::WrongPassword => invalid("原密码不正确，请核对后重试。".to_owned()),
        Chosen::Locked { seconds } => Err(locked(seconds)),
        Chosen::Weak(weak) => invalid(format!("{weak}；请换一个密码。")),
        Chosen::Used => invalid("新密码与现用密码或最近用过的密码相同；请换一个密码。".to_owned()),
    }
}

/// The caller's own sessions, latest first.
#[utoipa::path(
    get, path = "/sessions", tag = "session",
    responses((status = 200, body = SessionList), (status = "4XX", body = ErrorBody)),
)]
async fn list_sessions(State(app): State<AppState>, entrant: Entrant) -> Result<Json<SessionList>, ApiError> {
    let now = app.clock.now();
    let (began, seen) = (now - app.access.at_most, now - app.access.idle);
    let found = app.store.read().await?.users().sessions_of(&entrant.user.id, began, seen).await?;
    let view = |session: store::OpenSession| OwnSession {
        is_this: session.id == entrant.session.id,
        id: session.id,
        address: session.address,
        agent: session.agent,
        began_at: session.began_at.to_string(),
        seen_at: session.seen_at.to_string(),
    };
    Ok(Json(SessionList { items: found.into_iter().map(view).collect() }))
}

/// End all of the caller's sessions, this one too.
#[utoipa::path(delete, path = "/sessions", tag = "session", responses((status = 204), (status = "4XX", body = ErrorBody)))]
async fn end_sessions(State(app): State<AppState>, entrant: Entrant, from: Origin) -> Result<StatusCode, ApiError> {
    let mut db = app.store.write_anyway().await?;
    db.users().close_sessions(&entrant.user.id).await?;
    log_ended(&app, &mut db, &entrant, "全部会话", &from).await?;
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End one of the caller's sessions.
#[utoipa::path(
    delete, path = "/sessions/{session}", tag = "session", params(("session" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn end_session(
    State(app): State<AppState>,
    entrant: Entrant,
    from: Origin,
    Path(session): Path<String>,
) -> Result<StatusCode, ApiError> {
    let mut db = app.store.write_anyway().await?;
    if !db.users().end_session(&entrant.user.id, &session).await? {
        return Err(ErrorCode::NotFound.into());
    }
    log_ended(&app, &mut db, &entrant, &session, &from).await?;
    db.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn log_ended(
    app: &AppState,
    db: &mut store::Db,
    entrant: &Entrant,
    which: &str,
    from: &Origin,
) -> Result<(), ApiError> {
    let id = ids::short();
    let line = store::LogLine {
        id: &id,
        account: &entrant.user.account,
        action: "session_ended",
        detail: which,
        address: Some(&from.address),
        purpose: None,
    };
    Ok(db.users().log_line(&line, app.clock.now()).await?)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPassword {
    /// Empty for whoever signed in with a one-time code.
    former: String,
    password: String,
}

#[derive(Serialize, ToSchema)]
struct SessionList {
    items: Vec<OwnSession>,
}

#[derive(Serialize, ToSchema)]
struct OwnSession {
    id: String,
    /// Whether it is the one that asks.
    is_this: bool,
    address: String,
    /// What the browser says of itself.
    agent: String,
    began_at: String,
    seen_at: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenSession {
    account: String,
    password: String,
}

#[derive(Serialize, ToSchema)]
struct SessionView {
    user: UserView,
    roles: Vec<RoleView>,
    /// Why a password must be chosen before anything else: `code` after a one-time code, `old` when the password is too old.
    must_choose: Option<MustChooseWord>,
}

#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum MustChooseWord {
    Code,
    Old,
}

impl From<MustChoose> for MustChooseWord {
    fn from(why: MustChoose) -> MustChooseWord {
        match why {
            MustChoose::Code => MustChooseWord::Code,
            MustChoose::Old => MustChooseWord::Old,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct UserView {
    id: String,
    account: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
struct RoleView {
    role: words::Role,
    role_name: String,
    org_id: String,
    org_name: String,
}

impl SessionView {
    fn of(user: store::User, roles: Vec<store::HeldRole>, must_choose: Option<MustChoose>) -> SessionView {
        let role = |held: store::HeldRole| RoleView {
            role: held.role.into(),
            role_name: held.role.title().to_owned(),
            org_id: held.org_id,
            org_name: held.org_name,
        };
        SessionView {
            user: UserView { id: user.id, account: user.account, name: user.name },
            roles: roles.into_iter().map(role).collect(),
            must_choose: must_choose.map(MustChooseWord::from),
        }
    }
}

//! `/session`: signing in and out.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{ApiError, ErrorCode, caller::Caller, error::ErrorBody, words},
    auth::{self, SignIn},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(open_session, show_session, close_session))
}

/// Sign in.
#[utoipa::path(
    post, path = "/session", tag = "session", request_body = OpenSession,
    responses((status = 200, body = SessionView), (status = "4XX", body = ErrorBody)),
)]
async fn open_session(State(app): State<AppState>, Json(asked): Json<OpenSession>) -> Result<Response, ApiError> {
    if asked.account.len() > 100 || asked.password.len() > 400 {
        return Err(ErrorCode::WrongPassword.into());
    }
    let token = match auth::sign_in(&app, &asked.account, &asked.password).await? {
        SignIn::Done { token } => token,
        SignIn::WrongPassword => return Err(ErrorCode::WrongPassword.into()),
        SignIn::Locked { seconds } => {
            let message = format!("密码连续输错，账号暂时不能登录，请 {seconds} 秒后再试。");
            return Err(ApiError::saying(ErrorCode::TooManyAttempts, message));
        }
    };
    let mut db = app.store.read().await?;
    let user = db.users().find(&asked.account).await?.ok_or(ErrorCode::WrongPassword)?;
    let roles = db.users().roles(&user.id).await?;
    let cookie = auth::session_cookie(&app, &token);
    Ok(([(header::SET_COOKIE, cookie)], Json(SessionView::of(user, roles))).into_response())
}

/// Who is signed in.
#[utoipa::path(
    get, path = "/session", tag = "session",
    responses((status = 200, body = SessionView), (status = "4XX", body = ErrorBody)),
)]
async fn show_session(caller: Caller) -> Json<SessionView> {
    Json(SessionView::of(caller.user, caller.roles))
}

/// Sign out; without a session nothing happens.
#[utoipa::path(delete, path = "/session", tag = "session", responses((status = 204)))]
async fn close_session(State(app): State<AppState>, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(token) = auth::cookie_token(&headers) {
        auth::end(&app, token).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, auth::removal_cookie())]).into_response())
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
    fn of(user: store::User, roles: Vec<store::HeldRole>) -> SessionView {
        let role = |held: store::HeldRole| RoleView {
            role: held.role.into(),
            role_name: held.role.title().to_owned(),
            org_id: held.org_id,
            org_name: held.org_name,
        };
        SessionView {
            user: UserView { id: user.id, account: user.account, name: user.name },
            roles: roles.into_iter().map(role).collect(),
        }
    }
}

//! The person behind a request: signed in, with the roles held at this moment.

use std::sync::{Arc, OnceLock};

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::Timestamp;
use store::{Actor, HeldRole, OpenSession, Role, Scope, User};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        permissions::{Permission, sees_all_rankings},
    },
    auth::{self, Known, MustChoose},
};

/// Where the account that asks is left for the log of refusals.
#[derive(Debug, Clone, Default)]
pub(super) struct Asker(pub(super) Arc<OnceLock<String>>);

/// Somebody with a session who may still have to choose a password; for the operations on one's own session alone.
pub(crate) struct Entrant {
    pub(crate) user: User,
    pub(crate) session: OpenSession,
    pub(crate) roles: Vec<HeldRole>,
    pub(crate) must_choose: Option<MustChoose>,
}

impl FromRequestParts<AppState> for Entrant {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Entrant, ApiError> {
        let token = auth::cookie_token(app, &parts.headers).ok_or(ErrorCode::Unauthenticated)?;
        let Known { user, session, roles } = auth::find(app, token).await?.ok_or(ErrorCode::Unauthenticated)?;
        if let Some(asker) = parts.extensions.get::<Asker>() {
            let _ = asker.0.set(user.account.clone());
        }
        let must_choose = app.access.must_choose(&user, app.clock.now());
        Ok(Entrant { user, session, roles, must_choose })
    }
}

/// A signed-in person. Roles are those of the moment: one that is withdrawn here ends at once, one that another process
/// withdraws within a second.
pub(crate) struct Caller {
    pub(crate) user: User,
    pub(crate) roles: Vec<HeldRole>,
    pub(crate) scope: Scope,
    /// When the request was admitted, before any waiting: what deadlines go by.
    #[allow(dead_code)]
    pub(crate) arrived: Timestamp,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Caller, ApiError> {
        let arrived = app.clock.now();
        let Entrant { user, roles, must_choose, .. } = Entrant::from_request_parts(parts, app).await?;
        if must_choose.is_some() {
            return Err(ErrorCode::PasswordDue.into());
        }
        let scope = Scope::of(&user.id, app.clock.today());
        Ok(Caller { user, roles, scope, arrived })
    }
}

impl Caller {
    pub(crate) fn is(&self, role: Role) -> bool {
        self.roles.iter().any(|held| held.role == role)
    }

    pub(crate) fn may(&self, what: Permission) -> bool {
        what.roles().iter().any(|role| self.is(*role))
    }

    /// One of the roles that allow `what`, or 403; where in the tree is the scope's business.
    pub(crate) fn must(&self, what: Permission) -> Result<(), ApiError> {
        if self.may(what) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
    }

    /// Who acts, for the journal.
    #[allow(dead_code)]
    pub(crate) fn actor(&self, at: Timestamp) -> Actor {
        Actor { account: self.user.account.clone(), name: self.user.name.clone(), at }
    }

    /// Whether the published ranking of every category is theirs to read.
    pub(crate) fn sees_all_rankings(&self) -> bool {
        sees_all_rankings(&self.roles)
    }
}

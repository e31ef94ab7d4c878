//! The person behind a request: signed in, with the roles held at this moment.

use axum::{extract::FromRequestParts, http::request::Parts};
use store::{HeldRole, Role, Scope, User};

use crate::{
    AppState,
    api::{ApiError, ErrorCode},
    auth,
};

/// A signed-in person. Roles are read for each request, so that a withdrawn role ends at once.
pub(crate) struct Caller {
    pub(crate) user: User,
    pub(crate) roles: Vec<HeldRole>,
    pub(crate) scope: Scope,
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Caller, ApiError> {
        let token = auth::cookie_token(&parts.headers).ok_or(ErrorCode::Unauthenticated)?;
        let user = auth::find(app, token).await?.ok_or(ErrorCode::Unauthenticated)?;
        let roles = app.store.read().await?.users().roles(&user.id).await?;
        let scope = Scope::of(&user.id, app.clock.today());
        Ok(Caller { user, roles, scope })
    }
}

/// Who may see points, reasons and facts of branches.
const SEES_RESULTS: [Role; 6] =
    [Role::Organisation, Role::Unit, Role::Branch, Role::Leader, Role::Auditor, Role::Member];

impl Caller {
    pub(crate) fn is(&self, role: Role) -> bool {
        self.roles.iter().any(|held| held.role == role)
    }

    /// One of `roles`, or 403.
    pub(crate) fn must_be(&self, roles: &[Role]) -> Result<(), ApiError> {
        if roles.iter().any(|role| self.is(*role)) { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
    }

    /// Someone whose work includes results; which ones is the scope's business.
    pub(crate) fn must_see_results(&self) -> Result<(), ApiError> {
        self.must_be(&SEES_RESULTS)
    }

    /// Someone who may read published rankings: all but the system administrator.
    pub(crate) fn must_see_rankings(&self) -> Result<(), ApiError> {
        if self.is(Role::Business) { Ok(()) } else { self.must_see_results() }
    }

    /// Whether the published ranking of every category is theirs to read.
    pub(crate) fn sees_all_rankings(&self) -> bool {
        self.is(Role::Business) || self.roles.iter().any(|held| held.at_company && SEES_RESULTS.contains(&held.role))
    }
}

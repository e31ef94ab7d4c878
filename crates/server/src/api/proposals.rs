//! What the operations on events and exceptions share: deciding against the revision that was seen, and its answer.

use axum::Json;
use serde::{Deserialize, Serialize};
use store::{Db, Proposal, ProposalState};
use utoipa::ToSchema;

use crate::{
    AppState,
    api::{ApiError, ErrorCode, caller::Caller, permissions::Permission, words},
    ops::{
        assess::Assessed,
        proposals::{self, Decided, Decision, Refused},
    },
};

/// The longest reason, in characters.
const LONGEST: usize = 300;

#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[schema(as = Decision)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Required for a refusal and a withdrawal.
    #[serde(default)]
    pub(super) reason: String,
}

/// One entry among several, at the revision that was seen.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryAt {
    pub(super) id: String,
    pub(super) rev: i64,
}

/// What a refused decision was made from.
#[derive(Serialize)]
struct Sent<'a> {
    rev: i64,
    state: words::ProposalState,
    reason: &'a str,
}

#[derive(Serialize, ToSchema)]
pub(super) struct DecidedView<T> {
    entry: T,
    assessed: Vec<Assessed>,
}

/// A kind of entry as the answers show it.
pub(super) trait Shown: Decided {
    type View: Serialize + Send;

    /// Which permission approving and refusing takes.
    const APPROVE: Permission;

    /// The entry with the caller's rights on it; 404 where the caller does not see it.
    fn shown(
        app: &AppState,
        db: &mut Db,
        caller: &Caller,
        id: &str,
    ) -> impl Future<Output = Result<Self::View, ApiError>> + Send;
}

/// Decides on one and answers with what then stands.
///
/// # Errors
/// 409 with both versions when somebody else was faster; see [`Refused`].
pub(super) async fn decide<E: Shown>(
    app: &AppState,
    caller: &Caller,
    (id, rev): (String, i64),
    to: ProposalState,
    asked: &Asked,
) -> Result<Json<DecidedView<E::View>>, ApiError> {
    let assessed = decide_all::<E>(app, caller, vec![(id.clone(), rev)], to, asked).await?;
    let entry = E::shown(app, &mut app.store.read().await?, caller, &id).await?;
    Ok(Json(DecidedView { entry, assessed }))
}

/// Decides on all of them or none.
///
/// # Errors
/// As [`decide`].
pub(super) async fn decide_all<E: Shown>(
    app: &AppState,
    caller: &Caller,
    entries: Vec<(String, i64)>,
    to: ProposalState,
    asked: &Asked,
) -> Result<Vec<Assessed>, ApiError> {
    let why = asked.reason.trim();
    if why.chars().count() > LONGEST || (why.is_empty() && to != ProposalState::Approved) {
        return Err(ApiError::invalid("reason", "请写明理由，不超过300个字。"));
    }
    let decision = Decision { entries, to, why: why.to_owned() };
    let who = caller.actor(app.clock.now());
    match proposals::decide::<E>(app, &caller.scope, &who, &decision).await {
        Err(Refused::Stale(id)) => {
            let current = E::shown(app, &mut app.store.read().await?, caller, &id).await?;
            let rev = decision.entries.iter().find(|(of, _)| *of == id).map_or(0, |(_, rev)| *rev);
            Err(ApiError::stale(&current, &Sent { rev, state: to.into(), reason: why }))
        }
        done => Ok(done?),
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> ApiError {
        let code = match refused {
            Refused::Missing => return ErrorCode::NotFound.into(),
            Refused::Rating(crate::ops::rate_period::Refused::Store(error)) | Refused::Store(error) => {
                return error.into();
            }
            Refused::Rating(error) => return anyhow::Error::from(error).into(),
            Refused::Own(_) | Refused::NotYours => ErrorCode::Forbidden,
            Refused::Settled { .. } | Refused::Duplicate(_) | Refused::Sealed(_) => ErrorCode::Conflict,
            Refused::Stale(_) => ErrorCode::Stale,
        };
        ApiError::saying(code, refused.to_string())
    }
}

/// Where an entry stands, who said what, and what the caller may do with it.
#[derive(Serialize, ToSchema)]
pub(super) struct ProposalView {
    state: words::ProposalState,
    state_name: &'static str,
    proposed_by: String,
    proposed_at: String,
    decided_by: Option<String>,
    decided_at: Option<String>,
    decision: String,
    withdrawn_by: Option<String>,
    withdrawn_at: Option<String>,
    withdrawal: String,
    fact_id: Option<String>,
    /// For `If-Match`.
    rev: i64,
    may_decide: bool,
    may_withdraw: bool,
}

impl ProposalView {
    pub(super) fn of<E: Shown>(of: Proposal, caller: &Caller) -> ProposalView {
        let own = of.by.0 == caller.user.account;
        let superior = caller.may(E::APPROVE);
        let open = of.state == ProposalState::Proposed;
        ProposalView {
            state: of.state.into(),
            state_name: of.state.title(),
            may_decide: open && superior && !own,
            may_withdraw: (open && own) || (of.state == ProposalState::Approved && superior),
            proposed_by: of.by.1,
            proposed_at: of.at.to_string(),
            decided_at: of.decided.as_ref().map(|(_, at)| at.to_string()),
            decided_by: of.decided.map(|(name, _)| name),
            decision: of.decision,
            withdrawn_at: of.withdrawn.as_ref().map(|(_, at)| at.to_string()),
            withdrawn_by: of.withdrawn.map(|(name, _)| name),
            withdrawal: of.withdrawal,
            fact_id: of.fact_id,
            rev: of.rev,
        }
    }
}

//! `/accounts`: who may sign in, with which roles; `/permissions`: what each role may do.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Account, AccountFilter, AccountState, HeldRole, Role};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
        words,
    },
    ops::accounts::{self, NewAccount, Refused},
};

/// Without a sign-in for so many days an account is listed as stale.
const STALE_DAYS: i64 = 90;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_accounts, add_account))
        .routes(routes!(show_account))
        .routes(routes!(disable_account))
        .routes(routes!(reset_account))
        .routes(routes!(grant_role))
        .routes(routes!(withdraw_role))
        .routes(routes!(list_permissions))
}

/// Accounts, in order of name; `stale` are those without a sign-in for 90 days.
#[utoipa::path(
    get, path = "/accounts", tag = "accounts", params(Asked),
    responses((status = 200, body = PageView<AccountView>), (status = "4XX", body = ErrorBody)),
)]
async fn list_accounts(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<PageView<AccountView>>, ApiError> {
    caller.must(Permission::ReadAccounts)?;
    let now = app.clock.now();
    let paging = paging(asked.page, asked.size)?;
    let state = match given(asked.state).as_deref() {
        None => None,
        Some("active") => Some(AccountState::Active),
        Some("waiting") => Some(AccountState::Waiting),
        Some("disabled") => Some(AccountState::Disabled),
        Some("stale") => Some(AccountState::Stale),
        Some(other) => {
            let message = format!("没有账号状态“{other}”；可用 active、waiting、disabled、stale。");
            return Err(ApiError::saying(ErrorCode::BadRequest, message));
        }
    };
    let role = given(asked.role).map(|word| Role::parse(&word).ok_or(ErrorCode::BadRequest)).transpose()?;
    let oldest_first = match given(asked.sort).as_deref() {
        None | Some("account") => false,
        Some("signed_in_at") => true,
        Some(other) => {
            let message = format!("不能按“{other}”排序；可用 account、signed_in_at。");
            return Err(ApiError::saying(ErrorCode::BadRequest, message));
        }
    };
    let stale_before = Some(stale_before(now));
    let filter = AccountFilter { text: given(asked.q), role, state, oldest_first, stale_before };
    let page = app.store.read().await?.users().list(&filter, paging).await?;
    Ok(Json(PageView::of(page, paging, |account| AccountView::of(account, now))))
}

fn stale_before(now: Timestamp) -> Timestamp {
    now - SignedDuration::from_hours(24 * STALE_DAYS)
}

/// Add an account; the one-time code in the answer is not shown again.
#[utoipa::path(
    post, path = "/accounts", tag = "accounts", request_body = AddAccount,
    responses((status = 201, body = CodeView), (status = "4XX", body = ErrorBody)),
)]
async fn add_account(
    State(app): State<AppState>,
    caller: Caller,
    Given(asked): Given<AddAccount>,
) -> Result<(StatusCode, Json<CodeView>), ApiError> {
    caller.must(Permission::KeepAccounts)?;
    let who = caller.actor(app.clock.now());
    let new = NewAccount { account: asked.account, name: asked.name, role: None, password: None };
    let ready = accounts::add_account(&app.store, &new, app.clock.today(), &who).await?;
    Ok((StatusCode::CREATED, Json(CodeView::of(ready.id, ready.code))))
}

/// One account.
#[utoipa::path(
    get, path = "/accounts/{account}", tag = "accounts", params(("account" = String, Path)),
    responses((status = 200, body = AccountView), (status = "4XX", body = ErrorBody)),
)]
async fn show_account(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<AccountView>, ApiError> {
    caller.must(Permission::ReadAccounts)?;
    Ok(Json(AccountView::of(find(&app, &id).await?, app.clock.now())))
}

async fn find(app: &AppState, id: &str) -> Result<Account, ApiError> {
    Ok(app.store.read().await?.users().by_id(id).await?.ok_or(ErrorCode::NotFound)?)
}

/// Disable an account: its sessions end with the next request.
#[utoipa::path(
    post, path = "/accounts/{account}/disable", tag = "accounts", params(("account" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn disable_account(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    caller.must(Permission::KeepAccounts)?;
    let found = find(&app, &id).await?;
    if found.user.id == caller.user.id {
        return Err(Refused::Own.into());
    }
    accounts::lock_account(&app.store, &found.user.account, &caller.actor(app.clock.now())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replace the password by a one-time code; a disabled account is open again.
#[utoipa::path(
    post, path = "/accounts/{account}/code", tag = "accounts", params(("account" = String, Path)),
    responses((status = 200, body = CodeView), (status = "4XX", body = ErrorBody)),
)]
async fn reset_account(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<CodeView>, ApiError> {
    caller.must(Permission::KeepAccounts)?;
    let found = find(&app, &id).await?;
    if found.user.id == caller.user.id {
        return Err(Refused::Own.into());
    }
    // Whoever holds the code is that person: the three administrators stay out of each other's accounts.
    if found.roles.iter().any(|held| held.role.is_apart()) {
        return Err(Refused::ByHost.into());
    }
    let who = caller.actor(app.clock.now());
    let code = accounts::reset_account(&app.store, &found.user.account, None, &who).await?;
    Ok(Json(CodeView::of(id, code)))
}

/// Grant a role at a body of the organisation; the person's sessions end.
#[utoipa::path(
    post, path = "/accounts/{account}/roles", tag = "accounts", params(("account" = String, Path)),
    request_body = GrantRole, responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn grant_role(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Given(asked): Given<GrantRole>,
) -> Result<StatusCode, ApiError> {
    caller.must(Permission::GrantRoles)?;
    change(&app, &caller, &id, &asked.role, &asked.org_id, true).await
}

/// Withdraw a role; the person's sessions end.
#[utoipa::path(
    delete, path = "/accounts/{account}/roles/{role}/{org}", tag = "accounts",
    params(("account" = String, Path), ("role" = String, Path), ("org" = String, Path)),
    responses((status = 204), (status = "4XX", body = ErrorBody)),
)]
async fn withdraw_role(
    State(app): State<AppState>,
    caller: Caller,
    Path((id, role, org)): Path<(String, String, String)>,
) -> Result<StatusCode, ApiError> {
    caller.must(Permission::GrantRoles)?;
    change(&app, &caller, &id, &role, &org, false).await
}

async fn change(
    app: &AppState,
    caller: &Caller,
    id: &str,
    role: &str,
    org: &str,
    is_granted: bool,
) -> Result<StatusCode, ApiError> {
    let found = find(app, id).await?;
    let unknown = || ApiError::saying(ErrorCode::Invalid, format!("没有角色“{role}”；请从列表中选择。"));
    let role = Role::parse(role).ok_or_else(unknown)?;
    let who = caller.actor(app.clock.now());
    accounts::change_role(&app.store, &found.user.account, (role, org), is_granted, app.clock.today(), &who).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What each role may do: the same table by which requests are decided.
#[utoipa::path(
    get, path = "/permissions", tag = "accounts",
    responses((status = 200, body = PermissionMatrix), (status = "4XX", body = ErrorBody)),
)]
async fn list_permissions(_: Caller) -> Json<PermissionMatrix> {
    let role = |role: Role| RoleName { role: role.into(), name: role.title() };
    let permission = |what: Permission| PermissionView {
        permission: what,
        name: what.title(),
        roles: what.roles().iter().map(|role| words::Role::from(*role)).collect(),
    };
    Json(PermissionMatrix {
        roles: Role::ALL.map(role).into(),
        permissions: Permission::ALL.iter().copied().map(permission).collect(),
    })
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> ApiError {
        let code = match &refused {
            Refused::Exists(_) | Refused::Apart | Refused::Held => ErrorCode::Conflict,
            Refused::Own | Refused::ByHost => ErrorCode::Forbidden,
            Refused::Unknown(_) | Refused::NotHeld => ErrorCode::NotFound,
            Refused::Other(_) | Refused::Store(_) => {
                return match refused {
                    Refused::Store(error) => error.into(),
                    Refused::Other(error) => error.into(),
                    _ => ErrorCode::Internal.into(),
                };
            }
            _ => ErrorCode::Invalid,
        };
        // On the screen there is no command line to mend it with.
        match refused {
            Refused::Exists(account) => ApiError::saying(code, format!("账号“{account}”已经存在；请换一个账号名。")),
            Refused::NoPerson => ApiError::saying(code, "没有填写姓名；请写明使用人。"),
            other => ApiError::saying(code, format!("{other}。")),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// In the account's or the person's name.
    q: Option<String>,
    role: Option<String>,
    /// `active`, `waiting`, `disabled`, `stale`.
    state: Option<String>,
    /// `account` or `signed_in_at`: longest ago first.
    sort: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AddAccount {
    account: String,
    name: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GrantRole {
    role: String,
    org_id: String,
}

#[derive(Serialize, ToSchema)]
struct CodeView {
    id: String,
    /// Opens the account once.
    code: String,
    hours: i64,
}

impl CodeView {
    fn of(id: String, code: Option<String>) -> CodeView {
        CodeView { id, code: code.unwrap_or_default(), hours: accounts::CODE_HOURS }
    }
}

#[derive(Serialize, ToSchema)]
struct AccountView {
    id: String,
    account: String,
    name: String,
    state: StateWord,
    state_name: &'static str,
    /// No sign-in for 90 days.
    is_stale: bool,
    created_at: String,
    signed_in_at: Option<String>,
    roles: Vec<RoleAt>,
}

#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StateWord {
    Active,
    Waiting,
    Disabled,
}

#[derive(Serialize, ToSchema)]
struct RoleAt {
    role: words::Role,
    role_name: &'static str,
    org_id: String,
    org_name: String,
}

impl RoleAt {
    fn of(held: HeldRole) -> RoleAt {
        RoleAt { role: held.role.into(), role_name: held.role.title(), org_id: held.org_id, org_name: held.org_name }
    }
}

impl AccountView {
    fn of(account: Account, now: Timestamp) -> AccountView {
        let Account { user, roles } = account;
        let (state, state_name) = match (user.disabled_at, user.code_expires_at) {
            (Some(_), _) => (StateWord::Disabled, "已停用"),
            (None, Some(end)) if end > now && !user.password.is_empty() => (StateWord::Waiting, "待首次登录"),
            (None, Some(_)) => (StateWord::Waiting, "口令失效"),
            (None, None) => (StateWord::Active, "正常"),
        };
        let seen = user.signed_in_at.unwrap_or(user.created_at);
        AccountView {
            id: user.id,
            account: user.account,
            name: user.name,
            state,
            state_name,
            is_stale: user.disabled_at.is_none() && seen < stale_before(now),
            created_at: user.created_at.to_string(),
            signed_in_at: user.signed_in_at.map(|at| at.to_string()),
            roles: roles.into_iter().map(RoleAt::of).collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct PermissionMatrix {
    roles: Vec<RoleName>,
    permissions: Vec<PermissionView>,
}

#[derive(Serialize, ToSchema)]
struct RoleName {
    role: words::Role,
    name: &'static str,
}

#[derive(Serialize, ToSchema)]
struct PermissionView {
    permission: Permission,
    name: &'static str,
    roles: Vec<words::Role>,
}

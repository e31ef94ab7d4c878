//! A new member, and corrections of what a member is.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::{Changed, MemberReach, Membership, StoreError, Whereabouts};
use utoipa::ToSchema;

use super::{bad, day, invalid, kept, view, views::MemberView};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, IfMatch, Keyed},
        permissions::Permission,
        shared::counted,
    },
    ops::members::{TAKEN, Written, check, new_id, standing},
};

/// Takes a person into a branch's roster. Identity and phone number may stay empty: the roster works without them.
#[utoipa::path(
    post, path = "/members", tag = "members", request_body = NewMember,
    responses((status = 201, body = MemberView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_member(
    State(app): State<AppState>,
    caller: Caller,
    asked: Keyed<NewMember>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    if !db.members().reaches(&caller.scope, MemberReach::Keep, &asked.branch_id).await? {
        return Err(ErrorCode::NotFound.into());
    }
    let today = app.clock.today();
    let id = new_id();
    let checked = check(&asked.person.written(), &id, today).map_err(invalid)?;
    let from = match asked.from_on.trim() {
        "" => checked.member.joined.unwrap_or(today),
        text => day("from_on", text)?,
    };
    let standing = standing(&asked.standing, &checked.member).map_err(|problem| invalid(vec![problem]))?;
    if let Some(hash) = checked.identity_hash(&app.vault)
        && !db.members().taken_identities(&[hash]).await?.is_empty()
    {
        return Err(taken());
    }
    let (member, key) = checked.seal(&app.vault, &mut db, None).await?;
    db.members().add(std::slice::from_ref(&member)).await.map_err(or_taken)?;
    if let Some(key) = key {
        db.members().add_keys(&[key]).await?;
    }
    let span = Membership {
        member_id: id.clone(),
        from,
        until: None,
        branch_id: asked.branch_id.clone(),
        group_id: Some(asked.group_id).filter(|group| !group.is_empty()),
        standing,
        whereabouts: Whereabouts::Present,
        reason: if asked.reason.trim().is_empty() { "登记入册".to_owned() } else { asked.reason.trim().to_owned() },
        ended_by: None,
    };
    super::groups::must_fit(&mut db, &span).await?;
    db.members().add_memberships(std::slice::from_ref(&span)).await?;
    let rows = [Changed::new("members", &id), Changed::new("memberships", format!("{id}/{from}"))];
    db.note(&caller.actor(app.clock.now()), "member.added", Some(&asked.branch_id), &rows).await?;
    counted(&app, &mut db, &caller, &asked.branch_id, from).await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let shown = view(&app, &mut db, &caller, seen).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// Corrects what a member is. Branch, group and standing change by their own operations.
#[utoipa::path(
    put, path = "/members/{id}", tag = "members", params(("id" = String, Path), ("If-Match" = String, Header)),
    request_body = Person,
    responses((status = 200, body = MemberView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn edit_member(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    IfMatch(rev): IfMatch,
    Given(person): Given<Person>,
) -> Result<Json<MemberView>, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let mut db = app.store.write().await?;
    let before = kept(&mut db, &caller, &id).await?;
    let branch = before.span.branch_id.clone();
    if before.member.rev != rev {
        let current = view(&app, &mut db, &caller, before).await?;
        return Err(ApiError::stale(&current, &person.without_numbers()));
    }
    let checked = check(&person.written(), &id, app.clock.today()).map_err(invalid)?;
    let (mut member, key) = checked.seal(&app.vault, &mut db, Some(&before.member)).await?;
    member.rev = rev;
    if let Some(key) = key {
        db.members().add_keys(&[key]).await?;
    }
    db.members().update(&member).await.map_err(or_taken)?.ok_or(ErrorCode::Stale)?;
    let rows = [Changed::new("members", &id)];
    db.note(&caller.actor(app.clock.now()), "member.corrected", Some(&branch), &rows).await?;
    let seen = kept(&mut db, &caller, &id).await?;
    let shown = view(&app, &mut db, &caller, seen).await?;
    db.commit().await?;
    Ok(Json(shown))
}

fn taken() -> ApiError {
    bad("identity", TAKEN)
}

fn or_taken(error: StoreError) -> ApiError {
    match error {
        StoreError::Conflict("member") => taken(),
        other => other.into(),
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMember {
    branch_id: String,
    #[serde(default)]
    group_id: String,
    /// Word of a standing; if empty, told by the dates.
    #[serde(default)]
    standing: String,
    /// The day from which he belongs here; the day of joining if empty.
    #[serde(default)]
    from_on: String,
    #[serde(default)]
    reason: String,
    #[serde(flatten)]
    person: Person,
}

/// Empty texts mean “not known”.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    name: String,
    /// `male` or `female`.
    #[serde(default)]
    sex: String,
    #[serde(default)]
    born_on: String,
    #[serde(default)]
    ethnic: String,
    #[serde(default)]
    education: String,
    #[serde(default)]
    joined_on: String,
    #[serde(default)]
    confirmed_on: String,
    #[serde(default)]
    job: String,
    #[serde(default)]
    shift: String,
    #[serde(default)]
    retired_on: String,
    /// In full; absent keeps the number that is there, an empty text removes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

impl Person {
    fn written(&self) -> Written {
        let person = self.clone();
        Written {
            name: person.name,
            sex: person.sex,
            born: person.born_on,
            ethnic: person.ethnic,
            education: person.education,
            joined: person.joined_on,
            confirmed: person.confirmed_on,
            job: person.job,
            shift: person.shift,
            retired: person.retired_on,
            identity: person.identity,
            phone: person.phone,
        }
    }

    fn without_numbers(&self) -> Person {
        Person { identity: None, phone: None, ..self.clone() }
    }
}

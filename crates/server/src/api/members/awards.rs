//! Honours and disciplinary measures of a member. Each reading of the latter is noted, with its purpose.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::{AwardKind, Changed, Db, MemberAward, MemberReach, Reveal};
use utoipa::ToSchema;

use super::{bad, day, kept, log_reading, said};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, Keyed},
        permissions::Permission,
    },
    auth::Origin,
    ids,
};

/// A member's honours, newest first.
#[utoipa::path(
    get, path = "/members/{id}/honours", tag = "members", params(("id" = String, Path)),
    responses((status = 200, body = AwardList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn list_honours(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<AwardList>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let mut db = app.store.read().await?;
    db.members().find(&caller.scope, MemberReach::Read, &id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Json(list(&mut db, &caller, &id, AwardKind::Honour).await?))
}

/// A new honour.
#[utoipa::path(
    post, path = "/members/{id}/honours", tag = "members", params(("id" = String, Path)), request_body = NewAward,
    responses((status = 201, body = AwardList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_honour(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Keyed<NewAward>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let branch = kept(&mut db, &caller, &id).await?.span.branch_id;
    let award = asked.award(&app, &caller, &id, AwardKind::Honour)?;
    db.members().add_award(&award).await?;
    let rows = [Changed::new("member_awards", &award.id)];
    db.note(&caller.actor(app.clock.now()), "member.honoured", Some(&branch), &rows).await?;
    let shown = list(&mut db, &caller, &id, AwardKind::Honour).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

/// A member's disciplinary measures. A POST: each reading is noted with its purpose.
#[utoipa::path(
    post, path = "/members/{id}/discipline/read", tag = "members", params(("id" = String, Path)),
    request_body = DisciplineAsked,
    responses((status = 200, body = AwardList), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn read_discipline(
    State(app): State<AppState>,
    caller: Caller,
    from: Origin,
    Path(id): Path<String>,
    Given(asked): Given<DisciplineAsked>,
) -> Result<Json<AwardList>, ApiError> {
    caller.must(Permission::ReadDiscipline)?;
    let mut db = app.store.write().await?;
    let seen = db.members().find(&caller.scope, MemberReach::Discipline, &id).await?.ok_or(ErrorCode::NotFound)?;
    let now = app.clock.now();
    let reveal = Reveal {
        id: ids::short(),
        member_id: id.clone(),
        field: "discipline".to_owned(),
        purpose: said("purpose", &asked.purpose, "查看用途")?,
        account: caller.user.account.clone(),
        at: now,
    };
    db.members().add_reveal(&reveal).await?;
    let rows = [Changed::new("reveals", &reveal.id)];
    db.note(&caller.actor(now), "member.discipline_read", Some(&seen.span.branch_id), &rows).await?;
    log_reading(&mut db, &caller, &from, "member.discipline_read", &reveal).await?;
    let shown = list(&mut db, &caller, &id, AwardKind::Discipline).await?;
    // Only what is noted is shown.
    db.commit().await?;
    Ok(Json(shown))
}

/// A new disciplinary measure, entered by a superior. What it does to rights is a change of standing of its own.
#[utoipa::path(
    post, path = "/members/{id}/discipline", tag = "members", params(("id" = String, Path)), request_body = NewAward,
    responses((status = 201, body = Put), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_discipline(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    asked: Keyed<NewAward>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepDiscipline)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let seen = db.members().find(&caller.scope, MemberReach::Decide, &id).await?.ok_or(ErrorCode::NotFound)?;
    let award = asked.award(&app, &caller, &id, AwardKind::Discipline)?;
    if award.document.is_none() {
        return Err(bad("document", "请填写处分决定的文号"));
    }
    db.members().add_award(&award).await?;
    let rows = [Changed::new("member_awards", &award.id)];
    db.note(&caller.actor(app.clock.now()), "member.disciplined", Some(&seen.span.branch_id), &rows).await?;
    once.finish(db, StatusCode::CREATED, &Put { id: award.id }).await
}

async fn list(db: &mut Db, caller: &Caller, id: &str, kind: AwardKind) -> Result<AwardList, ApiError> {
    let reach = if kind == AwardKind::Honour { MemberReach::Keep } else { MemberReach::Decide };
    let permission = if kind == AwardKind::Honour { Permission::KeepMembers } else { Permission::KeepDiscipline };
    let may_add = db.members().find(&caller.scope, reach, id).await?.is_some() && caller.may(permission);
    let discipline = db.members().find(&caller.scope, MemberReach::Discipline, id).await?.is_some();
    let view = |award: MemberAward| AwardView {
        id: award.id,
        on: award.on.to_string(),
        until_on: award.until.map(|day| day.to_string()),
        title: award.title,
        level: award.level,
        issuer: award.issuer,
        document: award.document,
    };
    let items = db.members().awards(id, kind).await?.into_iter().map(view).collect();
    Ok(AwardList { items, may_add, may_read_discipline: discipline && caller.may(Permission::ReadDiscipline) })
}

impl NewAward {
    fn award(&self, app: &AppState, caller: &Caller, id: &str, kind: AwardKind) -> Result<MemberAward, ApiError> {
        let on = day("on", &self.on)?;
        if on > app.clock.today() {
            return Err(bad("on", "不应晚于今天"));
        }
        let until = match self.until_on.trim() {
            "" => None,
            text => Some(day("until_on", text)?),
        };
        if until.is_some_and(|until| until <= on) {
            return Err(bad("until_on", "应晚于生效日期"));
        }
        let text = |text: &str| Some(text.trim().chars().take(100).collect::<String>()).filter(|text| !text.is_empty());
        Ok(MemberAward {
            id: format!("w{}", ids::short()),
            member_id: id.to_owned(),
            kind,
            on,
            until: until.filter(|_| kind == AwardKind::Discipline),
            title: said("title", &self.title, "名称")?,
            level: text(&self.level),
            issuer: text(&self.issuer),
            document: text(&self.document),
            entered_by: caller.user.account.clone(),
        })
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = MemberAwardList)]
pub(super) struct AwardList {
    items: Vec<AwardView>,
    may_add: bool,
    may_read_discipline: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = MemberAwardView)]
struct AwardView {
    id: String,
    on: String,
    /// Of a measure with a term.
    until_on: Option<String>,
    title: String,
    level: Option<String>,
    issuer: Option<String>,
    document: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = EnteredDiscipline)]
pub(super) struct Put {
    id: String,
}

#[derive(Deserialize, ToSchema)]
#[schema(as = NewMemberAward)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAward {
    on: String,
    title: String,
    #[serde(default)]
    until_on: String,
    #[serde(default)]
    level: String,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    document: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DisciplineAsked {
    /// What for.
    purpose: String,
}

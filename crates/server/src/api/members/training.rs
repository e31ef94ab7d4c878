//! Training hours of members, beside the hours that the norm of each year asks for.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::civil::date;
use rating::number::Number;
use serde::{Deserialize, Serialize};
use store::{Changed, MemberPost, MemberReach, Training};
use utoipa::ToSchema;

use super::{bad, day, kept, said};
use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        once::{Begun, Keyed},
        permissions::Permission,
    },
    ids,
};

/// A member's training, newest first, with the sum of each year. The norm is one of “一般”: falling short is a reminder.
#[utoipa::path(
    get, path = "/members/{id}/training", tag = "members", params(("id" = String, Path)),
    responses((status = 200, body = StudyView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn show_training(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<StudyView>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let mut db = app.store.read().await?;
    db.members().find(&caller.scope, MemberReach::Read, &id).await?.ok_or(ErrorCode::NotFound)?;
    let trainings = db.members().trainings(&id).await?;
    let posts: Vec<MemberPost> =
        db.members().posts(&caller.scope, &id).await?.into_iter().map(|(post, _)| post).collect();
    let mut sums: BTreeMap<i16, i64> = BTreeMap::from([(app.clock.today().year(), 0)]);
    for training in &trainings {
        *sums.entry(training.on.year()).or_default() += training.tenths;
    }
    let mut years = Vec::with_capacity(sums.len());
    for (year, tenths) in sums.into_iter().rev().take(10) {
        let (first, last) = (date(year, 1, 1), date(year, 12, 31));
        let sits = |post: &MemberPost| {
            post.post.in_committee() && post.from <= last && post.until.is_none_or(|until| until > first)
        };
        let key = if posts.iter().any(sits) { "training.committee" } else { "training.member" };
        let norm = db.norms().on(key, first).await?;
        let wanted = norm.as_ref().and_then(|norm| norm.value.parse::<Number>().ok());
        years.push(YearView {
            year,
            hours: hours(tenths),
            met: wanted.map(|wanted| Number::new(i128::from(tenths), 10) >= wanted),
            norm: norm.as_ref().map(|norm| norm.value.clone()),
            source: norm.map(|norm| norm.source),
        });
    }
    let items = trainings.into_iter().map(|training| TrainingView {
        id: training.id,
        on: training.on.to_string(),
        title: training.title,
        hours: hours(training.tenths),
    });
    Ok(Json(StudyView { years, items: items.collect() }))
}

/// One training for several members at once.
#[utoipa::path(
    post, path = "/trainings", tag = "members", request_body = NewTraining,
    responses((status = 201, body = Entered), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn add_training(
    State(app): State<AppState>,
    caller: Caller,
    asked: Keyed<NewTraining>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepMembers)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let unique: BTreeSet<&String> = asked.member_ids.iter().collect();
    if unique.is_empty() || unique.len() != asked.member_ids.len() || unique.len() > 200 {
        return Err(bad("member_ids", "请选择1至200名党员，每人一次"));
    }
    let mut branch = String::new();
    for id in &asked.member_ids {
        branch = kept(&mut db, &caller, id).await?.span.branch_id;
    }
    let on = day("on", &asked.on)?;
    if on > app.clock.today() {
        return Err(bad("on", "不应晚于今天"));
    }
    let title = said("title", &asked.title, "培训内容")?;
    let tenths = asked.hours.trim().parse::<Number>().ok().and_then(|hours| {
        let tenths = (1..=1000).find(|tenths| Number::new(i128::from(*tenths), 10) == hours);
        tenths.map(i64::from)
    });
    let tenths = tenths.ok_or_else(|| bad("hours", "学时应在0.1至100之间，最多一位小数"))?;
    let entry = |id: &String| Training {
        id: format!("t{}", ids::short()),
        member_id: id.clone(),
        on,
        title: title.clone(),
        tenths,
        entered_by: caller.user.account.clone(),
    };
    let trainings: Vec<Training> = asked.member_ids.iter().map(entry).collect();
    db.members().add_trainings(&trainings).await?;
    let rows: Vec<Changed> = trainings.iter().map(|training| Changed::new("trainings", &training.id)).collect();
    db.note(&caller.actor(app.clock.now()), "training.entered", Some(&branch), &rows).await?;
    once.finish(db, StatusCode::CREATED, &Entered { n: trainings.len() as i64 }).await
}

fn hours(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[derive(Serialize, ToSchema)]
pub(super) struct StudyView {
    /// Newest first; the running year is always there.
    years: Vec<YearView>,
    items: Vec<TrainingView>,
}

#[derive(Serialize, ToSchema)]
struct YearView {
    year: i16,
    hours: String,
    /// Hours that are normally asked for; more of committee members.
    norm: Option<String>,
    source: Option<String>,
    met: Option<bool>,
}

#[derive(Serialize, ToSchema)]
struct TrainingView {
    id: String,
    on: String,
    title: String,
    hours: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTraining {
    member_ids: Vec<String>,
    on: String,
    title: String,
    /// `"4"`, `"1.5"`.
    hours: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct Entered {
    n: i64,
}

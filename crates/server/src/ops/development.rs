//! Development of members: the limits in force, and what the roster gains from a decision.

use jiff::civil::Date;
use ledger::{Limits, Step, Taken};
use store::{
    Changed, Db, DevelopmentStep, Member, MemberReach, Membership, Scope, SeenCandidate, Standing, StoreError,
    Whereabouts, norm_on,
};

use super::members::new_id;

/// The norms of a day; where the company keeps none, those of the regulations.
pub(crate) async fn limits(db: &mut Db, day: Date) -> Result<Limits, StoreError> {
    let norms = db.norms().dated("development.").await?;
    let of = |key: &str, otherwise: i64| {
        let norm = norm_on(&norms, &format!("development.{key}"), day);
        norm.and_then(|norm| norm.value.parse().ok()).unwrap_or(otherwise)
    };
    Ok(Limits {
        activist_months: of("activist_months", 12),
        inspection_months: of("inspection_months", 6),
        talk_days: of("talk_days", 30),
        training_tenths: of("training_hours", 24) * 10,
        approval_months: of("approval_months", 3),
        probation_months: of("probation_months", 12),
    })
}

pub(crate) fn path(steps: &[DevelopmentStep]) -> Vec<Taken> {
    steps.iter().map(|step| step.taken).collect()
}

fn day_of(seen: &SeenCandidate, step: Step) -> Option<Date> {
    seen.steps.iter().find(|each| each.taken.step == step).map(|each| each.taken.on)
}

/// Takes an approved candidate into the roster, probationary from the day of the members' meeting on.
pub(crate) async fn admit(db: &mut Db, seen: &mut SeenCandidate) -> Result<Vec<Changed>, StoreError> {
    let Some(admitted) = day_of(seen, Step::Admission) else { return Ok(Vec::new()) };
    let candidate = &mut seen.candidate;
    let id = new_id();
    let member = Member {
        id: id.clone(),
        name: candidate.name.clone(),
        sex: candidate.sex,
        born: candidate.born,
        ethnic: None,
        education: candidate.education.clone(),
        joined: Some(admitted),
        confirmed: None,
        job: candidate.job.clone(),
        shift: None,
        retired: None,
        identity: None,
        phone: None,
        rev: 1,
    };
    let span = Membership {
        member_id: id.clone(),
        from: admitted,
        until: None,
        branch_id: candidate.branch_id.clone(),
        group_id: None,
        standing: Standing::Probationary,
        whereabouts: Whereabouts::Present,
        reason: "接收为预备党员".to_owned(),
        ended_by: None,
    };
    db.members().add(std::slice::from_ref(&member)).await?;
    db.members().add_memberships(std::slice::from_ref(&span)).await?;
    candidate.member_id = Some(id.clone());
    Ok(vec![Changed::new("members", &id), Changed::new("memberships", format!("{id}/{admitted}"))])
}

/// Gives a probationary member full rights from the day of the meeting that confirmed him.
///
/// # Errors
/// Inside: what stands in the way, for people.
pub(crate) async fn confirm(
    db: &mut Db,
    scope: &Scope,
    seen: &mut SeenCandidate,
    on: Date,
) -> Result<Result<Vec<Changed>, String>, StoreError> {
    let confirmed = day_of(seen, Step::Confirmation);
    let (Some(id), Some(confirmed)) = (seen.candidate.member_id.clone(), confirmed) else {
        return Ok(Err("名册中没有相应的预备党员，请先办理接收审批。".to_owned()));
    };
    let Some(held) = db.members().find(scope, MemberReach::Keep, &id).await? else {
        return Ok(Err("该预备党员已不在您的数据范围内，请由其所在支部的上级办理。".to_owned()));
    };
    if held.span.standing != Standing::Probationary || held.span.until.is_some() || held.span.from >= confirmed {
        return Ok(Err("名册中该党员的身份在转正之日或其后已有变动，请先核对名册。".to_owned()));
    }
    let span = Membership {
        from: confirmed,
        standing: Standing::Full,
        reason: "预备党员转正".to_owned(),
        ..held.span.clone()
    };
    db.members().change_membership(&span).await?;
    let member = Member { confirmed: Some(confirmed), ..held.member };
    if db.members().update(&member).await?.is_none() {
        return Ok(Err("名册刚刚被他人修改，请刷新后重试。".to_owned()));
    }
    seen.candidate.closed = Some(on);
    seen.candidate.closed_by = Some("转正".to_owned());
    let spans = [held.span.from, confirmed].map(|from| Changed::new("memberships", format!("{id}/{from}")));
    Ok(Ok(spans.into_iter().chain([Changed::new("members", &id)]).collect()))
}

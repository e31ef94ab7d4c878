//! How members are answered.

use jiff::civil::Date;
use serde::Serialize;
use store::{MemberPost, Membership, SeenMember};
use utoipa::ToSchema;

use crate::api::words;

/// Identity and phone number in part.
type Masks = (Option<String>, Option<String>);

#[derive(Serialize, ToSchema)]
pub(super) struct MemberRow {
    id: String,
    name: String,
    sex: Option<words::Sex>,
    sex_name: Option<&'static str>,
    born_on: Option<String>,
    education: Option<String>,
    joined_on: Option<String>,
    confirmed_on: Option<String>,
    /// Whole years since confirmation (党龄).
    party_years: Option<i16>,
    job: Option<String>,
    shift: Option<String>,
    retired: bool,
    branch_id: String,
    branch_name: String,
    unit_name: String,
    group_id: Option<String>,
    group_name: Option<String>,
    standing: words::Standing,
    standing_name: &'static str,
    whereabouts: words::Whereabouts,
    whereabouts_name: &'static str,
    /// 书记、组织委员…
    posts: Vec<&'static str>,
    /// `138****1234`.
    phone_mask: Option<String>,
    /// The last day here, for those who left, and why.
    left_on: Option<String>,
    left_by: Option<String>,
}

impl MemberRow {
    pub(super) fn of(seen: SeenMember, masks: Masks, today: Date) -> MemberRow {
        let member = seen.member;
        MemberRow {
            id: member.id,
            name: member.name,
            sex: member.sex.map(Into::into),
            sex_name: member.sex.map(store::Sex::title),
            born_on: member.born.map(|day| day.to_string()),
            education: member.education,
            joined_on: member.joined.map(|day| day.to_string()),
            party_years: member.confirmed.map(|day| years(day, today)),
            confirmed_on: member.confirmed.map(|day| day.to_string()),
            job: member.job,
            shift: member.shift,
            retired: member.retired.is_some_and(|day| day <= today),
            branch_id: seen.span.branch_id,
            branch_name: seen.branch_name,
            unit_name: seen.unit_name,
            group_id: seen.span.group_id,
            group_name: seen.group_name,
            standing: seen.span.standing.into(),
            standing_name: seen.span.standing.title(),
            whereabouts: seen.span.whereabouts.into(),
            whereabouts_name: seen.span.whereabouts.title(),
            posts: seen.posts.iter().map(|post| post.title()).collect(),
            phone_mask: masks.1,
            left_on: seen.span.until.filter(|day| *day <= today).map(|day| day.to_string()),
            left_by: seen.span.ended_by,
        }
    }
}

fn years(from: Date, to: Date) -> i16 {
    let full = to.year() - from.year();
    if (to.month(), to.day()) < (from.month(), from.day()) { full - 1 } else { full }
}

pub(super) struct Rights {
    pub(super) may_keep: bool,
    pub(super) may_reveal: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MemberView {
    #[serde(flatten)]
    row: MemberRow,
    ethnic: Option<String>,
    retired_on: Option<String>,
    identity_mask: Option<String>,
    /// For `If-Match`.
    rev: i64,
    may_keep: bool,
    may_reveal: bool,
    /// Newest first.
    history: Vec<SpanView>,
    /// Newest first.
    held: Vec<PostView>,
}

#[derive(Serialize, ToSchema)]
struct SpanView {
    from_on: String,
    until_on: Option<String>,
    branch_name: String,
    group_name: Option<String>,
    standing_name: &'static str,
    whereabouts_name: &'static str,
    reason: String,
    ended_by: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct PostView {
    id: String,
    post: words::Post,
    post_name: &'static str,
    org_name: String,
    from_on: String,
    until_on: Option<String>,
}

impl MemberView {
    pub(super) fn of(
        seen: SeenMember,
        masks: Masks,
        history: Vec<(Membership, String, Option<String>)>,
        posts: Vec<(MemberPost, String)>,
        rights: Rights,
        today: Date,
    ) -> MemberView {
        let span = |(span, branch_name, group_name): (Membership, String, Option<String>)| SpanView {
            from_on: span.from.to_string(),
            until_on: span.until.map(|day| day.to_string()),
            branch_name,
            group_name,
            standing_name: span.standing.title(),
            whereabouts_name: span.whereabouts.title(),
            reason: span.reason,
            ended_by: span.ended_by,
        };
        let post = |(post, org_name): (MemberPost, String)| PostView {
            id: post.id,
            post: post.post.into(),
            post_name: post.post.title(),
            org_name,
            from_on: post.from.to_string(),
            until_on: post.until.map(|day| day.to_string()),
        };
        MemberView {
            ethnic: seen.member.ethnic.clone(),
            retired_on: seen.member.retired.map(|day| day.to_string()),
            identity_mask: masks.0.clone(),
            rev: seen.member.rev,
            may_keep: rights.may_keep,
            may_reveal: rights.may_reveal,
            history: history.into_iter().rev().map(span).collect(),
            held: posts.into_iter().map(post).collect(),
            row: MemberRow::of(seen, masks, today),
        }
    }
}

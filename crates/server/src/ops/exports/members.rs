//! The roster as a table; numbers in part.

use serde::{Deserialize, Serialize};
use store::{Db, Member, MemberFilter, MemberSort, Page, Paging, Scope, SeenMember, Standing, Whereabouts};
use utoipa::IntoParams;

use super::{Line, given};
use crate::{AppState, ops::members::masks};

pub(super) const COLUMNS: &[&str] = &[
    "姓名",
    "性别",
    "出生日期",
    "民族",
    "学历",
    "单位",
    "党支部",
    "党小组",
    "身份",
    "去向",
    "职务",
    "入党日期",
    "转正日期",
    "岗位",
    "班次",
    "身份证号",
    "电话",
];

/// Which members, and in which order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct MembersAsked {
    /// A body of the organisation: its branches at any depth.
    org: Option<String>,
    group: Option<String>,
    #[param(value_type = Option<crate::api::words::Standing>)]
    standing: Option<String>,
    #[param(value_type = Option<crate::api::words::Whereabouts>)]
    whereabouts: Option<String>,
    /// `true`: the retired only; `false`: all others.
    retired: Option<bool>,
    /// Part of the name or the job.
    q: Option<String>,
    /// `true`: those who have left instead of those who are here.
    left: Option<bool>,
    /// `name`, `joined_on`, `-joined_on`, `born_on`, `-born_on`; as in documents if absent.
    sort: Option<String>,
}

impl MembersAsked {
    /// # Errors
    /// In Chinese: the word that is not known.
    pub fn filter(&self) -> Result<MemberFilter, String> {
        let unknown = |what: &str, word: &str| format!("{what}“{word}”不在所列之中，请重新选择。");
        let standing = given(&self.standing)
            .map(|word| Standing::parse(&word).ok_or_else(|| unknown("党员身份", &word)))
            .transpose()?;
        let whereabouts = given(&self.whereabouts)
            .map(|word| Whereabouts::parse(&word).ok_or_else(|| unknown("去向", &word)))
            .transpose()?;
        let sort = match given(&self.sort).as_deref() {
            None => MemberSort::Document,
            Some("name") => MemberSort::Name,
            Some("joined_on") => MemberSort::Joined,
            Some("-joined_on") => MemberSort::JoinedLast,
            Some("born_on") => MemberSort::Born,
            Some("-born_on") => MemberSort::BornLast,
            Some(other) => {
                return Err(format!("不能按“{other}”排序；可用 name、joined_on、-joined_on、born_on、-born_on。"));
            }
        };
        Ok(MemberFilter {
            org_id: given(&self.org),
            group_id: given(&self.group),
            standing,
            whereabouts,
            retired: self.retired,
            text: given(&self.q),
            hash: None,
            left: self.left.unwrap_or(false),
            sort,
        })
    }
}

pub(super) async fn part(
    asked: &MembersAsked,
    app: &AppState,
    db: &mut Db,
    scope: &Scope,
    paging: Paging,
) -> anyhow::Result<Page<Line>> {
    let filter = asked.filter().map_err(anyhow::Error::msg)?;
    let page = db.members().list(scope, &filter, paging).await?;
    let people: Vec<&Member> = page.items.iter().map(|seen| &seen.member).collect();
    let masks = masks(&app.vault, db, &people).await?;
    let items = page.items.iter().zip(masks).map(|(seen, masks)| line(seen, masks)).collect();
    Ok(Page { items, total: page.total, more: page.more })
}

fn line(seen: &SeenMember, (identity, phone): (Option<String>, Option<String>)) -> Line {
    let member = &seen.member;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let posts: Vec<&str> = seen.posts.iter().map(|post| post.title()).collect();
    vec![
        member.name.clone(),
        member.sex.map(store::Sex::title).unwrap_or_default().to_owned(),
        day(member.born),
        member.ethnic.clone().unwrap_or_default(),
        member.education.clone().unwrap_or_default(),
        seen.unit_name.clone(),
        seen.branch_name.clone(),
        seen.group_name.clone().unwrap_or_default(),
        seen.span.standing.title().to_owned(),
        seen.span.whereabouts.title().to_owned(),
        posts.join("、"),
        day(member.joined),
        day(member.confirmed),
        member.job.clone().unwrap_or_default(),
        member.shift.clone().unwrap_or_default(),
        identity.unwrap_or_default(),
        phone.unwrap_or_default(),
    ]
}

//! The list of ledger records as a table.

use ledger::Kind;
use rating::period::Period;
use serde::{Deserialize, Serialize};
use store::{Db, Page, Paging, RecordFilter, RecordSort, RecordState, Scope, SeenRecord};
use utoipa::IntoParams;

use super::{Line, given};
use crate::clock::minute_text;

pub(super) const COLUMNS: &[&str] =
    &["日期", "标题", "类型", "党支部", "二级单位", "应到", "实到", "提交时间", "迟办", "状态"];

/// Which records, and in which order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct RecordsAsked {
    pub branch: Option<String>,
    unit: Option<String>,
    #[param(value_type = Option<Kind>)]
    kind: Option<String>,
    #[param(value_type = Option<crate::api::words::RecordState>)]
    state: Option<String>,
    /// `2026-09`, or a longer period; records held in it.
    month: Option<String>,
    late: Option<bool>,
    /// Part of the title or of the branch's name.
    q: Option<String>,
    /// `-on` (newest first), `on`, `filed`, `-filed`.
    sort: Option<String>,
}

impl RecordsAsked {
    /// # Errors
    /// In Chinese: the word that is not known.
    pub fn filter(&self) -> Result<RecordFilter, String> {
        let unknown = |what: &str, word: &str| format!("{what}“{word}”不在所列之中，请重新选择。");
        let month = given(&self.month)
            .map(|text| {
                text.parse::<Period>()
                    .map_err(|_| format!("周期“{text}”的写法不正确；请写成 2026-09、2026-Q3 或 2026。"))
            })
            .transpose()?;
        Ok(RecordFilter {
            branch_id: given(&self.branch),
            unit_id: given(&self.unit),
            kind: given(&self.kind).map(|word| Kind::parse(&word).ok_or_else(|| unknown("类型", &word))).transpose()?,
            state: given(&self.state)
                .map(|word| RecordState::parse(&word).ok_or_else(|| unknown("状态", &word)))
                .transpose()?,
            days: month.map(|month| (month.first_day(), month.last_day())),
            late: self.late,
            text: given(&self.q),
            sort: match given(&self.sort).as_deref() {
                None | Some("-on") => RecordSort::NewestFirst,
                Some("on") => RecordSort::OldestFirst,
                Some("filed") => RecordSort::FiledFirst,
                Some("-filed") => RecordSort::FiledLast,
                Some(other) => return Err(format!("不能按“{other}”排序；可用 on、-on、filed、-filed。")),
            },
        })
    }
}

pub(super) async fn part(
    asked: &RecordsAsked,
    db: &mut Db,
    scope: &Scope,
    paging: Paging,
) -> anyhow::Result<Page<Line>> {
    let filter = asked.filter().map_err(anyhow::Error::msg)?;
    let page = db.records().list(scope, &filter, paging).await?;
    Ok(Page { items: page.items.iter().map(line).collect(), total: page.total, more: page.more })
}

fn line(seen: &SeenRecord) -> Line {
    let record = &seen.record;
    vec![
        record.on.map(|day| day.to_string()).unwrap_or_default(),
        record.title.clone(),
        record.kind.title().to_owned(),
        seen.branch_name.clone(),
        seen.unit_name.clone(),
        record.entitled.map(|n| n.to_string()).unwrap_or_default(),
        record.present.map(|n| n.to_string()).unwrap_or_default(),
        record.filed_at.map(minute_text).unwrap_or_default(),
        if record.late { "是" } else { "" }.to_owned(),
        record.state.title().to_owned(),
    ]
}

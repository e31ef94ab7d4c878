//! The published order of a category as a table.

use rating::{period::Period, scheme::Scheme, scorecard::State};
use serde::{Deserialize, Serialize};
use store::{Db, Page, Paging, Place, PlaceFilter, PlaceSort, Scope, Whose};

use super::{Line, given};

/// Which period and category, with the filter and order of the page.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RankingAsked {
    period: String,
    category: String,
    unit: Option<String>,
    /// Part of the branch's name.
    q: Option<String>,
    stars: Option<i64>,
    sort: Option<String>,
}

impl RankingAsked {
    /// # Errors
    /// In Chinese: what is misspelt.
    pub fn period(&self) -> Result<Period, String> {
        self.period.parse().map_err(|_| format!("周期“{}”的写法不正确；请写成 2026-09、2026-Q3 或 2026。", self.period))
    }

    /// # Errors
    /// In Chinese: what is misspelt.
    pub fn filter(&self, whose: Whose) -> Result<PlaceFilter, String> {
        if self.category.is_empty() {
            return Err("请选择党支部类别后再导出。".to_owned());
        }
        Ok(PlaceFilter {
            category: Some(self.category.clone()),
            unit_id: given(&self.unit),
            star: self.stars,
            text: given(&self.q),
            whose,
            sort: place_sort(self.sort.as_deref())?,
        })
    }
}

/// # Errors
/// In Chinese: the word that is no order.
pub fn place_sort(word: Option<&str>) -> Result<PlaceSort, String> {
    match word {
        None | Some("" | "rank") => Ok(PlaceSort::Rank),
        Some("points") => Ok(PlaceSort::PointsUp),
        Some("-points") => Ok(PlaceSort::PointsDown),
        Some("name" | "branch_name") => Ok(PlaceSort::Name),
        Some("-movement" | "movement") => Ok(PlaceSort::Movement),
        Some(other) => Err(format!("不能按“{other}”排序；可用 rank、points、-points、name、-movement。")),
    }
}

const BEFORE: [&str; 6] = ["名次", "上期名次", "升降", "党支部", "二级单位", "得分"];
const BEHIND: [&str; 4] = ["星级", "状态", "否决", "说明"];

/// With one column for each index of the scheme.
pub(super) fn columns(scheme: &Scheme) -> Vec<String> {
    let indices = scheme.indices.iter().map(|index| index.name.as_str());
    BEFORE.into_iter().chain(indices).chain(BEHIND).map(str::to_owned).collect()
}

pub(super) async fn part(
    (asked, whose): (&RankingAsked, Whose),
    scheme: &Scheme,
    db: &mut Db,
    scope: &Scope,
    paging: Paging,
) -> anyhow::Result<Page<Line>> {
    let (period, filter) =
        (asked.period().map_err(anyhow::Error::msg)?, asked.filter(whose).map_err(anyhow::Error::msg)?);
    let page = db.rankings().list(scope, period, &filter, paging).await?;
    Ok(Page { items: page.items.iter().map(|place| line(scheme, place)).collect(), total: page.total, more: page.more })
}

fn line(scheme: &Scheme, place: &Place) -> Line {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let indices = scheme.indices.iter().map(|index| {
        let share = place.indices.iter().find(|share| share.code == index.code);
        share.map(|share| share.value.to_string()).unwrap_or_default()
    });
    let state = match place.state {
        State::Final => "已定",
        State::Waiting => "待评",
        State::NotRated => "未评定",
    };
    let mut line = vec![
        number(place.rank),
        number(place.previous_rank),
        number(place.rank.zip(place.previous_rank).map(|(now, before)| before - now)),
        place.branch_name.clone(),
        place.unit_name.clone(),
        place.total.to_string(),
    ];
    line.extend(indices);
    line.extend([
        place.star_name.clone().unwrap_or_default(),
        state.to_owned(),
        if place.vetoed { "是" } else { "" }.to_owned(),
        place.state_note.clone(),
    ]);
    line
}

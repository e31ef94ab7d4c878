//! A secretary's or member's own branch.

use rating::{
    period::{Cycle, Period},
    points::Points,
};
use serde::Serialize;
use store::{Db, Place};
use utoipa::ToSchema;

use super::{
    MeanView, WorkbenchView, card,
    tasks::{TaskView, tasks},
    this,
};
use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        highlights::{Gap, GapView, Whole, lost},
        shared::{Facts, facts_of, possible, scheme_of, standing_star},
        words::{CardCode, DueState, Tone},
    },
    ops::{assess::evidence_of, owed::Owing},
};

pub(super) async fn fill(
    app: &AppState,
    db: &mut Db,
    caller: &Caller,
    branch: &str,
    period: Period,
    view: &mut WorkbenchView,
) -> Result<(), ApiError> {
    let Some(org) = db.branches().find(&caller.scope, branch).await? else { return Ok(()) };
    let Some(kept) = db.scorecards().find(&caller.scope, period, branch).await? else { return Ok(()) };
    let whole = Whole::of(db, &caller.scope, kept.card).await?;
    let own = &whole.card;
    let scheme = scheme_of(app, db, &own.scheme, &own.version).await?;
    let gaps = whole.gaps(&scheme);
    let named = whole.cards().flat_map(facts_of).chain(gaps.iter().flat_map(Gap::facts));
    let facts = Facts::of(db, branch, named).await?;
    let history = db.rankings().history(&caller.scope, branch).await?;
    let standing = standing_star(&history, period);
    let today = caller.scope.today();
    let evidence = evidence_of(db, branch, today).await?;
    let owing = evidence.as_ref().and_then(|known| Owing::of(&scheme, &known.branch, &known.facts, today));
    let due = tasks(&whole, &scheme, &facts, owing.as_ref(), today);
    let n_open = due.iter().filter(|due| due.is(DueState::Due) || due.is(DueState::Late)).count();
    let lost: Points = own.lines.iter().map(|line| lost(line, &scheme)).sum();
    let rank = own.rank.map_or("未排名".to_owned(), |rank| format!("{rank}/{}", own.of));
    let (sheet, picture) =
        (format!("/branches/{branch}/scorecard?period={period}"), format!("/branches/{branch}?period={period}"));
    let ranking = format!("/rankings?period={period}");
    let warn = |bad: bool| if bad { Tone::Warn } else { Tone::Good };
    view.cards.extend([
        card(CardCode::Points, format!("{}得分", this(period)), own.total, Tone::Normal, Some(picture)),
        card(CardCode::Rank, "同类排名", rank, Tone::Normal, Some(ranking)),
        card(CardCode::Due, "待办", n_open, warn(n_open > 0), None),
        card(CardCode::Lost, format!("{}失分", this(period)), lost, warn(lost > Points::ZERO), Some(sheet)),
    ]);
    view.trend = Some(trend(&history, period));
    view.mine = Some(MineView {
        branch_id: org.id,
        branch_name: org.name,
        points: own.total.to_string(),
        possible: possible(&scheme, own).to_string(),
        rank: own.rank.map(i64::from),
        of: i64::from(own.of),
        stars: standing.and_then(|place| place.star),
        star_name: standing.and_then(|place| place.star_name.clone()),
        gaps: gaps.iter().map(|gap| gap.view(&scheme, &facts)).collect(),
        due,
    });
    Ok(())
}

/// The twelve months up to the period's end.
fn trend(history: &[Place], period: Period) -> Vec<MeanView> {
    let months = history.iter().filter(|place| place.period.cycle() == Cycle::Month);
    let until = months.filter(|place| place.period.last_day() <= period.last_day());
    let mut trend: Vec<MeanView> = until.map(|place| MeanView::of(place.period, Some(place.total))).collect();
    trend.split_off(trend.len().saturating_sub(12))
}

#[derive(Serialize, ToSchema)]
pub(super) struct MineView {
    branch_id: String,
    branch_name: String,
    points: String,
    possible: String,
    rank: Option<i64>,
    of: i64,
    stars: Option<i64>,
    star_name: Option<String>,
    /// Most urgent first.
    due: Vec<TaskView>,
    gaps: Vec<GapView>,
}

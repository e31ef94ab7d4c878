//! `/burden`: what a scheme asks of branches, and how long that takes them. Counted, never scored.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State},
};
use ledger::Kind;
use rating::{period::Cycle, scheme::Scheme};
use serde::{Deserialize, Serialize};
use store::{Db, MedianEffort};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::given,
        permissions::Permission,
        shared::{SchemeRef, category_name, scheme_in_force, scheme_of},
        words,
    },
    ops::{
        burden::{self, Load, Rosters},
        owed::class_of,
    },
};

/// Fewer branches than these, and a median would be about somebody.
const LEAST: i64 = 5;
/// Months of minutes, the running one included.
const MONTHS: i32 = 6;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_burden))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Code and version of a scheme or draft; the one in force unless said.
    code: Option<String>,
    version: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct BurdenView {
    scheme: SchemeRef,
    is_draft: bool,
    /// The version it is measured against: the one before, of a draft the one in force.
    compared: Option<SchemeRef>,
    categories: Vec<CategoryBurdenView>,
    /// What it asks more than the version before, and what it asks for nothing.
    warnings: Vec<String>,
    /// Other data that branches supply: names of the classes of fact.
    others: Vec<String>,
    minutes: Vec<MinutesView>,
}

/// What a usual branch of a category has to do; counts are of a month unless said.
#[derive(Serialize, ToSchema)]
#[schema(as = CategoryBurden)]
struct CategoryBurdenView {
    code: String,
    name: String,
    /// The figures that the usual branch has: `党小组数`, `2`.
    rosters: Vec<RosterView>,
    /// If each kind of record were kept for itself: `5.3`.
    separate: String,
    /// If one record meets all the duties it may meet.
    records: String,
    /// Required fields.
    fields: String,
    /// Attachments that must be handed in.
    attachments: String,
    /// More (`+0.3`) or less than the version before.
    records_change: Option<String>,
    fields_change: Option<String>,
    kinds: Vec<EventView>,
    duties: Vec<DutyBurdenView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = UsualFigure)]
struct RosterView {
    name: String,
    value: String,
}

/// Events of one sort.
#[derive(Serialize, ToSchema)]
#[schema(as = BurdenEvent)]
struct EventView {
    kind: Kind,
    kind_name: &'static str,
    /// What it counts as besides.
    also: Vec<&'static str>,
    times_a_year: String,
    /// Required fields in one record.
    fields: Vec<&'static str>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DutyBurden)]
struct DutyBurdenView {
    code: String,
    name: String,
    class_name: String,
    cycle_name: &'static str,
    times_a_year: String,
    /// Of the version before; absent where there is none.
    before: Option<String>,
    /// It depends on figures that the usual branch does not have.
    depends: bool,
    status: words::DutyStatus,
    clause: String,
}

/// The middle branch of a category.
#[derive(Serialize, ToSchema)]
#[schema(as = BurdenMinutes)]
struct MinutesView {
    month: String,
    category: String,
    category_name: String,
    minutes: String,
    /// Filings of that branch.
    records: String,
    n_branches: i64,
}

/// Duties, records and required fields a month by category, against the version before; minutes from real use as
/// medians of at least five branches. No person, no score.
#[utoipa::path(
    get, path = "/burden", tag = "burden", params(Asked),
    responses((status = 200, body = BurdenView), (status = "4XX", body = ErrorBody)),
)]
async fn show_burden(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<BurdenView>, ApiError> {
    caller.must(Permission::ReadBurden)?;
    let today = caller.scope.today();
    let mut db = app.store.read().await?;
    let (scheme, is_draft, before) = versions(&app, &mut db, asked, today).await?;
    let rosters = burden::rosters(&mut db, &caller.scope, &scheme).await?;
    let loads = burden::loads(&scheme, &rosters, today);
    let older = before.as_ref().map(|older| (older.as_ref(), burden::loads(older, &rosters, today)));
    let older = older.as_ref().map(|(older, loads)| (*older, loads.as_slice()));
    let first = rating::period::Period::holding(today, Cycle::Month).shifted(1 - MONTHS).to_string();
    let last = rating::period::Period::holding(today, Cycle::Month).to_string();
    let medians = db.efforts().medians(&caller.scope, (&first, &last), LEAST).await?;
    let others = scheme.classes.iter().filter(|class| burden::is_own(class) && Kind::parse(&class.key).is_none());
    Ok(Json(BurdenView {
        scheme: SchemeRef::of(&scheme),
        is_draft,
        compared: before.as_deref().map(SchemeRef::of),
        categories: loads.iter().map(|load| CategoryBurdenView::of(&scheme, load, older, &rosters)).collect(),
        warnings: burden::warnings(&scheme, &loads, older),
        others: others.map(|class| class.name.clone()).collect(),
        minutes: medians.into_iter().map(|median| MinutesView::of(&scheme, median)).collect(),
    }))
}

/// The scheme asked for, whether it is a draft, and the version it is measured against.
async fn versions(
    app: &AppState,
    db: &mut Db,
    asked: Asked,
    today: jiff::civil::Date,
) -> Result<(Arc<Scheme>, bool, Option<Arc<Scheme>>), ApiError> {
    let scheme = match (given(asked.code), given(asked.version)) {
        (Some(code), Some(version)) => {
            let kept = db.schemes().find(&code, &version).await?.ok_or(ErrorCode::NotFound)?;
            rating::scheme::read(&kept.text).map_err(|problems| {
                let first = problems.first().map(ToString::to_string).unwrap_or_default();
                ApiError::saying(ErrorCode::Invalid, format!("这份办法还有错误，不能计算负担：{first}"))
            })?;
            scheme_of(app, db, &code, &version).await?
        }
        (None, None) => scheme_in_force(app, db, today).await?,
        _ => return Err(ApiError::saying(ErrorCode::BadRequest, "办法代码和版本须同时给出。")),
    };
    let all = db.schemes().list().await?;
    let this = all.iter().find(|kept| kept.code == scheme.code && kept.version == scheme.version);
    let is_draft = this.is_none_or(|kept| kept.published_at.is_none());
    if is_draft {
        let in_force = scheme_in_force(app, db, today).await.ok();
        return Ok((scheme, is_draft, in_force));
    }
    let published = |kept: &&store::Scheme| kept.published_at.is_some() && kept.code == scheme.code;
    let from = this.map(|kept| kept.effective_from);
    let older = all.iter().filter(published).find(|kept| Some(kept.effective_from) < from);
    let older = match older {
        Some(kept) => Some(scheme_of(app, db, &kept.code, &kept.version).await?),
        None => None,
    };
    Ok((scheme, is_draft, older))
}

/// So many a year as so many a month: `5.3`.
fn monthly(a_year: i64) -> String {
    let tenths = (a_year * 10 + 6) / 12;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// `+0.3`, `-1.0`, `0.0`.
fn change(now: i64, before: i64) -> String {
    let sign = match now.cmp(&before) {
        std::cmp::Ordering::Less => "-",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "+",
    };
    format!("{sign}{}", monthly((now - before).abs()))
}

impl CategoryBurdenView {
    fn of(scheme: &Scheme, load: &Load, older: Option<(&Scheme, &[Load])>, rosters: &Rosters) -> CategoryBurdenView {
        let category = &scheme.categories[load.category];
        let before = older.and_then(|(older, loads)| {
            let same = |other: &&Load| older.categories[other.category].code == category.code;
            Some((older, loads.iter().find(same)?))
        });
        let class = |key: &str| scheme.classes.iter().find(|class| class.key == key);
        let figures = rosters.get(&category.code).into_iter().flatten();
        let roster = |(key, value): (&String, &rating::number::Number)| {
            Some(RosterView { name: class(key)?.name.clone(), value: value.to_string() })
        };
        CategoryBurdenView {
            code: category.code.clone(),
            name: category.name.clone(),
            rosters: figures.filter_map(roster).collect(),
            separate: monthly(load.separate),
            records: monthly(load.records()),
            fields: monthly(load.fields),
            attachments: monthly(load.attachments),
            records_change: before.map(|(_, other)| change(load.records(), other.records())),
            fields_change: before.map(|(_, other)| change(load.fields, other.fields)),
            kinds: load.events.iter().map(|event| EventView::of(scheme, event)).collect(),
            duties: load.duties.iter().map(|duty| DutyBurdenView::of(scheme, duty, before)).collect(),
        }
    }
}

impl EventView {
    fn of(scheme: &Scheme, event: &burden::Event) -> EventView {
        let mut fields: Vec<&'static str> = Vec::new();
        for name in event.kinds.iter().flat_map(|kind| ledger::needed(scheme, *kind)).map(ledger::field_name) {
            if !fields.contains(&name) {
                fields.push(name);
            }
        }
        EventView {
            kind: event.kinds[0],
            kind_name: event.kinds[0].title(),
            also: event.kinds[1..].iter().map(|kind| kind.title()).collect(),
            times_a_year: event.n.to_string(),
            fields,
        }
    }
}

impl DutyBurdenView {
    fn of(scheme: &Scheme, load: &burden::DutyLoad, before: Option<(&Scheme, &Load)>) -> DutyBurdenView {
        let duty = &scheme.duties[load.duty];
        let key = class_of(scheme, duty);
        let class = scheme.classes.iter().find(|class| class.key == key);
        DutyBurdenView {
            code: duty.code.clone(),
            name: duty.name.clone(),
            class_name: class.map_or_else(String::new, |class| class.name.clone()),
            cycle_name: words::Cycle::from(duty.every).title(),
            times_a_year: load.times.to_string(),
            before: before.map(|(older, other)| burden::times_before(older, other, duty).to_string()),
            depends: load.waits,
            status: duty.status.into(),
            clause: duty.clause.clone(),
        }
    }
}

impl MinutesView {
    fn of(scheme: &Scheme, median: MedianEffort) -> MinutesView {
        MinutesView {
            month: median.month,
            category_name: category_name(scheme, &median.category),
            category: median.category,
            minutes: ((median.seconds + 30) / 60).to_string(),
            records: median.n_records.to_string(),
            n_branches: median.n_branches,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_a_year_are_told_by_the_month() {
        assert_eq!((monthly(12).as_str(), monthly(64).as_str(), monthly(0).as_str()), ("1.0", "5.3", "0.0"));
        assert_eq!((change(20, 12), change(12, 20), change(12, 12)), ("+0.7".into(), "-0.7".into(), "0.0".into()));
    }
}

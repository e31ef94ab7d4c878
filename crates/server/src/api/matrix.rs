//! The month matrix of the ledger: what was owed in each month and what became of it; the calendar.

use std::collections::{BTreeMap, HashMap};

use axum::{
    Json,
    extract::{Path, Query, State},
};
use jiff::civil::Date;
use ledger::Kind;
use rating::period::{Cycle, Period};
use serde::{Deserialize, Serialize};
use store::{BranchFilter, Db};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{given, paging},
        permissions::Permission,
        shared::{parse_period, scheme_in_force},
        words::{self, CellState},
    },
    ops::{
        overdue::known,
        owed::{Cell, Owing, Standing, class_of, column},
    },
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(branch_matrix)).routes(routes!(org_matrix)).routes(routes!(branch_calendar))
}

#[derive(Serialize, ToSchema)]
struct MatrixView {
    branch_id: String,
    branch_name: String,
    year: i16,
    rows: Vec<MatrixRow>,
}

#[derive(Serialize, ToSchema)]
struct MatrixRow {
    duty: String,
    name: String,
    /// The kind of record that meets it, if it is one of the ledger.
    kind: Option<Kind>,
    every: words::Cycle,
    clause: String,
    status: words::DutyStatus,
    /// Twelve; a longer cycle stands in its last month.
    cells: Vec<CellView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = MatrixCell)]
struct CellView {
    /// `2026-09`.
    month: String,
    state: CellState,
    owed: i64,
    done: i64,
    due_on: Option<String>,
    /// Ledger records that count.
    records: Vec<String>,
    /// Ids of the facts of approved exceptions.
    exceptions: Vec<String>,
}

impl CellView {
    fn blank(month: Period) -> CellView {
        CellView {
            month: month.to_string(),
            state: CellState::NotOwed,
            owed: 0,
            done: 0,
            due_on: None,
            records: Vec::new(),
            exceptions: Vec::new(),
        }
    }

    fn of(month: Period, cell: Cell, records: &HashMap<&str, &str>) -> CellView {
        let named = |id: &String| records.get(id.as_str()).map(|record| (*record).to_owned());
        CellView {
            month: month.to_string(),
            state: cell.standing.into(),
            owed: cell.owed,
            done: cell.done,
            due_on: Some(cell.due_on.to_string()),
            records: cell.facts.iter().filter_map(named).collect(),
            exceptions: cell.exceptions,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfYear {
    /// This year unless said.
    year: Option<i16>,
}

fn year_of(year: Option<i16>, today: Date) -> Result<Period, ApiError> {
    let year = year.unwrap_or(today.year());
    if !(2000..=2100).contains(&year) {
        return Err(ErrorCode::BadPeriod.into());
    }
    Period::new(year, Cycle::Year, 1).ok_or_else(|| ErrorCode::BadPeriod.into())
}

/// A branch's year: duties by months.
#[utoipa::path(
    get, path = "/branches/{branch}/matrix", tag = "records", params(("branch" = String, Path), OfYear),
    responses((status = 200, body = MatrixView), (status = "4XX", body = ErrorBody)),
)]
async fn branch_matrix(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<OfYear>,
) -> Result<Json<MatrixView>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let today = caller.scope.today();
    let year = year_of(asked.year, today)?;
    let mut db = app.store.read().await?;
    let org = db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, today).await?;
    let known = known(&mut db, &scheme, std::slice::from_ref(&org.id), today).await?;
    let known = known.first().ok_or(ErrorCode::NotFound)?;
    let records = known.records();
    let owing = Owing::of(&scheme, &known.branch, &known.facts, today);
    let row = |(n, duty): (usize, &rating::scheme::Duty)| {
        let mut cells: Vec<CellView> = year.parts(Cycle::Month).into_iter().map(CellView::blank).collect();
        for cell in owing.iter().flat_map(|owing| owing.cells(n, year)) {
            let month = column(cell.cycle);
            cells[usize::from(month.ordinal().unsigned_abs()) - 1] = CellView::of(month, cell, &records);
        }
        MatrixRow {
            duty: duty.code.clone(),
            name: duty.name.clone(),
            kind: Kind::parse(class_of(&scheme, duty)),
            every: duty.every.into(),
            clause: duty.clause.clone(),
            status: duty.status.into(),
            cells,
        }
    };
    let rows = scheme.duties.iter().enumerate().map(row).collect();
    Ok(Json(MatrixView { branch_id: org.id, branch_name: org.name, year: year.year(), rows }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfOrg {
    year: Option<i16>,
    /// One duty; without it the worst of all duties of each month.
    duty: Option<String>,
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct OrgMatrixView {
    duties: Vec<DutyName>,
    items: Vec<BranchCells>,
    total: i64,
    page: i64,
    size: i64,
}

#[derive(Serialize, ToSchema)]
struct DutyName {
    code: String,
    name: String,
    every: words::Cycle,
}

#[derive(Serialize, ToSchema)]
struct BranchCells {
    branch_id: String,
    branch_name: String,
    cells: Vec<CellView>,
}

/// The branches of a unit or the company, twelve cells each.
#[utoipa::path(
    get, path = "/orgs/{org}/matrix", tag = "records", params(("org" = String, Path), OfOrg),
    responses((status = 200, body = OrgMatrixView), (status = "4XX", body = ErrorBody)),
)]
async fn org_matrix(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<OfOrg>,
) -> Result<Json<OrgMatrixView>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let today = caller.scope.today();
    let year = year_of(asked.year, today)?;
    let paging = paging(asked.page, asked.size)?;
    let mut db = app.store.read().await?;
    let filter = below(&mut db, &caller, &org).await?;
    let scheme = scheme_in_force(&app, &mut db, today).await?;
    let chosen: Vec<usize> = match given(asked.duty) {
        None => (0..scheme.duties.len()).collect(),
        Some(code) => {
            let found = scheme.duties.iter().position(|duty| duty.code == code);
            vec![found.ok_or_else(|| ApiError::saying(ErrorCode::BadRequest, "办法中没有这项职责，请从列表中选择。"))?]
        }
    };
    let page = db.branches().list(&caller.scope, &filter, paging).await?;
    let ids: Vec<String> = page.items.iter().map(|seen| seen.org.id.clone()).collect();
    let known = known(&mut db, &scheme, &ids, today).await?;
    let items = known.iter().map(|known| {
        let owing = Owing::of(&scheme, &known.branch, &known.facts, today);
        let records = known.records();
        BranchCells {
            branch_id: known.branch.id.clone(),
            branch_name: known.branch.name.clone(),
            cells: owing.map_or_else(Vec::new, |owing| worst(&owing, &chosen, year, &records)),
        }
    });
    let duties = scheme.duties.iter();
    let duties =
        duties.map(|duty| DutyName { code: duty.code.clone(), name: duty.name.clone(), every: duty.every.into() });
    Ok(Json(OrgMatrixView {
        duties: duties.collect(),
        items: items.collect(),
        total: page.total,
        page: paging.page,
        size: paging.size,
    }))
}

/// Twelve cells, each the worst of the duties chosen; counts are sums.
fn worst(owing: &Owing<'_>, duties: &[usize], year: Period, records: &HashMap<&str, &str>) -> Vec<CellView> {
    let mut months: BTreeMap<Period, Vec<Cell>> = BTreeMap::new();
    for cell in duties.iter().flat_map(|duty| owing.cells(*duty, year)) {
        months.entry(column(cell.cycle)).or_default().push(cell);
    }
    let single = duties.len() == 1;
    let view = |month: Period| {
        let Some(cells) = months.remove(&month) else { return CellView::blank(month) };
        let (owed, done) = (cells.iter().map(|cell| cell.owed).sum(), cells.iter().map(|cell| cell.done).sum());
        let Some(worst) = cells.into_iter().max_by_key(|cell| cell.standing) else { return CellView::blank(month) };
        let mut view = CellView::of(month, worst, records);
        (view.owed, view.done) = (owed, done);
        if !single {
            view.records.clear();
        }
        view
    };
    year.parts(Cycle::Month).into_iter().map(view).collect()
}

/// The branches below a unit or the company, if the caller sees it.
pub(super) async fn below(db: &mut Db, caller: &Caller, org: &str) -> Result<BranchFilter, ApiError> {
    let seen = db.branches().above(&caller.scope, org).await?.ok_or(ErrorCode::NotFound)?;
    Ok(BranchFilter { unit_id: seen.then(|| org.to_owned()), ..BranchFilter::default() })
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfMonth {
    /// `2026-09`; this month unless said.
    month: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct CalendarView {
    month: String,
    /// Only days with something on them.
    days: Vec<DayView>,
}

#[derive(Default, Serialize, ToSchema)]
#[schema(as = CalendarDay)]
struct DayView {
    on: String,
    /// Duties whose last day in time it is.
    due: Vec<DueView>,
    records: Vec<HeldView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = CalendarDue)]
struct DueView {
    duty: String,
    name: String,
    state: CellState,
}

#[derive(Serialize, ToSchema)]
#[schema(as = CalendarRecord)]
struct HeldView {
    id: String,
    kind: Kind,
    kind_name: &'static str,
    title: String,
    state: words::RecordState,
}

/// A month of a branch: its records and the last days of its duties.
#[utoipa::path(
    get, path = "/branches/{branch}/calendar", tag = "records", params(("branch" = String, Path), OfMonth),
    responses((status = 200, body = CalendarView), (status = "4XX", body = ErrorBody)),
)]
async fn branch_calendar(
    State(app): State<AppState>,
    caller: Caller,
    Path(branch): Path<String>,
    Query(asked): Query<OfMonth>,
) -> Result<Json<CalendarView>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let today = caller.scope.today();
    let month = match given(asked.month) {
        Some(text) => parse_period(&text)?,
        None => Period::holding(today, Cycle::Month),
    };
    if month.cycle() != Cycle::Month {
        return Err(ErrorCode::BadPeriod.into());
    }
    let mut db = app.store.read().await?;
    let org = db.branches().find(&caller.scope, &branch).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, today).await?;
    let known = known(&mut db, &scheme, std::slice::from_ref(&org.id), today).await?;
    let known = known.first().ok_or(ErrorCode::NotFound)?;
    let mut days: BTreeMap<Date, DayView> = BTreeMap::new();
    if let Some(owing) = Owing::of(&scheme, &known.branch, &known.facts, today) {
        // A deadline may lie in the month after its cycle.
        let years = [month.shifted(-1), month].map(|month| month.widened(Cycle::Year));
        let years = if years[0] == years[1] { &years[1..] } else { &years[..] };
        for (n, duty) in scheme.duties.iter().enumerate() {
            let cells = years.iter().flat_map(|year| owing.cells(n, *year));
            let here = cells.filter(|cell| month.holds(cell.due_on) && !matches!(cell.standing, Standing::NotOwed));
            for cell in here {
                let due = DueView { duty: duty.code.clone(), name: duty.name.clone(), state: cell.standing.into() };
                days.entry(cell.due_on).or_default().due.push(due);
            }
        }
    }
    let own = caller.roles.iter().any(|held| held.role == store::Role::Branch && held.org_id == org.id);
    for record in db.records().held(&org.id, month.first_day(), month.last_day(), own).await? {
        let Some(on) = record.on else { continue };
        days.entry(on).or_default().records.push(HeldView {
            id: record.id,
            kind: record.kind,
            kind_name: record.kind.title(),
            title: record.title,
            state: record.state.into(),
        });
    }
    let days = days.into_iter().map(|(on, day)| DayView { on: on.to_string(), ..day }).collect();
    Ok(Json(CalendarView { month: month.to_string(), days }))
}

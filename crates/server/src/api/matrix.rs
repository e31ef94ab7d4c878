//! The month matrix of the ledger: what was owed in each month and what became of it; the calendar; what is overdue.

use std::collections::{BTreeMap, HashMap};

use axum::{
    Json,
    extract::{Path, Query, State},
};
use jiff::civil::Date;
use ledger::Kind;
use rating::{
    facts::{Branch, Fact},
    period::{Cycle, Period},
    scheme::Scheme,
};
use serde::{Deserialize, Serialize};
use store::{BranchFilter, Db, EnteredFact, Paging};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::{parse_period, scheme_in_force},
        words::{self, CellState},
    },
    ops::owed::{Cell, Owing, Standing, class_of, classes, column},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(branch_matrix))
        .routes(routes!(org_matrix))
        .routes(routes!(branch_calendar))
        .routes(routes!(overdue_duties))
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

/// A branch with the facts that its duties are told from.
struct Known {
    branch: Branch,
    facts: Vec<Fact>,
    /// Ledger record by fact.
    records: Vec<(String, String)>,
}

impl Known {
    fn records(&self) -> HashMap<&str, &str> {
        self.records.iter().map(|(fact, record)| (fact.as_str(), record.as_str())).collect()
    }
}

/// These branches as their duties see them, in the order of `ids`.
async fn known(db: &mut Db, scheme: &Scheme, ids: &[String], today: Date) -> Result<Vec<Known>, ApiError> {
    let orgs = db.orgs().with_ids(ids).await?;
    let entered = db.facts().evidence_among(ids, &classes(scheme)).await?;
    let mut by_branch: HashMap<String, Vec<EnteredFact>> = HashMap::new();
    for entered in entered {
        by_branch.entry(entered.branch_id.clone()).or_default().push(entered);
    }
    let mut known: Vec<Known> = store::branches(&orgs, today)
        .into_iter()
        .map(|branch| {
            let entered = by_branch.remove(&branch.id).unwrap_or_default();
            let records =
                entered.iter().filter_map(|entered| Some((entered.fact.id.clone(), entered.record_id.clone()?)));
            let records = records.collect();
            Known { facts: entered.into_iter().map(|entered| entered.fact).collect(), records, branch }
        })
        .collect();
    known.sort_by_key(|known| ids.iter().position(|id| *id == known.branch.id));
    Ok(known)
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
async fn below(db: &mut Db, caller: &Caller, org: &str) -> Result<BranchFilter, ApiError> {
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

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfPage {
    page: Option<i64>,
    size: Option<i64>,
}

#[derive(Serialize, ToSchema)]
struct OverdueRow {
    branch_id: String,
    branch_name: String,
    duty: String,
    name: String,
    kind: Option<Kind>,
    period: String,
    period_title: String,
    due_on: String,
    /// Days since the last day in time.
    days: i64,
    /// How often it is still to be done.
    missing: i64,
}

/// So many branches are looked at at once.
const MOST_BRANCHES: i64 = 200;

/// What was owed in the last twelve months and not done, longest overdue first. Of more than 200 branches in the order of
/// the tree, as far as the page asked for; `more` says that branches behind it were not looked at.
#[utoipa::path(
    get, path = "/orgs/{org}/overdue", tag = "records", params(("org" = String, Path), OfPage),
    responses((status = 200, body = PageView<OverdueRow>), (status = "4XX", body = ErrorBody)),
)]
async fn overdue_duties(
    State(app): State<AppState>,
    caller: Caller,
    Path(org): Path<String>,
    Query(asked): Query<OfPage>,
) -> Result<Json<PageView<OverdueRow>>, ApiError> {
    caller.must(Permission::ReadRecords)?;
    let today = caller.scope.today();
    let paging = paging(asked.page, asked.size)?;
    let from = usize::try_from((paging.page - 1).saturating_mul(paging.size)).unwrap_or(usize::MAX);
    let size = usize::try_from(paging.size).unwrap_or(0);
    let mut db = app.store.read().await?;
    let filter = below(&mut db, &caller, &org).await?;
    let scheme = scheme_in_force(&app, &mut db, today).await?;
    let mut rows: Vec<OverdueRow> = Vec::new();
    let mut looked_at = 0;
    let mut more = true;
    // One turn for a company of 200 branches; of a larger one as many as the page needs.
    while more && rows.len() <= from.saturating_add(size) {
        let part = Paging { page: looked_at / MOST_BRANCHES + 1, size: MOST_BRANCHES };
        let page = db.branches().list(&caller.scope, &filter, part).await?;
        let ids: Vec<String> = page.items.iter().map(|seen| seen.org.id.clone()).collect();
        let known = known(&mut db, &scheme, &ids, today).await?;
        rows.extend(known.iter().flat_map(|known| overdue(&scheme, known, today)));
        looked_at += MOST_BRANCHES;
        more = looked_at < page.total && !ids.is_empty();
        if page.total <= MOST_BRANCHES {
            rows.sort_by(|a, b| {
                b.days.cmp(&a.days).then_with(|| (&a.branch_name, &a.duty).cmp(&(&b.branch_name, &b.duty)))
            });
        }
    }
    let total = rows.len() as i64;
    let items = rows.into_iter().skip(from).take(size).collect();
    Ok(Json(PageView { items, total, more, page: paging.page, size: paging.size }))
}

fn overdue(scheme: &Scheme, known: &Known, today: Date) -> Vec<OverdueRow> {
    let Some(owing) = Owing::of(scheme, &known.branch, &known.facts, today) else { return Vec::new() };
    let this_month = Period::holding(today, Cycle::Month);
    let since = this_month.shifted(-12).first_day();
    let year = this_month.widened(Cycle::Year);
    let mut rows = Vec::new();
    for (n, duty) in scheme.duties.iter().enumerate() {
        let cells = [year.shifted(-1), year].into_iter().flat_map(|year| owing.cells(n, year));
        let missing = |cell: &Cell| {
            cell.standing == Standing::Missing
                && cell.cycle.first_day() >= since
                // What no scheme asked for yet was not owed.
                && Period::holding(cell.cycle.last_day(), Cycle::Month) >= scheme.effective_from
        };
        for cell in cells.filter(missing) {
            rows.push(OverdueRow {
                branch_id: known.branch.id.clone(),
                branch_name: known.branch.name.clone(),
                duty: duty.code.clone(),
                name: duty.name.clone(),
                kind: Kind::parse(class_of(scheme, duty)),
                period: cell.cycle.to_string(),
                period_title: cell.cycle.title(),
                due_on: cell.due_on.to_string(),
                days: cell.due_on.until(today).map_or(0, |span| i64::from(span.get_days())).max(0),
                missing: cell.owed - cell.done,
            });
        }
    }
    rows
}

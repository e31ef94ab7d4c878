//! How the register of dues is answered. Amounts are texts in yuan with two decimals.

use jiff::civil::{Date, date};
use ledger::{DuesKind, DuesState};
use serde::Serialize;
use store::{DuesBase, Norm, norm_on};
use utoipa::ToSchema;

use crate::{
    api::norms::said_rates,
    ops::dues::{Cell, Line, Sums, month_text},
};

pub(super) struct Rights {
    pub(super) may_keep: bool,
    pub(super) may_decide: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct DuesView {
    year: i16,
    /// The running month, or the last of an earlier year.
    month: String,
    may_keep: bool,
    may_decide: bool,
    /// The tables in force, in words, each with its source.
    rates: Vec<RateView>,
    items: Vec<LineView>,
    /// Of each month.
    months: Vec<MonthView>,
    sums: SumsView,
    /// Members of whom no base is known in some month they owe; the sums are without them.
    n_without_base: usize,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DuesRateView)]
struct RateView {
    kind: DuesKind,
    kind_name: &'static str,
    text: String,
    source: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DuesLineView)]
struct LineView {
    member_id: String,
    name: String,
    retired: bool,
    base: Option<BaseView>,
    /// A reduction that waits for a superior.
    asked: Option<BaseView>,
    /// Whether this caller may decide on it: nobody decides on what he entered.
    may_decide: bool,
    /// Monthly, before any reduction.
    standard: Option<String>,
    months: Vec<CellView>,
    sums: SumsView,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DuesBaseView)]
struct BaseView {
    from_month: String,
    kind: DuesKind,
    kind_name: &'static str,
    amount: String,
    reduced_to: Option<String>,
    reason: Option<String>,
    /// `approved` or `refused`; `null` while it waits.
    decision: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DuesCellView)]
struct CellView {
    month: String,
    state: DuesState,
    due: Option<String>,
    paid: Option<String>,
    paid_on: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DuesMonthView)]
struct MonthView {
    month: String,
    sums: SumsView,
    n_open: usize,
}

/// What is due is what was paid of it and what is open, unless more was paid than is due.
#[derive(Serialize, ToSchema)]
#[schema(as = DuesSumsView)]
struct SumsView {
    due: String,
    paid: String,
    open: String,
}

impl From<Sums> for SumsView {
    fn from(sums: Sums) -> SumsView {
        SumsView { due: yuan(sums.due), paid: yuan(sums.paid), open: yuan(sums.open) }
    }
}

/// `1500` cents are `15.00`.
pub(super) fn yuan(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

impl DuesView {
    pub(super) fn of(
        year: i16,
        lines: Vec<Line>,
        norms: &[Norm],
        rights: Rights,
        account: &str,
        today: Date,
    ) -> DuesView {
        let rate = |kind: DuesKind| {
            let norm = norm_on(norms, kind.norm(), today)?;
            let (text, source) = (said_rates(&norm.value)?, norm.source.clone());
            Some(RateView { kind, kind_name: kind.title(), text, source })
        };
        let is_open = |cell: &&Cell| matches!(cell.state, DuesState::Open | DuesState::Part);
        let column = |n: usize| lines.iter().filter_map(move |line| line.cells.get(n));
        let month = |n: usize| MonthView {
            month: format!("{year}-{:02}", n + 1),
            sums: Sums::of(column(n)).into(),
            n_open: column(n).filter(is_open).count(),
        };
        let unknown = |line: &&Line| line.cells.iter().any(|cell| cell.state == DuesState::NoBase);
        DuesView {
            year,
            month: month_text(today.min(date(year, 12, 31)).max(date(year, 1, 1))),
            rates: [DuesKind::Wage, DuesKind::Pension].into_iter().filter_map(rate).collect(),
            months: (0..12).map(month).collect(),
            sums: Sums::of(lines.iter().flat_map(|line| &line.cells)).into(),
            n_without_base: lines.iter().filter(unknown).count(),
            items: lines.into_iter().map(|line| line_view(line, rights.may_decide, account)).collect(),
            may_keep: rights.may_keep,
            may_decide: rights.may_decide,
        }
    }
}

fn line_view(line: Line, may_decide: bool, account: &str) -> LineView {
    LineView {
        sums: Sums::of(line.cells.iter()).into(),
        may_decide: may_decide && line.asked.as_ref().is_some_and(|base| base.entered_by != account),
        member_id: line.member_id,
        name: line.name,
        retired: line.retired,
        base: line.base.map(base_view),
        asked: line.asked.map(base_view),
        standard: line.standard.map(yuan),
        months: line.cells.into_iter().map(cell_view).collect(),
    }
}

fn base_view(base: DuesBase) -> BaseView {
    BaseView {
        from_month: base.from_month,
        kind: base.kind,
        kind_name: base.kind.title(),
        amount: yuan(base.cents),
        reduced_to: base.reduced_to.map(yuan),
        reason: base.reason,
        decision: base.decision,
    }
}

fn cell_view(cell: Cell) -> CellView {
    CellView {
        month: cell.month,
        state: cell.state,
        due: cell.due.map(yuan),
        paid: cell.paid.map(yuan),
        paid_on: cell.paid_on.map(|day| day.to_string()),
    }
}

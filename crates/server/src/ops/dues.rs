//! The register of dues: for every member and month what is due, what was paid, and what is not known.

use jiff::civil::{Date, date};
use ledger::{DuesKind, DuesState, Rates, Stay, collects, dues_state, standard};
use store::{Db, DuesBase, DuesPayment, DuesStay, Norm, Standing, StoreError, norm_on};

pub(crate) struct Cell {
    /// `2026-09`.
    pub(crate) month: String,
    pub(crate) state: DuesState,
    /// Cents; none where nothing is owed or no base is known.
    pub(crate) due: Option<i64>,
    pub(crate) paid: Option<i64>,
    pub(crate) paid_on: Option<Date>,
}

/// A member's year.
pub(crate) struct Line {
    pub(crate) member_id: String,
    pub(crate) name: String,
    pub(crate) retired: bool,
    /// The latest that has begun.
    pub(crate) base: Option<DuesBase>,
    /// The latest that waits for a superior.
    pub(crate) asked: Option<DuesBase>,
    /// By the base and the table of rates, before any reduction.
    pub(crate) standard: Option<i64>,
    pub(crate) cells: Vec<Cell>,
}

/// What is due, paid and open of months that have begun or are paid; open is what is due and not paid.
#[derive(Default, Clone, Copy)]
pub(crate) struct Sums {
    pub(crate) due: i64,
    pub(crate) paid: i64,
    pub(crate) open: i64,
}

impl Sums {
    pub(crate) fn of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Sums {
        cells.filter(|cell| cell.state != DuesState::Ahead).fold(Sums::default(), |sums, cell| {
            let (due, paid) = (cell.due.unwrap_or(0), cell.paid.unwrap_or(0));
            Sums { due: sums.due + due, paid: sums.paid + paid, open: sums.open + (due - paid).max(0) }
        })
    }
}

pub(crate) fn month_text(first: Date) -> String {
    first.strftime("%Y-%m").to_string()
}

/// The first day of a month as typed.
pub(crate) fn first_of(month: &str) -> Option<Date> {
    let first: Date = format!("{}-01", month.trim()).parse().ok()?;
    (month_text(first) == month.trim()).then_some(first)
}

/// Monthly dues by the table of rates in force on a day; none if there is no table for that day.
pub(crate) fn standard_on(norms: &[Norm], kind: DuesKind, cents: i64, day: Date) -> Option<i64> {
    let rates = Rates::read(&norm_on(norms, kind.norm(), day)?.value)?;
    let most = norm_on(norms, "dues.most", day)?.value.parse().ok()?;
    Some(standard(cents, &rates, most))
}

fn due_on(norms: &[Norm], base: &DuesBase, day: Date) -> Option<i64> {
    let reduced = base.reduced_to.filter(|_| base.decision.as_deref() == Some("approved"));
    reduced.or_else(|| standard_on(norms, base.kind, base.cents, day))
}

/// The year of a branch, one line for each member who owed it a month or paid one.
pub(crate) async fn register(db: &mut Db, branch: &str, year: i16, today: Date) -> Result<Vec<Line>, StoreError> {
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let stays = db.members().dues_stays(branch, first, last).await?;
    let bases = db.members().dues_bases(branch, first, last).await?;
    let payments = db.members().dues_payments(branch, first, last).await?;
    let norms = db.norms().dated("dues.").await?;
    let months: Vec<Date> = (1..=12).map(|month| date(year, month, 1)).collect();
    let lines = stays.chunk_by(|one, other| one.member_id == other.member_id).filter_map(|stays| {
        let id = &stays.first()?.member_id;
        let bases: Vec<&DuesBase> = bases.iter().filter(|base| base.member_id == *id).collect();
        let payments: Vec<&DuesPayment> = payments.iter().filter(|payment| payment.member_id == *id).collect();
        let cells: Vec<Cell> =
            months.iter().map(|month| cell(*month, branch, stays, &bases, &payments, &norms, today)).collect();
        let here = cells.iter().any(|cell| cell.state != DuesState::NotOwed);
        let now = month_text(today.min(last));
        let base = bases.iter().rev().find(|base| base.from_month <= now).map(|base| (*base).clone());
        let waits = |base: &&&DuesBase| base.reduced_to.is_some() && base.decision.is_none();
        here.then(|| Line {
            member_id: id.clone(),
            name: stays[0].name.clone(),
            retired: stays[0].retired.is_some_and(|day| day <= today),
            standard: base.as_ref().and_then(|base| standard_on(&norms, base.kind, base.cents, today.min(last))),
            asked: bases.iter().rev().find(waits).map(|base| (*base).clone()),
            base,
            cells,
        })
    });
    Ok(lines.collect())
}

fn cell(
    month: Date,
    branch: &str,
    stays: &[DuesStay],
    bases: &[&DuesBase],
    payments: &[&DuesPayment],
    norms: &[Norm],
    today: Date,
) -> Cell {
    let stay = |stay: &DuesStay| Stay {
        from: stay.from,
        until: stay.until,
        here: stay.branch_id == branch,
        pays: stay.standing != Standing::Suspended,
    };
    let ways: Vec<Stay> = stays.iter().map(stay).collect();
    let owed = collects(month, &ways);
    let text = month_text(month);
    let base = bases.iter().rev().find(|base| base.from_month <= text);
    let due = base.filter(|_| owed).and_then(|base| due_on(norms, base, month));
    let paid = payments.iter().find(|payment| payment.month == text && (owed || payment.branch_id == branch));
    Cell {
        state: dues_state(owed, due, paid.map(|payment| payment.cents), month > today),
        month: text,
        due,
        paid: paid.map(|payment| payment.cents),
        paid_on: paid.map(|payment| payment.paid_on),
    }
}

//! Very many branches at once: facts as columns of whole numbers, the same rules, no explanations.
//!
//! A [`Bulk`] holds a range of branches. For each month the facts are added and the month is rated; what a rule reads
//! over a longer window (a quarter's records) is kept in columns that are cleared when that window begins. The rules
//! are those of the ordinary rating; any branch can be explained afterwards by [`crate::rate`], with the same points.

use crate::{
    award::{self, Asks, Candidate},
    facts::{Branch, Fact},
    item::{self, Mark},
    lines::not_yet_due,
    measure::{Condition, Context, Lack, Measure, Owed, Reads, ResultPart, Scores, Source, Take, Window},
    number::Number,
    period::{Cycle, Period},
    points::Points,
    roll_up::{self, Part},
    scheme::{Combine, DutyId, From, Item, QueryId, Scheme, Stage, VetoEffect},
    total::{Summary, Totals, add_up, hold_total, is_scaled},
};

/// A construct that cannot be rated from columns.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot be rated in bulk: {0}")]
pub struct Unsupported(pub String);

/// Facts to add: one row a fact.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'r> {
    /// Position in the scheme's fact classes; anything outside is skipped.
    pub class: &'r [u16],
    /// Number of the branch; rows of branches outside the range are skipped.
    pub branch: &'r [u32],
    /// Whole numbers by field name, one a row.
    pub fields: &'r [(&'r str, &'r [i32])],
}

/// What the branches of a range earned in a month, in order of branch.
#[derive(Debug, Default, Clone)]
pub struct MonthScores {
    /// Row by branch, column by item of the scheme; zero where an item does not apply.
    pub items: Vec<Points>,
    /// Row by branch, column by index: points earned.
    pub indices: Vec<Points>,
    pub totals: Vec<Points>,
    /// Whether any veto took effect.
    pub vetoed: Vec<bool>,
}

/// Rank, star by points and quota, and star after steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starred {
    pub rank: u32,
    pub target: u8,
    pub star: u8,
}

/// A range of branches being rated month by month.
#[derive(Debug)]
pub struct Bulk<'s> {
    scheme: &'s Scheme,
    first: u32,
    categories: Vec<usize>,
    layout: Layout,
    /// Row by branch, column by the layout.
    cells: Vec<i32>,
    /// One for each item.
    memos: Vec<Memo>,
}

/// What an item was worth for the figures it read: a line is a pure function of them, and they repeat endlessly.
#[derive(Debug)]
struct Memo {
    /// The columns the item reads; `None` if it reads more than fit, or the calendar.
    reads: Option<[u16; MEMO_READS]>,
    entries: Vec<Entry>,
}

/// Small, because many of them should fit the processor's cache.
#[derive(Debug, Clone, Copy)]
struct Entry {
    key: [i32; MEMO_READS],
    /// In thousandths.
    points: i32,
    /// 255: empty.
    category: u8,
}

const MEMO_READS: usize = 4;
const MEMO_ENTRIES: usize = 1 << 12;

impl Memo {
    fn new(scheme: &Scheme, item: &Item, layout: &Layout) -> Memo {
        let mut reads = Reads::default();
        item.condition.iter().for_each(|condition| condition.reads(&mut reads));
        for rule in &item.rules {
            reads.add(rule.reads());
        }
        let queries = reads.queries.iter().copied().chain(reads.duties.iter().map(|duty| scheme.duties[*duty].record));
        let mut columns: Vec<u16> = queries.filter_map(|query| layout.by_query[query][item.cycle as usize]).collect();
        columns.sort_unstable();
        columns.dedup();
        // Unused places repeat the first column.
        let fits = !columns.is_empty() && columns.len() <= MEMO_READS && !reads.calendar;
        let reads = fits.then(|| std::array::from_fn(|place| columns[place.min(columns.len() - 1)]));
        Memo {
            entries: if fits {
                vec![Entry { key: [0; MEMO_READS], points: 0, category: u8::MAX }; MEMO_ENTRIES]
            } else {
                Vec::new()
            },
            reads,
        }
    }

    /// The mark for these cells, worked out only the first time they are met.
    fn mark(&mut self, cells: &[i32], category: usize, full: Points, work_out: impl FnOnce() -> Mark) -> Mark {
        let Some(reads) = self.reads else { return work_out() };
        let key = reads.map(|column| cells[usize::from(column)]);
        let mixed = key.iter().fold(category as u64, |mixed, cell| {
            (mixed ^ u64::from(*cell as u32)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        });
        let entry = &mut self.entries[mixed as usize % MEMO_ENTRIES];
        if entry.key == key && usize::from(entry.category) == category {
            return Mark { full, points: Points::from_thousandths(i64::from(entry.points)), ..Mark::default() };
        }
        let mark = work_out();
        let plain = Mark { points: mark.points, full, ..Mark::default() } == mark;
        if let Ok(points) = i32::try_from(mark.points.thousandths())
            && plain
        {
            *entry = Entry { key, points, category: category as u8 };
        }
        mark
    }
}

/// Which column serves which look at the facts.
#[derive(Debug)]
struct Layout {
    columns: Vec<Column>,
    /// By query and cycle.
    by_query: Vec<[Option<u16>; 4]>,
    /// By fact class: what a row of it moves.
    by_class: Vec<Vec<u16>>,
}

#[derive(Debug)]
struct Column {
    take: Take,
    /// The cycle whose beginning clears it.
    cycle: Cycle,
}

/// No fact has supplied this figure.
const NOTHING: i32 = i32::MIN;

impl Layout {
    fn new(scheme: &Scheme) -> Result<Layout, Unsupported> {
        let mut layout = Layout {
            columns: Vec::new(),
            by_query: vec![[None; 4]; scheme.queries.len()],
            by_class: vec![Vec::new(); scheme.classes.len()],
        };
        for item in &scheme.items {
            let mut reads = Reads::default();
            if let Some(condition) = &item.condition {
                condition.reads(&mut reads);
            }
            layout.add(scheme, &reads, item.cycle, &item.name)?;
            for rule in &item.rules {
                if rule.needs_facts() {
                    return Err(Unsupported(format!("rule `{}` looks at facts one by one", rule.text)));
                }
                layout.add(scheme, &rule.reads(), item.cycle, &rule.text)?;
            }
        }
        for veto in &scheme.vetoes {
            let mut reads = Reads::default();
            veto.condition.reads(&mut reads);
            veto.unless.iter().for_each(|unless| unless.reads(&mut reads));
            for cycle in scheme.rating.cycles() {
                if veto.at.is_empty() || veto.at.contains(&cycle) {
                    layout.add(scheme, &reads, cycle, &veto.text)?;
                }
            }
        }
        Ok(layout)
    }

    fn add(&mut self, scheme: &Scheme, reads: &Reads, cycle: Cycle, what: &str) -> Result<(), Unsupported> {
        if reads.shifts || !reads.groups.is_empty() {
            return Err(Unsupported(format!("`{what}` looks at other periods or branches")));
        }
        for query in &reads.queries {
            self.column(scheme, *query, cycle, what)?;
        }
        for duty in &reads.duties {
            let duty = &scheme.duties[*duty];
            let plain = duty.condition.is_none() && duty.due.is_none() && matches!(duty.times, Measure::Constant(_));
            if !plain || duty.every != cycle {
                return Err(Unsupported(format!("duty `{}` needs single records", duty.name)));
            }
            self.column(scheme, duty.record, cycle, what)?;
        }
        Ok(())
    }

    fn column(&mut self, scheme: &Scheme, query: QueryId, cycle: Cycle, what: &str) -> Result<(), Unsupported> {
        if self.by_query[query][cycle as usize].is_some() {
            return Ok(());
        }
        let rule = &scheme.queries[query];
        let known = matches!(rule.take, Take::Facts | Take::Count | Take::Sum(_) | Take::Latest(_));
        if !known || !rule.filters.is_empty() || rule.latest_per.is_some() || rule.window != Window::Own {
            return Err(Unsupported(format!("`{what}` needs more than a count, a sum or the latest figure")));
        }
        let column = self.columns.len() as u16;
        self.columns.push(Column { take: rule.take.clone(), cycle });
        self.by_class[rule.class].push(column);
        self.by_query[query][cycle as usize] = Some(column);
        Ok(())
    }
}

impl<'s> Bulk<'s> {
    /// `categories`: position in the scheme's categories, one for each branch from number `first` on.
    ///
    /// # Errors
    /// If the scheme reads more than counts, sums and latest figures over its own cycles.
    pub fn new(scheme: &'s Scheme, first: u32, categories: &[u8]) -> Result<Bulk<'s>, Unsupported> {
        let layout = Layout::new(scheme)?;
        let cells = vec![0; categories.len() * layout.columns.len()];
        let memos = scheme.items.iter().map(|item| Memo::new(scheme, item, &layout)).collect();
        let mut bulk = Bulk {
            scheme,
            first,
            categories: categories.iter().map(|c| usize::from(*c)).collect(),
            layout,
            cells,
            memos,
        };
        for column in 0..bulk.layout.columns.len() {
            bulk.clear(column);
        }
        Ok(bulk)
    }

    fn clear(&mut self, column: usize) {
        let empty = match self.layout.columns[column].take {
            Take::Latest(_) => NOTHING,
            _ => 0,
        };
        let width = self.layout.columns.len();
        self.cells.iter_mut().skip(column).step_by(width).for_each(|cell| *cell = empty);
    }

    /// Starts a month: columns whose window begins with it are cleared.
    pub fn begin(&mut self, month: Period) {
        for column in 0..self.layout.columns.len() {
            let window = month.widened(self.layout.columns[column].cycle);
            if window.first_day() == month.first_day() {
                self.clear(column);
            }
        }
    }

    /// Adds facts of the current month, in the order in which they happened.
    pub fn add(&mut self, rows: &Rows<'_>) {
        #[derive(Clone, Copy)]
        enum Move<'r> {
            Count,
            Sum(&'r [i32]),
            Latest(&'r [i32]),
        }
        let field = |name: &str| rows.fields.iter().find(|(known, _)| *known == name).map(|(_, values)| *values);
        let moves: Vec<Vec<(usize, Move<'_>)>> = self
            .layout
            .by_class
            .iter()
            .map(|columns| {
                let of = |column: &u16| {
                    let column = usize::from(*column);
                    let how = match &self.layout.columns[column].take {
                        Take::Sum(name) => Move::Sum(field(name)?),
                        Take::Latest(name) => Move::Latest(field(name)?),
                        _ => Move::Count,
                    };
                    Some((column, how))
                };
                columns.iter().filter_map(of).collect()
            })
            .collect();
        let width = self.layout.columns.len();
        for (row, (class, branch)) in rows.class.iter().zip(rows.branch).enumerate() {
            let place = branch.wrapping_sub(self.first) as usize;
            let Some(moves) = moves.get(usize::from(*class)) else { continue };
            if place >= self.categories.len() {
                continue;
            }
            let cells = &mut self.cells[place * width..(place + 1) * width];
            for (column, how) in moves {
                match how {
                    Move::Count => cells[*column] += 1,
                    Move::Sum(values) => cells[*column] += values[row],
                    Move::Latest(values) => cells[*column] = values[row],
                }
            }
        }
    }

    fn context<'b>(&self, source: &'b Row<'b>, category: usize, at: Period) -> Context<'b, Row<'b>>
    where
        's: 'b,
    {
        Context { scheme: self.scheme, source, category, at, as_of: None, compared: None, scores: None, earlier: None }
    }

    fn row(&self, branch: usize) -> Row<'_> {
        let width = self.layout.columns.len();
        Row { scheme: self.scheme, layout: &self.layout, cells: &self.cells[branch * width..(branch + 1) * width] }
    }

    /// Rates the month on what has been added.
    pub fn rate(&mut self, month: Period, out: &mut MonthScores) {
        self.rate_range(month, 0..self.categories.len(), out);
    }

    /// Rates some of the branches, counted from the range's first: a slice that fits the processor's cache.
    pub fn rate_range(&mut self, month: Period, branches: std::ops::Range<usize>, out: &mut MonthScores) {
        let scheme = self.scheme;
        let width = scheme.items.len();
        out.items.clear();
        out.items.resize(branches.len() * width, Points::ZERO);
        out.indices.clear();
        out.totals.clear();
        out.vetoed.clear();
        let Some(stage) = scheme.rating.stage(month.cycle()) else { return };
        let scaled = is_scaled(scheme, stage);
        let mut marks: Vec<(usize, Mark)> = Vec::with_capacity(width);
        let mut totals = Totals::default();
        let mut memos = std::mem::take(&mut self.memos);
        for (place, branch) in branches.enumerate() {
            let row = self.row(branch);
            let category = self.categories[branch];
            let context = self.context(&row, category, month);
            marks.clear();
            for ((position, item), memo) in scheme.items.iter().enumerate().zip(&mut memos) {
                let due = month.widened(item.cycle);
                let rated = item.cycle == month.cycle() || (stage.all_items && due.last_day() == month.last_day());
                let Some(worth) = item.points[category] else { continue };
                let mark = if rated {
                    let at = context.at(due);
                    memo.mark(row.cells, category, worth.full(), || {
                        item::rate(item, &at, false).map(|line| line.mark).unwrap_or_default()
                    })
                } else if stage.all_items && item.cycle > month.cycle() {
                    let Some(line) = not_yet_due(item, stage, &context, false) else { continue };
                    line.mark
                } else {
                    continue;
                };
                let mark = mark.settled(item.kind, scaled);
                out.items[place * width + position] = mark.points;
                marks.push((position, mark));
            }
            add_up(scheme, category, stage, &marks, &mut totals, false);
            out.vetoed.push(self.veto(&context, &mut totals));
            out.indices.extend(totals.indices.iter().map(|sum| sum.earned));
            out.totals.push(totals.total);
        }
        self.memos = memos;
    }

    fn veto(&self, context: &Context<'_, Row<'_>>, totals: &mut Totals) -> bool {
        let hits = award::vetoes(self.scheme, context, false);
        if hits.iter().any(|(veto, _)| self.scheme.vetoes[*veto].effects.contains(&VetoEffect::ZeroTotal)) {
            totals.total = Points::ZERO;
        }
        !hits.is_empty()
    }

    /// Joins the totals of shorter periods, given in order, each with one entry a branch of this range. Must be
    /// called when the last month of `period` has been added, because vetoes look at the period's facts.
    pub fn join(&self, period: Period, parts: &[&[Points]]) -> (Vec<Points>, Vec<bool>) {
        let scheme = self.scheme;
        let plain = Stage {
            all_items: false,
            not_due: crate::scheme::NotDue::LeaveOut,
            normalise: None,
            from: From::Items,
            own_items: None,
            combine: Combine::Mean,
            gaps: crate::scheme::Gaps::LeaveOut,
            rounding: scheme.points.rounding,
        };
        let stage = scheme.rating.stage(period.cycle()).unwrap_or(&plain);
        let (mut all, mut vetoed) = (Vec::with_capacity(self.categories.len()), Vec::new());
        let mut shares: Vec<Part> = parts
            .iter()
            .enumerate()
            .map(|(place, _)| Part { period, place, points: None, full: Points::ZERO, waiting: None })
            .collect();
        for branch in 0..self.categories.len() {
            for (share, part) in shares.iter_mut().zip(parts) {
                share.points = Some(part[branch]);
            }
            let mut summary = Summary::new(false);
            roll_up::join_parts(&shares, stage, &mut summary);
            hold_total(scheme, &mut summary);
            let mut totals = Totals { total: summary.total(), ..Totals::default() };
            let row = self.row(branch);
            vetoed.push(self.veto(&self.context(&row, self.categories[branch], period), &mut totals));
            all.push(totals.total);
        }
        (all, vetoed)
    }
}

/// Places inside the category by total, for the whole company.
pub fn ranks(categories: &[u8], totals: &[Points]) -> Vec<u32> {
    let mut ranks = vec![0; totals.len()];
    let n = categories.iter().map(|category| usize::from(*category) + 1).max().unwrap_or(0);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); n];
    for (branch, category) in categories.iter().enumerate() {
        members[usize::from(*category)].push(branch as u32);
    }
    for mut members in members {
        members.sort_unstable_by_key(|branch| std::cmp::Reverse(totals[*branch as usize]));
        let mut standing = 0;
        for (place, branch) in members.iter().enumerate() {
            let same = place > 0 && totals[members[place - 1] as usize] == totals[*branch as usize];
            if !same {
                standing = place as u32 + 1;
            }
            ranks[*branch as usize] = standing;
        }
    }
    ranks
}

/// Stars of the whole company from totals and vetoes. `standing`: the star each branch holds.
///
/// # Errors
/// If the star rules ask for facts or for index values.
pub fn stars(
    scheme: &Scheme,
    period: Period,
    categories: &[u8],
    totals: &[Points],
    vetoed: &[bool],
    standing: Option<&[u8]>,
) -> Result<Vec<Starred>, Unsupported> {
    let Some(rules) = &scheme.rating.stars else { return Err(Unsupported("the scheme gives no stars".into())) };
    let asks_facts = rules.levels.iter().any(|level| !level.needs.is_empty() || level.index_floor.is_some())
        || !(rules.direct.is_empty() && rules.caps.is_empty() && rules.demote.is_empty() && rules.not_rated.is_empty());
    if asks_facts || !rules.order.is_empty() || rules.themes.is_some() || scheme.vetoes.len() > 1 {
        return Err(Unsupported("star rules that look at facts or index values".into()));
    }
    let mut candidates: Vec<Candidate<'_>> = totals
        .iter()
        .zip(categories)
        .zip(vetoed)
        .map(|((total, category), vetoed)| Candidate {
            category: usize::from(*category),
            totals: Totals { total: *total, without_bonus: *total, ..Totals::default() },
            vetoes: if *vetoed { vec![(0, Default::default())] } else { Vec::new() },
            ..Candidate::default()
        })
        .collect();
    let asks = Standing { standing };
    let groups = award::places(scheme, &mut candidates, &asks);
    let round = award::Round { scheme, stars: rules, at: period, asks: &asks };
    for members in &groups {
        award::stars(&round, members, &mut candidates);
    }
    let starred = |candidate: Candidate<'_>| Starred {
        rank: candidate.place.rank,
        target: candidate.target.unwrap_or(0),
        star: candidate.star.unwrap_or(0),
    };
    Ok(candidates.into_iter().map(starred).collect())
}

/// Knows only the stars that stand.
struct Standing<'a> {
    standing: Option<&'a [u8]>,
}

impl Asks for Standing<'_> {
    fn number(&self, _: usize, _: &Measure, _: &dyn Scores) -> Result<Number, Lack> {
        Err(Lack::NoResult)
    }

    fn holds(&self, _: usize, _: &Condition, _: &dyn Scores) -> Result<bool, Lack> {
        Err(Lack::NoResult)
    }

    fn earlier(&self, candidate: usize, what: ResultPart, _: Period) -> Option<Number> {
        let star = self.standing?.get(candidate)?;
        (what == ResultPart::Star).then(|| Number::whole(i64::from(*star)))
    }
}

/// One branch's cells.
struct Row<'b> {
    scheme: &'b Scheme,
    layout: &'b Layout,
    cells: &'b [i32],
}

impl Source for Row<'_> {
    fn number(&self, query: QueryId, at: Period) -> Option<Number> {
        let cell = self.cells[usize::from(self.layout.by_query[query][at.cycle() as usize]?)];
        (cell != NOTHING).then(|| Number::whole(i64::from(cell)))
    }

    fn word(&self, _: QueryId, _: Period) -> Option<&str> {
        None
    }

    fn facts(&self, _: QueryId, _: Period) -> Vec<&Fact> {
        Vec::new()
    }

    fn exceptions(&self, _: DutyId, _: Period) -> Vec<&Fact> {
        Vec::new()
    }

    fn branch(&self) -> Option<&Branch> {
        None
    }

    fn owed(&self, duty: DutyId, _: Window, at: Period) -> Option<Owed> {
        let rule = &self.scheme.duties[duty];
        let Measure::Constant(times) = &rule.times else { return None };
        let owed = times.floor();
        let found = self.number(rule.record, at).map_or(0, Number::floor);
        Some(Owed { owed, done: found.min(owed), late: 0, excused: 0, days_late: 0, open: 0 })
    }
}

/// Kept beside the ordinary ranking so that both are seen to agree.
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rank::{Key, rank};

    proptest! {
        #[test]
        fn ranks_agree_with_the_ordinary_ranking(scores in proptest::collection::vec(0_i64..30, 0..50)) {
            let totals: Vec<Points> = scores.iter().map(|score| Points::from_thousandths(*score)).collect();
            let keys: Vec<Key> =
                totals.iter().map(|total| Key { score: total.number(), breakers: Vec::new() }).collect();
            let (places, _) = rank(&keys);
            let ordinary: Vec<u32> = places.iter().map(|place| place.rank).collect();
            prop_assert_eq!(ranks(&vec![0; totals.len()], &totals), ordinary);
        }
    }
}

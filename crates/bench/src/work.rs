//! The work itself: facts from Parquet, months rated, quarters and the year joined, results to Parquet.
//!
//! Branches are taken in blocks so that memory stays bounded; row groups that hold no branch of a block are left out.
//! In a block every thread owns a contiguous range of branches. The threads share the decoding, column by column,
//! then each adds all rows to its own range and rates it; while one is still rating, the other decodes the next month.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Barrier, Mutex, RwLock,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use rating::{
    bulk::{Bulk, MonthScores, Rows, Starred, ranks, stars},
    period::{Cycle, Period},
    points::Points,
    scheme::Scheme,
};

use crate::{
    month,
    table::{Store, Table, Writer},
};

/// Row groups decoded before they are added; bounds the memory for facts.
const GROUPS_AT_ONCE: usize = 4;
/// Rows added at a time, so that they stay in the cache.
const ROWS_AT_ONCE: usize = 1 << 14;
/// Branches rated at a time; their scores go into the columns while they are in the cache.
const BRANCHES_AT_ONCE: usize = 1 << 10;
/// A row that is not to be counted.
const NO_CLASS: u16 = u16::MAX;
/// The flag of the veto follows the items in the results as the last of them.
const VETO_ITEM: usize = 39;

/// How to run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub months: u32,
    pub threads: usize,
    /// Branches held in memory at a time.
    pub block: u32,
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Done {
    pub branches: usize,
    pub facts: usize,
    /// Files of scores of each month, in order of branch.
    pub parts: Vec<Vec<PathBuf>>,
    /// Time of all threads by stage, waiting excluded.
    pub stages: Stages,
}

#[derive(Debug, Default, Clone, Copy)]
pub struct Stages {
    pub decode: Duration,
    pub add: Duration,
    pub rate: Duration,
    pub join: Duration,
    pub write: Duration,
    pub rank: Duration,
}

impl Stages {
    fn plus(&mut self, other: Stages) {
        self.decode += other.decode;
        self.add += other.add;
        self.rate += other.rate;
        self.join += other.join;
        self.write += other.write;
        self.rank += other.rank;
    }

    pub fn list(&self) -> [(&'static str, Duration); 6] {
        [
            ("decode", self.decode),
            ("add", self.add),
            ("rate", self.rate),
            ("join", self.join),
            ("write", self.write),
            ("rank and stars", self.rank),
        ]
    }
}

/// One sort of fact table: where its columns are and what its rows become.
#[derive(Debug, Clone, Copy)]
struct Sort {
    name: &'static str,
    kind: &'static str,
    /// Zero where a row does not count.
    valid: Option<&'static str>,
    /// Field of the scheme and column.
    fields: &'static [(&'static str, &'static str)],
}

/// The largest first, so that the threads end together.
const SORTS: [Sort; 3] = [
    Sort { name: "entries", kind: "ind", valid: None, fields: &[("actual", "num"), ("target", "den")] },
    Sort { name: "records", kind: "kind", valid: Some("status"), fields: &[("due", "due"), ("present", "attend")] },
    Sort { name: "events", kind: "ind", valid: None, fields: &[("points", "points")] },
];

impl Sort {
    fn columns(&self) -> impl Iterator<Item = &'static str> {
        ["branch_id", self.kind].into_iter().chain(self.fields.iter().map(|(_, column)| *column)).chain(self.valid)
    }

    /// The scheme's fact class for each number in the kind column.
    fn classes(&self, scheme: &Scheme) -> Vec<u16> {
        let class = |number: usize| {
            let key = fact_key(self.name, number);
            scheme.classes.iter().position(|class| class.key == key).map_or(NO_CLASS, |class| class as u16)
        };
        (0..=usize::from(u8::MAX)).map(class).collect()
    }
}

/// The scheme's key for a row: `r03`, `e25`, `v36`.
pub fn fact_key(table: &str, number: usize) -> String {
    match table {
        "records" => format!("r{number:02}"),
        "entries" => format!("e{number}"),
        _ => format!("v{number}"),
    }
}

/// Tables of one month, in the order of [`SORTS`].
struct Month {
    tables: Vec<Table>,
    /// By table: positions of the columns that are read.
    columns: Vec<Vec<usize>>,
}

impl Month {
    fn open(data: &Path, number: u32) -> Result<Month> {
        let mut month = Month { tables: Vec::new(), columns: Vec::new() };
        for sort in &SORTS {
            let table = Table::open(&data.join(format!("{}_{number:02}.parquet", sort.name)))?;
            month.columns.push(sort.columns().map(|name| table.column(name)).collect::<Result<_>>()?);
            month.tables.push(table);
        }
        Ok(month)
    }

    /// The row groups that may hold branches of a range, a few at a time.
    fn batches(&self, first: u32, end: u32) -> Vec<Vec<(usize, usize)>> {
        let mut groups = Vec::new();
        for (sort, table) in self.tables.iter().enumerate() {
            for group in 0..table.n_groups() {
                let range = table.range(group, self.columns[sort][0]);
                if range.is_none_or(|(low, high)| (low as u32) < end && high as u32 >= first) {
                    groups.push((sort, group));
                }
            }
        }
        groups.chunks(GROUPS_AT_ONCE).map(<[_]>::to_vec).collect()
    }
}

/// Room for the columns of one batch.
type Buffers = Vec<RwLock<Vec<i32>>>;

const MOST_COLUMNS: usize = 5;

/// Totals of one range of branches, in hundredths to save memory.
#[derive(Default)]
struct Range {
    months: Vec<Vec<i32>>,
    joined: Vec<(Period, Vec<i32>, Vec<bool>)>,
    parts: Vec<PathBuf>,
}

fn hundredths(points: Points) -> i32 {
    (points.thousandths() / 10) as i32
}

fn points(hundredths: &[i32]) -> Vec<Points> {
    hundredths.iter().map(|value| Points::from_thousandths(i64::from(*value) * 10)).collect()
}

/// Rates all branches of `data` and writes the results to `out`.
///
/// # Errors
/// If the data cannot be read, the results not written, or the scheme not be rated in bulk.
pub fn run(scheme: &Scheme, data: &Path, out: &Path, plan: Plan) -> Result<Done> {
    let branches = Table::open(&data.join("branches.parquet"))?;
    let categories: Vec<u8> = branches.whole("cat")?.into_iter().map(|category| category as u8 - 1).collect();
    let standing: Vec<u8> = branches.whole("init_star")?.into_iter().map(|star| star as u8).collect();
    let months: Vec<Month> = (1..=plan.months).map(|number| Month::open(data, number)).collect::<Result<_>>()?;
    fs::create_dir_all(out)?;

    let n = categories.len();
    let mut done = Done {
        branches: n,
        facts: months.iter().flat_map(|month| &month.tables).map(Table::n_rows).sum(),
        parts: vec![Vec::new(); months.len()],
        stages: Stages::default(),
    };
    let mut company = Range { months: vec![Vec::new(); months.len()], ..Range::default() };
    for first in (0..n).step_by(plan.block.max(1) as usize) {
        let end = n.min(first + plan.block.max(1) as usize);
        let block = Block::new(scheme, &months, &categories, out, first..end, plan.threads);
        for (range, stages) in block.run()? {
            done.stages.plus(stages);
            for (all, part) in company.months.iter_mut().zip(&range.months) {
                all.extend_from_slice(part);
            }
            for (place, (period, totals, vetoed)) in range.joined.into_iter().enumerate() {
                if company.joined.len() == place {
                    company.joined.push((period, Vec::new(), Vec::new()));
                }
                company.joined[place].1.extend(totals);
                company.joined[place].2.extend(vetoed);
            }
            for (all, part) in done.parts.iter_mut().zip(range.parts) {
                all.push(part);
            }
        }
    }
    let spent = standings(scheme, out, &categories, &standing, &company, plan.threads)?;
    done.stages.rank += spent;
    Ok(done)
}

/// A block of branches rated by several threads.
struct Block<'w> {
    scheme: &'w Scheme,
    months: &'w [Month],
    categories: &'w [u8],
    out: &'w Path,
    /// Branches of each thread.
    ranges: Vec<std::ops::Range<usize>>,
    classes: Vec<Vec<u16>>,
    /// By month, the batches of row groups.
    batches: Vec<Vec<Vec<(usize, usize)>>>,
    /// By batch of the whole block: the next column to decode.
    next: Vec<AtomicUsize>,
    /// Two sets: one is being added while the other is being filled.
    buffers: [Buffers; 2],
    barrier: Barrier,
    failed: Mutex<Option<anyhow::Error>>,
}

impl<'w> Block<'w> {
    fn new(
        scheme: &'w Scheme,
        months: &'w [Month],
        categories: &'w [u8],
        out: &'w Path,
        branches: std::ops::Range<usize>,
        threads: usize,
    ) -> Block<'w> {
        let share = branches.len().div_ceil(threads);
        let range = |thread: usize| {
            let first = (branches.start + thread * share).min(branches.end);
            first..(first + share).min(branches.end)
        };
        let (first, end) = (branches.start as u32, branches.end as u32);
        let batches: Vec<_> = months.iter().map(|month| month.batches(first, end)).collect();
        let buffers = || (0..GROUPS_AT_ONCE * MOST_COLUMNS).map(|_| RwLock::default()).collect();
        Block {
            scheme,
            months,
            categories,
            out,
            ranges: (0..threads).map(range).collect(),
            classes: SORTS.iter().map(|sort| sort.classes(scheme)).collect(),
            next: batches.iter().flatten().map(|_| AtomicUsize::new(0)).collect(),
            batches,
            buffers: [buffers(), buffers()],
            barrier: Barrier::new(threads),
            failed: Mutex::default(),
        }
    }

    fn run(&self) -> Result<Vec<(Range, Stages)>> {
        let results: Vec<_> = std::thread::scope(|scope| {
            let workers: Vec<_> = (1..self.ranges.len()).map(|thread| scope.spawn(move || self.work(thread))).collect();
            let mine = self.work(0);
            let others = workers.into_iter().map(|worker| worker.join().expect("a rating thread stopped"));
            std::iter::once(mine).chain(others).collect()
        });
        match self.failed.lock().ok().and_then(|mut failed| failed.take()) {
            Some(error) => Err(error),
            None => Ok(results),
        }
    }

    /// Does a piece of work unless one has failed before; every thread still comes to every barrier.
    fn attempt(&self, time: &mut Duration, work: impl FnOnce() -> Result<()>) {
        let begin = Instant::now();
        let Ok(failed) = self.failed.lock().map(|failed| failed.is_some()) else { return };
        if failed {
            return;
        }
        if let Err(error) = work()
            && let Ok(mut failed) = self.failed.lock()
        {
            failed.get_or_insert(error);
        }
        *time += begin.elapsed();
    }

    fn work(&self, thread: usize) -> (Range, Stages) {
        let mut stages = Stages::default();
        let mut range = Range::default();
        let branches = self.ranges[thread].clone();
        let mut bulk = None;
        self.attempt(&mut stages.add, || {
            bulk = Some(Bulk::new(self.scheme, branches.start as u32, &self.categories[branches.clone()])?);
            Ok(())
        });
        let mut scores = MonthScores::default();
        let mut chunk = Chunk::default();
        let mut columns = Columns::default();
        let mut batch = 0;
        for (place, batches) in self.batches.iter().enumerate() {
            let period = month(place as u32 + 1);
            if let Some(bulk) = &mut bulk {
                self.attempt(&mut stages.add, || {
                    bulk.begin(period);
                    Ok(())
                });
            }
            for groups in batches {
                let buffers = &self.buffers[batch % 2];
                self.attempt(&mut stages.decode, || {
                    self.decode(&self.months[place], groups, &self.next[batch], buffers)
                });
                self.barrier.wait();
                if let Some(bulk) = &mut bulk {
                    self.attempt(&mut stages.add, || {
                        self.add(groups, buffers, &branches, bulk, &mut chunk);
                        Ok(())
                    });
                }
                batch += 1;
            }
            let Some(bulk) = &mut bulk else { continue };
            self.attempt(&mut stages.rate, || {
                columns.start(branches.start, branches.len());
                let mut totals = Vec::with_capacity(branches.len());
                for first in (0..branches.len()).step_by(BRANCHES_AT_ONCE) {
                    let slice = first..branches.len().min(first + BRANCHES_AT_ONCE);
                    bulk.rate_range(period, slice, &mut scores);
                    totals.extend(scores.totals.iter().copied().map(hundredths));
                    columns.add(&scores);
                }
                range.months.push(totals);
                Ok(())
            });
            self.attempt(&mut stages.join, || {
                for cycle in [Cycle::Quarter, Cycle::Year] {
                    let longer = period.widened(cycle);
                    if longer.last_day() == period.last_day() {
                        let months = (cycle.months() as usize).min(range.months.len());
                        let parts: Vec<_> =
                            range.months[range.months.len() - months..].iter().map(|part| points(part)).collect();
                        let parts: Vec<&[Points]> = parts.iter().map(Vec::as_slice).collect();
                        let (totals, vetoed) = bulk.join(longer, &parts);
                        range.joined.push((longer, totals.into_iter().map(hundredths).collect(), vetoed));
                    }
                }
                Ok(())
            });
            self.attempt(&mut stages.write, || {
                let path = self.out.join(format!("scores_{:02}_{:07}.parquet", place + 1, branches.start));
                columns.write(&path)?;
                range.parts.push(path);
                Ok(())
            });
        }
        (range, stages)
    }

    /// Decodes columns of a batch as long as there are any left.
    fn decode(&self, month: &Month, groups: &[(usize, usize)], next: &AtomicUsize, buffers: &Buffers) -> Result<()> {
        loop {
            let task = next.fetch_add(1, Ordering::Relaxed);
            let (slot, column) = (task / MOST_COLUMNS, task % MOST_COLUMNS);
            let Some((sort, group)) = groups.get(slot).copied() else { return Ok(()) };
            let Some(position) = month.columns[sort].get(column) else { continue };
            let mut buffer = buffers[task].write().ok().context("a buffer was left half filled")?;
            month.tables[sort].read(group, *position, &mut buffer)?;
        }
    }

    /// Adds a decoded batch to a range of branches.
    fn add(
        &self,
        groups: &[(usize, usize)],
        buffers: &Buffers,
        branches: &std::ops::Range<usize>,
        bulk: &mut Bulk<'_>,
        chunk: &mut Chunk,
    ) {
        for (slot, (sort, _)) in groups.iter().enumerate() {
            let columns: Vec<_> =
                (0..MOST_COLUMNS).filter_map(|column| buffers[slot * MOST_COLUMNS + column].read().ok()).collect();
            let (sort, classes) = (&SORTS[*sort], &self.classes[*sort]);
            let rows = columns[0].len();
            for from in (0..rows).step_by(ROWS_AT_ONCE) {
                let some = from..rows.min(from + ROWS_AT_ONCE);
                chunk.branch.clear();
                chunk.branch.extend(columns[0][some.clone()].iter().map(|branch| *branch as u32));
                let low = chunk.branch.iter().copied().min().unwrap_or(0) as usize;
                let high = chunk.branch.iter().copied().max().unwrap_or(0) as usize;
                if high < branches.start || low >= branches.end {
                    continue;
                }
                chunk.class.clear();
                let kinds = columns[1][some.clone()].iter().map(|kind| classes[usize::from(*kind as u8)]);
                match sort.valid {
                    None => chunk.class.extend(kinds),
                    Some(_) => {
                        let valid = &columns[2 + sort.fields.len()][some.clone()];
                        let counted = kinds.zip(valid).map(|(class, valid)| if *valid == 1 { class } else { NO_CLASS });
                        chunk.class.extend(counted);
                    }
                }
                let mut fields: [(&str, &[i32]); 2] = [("", &[]); 2];
                for (place, (name, _)) in sort.fields.iter().enumerate() {
                    fields[place] = (name, &columns[2 + place][some.clone()]);
                }
                let fields = &fields[..sort.fields.len()];
                bulk.add(&Rows { class: &chunk.class, branch: &chunk.branch, fields });
            }
        }
    }
}

#[derive(Default)]
struct Chunk {
    class: Vec<u16>,
    branch: Vec<u32>,
}

/// Columns of the monthly scores.
pub const SCORES: [(&str, u8); 47] = {
    let mut columns = [("branch_id", 32); 47];
    let mut place = 0;
    while place < SCORE_NAMES.len() {
        columns[place + 1].0 = SCORE_NAMES[place];
        place += 1;
    }
    columns
};

const SCORE_NAMES: [&str; 46] = [
    "s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16", "s17",
    "s18", "s19", "s20", "s21", "s22", "s23", "s24", "s25", "s26", "s27", "s28", "s29", "s30", "s31", "s32", "s33",
    "s34", "s35", "s36", "s37", "s38", "s39", "s40", "i1", "i2", "i3", "i4", "i5", "total",
];

/// The scores of a month, column by column.
#[derive(Default)]
struct Columns(Vec<Vec<i32>>);

impl Columns {
    fn start(&mut self, first: usize, n: usize) {
        self.0.resize(SCORES.len(), Vec::new());
        for column in &mut self.0 {
            column.clear();
            column.reserve(n);
        }
        self.0[0].extend((first..first + n).map(|branch| branch as i32));
    }

    /// Turns rows into columns, a few at a time, so that they stay in the cache.
    fn add(&mut self, scores: &MonthScores) {
        const TILE: usize = 64;
        let n = scores.totals.len().max(1);
        let (n_items, n_indices) = (scores.items.len() / n, scores.indices.len() / n);
        let (items, rest) = self.0[1..].split_at_mut(n_items);
        for rows in scores.items.chunks(TILE * n_items) {
            for (item, column) in items.iter_mut().enumerate().filter(|(item, _)| *item != VETO_ITEM) {
                column.extend(rows.chunks_exact(n_items).map(|row| hundredths(row[item])));
            }
        }
        items[VETO_ITEM].extend(scores.vetoed.iter().map(|vetoed| i32::from(*vetoed)));
        for (index, column) in rest[..n_indices].iter_mut().enumerate() {
            column.extend(scores.indices.chunks_exact(n_indices).map(|row| hundredths(row[index])));
        }
        rest[n_indices].extend(scores.totals.iter().copied().map(hundredths));
    }

    fn write(&self, path: &Path) -> Result<()> {
        let mut writer = Writer::create(path, &SCORES, 1, Store::Plain)?;
        writer.row_group(self.0.iter().map(Vec::as_slice))?;
        writer.finish()
    }
}

/// Ranks of the months and stars of the longer periods, for the whole company; returns the time of all threads.
fn standings(
    scheme: &Scheme,
    out: &Path,
    categories: &[u8],
    standing: &[u8],
    company: &Range,
    threads: usize,
) -> Result<Duration> {
    let next = AtomicUsize::new(0);
    let task = |place: usize| -> Result<bool> {
        // The year first: it takes longest.
        if let Some(place) = company.joined.len().checked_sub(place + 1) {
            let (period, totals, vetoed) = &company.joined[place];
            let yearly = period.cycle() == Cycle::Year;
            let held = yearly.then_some(standing);
            let starred = stars(scheme, *period, categories, &points(totals), vetoed, held)?;
            write_stars(out, *period, totals, vetoed, &starred)?;
            return Ok(true);
        }
        let place = place - company.joined.len();
        let Some(totals) = company.months.get(place) else { return Ok(false) };
        let ranks = ranks(categories, &points(totals));
        let path = out.join(format!("ranks_{:02}.parquet", place + 1));
        let mut writer = Writer::create(&path, &[("rank", 32)], 1, Store::Plain)?;
        writer.row_group_with(1, |_, values| values.extend(ranks.iter().map(|rank| *rank as i32)))?;
        writer.finish()?;
        Ok(true)
    };
    let worker = || -> Result<Duration> {
        let begin = Instant::now();
        while task(next.fetch_add(1, Ordering::Relaxed))? {}
        Ok(begin.elapsed())
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut spent = worker()?;
        for worker in workers {
            spent += worker.join().expect("a ranking thread stopped")?;
        }
        Ok(spent)
    })
}

/// Where the stars of a quarter or year are written.
pub fn stars_path(out: &Path, period: Period) -> PathBuf {
    out.join(format!("stars_{period}.parquet"))
}

/// A veto leaves no star, whatever the points say.
fn write_stars(out: &Path, period: Period, totals: &[i32], vetoed: &[bool], starred: &[Starred]) -> Result<()> {
    const COLUMNS: [(&str, u8); 4] = [("score", 32), ("rank", 32), ("target", 32), ("star", 32)];
    let mut writer = Writer::create(&stars_path(out, period), &COLUMNS, 1, Store::Plain)?;
    writer.row_group_with(COLUMNS.len(), |column, values| match column {
        0 => values.extend_from_slice(totals),
        1 => values.extend(starred.iter().map(|one| one.rank as i32)),
        2 => values
            .extend(starred.iter().zip(vetoed).map(|(one, vetoed)| if *vetoed { 0 } else { i32::from(one.target) })),
        _ => values.extend(starred.iter().map(|one| i32::from(one.star))),
    })?;
    writer.finish()
}

//! The data: a pure function of branch, month and stream, so that every size and every language has the same rows.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use anyhow::Result;

use crate::table::{Column, Store, Writer};

const SEED: u64 = 5521;
const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;
const GROUP: usize = 1 << 20;
/// Events are ordered inside stretches of so many branches.
const STRETCH: u32 = 16_384;

pub const BRANCHES: [Column; 5] = [("branch_id", 32), ("cat", 16), ("unit_id", 32), ("members", 16), ("init_star", 16)];
pub const RECORDS: [Column; 7] =
    [("branch_id", 32), ("month", 8), ("day", 8), ("kind", 8), ("due", 16), ("attend", 16), ("status", 8)];
pub const ENTRIES: [Column; 5] = [("branch_id", 32), ("month", 8), ("ind", 8), ("num", 16), ("den", 16)];
pub const EVENTS: [Column; 4] = [("branch_id", 32), ("month", 8), ("ind", 8), ("points", 16)];

/// A number below `n`, decided by branch, month and stream alone (the finaliser of splitmix64).
fn draw(branch: u32, month: u32, stream: u32, n: u32) -> u32 {
    let place = u64::from(branch) * 4096 + u64::from(1 + stream + 256 * month);
    let mut z = place.wrapping_mul(GAMMA).wrapping_add(SEED);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^= z >> 31;
    (z >> 32) as u32 % n
}

#[derive(Clone, Copy)]
struct Branch {
    category: u32,
    members: u32,
    /// How well it works, 0 to 99.
    quality: u32,
    star: u32,
}

impl Branch {
    fn new(branch: u32) -> Branch {
        let share = draw(branch, 0, 1, 100);
        Branch {
            category: 1 + [35, 60, 75, 90].into_iter().map(|limit| u32::from(share >= limit)).sum::<u32>(),
            members: 5 + draw(branch, 0, 2, 56),
            quality: draw(branch, 0, 3, 100),
            star: draw(branch, 0, 4, 5),
        }
    }
}

/// How likely it is, in percent, that the record of a kind exists; some kinds may come twice a month.
fn likely(kind: u32, second: bool, quality: u32) -> u32 {
    match (kind, second) {
        (2, true) => 80 + quality / 6,
        (1..=6, false) => 88 + quality / 10,
        (1..=6, true) => 10,
        (7..=10, false) => 45 + quality / 10,
        (7..=10, true) => 5,
        (_, false) => 14 + quality / 20,
        (_, true) => 0,
    }
}

/// Where the data of a size lie; written first if they do not exist.
///
/// # Errors
/// If they cannot be written.
pub fn ensure(root: &Path, branches: u32, months: u32, threads: usize) -> Result<PathBuf> {
    let folder = root.join(format!("{branches}"));
    fs::create_dir_all(&folder)?;
    if !folder.join("branches.parquet").exists() {
        write_atomically(&folder, "branches", |path| write_branches(path, branches))?;
    }
    let next = AtomicU32::new(1);
    std::thread::scope(|scope| {
        let worker = || -> Result<()> {
            loop {
                let month = next.fetch_add(1, Ordering::Relaxed);
                if month > months {
                    return Ok(());
                }
                write_month(&folder, branches, month)?;
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("a generator thread stopped"))
    })?;
    Ok(folder)
}

fn write_atomically(folder: &Path, name: &str, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let path = folder.join(format!("{name}.parquet"));
    if path.exists() {
        return Ok(());
    }
    let unfinished = folder.join(format!("{name}.unfinished"));
    write(&unfinished)?;
    Ok(fs::rename(unfinished, path)?)
}

fn write_month(folder: &Path, branches: u32, month: u32) -> Result<()> {
    write_atomically(folder, &format!("records_{month:02}"), |path| write_records(path, branches, month))?;
    write_atomically(folder, &format!("entries_{month:02}"), |path| write_entries(path, branches, month))?;
    write_atomically(folder, &format!("events_{month:02}"), |path| write_events(path, branches, month))
}

fn write_branches(path: &Path, branches: u32) -> Result<()> {
    let mut writer = Writer::create(path, &BRANCHES, GROUP, Store::Compact)?;
    for id in 0..branches {
        let branch = Branch::new(id);
        writer.push(&[id, branch.category, id / 25, branch.members, branch.star].map(|value| value as i32))?;
    }
    writer.finish()
}

/// Ordered by day, then branch, then kind.
fn write_records(path: &Path, branches: u32, month: u32) -> Result<()> {
    struct Record {
        branch: u32,
        due: u16,
        attend: u16,
        kind: u8,
        valid: bool,
    }
    let mut days: Vec<Vec<Record>> = (0..28).map(|_| Vec::new()).collect();
    for id in 0..branches {
        let branch = Branch::new(id);
        for kind in 1..=12 {
            for second in [false, true] {
                if kind >= 11 && second {
                    continue;
                }
                let stream = 16 + (kind - 1) * 8 + u32::from(second) * 4;
                if draw(id, month, stream, 100) >= likely(kind, second, branch.quality) {
                    continue;
                }
                let day = draw(id, month, stream + 1, 28);
                let due = branch.members;
                let absent = draw(id, month, stream + 2, 1 + due * (130 - branch.quality) / 300);
                let valid = draw(id, month, stream + 3, 100) < 96;
                days[day as usize].push(Record {
                    branch: id,
                    due: due as u16,
                    attend: (due - absent) as u16,
                    kind: kind as u8,
                    valid,
                });
            }
        }
    }
    let mut writer = Writer::create(path, &RECORDS, GROUP, Store::Compact)?;
    for (day, records) in days.into_iter().enumerate() {
        for record in records {
            writer.push(&[
                record.branch as i32,
                month as i32,
                day as i32 + 1,
                i32::from(record.kind),
                i32::from(record.due),
                i32::from(record.attend),
                i32::from(record.valid),
            ])?;
        }
    }
    writer.finish()
}

/// Ordered by indicator, then branch.
fn write_entries(path: &Path, branches: u32, month: u32) -> Result<()> {
    let mut writer = Writer::create(path, &ENTRIES, GROUP, Store::Compact)?;
    for indicator in 19..36 {
        let stream = 112 + (indicator - 19) * 4;
        for id in 0..branches {
            if draw(id, month, stream, 100) >= 97 {
                continue;
            }
            let quality = draw(id, 0, 3, 100);
            let drawn = |n| draw(id, month, stream + 1, n);
            let (num, den) = match indicator {
                19..=24 => {
                    let den = drawn(21);
                    let short = draw(id, month, stream + 2, 1 + den * (120 - quality) / 200);
                    (den - den.min(short), den)
                }
                28 | 30 => (1400 - 2 * quality - drawn(500), 0),
                25..=30 => (600 + 2 * quality + drawn(500), 0),
                _ => (300 * (60 + quality * 3 / 10 + drawn(15)) / 100, 0),
            };
            writer.push(&[id, month, indicator, num, den].map(|value| value as i32))?;
        }
    }
    writer.finish()
}

fn write_events(path: &Path, branches: u32, month: u32) -> Result<()> {
    let mut writer = Writer::create(path, &EVENTS, GROUP, Store::Compact)?;
    for first in (0..branches).step_by(STRETCH as usize) {
        let stretch = first..branches.min(first + STRETCH);
        for indicator in 36..40 {
            for (second, chance) in [(0, 40), (1, 8)] {
                let stream = 180 + (indicator - 36) * 4 + second * 2;
                for id in stretch.clone() {
                    if draw(id, month, stream, 1000) < chance {
                        let points = 10 * (1 + draw(id, month, stream + 1, 30));
                        writer.push(&[id, month, indicator, points].map(|value| value as i32))?;
                    }
                }
            }
        }
        for id in stretch {
            if draw(id, month, 200, 10_000) < 5 {
                writer.push(&[id, month, 40, 0].map(|value| value as i32))?;
            }
        }
    }
    writer.finish()
}

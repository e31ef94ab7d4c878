//! How like two records are written. A hint for the reviewer, never a point: nothing here makes a fact.
//!
//! Texts are compared by runs of six characters after punctuation, figures, dates and the names of the branch were taken
//! out; phrases that all records have do not count. `sketch` gives the few numbers by which a database finds candidates,
//! [`compare`] then reads the candidates themselves.

mod fixed;
mod later;
mod picture;
mod plain;
mod runs;
mod sketch;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

pub use later::{Later, later};
pub use picture::{apart, bands};
pub use runs::Shared;

use crate::RecordBody;
use fixed::fixed;
use plain::{Plain, plain};

/// What so many other branches wrote as well was given to all of them, or is a manner of speaking.
pub const COMMON: usize = 5;
/// Like characters below which nothing is said.
const FEW: usize = 60;
/// Like characters from which something is said whatever the share.
const MANY: usize = 120;
/// Per cent of a record's text from which something is said.
const SHARE: usize = 40;

/// The free text of a record, ready to be compared.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    pub(self) parts: Vec<Part>,
}

/// One field.
#[derive(Debug, Clone)]
struct Part {
    /// `agenda.2.summary`.
    at: String,
    text: Vec<char>,
    plain: Plain,
    shingles: Vec<u64>,
    /// Which shingles are the writer's own words.
    own: Vec<bool>,
}

impl Prose {
    /// The account, what was said and decided, and what is to be mended. `names` are those of the branch and the bodies
    /// above it; whoever is named in the record is left out as well.
    pub fn of(body: &RecordBody, names: &[&str]) -> Prose {
        let names = left_out(body, names);
        let mut parts = Vec::new();
        let mut add = |at: String, text: &str| {
            let text: Vec<char> = text.chars().collect();
            let plain = plain(&text, &names);
            let shingles = sketch::shingles(&plain.chars);
            if !shingles.is_empty() {
                let own = sketch::own(&shingles, fixed());
                parts.push(Part { at, text, plain, shingles, own });
            }
        };
        add("account".to_owned(), body.account.as_deref().unwrap_or_default());
        for (n, agenda) in body.agenda.iter().enumerate() {
            add(format!("agenda.{n}.summary"), agenda.summary.as_deref().unwrap_or_default());
            add(format!("agenda.{n}.resolution"), agenda.resolution.as_deref().unwrap_or_default());
        }
        for (n, item) in body.rectifications.iter().enumerate() {
            add(format!("rectifications.{n}.problem"), &item.problem);
            add(format!("rectifications.{n}.measure"), item.measure.as_deref().unwrap_or_default());
        }
        Prose { parts }
    }

    /// The buckets by which like texts are found: texts that share one are worth comparing. Few, whatever the length.
    pub fn buckets(&self) -> Vec<i64> {
        let mut found = BTreeSet::new();
        for part in &self.parts {
            let all = sketch::passages(&part.plain.chars, &part.sentences());
            for passage in sketch::longest(all) {
                found.extend(sketch::buckets(part.own(passage)));
            }
        }
        found.into_iter().collect()
    }

    fn own(&self) -> HashSet<u64> {
        self.parts.iter().flat_map(|part| part.own(0..part.plain.chars.len())).collect()
    }
}

impl Part {
    /// Shingles inside a passage that are the writer's own words.
    fn own(&self, passage: std::ops::Range<usize>) -> impl Iterator<Item = u64> {
        let last = (passage.end + 1).saturating_sub(sketch::SHINGLE).min(self.shingles.len());
        let inside = passage.start.min(last)..last;
        inside.filter(|n| self.own[*n]).map(|n| self.shingles[n])
    }

    /// Ends of sentences in kept characters.
    fn sentences(&self) -> Vec<usize> {
        let ends = |place: usize| matches!(self.text[place], '。' | '！' | '？' | '；' | ';' | '\n');
        let mut found = Vec::new();
        for n in 1..self.plain.places.len() {
            if (self.plain.places[n - 1]..self.plain.places[n]).any(ends) {
                found.push(n);
            }
        }
        found.push(self.plain.places.len());
        found
    }
}

/// Names that differ although the text is the same, the longest first.
fn left_out(body: &RecordBody, names: &[&str]) -> Vec<Vec<char>> {
    let people = body.attendance.iter().map(|attendee| attendee.name.as_str());
    let people = people.chain(body.chair.as_deref()).chain(body.recorder.as_deref());
    let people = people.chain(body.lecturer.as_ref().map(|lecturer| lecturer.name.as_str()));
    let mut all: Vec<Vec<char>> = Vec::new();
    for name in names.iter().copied().chain(people) {
        all.push(name.chars().collect());
        // A branch calls itself by the place alone, too.
        for ending in ["党支部", "党总支", "党委", "支部"] {
            if let Some(place) = name.strip_suffix(ending) {
                all.push(place.chars().collect());
            }
        }
    }
    all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    all.dedup();
    all
}

/// How like two texts are, in per cent: twice the common shingles over those of both. The same from both sides; 100 for
/// the same text, 0 where one says nothing of its own.
pub fn likeness(one: &Prose, other: &Prose) -> usize {
    let (one, other) = (one.own(), other.own());
    let both = one.intersection(&other).count();
    (200 * both).checked_div(one.len() + other.len()).unwrap_or(0)
}

/// What one text has in common with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// Per cent of the characters of our text that stand in the other as well.
    pub share: usize,
    /// How many characters that is.
    pub characters: usize,
    /// The passages, longest first.
    pub shared: Vec<Shared>,
}

/// Shingles of `ours` that [`COMMON`] or more other branches have as well; `others` are texts with their branches.
pub fn common<'a>(ours: &Prose, others: impl IntoIterator<Item = (&'a str, &'a Prose)>) -> HashSet<u64> {
    let own = ours.own();
    let mut seen: HashMap<u64, HashSet<&str>> = HashMap::new();
    for (branch, prose) in others {
        for shingle in prose.own().intersection(&own) {
            seen.entry(*shingle).or_default().insert(branch);
        }
    }
    seen.into_iter().filter(|(_, branches)| branches.len() >= COMMON).map(|(shingle, _)| shingle).collect()
}

/// What `ours` has in common with `theirs`, besides fixed phrases and what is `common`; `None` where it is not worth a
/// word.
pub fn compare(ours: &Prose, theirs: &Prose, common: &HashSet<u64>) -> Option<Overlap> {
    let own = theirs.own();
    let like: HashSet<u64> =
        ours.own().intersection(&own).copied().filter(|shingle| !common.contains(shingle)).collect();
    let (shared, characters) = runs::runs(ours, theirs, &like);
    let total: usize = ours.parts.iter().map(|part| part.plain.chars.len()).sum();
    let share = (100 * characters).checked_div(total).unwrap_or(0);
    let worth = characters >= FEW && (share >= SHARE || characters >= MANY);
    worth.then_some(Overlap { share, characters, shared })
}

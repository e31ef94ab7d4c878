//! The passages that two texts share, as they stand in each.

use std::collections::{HashMap, HashSet};

use super::{Part, Prose, sketch::SHINGLE};

/// A passage that stands in both, with whatever was changed inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// The field of our record: `agenda.2.summary`.
    pub at: String,
    pub ours: String,
    pub theirs: String,
}

/// Changed characters inside one passage: another name, another figure.
const GAP: usize = 8;
/// A run shorter than two shingles is chance.
const SHORTEST: usize = 2 * SHINGLE;
/// Passages that are shown.
const MOST: usize = 6;
/// Characters of a passage that are shown.
const SHOWN: usize = 300;

/// The longest common passages, and how many characters of ours stand in them all.
pub(super) fn runs(ours: &Prose, theirs: &Prose, like: &HashSet<u64>) -> (Vec<Shared>, usize) {
    let mut places: HashMap<u64, (usize, usize)> = HashMap::new();
    for (n, part) in theirs.parts.iter().enumerate() {
        for (place, shingle) in part.shingles.iter().enumerate() {
            places.entry(*shingle).or_insert((n, place));
        }
    }
    let mut found: Vec<(usize, Shared)> = Vec::new();
    for part in &ours.parts {
        for (from, to, characters) in covered(part, like) {
            let first = places[&part.shingles[from]];
            let last = places[&part.shingles[to]];
            let their_part = &theirs.parts[first.0];
            // Where the order was changed the end lies elsewhere: then as much as stands here.
            let length = to - from;
            let end = if last.0 == first.0 && last.1 >= first.1 && last.1 - first.1 <= length + 4 * GAP {
                last.1
            } else {
                (first.1 + length).min(their_part.shingles.len() - 1)
            };
            let shared =
                Shared { at: part.at.clone(), ours: shown(part, from, to), theirs: shown(their_part, first.1, end) };
            found.push((characters, shared));
        }
    }
    let characters = found.iter().map(|(characters, _)| characters).sum();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.at.cmp(&b.1.at)));
    found.truncate(MOST);
    (found.into_iter().map(|(_, shared)| shared).collect(), characters)
}

/// Runs of like shingles: the first and the last, and how many characters they cover.
fn covered(part: &Part, like: &HashSet<u64>) -> Vec<(usize, usize, usize)> {
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (n, shingle) in part.shingles.iter().enumerate() {
        if !like.contains(shingle) {
            continue;
        }
        match runs.last_mut() {
            Some((_, to, characters)) if n <= *to + SHINGLE + GAP => {
                *characters += (n - *to).min(SHINGLE);
                *to = n;
            }
            _ => runs.push((n, n, SHINGLE)),
        }
    }
    runs.retain(|(.., characters)| *characters >= SHORTEST);
    runs
}

/// The text from one shingle to the end of another, as it was written.
fn shown(part: &Part, from: usize, to: usize) -> String {
    let first = part.plain.places[from];
    let last = part.plain.places[(to + SHINGLE - 1).min(part.plain.places.len() - 1)];
    let text = &part.text[first..=last];
    let mut shown: String = text.iter().take(SHOWN).collect();
    if text.len() > SHOWN {
        shown.push('…');
    }
    shown
}

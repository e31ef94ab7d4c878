//! Shingles, and the few numbers by which like texts are found without reading all texts (MinHash with bands: Broder
//! 1997; Leskovec, Rajaraman, Ullman, “Mining of Massive Datasets”, ch. 3).

use std::collections::HashSet;

/// Characters of one shingle: three Chinese words of two characters.
pub(super) const SHINGLE: usize = 6;
/// A passage with fewer shingles of its own says too little to be called a copy.
const LEAST: usize = 24;
/// A passage ends with a sentence once it is this long, …
const SHORTEST: usize = 48;
/// … and at the latest when it is this long (characters).
const LONGEST: usize = 240;
/// Passages of one record; what is beyond is compared only once the record was found.
const MOST: usize = 16;
/// A text that shares half of its shingles is found with 66 % in one passage, one that shares three quarters with 98 %.
const BANDS: usize = 8;
const ROWS: usize = 3;

/// FNV-1a over the characters, mixed so that every bit counts.
fn hash(values: impl IntoIterator<Item = u64>) -> u64 {
    let folded = values
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, value| (sum ^ value).wrapping_mul(0x0000_0100_0000_01b3));
    mix(folded)
}

/// The finaliser of SplitMix64.
const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// All runs of [`SHINGLE`] characters, in order.
pub(super) fn shingles(chars: &[char]) -> Vec<u64> {
    chars.windows(SHINGLE).map(|run| hash(run.iter().map(|sign| u64::from(*sign)))).collect()
}

/// Where passages end, in kept characters. `sentences` are the ends of sentences. Whether a sentence ends a passage
/// depends on its own words, so that copied sentences fall into like passages wherever they stand.
pub(super) fn passages(chars: &[char], sentences: &[usize]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let (mut start, mut from) = (0, 0);
    for &end in sentences {
        let words = hash(chars[from..end].iter().map(|sign| u64::from(*sign)));
        let length = end - start;
        if length >= LONGEST || (length >= SHORTEST && words.is_multiple_of(3)) {
            found.push(start..end);
            start = end;
        }
        from = end;
    }
    if start < chars.len() {
        match found.last_mut() {
            Some(last) if chars.len() - start < SHORTEST => last.end = chars.len(),
            _ => found.push(start..chars.len()),
        }
    }
    found
}

/// Which shingles are more than half outside all `fixed` phrases; where two such phrases meet, nothing is the writer's own.
pub(super) fn own(shingles: &[u64], fixed: &HashSet<u64>) -> Vec<bool> {
    let mut covered = vec![false; shingles.len() + SHINGLE - 1];
    for (n, shingle) in shingles.iter().enumerate() {
        if fixed.contains(shingle) {
            covered[n..n + SHINGLE].fill(true);
        }
    }
    covered.windows(SHINGLE).map(|run| 2 * run.iter().filter(|covered| !**covered).count() > SHINGLE).collect()
}

/// The buckets of one passage by its own shingles; none if it says too little.
pub(super) fn buckets(own: impl Iterator<Item = u64>) -> Vec<i64> {
    let own: HashSet<u64> = own.collect();
    if own.len() < LEAST {
        return Vec::new();
    }
    let least = |n: u64| own.iter().map(|shingle| mix(shingle ^ mix(n + 1))).min().unwrap_or(0);
    let signature: Vec<u64> = (0..(BANDS * ROWS) as u64).map(least).collect();
    let of =
        |(band, rows): (usize, &[u64])| hash(std::iter::once(band as u64).chain(rows.iter().copied())).cast_signed();
    signature.chunks(ROWS).enumerate().map(of).collect()
}

/// The longest passages, at most [`MOST`].
pub(super) fn longest(mut passages: Vec<std::ops::Range<usize>>) -> Vec<std::ops::Range<usize>> {
    passages.sort_by_key(|passage| (std::cmp::Reverse(passage.len()), passage.start));
    passages.truncate(MOST);
    passages
}

//! The tree of RFC 6962: roots, audit paths, consistency proofs. Complete subtrees never change, so that whoever keeps
//! them by level and position proves anything from a number of rows that grows with the logarithm of the size.

use crate::hash::{Hash, node};

/// A complete subtree: `2^level` leaves from `position * 2^level` on. Level 0 are the leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    pub level: u32,
    pub position: u64,
}

/// Root of the empty tree: SHA-256 of nothing.
fn empty() -> Hash {
    Hash::of(&[])
}

/// The largest power of two below `n`, which is at least 2.
const fn split(n: u64) -> u64 {
    1 << (63 - (n - 1).leading_zeros())
}

/// Hash over the leaves `[begin, end)`, where `begin` is a multiple of a power of two not below `end - begin`.
fn range(begin: u64, end: u64, find: &mut impl FnMut(Node) -> Option<Hash>) -> Option<Hash> {
    let n = end - begin;
    if n.is_power_of_two() {
        return find(Node { level: n.trailing_zeros(), position: begin / n });
    }
    let middle = begin + split(n);
    Some(node(range(begin, middle, find)?, range(middle, end, find)?))
}

/// Root of the tree of `size` leaves. `find` gives complete subtrees; `None` if one is not known.
pub fn root(size: u64, mut find: impl FnMut(Node) -> Option<Hash>) -> Option<Hash> {
    if size == 0 { Some(empty()) } else { range(0, size, &mut find) }
}

/// Audit path of the leaf `index` (from 0) in the tree of `size` leaves, from the leaf upwards.
pub fn inclusion(index: u64, size: u64, mut find: impl FnMut(Node) -> Option<Hash>) -> Option<Vec<Hash>> {
    if index >= size {
        return None;
    }
    let (mut begin, mut end, mut path) = (0, size, Vec::new());
    while end - begin > 1 {
        let middle = begin + split(end - begin);
        if index < middle {
            path.push(range(middle, end, &mut find)?);
            end = middle;
        } else {
            path.push(range(begin, middle, &mut find)?);
            begin = middle;
        }
    }
    path.reverse();
    Some(path)
}

/// Proof that the tree of `new` leaves extends that of `old` leaves (RFC 6962, 2.1.2).
pub fn consistency(old: u64, new: u64, mut find: impl FnMut(Node) -> Option<Hash>) -> Option<Vec<Hash>> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(Vec::new());
    }
    let (mut begin, mut end, mut path) = (0, new, Vec::new());
    let mut is_whole = true;
    while end > old {
        let middle = begin + split(end - begin);
        if old <= middle {
            path.push(range(middle, end, &mut find)?);
            end = middle;
        } else {
            path.push(range(begin, middle, &mut find)?);
            begin = middle;
            is_whole = false;
        }
    }
    if !is_whole {
        path.push(range(begin, end, &mut find)?);
    }
    path.reverse();
    Some(path)
}

/// Whether `leaf` is entry `index` of the tree with this size and root (RFC 9162, 2.1.3.2).
pub fn verify_inclusion(leaf: Hash, index: u64, size: u64, path: &[Hash], root: Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut here, mut last, mut hash) = (index, size - 1, leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if here % 2 == 1 || here == last {
            hash = node(*step, hash);
            while here % 2 == 0 && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            hash = node(hash, *step);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether the tree of `new` leaves with `new_root` extends that of `old` leaves with `old_root` (RFC 9162, 2.1.4.2).
pub fn verify_consistency(old: u64, new: u64, old_root: Hash, new_root: Hash, path: &[Hash]) -> bool {
    if old > new {
        return false;
    }
    if old == new {
        return path.is_empty() && old_root == new_root;
    }
    if old == 0 {
        return path.is_empty() && old_root == empty();
    }
    let mut path = path.iter().copied();
    let first = if old.is_power_of_two() { Some(old_root) } else { path.next() };
    let Some(first) = first else { return false };
    let (mut here, mut last) = (old - 1, new - 1);
    while here % 2 == 1 {
        here >>= 1;
        last >>= 1;
    }
    let (mut before, mut after) = (first, first);
    for step in path {
        if last == 0 {
            return false;
        }
        if here % 2 == 1 || here == last {
            before = node(step, before);
            after = node(step, after);
            while here % 2 == 0 && here != 0 {
                here >>= 1;
                last >>= 1;
            }
        } else {
            after = node(after, step);
        }
        here >>= 1;
        last >>= 1;
    }
    last == 0 && before == old_root && after == new_root
}

/// The complete subtrees at the right edge of a growing tree: all that is needed to go on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// One for each one in the binary form of `size`, the largest first.
    edge: Vec<Hash>,
}

impl Frontier {
    /// At `size`, from complete subtrees that are kept; `None` if one is not known.
    pub fn at(size: u64, mut find: impl FnMut(Node) -> Option<Hash>) -> Option<Frontier> {
        let mut begin = 0;
        let mut edge = Vec::new();
        for level in (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1) {
            edge.push(find(Node { level, position: begin >> level })?);
            begin += 1 << level;
        }
        Some(Frontier { size, edge })
    }

    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf; `made` is told every subtree above the leaves that it completes.
    pub fn push(&mut self, leaf: Hash, mut made: impl FnMut(Node, Hash)) {
        let (mut hash, mut position) = (leaf, self.size);
        for level in 1..=self.size.trailing_ones() {
            let left = self.edge.pop().expect("one for each one in the size");
            hash = node(left, hash);
            position >>= 1;
            made(Node { level, position }, hash);
        }
        self.edge.push(hash);
        self.size += 1;
    }

    pub fn root(&self) -> Hash {
        self.edge.iter().rev().copied().reduce(|right, left| node(left, right)).unwrap_or_else(empty)
    }
}

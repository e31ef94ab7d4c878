//! Order inside a group of branches. Ties share a rank; the next rank is skipped over.

use crate::number::Number;

/// What decides the order: the score first, then the scheme's tie-breakers. Larger comes first; `None` comes last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) score: Number,
    pub(crate) breakers: Vec<Option<Number>>,
}

impl Key {
    fn before(&self, other: &Key) -> std::cmp::Ordering {
        other.score.cmp(&self.score).then_with(|| other.breakers.cmp(&self.breakers))
    }
}

/// A place in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    pub(crate) rank: u32,
    pub(crate) from_bottom: u32,
    pub(crate) of: u32,
}

/// The places of a group's members, in the order in which they came, and the members best first.
pub(crate) fn rank(keys: &[Key]) -> (Vec<Place>, Vec<usize>) {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|a, b| keys[*a].before(&keys[*b]).then(a.cmp(b)));
    let n = keys.len() as u32;
    let mut places = vec![Place { of: n, ..Place::default() }; keys.len()];
    let mut start = 0;
    while start < order.len() {
        let same = |position: &usize| keys[*position].before(&keys[order[start]]).is_eq();
        let end = start + order[start..].iter().take_while(|position| same(position)).count();
        for position in &order[start..end] {
            places[*position].rank = start as u32 + 1;
            places[*position].from_bottom = n - end as u32 + 1;
        }
        start = end;
    }
    (places, order)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(scores: &[i64]) -> Vec<Key> {
        scores.iter().map(|score| Key { score: Number::whole(*score), breakers: Vec::new() }).collect()
    }

    #[test]
    fn ties_share_a_rank() {
        let (places, _) = rank(&keys(&[90, 80, 90, 70]));
        let ranks: Vec<u32> = places.iter().map(|place| place.rank).collect();
        let bottoms: Vec<u32> = places.iter().map(|place| place.from_bottom).collect();
        assert_eq!(ranks, [1, 3, 1, 4]);
        assert_eq!(bottoms, [3, 2, 3, 1]);
    }

    proptest! {
        #[test]
        fn rank_counts_those_before(scores in proptest::collection::vec(0_i64..20, 0..40)) {
            let (places, order) = rank(&keys(&scores));
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..scores.len()).collect::<Vec<_>>());
            for (position, score) in scores.iter().enumerate() {
                let better = scores.iter().filter(|other| *other > score).count() as u32;
                prop_assert_eq!(places[position].rank, better + 1);
            }
        }
    }
}

//! Comparisons with other branches: means, ranks, medians inside a group.

use std::collections::HashMap;

use crate::{
    measure::{Compared, Context, GroupMeasure, GroupStat, Scores, Source},
    number::Number,
    rank::{Key, rank},
    scheme::{GroupId, Scheme, Within},
};

/// Works out every comparison with other branches, for each branch.
pub(crate) fn compare<S: Source>(
    scheme: &Scheme,
    contexts: &[Context<'_, S>],
    units: &[&str],
    scores: &[Option<&dyn Scores>],
) -> Vec<Compared> {
    let mut compared: Vec<Compared> = vec![HashMap::new(); contexts.len()];
    for (id, group) in scheme.groups.iter().enumerate() {
        let values: Vec<Option<Number>> = contexts
            .iter()
            .zip(scores)
            .map(|(context, scores)| Context { scores: *scores, ..context.clone() }.number(&group.of).ok())
            .collect();
        let mut members: HashMap<(Option<usize>, &str), Vec<usize>> = HashMap::new();
        for (position, context) in contexts.iter().enumerate() {
            let key = match group.within {
                Within::Category => (Some(context.category), ""),
                Within::Unit => (None, units[position]),
                Within::UnitAndCategory => (Some(context.category), units[position]),
                Within::Company => (None, ""),
            };
            members.entry(key).or_default().push(position);
        }
        for members in members.values() {
            compare_group(id, group, members, &values, &mut compared);
        }
    }
    compared
}

fn compare_group(
    id: GroupId,
    group: &GroupMeasure,
    members: &[usize],
    values: &[Option<Number>],
    compared: &mut [Compared],
) {
    let known: Vec<(usize, Number)> =
        members.iter().filter_map(|member| values[*member].map(|value| (*member, value))).collect();
    if known.is_empty() {
        return;
    }
    let n = Number::whole(known.len() as i64);
    let mut sorted: Vec<Number> = known.iter().map(|(_, value)| *value).collect();
    sorted.sort_unstable();
    let whole_group = match group.stat {
        GroupStat::Mean => {
            sorted.iter().try_fold(Number::ZERO, |sum, value| sum.plus(*value)).and_then(|sum| sum.over(n))
        }
        GroupStat::Median => {
            let (low, high) = (sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
            low.plus(high).and_then(|sum| sum.over(Number::whole(2)))
        }
        GroupStat::Highest => sorted.last().copied(),
        GroupStat::Lowest => sorted.first().copied(),
        GroupStat::Size => Some(n),
        GroupStat::Rank | GroupStat::RankFromBottom | GroupStat::RankPercent => None,
    };
    if let Some(value) = whole_group {
        members.iter().for_each(|member| {
            compared[*member].insert(id, value);
        });
        return;
    }
    let keys: Vec<Key> = known
        .iter()
        .map(|(_, value)| {
            let score = if group.low_first { Number::ZERO.minus(*value).unwrap_or(*value) } else { *value };
            Key { score, breakers: Vec::new() }
        })
        .collect();
    let (places, _) = rank(&keys);
    for ((member, _), place) in known.iter().zip(places) {
        let value = match group.stat {
            GroupStat::Rank => Some(Number::whole(i64::from(place.rank))),
            GroupStat::RankFromBottom => Some(Number::whole(i64::from(place.from_bottom))),
            GroupStat::RankPercent => Number::whole(i64::from(place.rank) * 100).over(n),
            _ => None,
        };
        if let Some(value) = value {
            compared[*member].insert(id, value);
        }
    }
}

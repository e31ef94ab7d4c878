//! Upper and lower limits on how many branches of a group get a star.

use std::collections::BTreeMap;

use super::{Candidate, Round, gates::threshold};
use crate::{
    number::Number,
    scheme::{Quota, Ties},
};

/// Upper limits from the best level down, then lower limits from below.
pub(super) fn quotas(
    round: &Round<'_>,
    members: &[usize],
    fixed: &[usize],
    level: &mut BTreeMap<usize, usize>,
    candidates: &mut [Candidate<'_>],
) {
    let Round { stars, at, .. } = *round;
    for position in 0..stars.levels.len() {
        let rule = &stars.levels[position];
        let Some(quota) = &rule.at_most else { continue };
        for group in quota_groups(quota, rule.from_size, members, candidates) {
            let Some(percent) = quota.percent(at.year(), candidates[group[0]].category) else { continue };
            cut(round, (position, percent), &group, fixed, level, candidates);
        }
    }
    // Lower limits are filled from below, the last ranks of the next better level first.
    for position in (1..stars.levels.len()).rev() {
        let rule = &stars.levels[position];
        let Some(quota) = &rule.at_least else { continue };
        for group in quota_groups(quota, rule.from_size, members, candidates) {
            let Some(percent) = quota.percent(at.year(), candidates[group[0]].category) else { continue };
            let want = percent_of(group.len(), percent);
            let want = want.floor() + i64::from(Number::whole(want.floor()) != want);
            let mut have = group.iter().filter(|member| level[*member] >= position).count() as i64;
            let mut last = None;
            for member in group.iter().rev() {
                let rank = candidates[*member].place.rank;
                if have >= want && last != Some(rank) {
                    break;
                }
                if level[member] < position && !fixed.contains(member) {
                    level.insert(*member, position);
                    have += 1;
                    last = Some(rank);
                    let n = group.len();
                    candidates[*member].say(false, || {
                        format!("{}须不少于{n}个支部的{percent}%（{want}名），按名次从后补足", rule.name)
                    });
                }
            }
        }
    }
}

/// A quota by category is counted inside each category, any other over the whole group.
fn quota_groups(
    quota: &Quota,
    from_size: Option<i64>,
    members: &[usize],
    candidates: &[Candidate<'_>],
) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for member in members {
        let key = if quota.by_category.is_empty() { 0 } else { candidates[*member].category };
        groups.entry(key).or_default().push(*member);
    }
    let large = |group: &Vec<usize>| from_size.is_none_or(|least| group.len() as i64 >= least);
    groups.into_values().filter(large).collect()
}

fn percent_of(n: usize, percent: Number) -> Number {
    Number::whole(n as i64).times(percent).and_then(|n| n.over(Number::HUNDRED)).unwrap_or(Number::ZERO)
}

/// Holds one level to its upper limit; those behind the cut go to the next level whose gates they pass.
fn cut(
    round: &Round<'_>,
    (position, percent): (usize, Number),
    group: &[usize],
    fixed: &[usize],
    level: &mut BTreeMap<usize, usize>,
    candidates: &mut [Candidate<'_>],
) {
    let stars = round.stars;
    let n = group.len();
    let name = &stars.levels[position].name;
    let least = stars.levels[position].min_places.unwrap_or(0);
    let limit = usize::try_from(percent_of(n, percent).floor().max(least)).unwrap_or(usize::MAX);
    let (held, open): (Vec<usize>, Vec<usize>) =
        group.iter().copied().filter(|member| level[member] == position).partition(|member| fixed.contains(member));
    let taken = if stars.direct_in_quota { held.len() } else { 0 };
    let places = limit.saturating_sub(taken).min(open.len());
    let rank = |place: usize| candidates[open[place]].place.rank;
    // Where the group divides if those who share a rank stay together: before or after them.
    let together = |cut: usize, after: bool| {
        if cut == 0 || cut == open.len() || rank(cut - 1) != rank(cut) {
            return cut;
        }
        let edge = rank(cut);
        if after {
            (cut..open.len()).find(|place| rank(*place) != edge).unwrap_or(open.len())
        } else {
            (0..cut).find(|place| rank(*place) == edge).unwrap_or(cut)
        }
    };
    if position + 1 == stars.levels.len() {
        // Nothing is below the last level: the best of those in excess move up instead.
        let excess = if position > 0 { together(open.len() - places, true) } else { 0 };
        for member in open.iter().take(excess) {
            let better = &stars.levels[position - 1].name;
            let sentence = format!("{name}名额为{n}个支部的{percent}%，共{limit}名，名次在前，改为{better}");
            candidates[*member].say(true, || sentence);
            level.insert(*member, position - 1);
        }
        return;
    }
    let cut = together(places, matches!(stars.ties, Ties::LetIn | Ties::Share));
    // The rank that the last place would have split.
    let split = (cut < places).then(|| rank(cut));
    for (place, member) in open.iter().enumerate() {
        if place < cut {
            candidates[*member].say(true, || format!("在{name}名额内（{n}个支部的{percent}%，共{limit}名）"));
            continue;
        }
        let tied = split == Some(candidates[*member].place.rank);
        let why = if tied { "并列跨名额线，按办法都不进入" } else { "名次在后" };
        candidates[*member].say(false, || format!("{name}名额为{n}个支部的{percent}%，共{limit}名，{why}，看下一等"));
        let next = threshold(round, position + 1, *member, candidates);
        level.insert(*member, next);
    }
}

//! Which level a branch's points and conditions open.

use super::{Candidate, Round};
use crate::{
    measure::Describe,
    number::Number,
    scheme::{GroupBy, StarRule},
    scorecard::Reason,
};

/// The best level from `from` on whose gates all open; its position among the levels.
pub(super) fn threshold(round: &Round<'_>, from: usize, member: usize, candidates: &mut [Candidate<'_>]) -> usize {
    let Round { scheme, stars, asks, .. } = *round;
    let explained = candidates[member].explained;
    let exact = candidates[member].score(Some(stars));
    let score = stars.round.map_or(exact, |rounding| rounding.number(exact));
    let mut reasons = Vec::new();
    let mut say = |passed, sentence: &dyn Fn() -> String| {
        if explained {
            reasons.push(Reason { passed, sentence: sentence() });
        }
    };
    let passed = stars.themes.is_some().then(|| themes(round, &candidates[member], &mut say));
    let mut found = stars.levels.len().saturating_sub(1);
    for (position, level) in stars.levels.iter().enumerate().skip(from) {
        // Failing a gate above leads on to the next level, so only the lower end decides here.
        let low = match passed {
            Some(passed) => level.star <= passed,
            None => level.bounds.low.is_none_or(|(limit, inclusive)| score > limit || (inclusive && score == limit)),
        };
        if !low {
            continue;
        }
        if !level.bounds.is_open() {
            say(true, &|| format!("评星分{score}，达到{}分数线（{}）", level.name, level.bounds.describe(scheme)));
        }
        let candidate = &candidates[member];
        if level.index_floor.is_some() && candidate.totals.waiting {
            say(true, &|| "有待评项，指数下限按已有得分核对，结果为暂定".to_owned());
        }
        let floor = level.index_floor.and_then(|floor| {
            let sums = candidate.totals.sums(GroupBy::Index);
            let weak = sums.iter().position(|sum| sum.value().is_some_and(|value| value < floor));
            weak.map(|weak| (weak, floor))
        });
        if let Some((weak, floor)) = floor {
            say(false, &|| format!("{}不足{floor}，不能评{}", scheme.indices[weak].name, level.name));
            continue;
        }
        if let Some(top) = level.top {
            let inside = Number::whole(i64::from(candidate.place.rank) * 100)
                <= Number::whole(i64::from(candidate.place.of)).times(top).unwrap_or(Number::ZERO);
            say(inside, &|| {
                let word = if inside { "在" } else { "不在" };
                format!("第{}名，{word}前{top}%（{}个支部）之内", candidate.place.rank, candidate.place.of)
            });
            if !inside {
                continue;
            }
        }
        let needed: Vec<&StarRule> = if stars.cumulative {
            stars.levels[position..].iter().flat_map(|level| &level.needs).collect()
        } else {
            level.needs.iter().collect()
        };
        let mut open = true;
        for need in needed {
            let held = asks.holds(member, &need.condition, candidate);
            let passed = held == Ok(true);
            say(passed, &|| match held {
                Ok(true) => format!("满足：{}", need.text),
                Ok(false) => format!("不满足：{}（{}）", need.text, need.condition.describe(scheme)),
                Err(_) => format!("尚无数据核对：{}", need.text),
            });
            open &= passed;
        }
        if open {
            found = position;
            break;
        }
    }
    candidates[member].reasons.append(&mut reasons);
    found
}

/// How many themes are passed: the star, where stars are counted per theme (S06).
fn themes(round: &Round<'_>, candidate: &Candidate<'_>, say: &mut dyn FnMut(bool, &dyn Fn() -> String)) -> u8 {
    let Round { scheme, stars, .. } = *round;
    let Some((by, least)) = stars.themes else { return 0 };
    let mut n = 0;
    for (group, sum) in scheme.grouping(by).iter().zip(candidate.totals.sums(by)) {
        let Some(value) = sum.value() else { continue };
        let passed = value >= least;
        n += u8::from(passed);
        say(passed, &|| {
            let end = if passed { "得一星" } else { "不得星" };
            format!("{}{value}分，标准{least}分，{end}", group.name)
        });
    }
    n
}

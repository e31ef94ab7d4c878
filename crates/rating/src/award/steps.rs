//! From the star by points to the star that is given: caps, steps up and down, demotions, vetoes.

use super::{Candidate, Round};
use crate::{
    measure::ResultPart,
    number::Number,
    scheme::{Promotion, StarRule, Stars, VetoEffect},
};

/// Caps, steps, demotions and vetoes, in this order.
pub(super) fn after(round: &Round<'_>, member: usize, candidates: &mut [Candidate<'_>]) {
    let Round { scheme, stars, asks, .. } = *round;
    let held = |candidates: &[Candidate<'_>], rule: &StarRule| {
        asks.holds(member, &rule.condition, &candidates[member]) == Ok(true)
    };
    let mut star = candidates[member].star.unwrap_or(0);
    let lowest = stars.levels.last().map_or(0, |level| level.star);
    for rule in &stars.caps {
        if star > rule.amount && held(candidates, rule) {
            star = snap(stars, rule.amount);
            candidates[member].say(false, || format!("{}，最高{}", rule.text, scheme.star_name(star)));
        }
    }
    let effects: Vec<(String, VetoEffect)> =
        candidates[member].effects(scheme).map(|(veto, effect)| (veto.text.clone(), effect)).collect();
    for (text, effect) in &effects {
        match effect {
            VetoEffect::Lowest => {
                star = lowest;
                candidates[member].say(false, || format!("一票否决：{text}，定为{}", scheme.star_name(lowest)));
            }
            VetoEffect::Cap(most) if star > *most => {
                star = snap(stars, *most);
                candidates[member].say(false, || format!("一票否决：{text}，最高{}", scheme.star_name(star)));
            }
            _ => {}
        }
    }
    candidates[member].target = Some(star);
    let standing = standing(round, member, candidates);
    if let Some(promotion) = &stars.promotion {
        star = step(round, promotion, star, standing, member, candidates);
    }
    for rule in &stars.demote {
        if held(candidates, rule) {
            let to = standing.unwrap_or(star).min(star).saturating_sub(rule.amount).max(lowest);
            star = snap(stars, to);
            candidates[member].say(false, || format!("{}，降为{}", rule.text, scheme.star_name(star)));
        }
    }
    for (text, effect) in &effects {
        let after = match (effect, standing) {
            (VetoEffect::NoPromotion, Some(standing)) if star > standing => standing,
            (VetoEffect::Freeze, Some(standing)) => standing,
            (VetoEffect::Demote(by), _) => {
                snap(stars, standing.unwrap_or(star).min(star).saturating_sub(*by).max(lowest))
            }
            _ => continue,
        };
        let word = match effect {
            VetoEffect::NoPromotion => "不得晋级，仍为",
            VetoEffect::Freeze => "维持原星级",
            _ => "降为",
        };
        star = after;
        candidates[member].say(false, || format!("一票否决：{text}，{word}{}", scheme.star_name(star)));
    }
    candidates[member].star = Some(star);
}

/// The star that stands: the latest earlier one, or where the scheme says a branch begins.
pub(super) fn standing(round: &Round<'_>, member: usize, candidates: &[Candidate<'_>]) -> Option<u8> {
    let Round { stars, at, asks, .. } = *round;
    let cycle = stars.promotion.as_ref().and_then(|promotion| promotion.from).unwrap_or(at.cycle());
    let latest = at.widened(cycle);
    let past = (1..=8).find_map(|back| asks.earlier(member, ResultPart::Star, latest.shifted(-back)));
    let start = || stars.start_star.as_ref().and_then(|measure| asks.number(member, measure, &candidates[member]).ok());
    past.or_else(start).map(|star| star.floor().clamp(0, 9) as u8)
}

fn step(
    round: &Round<'_>,
    promotion: &Promotion,
    star: u8,
    standing: Option<u8>,
    member: usize,
    candidates: &mut [Candidate<'_>],
) -> u8 {
    let Round { scheme, stars, asks, .. } = *round;
    let Some(standing) = standing else {
        let most = promotion.first.unwrap_or(u8::MAX);
        if star > most {
            let to = snap(stars, most);
            candidates[member].say(false, || format!("首次评定最高{}", scheme.star_name(to)));
            return to;
        }
        return star;
    };
    let mut up = promotion.up;
    let held = promotion.stay.filter(|_| star > standing).map(|stay| (stay, held_for(round, member, standing)));
    if let Some((stay, held)) = held.filter(|(stay, held)| held < stay) {
        up = Some(0);
        candidates[member].say(false, || format!("在{}满{stay}期方可晋级，已满{held}期", scheme.star_name(standing)));
    }
    for rule in &promotion.exceptions {
        if up.is_some_and(|up| rule.amount > up)
            && star > standing.saturating_add(up.unwrap_or(0))
            && asks.holds(member, &rule.condition, &candidates[member]) == Ok(true)
        {
            up = Some(rule.amount);
            candidates[member].say(true, || format!("{}，可破格晋升{}级", rule.text, rule.amount));
        }
    }
    let most = up.map_or(u8::MAX, |up| next_up(stars, standing, up));
    let least = promotion.down.map_or(0, |down| standing.saturating_sub(down));
    if star > most {
        candidates[member]
            .say(false, || format!("逐级晋升：原为{}，本次最高{}", scheme.star_name(standing), scheme.star_name(most)));
        return most;
    }
    if star < least {
        candidates[member]
            .say(true, || format!("原为{}，一次最多降{}级", scheme.star_name(standing), promotion.down.unwrap_or(0)));
        return least;
    }
    star
}

/// For how many periods running the branch has held its star or a better one.
fn held_for(round: &Round<'_>, member: usize, standing: u8) -> i32 {
    let Round { stars, at, asks, .. } = *round;
    let cycle = stars.promotion.as_ref().and_then(|promotion| promotion.from).unwrap_or(at.cycle());
    let latest = at.widened(cycle);
    let least = Number::whole(i64::from(standing));
    let kept = |back: &i32| {
        let star = asks.earlier(member, ResultPart::Star, latest.shifted(-back));
        star.is_some_and(|star| star >= least)
    };
    (1..=40).take_while(kept).count() as i32
}

/// `by` levels above `from`, counting only stars that the scheme has.
fn next_up(stars: &Stars, from: u8, by: u8) -> u8 {
    let mut above: Vec<u8> = stars.levels.iter().map(|level| level.star).filter(|star| *star > from).collect();
    above.sort_unstable();
    match by {
        0 => from,
        by => above.get(usize::from(by) - 1).or(above.last()).copied().unwrap_or(from),
    }
}

/// The best star of the scheme that is not above `most`.
fn snap(stars: &Stars, most: u8) -> u8 {
    let fits = stars.levels.iter().map(|level| level.star).filter(|star| *star <= most).max();
    fits.unwrap_or_else(|| stars.levels.last().map_or(0, |level| level.star))
}

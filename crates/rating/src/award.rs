//! From points to stars: thresholds, conditions, quotas, direct awards, caps, steps, vetoes, labels.
//! Every gate leaves a reason, and decisions that source documents leave silent are the scheme's own.

use std::collections::BTreeMap;

use crate::{
    measure::{Condition, Context, Describe, Earlier, Lack, ResultPart, ScoreOf, Scores, Source},
    number::Number,
    period::Period,
    points::Points,
    rank::{Key, Place, rank},
    rules::facts_of_condition,
    scheme::{GroupBy, Quota, Scheme, StarRule, Stars, Ties, Veto, VetoEffect, Within},
    scorecard::{Award, Reason, VetoHit},
    total::Totals,
};

/// A branch on its way to a star.
#[derive(Default)]
pub(crate) struct Candidate<'a> {
    pub(crate) unit: &'a str,
    pub(crate) category: usize,
    pub(crate) totals: Totals,
    /// Points and full points of each item that was rated.
    pub(crate) items: Vec<(usize, Points, Points)>,
    pub(crate) place: Place,
    pub(crate) vetoes: Vec<(usize, VetoHit)>,
    /// A reason not to be rated; with `true` the standing star is kept.
    pub(crate) not_rated: Option<(String, bool)>,
    pub(crate) star: Option<u8>,
    /// The star by points and quota, before caps, steps and vetoes.
    pub(crate) target: Option<u8>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) explained: bool,
}

impl Candidate<'_> {
    /// Keeps a reason if somebody is going to read it.
    fn say(&mut self, passed: bool, sentence: impl FnOnce() -> String) {
        if self.explained {
            self.reasons.push(Reason { passed, sentence: sentence() });
        }
    }

    /// The score that decides the star.
    pub(crate) fn score(&self, stars: Option<&Stars>) -> Number {
        let counts = stars.is_none_or(|stars| stars.bonus_counts);
        (if counts { self.totals.total } else { self.totals.without_bonus }).number()
    }

    pub(crate) fn effects<'s>(&'s self, scheme: &'s Scheme) -> impl Iterator<Item = (&'s Veto, VetoEffect)> {
        let vetoes = self.vetoes.iter().map(|(position, _)| &scheme.vetoes[*position]);
        vetoes.flat_map(|veto| veto.effects.iter().map(move |effect| (veto, *effect)))
    }
}

impl Scores for Candidate<'_> {
    fn score(&self, of: ScoreOf) -> Option<Number> {
        let totals = &self.totals;
        match of {
            ScoreOf::Result(part) => match part {
                ResultPart::Total => Some(totals.total.number()),
                ResultPart::Base => Some(totals.base.number()),
                ResultPart::Bonus => Some(totals.bonus.number()),
                ResultPart::Deduction => Some(totals.deduction.number()),
                ResultPart::WithoutBonus => Some(totals.without_bonus.number()),
                ResultPart::Rank => (self.place.of > 0).then(|| Number::whole(i64::from(self.place.rank))),
                // Alone in a group nobody is last.
                ResultPart::RankFromBottom => {
                    (self.place.of > 1).then(|| Number::whole(i64::from(self.place.from_bottom)))
                }
                ResultPart::RankPercent => {
                    Number::whole(i64::from(self.place.rank) * 100).over(Number::whole(i64::from(self.place.of)))
                }
                ResultPart::GroupSize => Some(Number::whole(i64::from(self.place.of))),
                ResultPart::Star => self.star.map(|star| Number::whole(i64::from(star))),
            },
            ScoreOf::Group(by, position) => totals.sums(by).get(position)?.value(),
            ScoreOf::Item(item) => {
                self.items.iter().find(|(position, ..)| *position == item).map(|(_, points, _)| points.number())
            }
            ScoreOf::ItemPercent(item) => {
                let (_, points, full) = self.items.iter().find(|(position, ..)| *position == item)?;
                points.number().over(full.number())?.times(Number::HUNDRED)
            }
        }
    }
}

/// What the award needs to ask of a branch's facts and history.
pub(crate) trait Asks {
    fn number(&self, candidate: usize, measure: &crate::measure::Measure, scores: &dyn Scores) -> Result<Number, Lack>;
    fn holds(&self, candidate: usize, condition: &Condition, scores: &dyn Scores) -> Result<bool, Lack>;
    fn earlier(&self, candidate: usize, what: ResultPart, period: Period) -> Option<Number>;
}

/// Asks through ordinary contexts, one a branch.
pub(crate) struct ContextAsks<'a, S> {
    pub(crate) contexts: Vec<Context<'a, S>>,
    pub(crate) earlier: Vec<Option<&'a dyn Earlier>>,
}

impl<S: Source> Asks for ContextAsks<'_, S> {
    fn number(&self, candidate: usize, measure: &crate::measure::Measure, scores: &dyn Scores) -> Result<Number, Lack> {
        Context { scores: Some(scores), ..self.contexts[candidate].clone() }.number(measure)
    }

    fn holds(&self, candidate: usize, condition: &Condition, scores: &dyn Scores) -> Result<bool, Lack> {
        Context { scores: Some(scores), ..self.contexts[candidate].clone() }.holds(condition)
    }

    fn earlier(&self, candidate: usize, what: ResultPart, period: Period) -> Option<Number> {
        self.earlier[candidate]?.earlier(what, period)
    }
}

/// Which vetoes take effect on a branch in this period.
pub(crate) fn vetoes<S: Source>(scheme: &Scheme, context: &Context<'_, S>, explained: bool) -> Vec<(usize, VetoHit)> {
    let mut hits = Vec::new();
    for (position, veto) in scheme.vetoes.iter().enumerate() {
        if !veto.at.is_empty() && !veto.at.contains(&context.at.cycle()) {
            continue;
        }
        // What is not known yet does not veto; the award says so.
        if context.holds(&veto.condition) != Ok(true) {
            continue;
        }
        if veto.unless.as_ref().is_some_and(|unless| context.holds(unless) == Ok(true)) {
            continue;
        }
        let (sentence, facts) = if explained {
            (veto.text.clone(), facts_of_condition(&veto.condition, context))
        } else {
            Default::default()
        };
        hits.push((position, VetoHit { code: veto.code.clone(), sentence, facts }));
    }
    hits
}

/// Ranks the rated candidates inside their groups; returns each group's members, best first.
pub(crate) fn places(scheme: &Scheme, candidates: &mut [Candidate<'_>], asks: &dyn Asks) -> Vec<Vec<usize>> {
    let stars = scheme.rating.stars.as_ref();
    let within = stars.map_or(Within::Category, |stars| stars.within);
    let mut groups: BTreeMap<(Option<usize>, &str), Vec<usize>> = BTreeMap::new();
    for (position, candidate) in candidates.iter().enumerate() {
        if candidate.not_rated.is_some() {
            continue;
        }
        let key = match within {
            Within::Category => (Some(candidate.category), ""),
            Within::Unit => (None, candidate.unit),
            Within::UnitAndCategory => (Some(candidate.category), candidate.unit),
            Within::Company => (None, ""),
        };
        groups.entry(key).or_default().push(position);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    let mut ordered = Vec::new();
    for members in groups {
        let keys: Vec<Key> = members
            .iter()
            .map(|member| {
                let candidate = &candidates[*member];
                let breakers = stars.map_or(&[][..], |stars| &stars.order).iter();
                let breakers = breakers
                    .map(|(measure, low)| {
                        let value = asks.number(*member, measure, candidate).ok()?;
                        if *low { Number::ZERO.minus(value) } else { Some(value) }
                    })
                    .collect();
                Key { score: candidate.score(stars), breakers }
            })
            .collect();
        let (places, order) = rank(&keys);
        for (member, place) in members.iter().zip(&places) {
            candidates[*member].place = *place;
        }
        ordered.push(order.into_iter().map(|position| members[position]).collect());
    }
    ordered
}

/// Gives stars to the members of one group, best first.
pub(crate) fn stars(
    scheme: &Scheme,
    stars: &Stars,
    at: Period,
    members: &[usize],
    candidates: &mut [Candidate<'_>],
    asks: &dyn Asks,
    explained: bool,
) {
    let mut level: BTreeMap<usize, usize> = BTreeMap::new();
    let mut fixed: Vec<usize> = Vec::new();
    for &member in members {
        let direct =
            stars.direct.iter().find(|rule| asks.holds(member, &rule.condition, &candidates[member]) == Ok(true));
        let direct_level = direct.and_then(|rule| stars.levels.iter().position(|level| level.star == rule.amount));
        let by_points = threshold(stars, scheme, 0, member, candidates, asks, explained);
        match (direct, direct_level) {
            (Some(rule), Some(direct_level)) if direct_level <= by_points => {
                candidates[member].say(true, || format!("{}，直接定为{}", rule.text, stars.levels[direct_level].name));
                fixed.push(member);
                level.insert(member, direct_level);
            }
            _ => {
                level.insert(member, by_points);
            }
        }
    }
    if stars.quota_wins {
        quotas(scheme, stars, at, members, &fixed, &mut level, candidates, asks, explained);
    }
    for &member in members {
        let star = stars.levels.get(level[&member]).map_or(0, |level| level.star);
        let star = if stars.themes.is_some() { themes(stars, scheme, &mut candidates[member]) } else { star };
        candidates[member].target = Some(star);
        candidates[member].star = Some(star);
        after(scheme, stars, at, member, candidates, asks);
    }
}

/// The best level from `from` on whose gates all open; its position among the levels.
fn threshold(
    stars: &Stars,
    scheme: &Scheme,
    from: usize,
    member: usize,
    candidates: &mut [Candidate<'_>],
    asks: &dyn Asks,
    explained: bool,
) -> usize {
    let exact = candidates[member].score(Some(stars));
    let score = stars.round.map_or(exact, |rounding| rounding.number(exact));
    let mut reasons = Vec::new();
    let mut say = |passed, sentence: &dyn Fn() -> String| {
        if explained {
            reasons.push(Reason { passed, sentence: sentence() });
        }
    };
    let mut found = stars.levels.len().saturating_sub(1);
    for (position, level) in stars.levels.iter().enumerate().skip(from) {
        // Failing a gate above leads on to the next level, so only the lower end decides here.
        let low = level.bounds.low.is_none_or(|(limit, inclusive)| score > limit || (inclusive && score == limit));
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

/// Upper limits from the best level down, then lower limits from below.
#[expect(clippy::too_many_arguments, reason = "the state of one group while places are handed out")]
fn quotas(
    scheme: &Scheme,
    stars: &Stars,
    at: Period,
    members: &[usize],
    fixed: &[usize],
    level: &mut BTreeMap<usize, usize>,
    candidates: &mut [Candidate<'_>],
    asks: &dyn Asks,
    explained: bool,
) {
    for position in 0..stars.levels.len() {
        let Some(quota) = &stars.levels[position].at_most else { continue };
        for group in quota_groups(quota, members, candidates) {
            let Some(percent) = quota.percent(at.year(), candidates[group[0]].category) else { continue };
            cut(scheme, stars, position, percent, &group, fixed, level, candidates, asks, explained);
        }
    }
    // Lower limits are filled from below, the last ranks of the next better level first.
    for position in (1..stars.levels.len()).rev() {
        let rule = &stars.levels[position];
        let Some(quota) = &rule.at_least else { continue };
        for group in quota_groups(quota, members, candidates) {
            let Some(percent) = quota.percent(at.year(), candidates[group[0]].category) else { continue };
            let want = percent_of(group.len(), percent);
            let want = want.floor() + i64::from(Number::whole(want.floor()) != want);
            let mut have = group.iter().filter(|member| level[*member] >= position).count() as i64;
            for member in group.iter().rev() {
                if have >= want {
                    break;
                }
                if level[member] < position && !fixed.contains(member) {
                    level.insert(*member, position);
                    have += 1;
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
fn quota_groups(quota: &Quota, members: &[usize], candidates: &[Candidate<'_>]) -> Vec<Vec<usize>> {
    if quota.by_category.is_empty() {
        return if members.is_empty() { Vec::new() } else { vec![members.to_vec()] };
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for member in members {
        groups.entry(candidates[*member].category).or_default().push(*member);
    }
    groups.into_values().collect()
}

fn percent_of(n: usize, percent: Number) -> Number {
    Number::whole(n as i64).times(percent).and_then(|n| n.over(Number::HUNDRED)).unwrap_or(Number::ZERO)
}

/// Holds one level to its upper limit; those behind the cut go to the next level whose gates they pass.
#[expect(clippy::too_many_arguments, reason = "the state of one group while places are handed out")]
fn cut(
    scheme: &Scheme,
    stars: &Stars,
    position: usize,
    percent: Number,
    group: &[usize],
    fixed: &[usize],
    level: &mut BTreeMap<usize, usize>,
    candidates: &mut [Candidate<'_>],
    asks: &dyn Asks,
    explained: bool,
) {
    let n = group.len();
    let name = &stars.levels[position].name;
    let limit = usize::try_from(percent_of(n, percent).floor().max(0)).unwrap_or(usize::MAX);
    let (held, open): (Vec<usize>, Vec<usize>) =
        group.iter().copied().filter(|member| level[member] == position).partition(|member| fixed.contains(member));
    let taken = if stars.direct_in_quota { held.len() } else { 0 };
    let mut cut = limit.saturating_sub(taken).min(open.len());
    let places = cut;
    if cut < open.len() {
        let edge = candidates[open[cut]].place.rank;
        let tied = |place: usize| candidates[open[place]].place.rank == edge;
        if cut > 0 && tied(cut - 1) {
            cut = match stars.ties {
                Ties::LetIn | Ties::Share => {
                    (0..open.len()).rev().find(|place| tied(*place)).map_or(cut, |last| last + 1)
                }
                Ties::KeepOut => (0..cut).find(|place| tied(*place)).unwrap_or(cut),
            };
        }
    }
    if position + 1 == stars.levels.len() {
        // Nothing is below the last level: the best of those in excess move up instead.
        let excess = if position > 0 { open.len() - cut } else { 0 };
        for member in open.iter().take(excess) {
            let better = &stars.levels[position - 1].name;
            let sentence = format!("{name}名额为{n}个支部的{percent}%，共{limit}名，名次在前，改为{better}");
            candidates[*member].say(true, || sentence);
            level.insert(*member, position - 1);
        }
        return;
    }
    for (place, member) in open.iter().enumerate() {
        if place < cut {
            candidates[*member].say(true, || format!("在{name}名额内（{n}个支部的{percent}%，共{limit}名）"));
            continue;
        }
        let why = if place < places { "并列跨名额线，按办法都不进入" } else { "名次在后" };
        candidates[*member].say(false, || format!("{name}名额为{n}个支部的{percent}%，共{limit}名，{why}，看下一等"));
        let next = threshold(stars, scheme, position + 1, *member, candidates, asks, explained);
        level.insert(*member, next);
    }
}

/// Stars counted per theme passed (S06).
fn themes(stars: &Stars, scheme: &Scheme, candidate: &mut Candidate<'_>) -> u8 {
    let Some((by, least)) = stars.themes else { return 0 };
    let mut n = 0;
    for position in 0..scheme.grouping(by).len() {
        let Some(value) = candidate.totals.sums(by)[position].value() else { continue };
        let passed = value >= least;
        n += u8::from(passed);
        let name = &scheme.grouping(by)[position].name;
        let end = if passed { "得一星" } else { "不得星" };
        candidate.say(passed, || format!("{name}{value}分，标准{least}分，{end}"));
    }
    n
}

/// Caps, steps, demotions and vetoes, in this order.
fn after(scheme: &Scheme, stars: &Stars, at: Period, member: usize, candidates: &mut [Candidate<'_>], asks: &dyn Asks) {
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
    let standing = standing(stars, at, member, candidates, asks);
    if let Some(promotion) = &stars.promotion {
        star = step(stars, scheme, promotion, at, star, standing, member, candidates, asks);
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
fn standing(stars: &Stars, at: Period, member: usize, candidates: &[Candidate<'_>], asks: &dyn Asks) -> Option<u8> {
    let cycle = stars.promotion.as_ref().and_then(|promotion| promotion.from).unwrap_or(at.cycle());
    let latest = at.widened(cycle);
    let past = (1..=8).find_map(|back| asks.earlier(member, ResultPart::Star, latest.shifted(-back)));
    let start = || stars.start_star.as_ref().and_then(|measure| asks.number(member, measure, &candidates[member]).ok());
    past.or_else(start).map(|star| star.floor().clamp(0, 9) as u8)
}

#[expect(clippy::too_many_arguments, reason = "one step of `after`, split off to be read by itself")]
fn step(
    stars: &Stars,
    scheme: &Scheme,
    promotion: &crate::scheme::Promotion,
    at: Period,
    star: u8,
    standing: Option<u8>,
    member: usize,
    candidates: &mut [Candidate<'_>],
    asks: &dyn Asks,
) -> u8 {
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
    let held =
        promotion.stay.filter(|_| star > standing).map(|stay| (stay, held_for(stars, at, member, standing, asks)));
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
fn held_for(stars: &Stars, at: Period, member: usize, standing: u8, asks: &dyn Asks) -> i32 {
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

/// Those who take no part: what is said of them, and their kept star.
pub(crate) fn not_rated(
    scheme: &Scheme,
    stars: &Stars,
    at: Period,
    member: usize,
    candidates: &mut [Candidate<'_>],
    asks: &dyn Asks,
) {
    let vetoed = candidates[member].effects(scheme).find(|(_, effect)| *effect == VetoEffect::NotRated);
    if let Some(text) = vetoed.map(|(veto, _)| veto.text.clone()) {
        candidates[member].not_rated = Some((format!("一票否决：{text}，本次不评定"), false));
        return;
    }
    for (rule, keeps) in &stars.not_rated {
        if asks.holds(member, &rule.condition, &candidates[member]) == Ok(true) {
            let mut sentence = format!("{}，不参加本次评定", rule.text);
            if *keeps {
                candidates[member].star = standing(stars, at, member, candidates, asks);
                sentence.push_str("，沿用原星级");
            }
            candidates[member].not_rated = Some((sentence, *keeps));
            return;
        }
    }
}

/// The award as it is shown, with labels and consequences.
pub(crate) fn finish(
    scheme: &Scheme,
    stars: &Stars,
    member: usize,
    candidates: &[Candidate<'_>],
    asks: &dyn Asks,
) -> Option<Award> {
    let candidate = &candidates[member];
    let star = candidate.star?;
    let held = |condition: &Condition| asks.holds(member, condition, candidate) == Ok(true);
    let label = stars.labels.iter().find(|label| {
        let star_fits = label.stars.is_empty() || label.stars.contains(&star);
        star_fits && label.condition.as_ref().is_none_or(held)
    });
    let mut reasons = candidate.reasons.clone();
    for veto in &scheme.vetoes {
        if matches!(asks.holds(member, &veto.condition, candidate), Err(Lack::Missing(_))) {
            reasons.push(Reason { passed: true, sentence: format!("尚无数据核对否决项：{}", veto.text) });
        }
    }
    let barred = candidate.effects(scheme).any(|(_, effect)| effect == VetoEffect::NoHonours);
    let honours = stars.honours.as_ref().is_none_or(|rule| {
        (rule.stars.is_empty() || rule.stars.contains(&star)) && rule.condition.as_ref().is_none_or(held)
    });
    let consequences = stars.consequences.iter().filter(|rule| held(&rule.condition)).map(|rule| rule.text.clone());
    Some(Award {
        star,
        target: candidate.target.unwrap_or(star),
        name: scheme.star_name(star),
        reasons,
        labels: label.map(|label| label.name.clone()).into_iter().collect(),
        honours: honours && !barred,
        consequences: consequences.collect(),
    })
}

//! From points to stars: thresholds, conditions, quotas, direct awards, caps, steps, vetoes, labels.
//! Every gate leaves a reason, and decisions that source documents leave silent are the scheme's own.

mod gates;
mod quota;
mod steps;

use std::collections::BTreeMap;

use crate::{
    measure::{Condition, Context, Earlier, Lack, ResultPart, ScoreOf, Scores, Source},
    number::Number,
    period::Period,
    points::Points,
    rank::{Key, Place, rank},
    rules::facts_of_condition,
    scheme::{Scheme, Stars, Veto, VetoEffect, Within},
    scorecard::{Award, Reason, StepKind, VetoHit},
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

    /// Takes the total where a veto says so.
    pub(crate) fn zero_if_vetoed(&mut self, scheme: &Scheme) {
        let zeroed = self.effects(scheme).find(|(_, effect)| *effect == VetoEffect::ZeroTotal);
        let Some(text) = zeroed.map(|(veto, _)| veto.text.clone()) else { return };
        let now = self.totals.total;
        self.totals.summary.add(-now, StepKind::Zero, || format!("一票否决：{text}，总分清零"));
        self.totals.total = Points::ZERO;
        self.totals.without_bonus = Points::ZERO;
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
        if candidate.not_rated.is_some() || candidate.totals.is_undecided() {
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

/// What stays the same while the stars of one period are given.
pub(crate) struct Round<'r> {
    pub(crate) scheme: &'r Scheme,
    pub(crate) stars: &'r Stars,
    pub(crate) at: Period,
    pub(crate) asks: &'r dyn Asks,
}

/// Gives stars to the members of one group, best first.
pub(crate) fn stars(round: &Round<'_>, members: &[usize], candidates: &mut [Candidate<'_>]) {
    let Round { stars, asks, .. } = *round;
    let mut level: BTreeMap<usize, usize> = BTreeMap::new();
    let mut fixed: Vec<usize> = Vec::new();
    for &member in members {
        let direct =
            stars.direct.iter().find(|rule| asks.holds(member, &rule.condition, &candidates[member]) == Ok(true));
        let direct_level = direct.and_then(|rule| stars.levels.iter().position(|level| level.star == rule.amount));
        let by_points = gates::threshold(round, 0, member, candidates);
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
        quota::quotas(round, members, &fixed, &mut level, candidates);
    }
    for &member in members {
        let star = stars.levels.get(level[&member]).map_or(0, |level| level.star);
        candidates[member].target = Some(star);
        candidates[member].star = Some(star);
        steps::after(round, member, candidates);
    }
}

/// Those who take no part: what is said of them, and their kept star.
pub(crate) fn not_rated(round: &Round<'_>, member: usize, candidates: &mut [Candidate<'_>]) {
    let Round { scheme, stars, asks, .. } = *round;
    let vetoed = candidates[member].effects(scheme).find(|(_, effect)| *effect == VetoEffect::NotRated);
    if let Some(text) = vetoed.map(|(veto, _)| veto.text.clone()) {
        candidates[member].not_rated = Some((format!("一票否决：{text}，本次不评定"), false));
        return;
    }
    for (rule, keeps) in &stars.not_rated {
        if asks.holds(member, &rule.condition, &candidates[member]) == Ok(true) {
            let mut sentence = format!("{}，不参加本次评定", rule.text);
            if *keeps {
                candidates[member].star = steps::standing(round, member, candidates);
                sentence.push_str("，沿用原星级");
            }
            candidates[member].not_rated = Some((sentence, *keeps));
            return;
        }
    }
}

/// The award as it is shown, with labels and consequences.
pub(crate) fn finish(round: &Round<'_>, member: usize, candidates: &[Candidate<'_>]) -> Option<Award> {
    let Round { scheme, stars, asks, .. } = *round;
    let candidate = &candidates[member];
    let star = candidate.star?;
    let held = |condition: &Condition| asks.holds(member, condition, candidate) == Ok(true);
    let label = stars.labels.iter().find(|label| {
        let star_fits = label.stars.is_empty() || label.stars.contains(&star);
        star_fits && label.condition.as_ref().is_none_or(held)
    });
    // A gate that was looked at again after a quota says nothing new.
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in &candidate.reasons {
        if !reasons.contains(reason) {
            reasons.push(reason.clone());
        }
    }
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

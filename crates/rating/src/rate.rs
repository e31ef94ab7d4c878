//! Scheme + facts + period → scorecards: the whole company at once, because ranks, means and quotas need everybody.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::{
    award::{self, Candidate, ContextAsks},
    facts::{Branch, Fact},
    item::{self, LineScore, Mark, Standing},
    measure::{BranchFacts, Compared, Context, Earlier, GroupMeasure, GroupStat, ResultPart, ScoreOf, Scores, Source},
    number::Number,
    period::{Cycle, Period},
    points::Points,
    rank::{Key, rank},
    roll_up::{self, Part},
    scheme::{From, Gaps, GroupBy, GroupId, Item, NotDue, Scheme, Stage, Total, VetoEffect, Within},
    scorecard::{Line, LineState, Output, Scorecard, Share, State, StepKind},
    total::{Totals, hold_total, total},
};

/// One branch and everything known about it.
#[derive(Debug, Clone)]
pub struct Evidence {
    pub branch: Branch,
    pub facts: Vec<Fact>,
}

/// Rates every branch of the company in one period.
///
/// `company` holds all branches that are compared with each other, `earlier` the standing scorecards of shorter
/// periods (the months of a quarter) and of earlier periods (the stars that stand), in any order.
/// Branches that did not exist at the period's end, or whose category the scheme does not know, get no scorecard;
/// a cycle that the scheme does not rate gives none at all.
pub fn rate(scheme: &Scheme, period: Period, company: &[Evidence], earlier: &[Scorecard]) -> Vec<Scorecard> {
    rate_given(scheme, period, company, earlier, &HashMap::new())
}

/// Totals and index values that are known without being worked out, by branch.
pub(crate) type Given = HashMap<String, (Points, Vec<Option<Points>>)>;

/// Like [`rate`], with the finished results of some branches given; worked cases name them for ranks and quotas.
pub(crate) fn rate_given(
    scheme: &Scheme,
    period: Period,
    company: &[Evidence],
    earlier: &[Scorecard],
    given: &Given,
) -> Vec<Scorecard> {
    let Some(stage) = scheme.rating.stage(period.cycle()) else { return Vec::new() };
    let history = History::new(earlier);
    let sources: Vec<(BranchFacts<'_>, usize, &Branch)> = company
        .iter()
        .filter(|evidence| exists_at(&evidence.branch, period.last_day()))
        .filter_map(|evidence| {
            let category = scheme.category(evidence.branch.category_on(period.last_day())?)?;
            Some((BranchFacts::new(scheme, &evidence.branch, &evidence.facts), category, &evidence.branch))
        })
        .collect();
    let pasts: Vec<BranchHistory<'_>> = sources.iter().map(|(_, _, branch)| history.of(&branch.id)).collect();
    let contexts: Vec<Context<'_, BranchFacts<'_>>> = sources
        .iter()
        .zip(&pasts)
        .map(|((source, category, _), past)| Context {
            scheme,
            source,
            category: *category,
            at: period,
            compared: None,
            scores: None,
            earlier: Some(past as &dyn Earlier),
        })
        .collect();
    let units: Vec<&str> = sources.iter().map(|(_, _, branch)| branch.unit.as_str()).collect();
    let compared = compare(scheme, &contexts, &units, &vec![None; contexts.len()]);
    let contexts: Vec<_> = contexts
        .into_iter()
        .zip(&compared)
        .map(|(context, compared)| Context { compared: Some(compared), ..context })
        .collect();

    let mut lines: Vec<Vec<(usize, LineScore)>> = Vec::with_capacity(contexts.len());
    let mut candidates: Vec<Candidate<'_>> = Vec::with_capacity(contexts.len());
    for ((context, past), unit) in contexts.iter().zip(&pasts).zip(&units) {
        let mut branch_lines = match stage.from {
            From::Items => lines_at(scheme, stage, context, past),
            From::Totals(_) if stage.own_items.is_some() => own_lines(scheme, context),
            From::Totals(_) => Vec::new(),
        };
        let mut totals = match stage.from {
            From::Items => total(scheme, context.category, stage, &mut branch_lines),
            From::Totals(cycle) => {
                let parts = joined(scheme, stage, cycle, context, past);
                match stage.own_items {
                    Some(share) => with_own_items(scheme, stage, share, context.category, parts, &mut branch_lines),
                    None => parts,
                }
            }
        };
        let vetoes = award::vetoes(scheme, &Context { scores: Some(&TotalsView(&totals)), ..context.clone() }, true);
        let zeroed = vetoes.iter().find(|(veto, _)| scheme.vetoes[*veto].effects.contains(&VetoEffect::ZeroTotal));
        if let Some((veto, _)) = zeroed {
            let now = totals.total;
            totals.summary.add(-now, StepKind::Zero, || format!("一票否决：{}，总分清零", scheme.vetoes[*veto].text));
            totals.total = Points::ZERO;
            totals.without_bonus = Points::ZERO;
        }
        if let Some((points, indices)) = context.source.branch().and_then(|branch| given.get(&branch.id)) {
            totals.total = *points;
            totals.without_bonus = *points;
            totals.waiting = false;
            for (sum, value) in totals.indices.iter_mut().zip(indices) {
                sum.value = value.or(sum.value);
            }
        }
        let items = branch_lines.iter().map(|(item, line)| (*item, line.mark.points, line.mark.full)).collect();
        candidates.push(Candidate {
            unit,
            category: context.category,
            totals,
            items,
            vetoes,
            explained: true,
            ..Candidate::default()
        });
        lines.push(branch_lines);
    }

    let asks = ContextAsks {
        contexts: contexts.clone(),
        earlier: pasts.iter().map(|past| Some(past as &dyn Earlier)).collect(),
    };
    let stars = scheme.rating.stars.as_ref().filter(|stars| stars.given_in(period));
    if let Some(stars) = stars {
        for member in 0..contexts.len() {
            award::not_rated(scheme, stars, period, member, &mut candidates, &asks);
        }
    }
    let groups = award::places(scheme, &mut candidates, &asks);
    if let Some(stars) = stars {
        for members in &groups {
            award::stars(scheme, stars, period, members, &mut candidates, &asks, true);
        }
    }
    let awards: Vec<_> = (0..contexts.len())
        .map(|member| stars.and_then(|stars| award::finish(scheme, stars, member, &candidates, &asks)))
        .collect();
    let outputs = outputs(scheme, period, &contexts, &units, &candidates);

    let rows = sources.iter().zip(candidates).zip(lines).zip(awards).zip(outputs);
    rows.map(|(((((_, _, branch), candidate), lines), award), outputs)| {
        let (state, state_note) = state(&candidate, &lines, scheme);
        let totals = candidate.totals;
        Scorecard {
            branch: branch.id.clone(),
            unit: branch.unit.clone(),
            category: scheme.categories[candidate.category].code.clone(),
            period,
            scheme: scheme.code.clone(),
            version: scheme.version.clone(),
            state,
            state_note,
            lines: lines.into_iter().map(|(item, line)| public_line(&scheme.items[item], line)).collect(),
            base: totals.base,
            possible: totals.possible,
            bonus: totals.bonus,
            deduction: totals.deduction,
            total: totals.total,
            without_bonus: totals.without_bonus,
            indices: shares(scheme, GroupBy::Index, &totals),
            blocks: shares(scheme, GroupBy::Block, &totals),
            sections: shares(scheme, GroupBy::Section, &totals),
            summary: totals.summary.into_steps(),
            vetoes: candidate.vetoes.into_iter().map(|(_, hit)| hit).collect(),
            rank: (candidate.place.of > 0).then_some(candidate.place.rank),
            from_bottom: (candidate.place.of > 1).then_some(candidate.place.from_bottom),
            of: candidate.place.of,
            award,
            outputs,
        }
    })
    .collect()
}

fn exists_at(branch: &Branch, day: Date) -> bool {
    branch.founded <= day && branch.closed.is_none_or(|closed| closed > day)
}

/// The lines of one branch in one period, each item by itself.
fn lines_at<S: Source>(
    scheme: &Scheme,
    stage: &Stage,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Vec<(usize, LineScore)> {
    let mut lines = Vec::with_capacity(scheme.items.len());
    for (position, item) in scheme.items.iter().enumerate() {
        if let Some(line) = line_at(scheme, stage, item, context, past) {
            lines.push((position, line));
        }
    }
    lines
}

fn line_at<S: Source>(
    scheme: &Scheme,
    stage: &Stage,
    item: &Item,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Option<LineScore> {
    let at = context.at;
    if item.cycle == at.cycle() {
        return item::rate(item, context, true);
    }
    if item.cycle > at.cycle() {
        return if stage.all_items { not_yet_due(item, stage, context, true) } else { None };
    }
    let full = item.points[context.category]?.full();
    let parts: Vec<Part> = at
        .parts(item.cycle)
        .into_iter()
        .enumerate()
        .map(|(place, period)| part(scheme, item, period, place, full, context, past))
        .collect();
    let combine = item.roll_up.as_ref().unwrap_or(&stage.combine);
    Some(roll_up::line(&parts, full, combine, stage, true))
}

/// An item longer than the stage: rated when its own cycle ends with the period, otherwise as `not_due` says.
pub(crate) fn not_yet_due<S: Source>(
    item: &Item,
    stage: &Stage,
    context: &Context<'_, S>,
    explained: bool,
) -> Option<LineScore> {
    let whole = context.at.widened(item.cycle);
    if whole.last_day() == context.at.last_day() {
        return item::rate(item, &context.at(whole), explained);
    }
    let full = item.points[context.category]?.full();
    match item.not_due.unwrap_or(stage.not_due) {
        NotDue::LeaveOut => None,
        NotDue::Full => {
            let mark = Mark { full, points: full, ..Mark::default() };
            let mut line = LineScore { mark, ..LineScore::default() };
            if explained {
                let sentence = format!("{}才到期，先按满分计", whole.title());
                line.steps.push(crate::scorecard::Step {
                    points: full,
                    kind: StepKind::Start,
                    sentence,
                    rule: None,
                    facts: Vec::new(),
                    period: None,
                });
            }
            Some(line)
        }
    }
}

/// An item's score in one part period: from the standing scorecard, or rated here if the scheme has no such stage.
fn part<S: Source>(
    scheme: &Scheme,
    item: &Item,
    period: Period,
    place: usize,
    full: Points,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Part {
    let mut part = Part { period, place, points: None, full, waiting: None };
    if scheme.rating.stage(period.cycle()).is_some() {
        let line = past.cards.get(&period).and_then(|card| card.lines.iter().find(|line| line.item == item.code));
        match line {
            Some(line) if line.state == LineState::Waiting => {
                part.waiting = Some(line.waiting_for.clone().unwrap_or_default());
            }
            Some(line) if line.state == LineState::Final => part.points = Some(line.points),
            _ => {}
        }
        return part;
    }
    let Some(branch) = context.source.branch() else { return part };
    if !branch.existed_in(period) {
        return part;
    }
    if let Some(line) = item::rate(item, &context.at(period), false) {
        match line.mark.standing {
            Standing::Final => part.points = Some(line.mark.points),
            Standing::Waiting => part.waiting = Some(line.waiting_for),
            Standing::NotOwed => {}
        }
    }
    part
}

/// Totals joined from the totals of shorter periods.
fn joined<S: Source>(
    scheme: &Scheme,
    stage: &Stage,
    cycle: Cycle,
    context: &Context<'_, S>,
    past: &BranchHistory<'_>,
) -> Totals {
    let parts: Vec<(Period, Option<&Scorecard>)> =
        context.at.parts(cycle).into_iter().map(|period| (period, past.cards.get(&period).copied())).collect();
    let full = match scheme.points.total {
        Total::Sum => scheme.points.full[context.category],
        Total::Weighted(_) => Points::from_thousandths(100_000),
    };
    roll_up::totals(scheme, &parts, stage, full, true).unwrap_or_else(|| {
        let mut totals = total(scheme, context.category, stage, &mut []);
        hold_total(scheme, &mut totals.summary);
        totals.waiting = stage.gaps == Gaps::LeaveOut;
        totals
    })
}

/// The lines of the period's own items.
fn own_lines<S: Source>(scheme: &Scheme, context: &Context<'_, S>) -> Vec<(usize, LineScore)> {
    let own = scheme.items.iter().enumerate().filter(|(_, item)| item.cycle == context.at.cycle());
    own.filter_map(|(position, item)| Some((position, item::rate(item, context, true)?))).collect()
}

/// Totals of shorter periods and the period's own items, each with its share.
fn with_own_items(
    scheme: &Scheme,
    stage: &Stage,
    share: Number,
    category: usize,
    parts: Totals,
    lines: &mut [(usize, LineScore)],
) -> Totals {
    let own = total(scheme, category, stage, lines);
    let Some(earned) = own.base.number().over(own.possible.number()) else { return parts };
    let scale = stage.normalise.unwrap_or(scheme.points.full[category]);
    let percent = |points: Number, share: Number| {
        points.times(share).and_then(|points| points.over(Number::HUNDRED)).map(|points| stage.rounding.points(points))
    };
    let rest = Number::HUNDRED.minus(share).unwrap_or_default();
    let of_parts = percent(parts.total.number(), rest).unwrap_or_default();
    let of_own = earned.times(scale.number()).and_then(|points| percent(points, share)).unwrap_or_default();
    let mut totals = parts;
    let before = totals.total;
    totals.summary.add(of_parts - before, StepKind::Normalised, || {
        format!("各期合成{}分，占{rest}%，计{}分", before.short(), of_parts.short())
    });
    totals.summary.add(of_own, StepKind::Sum, || {
        let value = earned.times(Number::HUNDRED).unwrap_or(earned);
        format!(
            "本期考核项{}÷{}（得分率{value}%），占{share}%，计{}分",
            own.base.short(),
            own.possible.short(),
            of_own.short()
        )
    });
    totals.summary.add(own.bonus + own.deduction, StepKind::Sum, || "本期加分、扣分项".into());
    hold_total(scheme, &mut totals.summary);
    totals.total = totals.summary.total();
    totals.without_bonus = totals.total - own.bonus;
    totals.base = own.base;
    totals.possible = own.possible;
    totals.bonus = own.bonus;
    totals.deduction = own.deduction;
    totals.waiting |= own.waiting;
    totals
}

fn public_line(item: &Item, line: LineScore) -> Line {
    Line {
        item: item.code.clone(),
        full: line.mark.full,
        points: line.mark.points,
        state: line.mark.standing.public(),
        self_points: line.self_points,
        waiting_for: (line.mark.standing == Standing::Waiting).then_some(line.waiting_for),
        steps: line.steps,
    }
}

fn shares(scheme: &Scheme, by: GroupBy, totals: &Totals) -> Vec<Share> {
    let groups = scheme.grouping(by).iter().zip(totals.sums(by));
    groups
        .map(|(group, sum)| Share {
            code: group.code.clone(),
            earned: sum.earned,
            possible: sum.possible,
            value: sum.value().map_or(Points::ZERO, |value| scheme.points.rounding.points(value)),
        })
        .collect()
}

fn state(candidate: &Candidate<'_>, lines: &[(usize, LineScore)], scheme: &Scheme) -> (State, String) {
    if let Some((why, _)) = &candidate.not_rated {
        return (State::NotRated, why.clone());
    }
    if !candidate.totals.waiting {
        return (State::Final, String::new());
    }
    let waiting: Vec<&str> = lines
        .iter()
        .filter(|(_, line)| line.mark.standing == Standing::Waiting)
        .map(|(item, _)| scheme.items[*item].name.as_str())
        .collect();
    let note = match waiting.len() {
        0 => "有的周期还没有结清，总分为暂定".to_owned(),
        n => format!("有{n}项待评（{}），总分为暂定", waiting.join("、")),
    };
    (State::Waiting, note)
}

fn outputs<'a, S: Source>(
    scheme: &Scheme,
    period: Period,
    contexts: &[Context<'a, S>],
    units: &[&str],
    candidates: &[Candidate<'_>],
) -> Vec<Vec<Output>> {
    let rules: Vec<_> =
        scheme.outputs.iter().filter(|rule| rule.at.is_empty() || rule.at.contains(&period.cycle())).collect();
    if rules.is_empty() {
        return vec![Vec::new(); contexts.len()];
    }
    let views: Vec<Option<&dyn Scores>> = candidates.iter().map(|candidate| Some(candidate as &dyn Scores)).collect();
    let compared = compare(scheme, contexts, units, &views);
    contexts
        .iter()
        .zip(candidates)
        .zip(&compared)
        .map(|((context, candidate), compared)| {
            let context = Context { scores: Some(candidate), compared: Some(compared), ..context.clone() };
            let output = |rule: &&crate::scheme::OutputRule| {
                use crate::measure::Describe;
                let value = context.number(&rule.value).ok().map(|value| rule.rounding.number(value));
                let formula = rule.value.describe(scheme);
                let sentence = match value {
                    Some(value) => format!("{}＝{formula}＝{value}{}", rule.name, rule.unit),
                    None => format!("{}（{formula}）的数据还不全", rule.name),
                };
                Output { code: rule.code.clone(), name: rule.name.clone(), unit: rule.unit.clone(), value, sentence }
            };
            rules.iter().map(output).collect()
        })
        .collect()
}

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

/// Totals before ranks and stars exist, for the conditions of vetoes.
struct TotalsView<'t>(&'t Totals);

impl Scores for TotalsView<'_> {
    fn score(&self, of: ScoreOf) -> Option<Number> {
        match of {
            ScoreOf::Result(ResultPart::Total) => Some(self.0.total.number()),
            ScoreOf::Result(ResultPart::Base) => Some(self.0.base.number()),
            ScoreOf::Result(ResultPart::Bonus) => Some(self.0.bonus.number()),
            ScoreOf::Result(ResultPart::Deduction) => Some(self.0.deduction.number()),
            ScoreOf::Result(ResultPart::WithoutBonus) => Some(self.0.without_bonus.number()),
            ScoreOf::Group(by, position) => self.0.sums(by).get(position)?.value(),
            _ => None,
        }
    }
}

/// Standing scorecards by branch and period.
struct History<'a> {
    cards: HashMap<&'a str, HashMap<Period, &'a Scorecard>>,
}

impl<'a> History<'a> {
    fn new(earlier: &'a [Scorecard]) -> History<'a> {
        let mut cards: HashMap<&str, HashMap<Period, &Scorecard>> = HashMap::new();
        for card in earlier {
            cards.entry(&card.branch).or_default().insert(card.period, card);
        }
        History { cards }
    }

    fn of(&self, branch: &str) -> BranchHistory<'a> {
        BranchHistory { cards: self.cards.get(branch).cloned().unwrap_or_default() }
    }
}

/// One branch's standing scorecards.
pub(crate) struct BranchHistory<'a> {
    cards: HashMap<Period, &'a Scorecard>,
}

impl Earlier for BranchHistory<'_> {
    fn earlier(&self, what: ResultPart, period: Period) -> Option<Number> {
        let card = self.cards.get(&period)?;
        let whole = |n: u32| Some(Number::whole(i64::from(n)));
        match what {
            ResultPart::Total => Some(card.total.number()),
            ResultPart::Base => Some(card.base.number()),
            ResultPart::Bonus => Some(card.bonus.number()),
            ResultPart::Deduction => Some(card.deduction.number()),
            ResultPart::WithoutBonus => Some(card.without_bonus.number()),
            ResultPart::Rank => card.rank.and_then(whole),
            ResultPart::RankFromBottom => card.from_bottom.and_then(whole),
            ResultPart::RankPercent => {
                Number::whole(i64::from(card.rank?) * 100).over(Number::whole(i64::from(card.of)))
            }
            ResultPart::GroupSize => whole(card.of),
            ResultPart::Star => card.award.as_ref().map(|award| Number::whole(i64::from(award.star))),
        }
    }
}

/// One point that a fact moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub period: Period,
    /// Item code.
    pub item: String,
    pub points: Points,
    pub sentence: String,
}

/// Every step of these scorecards that names the fact: the explanation read backwards.
pub fn moved_by(fact: &str, scorecards: &[Scorecard]) -> Vec<Moved> {
    let mut moved = Vec::new();
    for card in scorecards {
        for line in &card.lines {
            for step in line.steps.iter().filter(|step| step.facts.iter().any(|id| id == fact)) {
                moved.push(Moved {
                    period: card.period,
                    item: line.item.clone(),
                    points: step.points,
                    sentence: step.sentence.clone(),
                });
            }
        }
    }
    moved
}

//! Scheme + facts + period → scorecards: the whole company at once, because ranks, means and quotas need everybody.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::{
    award::{self, Candidate, ContextAsks},
    compare::compare,
    facts::{Branch, Fact},
    history::{BranchHistory, History},
    item::{LineScore, Standing},
    lines::{joined, lines_at, own_lines, with_own_items},
    measure::{BranchFacts, Context, Earlier, Scores, Source},
    period::Period,
    points::Points,
    scheme::{From, GroupBy, Item, Scheme},
    scorecard::{Line, Output, Scorecard, Share, State},
    total::{Totals, total},
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
    rate_asked(scheme, period, company, earlier, &Asked::default())
}

/// Like [`rate`], with the facts known up to `as_of`: what can still be done or supplied is not missed yet, it waits.
pub fn rate_as_of(
    scheme: &Scheme,
    period: Period,
    company: &[Evidence],
    earlier: &[Scorecard],
    as_of: Date,
) -> Vec<Scorecard> {
    rate_asked(scheme, period, company, earlier, &Asked { as_of: Some(as_of), ..Asked::default() })
}

/// One branch by itself, between two ratings of the whole company.
///
/// What compares it with others (place, star, items that read means or ranks) stays as `standing` has it, and the
/// note of the card says so. `None` if it did not exist at the period's end or the scheme does not rate it.
pub fn rate_branch(
    scheme: &Scheme,
    period: Period,
    evidence: &Evidence,
    earlier: &[Scorecard],
    standing: Option<&Scorecard>,
    as_of: Date,
) -> Option<Scorecard> {
    let asked = Asked { as_of: Some(as_of), kept: standing, alone: true, ..Asked::default() };
    let mut card = rate_asked(scheme, period, std::slice::from_ref(evidence), earlier, &asked).pop()?;
    card.rank = standing.and_then(|standing| standing.rank);
    card.from_bottom = standing.and_then(|standing| standing.from_bottom);
    card.of = standing.map_or(0, |standing| standing.of);
    card.award = standing.and_then(|standing| standing.award.clone());
    Some(card)
}

/// How a rating departs from the ordinary one.
#[derive(Default)]
pub(crate) struct Asked<'a> {
    /// Finished results of some branches; worked cases name them for ranks and quotas.
    pub(crate) given: Given,
    pub(crate) as_of: Option<Date>,
    /// Nobody is there to be compared with: what compares is taken from `kept`.
    pub(crate) alone: bool,
    pub(crate) kept: Option<&'a Scorecard>,
}

/// Totals and index values that are known without being worked out, by branch.
pub(crate) type Given = HashMap<String, (Points, Vec<Option<Points>>)>;

pub(crate) fn rate_asked(
    scheme: &Scheme,
    period: Period,
    company: &[Evidence],
    earlier: &[Scorecard],
    asked: &Asked<'_>,
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
            as_of: asked.as_of,
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
        if asked.alone {
            keep_comparisons(scheme, &mut branch_lines, asked.kept);
        }
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
        if let Some((points, indices)) = context.source.branch().and_then(|branch| asked.given.get(&branch.id)) {
            totals.total = *points;
            totals.without_bonus = *points;
            totals.waiting = false;
            totals.pending = Points::ZERO;
            for (sum, value) in totals.indices.iter_mut().zip(indices) {
                sum.value = value.or(sum.value);
            }
        }
        let items = branch_lines.iter().map(|(item, line)| (*item, line.mark.points, line.mark.full)).collect();
        let mut candidate =
            Candidate { unit, category: context.category, totals, items, explained: true, ..Candidate::default() };
        candidate.vetoes = award::vetoes(scheme, &Context { scores: Some(&candidate), ..context.clone() }, true);
        candidate.zero_if_vetoed(scheme);
        candidates.push(candidate);
        lines.push(branch_lines);
    }

    let asks = ContextAsks {
        contexts: contexts.clone(),
        earlier: pasts.iter().map(|past| Some(past as &dyn Earlier)).collect(),
    };
    let round = |stars| award::Round { scheme, stars, at: period, asks: &asks };
    let stars = scheme.rating.stars.as_ref().filter(|stars| stars.given_in(period));
    if let Some(stars) = stars {
        for member in 0..contexts.len() {
            award::not_rated(&round(stars), member, &mut candidates);
        }
    }
    let groups = award::places(scheme, &mut candidates, &asks);
    if let Some(stars) = stars {
        for members in &groups {
            award::stars(&round(stars), members, &mut candidates);
        }
    }
    let awards: Vec<_> = (0..contexts.len())
        .map(|member| stars.and_then(|stars| award::finish(&round(stars), member, &candidates)))
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
            pending: totals.pending,
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

/// Lines that compare the branch with others stand as the last rating of the company left them.
fn keep_comparisons(scheme: &Scheme, lines: &mut [(usize, LineScore)], kept: Option<&Scorecard>) {
    for (item, line) in lines {
        let item = &scheme.items[*item];
        let compares = item.rules.iter().any(|rule| !rule.reads().groups.is_empty());
        if let Some(stood) = kept.and_then(|card| card.lines.iter().find(|line| line.item == item.code))
            && compares
        {
            *line = LineScore::of(stood);
        }
    }
}

fn exists_at(branch: &Branch, day: Date) -> bool {
    branch.founded <= day && branch.closed.is_none_or(|closed| closed > day)
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
    if candidate.totals.is_undecided() {
        let pending = candidate.totals.pending.short();
        return (State::Waiting, format!("待评项还有{pending}分，已评不足四分之一，暂不排名评星"));
    }
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

//! What a measure is worth: twelve kinds of rule, one file each.

mod bands;
mod each;
mod graded;
mod judged;
mod ladder;
mod panel;
mod share;
mod slope;
mod timely;
mod value;
mod when;
mod zero;

use crate::{
    measure::{Condition, Context, Describe, DutyCount, Lack, Measure, Reader, Reads, Source, shift},
    number::Number,
    points::Points,
    scheme::{
        DutyId, Scheme,
        fields::{Fields, points_of},
        node::Node,
    },
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

/// One rule of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The published wording.
    pub text: String,
    pub clause: String,
    /// Applies only if this holds.
    pub condition: Option<Condition>,
    /// Does not apply if this holds (exemption).
    pub unless: Option<Condition>,
    /// Most points this rule gives or takes.
    pub most: Option<Points>,
    /// Position among the item's parts (R31).
    pub part: Option<usize>,
    pub on_missing: OnLack,
    pub on_undefined: OnLack,
    /// Multiplies the rule's points while the condition holds (R12, R24).
    pub factors: Vec<(Condition, Number)>,
    /// Counted on top of the item's own maximum, up to this many points (R15).
    pub above_full: Option<Points>,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Each(each::Each),
    Ladder(ladder::Ladder),
    When(when::When),
    Slope(slope::Slope),
    Share(share::Share),
    Bands(bands::Bands),
    Judged(judged::Judged),
    Graded(graded::Graded),
    Panel(panel::Panel),
    Timely(timely::Timely),
    Value(value::Value),
    Zero(zero::Zero),
}

/// What happens when a number is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnLack {
    Wait,
    Zero,
    Full,
    Skip,
}

/// What came of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Applied,
    /// There was nothing to judge.
    NotOwed(String),
    /// The rule's own condition keeps it out; the item stands without it.
    Inapplicable(String),
    /// Somebody has to act first.
    Waiting {
        by: String,
        what: String,
    },
}

/// Points in a rule: a number, or the item's full points with either sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    Points(Points),
    Full,
    MinusFull,
}

impl Amount {
    pub(crate) fn of(self, full: Points) -> Points {
        match self {
            Amount::Points(points) => points,
            Amount::Full => full,
            Amount::MinusFull => -full,
        }
    }

    pub(crate) fn is_negative(self) -> bool {
        match self {
            Amount::Points(points) => points < Points::ZERO,
            Amount::Full => false,
            Amount::MinusFull => true,
        }
    }

    pub(crate) fn read(node: &Node, reader: &mut Reader<'_>) -> Option<Amount> {
        match node.text() {
            Some("full") => Some(Amount::Full),
            Some("-full") => Some(Amount::MinusFull),
            _ => points_of(node, reader.problems).map(Amount::Points),
        }
    }

    fn title(self) -> String {
        match self {
            Amount::Points(points) => plus_minus(points),
            Amount::Full => "得满分".into(),
            Amount::MinusFull => "不得分".into(),
        }
    }
}

/// The item a rule works for.
#[derive(Clone, Copy)]
pub(crate) struct ItemView {
    /// Full points for the branch's category.
    pub(crate) full: Points,
    pub(crate) start_full: bool,
}

pub(crate) type Applied = std::result::Result<Outcome, Lack>;

const KINDS: [&str; 12] =
    ["each", "ladder", "when", "slope", "share", "bands", "judged", "graded", "panel", "timely", "value", "zero"];

const ON_LACK: [(&str, OnLack); 4] =
    [("wait", OnLack::Wait), ("zero", OnLack::Zero), ("full", OnLack::Full), ("skip", OnLack::Skip)];

/// `missing` and `undefined` as an item or a rule writes them.
pub(crate) fn read_lacks(fields: &Fields<'_>, reader: &mut Reader<'_>) -> (Option<OnLack>, Option<OnLack>) {
    (fields.word("missing", &ON_LACK, reader.problems), fields.word("undefined", &ON_LACK, reader.problems))
}

impl Rule {
    /// `lacks`: what the item says about missing and undefined numbers; `parts`: names of the item's parts.
    pub(crate) fn read(
        node: &Node,
        lacks: (Option<OnLack>, Option<OnLack>),
        parts: &[String],
        reader: &mut Reader<'_>,
    ) -> Option<Rule> {
        let fields = reader.fields(node, "规则")?;
        let text = fields.need_text("text", reader.problems);
        let clause = fields.text("clause", reader.problems);
        let found: Vec<&str> = KINDS.into_iter().filter(|kind| fields.has(kind)).collect();
        let condition_is_own = found == ["zero"];
        let condition = if condition_is_own { None } else { fields.get("if").and_then(|node| reader.condition(node)) };
        let unless = fields.get("unless").and_then(|node| reader.condition(node));
        let most = fields.points("most", reader.problems);
        if let (Some(most), Some(node)) = (most, fields.get("most"))
            && most <= Points::ZERO
        {
            reader.problems.error(&node.place, "most 是幅度，要写正数", "去掉负号");
        }
        let part = fields.get("part").and_then(|node| {
            let found = parts.iter().position(|part| node.text() == Some(part));
            if found.is_none() {
                reader.problems.error(&node.place, "本项的 parts 里没有这个部门", "先在 parts 里声明，写法一致");
            }
            found
        });
        let own = read_lacks(&fields, reader);
        let mut factors = Vec::new();
        // Factors with `where` speak of single facts and are read by the kinds that list them.
        for node in fields.list("factor").into_iter().filter(|node| node.get("where").is_none()) {
            let Some(fields) = reader.fields(node, "倍数") else { continue };
            let condition = fields.need("if", reader.problems).and_then(|node| reader.condition(node));
            let times = fields.number("times", reader.problems);
            fields.finish(reader.problems);
            factors.extend(condition.zip(times));
        }
        let above_full = fields.points("above_full", reader.problems);
        let kind = match found[..] {
            [kind] => Kind::read(kind, &fields, reader),
            [] => {
                reader.problems.error(&node.place, "没有写规则种类", format!("写其中一种：{}", KINDS.join(" ")));
                None
            }
            _ => {
                reader.problems.error(
                    &node.place,
                    format!("一条规则写了几种：{}", found.join("、")),
                    "拆成几条规则，每条一种",
                );
                None
            }
        };
        // A rule of no known kind is not also full of unknown keys.
        if kind.is_some() {
            fields.finish(reader.problems);
        }
        Some(Rule {
            text,
            clause,
            condition,
            unless,
            most,
            part,
            on_missing: own.0.or(lacks.0).unwrap_or(OnLack::Wait),
            on_undefined: own.1.or(lacks.1).unwrap_or(OnLack::Skip),
            factors,
            above_full,
            kind: kind?,
        })
    }

    /// Everything the rule looks at.
    pub fn reads(&self) -> Reads {
        let mut reads = Reads::default();
        for condition in self.condition.iter().chain(&self.unless).chain(self.factors.iter().map(|(when, _)| when)) {
            condition.reads(&mut reads);
        }
        match &self.kind {
            Kind::Each(rule) => match &rule.of {
                each::Counted::Facts(query) => reads.queries.push(*query),
                each::Counted::Measure(measure) => measure.reads(&mut reads),
            },
            Kind::Ladder(rule) => reads.queries.push(rule.of),
            Kind::When(rule) => rule.condition.reads(&mut reads),
            Kind::Slope(rule) => {
                let sides = [&rule.below, &rule.above].into_iter().flatten().map(|side| &side.every);
                [&rule.of, &rule.low, &rule.high]
                    .into_iter()
                    .chain(sides)
                    .for_each(|measure| measure.reads(&mut reads));
            }
            Kind::Share(rule) => [&rule.of, &rule.target].into_iter().for_each(|measure| measure.reads(&mut reads)),
            Kind::Bands(rule) => {
                rule.of.reads(&mut reads);
                rule.scale.iter().for_each(|(_, worth)| {
                    if let bands::Worth::Measure(measure) = worth {
                        measure.reads(&mut reads);
                    }
                });
                reads.queries.extend(rule.scale.iter().filter_map(|(_, worth)| match worth {
                    bands::Worth::Judged { mark, .. } => Some(*mark),
                    _ => None,
                }));
            }
            Kind::Judged(rule) => reads.queries.push(rule.mark),
            Kind::Graded(rule) => reads.queries.push(rule.grade),
            Kind::Panel(rule) => rule.parties.iter().for_each(|party| party.of.reads(&mut reads)),
            Kind::Timely(rule) => reads.duties.push(rule.duty),
            Kind::Value(rule) => rule.of.reads(&mut reads),
            Kind::Zero(rule) => rule.condition.reads(&mut reads),
        }
        reads
    }

    /// Whether facts are looked at one by one, not only through their sums.
    pub(crate) fn needs_facts(&self) -> bool {
        match &self.kind {
            Kind::Each(rule) => rule.needs_facts(),
            Kind::Ladder(_) | Kind::Graded(_) => true,
            _ => false,
        }
    }

    /// Works the rule out on the sheet.
    pub(crate) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Outcome {
        let before = sheet.points();
        match self.try_apply(context, item, sheet) {
            Ok(Outcome::Applied) => {}
            Ok(other) => return other,
            Err(lack) => return self.lacking(lack, context, item, sheet),
        }
        if let Some(most) = self.most {
            let moved = sheet.points() - before;
            let allowed = moved.max(-most).min(most);
            if moved != allowed {
                sheet.add(allowed - moved, StepKind::Cap, || (format!("本条以{}分为限", most.short()), Vec::new()));
            }
        }
        Outcome::Applied
    }

    fn try_apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        if let Some(condition) = &self.condition
            && !context.holds(condition)?
        {
            return Ok(Outcome::Inapplicable(format!("本条仅在{}时适用，不计", condition.describe(context.scheme))));
        }
        if let Some(unless) = &self.unless
            && context.holds(unless)?
        {
            return Ok(Outcome::Inapplicable(format!("{}，本条不计", unless.describe(context.scheme))));
        }
        let before = sheet.points();
        let outcome = self.kind.apply(&self.text, context, item, sheet)?;
        if outcome == Outcome::Applied {
            for (condition, times) in &self.factors {
                if context.holds(condition)? {
                    let moved = sheet.points() - before;
                    let want = moved.number().times(*times).map(|n| context.scheme.points.rounding.points(n));
                    sheet.add(want.unwrap_or(moved) - moved, StepKind::Rule, || {
                        (format!("{}，按{times}倍计", condition.describe(context.scheme)), Vec::new())
                    });
                }
            }
        }
        Ok(outcome)
    }

    fn lacking<S: Source>(&self, lack: Lack, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Outcome {
        let scheme = context.scheme;
        let (policy, by, what) = match lack {
            Lack::Missing(query) => {
                let class = &scheme.classes[scheme.queries[query].class];
                (self.on_missing, class.by.clone(), format!("{}尚未提供", class.name))
            }
            Lack::Open(duty) => return not_due(duty, context),
            Lack::Undefined | Lack::NoResult => (self.on_undefined, String::new(), "没有可计算的数据".to_owned()),
        };
        let by = if let Kind::Judged(judged::Judged { by, .. }) | Kind::Graded(graded::Graded { by, .. }) = &self.kind
            && !by.is_empty()
        {
            by.clone()
        } else {
            by
        };
        match policy {
            OnLack::Wait => Outcome::Waiting { by, what },
            // What may still come before the period ends is not missed yet.
            OnLack::Zero if context.is_running() => Outcome::Waiting { by, what },
            // A missing mark that the scheme allows to be missing means “no finding”; what cannot be computed was not owed.
            OnLack::Skip if matches!(lack, Lack::Missing(_)) => {
                sheet.add(Points::ZERO, StepKind::Rule, || (format!("{what}，按办法不计，不加不扣"), Vec::new()));
                Outcome::Applied
            }
            OnLack::Skip => Outcome::NotOwed(format!("{what}，本条不计")),
            OnLack::Zero | OnLack::Full => {
                let points = match (policy, item.start_full) {
                    (OnLack::Zero, true) => -item.full,
                    (OnLack::Full, false) => item.full,
                    _ => Points::ZERO,
                };
                let end = if policy == OnLack::Full { "按满分计" } else { "按不得分计" };
                sheet.add(points, StepKind::Rule, || (format!("{what}，办法规定{end}"), Vec::new()));
                Outcome::Applied
            }
        }
    }
}

impl Kind {
    fn read(kind: &str, fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Kind> {
        Some(match kind {
            "each" => Kind::Each(each::Each::read(fields, reader)?),
            "ladder" => Kind::Ladder(ladder::Ladder::read(fields, reader)?),
            "when" => Kind::When(when::When::read(fields, reader)?),
            "slope" => Kind::Slope(slope::Slope::read(fields, reader)?),
            "share" => Kind::Share(share::Share::read(fields, reader)?),
            "bands" => Kind::Bands(bands::Bands::read(fields, reader)?),
            "judged" => Kind::Judged(judged::Judged::read(fields, reader)?),
            "graded" => Kind::Graded(graded::Graded::read(fields, reader)?),
            "panel" => Kind::Panel(panel::Panel::read(fields, reader)?),
            "timely" => Kind::Timely(timely::Timely::read(fields, reader)?),
            "value" => Kind::Value(value::Value::read(fields, reader)?),
            _ => Kind::Zero(zero::Zero::read(fields, reader)?),
        })
    }

    fn apply<S: Source>(&self, text: &str, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        match self {
            Kind::Each(rule) => rule.apply(context, item, sheet),
            Kind::Ladder(rule) => rule.apply(context, item, sheet),
            Kind::When(rule) => rule.apply(text, context, item, sheet),
            Kind::Slope(rule) => rule.apply(context, item, sheet),
            Kind::Share(rule) => rule.apply(context, item, sheet),
            Kind::Bands(rule) => rule.apply(context, item, sheet),
            Kind::Judged(rule) => rule.apply(context, item, sheet),
            Kind::Graded(rule) => rule.apply(context, item, sheet),
            Kind::Panel(rule) => rule.apply(context, item, sheet),
            Kind::Timely(rule) => rule.apply(context, item, sheet),
            Kind::Value(rule) => rule.apply(context, item, sheet),
            Kind::Zero(rule) => rule.apply(context, item, sheet),
        }
    }

    /// Whether the rule takes points away: an item with such a rule starts from full points.
    pub(crate) fn takes(&self) -> bool {
        match self {
            Kind::Each(rule) => rule.takes(),
            Kind::Ladder(rule) => rule.takes(),
            Kind::When(rule) => rule.takes(),
            Kind::Slope(rule) => rule.takes(),
            Kind::Judged(rule) => rule.takes(),
            Kind::Share(_) | Kind::Bands(_) | Kind::Graded(_) | Kind::Panel(_) | Kind::Timely(_) | Kind::Value(_) => {
                self.worth_negative()
            }
            Kind::Zero(_) => false,
        }
    }

    fn worth_negative(&self) -> bool {
        match self {
            Kind::Bands(rule) => rule.takes(),
            Kind::Graded(rule) => rule.takes(),
            Kind::Timely(rule) => rule.takes(),
            _ => false,
        }
    }

    /// Whether the rule brings the score itself, so that an item with it builds up from zero.
    pub(crate) fn scores(&self) -> bool {
        match self {
            Kind::Share(_) | Kind::Panel(_) | Kind::Value(_) => true,
            Kind::Bands(_) | Kind::Graded(_) | Kind::Timely(_) => !self.takes(),
            Kind::Judged(rule) => rule.range.is_some_and(|range| !range.low.is_negative()),
            Kind::Each(_) | Kind::Ladder(_) | Kind::When(_) | Kind::Slope(_) | Kind::Zero(_) => false,
        }
    }

    /// Whether it can bring points at all.
    pub(crate) fn gives(&self) -> bool {
        let positive = |amount: Amount| match amount {
            Amount::Points(points) => points > Points::ZERO,
            Amount::Full => true,
            Amount::MinusFull => false,
        };
        let range = |range: &Option<each::Range>| range.is_none_or(|range| positive(range.high));
        match self {
            Kind::Each(rule) => match &rule.worth {
                each::Worth::Fixed(amount) => positive(*amount),
                each::Worth::Series(series) => series.iter().any(|points| *points > Points::ZERO),
                each::Worth::Banded { scale, .. } => scale.iter().any(|(_, points)| *points > Points::ZERO),
                each::Worth::Entered { range: of, .. } => range(of),
            },
            Kind::Ladder(rule) => rule.points.iter().any(|(_, worth)| match worth {
                ladder::Worth::Fixed(points) => *points > Points::ZERO,
                ladder::Worth::Range(range) => positive(range.high),
            }),
            Kind::When(rule) => positive(rule.points) || rule.otherwise.is_some_and(positive),
            Kind::Slope(rule) => {
                [&rule.below, &rule.above].into_iter().flatten().any(|side| side.points > Points::ZERO)
            }
            Kind::Bands(rule) => rule.scale.iter().any(|(_, worth)| match worth {
                bands::Worth::Points(points) => *points > Points::ZERO,
                bands::Worth::Percent(percent) => *percent > Number::ZERO,
                bands::Worth::Measure(_) => true,
                bands::Worth::Judged { range, .. } => positive(range.high),
            }),
            Kind::Judged(rule) => range(&rule.range),
            Kind::Graded(rule) => rule.grades.iter().any(|(_, points)| *points > Points::ZERO),
            Kind::Timely(rule) => [rule.on_time, rule.late, rule.never].into_iter().any(|points| points > Points::ZERO),
            Kind::Share(_) | Kind::Panel(_) | Kind::Value(_) => true,
            Kind::Zero(_) => false,
        }
    }

    /// Whether its sign is only known from the facts.
    pub(crate) const fn may_take(&self) -> bool {
        matches!(self, Kind::Value(_))
    }

    /// The duty whose misses this rule counts, if it counts misses.
    pub(crate) fn missing_duty(&self) -> Option<usize> {
        let Kind::Each(each::Each { of: each::Counted::Measure(measure), .. }) = self else { return None };
        match measure {
            Measure::Duty { duty, count: DutyCount::Missing, .. } => Some(*duty),
            _ => None,
        }
    }

    /// Least and most points of one occurrence, where the rule names fixed points.
    pub(crate) fn single_points(&self) -> Option<(Points, Points)> {
        let amount = |amount: Amount| match amount {
            Amount::Points(points) => Some((points, points)),
            Amount::Full | Amount::MinusFull => None,
        };
        match self {
            Kind::Each(rule) => match &rule.worth {
                each::Worth::Fixed(worth) => amount(*worth),
                each::Worth::Series(series) => Some((series.iter().copied().min()?, series.iter().copied().max()?)),
                _ => None,
            },
            Kind::When(rule) if rule.otherwise.is_none() => amount(rule.points),
            _ => None,
        }
    }

    pub(crate) const fn is_zero(&self) -> bool {
        matches!(self, Kind::Zero(_))
    }

    /// The rule in one sentence, for the scheme browser.
    pub fn summary(&self, scheme: &Scheme) -> String {
        match self {
            Kind::Each(rule) => rule.summary(scheme),
            Kind::Ladder(rule) => rule.summary(scheme),
            Kind::When(rule) => rule.summary(scheme),
            Kind::Slope(rule) => rule.summary(scheme),
            Kind::Share(rule) => rule.summary(scheme),
            Kind::Bands(rule) => rule.summary(scheme),
            Kind::Judged(rule) => rule.summary(scheme),
            Kind::Graded(rule) => rule.summary(scheme),
            Kind::Panel(rule) => rule.summary(scheme),
            Kind::Timely(rule) => rule.summary(scheme),
            Kind::Value(rule) => rule.summary(scheme),
            Kind::Zero(rule) => rule.summary(scheme),
        }
    }
}

/// The ids of the facts behind a measure, for a reader who wants to see them.
pub(crate) fn facts_of<S: Source>(measure: &Measure, context: &Context<'_, S>) -> Vec<String> {
    let mut facts = Vec::new();
    collect(measure, context, &mut facts);
    let mut seen = std::collections::HashSet::new();
    facts.retain(|fact: &String| seen.insert(fact.clone()));
    facts
}

/// The ids of the facts behind a condition.
pub(crate) fn facts_of_condition<S: Source>(condition: &Condition, context: &Context<'_, S>) -> Vec<String> {
    let mut facts = Vec::new();
    collect_condition(condition, context, &mut facts);
    let mut seen = std::collections::HashSet::new();
    facts.retain(|fact: &String| seen.insert(fact.clone()));
    facts
}

fn collect<S: Source>(measure: &Measure, context: &Context<'_, S>, facts: &mut Vec<String>) {
    match measure {
        Measure::Query(query) => {
            facts.extend(context.source.facts(*query, context.at).into_iter().map(|fact| fact.id.clone()));
        }
        Measure::Duty { duty, window, .. } => {
            for instance in context.instances(*duty, *window).unwrap_or_default() {
                facts.extend(instance.done.iter().chain(&instance.exceptions).map(|fact| fact.id.clone()));
            }
        }
        Measure::Rate(pair) | Measure::Ratio(pair) | Measure::Minus(pair) => {
            pair.iter().for_each(|part| collect(part, context, facts));
        }
        Measure::Plus(parts)
        | Measure::Times(parts)
        | Measure::Smallest(parts)
        | Measure::Largest(parts)
        | Measure::Average(parts) => parts.iter().for_each(|part| collect(part, context, facts)),
        Measure::Weighted(parts) => parts.iter().for_each(|(part, _)| collect(part, context, facts)),
        Measure::Choose(choice) => {
            collect_condition(&choice.0, context, facts);
            let taken = if context.holds(&choice.0) == Ok(true) { &choice.1 } else { &choice.2 };
            collect(taken, context, facts);
        }
        Measure::Bands(of, _) | Measure::Round(of, _) => collect(of, context, facts),
        Measure::Interpolate(of, through) => {
            collect(of, context, facts);
            through.iter().for_each(|(x, y)| {
                collect(x, context, facts);
                collect(y, context, facts);
            });
        }
        Measure::Group(group) => collect(&context.scheme.groups[*group].of, context, facts),
        Measure::Shifted(of, by, unit) => collect(of, &context.at(shift(context.at, *by, *unit)), facts),
        Measure::Streak(condition, ..) => collect_condition(condition, context, facts),
        Measure::Constant(_) | Measure::Score(_) | Measure::Earlier { .. } => {}
    }
}

fn collect_condition<S: Source>(condition: &Condition, context: &Context<'_, S>, facts: &mut Vec<String>) {
    match condition {
        Condition::Compare(measure, tests) => {
            collect(measure, context, facts);
            tests.iter().for_each(|(_, limit)| collect(limit, context, facts));
        }
        Condition::Some(query) | Condition::None(query) | Condition::Word(query, _) => {
            collect(&Measure::Query(*query), context, facts);
        }
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| collect_condition(part, context, facts));
        }
        Condition::Not(inner) => collect_condition(inner, context, facts),
        Condition::Category(_) | Condition::Month(_) | Condition::Year(_) | Condition::NewBranch(_) => {}
    }
}

/// A duty whose time has not run out: nobody loses by it yet.
pub(crate) fn not_due<S: Source>(duty: DutyId, context: &Context<'_, S>) -> Outcome {
    let rule = &context.scheme.duties[duty];
    let by = context.scheme.classes[context.scheme.queries[rule.record].class].by.clone();
    let what = match context.open(duty) {
        Some((n, until)) => {
            format!("“{}”还有{n}次可办，{}月{}日前办理并上报", rule.name, until.month(), until.day())
        }
        None => format!("“{}”尚未到期", rule.name),
    };
    Outcome::Waiting { by, what }
}

/// Whether nothing was owed although the measure counts duties: then there is nothing to judge.
pub(crate) fn nothing_owed<S: Source>(
    measure: &Measure,
    context: &Context<'_, S>,
) -> std::result::Result<Option<String>, Lack> {
    let Measure::Duty { duty, window, .. } = measure else { return Ok(None) };
    let owed = context.owed_by_now(*duty, *window)?;
    if owed.owed > 0 {
        return Ok(None);
    }
    let name = &context.scheme.duties[*duty].name;
    Ok(Some(if owed.excused > 0 {
        format!("“{name}”经批准免除{}次，本期不应尽", owed.excused)
    } else {
        format!("“{name}”本期不应尽，不算缺")
    }))
}

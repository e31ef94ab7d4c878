//! 每次（每项、每缺一次）加减分（R01 R02 R12 R13 R18）.

use std::collections::HashMap;

use super::{Amount, Applied, ItemView, Outcome, facts_of, nothing_owed};
use crate::{
    facts::Fact,
    measure::{Context, Describe, DutyCount, Filter, Measure, PerFact, Reader, Source, Take, Window, passes},
    number::Number,
    period::{Cycle, Period},
    points::Points,
    scheme::{Bounds, DutyId, QueryId, Scheme, fields::Fields, node::Node},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Each {
    pub of: Counted,
    pub worth: Worth,
    /// The first so many are free.
    pub free: i64,
    pub caps: Vec<CapPer>,
    /// What multiplies the points of single facts.
    pub multipliers: Multipliers,
}

/// Conditions on a fact, and by how much its points are multiplied while they hold.
pub(super) type Multipliers = Vec<(Vec<Filter>, Number)>;

/// The fact's points after its multipliers, with a note if they changed.
pub(super) fn multiplied<S>(
    points: Points,
    fact: &Fact,
    multipliers: &Multipliers,
    context: &Context<'_, S>,
) -> (Points, String) {
    let (mut points, mut note) = (points, String::new());
    for (filters, times) in multipliers {
        if filters.iter().all(|filter| passes(filter, fact)) {
            let product = points.number().times(*times).map(|product| context.scheme.points.rounding.points(product));
            points = product.unwrap_or(points);
            note = format!("{note}（按{times}倍计）");
        }
    }
    (points, note)
}

#[derive(Debug, Clone, PartialEq)]
pub enum Counted {
    /// Facts, each with its own step.
    Facts(QueryId),
    Measure(Measure),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Worth {
    Fixed(Amount),
    /// By ordinal; the last one repeats.
    Series(Vec<Points>),
    /// By the band in which a figure of the fact falls.
    Banded {
        of: PerFact,
        scale: Vec<(Bounds, Points)>,
    },
    /// The fact brings its own points, within a range.
    Entered {
        field: String,
        range: Option<Range>,
    },
}

/// A cap inside each day, month, quarter or year (R18).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapPer {
    /// `None`: a day.
    pub per: Option<Cycle>,
    /// Each value of this word field has a cap of its own: 每人每日.
    pub of: Option<String>,
    pub most: Points,
}

impl CapPer {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<CapPer> {
        const UNITS: [(&str, Option<Cycle>); 5] = [
            ("day", None),
            ("month", Some(Cycle::Month)),
            ("quarter", Some(Cycle::Quarter)),
            ("half", Some(Cycle::Half)),
            ("year", Some(Cycle::Year)),
        ];
        let mut caps = Vec::new();
        for node in fields.list("caps") {
            let Some(fields) = reader.fields(node, "封顶") else { continue };
            let per = fields.need("per", reader.problems).and_then(|_| fields.word("per", &UNITS, reader.problems));
            let most = fields.need("most", reader.problems).and_then(|_| fields.points("most", reader.problems));
            let of = fields.get("of").map(|node| crate::scheme::fields::text_of(node, reader.problems));
            fields.finish(reader.problems);
            caps.extend(per.zip(most).map(|(per, most)| CapPer { per, of, most }));
        }
        caps
    }
}

/// How much each cap still leaves, by cap and stretch of time.
#[derive(Default)]
pub(super) struct Room {
    used: HashMap<(usize, i16, i16, String), Points>,
}

impl Room {
    /// The part of `points` that the caps allow on the fact's day.
    pub(super) fn take(&mut self, caps: &[CapPer], fact: &Fact, points: Points) -> Points {
        let stretch = |position: usize, cap: &CapPer| {
            let (year, place) = match cap.per {
                None => (fact.on.year(), fact.on.day_of_year()),
                Some(cycle) => {
                    let period = Period::holding(fact.on, cycle);
                    (period.year(), i16::from(period.ordinal()))
                }
            };
            let of = cap.of.as_ref().and_then(|field| fact.tags.get(field)).cloned().unwrap_or_default();
            (position, year, place, of)
        };
        let mut allowed = points;
        for (position, cap) in caps.iter().enumerate() {
            let used = self.used.get(&stretch(position, cap)).copied().unwrap_or_default();
            let room = cap.most - used.abs();
            allowed = allowed.max(-room).min(room);
        }
        for (position, cap) in caps.iter().enumerate() {
            *self.used.entry(stretch(position, cap)).or_default() += allowed;
        }
        allowed
    }
}

impl Each {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Each> {
        let node = fields.get("each")?;
        let is_selection = node.text().is_some() || node.get("fact").is_some();
        let of = if is_selection {
            reader.query(node, Take::Count).map(Counted::Facts)
        } else if let Some(inner) = node.get("count").filter(|_| node.map().is_some_and(|map| map.len() == 1)) {
            reader.query(inner, Take::Count).map(Counted::Facts)
        } else {
            reader.measure(node).map(Counted::Measure)
        };
        let class = match &of {
            Some(Counted::Facts(query)) => Some(reader.intern.queries[*query].class),
            _ => None,
        };
        let worth = read_worth(fields, node, class, reader);
        let multipliers = class.map(|class| reader.multipliers(fields, class)).unwrap_or_default();
        let free = fields.whole("free", reader.problems).unwrap_or(0).max(0);
        let caps = CapPer::read(fields, reader);
        let (of, worth) = (of?, worth?);
        if matches!(of, Counted::Measure(_))
            && (matches!(worth, Worth::Entered { .. } | Worth::Banded { .. }) || !caps.is_empty())
        {
            reader.problems.error(
                &node.place,
                "按次数计分时不能用事实自带的分值，也不能按日按月封顶",
                "each 后改写事实的选取",
            );
        }
        if let (Counted::Facts(query), Worth::Entered { field, .. }) = (&of, &worth) {
            let class = &reader.names.classes[reader.intern.queries[*query].class];
            if !class.number_fields().contains(field) {
                let message = format!("“{}”没有数字字段“{field}”", class.name);
                reader.problems.error(&node.place, message, "在 facts 的 fields 里声明，或改用已有字段（如 points）");
            }
        }
        Some(Each { of, worth, free, caps, multipliers })
    }

    pub(super) fn takes(&self) -> bool {
        match &self.worth {
            Worth::Fixed(amount) => amount.is_negative(),
            Worth::Series(series) => series.iter().any(|points| *points < Points::ZERO),
            Worth::Banded { scale, .. } => scale.iter().any(|(_, points)| *points < Points::ZERO),
            Worth::Entered { range, .. } => range.is_some_and(|range| range.low.is_negative()),
        }
    }

    /// Points of the occurrences `from..from + n`, counted from 0.
    fn worth(&self, from: i64, n: i64, full: Points) -> Points {
        let paid_from = from.max(self.free);
        let paid = (from + n - paid_from).max(0);
        match &self.worth {
            Worth::Fixed(amount) => Points::from_thousandths(amount.of(full).thousandths().saturating_mul(paid)),
            Worth::Series(series) => {
                let last = series.len() as i64 - 1;
                let ordinal = |i: i64| series[(i - self.free).min(last) as usize];
                let listed: Points = (paid_from..(paid_from + paid).min(self.free + last)).map(ordinal).sum();
                let rest = (paid_from + paid - paid_from.max(self.free + last)).max(0);
                listed + Points::from_thousandths(series[last as usize].thousandths().saturating_mul(rest))
            }
            Worth::Entered { .. } | Worth::Banded { .. } => Points::ZERO,
        }
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        match &self.of {
            Counted::Facts(query) if sheet.explains() || self.needs_facts() => {
                self.by_fact(*query, context, item, sheet)
            }
            Counted::Facts(query) => {
                let n = context.number(&Measure::Query(*query))?.floor();
                sheet.add(self.worth(0, n, item.full), StepKind::Rule, Default::default);
                Ok(Outcome::Applied)
            }
            Counted::Measure(measure) => {
                if let Some(why) = nothing_owed(measure, context)? {
                    return Ok(Outcome::NotOwed(why));
                }
                match measure {
                    Measure::Duty { duty, count, window } if sheet.explains() => {
                        self.by_instance(*duty, *count, *window, context, item, sheet)
                    }
                    _ => {
                        let n = context.number(measure)?.floor().max(0);
                        let points = self.worth(0, n, item.full);
                        sheet.add(points, StepKind::Rule, || {
                            let what = measure.describe(context.scheme);
                            (format!("{what}为{n}，{}", plus_minus(points)), facts_of(measure, context))
                        });
                        Ok(Outcome::Applied)
                    }
                }
            }
        }
    }

    /// The facts that are counted, if it is facts.
    pub(crate) const fn query(&self) -> Option<QueryId> {
        match &self.of {
            Counted::Facts(query) => Some(*query),
            Counted::Measure(_) => None,
        }
    }

    /// Word fields by which facts are held together.
    pub(crate) fn held_together(&self) -> Vec<&str> {
        self.caps.iter().filter_map(|cap| cap.of.as_deref()).collect()
    }

    pub(super) fn needs_facts(&self) -> bool {
        matches!(self.worth, Worth::Entered { .. } | Worth::Banded { .. })
            || !self.caps.is_empty()
            || !self.multipliers.is_empty()
    }

    fn by_fact<S: Source>(
        &self,
        query: QueryId,
        context: &Context<'_, S>,
        item: ItemView,
        sheet: &mut Sheet,
    ) -> Applied {
        let facts = context.source.facts(query, context.at);
        let class = &context.scheme.classes[context.scheme.queries[query].class];
        let mut counted = 0;
        let mut room = Room::default();
        for fact in &facts {
            let n = crate::measure::times_of(fact);
            let (points, note) = match &self.worth {
                Worth::Banded { of, scale } => {
                    let Some(figure) = of.number(fact) else { continue };
                    let band = scale.iter().find(|(bounds, _)| bounds.holds(figure));
                    let note = format!("（{}为{figure}）", of.describe(class));
                    (band.map_or(Points::ZERO, |(_, points)| *points), note)
                }
                Worth::Entered { field, range } => {
                    let Some(entered) = fact.numbers.get(field) else {
                        return Ok(Outcome::Waiting {
                            by: class.by.clone(),
                            what: format!("“{}”还没有填写{}", fact.title, class.field_name(field)),
                        });
                    };
                    entered_points(*entered, range.map(|range| range.ends(item.full)), context)
                }
                _ => (self.worth(counted, n, item.full), String::new()),
            };
            let (points, multiplied) = multiplied(points, fact, &self.multipliers, context);
            let note = note + &multiplied;
            let free = counted < self.free;
            counted += n;
            let allowed = room.take(&self.caps, fact, points);
            sheet.add(allowed, StepKind::Rule, || {
                let times = if n == 1 { String::new() } else { format!("（{n}次）") };
                let capped = if allowed == points { "" } else { "，已到封顶" };
                let free = if free && points.is_zero() { "，在免计次数内" } else { "" };
                let sentence =
                    format!("{}：{}{times}，{}{note}{capped}{free}", fact.on, fact.title, plus_minus(allowed));
                (sentence, vec![fact.id.clone()])
            });
        }
        if facts.is_empty() {
            sheet.add(Points::ZERO, StepKind::Rule, || {
                (
                    format!("本期没有“{}”，不加不扣", context.scheme.queries[query].describe_facts(context.scheme)),
                    Vec::new(),
                )
            });
        }
        Ok(Outcome::Applied)
    }

    /// One step for each cycle of the duty in which something is counted, or one for all if nothing is.
    fn by_instance<S: Source>(
        &self,
        duty: DutyId,
        count: DutyCount,
        window: Window,
        context: &Context<'_, S>,
        item: ItemView,
        sheet: &mut Sheet,
    ) -> Applied {
        let name = &context.scheme.duties[duty].name;
        let instances = context.instances(duty, window)?;
        let mut counted = 0;
        for instance in &instances {
            let n = instance.owed.count(count);
            if n <= 0 {
                continue;
            }
            let points = self.worth(counted, n, item.full);
            counted += n;
            sheet.add(points, StepKind::Rule, || {
                let owed = instance.owed;
                let what = match count {
                    DutyCount::Missing => format!("缺{n}次"),
                    DutyCount::Late => format!("其中迟报{n}次"),
                    DutyCount::OnTime => format!("其中按时{n}次"),
                    DutyCount::DaysLate => format!("共迟{n}天"),
                    DutyCount::Excused => format!("获批免除{n}次"),
                    DutyCount::Owed | DutyCount::Done => format!("计{n}次"),
                };
                let sentence = format!(
                    "{}应尽“{name}”{}次，实际{}次，{what}，{}",
                    instance.period.title(),
                    owed.owed,
                    owed.done,
                    plus_minus(points)
                );
                (sentence, instance.done.iter().map(|fact| fact.id.clone()).collect())
            });
        }
        if counted == 0 {
            sheet.add(Points::ZERO, StepKind::Rule, || {
                let owed: i64 = instances.iter().map(|instance| instance.owed.owed).sum();
                let done: i64 = instances.iter().map(|instance| instance.owed.done).sum();
                let excused: i64 = instances.iter().map(|instance| instance.owed.excused).sum();
                let what = match count {
                    DutyCount::Missing => "没有缺",
                    DutyCount::Late => "没有迟报",
                    _ => "没有计数",
                };
                let excuse = if excused > 0 { format!("，经批准免除{excused}次") } else { String::new() };
                let facts = instances.iter().flat_map(|instance| &instance.done).map(|fact| fact.id.clone());
                (format!("应尽“{name}”{owed}次，实际{done}次{excuse}，{what}，不加不扣"), facts.collect())
            });
        }
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let of = match &self.of {
            Counted::Facts(query) => scheme.queries[*query].describe_facts(scheme),
            Counted::Measure(measure) => measure.describe(scheme),
        };
        let worth = match &self.worth {
            Worth::Fixed(amount) => amount.title(),
            Worth::Series(series) => {
                let series: Vec<String> = series.iter().map(|points| plus_minus(*points)).collect();
                format!("依次{}，以后同最后一次", series.join("、"))
            }
            Worth::Banded { of, scale: bands } => {
                let class = match &self.of {
                    Counted::Facts(query) => scheme.queries[*query].class,
                    Counted::Measure(_) => 0,
                };
                let bands: Vec<String> = bands
                    .iter()
                    .map(|(bounds, points)| format!("{}{}", bounds.describe(scheme), plus_minus(*points)))
                    .collect();
                format!("按{}分档：{}", of.describe(&scheme.classes[class]), bands.join("、"))
            }
            Worth::Entered { range: Some(range), .. } => format!("按登记的分值，幅度{}", range.title()),
            Worth::Entered { range: None, .. } => "按登记的分值".into(),
        };
        let free = if self.free > 0 { format!("，前{}次不计", self.free) } else { String::new() };
        let caps: Vec<String> = self
            .caps
            .iter()
            .map(|cap| format!("，每{}最多{}分", cap.per.map_or("日", Cycle::title), cap.most.short()))
            .collect();
        format!("{of}每次{worth}{free}{}", caps.concat())
    }
}

/// Registered points, held inside the rule's range, with a note if that changed them.
pub(super) fn entered_points<S>(
    entered: Number,
    range: Option<(Points, Points)>,
    context: &Context<'_, S>,
) -> (Points, String) {
    let points = context.scheme.points.rounding.points(entered);
    match range {
        Some((low, high)) if points < low || points > high => {
            let held = points.max(low).min(high);
            (held, format!("（登记{}分，超出规定幅度）", points.short()))
        }
        _ => (points, String::new()),
    }
}

fn read_worth(fields: &Fields<'_>, node: &Node, class: Option<usize>, reader: &mut Reader<'_>) -> Option<Worth> {
    let series = fields.list("series");
    if !series.is_empty() {
        let points: Option<Vec<Points>> =
            series.into_iter().map(|node| crate::scheme::fields::points_of(node, reader.problems)).collect();
        return points.map(Worth::Series);
    }
    let Some(points) = fields.get("points") else {
        reader.problems.error(&node.place, "没有写每次多少分", "补上 points: -1（或 series: [-1, -2]）");
        return None;
    };
    if points.map().is_none() {
        return Amount::read(points, reader).map(Worth::Fixed);
    }
    let inner = reader.fields(points, "分值")?;
    if let Some(bands) = inner.get("bands") {
        let Some(class) = class else {
            reader.problems.error(&bands.place, "逐条分档只能用于事实", "each 后改写事实的选取");
            return None;
        };
        let of = reader.per_fact(bands, class);
        let scale = inner.need("scale", reader.problems).and_then(|scale| {
            reader.bands(scale, |reader, fields| {
                fields.need("points", reader.problems)?;
                fields.points("points", reader.problems)
            })
        });
        inner.finish(reader.problems);
        return of.zip(scale).map(|(of, scale)| Worth::Banded { of, scale });
    }
    let field = inner.need_text("field", reader.problems);
    let range = inner.need("range", reader.problems).and_then(|node| read_range(node, reader));
    inner.finish(reader.problems);
    Some(Worth::Entered { field, range: range? })
}

/// `[low, high]`, or `open`; an end may be `full` or `-full`.
pub(super) fn read_range(node: &Node, reader: &mut Reader<'_>) -> Option<Option<Range>> {
    if node.text() == Some("open") {
        return Some(None);
    }
    let ends: Vec<Amount> = node.one_or_more().into_iter().filter_map(|end| Amount::read(end, reader)).collect();
    let order = |low: Amount, high: Amount| match (low, high) {
        (Amount::Points(low), Amount::Points(high)) => low <= high,
        (low, high) => low != high,
    };
    match ends[..] {
        [low, high] if order(low, high) => Some(Some(Range { low, high })),
        _ => {
            reader.problems.error(&node.place, "幅度要写成 [小, 大]", "如 [-3, 0]；原文没有幅度的写 open");
            None
        }
    }
}

/// The points between which a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub low: Amount,
    pub high: Amount,
}

impl Range {
    pub(super) fn ends(self, full: Points) -> (Points, Points) {
        (self.low.of(full), self.high.of(full))
    }

    pub(super) fn title(self) -> String {
        let end = |end: Amount| match end {
            Amount::Points(points) => points.short(),
            Amount::Full => "满分".into(),
            Amount::MinusFull => "负满分".into(),
        };
        format!("{}至{}分", end(self.low), end(self.high))
    }
}

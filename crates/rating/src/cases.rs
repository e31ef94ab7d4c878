//! Worked cases: what a rule owner would write on paper, checked against the engine.
//! The form is described in `docs/scheme-format.md`, section 15.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use crate::{
    facts::{Branch, Fact, FactKind, FactState},
    period::{Cycle, Period},
    points::Points,
    problem::{Problem, Problems},
    rate::{Evidence, rate},
    scheme::{
        FactClass, Scheme,
        fields::{Fields, date_of, number_of, points_of, text_of, whole_of},
        node::{Node, parse},
    },
    scorecard::{Award, LineState, Reason, Scorecard, Share, State},
};

/// One worked case with what it expects.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub line: usize,
    period: Period,
    /// The day up to which the facts are known, if the period is seen while it runs.
    as_of: Option<Date>,
    company: Vec<Evidence>,
    earlier: Vec<Scorecard>,
    /// Other branches of the comparison, some with a finished total.
    others: Vec<Other>,
    expect: Vec<Expectation>,
}

#[derive(Debug)]
struct Other {
    evidence: Evidence,
    points: Option<Points>,
    indices: BTreeMap<String, Points>,
}

#[derive(Debug)]
enum Expectation {
    Item(String, String),
    Value(&'static str, String),
    Index(String, String),
    Because(String, String),
    Texts(&'static str, Vec<String>),
    Output(String, String),
}

/// The branch a case is about.
const CASE: &str = "本支部";

/// Reads the cases of a scheme.
///
/// # Errors
/// All problems of the document.
pub fn read(scheme: &Scheme, text: &str) -> Result<Vec<Case>, Vec<Problem>> {
    let mut problems = Problems::default();
    let mut cases = Vec::new();
    if let Some(root) = parse(text, &mut problems) {
        for node in root.one_or_more() {
            cases.extend(case(scheme, node, &mut problems));
        }
    }
    if problems.any_error() { Err(problems.into_sorted()) } else { Ok(cases) }
}

fn case(scheme: &Scheme, node: &Node, problems: &mut Problems) -> Option<Case> {
    let fields = Fields::of(node, "案例", problems)?;
    let name = fields.need_text("name", problems);
    let period: Option<Period> = fields.need("period", problems).and_then(|node| {
        let period = node.text().and_then(|text| text.parse().ok());
        if period.is_none() {
            problems.error(&node.place, "不是周期", "写成 2026-09、2026-Q3 或 2026");
        }
        period
    });
    if let Some(period) = period
        && scheme.rating.stage(period.cycle()).is_none()
    {
        problems.error(&node.place, format!("办法没有按{}评定", period.cycle().title()), "换一个办法规定的周期");
    }
    let category = fields.text("category", problems);
    let category = if category.is_empty() { scheme.categories[0].code.clone() } else { category };
    if scheme.category(&category).is_none() {
        problems.error(&node.place, format!("没有类别“{category}”"), "写办法里的类别代号");
    }
    let founded = fields.get("founded").and_then(|node| date_of(node, problems)).unwrap_or(date(2000, 1, 1));
    let as_of = fields.get("as_of").and_then(|node| date_of(node, problems));
    let closed = fields.get("closed").and_then(|node| date_of(node, problems));
    let branch = |id: &str, unit: &str, category: &str| Branch {
        id: id.to_owned(),
        name: id.to_owned(),
        unit: unit.to_owned(),
        categories: vec![(founded, category.to_owned())],
        founded,
        closed,
    };
    let unit = fields.text("unit", problems);
    let unit = if unit.is_empty() { "本单位".to_owned() } else { unit };
    let mine = facts(scheme, fields.list("facts"), CASE, problems);
    let mut earlier = Vec::new();
    let mut others = Vec::new();
    for node in fields.list("others") {
        let Some(fields) = Fields::of(node, "其他支部", problems) else { continue };
        let id = fields.need_text("name", problems);
        let own_unit = fields.text("unit", problems);
        let own_category = fields.text("category", problems);
        let points = fields.points("points", problems);
        let mut indices = BTreeMap::new();
        for (key, value) in fields.get("index").and_then(Node::map).unwrap_or_default() {
            let value = points_of(value, problems).unwrap_or_default();
            indices.insert(key.text().unwrap_or_default().to_owned(), value);
        }
        let facts = facts(scheme, fields.list("facts"), &id, problems);
        let own_unit = if own_unit.is_empty() { &unit } else { &own_unit };
        let own_category = if own_category.is_empty() { &category } else { &own_category };
        for (key, value) in fields.get("earlier").and_then(Node::map).unwrap_or_default() {
            earlier.extend(past(scheme, &id, own_category, own_unit, key, value, problems));
        }
        fields.finish(problems);
        let branch = Branch {
            founded: date(2000, 1, 1),
            closed: None,
            categories: vec![(date(2000, 1, 1), own_category.clone())],
            ..branch(&id, own_unit, own_category)
        };
        others.push(Other { evidence: Evidence { branch, facts }, points, indices });
    }
    for (key, value) in fields.get("earlier").and_then(Node::map).unwrap_or_default() {
        earlier.extend(past(scheme, CASE, &category, &unit, key, value, problems));
    }
    let expect = fields.need("expect", problems).map(|node| expectations(node, problems)).unwrap_or_default();
    fields.finish(problems);
    let company = vec![Evidence { branch: branch(CASE, &unit, &category), facts: mine }];
    Some(Case { name, line: node.place.line, period: period?, as_of, company, earlier, others, expect })
}

fn facts(scheme: &Scheme, nodes: Vec<&Node>, owner: &str, problems: &mut Problems) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for node in nodes {
        let Some(map) = node.map() else {
            problems.error(&node.place, "事实要写成“键: 值”", "如 {fact: 事实键, on: 2026-09-10}");
            continue;
        };
        let value = |key: &str| map.iter().find(|(name, _)| name.text() == Some(key)).map(|(_, value)| value);
        let exception = value("exception");
        let class = value("fact").and_then(Node::text).and_then(|key| scheme.class(key));
        if exception.is_none() && class.is_none() {
            let key = value("fact").and_then(Node::text).unwrap_or("?");
            problems.error(&node.place, format!("办法没有声明事实“{key}”"), "检查 fact 的写法");
            continue;
        }
        let days: Vec<Date> = match value("on") {
            Some(on) => on.one_or_more().into_iter().filter_map(|day| date_of(day, problems)).collect(),
            None => {
                problems.error(&node.place, "没有写日期", "补上 on: 2026-09-10");
                continue;
            }
        };
        for on in days {
            let mut fact = Fact {
                id: format!("{owner}-{}", facts.len() + 1),
                key: class.map_or("exception".into(), |class| class.key.clone()),
                kind: class.map_or(FactKind::Exception, |class| class.kind),
                on,
                counts_for: None,
                filed_on: None,
                state: FactState::Valid,
                title: class.map_or("获批例外".into(), |class| class.name.clone()),
                numbers: BTreeMap::new(),
                tags: BTreeMap::new(),
            };
            for (key, value) in map {
                field(&mut fact, class, key, value, problems);
            }
            facts.push(fact);
        }
    }
    facts
}

fn field(fact: &mut Fact, class: Option<&FactClass>, key: &Node, value: &Node, problems: &mut Problems) {
    let name = key.text().unwrap_or_default();
    match name {
        "fact" | "on" => {}
        "exception" => {
            fact.tags.insert("duty".into(), text_of(value, problems));
        }
        "filed" => fact.filed_on = date_of(value, problems),
        "title" => fact.title = text_of(value, problems),
        "state" => match value.text().and_then(FactState::parse) {
            Some(state) => fact.state = state,
            None => problems.error(&value.place, "不认识的状态", "可写 valid、returned、withdrawn"),
        },
        "counts_for" => match value.text().and_then(|text| text.parse().ok()) {
            Some(period) => fact.counts_for = Some(period),
            None => problems.error(&value.place, "不是周期", "写成 2025 或 2026-Q1"),
        },
        _ => {
            let numbers = class.map(FactClass::number_fields).unwrap_or_default();
            let words = class.map(FactClass::word_fields).unwrap_or_default();
            if numbers.iter().any(|known| known == name) {
                let number = number_of(value, problems).unwrap_or_default();
                fact.numbers.insert(name.to_owned(), number);
            } else if words.iter().any(|known| known == name) {
                if let Some(class) = class {
                    class.check_word(name, value, problems);
                }
                fact.tags.insert(name.to_owned(), text_of(value, problems));
            } else {
                problems.error(
                    &key.place,
                    format!("“{}”没有字段“{name}”", fact.title),
                    format!("可用：{} {}", numbers.join(" "), words.join(" ")),
                );
            }
        }
    }
}

fn past(
    scheme: &Scheme,
    branch: &str,
    category: &str,
    unit: &str,
    key: &Node,
    value: &Node,
    problems: &mut Problems,
) -> Option<Scorecard> {
    let period: Option<Period> = key.text().and_then(|text| text.parse().ok());
    if period.is_none() {
        problems.error(&key.place, "不是周期", "写成 2026-Q2");
    }
    let fields = Fields::of(value, "往期结果", problems)?;
    let mut card = empty_card(scheme, branch, unit, category, period?);
    card.total = fields.points("total", problems).unwrap_or_default();
    card.rank = fields.whole("rank", problems).map(|rank| rank as u32);
    card.from_bottom = fields.whole("rank_from_bottom", problems).map(|rank| rank as u32);
    card.of = fields.whole("group_size", problems).unwrap_or(0) as u32;
    let star = fields.get("star").and_then(|node| whole_of(node, problems));
    card.award = star.map(|star| Award {
        star: star as u8,
        target: star as u8,
        name: scheme.star_name(star as u8),
        reasons: Vec::<Reason>::new(),
        labels: Vec::new(),
        honours: true,
        consequences: Vec::new(),
    });
    fields.finish(problems);
    Some(card)
}

/// A scorecard without lines.
pub(crate) fn empty_card(scheme: &Scheme, branch: &str, unit: &str, category: &str, period: Period) -> Scorecard {
    let shares = |groups: &[crate::scheme::Group]| -> Vec<Share> {
        let empty = |group: &crate::scheme::Group| Share {
            code: group.code.clone(),
            earned: Points::ZERO,
            possible: Points::ZERO,
            value: Points::ZERO,
        };
        groups.iter().map(empty).collect()
    };
    Scorecard {
        branch: branch.into(),
        unit: unit.into(),
        category: category.into(),
        period,
        scheme: scheme.code.clone(),
        version: scheme.version.clone(),
        state: State::Final,
        state_note: String::new(),
        lines: Vec::new(),
        summary: Vec::new(),
        base: Points::ZERO,
        possible: Points::ZERO,
        pending: Points::ZERO,
        bonus: Points::ZERO,
        deduction: Points::ZERO,
        total: Points::ZERO,
        without_bonus: Points::ZERO,
        indices: shares(&scheme.indices),
        blocks: shares(&scheme.blocks),
        sections: shares(&scheme.sections),
        vetoes: Vec::new(),
        rank: None,
        from_bottom: None,
        of: 0,
        award: None,
        outputs: Vec::new(),
    }
}

fn expectations(node: &Node, problems: &mut Problems) -> Vec<Expectation> {
    let mut list = Vec::new();
    let Some(fields) = Fields::of(node, "期望", problems) else { return list };
    let pairs = |node: Option<&Node>, problems: &mut Problems| -> Vec<(String, String)> {
        let entries = node.and_then(Node::map).unwrap_or_default();
        entries.iter().map(|(key, value)| (text_of(key, problems), text_of(value, problems))).collect()
    };
    for (item, want) in pairs(fields.get("items"), problems) {
        list.push(Expectation::Item(item, want));
    }
    for (index, want) in pairs(fields.get("indices"), problems) {
        list.push(Expectation::Index(index, want));
    }
    for (output, want) in pairs(fields.get("outputs"), problems) {
        list.push(Expectation::Output(output, want));
    }
    for key in ["total", "base", "bonus", "deduction", "star", "rated", "state", "rank", "honours"] {
        if let Some(node) = fields.get(key) {
            list.push(Expectation::Value(key, text_of(node, problems)));
        }
    }
    for key in ["labels", "vetoes", "consequences"] {
        if fields.has(key) {
            let texts = fields.list(key).into_iter().map(|node| text_of(node, problems)).collect();
            list.push(Expectation::Texts(key, texts));
        }
    }
    for (key, value) in fields.get("because").and_then(Node::map).unwrap_or_default() {
        for text in value.one_or_more() {
            list.push(Expectation::Because(text_of(key, problems), text_of(text, problems)));
        }
    }
    fields.finish(problems);
    list
}

impl Case {
    /// Rates the case and says what differs from the expectation; empty if nothing does.
    pub fn differences(&self, scheme: &Scheme) -> Vec<String> {
        let card = match self.scorecard(scheme) {
            Some(card) => card,
            None => return vec!["本支部在该期没有成绩单（未成立、已撤销或类别不在办法内）".into()],
        };
        self.expect.iter().filter_map(|expectation| expectation.difference(&card)).collect()
    }

    /// The scorecard of the branch the case is about.
    pub fn scorecard(&self, scheme: &Scheme) -> Option<Scorecard> {
        let mut company = self.company.clone();
        company.extend(self.others.iter().map(|other| other.evidence.clone()));
        let mut earlier = self.earlier.clone();
        // Of a branch with nothing but a total the shorter periods are not known.
        let known: Vec<Evidence> = company
            .iter()
            .filter(|evidence| {
                let other = self.others.iter().find(|other| other.evidence.branch.id == evidence.branch.id);
                other.is_none_or(|other| other.points.is_none() || !other.evidence.facts.is_empty())
            })
            .cloned()
            .collect();
        for cycle in [Cycle::Month, Cycle::Quarter, Cycle::Half] {
            if cycle < self.period.cycle() && scheme.rating.stage(cycle).is_some() {
                for period in self.period.parts(cycle) {
                    let cards = rate(scheme, period, &known, &earlier);
                    let written: Vec<String> =
                        earlier.iter().filter(|card| card.period == period).map(|card| card.branch.clone()).collect();
                    earlier.extend(cards.into_iter().filter(|card| !written.contains(&card.branch)));
                }
            }
        }
        let indices = |other: &Other| {
            scheme.indices.iter().map(|index| other.indices.get(&index.code).copied()).collect::<Vec<_>>()
        };
        let given = self
            .others
            .iter()
            .filter_map(|other| Some((other.evidence.branch.id.clone(), (other.points?, indices(other)))))
            .collect();
        let asked = crate::rate::Asked { given, as_of: self.as_of, ..Default::default() };
        let cards = crate::rate::rate_asked(scheme, self.period, &company, &earlier, &asked);
        cards.into_iter().find(|card| card.branch == CASE)
    }
}

impl Expectation {
    fn difference(&self, card: &Scorecard) -> Option<String> {
        let same = |want: &str, got: Points| want.parse::<Points>() == Ok(got);
        let award = card.award.as_ref();
        match self {
            Expectation::Item(code, want) => {
                let Some(line) = card.lines.iter().find(|line| line.item == *code) else {
                    return (want != "none" && want != "not_owed")
                        .then(|| format!("{code}：应为{want}，这一期没有这一项"));
                };
                let got = match line.state {
                    LineState::Waiting => "waiting".to_owned(),
                    LineState::NotOwed => "not_owed".to_owned(),
                    LineState::Final => line.points.short(),
                };
                let right = got == *want || (line.state == LineState::Final && same(want, line.points));
                let steps: Vec<String> =
                    line.steps.iter().map(|step| format!("{} {}", step.points.short(), step.sentence)).collect();
                (!right).then(|| format!("{code}：应为{want}，得{got}（{}）", steps.join("；")))
            }
            Expectation::Index(code, want) => {
                let got = card.indices.iter().find(|share| share.code == *code).map(|share| share.value);
                (!got.is_some_and(|got| same(want, got)))
                    .then(|| format!("指数{code}：应为{want}，得{}", got.unwrap_or_default().short()))
            }
            Expectation::Output(code, want) => {
                let got = card.outputs.iter().find(|output| output.code == *code).and_then(|output| output.value);
                let wanted = want.parse::<crate::number::Number>().ok();
                (got != wanted)
                    .then(|| format!("{code}：应为{want}，得{}", got.map_or("（无）".into(), |got| got.to_string())))
            }
            Expectation::Value(key, want) => {
                let star = || award.map_or("none".to_owned(), |award| award.star.to_string());
                let (right, got) = match *key {
                    "total" => (same(want, card.total), card.total.short()),
                    "base" => (same(want, card.base), card.base.short()),
                    "bonus" => (same(want, card.bonus), card.bonus.short()),
                    "deduction" => (same(want, card.deduction), card.deduction.short()),
                    "star" => (*want == star(), star()),
                    "rated" => {
                        let rated = (card.state != State::NotRated).to_string();
                        (*want == rated, rated)
                    }
                    "state" => {
                        let state = match card.state {
                            State::Final => "final",
                            State::Waiting => "waiting",
                            State::NotRated => "not_rated",
                        };
                        (*want == state, state.to_owned())
                    }
                    "rank" => {
                        let rank = card.rank.map_or("none".to_owned(), |rank| rank.to_string());
                        (*want == rank, rank)
                    }
                    _ => {
                        let honours = award.is_some_and(|award| award.honours).to_string();
                        (*want == honours, honours)
                    }
                };
                let why = || match *key {
                    "star" | "honours" => award.map_or(String::new(), |award| {
                        let reasons: Vec<&str> = award.reasons.iter().map(|reason| reason.sentence.as_str()).collect();
                        format!("（总分{}；{}）", card.total.short(), reasons.join("；"))
                    }),
                    "total" => {
                        let steps: Vec<String> = card
                            .summary
                            .iter()
                            .map(|step| format!("{} {}", step.points.short(), step.sentence))
                            .collect();
                        let lines: Vec<String> = card
                            .lines
                            .iter()
                            .map(|line| format!("{} {}/{}", line.item, line.points.short(), line.full.short()))
                            .collect();
                        format!("（{}；{}）", steps.join("；"), lines.join(" "))
                    }
                    _ => String::new(),
                };
                (!right).then(|| format!("{key}：应为{want}，得{got}{}", why()))
            }
            Expectation::Texts(key, want) => {
                let got: Vec<String> = match *key {
                    "labels" => award.map(|award| award.labels.clone()).unwrap_or_default(),
                    "consequences" => award.map(|award| award.consequences.clone()).unwrap_or_default(),
                    _ => card.vetoes.iter().map(|veto| veto.code.clone()).collect(),
                };
                (got != *want).then(|| format!("{key}：应为{}，得{}", want.join("、"), got.join("、")))
            }
            Expectation::Because(code, want) => {
                let texts: Vec<&str> = match code.as_str() {
                    "star" => award
                        .map(|award| award.reasons.iter().map(|reason| reason.sentence.as_str()).collect())
                        .unwrap_or_default(),
                    "total" => card.summary.iter().map(|step| step.sentence.as_str()).collect(),
                    _ => {
                        let line = card.lines.iter().find(|line| line.item == *code);
                        line.map(|line| line.steps.iter().map(|step| step.sentence.as_str()).collect())
                            .unwrap_or_default()
                    }
                };
                (!texts.iter().any(|text| text.contains(want.as_str())))
                    .then(|| format!("{code} 的说明里没有“{want}”（{}）", texts.join("；")))
            }
        }
    }
}

//! Measures and conditions as Chinese words, for explanations and for the scheme browser.

use super::{Condition, DutyCount, Filter, GroupStat, Measure, PerFact, Query, ScoreOf, Take, Window};
use crate::{
    period::Cycle,
    scheme::{Bounds, FactClass, GroupBy, Scheme},
};

/// Says what a measure or condition is, without its value.
pub trait Describe {
    fn describe(&self, scheme: &Scheme) -> String;
}

impl Describe for Query {
    fn describe(&self, scheme: &Scheme) -> String {
        let class = &scheme.classes[self.class];
        let mut name = match self.window {
            Window::Own | Window::Ever => String::new(),
            Window::Cycle(Cycle::Month) => "本月".into(),
            Window::Cycle(Cycle::Quarter) => "本季".into(),
            Window::Cycle(Cycle::Half) => "本半年".into(),
            Window::Cycle(Cycle::Year) | Window::YearToDate => "本年".into(),
            Window::Last(months) if months % 12 == 0 => format!("近{}年", months / 12),
            Window::Last(months) => format!("近{months}个月"),
            Window::Days(from, to) => format!("{from}日至{to}日"),
            Window::Previous => "上期".into(),
            Window::LastYear => "上年同期".into(),
            Window::WholeLastYear => "上年".into(),
        };
        for filter in &self.filters {
            match filter {
                Filter::Word { field, any_of } => {
                    let words: Vec<&str> = any_of.iter().map(|word| class.word_name(field, word)).collect();
                    name.push_str(&words.join("或"));
                }
                Filter::Number { of, tests } => {
                    for (op, limit) in tests {
                        name.push_str(&format!("{}{}{limit}的", of.describe(class), op.title()));
                    }
                }
            }
        }
        name.push_str(&class.name);
        let of = |field: &str, what: &str| format!("{name}{}{what}", class.field_name(field));
        match &self.take {
            Take::Facts => name,
            Take::Count => format!("{name}次数"),
            Take::Sum(field) => of(field, "合计"),
            Take::Highest(field) => of(field, "最大值"),
            Take::Lowest(field) => of(field, "最小值"),
            Take::Mean(field) => of(field, "平均值"),
            Take::Latest(field) if field == "value" => name,
            Take::Latest(field) | Take::Word(field) => of(field, ""),
            Take::Distinct(field) => of(field, "种数"),
            Take::LongestGap => format!("{name}最长间隔天数"),
            Take::SumOf(_) => format!("{name}逐条计算之和"),
            Take::MeanOf(_) => format!("{name}逐条计算的平均"),
            Take::HighestOf(_) => format!("{name}逐条计算的最大值"),
            Take::LowestOf(_) => format!("{name}逐条计算的最小值"),
            Take::Since { months: true } => format!("距最近{name}的月数"),
            Take::Since { months: false } => format!("距最近{name}的天数"),
        }
    }
}

/// Two figures of the same facts name the facts once: 支委会实到人数÷应到人数（%）.
fn same_facts(left: &Query, right: &Query, scheme: &Scheme) -> Option<String> {
    let same = left.class == right.class && left.filters == right.filters && left.window == right.window;
    let field = |query: &Query| match &query.take {
        Take::Sum(field) | Take::Latest(field) => Some(scheme.classes[query.class].field_name(field)),
        _ => None,
    };
    let (left_name, right_name) = (field(left)?, field(right)?);
    same.then(|| format!("{}{left_name}÷{right_name}（%）", left.describe_facts(scheme)))
}

fn list(parts: &[Measure], joint: &str, scheme: &Scheme) -> String {
    let parts: Vec<String> = parts.iter().map(|part| part.describe(scheme)).collect();
    parts.join(joint)
}

impl Describe for Measure {
    fn describe(&self, scheme: &Scheme) -> String {
        let two = |pair: &[Measure; 2], joint: &str| list(pair, joint, scheme);
        match self {
            Measure::Constant(number) => number.to_string(),
            Measure::Query(query) => scheme.queries[*query].describe(scheme),
            Measure::Duty { duty, count, .. } => {
                let what = match count {
                    DutyCount::Owed => "应尽次数",
                    DutyCount::Done => "实际次数",
                    DutyCount::Missing => "缺次",
                    DutyCount::Late => "迟报次数",
                    DutyCount::OnTime => "按时次数",
                    DutyCount::DaysLate => "迟报天数",
                    DutyCount::Excused => "获批免除次数",
                };
                format!("{}{what}", scheme.duties[*duty].name)
            }
            Measure::Rate(pair) => {
                if let (Measure::Query(left), Measure::Query(right)) = (&pair[0], &pair[1])
                    && scheme.queries[*left].class == scheme.queries[*right].class
                    && scheme.queries[*left].take == Take::Latest("actual".into())
                    && scheme.queries[*right].take == Take::Latest("target".into())
                {
                    return format!("{}完成率", scheme.classes[scheme.queries[*left].class].name);
                }
                if let (Measure::Query(left), Measure::Query(right)) = (&pair[0], &pair[1])
                    && let Some(text) = same_facts(&scheme.queries[*left], &scheme.queries[*right], scheme)
                {
                    return text;
                }
                format!("{}（%）", two(pair, "÷"))
            }
            Measure::Ratio(pair) => format!("（{}）", two(pair, "÷")),
            Measure::Minus(pair) => format!("（{}）", two(pair, "－")),
            Measure::Plus(parts) => format!("（{}）", list(parts, "＋", scheme)),
            Measure::Times(parts) => list(parts, "×", scheme),
            Measure::Smallest(parts) => format!("{}中的最低值", list(parts, "、", scheme)),
            Measure::Largest(parts) => format!("{}中的最高值", list(parts, "、", scheme)),
            Measure::Average(parts) => format!("{}的平均", list(parts, "、", scheme)),
            Measure::Weighted(parts) => {
                let parts: Vec<String> = parts
                    .iter()
                    .map(|(part, weight)| format!("{}×{}", part.describe(scheme), weight.describe(scheme)))
                    .collect();
                format!("加权平均（{}）", parts.join("、"))
            }
            Measure::Choose(choice) => {
                let (condition, then, otherwise) = &**choice;
                format!(
                    "{}（{}时；否则{}）",
                    then.describe(scheme),
                    condition.describe(scheme),
                    otherwise.describe(scheme)
                )
            }
            Measure::Bands(of, _) => format!("{}对应的档值", of.describe(scheme)),
            Measure::Round(of, _) => format!("{}（取整）", of.describe(scheme)),
            Measure::Interpolate(of, through) => {
                let points: Vec<String> =
                    through.iter().map(|(x, y)| format!("{}对应{}", x.describe(scheme), y.describe(scheme))).collect();
                format!("{}按{}之间的比例", of.describe(scheme), points.join("、"))
            }
            Measure::Group(group) => {
                let group = &scheme.groups[*group];
                let of = group.of.describe(scheme);
                match group.stat {
                    GroupStat::Mean => format!("{of}的同组平均"),
                    GroupStat::Median => format!("{of}的同组中位数"),
                    GroupStat::Highest => format!("{of}的同组最高"),
                    GroupStat::Lowest => format!("{of}的同组最低"),
                    GroupStat::Size => "同组支部数".into(),
                    GroupStat::Rank => format!("{of}的同组名次"),
                    GroupStat::RankFromBottom => format!("{of}的同组倒数名次"),
                    GroupStat::RankPercent => format!("{of}的名次百分比"),
                }
            }
            Measure::Shifted(of, by, unit) => {
                let when = match (by, unit) {
                    (-1, Cycle::Year) => "上年同期".to_owned(),
                    (by, unit) if *by < 0 => format!("{}{}前", -by, unit.title()),
                    (by, unit) => format!("{by}{}后", unit.title()),
                };
                format!("{when}{}", of.describe(scheme))
            }
            Measure::Streak(condition, unit, _) => format!("“{}”连续{}数", condition.describe(scheme), unit.title()),
            Measure::Score(of) => match of {
                ScoreOf::Result(part) => part.title().into(),
                ScoreOf::Group(by, position) => {
                    let kind = match by {
                        GroupBy::Index => "指数",
                        GroupBy::Block => "板块",
                        GroupBy::Section => "部分",
                    };
                    format!("{}{kind}得分", scheme.grouping(*by)[*position].name)
                }
                ScoreOf::Item(item) => format!("{}得分", scheme.items[*item].name),
                ScoreOf::ItemPercent(item) => format!("{}得分率", scheme.items[*item].name),
            },
            Measure::Earlier { what, of, back } => {
                let unit = of.map_or("期", Cycle::title);
                match back {
                    0 => format!("本{unit}{}", what.title()),
                    1 => format!("上{unit}{}", what.title()),
                    back => format!("前{back}{unit}{}", what.title()),
                }
            }
        }
    }
}

impl Describe for Condition {
    fn describe(&self, scheme: &Scheme) -> String {
        let join = |parts: &[Condition], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| part.describe(scheme)).collect();
            parts.join(word)
        };
        match self {
            Condition::Compare(measure, tests) => {
                let tests: Vec<String> =
                    tests.iter().map(|(op, limit)| format!("{}{}", op.title(), limit.describe(scheme))).collect();
                format!("{}{}", measure.describe(scheme), tests.join("且"))
            }
            Condition::Some(query) => format!("有{}", plain(&scheme.queries[*query], scheme)),
            Condition::None(query) => format!("无{}", plain(&scheme.queries[*query], scheme)),
            Condition::Word(query, any_of) => {
                format!("{}为{}", scheme.queries[*query].describe(scheme), any_of.join("或"))
            }
            Condition::Category(any_of) => {
                let names: Vec<&str> =
                    any_of.iter().map(|category| scheme.categories[*category].name.as_str()).collect();
                format!("属于{}", names.join("、"))
            }
            Condition::Month(any_of) => {
                let months: Vec<String> = any_of.iter().map(|month| format!("{month}月")).collect();
                format!("在{}", months.join("、"))
            }
            Condition::Year(tests) => {
                let tests: Vec<String> = tests.iter().map(|(op, year)| format!("{}{year}", op.title())).collect();
                format!("年份{}", tests.join("且"))
            }
            Condition::NewBranch(months) => format!("成立不满{months}个月"),
            Condition::All(parts) => join(parts, "，且"),
            Condition::Any(parts) => join(parts, "，或"),
            Condition::Not(inner) => format!("并非{}", inner.describe(scheme)),
        }
    }
}

fn plain(query: &Query, scheme: &Scheme) -> String {
    query.describe_facts(scheme)
}

impl Query {
    /// The facts it selects, whatever is taken from them.
    pub(crate) fn describe_facts(&self, scheme: &Scheme) -> String {
        Query { take: Take::Facts, ..self.clone() }.describe(scheme)
    }
}

impl Describe for Bounds {
    fn describe(&self, _: &Scheme) -> String {
        let low =
            self.low.map(
                |(limit, inclusive)| {
                    if inclusive { format!("{limit}及以上") } else { format!("{limit}以上（不含）") }
                },
            );
        let high = self
            .high
            .map(|(limit, inclusive)| if inclusive { format!("{limit}及以下") } else { format!("不足{limit}") });
        match (low, high) {
            (Some(low), Some(high)) => format!("{low}、{high}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => "不限".into(),
        }
    }
}

impl PerFact {
    /// 实到人数÷应到人数.
    pub(crate) fn describe(&self, class: &FactClass) -> String {
        let list = |parts: &[PerFact], joint: &str| {
            let parts: Vec<String> = parts.iter().map(|part| part.describe(class)).collect();
            parts.join(joint)
        };
        match self {
            PerFact::Constant(number) => number.to_string(),
            PerFact::Field(field) => class.field_name(field),
            PerFact::Ratio(pair) => list(&pair[..], "÷"),
            PerFact::Minus(pair) => format!("（{}）", list(&pair[..], "－")),
            PerFact::Plus(parts) => format!("（{}）", list(parts, "＋")),
            PerFact::Times(parts) => list(parts, "×"),
        }
    }
}

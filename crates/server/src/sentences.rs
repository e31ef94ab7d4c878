//! A scheme's rules in words, for people who read the scheme on screen.

use rating::{
    measure::{Measure, ResultPart, ScoreOf},
    points::Points,
    rules::{Kind, OnLack, Rule},
    scheme::{Bounds, Combine, Due, Duty, From, Gaps, GroupBy, Level, Scheme, Stage, Stars, Ties, Within},
};

use crate::api::cycle_name;

/// `100`, or `生产类100、市场类150` where categories differ.
pub(crate) fn full_points(scheme: &Scheme) -> String {
    let full = &scheme.points.full;
    match full.first() {
        Some(first) if full.iter().all(|points| points == first) => first.short(),
        _ => {
            let by_category = scheme.categories.iter().zip(full);
            let texts: Vec<String> =
                by_category.map(|(category, points)| format!("{}{}", category.name, points.short())).collect();
            texts.join("、")
        }
    }
}

/// In how many different ways rules, duties and conditions look at a class of facts.
pub(crate) fn n_readers(scheme: &Scheme, class: usize) -> i64 {
    scheme.queries.iter().filter(|query| query.class == class).count() as i64
}

/// What a measure is, as far as it can be said in a few words.
pub(crate) fn measure(scheme: &Scheme, measure: &Measure) -> String {
    let group = |by: GroupBy, position: usize| scheme.grouping(by).get(position).map(|group| group.name.clone());
    let part = |part: &ResultPart| match part {
        ResultPart::Total => "总分",
        ResultPart::Base => "基础分",
        ResultPart::Bonus => "加分",
        ResultPart::Deduction => "扣分",
        ResultPart::WithoutBonus => "不含加分的总分",
        ResultPart::Rank | ResultPart::RankFromBottom | ResultPart::RankPercent => "名次",
        ResultPart::GroupSize => "组内支部数",
        ResultPart::Star => "星级",
    };
    match measure {
        Measure::Constant(number) => number.to_string(),
        Measure::Query(query) => {
            let class = scheme.queries.get(*query).and_then(|query| scheme.classes.get(query.class));
            class.map_or_else(|| "所列事实".to_owned(), |class| class.name.clone())
        }
        Measure::Duty { duty, .. } => scheme.duties[*duty].name.clone(),
        Measure::Score(ScoreOf::Group(by, position)) => group(*by, *position).unwrap_or_default(),
        Measure::Score(ScoreOf::Item(item) | ScoreOf::ItemPercent(item)) => scheme.items[*item].name.clone(),
        Measure::Score(ScoreOf::Result(result)) => part(result).to_owned(),
        Measure::Earlier { what, .. } => format!("往期{}", part(what)),
        _ => "办法规定的指标".to_owned(),
    }
}

/// The sort of a rule and its limits: `逐次加减；本条最多3分`.
pub(crate) fn rule(rule: &Rule) -> String {
    let kind = match rule.kind {
        Kind::Each(_) => "逐次加减",
        Kind::Ladder(_) => "按等级加减",
        Kind::When(_) => "条件成立则加减",
        Kind::Slope(_) => "围绕目标增减",
        Kind::Share(_) => "按比例得分",
        Kind::Bands(_) => "分档得分",
        Kind::Judged(_) => "人工评分",
        Kind::Graded(_) => "按等次得分",
        Kind::Panel(_) => "多方加权",
        Kind::Timely(_) => "按时、迟、未做分别得分",
        Kind::Value(_) => "直接取值",
        Kind::Zero(_) => "清零",
    };
    let mut parts = vec![kind.to_owned()];
    if let Some(most) = rule.most {
        parts.push(format!("本条最多{}分", most.short()));
    }
    if let Some(above) = rule.above_full {
        parts.push(format!("可在满分之上再加{}分", above.short()));
    }
    if rule.condition.is_some() || rule.unless.is_some() {
        parts.push("有适用条件或豁免".to_owned());
    }
    if !rule.factors.is_empty() {
        parts.push("有加重或减轻".to_owned());
    }
    let lack = match rule.on_missing {
        OnLack::Wait => None,
        OnLack::Zero => Some("缺数据不得分"),
        OnLack::Full => Some("缺数据按满分"),
        OnLack::Skip => Some("缺数据不计本条"),
    };
    parts.extend(lack.map(str::to_owned));
    parts.join("；")
}

pub(crate) fn due(due: Option<Due>) -> String {
    match due {
        None => "不论早晚，只论有无".to_owned(),
        Some(Due::Day(day)) => format!("循环最后一个月{day}日前"),
        Some(Due::AfterPeriod(days)) => format!("循环结束后{days}天内"),
        Some(Due::AfterEvent(days)) => format!("发生后{days}天内上报"),
        Some(Due::FirstMonthDay(day)) => format!("循环第一个月{day}日前"),
        Some(Due::WorkingDaysAfterPeriod(days)) => format!("循环结束后{days}个工作日内"),
        Some(Due::WorkingDaysAfterEvent(days)) => format!("发生后{days}个工作日内上报"),
    }
}

/// `每月1次，25日前，由党支部履行`.
pub(crate) fn duty(scheme: &Scheme, duty: &Duty) -> String {
    let times = measure(scheme, &duty.times);
    let every = cycle_name(duty.every);
    format!("{every}应尽{times}次；{}", self::due(duty.due))
}

/// Each line of the rating rules: a title and a sentence.
pub(crate) fn rating(scheme: &Scheme) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    for cycle in scheme.rating.cycles() {
        let stage = scheme.rating.stage(cycle).expect("a cycle of this rating");
        lines.push((format!("{}评价", cycle_name(cycle)), stage_sentence(stage)));
    }
    if let Some(stars) = &scheme.rating.stars {
        stars_sentences(scheme, stars, &mut lines);
    }
    lines
}

fn stage_sentence(stage: &Stage) -> String {
    let mut parts = vec![match stage.from {
        From::Totals(cycle) => format!("由各{}总分合成", cycle.title()),
        From::Items if stage.all_items => "每期评全部考核项".to_owned(),
        From::Items => "逐项评定，较短周期的项先合成".to_owned(),
    }];
    parts.push(
        match &stage.combine {
            Combine::Mean => "取平均",
            Combine::Sum => "相加",
            Combine::Last => "取最后一期",
            Combine::Minimum => "取最低",
            Combine::Maximum => "取最高",
            Combine::Weighted(_) => "加权平均",
        }
        .to_owned(),
    );
    parts.push(
        match stage.gaps {
            Gaps::LeaveOut => "缺期不计",
            Gaps::Zero => "缺期按零分",
            Gaps::Full => "缺期按满分",
        }
        .to_owned(),
    );
    if let Some(scale) = stage.normalise {
        parts.push(format!("按已得与应得之比折算为{}分制", scale.short()));
    }
    let unit = Points::from_thousandths(stage.rounding.unit).short();
    parts.push(format!("精确到{unit}分（{}）", stage.rounding.mode.title()));
    parts.join("；")
}

fn stars_sentences(scheme: &Scheme, stars: &Stars, lines: &mut Vec<(String, String)>) {
    let cycles: Vec<&str> = stars.at.iter().map(|cycle| cycle_name(*cycle)).collect();
    let bonus =
        if stars.bonus_counts { "加分计入评星分" } else { "加分不计入评星分，只作评先参考" };
    lines.push(("评星时间".to_owned(), format!("{}评星；{bonus}", cycles.join("、"))));
    for level in &stars.levels {
        lines.push((level.name.clone(), level_sentence(scheme, level)));
    }
    let within = match stars.within {
        Within::Category => "同类别支部",
        Within::Unit => "同单位支部",
        Within::UnitAndCategory => "同单位同类别支部",
        Within::Company => "全公司支部",
    };
    let ties = match stars.ties {
        Ties::LetIn => "仍相同且跨名额线的都进入",
        Ties::KeepOut => "仍相同且跨名额线的都不进入",
        Ties::Share => "仍相同的名次并列",
    };
    let order: Vec<String> = stars.order.iter().map(|(measure, _)| self::measure(scheme, measure)).collect();
    let order =
        if order.is_empty() { String::new() } else { format!("总分相同的依次比较{}，", order.join("、")) };
    lines.push(("排名".to_owned(), format!("在{within}中排名；{order}{ties}")));
    let wins = if stars.quota_wins { "按名次截到名额，其余降一等" } else { "够分都给，不截取" };
    lines.push(("够分超出名额时".to_owned(), wins.to_owned()));
    if let Some(promotion) = &stars.promotion {
        let most = |steps: Option<u8>, verb: &str| match steps {
            Some(steps) => format!("一次最多{verb}{steps}级"),
            None => format!("{verb}级不限"),
        };
        let first = promotion
            .first
            .map_or("首次评定不限".to_owned(), |star| format!("首次评定最高{}", scheme.star_name(star)));
        let text = format!("{}；{}；{first}", most(promotion.up, "升"), most(promotion.down, "降"));
        lines.push(("晋级".to_owned(), text));
        lines.extend(promotion.exceptions.iter().map(|rule| ("破格".to_owned(), rule.text.clone())));
    }
    let rules = [
        ("直接定级", &stars.direct),
        ("封顶", &stars.caps),
        ("降级", &stars.demote),
        ("结果运用", &stars.consequences),
    ];
    for (title, rules) in rules {
        lines.extend(rules.iter().map(|rule| (title.to_owned(), rule.text.clone())));
    }
    lines.extend(stars.not_rated.iter().map(|(rule, keeps)| {
        let then = if *keeps { "，沿用原星级" } else { "" };
        ("不参加评定".to_owned(), format!("{}{then}", rule.text))
    }));
    lines.extend(stars.targets.iter().map(|target| ("分布参考".to_owned(), target.text.clone())));
    lines.extend(stars.notes.iter().cloned());
}

fn level_sentence(scheme: &Scheme, level: &Level) -> String {
    let mut parts = Vec::new();
    if !level.bounds.is_open() {
        parts.push(bounds(&level.bounds));
    }
    if let Some(floor) = level.index_floor {
        parts.push(format!("每个指数不低于{floor}"));
    }
    parts.extend(level.needs.iter().map(|need| need.text.clone()));
    if let Some(top) = level.top {
        parts.push(format!("名次在前{top}%"));
    }
    let year = scheme.effective_from.year();
    for (quota, word) in [(&level.at_most, "名额不超过"), (&level.at_least, "名额不少于")] {
        let Some(quota) = quota else { continue };
        let percents: Vec<(String, String)> = (0..scheme.categories.len())
            .filter_map(|category| {
                let percent = quota.percent(year, category)?;
                Some((scheme.categories[category].name.clone(), percent.to_string()))
            })
            .collect();
        match percents.first() {
            Some((_, first)) if percents.iter().all(|(_, percent)| percent == first) => {
                parts.push(format!("{word}{first}%"));
            }
            _ => {
                let texts: Vec<String> = percents.iter().map(|(name, percent)| format!("{name}{percent}%")).collect();
                parts.push(format!("{word}：{}", texts.join("、")));
            }
        }
    }
    if !level.approval.is_empty() {
        parts.push(format!("由{}批准", level.approval));
    }
    if parts.is_empty() { "其余支部".to_owned() } else { parts.join("；") }
}

fn bounds(bounds: &Bounds) -> String {
    let low =
        bounds.low.map(|(limit, inclusive)| format!("{limit}分（{}）以上", if inclusive { "含" } else { "不含" }));
    let high =
        bounds.high.map(|(limit, inclusive)| format!("{limit}分（{}）以下", if inclusive { "含" } else { "不含" }));
    [low, high].into_iter().flatten().collect::<Vec<_>>().join("、")
}

//! Stars: thresholds, quotas, ties, promotion, and what is done with the result.

use rating::{
    measure::Describe,
    scheme::{Bounds, GroupBy, Honours, Label, Level, Promotion, Quota, Scheme, StarRule, Stars, Target, Ties, Within},
};

use super::{rounded, with_condition};
use crate::api::cycle_name;

type Lines = Vec<(String, String)>;

pub(super) fn lines(scheme: &Scheme, stars: &Stars, lines: &mut Lines) {
    let mut say = |title: &str, text: String| lines.push((title.to_owned(), text));
    say("评星时间", times(stars));
    if let Some((by, at_least)) = &stars.themes {
        say("得星方法", themes(stars, *by, &at_least.to_string()));
    }
    for level in &stars.levels {
        say(&level.name, self::level(scheme, level));
    }
    say("排名", ranking(scheme, stars));
    if stars.levels.iter().any(|level| level.at_most.is_some()) {
        say("名额", quotas(stars));
    }
    if let Some(promotion) = &stars.promotion {
        say("晋级", self::promotion(scheme, promotion));
        for rule in &promotion.exceptions {
            let text = with_condition(scheme, &rule.text, &rule.condition);
            say("破格", format!("{text}，一次最多升{}级", rule.amount));
        }
    }
    if let Some(measure) = &stars.start_star {
        say("原有星级", format!("首次在平台评定的支部，以{}为原有星级", measure.describe(scheme)));
    }
    for rule in &stars.direct {
        let text = with_condition(scheme, &rule.text, &rule.condition);
        say("直接定级", format!("{text}，直接评为{}", scheme.star_name(rule.amount)));
    }
    for rule in &stars.caps {
        let text = with_condition(scheme, &rule.text, &rule.condition);
        say("封顶", format!("{text}，最高评{}", scheme.star_name(rule.amount)));
    }
    for rule in &stars.demote {
        say("降级", format!("{}，降{}级", with_condition(scheme, &rule.text, &rule.condition), rule.amount));
    }
    for (rule, keeps) in &stars.not_rated {
        let then = if *keeps { "，沿用原星级" } else { "，本次没有星级" };
        say("不参加评星", format!("{}{then}", with_condition(scheme, &rule.text, &rule.condition)));
    }
    for label in &stars.labels {
        say("称号", self::label(scheme, label));
    }
    if let Some(honours) = &stars.honours {
        say("评先资格", self::honours(scheme, honours));
    }
    for StarRule { text, condition, .. } in &stars.consequences {
        say("结果运用", with_condition(scheme, text, condition));
    }
    for target in &stars.targets {
        say("分布参考", self::target(scheme, target));
    }
    lines.extend(stars.notes.iter().cloned());
}

fn times(stars: &Stars) -> String {
    let cycles: Vec<&str> = stars.at.iter().map(|cycle| cycle_name(*cycle)).collect();
    let bonus =
        if stars.bonus_counts { "加分计入评星分" } else { "加分不计入评星分，只作评先参考" };
    let every = match stars.every {
        Some((years, from)) if years > 1 => format!("，自{from}年起每{years}年一次"),
        _ => String::new(),
    };
    let round = stars.round.map(|rounding| format!("；评星分{}", rounded(rounding))).unwrap_or_default();
    format!("{}评星{every}；{bonus}{round}", cycles.join("、"))
}

fn themes(stars: &Stars, by: GroupBy, at_least: &str) -> String {
    let name = match by {
        GroupBy::Index => "指数",
        GroupBy::Block => "板块",
        GroupBy::Section => "部分",
    };
    let cumulative = if stars.cumulative { "；已得的星保留，逐期累加" } else { "" };
    format!("每有一个{name}达到{at_least}分得一颗星{cumulative}")
}

fn level(scheme: &Scheme, level: &Level) -> String {
    let mut parts = Vec::new();
    if !level.bounds.is_open() {
        parts.push(format!("总分{}", bounds(&level.bounds)));
    }
    if let Some(floor) = level.index_floor {
        parts.push(format!("每个指数不低于{floor}分"));
    }
    parts.extend(level.needs.iter().map(|need| with_condition(scheme, &need.text, &need.condition)));
    if let Some(top) = level.top {
        parts.push(format!("名次在前{top}%"));
    }
    for (quota, word) in [(&level.at_most, "名额不超过"), (&level.at_least, "名额不少于")] {
        parts.extend(quota.as_ref().and_then(|quota| self::quota(scheme, quota, word)));
    }
    if parts.is_empty() {
        parts.push("其余支部".to_owned());
    }
    if !level.approval.is_empty() {
        parts.push(format!("由{}批准", level.approval));
    }
    parts.join("；")
}

/// `名额不超过10%`, by category where they differ, and by year where it changes.
fn quota(scheme: &Scheme, quota: &Quota, word: &str) -> Option<String> {
    let years: Vec<i16> = match quota.by_year.keys().copied().collect::<Vec<_>>() {
        years if years.is_empty() => vec![scheme.effective_from.year()],
        years => years,
    };
    let several = years.len() > 1;
    let of_year = |year: &i16| {
        let percents: Vec<(&str, String)> = scheme
            .categories
            .iter()
            .enumerate()
            .filter_map(|(n, category)| Some((category.name.as_str(), quota.percent(*year, n)?.to_string())))
            .collect();
        let (_, first) = percents.first()?;
        let same = percents.len() == scheme.categories.len() && percents.iter().all(|(_, percent)| percent == first);
        let texts = if same {
            format!("{first}%")
        } else {
            percents.iter().map(|(name, percent)| format!("{name}{percent}%")).collect::<Vec<_>>().join("、")
        };
        Some(if several { format!("{year}年{texts}") } else { texts })
    };
    let texts: Vec<String> = years.iter().filter_map(of_year).collect();
    (!texts.is_empty()).then(|| format!("{word}{}", texts.join("，")))
}

fn ranking(scheme: &Scheme, stars: &Stars) -> String {
    let within = match stars.within {
        Within::Category => "同类别支部",
        Within::Unit => "同单位支部",
        Within::UnitAndCategory => "同单位同类别支部",
        Within::Company => "全公司支部",
    };
    let ties = match stars.ties {
        Ties::LetIn => "相同而跨名额线的都进入",
        Ties::KeepOut => "相同而跨名额线的都不进入",
        Ties::Share => "相同的名次并列",
    };
    let first = |(measure, smaller): &(rating::measure::Measure, bool)| {
        format!("{}{}者在前", measure.describe(scheme), if *smaller { "低" } else { "高" })
    };
    let order: Vec<String> = stars.order.iter().map(first).collect();
    match order.as_slice() {
        [] => format!("在{within}中按总分排名；总分{ties}"),
        order => format!("在{within}中按总分排名；总分相同的，依次比较：{}；仍{ties}", order.join("，")),
    }
}

fn quotas(stars: &Stars) -> String {
    let wins = if stars.quota_wins {
        "够分的支部超出名额时，按名次截到名额，其余降一等"
    } else {
        "够分的支部都给，不因名额截取"
    };
    let direct = match (stars.direct.is_empty(), stars.direct_in_quota) {
        (true, _) => "",
        (false, true) => "；直接定级占用名额",
        (false, false) => "；直接定级不占名额",
    };
    format!("{wins}{direct}")
}

fn promotion(scheme: &Scheme, promotion: &Promotion) -> String {
    let most = |steps: Option<u8>, verb: &str| match steps {
        Some(steps) => format!("一次最多{verb}{steps}级"),
        None => format!("{verb}级不限"),
    };
    let mut parts = vec![most(promotion.up, "升"), most(promotion.down, "降")];
    parts.push(match promotion.first {
        Some(star) => format!("首次评定最高{}", scheme.star_name(star)),
        None => "首次评定不限".to_owned(),
    });
    if let Some(periods) = promotion.stay {
        parts.push(format!("在一个星级满{periods}期才可再升"));
    }
    if let Some(cycle) = promotion.from {
        parts.push(format!("以上次{}评定的星级为基础", cycle_name(cycle)));
    }
    parts.join("；")
}

fn label(scheme: &Scheme, label: &Label) -> String {
    let who = those(scheme, &label.stars);
    match &label.condition {
        Some(condition) => format!("{who}中，{}的，授予“{}”", condition.describe(scheme), label.name),
        None => format!("{who}授予“{}”", label.name),
    }
}

fn honours(scheme: &Scheme, honours: &Honours) -> String {
    let who = those(scheme, &honours.stars);
    match &honours.condition {
        Some(condition) => format!("{who}中，{}的，可参加评先", condition.describe(scheme)),
        None => format!("{who}可参加评先"),
    }
}

fn target(scheme: &Scheme, target: &Target) -> String {
    let who = those(scheme, &target.stars);
    let limits = [(target.at_least, "不低于"), (target.at_most, "不高于")];
    let limits: Vec<String> =
        limits.into_iter().filter_map(|(limit, word)| Some(format!("{word}{}%", limit?))).collect();
    let text = target.text.trim_end_matches('。');
    if limits.is_empty() {
        text.to_owned()
    } else {
        format!("{text}（{who}的比例{}，只作提示）", limits.join("、"))
    }
}

fn those(scheme: &Scheme, stars: &[u8]) -> String {
    match stars {
        [] => "各星级支部".to_owned(),
        stars => {
            let names: Vec<String> = stars.iter().map(|star| scheme.star_name(*star)).collect();
            format!("{}支部", names.join("、"))
        }
    }
}

fn bounds(bounds: &Bounds) -> String {
    let low = bounds.low.map(|(limit, inclusive)| match inclusive {
        true => format!("{limit}分及以上"),
        false => format!("{limit}分以上（不含）"),
    });
    let high = bounds.high.map(|(limit, inclusive)| match inclusive {
        true => format!("{limit}分及以下"),
        false => format!("不足{limit}分"),
    });
    [low, high].into_iter().flatten().collect::<Vec<_>>().join("、")
}

//! A scheme in whole Chinese sentences, for people who read it on screen.

mod duties;
mod rules;
mod stages;
mod stars;

pub(crate) use duties::{due, duty};
pub(crate) use rules::{effects, rule, veto};

use rating::{
    measure::{Condition, Describe},
    period::{Cycle, Period},
    points::Rounding,
    scheme::{Rung, Scheme},
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

/// How many rules of items look at a class of facts, be it through a duty or a comparison with others.
pub(crate) fn n_rules(scheme: &Scheme, class: usize) -> i64 {
    let is_class = |query: &usize| scheme.queries.get(*query).is_some_and(|query| query.class == class);
    let reads_it = |rule: &&rating::rules::Rule| {
        let reads = rule.reads();
        reads.queries.iter().any(is_class)
            || reads.duties.iter().any(|duty| scheme.duties.get(*duty).is_some_and(|duty| is_class(&duty.record)))
    };
    scheme.items.iter().flat_map(|item| &item.rules).filter(reads_it).count() as i64
}

/// Each line of the rating rules: a title and a sentence.
pub(crate) fn rating(scheme: &Scheme) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for cycle in scheme.rating.cycles() {
        let stage = scheme.rating.stage(cycle).expect("a cycle of this rating");
        lines.push((format!("{}评价", cycle_name(cycle)), stages::stage(scheme, cycle, stage)));
    }
    if let Some(stars) = &scheme.rating.stars {
        stars::lines(scheme, stars, &mut lines);
    }
    for output in &scheme.outputs {
        let at = cycle_names(&output.at, "每次评定");
        let text =
            format!("{at}另算{}（{}），{}", output.name, output.value.describe(scheme), rounded(output.rounding));
        lines.push(("另行计算".to_owned(), text));
    }
    lines.into_iter().map(|(title, text)| (title, sentence(&text))).collect()
}

/// `五星级支部列入第一阶梯：总结特色经验。`
pub(crate) fn rung(scheme: &Scheme, rung: &Rung) -> String {
    let names: Vec<String> = rung.stars.iter().map(|star| scheme.star_name(*star)).collect();
    sentence(&format!("{}支部列入{}：{}", names.join("、"), rung.name, rung.text))
}

/// `季度、年度评定时`; `all` where no cycle is named.
fn cycle_names(cycles: &[Cycle], all: &str) -> String {
    match cycles {
        [] => all.to_owned(),
        cycles => {
            let names: Vec<&str> = cycles.iter().map(|cycle| cycle_name(*cycle)).collect();
            format!("{}评定时", names.join("、"))
        }
    }
}

fn rounded(rounding: Rounding) -> String {
    let unit = rating::points::Points::from_thousandths(rounding.unit).short();
    format!("结果精确到{unit}（{}）", rounding.mode.title())
}

/// `8月：应尽…`: a sentence of a part period inside a longer one.
pub(crate) fn in_part(part: Period, sentence: &str) -> String {
    format!("{}：{}", part.short_title(), sentence.strip_prefix(&part.title()).unwrap_or(sentence))
}

/// The published wording, and what the platform looks at.
fn with_condition(scheme: &Scheme, text: &str, condition: &Condition) -> String {
    format!("{}（平台判定：{}）", text.trim_end_matches('。'), condition.describe(scheme))
}

/// With one full stop at its end.
fn sentence(text: &str) -> String {
    match text.chars().last() {
        Some('。' | '！' | '？') | None => text.to_owned(),
        Some(_) => format!("{text}。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMES: [&str; 4] = [
        include_str!("../../../../schemes/5521/scheme.yaml"),
        include_str!("../../../../schemes/bohai/scheme.yaml"),
        include_str!("../../../../schemes/qianfen/scheme.yaml"),
        include_str!("../../../../schemes/xingji/scheme.yaml"),
    ];

    fn every_sentence(scheme: &Scheme) -> Vec<String> {
        let rules = scheme.items.iter().flat_map(|item| &item.rules).map(|each| rule(scheme, each));
        let duties = scheme.duties.iter().map(|each| duty(scheme, each));
        let vetoes = scheme.vetoes.iter().map(|each| veto(scheme, each));
        let rating = rating(scheme).into_iter().map(|(_, text)| text);
        let ladder = scheme.ladder.iter().map(|each| rung(scheme, each));
        rules.chain(duties).chain(vetoes).chain(rating).chain(ladder).collect()
    }

    #[test]
    fn every_line_of_our_schemes_is_a_whole_sentence() {
        for text in SCHEMES {
            let (scheme, _) = rating::scheme::read(text).unwrap();
            for line in every_sentence(&scheme) {
                let n_stops = line.chars().filter(|character| *character == '。').count();
                assert!(line.ends_with('。') && n_stops >= 1, "{}: {line}", scheme.code);
                for wrong in ["，，", "；；", "（）", "。。", "；。", "，。", "，；", "“”"] {
                    assert!(!line.contains(wrong), "{}: {line}", scheme.code);
                }
            }
        }
    }

    #[test]
    fn a_class_counts_the_rules_that_read_it() {
        let (scheme, _) = rating::scheme::read(SCHEMES[0]).unwrap();
        let position = |key: &str| scheme.classes.iter().position(|class| class.key == key).unwrap();
        assert_eq!(n_rules(&scheme, position("group_meeting")), 2, "through its duty");
        assert_eq!(n_rules(&scheme, position("honour")), 1, "by itself");
    }
}

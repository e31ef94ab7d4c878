//! Reads how periods add up and how stars are given.

use super::{
    Bounds, Combine, From, Gaps, GroupBy, Honours, Item, Label, Level, NotDue, Promotion, Quota, Rating, Stage,
    StarRule, Stars, Target, Ties,
    fields::{Fields, number_of, points_of, text_of, word_of},
    head::{GROUP_BY, cycles, star_list},
    items::NOT_DUE,
    node::Node,
};
use crate::{
    measure::{Measure, Reader},
    number::Number,
    period::Cycle,
    points::{Rounding, RoundingMode},
    scheme::Within,
};

pub(super) fn read(node: &Node, rounding: Rounding, items: &[Item], reader: &mut Reader<'_>) -> Option<Rating> {
    let fields = reader.fields(node, "rating")?;
    let shortest = items.iter().map(|item| item.cycle).min().unwrap_or(Cycle::Year);
    let mut stage = |key, cycle| {
        let node = fields.get(key)?;
        stage(node, cycle, shortest, rounding, reader)
    };
    let month = stage("month", Cycle::Month);
    let quarter = stage("quarter", Cycle::Quarter);
    let half = stage("half", Cycle::Half);
    let year = stage("year", Cycle::Year);
    let stars = fields.get("stars").and_then(|node| stars(node, rounding, reader));
    fields.finish(reader.problems);
    let mut rating = Rating { month, quarter, half, year, stars };
    // A cycle that gives stars is rated even if nothing special is said about it.
    for cycle in rating.stars.as_ref().map(|stars| stars.at.clone()).unwrap_or_default() {
        if rating.stage(cycle).is_none() {
            let stage = Some(plain_stage(rounding));
            match cycle {
                Cycle::Month => rating.month = stage,
                Cycle::Quarter => rating.quarter = stage,
                Cycle::Half => rating.half = stage,
                Cycle::Year => rating.year = stage,
            }
        }
    }
    if rating.cycles().is_empty() {
        reader.problems.error(&node.place, "没有写任何评定周期", "至少写 month、quarter、half、year 之一，或 stars.at");
    }
    Some(rating)
}

fn plain_stage(rounding: Rounding) -> Stage {
    Stage {
        all_items: false,
        not_due: NotDue::LeaveOut,
        normalise: None,
        from: From::Items,
        own_items: None,
        combine: Combine::Mean,
        gaps: Gaps::LeaveOut,
        rounding,
    }
}

fn stage(node: &Node, cycle: Cycle, shortest: Cycle, rounding: Rounding, reader: &mut Reader<'_>) -> Option<Stage> {
    let fields = reader.fields(node, "周期汇总")?;
    let all_items = fields.word("items", &[("due", false), ("all", true)], reader.problems).unwrap_or(false);
    let not_due = fields.word("not_due", &NOT_DUE, reader.problems).unwrap_or(NotDue::LeaveOut);
    let normalise = fields.get("normalise").filter(|node| node.text() != Some("none"));
    let normalise = normalise.and_then(|node| points_of(node, reader.problems));
    const FROM: [(&str, From); 4] = [
        ("items", From::Items),
        ("months", From::Totals(Cycle::Month)),
        ("quarters", From::Totals(Cycle::Quarter)),
        ("halves", From::Totals(Cycle::Half)),
    ];
    let from = fields.word("from", &FROM, reader.problems).unwrap_or(From::Items);
    if let From::Totals(part) = from
        && part >= cycle
    {
        reader.problems.error(&node.place, "不能由更长的周期合成", "写更短的周期，如年度写 from: quarters");
    }
    let own_items = fields.get("own_items").and_then(|node| percent_of(node, reader));
    if own_items.is_some() && from == From::Items {
        reader.problems.error(
            &node.place,
            "own_items 只与 from: months、quarters、halves 同用",
            "逐项合成时本周期的项已经在内",
        );
    }
    if all_items && from == From::Items && cycle != shortest {
        reader.problems.error(
            &node.place,
            "items: all 只用于最短的周期",
            "较长的周期写 from: months（合成总分）或 from: items（逐项合成）",
        );
    }
    let combine = fields.get("combine").and_then(|node| combine(node, reader)).unwrap_or(Combine::Mean);
    const GAPS: [(&str, Gaps); 3] = [("leave_out", Gaps::LeaveOut), ("zero", Gaps::Zero), ("full", Gaps::Full)];
    let gaps = fields.word("gaps", &GAPS, reader.problems).unwrap_or(Gaps::LeaveOut);
    let rounding = fields.get("rounding").map_or(Some(rounding), |node| round(node, rounding, reader));
    fields.finish(reader.problems);
    Some(Stage { all_items, not_due, normalise, from, own_items, combine, gaps, rounding: rounding? })
}

fn round(node: &Node, default: Rounding, reader: &mut Reader<'_>) -> Option<Rounding> {
    if node.text().is_some() {
        let mode = word_of(node, &Reader::MODES, reader.problems)?;
        return Some(Rounding { mode, ..default });
    }
    let fields = reader.fields(node, "取整")?;
    let rounding = if fields.has("to") {
        reader.rounding_of(&fields)
    } else {
        let mode = fields.word("mode", &Reader::MODES, reader.problems).unwrap_or(RoundingMode::HalfUp);
        Some(Rounding { mode, ..default })
    };
    fields.finish(reader.problems);
    rounding
}

pub(super) fn combine(node: &Node, reader: &mut Reader<'_>) -> Option<Combine> {
    if node.map().is_some() {
        let fields = reader.fields(node, "合成方式")?;
        let weights = reader.number_list(fields.list("weighted"));
        fields.finish(reader.problems);
        if weights.is_empty() || weights.iter().any(|weight| *weight <= Number::ZERO) {
            reader.problems.error(
                &node.place,
                "合成方式看不懂",
                "写 mean、sum、last、minimum、maximum，或 {weighted: [1, 1, 2]}（正数）",
            );
            return None;
        }
        return Some(Combine::Weighted(weights));
    }
    let known = ["mean", "sum", "last", "minimum", "maximum"];
    match node.text() {
        Some("mean") => Some(Combine::Mean),
        Some("sum") => Some(Combine::Sum),
        Some("last") => Some(Combine::Last),
        Some("minimum") => Some(Combine::Minimum),
        Some("maximum") => Some(Combine::Maximum),
        other => {
            reader.problems.error(
                &node.place,
                format!("不认识的合成方式“{}”", other.unwrap_or("…")),
                format!("可写：{}，或 {{weighted: [1, 1, 2]}}", known.join("、")),
            );
            None
        }
    }
}

fn stars(node: &Node, rounding: Rounding, reader: &mut Reader<'_>) -> Option<Stars> {
    let fields = reader.fields(node, "评星")?;
    fields.need("at", reader.problems);
    let at = cycles(&fields, "at", reader);
    let every = fields.get("every").and_then(|node| {
        let fields = reader.fields(node, "every")?;
        let years = fields.whole("years", reader.problems).unwrap_or(1).clamp(1, 20) as i16;
        let from = fields.whole("from", reader.problems).unwrap_or(2000).clamp(1900, 2999) as i16;
        fields.finish(reader.problems);
        Some((years, from))
    });
    let bonus_counts = fields.flag("bonus_counts", reader.problems).unwrap_or(true);
    let round = fields.get("round").and_then(|node| round(node, rounding, reader));
    let method = fields.word("method", &[("levels", false), ("themes", true)], reader.problems).unwrap_or(false);
    let themes = fields.get("themes").and_then(|node| {
        let fields = reader.fields(node, "按主题得星")?;
        let of = fields.word("of", &GROUP_BY, reader.problems).unwrap_or(GroupBy::Index);
        let at_least = fields.need("at_least", reader.problems).and_then(|node| number_of(node, reader.problems));
        fields.finish(reader.problems);
        at_least.map(|at_least| (of, at_least))
    });
    if method && themes.is_none() {
        reader.problems.error(&node.place, "按主题得星没有写 themes", "补上 themes: {of: index, at_least: 80}");
    }
    let levels_node = fields.need("levels", reader.problems);
    let mut levels: Vec<Level> = fields.list("levels").into_iter().filter_map(|node| level(node, reader)).collect();
    levels.sort_by_key(|level| std::cmp::Reverse(level.star));
    if let Some(node) = levels_node
        && levels.windows(2).any(|pair| pair[0].star == pair[1].star)
    {
        reader.problems.error(&node.place, "同一星级写了两次", "每个星级只写一档");
    }
    if let Some(node) = levels_node.filter(|_| themes.is_none()) {
        check_levels(node, &levels, reader);
    }
    let cumulative = fields.flag("cumulative", reader.problems).unwrap_or(false);
    let within = fields.word("within", &Reader::WITHIN, reader.problems).unwrap_or(Within::Category);
    fields.need_present("order", reader);
    let order = fields.list("order").into_iter().filter_map(|node| tie_break(node, reader)).collect();
    const TIES: [(&str, Ties); 3] = [("let_in", Ties::LetIn), ("keep_out", Ties::KeepOut), ("share", Ties::Share)];
    let ties = fields.need("ties", reader.problems).and_then(|node| word_of(node, &TIES, reader.problems));
    let quota_wins =
        fields.word("when_disagree", &[("quota", true), ("threshold", false)], reader.problems).unwrap_or(true);
    let direct_in_quota = fields.flag("direct_in_quota", reader.problems).unwrap_or(false);
    let promotion = fields.get("promotion").and_then(|node| promotion(node, reader));
    let start_star = fields.get("start_star").and_then(|node| reader.measure(node));
    let direct = star_rules(&fields, "direct", "star", reader);
    let caps = star_rules(&fields, "caps", "star", reader);
    let demote = star_rules(&fields, "demote", "by", reader);
    let consequences = star_rules(&fields, "consequences", "", reader);
    let mut not_rated = Vec::new();
    for node in fields.list("not_rated") {
        let Some(fields) = reader.fields(node, "不参加评定") else { continue };
        let keeps = fields.flag("keeps", reader.problems).unwrap_or(false);
        not_rated.extend(star_rule(&fields, "", reader).map(|rule| (rule, keeps)));
        fields.finish(reader.problems);
    }
    let labels = labels(&fields, reader);
    let honours = fields.get("honours").and_then(|node| {
        let fields = reader.fields(node, "评先条件")?;
        let stars = star_list(&fields, "stars", reader);
        let condition = fields.get("if").and_then(|node| reader.condition(node));
        fields.text("text", reader.problems);
        fields.finish(reader.problems);
        Some(Honours { stars, condition })
    });
    let notes = notes(&fields, reader);
    let targets = targets(&fields, reader);
    fields.finish(reader.problems);
    Some(Stars {
        at,
        every,
        bonus_counts,
        round,
        levels,
        themes,
        cumulative,
        within,
        order,
        ties: ties?,
        quota_wins,
        direct_in_quota,
        promotion,
        start_star,
        direct,
        caps,
        demote,
        not_rated,
        labels,
        honours,
        consequences,
        notes,
        targets,
    })
}

impl Fields<'_> {
    /// A key that must be written, if only as an empty list: a decision nobody may leave implicit.
    fn need_present(&self, key: &'static str, reader: &mut Reader<'_>) {
        self.get(key);
        if !self.has(key) {
            reader.problems.error(
                self.place,
                format!("没有写“{key}”"),
                "总分相同怎么比较必须写明；不再比较就写 order: []，ties 写明并列的处理",
            );
        }
    }
}

fn check_levels(node: &Node, levels: &[Level], reader: &mut Reader<'_>) {
    let Some(last) = levels.last() else {
        reader.problems.error(&node.place, "没有写任何星级", "从高到低逐级写明");
        return;
    };
    if last.bounds.low.is_some() || !last.needs.is_empty() || last.index_floor.is_some() {
        reader.problems.error(
            &node.place,
            "最低一等没有兜底，有的支部会没有归属",
            "最后加一等不写下端和附加条件，如 {star: 0, name: 无星, below: 60}",
        );
    }
    let bounded: Vec<Bounds> = levels.iter().map(|level| level.bounds).filter(|bounds| !bounds.is_open()).collect();
    if bounded.len() > 1 {
        reader.check_bands(node, &bounded, true);
    }
}

fn level(node: &Node, reader: &mut Reader<'_>) -> Option<Level> {
    let fields = reader.fields(node, "星级")?;
    let star = fields.need("star", reader.problems).and_then(|_| fields.whole("star", reader.problems));
    let name = fields.need_text("name", reader.problems);
    let bounds = reader.bounds(&fields);
    let index_floor = fields.number("index_floor", reader.problems);
    let needs = star_rules(&fields, "needs", "", reader);
    let top = fields.number("top", reader.problems);
    let (mut at_most, mut at_least, mut min_places, mut from_size) = (None, None, None, None);
    if let Some(node) = fields.get("quota")
        && let Some(fields) = reader.fields(node, "名额")
    {
        at_most = fields.get("at_most").map(|node| quota(node, reader));
        at_least = fields.get("at_least").map(|node| quota(node, reader));
        min_places = fields.whole("min_places", reader.problems);
        from_size = fields.whole("from_size", reader.problems);
        fields.finish(reader.problems);
    }
    let approval = fields.text("approval", reader.problems);
    fields.finish(reader.problems);
    let star = star.filter(|star| {
        let fits = (0..=9).contains(star);
        if !fits {
            reader.problems.error(&node.place, format!("星级写成了{star}"), "写 0 至 9 的整数");
        }
        fits
    })? as u8;
    Some(Level { star, name, bounds, index_floor, needs, top, at_most, at_least, min_places, from_size, approval })
}

fn percent_of(node: &Node, reader: &mut Reader<'_>) -> Option<Number> {
    let percent = number_of(node, reader.problems)?;
    if percent < Number::ZERO || percent > Number::HUNDRED {
        reader.problems.error(&node.place, format!("名额比例是{percent}%"), "写 0 至 100 的百分数，如 10");
    }
    Some(percent)
}

fn quota(node: &Node, reader: &mut Reader<'_>) -> Quota {
    let mut quota = Quota::default();
    let Some(map) = node.map() else {
        quota.any = percent_of(node, reader);
        return quota;
    };
    for (key, value) in map {
        let Some(percent) = percent_of(value, reader) else { continue };
        let text = key.text().unwrap_or_default();
        if let Some(category) = reader.names.categories.iter().position(|code| code == text) {
            quota.by_category.insert(category, percent);
        } else if let Some(year) = text.parse().ok().filter(|year| (1900..3000).contains(year)) {
            quota.by_year.insert(year, percent);
        } else {
            reader.problems.error(
                &key.place,
                format!("“{text}”既不是年份也不是类别"),
                "按年写 {2026: 10, 2027: 15}，按类别写 {类别代号: 10}",
            );
        }
    }
    quota
}

fn tie_break(node: &Node, reader: &mut Reader<'_>) -> Option<(Measure, bool)> {
    let map = node.map()?;
    let low = map.iter().any(|(key, value)| key.text() == Some("low") && value.text() == Some("true"));
    let rest: Vec<(Node, Node)> = map.iter().filter(|(key, _)| key.text() != Some("low")).cloned().collect();
    let node = Node { place: node.place.clone(), value: super::node::Value::Map(rest) };
    reader.measure(&node).map(|measure| (measure, low))
}

/// `if` with its wording and, under `amount`, a star or a number of steps (1 if left out).
fn star_rule(fields: &Fields<'_>, amount: &'static str, reader: &mut Reader<'_>) -> Option<StarRule> {
    let mut text = fields.text("text", reader.problems);
    let condition = fields.need("if", reader.problems).and_then(|node| reader.condition(node));
    let amount = match amount {
        "" => 1,
        "star" => fields.need("star", reader.problems).and_then(|_| fields.whole("star", reader.problems)).unwrap_or(0),
        key => fields.whole(key, reader.problems).unwrap_or(1),
    };
    if text.is_empty() {
        text = "附加条件".into();
    }
    Some(StarRule { text, condition: condition?, amount: amount.clamp(0, 9) as u8 })
}

fn star_rules(fields: &Fields<'_>, key: &'static str, amount: &'static str, reader: &mut Reader<'_>) -> Vec<StarRule> {
    let mut rules = Vec::new();
    for node in fields.list(key) {
        let Some(fields) = reader.fields(node, "条件") else { continue };
        rules.extend(star_rule(&fields, amount, reader));
        fields.finish(reader.problems);
    }
    rules
}

fn promotion(node: &Node, reader: &mut Reader<'_>) -> Option<Promotion> {
    let fields = reader.fields(node, "晋级")?;
    let mut limit = |key: &'static str| {
        let node = fields.get(key).filter(|node| node.text() != Some("free"))?;
        super::fields::whole_of(node, reader.problems).map(|n| n.clamp(0, 9) as u8)
    };
    let (up, down, first) = (limit("up"), limit("down"), limit("first"));
    let from = fields.word("from", &Reader::CYCLES, reader.problems);
    let stay = fields.whole("stay", reader.problems).map(|stay| stay.clamp(0, 40) as i32);
    let exceptions = star_rules(&fields, "exceptions", "up", reader);
    fields.finish(reader.problems);
    Some(Promotion { up, down, first, stay, from, exceptions })
}

fn labels(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<Label> {
    let mut labels = Vec::new();
    for node in fields.list("labels") {
        let Some(fields) = reader.fields(node, "标签") else { continue };
        let name = fields.need_text("name", reader.problems);
        let stars = star_list(&fields, "stars", reader);
        let condition = fields.get("if").and_then(|node| reader.condition(node));
        fields.text("text", reader.problems);
        fields.finish(reader.problems);
        labels.push(Label { name, stars, condition });
    }
    labels
}

fn notes(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<(String, String)> {
    let mut notes = Vec::new();
    for (key, title) in [("notice", "公示"), ("objection", "异议"), ("approvals", "审批"), ("rhythm", "评定时间")]
    {
        if let Some(node) = fields.get(key) {
            notes.push((title.to_owned(), plain_text(node, reader)));
        }
    }
    notes
}

/// Any structure as one line of text; these parts of a scheme are read by people only.
fn plain_text(node: &Node, reader: &mut Reader<'_>) -> String {
    if let Some(items) = node.list() {
        let parts: Vec<String> = items.iter().map(|item| plain_text(item, reader)).collect();
        return parts.join("→");
    }
    if let Some(map) = node.map() {
        let mut parts = Vec::new();
        for (key, value) in map {
            let value = plain_text(value, reader);
            parts.push(match key.text().unwrap_or_default() {
                "days" => format!("{value}天"),
                "working" if value == "true" => "工作日".into(),
                "working" => "自然日".into(),
                "before" => format!("在{value}之前"),
                _ => value,
            });
        }
        return parts.join("，");
    }
    text_of(node, reader.problems)
}

fn targets(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<Target> {
    let mut targets = Vec::new();
    for node in fields.list("targets") {
        let Some(fields) = reader.fields(node, "分布指标") else { continue };
        let text = fields.text("text", reader.problems);
        let stars = star_list(&fields, "stars", reader);
        let about = fields.number("about", reader.problems);
        let at_least = fields.number("at_least", reader.problems).or(about);
        let at_most = fields.number("at_most", reader.problems).or(about);
        fields.finish(reader.problems);
        targets.push(Target { text, stars, at_least, at_most });
    }
    targets
}

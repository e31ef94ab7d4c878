//! Reads a whole document: first the names it declares, then everything that uses them.

use super::{
    Calendar, Choice, Due, Duty, DutyStatus, FactClass, Group, GroupBy, Intern, Named, NewBranch, OutputRule,
    PointsHead, Rung, Scheme, TagField, Total, Veto, VetoEffect, check,
    fields::{Fields, date_of, points_of, text_of, whole_of, word_of},
    items,
    names::Names,
    node::Node,
    stars,
};
use crate::{
    facts::FactKind,
    measure::{Measure, Reader},
    number::Number,
    period::{Cycle, Period},
    points::{Points, Rounding, RoundingMode},
    problem::Problems,
};

pub(super) fn read(root: &Node, problems: &mut Problems) -> Option<Scheme> {
    let fields = Fields::of(root, "考核办法", problems)?;
    let code = fields.need_text("scheme", problems);
    let title = fields.need_text("title", problems);
    let version = fields.need_text("version", problems);
    let effective_from = fields.need("effective_from", problems).and_then(|node| period_of(node, problems));
    let approved_by = fields.text("approved_by", problems);
    let source = fields.text("source", problems);
    let choices = choices(&fields, problems);

    let categories = named(fields.need("categories", problems), problems);
    let mut names = Names { categories: codes(&categories), ..Names::default() };
    let indices = groups(fields.need("indices", problems), &names, problems);
    let blocks = groups(fields.get("blocks"), &names, problems);
    let sections = groups(fields.get("sections"), &names, problems);
    names.indices = indices.iter().map(|group| group.code.clone()).collect();
    names.blocks = blocks.iter().map(|group| group.code.clone()).collect();
    names.sections = sections.iter().map(|group| group.code.clone()).collect();
    names.classes = classes(fields.get("facts"), problems);
    let duty_nodes = entries(fields.get("duties"), problems);
    names.duties = duty_nodes.iter().map(|(code, ..)| code.clone()).collect();
    let item_nodes = fields.need("items", problems).map(Node::one_or_more).unwrap_or_default();
    names.items =
        item_nodes.iter().map(|node| node.get("code").and_then(Node::text).unwrap_or_default().to_owned()).collect();
    let points = points_head(&fields, &names, problems);
    let calendar = fields.get("calendar").map(|node| calendar(node, problems)).unwrap_or_default();

    let mut intern = Intern::default();
    let mut reader = Reader {
        problems,
        names: &names,
        intern: &mut intern,
        scores: false,
        duties_read: Vec::new(),
        outputs: Vec::new(),
        items_read: Vec::new(),
    };
    let duties: Vec<Duty> =
        duty_nodes.into_iter().filter_map(|(code, _, node)| duty(code, node, &mut reader)).collect();
    let items: Vec<_> = item_nodes.iter().filter_map(|node| items::read(node, &mut reader)).collect();
    // Sums over items that could not be read would only bury the real error.
    let sound = !reader.problems.any_error();
    reader.scores = true;
    let vetoes: Vec<Veto> = fields.list("vetoes").into_iter().filter_map(|node| veto(node, &mut reader)).collect();
    let rounding = points.as_ref().map_or(Rounding::HUNDREDTH, |points| points.rounding);
    let rating =
        fields.need("rating", reader.problems).and_then(|node| stars::read(node, rounding, &items, &mut reader));
    let ladder = rungs(&fields, &mut reader);
    let outputs = outputs(&fields, &mut reader);
    let duties_read = std::mem::take(&mut reader.duties_read);
    fields.finish(problems);

    let scheme = Scheme {
        code,
        title,
        version,
        effective_from: effective_from?,
        approved_by,
        source,
        choices,
        points: points?,
        categories,
        indices,
        blocks,
        sections,
        classes: names.classes,
        duties,
        calendar,
        items,
        vetoes,
        rating: rating?,
        ladder,
        outputs,
        queries: intern.queries,
        groups: intern.groups,
    };
    check::check(&scheme, root, &duties_read, sound, problems);
    Some(scheme)
}

fn codes(named: &[Named]) -> Vec<String> {
    named.iter().map(|named| named.code.clone()).collect()
}

fn period_of(node: &Node, problems: &mut Problems) -> Option<Period> {
    let period = node.text().and_then(|text| text.parse().ok());
    if period.is_none() {
        problems.error(
            &node.place,
            format!("“{}”不是周期", node.text().unwrap_or("…")),
            "写成 2026-01、2026-Q1 或 2026",
        );
    }
    period
}

/// The entries of a `code: …` mapping, each with its key's node.
fn entries<'n>(node: Option<&'n Node>, problems: &mut Problems) -> Vec<(String, &'n Node, &'n Node)> {
    let Some(node) = node else { return Vec::new() };
    let Some(map) = node.map() else {
        problems.error(&node.place, "应当写成“代号: 内容”", "每行一个代号，如 production: 生产类");
        return Vec::new();
    };
    let mut found: Vec<(String, &Node, &Node)> = Vec::new();
    for (key, value) in map {
        let code = text_of(key, problems);
        if code.is_empty() || code.contains(char::is_whitespace) || code.contains('.') {
            problems.error(
                &key.place,
                format!("“{code}”不能作代号"),
                "代号用中英文、数字、下划线或连字符，不含空格和句点",
            );
        }
        if found.iter().any(|(known, ..)| *known == code) {
            problems.error(&key.place, format!("代号“{code}”重复"), "改名或删去其中一个");
        }
        found.push((code, key, value));
    }
    found
}

fn named(node: Option<&Node>, problems: &mut Problems) -> Vec<Named> {
    let mut list = Vec::new();
    for (code, _, value) in entries(node, problems) {
        if value.map().is_none() {
            list.push(Named { code, name: text_of(value, problems), text: String::new() });
            continue;
        }
        let Some(fields) = Fields::of(value, "类别", problems) else { continue };
        let name = fields.need_text("name", problems);
        let text = fields.text("text", problems);
        fields.finish(problems);
        list.push(Named { code, name, text });
    }
    list
}

fn groups(node: Option<&Node>, names: &Names, problems: &mut Problems) -> Vec<Group> {
    let mut list = Vec::new();
    for (code, _, value) in entries(node, problems) {
        let none = vec![None; names.categories.len()];
        if value.map().is_none() {
            let name = text_of(value, problems);
            list.push(Group { code, name, text: String::new(), group: String::new(), weights: none, full: None });
            continue;
        }
        let Some(fields) = Fields::of(value, "指数、板块或部分", problems) else { continue };
        let name = fields.need_text("name", problems);
        let text = fields.text("text", problems);
        let group = fields.text("group", problems);
        let full = fields.points("full", problems);
        let weights = fields.get("weight").map_or(none, |node| {
            per_category(node, names, problems, |node, problems| {
                let number = node.number();
                if number.is_none() {
                    problems.error(&node.place, "权重要写百分数", "如 weight: 40");
                }
                number
            })
        });
        fields.finish(problems);
        list.push(Group { code, name, text, group, weights, full });
    }
    list
}

/// One value for all categories, or one for each that is named.
pub(super) fn per_category<T: Clone>(
    node: &Node,
    names: &Names,
    problems: &mut Problems,
    mut read: impl FnMut(&Node, &mut Problems) -> Option<T>,
) -> Vec<Option<T>> {
    let Some(map) = node.map() else {
        return vec![read(node, problems); names.categories.len()];
    };
    let mut values = vec![None; names.categories.len()];
    for (key, value) in map {
        match names.categories.iter().position(|code| key.text() == Some(code)) {
            Some(category) => values[category] = read(value, problems),
            None => problems.error(
                &key.place,
                format!("没有类别“{}”", key.text().unwrap_or("…")),
                format!("可写：{}", names.categories.join("、")),
            ),
        }
    }
    values
}

fn choices(fields: &Fields<'_>, problems: &mut Problems) -> Vec<Choice> {
    let mut list = Vec::new();
    for node in fields.list("choices") {
        if node.map().is_none() {
            list.push(Choice { title: String::new(), text: text_of(node, problems) });
            continue;
        }
        let Some(fields) = Fields::of(node, "说明", problems) else { continue };
        list.push(Choice { title: fields.text("title", problems), text: fields.need_text("text", problems) });
        fields.finish(problems);
    }
    list
}

fn classes(node: Option<&Node>, problems: &mut Problems) -> Vec<FactClass> {
    let mut list = Vec::new();
    for (key, _, value) in entries(node, problems) {
        let Some(fields) = Fields::of(value, "事实", problems) else { continue };
        let name = fields.need_text("name", problems);
        let kinds = FactKind::ALL.map(|kind| (kind.word(), kind));
        let kind = fields.need("kind", problems).and_then(|node| word_of(node, &kinds[..8], problems));
        let by = fields.text("by", problems);
        if by.is_empty() {
            problems.error(
                &value.place,
                format!("没有写“{name}”由谁提供"),
                "补上 by: 单位或部门（没人提供的数据无法评分）",
            );
        }
        let unit = fields.text("unit", problems);
        let mut numbers = name_list(fields.get("fields"), problems);
        let options = name_list(fields.get("options"), problems);
        if kind == Some(FactKind::Ballot) && options.is_empty() {
            problems.error(&value.place, "测评票没有写选项", "补上 options: {good: 满意, bad: 不满意}");
        }
        numbers.extend(options);
        const RESERVED: [&str; 8] = ["fact", "on", "filed", "title", "state", "counts_for", "id", "exception"];
        for key in ["fields", "tags", "options"] {
            for (name, _) in value.get(key).and_then(Node::map).unwrap_or_default() {
                if name.text().is_some_and(|text| RESERVED.contains(&text)) {
                    problems.error(&name.place, "这个字段名是平台保留的", "换一个名字");
                }
            }
        }
        let mut tags = Vec::new();
        for (code, _, tag) in entries(fields.get("tags"), problems) {
            if tag.map().is_some() {
                tags.push(TagField { name: code.clone(), code, words: name_list(Some(tag), problems) });
            } else {
                tags.push(TagField { code, name: text_of(tag, problems), words: Vec::new() });
            }
        }
        fields.finish(problems);
        list.extend(kind.map(|kind| FactClass { key, name, kind, by, unit, fields: numbers, tags }));
    }
    list
}

/// `code: name` pairs; a plain list gives names that are their own codes.
fn name_list(node: Option<&Node>, problems: &mut Problems) -> Vec<(String, String)> {
    if let Some(items) = node.and_then(Node::list) {
        return items.iter().map(|item| text_of(item, problems)).map(|text| (text.clone(), text)).collect();
    }
    entries(node, problems).into_iter().map(|(code, _, name)| (code, text_of(name, problems))).collect()
}

fn points_head(fields: &Fields<'_>, names: &Names, problems: &mut Problems) -> Option<PointsHead> {
    let node = fields.need("points", problems)?;
    let fields = Fields::of(node, "points", problems)?;
    let total = match fields.get("total") {
        None => Total::Sum,
        Some(node) if node.text() == Some("sum") => Total::Sum,
        Some(node) => {
            let by = Fields::of(node, "total", problems).and_then(|fields| {
                let by = fields.word("weighted", &GROUP_BY, problems);
                fields.finish(problems);
                by
            });
            by.map_or(Total::Sum, Total::Weighted)
        }
    };
    let hundred = Points::from_thousandths(100_000);
    let full = match fields.get("full") {
        Some(node) => per_category(node, names, problems, points_of),
        None if total != Total::Sum => vec![Some(hundred); names.categories.len()],
        None => {
            problems.error(&node.place, "没有写满分", "补上 full: 100");
            vec![None; names.categories.len()]
        }
    };
    const UNITS: [(&str, i64); 6] = [("1", 1000), ("0.5", 500), ("0.1", 100), ("0.05", 50), ("0.01", 10), ("0.001", 1)];
    let unit = fields.word("precision", &UNITS, problems).unwrap_or(10);
    let mode = fields.word("rounding", &Reader::MODES, problems).unwrap_or(RoundingMode::HalfUp);
    let limit = |key: &'static str, default: Option<Points>, problems: &mut Problems| match fields.get(key) {
        None => default,
        Some(node) if node.text() == Some("none") => None,
        Some(node) => points_of(node, problems),
    };
    let most_full = full.iter().flatten().max().copied().or(Some(hundred));
    let default = if total == Total::Sum { most_full } else { Some(hundred) };
    let maximum = limit("maximum", default, problems);
    let minimum = limit("minimum", Some(Points::ZERO), problems);
    let index_minimum = limit("index_minimum", Some(Points::ZERO), problems);
    fields.finish(problems);
    let full = full.into_iter().map(|full| full.unwrap_or_default()).collect();
    Some(PointsHead { full, rounding: Rounding { unit, mode }, maximum, minimum, total, index_minimum })
}

pub(super) const GROUP_BY: [(&str, GroupBy); 3] =
    [("index", GroupBy::Index), ("block", GroupBy::Block), ("section", GroupBy::Section)];

fn duty(code: String, node: &Node, reader: &mut Reader<'_>) -> Option<Duty> {
    let fields = reader.fields(node, "职责")?;
    let name = fields.need_text("name", reader.problems);
    let record = fields.need("record", reader.problems).and_then(|node| {
        let query = reader.selection(node)?;
        Some(reader.intern.query(query))
    });
    let every = fields.need("every", reader.problems).and_then(|node| word_of(node, &Reader::CYCLES, reader.problems));
    let times = fields.get("times").map_or(Some(Measure::Constant(Number::ONE)), |node| reader.measure(node));
    let condition = fields.get("if").and_then(|node| reader.condition(node));
    let by_event = fields.get("due").and_then(|node| node.get("by")).is_some_and(|by| by.text() == Some("event"));
    let roll = fields.get("due").and_then(|node| node.get("day_off")).is_some_and(|word| word.text() == Some("next"));
    let due = fields.get("due").and_then(|node| due(node, reader));
    const NEW: [(&str, NewBranch); 3] =
        [("not_owed", NewBranch::NotOwed), ("pro_rata", NewBranch::ProRata), ("owed", NewBranch::Owed)];
    let new_branch = fields.word("new_branch", &NEW, reader.problems).unwrap_or(NewBranch::NotOwed);
    const STATUS: [(&str, DutyStatus); 3] =
        [("hard", DutyStatus::Hard), ("normal", DutyStatus::Normal), ("local", DutyStatus::Local)];
    let status = fields.word("status", &STATUS, reader.problems).unwrap_or(DutyStatus::Local);
    let clause = fields.text("clause", reader.problems);
    let one_each = fields.get("one_each").map(|node| text_of(node, reader.problems));
    if let (Some(field), Some(record)) = (&one_each, record) {
        let class = &reader.names.classes[reader.intern.queries[record].class];
        if !class.word_fields().contains(field) {
            let message = format!("“{}”没有文字字段“{field}”", class.name);
            reader.problems.error(&node.place, message, "在 facts 的 tags 里声明，如 tags: {person: 姓名}");
        }
    }
    fields.finish(reader.problems);
    let (record, every, times) = (record?, every?, times?);
    Some(Duty {
        code,
        name,
        record,
        every,
        times,
        condition,
        due,
        roll,
        by_event,
        new_branch,
        one_each,
        status,
        clause,
    })
}

fn due(node: &Node, reader: &mut Reader<'_>) -> Option<Due> {
    let fields = reader.fields(node, "期限")?;
    let working = fields.flag("working", reader.problems).unwrap_or(false);
    fields.word("by", &[("filing", false), ("event", true)], reader.problems);
    fields.word("day_off", &[("stay", false), ("next", true)], reader.problems);
    let due = if let Some(day) = fields.get("day") {
        let last = day.text() == Some("last");
        let day = if last { Some(31) } else { whole_of(day, reader.problems) };
        if day.is_some_and(|day| !(1..=31).contains(&day)) {
            reader.problems.error(fields.place, "没有这一天", "写 1 至 31，月末写 last");
        }
        let first = fields.word("month", &[("first", true), ("last", false)], reader.problems).unwrap_or(false);
        day.map(|day| day.clamp(1, 31) as i8).map(if first { Due::FirstMonthDay } else { Due::Day })
    } else if let Some(days) = fields.whole("after_period", reader.problems) {
        let days = days.clamp(0, 3660) as i32;
        Some(if working { Due::WorkingDaysAfterPeriod(days) } else { Due::AfterPeriod(days) })
    } else if let Some(days) = fields.whole("after_event", reader.problems) {
        let days = days.clamp(0, 3660) as i32;
        Some(if working { Due::WorkingDaysAfterEvent(days) } else { Due::AfterEvent(days) })
    } else {
        reader.problems.error(&node.place, "没有写明期限", "写 {day: 25}、{after_period: 5} 或 {after_event: 3}");
        None
    };
    fields.finish(reader.problems);
    due
}

fn calendar(node: &Node, problems: &mut Problems) -> Calendar {
    let Some(fields) = Fields::of(node, "日历", problems) else { return Calendar::default() };
    let days = |key: &'static str, problems: &mut Problems| {
        fields.list(key).into_iter().filter_map(|day| date_of(day, problems)).collect()
    };
    let calendar = Calendar { holidays: days("holidays", problems), workdays: days("workdays", problems) };
    fields.finish(problems);
    calendar
}

fn veto(node: &Node, reader: &mut Reader<'_>) -> Option<Veto> {
    let fields = reader.fields(node, "否决")?;
    let code = fields.need_text("code", reader.problems);
    let text = fields.need_text("text", reader.problems);
    let clause = fields.text("clause", reader.problems);
    let condition = fields.need("if", reader.problems).and_then(|node| reader.condition(node));
    let unless = fields.get("unless").and_then(|node| reader.condition(node));
    let star = fields.whole("star", reader.problems).map(|star| star.clamp(0, 9) as u8);
    let by = fields.whole("by", reader.problems).unwrap_or(1).clamp(1, 9) as u8;
    const EFFECTS: [(&str, VetoEffect); 8] = [
        ("not_rated", VetoEffect::NotRated),
        ("lowest", VetoEffect::Lowest),
        ("cap", VetoEffect::Cap(0)),
        ("no_promotion", VetoEffect::NoPromotion),
        ("demote", VetoEffect::Demote(1)),
        ("freeze", VetoEffect::Freeze),
        ("no_honours", VetoEffect::NoHonours),
        ("zero_total", VetoEffect::ZeroTotal),
    ];
    fields.need("effect", reader.problems);
    let mut effects = Vec::new();
    for node in fields.list("effect") {
        match word_of(node, &EFFECTS, reader.problems) {
            Some(VetoEffect::Cap(_)) => match star {
                Some(star) => effects.push(VetoEffect::Cap(star)),
                None => reader.problems.error(&node.place, "没有写最高几星", "补上 star: 2"),
            },
            Some(VetoEffect::Demote(_)) => effects.push(VetoEffect::Demote(by)),
            Some(effect) => effects.push(effect),
            None => {}
        }
    }
    let at = cycles(&fields, "at", reader);
    fields.finish(reader.problems);
    Some(Veto { code, text, clause, condition: condition?, unless, effects, at })
}

pub(super) fn cycles(fields: &Fields<'_>, key: &'static str, reader: &mut Reader<'_>) -> Vec<Cycle> {
    fields.list(key).into_iter().filter_map(|node| word_of(node, &Reader::CYCLES, reader.problems)).collect()
}

/// Star numbers of a list.
pub(super) fn star_list(fields: &Fields<'_>, key: &'static str, reader: &mut Reader<'_>) -> Vec<u8> {
    let stars = fields.list(key).into_iter().filter_map(|node| whole_of(node, reader.problems));
    stars.map(|star| star.clamp(0, 9) as u8).collect()
}

fn rungs(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<Rung> {
    let mut list = Vec::new();
    for node in fields.list("ladder") {
        let Some(fields) = reader.fields(node, "阶梯") else { continue };
        let code = fields.need_text("code", reader.problems);
        let name = fields.need_text("name", reader.problems);
        let stars = star_list(&fields, "stars", reader);
        let text = fields.text("text", reader.problems);
        let asks = fields.list("asks").into_iter().map(|node| text_of(node, reader.problems)).collect();
        fields.finish(reader.problems);
        list.push(Rung { code, name, stars, text, asks });
    }
    list
}

fn outputs(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Vec<OutputRule> {
    let mut list = Vec::new();
    for node in fields.list("outputs") {
        let Some(fields) = reader.fields(node, "结果输出") else { continue };
        let code = fields.need_text("code", reader.problems);
        let name = fields.need_text("name", reader.problems);
        let unit = fields.text("unit", reader.problems);
        let at = cycles(&fields, "at", reader);
        let value = fields.need("value", reader.problems).and_then(|node| reader.measure(node));
        let to = fields.get("to").map_or(Some(Points::from_thousandths(10)), |node| points_of(node, reader.problems));
        let mode = fields.word("mode", &Reader::MODES, reader.problems).unwrap_or(RoundingMode::HalfUp);
        fields.finish(reader.problems);
        if let (Some(value), Some(to)) = (value, to) {
            let rounding = Rounding { unit: to.thousandths().max(1), mode };
            reader.outputs.push((code.clone(), Measure::Round(Box::new(value.clone()), rounding)));
            list.push(OutputRule { code, name, unit, at, value, rounding });
        }
    }
    list
}

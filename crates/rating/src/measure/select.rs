//! Reads selections: which facts, in which stretch of time, under which conditions on each of them.

use super::{Filter, Op, PerFact, Query, Reader, Take, Window};
use crate::{
    facts::FactKind,
    number::Number,
    period::Cycle,
    scheme::{
        fields::{Fields, number_of, text_of, whole_of, word_of},
        node::Node,
    },
};

impl Reader<'_> {
    /// A fact key, or `{fact, where, during}`.
    pub(crate) fn selection(&mut self, node: &Node) -> Option<Query> {
        if node.text().is_some() {
            let class = self.class(node)?;
            return Some(Query {
                class,
                filters: Vec::new(),
                window: Window::Own,
                latest_per: None,
                take: Take::Facts,
            });
        }
        let fields = self.fields(node, "选取")?;
        let class = fields.need("fact", self.problems).and_then(|node| self.class(node));
        let window = self.window(fields.get("during"));
        let mut filters = Vec::new();
        if let (Some(node), Some(class)) = (fields.get("where"), class) {
            filters = self.filters(node, class);
        }
        let latest_per = fields.get("latest_per").map(|node| text_of(node, self.problems));
        if let (Some(field), Some(class)) = (&latest_per, class)
            && !self.names.classes[class].word_fields().contains(field)
        {
            let class = &self.names.classes[class];
            let message = format!("“{}”没有文字字段“{field}”", class.name);
            self.problems.error(&node.place, message, format!("可用：{}", class.word_fields().join("、")));
        }
        fields.finish(self.problems);
        Some(Query { class: class?, filters, window, latest_per, take: Take::Facts })
    }

    fn filters(&mut self, node: &Node, class: usize) -> Vec<Filter> {
        let (names, class_position) = (self.names, class);
        let class = &names.classes[class];
        let Some(entries) = node.map() else {
            self.problems.error(&node.place, "where 应当是“字段: 值”", "写成 {level: city} 这样的结构");
            return Vec::new();
        };
        let mut filters = Vec::new();
        for (key, value) in entries {
            let field = key.text().unwrap_or_default().to_owned();
            if field == "calculated" {
                filters.extend(self.calculated(value, class_position));
                continue;
            }
            if value.map().is_some() {
                if !class.number_fields().contains(&field) {
                    self.problems.error(
                        &key.place,
                        format!("“{}”没有数字字段“{field}”", class.name),
                        format!("可用：{}", class.number_fields().join("、")),
                    );
                }
                let Some(fields) = self.fields(value, "比较") else { continue };
                let tests = self.tests(&fields);
                fields.finish(self.problems);
                filters.push(Filter::Number { of: PerFact::Field(field), tests });
                continue;
            }
            let mut any_of = Vec::new();
            for word in value.one_or_more() {
                any_of.push(text_of(word, self.problems));
                class.check_word(&field, word, self.problems);
            }
            if !class.word_fields().contains(&field) {
                self.problems.error(
                    &key.place,
                    format!("“{}”没有文字字段“{field}”", class.name),
                    format!(
                        "可用：{}；数字字段请写比较，如 {{{field}: {{at_least: 1}}}}",
                        class.word_fields().join("、")
                    ),
                );
            }
            filters.push(Filter::Word { field, any_of });
        }
        filters
    }

    /// `{rate: [{field: present}, {field: entitled}], below: 80}` on each fact.
    fn calculated(&mut self, node: &Node, class: usize) -> Option<Filter> {
        let fields = self.fields(node, "逐条条件")?;
        let of = self.per_fact_of(&fields, node, class)?;
        let tests = self.tests(&fields);
        fields.finish(self.problems);
        if tests.is_empty() {
            self.problems.error(&node.place, "逐条条件缺少比较词", "旁边写 at_least、above、at_most、below 或 equals");
        }
        Some(Filter::Number { of, tests })
    }

    pub(crate) fn tests(&mut self, fields: &Fields<'_>) -> Vec<(Op, Number)> {
        let tests = Op::WORDS.into_iter();
        tests.filter_map(|(word, op)| fields.number(word, self.problems).map(|limit| (op, limit))).collect()
    }

    pub(crate) fn class(&mut self, node: &Node) -> Option<usize> {
        let key = node.text().unwrap_or_default();
        let found = self.names.classes.iter().position(|class| class.key == key);
        if found.is_none() {
            let known: Vec<&str> = self.names.classes.iter().map(|class| class.key.as_str()).collect();
            self.problems.error(
                &node.place,
                format!("没有声明名为“{key}”的事实"),
                format!("在 facts 里声明它并写明由谁提供；已声明：{}", known.join("、")),
            );
        }
        found
    }

    pub(crate) fn need_kind(&mut self, class: usize, kinds: &[FactKind], node: &Node) -> bool {
        let class = &self.names.classes[class];
        let fits = kinds.contains(&class.kind);
        if !fits {
            let wanted: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            self.problems.error(
                &node.place,
                format!("“{}”是{}（{}），此处用不了", class.name, class.kind.title(), class.kind.word()),
                format!("换成 {} 类的事实", wanted.join(" 或 ")),
            );
        }
        fits
    }

    pub(crate) fn window(&mut self, node: Option<&Node>) -> Window {
        let Some(node) = node else { return Window::Own };
        if node.text().is_some() {
            const WORDS: [(&str, Window); 10] = [
                ("period", Window::Own),
                ("month", Window::Cycle(Cycle::Month)),
                ("quarter", Window::Cycle(Cycle::Quarter)),
                ("half", Window::Cycle(Cycle::Half)),
                ("year", Window::Cycle(Cycle::Year)),
                ("year_to_date", Window::YearToDate),
                ("ever", Window::Ever),
                ("previous", Window::Previous),
                ("last_year", Window::LastYear),
                ("whole_last_year", Window::WholeLastYear),
            ];
            return word_of(node, &WORDS, self.problems).unwrap_or(Window::Own);
        }
        let Some(fields) = self.fields(node, "时间窗") else { return Window::Own };
        let window = if let Some(days) = fields.get("days") {
            let whole: Vec<i64> =
                days.one_or_more().into_iter().filter_map(|day| whole_of(day, self.problems)).collect();
            match whole[..] {
                [from, to] if 1 <= from && from <= to && to <= 31 => Window::Days(from as i8, to as i8),
                _ => {
                    self.problems.error(&days.place, "days 要写成 [起日, 止日]", "如 {days: [1, 10]}");
                    Window::Own
                }
            }
        } else {
            let n = fields.whole("last", self.problems).unwrap_or(0);
            let unit =
                fields.word("unit", &[("months", 1), ("quarters", 3), ("years", 12)], self.problems).unwrap_or(1);
            if !(1..=600).contains(&n) {
                self.problems.error(&node.place, "时间窗没有写明长短", "如 {last: 6, unit: months} 或 {days: [1, 10]}");
            }
            Window::Last(n.clamp(1, 600) as i32 * unit)
        };
        fields.finish(self.problems);
        window
    }

    /// A calculation on the figures of one fact: `{times: [{ratio: [{field: a}, {field: b}]}, {field: c}]}`.
    pub(crate) fn per_fact(&mut self, node: &Node, class: usize) -> Option<PerFact> {
        if node.text().is_some() {
            return number_of(node, self.problems).map(PerFact::Constant);
        }
        let fields = self.fields(node, "逐条计算")?;
        let found = self.per_fact_of(&fields, node, class);
        if found.is_some() {
            fields.finish(self.problems);
        }
        found
    }

    /// The calculation whose key stands among `fields` (perhaps beside comparison words).
    fn per_fact_of(&mut self, fields: &Fields<'_>, node: &Node, class: usize) -> Option<PerFact> {
        let mut several = |key: &'static str| -> Option<Option<Vec<PerFact>>> {
            let node = fields.get(key)?;
            let parts: Vec<Option<PerFact>> =
                node.one_or_more().into_iter().map(|part| self.per_fact(part, class)).collect();
            Some(parts.into_iter().collect())
        };
        let pair =
            |parts: Option<Vec<PerFact>>| parts.and_then(|parts| <[PerFact; 2]>::try_from(parts).ok()).map(Box::new);
        let found = if let Some(parts) = several("plus") {
            parts.map(PerFact::Plus)
        } else if let Some(parts) = several("times") {
            parts.map(PerFact::Times)
        } else if let Some(parts) = several("ratio") {
            pair(parts).map(PerFact::Ratio)
        } else if let Some(parts) = several("rate") {
            let percent = |ratio| PerFact::Times(vec![PerFact::Constant(Number::HUNDRED), PerFact::Ratio(ratio)]);
            pair(parts).map(percent)
        } else if let Some(parts) = several("minus") {
            pair(parts).map(PerFact::Minus)
        } else {
            let field = fields.text("field", self.problems);
            let class = &self.names.classes[class];
            let known = class.number_fields();
            if !field.is_empty() && !known.contains(&field) {
                let message = format!("“{}”没有数字字段“{field}”", class.name);
                self.problems.error(
                    &node.place,
                    message,
                    format!("可用：{}；另外的字段在 facts 的 fields 里声明", known.join("、")),
                );
                return None;
            }
            (!field.is_empty()).then_some(PerFact::Field(field))
        };
        if found.is_none() {
            self.problems.error(
                &node.place,
                "逐条计算看不懂",
                "用 {field: 数字字段}、数字，或 plus、times、minus、ratio、rate 的列表",
            );
        }
        found
    }

    /// Entries of `factor` that speak of single facts: `{where: …, times: 2}`.
    pub(crate) fn multipliers(&mut self, fields: &Fields<'_>, class: usize) -> Vec<(Vec<Filter>, Number)> {
        let mut multipliers = Vec::new();
        for node in fields.list("factor") {
            if node.get("where").is_none() {
                continue;
            }
            let Some(fields) = self.fields(node, "倍数") else { continue };
            let filters = fields.get("where").map(|node| self.filters(node, class)).unwrap_or_default();
            let times = fields.need("times", self.problems).and_then(|node| number_of(node, self.problems));
            fields.finish(self.problems);
            multipliers.extend(times.map(|times| (filters, times)));
        }
        multipliers
    }
}

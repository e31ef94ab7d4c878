//! Reads measures, conditions and selections from a scheme document.

use super::{
    Condition, DutyCount, GroupMeasure, GroupStat, Measure, Op, PerFact, Query, ResultPart, ScoreOf, Take, Window,
};
use crate::{
    facts::FactKind,
    number::Number,
    period::Cycle,
    points::{Rounding, RoundingMode},
    problem::Problems,
    scheme::{
        Bounds, GroupBy, Intern, QueryId, Within,
        fields::{Fields, number_of, text_of, whole_of, word_of},
        names::Names,
        node::Node,
    },
};

/// What reading a part of the document needs to know of the rest.
pub(crate) struct Reader<'a> {
    pub(crate) problems: &'a mut Problems,
    pub(crate) names: &'a Names,
    pub(crate) intern: &'a mut Intern,
    /// Whether `score` and `earlier` make sense here.
    pub(crate) scores: bool,
    /// Item codes read so far.
    pub(crate) items_read: Vec<String>,
    /// Outputs read so far: an output may use those before it.
    pub(crate) outputs: Vec<(String, Measure)>,
    /// Duties read so far, by position.
    pub(crate) duties_read: Vec<usize>,
}

const CYCLES: [(&str, Cycle); 4] =
    [("month", Cycle::Month), ("quarter", Cycle::Quarter), ("half", Cycle::Half), ("year", Cycle::Year)];

impl Reader<'_> {
    pub(crate) const CYCLES: [(&'static str, Cycle); 4] = CYCLES;
    pub(crate) const WITHIN: [(&'static str, Within); 4] = [
        ("category", Within::Category),
        ("unit", Within::Unit),
        ("unit_and_category", Within::UnitAndCategory),
        ("company", Within::Company),
    ];
    pub(crate) const MODES: [(&'static str, RoundingMode); 4] = [
        ("half_up", RoundingMode::HalfUp),
        ("half_even", RoundingMode::HalfEven),
        ("down", RoundingMode::Down),
        ("up", RoundingMode::Up),
    ];

    pub(crate) fn fields<'n>(&mut self, node: &'n Node, what: &str) -> Option<Fields<'n>> {
        Fields::of(node, what, self.problems)
    }

    /// A number or a structured measure.
    pub(crate) fn measure(&mut self, node: &Node) -> Option<Measure> {
        if node.text().is_some() {
            return number_of(node, self.problems).map(Measure::Constant);
        }
        let fields = self.fields(node, "量值")?;
        let measure = self.measure_of(&fields, node);
        // What could not be read at all is not also full of unknown keys.
        if measure.is_some() {
            fields.finish(self.problems);
        }
        measure
    }

    /// The measure whose keys stand among `fields` (perhaps beside comparison words).
    fn measure_of(&mut self, fields: &Fields<'_>, node: &Node) -> Option<Measure> {
        let found: Vec<&str> = KEYS.into_iter().filter(|key| fields.has(key)).collect();
        let [key] = found[..] else {
            let (message, mend) = if found.is_empty() {
                ("没有写量值".to_owned(), format!("写一个数字，或用这些写法之一：{}", KEYS.join(" ")))
            } else {
                (
                    format!("同时写了几种量值：{}", found.join("、")),
                    "只留一种；要组合请用 plus、times 等嵌套".to_owned(),
                )
            };
            self.problems.error(&node.place, message, mend);
            return None;
        };
        match key {
            "count" => Some(Measure::Query(self.query(fields.get("count")?, Take::Count)?)),
            "sum" => self.field_query(fields, "sum", Take::Sum, Take::SumOf),
            "highest" => self.field_query(fields, "highest", Take::Highest, Take::HighestOf),
            "lowest" => self.field_query(fields, "lowest", Take::Lowest, Take::LowestOf),
            "mean" => self.field_query(fields, "mean", Take::Mean, Take::MeanOf),
            "longest_gap" => Some(Measure::Query(self.query(fields.get("longest_gap")?, Take::LongestGap)?)),
            "latest" => {
                let node = fields.get("latest")?;
                let mut query = self.selection(node)?;
                let field = fields.text("field", self.problems);
                let field = self.default_field(query.class, &field);
                query.take = Take::Latest(field.clone());
                let query = self.intern.query(query);
                self.check_number_field(query, &field, node);
                Some(Measure::Query(query))
            }
            "distinct" => {
                let by = fields.need_text("by", self.problems);
                let node = fields.get("distinct")?;
                let query = self.query(node, Take::Distinct(by.clone()))?;
                self.check_word_field(query, &by, node);
                Some(Measure::Query(query))
            }
            "figure" => {
                let field = fields.text("field", self.problems);
                let window = self.window(fields.get("during"));
                self.figure(fields.get("figure")?, &field, window)
            }
            "achieved" => {
                let window = self.window(fields.get("during"));
                let node = fields.get("achieved")?;
                let actual = self.figure(node, "actual", window)?;
                let target = self.figure(node, "target", window)?;
                Some(Measure::Rate(Box::new([actual, target])))
            }
            "roster" => {
                let node = fields.get("roster")?;
                let class = self.class(node)?;
                self.need_kind(class, &[FactKind::Roster], node);
                Some(Measure::Query(self.plain_query(class, Window::Ever, Take::Latest("value".into()))))
            }
            "ballot" => self.ballot(fields),
            "owed" => self.duty(fields, "owed", DutyCount::Owed),
            "done" => self.duty(fields, "done", DutyCount::Done),
            "missing" => self.duty(fields, "missing", DutyCount::Missing),
            "late" => self.duty(fields, "late", DutyCount::Late),
            "excused" => self.duty(fields, "excused", DutyCount::Excused),
            "days_late" => self.duty(fields, "days_late", DutyCount::DaysLate),
            "on_time" => self.duty(fields, "on_time", DutyCount::OnTime),
            "rate" => Some(Measure::Rate(self.pair(fields.get("rate")?)?)),
            "ratio" => Some(Measure::Ratio(self.pair(fields.get("ratio")?)?)),
            "minus" => Some(Measure::Minus(self.pair(fields.get("minus")?)?)),
            "plus" => Some(Measure::Plus(self.several(fields.get("plus")?)?)),
            "times" => Some(Measure::Times(self.several(fields.get("times")?)?)),
            "smallest" => Some(Measure::Smallest(self.several(fields.get("smallest")?)?)),
            "largest" => Some(Measure::Largest(self.several(fields.get("largest")?)?)),
            "average" => Some(Measure::Average(self.several(fields.get("average")?)?)),
            "weighted" => {
                let mut parts = Vec::new();
                for node in fields.list("weighted") {
                    let [measure, weight] = *self.pair(node)?;
                    parts.push((measure, weight));
                }
                Some(Measure::Weighted(parts))
            }
            "if" => {
                let condition = self.condition(fields.get("if")?);
                let then = fields.need("then", self.problems).and_then(|node| self.measure(node));
                let otherwise = fields.need("else", self.problems).and_then(|node| self.measure(node));
                Some(Measure::Choose(Box::new((condition?, then?, otherwise?))))
            }
            "bands" => {
                let of = self.measure(fields.get("bands")?);
                let scale = fields.need("scale", self.problems)?;
                let bands = self.bands(scale, |reader, fields| {
                    fields.need("value", reader.problems).and_then(|node| reader.measure(node))
                });
                Some(Measure::Bands(Box::new(of?), bands?))
            }
            "interpolate" => {
                let of = self.measure(fields.get("interpolate")?);
                let mut through = Vec::new();
                for node in fields.list("through") {
                    let [x, y] = *self.pair(node)?;
                    through.push((x, y));
                }
                if through.len() < 2 {
                    self.problems.error(
                        &node.place,
                        "interpolate 至少要两个点",
                        "写 through: [[基本值, 9], [目标值, 18]]",
                    );
                }
                Some(Measure::Interpolate(Box::new(of?), through))
            }
            "round" => {
                let of = self.measure(fields.get("round")?);
                let rounding = self.rounding_of(fields);
                Some(Measure::Round(Box::new(of?), rounding?))
            }
            "since" => {
                let months = fields.word("unit", &[("days", false), ("months", true)], self.problems).unwrap_or(false);
                let node = fields.get("since")?;
                let mut query = self.selection(node)?;
                if query.window == Window::Own {
                    query.window = Window::Ever;
                }
                query.take = Take::Since { months };
                Some(Measure::Query(self.intern.query(query)))
            }
            "group" => self.group(fields),
            "shifted" => {
                let of = self.measure(fields.get("shifted")?);
                let by = fields.whole("by", self.problems).unwrap_or(-1);
                let unit = fields.word("unit", &CYCLES, self.problems).unwrap_or(Cycle::Year);
                Some(Measure::Shifted(Box::new(of?), by as i32, unit))
            }
            "streak" => {
                let condition = self.condition(fields.get("streak")?);
                let unit = fields.word("unit", &CYCLES, self.problems).unwrap_or(Cycle::Month);
                let most = fields.whole("most", self.problems).unwrap_or(12).clamp(1, 60);
                Some(Measure::Streak(Box::new(condition?), unit, most as i32))
            }
            "score" => self.score(fields.get("score")?),
            "output" => {
                let node = fields.get("output")?;
                self.need_scores(node);
                let found = self.outputs.iter().find(|(code, _)| node.text() == Some(code)).map(|(_, of)| of.clone());
                if found.is_none() {
                    self.problems.error(&node.place, "没有这个结果输出", "只能引用写在前面的 outputs 代号");
                }
                found
            }
            _ => {
                let node = fields.get("earlier")?;
                let what = word_of(node, &ResultPart::WORDS, self.problems)?;
                let of = fields.word("of", &CYCLES, self.problems);
                let back = fields.whole("back", self.problems).unwrap_or(1).clamp(0, 60) as i32;
                self.need_scores(node);
                Some(Measure::Earlier { what, of, back })
            }
        }
    }

    fn need_scores(&mut self, node: &Node) {
        if !self.scores {
            self.problems.error(
                &node.place,
                "考核项的规则不能读本期得分或往期结果",
                "score、earlier 只用于 vetoes、rating、outputs；规则要用往期结果请声明 kind: result 的事实",
            );
        }
    }

    fn score(&mut self, node: &Node) -> Option<Measure> {
        self.need_scores(node);
        let text = node.text().unwrap_or_default();
        if let Some((_, part)) = ResultPart::WORDS.iter().find(|(word, _)| *word == text) {
            return Some(Measure::Score(ScoreOf::Result(*part)));
        }
        let found = text.split_once('.').and_then(|(kind, code)| {
            let names = self.names;
            let group = |by, list: &[String]| {
                list.iter().position(|known| known == code).map(|position| ScoreOf::Group(by, position))
            };
            match kind {
                "index" => group(GroupBy::Index, &names.indices),
                "block" => group(GroupBy::Block, &names.blocks),
                "section" => group(GroupBy::Section, &names.sections),
                "item" => names.items.iter().position(|known| known == code).map(ScoreOf::Item),
                "item_percent" => names.items.iter().position(|known| known == code).map(ScoreOf::ItemPercent),
                _ => None,
            }
        });
        if found.is_none() {
            self.problems.error(
                &node.place,
                format!("没有名为“{text}”的得分"),
                "可写 total、base、rank、star 等，或 index.代号、block.代号、section.代号、item.编号",
            );
        }
        found.map(Measure::Score)
    }

    fn group(&mut self, fields: &Fields<'_>) -> Option<Measure> {
        const STATS: [(&str, GroupStat); 8] = [
            ("mean", GroupStat::Mean),
            ("median", GroupStat::Median),
            ("highest", GroupStat::Highest),
            ("lowest", GroupStat::Lowest),
            ("size", GroupStat::Size),
            ("rank", GroupStat::Rank),
            ("rank_from_bottom", GroupStat::RankFromBottom),
            ("rank_percent", GroupStat::RankPercent),
        ];
        let stat = fields.word("group", &STATS, self.problems);
        let of = fields.need("of", self.problems).and_then(|node| self.measure(node));
        let within = fields.word("within", &Self::WITHIN, self.problems).unwrap_or(Within::Category);
        let low_first = fields.word("order", &[("high", false), ("low", true)], self.problems).unwrap_or(false);
        let group = GroupMeasure { stat: stat?, of: of?, within, low_first };
        Some(Measure::Group(self.intern.group(group)))
    }

    fn ballot(&mut self, fields: &Fields<'_>) -> Option<Measure> {
        let node = fields.get("ballot")?;
        let class = self.class(node)?;
        if !self.need_kind(class, &[FactKind::Ballot], node) {
            return None;
        }
        let window = self.window(fields.get("during"));
        let all: Vec<String> = self.names.classes[class].fields.iter().map(|(code, _)| code.clone()).collect();
        let mut chosen = Vec::new();
        for option in fields.list("options") {
            let code = text_of(option, self.problems);
            if !all.contains(&code) {
                self.problems.error(
                    &option.place,
                    format!("测评票没有选项“{code}”"),
                    format!("可写：{}", all.join("、")),
                );
            }
            chosen.push(code);
        }
        if chosen.is_empty() {
            self.problems.error(&node.place, "没有写 options", "列出计为满意的选项");
        }
        let mut votes = |codes: Vec<String>| {
            let queries = codes.into_iter().map(|code| self.plain_query(class, window, Take::Latest(code)));
            Measure::Plus(queries.map(Measure::Query).collect())
        };
        let (chosen, all) = (votes(chosen), votes(all));
        Some(Measure::Rate(Box::new([chosen, all])))
    }

    fn duty(&mut self, fields: &Fields<'_>, key: &'static str, count: DutyCount) -> Option<Measure> {
        let duty = self.duty_of(fields.get(key)?)?;
        let window = self.window(fields.get("during"));
        Some(Measure::Duty { duty, count, window })
    }

    pub(crate) fn duty_of(&mut self, node: &Node) -> Option<usize> {
        let code = node.text().unwrap_or_default();
        let found = self.names.duties.iter().position(|known| known == code);
        match found {
            Some(duty) => self.duties_read.push(duty),
            None => self.problems.error(
                &node.place,
                format!("没有名为“{code}”的职责"),
                format!("先在 duties 里声明；已声明：{}", self.names.duties.join("、")),
            ),
        }
        found
    }

    fn pair(&mut self, node: &Node) -> Option<Box<[Measure; 2]>> {
        let Some([left, right]) = node.list() else {
            self.problems.error(&node.place, "此处要两个量值", "写成 [甲, 乙]");
            return None;
        };
        let (left, right) = (self.measure(left), self.measure(right));
        Some(Box::new([left?, right?]))
    }

    fn several(&mut self, node: &Node) -> Option<Vec<Measure>> {
        let items = node.one_or_more();
        if items.is_empty() {
            self.problems.error(&node.place, "列表是空的", "至少写一个量值");
        }
        let measures: Vec<Option<Measure>> = items.into_iter().map(|item| self.measure(item)).collect();
        measures.into_iter().collect()
    }

    fn field_query(
        &mut self,
        fields: &Fields<'_>,
        key: &'static str,
        take: fn(String) -> Take,
        take_of: fn(PerFact) -> Take,
    ) -> Option<Measure> {
        let node = fields.get(key)?;
        let mut query = self.selection(node)?;
        if let Some(of) = fields.get("of") {
            query.take = take_of(self.per_fact(of, query.class)?);
            return Some(Measure::Query(self.intern.query(query)));
        }
        let field = fields.text("field", self.problems);
        let field = self.default_field(query.class, &field);
        query.take = take(field.clone());
        let query = self.intern.query(query);
        self.check_number_field(query, &field, node);
        Some(Measure::Query(query))
    }

    /// The field meant when none is written.
    fn default_field(&self, class: usize, field: &str) -> String {
        let own = match self.names.classes[class].kind {
            FactKind::Result | FactKind::Roster => "value",
            FactKind::Judgement => "points",
            FactKind::Task => "progress",
            FactKind::Event => "count",
            _ => "actual",
        };
        if field.is_empty() { own.to_owned() } else { field.to_owned() }
    }

    fn figure(&mut self, node: &Node, field: &str, window: Window) -> Option<Measure> {
        let class = self.class(node)?;
        if self.names.classes[class].number_fields().is_empty() {
            let figures = [FactKind::Measure, FactKind::Judgement, FactKind::Result, FactKind::Task, FactKind::Event];
            self.need_kind(class, &figures, node);
            return None;
        }
        let field = self.default_field(class, field);
        let query = self.plain_query(class, window, Take::Latest(field.clone()));
        self.check_number_field(query, &field, node);
        Some(Measure::Query(query))
    }

    fn check_number_field(&mut self, query: QueryId, field: &str, node: &Node) {
        let class = &self.names.classes[self.intern.queries[query].class];
        if !field.is_empty() && !class.number_fields().iter().any(|known| known == field) {
            self.problems.error(
                &node.place,
                format!("“{}”没有数字字段“{field}”", class.name),
                format!("可用：{}；另外的字段在 facts 的 fields 里声明", class.number_fields().join("、")),
            );
        }
    }

    fn check_word_field(&mut self, query: QueryId, field: &str, node: &Node) {
        let class = &self.names.classes[self.intern.queries[query].class];
        if !field.is_empty() && !class.word_fields().iter().any(|known| known == field) {
            self.problems.error(
                &node.place,
                format!("“{}”没有文字字段“{field}”", class.name),
                format!("可用：{}；另外的字段在 facts 的 tags 里声明", class.word_fields().join("、")),
            );
        }
    }

    pub(crate) fn plain_query(&mut self, class: usize, window: Window, take: Take) -> QueryId {
        self.intern.query(Query { class, filters: Vec::new(), window, latest_per: None, take })
    }

    pub(crate) fn query(&mut self, node: &Node, take: Take) -> Option<QueryId> {
        let mut query = self.selection(node)?;
        query.take = take;
        Some(self.intern.query(query))
    }

    pub(crate) fn condition(&mut self, node: &Node) -> Option<Condition> {
        let fields = self.fields(node, "条件")?;
        let condition = self.condition_of(&fields, node);
        if condition.is_some() {
            fields.finish(self.problems);
        }
        condition
    }

    fn condition_of(&mut self, fields: &Fields<'_>, node: &Node) -> Option<Condition> {
        let mut parts: Vec<Option<Condition>> = Vec::new();
        for (key, make) in [
            ("all", Condition::All as fn(Vec<Condition>) -> Condition),
            ("any", Condition::Any as fn(Vec<Condition>) -> Condition),
        ] {
            if fields.get(key).is_some() {
                let inner: Vec<Option<Condition>> =
                    fields.list(key).into_iter().map(|item| self.condition(item)).collect();
                parts.push(inner.into_iter().collect::<Option<Vec<_>>>().map(make));
            }
        }
        if let Some(inner) = fields.get("not") {
            parts.push(self.condition(inner).map(|inner| Condition::Not(Box::new(inner))));
        }
        if let Some(selection) = fields.get("some") {
            parts.push(self.query(selection, Take::Count).map(Condition::Some));
        }
        if let Some(selection) = fields.get("none") {
            parts.push(self.query(selection, Take::Count).map(Condition::None));
        }
        if fields.get("category").is_some() {
            let known = &self.names.categories;
            let mut chosen = Vec::new();
            for item in fields.list("category") {
                let code = text_of(item, self.problems);
                match known.iter().position(|name| *name == code) {
                    Some(category) => chosen.push(category),
                    None => self.problems.error(
                        &item.place,
                        format!("没有类别“{code}”"),
                        format!("可写：{}", known.join("、")),
                    ),
                }
            }
            parts.push(Some(Condition::Category(chosen)));
        }
        if fields.get("month").is_some() {
            let mut months = Vec::new();
            for item in fields.list("month") {
                match whole_of(item, self.problems) {
                    Some(month @ 1..=12) => months.push(month as i8),
                    Some(month) => {
                        self.problems.error(&item.place, format!("没有{month}月"), "写 1 至 12，如 month: [3, 6]");
                    }
                    None => {}
                }
            }
            parts.push(Some(Condition::Month(months)));
        }
        if let Some(year) = fields.get("year") {
            let tests = if year.map().is_some() {
                self.fields(year, "年份").map(|fields| {
                    let tests = self.tests(&fields);
                    fields.finish(self.problems);
                    tests
                })
            } else {
                let years = self.number_list(year.one_or_more());
                let least = years.iter().min().copied();
                least.zip(years.iter().max().copied()).map(|(low, high)| vec![(Op::AtLeast, low), (Op::AtMost, high)])
            };
            parts.push(tests.map(Condition::Year));
        }
        if let Some(months) = fields.whole("new_branch", self.problems) {
            if let Some(node) = fields.get("new_branch").filter(|_| months < 1) {
                self.problems.error(&node.place, "新支部的月数要大于0", "写成立不满几个月算新，如 new_branch: 6");
            }
            parts.push(Some(Condition::NewBranch(months as i32)));
        }
        for (key, field, window) in [("word", "word", Window::Ever), ("graded", "grade", Window::Own)] {
            if let Some(node) = fields.get(key) {
                let window = fields.get("during").map_or(window, |node| self.window(Some(node)));
                let words: Vec<String> =
                    fields.list("is").into_iter().map(|word| text_of(word, self.problems)).collect();
                if words.is_empty() {
                    self.problems.error(&node.place, "缺少“is”", "写明哪些词算成立，如 is: [优秀]");
                }
                parts.push(
                    self.class(node)
                        .map(|class| self.plain_query(class, window, Take::Word(field.into())))
                        .map(|query| Condition::Word(query, words)),
                );
            }
        }
        let compares = Op::WORDS.iter().any(|(word, _)| fields.has(word));
        if compares || (parts.is_empty() && KEYS.into_iter().any(|key| fields.has(key))) {
            parts.push(self.compare(fields, node));
        }
        match parts.len() {
            0 => {
                self.problems.error(
                    &node.place,
                    "没有写条件",
                    "写 {量值…, at_least: 数}、{some: 选取}、{none: 选取}、{all: […]} 等",
                );
                None
            }
            1 => parts.remove(0),
            _ => parts.into_iter().collect::<Option<Vec<_>>>().map(Condition::All),
        }
    }

    fn compare(&mut self, fields: &Fields<'_>, node: &Node) -> Option<Condition> {
        let measure = self.measure_of(fields, node);
        let mut tests = Vec::new();
        for (word, op) in Op::WORDS {
            if let Some(limit) = fields.get(word) {
                tests.push((op, self.measure(limit)?));
            }
        }
        if tests.is_empty() {
            self.problems.error(
                &node.place,
                "条件缺少比较词",
                "在量值旁写 at_least、above、at_most、below、equals 或 not_equals",
            );
            return None;
        }
        Some(Condition::Compare(measure?, tests))
    }

    /// `to` (default 1) and `mode` (default half up).
    pub(crate) fn rounding_of(&mut self, fields: &Fields<'_>) -> Option<Rounding> {
        let mode = fields.word("mode", &Self::MODES, self.problems).unwrap_or(RoundingMode::HalfUp);
        let unit = match fields.get("to") {
            None => 1000,
            Some(node) => match node.text().and_then(|text| text.parse::<crate::points::Points>().ok()) {
                Some(points) if points.thousandths() > 0 => points.thousandths(),
                _ => {
                    self.problems.error(&node.place, "取整单位要是正数，最小 0.001", "如 to: 0.1");
                    return None;
                }
            },
        };
        Some(Rounding { unit, mode })
    }

    /// Bands with explicit ends; complains about gaps and overlaps.
    pub(crate) fn bands<T>(
        &mut self,
        scale: &Node,
        mut worth: impl FnMut(&mut Reader<'_>, &Fields<'_>) -> Option<T>,
    ) -> Option<Vec<(Bounds, T)>> {
        let mut bands = Vec::new();
        let mut whole = true;
        for node in scale.one_or_more() {
            let Some(fields) = self.fields(node, "档") else { continue };
            let bounds = self.bounds(&fields);
            let worth = worth(self, &fields);
            fields.finish(self.problems);
            match worth {
                Some(worth) => bands.push((bounds, worth)),
                None => whole = false,
            }
        }
        if !whole || bands.is_empty() {
            if bands.is_empty() && whole {
                self.problems.error(&scale.place, "没有写任何档", "在 scale 里逐档写明端点和结果");
            }
            return None;
        }
        let ends: Vec<Bounds> = bands.iter().map(|(bounds, _)| *bounds).collect();
        self.check_bands(scale, &ends, false);
        Some(bands)
    }

    pub(crate) fn bounds(&mut self, fields: &Fields<'_>) -> Bounds {
        let at_least = fields.number("at_least", self.problems).map(|limit| (limit, true));
        let above = fields.number("above", self.problems).map(|limit| (limit, false));
        let at_most = fields.number("at_most", self.problems).map(|limit| (limit, true));
        let below = fields.number("below", self.problems).map(|limit| (limit, false));
        if at_least.is_some() && above.is_some() || at_most.is_some() && below.is_some() {
            self.problems.error(
                fields.place,
                "同一端写了两次",
                "下端只写 at_least 或 above，上端只写 at_most 或 below",
            );
        }
        Bounds { low: at_least.or(above), high: at_most.or(below) }
    }

    /// Sorted by their lower ends, the bands must meet exactly. `stars`: the open top is implied by order.
    pub(crate) fn check_bands(&mut self, scale: &Node, bands: &[Bounds], stars: bool) {
        let mut sorted: Vec<&Bounds> = bands.iter().collect();
        sorted.sort_by(|a, b| match (a.low, b.low) {
            (None, None) => std::cmp::Ordering::Equal,
            (None, _) => std::cmp::Ordering::Less,
            (_, None) => std::cmp::Ordering::Greater,
            (Some((left, left_in)), Some((right, right_in))) => left.cmp(&right).then(right_in.cmp(&left_in)),
        });
        for pair in sorted.windows(2) {
            let (upper, lower) = (pair[1].low, pair[0].high);
            let (Some((start, start_in)), Some((end, end_in))) = (upper, lower) else {
                if stars && lower.is_none() {
                    continue;
                }
                self.problems.error(
                    &scale.place,
                    "相邻两档的端点没有写全，分不清界线",
                    "每一档都写明上下两端（最高档可不写上端，最低档可不写下端）",
                );
                continue;
            };
            if end < start || (end == start && !start_in && !end_in) {
                self.problems.error(
                    &scale.place,
                    format!("{end} 与 {start} 之间有空隙，落在其中的值没有归属"),
                    "让上一档的下端与下一档的上端是同一个数，一开一闭；需要时先用 round 取整",
                );
            } else if end > start || (start_in && end_in) {
                self.problems.error(
                    &scale.place,
                    format!("{start} 附近两档重叠"),
                    "让上一档的下端与下一档的上端是同一个数，一开一闭（如 at_least: 90 与 below: 90）",
                );
            }
        }
    }

    pub(crate) fn number_list(&mut self, nodes: Vec<&Node>) -> Vec<Number> {
        nodes.into_iter().filter_map(|node| number_of(node, self.problems)).collect()
    }
}

const KEYS: [&str; 39] = [
    "count",
    "sum",
    "highest",
    "lowest",
    "mean",
    "latest",
    "distinct",
    "figure",
    "achieved",
    "roster",
    "ballot",
    "owed",
    "done",
    "missing",
    "late",
    "on_time",
    "rate",
    "ratio",
    "minus",
    "plus",
    "times",
    "smallest",
    "largest",
    "average",
    "weighted",
    "if",
    "bands",
    "round",
    "since",
    "group",
    "shifted",
    "streak",
    "score",
    "earlier",
    "longest_gap",
    "output",
    "days_late",
    "interpolate",
    "excused",
];

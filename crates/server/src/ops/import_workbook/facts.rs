//! The sheets 事实 (one fact a row) and 指标数据 (one branch and period a row).

use std::collections::HashMap;

use jiff::civil::Date;
use rating::{
    facts::{Fact, FactKind, FactState},
    period::Period,
    scheme::{FactClass, Scheme},
};
use sha2::{Digest, Sha256};

use super::rows::Row;
use crate::{
    exchange::template::{FACT_HEADINGS, FACTS, figure_heading, headings},
    ids,
};

/// What rows are checked against.
pub(super) struct Company<'a> {
    pub(super) scheme: &'a Scheme,
    /// Branches by id; `false` for one whose own row in this file has mistakes.
    pub(super) branches: &'a HashMap<String, bool>,
}

impl Company<'_> {
    fn check_branch(&self, id: &str, wrong: &mut Vec<String>) {
        match self.branches.get(id) {
            Some(true) => {}
            Some(false) => wrong.push(format!("编号“{id}”在“组织”表里的那一行有错误，或不是党支部；请先改正")),
            None if id.is_empty() => wrong.push("支部编号没有填写".to_owned()),
            None => wrong.push(format!("没有编号为“{id}”的支部；请核对支部编号")),
        }
    }
}

/// Stands in a row that is refused for want of a day.
const NO_DAY: Date = Date::constant(2000, 1, 1);

/// The value, or the reason is noted and the rest of the row is still checked.
fn kept<T>(read: Result<Option<T>, String>, wrong: &mut Vec<String>) -> Option<T> {
    read.unwrap_or_else(|why| {
        wrong.push(why);
        None
    })
}

pub(super) fn read_fact(row: &Row<'_>, company: &Company<'_>) -> Result<Vec<Fact>, Vec<String>> {
    let (scheme, mut wrong) = (company.scheme, Vec::new());
    company.check_branch(row.text("支部编号"), &mut wrong);
    let on = kept(row.day("日期"), &mut wrong);
    let filed_on = kept(row.day("上报日期"), &mut wrong);
    let counts_for = kept(row.period("计入周期"), &mut wrong);
    if row.text("日期").is_empty() {
        wrong.push("日期没有填写".to_owned());
    }
    if on.zip(filed_on).is_some_and(|(on, filed_on)| filed_on < on) {
        wrong.push("上报日期早于日期；应在发生之后上报".to_owned());
    }
    let word = row.text("事实");
    let class = scheme.classes.iter().find(|class| class.key == word || class.name == word);
    let Some(class) = class else {
        wrong.push(format!("事实“{word}”不在现行办法里；请从下拉列表选择"));
        return Err(wrong);
    };
    let title = row.text("标题");
    let mut fact = Fact {
        id: row.text("编号").to_owned(),
        key: class.key.clone(),
        kind: class.kind,
        on: on.unwrap_or(NO_DAY),
        counts_for,
        filed_on,
        state: FactState::Valid,
        title: if title.is_empty() { class.name.clone() } else { title.to_owned() },
        numbers: Default::default(),
        tags: Default::default(),
    };
    let mut own = Vec::new();
    for field in class.number_fields() {
        let heading = class.field_name(&field);
        let number = kept(row.number(&heading), &mut wrong);
        fact.numbers.extend(number.map(|number| (field, number)));
        own.push(heading);
    }
    for field in class.word_fields() {
        let heading = class.field_name(&field);
        read_word(row, class, &field, &heading, &mut fact, &mut wrong);
        own.push(heading);
    }
    for heading in headings(FACTS, scheme).iter().skip(FACT_HEADINGS.len()).filter(|heading| !own.contains(heading)) {
        if !row.text(heading).is_empty() {
            wrong.push(format!("“{heading}”不是“{}”的栏目；请清空", class.name));
        }
    }
    named(&mut fact, row.text("支部编号"));
    if wrong.is_empty() { Ok(vec![fact]) } else { Err(wrong) }
}

fn read_word(row: &Row<'_>, class: &FactClass, field: &str, heading: &str, fact: &mut Fact, wrong: &mut Vec<String>) {
    let text = row.text(heading);
    if text.is_empty() {
        return;
    }
    let words = class.tags.iter().find(|tag| tag.code == field).map_or(&[][..], |tag| &tag.words);
    let known = words.iter().find(|(code, name)| code == text || name == text);
    if known.is_none() && !words.is_empty() {
        let names: Vec<&str> = words.iter().map(|(_, name)| name.as_str()).collect();
        wrong.push(format!("“{heading}”没有“{text}”；可写：{}", names.join("、")));
        return;
    }
    fact.tags.insert(field.to_owned(), known.map_or(text, |(code, _)| code).to_owned());
}

/// One measure for each group of columns (`产量 实际`, `产量 目标`) that holds anything.
pub(super) fn read_figures(row: &Row<'_>, company: &Company<'_>) -> Result<Vec<Fact>, Vec<String>> {
    let mut wrong = Vec::new();
    company.check_branch(row.text("支部编号"), &mut wrong);
    let period = kept(row.period("周期"), &mut wrong);
    if row.text("周期").is_empty() {
        wrong.push("周期没有填写".to_owned());
    }
    let on = period.map_or(NO_DAY, Period::last_day);
    let mut facts = Vec::new();
    for class in company.scheme.classes.iter().filter(|class| class.kind == FactKind::Measure) {
        let mut fact = Fact {
            id: String::new(),
            key: class.key.clone(),
            kind: class.kind,
            on,
            counts_for: period,
            filed_on: None,
            state: FactState::Valid,
            title: format!("{}{}", period.map(Period::short_title).unwrap_or_default(), class.name),
            numbers: Default::default(),
            tags: Default::default(),
        };
        let n_wrong = wrong.len();
        for field in class.number_fields() {
            let number = kept(row.number(&figure_heading(class, &field)), &mut wrong);
            fact.numbers.extend(number.map(|number| (field, number)));
        }
        for field in class.word_fields() {
            read_word(row, class, &field, &figure_heading(class, &field), &mut fact, &mut wrong);
        }
        if !fact.numbers.is_empty() || !fact.tags.is_empty() || wrong.len() > n_wrong {
            named(&mut fact, row.text("支部编号"));
            facts.push(fact);
        }
    }
    if facts.is_empty() {
        wrong.push("这一行没有任何指标数据".to_owned());
    }
    if wrong.is_empty() { Ok(facts) } else { Err(wrong) }
}

/// Without an id of its own a fact is named after its content, so that a second import is noticed.
fn named(fact: &mut Fact, branch: &str) {
    if fact.id.is_empty() {
        let content = serde_json::to_string(&(branch, &fact)).expect("a fact is plain data");
        fact.id = format!("I{}", &ids::hex(&Sha256::digest(content.as_bytes()))[..20]);
    }
}

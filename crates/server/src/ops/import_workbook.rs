//! Imports a workbook: everything is checked first, then all of it is kept or nothing.

use std::collections::HashSet;

use jiff::{Timestamp, civil::Date};
use rating::{
    facts::{Fact, FactKind, FactState},
    period::Period,
    scheme::{FactClass, Scheme},
};
use sha2::{Digest, Sha256};
use store::{EnteredFact, Org, OrgKind, Span, Store, StoreError};

use crate::{
    exchange::{
        template::{FACT_HEADINGS, FACTS, FIGURE_HEADINGS, FIGURES, ORG_HEADINGS, ORGS, WORDS},
        workbook::{Reasons, Sheet},
    },
    ids,
};

/// What an import did, or would not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub n_orgs: usize,
    pub n_facts: usize,
    /// Empty when everything was kept.
    pub reasons: Reasons,
}

/// Checks and keeps the sheets 组织, 事实 and 指标数据; `source` is the file's name, `by` who imports it.
///
/// # Errors
/// Those of the store; nothing is kept then.
pub async fn import_workbook(
    store: &Store,
    scheme: &Scheme,
    sheets: &[Sheet],
    source: &str,
    by: &str,
    now: Timestamp,
) -> Result<Imported, StoreError> {
    let mut db = store.write().await?;
    let mut orgs = db.orgs().all().await?;
    let n_known = orgs.len();
    let mut reasons = Reasons::new();
    for sheet in sheets.iter().filter(|sheet| ![ORGS, FACTS, FIGURES, WORDS].contains(&sheet.name.as_str())) {
        note(&mut reasons, sheet, 0, format!("不认识的工作表“{}”；可用：{ORGS}、{FACTS}、{FIGURES}", sheet.name));
    }
    for sheet in sheets.iter().filter(|sheet| sheet.name == ORGS) {
        read_orgs(sheet, scheme, &mut orgs, &mut reasons);
    }
    let branches: HashSet<&str> =
        orgs.iter().filter(|org| org.kind == OrgKind::Branch).map(|org| org.id.as_str()).collect();
    let mut rows: Vec<(&Sheet, usize, Fact, String)> = Vec::new();
    for sheet in sheets {
        let read = match sheet.name.as_str() {
            FACTS => read_fact,
            FIGURES => read_figures,
            _ => continue,
        };
        let headings = if sheet.name == FACTS { &FACT_HEADINGS[1..4] } else { &FIGURE_HEADINGS[..] };
        if !has_headings(sheet, headings, &mut reasons) {
            continue;
        }
        for (n, _) in sheet.body() {
            let row = Row { sheet, n };
            let branch = row.text("支部编号");
            if !branches.contains(branch) {
                note(&mut reasons, sheet, n, format!("没有编号为“{branch}”的支部；请核对支部编号"));
                continue;
            }
            match read(&row, scheme) {
                Ok(facts) => rows.extend(facts.into_iter().map(|fact| (sheet, n, fact, branch.to_owned()))),
                Err(why) => why.into_iter().for_each(|why| note(&mut reasons, sheet, n, why)),
            }
        }
    }
    let ids: Vec<String> = rows.iter().map(|(_, _, fact, _)| fact.id.clone()).collect();
    let mut taken: HashSet<String> = db.facts().taken(&ids).await?.into_iter().collect();
    for (sheet, n, fact, _) in &rows {
        if !taken.insert(fact.id.clone()) {
            note(&mut reasons, sheet, *n, format!("编号“{}”的事实已经存在，或与本文件另一行相同；请删去此行", fact.id));
        }
    }
    let imported = Imported { n_orgs: orgs.len() - n_known, n_facts: rows.len(), reasons };
    if !imported.reasons.is_empty() {
        return Ok(imported);
    }
    for org in &orgs[n_known..] {
        db.orgs().add(org).await?;
    }
    let entered = |(_, _, fact, branch_id): (&Sheet, usize, Fact, String)| EnteredFact {
        branch_id,
        fact,
        source: format!("导入：{source}"),
        entered_by: by.to_owned(),
        entered_at: now,
    };
    let facts: Vec<EnteredFact> = rows.into_iter().map(entered).collect();
    db.facts().add(&facts).await?;
    let detail = format!("{source}：{}个组织、{}条事实", imported.n_orgs, imported.n_facts);
    db.users().log(&ids::short(), now, by, "import", &detail).await?;
    db.commit().await?;
    Ok(imported)
}

fn note(reasons: &mut Reasons, sheet: &Sheet, row: usize, why: String) {
    reasons.entry((sheet.name.clone(), row)).or_default().push(why);
}

fn has_headings(sheet: &Sheet, headings: &[&str], reasons: &mut Reasons) -> bool {
    let missing: Vec<&str> = headings.iter().copied().filter(|heading| sheet.column(heading).is_none()).collect();
    if !missing.is_empty() {
        note(reasons, sheet, 0, format!("第一行缺少列“{}”；请用模板填写", missing.join("”“")));
    }
    missing.is_empty()
}

/// A row by headings.
struct Row<'a> {
    sheet: &'a Sheet,
    n: usize,
}

impl<'a> Row<'a> {
    /// Empty if the column or the cell is not there.
    fn text(&self, heading: &str) -> &'a str {
        let column = self.sheet.column(heading);
        column.and_then(|column| self.sheet.rows[self.n].get(column)).map_or("", String::as_str)
    }

    fn day(&self, heading: &str) -> Result<Option<Date>, String> {
        let text = self.text(heading);
        if text.is_empty() {
            return Ok(None);
        }
        // 2026-09-30, 2026/9/30, 2026.9.30
        let parts: Vec<Option<i16>> = text.split(['-', '/', '.']).map(|part| part.parse().ok()).collect();
        let day = match parts[..] {
            [Some(year), Some(month @ 1..=12), Some(day @ 1..=31)] => Date::new(year, month as i8, day as i8).ok(),
            _ => None,
        };
        day.map(Some).ok_or_else(|| format!("“{heading}”不是日期：{text}；请写成 2026-09-30"))
    }
}

fn read_orgs(sheet: &Sheet, scheme: &Scheme, orgs: &mut Vec<Org>, reasons: &mut Reasons) {
    if !has_headings(sheet, &ORG_HEADINGS[..3], reasons) {
        return;
    }
    for (n, _) in sheet.body() {
        match read_org(&Row { sheet, n }, scheme, orgs) {
            Ok(org) => orgs.push(org),
            Err(why) => why.into_iter().for_each(|why| note(reasons, sheet, n, why)),
        }
    }
}

fn read_org(row: &Row<'_>, scheme: &Scheme, known: &[Org]) -> Result<Org, Vec<String>> {
    let mut wrong = Vec::new();
    let (id, name, parent) = (row.text("编号"), row.text("名称"), row.text("上级编号"));
    if id.is_empty() || name.is_empty() {
        wrong.push("编号和名称都要填写".to_owned());
    }
    if known.iter().any(|org| org.id == id) {
        wrong.push(format!("编号“{id}”已经存在；如是同一组织请删去此行"));
    }
    let title = row.text("类型");
    let kind = OrgKind::ALL.into_iter().find(|kind| kind.title() == title);
    if kind.is_none() {
        let titles: Vec<&str> = OrgKind::ALL.iter().map(|kind| kind.title()).collect();
        wrong.push(format!("类型“{title}”不认识；可写：{}", titles.join("、")));
    }
    match known.iter().find(|org| org.id == parent) {
        None if kind == Some(OrgKind::Company) && parent.is_empty() => {
            if known.iter().any(|org| org.kind == OrgKind::Company) {
                wrong.push("公司党委只能有一个".to_owned());
            }
        }
        None => wrong.push(format!("没有编号为“{parent}”的上级；上级应先于下级列出")),
        Some(org) if org.kind == OrgKind::Branch => wrong.push(format!("上级“{parent}”是党支部，不能再设下级")),
        Some(_) => {}
    }
    let word = row.text("类别");
    let category = scheme.categories.iter().find(|category| category.name == word || category.code == word);
    if kind == Some(OrgKind::Branch) && category.is_none() {
        let names: Vec<&str> = scheme.categories.iter().map(|category| category.name.as_str()).collect();
        wrong.push(format!("类别“{word}”不认识；可写：{}", names.join("、")));
    }
    let mut day = |heading: &str| {
        row.day(heading).unwrap_or_else(|why| {
            wrong.push(why);
            None
        })
    };
    let (founded, closed, term_ends) = (day("成立日期"), day("撤销日期"), day("届满日期"));
    let n_members = row.text("正式党员数");
    let n_members = if n_members.is_empty() { Ok(None) } else { n_members.parse().map(Some) };
    if n_members.is_err() {
        wrong.push("正式党员数应为整数".to_owned());
    }
    let founded_on = founded.unwrap_or(Date::constant(2000, 1, 1));
    match (kind, wrong.is_empty()) {
        (Some(kind), true) => Ok(Org {
            id: id.to_owned(),
            kind,
            founded_on,
            closed_on: closed,
            spans: vec![Span {
                from: founded_on,
                parent: (!parent.is_empty()).then(|| parent.to_owned()),
                name: name.to_owned(),
                category: category.map(|category| category.code.clone()),
                position: known.len() as i64 + 1,
                secretary: Some(row.text("书记").to_owned()).filter(|name| !name.is_empty()),
                n_members: n_members.unwrap_or_default(),
                has_committee: match row.text("有支委会") {
                    "是" => Some(true),
                    "否" => Some(false),
                    _ => None,
                },
                term_ends,
            }],
        }),
        _ => Err(wrong),
    }
}

fn read_fact(row: &Row<'_>, scheme: &Scheme) -> Result<Vec<Fact>, Vec<String>> {
    let mut wrong = Vec::new();
    let word = row.text("事实");
    let class = scheme.classes.iter().find(|class| class.key == word || class.name == word);
    let Some(class) = class else {
        return Err(vec![format!("事实“{word}”不在现行办法里；请从下拉列表选择")]);
    };
    let mut day = |heading: &str| {
        row.day(heading).unwrap_or_else(|why| {
            wrong.push(why);
            None
        })
    };
    let (on, filed_on) = (day("日期"), day("上报日期"));
    let counts_for: Result<Option<Period>, _> = match row.text("计入周期") {
        "" => Ok(None),
        text => text.parse().map(Some),
    };
    if counts_for.is_err() {
        wrong.push("“计入周期”写法不对；请写成 2026-09、2026-Q3 或 2026".to_owned());
    }
    if on.is_none() && wrong.is_empty() {
        wrong.push("日期没有填写".to_owned());
    }
    let title = row.text("标题");
    let mut fact = Fact {
        id: row.text("编号").to_owned(),
        key: class.key.clone(),
        kind: class.kind,
        on: on.unwrap_or(Date::constant(2000, 1, 1)),
        counts_for: counts_for.unwrap_or_default(),
        filed_on,
        state: FactState::Valid,
        title: if title.is_empty() { class.name.clone() } else { title.to_owned() },
        numbers: Default::default(),
        tags: Default::default(),
    };
    for field in class.number_fields() {
        read_number(row, &class.field_name(&field), &field, &mut fact, &mut wrong);
    }
    for field in class.word_fields() {
        read_word(row, class, &field, &mut fact, &mut wrong);
    }
    named(&mut fact, row.text("支部编号"));
    if wrong.is_empty() { Ok(vec![fact]) } else { Err(wrong) }
}

fn read_number(row: &Row<'_>, heading: &str, field: &str, fact: &mut Fact, wrong: &mut Vec<String>) {
    let text = row.text(heading).replace(',', "");
    match text.parse() {
        Ok(number) => {
            fact.numbers.insert(field.to_owned(), number);
        }
        Err(_) if text.is_empty() => {}
        Err(_) => wrong.push(format!("“{heading}”不是数字：{text}")),
    }
}

fn read_word(row: &Row<'_>, class: &FactClass, field: &str, fact: &mut Fact, wrong: &mut Vec<String>) {
    let heading = class.field_name(field);
    let text = row.text(&heading);
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

/// One measure per pair of columns `产量 实际`, `产量 目标` that holds anything.
fn read_figures(row: &Row<'_>, scheme: &Scheme) -> Result<Vec<Fact>, Vec<String>> {
    let text = row.text("周期");
    let Ok(period) = text.parse::<Period>() else {
        return Err(vec![format!("周期“{text}”写法不对；请写成 2026-09、2026-Q3 或 2026")]);
    };
    let mut wrong = Vec::new();
    let mut facts = Vec::new();
    for class in scheme.classes.iter().filter(|class| class.kind == FactKind::Measure) {
        let mut fact = Fact {
            id: String::new(),
            key: class.key.clone(),
            kind: class.kind,
            on: period.last_day(),
            counts_for: Some(period),
            filed_on: None,
            state: FactState::Valid,
            title: format!("{}{}", period.short_title(), class.name),
            numbers: Default::default(),
            tags: Default::default(),
        };
        for (field, word) in [("actual", "实际"), ("target", "目标")] {
            read_number(row, &format!("{} {word}", class.name), field, &mut fact, &mut wrong);
        }
        if !fact.numbers.is_empty() {
            named(&mut fact, row.text("支部编号"));
            facts.push(fact);
        }
    }
    if facts.is_empty() && wrong.is_empty() {
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

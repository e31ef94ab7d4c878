//! Imports a workbook: everything is checked first, then all of it is kept or nothing.

mod facts;
mod orgs;
pub(crate) mod rows;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rating::{facts::Fact, scheme::Scheme};
use store::{Actor, Changed, Db, EnteredFact, OrgKind, Store, StoreError};

use self::{
    facts::{Company, read_fact, read_figures},
    orgs::read_orgs,
    rows::Row,
};
use crate::{
    exchange::{
        template::{FACT_HEADINGS, FACTS, FIGURE_HEADINGS, FIGURES, ORG_HEADINGS, ORGS, WORDS, headings},
        workbook::{REASON, Reasons, Sheet},
    },
    ids,
    ops::catch_up::{self, Touched},
};

/// What an import did, or would not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub n_orgs: usize,
    pub n_facts: usize,
    /// The branches to rate again; `None` if no branch has other evidence than before.
    pub touched: Option<Touched>,
    /// Empty when everything was kept.
    pub reasons: Reasons,
}

/// Whose file it is, and when it comes.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The file's name.
    pub source: &'a str,
    /// Who imports it.
    pub by: &'a str,
    pub now: Timestamp,
}

/// A fact that was read, and the row it comes from.
struct ReadFact<'a> {
    sheet: &'a Sheet,
    row: usize,
    branch_id: String,
    fact: Fact,
}

/// Checks and keeps the sheets 组织, 事实 and 指标数据. The results are owed then: [`catch_up::run`] makes them.
///
/// # Errors
/// Those of the store; nothing is kept then.
pub async fn import_workbook(
    store: &Store,
    scheme: &Scheme,
    sheets: &[Sheet],
    origin: Origin<'_>,
) -> Result<Imported, StoreError> {
    let mut db = store.write().await?;
    let imported = import_in(&mut db, scheme, sheets, Some(origin)).await?;
    if imported.reasons.is_empty() {
        if let Some(touched) = &imported.touched {
            catch_up::owe(&mut db, &actor(origin), touched.since).await?;
        }
        db.commit().await?;
    }
    Ok(imported)
}

/// Like [`import_workbook`], inside a transaction; without an origin it only looks and writes nothing.
///
/// # Errors
/// Those of the store.
pub async fn import_in(
    db: &mut Db,
    scheme: &Scheme,
    sheets: &[Sheet],
    origin: Option<Origin<'_>>,
) -> Result<Imported, StoreError> {
    let mut orgs = db.orgs().all().await?;
    let n_known = orgs.len();
    let mut reasons = Reasons::new();
    let good: Vec<&Sheet> = sheets.iter().filter(|sheet| check_headings(sheet, scheme, &mut reasons)).collect();
    for sheet in good.iter().filter(|sheet| sheet.name == ORGS) {
        read_orgs(sheet, scheme, &mut orgs, &mut reasons);
    }
    let mut branches: HashMap<String, bool> =
        orgs.iter().filter(|org| org.kind == OrgKind::Branch).map(|org| (org.id.clone(), true)).collect();
    for sheet in good.iter().filter(|sheet| sheet.name == ORGS) {
        for (n, _) in sheet.body() {
            branches.entry(Row { sheet, n }.text("编号").to_owned()).or_insert(false);
        }
    }
    let company = Company { scheme, branches: &branches };
    let mut rows: Vec<ReadFact<'_>> = Vec::new();
    for sheet in good {
        let read = match sheet.name.as_str() {
            FACTS => read_fact,
            FIGURES => read_figures,
            _ => continue,
        };
        for (n, _) in sheet.body() {
            let row = Row { sheet, n };
            match read(&row, &company) {
                Ok(facts) => {
                    let branch = row.text("支部编号");
                    let read = |fact| ReadFact { sheet, row: n, branch_id: branch.to_owned(), fact };
                    rows.extend(facts.into_iter().map(read));
                }
                Err(why) => why.into_iter().for_each(|why| note(&mut reasons, sheet, n, why)),
            }
        }
    }
    let ids: Vec<String> = rows.iter().map(|read| read.fact.id.clone()).collect();
    let mut taken: HashSet<String> = db.facts().taken(&ids).await?.into_iter().collect();
    for ReadFact { sheet, row, fact, .. } in &rows {
        if !taken.insert(fact.id.clone()) {
            note(
                &mut reasons,
                sheet,
                *row,
                format!("编号“{}”的事实已经存在，或与本文件另一行相同；请删去此行", fact.id),
            );
        }
    }
    let founded = orgs[n_known..].iter().filter(|org| org.kind == OrgKind::Branch);
    let told = rows.iter().map(|read| {
        let counts = read.fact.counts_for.map_or(read.fact.on, |period| period.first_day().min(read.fact.on));
        (read.branch_id.clone(), counts)
    });
    let touched = Touched::of(founded.map(|org| (org.id.clone(), org.founded_on)).chain(told));
    let imported = Imported { n_orgs: orgs.len() - n_known, n_facts: rows.len(), touched, reasons };
    let Some(origin) = origin.filter(|_| imported.reasons.is_empty()) else { return Ok(imported) };
    let mut changed: Vec<Changed> = Vec::new();
    for org in &orgs[n_known..] {
        db.orgs().add(org).await?;
        changed.extend(org.rows());
    }
    let entered = |read: ReadFact<'_>| EnteredFact {
        branch_id: read.branch_id,
        fact: read.fact,
        source: format!("导入：{}", origin.source),
        entered_by: origin.by.to_owned(),
        entered_at: origin.now,
        replaces: None,
        record_id: None,
    };
    let facts: Vec<EnteredFact> = rows.into_iter().map(entered).collect();
    db.facts().add(&facts).await?;
    changed.extend(facts.iter().map(EnteredFact::row));
    db.note(&actor(origin), "workbook.imported", None, &changed).await?;
    let detail = format!("{}：{}个组织、{}条事实", origin.source, imported.n_orgs, imported.n_facts);
    db.users().log(&ids::short(), origin.now, origin.by, "import", &detail).await?;
    Ok(imported)
}

fn actor(origin: Origin<'_>) -> Actor {
    Actor { account: origin.by.to_owned(), name: origin.by.to_owned(), at: origin.now }
}

fn note(reasons: &mut Reasons, sheet: &Sheet, row: usize, why: String) {
    reasons.entry((sheet.name.clone(), row)).or_default().push(why);
}

/// Whether the sheet is one to read and its first row is as the template has it. A column that nobody would read is
/// a mistake, not a decoration: what was typed into it would be lost without a word.
fn check_headings(sheet: &Sheet, scheme: &Scheme, reasons: &mut Reasons) -> bool {
    let needed = match sheet.name.as_str() {
        ORGS => &ORG_HEADINGS[..4],
        FACTS => &FACT_HEADINGS[1..4],
        FIGURES => &FIGURE_HEADINGS[..],
        WORDS => return false,
        name => {
            note(reasons, sheet, 0, format!("不认识的工作表“{name}”；可用：{ORGS}、{FACTS}、{FIGURES}"));
            return false;
        }
    };
    if sheet.rows.is_empty() {
        return false;
    }
    let known = headings(&sheet.name, scheme);
    let written: Vec<&String> = sheet.rows.first().into_iter().flatten().filter(|text| !text.is_empty()).collect();
    let is_own = |text: &str| text.starts_with(REASON) || text == "支部名称" || text.starts_with("备注");
    let missing: Vec<&str> = needed.iter().copied().filter(|heading| sheet.column(heading).is_none()).collect();
    let unknown: Vec<&str> = written
        .iter()
        .map(|text| text.as_str())
        .filter(|text| !is_own(text) && !known.iter().any(|known| known == text))
        .collect();
    let mut seen = HashSet::new();
    let twice: Vec<&str> = written.iter().map(|text| text.as_str()).filter(|text| !seen.insert(*text)).collect();
    let mut wrong = Vec::new();
    if !missing.is_empty() {
        wrong.push(format!("第一行缺少列“{}”；请用模板填写", missing.join("”“")));
    }
    if !unknown.is_empty() {
        wrong.push(format!("第一行有不认识的列“{}”；请照模板改列名，自用的列请以“备注”开头", unknown.join("”“")));
    }
    if !twice.is_empty() {
        wrong.push(format!("第一行的列“{}”写了两次；请删去一列", twice.join("”“")));
    }
    let is_good = wrong.is_empty();
    wrong.into_iter().for_each(|why| note(reasons, sheet, 0, why));
    for (n, row) in sheet.body() {
        let unnamed =
            |column: &usize| !row[*column].is_empty() && sheet.rows[0].get(*column).is_none_or(String::is_empty);
        if let Some(column) = (0..row.len()).find(unnamed) {
            note(reasons, sheet, n, format!("第{}列有内容但第一行没有列名；请补列名或清空", column + 1));
        }
    }
    is_good
}

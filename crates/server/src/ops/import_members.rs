//! A roster that comes as a workbook: looked at as a whole, then kept whole or not at all.
//!
//! Looking and keeping both read the rows that were sent; nothing waits on the server in between, so no identity number
//! lies anywhere before it is sealed.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use store::{Changed, Db, Group, KeptBranch, Member, MemberKey, Membership, Namesake, Scope, StoreError, Whereabouts};

use super::{
    import_workbook::rows::{Row, day},
    members::{Checked, TAKEN, Written, check, new_id, standing},
};
use crate::{
    exchange::{
        members::{COLUMNS, MEMBERS, NOTES},
        template::WORDS,
        workbook::{REASON, Reasons, Sheet},
    },
    vault::{Column, Vault},
};

/// People in one workbook.
pub const MOST: usize = 5_000;

/// What stands in the workbook.
pub struct Looked {
    /// The rows without a fault, in order.
    pub ready: Vec<Ready>,
    /// Empty if all of it may be kept.
    pub reasons: Reasons,
    pub n_rows: usize,
}

/// A row that may be kept.
pub struct Ready {
    pub branch_name: String,
    pub group_name: String,
    pub span: Membership,
    checked: Checked,
    row: usize,
}

impl Ready {
    pub fn member(&self) -> &Member {
        &self.checked.member
    }

    /// A number in part.
    pub fn mask(&self, column: Column) -> String {
        self.checked.mask(column).unwrap_or_default()
    }
}

/// What rows are checked against.
struct Known {
    branches: Vec<KeptBranch>,
    /// By id and by each spelling of the name.
    by_name: HashMap<String, Option<usize>>,
    groups: HashMap<String, Vec<Group>>,
    today: Date,
}

/// Reads and checks every row of the sheet 党员 as the caller of `scope` may enter it.
///
/// # Errors
/// Those of the store.
pub async fn look(
    db: &mut Db,
    vault: &Vault,
    scope: &Scope,
    sheets: &[Sheet],
    today: Date,
) -> Result<Looked, StoreError> {
    let mut looked = Looked { ready: Vec::new(), reasons: Reasons::new(), n_rows: 0 };
    let Some(sheet) = the_sheet(sheets, &mut looked.reasons) else { return Ok(looked) };
    if !headings_fit(sheet, &mut looked.reasons) {
        return Ok(looked);
    }
    let branches = db.members().kept_branches(scope).await?;
    let mut groups: HashMap<String, Vec<Group>> = HashMap::new();
    for group in db.members().kept_groups(scope).await? {
        groups.entry(group.branch_id.clone()).or_default().push(group);
    }
    let known = Known { by_name: spellings(&branches), branches, groups, today };
    for (n, _) in sheet.body() {
        looked.n_rows += 1;
        match read(&Row { sheet, n }, &known) {
            Ok(ready) => looked.ready.push(ready),
            Err(why) => looked.reasons.entry((sheet.name.clone(), n)).or_default().extend(why),
        }
    }
    if looked.n_rows == 0 {
        note(&mut looked.reasons, sheet, 0, "没有要导入的行；请从第二行起填写".to_owned());
    }
    if looked.n_rows > MOST {
        note(&mut looked.reasons, sheet, 0, format!("一次最多导入 {MOST} 人；请拆成几个文件"));
        return Ok(looked);
    }
    no_doubles(db, vault, sheet, &mut looked).await?;
    Ok(looked)
}

/// Puts the people down; the rows that changed. To be called with what [`look`] found without a fault in the same
/// transaction.
///
/// # Errors
/// Those of the store.
pub async fn keep(db: &mut Db, vault: &Vault, ready: Vec<Ready>) -> Result<Vec<Changed>, StoreError> {
    let mut members: Vec<Member> = Vec::new();
    let mut keys: Vec<MemberKey> = Vec::new();
    let mut spans: Vec<Membership> = Vec::new();
    for one in ready {
        let (member, key) = one.checked.seal_new(vault);
        members.push(member);
        keys.extend(key);
        spans.push(one.span);
    }
    db.members().add(&members).await?;
    db.members().add_keys(&keys).await?;
    db.members().add_memberships(&spans).await?;
    let people = members.iter().map(|member| Changed::new("members", &member.id));
    let places = spans.iter().map(|span| Changed::new("memberships", format!("{}/{}", span.member_id, span.from)));
    Ok(people.chain(places).collect())
}

fn note(reasons: &mut Reasons, sheet: &Sheet, row: usize, why: String) {
    reasons.entry((sheet.name.clone(), row)).or_default().push(why);
}

fn the_sheet<'a>(sheets: &'a [Sheet], reasons: &mut Reasons) -> Option<&'a Sheet> {
    for sheet in sheets.iter().filter(|sheet| ![MEMBERS, NOTES, WORDS].contains(&sheet.name.as_str())) {
        note(reasons, sheet, 0, format!("不认识的工作表“{}”；请只用“{MEMBERS}”表", sheet.name));
    }
    let found = sheets.iter().find(|sheet| sheet.name == MEMBERS);
    if found.is_none() {
        let why = format!("没有名为“{MEMBERS}”的工作表；请下载模板，在模板里填写");
        reasons.entry((MEMBERS.to_owned(), 0)).or_default().push(why);
    }
    found
}

/// A column that nobody would read is a mistake: what was typed into it would be lost without a word.
fn headings_fit(sheet: &Sheet, reasons: &mut Reasons) -> bool {
    let written: Vec<&str> =
        sheet.rows.first().into_iter().flatten().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let is_own = |text: &str| text.starts_with(REASON) || text.starts_with("备注");
    let mut wrong = Vec::new();
    for needed in ["姓名", "党支部"].iter().filter(|needed| !written.contains(needed)) {
        wrong.push(format!("第一行缺少列“{needed}”；请用模板填写"));
    }
    let mut seen = HashSet::new();
    for text in written {
        if !is_own(text) && !COLUMNS.iter().any(|column| column.heading == text) {
            wrong.push(format!("第一行有不认识的列“{text}”；请照模板改列名，自用的列请以“备注”开头"));
        }
        if !seen.insert(text) {
            wrong.push(format!("第一行的列“{text}”写了两次；请删去一列"));
        }
    }
    let fits = wrong.is_empty();
    wrong.into_iter().for_each(|why| note(reasons, sheet, 0, why));
    fits
}

/// A branch as the drop-down shows it: its name, with the unit behind it where two share the name.
pub fn branch_names(branches: &[KeptBranch]) -> Vec<String> {
    let mut n: HashMap<&str, usize> = HashMap::new();
    for branch in branches {
        *n.entry(&branch.name).or_default() += 1;
    }
    let name = |branch: &KeptBranch| match n[branch.name.as_str()] {
        1 => branch.name.clone(),
        _ => format!("{}（{}）", branch.name, branch.unit_name),
    };
    branches.iter().map(name).collect()
}

/// `None` where a name alone does not tell which branch is meant.
fn spellings(branches: &[KeptBranch]) -> HashMap<String, Option<usize>> {
    let mut found: HashMap<String, Option<usize>> = HashMap::new();
    let shown = branch_names(branches);
    for (n, branch) in branches.iter().enumerate() {
        let mut texts: Vec<&str> = vec![&branch.id, &branch.name, &shown[n]];
        texts.dedup();
        for text in texts {
            found
                .entry(text.to_owned())
                .and_modify(|other| *other = other.filter(|other| *other == n))
                .or_insert(Some(n));
        }
    }
    found
}

fn heading(field: &str) -> &str {
    COLUMNS.iter().find(|column| column.field == field).map_or(field, |column| column.heading)
}

fn read(row: &Row<'_>, known: &Known) -> Result<Ready, Vec<String>> {
    let mut wrong: Vec<String> = Vec::new();
    let text = |field: &str| row.text(heading(field));
    // Days as people write them; what is none is told by the check itself.
    let day_text = |field: &str| day(text(field)).map_or_else(|| text(field).to_owned(), |day| day.to_string());
    let written = Written {
        name: text("name").to_owned(),
        sex: text("sex").to_owned(),
        born: day_text("born_on"),
        ethnic: text("ethnic").to_owned(),
        education: text("education").to_owned(),
        joined: day_text("joined_on"),
        confirmed: day_text("confirmed_on"),
        job: text("job").to_owned(),
        shift: text("shift").to_owned(),
        retired: day_text("retired_on"),
        identity: Some(text("identity").to_owned()),
        phone: Some(text("phone").to_owned()),
    };
    let said = |(field, why): (&'static str, String)| format!("{}：{why}", heading(field));
    let checked = check(&written, &new_id(), known.today);
    let branch = match (text("branch_id"), known.by_name.get(text("branch_id"))) {
        ("", _) => Err("党支部：没有填写；请从下拉列表选择".to_owned()),
        (name, None) => Err(format!("党支部：“{name}”不存在，或不在您的维护范围内；请从下拉列表选择")),
        (name, Some(None)) => Err(format!("党支部：有多个“{name}”；请从下拉列表选择带单位名称的一项，或写支部编号")),
        (_, Some(Some(n))) => Ok(&known.branches[*n]),
    };
    let (checked, branch) = match (checked, branch) {
        (Ok(checked), Ok(branch)) => (checked, branch),
        (checked, branch) => {
            wrong.extend(checked.err().into_iter().flatten().map(said));
            wrong.extend(branch.err());
            return Err(wrong);
        }
    };
    let standing = standing(text("standing"), &checked.member).map_err(|problem| wrong.push(said(problem)));
    let earliest = checked.member.joined.unwrap_or(known.today).max(branch.founded);
    let from = match (text("from_on"), day(text("from_on"))) {
        ("", _) => Some(earliest),
        (_, Some(day)) if day <= known.today && day >= branch.founded => Some(day),
        (_, Some(_)) => {
            wrong.push(format!("入册日期：应在党支部成立（{}）以后、今天以前", branch.founded));
            None
        }
        (typed, None) => {
            wrong.push(format!("入册日期：不是日期：{typed}；请写成 2026-09-30"));
            None
        }
    };
    if from.zip(checked.member.joined).is_some_and(|(from, joined)| from < joined) {
        wrong.push("入册日期：早于入党日期，请核对".to_owned());
    }
    let group = known.groups.get(&branch.id).into_iter().flatten().find(|group| group.name == text("group_id"));
    if group.is_none() && !text("group_id").is_empty() {
        wrong.push(format!("党小组：“{}”没有党小组“{}”；请核对，或先在党支部里新增", branch.name, text("group_id")));
    }
    let (Ok(standing), Some(from), true) = (standing, from, wrong.is_empty()) else { return Err(wrong) };
    let span = Membership {
        member_id: checked.member.id.clone(),
        from,
        until: None,
        branch_id: branch.id.clone(),
        group_id: group.map(|group| group.id.clone()),
        standing,
        whereabouts: Whereabouts::Present,
        reason: "导入名册".to_owned(),
        ended_by: None,
    };
    let group_name = group.map(|group| group.name.clone()).unwrap_or_default();
    Ok(Ready { branch_name: branch.name.clone(), group_name, span, checked, row: row.n })
}

/// Nobody twice: neither in the file, nor here and in the file. Numbers are compared by their keyed hashes.
async fn no_doubles(db: &mut Db, vault: &Vault, sheet: &Sheet, looked: &mut Looked) -> Result<(), StoreError> {
    let hashes: Vec<Option<String>> = looked.ready.iter().map(|ready| ready.checked.identity_hash(vault)).collect();
    let written: Vec<String> = hashes.iter().flatten().cloned().collect();
    let taken: HashSet<String> = db.members().taken_identities(&written).await?.into_iter().collect();
    let mut names: Vec<String> = looked.ready.iter().map(|ready| ready.member().name.clone()).collect();
    names.sort_unstable();
    names.dedup();
    let mut here: HashSet<(String, Option<Date>, String)> = HashSet::new();
    for Namesake { name, born, branch_id } in db.members().namesakes(&names).await? {
        here.insert((name, born, branch_id));
    }
    let mut rows: HashMap<String, usize> = HashMap::new();
    let mut people: HashMap<(String, Option<Date>, String), usize> = HashMap::new();
    for (ready, hash) in looked.ready.iter().zip(&hashes) {
        let mut wrong = Vec::new();
        if let Some(hash) = hash {
            if taken.contains(hash) {
                wrong.push(format!("身份证号：{TAKEN}"));
            }
            if let Some(other) = rows.insert(hash.clone(), ready.row) {
                wrong.push(format!("身份证号：与第{}行相同；请核对后删去一行", other + 1));
            }
        }
        let person = (ready.member().name.clone(), ready.member().born, ready.span.branch_id.clone());
        if here.contains(&person) {
            wrong.push(format!("姓名：“{}”已有同名且出生日期相同的党员；请核对后删去此行", ready.branch_name));
        }
        if let Some(other) = people.insert(person, ready.row) {
            wrong.push(format!("姓名：与第{}行的党支部、姓名、出生日期都相同；请核对后删去一行", other + 1));
        }
        if !wrong.is_empty() {
            looked.reasons.entry((sheet.name.clone(), ready.row)).or_default().extend(wrong);
        }
    }
    let reasons = &looked.reasons;
    looked.ready.retain(|ready| !reasons.contains_key(&(sheet.name.clone(), ready.row)));
    Ok(())
}

//! The empty workbook to fill in, with drop-down lists of what the platform knows.

use std::path::Path;

use anyhow::Context;
use rating::{
    facts::FactKind,
    scheme::{FactClass, Scheme},
};
use rust_xlsxwriter::{DataValidation, Format, Formula, Workbook, Worksheet};

use super::members::MEMBERS;

pub const ORGS: &str = "组织";
pub const FACTS: &str = "事实";
pub const FIGURES: &str = "指标数据";
/// Holds the lists behind the drop-downs; ignored when read.
pub const WORDS: &str = "字典";

pub const ORG_HEADINGS: [&str; 11] =
    ["编号", "名称", "类型", "上级编号", "类别", "成立日期", "撤销日期", "书记", "正式党员数", "有支委会", "届满日期"];
pub const FACT_HEADINGS: [&str; 7] = ["编号", "支部编号", "事实", "日期", "计入周期", "上报日期", "标题"];
pub const FIGURE_HEADINGS: [&str; 2] = ["支部编号", "周期"];

/// Columns whose cells are texts.
const TYPED: [&str; 5] = ["编号", "上级编号", "支部编号", "周期", "计入周期"];

/// Writes the template for a scheme; `branches` are ids and names for the drop-downs.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, scheme: &Scheme, branches: &[(String, String)]) -> anyhow::Result<()> {
    workbook(scheme, branches)?.save(path).with_context(|| format!("无法写入 {}", path.display()))
}

/// The template of [`write`] as bytes.
///
/// # Errors
/// When a cell is longer than a workbook takes.
pub fn bytes(scheme: &Scheme, branches: &[(String, String)]) -> anyhow::Result<Vec<u8>> {
    Ok(workbook(scheme, branches)?.save_to_buffer()?)
}

fn workbook(scheme: &Scheme, branches: &[(String, String)]) -> anyhow::Result<Workbook> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    let as_typed = Format::new().set_num_format("@");
    let kinds: Vec<String> = store::OrgKind::ALL.iter().map(|kind| kind.title().to_owned()).collect();
    let categories: Vec<String> = scheme.categories.iter().map(|category| category.name.clone()).collect();
    let classes: Vec<String> = scheme.classes.iter().map(|class| class.name.clone()).collect();
    let ids: Vec<String> = branches.iter().map(|(id, _)| id.clone()).collect();
    let names: Vec<String> = branches.iter().map(|(_, name)| name.clone()).collect();
    let yes_no = vec!["是".to_owned(), "否".to_owned()];
    let words = [
        ("类型", &kinds),
        ("类别", &categories),
        ("事实", &classes),
        ("是否", &yes_no),
        ("支部编号", &ids),
        ("支部名称", &names),
    ];
    for name in [ORGS, FACTS, FIGURES] {
        let headings = headings(name, scheme);
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        for (column, text) in headings.iter().enumerate() {
            sheet.write_string_with_format(0, u16::try_from(column)?, text, &heading)?;
            sheet.set_column_width(u16::try_from(column)?, 14)?;
            // What is typed stays as it is typed: a month must not become a date, nor 007 become 7.
            if TYPED.contains(&text.as_str()) {
                sheet.set_column_format(u16::try_from(column)?, &as_typed)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        let columns: Vec<(&str, usize)> = words.iter().map(|(title, list)| (*title, list.len())).collect();
        add_lists(sheet, name, &headings, &columns)?;
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(WORDS)?;
    for (column, (title, list)) in words.iter().enumerate() {
        let column = u16::try_from(column)?;
        sheet.write_string_with_format(0, column, *title, &heading)?;
        for (row, text) in list.iter().enumerate() {
            sheet.write_string(u32::try_from(row)? + 1, column, text)?;
        }
    }
    Ok(workbook)
}

/// Columns with a drop-down: sheet, heading, and the column of 字典 that holds the list.
const LISTS: &[(&str, &str, &str)] = &[
    (ORGS, "类型", "类型"),
    (ORGS, "类别", "类别"),
    (ORGS, "有支委会", "是否"),
    (FACTS, "支部编号", "支部编号"),
    (FACTS, "事实", "事实"),
    (FIGURES, "支部编号", "支部编号"),
    (MEMBERS, "性别", "性别"),
    (MEMBERS, "民族", "民族"),
    (MEMBERS, "学历", "学历"),
    (MEMBERS, "党支部", "党支部"),
    (MEMBERS, "党小组", "党小组"),
    (MEMBERS, "党员身份", "党员身份"),
    (MEMBERS, "班次", "班次"),
];

/// Adds the drop-downs of a sheet; `words` are the columns of 字典 with their lengths.
pub(super) fn add_lists(
    sheet: &mut Worksheet,
    name: &str,
    headings: &[String],
    words: &[(&str, usize)],
) -> anyhow::Result<()> {
    for (_, heading, list) in LISTS.iter().filter(|(of, ..)| *of == name) {
        let column = headings.iter().position(|text| text == heading);
        let words = words.iter().enumerate().find(|(_, (title, n))| title == list && *n > 0);
        if let (Some(column), Some((words_column, (_, n)))) = (column, words) {
            drop_down(sheet, u16::try_from(column)?, words_column, *n)?;
        }
    }
    Ok(())
}

fn drop_down(sheet: &mut Worksheet, column: u16, words_column: usize, n: usize) -> anyhow::Result<()> {
    let letter = char::from(b'A' + u8::try_from(words_column)?);
    let list = Formula::new(format!("={WORDS}!${letter}$2:${letter}${}", n + 1));
    let validation = DataValidation::new().allow_list_formula(list);
    sheet.add_data_validation(1, column, 20_000, column, &validation)?;
    Ok(())
}

/// The first row of one of the three sheets.
pub fn headings(sheet: &str, scheme: &Scheme) -> Vec<String> {
    let (fixed, more) = match sheet {
        ORGS => (&ORG_HEADINGS[..], Vec::new()),
        FACTS => (&FACT_HEADINGS[..], fields(scheme)),
        _ => (&FIGURE_HEADINGS[..], figures(scheme)),
    };
    fixed.iter().map(|heading| (*heading).to_owned()).chain(more).collect()
}

/// `产量 实际`.
pub fn figure_heading(class: &FactClass, field: &str) -> String {
    format!("{} {}", class.name, class.field_name(field))
}

/// Names of every field that a fact of this scheme can have, once each.
fn fields(scheme: &Scheme) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for class in scheme.classes.iter().filter(|class| class.kind != FactKind::Measure) {
        for field in class.number_fields().iter().chain(&class.word_fields()) {
            let name = class.field_name(field);
            if !names.contains(&name) && !FACT_HEADINGS.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    names
}

/// `产量 实际`, `产量 目标` and what else every measure declares.
fn figures(scheme: &Scheme) -> Vec<String> {
    let of = |class: &FactClass| {
        let fields = class.number_fields().into_iter().chain(class.word_fields());
        fields.map(|field| figure_heading(class, &field)).collect::<Vec<_>>()
    };
    scheme.classes.iter().filter(|class| class.kind == FactKind::Measure).flat_map(of).collect()
}

//! The empty workbook to fill in, with drop-down lists of what the platform knows.

use std::path::Path;

use anyhow::Context;
use rating::{facts::FactKind, scheme::Scheme};
use rust_xlsxwriter::{DataValidation, Format, Formula, Workbook, Worksheet};

pub const ORGS: &str = "组织";
pub const FACTS: &str = "事实";
pub const FIGURES: &str = "指标数据";
/// Holds the lists behind the drop-downs; ignored when read.
pub const WORDS: &str = "字典";

pub const ORG_HEADINGS: [&str; 11] =
    ["编号", "名称", "类型", "上级编号", "类别", "成立日期", "撤销日期", "书记", "正式党员数", "有支委会", "届满日期"];
pub const FACT_HEADINGS: [&str; 7] = ["编号", "支部编号", "事实", "日期", "计入周期", "上报日期", "标题"];
pub const FIGURE_HEADINGS: [&str; 2] = ["支部编号", "周期"];

/// Writes the template for a scheme; `branches` are ids and names for the drop-downs.
///
/// # Errors
/// When the file cannot be written.
pub fn write(path: &Path, scheme: &Scheme, branches: &[(String, String)]) -> anyhow::Result<()> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    let fields = fields(scheme);
    let figures = figures(scheme);
    let sheets: [(&str, Vec<String>); 3] = [
        (ORGS, ORG_HEADINGS.map(str::to_owned).to_vec()),
        (FACTS, FACT_HEADINGS.map(str::to_owned).into_iter().chain(fields).collect()),
        (FIGURES, FIGURE_HEADINGS.map(str::to_owned).into_iter().chain(figures).collect()),
    ];
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
    for (name, headings) in &sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name)?;
        for (column, text) in headings.iter().enumerate() {
            sheet.write_string_with_format(0, u16::try_from(column)?, text, &heading)?;
            sheet.set_column_width(u16::try_from(column)?, 14)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let lists: &[(&str, usize, usize)] = match *name {
            ORGS => &[("类型", 0, kinds.len()), ("类别", 1, categories.len()), ("有支委会", 3, 2)],
            FACTS => &[("支部编号", 4, ids.len()), ("事实", 2, classes.len())],
            _ => &[("支部编号", 4, ids.len())],
        };
        for (heading, words_column, n) in lists {
            let column = headings.iter().position(|text| text == heading).expect("a heading of this sheet");
            drop_down(sheet, u16::try_from(column)?, *words_column, *n)?;
        }
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
    workbook.save(path).with_context(|| format!("无法写入 {}", path.display()))
}

fn drop_down(sheet: &mut Worksheet, column: u16, words_column: usize, n: usize) -> anyhow::Result<()> {
    if n == 0 {
        return Ok(());
    }
    let letter = char::from(b'A' + u8::try_from(words_column)?);
    let list = Formula::new(format!("={WORDS}!${letter}$2:${letter}${}", n + 1));
    let validation = DataValidation::new().allow_list_formula(list);
    sheet.add_data_validation(1, column, 20_000, column, &validation)?;
    Ok(())
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

/// `产量 实际`, `产量 目标` for every measure.
fn figures(scheme: &Scheme) -> Vec<String> {
    let measures = scheme.classes.iter().filter(|class| class.kind == FactKind::Measure);
    measures.flat_map(|class| [format!("{} 实际", class.name), format!("{} 目标", class.name)]).collect()
}

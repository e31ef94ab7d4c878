//! The workbook of a roster: one sheet of people, one of notes, one with the lists behind the drop-downs.

use rust_xlsxwriter::{Format, Workbook};
use store::{Sex, Standing};

use super::template::{WORDS, add_lists};

/// The sheet with one person a row.
pub const MEMBERS: &str = "党员";
/// How to fill it in; ignored when read.
pub const NOTES: &str = "说明";

/// A column: its heading, the field that it fills, what may stand there.
pub struct Column {
    pub heading: &'static str,
    /// As the API calls it.
    pub field: &'static str,
    pub note: &'static str,
}

const fn column(heading: &'static str, field: &'static str, note: &'static str) -> Column {
    Column { heading, field, note }
}

/// In the order of the sheet.
pub const COLUMNS: [Column; 16] = [
    column("姓名", "name", "必填，2至30个字"),
    column("党支部", "branch_id", "必填，从下拉列表选择；只列您可维护的党支部，也可写支部编号"),
    column("党小组", "group_id", "可不填；须是该党支部现有的党小组"),
    column("性别", "sex", "男或女；填了身份证号可不填"),
    column("民族", "ethnic", "可不填，不超过40个字"),
    column("出生日期", "born_on", "写成 2026-09-30；填了身份证号可不填"),
    column("学历", "education", "可不填，不超过40个字"),
    column("身份证号", "identity", "可不填；18位，核对校验位，加密保存，不得与在册党员重复"),
    column("电话", "phone", "可不填；11位手机号码，加密保存"),
    column("入党日期", "joined_on", "支部大会通过之日；不早于年满18周岁"),
    column("转正日期", "confirmed_on", "预备党员不填；不早于入党满一年"),
    column("党员身份", "standing", "可不填：有转正日期的为正式党员，只有入党日期的为预备党员"),
    column("入册日期", "from_on", "到本支部之日；不填则按入党日期与支部成立日期中较晚的一天"),
    column("岗位", "job", "可不填，不超过40个字"),
    column("班次", "shift", "可不填，不超过40个字"),
    column("离退休日期", "retired_on", "在岗的不填"),
];

/// GB/T 3304.
const ETHNIC: &str = "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 \
    傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 \
    毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 \
    鄂伦春族 赫哲族 门巴族 珞巴族 基诺族";
const EDUCATION: &str = "博士研究生 硕士研究生 大学本科 大专 中专 技校 高中 初中及以下";
const SHIFTS: &str = "常白班 甲班 乙班 丙班 丁班";

/// The empty workbook; `branches` and `groups` are names for the drop-downs.
///
/// # Errors
/// When a cell is longer than a workbook takes.
pub fn template(branches: &[String], groups: &[String]) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    // What is typed stays as it is typed: 18 digits must not become a number.
    let as_typed = Format::new().set_num_format("@");
    let listed = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let words: [(&str, Vec<String>); 7] = [
        ("性别", Sex::ALL.iter().map(|sex| sex.title().to_owned()).collect()),
        ("民族", listed(ETHNIC)),
        ("学历", listed(EDUCATION)),
        ("党支部", branches.to_vec()),
        ("党小组", groups.to_vec()),
        ("党员身份", Standing::ALL.iter().map(|standing| standing.title().to_owned()).collect()),
        ("班次", listed(SHIFTS)),
    ];
    let sheet = workbook.add_worksheet();
    sheet.set_name(MEMBERS)?;
    let headings: Vec<String> = COLUMNS.iter().map(|column| column.heading.to_owned()).collect();
    for (n, text) in headings.iter().enumerate() {
        let n = u16::try_from(n)?;
        sheet.set_column_width(n, if text == "党支部" || text == "身份证号" { 24 } else { 13 })?;
        sheet.set_column_format(n, &as_typed)?;
        sheet.write_string_with_format(0, n, text, &heading)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let lists: Vec<(&str, usize)> = words.iter().map(|(title, list)| (*title, list.len())).collect();
    add_lists(sheet, MEMBERS, &headings, &lists)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(NOTES)?;
    sheet.set_column_width(0, 16)?.set_column_width(1, 80)?;
    sheet.write_string_with_format(0, 0, "列", &heading)?;
    sheet.write_string_with_format(0, 1, "怎样填写", &heading)?;
    let lines = COLUMNS.iter().map(|column| (column.heading, column.note));
    let more = [
        ("备注…", "以“备注”开头的列不读取，可自用"),
        ("提示", "严禁填写涉密信息；先核对、后导入，有一行不对就整份不导入"),
    ];
    for (row, (name, note)) in lines.chain(more).enumerate() {
        let row = u32::try_from(row)? + 1;
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, note)?;
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
    Ok(workbook.save_to_buffer()?)
}

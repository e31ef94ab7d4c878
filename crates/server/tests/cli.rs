//! The commands, as a person at a terminal or a script meets them.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

const SCHEME: &str = include_str!("api/scheme.yaml");

struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    /// With a database, the small scheme published, and a company imported.
    fn ready() -> Place {
        let place = Place::new();
        place.succeeds(&["migrate"]);
        place.write("scheme.yaml", SCHEME);
        place.succeeds(&["publish", "scheme.yaml"]);
        place.workbook("company.xlsx", &[("组织", &ORGS), ("事实", &FACTS), ("指标数据", &FIGURES)]);
        place.succeeds(&["import", "company.xlsx"]);
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    fn workbook(&self, name: &str, sheets: &[(&str, &[&[&str]])]) {
        let mut workbook = Workbook::new();
        for (title, rows) in sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(*title).unwrap();
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    sheet.write_string(row as u32, column as u16, *cell).unwrap();
                }
            }
        }
        workbook.save(self.path().join(name)).unwrap();
    }

    /// The rows of a workbook by sheet, as the import reads them.
    fn sheets(&self, name: &str) -> Vec<(String, Vec<Vec<String>>)> {
        let sheets: serde_json::Value = serde_json::from_str(&self.succeeds(&["read-workbook", name])).unwrap();
        let sheet = |sheet: &serde_json::Value| {
            let rows = serde_json::from_value(sheet["rows"].clone()).unwrap();
            (sheet["name"].as_str().unwrap().to_owned(), rows)
        };
        sheets.as_array().unwrap().iter().map(sheet).collect()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_baolei"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("BAOLEI_DATABASE")
            .output()
            .unwrap()
    }

    /// With `typed` on standard input.
    fn run_typing(&self, arguments: &[&str], typed: &str) -> Output {
        let mut child = Command::new(env!("CARGO_BIN_EXE_baolei"))
            .args(arguments)
            .current_dir(self.path())
            .env_remove("BAOLEI_DATABASE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that refuses at once does not read.
        let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
        child.wait_with_output().unwrap()
    }

    fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{arguments:?}: {out}{err}");
        out
    }

    /// Exits with 1 and says `why`.
    fn fails(&self, arguments: &[&str], why: &str) -> String {
        let output = self.run(arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains(why), "{arguments:?}: {said}");
        said
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const ORGS: [&[&str]; 4] = [
    &["编号", "名称", "类型", "上级编号", "类别", "成立日期", "书记", "正式党员数", "有支委会"],
    &["C", "公司党委", "公司党委", "", "", "2020-01-01", "", "", ""],
    &["B1", "高炉党支部", "党支部", "C", "生产类", "2020/1/1", "王刚", "12", "是"],
    &["B2", "转炉党支部", "党支部", "C", "production", "2020-01-01", "李强", "9", "否"],
];
const FACTS: [&[&str]; 3] = [
    &["编号", "支部编号", "事实", "日期", "标题", "实到人数", "level"],
    &["", "B1", "支委会", "2026-09-10", "9月支委会", "5", ""],
    &["H1", "B1", "荣誉", "2026-09-20", "市级先进", "", "市级"],
];
const FIGURES: [&[&str]; 3] = [
    &["支部编号", "周期", "产量 实际", "产量 目标"],
    &["B1", "2026-09", "100", "100"],
    &["B2", "2026-09", "90", "1,00"],
];

#[test]
fn a_scheme_is_checked_with_positions_and_mends() {
    let place = Place::new();
    place.write("good.yaml", SCHEME);
    assert!(place.succeeds(&["check", "good.yaml"]).contains("通过：《小办法》版本 1，3 个考核项，0 个案例相符"));
    place.write("bad.yaml", &SCHEME.replace("points: 40", "points: 41").replace("cycle: month", "cycel: month"));
    place.fails(&["check", "bad.yaml"], "未通过");
    let said = text(&place.run(&["check", "bad.yaml"]).stdout);
    assert!(said.contains("第20行第5列") && said.contains("cycel") && said.contains("改法"), "{said}");
    let json: serde_json::Value = serde_json::from_slice(&place.run(&["check", "bad.yaml", "--json"]).stdout).unwrap();
    assert_eq!(json["valid"], false);
    assert!(json["problems"][0]["line"].as_u64().is_some(), "{json}");
    place.fails(&["check", "absent.yaml"], "无法读取办法文件 absent.yaml");
}

#[test]
fn the_cases_beside_a_scheme_are_checked_with_it() {
    let place = Place::new();
    place.write("good.yaml", SCHEME);
    std::fs::create_dir(place.path().join("cases")).unwrap();
    let case = "- name: 缺一次支委会\n  category: production\n  period: 2026-09\n  expect: {items: {A01: 10}}\n";
    place.write("cases/a.yaml", case);
    assert!(place.succeeds(&["check", "good.yaml"]).contains("1 个案例相符"));
    place.write("cases/a.yaml", &case.replace("A01: 10", "A01: 40"));
    place.fails(&["check", "good.yaml"], "1 个案例中有 1 处与期望不符");
    let said = text(&place.run(&["check", "good.yaml"]).stdout);
    assert!(said.contains("a.yaml“缺一次支委会”"), "{said}");
}

#[test]
fn the_demonstration_loads_once_and_is_rated_whole() {
    let place = Place::new();
    let output = place.run(&["demo", "--load-only"]);
    let said = text(&output.stderr);
    assert!(output.status.success() && said.contains("示范公司已就绪"), "{said}");
    let again = text(&place.run(&["demo", "--load-only"]).stderr);
    assert!(again.contains("不再载入") && !again.contains("支部已评"), "{again}");
    let card: serde_json::Value =
        serde_json::from_str(&place.succeeds(&["explain", "b001", "2026-Q3", "--json"])).unwrap();
    assert!(card["award"]["star"].as_u64().is_some(), "a quarter awards stars");
}

#[test]
fn commands_need_a_database_first() {
    let place = Place::new();
    place.fails(&["rate", "2026-09"], "请先执行 baolei migrate");
    place.fails(&["rate", "2026-09", "--database", "oracle:x"], "无法打开数据库");
    assert_eq!(place.run(&["dance"]).status.code(), Some(2));
}

#[test]
fn a_damaged_database_is_reported_and_not_repaired() {
    let place = Place::new();
    place.succeeds(&["migrate"]);
    let path = place.path().join("data/baolei.db");
    let mut bytes = std::fs::read(&path).unwrap();
    let end = bytes.len() - 100;
    bytes[4096..end].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    place.fails(&["serve", "--listen", "127.0.0.1:0"], "数据库文件已损坏");
    assert!(std::fs::read(&path).unwrap() == bytes, "the file was touched");
}

#[test]
fn a_company_is_imported_rated_and_explained() {
    let place = Place::ready();
    let said = place.succeeds(&["rate", "2026-09"]);
    assert!(said.contains("2 个支部已评，2 个结果有变化"), "{said}");
    let again: serde_json::Value = serde_json::from_str(&place.succeeds(&["rate", "2026-09", "--json"])).unwrap();
    assert_eq!((again["n_branches"].as_u64(), again["n_changed"].as_u64()), (Some(2), Some(0)));
    let said = place.succeeds(&["explain", "转炉党支部", "2026-09"]);
    for words in ["总分 64.00", "A01 支委会  10.00 / 40.00", "-30.00", "缺1次"] {
        assert!(said.contains(words), "{words} in {said}");
    }
    let card: serde_json::Value =
        serde_json::from_str(&place.succeeds(&["explain", "B1", "2026-09", "--json"])).unwrap();
    assert_eq!(card["total"], "100.00");
}

#[test]
fn what_is_unknown_is_named() {
    let place = Place::ready();
    place.fails(&["rate", "2026-13"], "周期“2026-13”写法不对");
    place.fails(&["rate", "2025-01"], "没有已发布的考核办法");
    place.fails(&["rate", "2026"], "不评2026年");
    place.fails(&["explain", "高炉", "2026-09"], "是否指：高炉党支部（B1）");
    place.fails(&["explain", "B1", "2026-08"], "请先执行 baolei rate 2026-08");
    place.fails(&["publish", "scheme.yaml"], "已经存在");
    place.fails(&["what-if", "absent.yaml", "2026-09"], "无法读取办法文件");
}

#[test]
fn a_draft_shows_who_would_fall_and_by_which_item() {
    let place = Place::ready();
    place.succeeds(&["rate", "2026-09"]);
    place
        .write("draft.yaml", &SCHEME.replace("points: -30", "points: -40").replace("version: \"1\"", "version: \"2\""));
    let said = place.succeeds(&["what-if", "draft.yaml", "2026-09"]);
    for words in [
        "2 个支部中 1 个会有变化，上升 0 个，下降 0 个",
        "只有分数变化（1 个）",
        "64.00 第2名 → 54.00 第2名",
        "A01 支委会：10.00 → 0.00；",
        "缺1次，扣40分；规则“缺一次扣30分”",
    ] {
        assert!(said.contains(words), "{words} in {said}");
    }
    place.write("same.yaml", SCHEME);
    let same: serde_json::Value =
        serde_json::from_str(&place.succeeds(&["what-if", "same.yaml", "2026-09", "--json"])).unwrap();
    assert_eq!(same["changes"], serde_json::json!([]));
    let after = place.succeeds(&["explain", "B2", "2026-09"]);
    assert!(after.contains("第1版") && after.contains("64.00"), "a trial keeps nothing: {after}");
}

#[test]
fn a_draft_shows_who_would_rise_and_fall_in_star_and_rank() {
    let place = Place::ready();
    for period in ["2026-07", "2026-08", "2026-09", "2026-Q3"] {
        place.succeeds(&["rate", period]);
    }
    // Under the draft a missed meeting costs little, and five stars ask for more.
    let draft = SCHEME
        .replace("points: -30", "points: -1")
        .replace("at_least: 95", "at_least: 99.5")
        .replace("below: 95", "below: 99.5");
    place.write("draft.yaml", &draft);
    let json: serde_json::Value =
        serde_json::from_str(&place.succeeds(&["what-if", "draft.yaml", "2026-Q3", "--json"])).unwrap();
    let change = |branch: &str| {
        let changes = json["changes"].as_array().unwrap();
        changes.iter().find(|change| change["branch_id"] == branch).unwrap().clone()
    };
    let rising = change("B1");
    assert_eq!(rising["items"][0]["item"], "A01", "{rising}");
    assert_eq!(rising["items"][0]["rule"], "缺一次扣30分");
    assert!(rising["items"][0]["sentence"].as_str().unwrap().starts_with("7月："), "{rising}");
    assert!(rising["before"]["star_name"].is_string() && rising["before"]["points"].is_string(), "{rising}");
    let n = |name: &str| json[name].as_u64().unwrap() as usize;
    let with = |direction: &str| {
        json["changes"].as_array().unwrap().iter().filter(|change| change["direction"] == direction).count()
    };
    assert_eq!((n("n_rising"), n("n_falling")), (with("rises"), with("falls")));
    assert!(with("rises") > 0, "{json:#}");
    let said = place.succeeds(&["what-if", "draft.yaml", "2026-Q3"]);
    assert!(said.contains("上升（") && said.contains("A01 支委会"), "{said}");
}

#[test]
fn a_draft_is_compared_only_with_results_that_stand() {
    let place = Place::ready();
    place.write("draft.yaml", SCHEME);
    place.fails(&["what-if", "draft.yaml", "2026-09"], "还没有评分结果，无从比较");
    place.fails(&["what-if", "draft.yaml", "2026"], "不评2026年");
    place.fails(&["what-if", "draft.yaml", "2026-9"], "写法不对");
}

#[test]
fn a_workbook_with_one_bad_row_is_refused_whole_and_given_back() {
    let place = Place::ready();
    let facts: [&[&str]; 4] = [
        &["编号", "支部编号", "事实", "日期", "level"],
        &["N1", "B1", "支委会", "2026-09-11", ""],
        &["N2", "B7", "支委会", "2026-09-11", ""],
        &["N3", "B1", "荣誉", "去年", "省级"],
    ];
    place.workbook("more.xlsx", &[("事实", &facts)]);
    let said = place.fails(&["import", "more.xlsx", "--out", "failed.xlsx"], "2 行有错误，整份未导入");
    assert!(said.contains("事实 第3行：没有编号为“B7”的支部"), "{said}");
    assert!(said.contains("“日期”不是日期：去年") && said.contains("“level”没有“省级”"), "{said}");
    let rows = text(&place.run(&["read-workbook", "failed.xlsx"]).stdout);
    let sheets: serde_json::Value = serde_json::from_str(&rows).unwrap();
    assert_eq!(sheets[0]["rows"][0][5], "原因");
    assert_eq!(sheets[0]["rows"][1].as_array().unwrap().len(), 4, "a good row has no reason");
    assert!(sheets[0]["rows"][2][5].as_str().unwrap().contains("B7"));
    let fixed: [&[&str]; 3] = [facts[0], facts[1], &["N2", "B2", "支委会", "2026-09-11", ""]];
    place.workbook("fixed.xlsx", &[("事实", &fixed)]);
    assert!(place.succeeds(&["import", "fixed.xlsx"]).contains("已导入：0 个组织、2 条事实"), "N1 was not kept before");
}

#[test]
fn importing_the_same_file_twice_is_noticed() {
    let place = Place::ready();
    let said = place.fails(&["import", "company.xlsx"], "整份未导入");
    assert!(said.contains("编号“B1”已经存在") && said.contains("的事实已经存在"), "{said}");
}

#[test]
fn a_file_that_is_no_workbook_is_refused_politely() {
    let place = Place::ready();
    place.write("text.xlsx", "这不是工作簿");
    place.fails(&["import", "text.xlsx"], "不是有效的 .xlsx 工作簿");
    place.fails(&["import", "absent.xlsx"], "无法读取 absent.xlsx");
}

#[test]
fn the_template_has_every_column_and_is_importable_empty() {
    let place = Place::ready();
    place.succeeds(&["import", "--template", "template.xlsx"]);
    let sheets = place.sheets("template.xlsx");
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["组织", "事实", "指标数据", "字典"]);
    assert_eq!(sheets[2].1[0], ["支部编号", "周期", "产量 实际", "产量 目标"]);
    assert!(place.succeeds(&["import", "template.xlsx"]).contains("0 个组织、0 条事实"));
}

/// A row to type into the template, by heading.
type Typed<'a> = &'a [(&'a str, &'a str)];

/// The template with rows typed into it.
fn fill(place: &Place, name: &str, orgs: &[Typed], facts: &[Typed], figures: &[Typed]) {
    place.succeeds(&["import", "--template", "template.xlsx"]);
    let mut workbook = Workbook::new();
    for ((title, template), typed) in place.sheets("template.xlsx").iter().zip([orgs, facts, figures]) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(title).unwrap();
        let headings = &template[0];
        for (column, heading) in headings.iter().enumerate() {
            sheet.write_string(0, column as u16, heading).unwrap();
        }
        for (n, row) in typed.iter().enumerate() {
            for (heading, text) in row.iter() {
                let column = headings.iter().position(|known| known == heading).unwrap_or_else(|| panic!("{heading}"));
                let cell = (n as u32 + 1, column as u16);
                match text.parse::<f64>() {
                    Ok(number) => sheet.write_number(cell.0, cell.1, number).unwrap(),
                    Err(_) => sheet.write_string(cell.0, cell.1, *text).unwrap(),
                };
            }
        }
    }
    workbook.save(place.path().join(name)).unwrap();
}

#[test]
fn a_template_filled_with_mistakes_comes_back_with_every_reason_and_keeps_nothing() {
    let place = Place::new();
    place.succeeds(&["migrate"]);
    place.write("scheme.yaml", SCHEME);
    place.succeeds(&["publish", "scheme.yaml"]);
    let company: Typed = &[("编号", "C"), ("名称", "公司党委"), ("类型", "公司党委")];
    let unit: Typed = &[("编号", "U1"), ("名称", "炼铁厂党委"), ("类型", "二级单位党委"), ("上级编号", "C")];
    let branch: Typed = &[
        ("编号", "B1"),
        ("名称", "高炉党支部"),
        ("类型", "党支部"),
        ("上级编号", "U1"),
        ("类别", "生产类"),
        ("成立日期", "2020/1/1"),
        ("正式党员数", "12"),
    ];
    let wrong_branch: Typed =
        &[("编号", "B2"), ("名称", "转炉党支部"), ("类型", "党支部"), ("上级编号", "U9"), ("类别", "冶炼类")];
    let meeting: Typed = &[("支部编号", "B1"), ("事实", "支委会"), ("日期", "2026年9月10日"), ("实到人数", "5")];
    let facts: [Typed; 7] = [
        meeting,
        &[("支部编号", "B2"), ("事实", "支委会"), ("日期", "2026-09-10")],
        &[("支部编号", "B7"), ("事实", "团委会"), ("日期", "去年")],
        &[("支部编号", "B1"), ("事实", "荣誉"), ("日期", "2026-09-20"), ("level", "省级"), ("实到人数", "3")],
        &[("支部编号", "B1"), ("事实", "支委会"), ("日期", "2026-09-12"), ("上报日期", "2026-09-11")],
        meeting,
        &[("支部编号", "B1"), ("事实", "支委会")],
    ];
    let figures: [Typed; 3] = [
        &[("支部编号", "B1"), ("周期", "2026-09-01"), ("产量 实际", "98.5"), ("产量 目标", "100")],
        &[("支部编号", "B1"), ("周期", "2026-13"), ("产量 实际", "约九成")],
        &[("支部编号", "B1"), ("周期", "2026-08")],
    ];
    fill(&place, "filled.xlsx", &[company, unit, branch, wrong_branch], &facts, &figures);
    place.fails(&["import", "filled.xlsx", "--out", "back.xlsx"], "9 行有错误，整份未导入");

    let back = place.sheets("back.xlsx");
    let reason = |sheet: usize, row: usize| {
        let rows = &back[sheet].1;
        assert_eq!(rows[0].last().unwrap(), "原因");
        rows[row].get(rows[0].len() - 1).cloned().unwrap_or_default()
    };
    for (sheet, row) in [(0, 1), (0, 2), (0, 3), (1, 1), (2, 1)] {
        assert_eq!(reason(sheet, row), "", "a good row has no reason");
    }
    for (sheet, row, words) in [
        (0, 4, &["没有编号为“U9”的上级", "类别“冶炼类”不认识；可写：生产类、市场经营类"][..]),
        (1, 2, &["在“组织”表里的那一行有错误"]),
        (1, 3, &["没有编号为“B7”的支部", "“日期”不是日期：去年", "事实“团委会”不在现行办法里"]),
        (1, 4, &["“level”没有“省级”；可写：市级、公司级", "“实到人数”不是“荣誉”的栏目"]),
        (1, 5, &["上报日期早于日期"]),
        (1, 6, &["与本文件另一行相同"]),
        (1, 7, &["日期没有填写"]),
        (2, 2, &["“周期”写法不对：2026-13", "“产量 实际”不是数字：约九成"]),
        (2, 3, &["没有任何指标数据"]),
    ] {
        let said = reason(sheet, row);
        assert!(words.iter().all(|words| said.contains(words)), "{sheet} {row}: {said}");
    }
    assert_eq!(back[1].1[3][..4], ["", "B7", "团委会", "去年"], "what was typed is still there");

    place.fails(&["rate", "2026-09"], "还没有党支部");
    fill(&place, "mended.xlsx", &[company, unit, branch], &[meeting], &figures[..1]);
    assert!(
        place.succeeds(&["import", "mended.xlsx"]).contains("已导入：3 个组织、2 条事实"),
        "nothing was kept before"
    );
    place.succeeds(&["rate", "2026-09"]);
    assert!(place.succeeds(&["explain", "B1", "2026-09"]).contains("总分 99.10"));
    place.fails(&["import", "mended.xlsx"], "整份未导入");
}

#[test]
fn a_column_that_nobody_would_read_is_refused() {
    let place = Place::ready();
    let facts: [&[&str]; 2] =
        [&["支部编号", "事实", "日期", "实到", "备注一", ""], &["B1", "支委会", "2026-09-11", "5", "随手记", "多余"]];
    place.workbook("odd.xlsx", &[("事实", &facts), ("花名册", &[&["姓名"]])]);
    let said = place.fails(&["import", "odd.xlsx", "--out", "back.xlsx"], "整份未导入");
    for words in ["第一行有不认识的列“实到”", "第6列有内容但第一行没有列名", "不认识的工作表“花名册”"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    let back = place.sheets("back.xlsx");
    assert!(back[0].1[0].last().unwrap().starts_with("原因（第一行有不认识的列“实到”"), "{:?}", back[0].1[0]);
}

#[test]
fn what_came_back_can_be_mended_and_imported() {
    let place = Place::ready();
    let rows: [&[&str]; 2] =
        [&["支部编号", "事实", "日期", "原因"], &["B1", "支委会", "2026-09-11", "没有编号为“B9”的支部"]];
    place.workbook("mended.xlsx", &[("事实", &rows)]);
    assert!(place.succeeds(&["import", "mended.xlsx"]).contains("1 条事实"));
}

const ADD: [&str; 9] = ["account", "add", "wanggang", "--name", "王刚", "--role", "branch", "--org", "B1"];

#[test]
fn an_account_gets_a_one_time_code_that_is_shown_once() {
    let place = Place::ready();
    let said = place.succeeds(&ADD);
    assert!(said.contains("已新建账号 wanggang（王刚，党支部，高炉党支部）"), "{said}");
    let password = said.split("一次性口令：").nth(1).unwrap().split('（').next().unwrap();
    assert_eq!(password.len(), 19, "{said}");
    let listed = place.succeeds(&["account", "list"]);
    assert!(listed.contains("王刚") && listed.contains("党支部@高炉党支部") && !listed.contains(password), "{listed}");
    let reset = place.succeeds(&["account", "reset", "wanggang"]);
    assert!(reset.contains("一次性口令：") && !reset.contains(password), "{reset}");
}

#[test]
fn a_locked_account_stays_in_the_list_until_it_is_reset() {
    let place = Place::ready();
    place.succeeds(&ADD);
    assert!(place.succeeds(&["account", "lock", "wanggang"]).contains("已停用账号 wanggang"));
    assert!(place.succeeds(&["account", "list"]).contains("停用"));
    place.succeeds(&["account", "reset", "wanggang"]);
    let listed: serde_json::Value = serde_json::from_str(&place.succeeds(&["account", "list", "--json"])).unwrap();
    assert_eq!((&listed[0]["disabled"], &listed[0]["roles"][0]["org_id"]), (&false.into(), &"B1".into()));
}

#[test]
fn a_password_can_be_typed_and_must_be_strong() {
    let place = Place::ready();
    let add = [&ADD[..], &["--password-stdin"]].concat();
    for (typed, why) in [("炼钢2026\n", "密码至少 12 个字符"), ("Wanggang-2026-steel\n", "密码不能包含账号名")]
    {
        let output = place.run_typing(&add, typed);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains(why), "{}", text(&output.stderr));
    }
    let output = place.run_typing(&add, "一炉好钢-2026-Shiyue\r\n");
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(!text(&output.stdout).contains("口令："), "what was typed is not shown");
}

#[test]
fn accounts_that_cannot_be_are_refused_with_a_way_out() {
    let place = Place::ready();
    place.succeeds(&ADD);
    place.fails(&ADD, "账号“wanggang”已经存在");
    let with = |position: usize, word: &'static str| {
        let mut arguments = ADD;
        arguments[2] = "other";
        arguments[position] = word;
        arguments
    };
    place.fails(&with(2, "王 刚"), "写法不对");
    place.fails(&with(4, " "), "没有写姓名");
    place.fails(&with(6, "boss"), "可用：organisation（党委组织部）");
    place.fails(&with(8, "B7"), "没有编号或名称为“B7”的组织");
    place.fails(&with(8, "公司党委"), "“党支部”不能设在公司党委；请写一个党支部的编号");
    place.succeeds(&with(6, "党员"));
    place.fails(&["account", "lock", "nobody"], "没有账号“nobody”");
    place.fails(&["account", "reset", "nobody"], "没有账号“nobody”");
}

#[test]
fn a_sealed_period_is_not_rated_again() {
    let place = Place::ready();
    place.fails(&["seal", "2026-09"], "还没有评分结果，不能封存");
    place.succeeds(&["rate", "2026-09"]);
    assert!(place.succeeds(&["seal", "2026-09"]).contains("已封存2026年9月"));
    place.fails(&["rate", "2026-09"], "2026年9月已封存");
}

#[test]
fn serving_an_empty_database_says_how_to_begin() {
    let place = Place::new();
    place.succeeds(&["migrate"]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_baolei"))
        .args(["serve", "--listen", "127.0.0.1:0"])
        .current_dir(place.path())
        .env_remove("BAOLEI_DATABASE")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let said: Vec<String> = lines.take_while(|line| !line.contains("堡垒已启动")).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    let said = said.join("\n");
    for words in ["baolei publish", "baolei import --template", "baolei account add"] {
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[test]
fn a_checkpoint_is_signed_and_the_journal_verified_against_it() {
    let place = Place::ready();
    let note = place.succeeds(&["checkpoint", "--out", "seen.txt"]);
    let passed = place.succeeds(&["verify", "--checkpoint", "seen.txt"]);
    assert!(passed.contains("核验通过"), "{passed}");
    // Another size under the same signature.
    place.write("seen.txt", &note.replacen('\n', "\n9", 1));
    place.fails(&["verify", "--checkpoint", "seen.txt"], "不可信");
}

#[test]
fn a_database_that_was_put_back_is_found_by_what_was_signed_last() {
    let place = Place::ready();
    let database = place.path().join("data/baolei.db");
    let old = std::fs::read(&database).unwrap();
    place.succeeds(&["rate", "2026-09"]);
    place.succeeds(&["checkpoint"]);
    let passed = place.succeeds(&["verify"]);
    assert!(passed.contains("核验通过") && passed.contains("已对照本机最近签发的检查点"), "{passed}");
    std::fs::write(&database, &old).unwrap();
    place.fails(&["verify"], "核验未通过");
    let said = text(&place.run(&["verify"]).stdout);
    assert!(said.contains("与检查点不符") && said.contains("存证缺失"), "{said}");
}

#[test]
fn two_databases_in_one_folder_are_signed_each_by_itself() {
    let place = Place::ready();
    place.succeeds(&["checkpoint"]);
    let other = ["--database", "sqlite:./data/other.db"];
    place.succeeds(&[&["migrate"][..], &other].concat());
    place.succeeds(&[&["publish", "scheme.yaml"][..], &other].concat());
    place.succeeds(&[&["checkpoint"][..], &other].concat());
    place.succeeds(&["rate", "2026-09"]);
    place.succeeds(&["checkpoint"]);
    for database in [&[][..], &other] {
        assert!(place.succeeds(&[&["verify"][..], database].concat()).contains("核验通过"));
    }
    let folders = std::fs::read_dir(place.path().join("data/checkpoints")).unwrap().count();
    assert_eq!(folders, 2);
}

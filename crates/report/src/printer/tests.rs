use std::process::Command;

use super::*;
use crate::{BookMonth, Column, Grid, MatrixRow, SheetRow, Topic};

fn pair(label: &str, text: &str) -> (String, String) {
    (label.to_owned(), text.to_owned())
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().copied().map(str::to_owned).collect()
}

fn meeting(n: usize) -> RecordPaper {
    RecordPaper {
        heading: "支部委员会会议记录".to_owned(),
        title: format!("研究{n}月份组织生活安排"),
        unit: "炼铁厂党委".to_owned(),
        branch: "一高炉党支部".to_owned(),
        facts: vec![
            pair("时间", "2026年9月10日 14:30—15:40"),
            pair("地点", "二楼会议室"),
            pair("主持人", "李明"),
            pair("记录人", "王芳"),
            pair("应到", "5人"),
            pair("实到", "4人"),
        ],
        present: texts(&["李明", "王芳", "赵强", "刘洋"]),
        absent: vec![pair("陈静", "出差")],
        left_out: vec![pair("孙伟", "长期在外，经会议认可")],
        topics: vec![Topic {
            topic: "讨论发展对象人选".to_owned(),
            summary: "会议听取了培养联系人的汇报，“成熟一个、发展一个”。".to_owned(),
            resolution: "同意将张伟列为发展对象。".to_owned(),
            vote: "赞成4票，反对0票，弃权0票".to_owned(),
        }],
        grids: vec![Grid {
            title: "整改事项".to_owned(),
            columns: texts(&["问题", "措施", "责任人", "期限"]),
            rows: vec![texts(&["学习笔记不全", "逐人补记", "赵强", "2026年9月30日"])],
        }],
        findings: texts(&["应到5人，实到4人；召开支委会须到会超过半数（至少3人）：符合。"]),
        files: texts(&["签到表.pdf"]),
        signatures: texts(&["主持人", "记录人"]),
        footer: "记录编号 zwh-001".to_owned(),
        ..RecordPaper::default()
    }
}

fn table(lines: usize) -> SheetPaper {
    let column = |title: &str, align| Column { title: title.to_owned(), share: 1, align };
    let line = |n: usize| SheetRow::Line { cells: vec![format!("第{n}支部"), "92.50".to_owned()] };
    SheetPaper {
        heading: "2026年9月生产类党支部排名表".to_owned(),
        facts: vec![pair("周期", "2026年9月")],
        columns: vec![column("党支部", "left"), column("得分", "right")],
        rows: std::iter::once(SheetRow::Band { text: "生产类".to_owned() })
            .chain((1..=lines).map(line))
            .chain([SheetRow::Sum { cells: texts(&["平均", "92.50"]) }])
            .collect(),
        notes: vec![pair("并列规则", "总分相同的名次并列。")],
        signatures: texts(&["制表人", "审核人"]),
        footer: "2026年10月16日打印".to_owned(),
    }
}

/// What a reader finds when searching and copying: spaces and line ends are of the page, not of the text.
fn read(pdf: &[u8]) -> String {
    let output = poppler("pdftotext", &["-layout"], pdf, &["-"]);
    String::from_utf8(output).unwrap().split_whitespace().collect::<String>().replace('\u{200b}', "")
}

fn pages(pdf: &[u8]) -> usize {
    let told = String::from_utf8(poppler("pdfinfo", &[], pdf, &[])).unwrap();
    told.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap().trim().parse().unwrap()
}

fn poppler(tool: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("paper.pdf");
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new(tool).args(before).arg(&path).args(after).output().expect("poppler-utils is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn holds(text: &str, words: &[&str]) {
    for words in words {
        let words: String = words.split_whitespace().collect();
        assert!(text.contains(&words), "`{words}` is not in {text}");
    }
}

#[test]
fn a_record_is_on_paper_word_for_word_in_fonts_that_are_there() {
    let printer = Printer::open(&[]).unwrap();
    let (pdf, warnings) = printer.print(RECORD, &meeting(9)).unwrap();
    let unknown: Vec<&String> = warnings.iter().filter(|said| said.contains("noto")).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let text = read(&pdf);
    holds(
        &text,
        &[
            "支部委员会会议记录",
            "炼铁厂党委一高炉党支部",
            "2026年9月10日 14:30—15:40",
            "李明、王芳、赵强、刘洋",
            "陈静（出差）",
            "孙伟（长期在外，经会议认可）",
            "一、讨论发展对象人选",
            "成熟一个、发展一个",
            "决议：同意将张伟列为发展对象。",
            "表决：赞成4票，反对0票，弃权0票",
            "学习笔记不全",
            "至少3人）：符合。",
            "1. 签到表.pdf",
            "记录编号 zwh-001",
            "第1页共1页",
        ],
    );
    assert!(pdf.len() < 600_000, "only the signs that are used are in the file: {} bytes", pdf.len());
}

#[test]
fn what_looks_like_markup_is_text_and_nothing_else() {
    let printer = Printer::open(&[]).unwrap();
    let hostile = r##"#import "/etc/passwd": * $x^2$ \ @ref *粗* _斜_ `码` = 一 #panic() <a> // 注 ~ "引" "##;
    let paper = RecordPaper {
        heading: hostile.to_owned(),
        title: hostile.to_owned(),
        branch: hostile.to_owned(),
        facts: vec![pair(hostile, hostile)],
        topics: vec![Topic { topic: hostile.to_owned(), summary: hostile.to_owned(), ..Topic::default() }],
        sections: vec![pair(hostile, hostile)],
        ..meeting(1)
    };
    let signs = [r##"#import"/etc/passwd":*$x^2$\@ref"##, "*粗*_斜_`码`=一#panic()<a>//注~"];
    holds(&read(&printer.record(&paper).unwrap()), &signs);
    let month = BookMonth { title: hostile.to_owned(), records: vec![paper] };
    let book = BookPaper { branch: hostile.to_owned(), months: vec![month], ..BookPaper::default() };
    holds(&read(&printer.book(&book).unwrap()), &signs);
    let sheet = SheetPaper { heading: hostile.to_owned(), ..table(1) };
    holds(&read(&printer.sheet(&sheet).unwrap()), &signs);
}

#[test]
fn a_long_text_flows_over_pages_and_a_long_word_stays_on_the_paper() {
    let printer = Printer::open(&[]).unwrap();
    let one = "会议强调，要把党建工作与安全生产同谋划、同部署、同落实。";
    let paper = RecordPaper {
        title: format!("{}{}", "x".repeat(400), "长".repeat(300)),
        sections: vec![pair("活动内容", &format!("{}终", one.repeat(120)))],
        ..meeting(9)
    };
    let pdf = printer.record(&paper).unwrap();
    let n = pages(&pdf);
    assert!(n >= 4, "{n} pages");
    let text = read(&pdf);
    assert_eq!(text.matches('x').count(), 400, "nothing of it lies outside the page");
    assert_eq!(text.matches('长').count(), 301);
    holds(&text, &["同落实。终", &format!("第{n}页共{n}页")]);
}

#[test]
fn a_year_is_a_book_with_contents() {
    let printer = Printer::open(&[]).unwrap();
    let book = BookPaper {
        year: "2026".to_owned(),
        unit: "炼铁厂党委".to_owned(),
        branch: "一高炉党支部".to_owned(),
        printed: "2026年12月31日".to_owned(),
        facts: vec![pair("书记", "李明")],
        committee: Grid {
            title: "支部委员会".to_owned(),
            columns: texts(&["职务", "姓名"]),
            rows: vec![texts(&["书记", "李明"])],
        },
        roster_note: "共有党员9人。".to_owned(),
        roster: vec![("第一党小组".to_owned(), texts(&["李明", "王芳"]))],
        matrix: vec![MatrixRow {
            duty: "支部委员会会议".to_owned(),
            months: (1..=12).map(|n| n.to_string()).collect(),
        }],
        scores: Grid {
            columns: texts(&["周期", "得分", "位次", "星级"]),
            rows: vec![texts(&["2026年9月", "96.50", "3/42", "四星"])],
            ..Grid::default()
        },
        months: (1..=12).map(|n| BookMonth { title: format!("{n}月"), records: vec![meeting(n)] }).collect(),
        ..BookPaper::default()
    };
    let pdf = printer.book(&book).unwrap();
    let text = read(&pdf);
    holds(&text, &["党支部工作台账", "目录", "月度一览", "考核得分", "96.50", "王芳"]);
    // Once in the contents and once on its page.
    assert_eq!(text.matches("研究12月份组织生活安排").count(), 2);
    assert!(pages(&pdf) >= 17, "cover, contents, three parts and a page for each record");
}

#[test]
fn a_long_table_repeats_its_head_and_ends_with_its_sum() {
    let printer = Printer::open(&[]).unwrap();
    let pdf = printer.sheet(&table(60)).unwrap();
    let (n, text) = (pages(&pdf), read(&pdf));
    assert!(n >= 2);
    assert_eq!(text.matches("党支部得分").count(), n, "the head stands on each page");
    holds(&text, &["第60支部92.50", "平均92.50", "并列规则：总分相同的名次并列。", &format!("第{n}页共{n}页")]);
}

#[test]
fn a_sum_stands_on_the_page_of_the_last_line_wherever_the_page_ends() {
    let printer = Printer::open(&[]).unwrap();
    for lines in 20..=26 {
        let pdf = printer.sheet(&table(lines)).unwrap();
        let text = String::from_utf8(poppler("pdftotext", &["-layout"], &pdf, &["-"])).unwrap();
        let page = text.split('\u{c}').find(|page| page.contains("平均")).unwrap();
        let page: String = page.split_whitespace().collect();
        assert!(page.contains(&format!("第{lines}支部92.50")), "{lines} lines: {page}");
    }
}

#[test]
fn a_name_that_governs_several_lines_is_printed_once() {
    let line = |name: &str, item: &str| SheetRow::Line { cells: texts(&[name, item]) };
    let sheet = SheetPaper {
        rows: vec![
            SheetRow::Band { text: "星级管理".to_owned() },
            line("组织生活", "主题党日"),
            line("组织生活", "党小组会"),
            line("工作保障", "台账一次合格"),
            SheetRow::Sum { cells: texts(&["", "8.50"]) },
        ],
        ..table(1)
    };
    let text = read(&Printer::open(&[]).unwrap().sheet(&sheet).unwrap());
    assert_eq!(text.matches("组织生活").count(), 1, "{text}");
    holds(&text, &["星级管理", "主题党日", "党小组会", "工作保障", "台账一次合格", "8.50"]);
}

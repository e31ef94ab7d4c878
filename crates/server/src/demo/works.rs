//! Tasks, marks given on site, and the surveys of the year.

use jiff::civil::date;

use super::{
    book::{Book, Entry, Month, tenths, whole},
    company::Branch,
    layout::{ADMINISTRATION, MARKET, PRODUCTION},
    rng::Rng,
    words,
};

pub(super) fn monthly(book: &mut Book, branch: &Branch, month: Month, clerk: &str, seed: u64) {
    let mut rng = Rng::of(seed, "works", branch.stream * 100 + month.idx as u64);
    let strength = (branch.output + branch.order) / 2 + branch.trend * month.idx + rng.bell(35);
    let category = branch.category_on(month.last());
    let subjects = words::tasks(category);
    let n_tasks = 6 + rng.within(0, 1);
    let first = rng.within(0, subjects.len() as i64 - 1);
    for n in 0..n_tasks {
        let subject = subjects[((first + n) as usize) % subjects.len()];
        let on = month.day([10, 15, 18, 22, 25, 28, 30][n as usize]);
        let (result, progress) = outcome(&mut rng, strength);
        if !branch.exists_on(on) {
            continue;
        }
        let numbers = [("progress", whole(progress))];
        let title = format!("{}月重点任务：{subject}", month.number());
        let filed = on.min(month.last());
        book.add(
            branch,
            Entry::new("key_task", on, title, clerk).filed(filed).numbers(&numbers).tags(&[("result", result)]),
        );
    }
    // One project runs through a quarter.
    let projects = words::projects(category);
    let quarter = (month.idx / 3) as usize + branch.stream as usize;
    let project = projects[quarter % projects.len()];
    let progress = (895 + strength * 48 / 100 + rng.bell(45)).clamp(500, 1000);
    let result = if progress >= 950 { "accepted" } else { "late" };
    let numbers = [("progress", tenths(progress))];
    let entry = Entry::new("innovation_task", month.last(), format!("党员攻关项目：{project}"), &branch.secretary);
    book.add(branch, entry.numbers(&numbers).tags(&[("result", result)]));
    if month.ends_quarter() {
        quarterly(book, branch, month, clerk, &mut rng, strength);
    }
}

fn outcome(rng: &mut Rng, strength: i64) -> (&'static str, i64) {
    let fails = (70 - strength * 48 / 100).clamp(4, 260);
    let lates = (130 - strength * 75 / 100).clamp(12, 330);
    if rng.chance(fails) {
        ("not_done", rng.within(4, 8) * 10)
    } else if rng.chance(lates) {
        ("late", 100)
    } else {
        ("accepted", 100)
    }
}

fn quarterly(book: &mut Book, branch: &Branch, month: Month, clerk: &str, rng: &mut Rng, strength: i64) {
    let quarter = month.quarter_title();
    for _ in 0..rng.within(0, 2) {
        let (result, progress) = outcome(rng, strength);
        let numbers = [("progress", whole(progress))];
        let title = format!("整改：{}", rng.pick(words::FINDINGS));
        let on = month.day(rng.within(10, 28));
        book.add(branch, Entry::new("rectification", on, title, clerk).numbers(&numbers).tags(&[("result", result)]));
    }
    for _ in 0..rng.within(1, 2) {
        let (result, progress) = outcome(rng, branch.service + 40);
        let numbers = [("progress", whole(progress))];
        let title = format!("办实事：{}", rng.pick(words::SERVICES));
        let on = month.day(rng.within(10, 28));
        let entry = Entry::new("service_task", on, title, &branch.secretary);
        book.add(branch, entry.numbers(&numbers).tags(&[("result", result)]));
    }

    let visit = month.day(rng.within(22, 28));
    let focus = rng.pick(words::SECRETARY_FOCUS);
    let grade = grade(strength + rng.bell(60));
    let tags = [("grade", grade), ("reason", focus)];
    book.add(
        branch,
        Entry::new("secretary_review", visit, format!("{quarter}书记履职评价：{grade}"), clerk).tags(&tags),
    );
    let grade = self::grade(branch.order + branch.trend * month.idx + rng.bell(60));
    let tags = [("grade", grade), ("reason", "现场旁听、抽查记录")];
    book.add(
        branch,
        Entry::new("life_review", visit, format!("{quarter}组织生活质量验收：{grade}"), clerk).tags(&tags),
    );

    let pioneer = (7 + strength * 11 / 1000 + rng.bell(9) / 10).clamp(3, 10);
    mark(
        book,
        branch,
        "pioneer_review",
        visit,
        &format!("{quarter}党员先锋岗验收"),
        (pioneer, "现场查看责任区"),
        clerk,
    );
    let accepted = (850 + strength * 48 / 100 + rng.bell(30)).clamp(550, 1000) / 5 * 5;
    mark(
        book,
        branch,
        "task_acceptance",
        visit,
        &format!("{quarter}重点任务验收"),
        (accepted, "对照任务清单逐项验收"),
        clerk,
    );
    let safe =
        (865 + branch.output * 40 / 100 + branch.trend * month.idx * 2 / 5 + rng.bell(25)).clamp(600, 1000) / 5 * 5;
    mark(
        book,
        branch,
        "safety_review",
        visit,
        &format!("{quarter}安全标准化验收"),
        (safe, "按验收表检查"),
        "安全环保部督查组",
    );
    // The organisation department has not been everywhere yet in the last quarter.
    let visited = month.idx + 1 < i64::from(super::company::N_MONTHS) || branch.unit_name != "国际贸易公司";
    if visited {
        let brand =
            (175 + (branch.service + branch.output) * 15 / 100 + branch.trend * month.idx * 3 / 10 + rng.bell(18))
                .clamp(80, 250)
                / 10;
        let found = (brand, "对照“五有”标准");
        mark(book, branch, "brand_review", visit, &format!("{quarter}品牌创建评价"), found, "组织部考核组");
    }
    if matches!(branch.category_on(month.last()), PRODUCTION | ADMINISTRATION | MARKET) {
        let lost = (5 - strength / 35 + rng.bell(22) / 10).clamp(0, 15);
        let found = (-lost, if lost == 0 { "未发现问题" } else { "个别记录不规范" });
        mark(
            book,
            branch,
            "process_audit",
            visit,
            &format!("{quarter}工艺（流程）纪律检查"),
            found,
            "技术质量部检查组",
        );
    }
}

fn mark(
    book: &mut Book,
    branch: &Branch,
    key: &'static str,
    on: jiff::civil::Date,
    title: &str,
    (points, reason): (i64, &str),
    by: &str,
) {
    let numbers = [("points", tenths(points))];
    let tags = [("reason", reason)];
    book.add(branch, Entry::new(key, on, title.to_owned(), by).numbers(&numbers).tags(&tags));
}

fn grade(strength: i64) -> &'static str {
    match strength {
        60.. => "好",
        -70.. => "较好",
        -220.. => "一般",
        _ => "差",
    }
}

/// Year-end of 2025.
pub(super) fn yearly(book: &mut Book, branch: &Branch, clerk: &str, seed: u64) {
    let on = date(2025, 12, 20);
    if !branch.exists_on(on) {
        return;
    }
    let mut rng = Rng::of(seed, "year-works", branch.stream);
    for (key, title, voters) in [
        ("member_poll", "2025年度党员测评", branch.members),
        ("mass_poll", "2025年度职工群众测评", branch.members * 2 + rng.within(5, 20)),
    ] {
        let rate = (885 + branch.service * 35 / 100 + rng.bell(25)).clamp(550, 1000);
        let bad = (0..voters).filter(|_| !rng.chance(rate)).count() as i64;
        let fair = (voters - bad) * rng.within(6, 22) / 100;
        let numbers = [("good", whole(voters - bad - fair)), ("fair", whole(fair)), ("bad", whole(bad))];
        book.add(branch, Entry::new(key, on, title.to_owned(), clerk).numbers(&numbers));
    }
    let superior = (865 + branch.order * 40 / 100 + rng.bell(25)).clamp(550, 1000) / 5 * 5;
    mark(book, branch, "superior_mark", on, "2025年度上级党委评价", (superior, "综合全年工作"), clerk);
    let site = if rng.chance(600 + branch.order * 2) { "达标" } else { "基本达标" };
    let tags = [("grade", site), ("reason", "现场验收活动阵地")];
    book.add(branch, Entry::new("site_review", on, format!("2025年活动阵地验收：{site}"), "组织部考核组").tags(&tags));
    let hours = (258 + branch.service * 28 / 100 + rng.bell(25)).clamp(150, 340) / 5 * 5;
    let numbers = [("actual", tenths(hours)), ("target", whole(28))];
    book.add(
        branch,
        Entry::new("committee_training", on, "2025年书记委员培训学时".to_owned(), "教育培训系统接口").numbers(&numbers),
    );
    let planned = if branch.members >= 12 { rng.within(0, 2) } else { 0 };
    let joined = planned - i64::from(planned > 0 && rng.chance((80 - branch.order / 2).clamp(10, 200)));
    let numbers = [("actual", whole(joined)), ("target", whole(planned))];
    book.add(
        branch,
        Entry::new("development", on, "2025年发展党员计划完成".to_owned(), "组织部组织科").numbers(&numbers),
    );
    let planned = branch.members * 300;
    let spent = planned * (840 + branch.order * 80 / 100 + rng.bell(90)).clamp(300, 1000) / 1000;
    let numbers = [("actual", whole(spent)), ("target", whole(planned))];
    book.add(branch, Entry::new("funds", on, "2025年党建工作经费执行".to_owned(), "财务系统接口").numbers(&numbers));
    let result = (905 + branch.output * 35 / 100 + rng.bell(18)).clamp(700, 1000);
    let numbers = [("value", tenths(result))];
    book.add(
        branch,
        Entry::new("admin_result", on, "2025年行政绩效考核得分".to_owned(), "运营管理部绩效科").numbers(&numbers),
    );
}

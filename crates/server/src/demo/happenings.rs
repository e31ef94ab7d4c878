//! What happens to branches: rosters, honours, accidents, criticism, exceptions, returned records.

use jiff::civil::{Date, date};

use super::{
    book::{Book, Entry, Month, whole},
    company::{Branch, MEMBERS_MOVED, MERGER, START, Story},
    layout::{ADMINISTRATION, AUXILIARY, MARKET, NON_PUBLIC, PRODUCTION},
    rng::Rng,
    words,
};

/// The roster on the first day, the star from before, and what changed later.
pub(super) fn rosters(book: &mut Book, branch: &Branch, seed: u64) {
    let mut rng = Rng::of(seed, "rosters", branch.stream);
    let first = date(2025, 1, 1).max(branch.founded);
    let by = branch.secretary.as_str();
    let posts = i64::from(branch.has_committee);
    let activists = if branch.stream.is_multiple_of(3) { 0 } else { rng.within(1, 3) };
    let graduates = if branch.has_committee && rng.chance(420) { 1 } else { 0 };
    let vacant = i64::from(branch.has_committee && rng.chance(40));
    let overdue = if rng.chance((22 - branch.order / 10).clamp(3, 50)) { rng.within(1, 2) } else { 0 };
    for (key, title, value) in [
        ("full_members", "正式党员数", branch.full_members),
        ("has_committee", "设有支部委员会", posts),
        ("groups", "党小组数", branch.groups),
        ("vacant_posts", "班子空缺职数", vacant),
        ("term_overdue", "逾期未换届月数", overdue),
        ("graduates_in_committee", "大学生党员进支委人数", graduates),
        ("activists", "入党积极分子数", activists),
    ] {
        roster(book, branch, key, first, title, value, by);
    }
    if vacant > 0 {
        roster(book, branch, "vacant_posts", date(2026, rng.within(1, 8) as i8, 10), "班子空缺职数（已补选）", 0, by);
    }
    if overdue > 0 {
        roster(book, branch, "term_overdue", date(2026, rng.within(1, 6) as i8, 15), "逾期未换届月数（已换届）", 0, by);
    }
    // The member roster is settled at the end of every month.
    for month in (0..super::company::N_MONTHS).map(Month::of) {
        let day = month.last();
        if branch.exists_on(day) && day > first {
            let moved = if branch.story == Some(Story::Enlarged) && day >= MERGER { MEMBERS_MOVED } else { 0 };
            roster(book, branch, "full_members", day, "月末正式党员数", branch.full_members + moved, by);
        }
    }
    if branch.story == Some(Story::Enlarged) {
        roster(book, branch, "full_members", MERGER, "支部合并后正式党员数", branch.full_members + MEMBERS_MOVED, by);
    }
    if branch.founded < date(2025, 1, 1) {
        let star = match branch.order + branch.output + branch.service + rng.bell(90) {
            370.. => 5,
            130.. => 4,
            -230.. => 3,
            -420.. => 2,
            _ => 1,
        };
        let star = match branch.story {
            Some(Story::Climbs) => 2,
            Some(Story::Accident | Story::Twin) => 4,
            _ => star,
        };
        let numbers = [("value", whole(star))];
        let title = "2025年上半年星级评定结果".to_owned();
        book.add(branch, Entry::new("prior_star", date(2025, 6, 30), title, "组织部考核组").numbers(&numbers));
    }
}

fn roster(book: &mut Book, branch: &Branch, key: &'static str, on: Date, title: &str, value: i64, by: &str) {
    let filed = on.max(branch.founded);
    let numbers = [("value", whole(value))];
    book.add(branch, Entry::new(key, on, title.to_owned(), by).filed(filed).numbers(&numbers));
}

pub(super) fn monthly(book: &mut Book, branch: &Branch, month: Month, clerk: &str, seed: u64) {
    let mut rng = Rng::of(seed, "events", branch.stream * 100 + month.idx as u64);
    let rise = branch.trend * month.idx;
    let category = branch.category_on(month.last());
    let heavy = matches!(category, PRODUCTION | AUXILIARY | NON_PUBLIC);
    // Twice as strong is about half as likely to stumble.
    let odds = |often: i64, strength: i64| (often - often * (strength + rise) / 250).clamp(often / 6, often * 3);
    let mut event = |key: &'static str, often: i64, strength: i64, title: &str, class: Option<&str>, by: &str| {
        if !rng.chance(odds(often, strength)) {
            return;
        }
        let on = month.day(rng.within(2, 27)).max(branch.founded);
        let tags: Vec<(&'static str, &str)> = class.map(|class| ("class", class)).into_iter().collect();
        book.add(branch, Entry::new(key, on, title.to_owned(), by).tags(&tags));
    };
    if heavy {
        event("accident", 14, branch.output, "险肇事故：吊物碰擦未伤人", Some("near_miss"), "安全环保部");
        event("accident", 2, branch.output, "轻伤事故：手部挤压", Some("minor"), "安全环保部");
        event("member_violation", 90, branch.order, "党员违章：未按规定确认挂牌", None, "安全环保部督查组");
        event("env_event", 60, branch.output, "环保问题：无组织排放点密封不严", Some("general"), "安全环保部");
        event("env_event", 4, branch.output, "环保问题：排放瞬时超标", Some("serious"), "安全环保部");
    } else {
        event("member_violation", 20, branch.order, "党员违章：厂区交通违规", None, "安全环保部督查组");
    }
    if matches!(category, PRODUCTION | MARKET | NON_PUBLIC) {
        event("quality_claim", 150, branch.output, "质量异议：表面质量", Some("general"), "技术质量部");
        event("quality_claim", 10, branch.output, "质量异议：性能不合，用户退货", Some("serious"), "技术质量部");
    }
    if matches!(category, AUXILIARY | ADMINISTRATION) {
        event("complaint", 160, branch.service, "服务投诉：办理超时", None, "运营管理部");
    }
    if category == MARKET {
        event("risk_event", 90, branch.output, "经营风险：应收账款逾期", None, "法务审计部");
    }
    let finding = words::FINDINGS[(branch.stream as usize + month.idx as usize) % words::FINDINGS.len()];
    event("inspection_finding", 190, branch.order, finding, Some("minor"), "组织部督查组");
    event("inspection_finding", 90, branch.order, finding, Some("ordinary"), "组织部督查组");
    event("inspection_finding", 6, branch.order, "同类问题重复发生", Some("serious"), "组织部督查组");
    event("emergency_work", 14, -branch.service, "参加抢修保供任务", None, clerk);

    if rng.chance(odds(6, branch.order)) {
        let level = if rng.chance(300) { "company" } else { "unit" };
        let title = "通报批评：重点工作推进迟缓".to_owned();
        book.add(branch, Entry::new("criticism", month.day(22), title, "公司督查办").tags(&[("level", level)]));
    }
    if rng.chance(odds(2, branch.order)) {
        let entry = Entry::new("discipline", month.day(19), "党员受警告处分".to_owned(), "纪委");
        book.add(branch, entry.tags(&[("class", "warning")]));
    }
    if rng.chance((14 + (branch.service + rise) / 12).clamp(2, 60)) {
        let level = *[("unit"), ("unit"), ("company"), ("group")].get(rng.within(0, 3) as usize).unwrap_or(&"unit");
        let projects = words::projects(category);
        let subject = projects[rng.within(0, projects.len() as i64 - 1) as usize];
        let title = format!("经验推广：{subject}");
        let tags = [("level", level), ("subject", subject)];
        book.add(branch, Entry::new("good_practice", month.day(24), title, "公司党委组织部").tags(&tags));
    }
    honours(book, branch, month, &mut rng, rise);
    returned(book, branch, month, clerk, &mut rng, rise);
    excused(book, branch, month, clerk);
    told(book, branch, month);
}

/// Commendations come in July, and from outside the company whenever they come.
fn honours(book: &mut Book, branch: &Branch, month: Month, rng: &mut Rng, rise: i64) {
    let strength = (branch.order + branch.output + branch.service) / 3 + rise;
    let mut give = |level: &str, title: &str, day: i64| {
        let tags = [("level", level), ("subject", title)];
        let entry = Entry::new("honour", month.day(day), format!("表彰：{title}"), "公司党委组织部").tags(&tags);
        book.add(branch, entry);
    };
    if month.number() == 7 && month.idx > 0 && strength > 85 && rng.chance(700) {
        give("company", "公司先进党支部", 1);
    }
    if strength > 60 && rng.chance(6) {
        give("city", "市级先进基层党组织", 15);
    }
    if strength > 110 && rng.chance(4) {
        give("provincial", "省国资系统标杆党支部", 18);
    }
}

/// A record that was sent back, and the mended one beside it.
fn returned(book: &mut Book, branch: &Branch, month: Month, clerk: &str, rng: &mut Rng, rise: i64) {
    if !rng.chance((22 - (branch.order + rise) / 12).clamp(4, 60)) {
        return;
    }
    let why = rng.pick(words::RETURNS);
    let on = month.day(12);
    let mut entry =
        Entry::new("theme_day", on, format!("{}月主题党日（退回：{why}）", month.number()), &branch.secretary);
    entry.returned = true;
    book.add(branch, entry);
    book.add(branch, Entry::new("record_return", month.day(14), format!("主题党日记录退回：{why}"), clerk));
}

/// The duties that an approved exception lifts in a month, and why: maintenance of a whole line, offices that are away.
pub(super) fn excuse(branch: &Branch, month: Month) -> Option<(&'static [&'static str], &'static str)> {
    match (branch.unit_name, (month.period.year(), month.number())) {
        ("烧结厂", (2026, 4)) if branch.stream.is_multiple_of(3) && branch.groups > 0 => {
            Some((&["group_monthly"], "例外：机组年修，党小组会与班前会合并安排"))
        }
        ("热轧厂", (2026, 5)) if branch.stream.is_multiple_of(2) => {
            Some((&["committee_monthly"], "例外：产线大修，支委会并入大修党员大会"))
        }
        ("国际贸易公司", (2026, 3)) if branch.stream.is_multiple_of(2) => {
            Some((&["theme_day_monthly", "study_monthly"], "例外：人员集中赴外参展，主题党日顺延"))
        }
        _ => None,
    }
}

fn excused(book: &mut Book, branch: &Branch, month: Month, clerk: &str) {
    let Some((duties, title)) = excuse(branch, month) else { return };
    for duty in duties {
        let tags = [("duty", *duty)];
        book.add(branch, Entry::new("exception", month.last(), title.to_owned(), clerk).tags(&tags));
    }
}

/// The stories of single branches.
fn told(book: &mut Book, branch: &Branch, month: Month) {
    let at = (month.period.year(), month.number());
    let mut accident = |class: &str, title: &str, day: i64| {
        let tags = [("class", class)];
        book.add(branch, Entry::new("accident", month.day(day), title.to_owned(), "安全环保部").tags(&tags));
    };
    match (branch.story, at) {
        (Some(Story::Accident), (2026, 3)) => {
            accident("major", "较大事故：检修作业煤气管道泄漏，按责任事故认定", 9);
            let entry =
                Entry::new("criticism", month.day(20), "通报批评：煤气作业安全管理不到位".to_owned(), "公司督查办");
            book.add(branch, entry.tags(&[("level", "company")]));
        }
        (Some(Story::Injury), (2025, 11)) => accident("serious", "重伤事故：皮带机清料伤害", 17),
        (Some(Story::Falls), (2026, 6)) => {
            let title = "查实弄虚作假：补造两个月党小组会记录".to_owned();
            book.add(branch, Entry::new("falsification", month.day(24), title, "公司党委组织部"));
        }
        (Some(Story::Falls), (2026, 8)) => {
            let entry = Entry::new("discipline", month.day(21), "党员受撤职处分".to_owned(), "纪委");
            book.add(branch, entry.tags(&[("class", "probation")]));
        }
        _ => (),
    }
    // One accident that was nobody's fault, and one expulsion.
    if branch.name == "北山铁矿破碎作业区" && at == (2026, 7) {
        let mut add = |key: &'static str, day: i64, title: &str, tags: &[(&'static str, &str)]| {
            book.add(branch, Entry::new(key, month.day(day), title.to_owned(), "安全环保部").tags(tags));
        };
        add("accident", 21, "重伤事故：暴雨山洪冲击料场", &[("class", "serious")]);
        add("force_majeure", 30, "不可抗力认定：特大暴雨自然灾害", &[]);
    }
    if branch.name == "合金采购部" && at == (2026, 2) {
        let entry = Entry::new("discipline", month.day(25), "党员被开除党籍".to_owned(), "纪委");
        book.add(branch, entry.tags(&[("class", "expelled")]));
    }
    debug_assert!(month.last() >= START);
}

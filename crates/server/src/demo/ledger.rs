//! Records of the branch ledger: three meetings and one lecture, theme days, dues, and what is owed once a quarter or year.

use jiff::civil::{Date, date};
use rating::period::{Cycle, Period};

use super::{
    book::{Book, Entry, Month, whole},
    company::{Branch, Story},
    happenings,
    rng::Rng,
    words,
};

/// How a branch keeps its ledger in one month.
pub(super) struct Diligence {
    rng: Rng,
    /// In a thousand.
    misses: i64,
    lates: i64,
    always_late: bool,
    level: i64,
}

impl Diligence {
    pub(super) fn of(seed: u64, branch: &Branch, month: Month) -> Diligence {
        let mut rng = Rng::of(seed, "ledger", branch.stream * 100 + month.idx as u64);
        let level = branch.order + branch.trend * month.idx + rng.bell(40);
        Diligence {
            misses: (34 - level * 26 / 100).clamp(2, 130),
            lates: (150 - level * 95 / 100).clamp(8, 420),
            always_late: branch.story == Some(Story::Late),
            rng,
            level,
        }
    }

    fn misses(&mut self) -> bool {
        let misses = if self.always_late { 0 } else { self.misses };
        self.rng.chance(misses)
    }

    /// The day on which a record of `on` reaches the platform; in time is up to five days after the period.
    fn filed(&mut self, on: Date, month: Month) -> Date {
        if self.always_late || self.rng.chance(self.lates) {
            let next = Month { idx: month.idx + 1, period: month.period.shifted(1) };
            return next.day(self.rng.within(7, 13));
        }
        let days = jiff::Span::new().days(self.rng.within(0, 3));
        on.checked_add(days).map_or(on, |day| day.min(month.last()).max(on))
    }
}

pub(super) fn monthly(book: &mut Book, branch: &Branch, month: Month, diligence: &mut Diligence) {
    let n = month.number();
    let by = branch.secretary.as_str();
    // The relatively fixed day of this branch.
    let fixed = 5 + (branch.stream as i64 * 7) % 18;
    let members = branch.members - diligence.rng.within(0, branch.members / 12);
    let rate = 868 + diligence.level * 45 / 100 + diligence.rng.bell(32);
    let present = (members * rate.clamp(600, 1000) + 500) / 1000;

    let excused = happenings::excuse(branch, month).map_or(&[][..], |(duties, _)| duties);
    // One month of the quarter is given to integrity.
    let integrity_month = (branch.stream % 3) as i8;
    if !diligence.misses() && !excused.contains(&"theme_day_monthly") {
        let (theme, subject) = if (n - 1) % 3 == integrity_month && !diligence.misses() {
            ("integrity", diligence.rng.pick(words::INTEGRITY))
        } else {
            words::THEMES[diligence.rng.within(0, words::THEMES.len() as i64 - 1) as usize]
        };
        let study = i64::from(!diligence.misses());
        let day = month.day(fixed + diligence.rng.within(-1, 1));
        let filed = diligence.filed(day, month);
        let numbers = [("present", whole(present)), ("entitled", whole(members)), ("study", whole(study))];
        let title = format!("{n}月主题党日：{subject}");
        book.add(
            branch,
            Entry::new("theme_day", day, title, by).filed(filed).numbers(&numbers).tags(&[("theme", theme)]),
        );
    }
    if branch.has_committee && !diligence.misses() && !excused.contains(&"committee_monthly") {
        let seats = if branch.full_members >= 20 { 5 } else { 3 };
        let present = if diligence.rng.chance(300 - diligence.level) { seats - 1 } else { seats };
        let major = i64::from(month.ends_quarter() || diligence.rng.chance(450));
        let numbers = [("present", whole(present)), ("entitled", whole(seats)), ("major", whole(major))];
        let day = month.day(fixed - 3);
        let filed = diligence.filed(day, month);
        let title = format!("{n}月支委会：{}", diligence.rng.pick(words::COMMITTEE_SUBJECTS));
        book.add(branch, Entry::new("committee_meeting", day, title, by).filed(filed).numbers(&numbers));
    }
    for group in 0..branch.groups {
        if diligence.misses() || excused.contains(&"group_monthly") {
            continue;
        }
        let ordinal = ["一", "二", "三", "四"][group as usize];
        let day = month.day(fixed + 2 + group);
        let filed = diligence.filed(day, month);
        let title = format!("{n}月第{ordinal}党小组会：{}", diligence.rng.pick(words::GROUP_SUBJECTS));
        book.add(branch, Entry::new("group_meeting", day, title, by).filed(filed));
    }
    let unpaid = i64::from(diligence.rng.chance((110 - diligence.level / 2).clamp(4, 300)));
    let numbers = [("paid", whole(branch.members - unpaid)), ("payable", whole(branch.members))];
    let day = month.day(26);
    let filed = diligence.filed(day, month);
    book.add(branch, Entry::new("dues", day, format!("{n}月党费收缴"), by).filed(filed).numbers(&numbers));
}

/// At the end of a quarter.
pub(super) fn quarterly(book: &mut Book, branch: &Branch, month: Month, diligence: &mut Diligence) {
    let by = branch.secretary.as_str();
    let quarter = month.quarter_title();
    if !diligence.misses() {
        let entitled = branch.full_members;
        let present = (entitled * (910 + diligence.rng.within(0, 70)) + 500) / 1000;
        let numbers = [("present", whole(present)), ("entitled", whole(entitled)), ("major", whole(1))];
        let day = month.day(16 + diligence.rng.within(0, 8));
        let filed = diligence.filed(day, month);
        let title = format!("{quarter}党员大会：通报工作、讨论重点任务");
        book.add(branch, Entry::new("members_meeting", day, title, by).filed(filed).numbers(&numbers));
    }
    if !diligence.misses() {
        // The secretary speaks in the second and fourth quarter, guests and members in the others.
        let lecturer = match month.number() {
            6 | 12 => "secretary",
            _ => ["member", "leader", "secretary"][diligence.rng.within(0, 2) as usize],
        };
        let day = month.day(10 + diligence.rng.within(0, 8));
        let filed = diligence.filed(day, month);
        let title = format!("{quarter}党课：{}", diligence.rng.pick(words::LECTURES));
        book.add(branch, Entry::new("lecture", day, title, by).filed(filed).tags(&[("lecturer", lecturer)]));
    }
    if !diligence.misses() {
        let filed = diligence.filed(month.last(), month);
        book.add(branch, Entry::new("quarter_report", month.last(), format!("{quarter}工作报告"), by).filed(filed));
    }
    if !diligence.misses() {
        book.add(branch, Entry::new("disclosure", month.day(20), format!("{quarter}党务公开"), by));
    }
    if branch.category_on(month.last()) == "administration" && !diligence.misses() {
        let title = format!("联系基层：推动解决{}", diligence.rng.pick(words::SERVICES));
        book.add(branch, Entry::new("frontline_visit", month.day(18), title, by));
    }
    if matches!(month.number(), 6 | 12) && !branch.stream.is_multiple_of(3) && !diligence.misses() {
        let half = if month.number() == 6 { "上半年" } else { "下半年" };
        book.add(branch, Entry::new("activist_review", month.day(25), format!("{half}入党积极分子考察"), by));
    }
}

/// What belongs to the year 2025 and the plan of 2026.
pub(super) fn yearly(book: &mut Book, branch: &Branch, seed: u64) {
    let by = branch.secretary.as_str();
    let mut rng = Rng::of(seed, "year", branch.stream);
    let misses = (10 - branch.order / 10).clamp(1, 60);
    let year = Period::new(2025, Cycle::Year, 1);
    for year in [2025_i16, 2026] {
        let day = date(year, 2, 20);
        if branch.exists_on(day) && !rng.chance(misses) {
            book.add(branch, Entry::new("work_plan", day, format!("{year}年支部工作计划"), by));
        }
    }
    if !branch.exists_on(date(2025, 12, 1)) {
        return;
    }
    let held = date(2025, 6, 25);
    if !branch.stream.is_multiple_of(3) && !rng.chance(misses) {
        book.add(branch, Entry::new("activist_review", held, "上半年入党积极分子考察".to_owned(), by));
    }
    let talk = date(2025, 12, rng.within(1, 20) as i8);
    if !rng.chance(misses) {
        book.add(branch, Entry::new("talk", talk, "2025年度谈心谈话".to_owned(), by));
    }
    // A branch that closes at the end of the year holds everything before.
    let (meeting, report) = match branch.closed {
        Some(_) => (date(2025, 12, 18), date(2025, 12, 22)),
        None => (date(2026, 1, rng.within(8, 28) as i8), date(2026, 1, rng.within(10, 25) as i8)),
    };
    if !rng.chance(misses) {
        let mut entry = Entry::new("org_life_meeting", meeting, "2025年度组织生活会".to_owned(), by);
        entry.counts_for = year;
        book.add(branch, entry);
        let excellent = branch.full_members / 3 + i64::from(rng.chance(40));
        let numbers = [("members", whole(branch.full_members)), ("excellent", whole(excellent))];
        let mut entry = Entry::new("appraisal", meeting, "2025年度民主评议党员".to_owned(), by).numbers(&numbers);
        entry.counts_for = year;
        book.add(branch, entry);
    }
    if !rng.chance(misses) {
        let title = "2025年度支部书记述职评议".to_owned();
        let mut entry = Entry::new("secretary_report", report, title, by);
        entry.counts_for = year;
        book.add(branch, entry);
    }
}

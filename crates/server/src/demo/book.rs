//! Writes facts: ids that people can read, and who entered what, where and when.

use std::collections::HashMap;

use jiff::{
    Timestamp,
    civil::{Date, date},
};
use rating::{
    facts::{Fact, FactKind, FactState},
    number::Number,
    period::{Cycle, Period},
};
use store::EnteredFact;

use super::company::{Branch, START};

/// A rated month and its days.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month {
    /// Counted from 0 at the first month with records.
    pub(super) idx: i64,
    pub(super) period: Period,
}

impl Month {
    pub(super) fn of(idx: i16) -> Month {
        Month { idx: i64::from(idx), period: Period::holding(START, Cycle::Month).shifted(i32::from(idx)) }
    }

    pub(super) fn number(self) -> i8 {
        self.period.ordinal()
    }

    pub(super) fn day(self, day: i64) -> Date {
        let last = self.period.last_day();
        date(last.year(), last.month(), (day as i8).clamp(1, last.day()))
    }

    pub(super) fn last(self) -> Date {
        self.period.last_day()
    }

    pub(super) fn ends_quarter(self) -> bool {
        self.number() % 3 == 0
    }

    pub(super) fn quarter_title(self) -> &'static str {
        ["一季度", "二季度", "三季度", "四季度"][(self.number() as usize - 1) / 3]
    }
}

/// A fact about to be written.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: &'static str,
    pub(super) on: Date,
    /// When it reached the platform; the day itself if `None`.
    pub(super) filed: Option<Date>,
    pub(super) counts_for: Option<Period>,
    pub(super) returned: bool,
    pub(super) title: String,
    pub(super) numbers: &'a [(&'static str, Number)],
    pub(super) tags: &'a [(&'static str, &'a str)],
    pub(super) by: &'a str,
}

impl<'a> Entry<'a> {
    pub(super) fn new(key: &'static str, on: Date, title: String, by: &'a str) -> Entry<'a> {
        Entry { key, on, filed: None, counts_for: None, returned: false, title, numbers: &[], tags: &[], by }
    }

    pub(super) fn filed(mut self, day: Date) -> Entry<'a> {
        self.filed = Some(day);
        self
    }

    pub(super) fn numbers(mut self, numbers: &'a [(&'static str, Number)]) -> Entry<'a> {
        self.numbers = numbers;
        self
    }

    pub(super) fn tags(mut self, tags: &'a [(&'static str, &'a str)]) -> Entry<'a> {
        self.tags = tags;
        self
    }
}

#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) facts: Vec<EnteredFact>,
    /// Facts of a branch by month and key.
    counts: HashMap<(&'static str, i16, i8), u32>,
    of: String,
}

impl Book {
    pub(super) fn add(&mut self, branch: &Branch, entry: Entry<'_>) {
        if self.of != branch.id {
            self.counts.clear();
            self.of.clone_from(&branch.id);
        }
        let (kind, short, source) = sort(entry.key);
        let on = entry.on;
        let count = self.counts.entry((entry.key, on.year(), on.month())).or_default();
        *count += 1;
        let filed = entry.filed.unwrap_or(on);
        let fact = Fact {
            id: format!("{}-{:04}-{:02}-{short}-{count}", branch.id, on.year(), on.month()),
            key: entry.key.to_owned(),
            kind,
            on,
            counts_for: entry.counts_for,
            filed_on: Some(filed),
            state: if entry.returned { FactState::Returned } else { FactState::Valid },
            title: entry.title,
            numbers: entry.numbers.iter().map(|(field, number)| ((*field).to_owned(), *number)).collect(),
            tags: entry.tags.iter().map(|(field, word)| ((*field).to_owned(), (*word).to_owned())).collect(),
        };
        let minute = (self.facts.len() % 480) as i64;
        self.facts.push(EnteredFact {
            branch_id: branch.id.clone(),
            fact,
            source: source.to_owned(),
            entered_by: entry.by.to_owned(),
            entered_at: office_hours(filed, minute),
            replaces: None,
            record_id: None,
        });
    }
}

/// So many minutes after nine in the morning, Beijing time.
pub(super) fn office_hours(day: Date, minute: i64) -> Timestamp {
    let days = i64::from(date(1970, 1, 1).until(day).map_or(0, |span| span.get_days()));
    Timestamp::from_second(days * 86_400 + 3_600 + minute * 60).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(super) fn whole(value: i64) -> Number {
    Number::whole(value)
}

pub(super) fn tenths(value: i64) -> Number {
    Number::new(i128::from(value), 10)
}

pub(super) fn hundredths(value: i64) -> Number {
    Number::new(i128::from(value), 100)
}

const LEDGER: &str = "支部台账";
const UNIT: &str = "二级单位党委登记";
const COMPANY: &str = "公司党委组织部登记";
const SITE: &str = "线下验收";
const ROSTER: &str = "党员名册";

/// Kind, short form in ids, and source of a fact class.
fn sort(key: &str) -> (FactKind, &'static str, &'static str) {
    use FactKind::{Ballot, Event, Exception, Judgement, Measure, Record, Roster, Task};
    match key {
        "members_meeting" => (Record, "ddh", LEDGER),
        "committee_meeting" => (Record, "zwh", LEDGER),
        "group_meeting" => (Record, "xzh", LEDGER),
        "lecture" => (Record, "dk", LEDGER),
        "theme_day" => (Record, "thd", LEDGER),
        "org_life_meeting" => (Record, "shh", LEDGER),
        "appraisal" => (Record, "mzpy", LEDGER),
        "secretary_report" => (Record, "szpy", UNIT),
        "work_plan" => (Record, "jh", LEDGER),
        "quarter_report" => (Record, "jdbg", LEDGER),
        "disclosure" => (Record, "dwgk", LEDGER),
        "dues" => (Record, "df", "党费系统"),
        "activist_review" => (Record, "kc", LEDGER),
        "talk" => (Record, "txth", LEDGER),
        "frontline_visit" => (Record, "lxjc", LEDGER),
        "member_training" => (Measure, "dypx", "教育培训系统"),
        "committee_training" => (Measure, "bzpx", "教育培训系统"),
        "development" => (Measure, "fzdy", COMPANY),
        "funds" => (Measure, "jf", "财务系统"),
        "ledger_check" => (Measure, "tzcc", SITE),
        "requests" => (Measure, "sq", "职工诉求平台"),
        "output" => (Measure, "cl", "生产执行系统"),
        "contract" => (Measure, "ht", "生产执行系统"),
        "downtime" => (Measure, "tj", "设备管理系统"),
        "support_plan" => (Measure, "bzjh", "计划管理系统"),
        "response" => (Measure, "xy", "业务办理系统"),
        "supervised" => (Measure, "db", "督办系统"),
        "function_target" => (Measure, "zygl", "专业管理考核表"),
        "sales" => (Measure, "gx", "购销系统"),
        "revenue" => (Measure, "sr", "财务系统"),
        "cost" => (Measure, "cb", "成本核算系统"),
        "energy" => (Measure, "nh", "能源管理系统"),
        "saving" => (Measure, "jbzx", "财务系统"),
        "receivable" => (Measure, "hk", "财务系统"),
        "profit" => (Measure, "lr", "财务系统"),
        "pass_rate" => (Measure, "hgl", "质量管理系统"),
        "service_quality" => (Measure, "fwzl", "计划管理系统"),
        "hazards" => (Measure, "yh", "安全管理系统"),
        "honour" => (Event, "ry", COMPANY),
        "good_practice" => (Event, "jy", COMPANY),
        "emergency_work" => (Event, "jnxz", UNIT),
        "criticism" => (Event, "tb", COMPANY),
        "discipline" => (Event, "wj", "纪委登记"),
        "falsification" => (Event, "xj", COMPANY),
        "inspection_finding" => (Event, "dc", COMPANY),
        "record_return" => (Event, "th", UNIT),
        "accident" => (Event, "sg", "安全管理系统"),
        "force_majeure" => (Event, "bkkl", "安全管理系统"),
        "quality_claim" => (Event, "yy", "质量管理系统"),
        "complaint" => (Event, "ts", "业务办理系统"),
        "member_violation" => (Event, "wz", "安全管理系统"),
        "env_event" => (Event, "hb", "安全管理系统"),
        "risk_event" => (Event, "fx", "法务审计部登记"),
        "secretary_review" => (Judgement, "sjlz", SITE),
        "life_review" => (Judgement, "shzl", SITE),
        "pioneer_review" => (Judgement, "xfg", SITE),
        "site_review" => (Judgement, "zd", SITE),
        "task_acceptance" => (Judgement, "rwys", SITE),
        "brand_review" => (Judgement, "pp", SITE),
        "superior_mark" => (Judgement, "sjpj", SITE),
        "safety_review" => (Judgement, "aqys", SITE),
        "process_audit" => (Judgement, "gyjl", SITE),
        "member_poll" => (Ballot, "dycp", "年度测评"),
        "mass_poll" => (Ballot, "qzcp", "年度测评"),
        "unit_poll" => (Ballot, "jccp", "季度测评"),
        "customer_poll" => (Ballot, "khcp", "季度测评"),
        "full_members" => (Roster, "zsdy", ROSTER),
        "has_committee" => (Roster, "szw", ROSTER),
        "groups" => (Roster, "dxz", ROSTER),
        "vacant_posts" => (Roster, "kq", ROSTER),
        "term_overdue" => (Roster, "hj", ROSTER),
        "graduates_in_committee" => (Roster, "dxs", ROSTER),
        "activists" => (Roster, "jjfz", ROSTER),
        "key_task" => (Task, "zdrw", "任务分解"),
        "innovation_task" => (Task, "gg", "任务分解"),
        "rectification" => (Task, "zg", "任务分解"),
        "service_task" => (Task, "bss", "任务分解"),
        "admin_result" => (FactKind::Result, "xzjx", "行政绩效系统"),
        "prior_star" => (FactKind::Result, "yxj", "历史评定结果"),
        "exception" => (Exception, "lw", UNIT),
        _ => unreachable!("no fact class `{key}`"),
    }
}

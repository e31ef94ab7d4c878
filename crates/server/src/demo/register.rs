//! The register of events and the exceptions: what the facts of the last months came from, and a few that wait, were
//! refused or taken back.

use jiff::{Timestamp, ToSpan, civil::Date};
use rating::{facts::FactKind, period::Period};
use store::{EnteredFact, Event, Exception, Proposal, ProposalState};

use super::{
    Account,
    book::{Month, office_hours},
    company::{Branch, Plan},
};

/// At most so many approved entries of each kind; the rest of the past stays with its facts.
const MOST: usize = 24;

/// What was proposed and what became of it.
pub struct Register {
    pub events: Vec<Event>,
    pub exceptions: Vec<Exception>,
}

/// One who acts: account and name.
type Person = (String, String);

struct People<'a> {
    accounts: &'a [Account],
}

impl People<'_> {
    fn named(&self, account: String) -> Option<Person> {
        let found = self.accounts.iter().find(|each| each.account == account)?;
        Some((found.account.clone(), found.name.clone()))
    }

    fn secretary(&self, branch: &Branch) -> Option<Person> {
        self.named(format!("branch{}", branch.id.get(1..)?))
    }

    fn clerk(&self, branch: &Branch) -> Option<Person> {
        self.named(format!("unit{}", branch.unit.get(1..)?))
    }

    fn department(&self) -> Option<Person> {
        self.named("zzb".to_owned())
    }
}

pub(super) fn register(plan: &Plan, accounts: &[Account], facts: &[EnteredFact], running: Month) -> Register {
    let people = People { accounts };
    let mut events = approved_events(plan, &people, facts);
    events.extend(open_events(plan, &people, running));
    let mut exceptions = approved_exceptions(plan, &people, facts);
    exceptions.extend(open_exceptions(plan, &people, running));
    Register { events, exceptions }
}

fn branch_of<'a>(plan: &'a Plan, fact: &EnteredFact) -> Option<&'a Branch> {
    plan.branches.iter().find(|branch| branch.id == fact.branch_id && branch.closed.is_none())
}

fn at(day: Date, minute: i64) -> Timestamp {
    office_hours(day, minute)
}

/// Decided the day after it was proposed, for the fact that already counts.
fn settled((by, at_day): (&Person, Date), decider: &Person, fact: &str) -> Proposal {
    Proposal {
        state: ProposalState::Approved,
        decided: Some((decider.1.clone(), at(at_day.saturating_add(1.day()), 95))),
        decision: "情况属实".to_owned(),
        fact_id: Some(fact.to_owned()),
        rev: 2,
        ..Proposal::new(&by.0, &by.1, at(at_day, 40))
    }
}

/// Commendations and criticism of the last months, the newest of them.
fn approved_events(plan: &Plan, people: &People<'_>, facts: &[EnteredFact]) -> Vec<Event> {
    let told = |fact: &&EnteredFact| {
        fact.fact.kind == FactKind::Event && ["honour", "criticism", "good_practice"].contains(&fact.fact.key.as_str())
    };
    let mut found: Vec<&EnteredFact> = facts.iter().filter(told).collect();
    found.sort_by(|one, other| other.fact.on.cmp(&one.fact.on).then_with(|| one.fact.id.cmp(&other.fact.id)));
    let event = |(n, fact): (usize, &EnteredFact)| {
        let branch = branch_of(plan, fact)?;
        let number = 40 + n;
        Some(Event {
            id: format!("register-{}", fact.fact.id),
            branch_id: branch.id.clone(),
            class: fact.fact.key.clone(),
            on: fact.fact.on,
            title: fact.fact.title.clone(),
            document: format!("示范党发〔{}〕{number}号", fact.fact.on.year()),
            note: String::new(),
            numbers: fact.fact.numbers.clone(),
            tags: fact.fact.tags.clone(),
            proposal: settled((&people.clerk(branch)?, fact.fact.on), &people.department()?, &fact.fact.id),
        })
    };
    found.into_iter().enumerate().filter_map(event).take(MOST).collect()
}

/// Which branch (by its number), what, and what became of it.
const OPEN_EVENTS: [(usize, &str, &str, &str, ProposalState, &str); 7] = [
    (2, "honour", "city", "市级先进基层党组织", ProposalState::Proposed, ""),
    (5, "good_practice", "company", "班组晨会“三讲”做法", ProposalState::Proposed, ""),
    (31, "criticism", "unit", "通报批评：会议记录补录不及时", ProposalState::Proposed, ""),
    (77, "good_practice", "unit", "党员责任区看板", ProposalState::Proposed, ""),
    (9, "honour", "company", "公司安全生产先进集体", ProposalState::Refused, "表彰对象是班组，不是党支部"),
    (54, "good_practice", "group", "设备点检口袋书", ProposalState::Refused, "文件未写明推广级别，请补充后重新提出"),
    (12, "honour", "provincial", "省级工人先锋号", ProposalState::Withdrawn, "文号录入有误，重新提出"),
];

fn open_events(plan: &Plan, people: &People<'_>, running: Month) -> Vec<Event> {
    let event = |(n, (place, class, level, title, state, why)): (usize, &(usize, &str, &str, &str, _, &str))| {
        let branch = plan.branches.get(*place).filter(|branch| branch.closed.is_none())?;
        let on = running.day(8);
        // The unit decides on what the branch proposes, the company on what the unit proposes.
        let (by, decider) = match n % 2 {
            0 => (people.clerk(branch)?, people.department()?),
            _ => (people.secretary(branch)?, people.clerk(branch)?),
        };
        Some(Event {
            id: format!("register-open-{n}"),
            branch_id: branch.id.clone(),
            class: (*class).to_owned(),
            on,
            title: (*title).to_owned(),
            document: format!("示范党发〔{}〕{}号", on.year(), 91 + n),
            note: String::new(),
            numbers: Default::default(),
            tags: [("level".to_owned(), (*level).to_owned()), ("subject".to_owned(), (*title).to_owned())]
                .into_iter()
                .filter(|(field, _)| field == "level" || *class != "criticism")
                .collect(),
            proposal: ended(&by, &decider, running, *state, why),
        })
    };
    OPEN_EVENTS.iter().enumerate().filter_map(event).collect()
}

/// Proposed in the middle of the running month, and refused or taken back some days later.
fn ended(by: &Person, decider: &Person, running: Month, state: ProposalState, why: &str) -> Proposal {
    let new = Proposal::new(&by.0, &by.1, at(running.day(12), 60));
    let later = at(running.day(14), 30);
    match state {
        ProposalState::Refused => {
            Proposal { state, decided: Some((decider.1.clone(), later)), decision: why.to_owned(), rev: 2, ..new }
        }
        ProposalState::Withdrawn => {
            Proposal { state, withdrawn: Some((by.1.clone(), later)), withdrawal: why.to_owned(), rev: 2, ..new }
        }
        ProposalState::Proposed | ProposalState::Approved => new,
    }
}

/// The name of a duty when it was asked.
fn duty_name(code: &str) -> &'static str {
    match code {
        "committee_monthly" => "支委会会议每月一次",
        "group_monthly" => "每个党小组每月一次小组会",
        "theme_day_monthly" => "主题党日每月一次",
        _ => "每月集中理论学习一次（可与主题党日合并）",
    }
}

fn approved_exceptions(plan: &Plan, people: &People<'_>, facts: &[EnteredFact]) -> Vec<Exception> {
    let excused = facts.iter().rev().filter(|fact| fact.fact.kind == FactKind::Exception);
    let exception = |fact: &EnteredFact| {
        let branch = branch_of(plan, fact)?;
        let duty = fact.fact.tags.get("duty")?;
        let asked = fact.fact.on.saturating_sub(6.days());
        Some(Exception {
            id: format!("register-{}", fact.fact.id),
            branch_id: branch.id.clone(),
            duty: duty.clone(),
            duty_name: duty_name(duty).to_owned(),
            period: Period::holding(fact.fact.on, rating::period::Cycle::Month),
            reason: fact.fact.title.trim_start_matches("例外：").to_owned(),
            document: String::new(),
            proposal: settled((&people.secretary(branch)?, asked), &people.clerk(branch)?, &fact.fact.id),
        })
    };
    excused.filter_map(exception).take(MOST).collect()
}

/// Which branch (by its number), which duty, why, and what became of it.
const OPEN_EXCEPTIONS: [(usize, &str, &str, ProposalState, &str); 5] = [
    (2, "committee_monthly", "三名支委外出参加大修协调，本月无法达到法定人数", ProposalState::Proposed, ""),
    (5, "group_monthly", "机组检修实行四班倒，小组会与班前会合并安排", ProposalState::Proposed, ""),
    (40, "theme_day_monthly", "党员集中参加保供任务", ProposalState::Proposed, ""),
    (9, "theme_day_monthly", "工作忙", ProposalState::Refused, "理由不具体；主题党日可以安排在班后"),
    (14, "group_monthly", "党小组正在调整", ProposalState::Withdrawn, "调整已完成，小组会照常召开"),
];

fn open_exceptions(plan: &Plan, people: &People<'_>, running: Month) -> Vec<Exception> {
    let exception = |(n, (place, duty, reason, state, why)): (usize, &(usize, &str, &str, _, &str))| {
        let branch = plan.branches.get(*place).filter(|branch| branch.closed.is_none())?;
        Some(Exception {
            id: format!("register-open-{n}"),
            branch_id: branch.id.clone(),
            duty: (*duty).to_owned(),
            duty_name: duty_name(duty).to_owned(),
            period: running.period,
            reason: (*reason).to_owned(),
            document: String::new(),
            proposal: ended(&people.secretary(branch)?, &people.clerk(branch)?, running, *state, why),
        })
    };
    OPEN_EXCEPTIONS.iter().enumerate().filter_map(exception).collect()
}

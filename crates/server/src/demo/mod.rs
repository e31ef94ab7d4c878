//! The demonstration company: made from a seed, the same for the same seed, with no real person or body in it.

mod accounts;
mod book;
mod care;
mod company;
pub(crate) mod effort;
mod figures;
mod happenings;
mod layout;
mod ledger;
mod people;
mod records;
mod register;
mod rng;
mod roster;
mod words;
mod works;

use std::collections::HashMap;

use jiff::Timestamp;
use rating::period::Period;
use store::{EnteredFact, Org, Role};

use book::{Book, Month};
pub use care::Care;
use company::{N_MONTHS, Plan};
pub use records::Records;
pub use register::Register;
pub use roster::Roster;

/// Everything that `baolei demo` loads.
pub struct Company {
    /// Parents before children, in document order; exactly one of kind company.
    pub orgs: Vec<Org>,
    /// In any order; ids are unique across the company.
    pub facts: Vec<EnteredFact>,
    /// Ledger records with their history, one behind every record fact, and some drafts.
    pub records: Records,
    /// Events and exceptions that were proposed, in every state.
    pub register: Register,
    pub accounts: Vec<Account>,
    /// Party members with their branches, groups and posts.
    pub roster: Roster,
    /// Dues and development of some branches.
    pub care: Care,
    /// The moment at which its time begins: in the middle of the month after `months`.
    pub now: Timestamp,
    /// The months to rate, oldest first; quarters and years that they complete are rated as well.
    pub months: Vec<Period>,
}

/// A person who may sign in to the demonstration.
pub struct Account {
    /// `zzb`, `unit01`, `branch001`, `leader`, `auditor`, `sczx`, `admin`, `member001`.
    pub account: String,
    pub name: String,
    /// Role and the id of the body it is held at.
    pub roles: Vec<(Role, String)>,
}

/// The company of this seed.
pub fn generate(seed: u64) -> Company {
    let plan = company::plan(seed);
    let mut book = Book::default();
    let running = Month::of(N_MONTHS);
    let now = book::office_hours(running.day(16), 12);
    for branch in &plan.branches {
        let clerk = plan.clerks.iter().find(|(unit, _)| *unit == branch.unit).map_or("", |(_, name)| name.as_str());
        happenings::rosters(&mut book, branch, seed);
        ledger::yearly(&mut book, branch, seed);
        works::yearly(&mut book, branch, clerk, seed);
        for month in (0..N_MONTHS).map(Month::of) {
            if !branch.exists_on(month.last()) {
                continue;
            }
            figures::monthly(&mut book, branch, month, seed);
            works::monthly(&mut book, branch, month, clerk, seed);
            happenings::monthly(&mut book, branch, month, clerk, seed);
            // Meetings begin with the first whole month.
            if branch.exists_on(month.period.first_day()) {
                let mut diligence = ledger::Diligence::of(seed, branch, month);
                ledger::monthly(&mut book, branch, month, &mut diligence);
                if month.ends_quarter() {
                    ledger::quarterly(&mut book, branch, month, &mut diligence);
                }
            }
        }
        if branch.exists_on(running.last()) {
            let mut diligence = ledger::Diligence::of(seed, branch, running);
            ledger::monthly(&mut book, branch, running, &mut diligence);
        }
    }
    book.facts.retain(|entered| entered.entered_at <= now);
    let months = (0..N_MONTHS).map(|idx| Month::of(idx).period).collect();
    let accounts = accounts(&plan, seed);
    let roster = roster::rosters(&plan, seed, &names(&plan, &accounts), &ordinary(&accounts));
    let care = care::care(&plan, &roster, seed, &names(&plan, &accounts));
    let records = records::records(&plan, &roster, &mut book.facts, seed, now);
    let register = register::register(&plan, &accounts, &book.facts, running);
    Company { facts: book.facts, records, register, accounts, roster, care, orgs: plan.orgs, now, months }
}

/// Names that are borne already.
fn names(plan: &Plan, accounts: &[Account]) -> Vec<String> {
    let heads = plan.orgs.iter().flat_map(|org| &org.spans).filter_map(|span| span.secretary.clone());
    heads.chain(accounts.iter().map(|account| account.name.clone())).collect()
}

/// Who signs in as a plain member of each branch.
fn ordinary(accounts: &[Account]) -> HashMap<String, String> {
    let held =
        accounts.iter().flat_map(|account| account.roles.iter().map(move |(role, at)| (role, at, &account.name)));
    held.filter(|(role, ..)| **role == Role::Member).map(|(_, at, name)| (at.clone(), name.clone())).collect()
}

/// One account for each role at the company, one for each unit, and a secretary and a member for each branch.
fn accounts(plan: &Plan, seed: u64) -> Vec<Account> {
    let mut people = people::People::new(seed ^ 0x5521);
    let mut accounts: Vec<Account> = Vec::new();
    let mut add = |account: String, name: String, role: Role, at: &str| {
        accounts.push(Account { account, name, roles: vec![(role, at.to_owned())] });
    };
    for (account, role) in [
        ("zzb", Role::Organisation),
        ("leader", Role::Leader),
        ("auditor", Role::Auditor),
        ("sczx", Role::Business),
        ("admin", Role::Administrator),
        ("aqgly", Role::SecurityAdministrator),
        ("sjgly", Role::AuditAdministrator),
    ] {
        add(account.to_owned(), people.name(), role, "c01");
    }
    for (unit, clerk) in &plan.clerks {
        add(format!("unit{}", &unit[1..]), clerk.clone(), Role::Unit, unit);
    }
    for branch in plan.branches.iter().filter(|branch| branch.closed.is_none()) {
        add(format!("branch{}", &branch.id[1..]), branch.secretary.clone(), Role::Branch, &branch.id);
        add(format!("member{}", &branch.id[1..]), people.name(), Role::Member, &branch.id);
    }
    accounts
}

#[cfg(test)]
mod tests;

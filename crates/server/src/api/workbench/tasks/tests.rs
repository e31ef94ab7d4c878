//! The workbench, the list of duties and the month matrix tell one story of each branch and month.

use std::collections::HashMap;

use rating::{
    Due, DutyState, Evidence,
    period::{Cycle, Period},
    rate_branch,
};

use super::*;
use crate::{
    clock::Clock,
    demo::generate,
    ops::owed::{Owing, Standing, column},
};

const SCHEME: &str = include_str!("../../../../../../schemes/5521/scheme.yaml");

/// Branches and facts of the demonstration, and the day on which it is looked at.
fn demonstration() -> (Vec<Evidence>, Date) {
    let company = generate(5521);
    let today = Clock::fixed(company.now).today();
    let mut facts: HashMap<String, Vec<Fact>> = HashMap::new();
    for entered in company.facts {
        facts.entry(entered.branch_id).or_default().push(entered.fact);
    }
    let known = |branch: rating::facts::Branch| {
        let facts = facts.remove(&branch.id).unwrap_or_default();
        Evidence { branch, facts }
    };
    (store::branches(&company.orgs, today).into_iter().map(known).collect(), today)
}

/// What the list of duties and the matrix say otherwise of the months since the year began.
fn matrix_against_list(scheme: &Scheme, evidence: &Evidence, today: Date) -> Vec<String> {
    let year = Period::holding(today, Cycle::Year);
    let mut against = Vec::new();
    for month in year.parts(Cycle::Month).into_iter().filter(|month| month.first_day() <= today) {
        let listed = rating::duties(scheme, &evidence.branch, &evidence.facts, month, today);
        let Some(owing) = Owing::of(scheme, &evidence.branch, &evidence.facts, today) else {
            assert!(listed.is_empty());
            continue;
        };
        for duty in 0..scheme.duties.len() {
            let of_duty = |due: &&Due<'_>| due.duty == duty;
            for cell in owing.cells(duty, year).into_iter().filter(|cell| column(cell.cycle) == month) {
                let due = listed.iter().find(of_duty);
                let nobody_reads =
                    !scheme.items.iter().any(|item| item.rules.iter().any(|rule| rule.reads().duties.contains(&duty)));
                let agree = match due {
                    None => nobody_reads || cell.standing == Standing::NotOwed,
                    Some(_) if cell.standing == Standing::Future => true,
                    Some(due) => {
                        cell.due_on == due.due_on
                            && cell.standing == Standing::from(due.state)
                            && (cell.owed, cell.done) == (due.times, due.done)
                    }
                };
                if !agree {
                    against.push(format!("{} {} {cell:?} {due:?}", evidence.branch.id, scheme.duties[duty].code));
                }
            }
        }
    }
    against
}

/// What the workbench says otherwise than the list of duties: of items behind which one monthly duty stands.
fn workbench_against_list(scheme: &Scheme, evidence: &Evidence, today: Date) -> (usize, Vec<String>) {
    let (mut n, mut against) = (0, Vec::new());
    let known = Facts::all(&evidence.facts);
    let owing = Owing::of(scheme, &evidence.branch, &evidence.facts, today);
    let months = Period::holding(today, Cycle::Year).parts(Cycle::Month);
    for month in months.into_iter().filter(|month| month.first_day() <= today) {
        let listed = rating::duties(scheme, &evidence.branch, &evidence.facts, month, today);
        let Some(card) = rate_branch(scheme, month, evidence, &[], None, today) else { continue };
        for task in tasks(&Whole::alone(card), scheme, &known, owing.as_ref(), today) {
            let behind: Vec<&Due<'_>> =
                listed.iter().filter(|due| due.items.iter().any(|(item, _)| item.code == task.item_code)).collect();
            let &[due] = behind.as_slice() else { continue };
            if scheme.duties[due.duty].every != Cycle::Month {
                continue;
            }
            n += 1;
            let fits = match task.state {
                DueState::Due => due.state == DutyState::Open,
                DueState::Late => matches!(due.state, DutyState::Overdue | DutyState::Missing | DutyState::Late),
                DueState::Done => !matches!(due.state, DutyState::Open | DutyState::Overdue | DutyState::Missing),
                // Marks and figures are not told by a duty.
                DueState::Waiting | DueState::Lost => true,
            };
            if !fits || task.due_on != due.due_on.to_string() {
                against.push(format!("{} {month} {task:?} {due:?}", evidence.branch.id));
            }
        }
    }
    (n, against)
}

#[test]
fn list_matrix_and_workbench_agree_on_every_branch_and_month_of_the_demonstration() {
    let (scheme, _) = rating::scheme::read(SCHEME).unwrap();
    let (company, today) = demonstration();
    let mut n = 0;
    for evidence in &company {
        let against = matrix_against_list(&scheme, evidence, today);
        assert!(against.is_empty(), "{} times, first {}", against.len(), against[0]);
        let (compared, against) = workbench_against_list(&scheme, evidence, today);
        assert!(against.is_empty(), "{} times, first {}", against.len(), against[0]);
        n += compared;
    }
    assert!(n > 10 * company.len(), "{n} tasks of {} branches were compared", company.len());
}

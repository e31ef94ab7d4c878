//! The way into the party against the table that a rule owner can read. Each case continues the same exemplary path.

use jiff::civil::{Date, date};
use ledger::{Ballot, Limits, Rule, Step, Taken, findings, next};

const TABLE: &str = include_str!("../cases/development.csv");
const LIMITS: Limits = Limits {
    activist_months: 12,
    inspection_months: 6,
    talk_days: 30,
    training_tenths: 240,
    approval_months: 3,
    probation_months: 12,
};

fn taken(step: Step, on: Date) -> Taken {
    Taken { step, on, tenths: None, ballot: None, until: None }
}

/// The exemplary path up to the step before `step`.
fn before(step: Step) -> Vec<Taken> {
    let path = [
        (Step::Application, date(2024, 1, 1)),
        (Step::Talk, date(2024, 1, 15)),
        (Step::Activist, date(2024, 3, 1)),
        (Step::Inspection, date(2024, 9, 1)),
        (Step::Target, date(2025, 3, 1)),
        (Step::Vetting, date(2025, 3, 20)),
        (Step::Training, date(2025, 4, 1)),
        (Step::Preview, date(2025, 5, 20)),
        (Step::Admission, date(2025, 6, 1)),
        (Step::Approval, date(2025, 8, 1)),
        (Step::Extension, date(2026, 6, 1)),
    ];
    let end = if step == Step::Confirmation { Step::Extension } else { step };
    path.into_iter().take_while(|(each, _)| *each != end).map(|(step, on)| taken(step, on)).collect()
}

#[test]
fn every_case_of_the_table_comes_out_as_it_says() {
    let mut n = 0;
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |place: usize| cells[place].parse::<u32>().ok();
        let ballot = number(4).map(|entitled| Ballot {
            entitled,
            present: number(5).unwrap(),
            in_favour: number(6).unwrap(),
            written: number(7).unwrap(),
        });
        let step = Step::parse(cells[1]).unwrap();
        let new = Taken {
            step,
            on: cells[2].parse().unwrap(),
            tenths: cells[3].parse::<f64>().ok().map(|hours| (hours * 10.0).round() as i64),
            ballot,
            until: cells[8].parse().ok(),
        };
        let path = if step == Step::Preview { before(Step::Talk) } else { before(step) };
        let found = findings(&path, &new, &LIMITS);
        let hard = found.iter().any(|finding| finding.rule == Rule::Hard);
        let told = if hard {
            "hard"
        } else if found.is_empty() {
            "ok"
        } else {
            "norm"
        };
        assert_eq!(told, cells[9], "{line}: {found:?}");
        n += 1;
    }
    assert_eq!(n, 25);
}

#[test]
fn the_probation_is_prolonged_once_only() {
    let mut path = before(Step::Extension);
    path.push(Taken { until: Some(date(2026, 12, 1)), ..taken(Step::Extension, date(2026, 6, 1)) });
    assert!(next(&path, &LIMITS).iter().all(|next| next.step != Step::Extension));
    let confirmation = next(&path, &LIMITS).into_iter().find(|next| next.step == Step::Confirmation).unwrap();
    assert_eq!(confirmation.earliest, Some(date(2026, 12, 1)));
}

#[test]
fn an_activist_sees_when_the_next_steps_are_due() {
    let shown = next(&before(Step::Inspection), &LIMITS);
    assert_eq!(shown.len(), 1, "without an inspection nobody is listed for development");
    assert_eq!((shown[0].step, shown[0].latest), (Step::Inspection, Some(date(2024, 9, 1))));
    let shown = next(&before(Step::Target), &LIMITS);
    let target = shown.iter().find(|next| next.step == Step::Target).unwrap();
    assert_eq!(target.earliest, Some(date(2025, 3, 1)));
}

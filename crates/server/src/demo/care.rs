//! Dues of the running year and people on their way into the party, in every tenth branch: enough to see both registers.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use ledger::{Ballot, DuesKind, Rates, Step, Taken, standard};
use store::{Candidate, DevelopmentStep, DuesBase, DuesPayment, Membership, Sex, Standing};

use super::{
    company::Plan,
    people::{self, People},
    rng::Rng,
    roster::Roster,
};

/// What every tenth branch keeps of dues and development.
#[derive(Default)]
pub struct Care {
    pub bases: Vec<DuesBase>,
    pub payments: Vec<DuesPayment>,
    pub candidates: Vec<Candidate>,
    pub steps: Vec<DevelopmentStep>,
}

const WAGE: &str = "300000:50 500000:100 1000000:150 *:200";
const PENSION: &str = "500000:50 *:100";
const MOST: i64 = 100_000;
/// Months of the running year that are over.
const OVER: i8 = 9;

pub(super) fn care(plan: &Plan, roster: &Roster, seed: u64, taken: &[String]) -> Care {
    let mut care = Care::default();
    let mut names = People::new(seed ^ 0x6361_7265);
    names.reserve(taken);
    names.reserve(&roster.members.iter().map(|member| member.name.clone()).collect::<Vec<_>>());
    for (n, branch) in plan.branches.iter().enumerate().step_by(10).filter(|(_, branch)| branch.closed.is_none()) {
        let mut rng = Rng::of(seed, "care", n as u64);
        let here = |span: &&Membership| {
            span.branch_id == branch.id && span.until.is_none() && span.standing != Standing::Suspended
        };
        for (place, span) in roster.memberships.iter().filter(here).enumerate() {
            care.dues(span, roster, place, &mut rng);
        }
        for stage in 0..3 {
            care.candidate(&branch.id, names.name(), stage, &mut rng);
        }
    }
    care
}

impl Care {
    /// One in fifteen has no base yet, one in twelve has not paid the last months.
    fn dues(&mut self, span: &Membership, roster: &Roster, place: usize, rng: &mut Rng) {
        if place % 15 == 14 {
            return;
        }
        let member = roster.members.iter().find(|member| member.id == span.member_id);
        let retired = member.is_some_and(|member| member.retired.is_some());
        let kind = if retired { DuesKind::Pension } else { DuesKind::Wage };
        let cents = if retired { rng.within(3_200, 7_800) } else { rng.within(4_200, 13_800) } * 100;
        let hardship = place == 9;
        self.bases.push(DuesBase {
            member_id: span.member_id.clone(),
            from_month: "2026-01".to_owned(),
            kind,
            cents,
            reduced_to: hardship.then_some(2_000),
            reason: hardship.then(|| "家属长期患病，生活困难".to_owned()),
            entered_by: "baolei".to_owned(),
            decision: None,
            decided_by: None,
            decided_on: None,
        });
        let rates = Rates::read(if retired { PENSION } else { WAGE }).expect("tables of rates");
        let paid = if place % 12 == 11 { OVER - 2 } else { OVER };
        for month in (1..=paid).map(|month| date(2026, month, 1)).filter(|month| span.from <= *month) {
            self.payments.push(DuesPayment {
                member_id: span.member_id.clone(),
                month: month.strftime("%Y-%m").to_string(),
                branch_id: span.branch_id.clone(),
                paid_on: month.saturating_add(9.days()),
                cents: standard(cents, &rates, MOST),
                entered_by: "baolei".to_owned(),
            });
        }
    }

    /// An applicant, an activist of a year, or somebody whom the meeting has just admitted.
    fn candidate(&mut self, branch: &str, name: String, stage: i64, rng: &mut Rng) {
        let id = format!("{branch}-k{}", stage + 1);
        let applied =
            date(2026, 9, 20).saturating_sub((stage * 12 + stage).months()).saturating_sub(rng.within(0, 6).days());
        let after = |months: i64, days: i64| applied.saturating_add(months.months()).saturating_add(days.days());
        let mut steps: Vec<(Step, Date)> = vec![(Step::Application, applied)];
        if stage > 0 {
            steps.extend([(Step::Talk, after(0, 12)), (Step::Activist, after(1, 0)), (Step::Inspection, after(6, 20))]);
        }
        if stage > 1 {
            steps.extend([
                (Step::Inspection, after(12, 10)),
                (Step::Target, after(14, 0)),
                (Step::Vetting, after(15, 0)),
                (Step::Training, after(16, 0)),
                (Step::Preview, after(20, 0)),
                (Step::Admission, after(24, 0)),
            ]);
        }
        for (n, (step, on)) in steps.into_iter().enumerate() {
            let ballot = Ballot { entitled: 20, present: 18, in_favour: 18, written: 0 };
            self.steps.push(DevelopmentStep {
                id: format!("{id}-{}", n + 1),
                candidate_id: id.clone(),
                taken: Taken {
                    step,
                    on,
                    tenths: (step == Step::Training).then_some(240),
                    ballot: step.is_voted().then_some(ballot),
                    until: None,
                },
                note: None,
                exception: None,
                entered_by: "baolei".to_owned(),
            });
        }
        self.candidates.push(Candidate {
            id,
            branch_id: branch.to_owned(),
            sex: Some(if people::is_womans(&name) { Sex::Female } else { Sex::Male }),
            name,
            born: Some(date(1998, rng.within(1, 12) as i8, rng.within(1, 28) as i8)),
            education: Some("大学本科".to_owned()),
            job: None,
            member_id: None,
            closed: None,
            closed_by: None,
            rev: 1,
        });
    }
}

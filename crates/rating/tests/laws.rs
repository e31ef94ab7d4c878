//! Laws that hold for every scheme and every set of facts.

use std::{collections::BTreeMap, fs, path::Path};

use jiff::civil::date;
use proptest::prelude::*;
use rating::{
    Evidence,
    facts::{Branch, Fact, FactKind, FactState},
    number::Number,
    period::Period,
    points::Points,
    rate,
    scheme::{self, Scheme, Worth},
    scorecard::{Scorecard, StepKind},
};

/// A scheme with every kind of rule in it.
const SCHEME: &str = include_str!("laws.yaml");

fn scheme() -> Scheme {
    let (scheme, _) = scheme::read(SCHEME).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    scheme
}

fn branch(id: usize) -> Branch {
    let category = if id.is_multiple_of(2) { "production" } else { "market" };
    Branch {
        id: format!("b{id}"),
        name: format!("支部{id}"),
        unit: format!("u{}", id % 3),
        categories: vec![(date(2020, 1, 1), category.into())],
        founded: date(2020, 1, 1),
        closed: None,
    }
}

/// One fact of a random class in 2026, with whatever figures its class may have.
fn any_fact() -> impl Strategy<Value = Fact> {
    let keys = prop_oneof![
        Just(("meeting", FactKind::Record)),
        Just(("output", FactKind::Measure)),
        Just(("honour", FactKind::Event)),
        Just(("fault", FactKind::Event)),
        Just(("review", FactKind::Judgement)),
        Just(("poll", FactKind::Ballot)),
    ];
    (keys, 1_i8..=12, 1_i8..=28, 0_i64..120, 0_i64..120, 0_usize..3, 0_i8..10).prop_map(
        |((key, kind), month, day, a, b, word, delay)| {
            let numbers = match kind {
                FactKind::Measure => vec![("actual", a), ("target", b)],
                FactKind::Event => vec![("points", a % 4)],
                FactKind::Judgement => vec![("points", -(a % 4))],
                FactKind::Ballot => vec![("good", a), ("bad", b)],
                _ => vec![("present", a.min(b)), ("entitled", b)],
            };
            let on = date(2026, month, day);
            Fact {
                id: String::new(),
                key: key.into(),
                kind,
                on,
                counts_for: None,
                filed_on: on.checked_add(jiff::Span::new().days(delay)).ok(),
                state: FactState::Valid,
                title: key.into(),
                numbers: numbers.into_iter().map(|(field, value)| (field.into(), Number::whole(value))).collect(),
                tags: BTreeMap::from([("level".into(), ["national", "city", "company"][word].into())]),
            }
        },
    )
}

/// A few branches, each with some facts, all with ids of their own.
fn any_company() -> impl Strategy<Value = Vec<Evidence>> {
    proptest::collection::vec(proptest::collection::vec(any_fact(), 0..25), 1..8).prop_map(|branches| {
        let named = |(id, mut facts): (usize, Vec<Fact>)| {
            for (position, fact) in facts.iter_mut().enumerate() {
                fact.id = format!("b{id}-{position}");
            }
            Evidence { branch: branch(id), facts }
        };
        branches.into_iter().enumerate().map(named).collect()
    })
}

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

/// The months, then the quarter.
fn quarter(scheme: &Scheme, company: &[Evidence]) -> Vec<Scorecard> {
    let mut cards = Vec::new();
    for month in ["2026-01", "2026-02", "2026-03"] {
        let month = rate(scheme, period(month), company, &cards);
        cards.extend(month);
    }
    let quarter = rate(scheme, period("2026-Q1"), company, &cards);
    cards.extend(quarter);
    cards
}

fn sum(steps: &[rating::scorecard::Step]) -> Points {
    steps.iter().map(|step| step.points).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn points_are_the_sum_of_their_steps(company in any_company()) {
        for card in quarter(&scheme(), &company) {
            for line in &card.lines {
                prop_assert_eq!(line.points, sum(&line.steps), "{} {}", line.item, card.period);
                prop_assert!(!line.steps.is_empty());
            }
            prop_assert_eq!(card.total, sum(&card.summary));
            let lines: Points = card.lines.iter().map(|line| line.points).sum();
            prop_assert_eq!(lines, card.base + card.bonus + card.deduction);
        }
    }

    #[test]
    fn every_line_stays_inside_its_limits(company in any_company()) {
        let scheme = scheme();
        for card in quarter(&scheme, &company) {
            for line in &card.lines {
                let item = scheme.item(&line.item).unwrap();
                let category = scheme.category(&card.category).unwrap();
                let Some(Worth::Full(full)) = item.points[category] else { continue };
                let above: Points = item.rules.iter().filter_map(|rule| rule.above_full).sum();
                let low = if item.kind.is_base() { Points::ZERO } else { -full };
                prop_assert!(low <= line.points && line.points <= full + above, "{} {}", line.item, line.points);
            }
        }
    }

    #[test]
    fn the_order_of_facts_and_branches_changes_nothing(company in any_company(), seed in any::<u64>()) {
        let scheme = scheme();
        let mut shuffled = company.clone();
        let mut state = seed;
        let mut next = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n.max(1)
        };
        for evidence in &mut shuffled {
            for position in (1..evidence.facts.len()).rev() {
                let other = next(position + 1);
                evidence.facts.swap(position, other);
            }
        }
        shuffled.reverse();
        let by_branch = |mut cards: Vec<Scorecard>| {
            cards.sort_by(|a, b| (&a.branch, a.period).cmp(&(&b.branch, b.period)));
            cards
        };
        prop_assert_eq!(by_branch(quarter(&scheme, &company)), by_branch(quarter(&scheme, &shuffled)));
    }

    #[test]
    fn a_fact_of_another_time_or_state_moves_nothing(company in any_company(), mut fact in any_fact(), returned in any::<bool>()) {
        let scheme = scheme();
        let mut other = company.clone();
        fact.id = "late-comer".into();
        if returned {
            fact.state = FactState::Returned;
        } else {
            fact.on = date(2027, 3, 1);
            fact.filed_on = None;
        }
        other[0].facts.push(fact);
        prop_assert_eq!(quarter(&scheme, &company), quarter(&scheme, &other));
    }

    #[test]
    fn one_branch_by_itself_comes_out_as_among_all(company in any_company(), day in 1_i8..=28) {
        let scheme = scheme();
        let (month, as_of) = (period("2026-02"), date(2026, 2, day));
        let together = rating::rate_as_of(&scheme, month, &company, &[], as_of);
        for (evidence, card) in company.iter().zip(&together) {
            let alone = rating::rate_branch(&scheme, month, evidence, &[], Some(card), as_of);
            prop_assert_eq!(alone.as_ref(), Some(card));
        }
    }

    #[test]
    fn more_time_never_makes_more_wait(company in any_company(), day in 1_i8..=27) {
        let scheme = scheme();
        let waiting = |day: i8| {
            let cards = rating::rate_as_of(&scheme, period("2026-02"), &company, &[], date(2026, 2, day));
            let waits = |card: &Scorecard| card.lines.iter().filter(|line| line.waiting_for.is_some()).count();
            cards.iter().map(waits).collect::<Vec<_>>()
        };
        for (later, sooner) in waiting(day + 1).into_iter().zip(waiting(day)) {
            prop_assert!(later <= sooner);
        }
    }

    #[test]
    fn rating_twice_gives_the_same_bytes(company in any_company()) {
        let scheme = scheme();
        let bytes = |cards: &[Scorecard]| serde_json::to_vec(cards).unwrap();
        let once = quarter(&scheme, &company);
        prop_assert_eq!(bytes(&once), bytes(&quarter(&scheme, &company)));
        let back: Vec<Scorecard> = serde_json::from_slice(&bytes(&once)).unwrap();
        prop_assert_eq!(once, back);
    }

    #[test]
    fn what_waits_for_a_person_is_neither_earned_nor_possible(company in any_company()) {
        for card in quarter(&scheme(), &company) {
            for line in card.lines.iter().filter(|line| line.waiting_for.is_some()) {
                prop_assert_eq!(line.points, Points::ZERO);
                prop_assert!(line.steps.iter().any(|step| step.kind == StepKind::Waiting));
            }
        }
    }

    #[test]
    fn a_better_rank_never_has_fewer_points(company in any_company()) {
        let cards = quarter(&scheme(), &company);
        for a in &cards {
            for b in cards.iter().filter(|b| b.period == a.period && b.category == a.category) {
                if a.rank < b.rank {
                    prop_assert!(a.total >= b.total);
                }
            }
        }
    }
}

/// Broken in any one place, a shipped scheme is refused or read, never a crash, and every error says where.
#[test]
fn a_damaged_document_is_refused_with_positions() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemes/5521/scheme.yaml");
    let text = fs::read_to_string(root).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for cut in (0..lines.len()).step_by(23) {
        let mut damaged = lines.clone();
        damaged.remove(cut);
        if let Err(problems) = scheme::read(&damaged.join("\n")) {
            assert!(!problems.is_empty());
            assert!(problems.iter().all(|problem| problem.line > 0 && !problem.message.is_empty()));
        }
    }
}

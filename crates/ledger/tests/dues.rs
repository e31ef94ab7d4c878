//! Dues against the table that a rule owner can read, and laws that hold for all amounts.

use jiff::civil::{Date, date};
use ledger::{DuesState, Rates, Stay, collects, dues_state, standard};
use proptest::prelude::*;

const TABLE: &str = include_str!("../cases/dues.csv");
const WAGE: &str = "300000:50 500000:100 1000000:150 *:200";
const PENSION: &str = "500000:50 *:100";

fn cents(text: &str) -> i64 {
    text.replace('.', "").parse().unwrap()
}

#[test]
fn every_case_of_the_table_comes_out_as_it_says() {
    let mut n = 0;
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let rates = Rates::read(if cells[1] == "wage" { WAGE } else { PENSION }).unwrap();
        assert_eq!(standard(cents(cells[2]), &rates, 100_000), cents(cells[3]), "{line}");
        n += 1;
    }
    assert_eq!(n, 17);
}

#[test]
fn a_table_that_has_a_gap_is_none() {
    for text in ["", "300000:50", "500000:50 300000:100 *:200", "*:50 300000:100", "300000:x *:1", "0:50 *:100", "*:0"]
    {
        assert_eq!(Rates::read(text), None, "{text}");
    }
}

fn stay(from: Date, until: Option<Date>, here: bool) -> Stay {
    Stay { from, until, here, pays: true }
}

#[test]
fn the_month_of_a_move_is_collected_where_it_began() {
    let moved = date(2026, 5, 16);
    let left = [stay(date(2020, 1, 1), Some(moved), true), stay(moved, None, false)];
    let came = left.map(|each| Stay { here: !each.here, ..each });
    assert!(collects(date(2026, 5, 1), &left) && !collects(date(2026, 5, 1), &came));
    assert!(!collects(date(2026, 6, 1), &left) && collects(date(2026, 6, 1), &came));
}

#[test]
fn a_probationary_member_pays_from_the_month_of_the_meeting() {
    let admitted = [stay(date(2026, 5, 31), None, true)];
    assert!(!collects(date(2026, 4, 1), &admitted));
    assert!(collects(date(2026, 5, 1), &admitted));
}

#[test]
fn whoever_is_suspended_owes_nothing() {
    let suspended = [Stay { pays: false, ..stay(date(2020, 1, 1), None, true) }];
    assert!(!collects(date(2026, 4, 1), &suspended));
}

#[test]
fn what_is_unknown_is_not_called_paid_or_nothing() {
    assert_eq!(dues_state(true, None, None, false), DuesState::NoBase);
    assert_eq!(dues_state(true, Some(1500), None, false), DuesState::Open);
    assert_eq!(dues_state(true, Some(1500), None, true), DuesState::Ahead);
    assert_eq!(dues_state(true, Some(1500), Some(1499), false), DuesState::Part);
    assert_eq!(dues_state(true, Some(1500), Some(1500), true), DuesState::Paid);
    assert_eq!(dues_state(false, Some(1500), None, false), DuesState::NotOwed);
}

proptest! {
    #[test]
    fn whoever_earns_more_never_owes_less(base in 0_i64..20_000_000, more in 0_i64..1_000_000) {
        let rates = Rates::read(WAGE).unwrap();
        prop_assert!(standard(base, &rates, 100_000) <= standard(base + more, &rates, 100_000));
    }

    #[test]
    fn two_branches_never_collect_the_same_month(day in 1_i8..28, month in 1_i8..12) {
        let moved = date(2026, 6, day);
        let here = [stay(date(2020, 1, 1), Some(moved), true), stay(moved, None, false)];
        let there = here.map(|each| Stay { here: !each.here, ..each });
        let first = date(2026, month, 1);
        prop_assert!(collects(first, &here) != collects(first, &there));
    }
}

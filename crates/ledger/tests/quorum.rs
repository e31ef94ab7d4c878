//! Quorum and majorities against the table that a rule owner can read, and laws that hold for all numbers.

use ledger::{Act, Tally, passed, valid};
use proptest::prelude::*;

const TABLE: &str = include_str!("../cases/quorum.csv");

fn act(word: &str) -> Act {
    serde_json::from_value(word.into()).unwrap()
}

#[test]
fn every_case_of_the_table_comes_out_as_it_says() {
    let mut n = 0;
    for line in TABLE.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |place: usize| cells[place].parse::<u32>().unwrap();
        let (act, entitled, present) = (act(cells[1]), number(2), number(3));
        let tally = Tally { in_favour: number(4), written: number(5) };
        assert_eq!(valid(act, entitled, present), cells[6] == "是", "{line}");
        assert_eq!(passed(act, entitled, present, tally), cells[7] == "是", "{line}");
        n += 1;
    }
    assert_eq!(n, 21);
}

fn acts() -> impl Strategy<Value = Act> {
    prop::sample::select(vec![Act::Decision, Act::Admission, Act::Election, Act::Committee])
}

proptest! {
    #[test]
    fn one_more_present_never_makes_a_meeting_invalid(act in acts(), entitled in 0_u32..400, present in 0_u32..400) {
        prop_assert!(!valid(act, entitled, present) || valid(act, entitled, present + 1));
    }

    #[test]
    fn one_more_in_favour_never_fails(act in acts(), entitled in 0_u32..400, present in 0_u32..400,
                                      in_favour in 0_u32..400, written in 0_u32..40) {
        let tally = Tally { in_favour, written };
        let more = Tally { in_favour: in_favour + 1, written };
        prop_assert!(!passed(act, entitled, present, tally) || passed(act, entitled, present, more));
    }

    #[test]
    fn what_passes_was_validly_met(act in acts(), entitled in 0_u32..400, present in 0_u32..400, in_favour in 0_u32..400) {
        let tally = Tally { in_favour, written: 0 };
        prop_assert!(!passed(act, entitled, present, tally) || valid(act, entitled, present));
    }

    #[test]
    fn two_opposed_votes_never_both_pass(act in acts(), (entitled, present, in_favour) in meetings()) {
        let one = passed(act, entitled, present, Tally { in_favour, written: 0 });
        let other = passed(act, entitled, present, Tally { in_favour: present - in_favour, written: 0 });
        prop_assert!(!(one && other));
    }
}

/// No more in favour than present, no more present than entitled.
fn meetings() -> impl Strategy<Value = (u32, u32, u32)> {
    (0_u32..400)
        .prop_flat_map(|entitled| (Just(entitled), 0..=entitled))
        .prop_flat_map(|(entitled, present)| (Just(entitled), Just(present), 0..=present))
}

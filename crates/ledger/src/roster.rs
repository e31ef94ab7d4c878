//! What rules read of a branch's roster, and which facts say it (seed S7: 名册数据自动取数).
//!
//! The roster speaks of what changes in it. Where it says the same before and after a change, the fact that stands (from a
//! workbook, say, in a company that keeps a count without keeping the names) is left alone.

use jiff::civil::Date;

/// Counts of a branch on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// 正式党员: everybody who is past the probationary year.
    pub full_members: i64,
    /// 支委会成员, the secretary among them.
    pub committee: i64,
    pub secretaries: i64,
    pub groups: i64,
    /// 入党积极分子, until the meeting admits them.
    pub activists: i64,
}

impl Figures {
    /// Classes of facts that a roster says.
    pub const KEYS: [&'static str; 7] = [
        "full_members",
        "has_committee",
        "committee_size",
        "committee_members",
        "has_secretary",
        "groups",
        "activists",
    ];

    /// What the roster says of a class, and what that is called.
    pub fn of(&self, key: &str) -> Option<(i64, &'static str)> {
        Some(match key {
            "full_members" => (self.full_members, "正式党员数"),
            // 党支部工作条例: a committee has three members at least.
            "has_committee" => (i64::from(self.committee >= 3), "设有支部委员会"),
            "committee_size" | "committee_members" => (self.committee, "支委人数"),
            "has_secretary" => (i64::from(self.secretaries > 0), "配有书记"),
            "groups" => (self.groups, "党小组数"),
            "activists" => (self.activists, "入党积极分子数"),
            _ => return None,
        })
    }
}

/// What a roster says from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub from: Date,
    pub before: Figures,
    pub after: Figures,
}

/// A fact that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stood {
    pub id: String,
    pub on: Date,
    pub value: Option<i64>,
}

/// A fact to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub on: Date,
    pub value: i64,
    pub title: &'static str,
    /// The fact of the same day in whose place it stands.
    pub replaces: Option<String>,
}

/// The facts of class `key` that a changed roster asks for. `stretches` begin with the first day that may change and are in
/// order; `standing` are the facts of the class, in order of days.
pub fn wanted(key: &str, stretches: &[Stretch], standing: &[Stood]) -> Vec<Wanted> {
    let Some(first) = stretches.first() else { return Vec::new() };
    let mut days: Vec<Date> = stretches.iter().map(|stretch| stretch.from).collect();
    days.extend(standing.iter().map(|fact| fact.on).filter(|on| *on > first.from));
    days.sort_unstable();
    days.dedup();
    let stood = |day: Date| standing.iter().rev().find(|fact| fact.on <= day);
    let mut said: Vec<Wanted> = Vec::new();
    for day in days {
        let Some(stretch) = stretches.iter().rev().find(|stretch| stretch.from <= day) else { continue };
        let (Some((before, _)), Some((after, title))) = (stretch.before.of(key), stretch.after.of(key)) else {
            continue;
        };
        let old = stood(day);
        let right = if before == after { old.and_then(|fact| fact.value) } else { Some(after) };
        // What holds on this day so far: the later of what stood and what was just said.
        let same_day = old.filter(|fact| fact.on == day);
        let holds = match (same_day, said.last()) {
            (Some(fact), _) => fact.value,
            (None, Some(last)) if old.is_none_or(|fact| fact.on <= last.on) => Some(last.value),
            (None, _) => old.and_then(|fact| fact.value),
        };
        match right {
            Some(value) if holds != Some(value) => {
                said.push(Wanted { on: day, value, title, replaces: same_day.map(|fact| fact.id.clone()) });
            }
            _ => {}
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn members(full_members: i64) -> Figures {
        Figures { full_members, ..Figures::default() }
    }

    fn stretch(from: &str, before: i64, after: i64) -> Stretch {
        Stretch { from: day(from), before: members(before), after: members(after) }
    }

    fn stood(id: &str, on: &str, value: i64) -> Stood {
        Stood { id: id.to_owned(), on: day(on), value: Some(value) }
    }

    fn said(stretches: &[Stretch], standing: &[Stood]) -> Vec<(String, i64, Option<String>)> {
        let wanted = wanted("full_members", stretches, standing);
        wanted.into_iter().map(|each| (each.on.to_string(), each.value, each.replaces)).collect()
    }

    #[test]
    fn a_member_who_comes_is_counted_from_that_day() {
        let standing = [stood("f1", "2026-09-30", 12)];
        assert_eq!(said(&[stretch("2026-10-05", 12, 13)], &standing), [("2026-10-05".to_owned(), 13, None)]);
    }

    #[test]
    fn a_change_of_the_past_mends_what_was_said_since() {
        let standing = [stood("f1", "2026-08-31", 12), stood("f2", "2026-09-30", 12)];
        let expected = [("2026-09-10".to_owned(), 11, None), ("2026-09-30".to_owned(), 11, Some("f2".to_owned()))];
        assert_eq!(said(&[stretch("2026-09-10", 12, 11)], &standing), expected);
    }

    #[test]
    fn who_left_for_a_while_is_counted_again_afterwards() {
        let standing = [stood("f1", "2026-08-31", 12)];
        let stretches = [stretch("2026-09-10", 12, 11), stretch("2026-10-01", 12, 12)];
        let expected = [("2026-09-10".to_owned(), 11, None), ("2026-10-01".to_owned(), 12, None)];
        assert_eq!(said(&stretches, &standing), expected);
    }

    #[test]
    fn what_the_roster_does_not_change_stays_as_it_was_entered() {
        // The workbook counts people whom the roster does not know.
        let standing = [stood("f1", "2026-01-01", 20)];
        assert_eq!(said(&[stretch("2026-09-10", 0, 0)], &standing), []);
        assert_eq!(said(&[stretch("2026-09-10", 12, 12)], &[]), []);
    }

    #[test]
    fn saying_it_twice_says_nothing_new() {
        let standing = [stood("f1", "2026-08-31", 12), stood("f2", "2026-09-10", 11)];
        assert_eq!(said(&[stretch("2026-09-10", 12, 11)], &standing), []);
    }

    #[test]
    fn three_make_a_committee_and_two_do_not() {
        let with = |committee| Figures { committee, ..Figures::default() }.of("has_committee").unwrap().0;
        assert_eq!((with(2), with(3)), (0, 1));
        assert!(Figures::KEYS.iter().all(|key| Figures::default().of(key).is_some()));
    }
}

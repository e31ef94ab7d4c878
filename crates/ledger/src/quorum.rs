//! Quorum and majorities (domain notes section 4: 选举条例, 发展党员工作细则, 支部工作条例). The denominators differ.

use serde::{Deserialize, Serialize};

/// What a meeting does; each has its own quorum and majority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = VoteAct))]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// An ordinary decision of the members' meeting.
    Decision,
    /// Admitting or confirming a member; one vote for each.
    Admission,
    Election,
    /// A meeting of the branch committee.
    Committee,
}

/// A limit as a part of a number: `over` the share `of.0 / of.1`, or at least it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    of: (u64, u64),
    over: bool,
}

impl Part {
    const fn over(top: u64, bottom: u64) -> Part {
        Part { of: (top, bottom), over: true }
    }

    fn holds(self, part: u32, whole: u32) -> bool {
        let (left, right) = (u64::from(part) * self.of.1, u64::from(whole) * self.of.0);
        if self.over { left > right } else { left >= right }
    }

    /// The smallest whole number that holds.
    pub(crate) fn least(self, whole: u32) -> u32 {
        let product = u64::from(whole) * self.of.0;
        let least = if self.over { product / self.of.1 + 1 } else { product.div_ceil(self.of.1) };
        u32::try_from(least).unwrap_or(u32::MAX)
    }

    pub(crate) fn title(self) -> &'static str {
        match (self.of, self.over) {
            ((4, 5), _) => "超过五分之四",
            (_, true) => "超过半数",
            (_, false) => "达到半数",
        }
    }
}

impl Act {
    /// How many of those entitled must be there.
    pub(crate) const fn quorum(self) -> Part {
        match self {
            Act::Decision => Part { of: (1, 2), over: false },
            Act::Admission | Act::Committee => Part::over(1, 2),
            Act::Election => Part::over(4, 5),
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Act::Decision => "作出决议",
            Act::Admission => "接收党员或转正",
            Act::Election => "选举",
            Act::Committee => "召开支委会",
        }
    }

    /// Where the numbers come from.
    pub const fn clause(self) -> &'static str {
        match self {
            Act::Decision => "《中国共产党支部工作条例（试行）》组织生活一章",
            Act::Admission => "《中国共产党发展党员工作细则》预备党员的接收一章",
            Act::Election => "《中国共产党基层组织选举工作条例》选举的实施一章",
            Act::Committee => "《中国共产党支部工作条例（试行）》工作机制一章",
        }
    }

    /// The number of which more than half must be in favour: those present for an election, those entitled otherwise.
    pub(crate) const fn base(self, entitled: u32, present: u32) -> u32 {
        match self {
            Act::Election => present,
            _ => entitled,
        }
    }
}

/// Whether enough came. Nobody entitled: never.
pub fn valid(act: Act, entitled: u32, present: u32) -> bool {
    entitled > 0 && act.quorum().holds(present, entitled)
}

/// The votes in favour: in the room, and written before the meeting (only admission takes those).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub in_favour: u32,
    pub written: u32,
}

/// Whether a vote carries in a meeting that is itself valid.
pub fn passed(act: Act, entitled: u32, present: u32, tally: Tally) -> bool {
    let base = act.base(entitled, present);
    let favour = tally.in_favour.saturating_add(if act == Act::Admission { tally.written } else { 0 });
    base > 0 && valid(act, entitled, present) && Part::over(1, 2).holds(favour, base)
}

/// The least number in favour.
pub(crate) fn needed(act: Act, entitled: u32, present: u32) -> u32 {
    Part::over(1, 2).least(act.base(entitled, present))
}

//! What a record holds. In a draft everything may be absent.

use serde::{Deserialize, Serialize};

use crate::{Act, Kind};

/// The content of a record of any kind; which fields a kind asks for says [`crate::required`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct RecordBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The day it was held: `2026-09-10`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// `14:30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub online: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorder: Option<String>,
    /// The party group that met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// The year of the notice: `2025`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts_for: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendee>,
    /// Only where nobody is ticked by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entitled: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub observers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<Agenda>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// Further duties that the same event meets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Kind>,
    /// A word of the scheme's list of themes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lecturer: Option<Lecturer>,
    /// `1.5`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// A short account of what was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talks_held: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rectifications: Vec<Rectification>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Graded>,
    /// Why more than a third were graded 优秀.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grades_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term_until: Option<String>,
    /// Number of the approval to hold it earlier or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballots_out: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ballots_in: Option<u32>,
    /// The superior's reply and its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payable: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub file_ids: Vec<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

const fn is_true(value: &bool) -> bool {
    *value
}

const fn yes() -> bool {
    true
}

/// Somebody who was expected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Attendee {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
    pub name: String,
    /// Has the right to vote; so unless said otherwise.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    #[cfg_attr(feature = "schema", schema(required = false))]
    pub voter: bool,
    #[serde(default, skip_serializing_if = "Attendance::is_present")]
    #[cfg_attr(feature = "schema", schema(required = false))]
    pub status: Attendance,
    /// Why absent, or why left out of the number entitled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    #[default]
    Present,
    Absent,
    /// Not counted as entitled, by a decision of this meeting.
    LeftOut,
}

impl Attendance {
    pub(crate) fn is_present(&self) -> bool {
        *self == Attendance::Present
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Agenda {
    pub topic: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// 重要事项.
    #[serde(skip_serializing_if = "is_false")]
    pub major: bool,
    /// 理论学习.
    #[serde(skip_serializing_if = "is_false")]
    pub study: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vote: Option<Vote>,
}

/// A counted vote of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = RecordVote))]
#[serde(deny_unknown_fields)]
pub struct Vote {
    pub act: Act,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub secret: bool,
    /// Of those in the room.
    pub in_favour: u32,
    pub against: u32,
    pub abstain: u32,
    /// Formal written opinions handed in before the meeting.
    #[serde(default)]
    pub written_in_favour: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = RecordTask))]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub what: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Lecturer {
    pub name: String,
    /// A word of the scheme's list: secretary, leader, member.
    pub role: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rectification {
    pub problem: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
}

/// A member in the democratic appraisal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Graded {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
    pub name: String,
    /// Takes part, is not graded.
    #[serde(skip_serializing_if = "is_false")]
    pub probationary: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub self_done: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub peer_done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Ballots for each grade, best first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ballots: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Excellent,
    Qualified,
    Basic,
    Unqualified,
}

impl Grade {
    pub const fn title(self) -> &'static str {
        match self {
            Grade::Excellent => "优秀",
            Grade::Qualified => "合格",
            Grade::Basic => "基本合格",
            Grade::Unqualified => "不合格",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    pub name: String,
    pub votes: u32,
}

/// Two people who talked; never what about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub one: String,
    pub other: String,
    pub class: PairClass,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PairClass {
    CommitteeCommittee,
    CommitteeMember,
    MemberMember,
}

impl RecordBody {
    /// The day it was held, if it is one.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.on.as_deref()?.parse().ok()
    }

    /// The kinds it counts as: its own first, then those of `also` that it may be.
    pub fn kinds(&self, kind: Kind) -> Vec<Kind> {
        let also = kind.may_also_be().iter().copied().filter(|other| self.also.contains(other));
        std::iter::once(kind).chain(also).collect()
    }

    /// What a list shows: the title as entered, or one made from the kind, the month and the first topic.
    pub fn titled(&self, kind: Kind) -> String {
        if let Some(title) = self.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
            return title.to_owned();
        }
        let when = match (self.counts_for.as_deref(), self.day()) {
            (Some(year), _) if kind.is_of_a_year() => format!("{year}年度"),
            (_, Some(day)) if kind.is_of_a_year() => format!("{}年度", day.year()),
            (_, Some(day)) => format!("{}月", day.month()),
            _ => String::new(),
        };
        let topic = self.agenda.first().map(|agenda| agenda.topic.trim()).filter(|topic| !topic.is_empty());
        topic.map_or_else(|| format!("{when}{}", kind.title()), |topic| format!("{when}{}：{topic}", kind.title()))
    }
}

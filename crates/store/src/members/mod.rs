//! Party members: who they are, and where and in which standing they were from each day on.

mod awards;
mod development;
mod dues;
mod groups;
mod intake;
mod keep;
mod list;
mod roster;
mod study;
mod transfers;
mod words;
mod write;

use jiff::civil::Date;
use sqlx::AnyConnection;

pub use awards::{AwardKind, MemberAward};
pub use development::{Candidate, CandidateFilter, DevelopmentStep, SeenCandidate, Stage};
pub use dues::{DuesBase, DuesPayment, DuesStay};
pub use groups::GroupMeeting;
pub use intake::{KeptBranch, Namesake};
pub use keep::{MemberKey, Reveal};
pub use list::{MemberFilter, MemberReach, MemberSort, SeenMember};
pub use roster::RosterMember;
pub use study::Training;
pub use transfers::{SeenTransfer, Transfer};
pub use words::{Post, Sex, Standing, Whereabouts};

/// A person on the roster, without the dated part.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    pub id: String,
    pub name: String,
    pub sex: Option<Sex>,
    pub born: Option<Date>,
    /// 民族.
    pub ethnic: Option<String>,
    /// 学历.
    pub education: Option<String>,
    /// The day the members' meeting took the person in as a probationary member; 党龄 counts from `confirmed`.
    pub joined: Option<Date>,
    pub confirmed: Option<Date>,
    /// 岗位.
    pub job: Option<String>,
    /// 班次.
    pub shift: Option<String>,
    pub retired: Option<Date>,
    pub identity: Option<Sealed>,
    pub phone: Option<Sealed>,
    pub rev: i64,
}

/// A number that only its person's key opens, and the keyed hash that finds it again.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    pub text: String,
    pub hash: String,
}

/// A party group within a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: String,
    pub branch_id: String,
    pub name: String,
    /// Place among the groups of the branch.
    pub position: i64,
    pub founded: Date,
    /// The first day on which it no longer existed.
    pub closed: Option<Date>,
    pub rev: i64,
}

/// What was true of a member from a day on, until the next one begins or it is ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub member_id: String,
    pub from: Date,
    /// The first day on which it no longer held.
    pub until: Option<Date>,
    pub branch_id: String,
    pub group_id: Option<String>,
    pub standing: Standing,
    pub whereabouts: Whereabouts,
    /// Why it began: 接收预备党员, 转入, 调整党小组…
    pub reason: String,
    /// Why nothing follows it: 转出, 去世, 开除党籍…
    pub ended_by: Option<String>,
}

/// A post that a member held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPost {
    pub id: String,
    pub member_id: String,
    pub org_id: String,
    /// Group leaders only.
    pub group_id: Option<String>,
    pub post: Post,
    pub from: Date,
    /// The first day on which it was no longer held.
    pub until: Option<Date>,
}

/// Party members.
pub struct Members<'a>(pub(crate) &'a mut AnyConnection);

//! What the product remembers. The only crate with SQL; one text for SQLite and PostgreSQL.

mod answers;
mod attachments;
mod branches;
mod calendar;
mod checkpoints;
mod db;
mod effort;
mod error;
mod events;
mod exceptions;
mod facts;
mod group;
mod hints;
mod installation;
mod jobs;
mod journal;
mod listing;
mod members;
mod nested;
mod norms;
mod notices;
mod org_changes;
mod org_tree;
mod orgs;
mod periods;
mod proposals;
mod rankings;
mod records;
mod results;
mod schemes;
mod scope;
mod scorecards;
mod settings;
mod terms;
#[cfg(test)]
mod testing;
mod text;
mod users;

pub use answers::{Answers, KeptAnswer};
pub use attachments::{Attachment, AttachmentFilter, Attachments, FileKind, Owner};
pub use branches::{BranchFilter, BranchSort, Branches, SeenBranch};
pub use calendar::{CalendarDay, CalendarDays, DayKind};
pub use checkpoints::{Checkpoints, Included, KeptCheckpoint, SeenEntry};
pub use db::{Db, Store, Watched};
pub use effort::{BranchEffort, Efforts, MedianEffort};
pub use error::StoreError;
pub use events::{Event, EventFilter, Events};
pub use exceptions::{Exception, ExceptionFilter, Exceptions};
pub use facts::{EnteredFact, FactFilter, FactSort, Facts, SeenFact};
pub use hints::{HintCheck, Hints, LikePicture, LikeRecord};
pub use installation::Installation;
pub use jobs::{Job, JobFile, JobState, Jobs};
pub use journal::{Actor, Changed, Finding, FindingKind, Receipt, Seen, Verified};
pub use members::{
    AwardKind, Candidate, CandidateFilter, DevelopmentStep, DuesBase, DuesPayment, DuesStay, Group, GroupMeeting,
    KeptBranch, Member, MemberAward, MemberFilter, MemberKey, MemberPost, MemberReach, MemberSort, Members, Membership,
    Namesake, Post, Reveal, RosterMember, Sealed, SeenCandidate, SeenMember, SeenTransfer, Sex, Stage, Standing,
    Training, Transfer, Whereabouts,
};
pub use norms::{Norm, Norms, norm_on};
pub use notices::{Notice, NoticeCounts, NoticeKind, NoticePart, Notices, SeenNotice};
pub use org_changes::{ChangeKind, OrgChange, OrgChanges, OrgState};
pub use orgs::{BranchCount, FoundOrg, Org, OrgFilter, OrgKind, Orgs, Span, TreeOrg, branches};
pub use periods::{Periods, RatedPeriod};
pub use proof;
pub use proposals::{Placed, Proposal, ProposalState, Proposals, Proposed};
pub use rankings::{
    CategorySums, Mover, Place, PlaceFilter, PlaceSort, Rankings, Spread, StarCount, Sum, UnitSum, Whose,
};
pub use records::{Reach, Record, RecordFilter, RecordSort, RecordState, Records, Round, RoundAct, SeenRecord};
pub use schemes::{Scheme, Schemes};
pub use scope::Scope;
pub use scorecards::{KeptScorecard, Revision, Scorecards, Vetoed};
pub use settings::Settings;
pub use terms::{BranchFigures, Election, ElectionFilter, Extension, ExtensionState, Term, Terms};
pub use users::{
    Account, AccountFilter, AccountState, Attempt, HeldRole, LogFilter, LogLine, LoggedLine, NewSession, NewUser,
    OpenSession, READING_ACTIONS, Role, SIGN_IN_ACTIONS, User, Users,
};

/// Which part of a list to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// From 1.
    pub page: i64,
    pub size: i64,
}

impl Paging {
    pub(crate) fn offset(self) -> i64 {
        (self.page - 1).saturating_mul(self.size)
    }
}

/// A part of a list, and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: i64,
    /// There are more than were counted.
    pub more: bool,
}

/// `text` anywhere, with its own wildcards taken literally (`escape '!'`).
pub(crate) fn like(text: &str) -> String {
    let escaped = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

/// `($1, $2), ($3, $4)`: the places of an insert of `n` rows with so many columns each.
pub(crate) fn rows(n: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..n).map(row).collect::<Vec<_>>().join(", ")
}

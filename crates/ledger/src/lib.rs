//! The rules of the branch ledger (电子台账): what a record holds, whether a meeting was valid, which facts it makes.
//!
//! Pure: no clock, no input or output. Counts are whole numbers and halves are compared by multiplying, never dividing.

mod appraisal;
mod body;
mod check;
mod count;
mod development;
mod diff;
mod dues;
mod election;
mod facts;
mod kind;
pub mod likeness;
mod quorum;
mod readers;
pub mod roster;
mod verdict;

pub use body::{
    Agenda, Attendance, Attendee, Candidate, Grade, Graded, Lecturer, Pair, PairClass, RecordBody, Rectification, Task,
    Vote,
};
pub use check::{Problem, field_name, problems, required};
pub use count::{Count, count};
pub use development::{Ballot, Finding, Limits, Next, Rule, Step, Taken, findings, next};
pub use diff::{Change, changes};
pub use dues::{DuesKind, DuesState, Rate, Rates, Stay, collects, dues_state, standard};
pub use facts::{Source, facts};
pub use kind::Kind;
pub use quorum::{Act, Tally, passed, valid};
pub use readers::{Ground, Reader, asked, ground, needed, readers};
pub use verdict::{Figure, Sentence, Status, Verdict, verdict};

//! The engine: scheme + facts + period → explained points and stars.
//!
//! Pure: no clock, no randomness, no input or output, no floats. The same input gives the same bytes for ever.
//! Points exist only as the sum of steps, and every step names its reason.

#![deny(clippy::float_arithmetic)]

mod award;
pub mod bulk;
pub mod cases;
mod compare;
pub mod facts;
mod history;
mod item;
mod lines;
pub mod measure;
pub mod number;
mod owed;
pub mod period;
pub mod points;
pub mod problem;
mod rank;
mod rate;
mod roll_up;
pub mod rules;
pub mod scheme;
pub mod scorecard;
mod sheet;
mod total;

pub use owed::{Due, DutyState, Stand, duties, stand};
pub use rate::{Evidence, Moved, moved_by, rate, rate_as_of, rate_branch};

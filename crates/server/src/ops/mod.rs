//! Use cases of several steps: load, call the engine, save. Commands, jobs and handlers all come through here.

pub mod accounts;
pub mod assess;
pub mod attach;
pub mod burden;
pub mod calendar;
pub mod change_org;
pub mod checkpoint;
pub mod effort;
pub mod events;
pub mod exceptions;
pub mod hints;
pub mod import_workbook;
pub mod keep_term;
pub mod load_company;
pub mod members;
pub mod org_flags;
pub mod owed;
pub mod places;
pub mod print;
pub mod proposals;
pub mod publish_scheme;
pub mod rate_period;
pub mod records;
pub mod reminders;
pub mod seal_period;
pub mod what_if;

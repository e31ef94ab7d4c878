//! The demonstration company: made from a seed, the same for the same seed, with no real person or body in it.

use rating::period::Period;
use store::{EnteredFact, Org, Role};

/// Everything that `baolei demo` loads.
pub struct Company {
    /// Parents before children, in document order; exactly one of kind company.
    pub orgs: Vec<Org>,
    /// In any order; ids are unique across the company.
    pub facts: Vec<EnteredFact>,
    pub accounts: Vec<Account>,
    /// The months to rate, oldest first; quarters and years that they complete are rated as well.
    pub months: Vec<Period>,
}

/// A person who may sign in to the demonstration.
pub struct Account {
    /// `zzb`, `unit01`, `branch001`, `leader`, `auditor`, `sczx`, `admin`, `member001`.
    pub account: String,
    pub name: String,
    /// Role and the id of the body it is held at.
    pub roles: Vec<(Role, String)>,
}

/// The company of this seed.
pub fn generate(_seed: u64) -> Company {
    Company { orgs: Vec::new(), facts: Vec::new(), accounts: Vec::new(), months: Vec::new() }
}

//! Whom a matter of a branch goes to: the branch itself, the unit above it, the company.

use jiff::civil::Date;
use store::{Db, OrgKind, StoreError};

/// A branch with the bodies above it on a day.
#[derive(Debug, Clone)]
pub struct Place {
    pub branch_id: String,
    pub branch_name: String,
    pub unit_id: Option<String>,
    pub company_id: String,
}

impl Place {
    /// `None` if there is no such branch on that day.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(db: &mut Db, branch_id: &str, day: Date) -> Result<Option<Place>, StoreError> {
        let orgs = db.orgs().lineage(branch_id).await?;
        let Some(company) = orgs.iter().find(|org| org.kind == OrgKind::Company).map(|org| org.id.clone()) else {
            return Ok(None);
        };
        let branches = store::branches(&orgs, day);
        let Some(branch) = branches.into_iter().find(|branch| branch.id == branch_id) else { return Ok(None) };
        let is_unit = orgs.iter().any(|org| org.id == branch.unit && org.kind == OrgKind::Unit);
        Ok(Some(Place {
            branch_id: branch.id,
            branch_name: branch.name,
            unit_id: is_unit.then_some(branch.unit),
            company_id: company,
        }))
    }
}

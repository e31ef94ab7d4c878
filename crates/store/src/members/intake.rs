//! What a roster that comes as a workbook is checked against.

use jiff::civil::Date;
use sqlx::{AssertSqlSafe, Row as _};

use super::{Group, MemberReach, Members};
use crate::{StoreError, scope::Scope, text::Reading};

/// A branch whose roster the caller keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBranch {
    pub id: String,
    pub name: String,
    pub unit_name: String,
    pub founded: Date,
}

/// Somebody on a roster today who bears a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Namesake {
    pub name: String,
    pub born: Option<Date>,
    pub branch_id: String,
}

/// Names of one query.
const CHUNK: usize = 500;

impl Members<'_> {
    /// Open branches whose roster the caller keeps, as in documents; 20,000 at most.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn kept_branches(&mut self, scope: &Scope) -> Result<Vec<KeptBranch>, StoreError> {
        let text = format!(
            "{} select t.id, t.name, u.name as unit_name, o.founded_on
             from tree t join orgs o on o.id = t.id join tree u on u.id = t.unit_id
             where t.seen = 1 and o.kind = 'branch' and o.founded_on <= $2 and (o.closed_on is null or o.closed_on > $2)
             order by t.path limit 20000",
            MemberReach::Keep.tree()
        );
        let rows = scope.query(AssertSqlSafe(text)).fetch_all(&mut *self.0).await?;
        let read = |row| {
            let reading = Reading::new(row, "orgs", "id");
            Ok(KeptBranch {
                id: reading.get("id")?,
                name: reading.get("name")?,
                unit_name: reading.get("unit_name")?,
                founded: reading.date("founded_on")?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Open party groups of the branches whose roster the caller keeps; 40,000 at most.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn kept_groups(&mut self, scope: &Scope) -> Result<Vec<Group>, StoreError> {
        let text = format!(
            "{} select g.id, g.branch_id, g.name, g.position, g.founded_on, g.closed_on, g.rev
             from party_groups g join tree t on t.id = g.branch_id
             where t.seen = 1 and g.closed_on is null order by t.path, g.position, g.id limit 40000",
            MemberReach::Keep.tree()
        );
        let rows = scope.query(AssertSqlSafe(text)).fetch_all(&mut *self.0).await?;
        rows.iter().map(super::groups::read).collect()
    }

    /// Who bears one of these names and has not left; of every branch, so for checks alone.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn namesakes(&mut self, names: &[String]) -> Result<Vec<Namesake>, StoreError> {
        let mut found = Vec::new();
        for chunk in names.chunks(CHUNK) {
            let places: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
            let text = format!(
                "select m.name, m.born_on, s.branch_id from members m join memberships s on s.member_id = m.id
                 where s.until_on is null and m.name in ({})",
                places.join(", ")
            );
            let query = sqlx::query(AssertSqlSafe(text));
            let query = chunk.iter().fold(query, |query, name| query.bind(name.clone()));
            for row in &query.fetch_all(&mut *self.0).await? {
                let reading = Reading::new(row, "members", "name");
                found.push(Namesake {
                    name: reading.get("name")?,
                    born: reading.date_or_none("born_on")?,
                    branch_id: row.try_get("branch_id")?,
                });
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, group, member, membership, on_both, two_units};

    #[tokio::test]
    async fn a_workbook_meets_only_the_branches_of_its_keeper() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.members().add(&[member("P1", "李明"), member("P2", "李明")]).await.unwrap();
            let mut left = membership("P2", "B2", "2020-01-01");
            left.until = Some(day("2026-05-01"));
            db.members().add_memberships(&[membership("P1", "B1", "2020-01-01"), left]).await.unwrap();
            db.members().add_groups(&[group("G-1", "B1", "第一党小组", 1)]).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            for (user, branches, groups) in [
                ("zzb", vec!["B1", "B2"], 1),
                ("unit1", vec!["B1"], 1),
                ("branch2", vec!["B2"], 0),
                ("sczx", vec![], 0),
            ] {
                let scope = Scope::of(user, day("2026-10-01"));
                let kept = db.members().kept_branches(&scope).await.unwrap();
                assert_eq!(kept.iter().map(|branch| branch.id.as_str()).collect::<Vec<_>>(), branches, "{user}");
                assert_eq!(db.members().kept_groups(&scope).await.unwrap().len(), groups, "{user}");
            }
            let found = db.members().namesakes(&["李明".to_owned(), "王芳".to_owned()]).await.unwrap();
            assert_eq!(found.len(), 1, "who left is not here any more");
            assert_eq!(found[0].branch_id, "B1");
        })
        .await;
    }
}

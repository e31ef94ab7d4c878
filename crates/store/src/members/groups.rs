//! Party groups of a branch: who leads them, when they met.

use jiff::civil::Date;
use sqlx::{Row as _, any::AnyRow};

use super::{Group, Members};
use crate::{RecordState, StoreError, text::Reading};

/// A group meeting as the ledger keeps it; drafts and withdrawn ones are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupMeeting {
    /// Id of the record.
    pub id: String,
    pub group_id: Option<String>,
    pub on: Date,
    pub title: String,
    pub state: RecordState,
}

impl Members<'_> {
    /// Groups of a branch, in order, with how many members each has on a day; closed ones last.
    pub async fn groups(&mut self, branch_id: &str, day: Date) -> Result<Vec<(Group, i64)>, StoreError> {
        let rows = sqlx::query(
            "select g.id, g.branch_id, g.name, g.position, g.founded_on, g.closed_on, g.rev,
                    (select cast(count(*) as bigint) from memberships s where s.group_id = g.id and s.from_on <= $2
                        and (s.until_on is null or s.until_on > $2)) as n
             from party_groups g where g.branch_id = $1
             order by case when g.closed_on is null then 0 else 1 end, g.position, g.id limit 200",
        )
        .bind(branch_id)
        .bind(day.to_string())
        .fetch_all(&mut *self.0)
        .await?;
        rows.iter().map(|row| Ok((read(row)?, Reading::new(row, "party_groups", "id").get("n")?))).collect()
    }

    /// Another name, if `group.rev` still stands; the next revision, or `None`.
    pub async fn rename_group(&mut self, group: &Group) -> Result<Option<i64>, StoreError> {
        let done = sqlx::query(
            "update party_groups set name = $2, rev = rev + 1 where id = $1 and rev = $3 and closed_on is null",
        )
        .bind(&group.id)
        .bind(&group.name)
        .bind(group.rev)
        .execute(&mut *self.0)
        .await?;
        Ok((done.rows_affected() == 1).then_some(group.rev + 1))
    }

    /// How many people are in the group on `day` or will be later.
    pub async fn in_group_since(&mut self, group_id: &str, day: Date) -> Result<i64, StoreError> {
        let row = sqlx::query(
            "select cast(count(distinct member_id) as bigint) as n from memberships
             where group_id = $1 and (until_on is null or until_on > $2)",
        )
        .bind(group_id)
        .bind(day.to_string())
        .fetch_one(&mut *self.0)
        .await?;
        Ok(row.try_get("n")?)
    }

    /// Closes a group; whether it was open.
    pub async fn close_group(&mut self, branch_id: &str, id: &str, on: Date) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update party_groups set closed_on = $3, rev = rev + 1
             where id = $2 and branch_id = $1 and closed_on is null",
        )
        .bind(branch_id)
        .bind(id)
        .bind(on.to_string())
        .execute(&mut *self.0)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends what is led of a group from `on`, by one member or by whoever it is; the ids of the posts. A leader who was
    /// to begin later never does.
    pub async fn end_leads(
        &mut self,
        group_id: &str,
        member_id: Option<&str>,
        on: Date,
    ) -> Result<Vec<String>, StoreError> {
        let leads = "group_id = $1 and post = 'group_leader' and ($2 = '' or member_id = $2)
                     and (until_on is null or until_on > $3)";
        let bound = |text: String| {
            sqlx::query(sqlx::AssertSqlSafe(text))
                .bind(group_id.to_owned())
                .bind(member_id.unwrap_or_default().to_owned())
                .bind(on.to_string())
        };
        let rows = bound(format!("select id from posts where {leads}")).fetch_all(&mut *self.0).await?;
        let end = "case when from_on > $3 then from_on else $3 end";
        bound(format!("update posts set until_on = {end} where {leads}")).execute(&mut *self.0).await?;
        rows.iter().map(|row| Ok(row.try_get("id")?)).collect()
    }

    /// Meetings of a branch's groups in these days, newest first; 500 at most.
    pub async fn group_meetings(
        &mut self,
        branch_id: &str,
        first: Date,
        last: Date,
    ) -> Result<Vec<GroupMeeting>, StoreError> {
        let rows = sqlx::query(
            "select id, group_id, on_day, title, state from records
             where branch_id = $1 and kind = 'group_meeting' and on_day >= $2 and on_day <= $3
               and state not in ('draft', 'withdrawn')
             order by on_day desc, id limit 500",
        )
        .bind(branch_id)
        .bind(first.to_string())
        .bind(last.to_string())
        .fetch_all(&mut *self.0)
        .await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "records", "id");
            Ok(GroupMeeting {
                id: reading.get("id")?,
                group_id: reading.get("group_id")?,
                on: reading.date("on_day")?,
                title: reading.get("title")?,
                state: reading.word("state", RecordState::parse)?,
            })
        };
        rows.iter().map(read).collect()
    }
}

pub(super) fn read(row: &AnyRow) -> Result<Group, StoreError> {
    let reading = Reading::new(row, "party_groups", "id");
    Ok(Group {
        id: reading.get("id")?,
        branch_id: reading.get("branch_id")?,
        name: reading.get("name")?,
        position: reading.get("position")?,
        founded: reading.date("founded_on")?,
        closed: reading.date_or_none("closed_on")?,
        rev: reading.get("rev")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MemberPost, Post,
        testing::{day, group, member, membership, on_both, two_units},
    };

    #[tokio::test]
    async fn a_group_is_renamed_once_and_its_leader_ends_with_it() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.members().add_groups(&[group("G-1", "B1", "第一党小组", 1)]).await.unwrap();
            db.members().add(&[member("P1", "李明")]).await.unwrap();
            let span = crate::Membership { group_id: Some("G-1".to_owned()), ..membership("P1", "B1", "2020-01-01") };
            db.members().add_memberships(&[span]).await.unwrap();
            let lead = MemberPost {
                id: "L1".to_owned(),
                member_id: "P1".to_owned(),
                org_id: "B1".to_owned(),
                group_id: Some("G-1".to_owned()),
                post: Post::GroupLeader,
                from: day("2026-01-01"),
                until: None,
            };
            db.members().add_posts(&[lead]).await.unwrap();
            let named = Group { name: "机械党小组".to_owned(), ..group("G-1", "B1", "第一党小组", 1) };
            assert_eq!(db.members().rename_group(&named).await.unwrap(), Some(2));
            assert_eq!(db.members().rename_group(&named).await.unwrap(), None, "somebody was faster");
            let (shown, n) = db.members().groups("B1", day("2026-10-01")).await.unwrap().remove(0);
            assert_eq!((shown.name.as_str(), shown.rev, n), ("机械党小组", 2, 1));
            assert_eq!(db.members().in_group_since("G-1", day("2026-10-01")).await.unwrap(), 1);
            assert!(db.members().end_leads("G-1", Some("P2"), day("2026-10-01")).await.unwrap().is_empty());
            assert_eq!(db.members().end_leads("G-1", None, day("2026-10-01")).await.unwrap(), ["L1"]);
            let leads = |roster: Vec<crate::RosterMember>| roster[0].leads_group;
            assert!(leads(db.members().roster("B1", day("2026-09-30")).await.unwrap()));
            assert!(!leads(db.members().roster("B1", day("2026-10-01")).await.unwrap()));
        })
        .await;
    }
}

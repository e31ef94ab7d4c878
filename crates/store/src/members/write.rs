//! Putting members, groups, memberships and posts down.

use jiff::civil::Date;
use sqlx::AssertSqlSafe;

use super::{Group, Member, MemberPost, Members, Membership};
use crate::{StoreError, rows};

impl Members<'_> {
    /// People without a branch yet; an id or identity number that is there already is a conflict.
    pub async fn add(&mut self, members: &[Member]) -> Result<(), StoreError> {
        for chunk in members.chunks(100) {
            let text = format!(
                "insert into members (id, name, sex, born_on, ethnic, education, joined_on, confirmed_on, job, shift,
                     retired_on, identity_sealed, identity_hash, phone_sealed, phone_hash, rev) values {}",
                rows(chunk.len(), 16)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for member in chunk {
                query = query
                    .bind(&member.id)
                    .bind(&member.name)
                    .bind(member.sex.map(super::Sex::word))
                    .bind(member.born.map(|day| day.to_string()))
                    .bind(&member.ethnic)
                    .bind(&member.education)
                    .bind(member.joined.map(|day| day.to_string()))
                    .bind(member.confirmed.map(|day| day.to_string()))
                    .bind(&member.job)
                    .bind(&member.shift)
                    .bind(member.retired.map(|day| day.to_string()))
                    .bind(member.identity.as_ref().map(|sealed| sealed.text.as_str()))
                    .bind(member.identity.as_ref().map(|sealed| sealed.hash.as_str()))
                    .bind(member.phone.as_ref().map(|sealed| sealed.text.as_str()))
                    .bind(member.phone.as_ref().map(|sealed| sealed.hash.as_str()))
                    .bind(member.rev);
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "member"))?;
        }
        Ok(())
    }

    pub async fn add_groups(&mut self, groups: &[Group]) -> Result<(), StoreError> {
        for chunk in groups.chunks(200) {
            let text = format!(
                "insert into party_groups (id, branch_id, name, position, founded_on, closed_on) values {}",
                rows(chunk.len(), 6)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for group in chunk {
                query = query
                    .bind(&group.id)
                    .bind(&group.branch_id)
                    .bind(&group.name)
                    .bind(group.position)
                    .bind(group.founded.to_string())
                    .bind(group.closed.map(|day| day.to_string()));
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "party_group"))?;
        }
        Ok(())
    }

    /// Rows as they are; [`Members::change_membership`] ends the one before.
    pub async fn add_memberships(&mut self, memberships: &[Membership]) -> Result<(), StoreError> {
        for chunk in memberships.chunks(150) {
            let text = format!(
                "insert into memberships (member_id, from_on, until_on, branch_id, group_id, standing, whereabouts,
                     reason, ended_by) values {}",
                rows(chunk.len(), 9)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for span in chunk {
                query = query
                    .bind(&span.member_id)
                    .bind(span.from.to_string())
                    .bind(span.until.map(|day| day.to_string()))
                    .bind(&span.branch_id)
                    .bind(&span.group_id)
                    .bind(span.standing.word())
                    .bind(span.whereabouts.word())
                    .bind(&span.reason)
                    .bind(&span.ended_by);
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "membership"))?;
        }
        Ok(())
    }

    /// What is true of a member from a day on; the row that holds on that day ends there.
    pub async fn change_membership(&mut self, span: &Membership) -> Result<(), StoreError> {
        sqlx::query(
            "update memberships set until_on = $2, ended_by = null
             where member_id = $1 and from_on < $2 and (until_on is null or until_on > $2)",
        )
        .bind(&span.member_id)
        .bind(span.from.to_string())
        .execute(&mut *self.0)
        .await?;
        self.add_memberships(std::slice::from_ref(span)).await
    }

    /// Puts the state that began on a day into another group, from that day on.
    pub async fn regroup(
        &mut self,
        member_id: &str,
        from: Date,
        group_id: &str,
        reason: &str,
    ) -> Result<(), StoreError> {
        let text = "update memberships set group_id = $3, reason = $4 where member_id = $1 and from_on = $2";
        let query = sqlx::query(text).bind(member_id).bind(from.to_string()).bind(group_id).bind(reason);
        let done = query.execute(&mut *self.0).await?;
        if done.rows_affected() == 1 { Ok(()) } else { Err(StoreError::Conflict("membership")) }
    }

    pub async fn add_posts(&mut self, posts: &[MemberPost]) -> Result<(), StoreError> {
        for chunk in posts.chunks(200) {
            let text = format!(
                "insert into posts (id, member_id, org_id, group_id, post, from_on, until_on) values {}",
                rows(chunk.len(), 7)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for post in chunk {
                query = query
                    .bind(&post.id)
                    .bind(&post.member_id)
                    .bind(&post.org_id)
                    .bind(&post.group_id)
                    .bind(post.post.word())
                    .bind(post.from.to_string())
                    .bind(post.until.map(|day| day.to_string()));
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "post"))?;
        }
        Ok(())
    }
}

//! Changes of single members.

use jiff::{Timestamp, civil::Date};
use sqlx::Row as _;

use super::{Member, Members};
use crate::{StoreError, text::time_text};

/// A showing of a sealed number in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    pub id: String,
    pub member_id: String,
    /// `identity` or `phone`.
    pub field: String,
    pub purpose: String,
    pub account: String,
    pub at: Timestamp,
}

/// A person's wrapped key.
#[derive(Clone, PartialEq, Eq)]
pub struct MemberKey {
    pub member_id: String,
    /// Names the master key.
    pub master_id: String,
    pub wrapped: String,
}

impl Members<'_> {
    /// Writes what a person is if `member.rev` still stands; the next revision, or `None`.
    pub async fn update(&mut self, member: &Member) -> Result<Option<i64>, StoreError> {
        let done = sqlx::query(
            "update members set name = $2, sex = $3, born_on = $4, ethnic = $5, education = $6, joined_on = $7,
                 confirmed_on = $8, job = $9, shift = $10, retired_on = $11, identity_sealed = $12, identity_hash = $13,
                 phone_sealed = $14, phone_hash = $15, rev = rev + 1
             where id = $1 and rev = $16",
        )
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
        .bind(member.rev)
        .execute(&mut *self.0)
        .await
        .map_err(|error| StoreError::or_conflict(error, "member"))?;
        Ok((done.rows_affected() == 1).then_some(member.rev + 1))
    }

    /// Ends what holds of a member; whether anything did.
    pub async fn end_membership(&mut self, id: &str, on: Date, why: &str) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update memberships set until_on = $2, ended_by = $3
             where member_id = $1 and until_on is null and from_on < $2",
        )
        .bind(id)
        .bind(on.to_string())
        .bind(why)
        .execute(&mut *self.0)
        .await?;
        sqlx::query("update posts set until_on = $2 where member_id = $1 and (until_on is null or until_on > $2)")
            .bind(id)
            .bind(on.to_string())
            .execute(&mut *self.0)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Ends the posts that a member holds in a branch he leaves; their ids.
    pub async fn end_posts(&mut self, id: &str, org_id: &str, on: Date) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(
            "select id from posts where member_id = $1 and org_id = $2 and (until_on is null or until_on > $3)",
        )
        .bind(id)
        .bind(org_id)
        .bind(on.to_string())
        .fetch_all(&mut *self.0)
        .await?;
        let ids: Vec<String> = rows.iter().map(|row| row.try_get("id")).collect::<Result<_, _>>()?;
        sqlx::query(
            "update posts set until_on = $3 where member_id = $1 and org_id = $2 and (until_on is null or until_on > $3)",
        )
        .bind(id)
        .bind(org_id)
        .bind(on.to_string())
        .execute(&mut *self.0)
        .await?;
        Ok(ids)
    }

    /// Ends one post of a member; whether it was held.
    pub async fn end_post(&mut self, member_id: &str, id: &str, on: Date) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update posts set until_on = $3
             where id = $2 and member_id = $1 and from_on < $3 and (until_on is null or until_on > $3)",
        )
        .bind(member_id)
        .bind(id)
        .bind(on.to_string())
        .execute(&mut *self.0)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    pub async fn add_keys(&mut self, keys: &[MemberKey]) -> Result<(), StoreError> {
        for chunk in keys.chunks(200) {
            let text = format!(
                "insert into member_keys (member_id, master_id, wrapped) values {}",
                crate::rows(chunk.len(), 3)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(text));
            for key in chunk {
                query = query.bind(&key.member_id).bind(&key.master_id).bind(&key.wrapped);
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "member_key"))?;
        }
        Ok(())
    }

    /// Wrapped keys of these people; those without a sealed number have none.
    pub async fn keys(&mut self, ids: &[&str]) -> Result<Vec<MemberKey>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
        let text =
            format!("select member_id, master_id, wrapped from member_keys where member_id in ({})", places.join(", "));
        let query = sqlx::query(sqlx::AssertSqlSafe(text));
        let query = ids.iter().fold(query, |query, id| query.bind((*id).to_owned()));
        let rows = query.fetch_all(&mut *self.0).await?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok(MemberKey {
                member_id: row.try_get("member_id")?,
                master_id: row.try_get("master_id")?,
                wrapped: row.try_get("wrapped")?,
            })
        };
        rows.iter().map(read).collect()
    }

    pub async fn add_reveal(&mut self, reveal: &Reveal) -> Result<(), StoreError> {
        sqlx::query("insert into reveals (id, member_id, field, purpose, account, at) values ($1, $2, $3, $4, $5, $6)")
            .bind(&reveal.id)
            .bind(&reveal.member_id)
            .bind(&reveal.field)
            .bind(&reveal.purpose)
            .bind(&reveal.account)
            .bind(time_text(reveal.at))
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Which of these hashes of identity numbers are taken.
    pub async fn taken_identities(&mut self, hashes: &[String]) -> Result<Vec<String>, StoreError> {
        let mut taken = Vec::new();
        for chunk in hashes.chunks(500) {
            let places: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
            let text = format!("select identity_hash from members where identity_hash in ({})", places.join(", "));
            let query = sqlx::query_scalar::<_, String>(sqlx::AssertSqlSafe(text));
            let query = chunk.iter().fold(query, |query, hash| query.bind(hash.clone()));
            taken.extend(query.fetch_all(&mut *self.0).await?);
        }
        Ok(taken)
    }
}

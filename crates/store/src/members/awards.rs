//! Honours of a member, and disciplinary measures, which only some may read.

use jiff::civil::Date;
use sqlx::any::AnyRow;

use super::Members;
use crate::{StoreError, text::Reading};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwardKind {
    Honour,
    Discipline,
}

impl AwardKind {
    pub const fn word(self) -> &'static str {
        match self {
            AwardKind::Honour => "honour",
            AwardKind::Discipline => "discipline",
        }
    }

    fn parse(word: &str) -> Option<AwardKind> {
        [AwardKind::Honour, AwardKind::Discipline].into_iter().find(|kind| kind.word() == word)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberAward {
    pub id: String,
    pub member_id: String,
    pub kind: AwardKind,
    pub on: Date,
    /// Of a measure with a term: its last day.
    pub until: Option<Date>,
    pub title: String,
    pub level: Option<String>,
    pub issuer: Option<String>,
    pub document: Option<String>,
    pub entered_by: String,
}

impl Members<'_> {
    pub async fn add_award(&mut self, award: &MemberAward) -> Result<(), StoreError> {
        sqlx::query(
            "insert into member_awards (id, member_id, kind, on_day, until_on, title, level, issuer, document,
                 entered_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&award.id)
        .bind(&award.member_id)
        .bind(award.kind.word())
        .bind(award.on.to_string())
        .bind(award.until.map(|day| day.to_string()))
        .bind(&award.title)
        .bind(&award.level)
        .bind(&award.issuer)
        .bind(&award.document)
        .bind(&award.entered_by)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Of one kind, newest first; at most 200.
    pub async fn awards(&mut self, member_id: &str, kind: AwardKind) -> Result<Vec<MemberAward>, StoreError> {
        let rows = sqlx::query(
            "select id, member_id, kind, on_day, until_on, title, level, issuer, document, entered_by
             from member_awards where member_id = $1 and kind = $2 order by on_day desc, id limit 200",
        )
        .bind(member_id)
        .bind(kind.word())
        .fetch_all(&mut *self.0)
        .await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "member_awards", "id");
            Ok(MemberAward {
                id: reading.get("id")?,
                member_id: reading.get("member_id")?,
                kind: reading.word("kind", AwardKind::parse)?,
                on: reading.date("on_day")?,
                until: reading.date_or_none("until_on")?,
                title: reading.get("title")?,
                level: reading.get("level")?,
                issuer: reading.get("issuer")?,
                document: reading.get("document")?,
                entered_by: reading.get("entered_by")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

//! The journal: who did what, and what the rows then said. Written in the transaction of the change itself.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row as _};

use crate::{Db, StoreError, text::time_text};

/// Who acts, and when; the time is the server's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub account: String,
    pub name: String,
    pub at: Timestamp,
}

/// A table whose rows the journal accounts for.
struct Journaled {
    table: &'static str,
    key: &'static [&'static str],
    columns: &'static [&'static str],
}

/// A row that was written: its table, and its key's columns joined by `/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub table: String,
    pub key: String,
}

impl Changed {
    pub fn new(table: &str, key: impl Into<String>) -> Changed {
        Changed { table: table.to_owned(), key: key.into() }
    }
}

/// What the journal keeps of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    table: String,
    key: String,
    /// Its columns as texts; `None` when the row is gone.
    row: Option<Vec<Option<String>>>,
}

const TABLES: &[Journaled] = &[
    Journaled { table: "orgs", key: &["id"], columns: &["kind", "founded_on", "closed_on"] },
    Journaled {
        table: "org_spans",
        key: &["org_id", "from_on"],
        columns: &[
            "until_on",
            "parent_id",
            "name",
            "category",
            "position",
            "secretary",
            "n_members",
            "has_committee",
            "term_ends_on",
        ],
    },
    Journaled {
        table: "facts",
        key: &["id"],
        columns: &[
            "branch_id",
            "key",
            "kind",
            "on_day",
            "counts_for",
            "filed_on",
            "state",
            "title",
            "source",
            "entered_by",
            "entered_at",
            "body",
            "replaces",
            "record_id",
        ],
    },
    // The sealed numbers stay out: their keyed hashes stand for them.
    Journaled {
        table: "members",
        key: &["id"],
        columns: &[
            "name",
            "sex",
            "born_on",
            "ethnic",
            "education",
            "joined_on",
            "confirmed_on",
            "job",
            "shift",
            "retired_on",
            "identity_hash",
            "phone_hash",
            "rev",
        ],
    },
    Journaled {
        table: "party_groups",
        key: &["id"],
        columns: &["branch_id", "name", "position", "founded_on", "closed_on"],
    },
    Journaled {
        table: "memberships",
        key: &["member_id", "from_on"],
        columns: &["until_on", "branch_id", "group_id", "standing", "whereabouts", "reason", "ended_by"],
    },
    Journaled {
        table: "posts",
        key: &["id"],
        columns: &["member_id", "org_id", "group_id", "post", "from_on", "until_on"],
    },
];

impl Db {
    /// Notes what `rows` say now, after `action` was done to them in this transaction; answers the entry's number.
    /// `action` is a noun and a verb: `record.filed`. `org_id` is the body of the organisation it happened at.
    pub async fn note(
        &mut self,
        who: &Actor,
        action: &str,
        org_id: Option<&str>,
        rows: &[Changed],
    ) -> Result<i64, StoreError> {
        let mut said = Vec::with_capacity(rows.len());
        for changed in rows {
            said.push(Said { table: changed.table.clone(), key: changed.key.clone(), row: self.row(changed).await? });
        }
        let body = serde_json::to_string(&said).expect("texts are always written");
        let next: i64 = sqlx::query_scalar("select cast(coalesce(max(seq), 0) + 1 as bigint) from journal")
            .fetch_one(self.connection())
            .await?;
        sqlx::query("insert into journal (seq, at, account, action, org_id, body) values ($1, $2, $3, $4, $5, $6)")
            .bind(next)
            .bind(time_text(who.at))
            .bind(&who.account)
            .bind(action)
            .bind(org_id)
            .bind(body)
            .execute(self.connection())
            .await?;
        Ok(next)
    }

    async fn row(&mut self, changed: &Changed) -> Result<Option<Vec<Option<String>>>, StoreError> {
        let table = TABLES.iter().find(|table| table.table == changed.table);
        let table = table.unwrap_or_else(|| panic!("`{}` is a table that the journal knows", changed.table));
        let columns: Vec<String> = table.columns.iter().map(|column| format!("cast({column} as text)")).collect();
        let key: Vec<String> =
            table.key.iter().enumerate().map(|(n, column)| format!("cast({column} as text) = ${}", n + 1)).collect();
        let text = format!("select {} from {} where {}", columns.join(", "), table.table, key.join(" and "));
        let parts = changed.key.splitn(table.key.len(), '/');
        let query = parts.fold(sqlx::query(AssertSqlSafe(text)), |query, part| query.bind(part.to_owned()));
        let Some(row) = query.fetch_optional(self.connection()).await? else { return Ok(None) };
        (0..table.columns.len()).map(|n| row.try_get(n).map_err(StoreError::from)).collect::<Result<_, _>>().map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{noon, on_both, two_units};

    #[tokio::test]
    async fn an_entry_says_what_the_rows_say_and_stays() {
        on_both(|store| async move {
            two_units(&store).await;
            let who = Actor { account: "zzb".to_owned(), name: "组织部".to_owned(), at: noon() };
            let mut db = store.write().await.unwrap();
            let rows = [Changed::new("orgs", "B1"), Changed::new("org_spans", "B1/2020-01-01")];
            let seq = db.note(&who, "org.founded", Some("B1"), &rows).await.unwrap();
            db.commit().await.unwrap();
            assert_eq!(seq, 1);
            let mut db = store.read().await.unwrap();
            let body: String =
                sqlx::query_scalar("select body from journal where seq = 1").fetch_one(db.connection()).await.unwrap();
            let said: Vec<Said> = serde_json::from_str(&body).unwrap();
            assert_eq!(said[1].row.as_ref().unwrap()[2].as_deref(), Some("一高炉党支部"));
            drop(db);
            assert!(store.execute_raw("update journal set action = 'x'").await.is_err());
            assert!(store.execute_raw("delete from journal").await.is_err());
        })
        .await;
    }
}

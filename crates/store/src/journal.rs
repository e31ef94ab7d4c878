//! The journal: who did what, and what the rows then said. Written in the transaction of the change itself.
//!
//! Each entry is a leaf of an RFC 6962 tree (`leaf`), so that nothing can be changed, removed or put in between without
//! a trace (`verify`), and so that checkpoints that left the database prove it (`crate::Checkpoints`).
//!
//! A new table with state goes into `TABLES` (or, with a reason, into `EXCUSED`), and whatever writes its rows calls
//! [`Db::note`] in the same transaction.

pub(crate) mod leaf;
#[cfg(test)]
mod tampered;
mod verify;

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row as _, any::AnyRow};

pub(crate) use self::leaf::Entry;
pub use self::verify::{Finding, FindingKind, Receipt, Seen, Verified};
use crate::{Db, StoreError, Watched, text::time_text};

/// Who acts, and when; the time is the server's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub account: String,
    pub name: String,
    pub at: Timestamp,
}

impl Actor {
    /// The program itself: what is done at the command line or by the clock.
    pub fn program(at: Timestamp) -> Actor {
        Actor { account: "baolei".to_owned(), name: "程序".to_owned(), at }
    }
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
    /// Its columns as texts, by name; `None` when the row is gone.
    row: Option<Cells>,
}

/// The journaled columns of a row as texts, by name.
type Cells = BTreeMap<String, Option<String>>;

const TABLES: &[Journaled] = &[
    Journaled { table: "orgs", key: &["id"], columns: &["kind", "founded_on", "closed_on", "rev", "n_units"] },
    Journaled {
        table: "org_changes",
        key: &["id"],
        columns: &[
            "kind",
            "org_id",
            "on_day",
            "title",
            "reason",
            "document",
            "entered_by",
            "entered_name",
            "entered_at",
        ],
    },
    Journaled {
        table: "terms",
        key: &["id"],
        columns: &["org_id", "elected_on", "years", "due_on", "document", "entered_by", "entered_at"],
    },
    Journaled {
        table: "term_extensions",
        key: &["id"],
        columns: &[
            "org_id",
            "term_id",
            "until_on",
            "reason",
            "document",
            "state",
            "asked_by",
            "asked_at",
            "decided_by",
            "decided_at",
            "reply",
            "rev",
        ],
    },
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
    Journaled { table: "calendar_days", key: &["day"], columns: &["kind", "name", "source", "rev"] },
    Journaled {
        table: "exceptions",
        key: &["id"],
        columns: &[
            "branch_id",
            "duty",
            "duty_name",
            "period",
            "reason",
            "document",
            "state",
            "asked_by",
            "asked_name",
            "asked_at",
            "decided_by",
            "decided_name",
            "decided_at",
            "decision",
            "withdrawn_by",
            "withdrawn_name",
            "withdrawn_at",
            "withdrawal",
            "fact_id",
            "rev",
        ],
    },
    Journaled {
        table: "events",
        key: &["id"],
        columns: &[
            "branch_id",
            "class",
            "on_day",
            "title",
            "document",
            "note",
            "body",
            "state",
            "proposed_by",
            "proposed_name",
            "proposed_at",
            "decided_by",
            "decided_name",
            "decided_at",
            "decision",
            "withdrawn_by",
            "withdrawn_name",
            "withdrawn_at",
            "withdrawal",
            "fact_id",
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
    Journaled { table: "reveals", key: &["id"], columns: &["member_id", "field", "purpose", "account", "at"] },
    Journaled {
        table: "transfers",
        key: &["id"],
        columns: &[
            "member_id",
            "from_branch_id",
            "to_branch_id",
            "elsewhere",
            "letter",
            "left_on",
            "until_on",
            "received_on",
            "state",
            "entered_by",
        ],
    },
    Journaled {
        table: "trainings",
        key: &["id"],
        columns: &["member_id", "year", "on_day", "title", "tenths", "entered_by"],
    },
    Journaled {
        table: "member_awards",
        key: &["id"],
        columns: &["member_id", "kind", "on_day", "until_on", "title", "level", "issuer", "document", "entered_by"],
    },
    Journaled {
        table: "candidates",
        key: &["id"],
        columns: &[
            "branch_id",
            "name",
            "sex",
            "born_on",
            "education",
            "job",
            "member_id",
            "closed_on",
            "closed_by",
            "rev",
        ],
    },
    Journaled {
        table: "development_steps",
        key: &["id"],
        columns: &[
            "candidate_id",
            "step",
            "on_day",
            "tenths",
            "note",
            "exception",
            "entered_by",
            "entitled",
            "present",
            "in_favour",
            "written",
            "until_on",
        ],
    },
    Journaled {
        table: "dues_bases",
        key: &["member_id", "from_month"],
        columns: &["kind", "cents", "reduced_to", "reason", "entered_by", "decision", "decided_by", "decided_on"],
    },
    Journaled {
        table: "dues_payments",
        key: &["member_id", "month"],
        columns: &["branch_id", "paid_on", "cents", "entered_by"],
    },
    Journaled { table: "norms", key: &["key", "from_on"], columns: &["value", "source"] },
    Journaled {
        table: "posts",
        key: &["id"],
        columns: &["member_id", "org_id", "group_id", "post", "from_on", "until_on"],
    },
    Journaled {
        table: "users",
        key: &["id"],
        columns: &["account", "name", "password", "disabled_at", "created_at", "code_expires_at", "password_set_at"],
    },
    Journaled {
        table: "attachments",
        key: &["id"],
        columns: &[
            "branch_id",
            "owner",
            "owner_id",
            "name",
            "kind",
            "size",
            "sha256",
            "preview",
            "likeness",
            "uploaded_by",
            "uploaded_at",
            "removed_at",
        ],
    },
    Journaled { table: "user_roles", key: &["user_id", "role", "org_id"], columns: &[] },
    Journaled {
        table: "schemes",
        key: &["code", "version"],
        columns: &["title", "state", "effective_from", "text", "published_at"],
    },
    Journaled { table: "settings", key: &["name"], columns: &["value"] },
    Journaled { table: "periods", key: &["period"], columns: &["cycle", "first_day", "state", "rated_at"] },
    Journaled {
        table: "scorecards",
        key: &["period", "branch_id", "revision"],
        columns: &[
            "scheme",
            "version",
            "category",
            "unit_id",
            "state",
            "state_note",
            "total",
            "base",
            "bonus",
            "without_bonus",
            "deduction",
            "place",
            "place_from_last",
            "n_placed",
            "star",
            "star_target",
            "star_name",
            "n_vetoes",
            "indices",
            "items",
            "reason",
            "rated_at",
            "body",
        ],
    },
    // Drafts come and go without an entry; what was filed is in the rounds.
    Journaled {
        table: "records",
        key: &["id"],
        columns: &["branch_id", "kind", "state", "late", "n_rounds", "first_filed_at", "filed_at", "filed_by"],
    },
    Journaled {
        table: "record_rounds",
        key: &["record_id", "n"],
        columns: &["at", "account", "name", "act", "reason", "body"],
    },
    Journaled { table: "hint_checks", key: &["record_id", "n"], columns: &["account", "name", "at", "note"] },
];

/// Columns of which the journal keeps only the SHA-256: wide ones, and secrets that are salted or encrypted already.
const HASHED: &[(&str, &str)] = &[
    ("schemes", "text"),
    ("scorecards", "body"),
    ("scorecards", "indices"),
    ("scorecards", "items"),
    ("users", "password"),
];

/// Parts of keys that are numbers.
const NUMBERS_IN_KEYS: &[&str] = &["n", "revision"];

#[cfg(test)]
const FOLLOWS_DRAFT: &str = "follows the draft as it is typed; what was filed is in the rounds";

/// Columns of journaled tables that are no state of the business.
#[cfg(test)]
const LEFT_OUT: &[(&str, &str, &str)] = &[
    ("records", "also", FOLLOWS_DRAFT),
    ("records", "counts_for", FOLLOWS_DRAFT),
    ("records", "draft", FOLLOWS_DRAFT),
    ("records", "entered_by", FOLLOWS_DRAFT),
    ("records", "entitled", FOLLOWS_DRAFT),
    ("records", "group_id", FOLLOWS_DRAFT),
    ("records", "on_day", FOLLOWS_DRAFT),
    ("records", "present", FOLLOWS_DRAFT),
    ("records", "reason", FOLLOWS_DRAFT),
    ("records", "rev", FOLLOWS_DRAFT),
    ("party_groups", "rev", "counts the namings and the closing, which are in the journal"),
    ("norms", "rev", "counts the values that were written, each of which is in the journal"),
    ("records", "saved_at", FOLLOWS_DRAFT),
    ("records", "title", FOLLOWS_DRAFT),
    ("users", "signed_in_at", "a trace of use; the sign-in log has each of them"),
    ("members", "identity_sealed", "encrypted; its keyed hash is in the journal"),
    ("members", "phone_sealed", "encrypted; its keyed hash is in the journal"),
];

/// Tables that the journal does not account for.
#[cfg(test)]
const EXCUSED: &[(&str, &str)] = &[
    ("_sqlx_migrations", "which steps of the schema were taken"),
    ("answers", "answers to repeated requests; forgotten after 30 days"),
    ("attempts", "counts of sign-ins; forgotten after a day"),
    ("checkpoints", "signed, and checked against the journal"),
    ("drafting", "seconds of typing until a draft is filed; no score rests on them"),
    ("effort", "how long filing takes a branch; no score rests on it"),
    ("jobs", "files to fetch, gone after days; who asked for them is in the log"),
    ("installation", "the database's id, by which its folder of checkpoints is called"),
    ("journal", "the journal itself"),
    ("journal_nodes", "computed from the journal, and checked against it"),
    ("log", "only added to; a line says nothing that a score rests on"),
    ("old_passwords", "hashes of passwords that open nothing any more"),
    ("member_keys", "keys that are destroyed when a person is to be forgotten"),
    ("notices", "follow from duties, events and exceptions, which are in the journal"),
    ("notice_reads", "say only what somebody has opened"),
    ("picture_buckets", "worked out from attachments"),
    ("record_buckets", "worked out from record_rounds"),
    ("results", "worked out from scorecards"),
    ("result_indices", "worked out from scorecards"),
    ("result_sums", "worked out from scorecards"),
    ("org_above", "worked out from orgs and org_spans; compared with that by `verify`"),
    ("org_tree", "worked out from orgs and org_spans; compared with that by `verify`"),
    ("org_tree_state", "whether that is to be done again"),
    ("org_change_bodies", "under which bodies a change is listed; what it did is in their spans"),
    ("sessions", "end by themselves after hours"),
];

/// Rows in one entry.
const PER_ENTRY: usize = 500;
/// Rows that are read with one query.
const PER_QUERY: usize = 60;

impl Journaled {
    fn find(name: &str) -> Option<&'static Journaled> {
        TABLES.iter().find(|table| table.table == name)
    }

    /// `key…, column…`, all as texts.
    fn select(&self) -> String {
        let columns = self.key.iter().chain(self.columns);
        let columns: Vec<String> = columns.map(|column| format!("cast({column} as text)")).collect();
        format!("select {} from {}", columns.join(", "), self.table)
    }

    /// The place of a part of the key, bound as text.
    fn place(column: &str, n: usize) -> String {
        if NUMBERS_IN_KEYS.contains(&column) { format!("cast(${n} as bigint)") } else { format!("${n}") }
    }

    /// Key and cells of a row that [`Journaled::select`] found.
    fn read(&self, row: &AnyRow) -> Result<(String, Cells), StoreError> {
        let mut key = Vec::with_capacity(self.key.len());
        for n in 0..self.key.len() {
            key.push(row.try_get::<String, _>(n)?);
        }
        let mut cells = Cells::new();
        for (n, column) in self.columns.iter().enumerate() {
            let text: Option<String> = row.try_get(self.key.len() + n)?;
            let is_hashed = HASHED.contains(&(self.table, column));
            let text = if is_hashed { text.map(|text| proof::Hash::of(text.as_bytes()).to_string()) } else { text };
            cells.insert((*column).to_owned(), text);
        }
        Ok((key.join("/"), cells))
    }
}

impl Db {
    /// Notes what `rows` say now, after `action` was done to them in this transaction; answers the (last) entry's
    /// number. `action` is a noun and a verb: `record.filed`. `org_id` is the body of the organisation it happened at.
    /// Many rows are split into several entries.
    pub async fn note(
        &mut self,
        who: &Actor,
        action: &str,
        org_id: Option<&str>,
        rows: &[Changed],
    ) -> Result<i64, StoreError> {
        if rows.iter().any(|changed| matches!(changed.table.as_str(), "schemes" | "calendar_days")) {
            self.touch(Watched::Rules);
        }
        if self.is_frozen() {
            return Err(StoreError::Frozen);
        }
        let (mut seq, mut at) = self.journal_head().await?;
        // The journal's time never goes back, whatever the clock does.
        at = at.max(time_text(who.at));
        let chunks = rows.chunks(PER_ENTRY).chain(rows.is_empty().then_some(rows));
        for chunk in chunks {
            let said = self.said(chunk).await?;
            seq += 1;
            let entry = Entry {
                seq,
                at: at.clone(),
                account: who.account.clone(),
                action: action.to_owned(),
                org_id: org_id.map(str::to_owned),
                body: serde_json::to_string(&said).expect("texts are always written"),
                salt: leaf::salt(),
            };
            let leaf = entry.leaf();
            sqlx::query(
                "insert into journal (seq, at, account, action, org_id, body, salt, leaf)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(entry.seq)
            .bind(&entry.at)
            .bind(&entry.account)
            .bind(&entry.action)
            .bind(&entry.org_id)
            .bind(&entry.body)
            .bind(&entry.salt)
            .bind(leaf.to_string())
            .execute(self.connection())
            .await?;
            self.set_journal_head(seq, &entry.at);
            self.receipt = Some(Receipt { seq, leaf: leaf.to_string(), at: entry.at });
        }
        Ok(seq)
    }

    /// The last entry of this transaction, for the one who asked for the change.
    pub fn receipt(&self) -> Option<&Receipt> {
        self.receipt.as_ref()
    }

    /// What the rows say now, in the order of `rows`.
    async fn said(&mut self, rows: &[Changed]) -> Result<Vec<Said>, StoreError> {
        let mut found: HashMap<&str, HashMap<String, Cells>> = HashMap::new();
        let mut names: Vec<&str> = rows.iter().map(|changed| changed.table.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let table = Journaled::find(name).unwrap_or_else(|| panic!("`{name}` is a table that the journal knows"));
            let keys: Vec<&str> =
                rows.iter().filter(|changed| changed.table == name).map(|changed| changed.key.as_str()).collect();
            let mut cells = HashMap::with_capacity(keys.len());
            for chunk in keys.chunks(PER_QUERY) {
                cells.extend(self.cells(table, chunk).await?);
            }
            found.insert(table.table, cells);
        }
        let said = |changed: &Changed| Said {
            table: changed.table.clone(),
            key: changed.key.clone(),
            row: found[changed.table.as_str()].get(&changed.key).cloned(),
        };
        Ok(rows.iter().map(said).collect())
    }

    async fn cells(&mut self, table: &'static Journaled, keys: &[&str]) -> Result<HashMap<String, Cells>, StoreError> {
        let width = table.key.len();
        let one = |n: usize| {
            let parts = table.key.iter().enumerate();
            let parts: Vec<String> = parts
                .map(|(m, column)| format!("{column} = {}", Journaled::place(column, n * width + m + 1)))
                .collect();
            format!("({})", parts.join(" and "))
        };
        let places: Vec<String> = (0..keys.len()).map(one).collect();
        let text = format!("{} where {}", table.select(), places.join(" or "));
        let mut query = sqlx::query(AssertSqlSafe(text));
        for key in keys {
            let parts: Vec<&str> = key.splitn(width, '/').collect();
            assert_eq!(parts.len(), width, "the key `{key}` of `{}` has {width} parts", table.table);
            query = parts.into_iter().fold(query, |query, part| query.bind(part.to_owned()));
        }
        query.fetch_all(self.connection()).await?.iter().map(|row| table.read(row)).collect()
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
            let before = db.receipt().map_or(0, |receipt| receipt.seq);
            let seq = db.note(&who, "org.founded", Some("B1"), &rows).await.unwrap();
            assert!(seq > before);
            assert_eq!(db.receipt().unwrap().seq, seq);
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let text = "select body from journal order by seq desc limit 1";
            let body: String = sqlx::query_scalar(text).fetch_one(db.connection()).await.unwrap();
            let said: Vec<Said> = serde_json::from_str(&body).unwrap();
            assert_eq!(said[1].row.as_ref().unwrap()["name"].as_deref(), Some("一高炉党支部"));
            drop(db);
            assert!(store.execute_raw("update journal set action = 'x'").await.is_err());
            assert!(store.execute_raw("delete from journal").await.is_err());
        })
        .await;
    }

    #[tokio::test]
    async fn the_journals_time_never_goes_back() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            db.note(&Actor::program(noon()), "thing.done", None, &[]).await.unwrap();
            let hour = jiff::SignedDuration::from_hours(1);
            db.note(&Actor::program(noon() - hour), "thing.done", None, &[]).await.unwrap();
            assert_eq!(db.receipt().unwrap().at, time_text(noon()));
        })
        .await;
    }

    /// Tables and columns of the database: table, column, whether it is a number.
    async fn columns(store: &crate::Store) -> Vec<(String, String, bool)> {
        let mut db = store.read().await.unwrap();
        let text = "select m.name as t, c.name as c, c.type as k from sqlite_master m, pragma_table_info(m.name) c
                    where m.type = 'table' and m.name not like 'sqlite_%' order by 1, 2";
        let rows = sqlx::query(text).fetch_all(db.connection()).await.unwrap();
        let get = |row: &AnyRow, n: usize| row.try_get::<String, _>(n).unwrap();
        rows.iter().map(|row| (get(row, 0), get(row, 1), get(row, 2).eq_ignore_ascii_case("bigint"))).collect()
    }

    /// A database of its own sort, because only SQLite lists its columns like this.
    #[tokio::test]
    async fn every_table_and_column_is_journaled_or_excused() {
        let path = std::env::temp_dir().join(format!("baolei_columns_{}.db", std::process::id()));
        let store = crate::Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        store.migrate().await.unwrap();
        let mut wrong = Vec::new();
        for (table, column, is_number) in columns(&store).await {
            if EXCUSED.iter().any(|(name, reason)| *name == table && !reason.is_empty()) {
                continue;
            }
            let Some(known) = Journaled::find(&table) else {
                wrong.push(format!("table `{table}` is neither in TABLES nor in EXCUSED"));
                continue;
            };
            let left_out = LEFT_OUT.iter().any(|(name, left, _)| *name == table && *left == column);
            let is_key = known.key.contains(&column.as_str());
            if !is_key && !known.columns.contains(&column.as_str()) && !left_out {
                wrong.push(format!("column `{table}.{column}` is neither in TABLES nor in LEFT_OUT"));
            }
            if is_key && is_number != NUMBERS_IN_KEYS.contains(&column.as_str()) {
                wrong.push(format!("`{table}.{column}` is a number in a key: NUMBERS_IN_KEYS has to say so"));
            }
        }
        store.close().await;
        let _ = std::fs::remove_file(path);
        wrong.dedup();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

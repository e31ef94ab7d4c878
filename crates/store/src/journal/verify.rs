//! Replays the journal and compares every row with what it last said; checks the tree, checkpoints and receipts.
//! Whatever was changed around the program is named: table, key, column, old and new value.

use std::collections::HashMap;

use proof::{Checkpoint, Frontier, Hash, Node};
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, Row as _};

use super::{
    Cells, Journaled, Said, TABLES,
    leaf::{COLUMNS, Entry},
};
use crate::{
    Db, StoreError,
    results::{Difference, Results},
};

/// Entries or rows that are read with one query.
const CHUNK: i64 = 1000;
/// More findings than this are counted and not listed.
const LISTED: usize = 1000;

/// What a filer holds: the number of his entry, its leaf, its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub seq: i64,
    pub leaf: String,
    pub at: String,
}

/// What others saw of the journal earlier: checkpoints and receipts, each with a name for the report.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub checkpoints: Vec<(String, Checkpoint)>,
    pub receipts: Vec<(String, Receipt)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A row says something else than the journal.
    RowChanged,
    /// A row is gone that the journal has.
    RowRemoved,
    /// A row is there that the journal does not have.
    RowAdded,
    /// An entry is not what was hashed when it was written.
    EntryChanged,
    /// Entries are gone from the middle or from the end.
    EntryMissing,
    /// A kept node of the tree is not what the entries give.
    NodeChanged,
    /// The journal is no extension of a checkpoint.
    CheckpointBroken,
    /// The entry of a receipt is gone or another.
    ReceiptBroken,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub kind: FindingKind,
    /// Table of the row; or `journal`, `journal_nodes`, `checkpoints`, `receipts`.
    pub table: String,
    pub key: String,
    /// Of a changed row: the column that differs.
    pub column: Option<String>,
    pub old: Option<String>,
    pub new: Option<String>,
    /// The entry that last spoke of it.
    pub seq: Option<i64>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    pub n_entries: i64,
    pub n_rows: i64,
    /// Root over all entries, in hex.
    pub root: String,
    pub n_findings: i64,
    /// The first thousand.
    pub findings: Vec<Finding>,
}

/// What the journal last said of a row.
struct Last {
    seq: i64,
    cells: Hash,
    /// Which of `shapes` its columns are.
    shape: usize,
}

#[derive(Default)]
struct Replay {
    rows: HashMap<(&'static str, String), Last>,
    /// Sets of columns that entries named.
    shapes: Vec<Vec<String>>,
    tree: Frontier,
    nodes: HashMap<Node, Hash>,
    leaves: Vec<Hash>,
    /// Roots at the sizes of checkpoints.
    roots: HashMap<u64, Hash>,
    n_rows: i64,
    n_findings: i64,
    findings: Vec<Finding>,
}

fn hash_of(cells: &Cells) -> Hash {
    Hash::of(&serde_json::to_vec(cells).expect("texts are always written"))
}

impl Db {
    /// Compares everything that is kept with the journal, and the journal with what others saw of it.
    ///
    /// # Errors
    /// Only when the database cannot be read; everything else is a finding.
    pub async fn verify(&mut self, seen: &Seen) -> Result<Verified, StoreError> {
        let kept = self.kept_checkpoints().await?;
        let mut replay = Replay::default();
        replay.roots.insert(0, replay.tree.root());
        let sizes: Vec<u64> =
            kept.iter().map(|kept| kept.1.size).chain(seen.checkpoints.iter().map(|seen| seen.1.size)).collect();
        self.replay_journal(&mut replay, &sizes).await?;
        self.compare_nodes(&mut replay).await?;
        for (name, checkpoint) in kept.iter().chain(&seen.checkpoints) {
            replay.compare_checkpoint(name, checkpoint);
        }
        for (name, receipt) in &seen.receipts {
            replay.compare_receipt(name, receipt);
        }
        for table in TABLES {
            self.compare_table(&mut replay, table).await?;
        }
        self.name_removed(&mut replay).await?;
        let mut differences = Results(self.connection()).differences().await?;
        // A body that was changed by hand is named by itself; where bodies stand follows from what they should be.
        if !replay.findings.iter().any(|found| matches!(found.table.as_str(), "orgs" | "org_spans")) {
            differences.extend(self.org_tree_differences().await?);
        }
        for Difference { table, key, column, wanted, kept } in differences {
            let kind = match (&wanted, &kept) {
                (Some(_), Some(_)) => FindingKind::RowChanged,
                (Some(_), None) => FindingKind::RowRemoved,
                (None, _) => FindingKind::RowAdded,
            };
            replay.find(kind, table, &key, Some((column, wanted, kept)));
        }
        Ok(Verified {
            n_entries: replay.leaves.len() as i64,
            n_rows: replay.n_rows,
            root: replay.tree.root().to_string(),
            n_findings: replay.n_findings,
            findings: replay.findings,
        })
    }

    async fn kept_checkpoints(&mut self) -> Result<Vec<(String, Checkpoint)>, StoreError> {
        let rows = sqlx::query("select size, root from checkpoints order by size").fetch_all(self.connection()).await?;
        let read = |row: &sqlx::any::AnyRow| {
            let (size, root): (i64, String) = (row.try_get("size")?, row.try_get("root")?);
            // A root that is no hash cannot be right; the empty one never is.
            let root = Hash::parse(&root).unwrap_or(Hash([0; 32]));
            let checkpoint = Checkpoint { origin: String::new(), size: size as u64, root };
            Ok((format!("checkpoints/{size}"), checkpoint))
        };
        rows.iter().map(read).collect()
    }

    async fn replay_journal(&mut self, replay: &mut Replay, sizes: &[u64]) -> Result<(), StoreError> {
        let text = format!("select {COLUMNS} from journal where seq > $1 order by seq limit $2");
        let mut last = 0;
        loop {
            let query = sqlx::query(AssertSqlSafe(text.clone())).bind(last).bind(CHUNK);
            let rows = query.fetch_all(self.connection()).await?;
            for row in &rows {
                let (entry, kept) = Entry::read(row)?;
                if entry.seq != last + 1 {
                    let missing = format!("{}–{}", last + 1, entry.seq - 1);
                    replay.find(FindingKind::EntryMissing, "journal", &missing, None);
                }
                last = entry.seq;
                replay.take(&entry, &kept);
                if sizes.contains(&replay.tree.size()) {
                    replay.roots.insert(replay.tree.size(), replay.tree.root());
                }
            }
            if rows.len() < CHUNK as usize {
                return Ok(());
            }
        }
    }

    async fn compare_nodes(&mut self, replay: &mut Replay) -> Result<(), StoreError> {
        let (mut level, mut position) = (0_i64, -1_i64);
        loop {
            let rows = sqlx::query(
                "select level, position, hash from journal_nodes
                 where level > $1 or (level = $1 and position > $2) order by level, position limit $3",
            )
            .bind(level)
            .bind(position)
            .bind(CHUNK)
            .fetch_all(self.connection())
            .await?;
            for row in &rows {
                (level, position) = (row.try_get("level")?, row.try_get("position")?);
                let hash: String = row.try_get("hash")?;
                let node = Node { level: level as u32, position: position as u64 };
                let wanted = replay.nodes.get(&node).map(ToString::to_string);
                if wanted.as_ref() != Some(&hash) {
                    let values = Some((None, wanted, Some(hash)));
                    replay.find(FindingKind::NodeChanged, "journal_nodes", &format!("{level}/{position}"), values);
                }
            }
            if rows.len() < CHUNK as usize {
                return Ok(());
            }
        }
    }

    async fn compare_table(&mut self, replay: &mut Replay, table: &'static Journaled) -> Result<(), StoreError> {
        let width = table.key.len();
        // Row by row in the order of the key, without `offset`.
        let after = |n: usize| {
            let same = (0..n).map(|m| format!("{} = {}", table.key[m], Journaled::place(table.key[m], m + 1)));
            let more = format!("{} > {}", table.key[n], Journaled::place(table.key[n], n + 1));
            same.chain([more]).collect::<Vec<_>>().join(" and ")
        };
        let after: Vec<String> = (0..width).map(|n| format!("({})", after(n))).collect();
        let order = table.key.join(", ");
        let mut last: Option<String> = None;
        loop {
            let from = if last.is_some() { format!("where {}", after.join(" or ")) } else { String::new() };
            let text = format!("{} {from} order by {order} limit {CHUNK}", table.select());
            let mut query = sqlx::query(AssertSqlSafe(text));
            if let Some(key) = &last {
                query = key.splitn(width, '/').fold(query, |query, part| query.bind(part.to_owned()));
            }
            let rows = query.fetch_all(self.connection()).await?;
            for row in &rows {
                let (key, cells) = table.read(row)?;
                self.compare_row(replay, table.table, &key, cells).await?;
                last = Some(key);
            }
            if rows.len() < CHUNK as usize {
                return Ok(());
            }
        }
    }

    async fn compare_row(
        &mut self,
        replay: &mut Replay,
        table: &'static str,
        key: &str,
        mut cells: Cells,
    ) -> Result<(), StoreError> {
        replay.n_rows += 1;
        let Some(last) = replay.rows.remove(&(table, key.to_owned())) else {
            let new = Some((None, None, Some(shown(&cells))));
            replay.find(FindingKind::RowAdded, table, key, new);
            return Ok(());
        };
        // A column that came later than the entry is not compared.
        cells.retain(|column, _| replay.shapes[last.shape].contains(column));
        if hash_of(&cells) == last.cells {
            return Ok(());
        }
        let old = self.said_at(last.seq, table, key).await?.unwrap_or_default();
        for (column, new) in &cells {
            let was = old.get(column).cloned().flatten();
            if was != *new {
                let values = Some((Some(column.clone()), was, new.clone()));
                replay.find_at(FindingKind::RowChanged, table, key, values, Some(last.seq));
            }
        }
        Ok(())
    }

    /// What is left of the replay after every table was read.
    async fn name_removed(&mut self, replay: &mut Replay) -> Result<(), StoreError> {
        let mut left: Vec<((&'static str, String), Last)> = replay.rows.drain().collect();
        left.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (n, ((table, key), last)) in left.into_iter().enumerate() {
            let old = if n < LISTED { self.said_at(last.seq, table, &key).await? } else { None };
            let values = Some((None, old.as_ref().map(shown), None));
            replay.find_at(FindingKind::RowRemoved, table, &key, values, Some(last.seq));
        }
        Ok(())
    }

    async fn said_at(&mut self, seq: i64, table: &str, key: &str) -> Result<Option<Cells>, StoreError> {
        let body: Option<String> = sqlx::query_scalar("select body from journal where seq = $1")
            .bind(seq)
            .fetch_optional(self.connection())
            .await?;
        let said: Vec<Said> = body.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default();
        Ok(said.into_iter().rev().find(|said| said.table == table && said.key == key).and_then(|said| said.row))
    }
}

/// A row in one line.
fn shown(cells: &Cells) -> String {
    serde_json::to_string(cells).expect("texts are always written")
}

/// Column, old value, new value.
type Values = Option<(Option<String>, Option<String>, Option<String>)>;

impl Replay {
    fn find(&mut self, kind: FindingKind, table: &str, key: &str, values: Values) {
        self.find_at(kind, table, key, values, None);
    }

    fn find_at(&mut self, kind: FindingKind, table: &str, key: &str, values: Values, seq: Option<i64>) {
        self.n_findings += 1;
        if self.findings.len() < LISTED {
            let (column, old, new) = values.unwrap_or_default();
            let (table, key) = (table.to_owned(), key.to_owned());
            self.findings.push(Finding { kind, table, key, column, old, new, seq });
        }
    }

    fn take(&mut self, entry: &Entry, kept: &str) {
        let leaf = entry.leaf();
        let key = entry.seq.to_string();
        if leaf.to_string() != kept {
            let values = Some((None, Some(kept.to_owned()), Some(leaf.to_string())));
            self.find(FindingKind::EntryChanged, "journal", &key, values);
        }
        self.nodes.insert(Node { level: 0, position: self.tree.size() }, leaf);
        let nodes = &mut self.nodes;
        self.tree.push(leaf, |node, hash| {
            nodes.insert(node, hash);
        });
        self.leaves.push(leaf);
        let Ok(said) = serde_json::from_str::<Vec<Said>>(&entry.body) else {
            self.find(FindingKind::EntryChanged, "journal", &key, None);
            return;
        };
        for said in said {
            let Some(table) = Journaled::find(&said.table) else { continue };
            let place = (table.table, said.key);
            match said.row {
                None => {
                    self.rows.remove(&place);
                }
                Some(cells) => {
                    let columns: Vec<String> = cells.keys().cloned().collect();
                    let known = self.shapes.iter().position(|shape| *shape == columns);
                    let shape = known.unwrap_or_else(|| {
                        self.shapes.push(columns);
                        self.shapes.len() - 1
                    });
                    self.rows.insert(place, Last { seq: entry.seq, cells: hash_of(&cells), shape });
                }
            }
        }
    }

    fn compare_checkpoint(&mut self, name: &str, checkpoint: &Checkpoint) {
        let root = self.roots.get(&checkpoint.size).copied();
        if root != Some(checkpoint.root) {
            let missing = checkpoint.size > self.tree.size();
            let new = if missing { format!("{} entries", self.tree.size()) } else { shown_root(root) };
            let values = Some((None, Some(checkpoint.root.to_string()), Some(new)));
            self.find(FindingKind::CheckpointBroken, "checkpoints", name, values);
            if missing {
                let gone = format!("{}–{}", self.tree.size() + 1, checkpoint.size);
                self.find(FindingKind::EntryMissing, "journal", &gone, None);
            }
        }
    }

    fn compare_receipt(&mut self, name: &str, receipt: &Receipt) {
        let index = usize::try_from(receipt.seq - 1).ok();
        let leaf = index.and_then(|index| self.leaves.get(index)).map(ToString::to_string);
        if leaf.as_deref() != Some(receipt.leaf.as_str()) {
            let values = Some((None, Some(receipt.leaf.clone()), leaf));
            self.find_at(FindingKind::ReceiptBroken, "receipts", name, values, Some(receipt.seq));
        }
    }
}

fn shown_root(root: Option<Hash>) -> String {
    root.map(|root| root.to_string()).unwrap_or_default()
}

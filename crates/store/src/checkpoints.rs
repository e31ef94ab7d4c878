//! Checkpoints of the journal: what was signed, and proofs against it from a few rows.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use jiff::Timestamp;
use proof::{Frontier, Hash, Node};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Page, Paging, StoreError,
    journal::{Entry, Receipt, leaf},
    text::{Reading, time_text},
};

/// A checkpoint that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCheckpoint {
    /// How many entries.
    pub size: i64,
    pub root: Hash,
    pub at: Timestamp,
    /// As it was given out.
    pub note: String,
}

/// An entry as its filer may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenEntry {
    pub receipt: Receipt,
    pub account: String,
    pub action: String,
    pub org_id: Option<String>,
}

/// That an entry is in a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    pub checkpoint: KeptCheckpoint,
    /// Audit path, from the leaf upwards.
    pub path: Vec<Hash>,
}

/// Checkpoints.
pub struct Checkpoints<'a>(pub(crate) &'a mut AnyConnection);

/// Entries that are read with one query.
const CHUNK: i64 = 1000;
/// Nodes of one insert.
const ROWS: usize = 300;

impl Checkpoints<'_> {
    pub async fn latest(&mut self) -> Result<Option<KeptCheckpoint>, StoreError> {
        let row =
            sqlx::query("select * from checkpoints order by size desc limit 1").fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    pub async fn find(&mut self, size: i64) -> Result<Option<KeptCheckpoint>, StoreError> {
        let row =
            sqlx::query("select * from checkpoints where size = $1").bind(size).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    /// Newest first.
    pub async fn list(&mut self, paging: Paging) -> Result<Page<KeptCheckpoint>, StoreError> {
        let total =
            sqlx::query_scalar("select cast(count(*) as bigint) from checkpoints").fetch_one(&mut *self.0).await?;
        let rows = sqlx::query("select * from checkpoints order by size desc limit $1 offset $2")
            .bind(paging.size)
            .bind(paging.offset())
            .fetch_all(&mut *self.0)
            .await?;
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, _>>()?, total, more: false })
    }

    /// Reads the entries since the last checkpoint once more, hashes them again, and keeps what `sign` makes of size
    /// and root. If nothing was added the last one stands; `None` while the journal is empty.
    ///
    /// # Errors
    /// `Corrupt` if an entry or a node is not what was written: then nothing is signed.
    pub async fn extend(
        &mut self,
        at: Timestamp,
        sign: impl Fn(u64, Hash) -> String,
    ) -> Result<Option<KeptCheckpoint>, StoreError> {
        let last = self.latest().await?;
        let size = last.as_ref().map_or(0, |last| last.size);
        let mut tree = self.frontier(size as u64).await?;
        if let Some(last) = &last
            && tree.root() != last.root
        {
            let reason = "the journal is no extension of the last checkpoint";
            return Err(StoreError::corrupt("journal_nodes", &size.to_string(), reason));
        }
        let text = format!("select {} from journal where seq > $1 order by seq limit $2", leaf::COLUMNS);
        loop {
            let from = tree.size() as i64;
            let query = sqlx::query(AssertSqlSafe(text.clone())).bind(from).bind(CHUNK);
            let rows = query.fetch_all(&mut *self.0).await?;
            let mut made = Vec::new();
            for row in &rows {
                let (entry, kept) = Entry::read(row)?;
                let leaf = entry.leaf();
                if entry.seq != tree.size() as i64 + 1 || leaf.to_string() != kept {
                    let reason = "an entry is not what was written";
                    return Err(StoreError::corrupt("journal", &entry.seq.to_string(), reason));
                }
                tree.push(leaf, |node, hash| made.push((node, hash)));
            }
            self.keep(&made).await?;
            if rows.len() < CHUNK as usize {
                break;
            }
        }
        if tree.size() as i64 == size {
            return Ok(last);
        }
        let kept =
            KeptCheckpoint { size: tree.size() as i64, root: tree.root(), at, note: sign(tree.size(), tree.root()) };
        sqlx::query("insert into checkpoints (size, root, at, note) values ($1, $2, $3, $4)")
            .bind(kept.size)
            .bind(kept.root.to_string())
            .bind(time_text(at))
            .bind(&kept.note)
            .execute(&mut *self.0)
            .await?;
        Ok(Some(kept))
    }

    /// Root of the first `size` entries, at most those of the latest checkpoint; `None` if there are fewer.
    pub async fn root_at(&mut self, size: u64) -> Result<Option<Hash>, StoreError> {
        let nodes = self
            .nodes(|find| {
                let _ = proof::root(size, find);
            })
            .await?;
        Ok(proof::root(size, |node| nodes.get(&node).copied()))
    }

    /// The entries that touched a row, newest first, at most 50; among those that happened at `org_id`.
    pub async fn entries_of(&mut self, org_id: &str, table: &str, key: &str) -> Result<Vec<SeenEntry>, StoreError> {
        let text_of = |text: &str| serde_json::Value::from(text).to_string();
        // As `Said` is written.
        let wanted = format!("\"table\":{},\"key\":{},", text_of(table), text_of(key));
        let text = format!(
            "select {} from journal where org_id = $1 and body like $2 escape '!' order by seq desc limit 50",
            leaf::COLUMNS
        );
        let rows =
            sqlx::query(AssertSqlSafe(text)).bind(org_id).bind(crate::like(&wanted)).fetch_all(&mut *self.0).await?;
        rows.iter().map(seen).collect()
    }

    /// One entry, whoever asks.
    pub async fn entry(&mut self, seq: i64) -> Result<Option<SeenEntry>, StoreError> {
        let text = format!("select {} from journal where seq = $1", leaf::COLUMNS);
        let row = sqlx::query(AssertSqlSafe(text)).bind(seq).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(seen).transpose()
    }

    /// That entry `seq` is in the latest checkpoint; `None` until there is one that holds it.
    pub async fn inclusion(&mut self, seq: i64) -> Result<Option<Included>, StoreError> {
        let Some(checkpoint) = self.latest().await?.filter(|latest| seq >= 1 && latest.size >= seq) else {
            return Ok(None);
        };
        let (index, size) = (seq as u64 - 1, checkpoint.size as u64);
        let nodes = self.nodes(|find| drop(proof::inclusion(index, size, find))).await?;
        let path = proof::inclusion(index, size, |node| nodes.get(&node).copied());
        Ok(path.map(|path| Included { checkpoint, path }))
    }

    async fn frontier(&mut self, size: u64) -> Result<Frontier, StoreError> {
        let nodes = self.nodes(|find| drop(Frontier::at(size, find))).await?;
        let missing = || StoreError::corrupt("journal_nodes", &size.to_string(), "a node is missing");
        Frontier::at(size, |node| nodes.get(&node).copied()).ok_or_else(missing)
    }

    /// The nodes that `walk` asks for, as many rows as the tree is high.
    async fn nodes(
        &mut self,
        walk: impl FnOnce(&mut dyn FnMut(Node) -> Option<Hash>),
    ) -> Result<HashMap<Node, Hash>, StoreError> {
        let asked = RefCell::new(BTreeSet::new());
        walk(&mut |node| {
            asked.borrow_mut().insert(node);
            Some(Hash([0; 32]))
        });
        let (leaves, above): (Vec<Node>, Vec<Node>) = asked.into_inner().into_iter().partition(|node| node.level == 0);
        let mut nodes = HashMap::new();
        if !leaves.is_empty() {
            let places: Vec<String> = (1..=leaves.len()).map(|n| format!("${n}")).collect();
            let text = format!("select seq, leaf from journal where seq in ({})", places.join(", "));
            let query = leaves
                .iter()
                .fold(sqlx::query(AssertSqlSafe(text)), |query, node| query.bind(node.position as i64 + 1));
            for row in query.fetch_all(&mut *self.0).await? {
                let (seq, leaf): (i64, String) = (row.try_get("seq")?, row.try_get("leaf")?);
                let hash =
                    Hash::parse(&leaf).ok_or_else(|| StoreError::corrupt("journal", &seq.to_string(), "no hash"))?;
                nodes.insert(Node { level: 0, position: seq as u64 - 1 }, hash);
            }
        }
        if !above.is_empty() {
            let one = |n: usize| format!("(level = ${} and position = ${})", 2 * n + 1, 2 * n + 2);
            let places: Vec<String> = (0..above.len()).map(one).collect();
            let text = format!("select level, position, hash from journal_nodes where {}", places.join(" or "));
            let query = above.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, node| {
                query.bind(i64::from(node.level)).bind(node.position as i64)
            });
            for row in query.fetch_all(&mut *self.0).await? {
                let (level, position): (i64, i64) = (row.try_get("level")?, row.try_get("position")?);
                let hash: String = row.try_get("hash")?;
                let hash = Hash::parse(&hash)
                    .ok_or_else(|| StoreError::corrupt("journal_nodes", &format!("{level}/{position}"), "no hash"))?;
                nodes.insert(Node { level: level as u32, position: position as u64 }, hash);
            }
        }
        Ok(nodes)
    }

    async fn keep(&mut self, made: &[(Node, Hash)]) -> Result<(), StoreError> {
        for chunk in made.chunks(ROWS) {
            let one = |n: usize| format!("(${}, ${}, ${})", 3 * n + 1, 3 * n + 2, 3 * n + 3);
            let places: Vec<String> = (0..chunk.len()).map(one).collect();
            let text = format!("insert into journal_nodes (level, position, hash) values {}", places.join(", "));
            let query = chunk.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, (node, hash)| {
                query.bind(i64::from(node.level)).bind(node.position as i64).bind(hash.to_string())
            });
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }
}

fn read(row: &AnyRow) -> Result<KeptCheckpoint, StoreError> {
    let reading = Reading::new(row, "checkpoints", "root");
    let root: String = reading.get("root")?;
    Ok(KeptCheckpoint {
        size: reading.get("size")?,
        root: Hash::parse(&root).ok_or_else(|| reading.corrupt("no hash"))?,
        at: reading.time("at")?,
        note: reading.get("note")?,
    })
}

fn seen(row: &AnyRow) -> Result<SeenEntry, StoreError> {
    let (entry, leaf) = Entry::read(row)?;
    let receipt = Receipt { seq: entry.seq, leaf, at: entry.at };
    Ok(SeenEntry { receipt, account: entry.account, action: entry.action, org_id: entry.org_id })
}

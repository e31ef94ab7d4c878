//! What is known of the files that people handed in; the bytes themselves lie in a folder.

use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Page, Paging, Scope, StoreError,
    scope::{RESULT_ROLES, tree},
    text::{Reading, time_text},
};

/// Sorts of file that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    Pdf,
    Jpg,
    Png,
    Docx,
    Xlsx,
    Pptx,
}

impl FileKind {
    pub const ALL: [FileKind; 6] =
        [FileKind::Pdf, FileKind::Jpg, FileKind::Png, FileKind::Docx, FileKind::Xlsx, FileKind::Pptx];

    /// The word in the database, which is the usual ending of the name as well.
    pub const fn word(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Jpg => "jpg",
            FileKind::Png => "png",
            FileKind::Docx => "docx",
            FileKind::Xlsx => "xlsx",
            FileKind::Pptx => "pptx",
        }
    }

    pub fn parse(word: &str) -> Option<FileKind> {
        FileKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A file that was handed in for a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    pub id: String,
    pub branch_id: String,
    pub owner: Option<Owner>,
    /// As the sender called it; only ever shown, never a path.
    pub name: String,
    pub kind: FileKind,
    /// Bytes.
    pub size: i64,
    /// Where the bytes lie.
    pub sha256: String,
    /// Where the bytes of the preview lie.
    pub preview: Option<String>,
    pub likeness: Option<String>,
    /// Account.
    pub uploaded_by: String,
    pub uploaded_at: Timestamp,
    pub removed_at: Option<Timestamp>,
}

/// What a file belongs to: a row of a table, say of `records`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    pub table: String,
    pub id: String,
}

/// Which files of a branch to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachmentFilter {
    pub branch_id: String,
    pub owner: Option<Owner>,
    /// Part of the name.
    pub text: Option<String>,
}

/// Files that were handed in.
pub struct Attachments<'a>(pub(crate) &'a mut AnyConnection);

const COLUMNS: &str = "a.id, a.branch_id, a.owner, a.owner_id, a.name, a.kind, a.size, a.sha256, a.preview, a.likeness,
                       a.uploaded_by, a.uploaded_at, a.removed_at";

/// What belongs to nothing yet is a draft's: seen by the branch that keeps it and by whoever handed it in.
const NOT_A_FOREIGN_DRAFT: &str = "(a.owner is not null
     or a.branch_id in (select org_id from user_roles where user_id = $1 and role = 'branch')
     or a.uploaded_by in (select account from users where id = $1))";

/// Files that one row may carry in one query.
const MOST: usize = 100;

impl Attachments<'_> {
    /// # Errors
    /// `Conflict` when the id is taken.
    pub async fn add(&mut self, new: &Attachment) -> Result<(), StoreError> {
        let query = sqlx::query(
            "insert into attachments (id, branch_id, owner, owner_id, name, kind, size, sha256, preview, likeness,
                                      uploaded_by, uploaded_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        )
        .bind(&new.id)
        .bind(&new.branch_id)
        .bind(new.owner.as_ref().map(|owner| owner.table.clone()))
        .bind(new.owner.as_ref().map(|owner| owner.id.clone()))
        .bind(&new.name)
        .bind(new.kind.word())
        .bind(new.size)
        .bind(&new.sha256)
        .bind(&new.preview)
        .bind(&new.likeness)
        .bind(&new.uploaded_by)
        .bind(time_text(new.uploaded_at));
        query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "attachment"))?;
        let buckets = new.likeness.as_deref().map(ledger::likeness::bands).unwrap_or_default();
        if !buckets.is_empty() {
            let text =
                format!("insert into picture_buckets (attachment_id, bucket) values {}", crate::rows(buckets.len(), 2));
            let query = buckets
                .iter()
                .fold(sqlx::query(AssertSqlSafe(text)), |query, bucket| query.bind(new.id.clone()).bind(*bucket));
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }

    /// A file of a branch that the caller sees; not one that was removed.
    pub async fn find(&mut self, scope: &Scope, id: &str) -> Result<Option<Attachment>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let text = format!(
            "{tree} select {COLUMNS} from attachments a join tree t on t.id = a.branch_id
             where a.id = $3 and a.removed_at is null and t.seen = 1 and {NOT_A_FOREIGN_DRAFT}"
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read).transpose()
    }

    /// Files of a branch that the caller sees, newest first.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &AttachmentFilter,
        paging: Paging,
    ) -> Result<Page<Attachment>, StoreError> {
        let tree = tree(RESULT_ROLES);
        let from = format!(
            "from attachments a join tree t on t.id = a.branch_id
             where a.branch_id = $3 and a.removed_at is null and t.seen = 1 and {NOT_A_FOREIGN_DRAFT}
               and ($4 is null or (a.owner = $4 and a.owner_id = $5)) and ($6 is null or a.name like $6 escape '!')"
        );
        let bound = |text: String| {
            scope
                .query(AssertSqlSafe(text))
                .bind(filter.branch_id.clone())
                .bind(filter.owner.as_ref().map(|owner| owner.table.clone()))
                .bind(filter.owner.as_ref().map(|owner| owner.id.clone()))
                .bind(filter.text.as_deref().map(crate::like))
        };
        let text = format!("{tree} select {COLUMNS} {from} order by a.uploaded_at desc, a.id desc limit $7 offset $8");
        let rows = bound(text).bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        let total =
            bound(format!("{tree} select cast(count(*) as bigint) as n {from}")).fetch_one(&mut *self.0).await?;
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, _>>()?, total: total.try_get("n")?, more: false })
    }

    /// Ties files of the branch to a row; answers which ids were tied. A file that belongs to another row, to
    /// another branch or to nothing stays as it is: the caller compares.
    pub async fn bind(&mut self, branch_id: &str, owner: &Owner, ids: &[String]) -> Result<Vec<String>, StoreError> {
        let mut tied = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(MOST) {
            let places: Vec<String> = (0..chunk.len()).map(|n| format!("${}", n + 4)).collect();
            let text = format!(
                "update attachments set owner = $1, owner_id = $2
                 where branch_id = $3 and removed_at is null and id in ({})
                   and (owner is null or (owner = $1 and owner_id = $2)) returning id",
                places.join(", ")
            );
            let query = sqlx::query_scalar(AssertSqlSafe(text))
                .bind(owner.table.clone())
                .bind(owner.id.clone())
                .bind(branch_id.to_owned());
            let query = chunk.iter().fold(query, |query, id| query.bind(id.clone()));
            tied.extend(query.fetch_all(&mut *self.0).await?);
        }
        Ok(tied)
    }

    /// Takes a file away that belongs to nothing yet; false when it belongs to something or is not there.
    pub async fn remove(&mut self, id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update attachments set removed_at = $2 where id = $1 and owner is null and removed_at is null",
        )
        .bind(id)
        .bind(time_text(at))
        .execute(&mut *self.0)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Bytes that count against the quota of the body right above the branch: its own branches' files.
    pub async fn used_beside(&mut self, branch_id: &str, scope: &Scope) -> Result<i64, StoreError> {
        let tree = tree(RESULT_ROLES);
        let text = format!(
            "{tree} select cast(coalesce(sum(a.size), 0) as bigint) as n
             from attachments a join tree t on t.id = a.branch_id
             where a.removed_at is null and t.unit_id = (select unit_id from tree where id = $3)"
        );
        let row = scope.query(AssertSqlSafe(text)).bind(branch_id.to_owned()).fetch_one(&mut *self.0).await?;
        Ok(row.try_get("n")?)
    }

    /// Which of these hashes some file has, as its content or as its preview; removed files count.
    pub async fn named(&mut self, hashes: &[String]) -> Result<Vec<String>, StoreError> {
        if hashes.is_empty() {
            return Ok(Vec::new());
        }
        let places = (1..=hashes.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let text = format!(
            "select sha256 from attachments where sha256 in ({places})
             union select preview from attachments where preview in ({places})"
        );
        let query = hashes.iter().fold(sqlx::query_scalar(AssertSqlSafe(text)), |query, hash| query.bind(hash.clone()));
        Ok(query.fetch_all(&mut *self.0).await?)
    }

    /// Bytes of the files that belong to a row.
    pub async fn size_of(&mut self, owner: &Owner) -> Result<i64, StoreError> {
        let query = sqlx::query_scalar(
            "select cast(coalesce(sum(size), 0) as bigint) from attachments
             where owner = $1 and owner_id = $2 and removed_at is null",
        );
        Ok(query.bind(&owner.table).bind(&owner.id).fetch_one(&mut *self.0).await?)
    }
}

fn read(row: &AnyRow) -> Result<Attachment, StoreError> {
    let reading = Reading::new(row, "attachments", "id");
    let table: Option<String> = reading.get("owner")?;
    let id: Option<String> = reading.get("owner_id")?;
    Ok(Attachment {
        id: reading.get("id")?,
        branch_id: reading.get("branch_id")?,
        owner: table.zip(id).map(|(table, id)| Owner { table, id }),
        name: reading.get("name")?,
        kind: reading.word("kind", FileKind::parse)?,
        size: reading.get("size")?,
        sha256: reading.get("sha256")?,
        preview: reading.get("preview")?,
        likeness: reading.get("likeness")?,
        uploaded_by: reading.get("uploaded_by")?,
        uploaded_at: reading.time("uploaded_at")?,
        removed_at: reading.time_or_none("removed_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, noon, on_both, two_units};

    fn attachment(id: &str, branch: &str, size: i64) -> Attachment {
        Attachment {
            id: id.to_owned(),
            branch_id: branch.to_owned(),
            owner: None,
            name: "会议照片.jpg".to_owned(),
            kind: FileKind::Jpg,
            size,
            sha256: "ab".repeat(32),
            preview: None,
            likeness: Some("00ff00ff00ff00ff".to_owned()),
            uploaded_by: "branch1".to_owned(),
            uploaded_at: noon(),
            removed_at: None,
        }
    }

    fn record(id: &str) -> Owner {
        Owner { table: "records".to_owned(), id: id.to_owned() }
    }

    #[tokio::test]
    async fn a_drafts_file_is_seen_by_its_branch_alone_until_it_is_filed() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.attachments().add(&attachment("A1", "B2", 10)).await.unwrap();
            let from_unit = Attachment { uploaded_by: "zzb".to_owned(), ..attachment("A2", "B2", 10) };
            db.attachments().add(&from_unit).await.unwrap();
            let filter = AttachmentFilter { branch_id: "B2".to_owned(), ..AttachmentFilter::default() };
            let paging = Paging { page: 1, size: 10 };
            for (user, before) in [("branch2", 2), ("zzb", 1), ("unit1", 0)] {
                let scope = Scope::of(user, day("2026-10-01"));
                assert_eq!(db.attachments().list(&scope, &filter, paging).await.unwrap().total, before, "{user}");
                let found = db.attachments().find(&scope, "A1").await.unwrap();
                assert_eq!(found.is_some(), user == "branch2", "{user}");
            }
            db.attachments().bind("B2", &record("R1"), &["A1".to_owned()]).await.unwrap();
            for (user, after) in [("branch2", true), ("zzb", true), ("unit1", false)] {
                let scope = Scope::of(user, day("2026-10-01"));
                assert_eq!(db.attachments().find(&scope, "A1").await.unwrap().is_some(), after, "{user}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_file_is_seen_by_those_who_see_its_branch() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.attachments().add(&attachment("A1", "B1", 10)).await.unwrap();
            db.attachments().bind("B1", &record("R1"), &["A1".to_owned()]).await.unwrap();
            let filter = AttachmentFilter { branch_id: "B1".to_owned(), ..AttachmentFilter::default() };
            for (user, seen) in [("zzb", true), ("unit1", true), ("branch2", false), ("sczx", false)] {
                let scope = Scope::of(user, day("2026-10-01"));
                let found = db.attachments().find(&scope, "A1").await.unwrap();
                assert_eq!(found.is_some(), seen, "{user}");
                let page = db.attachments().list(&scope, &filter, Paging { page: 1, size: 10 }).await.unwrap();
                assert_eq!(page.total, i64::from(seen), "{user}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_file_belongs_to_one_row_and_stays_with_it() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            for (id, branch) in [("A1", "B1"), ("A2", "B1"), ("A3", "B2")] {
                db.attachments().add(&attachment(id, branch, 10)).await.unwrap();
            }
            let ids = ["A1", "A2", "A3", "A9"].map(str::to_owned);
            let mut tied = db.attachments().bind("B1", &record("R1"), &ids).await.unwrap();
            tied.sort();
            assert_eq!(tied, ["A1", "A2"], "not the file of another branch, nor one that is not there");
            assert!(db.attachments().bind("B1", &record("R2"), &ids[..1]).await.unwrap().is_empty());
            assert_eq!(db.attachments().bind("B1", &record("R1"), &ids[..1]).await.unwrap(), ["A1"]);
            assert!(!db.attachments().remove("A1", noon()).await.unwrap());
            assert!(db.attachments().remove("A3", noon()).await.unwrap());
            assert_eq!(db.attachments().size_of(&record("R1")).await.unwrap(), 20);
        })
        .await;
    }

    #[tokio::test]
    async fn the_units_files_count_together() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            for (id, branch, size) in [("A1", "B1", 10), ("A2", "B1", 5), ("A3", "B2", 100)] {
                db.attachments().add(&attachment(id, branch, size)).await.unwrap();
            }
            let scope = Scope::of("unit1", day("2026-10-01"));
            assert_eq!(db.attachments().used_beside("B1", &scope).await.unwrap(), 15);
        })
        .await;
    }
}

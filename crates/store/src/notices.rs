//! Notices: what a role at a body has to do or to know. Written in the transaction of what caused them.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Page, Paging, Role, StoreError,
    text::{Reading, time_text},
};

/// One notice, addressed to whoever holds the role at the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: String,
    /// What may be said only once: `due/B1/theme_day_monthly/2026-09/before`.
    pub key: String,
    /// What it is about: `due/B1/theme_day_monthly/2026-09`.
    pub subject: String,
    pub org_id: String,
    pub role: Role,
    pub kind: NoticeKind,
    pub title: String,
    pub text: String,
    /// A place in the product: `/branches/B1/duties?month=2026-09`.
    pub link: String,
    pub branch_id: Option<String>,
    pub due_on: Option<Date>,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Stays until the matter is settled.
    Todo,
    /// Settled by reading.
    Read,
}

impl NoticeKind {
    pub const fn word(self) -> &'static str {
        match self {
            NoticeKind::Todo => "todo",
            NoticeKind::Read => "read",
        }
    }

    pub fn parse(word: &str) -> Option<NoticeKind> {
        [NoticeKind::Todo, NoticeKind::Read].into_iter().find(|kind| kind.word() == word)
    }
}

/// 待办, 待阅, 已办.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticePart {
    Todo,
    ToRead,
    Done,
}

/// A notice to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenNotice {
    pub notice: Notice,
    pub branch_name: Option<String>,
    pub done_at: Option<Timestamp>,
    /// When the caller opened it.
    pub read_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoticeCounts {
    pub todo: i64,
    pub to_read: i64,
}

/// Notices.
pub struct Notices<'a>(pub(crate) &'a mut AnyConnection);

const COLUMNS: &str =
    "n.id, n.key, n.subject, n.org_id, n.role, n.kind, n.title, n.text, n.link, n.branch_id, n.due_on,
     n.at, n.done_at, r.at as read_at";
const MINE: &str = "from notices n join user_roles held on held.org_id = n.org_id and held.role = n.role
     left join notice_reads r on r.notice_id = n.id and r.user_id = $1
     where held.user_id = $1 and (n.user_id is null or n.user_id = $1)";
/// Rows of one insert.
const CHUNK: usize = 300;

const fn part_of(part: NoticePart) -> &'static str {
    match part {
        NoticePart::Todo => "n.kind = 'todo' and n.done_at is null",
        NoticePart::ToRead => "n.kind = 'read' and n.done_at is null and r.at is null",
        NoticePart::Done => "(n.done_at is not null or (n.kind = 'read' and r.at is not null))",
    }
}

impl Notices<'_> {
    /// Writes what was not said before; answers how many were new. A new notice settles the earlier ones of its
    /// subject that went to the same place.
    pub async fn add(&mut self, notices: &[Notice]) -> Result<usize, StoreError> {
        let mut n_new = 0;
        for chunk in notices.chunks(CHUNK) {
            let known = self.known(chunk).await?;
            let new: Vec<&Notice> = chunk.iter().filter(|notice| !known.contains_key(&notice.key)).collect();
            if new.is_empty() {
                continue;
            }
            n_new += new.len();
            self.supersede(&new).await?;
            let text = format!(
                "insert into notices (id, key, subject, org_id, role, kind, title, text, link, branch_id, due_on, at)
                 values {}",
                crate::rows(new.len(), 12)
            );
            let query = new.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, notice| {
                query
                    .bind(&notice.id)
                    .bind(&notice.key)
                    .bind(&notice.subject)
                    .bind(&notice.org_id)
                    .bind(notice.role.word())
                    .bind(notice.kind.word())
                    .bind(&notice.title)
                    .bind(&notice.text)
                    .bind(&notice.link)
                    .bind(&notice.branch_id)
                    .bind(notice.due_on.map(|day| day.to_string()))
                    .bind(time_text(notice.at))
            });
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "notice"))?;
        }
        Ok(n_new)
    }

    async fn known(&mut self, chunk: &[Notice]) -> Result<HashMap<String, ()>, StoreError> {
        let places: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
        let text = format!("select key from notices where key in ({})", places.join(", "));
        let query = sqlx::query_scalar::<_, String>(AssertSqlSafe(text));
        let query = chunk.iter().fold(query, |query, notice| query.bind(&notice.key));
        Ok(query.fetch_all(&mut *self.0).await?.into_iter().map(|key| (key, ())).collect())
    }

    async fn supersede(&mut self, new: &[&Notice]) -> Result<(), StoreError> {
        let mut of: HashMap<&str, Vec<&Notice>> = HashMap::new();
        for notice in new {
            of.entry(notice.role.word()).or_default().push(notice);
        }
        for (role, notices) in of {
            let places: Vec<String> = (0..notices.len()).map(|n| format!("${}", n + 3)).collect();
            let text = format!(
                "update notices set done_at = $1 where done_at is null and role = $2 and subject in ({})",
                places.join(", ")
            );
            let query = sqlx::query(AssertSqlSafe(text)).bind(time_text(notices[0].at)).bind(role);
            let query = notices.iter().fold(query, |query, notice| query.bind(&notice.subject));
            query.execute(&mut *self.0).await?;
        }
        Ok(())
    }

    /// Nothing is left to do about these subjects; answers how many notices that settled.
    pub async fn settle(&mut self, subjects: &[String], at: Timestamp) -> Result<u64, StoreError> {
        let mut settled = 0;
        for chunk in subjects.chunks(CHUNK) {
            let places: Vec<String> = (0..chunk.len()).map(|n| format!("${}", n + 2)).collect();
            let text =
                format!("update notices set done_at = $1 where done_at is null and subject in ({})", places.join(", "));
            let query = sqlx::query(AssertSqlSafe(text)).bind(time_text(at));
            let query = chunk.iter().fold(query, |query, subject| query.bind(subject));
            settled += query.execute(&mut *self.0).await?.rows_affected();
        }
        Ok(settled)
    }

    /// Subjects that begin with `prefix` and are still open, of one branch or of all.
    pub async fn open_subjects(&mut self, prefix: &str, branch: Option<&str>) -> Result<Vec<String>, StoreError> {
        let of = if branch.is_some() { "branch_id = $2" } else { "$2 is null" };
        let text = format!(
            "select distinct subject from notices
             where done_at is null and {of} and subject like $1 escape '!' order by subject"
        );
        let start = crate::like(prefix);
        let query = sqlx::query_scalar(AssertSqlSafe(text)).bind(start.trim_start_matches('%').to_owned());
        Ok(query.bind(branch).fetch_all(&mut *self.0).await?)
    }

    /// The caller's notices of one part: what is due first comes first, then the newest.
    pub async fn list(&mut self, user: &str, part: NoticePart, paging: Paging) -> Result<Page<SeenNotice>, StoreError> {
        let from = format!("{MINE} and {}", part_of(part));
        let count = format!("select cast(count(*) as bigint) as n {from}");
        let total = sqlx::query(AssertSqlSafe(count)).bind(user).fetch_one(&mut *self.0).await?;
        let order = match part {
            NoticePart::Todo => "case when n.due_on is null then 1 else 0 end, n.due_on, n.at desc, n.id",
            NoticePart::ToRead | NoticePart::Done => "n.at desc, n.id",
        };
        let text = format!(
            "select {COLUMNS}, (select s.name from org_spans s where s.org_id = n.branch_id
                 and s.from_on <= substr(n.at, 1, 10) and (s.until_on is null or s.until_on > substr(n.at, 1, 10)))
                 as branch_name {from} order by {order} limit $2 offset $3"
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(user).bind(paging.size).bind(paging.offset());
        let rows = query.fetch_all(&mut *self.0).await?;
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, _>>()?, total: total.try_get("n")?, more: false })
    }

    /// Writes a notice for one person alone among those who hold its role at its body.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn tell(&mut self, user: &str, notice: &Notice) -> Result<(), StoreError> {
        self.add(std::slice::from_ref(notice)).await?;
        let query = sqlx::query("update notices set user_id = $2 where id = $1");
        query.bind(&notice.id).bind(user).execute(&mut *self.0).await?;
        Ok(())
    }

    /// How many are to do and to read.
    pub async fn counts(&mut self, user: &str) -> Result<NoticeCounts, StoreError> {
        let count = |part: NoticePart| {
            format!("cast(coalesce(sum(case when {} then 1 else 0 end), 0) as bigint)", part_of(part))
        };
        let text = format!(
            "select {} as todo, {} as to_read {MINE} and n.done_at is null",
            count(NoticePart::Todo),
            count(NoticePart::ToRead)
        );
        let row = sqlx::query(AssertSqlSafe(text)).bind(user).fetch_one(&mut *self.0).await?;
        Ok(NoticeCounts { todo: row.try_get("todo")?, to_read: row.try_get("to_read")? })
    }

    /// Notes that the caller opened it; whether it is addressed to him.
    pub async fn read(&mut self, user: &str, id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let mine = format!("select n.id {MINE} and n.id = $2");
        let found = sqlx::query(AssertSqlSafe(mine)).bind(user).bind(id).fetch_optional(&mut *self.0).await?;
        if found.is_none() {
            return Ok(false);
        }
        sqlx::query(
            "insert into notice_reads (notice_id, user_id, at) values ($1, $2, $3)
             on conflict (notice_id, user_id) do nothing",
        )
        .bind(id)
        .bind(user)
        .bind(time_text(at))
        .execute(&mut *self.0)
        .await?;
        Ok(true)
    }
}

fn read(row: &AnyRow) -> Result<SeenNotice, StoreError> {
    let reading = Reading::new(row, "notices", "id");
    let notice = Notice {
        id: reading.get("id")?,
        key: reading.get("key")?,
        subject: reading.get("subject")?,
        org_id: reading.get("org_id")?,
        role: reading.word("role", Role::parse)?,
        kind: reading.word("kind", NoticeKind::parse)?,
        title: reading.get("title")?,
        text: reading.get("text")?,
        link: reading.get("link")?,
        branch_id: reading.get("branch_id")?,
        due_on: reading.date_or_none("due_on")?,
        at: reading.time("at")?,
    };
    Ok(SeenNotice {
        notice,
        branch_name: reading.get("branch_name")?,
        done_at: reading.time_or_none("done_at")?,
        read_at: reading.time_or_none("read_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, noon, on_both, two_units};

    fn notice(stage: &str, org: &str, role: Role) -> Notice {
        Notice {
            id: format!("{stage}-{org}-{}", role.word()),
            key: format!("due/B2/committee_monthly/2026-09/{stage}"),
            subject: "due/B2/committee_monthly/2026-09".to_owned(),
            org_id: org.to_owned(),
            role,
            kind: NoticeKind::Todo,
            title: "支委会每月一次".to_owned(),
            text: "9月30日到期".to_owned(),
            link: "/".to_owned(),
            branch_id: Some("B2".to_owned()),
            due_on: Some(day("2026-09-30")),
            at: noon(),
        }
    }

    #[tokio::test]
    async fn each_reminder_comes_once_to_the_one_who_must_act() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let before = [notice("before", "B2", Role::Branch)];
            assert_eq!(db.notices().add(&before).await.unwrap(), 1);
            assert_eq!(db.notices().add(&before).await.unwrap(), 0);
            assert_eq!(db.notices().counts("branch2").await.unwrap(), NoticeCounts { todo: 1, to_read: 0 });
            assert_eq!(db.notices().counts("unit1").await.unwrap(), NoticeCounts::default());
            db.notices().add(&[notice("after", "B2", Role::Branch)]).await.unwrap();
            let paging = Paging { page: 1, size: 20 };
            let todo = db.notices().list("branch2", NoticePart::Todo, paging).await.unwrap();
            assert_eq!(todo.total, 1, "the later reminder takes the place of the earlier one");
            assert!(todo.items[0].notice.key.ends_with("after"));
            assert_eq!(todo.items[0].branch_name.as_deref(), Some("转炉党支部"));
            let open = db.notices().open_subjects("due/", Some("B2")).await.unwrap();
            assert_eq!(open, ["due/B2/committee_monthly/2026-09"]);
            assert_eq!(db.notices().settle(&open, noon()).await.unwrap(), 1);
            assert_eq!(db.notices().counts("branch2").await.unwrap().todo, 0);
            assert_eq!(db.notices().list("branch2", NoticePart::Done, paging).await.unwrap().total, 2);
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_told_to_one_is_told_to_nobody_else() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let other = crate::NewUser {
                id: "unit1b".to_owned(),
                account: "unit1b".to_owned(),
                name: "unit1b".to_owned(),
                password: "$argon2id$".to_owned(),
                roles: vec![(Role::Unit, "U1".to_owned())],
            };
            db.users().add(&other, noon()).await.unwrap();
            let told = Notice { kind: NoticeKind::Read, ..notice("told", "U1", Role::Unit) };
            db.notices().tell("unit1", &told).await.unwrap();
            assert_eq!(db.notices().counts("unit1").await.unwrap().to_read, 1);
            assert_eq!(db.notices().counts("unit1b").await.unwrap().to_read, 0);
            assert!(!db.notices().read("unit1b", &told.id, noon()).await.unwrap());
        })
        .await;
    }

    #[tokio::test]
    async fn reading_settles_what_is_only_to_know_and_is_nobody_elses_business() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let told = Notice { kind: NoticeKind::Read, ..notice("told", "B2", Role::Branch) };
            db.notices().add(&[told]).await.unwrap();
            assert_eq!(db.notices().counts("branch2").await.unwrap(), NoticeCounts { todo: 0, to_read: 1 });
            assert!(!db.notices().read("unit1", "told-B2-branch", noon()).await.unwrap());
            assert!(db.notices().read("branch2", "told-B2-branch", noon()).await.unwrap());
            assert!(db.notices().read("branch2", "told-B2-branch", noon()).await.unwrap());
            assert_eq!(db.notices().counts("branch2").await.unwrap(), NoticeCounts::default());
        })
        .await;
    }
}

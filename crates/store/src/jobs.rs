//! Work that outlives a request: who asked for it, how far it is, where its file lies.

use jiff::Timestamp;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Page, Paging, StoreError,
    text::{Reading, time_text},
};

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobState {
    Waiting,
    Running,
    Done,
    Failed,
    /// The file is gone.
    Expired,
}

impl JobState {
    pub const ALL: [JobState; 5] =
        [JobState::Waiting, JobState::Running, JobState::Done, JobState::Failed, JobState::Expired];

    pub const fn word(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
            JobState::Expired => "expired",
        }
    }

    pub fn parse(word: &str) -> Option<JobState> {
        JobState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A file that a job made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFile {
    pub name: String,
    /// SHA-256 in hex.
    pub hash: String,
    /// Bytes.
    pub size: i64,
    pub n_rows: i64,
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: String,
    /// Which list.
    pub kind: String,
    pub title: String,
    pub account: String,
    pub user_id: String,
    /// The roles of its asker when he asked: `branch@B1`, with commas between, in order.
    pub held: String,
    /// What was asked, as JSON.
    pub asked: String,
    pub state: JobState,
    pub percent: i64,
    /// How often a worker began it.
    pub n_tries: i64,
    /// In Chinese, for its asker.
    pub error: Option<String>,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub file: Option<JobFile>,
}

/// Jobs.
pub struct Jobs<'a>(pub(crate) &'a mut AnyConnection);

const COLUMNS: &str =
    "id, kind, title, account, user_id, held, asked, state, percent, n_rows, n_tries, error, created_at,
     finished_at, expires_at, file_name, file_hash, file_size";

impl Jobs<'_> {
    /// A new job, waiting.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn add(&mut self, job: &Job) -> Result<(), StoreError> {
        sqlx::query(
            "insert into jobs (id, kind, title, account, user_id, held, asked, state, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8)",
        )
        .bind(&job.id)
        .bind(&job.kind)
        .bind(&job.title)
        .bind(&job.account)
        .bind(&job.user_id)
        .bind(&job.held)
        .bind(&job.asked)
        .bind(time_text(job.created_at))
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Somebody's own jobs, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn list(&mut self, user: &str, state: Option<JobState>, paging: Paging) -> Result<Page<Job>, StoreError> {
        let state = state.map(JobState::word);
        let from = "from jobs where user_id = $1 and ($2 is null or state = $2)";
        let count = format!("select cast(count(*) as bigint) as n {from}");
        let total = sqlx::query(AssertSqlSafe(count)).bind(user.to_owned()).bind(state).fetch_one(&mut *self.0).await?;
        let text = format!("select {COLUMNS} {from} order by created_at desc, id limit $3 offset $4");
        let query = sqlx::query(AssertSqlSafe(text)).bind(user.to_owned()).bind(state);
        let rows = query.bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, _>>()?, total: total.try_get("n")?, more: false })
    }

    /// One of somebody's own jobs.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn find(&mut self, user: &str, id: &str) -> Result<Option<Job>, StoreError> {
        let text = format!("select {COLUMNS} from jobs where user_id = $1 and id = $2");
        let row = sqlx::query(AssertSqlSafe(text)).bind(user.to_owned()).bind(id.to_owned());
        row.fetch_optional(&mut *self.0).await?.as_ref().map(read).transpose()
    }

    /// How many jobs of somebody wait or run.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn n_open(&mut self, user: &str) -> Result<i64, StoreError> {
        let text =
            "select cast(count(*) as bigint) as n from jobs where user_id = $1 and state in ('waiting', 'running')";
        Ok(sqlx::query(text).bind(user).fetch_one(&mut *self.0).await?.try_get("n")?)
    }

    /// The oldest job that waits; it runs from now on.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take(&mut self) -> Result<Option<Job>, StoreError> {
        let text = format!("select {COLUMNS} from jobs where state = 'waiting' order by created_at, id limit 1");
        let row = sqlx::query(AssertSqlSafe(text)).fetch_optional(&mut *self.0).await?;
        let Some(job) = row.as_ref().map(read).transpose()? else { return Ok(None) };
        sqlx::query("update jobs set state = 'running', percent = 0, n_tries = n_tries + 1 where id = $1")
            .bind(&job.id)
            .execute(&mut *self.0)
            .await?;
        Ok(Some(Job { state: JobState::Running, n_tries: job.n_tries + 1, percent: 0, ..job }))
    }

    /// What ran when the program ended waits again; answers how many.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn resume(&mut self) -> Result<u64, StoreError> {
        let done = sqlx::query("update jobs set state = 'waiting', percent = 0 where state = 'running'");
        Ok(done.execute(&mut *self.0).await?.rows_affected())
    }

    /// # Errors
    /// Those of the database.
    pub async fn progress(&mut self, id: &str, percent: i64) -> Result<(), StoreError> {
        let query = sqlx::query("update jobs set percent = $2 where id = $1 and state = 'running'");
        query.bind(id).bind(percent).execute(&mut *self.0).await?;
        Ok(())
    }

    /// The file lies ready; whether the job still ran (it may have been deleted meanwhile).
    ///
    /// # Errors
    /// Those of the database.
    pub async fn finish(
        &mut self,
        id: &str,
        file: &JobFile,
        at: Timestamp,
        expires: Timestamp,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update jobs set state = 'done', percent = 100, n_rows = $2, finished_at = $3, expires_at = $4,
                 file_name = $5, file_hash = $6, file_size = $7, error = null
             where id = $1 and state = 'running'",
        )
        .bind(id)
        .bind(file.n_rows)
        .bind(time_text(at))
        .bind(time_text(expires))
        .bind(&file.name)
        .bind(&file.hash)
        .bind(file.size)
        .execute(&mut *self.0)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// # Errors
    /// Those of the database.
    pub async fn fail(&mut self, id: &str, why: &str, at: Timestamp) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "update jobs set state = 'failed', error = $2, finished_at = $3 where id = $1 and state = 'running'",
        );
        Ok(query.bind(id).bind(why).bind(time_text(at)).execute(&mut *self.0).await?.rows_affected() == 1)
    }

    /// A failed or expired job waits again, in the roles that its asker holds now.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn retry(&mut self, id: &str, held: &str) -> Result<bool, StoreError> {
        let query = sqlx::query(
            "update jobs set state = 'waiting', percent = 0, n_tries = 0, held = $2, error = null, finished_at = null,
                 expires_at = null, n_rows = null, file_name = null, file_hash = null, file_size = null
             where id = $1 and state in ('failed', 'expired')",
        );
        Ok(query.bind(id).bind(held).execute(&mut *self.0).await?.rows_affected() == 1)
    }

    /// # Errors
    /// Those of the database.
    pub async fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        sqlx::query("delete from jobs where id = $1").bind(id).execute(&mut *self.0).await?;
        Ok(())
    }

    /// Files whose time is over; their jobs are expired from now on.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn expire(&mut self, now: Timestamp) -> Result<Vec<String>, StoreError> {
        let due = "state = 'done' and expires_at <= $1";
        let rows = sqlx::query(AssertSqlSafe(format!("select id from jobs where {due} limit 1000")))
            .bind(time_text(now))
            .fetch_all(&mut *self.0)
            .await?;
        let ids = rows.iter().map(|row| row.try_get("id")).collect::<Result<Vec<String>, _>>()?;
        for chunk in ids.chunks(500) {
            let places: Vec<String> = (1..=chunk.len()).map(|n| format!("${n}")).collect();
            let text = format!("update jobs set state = 'expired' where id in ({})", places.join(", "));
            let query = sqlx::query(AssertSqlSafe(text));
            chunk.iter().fold(query, |query, id| query.bind(id.clone())).execute(&mut *self.0).await?;
        }
        Ok(ids)
    }
}

fn read(row: &AnyRow) -> Result<Job, StoreError> {
    let reading = Reading::new(row, "jobs", "id");
    let name: Option<String> = reading.get("file_name")?;
    let file = match name {
        Some(name) => Some(JobFile {
            name,
            hash: reading.get("file_hash")?,
            size: reading.get("file_size")?,
            n_rows: reading.get("n_rows")?,
        }),
        None => None,
    };
    Ok(Job {
        id: reading.get("id")?,
        kind: reading.get("kind")?,
        title: reading.get("title")?,
        account: reading.get("account")?,
        user_id: reading.get("user_id")?,
        held: reading.get("held")?,
        asked: reading.get("asked")?,
        state: reading.word("state", JobState::parse)?,
        percent: reading.get("percent")?,
        n_tries: reading.get("n_tries")?,
        error: reading.get("error")?,
        created_at: reading.time("created_at")?,
        finished_at: reading.time_or_none("finished_at")?,
        expires_at: reading.time_or_none("expires_at")?,
        file,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{noon, on_both, two_units};

    fn job(id: &str, user: &str, hours: i64) -> Job {
        Job {
            id: id.to_owned(),
            kind: "members".to_owned(),
            title: "党员名册".to_owned(),
            account: user.to_owned(),
            user_id: user.to_owned(),
            held: "unit@U1".to_owned(),
            asked: "{}".to_owned(),
            state: JobState::Waiting,
            percent: 0,
            n_tries: 0,
            error: None,
            created_at: noon() + jiff::SignedDuration::from_hours(hours),
            finished_at: None,
            expires_at: None,
            file: None,
        }
    }

    fn file() -> JobFile {
        JobFile { name: "党员名册.xlsx".to_owned(), hash: "ab".repeat(32), size: 10, n_rows: 3 }
    }

    #[tokio::test]
    async fn jobs_are_done_in_their_order_and_only_their_asker_sees_them() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            for job in [job("J2", "unit1", 2), job("J1", "zzb", 1)] {
                db.jobs().add(&job).await.unwrap();
            }
            let paging = Paging { page: 1, size: 20 };
            assert_eq!(db.jobs().list("unit1", None, paging).await.unwrap().total, 1);
            assert_eq!(db.jobs().list("unit1", Some(JobState::Done), paging).await.unwrap().total, 0);
            assert!(db.jobs().find("unit1", "J1").await.unwrap().is_none(), "another's");
            assert_eq!(db.jobs().n_open("zzb").await.unwrap(), 1);
            assert_eq!(db.jobs().take().await.unwrap().unwrap().id, "J1");
            assert_eq!(db.jobs().take().await.unwrap().unwrap().id, "J2");
            assert!(db.jobs().take().await.unwrap().is_none());
            // The program ended here and starts again.
            assert_eq!(db.jobs().resume().await.unwrap(), 2);
            let again = db.jobs().take().await.unwrap().unwrap();
            assert_eq!((again.id.as_str(), again.n_tries), ("J1", 2));
            assert!(db.jobs().finish("J1", &file(), noon(), noon()).await.unwrap());
            let done = db.jobs().find("zzb", "J1").await.unwrap().unwrap();
            assert_eq!((done.state, done.file), (JobState::Done, Some(file())));
        })
        .await;
    }

    #[tokio::test]
    async fn a_file_expires_and_can_be_asked_for_again() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.jobs().add(&job("J1", "zzb", 0)).await.unwrap();
            assert!(!db.jobs().retry("J1", "organisation@C").await.unwrap(), "it waits already");
            db.jobs().take().await.unwrap();
            let later = noon() + jiff::SignedDuration::from_hours(24);
            db.jobs().finish("J1", &file(), noon(), later).await.unwrap();
            assert_eq!(db.jobs().expire(noon()).await.unwrap(), Vec::<String>::new());
            assert_eq!(db.jobs().expire(later).await.unwrap(), ["J1"]);
            assert!(db.jobs().retry("J1", "organisation@C").await.unwrap());
            let again = db.jobs().take().await.unwrap().unwrap();
            assert_eq!((again.held.as_str(), again.file), ("organisation@C", None));
            assert!(db.jobs().fail("J1", "磁盘空间不足", noon()).await.unwrap());
            assert!(!db.jobs().finish("J1", &file(), noon(), later).await.unwrap(), "it does not run any more");
            db.jobs().remove("J1").await.unwrap();
            assert!(db.jobs().find("zzb", "J1").await.unwrap().is_none());
        })
        .await;
    }
}

//! Group commit: writers take turns on one connection, each inside a savepoint, and those that wait for each other are
//! made safe on disk with one commit. Whoever is told "done" is on disk; if the commit fails, nobody of the group is told so.
//!
//! On PostgreSQL a lock of the session keeps other processes out for as long as a group runs, so that both databases have
//! one writer at a time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Executor as _, pool::PoolConnection};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::{StoreError, nested::Turns};

/// More are not held back for one commit.
const AT_MOST: usize = 64;
/// Nor longer than this.
const AT_LONGEST: Duration = Duration::from_millis(20);
/// A writer that holds the turn for so long is in trouble; the others are told to come again.
const TOO_LONG: Duration = Duration::from_secs(30);
/// Whoever announced himself and did not come is not waited for longer.
const PATIENCE: Duration = Duration::from_millis(3);

/// The one place from which a database is written. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Writer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: AnyPool,
    begin: &'static [&'static str],
    /// After commit or rollback.
    end: &'static [&'static str],
    turn: Arc<Mutex<Group>>,
    /// Writers that wait for their turn.
    waiting: AtomicUsize,
    turns: Turns,
    n_commits: AtomicU64,
}

#[derive(Debug, Default)]
struct Group {
    connection: Option<PoolConnection<Any>>,
    began: Option<Instant>,
    /// Jobs that are finished and wait to be safe.
    finished: Vec<oneshot::Sender<Result<(), String>>>,
    /// A job was left in the middle: its savepoint is still open.
    abandoned: bool,
    /// Jobs that were begun. Each has a savepoint with its number, so that none is taken for another's.
    n_jobs: u32,
    /// The last finished job, whose savepoint is still open: the next job, or the commit, releases it on the way.
    unreleased: Option<u32>,
    /// Number and time of the journal's last entry, once a job of the group has looked: nobody else adds any meanwhile.
    head: Option<(i64, String)>,
}

/// One writer's turn. Dropped without `finish`, all its work is undone.
pub(crate) struct Job {
    writer: Writer,
    group: Option<OwnedMutexGuard<Group>>,
}

/// Counts a waiting writer, also one that gives up.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Writer {
    pub(crate) fn new(pool: AnyPool, begin: &'static [&'static str], end: &'static [&'static str]) -> Writer {
        let turn = Arc::new(Mutex::new(Group::default()));
        Writer(Arc::new(Inner {
            pool,
            begin,
            end,
            turn,
            waiting: 0.into(),
            turns: Turns::default(),
            n_commits: 0.into(),
        }))
    }

    /// # Errors
    /// `Nested` if the same task has a job already, in builds with debug assertions; otherwise it would wait for itself.
    pub(crate) async fn job(&self) -> Result<Job, StoreError> {
        if self.0.turns.is_mine() {
            return Err(StoreError::Nested);
        }
        self.0.waiting.fetch_add(1, Ordering::SeqCst);
        let waiting = Waiting(&self.0.waiting);
        let turn = tokio::time::timeout(TOO_LONG, self.0.turn.clone().lock_owned()).await;
        let group = turn.map_err(|_| StoreError::Unwritten("another writer does not end".to_owned()))?;
        drop(waiting);
        let writer = self.clone();
        // A task of its own: whoever asked may hang up in the middle, and nobody would know what was begun.
        let begun = tokio::spawn(async move { writer.begin_job(group).await });
        let job = begun.await.map_err(|_| StoreError::Unwritten("the server is stopping".to_owned()))??;
        self.0.turns.take();
        Ok(job)
    }

    async fn begin_job(self, mut group: OwnedMutexGuard<Group>) -> Result<Job, StoreError> {
        self.tidy(&mut group).await;
        if group.connection.is_none() {
            // A connection that was left in the middle of something is closed, and another one taken.
            let begun = match self.begin().await {
                Ok(begun) => begun,
                Err(_) => self.begin().await?,
            };
            group.connection = Some(begun);
            group.began = Some(Instant::now());
            group.head = None;
            (group.n_jobs, group.unreleased) = (0, None);
        }
        // From here on a drop means an open savepoint.
        let mut job = Job { writer: self, group: Some(group) };
        let group = job.group.as_mut().expect("just put there");
        group.n_jobs += 1;
        let n = group.n_jobs;
        let text = match group.unreleased.take() {
            Some(last) => format!("release savepoint job{last}; savepoint job{n}"),
            None => format!("savepoint job{n}"),
        };
        sqlx::raw_sql(AssertSqlSafe(text)).execute(job.connection()).await?;
        Ok(job)
    }

    async fn begin(&self) -> Result<PoolConnection<Any>, StoreError> {
        let mut connection = self.0.pool.acquire().await?;
        for text in self.0.begin {
            if let Err(error) = connection.execute(*text).await {
                let _ = connection.close().await;
                return Err(error.into());
            }
        }
        Ok(connection)
    }

    /// How many commits were made; for tests.
    #[cfg(test)]
    pub(crate) fn n_commits(&self) -> u64 {
        self.0.n_commits.load(Ordering::SeqCst)
    }

    /// Undoes what a job left in the middle; if that is not possible nothing of the group is kept.
    async fn tidy(&self, group: &mut Group) {
        if !group.abandoned {
            return;
        }
        group.head = None;
        let Some(connection) = &mut group.connection else {
            group.abandoned = false;
            return;
        };
        let n = group.n_jobs;
        let text = format!("rollback to savepoint job{n}; release savepoint job{n}");
        let undone = sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **connection).await;
        if let Err(error) = undone {
            self.fail(group, &error.to_string()).await;
        }
        group.abandoned = false;
    }

    async fn fail(&self, group: &mut Group, why: &str) {
        for waiting in group.finished.drain(..) {
            let _ = waiting.send(Err(why.to_owned()));
        }
        if let Some(mut connection) = group.connection.take() {
            let _ = connection.execute("rollback").await;
            // What the connection thinks of the file after an error is not relied on.
            let _ = connection.close().await;
        }
    }

    /// Makes all finished jobs safe with one commit.
    async fn settle(&self, group: &mut Group) {
        self.tidy(group).await;
        let Some(mut connection) = group.connection.take() else { return };
        // The release tells of an error that the work kept to itself; PostgreSQL's commit would not.
        let last = match group.unreleased.take() {
            _ if group.finished.is_empty() => "rollback".to_owned(),
            Some(last) => format!("release savepoint job{last}; commit"),
            None => "commit".to_owned(),
        };
        if let Err(error) = sqlx::raw_sql(AssertSqlSafe(last)).execute(&mut *connection).await {
            group.connection = Some(connection);
            return self.fail(group, &error.to_string()).await;
        }
        self.0.n_commits.fetch_add(1, Ordering::SeqCst);
        for waiting in group.finished.drain(..) {
            let _ = waiting.send(Ok(()));
        }
        for text in self.0.end {
            if connection.execute(*text).await.is_err() {
                let _ = connection.close().await;
                return;
            }
        }
    }

    /// Settles the group a little later, if no other writer has done it by then.
    fn settle_soon(&self, after: Duration) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let writer = self.clone();
        runtime.spawn(async move {
            tokio::time::sleep(after).await;
            let mut group = writer.0.turn.clone().lock_owned().await;
            writer.settle(&mut group).await;
        });
    }
}

impl Job {
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        let group = self.group.as_mut().expect("held until the job is finished");
        group.connection.as_mut().expect("a job has a connection")
    }

    /// Number and time of the journal's last entry, if it is known.
    pub(crate) fn head(&mut self) -> &mut Option<(i64, String)> {
        &mut self.group.as_mut().expect("held until the job is finished").head
    }

    /// Waits until the work is safe on disk.
    pub(crate) async fn finish(mut self) -> Result<(), StoreError> {
        let writer = self.writer.clone();
        let mut group = self.group.take().expect("held until now");
        writer.0.turns.give_back();
        let (safe, is_safe) = oneshot::channel();
        group.finished.push(safe);
        group.unreleased = Some(group.n_jobs);
        let is_young = group.began.is_some_and(|began| began.elapsed() < AT_LONGEST);
        if writer.0.waiting.load(Ordering::SeqCst) > 0 && group.finished.len() < AT_MOST && is_young {
            // The next in the queue goes on in the same group.
            let is_first = group.finished.len() == 1;
            drop(group);
            if is_first {
                writer.settle_soon(PATIENCE);
            }
        } else {
            // A task of its own: whoever asked may hang up in the middle of the commit.
            tokio::spawn(async move { writer.settle(&mut group).await });
        }
        match is_safe.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(why)) => Err(StoreError::Unwritten(why)),
            Err(_) => Err(StoreError::Unwritten("the server is stopping".to_owned())),
        }
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        if let Some(mut group) = self.group.take() {
            group.abandoned = true;
            self.writer.0.turns.give_back();
            drop(group);
            self.writer.settle_soon(Duration::ZERO);
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::JoinSet;

    use super::*;
    use crate::{
        Actor, Store,
        testing::{noon, on_both},
    };

    async fn set(store: &Store, name: &str) -> Result<(), StoreError> {
        let mut db = store.write().await?;
        db.settings().set(name, "1").await?;
        db.note(&Actor::program(noon()), "setting.set", None, &[crate::Changed::new("settings", name)]).await?;
        db.commit().await
    }

    async fn n_settings(store: &Store) -> i64 {
        let mut db = store.read().await.unwrap();
        sqlx::query_scalar("select cast(count(*) as bigint) from settings").fetch_one(db.connection()).await.unwrap()
    }

    #[tokio::test]
    async fn writers_that_wait_for_each_other_share_a_commit_and_none_is_lost() {
        on_both(|store| async move {
            let before = store.writer().n_commits();
            let mut writers = JoinSet::new();
            for n in 0..200 {
                let store = store.clone();
                writers.spawn(async move { set(&store, &format!("s{n}")).await });
            }
            while let Some(done) = writers.join_next().await {
                done.unwrap().unwrap();
            }
            assert_eq!(n_settings(&store).await, 200);
            let commits = store.writer().n_commits() - before;
            assert!(commits < 100, "{commits} commits for 200 writers");
            let verified = store.read().await.unwrap().verify(&crate::Seen::default()).await.unwrap();
            assert_eq!((verified.n_entries, verified.findings), (200, vec![]));
        })
        .await;
    }

    #[tokio::test]
    async fn who_fails_or_hangs_up_takes_nobody_along() {
        on_both(|store| async move {
            let mut writers = JoinSet::new();
            for n in 0..60 {
                let store = store.clone();
                writers.spawn(async move {
                    if n % 3 == 0 {
                        let mut db = store.write().await.unwrap();
                        db.settings().set(&format!("s{n}"), "1").await.unwrap();
                        // Refused after writing.
                        return;
                    }
                    set(&store, &format!("s{n}")).await.unwrap();
                });
            }
            for n in 60..70 {
                let store = store.clone();
                let hangs_up =
                    tokio::time::timeout(
                        Duration::from_micros(300),
                        async move { set(&store, &format!("s{n}")).await },
                    );
                writers.spawn(async move { drop(hangs_up.await) });
            }
            while let Some(done) = writers.join_next().await {
                done.unwrap();
            }
            let n = n_settings(&store).await;
            assert!((40..=50).contains(&n), "{n}");
            let verified = store.read().await.unwrap().verify(&crate::Seen::default()).await.unwrap();
            assert_eq!(verified.findings, []);
        })
        .await;
    }

    #[tokio::test]
    async fn an_error_that_the_work_keeps_to_itself_is_no_success_for_others() {
        on_both(|store| async move {
            let mut writers = JoinSet::new();
            for n in 0..30 {
                let store = store.clone();
                writers.spawn(async move {
                    if n % 5 == 0 {
                        let mut db = store.write().await.unwrap();
                        let _ = sqlx::raw_sql("insert into nowhere values (1)").execute(db.connection()).await;
                        let _ = db.commit().await;
                        return false;
                    }
                    set(&store, &format!("s{n}")).await.is_ok()
                });
            }
            let mut n_told = 0;
            while let Some(done) = writers.join_next().await {
                n_told += i64::from(done.unwrap());
            }
            assert_eq!(n_settings(&store).await, n_told);
            set(&store, "after").await.unwrap();
        })
        .await;
    }

    /// The file may not grow, as if the disk were full: on SQLite, whose limit can be set.
    #[tokio::test]
    async fn a_full_disk_refuses_what_it_cannot_keep_and_nothing_else() {
        let path = std::env::temp_dir().join(format!("baolei_full_{}.db", std::process::id()));
        let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        store.migrate().await.unwrap();
        set(&store, "before").await.unwrap();
        store.execute_raw("pragma max_page_count = 1").await.unwrap();
        let wide = "x".repeat(100_000);
        let mut kept = 0;
        for n in 0..20 {
            let mut db = store.write().await.unwrap();
            let done = async {
                db.settings().set(&format!("w{n}"), &wide).await?;
                let row = [crate::Changed::new("settings", format!("w{n}"))];
                db.note(&Actor::program(noon()), "setting.set", None, &row).await?;
                db.commit().await
            };
            kept += i64::from(done.await.is_ok());
        }
        assert!(kept < 20, "nothing was refused");
        assert_eq!(n_settings(&store).await, 1 + kept, "reading goes on");
        store.execute_raw("pragma max_page_count = 1000000").await.unwrap();
        set(&store, "after").await.unwrap();
        let verified = store.read().await.unwrap().verify(&crate::Seen::default()).await.unwrap();
        assert_eq!(verified.findings, []);
        store.close().await;
        let _ = std::fs::remove_file(path);
    }
}

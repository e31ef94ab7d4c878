//! Opening a database, and the transactions everything runs in.

use std::{
    collections::HashSet,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use sqlx::{
    Any, AnyConnection, AnyPool, AssertSqlSafe, Connection, Executor, Transaction,
    any::{AnyPoolOptions, install_default_drivers},
    migrate::{Migration, MigrationType, Migrator},
};

use crate::{
    Answers, Attachments, Branches, CalendarDays, Checkpoints, Efforts, Events, Exceptions, Facts, Hints, Installation,
    Jobs, Members, Norms, Notices, OrgChanges, Orgs, Periods, Proposals, Proposed, Rankings, Receipt, Records, Schemes,
    Scorecards, Settings, StoreError, Terms, Users,
    group::{Job, Writer},
    results::Results,
};

/// The database behind the product. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    readers: AnyPool,
    /// Migrations go through it; everything else through `writer`.
    owner: AnyPool,
    writer: Writer,
    dialect: Dialect,
    written: Arc<Written>,
    /// Nothing may be changed.
    frozen: Arc<AtomicBool>,
}

/// Larger files are not read whole before they are opened: nobody waits minutes for the first page.
const READ_WHOLE: u64 = 128 << 20;

/// What readers may remember for a moment, because it is read with every request and seldom written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watched {
    /// Accounts, roles and sessions.
    Access,
    /// Schemes and the calendar.
    Rules,
}

/// How often each was written by this process.
#[derive(Debug, Default)]
struct Written([AtomicU64; 2]);

impl Written {
    fn of(&self, what: Watched) -> u64 {
        self.0[what as usize].load(Ordering::SeqCst)
    }

    fn all(&self) -> [u64; 2] {
        [Watched::Access, Watched::Rules].map(|what| self.of(what))
    }

    fn count(&self, what: Watched) {
        self.0[what as usize].fetch_add(1, Ordering::SeqCst);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Sqlite,
    Postgres,
}

/// The steps of the schema, oldest first: one text for both databases, or one for each where triggers differ. New ones
/// are added at the end alone.
const STEPS: &[(&str, Step)] = &[
    ("first", Step::Both(include_str!("../migrations/0001_first.sql"))),
    (
        "guards",
        Step::Each {
            sqlite: include_str!("../migrations/sqlite/0002_guards.sql"),
            postgres: include_str!("../migrations/postgres/0002_guards.sql"),
        },
    ),
    ("journal", Step::Both(include_str!("../migrations/0003_journal.sql"))),
    (
        "journal guards",
        Step::Each {
            sqlite: include_str!("../migrations/sqlite/0004_journal_guards.sql"),
            postgres: include_str!("../migrations/postgres/0004_journal_guards.sql"),
        },
    ),
    ("answers", Step::Both(include_str!("../migrations/0011_answers.sql"))),
    ("members", Step::Both(include_str!("../migrations/0007_members.sql"))),
    ("settings", Step::Both(include_str!("../migrations/0013_settings.sql"))),
    ("organisation tree", Step::Both(include_str!("../migrations/0014_org_tree.sql"))),
    (
        "organisation tree triggers",
        Step::Each {
            sqlite: include_str!("../migrations/sqlite/0015_org_tree.sql"),
            postgres: include_str!("../migrations/postgres/0015_org_tree.sql"),
        },
    ),
    ("proofs", Step::Both(include_str!("../migrations/0011_proofs.sql"))),
    (
        "proofs guards",
        Step::Each {
            sqlite: include_str!("../migrations/sqlite/0011_proofs_guards.sql"),
            postgres: include_str!("../migrations/postgres/0011_proofs_guards.sql"),
        },
    ),
    ("records", Step::Both(include_str!("../migrations/0006_records.sql"))),
    (
        "records guards",
        Step::Each {
            sqlite: include_str!("../migrations/sqlite/0006_records_guards.sql"),
            postgres: include_str!("../migrations/postgres/0006_records_guards.sql"),
        },
    ),
    ("calendar", Step::Both(include_str!("../migrations/0008_calendar.sql"))),
    ("events", Step::Both(include_str!("../migrations/0009_events.sql"))),
    ("terms", Step::Both(include_str!("../migrations/0005_terms.sql"))),
    ("people", Step::Both(include_str!("../migrations/0021_people.sql"))),
    ("access", Step::Both(include_str!("../migrations/0010_access.sql"))),
    ("attachments", Step::Both(include_str!("../migrations/0012_attachments.sql"))),
    ("less work", Step::Both(include_str!("../migrations/0034_less_work.sql"))),
    ("days held", Step::Both(include_str!("../migrations/0041_held.sql"))),
    ("withdrawn exceptions", Step::Both(include_str!("../migrations/0035_withdrawn_exceptions.sql"))),
    ("results", Step::Both(include_str!("../migrations/0042_results.sql"))),
    ("dues and development", Step::Both(include_str!("../migrations/0033_dues_development.sql"))),
    ("jobs", Step::Both(include_str!("../migrations/0032_jobs.sql"))),
    ("lists", Step::Both(include_str!("../migrations/0046_lists.sql"))),
    ("groups", Step::Both(include_str!("../migrations/0048_groups.sql"))),
    ("norm revisions", Step::Both(include_str!("../migrations/0045_norm_revisions.sql"))),
    ("installation", Step::Both(include_str!("../migrations/0044_installation.sql"))),
    ("filed by branch", Step::Both(include_str!("../migrations/0049_filed_by_branch.sql"))),
    ("open notices", Step::Both(include_str!("../migrations/0050_open_notices.sql"))),
];

async fn check(connection: &mut AnyConnection) -> Result<(), StoreError> {
    let checked: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(connection).await?;
    if checked == "ok" { Ok(()) } else { Err(StoreError::Damaged(checked)) }
}

enum Step {
    Both(&'static str),
    Each { sqlite: &'static str, postgres: &'static str },
}

impl Step {
    const fn text(&self, dialect: Dialect) -> &'static str {
        match (self, dialect) {
            (Step::Both(text), _)
            | (Step::Each { sqlite: text, .. }, Dialect::Sqlite)
            | (Step::Each { postgres: text, .. }, Dialect::Postgres) => text,
        }
    }
}

impl Store {
    /// Opens `sqlite:./data/baolei.db` (made if absent) or `postgres://…`. A damaged SQLite file is
    /// `StoreError::Damaged`; nothing is repaired. A large file is opened unread: [`Store::check_file`] reads it later.
    pub async fn open(url: &str) -> Result<Store, StoreError> {
        install_default_drivers();
        match url.strip_prefix("sqlite:") {
            Some(path) => Store::open_sqlite(path.trim_start_matches("//")).await,
            None if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Store::open_postgres(url).await
            }
            None => Err(StoreError::Unreachable(format!("`{url}` is neither `sqlite:` nor `postgres:`"))),
        }
    }

    async fn open_sqlite(path: &str) -> Result<Store, StoreError> {
        let unreachable = |error: &dyn std::fmt::Display| StoreError::Unreachable(format!("`{path}`: {error}"));
        if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| unreachable(&error))?;
        }
        let url = format!("sqlite:{path}?mode=rwc");
        let pool = |size: u32, extra: &'static str| {
            AnyPoolOptions::new()
                .max_connections(size)
                // The file does not hang up.
                .test_before_acquire(false)
                .after_connect(move |connection, _| {
                    Box::pin(async move {
                        for pragma in SQLITE_PRAGMAS.into_iter().chain([extra]) {
                            connection.execute(pragma).await?;
                        }
                        Ok(())
                    })
                })
        };
        let opened = |error: StoreError| match error {
            StoreError::Damaged(text) => StoreError::Damaged(format!("`{path}`: {text}")),
            StoreError::Database(error) => StoreError::Unreachable(format!("`{path}`: {error}")),
            other => other,
        };
        // As in `check_file`.
        let mut probe = AnyConnection::connect(&url).await.map_err(StoreError::from).map_err(opened)?;
        let whole = std::fs::metadata(path).is_ok_and(|file| file.len() < READ_WHOLE);
        let checked = if whole { check(&mut probe).await } else { Ok(()) };
        checked.map_err(opened)?;
        probe.close().await?;
        // 16 MiB: a page that changes with every commit is moved into the file once for many.
        let writer = pool(1, "pragma wal_autocheckpoint = 4000")
            .connect(&url)
            .await
            .map_err(StoreError::from)
            .map_err(opened)?;
        let journal: String = sqlx::query_scalar("pragma journal_mode").fetch_one(&writer).await?;
        let synchronous: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(&writer).await?;
        if journal != "wal" || synchronous != 2 {
            return Err(StoreError::Unsafe(format!("journal_mode={journal} synchronous={synchronous}")));
        }
        // Opened with the first reading, after the steps of the schema: what is known of the tables is read but once.
        let readers = pool(4, "pragma query_only = on").connect_lazy(&url)?;
        Ok(Store {
            readers,
            writer: Writer::new(writer.clone(), &["begin immediate"], &[]),
            owner: writer,
            dialect: Dialect::Sqlite,
            written: Arc::default(),
            frozen: Arc::default(),
        })
    }

    async fn open_postgres(url: &str) -> Result<Store, StoreError> {
        let pool = async |size| {
            // Translating a statement into machine code takes longer than any list may; and a list with its tree has up to
            // twelve tables, whose best order is looked for among all.
            let settings = "set jit = off; set join_collapse_limit = 12; set from_collapse_limit = 12";
            let pool = AnyPoolOptions::new().max_connections(size).after_connect(move |connection, _| {
                Box::pin(async move { connection.execute(settings).await.map(|_| ()) })
            });
            let pool = pool.connect(url).await;
            pool.map_err(|error| StoreError::Unreachable(error.to_string()))
        };
        // The writer never waits for a reader's connection.
        let (readers, owner) = (pool(8).await?, pool(2).await?);
        // Another process that holds the turn and does not end is not waited for without end either.
        let begin = &[
            "select set_config('lock_timeout', '15s', false), cast(pg_advisory_lock(5521) as text)",
            "begin isolation level repeatable read",
        ];
        let writer = Writer::new(owner.clone(), begin, &["select pg_advisory_unlock(5521)"]);
        Ok(Store {
            readers,
            owner,
            writer,
            dialect: Dialect::Postgres,
            written: Arc::default(),
            frozen: Arc::default(),
        })
    }

    /// Reads the whole SQLite file, minutes if it is large; PostgreSQL watches over its own.
    ///
    /// # Errors
    /// `Damaged`; nothing is repaired.
    pub async fn check_file(&self) -> Result<(), StoreError> {
        if self.dialect == Dialect::Postgres {
            return Ok(());
        }
        // A connection of its own: a pool tries again and again where one says at once what is wrong.
        let mut probe = AnyConnection::connect_with(&self.readers.connect_options()).await?;
        check(&mut probe).await?;
        Ok(probe.close().await?)
    }

    /// Brings the tables up to this version; answers how many steps were new.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        let before = self.n_migrations().await;
        let step = |(n, (name, step)): (usize, &(&'static str, Step))| {
            let text = sqlx::SqlStr::from_static(step.text(self.dialect));
            Migration::new(n as i64 + 1, (*name).into(), MigrationType::Simple, text, false)
        };
        let steps = STEPS.iter().enumerate().map(step).collect();
        Migrator::with_migrations(steps).run(&self.owner).await?;
        let mut db = self.write().await?;
        db.near_orgs = true;
        db.installation().name().await?;
        Results(db.connection()).fill().await?;
        db.commit().await?;
        self.optimize().await?;
        Ok((self.n_migrations().await - before) as usize)
    }

    async fn n_migrations(&self) -> i64 {
        let n = sqlx::query_scalar("select cast(count(*) as bigint) from _sqlx_migrations");
        // The table itself is absent before the first migration.
        n.fetch_one(&self.owner).await.unwrap_or(0)
    }

    /// Whether the tables are there.
    pub async fn is_migrated(&self) -> bool {
        self.n_migrations().await > 0
    }

    /// A consistent view for reading.
    pub async fn read(&self) -> Result<Db, StoreError> {
        let begin = match self.dialect {
            Dialect::Sqlite => "begin",
            Dialect::Postgres => "begin isolation level repeatable read read only",
        };
        let before = self.written.all();
        Ok(self.db(Work::Reading(self.readers.begin_with(begin).await?), before))
    }

    /// A transaction; what is not committed never happened. There is one writer at a time; those that wait share a commit.
    ///
    /// # Errors
    /// `Frozen` while nothing may be changed.
    pub async fn write(&self) -> Result<Db, StoreError> {
        if self.is_frozen() { Err(StoreError::Frozen) } else { self.write_anyway().await }
    }

    /// The same for what is no change of facts, schemes, results and rights: sessions, the log, checkpoints. Also while the
    /// store is frozen; the journal takes nothing then.
    pub async fn write_anyway(&self) -> Result<Db, StoreError> {
        let job = self.writer.job().await?;
        Ok(self.db(Work::Writing(job), self.written.all()))
    }

    /// `before` is what was written when the transaction had not begun.
    fn db(&self, work: Work, before: [u64; 2]) -> Db {
        Db {
            work,
            receipt: None,
            before,
            touched: Vec::new(),
            near_orgs: false,
            written: self.written.clone(),
            frozen: self.frozen.clone(),
        }
    }

    /// Lets nothing be changed any more, or again.
    pub fn freeze(&self, frozen: bool) {
        self.frozen.store(frozen, Ordering::SeqCst);
    }

    pub fn is_frozen(&self) -> bool {
        self.frozen.load(Ordering::SeqCst)
    }

    /// Writes and makes safe something that says nothing.
    ///
    /// # Errors
    /// The storage does not keep what it is given.
    pub async fn probe(&self) -> Result<(), StoreError> {
        let mut db = self.write_anyway().await?;
        db.installation().probe().await?;
        db.commit().await
    }

    /// How often this process wrote `what`. What a transaction read that says the same in [`Db::n_written_before`] still
    /// stands, unless another process wrote.
    pub fn n_written(&self, what: Watched) -> u64 {
        self.written.of(what)
    }

    #[cfg(test)]
    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Lets SQLite look at a sample of its tables, so that it knows which index is worth reading; PostgreSQL does it by
    /// itself. Quick when little changed.
    pub async fn optimize(&self) -> Result<(), StoreError> {
        if self.dialect == Dialect::Sqlite {
            sqlx::raw_sql("pragma analysis_limit = 1000; pragma optimize = 0x10002").execute(&self.owner).await?;
        }
        Ok(())
    }

    /// Ends all connections; SQLite moves its log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        self.owner.close().await;
    }

    /// Makes a loaded demonstration so many times larger, outside the journal and every rule: for measuring, on a
    /// database made for it.
    #[doc(hidden)]
    pub async fn multiply(&self, copies: u32) -> Result<(), StoreError> {
        let text = include_str!("../data/multiply.sql").replace("{copies}", &copies.to_string());
        self.execute_raw(&text).await?;
        self.execute_raw("analyze").await?;
        let mut db = self.write().await?;
        // The commit works the tree of bodies out again.
        db.near_orgs = true;
        Results(db.connection()).fill().await?;
        db.commit().await
    }

    /// Runs `text` as it is, outside every rule of this crate; for tests that try to break them.
    #[doc(hidden)]
    pub async fn execute_raw(&self, text: &str) -> Result<(), StoreError> {
        sqlx::raw_sql(AssertSqlSafe(text.to_owned())).execute(&self.owner).await?;
        for what in [Watched::Access, Watched::Rules] {
            self.written.count(what);
        }
        Ok(())
    }
}

/// What is confirmed must survive a power cut: `synchronous = full` is read back at the start.
const SQLITE_PRAGMAS: [&str; 7] = [
    "pragma busy_timeout = 10000",
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma cache_size = -65536",
    "pragma temp_store = memory",
    "pragma journal_size_limit = 67108864",
];

enum Work {
    Reading(Transaction<'static, Any>),
    Writing(Job),
}

/// One transaction, and the doors to what is kept.
pub struct Db {
    work: Work,
    /// The last entry that was noted in it.
    pub(crate) receipt: Option<Receipt>,
    before: [u64; 2],
    touched: Vec<Watched>,
    /// A door was opened behind which bodies of the organisation change.
    near_orgs: bool,
    written: Arc<Written>,
    frozen: Arc<AtomicBool>,
}

impl Db {
    /// [`Store::n_written`] as it was before this transaction read anything.
    pub fn n_written_before(&self, what: Watched) -> u64 {
        self.before[what as usize]
    }

    /// The same as it is now.
    pub fn n_written(&self, what: Watched) -> u64 {
        self.written.of(what)
    }

    /// A writer may change what others remember. Counted now and again at the end: whoever read in between shared its
    /// transaction, and that may yet fail.
    pub(crate) fn touch(&mut self, what: Watched) {
        if matches!(self.work, Work::Writing(_)) && !self.touched.contains(&what) {
            self.touched.push(what);
            self.written.count(what);
        }
    }

    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        match &mut self.work {
            Work::Reading(transaction) => transaction,
            Work::Writing(job) => job.connection(),
        }
    }

    /// Number and time of the journal's last entry; 0 and nothing of an empty one.
    pub(crate) async fn journal_head(&mut self) -> Result<(i64, String), StoreError> {
        if let Work::Writing(job) = &mut self.work
            && let Some(head) = job.head()
        {
            return Ok(head.clone());
        }
        let head = sqlx::query_as("select seq, at from journal order by seq desc limit 1");
        Ok(head.fetch_optional(self.connection()).await?.unwrap_or_default())
    }

    /// The number of the journal's last entry; 0 of an empty one.
    pub async fn last_seq(&mut self) -> Result<i64, StoreError> {
        Ok(self.journal_head().await?.0)
    }

    /// Bodies of which the journal tells a change after its entry `seq`.
    pub async fn orgs_changed_since(&mut self, seq: i64) -> Result<HashSet<String>, StoreError> {
        let text = "select distinct org_id from journal where seq > $1 and org_id is not null";
        let orgs: Vec<String> = sqlx::query_scalar(text).bind(seq).fetch_all(self.connection()).await?;
        Ok(orgs.into_iter().collect())
    }

    /// When the journal's last entry was made; `None` of an empty one.
    pub async fn last_entry_at(&mut self) -> Result<Option<jiff::Timestamp>, StoreError> {
        let (seq, at) = self.journal_head().await?;
        let wrong = |error: jiff::Error| StoreError::corrupt("journal", &seq.to_string(), error);
        if seq == 0 { Ok(None) } else { at.parse().map(Some).map_err(wrong) }
    }

    /// Whether nothing may be changed.
    pub(crate) fn is_frozen(&self) -> bool {
        self.frozen.load(Ordering::SeqCst)
    }

    /// Remembers it for those who write in the same group.
    pub(crate) fn set_journal_head(&mut self, seq: i64, at: &str) {
        if let Work::Writing(job) = &mut self.work {
            *job.head() = Some((seq, at.to_owned()));
        }
    }

    pub fn orgs(&mut self) -> Orgs<'_> {
        self.near_orgs = true;
        Orgs(self.connection())
    }

    pub fn org_changes(&mut self) -> OrgChanges<'_> {
        self.near_orgs = true;
        OrgChanges(self.connection())
    }

    pub fn terms(&mut self) -> Terms<'_> {
        self.near_orgs = true;
        Terms(self.connection())
    }

    pub fn branches(&mut self) -> Branches<'_> {
        Branches(self.connection())
    }

    pub fn users(&mut self) -> Users<'_> {
        self.touch(Watched::Access);
        Users(self.connection())
    }

    pub fn answers(&mut self) -> Answers<'_> {
        Answers(self.connection())
    }

    pub fn attachments(&mut self) -> Attachments<'_> {
        Attachments(self.connection())
    }

    pub fn checkpoints(&mut self) -> Checkpoints<'_> {
        Checkpoints(self.connection())
    }

    pub fn calendar(&mut self) -> CalendarDays<'_> {
        CalendarDays(self.connection())
    }

    pub fn efforts(&mut self) -> Efforts<'_> {
        Efforts(self.connection())
    }

    pub fn events(&mut self) -> Events<'_> {
        Events(self.connection())
    }

    pub fn exceptions(&mut self) -> Exceptions<'_> {
        Exceptions(self.connection())
    }

    pub fn hints(&mut self) -> Hints<'_> {
        Hints(self.connection())
    }

    /// Entries of one kind that one person proposes and another decides.
    pub fn proposals<T: Proposed>(&mut self) -> Proposals<'_, T> {
        Proposals::of(self.connection())
    }

    pub fn notices(&mut self) -> Notices<'_> {
        Notices(self.connection())
    }

    pub fn facts(&mut self) -> Facts<'_> {
        Facts(self.connection())
    }

    pub fn members(&mut self) -> Members<'_> {
        Members(self.connection())
    }

    pub fn installation(&mut self) -> Installation<'_> {
        Installation(self.connection())
    }

    pub fn jobs(&mut self) -> Jobs<'_> {
        Jobs(self.connection())
    }

    pub fn norms(&mut self) -> Norms<'_> {
        Norms(self.connection())
    }

    pub fn schemes(&mut self) -> Schemes<'_> {
        Schemes(self.connection())
    }

    pub fn periods(&mut self) -> Periods<'_> {
        Periods(self.connection())
    }

    pub fn scorecards(&mut self) -> Scorecards<'_> {
        Scorecards(self.connection())
    }

    pub fn settings(&mut self) -> Settings<'_> {
        Settings(self.connection())
    }

    pub fn rankings(&mut self) -> Rankings<'_> {
        Rankings(self.connection())
    }

    pub fn records(&mut self) -> Records<'_> {
        Records(self.connection())
    }

    /// Makes the work of this transaction last; after this it survives a power cut.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if self.near_orgs && matches!(self.work, Work::Writing(_)) {
            self.refresh_org_tree().await?;
        }
        match self.work {
            Work::Reading(transaction) => transaction.commit().await?,
            Work::Writing(job) => job.finish().await?,
        }
        for what in self.touched {
            self.written.count(what);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::on_both;

    fn temporary(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("baolei_{}_{name}", std::process::id()))
    }

    #[tokio::test]
    async fn migrating_twice_changes_nothing() {
        on_both(|store| async move {
            assert!(store.is_migrated().await);
            assert_eq!(store.migrate().await.unwrap(), 0);
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_not_committed_never_happened() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            let company = crate::testing::org("C", crate::OrgKind::Company, None, "公司党委", 1);
            db.orgs().add(&company).await.unwrap();
            drop(db);
            assert!(store.read().await.unwrap().orgs().all().await.unwrap().is_empty());
        })
        .await;
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let path = temporary("reader.db");
        let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        store.migrate().await.unwrap();
        let mut db = store.read().await.unwrap();
        let company = crate::testing::org("C", crate::OrgKind::Company, None, "公司党委", 1);
        assert!(db.orgs().add(&company).await.is_err());
        drop(db);
        store.close().await;
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn a_damaged_file_is_reported_and_left_alone() {
        let path = temporary("damaged.db");
        let url = format!("sqlite:{}", path.display());
        let store = Store::open(&url).await.unwrap();
        store.migrate().await.unwrap();
        store.close().await;
        let mut bytes = std::fs::read(&path).unwrap();
        let end = bytes.len() - 100;
        bytes[4096..end].fill(0x5a);
        for damaged in [bytes, b"this is no database, only a text of some length".repeat(200)] {
            std::fs::write(&path, &damaged).unwrap();
            let opened = Store::open(&url).await;
            assert!(matches!(opened, Err(StoreError::Damaged(_))), "{opened:?}");
            assert!(std::fs::read(&path).unwrap() == damaged, "the file was touched");
        }
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn a_file_that_is_damaged_after_it_was_opened_is_found_when_it_is_read_whole() {
        on_both(|store| async move { store.check_file().await.unwrap() }).await;
        let path = temporary("damaged_later.db");
        let url = format!("sqlite:{}", path.display());
        let store = Store::open(&url).await.unwrap();
        store.migrate().await.unwrap();
        store.close().await;
        let store = Store::open(&url).await.unwrap();
        let mut bytes = std::fs::read(&path).unwrap();
        let end = bytes.len() - 100;
        bytes[40_960..end].fill(0x5a);
        std::fs::write(&path, &bytes).unwrap();
        let checked = store.check_file().await;
        assert!(matches!(checked, Err(StoreError::Damaged(_))), "{checked:?}");
        std::fs::remove_file(path).unwrap();
    }

    #[tokio::test]
    async fn an_address_that_is_none_is_refused() {
        let opened = Store::open("mysql://localhost/x").await;
        assert!(matches!(opened, Err(StoreError::Unreachable(_))), "{opened:?}");
    }
}

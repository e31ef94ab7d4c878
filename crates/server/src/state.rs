//! What every request handler reaches.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use rating::{period::Period, problem::Problem, scheme::Scheme};
use store::{Db, Store, StoreError, Watched};

use crate::{
    auth::{AccessPolicy, Known, Passwords},
    clock::Clock,
    files::Files,
    health::Health,
    keeper::Keeper,
    ops::{calendar, org_flags::Surveys},
    recent::Recent,
    vault::Vault,
};

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub clock: Clock,
    pub passwords: Passwords,
    /// Cookies only over HTTPS.
    pub secure_cookies: bool,
    pub access: Arc<AccessPolicy>,
    /// Who came with which session lately.
    pub(crate) known: Recent<Known>,
    pub schemes: Schemes,
    pub surveys: Surveys,
    /// Signs checkpoints of the journal.
    pub keeper: Keeper,
    /// Whether anything may be changed, and what is wrong.
    pub health: Health,
    /// Opens people's numbers; `serve` puts the lasting one here.
    pub vault: Vault,
    pub files: Files,
    /// Wakes the worker that makes exports.
    pub worker: Arc<tokio::sync::Notify>,
    /// Wakes the worker that rates what a large import left owed.
    pub rater: Arc<tokio::sync::Notify>,
}

impl AppState {
    pub fn new(store: Store, clock: Clock) -> AppState {
        AppState {
            store,
            clock,
            passwords: Passwords::default(),
            secure_cookies: false,
            access: Arc::default(),
            known: Recent::default(),
            schemes: Schemes::default(),
            surveys: Surveys::default(),
            keeper: Keeper::passing(),
            health: Health::default(),
            vault: Vault::ephemeral(),
            files: Files::default(),
            worker: Arc::default(),
            rater: Arc::default(),
        }
    }
}

/// Published schemes that were read before; they never change.
#[derive(Clone, Default)]
pub struct Schemes {
    known: Arc<Mutex<HashMap<CodeAndVersion, Arc<Scheme>>>>,
    /// With the installed calendar, by code and version, or by the period in which they are in force.
    dated: Recent<Arc<Scheme>>,
}

type CodeAndVersion = (String, String);

/// A stored scheme that cannot be read: a draft with errors.
pub enum Unread {
    Store(StoreError),
    Problems(Vec<Problem>),
}

impl From<StoreError> for Unread {
    fn from(error: StoreError) -> Unread {
        Unread::Store(error)
    }
}

impl Schemes {
    /// The checked scheme of a stored document.
    ///
    /// # Errors
    /// The document's problems, if it is a draft with errors.
    pub fn read(&self, kept: &store::Scheme) -> Result<Arc<Scheme>, Vec<Problem>> {
        let key = (kept.code.clone(), kept.version.clone());
        if kept.published_at.is_some()
            && let Some(known) = self.known.lock().expect("nobody panics while holding it").get(&key)
        {
            return Ok(known.clone());
        }
        let (scheme, _) = rating::scheme::read(&kept.text)?;
        let scheme = Arc::new(scheme);
        if kept.published_at.is_some() {
            self.known.lock().expect("nobody panics while holding it").insert(key, scheme.clone());
        }
        Ok(scheme)
    }

    /// The scheme in force in a period, with the installed calendar wherever the document itself names no days.
    ///
    /// # Errors
    /// See [`Unread`].
    pub async fn in_force(&self, db: &mut Db, period: Period) -> Result<Option<Arc<Scheme>>, Unread> {
        let key = period.first_day().to_string();
        if let Some(scheme) = self.dated.get(&key, db.n_written(Watched::Rules)) {
            return Ok(Some(scheme));
        }
        let Some(kept) = db.schemes().in_force(period).await? else { return Ok(None) };
        self.dated_as(&key, db, &kept).await.map(Some)
    }

    /// The scheme of this code and version, likewise.
    ///
    /// # Errors
    /// See [`Unread`].
    pub async fn find(&self, db: &mut Db, code: &str, version: &str) -> Result<Option<Arc<Scheme>>, Unread> {
        let key = format!("{code} {version}");
        if let Some(scheme) = self.dated.get(&key, db.n_written(Watched::Rules)) {
            return Ok(Some(scheme));
        }
        let Some(kept) = db.schemes().find(code, version).await? else { return Ok(None) };
        self.dated_as(&key, db, &kept).await.map(Some)
    }

    async fn dated_as(&self, key: &str, db: &mut Db, kept: &store::Scheme) -> Result<Arc<Scheme>, Unread> {
        let read = self.read(kept).map_err(Unread::Problems)?;
        let calendar = read.calendar.over(&calendar::installed(db).await?);
        let dated = Arc::new(Scheme { calendar, ..Scheme::clone(&read) });
        self.dated.put(key, db.n_written_before(Watched::Rules), dated.clone());
        Ok(dated)
    }
}

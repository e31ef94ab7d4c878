//! What every request handler reaches.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use rating::scheme::{Calendar, Scheme};
use store::Store;

use crate::{
    auth::{AccessPolicy, Passwords},
    clock::Clock,
    files::Files,
    keeper::Keeper,
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
    pub schemes: Schemes,
    /// Signs checkpoints of the journal.
    pub keeper: Keeper,
    /// Opens people's numbers; `serve` puts the lasting one here.
    pub vault: Vault,
    pub files: Files,
    /// Wakes the worker that makes exports.
    pub worker: Arc<tokio::sync::Notify>,
}

impl AppState {
    pub fn new(store: Store, clock: Clock) -> AppState {
        AppState {
            store,
            clock,
            passwords: Passwords::default(),
            secure_cookies: false,
            access: Arc::default(),
            schemes: Schemes::default(),
            keeper: Keeper::passing(),
            vault: Vault::ephemeral(),
            files: Files::default(),
            worker: Arc::default(),
        }
    }
}

/// Published schemes that were read before; they never change.
#[derive(Clone, Default)]
pub struct Schemes {
    known: Arc<Mutex<HashMap<CodeAndVersion, Arc<Scheme>>>>,
    /// With the working-day calendar that was installed when they were last asked for.
    dated: Arc<Mutex<HashMap<CodeAndVersion, Dated>>>,
}

type CodeAndVersion = (String, String);
type Dated = (Calendar, Arc<Scheme>);

impl Schemes {
    /// The checked scheme of a stored document.
    ///
    /// # Errors
    /// The document's problems, if it is a draft with errors.
    pub fn read(&self, kept: &store::Scheme) -> Result<Arc<Scheme>, Vec<rating::problem::Problem>> {
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

    /// Like [`Schemes::read`], with the installed calendar wherever the document itself names no days.
    ///
    /// # Errors
    /// The document's problems, if it is a draft with errors.
    pub fn dated(
        &self,
        kept: &store::Scheme,
        installed: &Calendar,
    ) -> Result<Arc<Scheme>, Vec<rating::problem::Problem>> {
        let key = (kept.code.clone(), kept.version.clone());
        if kept.published_at.is_some()
            && let Some((calendar, known)) = self.dated.lock().expect("nobody panics while holding it").get(&key)
            && calendar == installed
        {
            return Ok(known.clone());
        }
        let read = self.read(kept)?;
        let calendar = read.calendar.over(installed);
        let dated = Arc::new(Scheme { calendar, ..Scheme::clone(&read) });
        if kept.published_at.is_some() {
            let entry = (installed.clone(), dated.clone());
            self.dated.lock().expect("nobody panics while holding it").insert(key, entry);
        }
        Ok(dated)
    }
}

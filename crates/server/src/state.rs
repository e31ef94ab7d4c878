//! What every request handler reaches.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use rating::scheme::Scheme;
use store::Store;

use crate::{auth::Passwords, clock::Clock, files::Files, keeper::Keeper, vault::Vault};

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub clock: Clock,
    pub passwords: Passwords,
    /// Cookies only over HTTPS.
    pub secure_cookies: bool,
    pub schemes: Schemes,
    /// Signs checkpoints of the journal.
    pub keeper: Keeper,
    /// Opens people's numbers; `serve` puts the lasting one here.
    pub vault: Vault,
    pub files: Files,
}

impl AppState {
    pub fn new(store: Store, clock: Clock) -> AppState {
        AppState {
            store,
            clock,
            passwords: Passwords::default(),
            secure_cookies: false,
            schemes: Schemes::default(),
            keeper: Keeper::passing(),
            vault: Vault::ephemeral(),
            files: Files::default(),
        }
    }
}

/// Published schemes that were read before; they never change.
#[derive(Clone, Default)]
pub struct Schemes(Arc<Mutex<HashMap<CodeAndVersion, Arc<Scheme>>>>);

type CodeAndVersion = (String, String);

impl Schemes {
    /// The checked scheme of a stored document.
    ///
    /// # Errors
    /// The document's problems, if it is a draft with errors.
    pub fn read(&self, kept: &store::Scheme) -> Result<Arc<Scheme>, Vec<rating::problem::Problem>> {
        let key = (kept.code.clone(), kept.version.clone());
        if kept.published_at.is_some()
            && let Some(known) = self.0.lock().expect("nobody panics while holding it").get(&key)
        {
            return Ok(known.clone());
        }
        let (scheme, _) = rating::scheme::read(&kept.text)?;
        let scheme = Arc::new(scheme);
        if kept.published_at.is_some() {
            self.0.lock().expect("nobody panics while holding it").insert(key, scheme.clone());
        }
        Ok(scheme)
    }
}

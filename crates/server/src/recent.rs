//! What every request reads and hardly anybody writes, remembered as long as this process did not write it. Another process
//! may have: after a moment it is read again.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

const MOMENT: Duration = Duration::from_secs(1);
/// More are not remembered.
const AT_MOST: usize = 20_000;

/// Cheap to clone; the clones remember together.
#[derive(Debug)]
pub(crate) struct Recent<T>(Arc<Mutex<HashMap<String, Known<T>>>>);

#[derive(Debug)]
struct Known<T> {
    /// How often it had been written when it was read.
    n_written: u64,
    read: Instant,
    value: T,
}

impl<T> Default for Recent<T> {
    fn default() -> Recent<T> {
        Recent(Arc::default())
    }
}

impl<T> Clone for Recent<T> {
    fn clone(&self) -> Recent<T> {
        Recent(self.0.clone())
    }
}

impl<T: Clone> Recent<T> {
    /// What was read under `key`, unless it was written since; `n_written` is of this moment.
    pub(crate) fn get(&self, key: &str, n_written: u64) -> Option<T> {
        let known = self.0.lock().expect("nobody panics while holding it");
        let known = known.get(key).filter(|known| known.n_written == n_written && known.read.elapsed() < MOMENT)?;
        Some(known.value.clone())
    }

    /// Remembers what was read; `n_written` is of the moment before it was read.
    pub(crate) fn put(&self, key: &str, n_written: u64, value: T) {
        let mut known = self.0.lock().expect("nobody panics while holding it");
        if known.len() >= AT_MOST {
            known.retain(|_, known| known.read.elapsed() < MOMENT);
        }
        if known.len() < AT_MOST {
            known.insert(key.to_owned(), Known { n_written, read: Instant::now(), value });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_since_is_not_remembered() {
        let recent = Recent::default();
        recent.put("a", 3, "read");
        assert_eq!(recent.get("a", 3), Some("read"));
        assert_eq!(recent.get("a", 4), None, "written since");
        recent.put("a", 3, "read before the fourth was written");
        assert_eq!(recent.get("a", 4), None);
        assert_eq!(recent.get("b", 3), None);
    }
}

//! Who holds the writer's turn. A task that asks for a second turn while it holds one would wait for itself; builds with
//! debug assertions tell it so at once.

use std::{
    sync::{Mutex, PoisonError},
    thread::{self, ThreadId},
};

use tokio::task;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Task(task::Id),
    /// Outside every task: what a runtime blocks on.
    Thread(ThreadId),
}

/// Empty in builds without debug assertions.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<Option<Asker>>);

impl Turns {
    /// Whether who asks now holds the turn.
    pub(crate) fn is_mine(&self) -> bool {
        cfg!(debug_assertions) && *self.0.lock().unwrap_or_else(PoisonError::into_inner) == Some(me())
    }

    pub(crate) fn take(&self) {
        self.set(Some(me()));
    }

    pub(crate) fn give_back(&self) {
        self.set(None);
    }

    fn set(&self, asker: Option<Asker>) {
        if cfg!(debug_assertions) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = asker;
        }
    }
}

fn me() -> Asker {
    task::try_id().map_or_else(|| Asker::Thread(thread::current().id()), Asker::Task)
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use crate::{StoreError, testing::on_both};

    #[tokio::test]
    async fn who_writes_already_is_told_at_once_and_others_wait() {
        on_both(|store| async move {
            let first = store.write().await.unwrap();
            assert!(matches!(store.write().await, Err(StoreError::Nested)));
            let other = tokio::spawn({
                let store = store.clone();
                async move { store.write().await?.commit().await }
            });
            first.commit().await.unwrap();
            other.await.unwrap().unwrap();
            drop(store.write().await.unwrap());
            store.write().await.expect("what was dropped is held no more").commit().await.unwrap();
        })
        .await;
    }
}

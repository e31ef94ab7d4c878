//! What this database is, and whether the storage below it still keeps what it is given.

use sqlx::AnyConnection;

use crate::{StoreError, journal::leaf};

/// The database's own id.
pub struct Installation<'a>(pub(crate) &'a mut AnyConnection);

impl Installation<'_> {
    /// Random, made once with the tables; a copy of the file has the same.
    pub async fn id(&mut self) -> Result<String, StoreError> {
        let id: Option<String> =
            sqlx::query_scalar("select id from installation order by id limit 1").fetch_optional(&mut *self.0).await?;
        id.ok_or_else(|| StoreError::corrupt("installation", "id", "the database has no id"))
    }

    /// Gives a database its id that has none yet.
    pub(crate) async fn name(&mut self) -> Result<(), StoreError> {
        sqlx::query(
            "insert into installation (id, n_probes) select cast($1 as text), 0
             where not exists (select 1 from installation)",
        )
        .bind(leaf::salt())
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// Writes something that says nothing.
    pub(crate) async fn probe(&mut self) -> Result<(), StoreError> {
        sqlx::query("update installation set n_probes = n_probes + 1").execute(&mut *self.0).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::{StoreError, testing::on_both};

    #[tokio::test]
    async fn a_database_keeps_its_id_and_shares_it_with_no_other() {
        let ids = std::sync::Mutex::new(Vec::new());
        for _ in 0..2 {
            on_both(|store| {
                let ids = &ids;
                async move {
                    let id = store.read().await.unwrap().installation().id().await.unwrap();
                    store.migrate().await.unwrap();
                    assert_eq!(store.read().await.unwrap().installation().id().await.unwrap(), id);
                    ids.lock().unwrap().push(id);
                }
            })
            .await;
        }
        let mut ids = ids.into_inner().unwrap();
        let n = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), n);
    }

    #[tokio::test]
    async fn a_frozen_store_takes_no_change_but_reads_and_keeps_traces() {
        on_both(|store| async move {
            store.freeze(true);
            assert!(matches!(store.write().await.err(), Some(StoreError::Frozen)));
            store.read().await.unwrap().orgs().all().await.unwrap();
            let mut db = store.write_anyway().await.unwrap();
            db.users().log("1", crate::testing::noon(), "zzb", "sign_in", "").await.unwrap();
            let noted = db.note(&crate::Actor::program(crate::testing::noon()), "thing.done", None, &[]).await;
            assert!(matches!(noted, Err(StoreError::Frozen)), "the journal takes nothing either");
            db.commit().await.unwrap();
            store.probe().await.unwrap();
            store.freeze(false);
            store.write().await.unwrap();
        })
        .await;
    }
}

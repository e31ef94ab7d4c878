//! What this installation decided about itself, by name.

use sqlx::AnyConnection;

use crate::StoreError;

/// Settings.
pub struct Settings<'a>(pub(crate) &'a mut AnyConnection);

impl Settings<'_> {
    pub async fn get(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        let query = sqlx::query_scalar("select value from settings where name = $1").bind(name);
        Ok(query.fetch_optional(&mut *self.0).await?)
    }

    pub async fn set(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "insert into settings (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
        )
        .bind(name)
        .bind(value)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::on_both;

    #[tokio::test]
    async fn the_last_value_stands() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            assert_eq!(db.settings().get("clock").await.unwrap(), None);
            db.settings().set("clock", "1").await.unwrap();
            db.settings().set("clock", "2").await.unwrap();
            assert_eq!(db.settings().get("clock").await.unwrap().as_deref(), Some("2"));
        })
        .await;
    }
}

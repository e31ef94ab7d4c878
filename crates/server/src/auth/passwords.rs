//! Argon2id, never on the threads that answer requests, and never more at once than there are cores.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Hashes and checks passwords.
#[derive(Clone)]
pub struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Passwords {
        let n_cores = std::thread::available_parallelism().map_or(2, usize::from);
        Passwords(Arc::new(Semaphore::new(n_cores)))
    }
}

/// Checked when the account is unknown, so that both answers take the same time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$YmFvbGVpLW5vYm9keQ$Jq8YmR0rCzxH9Yw2m4m0cHqk3zS1m9m1yN2m0bWn0aE";

impl Passwords {
    /// The PHC string to keep.
    pub async fn hash(&self, password: &str) -> anyhow::Result<String> {
        let _turn = self.0.acquire().await?;
        let password = password.to_owned();
        let hash =
            spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
        hash.await?.map_err(|error| anyhow::anyhow!("cannot hash: {error}"))
    }

    /// Whether `password` is the one behind `kept`; without `kept` it takes as long and says no.
    pub async fn verify(&self, password: &str, kept: Option<&str>) -> anyhow::Result<bool> {
        let _turn = self.0.acquire().await?;
        let password = password.to_owned();
        let kept = kept.filter(|kept| !kept.is_empty());
        let known = kept.is_some();
        let kept = kept.unwrap_or(NOBODY).to_owned();
        let right = spawn_blocking(move || {
            let parsed = PasswordHash::new(&kept).map_err(|error| anyhow::anyhow!("unreadable hash: {error}"))?;
            anyhow::Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        });
        Ok(right.await?? && known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn knows_the_right_password_only() {
        let passwords = Passwords::default();
        let hash = passwords.hash("钢铁-5521-堡垒").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.verify("钢铁-5521-堡垒", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("钢铁-5521-堡", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("钢铁-5521-堡垒", None).await.unwrap());
    }
}

//! Publishes a scheme: checked as a whole, then kept for ever.

use jiff::Timestamp;
use rating::{problem::Problem, scheme::Scheme};
use store::{Actor, Changed, Store, StoreError};

/// Why a scheme was not published.
#[derive(Debug)]
pub enum Refused {
    /// The document has errors; all of them.
    Problems(Vec<Problem>),
    /// This version is there already.
    Exists {
        title: String,
        version: String,
    },
    Store(StoreError),
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        Refused::Store(error)
    }
}

/// # Errors
/// See [`Refused`]; nothing is kept then.
pub async fn publish_scheme(store: &Store, text: &str, now: Timestamp) -> Result<Scheme, Refused> {
    let (scheme, _) = rating::scheme::read(text).map_err(Refused::Problems)?;
    let kept = store::Scheme {
        code: scheme.code.clone(),
        version: scheme.version.clone(),
        title: scheme.title.clone(),
        effective_from: scheme.effective_from.first_day(),
        text: text.to_owned(),
        published_at: Some(now),
    };
    let mut db = store.write().await?;
    match db.schemes().add(&kept).await {
        Err(StoreError::Conflict(_)) => {
            return Err(Refused::Exists { title: scheme.title, version: scheme.version });
        }
        other => other?,
    }
    let row = Changed::new("schemes", format!("{}/{}", kept.code, kept.version));
    db.note(&Actor::program(now), "scheme.published", None, &[row]).await?;
    db.commit().await?;
    Ok(scheme)
}

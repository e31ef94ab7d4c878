//! Results after an import: of a few branches in the transaction that keeps the rows, of many in a step of its own that
//! is owed until it is done.

use std::collections::BTreeSet;

use jiff::civil::Date;
use store::{Actor, Changed, Db, StoreError};

use crate::{
    AppState, ids,
    ops::{
        assess,
        rate_period::{Rated, Refused, rate_period},
    },
};

/// Up to so many branches are rated while whoever imports waits.
pub const FEW: usize = 50;

/// The name of the setting that says since which day results are owed: a day and a token, or nothing.
const OWED: &str = "rating_owed";

/// Why the new revisions are there.
const REASON: &str = "导入";

/// The branches whose evidence an import changed, and since which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    pub branches: BTreeSet<String>,
    pub since: Date,
}

impl Touched {
    /// Nothing in no branch is `None`.
    pub fn of(rows: impl IntoIterator<Item = (String, Date)>) -> Option<Touched> {
        let (mut branches, mut since) = (BTreeSet::new(), None::<Date>);
        for (branch, day) in rows {
            branches.insert(branch);
            since = Some(since.map_or(day, |known| known.min(day)));
        }
        since.map(|since| Touched { branches, since })
    }
}

/// How the results come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    /// They are in this transaction.
    Done { n_branches: usize },
    /// The worker makes them after the commit.
    Owed { n_branches: usize },
}

/// Rates what an import touched, or notes in its transaction that it is owed.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn rate_or_owe(app: &AppState, db: &mut Db, actor: &Actor, touched: &Touched) -> Result<Rating, Refused> {
    let n_branches = touched.branches.len();
    if n_branches > FEW {
        owe(db, actor, touched.since).await?;
        return Ok(Rating::Owed { n_branches });
    }
    for branch in &touched.branches {
        assess::branch_in(app, db, branch, touched.since, REASON).await?;
    }
    Ok(Rating::Done { n_branches })
}

/// Notes that the company's results since a day are owed.
///
/// # Errors
/// Those of the store.
pub async fn owe(db: &mut Db, actor: &Actor, since: Date) -> Result<(), StoreError> {
    let since = owed(db).await?.map_or(since, |(known, _)| known.min(since));
    // A new token: whoever is rating meanwhile does not take this for done.
    db.settings().set(OWED, &format!("{since} {}", ids::short())).await?;
    db.note(actor, "rating.owed", None, &[Changed::new("settings", OWED)]).await?;
    Ok(())
}

/// Since when results are owed, with the whole text of the setting.
///
/// # Errors
/// Those of the store.
pub async fn owed(db: &mut Db) -> Result<Option<(Date, String)>, StoreError> {
    let text = db.settings().get(OWED).await?.unwrap_or_default();
    let day = text.split_once(' ').and_then(|(day, _)| day.parse().ok());
    Ok(day.map(|day| (day, text)))
}

/// Rates every open period since the day for the whole company if that is owed; what was rated.
///
/// # Errors
/// Those of the store; a scheme that cannot be read. It is owed still then.
pub async fn run(app: &AppState) -> Result<Vec<Rated>, Refused> {
    let mut done = Vec::new();
    loop {
        let mut db = app.store.read().await?;
        let Some((since, text)) = owed(&mut db).await? else { return Ok(done) };
        let periods = assess::open_periods(&mut db, since, app.clock.today()).await?;
        drop(db);
        for period in periods {
            match rate_period(&app.store, &app.schemes, period, REASON, app.clock.now()).await {
                Ok(rated) => done.push(rated),
                Err(Refused::NoScheme(_) | Refused::NotAStage { .. } | Refused::NoBranches(_)) => {}
                Err(other) => return Err(other),
            }
        }
        let mut db = app.store.write().await?;
        if owed(&mut db).await?.is_some_and(|(_, now)| now == text) {
            db.settings().set(OWED, "").await?;
            let actor = Actor::program(app.clock.now());
            db.note(&actor, "rating.caught_up", None, &[Changed::new("settings", OWED)]).await?;
            db.commit().await?;
        }
    }
}

//! Hints for the reviewer of a record: like texts, like pictures, documents that came later. Never points.

use std::collections::HashSet;

use jiff::{Timestamp, ToSpan, civil::Date};
use ledger::{
    RecordBody,
    likeness::{self, Later, Overlap, Prose},
};
use store::{Actor, Changed, Db, LikePicture, LikeRecord, Record, Scope, SeenRecord, Store, StoreError};

/// How long ago the same branch may have written it.
const MONTHS_BACK: i32 = 15;
/// How far the records of sister branches lie apart.
const MONTHS_NEAR: i32 = 2;
/// Records that are read and compared, of the branch itself and of others.
const CANDIDATES: usize = 12;
/// Hints of one sort.
const MOST: usize = 6;

/// A like text.
#[derive(Debug, Clone, PartialEq)]
pub struct TextHint {
    pub record: LikeRecord,
    /// Of the same branch.
    pub own: bool,
    pub overlap: Overlap,
}

/// Everything that is worth a look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hints {
    /// Most in common first.
    pub texts: Vec<TextHint>,
    pub pictures: Vec<LikePicture>,
    pub later: Vec<Later>,
    /// Whether words were left out because many branches use them.
    pub common: bool,
}

/// Keeps the numbers by which the filing is found when another is reviewed.
///
/// # Errors
/// Those of the store.
pub async fn remember(db: &mut Db, record: &Record, body: &RecordBody) -> Result<(), StoreError> {
    // Most records say little; without names they say less still.
    let is_short = Prose::of(body, &[]).buckets().is_empty();
    if is_short {
        return if record.n_rounds > 1 { db.hints().replace(record, &[]).await } else { Ok(()) };
    }
    let lineage = db.orgs().lineage(&record.branch_id).await?;
    let spans = lineage.iter().flat_map(|org| &org.spans);
    let mut names: Vec<&str> = spans.map(|span| span.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let buckets = Prose::of(body, &names).buckets();
    db.hints().replace(record, &buckets).await
}

/// The setting that says that [`fill`] has been done.
const FILLED: &str = "hints_filled";
/// Records that are looked through in one transaction.
const PART: i64 = 200;

/// Once for a database whose records were filed before likenesses were kept: keeps them now. How many got any.
///
/// # Errors
/// Those of the store.
pub async fn fill(store: &Store, at: Timestamp) -> Result<usize, StoreError> {
    if store.read().await?.settings().get(FILLED).await?.is_some() {
        return Ok(0);
    }
    let (mut n, mut after) = (0, String::new());
    loop {
        let mut db = store.write().await?;
        let part = db.hints().without(&after, PART).await?;
        for (record, body) in &part {
            if !Prose::of(body, &[]).buckets().is_empty() {
                remember(&mut db, record, body).await?;
                n += 1;
            }
        }
        let Some((last, _)) = part.last() else {
            if after.is_empty() {
                // A new database: nothing to write down either.
                return Ok(0);
            }
            db.settings().set(FILLED, "1").await?;
            db.note(&Actor::program(at), "hints.filled", None, &[Changed::new("settings", FILLED)]).await?;
            db.commit().await?;
            return Ok(n);
        };
        after.clone_from(&last.id);
        db.commit().await?;
    }
}

/// Looks at a filed record. Of bodies that the caller may not read only what stands in this record as well is told;
/// whoever shows it leaves out their names.
///
/// # Errors
/// Those of the store.
pub async fn hints(db: &mut Db, scope: &Scope, seen: &SeenRecord, body: &RecordBody) -> Result<Hints, StoreError> {
    let record = &seen.record;
    let pictures = db.hints().pictures(scope, &record.id, MOST).await?;
    let Some(on) = record.on else { return Ok(Hints { pictures, ..Hints::default() }) };
    let back = (shifted(on, -MONTHS_BACK), on);
    let near = (shifted(on, -MONTHS_NEAR), shifted(on, MONTHS_NEAR));
    let own = db.hints().own(scope, record, back, CANDIDATES).await?;
    let sisters = db.hints().sisters(scope, record, near, CANDIDATES).await?;
    let ours = Prose::of(body, &[&seen.branch_name, &seen.unit_name]);
    let prose = |like: &LikeRecord| Prose::of(&like.body, &[&like.branch_name, &like.unit_name]);
    let others: Vec<(&str, Prose)> = sisters.iter().map(|like| (like.branch_id.as_str(), prose(like))).collect();
    let common = likeness::common(&ours, others.iter().map(|(branch, prose)| (*branch, prose)));
    let compared = |like: &LikeRecord, theirs: &Prose, own: bool, common: &HashSet<u64>| {
        let overlap = likeness::compare(&ours, theirs, common)?;
        Some(TextHint { record: like.clone(), own, overlap })
    };
    let mut texts: Vec<TextHint> =
        own.iter().filter_map(|like| compared(like, &prose(like), true, &HashSet::new())).collect();
    texts.extend(sisters.iter().zip(&others).filter_map(|(like, (_, theirs))| compared(like, theirs, false, &common)));
    texts.sort_by(|a, b| (b.overlap.characters, &a.record.id).cmp(&(a.overlap.characters, &b.record.id)));
    texts.truncate(MOST);
    Ok(Hints { texts, pictures, later: likeness::later(body), common: !common.is_empty() })
}

fn shifted(day: Date, months: i32) -> Date {
    day.checked_add(months.months()).unwrap_or(day)
}

//! The facts of a record: each new filing stands in the place of the one before.

use jiff::civil::Date;
use rating::{
    facts::{Fact, FactState},
    period::Period,
    scheme::Scheme,
};
use store::{Actor, Changed, Db, EnteredFact, Record};

use super::Refused;
use crate::ops::owed::duties_of;

const SOURCE: &str = "支部台账";

/// The day that places a fact in time.
fn day_of(fact: &Fact) -> Date {
    fact.counts_for.map_or(fact.on, Period::last_day)
}

/// Whether it came after the deadline of a duty that it meets.
pub(crate) fn is_late(scheme: &Scheme, fact: &Fact) -> bool {
    duties_of(scheme, &fact.key).any(|(_, duty)| {
        if !scheme.queries[duty.record].admits(scheme, fact) {
            return false;
        }
        let cycle = Period::holding(day_of(fact), duty.every);
        duty.is_late(&scheme.calendar, cycle, fact)
    })
}

/// The first day whose results a change of this record can move.
///
/// # Errors
/// Those of the store.
pub async fn since(db: &mut Db, record: &Record) -> Result<Option<Date>, store::StoreError> {
    let facts = db.facts().of_record(&record.id).await?;
    let days = facts.iter().flat_map(|entered| [day_of(&entered.fact), entered.fact.on]);
    Ok(days.chain(record.on).min())
}

/// A sealed result stands: no fact of its days is added, changed or taken away.
async fn open(db: &mut Db, days: impl IntoIterator<Item = Date>) -> Result<(), Refused> {
    let sealed = db.periods().list().await?;
    for day in days {
        if let Some(rated) = sealed.iter().find(|rated| rated.sealed && rated.period.holds(day)) {
            let title = rated.period.title();
            return Err(Refused::State(format!(
                "{title}的评定结果已封存，这一时期的记录不能再改变；如有异议，请按程序申诉。"
            )));
        }
    }
    Ok(())
}

/// Puts `fresh` in the place of the facts that stand for the record; what is met no longer is withdrawn.
pub(super) async fn replace(
    db: &mut Db,
    record: &Record,
    mut fresh: Vec<Fact>,
    who: &Actor,
) -> Result<Vec<Changed>, Refused> {
    let standing = db.facts().of_record(&record.id).await?;
    open(db, standing.iter().map(|old| day_of(&old.fact)).chain(fresh.iter().map(day_of)).collect::<Vec<_>>()).await?;
    let mut entered = Vec::new();
    for old in standing {
        match fresh.iter().position(|fact| fact.key == old.fact.key) {
            Some(place) => entered.push(entry(record, fresh.remove(place), Some(old.fact.id), who)),
            None if old.fact.state == FactState::Withdrawn => {}
            None => entered.push(marked(record, old, FactState::Withdrawn, who)),
        }
    }
    entered.extend(fresh.into_iter().map(|fact| entry(record, fact, None, who)));
    add(db, &entered).await
}

/// Puts copies in another state in the place of the valid or returned facts of the record.
pub(super) async fn mark(db: &mut Db, record: &Record, state: FactState, who: &Actor) -> Result<Vec<Changed>, Refused> {
    let standing = db.facts().of_record(&record.id).await?;
    open(db, standing.iter().map(|old| day_of(&old.fact)).collect::<Vec<_>>()).await?;
    let changes = |old: &EnteredFact| old.fact.state == FactState::Valid || state == FactState::Withdrawn;
    let changed = standing.into_iter().filter(|old| changes(old) && old.fact.state != state);
    let entered: Vec<EnteredFact> = changed.map(|old| marked(record, old, state, who)).collect();
    add(db, &entered).await
}

fn marked(record: &Record, old: EnteredFact, state: FactState, who: &Actor) -> EnteredFact {
    let short = ledger::Kind::parse(&old.fact.key).map_or("fact", ledger::Kind::short);
    let id = format!("{}-{short}-{}-{}", record.id, record.n_rounds + 1, state.word());
    let fact = Fact { id, state, ..old.fact.clone() };
    entry(record, fact, Some(old.fact.id), who)
}

fn entry(record: &Record, fact: Fact, replaces: Option<String>, who: &Actor) -> EnteredFact {
    EnteredFact {
        branch_id: record.branch_id.clone(),
        fact,
        source: SOURCE.to_owned(),
        entered_by: who.name.clone(),
        entered_at: who.at,
        replaces,
        record_id: Some(record.id.clone()),
    }
}

async fn add(db: &mut Db, entered: &[EnteredFact]) -> Result<Vec<Changed>, Refused> {
    db.facts().add(entered).await?;
    Ok(entered.iter().map(|entered| Changed::new("facts", &entered.fact.id)).collect())
}

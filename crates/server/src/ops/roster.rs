//! The roster as facts: members, committee, groups and activists are counted where they are kept, and the score follows.

use jiff::{ToSpan, civil::Date};
use ledger::roster::{Figures, Stood, Stretch, wanted};
use rating::{
    facts::{Fact, FactKind, FactState},
    number::Number,
    period::{Cycle, Period},
};
use store::{Actor, Changed, Db, EnteredFact};

use crate::{
    AppState, ids,
    ops::{
        assess::{self, Assessed},
        rate_period::{Refused, in_force},
    },
};

const SOURCE: &str = "党员名册";

/// Call it after every change of a branch's roster, in the same transaction: writes down what the roster now says from
/// `since` on where a rule reads it, and rates the branch again. Sealed periods keep what they were sealed with.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn settle(
    app: &AppState,
    db: &mut Db,
    branch_id: &str,
    since: Date,
    who: &Actor,
) -> Result<Vec<Assessed>, Refused> {
    let scheme = match in_force(db, &app.schemes, Period::holding(app.clock.today(), Cycle::Month)).await {
        Ok(scheme) => scheme,
        Err(Refused::NoScheme(_) | Refused::NotAStage { .. }) => return Ok(Vec::new()),
        Err(other) => return Err(other),
    };
    let is_read = |key: &&str| scheme.class(key).is_some_and(|class| class.kind == FactKind::Roster);
    let keys: Vec<&str> = Figures::KEYS.into_iter().filter(is_read).collect();
    let since = first_open(db, since).await?;
    let stretches = stretches(app, db, branch_id, since).await?;
    let names: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    let known = db.facts().evidence_among(&[branch_id.to_owned()], &names).await?;
    let mut entered: Vec<EnteredFact> = Vec::new();
    for key in keys {
        let of_key = known.iter().filter(|known| known.fact.key == key && known.fact.state == FactState::Valid);
        let standing: Vec<Stood> = of_key.map(|known| stood(&known.fact)).collect();
        for wanted in wanted(key, &stretches, &standing) {
            let fact = Fact {
                id: format!("m{}", ids::short()),
                key: key.to_owned(),
                kind: FactKind::Roster,
                on: wanted.on,
                counts_for: None,
                filed_on: Some(app.clock.today()),
                state: FactState::Valid,
                title: format!("{}（按党员名册）", wanted.title),
                numbers: [("value".to_owned(), Number::whole(wanted.value))].into(),
                tags: Default::default(),
            };
            entered.push(EnteredFact {
                branch_id: branch_id.to_owned(),
                fact,
                source: SOURCE.to_owned(),
                entered_by: who.name.clone(),
                entered_at: who.at,
                replaces: wanted.replaces,
                record_id: None,
            });
        }
    }
    if entered.is_empty() {
        return Ok(Vec::new());
    }
    db.facts().add(&entered).await?;
    let rows: Vec<Changed> = entered.iter().map(|entered| Changed::new("facts", &entered.fact.id)).collect();
    db.note(who, "roster.counted", Some(branch_id), &rows).await?;
    assess::branch_in(app, db, branch_id, since, "名册变动").await
}

/// `since`, or the first day after the last sealed period if that is later.
async fn first_open(db: &mut Db, since: Date) -> Result<Date, Refused> {
    let rated = db.periods().list().await?;
    let sealed = rated.iter().filter(|rated| rated.sealed).map(|rated| rated.period.last_day());
    Ok(sealed.max().map_or(since, |last| since.max(last.saturating_add(1.day()))))
}

/// The days on which the branch's roster says something else, before and after this transaction.
async fn stretches(app: &AppState, db: &mut Db, branch_id: &str, since: Date) -> Result<Vec<Stretch>, Refused> {
    // What others see until this transaction is committed.
    let mut committed = app.store.read().await?;
    let mut days = vec![since];
    days.extend(committed.members().figure_days(branch_id, since).await?);
    days.extend(db.members().figure_days(branch_id, since).await?);
    days.sort_unstable();
    days.dedup();
    let mut stretches = Vec::with_capacity(days.len());
    for from in days {
        let before = committed.members().figures(branch_id, from).await?;
        let after = db.members().figures(branch_id, from).await?;
        stretches.push(Stretch { from, before, after });
    }
    Ok(stretches)
}

fn stood(fact: &Fact) -> Stood {
    Stood { id: fact.id.clone(), on: fact.on, value: fact.numbers.get("value").map(|value| value.floor()) }
}

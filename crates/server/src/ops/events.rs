//! The register of bonus, deduction and veto events: propose, and what approval would do.

use jiff::civil::Date;
use rating::{
    facts::{Fact, FactKind, FactState},
    period::{Cycle, Period},
};
use store::{Actor, Db, EnteredFact, Event, Proposed as _, Role, StoreError};

use super::{
    assess::{self, Assessed},
    places::Place,
    proposals::{self, Decided, Refused},
};
use crate::AppState;

impl Decided for Event {
    const WORD: &'static str = "event";
    const NAME: &'static str = "加减分事项";

    fn title(&self) -> &str {
        &self.title
    }

    fn about(&self) -> String {
        format!("{}，文号{}", self.on, self.document)
    }

    fn link(&self) -> String {
        format!("/events?event={}", self.id)
    }

    fn period(&self) -> Period {
        Period::holding(self.on, Cycle::Month)
    }

    fn since(&self) -> Date {
        self.on
    }

    fn fact(&self, who: &Actor) -> EnteredFact {
        EnteredFact {
            branch_id: self.branch_id.clone(),
            fact: Fact {
                id: format!("{}-{}", Event::FACT, self.id),
                key: self.class.clone(),
                kind: FactKind::Event,
                on: self.on,
                counts_for: None,
                filed_on: Some(crate::clock::china_day(who.at)),
                state: FactState::Valid,
                title: self.title.clone(),
                numbers: self.numbers.clone(),
                tags: self.tags.clone(),
            },
            source: format!("加减分登记：{}", self.document),
            entered_by: who.name.clone(),
            entered_at: who.at,
            replaces: None,
            record_id: None,
        }
    }
}

/// Enters a proposal and tells who has to decide.
///
/// # Errors
/// `Duplicate`, `Sealed`; those of the store.
pub async fn propose(db: &mut Db, who: &Actor, event: &Event, from_branch: bool, today: Date) -> Result<(), Refused> {
    proposals::refuse_sealed(db, event.period()).await?;
    db.events().add(event).await.map_err(|error| match error {
        StoreError::Conflict("event") => Refused::Duplicate(format!(
            "文号“{}”在该支部同类事项中已登记过，同一文件只计一次；请在登记列表中核对。",
            event.document
        )),
        other => other.into(),
    })?;
    db.note(who, "event.proposed", Some(&event.branch_id), &[event.row()]).await?;
    let place = Place::of(db, &event.branch_id, today).await?.ok_or(Refused::Missing)?;
    let text = format!("{}提出，{}，{}。", who.name, place.branch_name, event.about());
    let decider = match place.unit_id {
        Some(unit) if from_branch => (unit, Role::Unit),
        _ => (place.company_id, Role::Organisation),
    };
    Ok(proposals::ask(db, event, decider, text).await?)
}

/// What approval would do to the branch's open periods; nothing is kept.
///
/// # Errors
/// `Sealed`; those of the store.
pub async fn preview(app: &AppState, who: &Actor, event: &Event) -> Result<Vec<Assessed>, Refused> {
    let mut db = app.store.write().await?;
    proposals::refuse_sealed(&mut db, event.period()).await?;
    db.facts().add(&[event.fact(who)]).await?;
    Ok(assess::branch_in(app, &mut db, &event.branch_id, event.on, "预估").await?)
}

//! Exceptions from duties: asked by the branch, decided by the superior, honoured by the rating.

use jiff::civil::Date;
use rating::{
    facts::{Fact, FactKind, FactState},
    period::Period,
};
use store::{Actor, Db, EnteredFact, Exception, Proposed as _, Role, StoreError};

use super::{
    org_flags::FlagCode,
    places::Place,
    proposals::{self, Decided, Refused},
};
use crate::clock::china_day;

impl Decided for Exception {
    const WORD: &'static str = "exception";
    const NAME: &'static str = "例外申请";

    fn title(&self) -> &str {
        &self.duty_name
    }

    fn about(&self) -> String {
        self.period.title()
    }

    fn link(&self) -> String {
        format!("/exceptions?exception={}", self.id)
    }

    fn period(&self) -> Period {
        self.period
    }

    fn since(&self) -> Date {
        self.period.first_day()
    }

    fn fact(&self, who: &Actor) -> EnteredFact {
        EnteredFact {
            branch_id: self.branch_id.clone(),
            fact: Fact {
                id: format!("{}-{}", Exception::FACT, self.id),
                // What lifts a flag is named after it; no rule of a scheme reads it.
                key: FlagCode::parse(&self.duty).map_or("exception", FlagCode::word).to_owned(),
                kind: FactKind::Exception,
                on: self.period.last_day(),
                counts_for: Some(self.period),
                filed_on: Some(china_day(who.at)),
                state: FactState::Valid,
                title: format!("例外：{}", self.reason),
                numbers: Default::default(),
                tags: [("duty".to_owned(), self.duty.clone())].into(),
            },
            source: "例外申请".to_owned(),
            entered_by: who.name.clone(),
            entered_at: who.at,
            replaces: None,
            record_id: None,
        }
    }
}

/// Enters a request and tells the superior.
///
/// # Errors
/// `Duplicate`, `Sealed`; those of the store.
pub async fn ask(db: &mut Db, who: &Actor, exception: &Exception, today: Date) -> Result<(), Refused> {
    let period = exception.period;
    proposals::refuse_sealed(db, period).await?;
    db.exceptions().add(exception).await.map_err(|error| match error {
        StoreError::Conflict("exception") => Refused::Duplicate(format!(
            "“{}”在{}已有待审批或已批准的例外；请在列表中核对。",
            exception.duty_name,
            period.title()
        )),
        other => other.into(),
    })?;
    db.note(who, "exception.asked", Some(&exception.branch_id), &[exception.row()]).await?;
    let place = Place::of(db, &exception.branch_id, today).await?.ok_or(Refused::Missing)?;
    let text = format!("{}，{}。理由：{}", place.branch_name, period.title(), exception.reason);
    let decider = match place.unit_id {
        Some(unit) => (unit, Role::Unit),
        None => (place.company_id, Role::Organisation),
    };
    Ok(proposals::ask(db, exception, decider, text).await?)
}

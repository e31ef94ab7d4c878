//! Rows as scorecards: in full from the body, or as a bare result from the columns.

use rating::{
    points::Points,
    scorecard::{Award, Scorecard, State},
};
use sqlx::any::AnyRow;

use super::KeptScorecard;
use crate::{StoreError, text::Reading};

pub(crate) const fn state_word(state: State) -> &'static str {
    match state {
        State::Final => "final",
        State::Waiting => "waiting",
        State::NotRated => "not_rated",
    }
}

pub(crate) fn read_state(reading: &Reading<'_>) -> Result<State, StoreError> {
    match reading.get::<String>("state")?.as_str() {
        "final" => Ok(State::Final),
        "waiting" => Ok(State::Waiting),
        "not_rated" => Ok(State::NotRated),
        other => Err(reading.corrupt(format!("state `{other}`"))),
    }
}

pub(super) fn read_result(row: &AnyRow) -> Result<Scorecard, StoreError> {
    let reading = Reading::new(row, "scorecards", "branch_id");
    let star: Option<i64> = reading.get("star")?;
    let target: Option<i64> = reading.get("star_target")?;
    let name: Option<String> = reading.get("star_name")?;
    let award = star.map(|star| Award {
        star: star as u8,
        target: target.unwrap_or(star) as u8,
        name: name.unwrap_or_default(),
        reasons: Vec::new(),
        labels: Vec::new(),
        honours: false,
        consequences: Vec::new(),
    });
    let points = |column| reading.get(column).map(Points::from_thousandths);
    Ok(Scorecard {
        branch: reading.get("branch_id")?,
        unit: reading.get("unit_id")?,
        category: reading.get("category")?,
        period: reading.period("period")?,
        scheme: reading.get("scheme")?,
        version: reading.get("version")?,
        state: read_state(&reading)?,
        state_note: reading.get("state_note")?,
        lines: Vec::new(),
        summary: Vec::new(),
        base: points("base")?,
        possible: Points::ZERO,
        pending: Points::ZERO,
        bonus: points("bonus")?,
        without_bonus: points("without_bonus")?,
        deduction: points("deduction")?,
        total: points("total")?,
        indices: reading.json("indices")?,
        blocks: Vec::new(),
        sections: Vec::new(),
        vetoes: Vec::new(),
        rank: reading.get::<Option<i64>>("place")?.map(|place| place as u32),
        from_bottom: reading.get::<Option<i64>>("place_from_last")?.map(|place| place as u32),
        of: reading.get::<i64>("n_placed")? as u32,
        award,
        outputs: Vec::new(),
    })
}

pub(super) fn read(row: &AnyRow) -> Result<KeptScorecard, StoreError> {
    let reading = Reading::new(row, "scorecards", "branch_id");
    Ok(KeptScorecard {
        card: reading.json("body")?,
        revision: reading.get("revision")?,
        rated_at: reading.time("rated_at")?,
    })
}

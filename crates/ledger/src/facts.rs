//! A record as facts: one for each duty that the event meets.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rating::{
    facts::{Fact, FactKind, FactState},
    number::Number,
    period::Period,
};

use crate::{Count, Kind, RecordBody, appraisal::grades, count};

/// Where the facts come from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    pub record_id: &'a str,
    /// Which filing of the record, from 1; facts of different filings have different ids.
    pub round: i64,
    pub kind: Kind,
    /// The day of arrival that decides between on time and late.
    pub filed_on: Date,
}

/// The facts of a filed record; none if it has no day.
pub fn facts(source: Source<'_>, body: &RecordBody) -> Vec<Fact> {
    let Some(on) = body.day() else { return Vec::new() };
    let kinds = body.kinds(source.kind);
    let fact = |kind: &Kind| Fact {
        id: format!("{}-{}-{}", source.record_id, kind.short(), source.round),
        key: kind.word().to_owned(),
        kind: FactKind::Record,
        on,
        counts_for: kind.is_of_a_year().then(|| body.counts_for.as_deref()?.parse::<Period>().ok()).flatten(),
        filed_on: Some(source.filed_on),
        state: FactState::Valid,
        title: body.titled(source.kind),
        numbers: numbers(*kind, body),
        tags: tags(*kind, body),
    };
    kinds.iter().map(fact).collect()
}

fn numbers(kind: Kind, body: &RecordBody) -> BTreeMap<String, Number> {
    let mut numbers: BTreeMap<String, Number> = BTreeMap::new();
    let mut put = |field: &str, value: usize| {
        numbers.insert(field.to_owned(), Number::whole(value as i64));
    };
    let topics = |chosen: fn(&crate::Agenda) -> bool| body.agenda.iter().filter(|agenda| chosen(agenda)).count();
    if matches!(kind, Kind::MembersMeeting | Kind::CommitteeMeeting | Kind::ThemeDay)
        && let Some(Count { entitled, present, .. }) = count(kind, body)
    {
        put("present", present as usize);
        put("entitled", entitled as usize);
    }
    match kind {
        Kind::MembersMeeting | Kind::CommitteeMeeting => put("major", topics(|agenda| agenda.major)),
        Kind::ThemeDay => put("study", topics(|agenda| agenda.study)),
        Kind::Appraisal => {
            let grades = grades(body);
            put("members", grades.graded as usize);
            put("excellent", grades.excellent as usize);
        }
        Kind::Dues => {
            if let (Some(paid), Some(payable)) = (body.paid, body.payable) {
                put("paid", paid as usize);
                put("payable", payable as usize);
            }
        }
        _ => {}
    }
    numbers
}

fn tags(kind: Kind, body: &RecordBody) -> BTreeMap<String, String> {
    let word = match kind {
        Kind::ThemeDay => body.theme.clone().map(|theme| ("theme", theme)),
        Kind::Lecture => body.lecturer.as_ref().map(|lecturer| ("lecturer", lecturer.role.clone())),
        _ => None,
    };
    word.into_iter().map(|(field, word)| (field.to_owned(), word)).collect()
}

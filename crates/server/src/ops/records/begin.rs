//! A new record: who is expected comes from the roster, the rest from the last one of its kind if that is wished.

use jiff::civil::Date;
use ledger::{Agenda, Attendance, Attendee, Graded, Kind, RecordBody};
use store::{Actor, Changed, Db, Record, RecordState, RosterMember, Standing, StoreError};

use super::describe;

/// What a new record begins from.
pub struct Start<'a> {
    pub id: String,
    pub branch_id: &'a str,
    pub kind: Kind,
    pub on: Option<Date>,
    pub today: Date,
    /// A record to copy what stays the same from.
    pub copied: Option<RecordBody>,
}

/// A draft with everything in it that need not be typed; nothing is written yet.
///
/// # Errors
/// Those of the store.
pub async fn draft(db: &mut Db, start: Start<'_>, who: &Actor) -> Result<Record, StoreError> {
    let Start { id, branch_id, kind, on, today, copied } = start;
    let roster = db.members().roster(branch_id, on.unwrap_or(today)).await?;
    let mut body = copied.map(copy).unwrap_or_default();
    body.on = on.map(|day| day.to_string());
    if kind.is_of_a_year() {
        // Meetings of a year are often held in the first months of the next.
        let day = on.unwrap_or(today);
        let year = if day.month() <= 3 && kind != Kind::WorkPlan { day.year() - 1 } else { day.year() };
        body.counts_for = Some(year.to_string());
    }
    if kind.is_meeting() {
        body.attendance = expected(kind, body.group_id.as_deref(), &roster).map(attendee).collect();
    }
    if kind == Kind::Appraisal || body.also.contains(&Kind::Appraisal) {
        body.grades = roster.iter().map(graded).collect();
    }
    if kind == Kind::Dues {
        body.payable = u32::try_from(roster.len()).ok();
    }
    if body.chair.is_none() && kind.is_meeting() {
        body.chair = roster.iter().find(|member| member.post.is_some()).map(|member| member.name.clone());
    }
    let mut record = Record {
        id,
        branch_id: branch_id.to_owned(),
        kind,
        state: RecordState::Draft,
        rev: 1,
        title: String::new(),
        on: None,
        counts_for: None,
        also: Vec::new(),
        group_id: None,
        entitled: None,
        present: None,
        late: false,
        n_rounds: 0,
        first_filed_at: None,
        filed_at: None,
        filed_by: None,
        entered_by: who.name.clone(),
        reason: None,
        saved_at: who.at,
        has_draft: true,
        draft: None,
    };
    describe(&mut record, &body);
    record.draft = Some(body);
    Ok(record)
}

/// Writes a new draft down.
///
/// # Errors
/// Those of the store.
pub async fn begin(db: &mut Db, record: &Record, who: &Actor) -> Result<(), StoreError> {
    db.records().add(std::slice::from_ref(record)).await?;
    db.note(who, "record.begun", Some(&record.branch_id), &[Changed::new("records", &record.id)]).await?;
    Ok(())
}

/// Whom a record of this kind expects.
pub fn expected<'a>(
    kind: Kind,
    group: Option<&'a str>,
    roster: &'a [RosterMember],
) -> impl Iterator<Item = &'a RosterMember> {
    roster.iter().filter(move |member| match kind {
        Kind::CommitteeMeeting => member.in_committee,
        Kind::GroupMeeting => group.is_none() || member.group.as_deref() == group,
        _ => true,
    })
}

fn attendee(member: &RosterMember) -> Attendee {
    Attendee {
        member_id: Some(member.id.clone()),
        name: member.name.clone(),
        voter: member.votes,
        // Who came is for the secretary to say; nobody is present unasked.
        status: Attendance::Absent,
        reason: None,
    }
}

fn graded(member: &RosterMember) -> Graded {
    Graded {
        member_id: Some(member.id.clone()),
        name: member.name.clone(),
        probationary: member.standing == Standing::Probationary,
        ..Graded::default()
    }
}

/// What stays the same from one meeting to the next. Results, people and files belong to their own day.
fn copy(body: RecordBody) -> RecordBody {
    let agenda = body.agenda.into_iter().map(|agenda| Agenda {
        topic: agenda.topic,
        major: agenda.major,
        study: agenda.study,
        ..Agenda::default()
    });
    RecordBody {
        start: body.start,
        end: body.end,
        place: body.place,
        online: body.online,
        chair: body.chair,
        recorder: body.recorder,
        group_id: body.group_id,
        observers: body.observers,
        agenda: agenda.collect(),
        also: body.also,
        theme: body.theme,
        form: body.form,
        lecturer: body.lecturer,
        hours: body.hours,
        ..RecordBody::default()
    }
}

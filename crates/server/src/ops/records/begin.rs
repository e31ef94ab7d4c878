//! A new record: who is expected comes from the roster, the rest from the last one of its kind if that is wished.

use jiff::civil::Date;
use ledger::{Agenda, Attendance, Attendee, Graded, Kind, RecordBody};
use rating::period::{Cycle, Period};
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
    /// The branch's last record of the kind: the usual hours, place and people.
    pub last: Option<RecordBody>,
}

/// A draft with everything in it that need not be typed; nothing is written yet.
///
/// # Errors
/// Those of the store.
pub async fn draft(db: &mut Db, start: Start<'_>, who: &Actor) -> Result<Record, StoreError> {
    let Start { id, branch_id, kind, on, today, copied, last } = start;
    let day = on.unwrap_or(today);
    let roster = db.members().roster(branch_id, day).await?;
    let is_copied = copied.is_some();
    let mut body = copied.map(copy).or_else(|| last.map(usual)).unwrap_or_default();
    body.on = Some(day.to_string());
    if kind == Kind::GroupMeeting && !is_copied {
        body.group_id = next_group(db, branch_id, day, &roster).await?;
    }
    if kind.is_of_a_year() {
        // Meetings of a year are often held in the first months of the next.
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

/// The first group that has not met in the month of the day; none where all have.
async fn next_group(
    db: &mut Db,
    branch_id: &str,
    day: Date,
    roster: &[RosterMember],
) -> Result<Option<String>, StoreError> {
    let mut groups: Vec<&str> = roster.iter().filter_map(|member| member.group.as_deref()).collect();
    groups.sort_unstable();
    groups.dedup();
    let month = Period::holding(day, Cycle::Month);
    let held = db.records().held(branch_id, month.first_day(), month.last_day(), false).await?;
    let has_met = |group: &&&str| held.iter().any(|record| record.group_id.as_deref() == Some(**group));
    Ok(groups.iter().find(|group| !has_met(group)).map(|group| (*group).to_owned()))
}

/// Hours, place and people are usually those of the last time; what was discussed is not.
fn usual(body: RecordBody) -> RecordBody {
    RecordBody {
        start: body.start,
        end: body.end,
        place: body.place,
        online: body.online,
        chair: body.chair,
        recorder: body.recorder,
        form: body.form,
        hours: body.hours,
        ..RecordBody::default()
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

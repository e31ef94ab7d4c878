//! Heads: who was expected, who came, who was left out.

use crate::{Attendance, Kind, RecordBody};

/// The numbers of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    pub entitled: u32,
    pub present: u32,
    /// Not counted as entitled, by a decision of the meeting.
    pub left_out: u32,
}

/// `None` where nobody is named and no number is given. A meeting that decides counts those with the right to vote;
/// any other counts everybody who was expected.
pub fn count(kind: Kind, body: &RecordBody) -> Option<Count> {
    if body.attendance.is_empty() {
        return Some(Count { entitled: body.entitled?, present: body.present?, left_out: 0 });
    }
    let mut count = Count::default();
    for attendee in body.attendance.iter().filter(|attendee| attendee.voter || !kind.counts_voters()) {
        match attendee.status {
            Attendance::Present => {
                count.entitled += 1;
                count.present += 1;
            }
            Attendance::Absent => count.entitled += 1,
            Attendance::LeftOut => count.left_out += 1,
        }
    }
    Some(count)
}

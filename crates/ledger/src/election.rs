//! Elections: ballots, candidates and who is elected.

use crate::{Candidate, Count, RecordBody};

/// More candidates than seats by at least a fifth (差额比例不少于 20%).
pub(crate) fn enough_candidates(body: &RecordBody) -> Option<bool> {
    let seats = u64::from(body.seats?);
    let candidates = body.candidates.len() as u64;
    (candidates > 0).then(|| candidates * 5 >= seats * 6)
}

/// A count is valid only if no more ballots came back than went out.
pub(crate) fn ballots_valid(body: &RecordBody) -> Option<bool> {
    Some(body.ballots_in? <= body.ballots_out?)
}

/// Those with more than half of the votes of those present, most votes first, no more than there are seats; where a tie
/// at the last seat leaves it open, nobody of the tie is elected.
pub(crate) fn elected(body: &RecordBody, count: Count) -> Vec<&Candidate> {
    let enough = |candidate: &&Candidate| u64::from(candidate.votes) * 2 > u64::from(count.present);
    let mut with_enough: Vec<&Candidate> = body.candidates.iter().filter(enough).collect();
    with_enough.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.name.cmp(&b.name)));
    let seats = body.seats.map_or(with_enough.len(), |seats| seats as usize);
    if let Some(next) = with_enough.get(seats).map(|next| next.votes) {
        with_enough.truncate(seats);
        with_enough.retain(|candidate| candidate.votes > next);
    }
    with_enough
}

//! Ledger records behind the record facts: who was there, what was on the agenda, who filed and who accepted it.

use std::collections::HashMap;

use jiff::{Timestamp, ToSpan, civil::Date};
use ledger::{Agenda, Attendance, Attendee, Grade, Graded, Kind, Lecturer, Pair, PairClass, RecordBody};
use rating::facts::{Fact, FactKind, FactState};
use store::{EnteredFact, MemberPost, Membership, Record, RecordState, Round, RoundAct, Standing};

use super::{accounts::Accounts, book::office_hours, company::Plan, rng::Rng, roster::Roster, words};

/// Records with their history.
pub type Records = Vec<(Record, Vec<Round>)>;

/// A record for every record fact; the fact is told its record.
pub(super) fn records(plan: &Plan, roster: &Roster, facts: &mut [EnteredFact], seed: u64, now: Timestamp) -> Records {
    let people = People::of(roster);
    let mut records = Records::new();
    let mut accounts = Accounts::default();
    for (n, entered) in facts.iter_mut().enumerate() {
        let kind = Kind::parse(&entered.fact.key).filter(|_| entered.fact.kind == FactKind::Record);
        let place = plan.branches.iter().position(|branch| branch.id == entered.branch_id);
        let (Some(kind), Some(place)) = (kind, place) else { continue };
        let branch = &plan.branches[place];
        entered.record_id = Some(entered.fact.id.clone());
        let clerk = plan.clerks.iter().find(|(unit, _)| *unit == branch.unit).map_or("", |(_, name)| name.as_str());
        let mut hand = Hand { people: &people, rng: Rng::of(seed, "records", n as u64), by: &entered.entered_by };
        let mut body = hand.body(kind, &entered.branch_id, &entered.fact);
        if kind == Kind::ThemeDay {
            body.account = Some(accounts.write(place, entered.fact.on, &mut Rng::of(seed, "accounts", n as u64)));
        }
        let unit = (format!("unit{}", branch.unit.trim_start_matches(char::is_alphabetic)), clerk.to_owned());
        records.push(history(kind, entered, body, unit, &mut hand.rng, now));
    }
    records.extend(drafts(plan, &people, seed, now));
    records
}

struct People<'a> {
    by_branch: HashMap<&'a str, Vec<(&'a Membership, &'a str)>>,
    /// By body and member.
    posts: HashMap<(&'a str, &'a str), Vec<&'a MemberPost>>,
}

impl<'a> People<'a> {
    fn of(roster: &'a Roster) -> People<'a> {
        let names: HashMap<&str, &str> =
            roster.members.iter().map(|member| (member.id.as_str(), member.name.as_str())).collect();
        let mut people = People { by_branch: HashMap::new(), posts: HashMap::new() };
        for span in &roster.memberships {
            let name = names[span.member_id.as_str()];
            people.by_branch.entry(&span.branch_id).or_default().push((span, name));
        }
        for post in &roster.posts {
            people.posts.entry((&post.org_id, &post.member_id)).or_default().push(post);
        }
        people
    }

    /// Everybody on the day.
    fn on(&self, branch: &str, day: Date) -> Vec<(&'a Membership, &'a str)> {
        let all = self.by_branch.get(branch).map(Vec::as_slice).unwrap_or_default();
        let here = |span: &Membership| span.from <= day && span.until.is_none_or(|until| until > day);
        all.iter().filter(|(span, _)| here(span)).copied().collect()
    }

    fn in_committee(&self, branch: &str, member: &str, day: Date) -> bool {
        let held = self.posts.get(&(branch, member)).map(Vec::as_slice).unwrap_or_default();
        let now = |post: &MemberPost| post.from <= day && post.until.is_none_or(|until| until > day);
        held.iter().any(|post| post.post.in_committee() && now(post))
    }
}

/// Writes one body.
struct Hand<'a> {
    people: &'a People<'a>,
    rng: Rng,
    by: &'a str,
}

impl Hand<'_> {
    fn body(&mut self, kind: Kind, branch: &str, fact: &Fact) -> RecordBody {
        let number = |field: &str| fact.numbers.get(field).and_then(|n| n.to_string().parse::<u32>().ok());
        let subject = fact.title.split_once('：').map_or(fact.title.as_str(), |(_, subject)| subject).to_owned();
        let mut body = RecordBody {
            title: Some(fact.title.clone()),
            on: Some(fact.on.to_string()),
            counts_for: fact.counts_for.map(|period| period.year().to_string()),
            ..RecordBody::default()
        };
        if !kind.is_meeting() {
            body.account = Some(self.rng.pick(words::ACCOUNTS).to_string());
        } else {
            body.start = Some(self.rng.pick(&["08:30", "14:00", "14:30", "15:00", "16:30"]).to_string());
            body.place = Some(self.rng.pick(words::PLACES).to_string());
            body.chair = Some(self.by.to_owned());
            body.agenda.push(Agenda { topic: subject.clone(), ..Agenda::default() });
        }
        let mut all = self.people.on(branch, fact.on);
        match kind {
            Kind::CommitteeMeeting => {
                all.retain(|(span, _)| self.people.in_committee(branch, &span.member_id, fact.on))
            }
            Kind::GroupMeeting => {
                let ordinal =
                    ["一", "二", "三", "四"].iter().position(|sign| fact.title.contains(&format!("第{sign}党")));
                let group = format!("{branch}-{}", ordinal.unwrap_or(0) + 1);
                all.retain(|(span, _)| span.group_id.as_deref() == Some(&group));
                body.group_id = Some(group);
            }
            _ => {}
        }
        if kind.is_meeting() && kind != Kind::Appraisal {
            self.attend(kind, &all, number("entitled"), number("present"), &mut body);
        }
        match kind {
            Kind::MembersMeeting | Kind::CommitteeMeeting => {
                body.agenda[0].resolution = Some(self.rng.pick(words::RESOLUTIONS).to_string());
                for n in 0..number("major").unwrap_or(0) {
                    let topic = words::MAJOR[(self.rng.within(0, words::MAJOR.len() as i64 - 1) as usize + n as usize)
                        % words::MAJOR.len()];
                    body.agenda.push(Agenda { topic: topic.to_owned(), major: true, ..Agenda::default() });
                }
            }
            Kind::ThemeDay => {
                body.theme = fact.tags.get("theme").cloned();
                for _ in 0..number("study").unwrap_or(0) {
                    let topic = self.rng.pick(words::STUDIES).to_string();
                    body.agenda.push(Agenda { topic, study: true, ..Agenda::default() });
                }
            }
            Kind::Lecture => {
                let role = fact.tags.get("lecturer").cloned().unwrap_or_else(|| "secretary".to_owned());
                let name = match role.as_str() {
                    "member" if all.len() > 1 => all[self.rng.within(1, all.len() as i64 - 1) as usize].1.to_owned(),
                    "leader" => "上级党委委员".to_owned(),
                    _ => self.by.to_owned(),
                };
                body.lecturer = Some(Lecturer { name, role });
                body.hours = Some("1".to_owned());
            }
            Kind::Appraisal => grade(&all, number("members"), number("excellent"), &mut body),
            Kind::OrgLifeMeeting => body.talks_held = Some(self.rng.within(8, 30) as u32),
            Kind::Dues => (body.paid, body.payable) = (number("paid"), number("payable")),
            Kind::Talk => {
                let pair = |(a, b): (&(&Membership, &str), &(&Membership, &str))| Pair {
                    one: a.1.to_owned(),
                    other: b.1.to_owned(),
                    class: PairClass::CommitteeMember,
                };
                body.pairs = all.iter().zip(all.iter().skip(1)).take(6).map(pair).collect();
            }
            _ => {}
        }
        body
    }

    /// Ticks as many as the fact says; where the roster does not reach so far, the numbers alone.
    fn attend(
        &mut self,
        kind: Kind,
        all: &[(&Membership, &str)],
        entitled: Option<u32>,
        present: Option<u32>,
        body: &mut RecordBody,
    ) {
        let votes = |span: &Membership| span.standing.votes();
        let counted = all.iter().filter(|(span, _)| !kind.counts_voters() || votes(span)).count() as u32;
        let entitled = entitled.unwrap_or(counted);
        let present = present.unwrap_or_else(|| entitled - self.rng.within(0, i64::from(entitled / 8)) as u32);
        // Small meetings that no rule counts are kept by their numbers.
        let uncounted = matches!(kind, Kind::GroupMeeting | Kind::Lecture);
        if uncounted || entitled > counted || present > entitled {
            (body.entitled, body.present) = (Some(entitled), Some(present));
            return;
        }
        // The first are the committee: who is away is found among the others.
        let (mut left_out, mut absent, mut left) = (counted - entitled, entitled - present, counted);
        let mut attendance: Vec<Attendee> = Vec::with_capacity(all.len());
        for (span, name) in all.iter().rev() {
            let counts = !kind.counts_voters() || votes(span);
            let away = counts && (self.rng.chance(400) || left <= left_out + absent);
            left -= u32::from(counts);
            let (status, reason) = match (away, left_out, absent) {
                (true, 1.., _) => {
                    left_out -= 1;
                    (Attendance::LeftOut, Some(self.rng.pick(words::LEFT_OUT).to_string()))
                }
                (true, 0, 1..) => {
                    absent -= 1;
                    (Attendance::Absent, Some(self.rng.pick(words::ABSENT).to_string()))
                }
                _ => (Attendance::Present, None),
            };
            let member_id = Some(span.member_id.clone());
            attendance.push(Attendee { member_id, name: (*name).to_owned(), voter: votes(span), status, reason });
        }
        attendance.reverse();
        body.attendance = attendance;
    }
}

fn grade(all: &[(&Membership, &str)], members: Option<u32>, excellent: Option<u32>, body: &mut RecordBody) {
    let (members, excellent) = (members.unwrap_or(0), excellent.unwrap_or(0));
    let mut graded = 0;
    for (span, name) in all {
        let probationary = span.standing != Standing::Full;
        if !probationary && graded == members {
            continue;
        }
        let grade = match probationary {
            true => None,
            false if graded < excellent => Some(Grade::Excellent),
            false => Some(Grade::Qualified),
        };
        graded += u32::from(!probationary);
        body.grades.push(Graded {
            member_id: Some(span.member_id.clone()),
            name: (*name).to_owned(),
            probationary,
            self_done: true,
            peer_done: true,
            grade,
            ballots: Vec::new(),
        });
    }
    if u64::from(excellent) * 3 > u64::from(members) {
        body.grades_reason = Some("当年集体获公司表彰，经上级党委同意增加一名".to_owned());
    }
}

/// What happened to the record: filed, then accepted, returned, or still in the queue.
fn history(
    kind: Kind,
    entered: &EnteredFact,
    body: RecordBody,
    unit: (String, String),
    rng: &mut Rng,
    now: Timestamp,
) -> (Record, Vec<Round>) {
    let fact = &entered.fact;
    let account = format!("branch{}", entered.branch_id.trim_start_matches(char::is_alphabetic));
    let mut rounds = vec![Round {
        n: 1,
        at: entered.entered_at,
        account: account.clone(),
        name: entered.entered_by.clone(),
        act: RoundAct::Filed,
        reason: None,
        body: Some(body.clone()),
    }];
    let reviewed_on = fact.filed_on.unwrap_or(fact.on).checked_add(rng.within(2, 9).days()).unwrap_or(fact.on);
    let reviewed_at = office_hours(reviewed_on, rng.within(0, 400));
    let (state, reason) = match fact.state {
        FactState::Returned => {
            let why = fact.title.split_once("退回：").map_or("内容不完整", |(_, why)| why.trim_end_matches('）'));
            (RecordState::Returned, Some(why.to_owned()))
        }
        _ if reviewed_at <= now && rng.chance(930) => (RecordState::Accepted, None),
        _ => (RecordState::Filed, None),
    };
    let act = match state {
        RecordState::Returned => Some(RoundAct::Returned),
        RecordState::Accepted => Some(RoundAct::Accepted),
        _ => None,
    };
    if let Some(act) = act {
        let (account, name) = unit;
        rounds.push(Round { n: 2, at: reviewed_at.min(now), account, name, act, reason: reason.clone(), body: None });
    }
    let count = ledger::count(kind, &body);
    let record = Record {
        id: fact.id.clone(),
        branch_id: entered.branch_id.clone(),
        kind,
        state,
        rev: rounds.len() as i64,
        title: fact.title.clone(),
        on: Some(fact.on),
        counts_for: body.counts_for.clone(),
        also: Vec::new(),
        group_id: body.group_id.clone(),
        entitled: count.map(|count| i64::from(count.entitled)),
        present: count.map(|count| i64::from(count.present)),
        // Told by the scheme when the company is loaded.
        late: false,
        n_rounds: rounds.len() as i64,
        first_filed_at: Some(entered.entered_at),
        filed_at: Some(entered.entered_at),
        filed_by: Some(account),
        entered_by: entered.entered_by.clone(),
        reason,
        saved_at: rounds.last().map_or(entered.entered_at, |round| round.at),
        has_draft: false,
        draft: None,
    };
    (record, rounds)
}

/// A lecture that some secretaries have begun to write down.
fn drafts(plan: &Plan, people: &People<'_>, seed: u64, now: Timestamp) -> Records {
    let today = crate::clock::china_day(now);
    let begun = plan.branches.iter().enumerate().filter(|(n, branch)| n % 4 == 0 && branch.closed.is_none());
    begun
        .map(|(n, branch)| {
            let mut rng = Rng::of(seed, "drafts", n as u64);
            let subject = rng.pick(words::LECTURES);
            let mut body = RecordBody {
                on: Some(today.to_string()),
                place: Some(rng.pick(words::PLACES).to_string()),
                agenda: vec![Agenda { topic: subject.to_string(), ..Agenda::default() }],
                lecturer: Some(Lecturer { name: branch.secretary.clone(), role: "secretary".to_owned() }),
                ..RecordBody::default()
            };
            let all = people.on(&branch.id, today);
            Hand { people, rng, by: &branch.secretary }.attend(Kind::Lecture, &all, None, None, &mut body);
            let count = ledger::count(Kind::Lecture, &body);
            let record = Record {
                id: format!("{}-draft-1", branch.id),
                branch_id: branch.id.clone(),
                kind: Kind::Lecture,
                state: RecordState::Draft,
                rev: 1,
                title: body.titled(Kind::Lecture),
                on: Some(today),
                counts_for: None,
                also: Vec::new(),
                group_id: None,
                entitled: count.map(|count| i64::from(count.entitled)),
                present: count.map(|count| i64::from(count.present)),
                late: false,
                n_rounds: 0,
                first_filed_at: None,
                filed_at: None,
                filed_by: None,
                entered_by: branch.secretary.clone(),
                reason: None,
                saved_at: now,
                has_draft: true,
                draft: Some(body),
            };
            (record, Vec::new())
        })
        .collect()
}

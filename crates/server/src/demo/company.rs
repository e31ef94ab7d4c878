//! Bodies, people and what each branch is like: lasting strengths, trends, and the stories of the demonstration.

use jiff::civil::{Date, date};
use store::{Org, OrgKind, Span};

use super::{
    layout::{ADMINISTRATION, AUXILIARY, COMPANY, MARKET, NON_PUBLIC, PRODUCTION, UNITS},
    people::People,
    rng::Rng,
};

/// The first day with records; the company and most branches are older.
pub(super) const START: Date = date(2025, 7, 1);
pub(super) const N_MONTHS: i16 = 15;

/// A branch and what its records are made from.
#[derive(Debug, Clone)]
pub(super) struct Branch {
    pub(super) id: String,
    /// Without the ending 党支部.
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) unit_name: &'static str,
    pub(super) secretary: String,
    /// Category from each day on.
    pub(super) categories: Vec<(Date, &'static str)>,
    pub(super) founded: Date,
    pub(super) closed: Option<Date>,
    pub(super) members: i64,
    /// Members without probationary ones.
    pub(super) full_members: i64,
    pub(super) groups: i64,
    pub(super) has_committee: bool,
    pub(super) story: Option<Story>,
    /// Strengths in hundredths of a standard deviation.
    pub(super) order: i64,
    pub(super) output: i64,
    pub(super) service: i64,
    /// Change of all strengths in a month.
    pub(super) trend: i64,
    /// Number of the chance streams; twins share one.
    pub(super) stream: u64,
}

/// What somebody who looks closely finds in the demonstration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// Climbs from the rear to the front.
    Climbs,
    /// A larger accident in March 2026.
    Accident,
    /// A serious injury in November 2025.
    Injury,
    /// Does everything and files it late.
    Late,
    /// Founded in February 2026.
    New,
    /// Auxiliary until March 2026, non-public from April on.
    Restructured,
    /// Closed at the end of 2025, its members went to the branch after it.
    Merged,
    /// Took in the members of the closed one.
    Enlarged,
    /// The same in all things as another one: an exact tie.
    Twin,
    /// Falls behind through 2026.
    Falls,
}

const STORIES: &[(&str, Story)] = &[
    ("二号高炉炉前作业区", Story::Climbs),
    ("煤气净化作业区", Story::Accident),
    ("北山铁矿穿爆作业区", Story::Injury),
    ("铁运车务作业区", Story::Late),
    ("氢能利用作业区", Story::New),
    ("废钢加工作业区", Story::Restructured),
    ("1780线成品作业区", Story::Merged),
    ("1780线精整作业区", Story::Enlarged),
    ("一棒精整作业区", Story::Twin),
    ("二棒精整作业区", Story::Twin),
    ("汽运一作业区", Story::Twin),
    ("汽运二作业区", Story::Twin),
    ("建安土建一项目部", Story::Twin),
    ("建安土建二项目部", Story::Twin),
    ("二镀锌作业区", Story::Falls),
];

impl Branch {
    pub(super) fn category_on(&self, day: Date) -> &'static str {
        let known = self.categories.iter().rev().find(|(from, _)| *from <= day);
        known.or(self.categories.first()).map_or(PRODUCTION, |(_, category)| category)
    }

    pub(super) fn exists_on(&self, day: Date) -> bool {
        self.founded <= day && self.closed.is_none_or(|closed| day < closed)
    }
}

pub(super) struct Plan {
    pub(super) orgs: Vec<Org>,
    pub(super) branches: Vec<Branch>,
    /// Unit id and the name of its committee's clerk.
    pub(super) clerks: Vec<(String, String)>,
}

pub(super) fn plan(seed: u64) -> Plan {
    let mut people = People::new(seed);
    let long_ago = date(2008, 7, 1);
    let mut plan = Plan { orgs: Vec::new(), branches: Vec::new(), clerks: Vec::new() };
    plan.orgs.push(body("c01", OrgKind::Company, long_ago, None, COMPANY, 1, people.name()));
    let mut n_generals = 0;
    for (unit_idx, unit) in UNITS.iter().enumerate() {
        let unit_id = format!("u{:02}", unit_idx + 1);
        let name = format!("{}党委", unit.name);
        let place = unit_idx as i64 + 1;
        plan.orgs.push(body(&unit_id, OrgKind::Unit, long_ago, Some("c01"), &name, place, people.name()));
        plan.clerks.push((unit_id.clone(), people.name()));
        let mut place = 0;
        for part in unit.parts {
            let mut parent = unit_id.clone();
            if !part.general.is_empty() {
                n_generals += 1;
                place += 1;
                parent = format!("g{n_generals:02}");
                let name = format!("{}党总支", part.general);
                plan.orgs.push(body(&parent, OrgKind::General, long_ago, Some(&unit_id), &name, place, people.name()));
            }
            for name in part.branches.split(' ') {
                place += 1;
                let number = plan.branches.len() + 1;
                let branch = branch(seed, number as u64, name, &unit_id, unit.name, part.category, people.name());
                let successor = people.name();
                plan.orgs.push(branch_body(seed, &branch, &parent, place, successor));
                plan.branches.push(branch);
            }
        }
    }
    plan
}

fn body(id: &str, kind: OrgKind, founded: Date, parent: Option<&str>, name: &str, place: i64, head: String) -> Org {
    let span = Span {
        from: founded,
        parent: parent.map(str::to_owned),
        name: name.to_owned(),
        category: None,
        position: place,
        secretary: Some(head),
        n_members: None,
        has_committee: Some(true),
        term_ends: Some(date(2028, 6, 30)),
    };
    Org { id: id.to_owned(), kind, founded_on: founded, closed_on: None, spans: vec![span] }
}

fn branch(
    seed: u64,
    number: u64,
    name: &str,
    unit: &str,
    unit_name: &'static str,
    category: &'static str,
    secretary: String,
) -> Branch {
    let story = STORIES.iter().find(|(of, _)| *of == name).map(|(_, story)| *story);
    // The second of a pair of twins stands next to the first in the list of stories.
    let twins: Vec<&str> = STORIES.iter().filter(|(_, story)| *story == Story::Twin).map(|(of, _)| *of).collect();
    let pair = twins.iter().position(|twin| *twin == name).map(|place| 9_000 + place as u64 / 2);
    let stream = pair.unwrap_or(number);
    let mut rng = Rng::of(seed, "branch", stream);
    let members = match category {
        PRODUCTION => rng.within(14, 34),
        AUXILIARY => rng.within(12, 33),
        ADMINISTRATION => rng.within(8, 27),
        MARKET => rng.within(5, 25),
        _ => rng.within(5, 24),
    };
    let probationary = if members >= 10 { rng.within(0, 2) } else { 0 };
    // One lasting strength in common, one of its own in each field.
    let common = rng.bell(75);
    let mut strength = || common + rng.bell(60);
    let (order, output, service) = (strength(), strength(), strength());
    let trend = rng.bell(4);
    let old = date(rng.within(2009, 2021) as i16, rng.within(1, 12) as i8, 1);
    let mut branch = Branch {
        id: format!("b{number:03}"),
        name: name.to_owned(),
        unit: unit.to_owned(),
        unit_name,
        secretary,
        categories: vec![(old, category)],
        founded: old,
        closed: None,
        members,
        full_members: members - probationary,
        groups: match members {
            30.. => 4,
            22.. => 3,
            15.. => 2,
            _ => 0,
        },
        has_committee: members - probationary >= 7,
        story,
        order,
        output,
        service,
        trend,
        stream,
    };
    shape(&mut branch);
    branch
}

/// What its story makes of a branch.
fn shape(branch: &mut Branch) {
    let Some(story) = branch.story else { return };
    match story {
        Story::Climbs => (branch.order, branch.output, branch.service, branch.trend) = (-60, -50, -50, 21),
        Story::Falls => (branch.order, branch.output, branch.service, branch.trend) = (40, 40, 30, -20),
        Story::Accident => (branch.order, branch.output, branch.service, branch.trend) = (120, 110, 90, 0),
        Story::Injury => (branch.order, branch.output, branch.service) = (30, 40, 20),
        Story::Late => (branch.order, branch.output, branch.service) = (40, 80, 80),
        Story::New => {
            let day = date(2026, 2, 15);
            (branch.founded, branch.categories) = (day, vec![(day, AUXILIARY)]);
            (branch.members, branch.full_members, branch.groups, branch.has_committee) = (9, 8, 0, true);
            (branch.order, branch.output, branch.service) = (60, 70, 60);
        }
        Story::Restructured => branch.categories.push((date(2026, 4, 1), NON_PUBLIC)),
        Story::Merged => {
            branch.closed = Some(date(2026, 1, 1));
            (branch.members, branch.full_members, branch.groups, branch.has_committee) = (11, 11, 0, true);
        }
        Story::Enlarged => (branch.members, branch.full_members, branch.groups) = (16, 16, 2),
        Story::Twin => {
            // So strong that each pair stands at the edge of a quota in the second quarter of 2026.
            let strength = match branch.stream {
                9_000 => 98,
                9_001 => 102,
                _ => 96,
            };
            (branch.order, branch.output, branch.service, branch.trend) = (strength, strength, strength, 0);
        }
    }
}

/// The day on which the members of the closed branch came over.
pub(super) const MERGER: Date = date(2026, 1, 1);
pub(super) const MEMBERS_MOVED: i64 = 11;

fn branch_body(seed: u64, branch: &Branch, parent: &str, place: i64, successor: String) -> Org {
    let mut rng = Rng::of(seed, "body", branch.stream);
    let first = Span {
        from: branch.founded,
        parent: Some(parent.to_owned()),
        name: format!("{}党支部", branch.name),
        category: Some(branch.categories[0].1.to_owned()),
        position: place,
        secretary: Some(branch.secretary.clone()),
        n_members: Some(branch.members),
        has_committee: Some(branch.has_committee),
        term_ends: Some(date(rng.within(2026, 2028) as i16, rng.within(11, 12) as i8, 1).last_of_month()),
    };
    let mut spans = vec![first.clone()];
    let mut then = |from: Date, change: &dyn Fn(&mut Span)| {
        let mut span = spans[spans.len() - 1].clone();
        span.from = from;
        change(&mut span);
        spans.push(span);
    };
    match branch.story {
        Some(Story::Restructured) => then(branch.categories[1].0, &|span| {
            span.category = Some(NON_PUBLIC.to_owned());
            span.name = "废钢加工公司（混改）党支部".to_owned();
        }),
        Some(Story::Enlarged) => then(MERGER, &|span| {
            span.n_members = Some(branch.members + MEMBERS_MOVED);
            span.name = "1780线精整成品作业区党支部".to_owned();
        }),
        Some(_) => (),
        // Now and then a secretary moves on.
        None if rng.chance(50) => {
            let day = date(2026, rng.within(1, 8) as i8, 1);
            then(day, &|span| span.secretary = Some(successor.clone()));
        }
        None => (),
    }
    Org { id: branch.id.clone(), kind: OrgKind::Branch, founded_on: branch.founded, closed_on: branch.closed, spans }
}

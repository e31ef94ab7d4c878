//! The burden meter: what a scheme asks of a usual branch in a year. It reads schemes and rosters, never who did how much.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use ledger::Kind;
use rating::{
    facts::{Branch, Fact, FactKind, FactState},
    number::Number,
    period::{Cycle, Period},
    scheme::{Duty, FactClass, Scheme},
};
use store::{Db, EnteredFact, Scope, StoreError};

use crate::ops::owed::{Owing, Standing, class_of, classes};

/// Branches of each category whose rosters stand for all.
const SAMPLE: i64 = 15;

/// One duty in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyLoad {
    pub duty: usize,
    pub times: i64,
    /// It depends on figures that the usual branch does not have.
    pub waits: bool,
    /// No item reads it: it is asked for nothing.
    pub unread: bool,
}

/// Events of one sort in a year: one record each, whatever it counts as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub kinds: Vec<Kind>,
    pub n: i64,
}

/// What one category of branch has to do in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    pub category: usize,
    /// Only those that the branch itself records.
    pub duties: Vec<DutyLoad>,
    /// Records if each kind were recorded for itself.
    pub separate: i64,
    /// The fewest records: one that meets several duties is one.
    pub events: Vec<Event>,
    /// Required fields in those records.
    pub fields: i64,
    /// Attachments that must be handed in.
    pub attachments: i64,
}

impl Load {
    pub fn records(&self) -> i64 {
        self.events.iter().map(|event| event.n).sum()
    }
}

/// The middle figures of the rosters of each category, by class: from a sample of the branches in the caller's reach.
pub type Rosters = HashMap<String, BTreeMap<String, Number>>;

/// The rosters that duties of the scheme are told from, as they stand today.
///
/// # Errors
/// Those of the store.
pub async fn rosters(db: &mut Db, scope: &Scope, scheme: &Scheme) -> Result<Rosters, StoreError> {
    let sample = db.efforts().sample(scope, SAMPLE).await?;
    let ids: Vec<String> = sample.iter().map(|(id, _)| id.clone()).collect();
    let told = classes(scheme);
    let rosters = scheme.classes.iter().filter(|class| class.kind == FactKind::Roster && told.contains(&class.key));
    let keys: Vec<String> = rosters.map(|class| class.key.clone()).collect();
    let facts = db.facts().evidence_among(&ids, &keys).await?;
    let category: HashMap<&str, &str> = sample.iter().map(|(id, category)| (id.as_str(), category.as_str())).collect();
    Ok(middle(&facts, &category, scope.today()))
}

/// The middle of the latest figures of each class and category.
fn middle(facts: &[EnteredFact], category: &HashMap<&str, &str>, today: Date) -> Rosters {
    // In order of day, so that the later figure takes the place of the earlier one.
    let mut latest: BTreeMap<(&str, &str), &Number> = BTreeMap::new();
    for entered in facts.iter().filter(|entered| entered.fact.kind == FactKind::Roster && entered.fact.on <= today) {
        if let Some(number) = entered.fact.numbers.get("value") {
            latest.insert((&entered.fact.key, &entered.branch_id), number);
        }
    }
    let mut figures: BTreeMap<(&str, &str), Vec<&Number>> = BTreeMap::new();
    for ((key, branch), number) in latest {
        if let Some(category) = category.get(branch) {
            figures.entry((category, key)).or_default().push(number);
        }
    }
    let mut rosters = Rosters::new();
    for ((category, key), mut numbers) in figures {
        numbers.sort();
        let number = *numbers[(numbers.len() - 1) / 2];
        rosters.entry(category.to_owned()).or_default().insert(key.to_owned(), number);
    }
    rosters
}

/// Whether the branch itself records facts of this class; what others enter is no work of its own.
pub fn is_own(class: &FactClass) -> bool {
    class.by.contains("支部")
}

/// What the scheme asks of a usual branch of each category in the year of `today`.
pub fn loads(scheme: &Scheme, rosters: &Rosters, today: Date) -> Vec<Load> {
    let year = Period::holding(today, Cycle::Year);
    (0..scheme.categories.len()).map(|category| load(scheme, category, rosters, year)).collect()
}

fn load(scheme: &Scheme, category: usize, rosters: &Rosters, year: Period) -> Load {
    let code = &scheme.categories[category].code;
    let founded = year.shifted(-5).first_day();
    let branch = Branch {
        id: "usual".to_owned(),
        name: "一般支部".to_owned(),
        unit: "usual".to_owned(),
        categories: vec![(founded, code.clone())],
        founded,
        closed: None,
    };
    let figures = rosters.get(code).into_iter().flatten();
    let facts: Vec<Fact> = figures.map(|(key, number)| roster(key, number, founded)).collect();
    let owing = Owing::of(scheme, &branch, &facts, year.last_day());
    let mut load = Load { category, duties: Vec::new(), separate: 0, events: Vec::new(), fields: 0, attachments: 0 };
    let mut records: BTreeMap<Kind, i64> = BTreeMap::new();
    for (n, duty) in scheme.duties.iter().enumerate() {
        let class = &scheme.classes[scheme.queries[duty.record].class];
        let (Some(owing), true) = (&owing, is_own(class)) else { continue };
        let cells = owing.cells(n, year);
        let times = cells.iter().map(|cell| cell.owed).sum();
        let waits = cells.iter().any(|cell| cell.standing == Standing::Waiting);
        if times > 0 || waits {
            load.duties.push(DutyLoad { duty: n, times, waits, unread: is_unread(scheme, n) });
        }
        // Several duties on one kind are met by the same records.
        if let Some(kind) = Kind::parse(class_of(scheme, duty)) {
            let most = records.entry(kind).or_default();
            *most = (*most).max(times);
        }
    }
    load.separate = records.values().sum();
    load.events = together(records);
    for event in &load.events {
        let fields: BTreeSet<&str> = event.kinds.iter().flat_map(|kind| ledger::needed(scheme, *kind)).collect();
        load.attachments += event.n * i64::from(fields.contains("file_ids"));
        load.fields += event.n * fields.len() as i64;
    }
    load
}

fn is_unread(scheme: &Scheme, duty: usize) -> bool {
    !scheme.items.iter().flat_map(|item| &item.rules).any(|rule| rule.reads().duties.contains(&duty))
}

fn roster(key: &str, number: &Number, on: Date) -> Fact {
    Fact {
        id: format!("usual-{key}"),
        key: key.to_owned(),
        kind: FactKind::Roster,
        on,
        counts_for: None,
        filed_on: None,
        state: FactState::Valid,
        title: key.to_owned(),
        numbers: [("value".to_owned(), *number)].into(),
        tags: BTreeMap::new(),
    }
}

/// The fewest events for so many records of each kind: whatever may be one event is one.
fn together(mut records: BTreeMap<Kind, i64>) -> Vec<Event> {
    let mut hosts: Vec<Kind> = records.keys().copied().collect();
    hosts.sort_by_key(|kind| (std::cmp::Reverse(kind.may_also_be().len()), *kind));
    let mut events: BTreeMap<Vec<Kind>, i64> = BTreeMap::new();
    for host in hosts {
        let n = records.remove(&host).unwrap_or(0);
        let mut guests: Vec<(Kind, i64)> = Vec::new();
        for guest in host.may_also_be() {
            if let Some(left) = records.get_mut(guest).filter(|left| **left > 0) {
                let met = n.min(*left);
                *left -= met;
                guests.push((*guest, met));
            }
        }
        for nth in 0..n {
            let also = guests.iter().filter(|(_, met)| nth < *met).map(|(guest, _)| *guest);
            *events.entry(std::iter::once(host).chain(also).collect()).or_default() += 1;
        }
    }
    events.into_iter().map(|(kinds, n)| Event { kinds, n }).collect()
}

/// What the new version asks more than the one before, in sentences; empty when it asks no more.
pub fn warnings(scheme: &Scheme, loads: &[Load], before: Option<(&Scheme, &[Load])>) -> Vec<String> {
    let mut said = Vec::new();
    let mut duties_said = BTreeSet::new();
    for load in loads {
        let category = &scheme.categories[load.category];
        if load.attachments > 0 {
            said.push(format!("{}：办法要求提交附件，请确认是否确有必要。", category.name));
        }
        for duty in load.duties.iter().filter(|duty| duty.unread) {
            if duties_said.insert(duty.duty) {
                let name = &scheme.duties[duty.duty].name;
                said.push(format!("职责“{name}”没有任何考核项读取，建议删去或写明用途。"));
            }
        }
        let Some((older, older_loads)) = before else { continue };
        let Some(other) = older_loads.iter().find(|other| older.categories[other.category].code == category.code)
        else {
            continue;
        };
        for duty in &load.duties {
            let rule = &scheme.duties[duty.duty];
            match times_before(older, other, rule) {
                0 if duty.times > 0 => {
                    said.push(format!("{}：新增职责“{}”，每年{}次。", category.name, rule.name, duty.times));
                }
                n if n < duty.times => {
                    said.push(format!("{}：“{}”由每年{n}次增加到{}次。", category.name, rule.name, duty.times));
                }
                _ => {}
            }
        }
        if load.fields > other.fields {
            let (now, then) = (load.fields, other.fields);
            said.push(format!("{}：每年必填项由{then}项增加到{now}项。", category.name));
        }
    }
    said
}

/// How often the older scheme asked the same duty in a year.
pub fn times_before(older: &Scheme, load: &Load, duty: &Duty) -> i64 {
    let same = |other: &&DutyLoad| older.duties[other.duty].code == duty.code;
    load.duties.iter().find(same).map_or(0, |other| other.times)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme(text: &str) -> Scheme {
        rating::scheme::read(text).unwrap().0
    }

    fn full() -> Scheme {
        scheme(include_str!("../../../../schemes/5521/scheme.yaml"))
    }

    fn today() -> Date {
        "2026-10-16".parse().unwrap()
    }

    fn with(groups: i64, has_committee: i64) -> Rosters {
        let figures = [("groups", groups), ("has_committee", has_committee), ("activists", 1)];
        let figures = figures.map(|(key, value)| (key.to_owned(), Number::whole(value))).into();
        [("production".to_owned(), figures)].into()
    }

    fn production(scheme: &Scheme, rosters: &Rosters) -> Load {
        let category = scheme.category("production").unwrap();
        loads(scheme, rosters, today()).into_iter().find(|load| load.category == category).unwrap()
    }

    fn times(scheme: &Scheme, load: &Load, code: &str) -> i64 {
        let duty = scheme.duties.iter().find(|duty| duty.code == code).unwrap();
        times_before(scheme, load, duty)
    }

    #[test]
    fn group_meetings_are_counted_by_group_and_none_where_there_are_no_groups() {
        let scheme = full();
        let two = production(&scheme, &with(2, 1));
        assert_eq!(times(&scheme, &two, "group_monthly"), 24);
        assert_eq!(times(&scheme, &two, "committee_monthly"), 12);
        let none = production(&scheme, &with(0, 0));
        assert_eq!((times(&scheme, &none, "group_monthly"), times(&scheme, &none, "committee_monthly")), (0, 0));
        assert!(none.records() < two.records() && none.fields < two.fields);
    }

    #[test]
    fn several_duties_on_one_meeting_are_one_record_and_joined_events_are_one() {
        let scheme = full();
        let load = production(&scheme, &with(1, 1));
        let theme_days: i64 =
            load.events.iter().filter(|event| event.kinds[0] == Kind::ThemeDay).map(|event| event.n).sum();
        assert_eq!(theme_days, 12, "study and integrity are met by the same theme days");
        assert!(load.records() < load.separate);
        assert!(!load.events.iter().any(|event| event.kinds[0] == Kind::Lecture), "lectures go with theme days");
        assert!(load.events.iter().any(|event| event.kinds == [Kind::OrgLifeMeeting, Kind::Appraisal]));
    }

    #[test]
    fn no_attachment_is_asked() {
        let scheme = full();
        assert!(loads(&scheme, &with(2, 1), today()).iter().all(|load| load.attachments == 0));
    }

    #[test]
    fn what_the_superior_enters_is_no_work_of_the_branch() {
        let scheme = full();
        let load = production(&scheme, &with(1, 1));
        assert_eq!(times(&scheme, &load, "secretary_report_yearly"), 0);
    }

    #[test]
    fn a_draft_that_asks_more_is_warned_of_and_one_that_asks_less_is_not() {
        let (now, rosters) = (full(), with(1, 1));
        let text = include_str!("../../../../schemes/5521/scheme.yaml");
        let more = scheme(&text.replacen(
            "    record: lecture\n    every: quarter",
            "    record: lecture\n    every: month",
            1,
        ));
        let (loads_now, loads_more) = (loads(&now, &rosters, today()), loads(&more, &rosters, today()));
        let said = warnings(&more, &loads_more, Some((&now, &loads_now)));
        assert!(said.iter().any(|said| said.contains("“党课每季度一次”由每年4次增加到12次")), "{said:?}");
        assert_eq!(warnings(&now, &loads_now, Some((&more, &loads_more))), Vec::<String>::new());
        assert_eq!(warnings(&now, &loads_now, None), Vec::<String>::new());
    }

    #[test]
    fn the_usual_branch_has_the_middle_roster() {
        let fact = |branch: &str, on: &str, value: i64| EnteredFact {
            branch_id: branch.to_owned(),
            fact: roster("groups", &Number::whole(value), on.parse().unwrap()),
            source: String::new(),
            entered_by: String::new(),
            entered_at: jiff::Timestamp::UNIX_EPOCH,
            replaces: None,
            record_id: None,
        };
        let facts = [
            fact("B1", "2025-01-01", 9),
            fact("B1", "2026-01-01", 2),
            fact("B2", "2026-01-01", 3),
            fact("B3", "2026-01-01", 5),
            fact("B3", "2027-01-01", 1),
        ];
        let category = [("B1", "production"), ("B2", "production"), ("B3", "production")].into();
        let found = middle(&facts, &category, today());
        assert_eq!(found["production"]["groups"], Number::whole(3), "of 2, 3 and 5");
    }
}

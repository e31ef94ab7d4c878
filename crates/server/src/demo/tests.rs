use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use store::{OrgKind, Post, Standing};

use super::*;

/// The company that `baolei demo` loads.
static COMPANY: LazyLock<Company> = LazyLock::new(|| generate(5521));

#[test]
fn is_the_same_for_the_same_seed() {
    let again = generate(5521);
    assert!(again.orgs == COMPANY.orgs && again.facts == COMPANY.facts && again.months == COMPANY.months);
    let people = |company: &Company| -> Vec<String> {
        company
            .accounts
            .iter()
            .map(|account| format!("{} {} {:?}", account.account, account.name, account.roles))
            .collect()
    };
    assert_eq!(people(&again), people(&COMPANY));
    let other = generate(1);
    assert!(other.facts != COMPANY.facts && people(&other) != people(&COMPANY));
}

#[test]
fn has_the_promised_size() {
    let company = &*COMPANY;
    let branches: Vec<&Org> = company.orgs.iter().filter(|org| org.kind == OrgKind::Branch).collect();
    assert_eq!(branches.len(), 303);
    let members: i64 =
        branches.iter().filter(|org| org.closed_on.is_none()).filter_map(|org| org.spans.last()?.n_members).sum();
    assert!((5_500..=6_500).contains(&members), "{members} members");
    assert!((125_000..=165_000).contains(&company.facts.len()), "{} facts", company.facts.len());
    assert_eq!(company.months.len(), 15);
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    for org in &branches {
        *categories.entry(org.spans[0].category.as_deref().unwrap()).or_default() += 1;
    }
    assert_eq!(categories.len(), 5, "{categories:?}");
    assert!(categories.values().all(|n| *n >= 30), "{categories:?}");
}

#[test]
fn holds_together() {
    let company = &*COMPANY;
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for org in &company.orgs {
        for span in &org.spans {
            assert!(span.parent.as_deref().is_none_or(|parent| known.contains(parent)), "{} before its parent", org.id);
        }
        assert!(known.insert(&org.id), "{} twice", org.id);
    }
    let names: BTreeSet<&str> = company.orgs.iter().map(|org| org.spans[0].name.as_str()).collect();
    assert_eq!(names.len(), company.orgs.len(), "bodies share a name");
    let ids: BTreeSet<&str> = company.facts.iter().map(|entered| entered.fact.id.as_str()).collect();
    assert_eq!(ids.len(), company.facts.len(), "facts share an id");
    let by_id: BTreeMap<&str, &Org> = company.orgs.iter().map(|org| (org.id.as_str(), org)).collect();
    for entered in &company.facts {
        let org = by_id[entered.branch_id.as_str()];
        let fact = &entered.fact;
        assert!(fact.on >= org.founded_on, "{} before its branch", fact.id);
        assert!(org.closed_on.is_none_or(|closed| fact.on < closed), "{} after its branch", fact.id);
    }
    for account in &company.accounts {
        assert!(account.roles.iter().all(|(_, at)| known.contains(at.as_str())), "{}", account.account);
    }
}

#[test]
fn supplies_what_the_scheme_reads() {
    let text = include_str!("../../../../schemes/5521/scheme.yaml");
    let (scheme, _) = rating::scheme::read(text).expect("the scheme has no errors");
    let company = &*COMPANY;
    let supplied: BTreeSet<&str> = company.facts.iter().map(|entered| entered.fact.key.as_str()).collect();
    let declared: BTreeSet<&str> = scheme.classes.iter().map(|class| class.key.as_str()).collect();
    let lacking: Vec<&&str> = declared.difference(&supplied).collect();
    assert!(lacking.is_empty(), "nobody supplies {lacking:?}");
    let unknown: Vec<&&str> = supplied.difference(&declared).filter(|key| **key != "exception").collect();
    assert!(unknown.is_empty(), "the scheme does not read {unknown:?}");
    for entered in &company.facts {
        let fact = &entered.fact;
        let class = scheme.class(&fact.key);
        assert!(class.is_none_or(|class| class.kind == fact.kind), "{} is no {:?}", fact.id, fact.kind);
    }
}

/// Members of a branch on a day, and the full ones among them.
fn count(branch: &str, on: jiff::civil::Date) -> (i64, i64) {
    let spans = COMPANY
        .roster
        .memberships
        .iter()
        .filter(|span| span.branch_id == branch && span.from <= on && span.until.is_none_or(|until| on < until));
    let standings: Vec<Standing> = spans.map(|span| span.standing).collect();
    let full = standings.iter().filter(|standing| **standing != Standing::Probationary).count();
    (standings.len() as i64, full as i64)
}

#[test]
fn has_as_many_members_as_its_branches_say() {
    let last = COMPANY.months.last().unwrap().last_day();
    for org in COMPANY.orgs.iter().filter(|org| org.kind == OrgKind::Branch && org.closed_on.is_none()) {
        let said = org.span_on(last).n_members.unwrap();
        let (all, full) = count(&org.id, last);
        assert_eq!(all, said, "{}", org.id);
        let settled = COMPANY.facts.iter().rev().find(|entered| {
            entered.branch_id == org.id && entered.fact.key == "full_members" && entered.fact.on <= last
        });
        assert_eq!(
            Some(&rating::number::Number::whole(full)),
            settled.unwrap().fact.numbers.get("value"),
            "{}",
            org.id
        );
    }
}

#[test]
fn gives_every_branch_the_secretary_its_body_names() {
    let on = COMPANY.months.last().unwrap().last_day();
    let names: BTreeMap<&str, &str> =
        COMPANY.roster.members.iter().map(|member| (member.id.as_str(), member.name.as_str())).collect();
    for org in COMPANY.orgs.iter().filter(|org| org.kind == OrgKind::Branch && org.closed_on.is_none()) {
        let held: Vec<&store::MemberPost> = COMPANY
            .roster
            .posts
            .iter()
            .filter(|post| post.org_id == org.id && post.from <= on && post.until.is_none_or(|until| on < until))
            .collect();
        let heads: Vec<&str> = held
            .iter()
            .filter(|post| post.post == Post::Secretary)
            .map(|post| names[post.member_id.as_str()])
            .collect();
        assert_eq!(heads, [org.span_on(on).secretary.as_deref().unwrap()], "{}", org.id);
        let committee = held.iter().filter(|post| post.post.in_committee()).count();
        assert_eq!(committee >= 3, org.span_on(on).has_committee.unwrap(), "{}", org.id);
    }
}

#[test]
fn every_record_fact_is_what_its_record_says() {
    let records: HashMap<&str, &(store::Record, Vec<store::Round>)> =
        COMPANY.records.iter().map(|kept| (kept.0.id.as_str(), kept)).collect();
    let mut n = 0;
    let of_records = |entered: &&EnteredFact| entered.fact.kind == rating::facts::FactKind::Record;
    // What was returned was returned because something lacked.
    let valid = |entered: &&EnteredFact| entered.fact.state == rating::facts::FactState::Valid;
    for entered in COMPANY.facts.iter().filter(of_records).filter(valid) {
        let (record, rounds) = records[entered.record_id.as_deref().unwrap()];
        let body = rounds[0].body.as_ref().unwrap();
        let filed_on = entered.fact.filed_on.unwrap();
        let source = ::ledger::Source { record_id: &record.id, round: 1, kind: record.kind, filed_on };
        let made = ::ledger::facts(source, body);
        assert_eq!(made.len(), 1, "{}", record.id);
        let (made, fact) = (&made[0], &entered.fact);
        assert_eq!((&made.key, made.on, made.counts_for), (&fact.key, fact.on, fact.counts_for));
        assert_eq!((&made.numbers, &made.tags, &made.title), (&fact.numbers, &fact.tags, &fact.title), "{}", fact.id);
        assert_eq!(::ledger::problems(record.kind, body, fact.on.max(filed_on)), [], "{}", fact.id);
        n += 1;
    }
    assert!(n > 20_000, "{n} records");
    assert!(COMPANY.records.iter().any(|(record, _)| record.state == store::RecordState::Draft));
}

#[test]
fn every_state_of_the_register_can_be_seen() {
    use store::ProposalState::{Approved, Proposed, Refused, Withdrawn};
    let register = &COMPANY.register;
    let facts: BTreeSet<&str> = COMPANY.facts.iter().map(|entered| entered.fact.id.as_str()).collect();
    for state in [Proposed, Approved, Refused, Withdrawn] {
        assert!(register.events.iter().any(|event| event.proposal.state == state), "no event is {state:?}");
        assert!(register.exceptions.iter().any(|each| each.proposal.state == state), "no exception is {state:?}");
    }
    let made = register.events.iter().map(|event| &event.proposal);
    for proposal in made.chain(register.exceptions.iter().map(|exception| &exception.proposal)) {
        assert_eq!(proposal.state == Approved, proposal.fact_id.is_some(), "{proposal:?}");
        assert!(proposal.fact_id.as_deref().is_none_or(|id| facts.contains(id)), "{proposal:?} counts for no fact");
    }
}

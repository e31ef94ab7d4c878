//! One body of test, run on SQLite always and on PostgreSQL when `TEST_POSTGRES_URL` is set.

use std::{
    future::Future,
    sync::atomic::{AtomicU32, Ordering},
};

use jiff::{Timestamp, civil::Date};
use ledger::Kind;
use rating::facts::{Fact, FactKind, FactState};

use crate::{
    Actor, EnteredFact, Group, Member, Membership, NewUser, Org, OrgKind, Record, RecordState, Role, Span, Standing,
    Store, Whereabouts,
};

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// Runs `body` on a fresh, migrated database of each sort.
pub(crate) async fn on_both<F: Future<Output = ()>>(body: impl Fn(Store) -> F) {
    let n = COUNTER.fetch_add(1, Ordering::Relaxed);
    let name = format!("baolei_test_{}_{n}", std::process::id());
    let path = std::env::temp_dir().join(format!("{name}.db"));
    let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
    store.migrate().await.unwrap();
    body(store.clone()).await;
    store.close().await;
    let _ = std::fs::remove_file(&path);
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else { return };
    let root = Store::open(&server).await.unwrap();
    root.execute_raw(&format!("create database {name}")).await.unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    body(store.clone()).await;
    store.close().await;
    root.execute_raw(&format!("drop database {name}")).await.unwrap();
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn noon() -> Timestamp {
    "2026-10-08T04:00:00Z".parse().unwrap()
}

pub(crate) fn span(from: &str, parent: Option<&str>, name: &str, position: i64) -> Span {
    Span {
        from: day(from),
        parent: parent.map(str::to_owned),
        name: name.to_owned(),
        category: None,
        position,
        secretary: None,
        n_members: None,
        has_committee: None,
        term_ends: None,
    }
}

pub(crate) fn org(id: &str, kind: OrgKind, parent: Option<&str>, name: &str, position: i64) -> Org {
    let mut span = span("2020-01-01", parent, name, position);
    if kind == OrgKind::Branch {
        span.category = Some("production".to_owned());
    }
    Org { id: id.to_owned(), kind, founded_on: day("2020-01-01"), closed_on: None, spans: vec![span] }
}

pub(crate) fn fact(id: &str, branch: &str, kind: FactKind, on: &str) -> EnteredFact {
    EnteredFact {
        branch_id: branch.to_owned(),
        fact: Fact {
            id: id.to_owned(),
            key: "committee_meeting".to_owned(),
            kind,
            on: day(on),
            counts_for: None,
            filed_on: None,
            state: FactState::Valid,
            title: "9月支委会".to_owned(),
            numbers: [("present".to_owned(), "4.5".parse().unwrap())].into(),
            tags: [("level".to_owned(), "city".to_owned())].into(),
        },
        source: "支部台账".to_owned(),
        entered_by: "李明".to_owned(),
        entered_at: noon(),
        replaces: None,
        record_id: None,
    }
}

/// A theme day of twelve people.
pub(crate) fn record(id: &str, branch: &str, state: RecordState, on: &str) -> Record {
    Record {
        id: id.to_owned(),
        branch_id: branch.to_owned(),
        kind: Kind::ThemeDay,
        state,
        rev: 1,
        title: "9月主题党日".to_owned(),
        on: Some(day(on)),
        counts_for: None,
        also: vec![Kind::Lecture],
        group_id: None,
        entitled: Some(12),
        present: Some(11),
        late: id.ends_with("late"),
        n_rounds: 0,
        first_filed_at: None,
        filed_at: None,
        filed_by: None,
        entered_by: "李明".to_owned(),
        reason: None,
        saved_at: noon(),
        has_draft: false,
        draft: None,
    }
}

pub(crate) fn member(id: &str, name: &str) -> Member {
    Member {
        id: id.to_owned(),
        name: name.to_owned(),
        sex: None,
        born: None,
        ethnic: None,
        education: None,
        joined: Some(day("2015-07-01")),
        confirmed: Some(day("2016-07-01")),
        job: None,
        shift: None,
        retired: None,
        identity: None,
        phone: None,
        rev: 1,
    }
}

/// A full member of `branch` from a day on.
pub(crate) fn membership(member: &str, branch: &str, from: &str) -> Membership {
    Membership {
        member_id: member.to_owned(),
        from: day(from),
        until: None,
        branch_id: branch.to_owned(),
        group_id: None,
        standing: Standing::Full,
        whereabouts: Whereabouts::Present,
        reason: "建立名册".to_owned(),
        ended_by: None,
    }
}

pub(crate) fn group(id: &str, branch: &str, name: &str, position: i64) -> Group {
    Group {
        id: id.to_owned(),
        branch_id: branch.to_owned(),
        name: name.to_owned(),
        position,
        founded: day("2020-01-01"),
        closed: None,
        rev: 1,
    }
}

/// Two units with one branch each, and people of every sort of reach.
pub(crate) async fn two_units(store: &Store) {
    let mut db = store.write().await.unwrap();
    let mut rows = Vec::new();
    for org in [
        org("C", OrgKind::Company, None, "公司党委", 1),
        org("U1", OrgKind::Unit, Some("C"), "炼铁厂党委", 1),
        org("U2", OrgKind::Unit, Some("C"), "炼钢厂党委", 2),
        org("G1", OrgKind::General, Some("U1"), "高炉党总支", 1),
        org("B1", OrgKind::Branch, Some("G1"), "一高炉党支部", 1),
        org("B2", OrgKind::Branch, Some("U2"), "转炉党支部", 1),
    ] {
        db.orgs().add(&org).await.unwrap();
        rows.extend(org.rows());
    }
    for (id, role, org) in [
        ("zzb", Role::Organisation, "C"),
        ("unit1", Role::Unit, "U1"),
        ("branch2", Role::Branch, "B2"),
        ("sczx", Role::Business, "C"),
        ("admin", Role::Administrator, "C"),
    ] {
        let user = NewUser {
            id: id.to_owned(),
            account: id.to_owned(),
            name: id.to_owned(),
            password: "$argon2id$".to_owned(),
            roles: vec![(role, org.to_owned())],
        };
        db.users().add(&user, noon()).await.unwrap();
        rows.extend(user.rows());
    }
    db.note(&Actor::program(noon()), "company.loaded", None, &rows).await.unwrap();
    db.commit().await.unwrap();
}

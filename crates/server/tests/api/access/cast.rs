//! The people who ask, the objects they ask for, and the texts that must not get about.

use ledger::{Kind, RecordBody};
use store::{NewUser, Record, RecordState, Role, Round, RoundAct};

use crate::support::TestApp;

pub(super) struct Person {
    pub(super) account: &'static str,
    pub(super) role: Option<Role>,
    /// The body where the role is held.
    pub(super) place: &'static str,
}

const fn person(account: &'static str, role: Role, place: &'static str) -> Person {
    Person { account, role: Some(role), place }
}

pub(super) const NOBODY: &str = "nobody";

/// For objects of B1 and U1 there are the owner, those above and below, neighbours of the same unit, and strangers.
pub(super) const PEOPLE: [Person; 17] = [
    person("zzb", Role::Organisation, "C"),
    person("leader", Role::Leader, "C"),
    person("auditor", Role::Auditor, "C"),
    person("sczx", Role::Business, "C"),
    person("admin", Role::Administrator, "C"),
    person("aqgly", Role::SecurityAdministrator, "C"),
    person("sjgly", Role::AuditAdministrator, "C"),
    person("unit1", Role::Unit, "U1"),
    person("unit2", Role::Unit, "U2"),
    person("leader2", Role::Leader, "U2"),
    person("branch1", Role::Branch, "B1"),
    person("sibling", Role::Branch, "B4"),
    person("branch2", Role::Branch, "B2"),
    person("member1", Role::Member, "B1"),
    person("member2", Role::Member, "B2"),
    // Was secretary of B1 and is of B2 since yesterday.
    person("transferred", Role::Branch, "B2"),
    // Was secretary of B1; the role was withdrawn while the session was open.
    Person { account: "revoked", role: None, place: "" },
];

/// Every body with the one above it.
const ORGS: [(&str, &str); 7] =
    [("C", ""), ("U1", "C"), ("U2", "C"), ("B1", "U1"), ("B4", "U1"), ("B2", "U2"), ("B3", "U2")];

/// Whether `place` is `org` or above it.
pub(super) fn reaches(place: &str, org: &str) -> bool {
    place == org || ORGS.iter().any(|(id, above)| *id == org && !above.is_empty() && reaches(place, above))
}

/// Something that addresses and bodies name: one of `org`, one of the same sort that belongs to B2 (or is U2), one that is not.
pub(super) struct Object {
    pub(super) name: &'static str,
    pub(super) id: &'static str,
    pub(super) org: &'static str,
    pub(super) foreign: &'static str,
    pub(super) missing: &'static str,
}

const fn object(name: &'static str, id: &'static str, org: &'static str, other: [&'static str; 2]) -> Object {
    let [foreign, missing] = other;
    Object { name, id, org, foreign, missing }
}

/// Append here: `{name}` in a row stands for these. Each kind of object needs one of B1 in `support.rs` or in `furnish`.
pub(super) const OBJECTS: &[Object] = &[
    object("attachment", "A1", "B1", ["A2", "A9"]),
    object("branch", "B1", "B1", ["B2", "B9"]),
    object("unit", "U1", "U1", ["U2", "U9"]),
    object("account", "u-leader2", "C", ["u-sibling", "u-none"]),
    object("fact", "S1", "B1", ["MB207", "S9"]),
    object("member", "B1-1", "B1", ["B2-1", "B1-99"]),
    object("post", "post-B1-1", "B1", ["post-B2-1", "post-B9-1"]),
    object("group", "G-B1", "B1", ["G-B2", "G-B9"]),
    object("candidate", "K-B1", "B1", ["K-B2", "K-B9"]),
    object("transfer", "X-B1", "B1", ["X-B2", "X-B9"]),
    object("record", "RC1", "B1", ["RC2", "RC9"]),
    object("extension", "X1", "B1", ["X2", "X9"]),
    object("event", "E1", "B1", ["E2", "E9"]),
    object("exception", "X1", "B1", ["X2", "X9"]),
];

/// Texts that only those may read who reach the body. Append a text of each kind of object.
pub(super) const CANARIES: &[(&str, &str)] = &[
    ("B1", "一高炉会议照片"),
    ("B1", "党员B16"),
    ("B1", "申请人B1"),
    ("B2", "申请人B2"),
    ("B2", "党员B23"),
    ("B1", "一高炉表彰文件"),
    ("B2", "转炉表彰文件"),
    ("B1", "一高炉内部议事"),
    ("B1", "一高炉党支部书记"),
    ("B2", "转炉党支部书记"),
    ("B4", "二高炉党支部书记"),
];

/// The small company and, below it, a neighbour of B1 and the people above who are not in it yet.
pub(super) async fn furnish() -> TestApp {
    let app = TestApp::new().await;
    let now = app.state.clock.now();
    let mut db = app.state.store.write().await.unwrap();
    db.orgs().add(&crate::support::branch("B4", "U1", "二高炉党支部")).await.unwrap();
    crate::members::furnish(&app, &mut db).await;
    for (id, org) in [("X1", "B1"), ("X2", "B2")] {
        db.terms().add_extension(&extension(id, org, now)).await.unwrap();
    }
    for person in &PEOPLE {
        if db.users().find(person.account).await.unwrap().is_some() {
            continue;
        }
        let (role, place) =
            (person.role.unwrap_or(Role::Branch), if person.role.is_some() { person.place } else { "B1" });
        let user = NewUser {
            id: format!("u-{}", person.account),
            account: person.account.to_owned(),
            name: format!("{}同志", person.account),
            password: String::new(),
            roles: vec![(role, if person.account == "transferred" { "B1" } else { place }.to_owned())],
        };
        db.users().add(&user, now).await.unwrap();
    }
    db.records().add(&[record("RC1", "B1"), record("RC2", "B2")]).await.unwrap();
    db.records().add_rounds(&["RC1", "RC2"].map(|id| (id.to_owned(), filing(now)))).await.unwrap();
    for (n, branch, who, title) in [("1", "B1", "branch1", "一高炉表彰文件"), ("2", "B2", "branch2", "转炉表彰文件")]
    {
        db.events().add(&crate::support::event(&format!("E{n}"), branch, who, title)).await.unwrap();
        db.exceptions().add(&crate::support::exception(&format!("X{n}"), branch, who)).await.unwrap();
    }
    for (id, branch, name) in [("A1", "B1", "一高炉会议照片.docx"), ("A2", "B2", "转炉会议照片.docx")] {
        db.attachments().add(&app.attachment(id, branch, name)).await.unwrap();
        let record = store::Owner { table: "records".to_owned(), id: id.replace('A', "RC") };
        db.attachments().bind(branch, &record, &[id.to_owned()]).await.unwrap();
    }
    db.commit().await.unwrap();
    app
}

/// A filed quarterly report with a correction typed and not yet filed.
pub(crate) fn record(id: &str, branch: &str) -> Record {
    let now = "2026-10-08T03:00:00Z".parse().unwrap();
    let name = if branch == "B1" { "一高炉内部议事" } else { "转炉党支部书记" };
    let draft = RecordBody { on: Some("2026-09-30".to_owned()), title: Some(name.to_owned()), ..RecordBody::default() };
    Record {
        id: id.to_owned(),
        branch_id: branch.to_owned(),
        kind: Kind::QuarterReport,
        state: RecordState::Filed,
        rev: 1,
        title: name.to_owned(),
        on: draft.day(),
        counts_for: None,
        also: Vec::new(),
        group_id: None,
        entitled: None,
        present: None,
        late: false,
        n_rounds: 1,
        first_filed_at: Some(now),
        filed_at: Some(now),
        filed_by: Some("somebody".to_owned()),
        entered_by: "somebody".to_owned(),
        reason: None,
        saved_at: now,
        has_draft: true,
        draft: Some(draft),
    }
}

/// What was filed before.
fn filing(at: jiff::Timestamp) -> Round {
    let body = RecordBody { on: Some("2026-09-30".to_owned()), ..RecordBody::default() };
    let (account, name) = ("somebody".to_owned(), "somebody".to_owned());
    Round { n: 1, at, account, name, act: RoundAct::Filed, reason: None, body: Some(body) }
}

fn extension(id: &str, org: &str, at: jiff::Timestamp) -> store::Extension {
    store::Extension {
        id: id.to_owned(),
        org_id: org.to_owned(),
        term_id: None,
        until: "2027-12-31".parse().unwrap(),
        reason: "重组期间".to_owned(),
        document: "党支〔2026〕8号".to_owned(),
        state: store::ExtensionState::Asked,
        asked_by: "somebody".to_owned(),
        asked_at: at,
        decided_by: None,
        decided_at: None,
        reply: None,
        rev: 1,
    }
}

/// What happened to people since they signed in.
pub(super) async fn happen(app: &TestApp) {
    for text in [
        "delete from user_roles where user_id = 'u-revoked'",
        "update user_roles set org_id = 'B2' where user_id = 'u-transferred'",
    ] {
        app.state.store.execute_raw(text).await.unwrap();
    }
}

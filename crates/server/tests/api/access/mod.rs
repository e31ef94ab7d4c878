//! The generated matrix: every operation of the OpenAPI document, as nobody and as each person of `cast.rs`, on what is
//! their own, above, below, beside and missing. What is expected stands in `rows.rs`.

pub(crate) mod cast;
mod rows;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Read,
};

use axum::http::StatusCode;
use cast::{CANARIES, NOBODY, OBJECTS, Object, PEOPLE, Person, furnish, happen, reaches};
use rows::{ANYBODY, ELSEWHERE, Row, WITHOUT_BUSINESS, rows};

use crate::support::{Answer, TestApp};

/// Which of an object's three ids is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Own,
    Foreign,
    Missing,
}

impl Object {
    const fn named(&self, target: Target) -> &'static str {
        match target {
            Target::Own => self.id,
            Target::Foreign => self.foreign,
            Target::Missing => self.missing,
        }
    }
}

impl Row {
    fn method(&self) -> String {
        self.operation.split(' ').next().unwrap().to_uppercase()
    }

    fn is_read(&self) -> bool {
        self.operation.starts_with("get ")
    }

    fn objects(&self) -> Vec<&'static Object> {
        let named = |object: &&Object| {
            let sign = format!("{{{}}}", object.name);
            self.path.contains(&sign) || self.body.contains(&sign)
        };
        OBJECTS.iter().filter(named).collect()
    }

    fn filled(&self, text: &str, target: Target, n: u32) -> String {
        let text = text.replace("{n}", &n.to_string());
        self.objects()
            .iter()
            .fold(text, |text, object| text.replace(&format!("{{{}}}", object.name), object.named(target)))
    }

    fn allows(&self, person: &Person) -> bool {
        self.roles.is_empty() || person.role.is_some_and(|role| self.roles.contains(&role))
    }

    /// What the person is answered, by the rule of `rows.rs`.
    fn expected(&self, person: Option<&Person>) -> Vec<u16> {
        let Some(person) = person else { return if self.public { self.ok.to_vec() } else { vec![401] } };
        if let Some((_, status)) = self.but.iter().find(|(account, _)| *account == person.account) {
            return vec![*status];
        }
        if !self.allows(person) {
            return vec![403];
        }
        let within = self.objects().iter().all(|object| reaches(person.place, object.org));
        if within { self.ok.to_vec() } else { vec![404] }
    }
}

/// A company with everybody signed in.
struct Stage {
    app: TestApp,
    cookies: HashMap<&'static str, String>,
    n: u32,
}

impl Stage {
    async fn new() -> Stage {
        let app = furnish().await;
        let mut cookies = HashMap::from([(NOBODY, String::new())]);
        for person in &PEOPLE {
            cookies.insert(person.account, app.enter(person.account).await);
        }
        happen(&app).await;
        Stage { app, cookies, n: 0 }
    }

    async fn ask(&mut self, row: &Row, account: &str, target: Target) -> Answer {
        let body = row.filled(row.body, target, self.n);
        self.ask_with(row, account, target, &body).await
    }

    async fn ask_with(&mut self, row: &Row, account: &str, target: Target, body: &str) -> Answer {
        self.n += 1;
        let path = row.filled(row.path, target, self.n);
        let key = format!("matrix-{}-{account}", self.n);
        let mut headers = vec![("idempotency-key", key.as_str())];
        headers.extend(row.rev.map(|rev| ("if-match", rev)));
        self.app.exchange(&row.method(), &path, &self.cookies[account], body, &headers).await
    }
}

fn everybody() -> impl Iterator<Item = (&'static str, Option<&'static Person>)> {
    std::iter::once((NOBODY, None)).chain(PEOPLE.iter().map(|person| (person.account, Some(person))))
}

#[tokio::test]
async fn every_operation_answers_everybody_as_it_should() {
    let mut stage = Stage::new().await;
    let mut wrong = Vec::new();
    for row in rows() {
        for (account, person) in everybody() {
            let wanted = row.expected(person);
            let answer = stage.ask(&row, account, Target::Own).await;
            let status = answer.status.as_u16();
            if !wanted.contains(&status) {
                wrong.push(format!("{} as {account}: {status}, not {wanted:?}: {}", row.operation, answer.text()));
            }
            if !row.is_read() && answer.status.is_success() {
                stage = Stage::new().await;
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn what_is_foreign_answers_like_what_is_missing() {
    let mut stage = Stage::new().await;
    let mut wrong = Vec::new();
    for row in rows().into_iter().filter(|row| !row.objects().is_empty()) {
        for person in &PEOPLE {
            let within = row.objects().iter().all(|object| reaches(person.place, object.org));
            let excepted = row.but.iter().any(|(account, status)| *account == person.account && *status != 404);
            if excepted || (within && row.allows(person)) {
                continue;
            }
            let foreign = stage.ask(&row, person.account, Target::Own).await;
            let missing = stage.ask(&row, person.account, Target::Missing).await;
            if foreign.without_request_id() != missing.without_request_id() {
                wrong.push(format!(
                    "{} as {}: {} and {}",
                    row.operation,
                    person.account,
                    foreign.text(),
                    missing.text()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "existence shows in {} cells:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_operation_is_without_an_expectation() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            documented.insert(format!("{method} {path}"));
        }
    }
    let known: BTreeSet<String> = rows().iter().map(|row| row.operation).chain(ELSEWHERE).map(str::to_owned).collect();
    let missing: Vec<&String> = documented.difference(&known).collect();
    assert!(missing.is_empty(), "add a row to tests/api/access/rows.rs for {missing:#?}");
    let gone: Vec<&String> = known.difference(&documented).collect();
    assert!(gone.is_empty(), "rows for operations that are not: {gone:#?}");
}

/// Reads everything that can be read, as everybody, and looks for texts of bodies that the person does not reach.
#[tokio::test]
async fn no_text_of_a_foreign_body_leaks_anywhere() {
    let mut stage = Stage::new().await;
    let mut found = Vec::new();
    let mut hits: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows().into_iter().filter(Row::is_read) {
        // Without its query a list shows everything that it ever shows.
        let whole = Row { path: row.path.split('?').next().unwrap(), ..row.clone() };
        for (account, person) in everybody() {
            for (asked, target) in [(&row, Target::Own), (&row, Target::Foreign), (&whole, Target::Own)] {
                let text = unpacked(&stage.ask(asked, account, target).await.bytes);
                for (org, canary) in CANARIES {
                    let open = person.is_some_and(|person| {
                        reaches(person.place, org) && person.role.is_some_and(|role| !WITHOUT_BUSINESS.contains(&role))
                    });
                    if !text.contains(canary) {
                        continue;
                    }
                    *hits.entry(canary).or_default() += 1;
                    if !open && !row.shows.contains(canary) {
                        found.push(format!("{account} reads {canary} of {org} at {}", row.operation));
                    }
                }
            }
        }
    }
    found.dedup();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let never: Vec<&str> =
        CANARIES.iter().map(|(_, canary)| *canary).filter(|canary| !hits.contains_key(canary)).collect();
    assert!(never.is_empty(), "nobody ever reads {never:?}: these canaries prove nothing");
}

/// An archive's members behind one another; anything else as it is.
fn unpacked(bytes: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut all = Vec::new();
    for n in 0..archive.len() {
        archive.by_index(n).unwrap().read_to_end(&mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// A list in a body is taken whole or not at all.
#[tokio::test]
async fn a_list_with_one_foreign_element_none_or_twice_the_same_is_refused() {
    for row in rows().into_iter().filter(|row| row.many.is_some()) {
        let (field, name) = row.many.unwrap();
        let object = OBJECTS.iter().find(|object| object.name == name).expect("the object is in the list");
        for person in PEOPLE.iter().filter(|person| row.allows(person) && reaches(person.place, object.org)) {
            if reaches(person.place, "B2") {
                continue;
            }
            let mut stage = Stage::new().await;
            for (ids, wanted) in [
                (vec![object.id, object.foreign], [404, 404]),
                (vec![object.id, object.missing], [404, 404]),
                (vec![], [400, 422]),
                (vec![object.id, object.id], [400, 422]),
            ] {
                let mut body: serde_json::Value = serde_json::from_str(&row.filled(row.body, Target::Own, 0)).unwrap();
                body[field] = serde_json::json!(ids);
                let answer = stage.ask_with(&row, person.account, Target::Own, &body.to_string()).await;
                let status = answer.status.as_u16();
                assert!(wanted.contains(&status), "{} as {} with {ids:?}: {status}", row.operation, person.account);
            }
        }
    }
}

#[tokio::test]
async fn the_administrators_read_no_points() {
    let mut stage = Stage::new().await;
    for row in rows().into_iter().filter(|row| row.is_read() && row.roles == ANYBODY) {
        // Schemes say what items are worth; that is no result.
        if row.operation.contains("/schemes") {
            continue;
        }
        for person in PEOPLE.iter().filter(|person| person.role.is_some_and(|role| WITHOUT_BUSINESS.contains(&role))) {
            let text = stage.ask(&row, person.account, Target::Own).await.text();
            for word in ["\"points\"", "\"stars\"", "\"rank\"", "\"mean\""] {
                assert!(!text.contains(word), "{} shows {word} to {}", row.operation, person.account);
            }
        }
    }
}

#[tokio::test]
async fn a_withdrawn_role_ends_with_the_next_request() {
    let app = TestApp::new().await;
    let cookie = app.enter("branch1").await;
    let path = "/api/v1/periods/2026-09/scorecards/B1";
    assert_eq!(app.get(path, &cookie).await.0, StatusCode::OK);
    app.state.store.execute_raw("delete from user_roles where org_id = 'B1'").await.unwrap();
    assert_eq!(app.get(path, &cookie).await.0, StatusCode::FORBIDDEN);
}

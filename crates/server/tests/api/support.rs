//! A small rated company behind the real router; no sockets.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use jiff::{Timestamp, civil::Date};
use rating::facts::{Fact, FactKind, FactState};
use serde_json::Value;
use server::{
    AppState, api,
    auth::Passwords,
    clock::Clock,
    demo::{Account, Company, Register, Roster},
    files::Files,
    ops::{load_company::load_company, publish_scheme::publish_scheme, rate_period::rate_period},
};
use sha2::{Digest, Sha256};
use store::{
    Attachment, EnteredFact, FileKind, Member, MemberPost, Membership, NewSession, Org, OrgKind, Post, Role, Sex, Span,
    Standing, Store, Whereabouts,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

use crate::contract;

pub(crate) const PASSWORD: &str = "考核-2026-堡垒";
pub(crate) const SCHEME: &str = include_str!("scheme.yaml");

static COUNTER: AtomicU32 = AtomicU32::new(0);

pub(crate) struct TestApp {
    pub(crate) router: Router,
    pub(crate) state: AppState,
    database: String,
    folder: Arc<TempDir>,
}

/// Runs `body` with two servers on one fresh database, as two processes would be: on SQLite always, and on PostgreSQL when
/// `TEST_POSTGRES_URL` is set.
pub(crate) async fn on_both<F: Future<Output = ()>>(body: impl Fn(Arc<TestApp>, Arc<TestApp>) -> F) {
    let app = TestApp::new().await;
    let other = app.beside(|_| {}).await;
    body(Arc::new(app), Arc::new(other)).await;
    let Ok(server) = std::env::var("TEST_POSTGRES_URL") else { return };
    let name = format!("baolei_api_{}_{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
    let root = Store::open(&server).await.unwrap();
    root.execute_raw(&format!("create database {name}")).await.unwrap();
    let app =
        TestApp::on(&format!("{}/{name}", server.rsplit_once('/').unwrap().0), tempfile::tempdir().unwrap()).await;
    app.state.store.migrate().await.unwrap();
    TestApp::fill(&app.state.store).await;
    let other = app.beside(|_| {}).await;
    body(Arc::new(app), Arc::new(other)).await;
    root.execute_raw(&format!("drop database {name} with (force)")).await.unwrap();
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    "2026-10-08T04:00:00Z".parse().unwrap()
}

fn org(id: &str, kind: OrgKind, parent: Option<&str>, name: &str, category: Option<&str>) -> Org {
    let span = Span {
        from: day("2020-01-01"),
        parent: parent.map(str::to_owned),
        name: name.to_owned(),
        category: category.map(str::to_owned),
        position: 1,
        secretary: category.map(|_| format!("{name}书记")),
        n_members: Some(12),
        has_committee: Some(true),
        term_ends: None,
    };
    Org { id: id.to_owned(), kind, founded_on: day("2020-01-01"), closed_on: None, spans: vec![span] }
}

/// A branch that was founded below `unit` long ago.
pub(crate) fn branch(id: &str, unit: &str, name: &str) -> Org {
    org(id, OrgKind::Branch, Some(unit), name, Some("production"))
}

pub(crate) fn fact(id: &str, branch: &str, key: &str, kind: FactKind, on: &str, title: &str) -> EnteredFact {
    EnteredFact {
        branch_id: branch.to_owned(),
        fact: Fact {
            id: id.to_owned(),
            key: key.to_owned(),
            kind,
            on: day(on),
            counts_for: None,
            filed_on: None,
            state: FactState::Valid,
            title: title.to_owned(),
            numbers: Default::default(),
            tags: Default::default(),
        },
        source: "支部台账".to_owned(),
        entered_by: "录入人".to_owned(),
        entered_at: now(),
        replaces: None,
        record_id: None,
    }
}

/// A proposed event of the class `honour`.
pub(crate) fn event(id: &str, branch: &str, by: &str, title: &str) -> store::Event {
    store::Event {
        id: id.to_owned(),
        branch_id: branch.to_owned(),
        class: "honour".to_owned(),
        on: day("2026-09-22"),
        title: title.to_owned(),
        document: "党发1号".to_owned(),
        note: String::new(),
        numbers: Default::default(),
        tags: [("level".to_owned(), "company".to_owned())].into(),
        proposal: store::Proposal::new(by, &format!("{by}同志"), now()),
    }
}

/// A request to be let off September's committee meeting.
pub(crate) fn exception(id: &str, branch: &str, by: &str) -> store::Exception {
    store::Exception {
        id: id.to_owned(),
        branch_id: branch.to_owned(),
        duty: "committee_monthly".to_owned(),
        duty_name: "支委会每月一次".to_owned(),
        period: "2026-09".parse().unwrap(),
        reason: "全员参加大修".to_owned(),
        document: String::new(),
        proposal: store::Proposal::new(by, &format!("{by}同志"), now()),
    }
}

fn output(id: &str, branch: &str, on: &str, actual: &str) -> EnteredFact {
    let mut entered = fact(id, branch, "output", FactKind::Measure, on, "产量");
    entered.fact.numbers.insert("actual".to_owned(), actual.parse().unwrap());
    entered.fact.numbers.insert("target".to_owned(), "100".parse().unwrap());
    entered
}

/// Eight full members and a probationary one in B1 with a committee of three; four full members in B2 and in B3.
fn roster() -> Roster {
    let mut roster = Roster::default();
    for (branch, n) in [("B1", 9), ("B2", 4), ("B3", 4)] {
        for place in 1..=n {
            let id = format!("{branch}-{place}");
            let probationary = place == 9;
            roster.members.push(Member {
                id: id.clone(),
                name: format!("党员{branch}{place}"),
                sex: Some(Sex::Male),
                born: Some(day("1985-05-05")),
                ethnic: Some("汉族".to_owned()),
                education: Some("大学本科".to_owned()),
                joined: Some(day(if probationary { "2026-03-01" } else { "2010-07-01" })),
                confirmed: (!probationary).then(|| day("2011-07-01")),
                job: Some("操作工".to_owned()),
                shift: Some("甲班".to_owned()),
                retired: None,
                identity: None,
                phone: None,
                rev: 1,
            });
            roster.memberships.push(Membership {
                member_id: id.clone(),
                from: day(if probationary { "2026-03-01" } else { "2020-01-01" }),
                until: None,
                branch_id: branch.to_owned(),
                group_id: None,
                standing: if probationary { Standing::Probationary } else { Standing::Full },
                whereabouts: Whereabouts::Present,
                reason: "建立名册".to_owned(),
                ended_by: None,
            });
            let post = match (branch, place) {
                (_, 1) => Post::Secretary,
                ("B1", 2) => Post::Organiser,
                ("B1", 3) => Post::Publicity,
                _ => continue,
            };
            roster.posts.push(MemberPost {
                id: format!("post-{id}"),
                member_id: id,
                org_id: branch.to_owned(),
                group_id: None,
                post,
                from: day("2024-01-01"),
                until: None,
            });
        }
    }
    roster
}

/// B1 (unit U1) kept every duty; B2 (U2) missed a meeting in September; B3 (U2) sells and waits for a figure.
fn company() -> Company {
    let mut facts = vec![fact("S1", "B1", "committee_meeting", FactKind::Record, "2026-09-10", "一高炉内部议事")];
    for month in ["07", "08", "09"] {
        for branch in ["B1", "B2", "B3"] {
            if !(branch == "B3" && month == "09") {
                let actual = if branch == "B1" { "100" } else { "90" };
                facts.push(output(&format!("P{branch}{month}"), branch, &format!("2026-{month}-28"), actual));
            }
            if month != "09" || branch == "B3" {
                let id = format!("M{branch}{month}");
                let on = format!("2026-{month}-09");
                facts.push(fact(&id, branch, "committee_meeting", FactKind::Record, &on, "支委会"));
            }
        }
    }
    let mut honour = fact("H1", "B1", "honour", FactKind::Event, "2026-09-20", "市级先进党支部");
    honour.fact.tags.insert("level".to_owned(), "city".to_owned());
    facts.push(honour);
    let mut review = fact("R1", "B2", "self_review", FactKind::Judgement, "2026-09-27", "9月自评");
    review.fact.numbers.insert("points".to_owned(), "38".parse().unwrap());
    facts.push(review);
    let account = |account: &str, role: Role, org: &str| Account {
        account: account.to_owned(),
        name: format!("{account}同志"),
        roles: vec![(role, org.to_owned())],
    };
    Company {
        register: Register { events: Vec::new(), exceptions: Vec::new() },
        now: now(),
        orgs: vec![
            org("C", OrgKind::Company, None, "公司党委", None),
            org("U1", OrgKind::Unit, Some("C"), "炼铁厂党委", None),
            org("U2", OrgKind::Unit, Some("C"), "炼钢厂党委", None),
            org("B1", OrgKind::Branch, Some("U1"), "一高炉党支部", Some("production")),
            org("B2", OrgKind::Branch, Some("U2"), "转炉党支部", Some("production")),
            org("B3", OrgKind::Branch, Some("U2"), "销售党支部", Some("market")),
        ],
        facts,
        records: Vec::new(),
        accounts: vec![
            account("zzb", Role::Organisation, "C"),
            account("leader", Role::Leader, "C"),
            account("auditor", Role::Auditor, "C"),
            account("unit1", Role::Unit, "U1"),
            account("unit2", Role::Unit, "U2"),
            account("branch1", Role::Branch, "B1"),
            account("branch2", Role::Branch, "B2"),
            account("member2", Role::Member, "B2"),
            account("sczx", Role::Business, "C"),
            account("admin", Role::Administrator, "C"),
            account("aqgly", Role::SecurityAdministrator, "C"),
            account("sjgly", Role::AuditAdministrator, "C"),
        ],
        roster: roster(),
        care: Default::default(),
        months: ["2026-07", "2026-08", "2026-09"].map(|month| month.parse().unwrap()).to_vec(),
    }
}

impl TestApp {
    /// Everybody gets a copy of one database, so that rating runs once.
    pub(crate) async fn new() -> TestApp {
        static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
        let bytes = MADE.get_or_init(|| async { TestApp::make().await }).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        std::fs::write(&path, bytes).unwrap();
        TestApp::on(&format!("sqlite:{}", path.display()), folder).await
    }

    async fn on(database: &str, folder: TempDir) -> TestApp {
        let store = Store::open(database).await.unwrap();
        let mut state = AppState::new(store, Clock::fixed(now()));
        let program = env!("CARGO_BIN_EXE_baolei").into();
        state.files = Files::new(folder.path().join("files"), program, 100 << 20);
        let router = api::router(state.clone());
        TestApp { router, state, database: database.to_owned(), folder: Arc::new(folder) }
    }

    /// Another server on the same database and folder, as if it were another process.
    pub(crate) async fn beside(&self, change: impl FnOnce(&mut AppState)) -> TestApp {
        let mut state = AppState::new(Store::open(&self.database).await.unwrap(), Clock::fixed(now()));
        state.files = self.state.files.clone();
        change(&mut state);
        let router = api::router(state.clone());
        TestApp { router, state, database: self.database.clone(), folder: self.folder.clone() }
    }

    async fn make() -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let store = Store::open(&format!("sqlite:{}", path.display())).await.unwrap();
        store.migrate().await.unwrap();
        TestApp::fill(&store).await;
        store.close().await;
        std::fs::read(path).unwrap()
    }

    async fn fill(store: &Store) {
        let hash = Passwords::default().hash(PASSWORD).await.unwrap();
        let state = AppState::new(store.clone(), Clock::fixed(now()));
        publish_scheme(store, SCHEME, now()).await.unwrap();
        load_company(store, &company(), &hash, now()).await.unwrap();
        for period in ["2026-07", "2026-08", "2026-09", "2026-Q3"] {
            rate_period(store, &state.schemes, period.parse().unwrap(), "首次评分", now()).await.unwrap();
        }
    }

    /// Where the database lies.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A session without the toil of a password.
    pub(crate) async fn enter(&self, account: &str) -> String {
        let token = digest(&format!("{account}-{}", COUNTER.fetch_add(1, Ordering::Relaxed)));
        let mut db = self.state.store.write().await.unwrap();
        let user = db.users().find(account).await.unwrap().unwrap_or_else(|| panic!("{account} is in the company"));
        let (id, hash) = (token[..16].to_owned(), digest(&token));
        let at = self.state.clock.now();
        let session = NewSession { id: &id, token_hash: &hash, user_id: &user.id, address: "", agent: "", at };
        db.users().open_session(&session).await.unwrap();
        db.commit().await.unwrap();
        format!("baolei_session={token}")
    }

    /// Signs in and answers the session cookie.
    pub(crate) async fn sign_in(&self, account: &str) -> String {
        self.sign_in_with(account, PASSWORD).await
    }

    pub(crate) async fn id_of(&self, account: &str) -> String {
        self.state.store.read().await.unwrap().users().find(account).await.unwrap().unwrap().id
    }

    pub(crate) async fn sign_in_with(&self, account: &str, password: &str) -> String {
        let (status, cookie, body) = self.try_sign_in(account, password).await;
        assert_eq!(status, StatusCode::OK, "{account}: {body}");
        cookie.unwrap()
    }

    pub(crate) async fn try_sign_in(&self, account: &str, password: &str) -> (StatusCode, Option<String>, Value) {
        let request = Request::post("/api/v1/session")
            .header("x-baolei", "1")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(serde_json::json!({ "account": account, "password": password }).to_string()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let cookie = response.headers().get(header::SET_COOKIE).map(|value| value.to_str().unwrap().to_owned());
        let cookie = cookie.map(|cookie| cookie.split(';').next().unwrap().to_owned());
        (status, cookie, Answer::of(response).await.json())
    }

    /// With an empty cookie the request comes from nobody. Every answer must be as the document says.
    pub(crate) async fn send(&self, method: &str, path: &str, cookie: &str) -> (StatusCode, Value) {
        let answer = self.exchange(method, path, cookie, "", &[]).await;
        (answer.status, answer.json())
    }

    /// As [`TestApp::send`], with a JSON body unless it is empty, and with more headers.
    pub(crate) async fn exchange(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("x-baolei", "1");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let answer = Answer::of(self.router.clone().oneshot(request).await.unwrap()).await;
        let differences = contract::differences(method, path, answer.status.as_u16(), &answer.json());
        assert!(differences.is_empty(), "{method} {path} is not as documented: {differences:#?}");
        answer
    }

    /// A file as if it had been handed in: its bytes, which are its preview as well, lie where they belong.
    pub(crate) fn attachment(&self, id: &str, branch: &str, name: &str) -> Attachment {
        let bytes = format!(r#"{{ "parts": [{{ "title": "{name}", "blocks": [] }}], "truncated": false }}"#);
        let hash = digest(&bytes);
        let folder = self.folder.path().join("files").join(&hash[..2]);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(&hash), &bytes).unwrap();
        Attachment {
            id: id.to_owned(),
            branch_id: branch.to_owned(),
            owner: None,
            name: name.to_owned(),
            kind: FileKind::Docx,
            size: bytes.len() as i64,
            sha256: hash.clone(),
            preview: Some(hash),
            likeness: None,
            uploaded_by: "branch1".to_owned(),
            uploaded_at: now(),
            removed_at: None,
        }
    }

    /// Sends a file.
    pub(crate) async fn upload(&self, path: &str, cookie: &str, mime: &str, bytes: Vec<u8>) -> Answer {
        let request = Request::post(path).header("x-baolei", "1").header(header::COOKIE, cookie);
        let request = request.header(header::CONTENT_TYPE, mime).body(Body::from(bytes)).unwrap();
        Answer::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> (StatusCode, Value) {
        self.send("GET", path, cookie).await
    }

    /// A GET that must succeed.
    pub(crate) async fn show(&self, path: &str, account: &str) -> Value {
        let cookie = self.sign_in(account).await;
        let (status, body) = self.get(path, &cookie).await;
        assert_eq!(status, StatusCode::OK, "{account} {path}: {body}");
        body
    }
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What came back, byte for byte.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    async fn of(response: axum::response::Response) -> Answer {
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
        Answer { status, headers, bytes }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| Value::String(self.text()))
    }

    /// Status, headers and body; only what names this one request is left out.
    pub(crate) fn without_request_id(&self) -> (StatusCode, HeaderMap, String) {
        let mut headers = self.headers.clone();
        let id = headers.remove("x-request-id").map(|id| id.to_str().unwrap().to_owned()).unwrap_or_default();
        (self.status, headers, self.text().replace(&id, ""))
    }
}

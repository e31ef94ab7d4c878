//! Two people at the same moment, each at a server of their own, on one database: one of them is served, the other is told
//! why not, and nothing counts twice.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    attachments::PDF,
    records::Desk,
    support::{PASSWORD, TestApp, on_both},
};

const CARD: &str = "/api/v1/periods/2026-09/scorecards/B2";

/// What somebody asks of one of the servers.
struct Ask {
    app: Arc<TestApp>,
    method: &'static str,
    path: String,
    cookie: String,
    rev: String,
    key: Option<&'static str>,
    body: String,
}

impl Ask {
    async fn of(app: &Arc<TestApp>, account: &str, method: &'static str, path: &str, rev: &Value, body: &Value) -> Ask {
        Ask {
            app: app.clone(),
            method,
            path: format!("/api/v1{path}"),
            cookie: app.enter(account).await,
            rev: rev.to_string(),
            key: None,
            body: if body.is_null() { String::new() } else { body.to_string() },
        }
    }

    async fn send(self) -> (u16, Value) {
        let mut headers = vec![("if-match", self.rev.as_str())];
        headers.extend(self.key.map(|key| ("idempotency-key", key)));
        let answer = self.app.exchange(self.method, &self.path, &self.cookie, &self.body, &headers).await;
        (answer.status.as_u16(), answer.json())
    }
}

/// Sends all of them at once; the answers by status.
async fn at_once(asks: impl IntoIterator<Item = Ask>) -> Vec<(u16, Value)> {
    let sending: Vec<_> = asks.into_iter().map(|ask| tokio::spawn(ask.send())).collect();
    let mut answers = Vec::new();
    for answer in sending {
        answers.push(answer.await.unwrap());
    }
    answers.sort_by_key(|(status, _)| *status);
    answers
}

fn statuses(answers: &[(u16, Value)]) -> Vec<u16> {
    answers.iter().map(|(status, _)| *status).collect()
}

async fn n_facts(app: &TestApp, branch: &str) -> usize {
    app.state.store.read().await.unwrap().facts().evidence_of(branch).await.unwrap().len()
}

fn honour(document: &str) -> Value {
    json!({
        "branch_id": "B2", "class": "honour", "on": "2026-09-20", "document": document, "tags": { "level": "city" },
    })
}

async fn proposed(app: &Arc<TestApp>, document: &str) -> String {
    let asked = Ask::of(app, "branch2", "POST", "/events", &json!(1), &honour(document)).await.send().await;
    assert_eq!(asked.0, 201, "{asked:?}");
    asked.1["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_file_one_record_one_files_it() {
    on_both(|here, there| async move {
        let (id, rev) = Desk::of(&here, "branch2").await.typed("2026-09-12").await;
        let before = n_facts(&here, "B2").await;
        let path = format!("/records/{id}/file");
        let one = Ask::of(&here, "branch2", "POST", &path, &rev, &Value::Null).await;
        let other = Ask::of(&there, "branch2", "POST", &path, &rev, &Value::Null).await;
        let answers = at_once([one, other]).await;
        assert_eq!(statuses(&answers), [200, 409], "{answers:?}");
        assert_eq!(answers[1].1["versions"]["current"]["state"], "filed", "the slower one sees what stands");
        assert_eq!(n_facts(&there, "B2").await, before + 1);
        assert_eq!(here.state.store.read().await.unwrap().records().rounds(&id).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_type_in_one_draft_nobody_writes_over_the_other() {
    on_both(|here, there| async move {
        let (id, rev) = Desk::of(&here, "branch2").await.typed("2026-09-12").await;
        let path = format!("/records/{id}/draft");
        let at = |place: &str| json!({ "on": "2026-09-12", "place": place });
        let one = Ask::of(&here, "branch2", "PUT", &path, &rev, &at("会议室")).await;
        let other = Ask::of(&there, "branch2", "PUT", &path, &rev, &at("值班室")).await;
        let answers = at_once([one, other]).await;
        assert_eq!(statuses(&answers), [200, 409], "{answers:?}");
        let versions = &answers[1].1["versions"];
        assert_ne!(versions["current"]["draft"]["place"], versions["sent"]["place"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_is_accepted_or_returned_but_never_both() {
    on_both(|here, there| async move {
        let (id, filed) = Desk::of(&here, "branch2").await.filed("2026-09-12").await;
        let rev = &filed["record"]["rev"];
        let one = Ask::of(&here, "unit2", "POST", &format!("/records/{id}/accept"), rev, &Value::Null).await;
        let why = json!({ "reason": "缺少会议议题的结论" });
        let other = Ask::of(&there, "zzb", "POST", &format!("/records/{id}/return"), rev, &why).await;
        let answers = at_once([one, other]).await;
        assert_eq!(statuses(&answers), [200, 409], "{answers:?}");
        assert_eq!(here.state.store.read().await.unwrap().records().rounds(&id).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_enter_the_same_document_one_is_refused() {
    on_both(|here, there| async move {
        let one = Ask::of(&here, "branch2", "POST", "/events", &json!(1), &honour("党发7号")).await;
        let other = Ask::of(&there, "zzb", "POST", "/events", &json!(1), &honour("党发7号")).await;
        let answers = at_once([one, other]).await;
        assert_eq!(statuses(&answers), [201, 409], "{answers:?}");
        assert_eq!(here.show("/api/v1/events", "zzb").await["total"], 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_approve_one_event_make_one_fact() {
    on_both(|here, there| async move {
        let id = proposed(&here, "党发7号").await;
        let before = n_facts(&here, "B2").await;
        let path = format!("/events/{id}/approve");
        let one = Ask::of(&here, "zzb", "POST", &path, &json!(1), &json!({})).await;
        let other = Ask::of(&there, "zzb", "POST", &path, &json!(1), &json!({})).await;
        let answers = at_once([one, other]).await;
        assert_eq!(statuses(&answers), [200, 409], "{answers:?}");
        assert_eq!(n_facts(&there, "B2").await, before + 1);
        assert_eq!(here.show(CARD, "branch2").await["bonus"], "2.00");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_one_who_approves_and_one_who_withdraws_one_decides() {
    on_both(|here, there| async move {
        let id = proposed(&here, "党发7号").await;
        let why = json!({ "reason": "文号有误" });
        let one = Ask::of(&here, "zzb", "POST", &format!("/events/{id}/approve"), &json!(1), &json!({})).await;
        let other = Ask::of(&there, "branch2", "POST", &format!("/events/{id}/withdraw"), &json!(1), &why).await;
        let answers = at_once([one, other]).await;
        // Who comes too late to withdraw is sent to the superior; who comes too late to approve sees what stands.
        assert!(matches!(statuses(&answers)[..], [200, 403 | 409]), "{answers:?}");
        let state = here.show(&format!("/api/v1/events/{id}"), "zzb").await["proposal"]["state"].clone();
        let bonus = here.show(CARD, "branch2").await["bonus"].clone();
        assert_eq!(state == "approved", bonus == "2.00", "{state} with {bonus}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cap_holds_when_two_events_are_approved_at_the_same_moment() {
    on_both(|here, there| async move {
        let (seven, eight) = (proposed(&here, "党发7号").await, proposed(&here, "党发8号").await);
        let one = Ask::of(&here, "zzb", "POST", &format!("/events/{seven}/approve"), &json!(1), &json!({})).await;
        let other = Ask::of(&there, "zzb", "POST", &format!("/events/{eight}/approve"), &json!(1), &json!({})).await;
        let answers = at_once([one, other]).await;
        assert_eq!(statuses(&answers), [200, 200], "{answers:?}");
        let card = here.show(CARD, "branch2").await;
        assert_eq!(card["bonus"], "2.00", "two city honours, and the item gives 2 at most");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_files_only_what_fits_the_units_share_is_kept() {
    on_both(|here, there| async move {
        let quota = PDF.len() as i64;
        let (here, there) = (
            here.beside(|state| state.files.quota = quota).await,
            there.beside(|state| state.files.quota = quota).await,
        );
        let mut sending = Vec::new();
        for (app, name) in [(here, "a.pdf"), (there, "b.pdf")] {
            let cookie = app.enter("branch1").await;
            let path = format!("/api/v1/branches/B1/attachments?name={name}");
            sending.push(tokio::spawn(async move {
                app.upload(&path, &cookie, "application/octet-stream", PDF.to_vec()).await.status
            }));
        }
        let mut found = Vec::new();
        for status in sending {
            found.push(status.await.unwrap());
        }
        found.sort();
        assert_eq!(found, [StatusCode::CREATED, StatusCode::INSUFFICIENT_STORAGE]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_rename_one_branch_the_slower_one_is_told() {
    on_both(|here, there| async move {
        let to = |name: &str| {
            json!({ "name": name, "order": { "on": "2026-10-01", "document": "党发〔2026〕9号", "reason": "机构调整" } })
        };
        let one = Ask::of(&here, "zzb", "POST", "/orgs/B1/rename", &json!(1), &to("高炉第一党支部")).await;
        let other = Ask::of(&there, "unit1", "POST", "/orgs/B1/rename", &json!(1), &to("高炉甲班党支部")).await;
        let answers = at_once([one, other]).await;
        assert_eq!(statuses(&answers), [200, 409], "{answers:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_arrives_eight_times_at_two_servers_is_done_once() {
    on_both(|here, there| async move {
        let new = json!({ "branch_id": "B2", "kind": "committee_meeting", "on": "2026-09-12" });
        let mut asks = Vec::new();
        for n in 0..8 {
            let app = if n % 2 == 0 { &here } else { &there };
            let ask = Ask::of(app, "branch2", "POST", "/records", &json!(1), &new).await;
            asks.push(Ask { key: Some("one-and-the-same"), ..ask });
        }
        let answers = at_once(asks).await;
        assert!(answers.iter().all(|answer| *answer == answers[0] && answer.0 == 201), "{answers:?}");
        assert_eq!(here.show("/api/v1/records", "branch2").await["total"], 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_one_time_code_opens_once_for_two_who_have_it() {
    on_both(|here, there| async move {
        let new = json!({ "account": "wanggang", "name": "王刚" });
        let (status, made) = Ask::of(&here, "admin", "POST", "/accounts", &json!(1), &new).await.send().await;
        assert_eq!(status, 201, "{made}");
        let code = made["code"].as_str().unwrap().to_owned();
        let entering = [here, there].map(|app| {
            let code = code.clone();
            tokio::spawn(async move { app.try_sign_in("wanggang", &code).await.0 })
        });
        let mut found = Vec::new();
        for status in entering {
            found.push(status.await.unwrap());
        }
        found.sort();
        assert_eq!(found, [StatusCode::OK, StatusCode::UNAUTHORIZED]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_change_one_password_the_slower_one_no_longer_knows_it() {
    on_both(|here, there| async move {
        let to = |password: &str| json!({ "former": PASSWORD, "password": password });
        let one = Ask::of(&here, "branch1", "PUT", "/session/password", &json!(1), &to("Kumquat7violin")).await;
        let other = Ask::of(&there, "branch1", "PUT", "/session/password", &json!(1), &to("Marimba8quince")).await;
        let answers = at_once([one, other]).await;
        assert_eq!(answers[0].0, 204, "{answers:?}");
        assert!((400..500).contains(&answers[1].0), "{answers:?}");
    })
    .await;
}

//! What is owed, reminders of it, and exceptions from it.

use axum::http::StatusCode;
use serde_json::{Value, json};
use server::ops::reminders::{look, remind};

use crate::support::{TestApp, exception};

async fn send(app: &TestApp, method: &str, path: &str, account: &str, body: &str) -> (StatusCode, Value) {
    send_at(app, method, path, account, body, "0").await
}

/// As [`send`], from a page that shows the revision `rev`.
async fn send_at(app: &TestApp, method: &str, path: &str, account: &str, body: &str, rev: &str) -> (StatusCode, Value) {
    let cookie = app.sign_in(account).await;
    let answer = app.exchange(method, &format!("/api/v1{path}"), &cookie, body, &[("if-match", rev)]).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn a_branch_sees_what_it_owes_until_when_and_worth_how_much() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/branches/B2/duties?month=2026-09", "branch2").await;
    let owed = &body["items"][0];
    assert_eq!((owed["duty"].as_str(), owed["state"].as_str()), (Some("committee_monthly"), Some("missing")));
    assert_eq!((owed["due_on"].as_str(), owed["worth"].as_str()), (Some("2026-09-30"), Some("40.00")));
    let body = app.show("/api/v1/branches/B2/duties", "branch2").await;
    assert_eq!((body["month"].as_str(), body["items"][0]["state"].as_str()), (Some("2026-10"), Some("open")));
}

#[tokio::test]
async fn an_approved_exception_lifts_the_duty_at_once_and_a_withdrawn_one_does_not() {
    let app = TestApp::new().await;
    let ask = json!({
        "branch_id": "B2", "duty": "committee_monthly", "period": "2026-09", "reason": "全员参加大修",
    });
    let (status, asked) = send(&app, "POST", "/exceptions", "branch2", &ask.to_string()).await;
    assert_eq!(status, StatusCode::CREATED, "{asked}");
    let (status, _) = send(&app, "POST", "/exceptions", "branch2", &ask.to_string()).await;
    assert_eq!(status, StatusCode::CONFLICT, "asked already");
    let todo = app.show("/api/v1/notices", "zzb").await;
    assert_eq!(todo["total"], 0, "it is the unit's to decide");

    let id = asked["id"].as_str().unwrap();
    let (status, done) = send_at(&app, "POST", &format!("/exceptions/{id}/approve"), "zzb", "{}", "1").await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert!(done["assessed"].as_array().unwrap().iter().any(|period| period["period"] == "2026-09"), "{done}");
    assert_eq!(meeting_line(&app).await, "not_owed", "what is not owed is neither earned nor lost");
    let owed = app.show("/api/v1/branches/B2/duties?month=2026-09", "branch2").await;
    assert_eq!(
        (owed["items"][0]["state"].as_str(), owed["items"][0]["state_name"].as_str()),
        (Some("excused"), Some("已批例外"))
    );
    assert_eq!(app.show("/api/v1/notices?part=to_read", "branch2").await["total"], 1, "the branch is told");

    let path = format!("/exceptions/{id}/withdraw");
    let reason = json!({ "reason": "理由不实" }).to_string();
    assert_eq!(send_at(&app, "POST", &path, "branch2", &reason, "2").await.0, StatusCode::FORBIDDEN);
    let (status, stale) = send_at(&app, "POST", &path, "zzb", &reason, "1").await;
    assert_eq!((status, stale["code"].as_str()), (StatusCode::CONFLICT, Some("stale")), "the page was old");
    assert_eq!(send_at(&app, "POST", &path, "zzb", &reason, "2").await.0, StatusCode::OK);
    let kept = app.show(&format!("/api/v1/exceptions/{id}"), "branch2").await;
    assert_eq!(kept["proposal"]["decided_by"], "zzb同志", "the withdrawal leaves the decision as it was");
    let owed = app.show("/api/v1/branches/B2/duties?month=2026-09", "branch2").await;
    assert_eq!(owed["items"][0]["state"], "missing");
    assert_eq!(meeting_line(&app).await, "final");
}

/// The state of September's line for committee meetings of B2.
async fn meeting_line(app: &TestApp) -> String {
    let card = app.show("/api/v1/periods/2026-09/scorecards/B2", "branch2").await;
    let line = card["lines"].as_array().unwrap().iter().find(|line| line["item"] == "A01").unwrap();
    line["state"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_approves_his_own_request() {
    let app = TestApp::new().await;
    let mut db = app.state.store.write().await.unwrap();
    db.exceptions().add(&exception("X1", "B2", "zzb")).await.unwrap();
    db.commit().await.unwrap();
    assert_eq!(send_at(&app, "POST", "/exceptions/X1/approve", "zzb", "{}", "1").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_missed_duty_is_reminded_of_once_and_told_to_the_superior() {
    let app = TestApp::new().await;
    // September's meetings of B2 were due eight days ago.
    let first = remind(&app.state).await.unwrap();
    assert!(first.n_new >= 2, "{first:?}");
    assert_eq!(remind(&app.state).await.unwrap().n_new, 0, "each reminder goes out once");
    let todo = app.show("/api/v1/notices", "branch2").await;
    assert_eq!(todo["total"], 1);
    assert_eq!(todo["items"][0]["title"], "2026年9月：支委会每月一次");
    assert_eq!(app.show("/api/v1/notices", "branch1").await["total"], 0, "B1 did its duty");
    assert_eq!(app.show("/api/v1/notices/counts", "branch2").await["todo"], 1);
}

#[tokio::test]
async fn a_settled_duty_leaves_the_list_of_what_is_to_do() {
    let app = TestApp::new().await;
    remind(&app.state).await.unwrap();
    let meeting = crate::support::fact(
        "N1",
        "B2",
        "committee_meeting",
        rating::facts::FactKind::Record,
        "2026-09-12",
        "9月支委会",
    );
    let mut db = app.state.store.write().await.unwrap();
    db.facts().add(std::slice::from_ref(&meeting)).await.unwrap();
    db.commit().await.unwrap();
    server::ops::assess::branch(&app.state, "B2", meeting.fact.on, "补录").await.unwrap();
    assert_eq!(app.show("/api/v1/notices", "branch2").await["total"], 0);
    assert_eq!(app.show("/api/v1/notices?part=done", "branch2").await["total"], 1);
}

#[tokio::test]
async fn whoever_files_while_reminders_are_written_is_not_reminded() {
    let app = TestApp::new().await;
    let seen = look(&app.state).await.unwrap().unwrap();
    let meeting = crate::support::fact(
        "N1",
        "B2",
        "committee_meeting",
        rating::facts::FactKind::Record,
        "2026-09-12",
        "9月支委会",
    );
    let mut db = app.state.store.write().await.unwrap();
    db.facts().add(std::slice::from_ref(&meeting)).await.unwrap();
    let rows = [store::Changed::new("facts", "N1")];
    db.note(&store::Actor::program(app.state.clock.now()), "fact.added", Some("B2"), &rows).await.unwrap();
    db.commit().await.unwrap();
    server::ops::assess::branch(&app.state, "B2", meeting.fact.on, "补录").await.unwrap();
    assert_eq!(seen.tell(&app.state).await.unwrap().n_new, 0);
    assert_eq!(app.show("/api/v1/notices", "branch2").await["total"], 0);
}

#[tokio::test]
async fn the_calendar_is_edited_against_the_revision_that_was_seen() {
    let app = TestApp::new().await;
    let year = app.show("/api/v1/calendar/2026", "branch2").await;
    assert_eq!((year["is_complete"].as_bool(), year["may_edit"].as_bool()), (Some(true), Some(false)));
    assert_eq!(app.show("/api/v1/calendar/2027", "branch2").await["is_complete"], false);
    let body = json!({ "kind": "workday", "name": "保产上班" }).to_string();
    let (status, day) = send(&app, "PUT", "/calendar/days/2026-10-11", "zzb", &body).await;
    assert_eq!((status, day["rev"].as_i64()), (StatusCode::OK, Some(1)));
    let (status, stale) = send(&app, "PUT", "/calendar/days/2026-10-11", "zzb", &body).await;
    assert_eq!((status, stale["code"].as_str()), (StatusCode::CONFLICT, Some("stale")));
}

#[tokio::test]
async fn when_reminders_go_out_is_the_organisation_departments_to_say() {
    let app = TestApp::new().await;
    let rules = json!({ "before_month": 5, "before_quarter": 10, "before_year": 30, "after": 2, "escalate": 4 });
    assert_eq!(send(&app, "PUT", "/reminders", "branch2", &rules.to_string()).await.0, StatusCode::FORBIDDEN);
    assert_eq!(send(&app, "PUT", "/reminders", "zzb", &rules.to_string()).await.0, StatusCode::OK);
    assert_eq!(app.show("/api/v1/reminders", "branch2").await, rules);
    let wrong = json!({ "before_month": 5, "before_quarter": 10, "before_year": 30, "after": 5, "escalate": 4 });
    assert_eq!(send(&app, "PUT", "/reminders", "zzb", &wrong.to_string()).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

//! The way into the party as branch and superior take it, and what the roster gains by it.

use axum::http::StatusCode;
use ledger::{Step, Taken};
use serde_json::{Value, json};
use store::{Candidate, Db, DevelopmentStep};

use crate::support::TestApp;

/// Somebody of the branch whom it talked to.
pub(crate) async fn furnish(db: &mut Db, branch: &str) {
    let candidate = Candidate {
        id: format!("K-{branch}"),
        branch_id: branch.to_owned(),
        name: format!("申请人{branch}"),
        sex: None,
        born: None,
        education: None,
        job: None,
        member_id: None,
        closed: None,
        closed_by: None,
        rev: 1,
    };
    db.members().add_candidates(std::slice::from_ref(&candidate)).await.unwrap();
    let step = |step: Step, on: &str| DevelopmentStep {
        id: format!("{}-{}", step.word(), candidate.id),
        candidate_id: candidate.id.clone(),
        taken: Taken { step, on: on.parse().unwrap(), tenths: None, ballot: None, until: None },
        note: None,
        exception: None,
        entered_by: "nobody".to_owned(),
    };
    let steps = [step(Step::Application, "2026-01-05"), step(Step::Talk, "2026-01-12")];
    db.members().add_development_steps(&steps).await.unwrap();
}

async fn send(app: &TestApp, path: &str, who: &str, body: &Value) -> (StatusCode, Value) {
    let cookie = app.enter(who).await;
    let answer = app.exchange("POST", path, &cookie, &body.to_string(), &[]).await;
    (answer.status, answer.json())
}

/// A candidate of B1 who has taken all these steps.
async fn candidate(app: &TestApp, steps: &[(&str, Value)]) -> String {
    let asked = json!({ "branch_id": "B1", "on": "2023-01-05", "name": "周新", "sex": "male" });
    let (status, made) = send(app, "/api/v1/candidates", "branch1", &asked).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    for (who, step) in steps {
        let (status, taken) = send(app, &format!("/api/v1/candidates/{id}/steps"), who, step).await;
        assert_eq!(status, StatusCode::CREATED, "{step}: {taken}");
    }
    id
}

fn to_the_meeting() -> Vec<(&'static str, Value)> {
    vec![
        ("branch1", json!({ "step": "talk", "on": "2023-01-20" })),
        ("branch1", json!({ "step": "activist", "on": "2023-03-01" })),
        ("branch1", json!({ "step": "inspection", "on": "2023-09-01" })),
        ("branch1", json!({ "step": "target", "on": "2024-03-01" })),
        ("branch1", json!({ "step": "vetting", "on": "2024-03-20" })),
        ("branch1", json!({ "step": "training", "on": "2024-04-10", "hours": "24" })),
        ("unit1", json!({ "step": "preview", "on": "2024-05-10" })),
    ]
}

fn vote(step: &str, on: &str, in_favour: u32) -> Value {
    let ballot = json!({ "entitled": 20, "present": 15, "in_favour": in_favour, "written": 0 });
    json!({ "step": step, "on": on, "ballot": ballot })
}

#[tokio::test]
async fn a_year_as_activist_cannot_be_shortened_and_a_late_inspection_asks_why() {
    let app = TestApp::new().await;
    let id = candidate(&app, &to_the_meeting()[..2]).await;
    let path = format!("/api/v1/candidates/{id}/steps");
    let late = json!({ "step": "inspection", "on": "2023-09-02" });
    let (status, refused) = send(&app, &path, "branch1", &late).await;
    assert_eq!((status, &refused["problems"][0]["at"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("exception")));
    let why = json!({ "step": "inspection", "on": "2023-09-02", "exception": "防汛值守，顺延一天" });
    let (status, taken) = send(&app, &path, "branch1", &why).await;
    assert_eq!(status, StatusCode::CREATED, "{taken}");
    let early = json!({ "step": "target", "on": "2024-02-29", "exception": "表现突出" });
    let (status, refused) = send(&app, &path, "branch1", &early).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no reason shortens the year");
    assert!(refused["problems"][0]["message"].as_str().unwrap().contains("2024-03-01"), "{refused}");
}

#[tokio::test]
async fn approval_makes_a_probationary_member_and_confirmation_gives_the_vote() {
    let app = TestApp::new().await;
    let id = candidate(&app, &to_the_meeting()).await;
    let path = format!("/api/v1/candidates/{id}/steps");
    assert_eq!(
        send(&app, &path, "branch1", &vote("admission", "2024-06-01", 10)).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let (status, met) = send(&app, &path, "branch1", &vote("admission", "2024-06-01", 11)).await;
    assert_eq!((status, &met["member_id"]), (StatusCode::CREATED, &Value::Null), "{met}");

    let approval = json!({ "step": "approval", "on": "2024-07-20" });
    assert_eq!(send(&app, &path, "branch1", &approval).await.0, StatusCode::FORBIDDEN, "a branch does not approve");
    let (status, approved) = send(&app, &path, "unit1", &approval).await;
    assert_eq!(status, StatusCode::CREATED, "{approved}");
    let member = format!("/api/v1/members/{}", approved["member_id"].as_str().unwrap());
    let cookie = app.enter("branch1").await;
    let seen = app.exchange("GET", &member, &cookie, "", &[]).await.json();
    assert_eq!((&seen["standing"], &seen["joined_on"]), (&json!("probationary"), &json!("2024-06-01")));

    let early = vote("confirmation", "2025-05-31", 15);
    assert_eq!(send(&app, &path, "branch1", &early).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, met) = send(&app, &path, "branch1", &vote("confirmation", "2025-06-01", 15)).await;
    assert_eq!(status, StatusCode::CREATED, "{met}");
    let last = json!({ "step": "confirmation_approval", "on": "2025-07-01" });
    let (status, done) = send(&app, &path, "unit1", &last).await;
    assert_eq!((status, &done["closed_by"]), (StatusCode::CREATED, &json!("转正")), "{done}");
    let seen = app.exchange("GET", &member, &cookie, "", &[]).await.json();
    assert_eq!((&seen["standing"], &seen["confirmed_on"]), (&json!("full"), &json!("2025-06-01")));
    assert_eq!(done["open"], json!([]), "the way has ended");
}

#[tokio::test]
async fn nobody_approves_what_he_entered() {
    let app = TestApp::new().await;
    let mut steps = to_the_meeting();
    steps.push(("unit1", vote("admission", "2024-06-01", 15)));
    let id = candidate(&app, &steps).await;
    let path = format!("/api/v1/candidates/{id}/steps");
    let approval = json!({ "step": "approval", "on": "2024-07-20" });
    assert_eq!(send(&app, &path, "unit1", &approval).await.0, StatusCode::FORBIDDEN);
    assert_eq!(send(&app, &path, "zzb", &approval).await.0, StatusCode::CREATED);
    let undo = format!("/api/v1/candidates/{id}/steps/undo");
    assert_eq!(send(&app, &undo, "zzb", &json!({})).await.0, StatusCode::CONFLICT, "the roster rests on it");
}

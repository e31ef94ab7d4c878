//! Every operation of the OpenAPI document, as nobody, as a stranger, as its owner and as the administrator.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::support::TestApp;

/// What an operation answers. `stranger` is branch B2 asking for what belongs to B1; `owner` is B1 itself.
struct Expected {
    operation: &'static str,
    path: &'static str,
    nobody: u16,
    stranger: u16,
    owner: u16,
    business: u16,
    administrator: u16,
}

const fn expected(operation: &'static str, path: &'static str, answers: [u16; 5]) -> Expected {
    let [nobody, stranger, owner, business, administrator] = answers;
    Expected { operation, path, nobody, stranger, owner, business, administrator }
}

const EXPECTED: [Expected; 16] = [
    // Signing in without a body is a bad request; signing out without a session is done already.
    expected("post /api/v1/session", "/api/v1/session", [400, 400, 400, 400, 400]),
    expected("get /api/v1/session", "/api/v1/session", [401, 200, 200, 200, 200]),
    expected("get /api/v1/periods", "/api/v1/periods", [401, 200, 200, 200, 200]),
    expected("post /api/v1/periods/{period}/rate", "/api/v1/periods/2026-09/rate", [401, 403, 403, 403, 403]),
    expected("post /api/v1/periods/{period}/seal", "/api/v1/periods/2026-09/seal", [401, 403, 403, 403, 403]),
    expected("get /api/v1/orgs", "/api/v1/orgs", [401, 200, 200, 200, 200]),
    expected("get /api/v1/categories", "/api/v1/categories", [401, 200, 200, 200, 200]),
    expected("get /api/v1/branches", "/api/v1/branches", [401, 200, 200, 403, 403]),
    expected("get /api/v1/rankings/{period}", "/api/v1/rankings/2026-09", [401, 200, 200, 200, 403]),
    expected("get /api/v1/branches/{branch}/picture", "/api/v1/branches/B1/picture", [401, 404, 200, 403, 403]),
    expected(
        "get /api/v1/periods/{period}/scorecards/{branch}",
        "/api/v1/periods/2026-09/scorecards/B1",
        [401, 404, 200, 403, 403],
    ),
    expected("get /api/v1/facts", "/api/v1/facts?branch=B1", [401, 404, 200, 200, 403]),
    expected("get /api/v1/facts/{id}", "/api/v1/facts/S1", [401, 404, 200, 404, 403]),
    expected("get /api/v1/schemes", "/api/v1/schemes", [401, 200, 200, 200, 200]),
    expected("get /api/v1/schemes/{code}/{version}", "/api/v1/schemes/small/1", [401, 200, 200, 200, 200]),
    expected("get /api/v1/workbench", "/api/v1/workbench", [401, 200, 200, 200, 200]),
];

#[tokio::test]
async fn every_operation_answers_each_caller_as_it_should() {
    let app = TestApp::new().await;
    let (stranger, owner) = (app.sign_in("branch2").await, app.sign_in("branch1").await);
    let (business, administrator) = (app.sign_in("sczx").await, app.sign_in("admin").await);
    for expected in &EXPECTED {
        let method = expected.operation.split(' ').next().unwrap().to_uppercase();
        for (who, cookie, want) in [
            ("nobody", "", expected.nobody),
            ("stranger", stranger.as_str(), expected.stranger),
            ("owner", owner.as_str(), expected.owner),
            ("business", business.as_str(), expected.business),
            ("administrator", administrator.as_str(), expected.administrator),
        ] {
            let (status, body) = app.send(&method, expected.path, cookie).await;
            assert_eq!(status.as_u16(), want, "{} as {who}: {body}", expected.operation);
        }
    }
}

/// Signing out ends the caller's session, so it has a test of its own in `session.rs`.
const ELSEWHERE: [&str; 1] = ["delete /api/v1/session"];

#[test]
fn no_operation_is_without_an_expectation() {
    let document = serde_json::to_value(server::api::openapi()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            documented.insert(format!("{method} {path}"));
        }
    }
    let known: BTreeSet<String> =
        EXPECTED.iter().map(|expected| expected.operation).chain(ELSEWHERE).map(str::to_owned).collect();
    assert_eq!(documented, known);
}

#[tokio::test]
async fn a_foreign_branch_and_one_that_is_not_answer_alike() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("branch2").await;
    for (foreign, missing) in [
        ("/api/v1/branches/B1/picture", "/api/v1/branches/B9/picture"),
        ("/api/v1/periods/2026-09/scorecards/B1", "/api/v1/periods/2026-09/scorecards/B9"),
        ("/api/v1/facts/S1", "/api/v1/facts/S9"),
        ("/api/v1/facts?branch=B1", "/api/v1/facts?branch=B9"),
    ] {
        let (status, mut body) = app.get(foreign, &cookie).await;
        let (other_status, mut other_body) = app.get(missing, &cookie).await;
        body["request_id"].take();
        other_body["request_id"].take();
        assert_eq!((status, body), (other_status, other_body), "{foreign}");
        assert_eq!(status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn nothing_of_a_foreign_branch_but_its_published_result_leaks() {
    let app = TestApp::new().await;
    for account in ["branch2", "member2", "admin", "sczx"] {
        let cookie = app.sign_in(account).await;
        for path in EXPECTED.iter().filter(|expected| expected.operation.starts_with("get")) {
            for path in [path.path, path.path.split('?').next().unwrap()] {
                let (_, body) = app.get(path, &cookie).await;
                let text = body.to_string();
                for canary in ["一高炉内部议事", "一高炉党支部书记"] {
                    assert!(!text.contains(canary), "{account} reads {canary} at {path}");
                }
            }
        }
    }
}

#[tokio::test]
async fn the_administrator_reads_no_points() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("admin").await;
    for expected in EXPECTED.iter().filter(|expected| expected.administrator == 200) {
        // Schemes say what items are worth; that is no result.
        if expected.operation.contains("/schemes") {
            continue;
        }
        let (_, body) = app.get(expected.path, &cookie).await;
        for word in ["\"points\"", "\"stars\"", "\"rank\"", "\"mean\""] {
            assert!(!body.to_string().contains(word), "{} shows {word}", expected.operation);
        }
    }
}

#[tokio::test]
async fn a_withdrawn_role_ends_with_the_next_request() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("branch1").await;
    let path = "/api/v1/periods/2026-09/scorecards/B1";
    assert_eq!(app.get(path, &cookie).await.0, StatusCode::OK);
    app.state.store.execute_raw("delete from user_roles where org_id = 'B1'").await.unwrap();
    assert_eq!(app.get(path, &cookie).await.0, StatusCode::FORBIDDEN);
}

//! Minutes of keeping the ledger: of a branch and a month, of nobody, and never scored.

use serde_json::{Value, json};
use store::{MedianEffort, Scope};

use crate::{
    records::{Desk, all_came},
    support::TestApp,
};

/// A committee meeting of B2, saved three times with these pauses before each saving and before the filing.
async fn file(app: &TestApp, pauses: [i64; 3]) -> Value {
    let desk = Desk::of(app, "branch2").await;
    let new = json!({ "branch_id": "B2", "kind": "committee_meeting", "on": "2026-09-12" });
    let record = desk.done("POST", "/records", &Value::Null, &new).await;
    let id = record["id"].as_str().unwrap();
    let (mut rev, mut body) = (record["rev"].clone(), record["draft"].clone());
    all_came(&mut body);
    for (n, pause) in pauses[..2].iter().enumerate() {
        app.state.clock.advance(*pause);
        body["agenda"] = json!([{ "topic": format!("议题{n}") }]);
        rev = desk.done("PUT", &format!("/records/{id}/draft"), &rev, &body).await["rev"].clone();
    }
    app.state.clock.advance(pauses[2]);
    desk.done("POST", &format!("/records/{id}/file"), &rev, &Value::Null).await
}

async fn effort(app: &TestApp) -> Vec<MedianEffort> {
    let mut db = app.state.store.read().await.unwrap();
    let scope = Scope::of(&app.id_of("zzb").await, app.state.clock.today());
    db.efforts().medians(&scope, ("2026-01", "2026-12"), 1).await.unwrap()
}

#[tokio::test]
async fn typing_counts_pauses_do_not() {
    let app = TestApp::new().await;
    file(&app, [60, 45, 600]).await;
    let found = effort(&app).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].seconds, found[0].n_records, found[0].month.as_str()), (105, 1, "2026-10"));
}

#[tokio::test]
async fn a_slow_branch_and_a_quick_one_have_the_same_facts_and_points() {
    let (slow, quick) = (TestApp::new().await, TestApp::new().await);
    let (one, other) = (file(&slow, [290, 280, 270]).await, file(&quick, [0, 0, 0]).await);
    assert!(effort(&slow).await[0].seconds > 800 && effort(&quick).await[0].seconds == 0);
    assert_eq!(one["assessed"], other["assessed"]);
    let mut facts = Vec::new();
    for app in [&slow, &quick] {
        let mut db = app.state.store.read().await.unwrap();
        let mut of_branch = db.facts().evidence_of("B2").await.unwrap();
        // A record's id is a random name.
        of_branch.iter_mut().for_each(|fact| fact.id.clear());
        facts.push(of_branch);
    }
    assert_eq!(facts[0], facts[1], "no fact knows how long it took");
}

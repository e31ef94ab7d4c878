//! A branch's score follows its facts at once.

use rating::facts::{FactKind, FactState};
use server::ops::{assess, seal_period::seal_period};

use crate::support::{TestApp, fact};

#[tokio::test]
async fn a_record_is_in_the_score_at_once_and_says_what_moved() {
    let app = TestApp::new().await;
    let state = &app.state;
    // B2 held no committee meeting in September: 30 of 40 points lost.
    let before = app.show("/api/v1/periods/2026-09/scorecards/B2", "branch2").await;
    let meeting = fact("N1", "B2", "committee_meeting", FactKind::Record, "2026-09-12", "9月支委会");
    let mut db = state.store.write().await.unwrap();
    db.facts().add(std::slice::from_ref(&meeting)).await.unwrap();
    db.commit().await.unwrap();

    let assessed = assess::branch(state, "B2", meeting.fact.on, "补录支委会").await.unwrap();
    let month = assessed.iter().find(|assessed| assessed.period == "2026-09").unwrap();
    assert_eq!((month.moved[0].item.as_str(), month.moved[0].change.as_str()), ("A01", "+30.00"));
    assert_eq!(month.before.as_deref(), before["points"].as_str());
    let after = app.show("/api/v1/periods/2026-09/scorecards/B2", "branch2").await;
    assert_eq!(after["points"].as_str(), Some(month.total.as_str()));
    assert_eq!(after["rank"], before["rank"], "places change when everybody is rated");
    assert!(assessed.iter().any(|assessed| assessed.period == "2026-Q3"), "the quarter follows: {assessed:?}");

    let again = assess::branch(state, "B2", meeting.fact.on, "补录支委会").await.unwrap();
    assert_eq!(again, [], "nothing changed, nothing is written");

    let mut returned = meeting.clone();
    returned.fact.id = "N2".to_owned();
    returned.fact.state = FactState::Returned;
    returned.replaces = Some("N1".to_owned());
    let mut db = state.store.write().await.unwrap();
    db.facts().add(&[returned]).await.unwrap();
    db.commit().await.unwrap();
    let assessed = assess::branch(state, "B2", meeting.fact.on, "退回").await.unwrap();
    let month = assessed.iter().find(|assessed| assessed.period == "2026-09").unwrap();
    assert_eq!(month.moved[0].change, "-30.00");
    assert_eq!(Some(month.total.as_str()), before["points"].as_str());
}

#[tokio::test]
async fn a_sealed_period_stands() {
    let app = TestApp::new().await;
    let state = &app.state;
    for period in ["2026-09", "2026-Q3"] {
        seal_period(&state.store, period.parse().unwrap(), "zzb", state.clock.now()).await.unwrap();
    }
    let meeting = fact("N1", "B2", "committee_meeting", FactKind::Record, "2026-09-12", "9月支委会");
    let mut db = state.store.write().await.unwrap();
    db.facts().add(std::slice::from_ref(&meeting)).await.unwrap();
    db.commit().await.unwrap();
    let assessed = assess::branch(state, "B2", meeting.fact.on, "补录").await.unwrap();
    assert!(assessed.iter().all(|assessed| assessed.period == "2026-10"), "{assessed:?}");
}

#[tokio::test]
async fn the_running_month_waits_for_what_can_still_be_done() {
    let app = TestApp::new().await;
    let rated = assess::everyone(&app.state).await.unwrap();
    assert!(rated.iter().any(|rated| rated.period.to_string() == "2026-10"), "{rated:?}");
    let card = app.show("/api/v1/periods/2026-10/scorecards/B1", "branch1").await;
    let waits = card["lines"].as_array().unwrap().iter().find(|line| line["item"] == "A01").unwrap();
    assert_eq!(waits["state"], "waiting", "{waits}");
}

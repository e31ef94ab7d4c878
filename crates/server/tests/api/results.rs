use rating::points::Points;
use serde_json::{Value, json};
use server::ops::rate_period::rate_period;

use crate::support::TestApp;

fn points(value: &Value) -> Points {
    value.as_str().unwrap().parse().unwrap()
}

fn sum(steps: &Value) -> Points {
    steps.as_array().unwrap().iter().map(|step| points(&step["points"])).sum()
}

#[tokio::test]
async fn a_scorecard_traces_each_point_to_its_rule_and_facts() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/periods/2026-09/scorecards/B2", "branch2").await;
    assert_eq!(body["points"], "64.00");
    assert_eq!(body["branch"]["unit_name"], "炼钢厂党委");
    let line = &body["lines"][0];
    assert_eq!((line["item"].as_str(), line["points"].as_str()), (Some("A01"), Some("10.00")));
    assert_eq!(line["self_points"], "38.00", "beside the points, not among them");
    assert!(body["lines"][1]["self_points"].is_null());
    let missing = line["steps"].as_array().unwrap().iter().find(|step| step["points"] == "-30.00").unwrap();
    assert_eq!(missing["rule"], "缺一次扣30分");
    assert!(missing["sentence"].as_str().unwrap().contains("支委会"), "{missing}");
    let output = &body["lines"][1];
    let facts: Vec<&Value> =
        output["steps"].as_array().unwrap().iter().flat_map(|step| step["facts"].as_array().unwrap()).collect();
    assert_eq!(facts[0], &json!({ "id": "PB209", "title": "产量", "on": "2026-09-28" }));
}

#[tokio::test]
async fn every_sum_is_the_sum_of_its_steps() {
    let app = TestApp::new().await;
    for period in ["2026-07", "2026-09", "2026-Q3"] {
        for branch in ["B1", "B2", "B3"] {
            let body = app.show(&format!("/api/v1/periods/{period}/scorecards/{branch}"), "zzb").await;
            for line in body["lines"].as_array().unwrap() {
                assert_eq!(sum(&line["steps"]), points(&line["points"]), "{period} {branch} {}", line["item"]);
            }
            assert_eq!(sum(&body["summary"]), points(&body["points"]), "{period} {branch}");
        }
    }
}

#[tokio::test]
async fn what_still_waits_is_said_and_not_counted_as_zero() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/branches/B3/picture?period=2026-09", "zzb").await;
    assert_eq!(body["state"], "waiting");
    assert_eq!(body["waiting"][0]["item_name"], "产量");
    assert_eq!(body["waiting"][0]["for_whom"], "生产部");
    assert_eq!(body["points"], "100.00", "only the decided item counts");
}

#[tokio::test]
async fn a_picture_shows_gaps_course_and_comparison() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/branches/B2/picture?period=2026-09", "branch2").await;
    assert_eq!(
        (body["rank"].as_i64(), body["previous_rank"].as_i64(), body["of"].as_i64()),
        (Some(2), Some(2), Some(2))
    );
    assert_eq!(body["gaps"][0]["item_code"], "A01");
    assert_eq!(body["gaps"][0]["points_lost"], "30.00");
    let team = &body["indices"][0];
    assert_eq!((team["value"].as_str(), team["mean"].as_str()), (Some("25.00"), Some("62.50")));
    assert_eq!((team["best"].as_str(), team["best_branch_name"].as_str()), (Some("100.00"), Some("一高炉党支部")));
    assert_eq!(team["previous"], "100.00");
    let months: Vec<&str> =
        body["trend"].as_array().unwrap().iter().map(|month| month["period"].as_str().unwrap()).collect();
    assert_eq!(months, ["2026-07", "2026-08", "2026-09"]);
    assert_eq!(body["trend"][2]["category_best"], "100.00");
    let leading = app.show("/api/v1/branches/B1/picture?period=2026-09", "branch1").await;
    assert_eq!(leading["strengths"][0]["item_code"], "A01");
    assert_eq!(leading["honours"][0]["title"], "市级先进党支部");
}

#[tokio::test]
async fn a_quarters_gap_is_explained_by_the_month_that_cost_most() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/branches/B2/picture?period=2026-Q3", "branch2").await;
    assert_eq!(body["gaps"][0]["item_code"], "A01");
    let text = body["gaps"][0]["text"].as_str().unwrap();
    assert_eq!(text, "9月：应尽“支委会每月一次”1次，实际0次，缺1次，扣30分");
    let output = body["gaps"].as_array().unwrap().iter().find(|gap| gap["item_code"] == "P01").unwrap();
    assert!(output["text"].as_str().unwrap().starts_with("7月："), "the earliest of equals: {output}");
    assert_eq!(output["facts"][0]["id"], "PB207");
    for gap in body["gaps"].as_array().unwrap() {
        let text = gap["text"].as_str().unwrap();
        assert!(!["平均计", "差额", "占"].iter().any(|word| text.contains(word)), "{text}");
    }
    assert_eq!((body["stars"].as_i64(), body["star_name"].as_str()), (Some(3), Some("三星级")));
}

#[tokio::test]
async fn a_branch_list_stays_within_reach() {
    let app = TestApp::new().await;
    for (account, want) in [("zzb", 3), ("unit1", 1), ("branch2", 1)] {
        let body = app.show("/api/v1/branches", account).await;
        assert_eq!(body["total"], want, "{account}");
    }
    let body = app.show("/api/v1/branches?sort=-points&category=production", "zzb").await;
    assert_eq!(body["items"][0]["id"], "B1");
    assert_eq!(
        (body["items"][0]["latest_points"].as_str(), body["items"][0]["stars"].as_i64()),
        (Some("100.00"), Some(5))
    );
}

#[tokio::test]
async fn the_workbench_fits_the_role() {
    let app = TestApp::new().await;
    let company = app.show("/api/v1/workbench", "zzb").await;
    assert_eq!(company["units"].as_array().unwrap().len(), 2);
    assert_eq!(company["cards"][0]["value"], "3");
    let unit = app.show("/api/v1/workbench", "unit1").await;
    assert_eq!(unit["units"].as_array().unwrap().len(), 1);
    let branch = app.show("/api/v1/workbench", "branch2").await;
    assert_eq!(branch["mine"]["branch_name"], "转炉党支部");
    assert_eq!(app.show("/api/v1/workbench", "sczx").await["cards"][0]["value"], "2");
}

/// State, due date and text of an item in a secretary's list.
fn task(body: &Value, item: &str) -> (String, String, String) {
    let due = body["mine"]["due"].as_array().unwrap().iter().find(|due| due["item_code"] == item).unwrap();
    let text = |name: &str| due[name].as_str().unwrap().to_owned();
    (text("state"), text("due_on"), text("text"))
}

#[tokio::test]
async fn a_secretary_sees_what_is_due_late_lost_waiting_and_done() {
    let app = TestApp::new().await;
    let september = app.show("/api/v1/workbench", "branch2").await;
    let (state, due_on, text) = task(&september, "A01");
    assert_eq!((state.as_str(), due_on.as_str()), ("late", "2026-09-30"));
    assert!(text.contains("缺1次"), "{text}");
    assert_eq!(task(&september, "P01").0, "lost", "the figure came in time and was low");
    assert_eq!(september["cards"][2]["value"], "1", "only what was missed is left to do");
    assert_eq!(task(&app.show("/api/v1/workbench", "branch1").await, "A01").0, "done");

    let october = "2026-10".parse().unwrap();
    let now = app.state.clock.now();
    rate_period(&app.state.store, &app.state.schemes, october, "首次评分", now).await.unwrap();
    let october = app.show("/api/v1/workbench", "branch2").await;
    assert_eq!(task(&october, "A01").0, "due", "there is time until the end of the month");
    assert_eq!(task(&october, "P01").0, "waiting");
    let states: Vec<&str> =
        october["mine"]["due"].as_array().unwrap().iter().map(|due| due["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["due", "waiting"], "most urgent first");
}

#[tokio::test]
async fn the_workbench_of_another_period_can_be_asked_for() {
    let app = TestApp::new().await;
    let august = app.show("/api/v1/workbench?period=2026-08", "branch2").await;
    assert_eq!((august["period"].as_str(), august["mine"]["points"].as_str()), (Some("2026-08"), Some("94.00")));
    let quarter = app.show("/api/v1/workbench?period=2026-Q3", "branch2").await;
    let (state, _, text) = task(&quarter, "A01");
    assert!(state == "late" && text.starts_with("9月："), "{text}");
    let company = app.show("/api/v1/workbench?period=2026-Q3", "zzb").await;
    assert_eq!(company["cards"][1]["title"], "本季度平均分");
    let cookie = app.sign_in("branch2").await;
    for (period, status, code) in [("2025-01", 404, "not_rated"), ("2026-13", 400, "bad_period")] {
        let (got, body) = app.get(&format!("/api/v1/workbench?period={period}"), &cookie).await;
        assert_eq!((got.as_u16(), body["code"].as_str()), (status, Some(code)));
    }
}

#[tokio::test]
async fn cards_lead_only_to_pages_that_the_role_may_open() {
    let app = TestApp::new().await;
    for (account, folders) in [
        ("zzb", &["/branches", "/rankings"][..]),
        ("unit1", &["/branches", "/rankings"]),
        ("branch1", &["/branches/B1", "/rankings"]),
        ("member2", &["/branches/B2", "/rankings"]),
        ("sczx", &["/facts"]),
        ("admin", &[]),
    ] {
        let body = app.show("/api/v1/workbench", account).await;
        for card in body["cards"].as_array().unwrap().iter().filter_map(|card| card["to"].as_str()) {
            assert!(folders.iter().any(|folder| card.starts_with(folder)), "{account} is sent to {card}");
        }
    }
}

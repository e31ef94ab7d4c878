use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_fact_names_every_point_it_moved() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/facts/H1", "branch1").await;
    assert_eq!((body["name"].as_str(), body["kind_name"].as_str()), (Some("荣誉"), Some("事件")));
    assert_eq!(body["fields"], json!([{ "name": "level", "label": "level", "value": "市级", "unit": "" }]));
    let moved = &body["moved"][0];
    assert_eq!((moved["period"].as_str(), moved["item"].as_str()), (Some("2026-09"), Some("X01")));
    assert_eq!((moved["item_name"].as_str(), moved["points"].as_str()), (Some("荣誉"), Some("2.00")));
}

#[tokio::test]
async fn a_business_department_reads_measures_of_all_branches_but_no_points() {
    let app = TestApp::new().await;
    let body = app.show("/api/v1/facts", "sczx").await;
    assert_eq!(body["total"], 8);
    assert!(body["items"].as_array().unwrap().iter().all(|fact| fact["kind"] == "measure"));
    let body = app.show("/api/v1/facts/PB109", "sczx").await;
    assert_eq!(body["moved"], json!([]));
}

#[tokio::test]
async fn facts_are_found_by_kind_period_and_words() {
    let app = TestApp::new().await;
    for (query, want) in [
        ("kind=event", 1),
        ("key=committee_meeting", 8),
        ("key=committee_meeting&period=2026-09", 2),
        ("q=%E8%AE%AE%E4%BA%8B", 1),
        ("branch=B1&kind=measure", 3),
    ] {
        let body = app.show(&format!("/api/v1/facts?{query}"), "zzb").await;
        assert_eq!(body["total"], want, "{query}");
    }
}

use axum::http::StatusCode;

use crate::support::TestApp;

const LISTS: [&str; 3] = ["/api/v1/branches", "/api/v1/rankings/2026-09", "/api/v1/facts"];

#[tokio::test]
async fn a_page_outside_the_bounds_is_refused_with_the_bounds() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for list in LISTS {
        for wrong in ["page=0", "page=-1", "size=0", "size=201", "page=1000001"] {
            let (status, body) = app.get(&format!("{list}?{wrong}"), &cookie).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{list}?{wrong}");
            assert!(body["message"].as_str().unwrap().contains("每页 1 至 200 条"), "{body}");
        }
        for wrong in ["page=two", "size=9999999999999999999999"] {
            let (status, body) = app.get(&format!("{list}?{wrong}"), &cookie).await;
            assert_eq!(
                (status, body["code"].as_str()),
                (StatusCode::BAD_REQUEST, Some("bad_request")),
                "{list}?{wrong}"
            );
        }
        let (status, body) = app.get(&format!("{list}?page=1000000&size=200"), &cookie).await;
        assert_eq!((status, body["items"].as_array().unwrap().len()), (StatusCode::OK, 0), "behind the end is empty");
        assert!(body["total"].as_i64().unwrap() > 0, "{list} still says how many there are");
    }
}

#[tokio::test]
async fn an_unknown_column_to_sort_by_is_refused_with_the_known_ones() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for list in LISTS {
        let (status, body) = app.get(&format!("{list}?sort=password"), &cookie).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{list}");
        let said = body["message"].as_str().unwrap();
        assert!(said.contains("不能按“password”排序；可用"), "{said}");
        assert_eq!(app.get(&format!("{list}?sort="), &cookie).await.0, StatusCode::OK, "empty is not given");
    }
}

#[tokio::test]
async fn what_is_typed_into_a_filter_is_only_ever_text() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for list in LISTS {
        for typed in ["%25", "_", "'%3B--", "!"] {
            let (status, body) = app.get(&format!("{list}?q={typed}"), &cookie).await;
            assert_eq!((status, body["total"].as_i64()), (StatusCode::OK, Some(0)), "{list}?q={typed}");
        }
    }
}

#[tokio::test]
async fn unknown_periods_and_categories_are_named_errors() {
    let app = TestApp::new().await;
    let cookie = app.sign_in("zzb").await;
    for (path, status, code) in [
        ("/api/v1/rankings/2026-9", 400, "bad_period"),
        ("/api/v1/rankings/2031-01", 404, "not_rated"),
        ("/api/v1/rankings/2026-09?category=bakery", 404, "not_found"),
        ("/api/v1/branches/B1/picture?period=2031-01", 404, "not_rated"),
        ("/api/v1/branches/B1/picture?period=autumn", 400, "bad_period"),
        ("/api/v1/periods/2031-01/scorecards/B1", 404, "not_rated"),
        ("/api/v1/facts?kind=rumour", 400, "bad_request"),
        ("/api/v1/facts?period=autumn", 400, "bad_period"),
        ("/api/v1/schemes/small/9", 404, "not_found"),
        ("/api/v1/nothing", 404, "not_found"),
    ] {
        let (got, body) = app.get(path, &cookie).await;
        assert_eq!((got.as_u16(), body["code"].as_str()), (status, Some(code)), "{path}: {body}");
        assert!(!body["message"].as_str().unwrap().is_ascii(), "{path} answers in Chinese");
    }
}

//! Party dues: the register of a branch, and who decides on a reduction.

use axum::http::StatusCode;
use ledger::DuesKind;
use serde_json::{Value, json};
use store::{Db, DuesBase, DuesPayment};

use crate::support::TestApp;

/// A base from January on, a reduction asked for from February on, and January's dues.
pub(crate) async fn furnish(db: &mut Db, branch: &str) {
    let id = format!("{branch}-1");
    let base = DuesBase {
        member_id: id.clone(),
        from_month: "2026-01".to_owned(),
        kind: DuesKind::Wage,
        cents: 600_000,
        reduced_to: None,
        reason: None,
        entered_by: "nobody".to_owned(),
        decision: None,
        decided_by: None,
        decided_on: None,
    };
    let reduced = DuesBase {
        from_month: "2026-02".to_owned(),
        reduced_to: Some(1_000),
        reason: Some("家庭困难".to_owned()),
        ..base.clone()
    };
    db.members().add_dues_bases(&[base, reduced]).await.unwrap();
    let payment = DuesPayment {
        member_id: id,
        month: "2026-01".to_owned(),
        branch_id: branch.to_owned(),
        paid_on: "2026-01-09".parse().unwrap(),
        cents: 9_000,
        entered_by: "nobody".to_owned(),
    };
    db.members().add_dues_payments(&[payment]).await.unwrap();
}

async fn send(app: &TestApp, path: &str, who: &str, body: &Value) -> (StatusCode, Value) {
    let cookie = app.enter(who).await;
    let answer = app.exchange("POST", path, &cookie, &body.to_string(), &[]).await;
    (answer.status, answer.json())
}

async fn set_norm(app: &TestApp, who: &str, rev: &str, body: &Value) -> (StatusCode, Value) {
    let cookie = app.enter(who).await;
    let answer = app.exchange("POST", "/api/v1/norms", &cookie, &body.to_string(), &[("if-match", rev)]).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn of_two_who_change_a_norm_the_second_sees_both_values() {
    let app = TestApp::new().await;
    let norm = |value: &str| json!({ "key": "training.member", "from_on": "2026-01-01", "value": value, "source": "公司党委通知" });
    assert_eq!(set_norm(&app, "zzb", "0", &norm("36")).await.0, StatusCode::CREATED);
    let (status, said) = set_norm(&app, "zzb", "0", &norm("40")).await;
    assert_eq!(status, StatusCode::CONFLICT, "{said}");
    let current = &said["versions"]["current"];
    assert_eq!((current["rev"].as_i64(), said["versions"]["sent"]["value"].as_str()), (Some(1), Some("40")));
    assert!(current["values"].as_array().unwrap().iter().any(|value| value["value"] == "36"), "{current}");
    assert_eq!(set_norm(&app, "zzb", "1", &norm("40")).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn a_hard_rule_is_shown_with_its_source_and_not_loosened() {
    let app = TestApp::new().await;
    let cookie = app.enter("zzb").await;
    let list = app.exchange("GET", "/api/v1/norms", &cookie, "", &[]).await.json();
    let of = |key: &str| list["items"].as_array().unwrap().iter().find(|norm| norm["key"] == key).unwrap().clone();
    let least = of("org.full_least");
    assert_eq!((least["status_name"].as_str(), least["may_change"].as_bool()), (Some("硬性"), Some(false)));
    assert!(least["values"][0]["source"].as_str().unwrap().contains("第四条"), "{least}");
    assert_eq!(of("org.members_most")["status_name"], "一般");
    assert_eq!(of("org.remind_months")["status_name"], "自定");
    let norm = |key: &str, value: &str| json!({ "key": key, "from_on": "2026-01-01", "value": value, "source": "公司党委通知" });
    for (key, value) in [("org.full_least", "5"), ("development.activist_months", "6"), ("development.talk_days", "60")]
    {
        let (status, said) = set_norm(&app, "zzb", "0", &norm(key, value)).await;
        assert_eq!(
            (status, said["problems"][0]["at"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("value")),
            "{key}"
        );
    }
    let stricter = norm("development.inspection_months", "3");
    assert_eq!(set_norm(&app, "zzb", "0", &stricter).await.0, StatusCode::CREATED);
}

fn cents(text: &Value) -> i64 {
    text.as_str().unwrap().replace('.', "").parse().unwrap()
}

fn line<'a>(register: &'a Value, id: &str) -> &'a Value {
    register["items"].as_array().unwrap().iter().find(|line| line["member_id"] == id).unwrap()
}

#[tokio::test]
async fn what_is_ticked_moves_from_open_to_paid_and_the_sums_stay_equal() {
    let app = TestApp::new().await;
    let base = json!({ "from_month": "2026-01", "kind": "wage", "amount": "10000.01" });
    let (status, made) = send(&app, "/api/v1/members/B1-1/dues", "branch1", &base).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let mine = line(&made, "B1-1");
    assert_eq!(mine["standard"], "200.00", "two percent of the whole base");
    assert_eq!((&mine["months"][0]["state"], &mine["months"][11]["state"]), (&json!("open"), &json!("ahead")));
    let other = line(&made, "B1-2");
    assert_eq!(other["months"][0]["state"], "no_base", "what is not known is not called nothing");
    assert_eq!(other["months"][0]["due"], Value::Null);
    assert!(made["n_without_base"].as_u64().unwrap() > 0);
    let tick = json!({ "month": "2026-01", "paid_on": "2026-01-12", "member_ids": ["B1-1"] });
    let (status, paid) = send(&app, "/api/v1/branches/B1/dues/payments", "branch1", &tick).await;
    assert_eq!(status, StatusCode::CREATED, "{paid}");
    for register in [&made, &paid] {
        let (sums, months) = (&register["sums"], register["months"].as_array().unwrap());
        assert_eq!(cents(&sums["due"]), cents(&sums["paid"]) + cents(&sums["open"]));
        let of_months: i64 = months.iter().map(|month| cents(&month["sums"]["open"])).sum();
        assert_eq!(of_months, cents(&sums["open"]));
    }
    assert_eq!(cents(&made["sums"]["open"]) - cents(&paid["sums"]["open"]), 20_000);
    let (status, twice) = send(&app, "/api/v1/branches/B1/dues/payments", "branch1", &tick).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{twice}");
    let undo = json!({ "month": "2026-01", "member_id": "B1-1" });
    let (status, undone) = send(&app, "/api/v1/branches/B1/dues/payments/undo", "branch1", &undo).await;
    assert_eq!((status, &undone["sums"]), (StatusCode::OK, &made["sums"]));
}

#[tokio::test]
async fn a_reduction_holds_once_a_superior_who_did_not_enter_it_approves() {
    let app = TestApp::new().await;
    let asked = json!({
        "from_month": "2026-01", "kind": "wage", "amount": "6000", "reduced_to": "10.00", "reason": "家庭困难",
    });
    let (_, waiting) = send(&app, "/api/v1/members/B1-1/dues", "branch1", &asked).await;
    assert_eq!(line(&waiting, "B1-1")["months"][0]["due"], "90.00", "until then the standard holds");
    let path = "/api/v1/members/B1-1/dues/2026-01/decide";
    let yes = json!({ "approve": true });
    assert_eq!(send(&app, path, "branch1", &yes).await.0, StatusCode::FORBIDDEN);
    let (status, decided) = send(&app, path, "unit1", &yes).await;
    assert_eq!(status, StatusCode::OK, "{decided}");
    assert_eq!(line(&decided, "B1-1")["months"][0]["due"], "10.00");
    assert_eq!(send(&app, path, "unit1", &yes).await.0, StatusCode::CONFLICT, "decided once");

    let own = json!({
        "from_month": "2026-03", "kind": "wage", "amount": "6000", "reduced_to": "20.00", "reason": "家庭困难",
    });
    send(&app, "/api/v1/members/B1-1/dues", "unit1", &own).await;
    let path = "/api/v1/members/B1-1/dues/2026-03/decide";
    assert_eq!(send(&app, path, "unit1", &yes).await.0, StatusCode::FORBIDDEN, "nobody approves his own");
    assert_eq!(send(&app, path, "zzb", &yes).await.0, StatusCode::OK);
}

#[tokio::test]
async fn new_rates_hold_from_their_day_on() {
    let app = TestApp::new().await;
    let base = json!({ "from_month": "2026-01", "kind": "wage", "amount": "6000" });
    send(&app, "/api/v1/members/B1-1/dues", "branch1", &base).await;
    let norm = json!({ "key": "dues.wage", "from_on": "2026-04-01", "value": "*:100", "source": "公司党委通知" });
    assert_eq!(set_norm(&app, "unit1", "0", &norm).await.0, StatusCode::FORBIDDEN);
    assert_eq!(set_norm(&app, "zzb", "0", &norm).await.0, StatusCode::CREATED);
    let mut gap = norm.clone();
    gap["value"] = json!("300000:50");
    assert_eq!(set_norm(&app, "zzb", "1", &gap).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let cookie = app.enter("branch1").await;
    let register = app.exchange("GET", "/api/v1/branches/B1/dues?year=2026", &cookie, "", &[]).await.json();
    let months = &line(&register, "B1-1")["months"];
    assert_eq!((&months[2]["due"], &months[3]["due"]), (&json!("90.00"), &json!("60.00")));
}

//! `/norms`: dated numbers that rules give, and the company's own values of them.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use ledger::Rates;
use serde::{Deserialize, Serialize};
use store::{Changed, Db, Norm, norm_on};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError,
        caller::Caller,
        error::ErrorBody,
        members::{bad, day, said},
        once::{Begun, Keyed},
        permissions::Permission,
    },
};

/// Key, title, unit.
const TITLES: [(&str, &str, &str); 16] = [
    ("dues.wage", "在职党员党费费率", "费率表"),
    ("dues.pension", "离退休党员党费费率", "费率表"),
    ("dues.most", "每月党费一般不超过", "分"),
    ("training.member", "党员每年集中学习培训", "学时"),
    ("training.committee", "书记和班子成员每年集中学习培训", "学时"),
    ("transfer.letter_days", "组织关系介绍信有效期", "天"),
    ("development.activist_months", "积极分子培养考察至少", "个月"),
    ("development.inspection_months", "积极分子考察间隔", "个月"),
    ("development.talk_days", "收到申请书后谈话", "天内"),
    ("development.training_hours", "发展对象集中培训", "学时"),
    ("development.approval_months", "上级审批", "个月内"),
    ("development.probation_months", "预备期", "个月"),
    // The hard ones beside them are nobody's to change.
    ("org.members_most", "党支部党员人数一般不超过", "人"),
    ("org.committee_most", "支部委员会人数一般不超过", "人"),
    ("org.joint_units_most", "联合党支部覆盖单位一般不超过", "个"),
    ("org.remind_months", "任期届满前提醒（本单位规定）", "个月"),
];

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_norms, add_norm))
}

/// Every norm with its dated values and sources.
#[utoipa::path(
    get, path = "/norms", tag = "norms",
    responses((status = 200, body = NormList), (status = "4XX", body = ErrorBody)),
)]
async fn list_norms(State(app): State<AppState>, caller: Caller) -> Result<Json<NormList>, ApiError> {
    caller.must(Permission::ReadMembers)?;
    let mut db = app.store.read().await?;
    Ok(Json(view(&app, &mut db, &caller).await?))
}

/// The company's own value of a norm from a day on, with its source.
#[utoipa::path(
    post, path = "/norms", tag = "norms", request_body = NewNorm,
    responses((status = 201, body = NormList), (status = "4XX", body = ErrorBody)),
)]
async fn add_norm(State(app): State<AppState>, caller: Caller, asked: Keyed<NewNorm>) -> Result<Response, ApiError> {
    caller.must(Permission::KeepNorms)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let (key, ..) = TITLES.iter().find(|(key, ..)| *key == asked.key).ok_or_else(|| bad("key", "没有这一项标准"))?;
    let value = asked.value.trim();
    let is_table = matches!(*key, "dues.wage" | "dues.pension");
    if is_table && Rates::read(value).is_none() {
        return Err(bad("value", "费率表应由低到高、每档费率在0.01%至100%之间，最后一档不设上限"));
    }
    if !is_table && value.parse::<i64>().ok().is_none_or(|value| !(1..=10_000_000).contains(&value)) {
        return Err(bad("value", "应为大于0的整数"));
    }
    let norm = Norm {
        key: (*key).to_owned(),
        from: day("from_on", &asked.from_on)?,
        value: value.to_owned(),
        source: said("source", &asked.source, "依据")?,
        own: true,
    };
    db.norms().put(&norm).await?;
    let rows = [Changed::new("norms", format!("{key}/{}", norm.from))];
    db.note(&caller.actor(app.clock.now()), "norm.set", None, &rows).await?;
    let shown = view(&app, &mut db, &caller).await?;
    once.finish(db, StatusCode::CREATED, &shown).await
}

async fn view(app: &AppState, db: &mut Db, caller: &Caller) -> Result<NormList, ApiError> {
    let norms = db.norms().dated("").await?;
    let today = app.clock.today();
    let shown = |(key, title, unit): &(&'static str, &'static str, &'static str)| {
        let now = norm_on(&norms, key, today);
        let values = norms.iter().filter(|norm| norm.key == *key).map(|norm| NormValue {
            from_on: norm.from.to_string(),
            text: said_rates(&norm.value).unwrap_or_else(|| match *unit {
                "分" => {
                    norm.value.parse::<i64>().map_or_else(|_| norm.value.clone(), |cents| format!("{}元", cents / 100))
                }
                unit => format!("{}{unit}", norm.value),
            }),
            value: norm.value.clone(),
            source: norm.source.clone(),
            own: norm.own,
            in_force: now == Some(norm),
        });
        NormView { key, title, unit, values: values.collect() }
    };
    Ok(NormList { may_keep: caller.may(Permission::KeepNorms), items: TITLES.iter().map(shown).collect() })
}

/// A table of rates in words; `None` if it is none.
pub(super) fn said_rates(text: &str) -> Option<String> {
    let rates = Rates::read(text)?;
    let yuan = |cents: i64| {
        if cents % 100 == 0 { format!("{}", cents / 100) } else { format!("{}.{:02}", cents / 100, cents % 100) }
    };
    let percent = |rate: i64| {
        let text = format!("{}.{:02}", rate / 100, rate % 100);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let line = |rate: &ledger::Rate| match rate.up_to {
        Some(cents) => format!("{}元以下（含）{}%", yuan(cents), percent(rate.of_10000)),
        None => format!("以上{}%", percent(rate.of_10000)),
    };
    Some(rates.lines().iter().map(line).collect::<Vec<_>>().join("，"))
}

#[derive(Serialize, ToSchema)]
struct NormList {
    may_keep: bool,
    items: Vec<NormView>,
}

#[derive(Serialize, ToSchema)]
struct NormView {
    key: &'static str,
    title: &'static str,
    unit: &'static str,
    /// Those of the regulations first, each by its day.
    values: Vec<NormValue>,
}

#[derive(Serialize, ToSchema)]
struct NormValue {
    from_on: String,
    /// In words.
    text: String,
    /// As `POST /norms` takes it.
    value: String,
    source: String,
    /// The company's own, which goes before the regulations'.
    own: bool,
    in_force: bool,
}

#[derive(Deserialize, ToSchema)]
struct NewNorm {
    key: String,
    from_on: String,
    /// A whole number, or lines such as `300000:50 *:200`: up to so many cents, so many hundredths of a percent.
    value: String,
    source: String,
}

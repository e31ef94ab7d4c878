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
        once::{Begun, IfMatch, Keyed},
        permissions::Permission,
        words::DutyStatus,
    },
    ops::org_flags::Binding,
};

/// What a company may write in place of the regulations' value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    /// Nothing: a condition of validity, or the party constitution itself.
    Nothing,
    /// What is stricter: no less, or no more.
    AtLeast(i64),
    AtMost(i64),
    Any,
}

/// A norm that the product reads.
struct Kept {
    key: &'static str,
    title: &'static str,
    unit: &'static str,
    binding: Binding,
    own: Own,
}

const fn kept(key: &'static str, title: &'static str, unit: &'static str, binding: Binding, own: Own) -> Kept {
    Kept { key, title, unit, binding, own }
}

/// 应当、必须 is hard, “一般” normal, a habit of the company local.
const NORMS: [Kept; 19] = [
    kept("dues.wage", "在职党员党费费率", "费率表", Binding::Hard, Own::Any),
    kept("dues.pension", "离退休党员党费费率", "费率表", Binding::Hard, Own::Any),
    kept("dues.most", "每月党费一般不超过", "分", Binding::Normal, Own::Any),
    kept("training.member", "党员每年集中学习培训", "学时", Binding::Normal, Own::Any),
    kept("training.committee", "书记和班子成员每年集中学习培训", "学时", Binding::Normal, Own::Any),
    kept("transfer.letter_days", "组织关系介绍信有效期", "天", Binding::Local, Own::Any),
    kept("development.activist_months", "积极分子培养考察至少", "个月", Binding::Hard, Own::AtLeast(12)),
    kept("development.inspection_months", "积极分子考察间隔", "个月", Binding::Hard, Own::AtMost(6)),
    kept("development.talk_days", "收到申请书后谈话", "天内", Binding::Hard, Own::AtMost(30)),
    kept("development.training_hours", "发展对象集中培训", "学时", Binding::Normal, Own::Any),
    kept("development.approval_months", "上级审批", "个月内", Binding::Normal, Own::Any),
    kept("development.probation_months", "预备期", "个月", Binding::Hard, Own::Nothing),
    kept("org.full_least", "成立党支部的正式党员至少", "名", Binding::Hard, Own::Nothing),
    kept("org.members_most", "党支部党员人数一般不超过", "人", Binding::Normal, Own::Any),
    kept("org.committee_from", "应设支部委员会的正式党员人数", "名", Binding::Hard, Own::Nothing),
    kept("org.committee_least", "支部委员会至少", "人", Binding::Hard, Own::Nothing),
    kept("org.committee_most", "支部委员会人数一般不超过", "人", Binding::Normal, Own::Any),
    kept("org.joint_units_most", "联合党支部覆盖单位一般不超过", "个", Binding::Normal, Own::Any),
    kept("org.remind_months", "任期届满前提醒（本单位规定）", "个月", Binding::Local, Own::Any),
];

impl Own {
    /// For the page: what may be written, where it is not anything.
    fn said(self, unit: &str) -> Option<String> {
        match self {
            Own::Any => None,
            Own::Nothing => Some("硬性规定，本公司不另行取值".to_owned()),
            Own::AtLeast(least) => Some(format!("硬性规定，本公司只能更严：不少于{least}{unit}")),
            Own::AtMost(most) => {
                let unit = unit.trim_end_matches('内');
                Some(format!("硬性规定，本公司只能更严：不超过{most}{unit}"))
            }
        }
    }

    const fn allows(self, value: i64) -> bool {
        match self {
            Own::Any => true,
            Own::Nothing => false,
            Own::AtLeast(least) => value >= least,
            Own::AtMost(most) => value <= most,
        }
    }
}

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

/// The company's own value of a norm from a day on, with its source. `If-Match` is the norm's revision.
#[utoipa::path(
    post, path = "/norms", tag = "norms", request_body = NewNorm, params(("If-Match" = String, Header)),
    responses((status = 201, body = NormList), (status = "4XX", body = ErrorBody)),
)]
async fn add_norm(
    State(app): State<AppState>,
    caller: Caller,
    IfMatch(rev): IfMatch,
    asked: Keyed<NewNorm>,
) -> Result<Response, ApiError> {
    caller.must(Permission::KeepNorms)?;
    let Keyed { asked, once } = asked;
    let mut db = match once.begin(&app, &caller).await? {
        Begun::Answered(answer) => return Ok(answer),
        Begun::Fresh(db) => db,
    };
    let kept = NORMS.iter().find(|kept| kept.key == asked.key).ok_or_else(|| bad("key", "没有这一项标准"))?;
    let key = kept.key;
    let value = asked.value.trim();
    let is_table = matches!(key, "dues.wage" | "dues.pension");
    if is_table && Rates::read(value).is_none() {
        return Err(bad("value", "费率表应由低到高、每档费率在0.01%至100%之间，最后一档不设上限"));
    }
    if !is_table {
        let number = value.parse::<i64>().ok().filter(|value| (1..=10_000_000).contains(value));
        let number = number.ok_or_else(|| bad("value", "应为大于0的整数"))?;
        if !kept.own.allows(number) {
            return Err(bad("value", &kept.own.said(kept.unit).unwrap_or_default()));
        }
    }
    let stands = db.norms().revisions().await?.get(key).copied().unwrap_or(0);
    if stands != rev {
        let current = view(&app, &mut db, &caller).await?.items.into_iter().find(|norm| norm.key == key);
        return Err(ApiError::stale(&current, &asked));
    }
    let norm = Norm {
        key: key.to_owned(),
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
    let (today, may_keep) = (app.clock.today(), caller.may(Permission::KeepNorms));
    let revisions = db.norms().revisions().await?;
    let shown = |Kept { key, title, unit, binding, own }: &Kept| {
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
        let (status, _) = super::org_detail::binding(*binding);
        NormView {
            key,
            title,
            unit,
            status,
            status_name: binding.title(),
            may_change: may_keep && *own != Own::Nothing,
            limit: own.said(unit),
            rev: revisions.get(*key).copied().unwrap_or(0),
            values: values.collect(),
        }
    };
    Ok(NormList { may_keep, items: NORMS.iter().map(shown).collect() })
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
    status: DutyStatus,
    status_name: &'static str,
    /// Whether the caller may write a value of the company's own.
    may_change: bool,
    /// What the company may write, where it is not free.
    limit: Option<String>,
    /// Grows with each value that is written; 0 while only the regulations speak.
    rev: i64,
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

#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewNorm {
    key: String,
    from_on: String,
    /// A whole number, or lines such as `300000:50 *:200`: up to so many cents, so many hundredths of a percent.
    value: String,
    source: String,
}

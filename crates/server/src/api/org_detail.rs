//! `/orgs/{org}`: a body with its committee, flags and history; `/org-flags`: the flags of all branches in reach.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use store::{OrgChange, OrgKind, Span, Standing};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        caller::Caller,
        error::ErrorBody,
        paging::{PageView, given, paging},
        permissions::Permission,
        shared::{category_name, scheme_in_force},
        words::{self, DutyStatus},
    },
    ops::org_flags::{self, Binding, Flag, FlagCode, Flagged},
};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(show_org)).routes(routes!(show_history)).routes(routes!(list_flags))
}

/// A body as it is today.
#[utoipa::path(
    get, path = "/orgs/{org}", tag = "orgs", params(("org" = String, Path)),
    responses((status = 200, body = OrgDetailView), (status = "4XX", body = ErrorBody)),
)]
async fn show_org(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<OrgDetailView>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let mut db = app.store.read().await?;
    let today = caller.scope.today();
    let (org, state) = db.org_changes().seen(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, today).await.ok();
    let lineage = db.orgs().lineage(&id).await?;
    let name_of = |id: &str| lineage.iter().find(|body| body.id == id).map(|body| body.span_on(today).name.clone());
    let branch = (org.kind == OrgKind::Branch).then_some(id.as_str());
    let flagged = match branch {
        Some(branch) => org_flags::all(&mut db, &caller.scope, Some(branch)).await?.pop(),
        None => None,
    };
    let roster = if branch.is_some() { db.members().roster(&id, today).await? } else { Vec::new() };
    let is_probationary = |standing: Standing| standing == Standing::Probationary;
    let is_reached = caller.may(Permission::ChangeOrganisation) && db.org_changes().reaches(&caller.scope, &id).await?;
    let above_too = match org.parent_id.as_deref() {
        Some(parent) if is_reached => db.org_changes().reaches(&caller.scope, parent).await?,
        _ => true,
    };
    let committee = roster.iter().filter(|member| member.in_committee).filter_map(|member| {
        let post = member.post.as_deref().and_then(store::Post::parse)?;
        Some(CommitteePostView {
            name: member.name.clone(),
            post: post.word().to_owned(),
            post_name: post.title().to_owned(),
        })
    });
    Ok(Json(OrgDetailView {
        kind: org.kind.into(),
        kind_name: org.kind.title().to_owned(),
        parent_name: org.parent_id.as_deref().and_then(name_of),
        category_name: org.category.as_ref().map(|code| match &scheme {
            Some(scheme) => category_name(scheme, code),
            None => code.clone(),
        }),
        n_members: if roster.is_empty() { org.n_members } else { Some(roster.len() as i64) },
        n_full: flagged.as_ref().and_then(|flagged| flagged.figures.n_full),
        n_probationary: roster.iter().filter(|member| is_probationary(member.standing)).count() as i64,
        committee: committee.collect(),
        flags: flagged
            .iter()
            .flat_map(|flagged| flagged.flags.iter().map(|flag| FlagView::of(flag, caller.scope.today())))
            .collect(),
        may_change: is_reached && above_too,
        may_found: is_reached && org.kind != OrgKind::Branch,
        may_extend: caller.is(store::Role::Branch)
            && caller.roles.iter().any(|held| held.role == store::Role::Branch && held.org_id == id),
        rev: state.rev,
        n_units: state.n_units,
        secretary: org.secretary,
        term_ends: org.term_ends.map(|day| day.to_string()),
        founded: org.founded_on.to_string(),
        closed: org.closed_on.map(|day| day.to_string()),
        id: org.id,
        name: org.name,
        parent_id: org.parent_id,
        unit_id: org.unit_id,
        unit_name: org.unit_name,
        category: org.category,
    }))
}

/// What became of a body, newest first.
#[utoipa::path(
    get, path = "/orgs/{org}/history", tag = "orgs", params(("org" = String, Path)),
    responses((status = 200, body = OrgHistoryView), (status = "4XX", body = ErrorBody)),
)]
async fn show_history(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<OrgHistoryView>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let mut db = app.store.read().await?;
    let today = caller.scope.today();
    db.org_changes().seen(&caller.scope, &id).await?.ok_or(ErrorCode::NotFound)?;
    let scheme = scheme_in_force(&app, &mut db, today).await.ok();
    let changes = db.org_changes().of(&id).await?;
    let lineage = db.orgs().lineage(&id).await?;
    let Some(org) = lineage.iter().find(|body| body.id == id) else { return Err(ErrorCode::NotFound.into()) };
    let told = |on| changes.iter().any(|change| change.on == on);
    let mut items: Vec<OrgHistoryItemView> = changes.iter().map(OrgHistoryItemView::of).collect();
    if !told(org.founded_on) {
        let name = &org.spans[0].name;
        items.push(OrgHistoryItemView::bare(org.founded_on, format!("成立“{name}”"), today));
    }
    for pair in org.spans.windows(2).filter(|pair| !told(pair[1].from)) {
        let category = |code: &str| match &scheme {
            Some(scheme) => category_name(scheme, code),
            None => code.to_owned(),
        };
        for title in differences(&pair[0], &pair[1], category) {
            items.push(OrgHistoryItemView::bare(pair[1].from, title, today));
        }
    }
    if let Some(closed) = org.closed_on.filter(|closed| !told(*closed)) {
        items.push(OrgHistoryItemView::bare(closed, "撤销".to_owned(), today));
    }
    for item in &mut items {
        item.ahead = item.on > today.to_string();
    }
    for term in db.terms().of(&id).await? {
        if let Some(elected) = term.elected {
            let mut item = OrgHistoryItemView::bare(elected, format!("换届选举，任期至 {}", term.due), today);
            item.document = Some(term.document).filter(|document| !document.is_empty());
            items.push(item);
        }
    }
    items.sort_by(|a, b| b.on.cmp(&a.on));
    Ok(Json(OrgHistoryView { items }))
}

fn differences(before: &Span, after: &Span, category: impl Fn(&str) -> String) -> Vec<String> {
    let mut told = Vec::new();
    if before.name != after.name {
        told.push(format!("“{}”更名为“{}”", before.name, after.name));
    }
    if before.category != after.category {
        let name = |code: &Option<String>| code.as_deref().map_or_else(|| "未分类".to_owned(), &category);
        told.push(format!("类别由“{}”调整为“{}”", name(&before.category), name(&after.category)));
    }
    if before.parent != after.parent {
        told.push("调整上级党组织".to_owned());
    }
    told
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Part of the branch's name.
    q: Option<String>,
    unit: Option<String>,
    branch: Option<String>,
    /// Which flag.
    code: Option<String>,
    /// `hard`, `normal`, `local`.
    status: Option<String>,
    /// `true`: those that an approved exception lifts, too.
    lifted: Option<bool>,
    page: Option<i64>,
    size: Option<i64>,
}

/// The flags of the branches in reach, in document order.
#[utoipa::path(
    get, path = "/org-flags", tag = "orgs", params(Asked),
    responses((status = 200, body = FlagsView), (status = "4XX", body = ErrorBody)),
)]
async fn list_flags(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<FlagsView>, ApiError> {
    caller.must(Permission::ReadResults)?;
    let paging = paging(asked.page, asked.size)?;
    let mut db = app.store.read().await?;
    let branch = given(asked.branch);
    if let Some(branch) = &branch
        && db.branches().find(&caller.scope, branch).await?.is_none()
    {
        return Err(ErrorCode::NotFound.into());
    }
    let (text, unit, code, status) = (given(asked.q), given(asked.unit), given(asked.code), given(asked.status));
    if let Some(code) = &code
        && FlagCode::parse(code).is_none()
    {
        return Err(ApiError::saying(ErrorCode::BadRequest, format!("没有“{code}”这一种提醒；请从列表选择。")));
    }
    let (flagged, as_of) = match &branch {
        Some(branch) => (Arc::new(org_flags::all(&mut db, &caller.scope, Some(branch)).await?), app.clock.now()),
        None => {
            let survey = org_flags::survey(&app, &mut db, &caller.scope).await?;
            (survey.flagged, survey.at)
        }
    };
    let of_branch = |flagged: &&Flagged| {
        let org = &flagged.figures.org;
        unit.as_ref().is_none_or(|unit| org.unit_id == *unit)
            && text.as_ref().is_none_or(|text| org.name.contains(text))
    };
    let kept = |flag: &&Flag| {
        code.as_ref().is_none_or(|code| flag.code.word() == code)
            && status.as_ref().is_none_or(|status| binding(flag.code.binding()).1 == status)
            && (asked.lifted == Some(true) || flag.lifted_by.is_none())
    };
    let rows: Vec<(&Flagged, &Flag)> = flagged
        .iter()
        .filter(of_branch)
        .flat_map(|flagged| flagged.flags.iter().filter(kept).map(move |flag| (flagged, flag)))
        .collect();
    let total = rows.len() as i64;
    let skipped = (paging.page - 1).saturating_mul(paging.size).min(total) as usize;
    let shown = rows.into_iter().skip(skipped).take(paging.size as usize);
    let items = shown.map(|(flagged, flag)| BranchFlagView::of(flagged, flag, caller.scope.today())).collect();
    let page = PageView { items, total, more: false, page: paging.page, size: paging.size };
    Ok(Json(FlagsView { page, as_of: as_of.to_string() }))
}

#[derive(Serialize, ToSchema)]
struct FlagsView {
    #[serde(flatten)]
    page: PageView<BranchFlagView>,
    /// When they were looked for: now, or in a large company some moments ago.
    as_of: String,
}

pub(super) const fn binding(binding: Binding) -> (DutyStatus, &'static str) {
    match binding {
        Binding::Hard => (DutyStatus::Hard, "hard"),
        Binding::Normal => (DutyStatus::Normal, "normal"),
        Binding::Local => (DutyStatus::Local, "local"),
    }
}

#[derive(Serialize, ToSchema)]
struct OrgDetailView {
    id: String,
    rev: i64,
    kind: words::OrgKind,
    kind_name: String,
    name: String,
    parent_id: Option<String>,
    parent_name: Option<String>,
    unit_id: String,
    unit_name: String,
    category: Option<String>,
    category_name: Option<String>,
    founded: String,
    closed: Option<String>,
    secretary: Option<String>,
    n_members: Option<i64>,
    n_full: Option<i64>,
    n_probationary: i64,
    /// Of a joint branch.
    n_units: Option<i64>,
    committee: Vec<CommitteePostView>,
    term_ends: Option<String>,
    flags: Vec<FlagView>,
    /// Whether the caller may order changes of it, found bodies below it, ask for a later end of its term.
    may_change: bool,
    may_found: bool,
    may_extend: bool,
}

#[derive(Serialize, ToSchema)]
struct CommitteePostView {
    name: String,
    post: String,
    post_name: String,
}

#[derive(Serialize, ToSchema)]
struct FlagView {
    code: String,
    name: String,
    status: DutyStatus,
    status_name: String,
    /// `正式党员 6 名，班子 3 人`.
    figures: String,
    sentence: String,
    source: String,
    /// The approved exception that lifts it.
    lifted_by: Option<String>,
    /// The year that an exception would be asked for; none where the rule takes no exception.
    exception_period: Option<String>,
}

impl FlagView {
    fn of(flag: &Flag, today: jiff::civil::Date) -> FlagView {
        let status = binding(flag.code.binding()).0;
        FlagView {
            code: flag.code.word().to_owned(),
            name: flag.code.title().to_owned(),
            status,
            status_name: status.title().to_owned(),
            figures: flag.figures.clone(),
            sentence: flag.sentence.clone(),
            source: flag.code.source().to_owned(),
            lifted_by: flag.lifted_by.clone(),
            exception_period: (status == DutyStatus::Normal).then(|| today.year().to_string()),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct BranchFlagView {
    branch_id: String,
    branch_name: String,
    unit_id: String,
    unit_name: String,
    flag: FlagView,
}

impl BranchFlagView {
    fn of(flagged: &Flagged, flag: &Flag, today: jiff::civil::Date) -> BranchFlagView {
        let org = &flagged.figures.org;
        BranchFlagView {
            branch_id: org.id.clone(),
            branch_name: org.name.clone(),
            unit_id: org.unit_id.clone(),
            unit_name: org.unit_name.clone(),
            flag: FlagView::of(flag, today),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct OrgHistoryView {
    items: Vec<OrgHistoryItemView>,
}

#[derive(Serialize, ToSchema)]
struct OrgHistoryItemView {
    on: String,
    title: String,
    reason: Option<String>,
    document: Option<String>,
    entered_by: Option<String>,
    /// Ordered for a day that is still to come.
    ahead: bool,
}

impl OrgHistoryItemView {
    fn of(change: &OrgChange) -> OrgHistoryItemView {
        OrgHistoryItemView {
            on: change.on.to_string(),
            title: change.title.clone(),
            reason: Some(change.reason.clone()),
            document: Some(change.document.clone()),
            entered_by: Some(change.entered_name.clone()),
            ahead: false,
        }
    }

    fn bare(on: jiff::civil::Date, title: String, today: jiff::civil::Date) -> OrgHistoryItemView {
        OrgHistoryItemView {
            on: on.to_string(),
            title,
            reason: None,
            document: None,
            entered_by: None,
            ahead: on > today,
        }
    }
}

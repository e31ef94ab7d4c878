//! What a form of one kind of record asks, whom it expects, and the arithmetic while it is filled in.

use axum::{
    Json,
    extract::{Query, State},
};
use jiff::civil::Date;
use ledger::{Kind, RecordBody, Verdict, verdict};
use rating::{
    period::Period,
    scheme::{Item, Scheme},
};
use serde::{Deserialize, Serialize};
use store::{Db, RosterMember};
use utoipa::{IntoParams, ToSchema};

use crate::{
    AppState,
    api::{
        ApiError, ErrorCode,
        body::Given,
        caller::Caller,
        error::{ErrorBody, ProblemView},
        permissions::Permission,
        records::view::keeps,
        shared::{group_name, scheme_in_force},
        words,
    },
    ops::{
        owed::duties_of,
        records::{self, expected, problems},
    },
};

#[derive(Serialize, ToSchema)]
pub(super) struct FormView {
    kind: Kind,
    kind_name: &'static str,
    fields: Vec<FieldView>,
    /// Whom this kind expects on that day.
    roster: Vec<ExpectedView>,
    groups: Vec<WordView>,
    themes: Vec<WordView>,
    lecturers: Vec<WordView>,
    /// Further duties that one such event may meet.
    also: Vec<WordView>,
    duties: Vec<DutyView>,
    /// Topics of the branch's last records of the kind, the newest first: to be taken over one by one.
    topics: Vec<String>,
    /// What the items that read such a record are judged by.
    standards: Vec<StandardView>,
}

/// What an item is judged by, in the scheme's own words.
#[derive(Serialize, ToSchema)]
#[schema(as = FormStandard)]
struct StandardView {
    item: String,
    name: String,
    evidence: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FormField)]
struct FieldView {
    /// A field of the body; `agenda.major` and `agenda.study` are marks on its topics.
    name: &'static str,
    title: &'static str,
    /// Without it the record cannot be filed: a rule reads it, or a regulation needs it.
    required: bool,
    read_by: Vec<ReaderView>,
    /// The regulation that needs it, whatever the scheme.
    ground: Option<GroundView>,
}

/// A regulation that needs a field.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldGround)]
struct GroundView {
    text: &'static str,
    source: &'static str,
}

/// A rule that reads a field.
#[derive(Serialize, ToSchema)]
#[schema(as = FieldReader)]
struct ReaderView {
    item: String,
    name: String,
    text: String,
    /// Of the item: `星级队伍`; empty where it belongs to none.
    index_name: String,
    /// `月度`.
    cycle_name: &'static str,
    /// What the item is worth to this branch: `2.00`; absent where it does not apply to it.
    points: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ExpectedMember)]
struct ExpectedView {
    id: String,
    name: String,
    group: Option<String>,
    post: Option<String>,
    voter: bool,
    standing: &'static str,
    shift: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FormWord)]
struct WordView {
    code: String,
    name: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FormDuty)]
struct DutyView {
    code: String,
    name: String,
    clause: String,
    status: words::DutyStatus,
    /// The last day on which it is in time, for the cycle of the day asked.
    due_on: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    branch: String,
    #[param(value_type = Kind)]
    kind: String,
    /// The day of the event; today unless said.
    on: Option<String>,
}

/// What a record of this kind asks, each field with the rules that read it, and whom it expects.
#[utoipa::path(
    get, path = "/records/form", tag = "records", params(Asked),
    responses((status = 200, body = FormView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn show_form(
    State(app): State<AppState>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Json<FormView>, ApiError> {
    caller.must(Permission::KeepRecords)?;
    let kind = Kind::parse(&asked.kind).ok_or(ErrorCode::BadRequest)?;
    if !keeps(&caller, &asked.branch) {
        return Err(ErrorCode::NotFound.into());
    }
    let on: Date = match asked.on.as_deref() {
        None | Some("") => caller.scope.today(),
        Some(text) => text.parse().map_err(|_| ErrorCode::BadRequest)?,
    };
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let org = db.branches().find(&caller.scope, &asked.branch).await?.ok_or(ErrorCode::NotFound)?;
    let category = org.category.as_deref().and_then(|code| scheme.category(code));
    Ok(Json(form(&mut db, &scheme, &org.id, kind, on, category).await?))
}

async fn form(
    db: &mut Db,
    scheme: &Scheme,
    branch: &str,
    kind: Kind,
    on: Date,
    category: Option<usize>,
) -> Result<FormView, ApiError> {
    let roster = db.members().roster(branch, on).await?;
    let mut groups: Vec<WordView> = Vec::new();
    for member in &roster {
        if let (Some(code), Some(name)) = (&member.group, &member.group_name)
            && groups.iter().all(|group| group.code != *code)
        {
            groups.push(WordView { code: code.clone(), name: name.clone() });
        }
    }
    groups.sort_by(|a, b| a.code.cmp(&b.code));
    let listed = |kind: Kind, field: &str| -> Vec<WordView> {
        let words = records::words(scheme, kind, field);
        words.into_iter().map(|(code, name)| WordView { code, name }).collect()
    };
    let duties = duties_of(scheme, kind.word()).map(|(_, duty)| DutyView {
        code: duty.code.clone(),
        name: duty.name.clone(),
        clause: duty.clause.clone(),
        status: duty.status.into(),
        due_on: duty.deadline(&scheme.calendar, Period::holding(on, duty.every), on).to_string(),
    });
    let also = kind.may_also_be().iter();
    let mut topics: Vec<String> = Vec::new();
    for topic in db.records().last_of(branch, kind, LOOKED_AT).await?.into_iter().flat_map(|body| body.agenda) {
        let topic = topic.topic.trim().to_owned();
        if !topic.is_empty() && topics.len() < TOPICS && !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    Ok(FormView {
        kind,
        kind_name: kind.title(),
        fields: fields(scheme, kind, category),
        roster: expected(kind, None, &roster).map(seen).collect(),
        groups,
        themes: listed(Kind::ThemeDay, "theme"),
        lecturers: listed(Kind::Lecture, "lecturer"),
        also: also.map(|kind| WordView { code: kind.word().to_owned(), name: kind.title().to_owned() }).collect(),
        duties: duties.collect(),
        topics,
        standards: standards(scheme, kind, category),
    })
}

/// Records whose topics are offered, and how many topics.
const LOOKED_AT: i64 = 3;
const TOPICS: usize = 6;

/// The items of the category that read a duty of this kind and say by what they are judged.
fn standards(scheme: &Scheme, kind: Kind, category: Option<usize>) -> Vec<StandardView> {
    let duties: Vec<usize> = duties_of(scheme, kind.word()).map(|(duty, _)| duty).collect();
    let reads = |item: &&Item| {
        let mut read = item.rules.iter().flat_map(|rule| rule.reads().duties);
        read.any(|duty| duties.contains(&duty))
    };
    let applies = |item: &&Item| category.is_none_or(|of| item.points.get(of).is_some_and(Option::is_some));
    let told = scheme.items.iter().filter(reads).filter(applies).filter(|item| !item.evidence.is_empty());
    let view = |item: &Item| StandardView {
        item: item.code.clone(),
        name: item.name.clone(),
        evidence: item.evidence.clone(),
    };
    told.map(view).collect()
}

fn seen(member: &RosterMember) -> ExpectedView {
    ExpectedView {
        id: member.id.clone(),
        name: member.name.clone(),
        group: member.group.clone(),
        post: member.post.clone(),
        voter: member.votes,
        standing: member.standing.word(),
        shift: member.shift.clone(),
    }
}

/// The fields of a form, each with who reads it; points are those of the branch's own category.
fn fields(scheme: &Scheme, kind: Kind, category: Option<usize>) -> Vec<FieldView> {
    let required = ledger::needed(scheme, kind);
    let applies = |item: &Item| category.is_none_or(|category| item.points.get(category).is_some_and(Option::is_some));
    let view = |name: &'static str| FieldView {
        name,
        title: ledger::field_name(name),
        required: required.contains(&name),
        read_by: ledger::readers(scheme, kind, name)
            .into_iter()
            .filter(|reader| applies(reader.item))
            .map(|reader| ReaderView::of(scheme, reader, category))
            .collect(),
        ground: ledger::ground(kind, name).map(|ground| GroundView { text: ground.text, source: ground.source }),
    };
    ledger::asked(scheme, kind).into_iter().map(view).collect()
}

impl ReaderView {
    fn of(scheme: &Scheme, reader: ledger::Reader<'_>, category: Option<usize>) -> ReaderView {
        let item = reader.item;
        let worth = category.and_then(|category| item.points.get(category).copied().flatten());
        ReaderView {
            item: item.code.clone(),
            name: item.name.clone(),
            text: reader.rule.text.clone(),
            index_name: group_name(&scheme.indices, item.index).1,
            cycle_name: words::Cycle::from(item.cycle).title(),
            points: worth.map(|worth| worth.full().to_string()),
        }
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckAsked {
    branch_id: String,
    kind: Kind,
    body: RecordBody,
}

#[derive(Serialize, ToSchema)]
pub(super) struct CheckView {
    verdict: Verdict,
    problems: Vec<ProblemView>,
    /// Duties of the kinds that the event counts as.
    duties: Vec<MetView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = MetDuty)]
pub(super) struct MetView {
    code: String,
    name: String,
}

/// The duties that a record with this body would meet if it were filed today.
pub(super) fn met(scheme: &Scheme, kind: Kind, body: &RecordBody, today: Date) -> Vec<MetView> {
    let source = ledger::Source { record_id: "check", round: 1, kind, filed_on: today };
    let mut found = Vec::new();
    for fact in ledger::facts(source, body) {
        let duties = duties_of(scheme, &fact.key);
        let met = duties.filter(|(_, duty)| scheme.queries[duty.record].admits(scheme, &fact));
        found.extend(met.map(|(_, duty)| MetView { code: duty.code.clone(), name: duty.name.clone() }));
    }
    found
}

/// The arithmetic of a record while it is filled in; nothing is kept.
#[utoipa::path(
    post, path = "/records/check", tag = "records", request_body = CheckAsked,
    responses((status = 200, body = CheckView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn check_record(
    State(app): State<AppState>,
    caller: Caller,
    Given(asked): Given<CheckAsked>,
) -> Result<Json<CheckView>, ApiError> {
    caller.must(Permission::KeepRecords)?;
    if !keeps(&caller, &asked.branch_id) {
        return Err(ErrorCode::NotFound.into());
    }
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let CheckAsked { kind, body, .. } = asked;
    let problems = problems(kind, &body, &scheme, caller.scope.today());
    Ok(Json(CheckView {
        verdict: verdict(kind, &body),
        problems: problems
            .into_iter()
            .map(|problem| ProblemView { at: problem.at, message: problem.message })
            .collect(),
        duties: met(&scheme, kind, &body, caller.scope.today()),
    }))
}

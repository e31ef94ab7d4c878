//! What a form of one kind of record asks, whom it expects, and the arithmetic while it is filled in.

use axum::{
    Json,
    extract::{Query, State},
};
use jiff::civil::Date;
use ledger::{Kind, RecordBody, Verdict, verdict};
use rating::{
    measure::{Filter, PerFact, Query as Look, Take},
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
        caller::Caller,
        error::{ErrorBody, ProblemView},
        permissions::Permission,
        records::view::keeps,
        shared::scheme_in_force,
        words,
    },
    ops::{
        owed::{class_of, duties_of},
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
}

#[derive(Serialize, ToSchema)]
#[schema(as = FormField)]
struct FieldView {
    /// A field of the body; `agenda.major` and `agenda.study` are marks on its topics.
    name: &'static str,
    title: &'static str,
    required: bool,
    read_by: Vec<ReaderView>,
}

/// A rule that reads a field.
#[derive(Serialize, ToSchema, PartialEq)]
#[schema(as = FieldReader)]
struct ReaderView {
    item: String,
    name: String,
    text: String,
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
    Ok(Json(form(&mut db, &scheme, &asked.branch, kind, on).await?))
}

async fn form(db: &mut Db, scheme: &Scheme, branch: &str, kind: Kind, on: Date) -> Result<FormView, ApiError> {
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
    Ok(FormView {
        kind,
        kind_name: kind.title(),
        fields: fields(scheme, kind),
        roster: expected(kind, None, &roster).map(seen).collect(),
        groups,
        themes: listed(Kind::ThemeDay, "theme"),
        lecturers: listed(Kind::Lecture, "lecturer"),
        also: also.map(|kind| WordView { code: kind.word().to_owned(), name: kind.title().to_owned() }).collect(),
        duties: duties.collect(),
    })
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

/// A field of the body, and the figures and words of facts that are made from it.
const MADE_FROM: [(&str, &[&str]); 9] = [
    ("attendance", &["present", "entitled"]),
    ("agenda.major", &["major"]),
    ("agenda.study", &["study"]),
    ("theme", &["theme"]),
    ("lecturer", &["lecturer"]),
    ("grades", &["members", "excellent"]),
    ("paid", &["paid"]),
    ("payable", &["payable"]),
    ("group_id", &[]),
];

fn fields(scheme: &Scheme, kind: Kind) -> Vec<FieldView> {
    let required = ledger::required(kind);
    let class = scheme.classes.iter().find(|class| class.key == kind.word());
    let known = |field: &&str| {
        class.is_some_and(|class| {
            class.fields.iter().any(|(code, _)| code == field) || class.tags.iter().any(|tag| tag.code == **field)
        })
    };
    let view = |name: &'static str, parts: &[&str]| FieldView {
        name,
        title: ledger::field_name(name),
        required: required.contains(&name),
        read_by: readers(scheme, kind, parts),
    };
    let mut fields = vec![view("on", &[])];
    for (name, parts) in MADE_FROM {
        let asked = required.contains(&name) || parts.iter().any(known);
        if asked {
            fields.push(view(name, parts));
        }
    }
    if required.contains(&"counts_for") {
        fields.push(view("counts_for", &[]));
    }
    fields
}

/// The rules that look at these parts of facts of this kind; with no parts, those that look at such facts at all.
fn readers(scheme: &Scheme, kind: Kind, parts: &[&str]) -> Vec<ReaderView> {
    let is_of = |look: &&Look| scheme.classes[look.class].key == kind.word();
    let mut readers = Vec::new();
    for item in &scheme.items {
        for rule in &item.rules {
            let reads = rule.reads();
            let duties = reads.duties.iter().map(|duty| &scheme.duties[*duty]);
            let through = duties.filter(|duty| class_of(scheme, duty) == kind.word()).map(|duty| duty.record);
            let looks = reads.queries.iter().copied().chain(through).map(|query| &scheme.queries[query]);
            let reads_it =
                looks.filter(is_of).any(|look| parts.is_empty() || parts.iter().any(|part| reads_part(look, part)));
            if reads_it {
                let reader = reader(item, &rule.text);
                if !readers.contains(&reader) {
                    readers.push(reader);
                }
            }
        }
    }
    readers
}

fn reader(item: &Item, text: &str) -> ReaderView {
    ReaderView { item: item.code.clone(), name: item.name.clone(), text: text.to_owned() }
}

fn reads_part(look: &Look, part: &str) -> bool {
    let taken = match &look.take {
        Take::Sum(field)
        | Take::Highest(field)
        | Take::Lowest(field)
        | Take::Mean(field)
        | Take::Latest(field)
        | Take::Word(field)
        | Take::Distinct(field) => field == part,
        _ => false,
    };
    let filtered = look.filters.iter().any(|filter| match filter {
        Filter::Word { field, .. } => field == part,
        Filter::Number { of, .. } => mentions(of, part),
    });
    taken || filtered
}

fn mentions(of: &PerFact, part: &str) -> bool {
    match of {
        PerFact::Constant(_) => false,
        PerFact::Field(field) => field == part,
        PerFact::Ratio(pair) | PerFact::Minus(pair) => pair.iter().any(|of| mentions(of, part)),
        PerFact::Plus(parts) | PerFact::Times(parts) => parts.iter().any(|of| mentions(of, part)),
    }
}

#[derive(Deserialize, ToSchema)]
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
struct MetView {
    code: String,
    name: String,
}

/// The arithmetic of a record while it is filled in; nothing is kept.
#[utoipa::path(
    post, path = "/records/check", tag = "records", request_body = CheckAsked,
    responses((status = 200, body = CheckView), (status = "4XX", body = ErrorBody)),
)]
pub(super) async fn check_record(
    State(app): State<AppState>,
    caller: Caller,
    Json(asked): Json<CheckAsked>,
) -> Result<Json<CheckView>, ApiError> {
    caller.must(Permission::KeepRecords)?;
    if !keeps(&caller, &asked.branch_id) {
        return Err(ErrorCode::NotFound.into());
    }
    let mut db = app.store.read().await?;
    let scheme = scheme_in_force(&app, &mut db, caller.scope.today()).await?;
    let CheckAsked { kind, body, .. } = asked;
    let source = ledger::Source { record_id: "check", round: 1, kind, filed_on: caller.scope.today() };
    let facts = ledger::facts(source, &body);
    let met = facts.iter().flat_map(|fact| {
        duties_of(&scheme, &fact.key)
            .filter(|(_, duty)| scheme.queries[duty.record].admits(&scheme, fact))
            .map(|(_, duty)| MetView { code: duty.code.clone(), name: duty.name.clone() })
            .collect::<Vec<_>>()
    });
    let problems = problems(kind, &body, &scheme, caller.scope.today());
    Ok(Json(CheckView {
        verdict: verdict(kind, &body),
        problems: problems
            .into_iter()
            .map(|problem| ProblemView { at: problem.at, message: problem.message })
            .collect(),
        duties: met.collect(),
    }))
}

//! Loads a whole company into an empty database: bodies, facts, people.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use ledger::likeness::Prose;
use rating::{
    facts::Fact,
    period::{Cycle, Period},
};
use store::{Actor, Changed, Db, DuesPayment, EnteredFact, NewUser, Org, OrgKind, Record, Round, Store, StoreError};

use crate::{
    clock::china_day,
    demo::{Company, effort::efforts},
    ids,
    ops::{proposals::Decided, records::is_late},
};

/// All or nothing. Everyone gets the same password, whose hash is `password`.
///
/// # Errors
/// Those of the store; nothing is kept then.
pub async fn load_company(store: &Store, company: &Company, password: &str, now: Timestamp) -> Result<(), StoreError> {
    let mut db = store.write().await?;
    let mut rows: Vec<Changed> = Vec::new();
    for org in parents_first(&company.orgs) {
        db.orgs().add(org).await?;
        rows.extend(org.rows());
    }
    for account in &company.accounts {
        let user = NewUser {
            id: ids::short(),
            account: account.account.clone(),
            name: account.name.clone(),
            password: password.to_owned(),
            roles: account.roles.clone(),
        };
        db.users().add(&user, now).await?;
        rows.extend(user.rows());
    }
    db.members().add(&company.roster.members).await?;
    db.members().add_keys(&company.roster.keys).await?;
    db.members().add_groups(&company.roster.groups).await?;
    db.members().add_memberships(&company.roster.memberships).await?;
    db.members().add_posts(&company.roster.posts).await?;
    let roster = &company.roster;
    rows.extend(roster.members.iter().map(|member| Changed::new("members", &member.id)));
    rows.extend(roster.groups.iter().map(|group| Changed::new("party_groups", &group.id)));
    rows.extend(
        roster.memberships.iter().map(|held| Changed::new("memberships", format!("{}/{}", held.member_id, held.from))),
    );
    rows.extend(roster.posts.iter().map(|post| Changed::new("posts", &post.id)));
    let care = &company.care;
    db.members().add_dues_bases(&care.bases).await?;
    db.members().add_dues_payments(&care.payments).await?;
    db.members().add_candidates(&care.candidates).await?;
    db.members().add_development_steps(&care.steps).await?;
    rows.extend(
        care.bases.iter().map(|base| Changed::new("dues_bases", format!("{}/{}", base.member_id, base.from_month))),
    );
    let paid = |paid: &DuesPayment| Changed::new("dues_payments", format!("{}/{}", paid.member_id, paid.month));
    rows.extend(care.payments.iter().map(paid));
    rows.extend(care.candidates.iter().map(|each| Changed::new("candidates", &each.id)));
    rows.extend(care.steps.iter().map(|step| Changed::new("development_steps", &step.id)));
    let (records, rounds) = told_late(&mut db, company).await?;
    db.records().add(&records).await?;
    db.records().add_rounds(&rounds).await?;
    rows.extend(records.iter().map(|record| Changed::new("records", &record.id)));
    rows.extend(rounds.iter().map(|(id, round)| Changed::new("record_rounds", format!("{id}/{}", round.n))));
    db.hints().add(&buckets(company)).await?;
    db.efforts().add(&efforts(&company.records)).await?;
    db.facts().add(&company.facts).await?;
    rows.extend(company.facts.iter().map(EnteredFact::row));
    for event in &company.register.events {
        db.events().add(event).await?;
        rows.push(Decided::row(event));
    }
    for exception in &company.register.exceptions {
        db.exceptions().add(exception).await?;
        rows.push(Decided::row(exception));
    }
    db.note(&Actor::program(now), "company.loaded", None, &rows).await?;
    db.commit().await
}

/// The records with the scheme's word on which of them came late, and their history.
async fn told_late(db: &mut Db, company: &Company) -> Result<(Vec<Record>, Vec<(String, Round)>), StoreError> {
    let month = Period::holding(china_day(company.now), Cycle::Month);
    let kept = db.schemes().in_force(month).await?;
    let scheme = kept.and_then(|kept| rating::scheme::read(&kept.text).ok()).map(|(scheme, _)| scheme);
    let is_late = |fact: &Fact| scheme.as_ref().is_some_and(|scheme| is_late(scheme, fact));
    let late: HashSet<&str> = company
        .facts
        .iter()
        .filter(|entered| entered.record_id.is_some() && is_late(&entered.fact))
        .map(|entered| entered.fact.id.as_str())
        .collect();
    let mut records = Vec::with_capacity(company.records.len());
    let mut rounds = Vec::with_capacity(company.records.len() * 2);
    for (record, steps) in &company.records {
        records.push(Record { late: late.contains(record.id.as_str()), ..record.clone() });
        rounds.extend(steps.iter().map(|round| (record.id.clone(), round.clone())));
    }
    Ok((records, rounds))
}

/// What the last filing of each record is found by.
fn buckets(company: &Company) -> Vec<(&Record, Vec<i64>)> {
    let names: HashMap<&str, Vec<&str>> = company
        .orgs
        .iter()
        .map(|org| (org.id.as_str(), org.spans.iter().map(|span| span.name.as_str()).collect()))
        .collect();
    let of = |(record, rounds): &'_ (Record, Vec<Round>)| {
        let body = rounds.iter().rev().find_map(|round| round.body.as_ref());
        let names = names.get(record.branch_id.as_str()).map(Vec::as_slice).unwrap_or_default();
        body.map(|body| Prose::of(body, names).buckets()).unwrap_or_default()
    };
    company.records.iter().map(|entry| (&entry.0, of(entry))).collect()
}

/// A body after all that any of its spans ever belonged to.
fn parents_first(orgs: &[Org]) -> Vec<&Org> {
    let rank = |org: &Org| match org.kind {
        OrgKind::Company => 0,
        OrgKind::Unit => 1,
        OrgKind::General => 2,
        OrgKind::Branch => 3,
    };
    let places: HashMap<&str, usize> = orgs.iter().enumerate().map(|(n, org)| (org.id.as_str(), n)).collect();
    let mut sorted: Vec<&Org> = orgs.iter().collect();
    sorted.sort_by_key(|org| (rank(org), places[org.id.as_str()]));
    sorted
}

//! Changes of the organisation: the orders that made them, and the bodies they touched.

use std::collections::HashMap;

use jiff::{Timestamp, civil::Date};
use sqlx::{AnyConnection, AssertSqlSafe, Row as _, any::AnyRow};

use crate::{
    Members, Membership, Org, Orgs, Span, Standing, StoreError, TreeOrg, Whereabouts,
    orgs::{TREE_COLUMNS, read_tree_org},
    scope::{CHANGE_ROLES, RESULT_ROLES, Scope, tree},
    text::{Reading, time_text},
};

/// What an order does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    Found,
    Rename,
    Recategorise,
    Move,
    Merge,
    Split,
    Close,
}

impl ChangeKind {
    pub const ALL: [ChangeKind; 7] = [
        ChangeKind::Found,
        ChangeKind::Rename,
        ChangeKind::Recategorise,
        ChangeKind::Move,
        ChangeKind::Merge,
        ChangeKind::Split,
        ChangeKind::Close,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            ChangeKind::Found => "found",
            ChangeKind::Rename => "rename",
            ChangeKind::Recategorise => "recategorise",
            ChangeKind::Move => "move",
            ChangeKind::Merge => "merge",
            ChangeKind::Split => "split",
            ChangeKind::Close => "close",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            ChangeKind::Found => "成立",
            ChangeKind::Rename => "更名",
            ChangeKind::Recategorise => "调整类别",
            ChangeKind::Move => "划转",
            ChangeKind::Merge => "合并",
            ChangeKind::Split => "拆分",
            ChangeKind::Close => "撤销",
        }
    }

    pub fn parse(word: &str) -> Option<ChangeKind> {
        ChangeKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrgChange {
    pub id: String,
    pub kind: ChangeKind,
    pub org_id: String,
    /// The first day on which it holds.
    pub on: Date,
    /// What it does, in words.
    pub title: String,
    pub reason: String,
    /// Number of the document that orders it.
    pub document: String,
    pub entered_by: String,
    pub entered_name: String,
    pub entered_at: Timestamp,
}

/// What a change must know of a body besides its history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrgState {
    pub rev: i64,
    /// Units that a joint branch covers.
    pub n_units: Option<i64>,
}

/// Changes of the organisation.
pub struct OrgChanges<'a>(pub(crate) &'a mut AnyConnection);

impl OrgChanges<'_> {
    /// Every body of today's tree that the caller may change or change something below, closed ones too.
    pub async fn reach(&mut self, scope: &Scope) -> Result<HashMap<String, OrgState>, StoreError> {
        let tree = tree(CHANGE_ROLES);
        let text =
            format!("{tree} select t.id, o.rev, o.n_units from tree t join orgs o on o.id = t.id where t.seen = 1");
        let rows = scope.query(AssertSqlSafe(text)).fetch_all(&mut *self.0).await?;
        rows.iter().map(state).collect()
    }

    /// Whether a body of today's tree is among those of [`OrgChanges::reach`].
    pub async fn reaches(&mut self, scope: &Scope, id: &str) -> Result<bool, StoreError> {
        let text = format!("{} select t.id from tree t where t.seen = 1 and t.id = $3", tree(CHANGE_ROLES));
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        Ok(row.is_some())
    }

    /// A body of any kind whose results the caller may read.
    pub async fn seen(&mut self, scope: &Scope, id: &str) -> Result<Option<(TreeOrg, OrgState)>, StoreError> {
        let text = format!(
            "{} select {TREE_COLUMNS}, o.rev, o.n_units
             from tree t join orgs o on o.id = t.id join tree u on u.id = t.unit_id where t.seen = 1 and t.id = $3",
            tree(RESULT_ROLES)
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(|row| Ok((read_tree_org(row)?, state(row)?.1))).transpose()
    }

    /// A new body.
    pub async fn found(&mut self, org: &Org, n_units: Option<i64>) -> Result<(), StoreError> {
        Orgs(&mut *self.0).add(org).await?;
        sqlx::query("update orgs set n_units = $2 where id = $1")
            .bind(&org.id)
            .bind(n_units)
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// What is true of a body from a day on; nothing later may be known of it. Two changes of one day are one span.
    pub async fn put_span(&mut self, org_id: &str, span: &Span) -> Result<(), StoreError> {
        let done = sqlx::query(
            "update org_spans set parent_id = $3, name = $4, category = $5, position = $6
             where org_id = $1 and from_on = $2",
        )
        .bind(org_id)
        .bind(span.from.to_string())
        .bind(&span.parent)
        .bind(&span.name)
        .bind(&span.category)
        .bind(span.position)
        .execute(&mut *self.0)
        .await?;
        if done.rows_affected() == 0 { Orgs(&mut *self.0).add_span(org_id, span).await } else { Ok(()) }
    }

    /// `day` is the first on which the body no longer exists.
    pub async fn close(&mut self, org_id: &str, day: Date) -> Result<(), StoreError> {
        sqlx::query("update orgs set closed_on = $2 where id = $1")
            .bind(org_id)
            .bind(day.to_string())
            .execute(&mut *self.0)
            .await?;
        Ok(())
    }

    /// Whoever edits after this must have seen it.
    pub async fn touch(&mut self, org_id: &str) -> Result<(), StoreError> {
        sqlx::query("update orgs set rev = rev + 1 where id = $1").bind(org_id).execute(&mut *self.0).await?;
        Ok(())
    }

    /// The posts at a body end on `day`; answers their ids.
    pub async fn end_posts(&mut self, org_id: &str, day: Date) -> Result<Vec<String>, StoreError> {
        let open = "org_id = $1 and from_on < $2 and (until_on is null or until_on > $2)";
        let text = AssertSqlSafe(format!("select id from posts where {open} order by id"));
        let ids = sqlx::query_scalar(text).bind(org_id).bind(day.to_string()).fetch_all(&mut *self.0).await?;
        let text = AssertSqlSafe(format!("update posts set until_on = $2 where {open}"));
        sqlx::query(text).bind(org_id).bind(day.to_string()).execute(&mut *self.0).await?;
        Ok(ids)
    }

    /// A member of the roster goes to another branch on `day` as he or she is, without a group; answers the keys of the
    /// rows that were written.
    pub async fn move_member(
        &mut self,
        member_id: &str,
        to: &str,
        day: Date,
        reason: &str,
    ) -> Result<Vec<String>, StoreError> {
        let row = sqlx::query(
            "select member_id, from_on, until_on, standing, whereabouts, ended_by from memberships
             where member_id = $1 and from_on <= $2 and (until_on is null or until_on > $2)",
        )
        .bind(member_id)
        .bind(day.to_string())
        .fetch_optional(&mut *self.0)
        .await?;
        let Some(row) = row else { return Ok(Vec::new()) };
        let reading = Reading::new(&row, "memberships", "member_id");
        let span = Membership {
            member_id: member_id.to_owned(),
            from: day,
            until: reading.date_or_none("until_on")?,
            branch_id: to.to_owned(),
            group_id: None,
            standing: reading.word("standing", Standing::parse)?,
            whereabouts: reading.word("whereabouts", Whereabouts::parse)?,
            reason: reason.to_owned(),
            ended_by: reading.get("ended_by")?,
        };
        let from = reading.date("from_on")?;
        if from == day {
            sqlx::query("delete from memberships where member_id = $1 and from_on = $2")
                .bind(member_id)
                .bind(day.to_string())
                .execute(&mut *self.0)
                .await?;
            Members(&mut *self.0).add_memberships(&[span]).await?;
            return Ok(vec![format!("{member_id}/{day}")]);
        }
        Members(&mut *self.0).change_membership(&span).await?;
        Ok(vec![format!("{member_id}/{from}"), format!("{member_id}/{day}")])
    }

    /// Roles that people hold at a body.
    pub async fn n_roles(&mut self, org_id: &str) -> Result<i64, StoreError> {
        let text = "select cast(count(*) as bigint) as n from user_roles where org_id = $1";
        Ok(sqlx::query(text).bind(org_id).fetch_one(&mut *self.0).await?.try_get("n")?)
    }

    /// An order with every body it touched.
    pub async fn add(&mut self, change: &OrgChange, bodies: &[String]) -> Result<(), StoreError> {
        sqlx::query(
            "insert into org_changes (id, kind, org_id, on_day, title, reason, document,
                                      entered_by, entered_name, entered_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&change.id)
        .bind(change.kind.word())
        .bind(&change.org_id)
        .bind(change.on.to_string())
        .bind(&change.title)
        .bind(&change.reason)
        .bind(&change.document)
        .bind(&change.entered_by)
        .bind(&change.entered_name)
        .bind(time_text(change.entered_at))
        .execute(&mut *self.0)
        .await?;
        let places = crate::rows(bodies.len(), 2);
        let text = AssertSqlSafe(format!("insert into org_change_bodies (change_id, org_id) values {places}"));
        let query = bodies.iter().fold(sqlx::query(text), |query, body| query.bind(&change.id).bind(body));
        query.execute(&mut *self.0).await?;
        Ok(())
    }

    /// The orders that touched a body, newest first; at most 500.
    pub async fn of(&mut self, org_id: &str) -> Result<Vec<OrgChange>, StoreError> {
        let rows = sqlx::query(
            "select c.id, c.kind, c.org_id, c.on_day, c.title, c.reason, c.document,
                    c.entered_by, c.entered_name, c.entered_at
             from org_change_bodies b join org_changes c on c.id = b.change_id
             where b.org_id = $1 order by c.on_day desc, c.entered_at desc, c.id limit 500",
        )
        .bind(org_id)
        .fetch_all(&mut *self.0)
        .await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "org_changes", "id");
            Ok(OrgChange {
                id: reading.get("id")?,
                kind: reading.word("kind", ChangeKind::parse)?,
                org_id: reading.get("org_id")?,
                on: reading.date("on_day")?,
                title: reading.get("title")?,
                reason: reading.get("reason")?,
                document: reading.get("document")?,
                entered_by: reading.get("entered_by")?,
                entered_name: reading.get("entered_name")?,
                entered_at: reading.time("entered_at")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

fn state(row: &AnyRow) -> Result<(String, OrgState), StoreError> {
    let reading = Reading::new(row, "orgs", "id");
    Ok((reading.get("id")?, OrgState { rev: reading.get("rev")?, n_units: reading.get("n_units")? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, on_both, span, two_units};

    #[tokio::test]
    async fn a_unit_changes_what_is_below_it_and_nobody_reads_more() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.read().await.unwrap();
            let of = |user: &str| Scope::of(user, day("2026-10-01"));
            let mut ids: Vec<String> = db.org_changes().reach(&of("unit1")).await.unwrap().into_keys().collect();
            ids.sort();
            assert_eq!(ids, ["B1", "G1", "U1"]);
            assert!(db.org_changes().reach(&of("branch2")).await.unwrap().is_empty());
            assert!(db.org_changes().seen(&of("branch2"), "B1").await.unwrap().is_none());
            assert_eq!(db.org_changes().seen(&of("branch2"), "B2").await.unwrap().unwrap().1.rev, 1);
        })
        .await;
    }

    #[tokio::test]
    async fn two_changes_of_one_day_are_one_span() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.org_changes().put_span("B1", &span("2026-11-01", Some("G1"), "新名", 1)).await.unwrap();
            db.org_changes().put_span("B1", &span("2026-11-01", Some("U2"), "新名", 1)).await.unwrap();
            let all = db.orgs().all().await.unwrap();
            let body = all.iter().find(|org| org.id == "B1").unwrap();
            assert_eq!(body.spans.len(), 2);
            assert_eq!(body.spans[1].parent.as_deref(), Some("U2"));
        })
        .await;
    }
}

//! Dues: what they are reckoned from, and what was paid. Months are texts such as `2026-09`, amounts cents (分).

use jiff::civil::Date;
use ledger::DuesKind;
use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{Members, Standing};
use crate::{StoreError, rows, text::Reading};

/// A base from a month on. A reduction for hardship holds once a superior has approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuesBase {
    pub member_id: String,
    pub from_month: String,
    pub kind: DuesKind,
    pub cents: i64,
    /// Monthly dues that were asked for instead of the standard.
    pub reduced_to: Option<i64>,
    pub reason: Option<String>,
    pub entered_by: String,
    /// `approved` or `refused`; none while it waits.
    pub decision: Option<String>,
    pub decided_by: Option<String>,
    pub decided_on: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuesPayment {
    pub member_id: String,
    pub month: String,
    /// The branch that collected it.
    pub branch_id: String,
    pub paid_on: Date,
    pub cents: i64,
    pub entered_by: String,
}

/// A part of the way of a member who was in the branch at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuesStay {
    pub member_id: String,
    pub name: String,
    pub retired: Option<Date>,
    pub branch_id: String,
    pub from: Date,
    pub until: Option<Date>,
    pub standing: Standing,
}

/// Members of branch $1 in a time: later than $2 (exclusive end), up to $3.
const OF_BRANCH: &str = "(select b.member_id from memberships b where b.branch_id = $1 and b.from_on <= $3
    and (b.until_on is null or b.until_on > $2))";
const BASE: &str = "d.member_id, d.from_month, d.kind, d.cents, d.reduced_to, d.reason, d.entered_by, d.decision,
    d.decided_by, d.decided_on";
const PAYMENT: &str = "p.member_id, p.month, p.branch_id, p.paid_on, p.cents, p.entered_by";

impl Members<'_> {
    /// The ways, within a time, of everybody who was in the branch then; at most 5000 parts, by member.
    pub async fn dues_stays(&mut self, branch: &str, first: Date, last: Date) -> Result<Vec<DuesStay>, StoreError> {
        let text = format!(
            "select s.member_id, m.name, m.retired_on, s.branch_id, s.from_on, s.until_on, s.standing
             from memberships s join members m on m.id = s.member_id
             where s.from_on <= $3 and (s.until_on is null or s.until_on > $2) and s.member_id in {OF_BRANCH}
             order by s.member_id, s.from_on limit 5000"
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(branch.to_owned());
        let rows = query.bind(first.to_string()).bind(last.to_string()).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "memberships", "member_id");
            Ok(DuesStay {
                member_id: reading.get("member_id")?,
                name: reading.get("name")?,
                retired: reading.date_or_none("retired_on")?,
                branch_id: reading.get("branch_id")?,
                from: reading.date("from_on")?,
                until: reading.date_or_none("until_on")?,
                standing: reading.word("standing", Standing::parse)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// The bases of those members, oldest first.
    pub async fn dues_bases(&mut self, branch: &str, first: Date, last: Date) -> Result<Vec<DuesBase>, StoreError> {
        let text = format!(
            "select {BASE} from dues_bases d where d.member_id in {OF_BRANCH}
             order by d.member_id, d.from_month limit 20000"
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(branch.to_owned());
        let rows = query.bind(first.to_string()).bind(last.to_string()).fetch_all(&mut *self.0).await?;
        rows.iter().map(read_base).collect()
    }

    pub async fn dues_base(&mut self, member: &str, from_month: &str) -> Result<Option<DuesBase>, StoreError> {
        let text = format!("select {BASE} from dues_bases d where d.member_id = $1 and d.from_month = $2");
        let query = sqlx::query(AssertSqlSafe(text)).bind(member.to_owned()).bind(from_month.to_owned());
        query.fetch_optional(&mut *self.0).await?.as_ref().map(read_base).transpose()
    }

    /// What those members paid for the months of that time, whichever branch collected it.
    pub async fn dues_payments(
        &mut self,
        branch: &str,
        first: Date,
        last: Date,
    ) -> Result<Vec<DuesPayment>, StoreError> {
        let text = format!(
            "select {PAYMENT} from dues_payments p where p.month >= substr($2, 1, 7) and p.month <= substr($3, 1, 7)
             and p.member_id in {OF_BRANCH} order by p.member_id, p.month limit 60000"
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(branch.to_owned());
        let rows = query.bind(first.to_string()).bind(last.to_string()).fetch_all(&mut *self.0).await?;
        rows.iter().map(read_payment).collect()
    }

    /// Writes a base, in place of one from the same month.
    pub async fn put_dues_base(&mut self, base: &DuesBase) -> Result<(), StoreError> {
        sqlx::query("delete from dues_bases where member_id = $1 and from_month = $2")
            .bind(&base.member_id)
            .bind(&base.from_month)
            .execute(&mut *self.0)
            .await?;
        self.add_dues_bases(std::slice::from_ref(base)).await
    }

    pub async fn add_dues_bases(&mut self, bases: &[DuesBase]) -> Result<(), StoreError> {
        for chunk in bases.chunks(200) {
            let text = format!(
                "insert into dues_bases (member_id, from_month, kind, cents, reduced_to, reason, entered_by, decision,
                     decided_by, decided_on) values {}",
                rows(chunk.len(), 10)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for base in chunk {
                query = query
                    .bind(&base.member_id)
                    .bind(&base.from_month)
                    .bind(base.kind.word())
                    .bind(base.cents)
                    .bind(base.reduced_to)
                    .bind(&base.reason)
                    .bind(&base.entered_by)
                    .bind(&base.decision)
                    .bind(&base.decided_by)
                    .bind(base.decided_on.map(|day| day.to_string()));
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "dues_base"))?;
        }
        Ok(())
    }

    /// Payments; one that is there already is a conflict.
    pub async fn add_dues_payments(&mut self, payments: &[DuesPayment]) -> Result<(), StoreError> {
        for chunk in payments.chunks(200) {
            let text = format!(
                "insert into dues_payments (member_id, month, branch_id, paid_on, cents, entered_by) values {}",
                rows(chunk.len(), 6)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for payment in chunk {
                query = query
                    .bind(&payment.member_id)
                    .bind(&payment.month)
                    .bind(&payment.branch_id)
                    .bind(payment.paid_on.to_string())
                    .bind(payment.cents)
                    .bind(&payment.entered_by);
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "dues_payment"))?;
        }
        Ok(())
    }

    /// Takes back a payment that was ticked by mistake; whether it was there.
    pub async fn remove_dues_payment(&mut self, member: &str, month: &str, branch: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from dues_payments where member_id = $1 and month = $2 and branch_id = $3")
            .bind(member)
            .bind(month)
            .bind(branch)
            .execute(&mut *self.0)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn read_base(row: &AnyRow) -> Result<DuesBase, StoreError> {
    let reading = Reading::new(row, "dues_bases", "member_id");
    Ok(DuesBase {
        member_id: reading.get("member_id")?,
        from_month: reading.get("from_month")?,
        kind: reading.word("kind", DuesKind::parse)?,
        cents: reading.get("cents")?,
        reduced_to: reading.get("reduced_to")?,
        reason: reading.get("reason")?,
        entered_by: reading.get("entered_by")?,
        decision: reading.get("decision")?,
        decided_by: reading.get("decided_by")?,
        decided_on: reading.date_or_none("decided_on")?,
    })
}

fn read_payment(row: &AnyRow) -> Result<DuesPayment, StoreError> {
    let reading = Reading::new(row, "dues_payments", "member_id");
    Ok(DuesPayment {
        member_id: reading.get("member_id")?,
        month: reading.get("month")?,
        branch_id: reading.get("branch_id")?,
        paid_on: reading.date("paid_on")?,
        cents: reading.get("cents")?,
        entered_by: reading.get("entered_by")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, member, membership, on_both, two_units};

    #[tokio::test]
    async fn the_register_follows_whoever_was_in_the_branch_that_year() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.members().add(&[member("P1", "李明"), member("P2", "王芳")]).await.unwrap();
            let mut left = membership("P1", "B1", "2020-01-01");
            left.until = Some(day("2026-05-16"));
            let spans = [left, membership("P1", "B2", "2026-05-16"), membership("P2", "B2", "2020-01-01")];
            db.members().add_memberships(&spans).await.unwrap();
            let base = DuesBase {
                member_id: "P1".to_owned(),
                from_month: "2026-01".to_owned(),
                kind: DuesKind::Wage,
                cents: 600_000,
                reduced_to: None,
                reason: None,
                entered_by: "branch1".to_owned(),
                decision: None,
                decided_by: None,
                decided_on: None,
            };
            db.members().put_dues_base(&base).await.unwrap();
            let corrected = DuesBase { cents: 640_000, ..base };
            db.members().put_dues_base(&corrected).await.unwrap();
            let payment = |month: &str| DuesPayment {
                member_id: "P1".to_owned(),
                month: month.to_owned(),
                branch_id: "B1".to_owned(),
                paid_on: day("2026-05-08"),
                cents: 9_600,
                entered_by: "branch1".to_owned(),
            };
            db.members().add_dues_payments(&[payment("2025-12"), payment("2026-05")]).await.unwrap();
            let (first, last) = (day("2026-01-01"), day("2026-12-31"));
            assert_eq!(db.members().dues_stays("B1", first, last).await.unwrap().len(), 2);
            assert_eq!(db.members().dues_stays("B2", first, last).await.unwrap().len(), 3);
            assert_eq!(db.members().dues_bases("B1", first, last).await.unwrap(), [corrected]);
            assert_eq!(db.members().dues_payments("B2", first, last).await.unwrap(), [payment("2026-05")]);
            assert!(!db.members().remove_dues_payment("P1", "2026-05", "B2").await.unwrap());
            assert!(db.members().remove_dues_payment("P1", "2026-05", "B1").await.unwrap());
            let next = day("2027-01-01");
            assert!(db.members().dues_stays("B1", next, day("2027-12-31")).await.unwrap().is_empty());
        })
        .await;
    }
}

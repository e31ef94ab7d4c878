//! The log of sign-ins, refusals and readings of personal numbers; changes themselves are in the journal.

use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use super::Users;
use crate::{
    Page, Paging, StoreError, like,
    text::{Reading, time_text},
};

/// What the sign-in log shows; everything else is of the operation log.
pub const SIGN_IN_ACTIONS: [&str; 6] =
    ["sign_in", "wrong_password", "sign_in_locked", "sign_out", "session_ended", "password_changed"];

/// Readings of what lists do not show. Each has a line of its own, which says whose, from where and what for; the journal's
/// entry is not listed beside it.
pub const READING_ACTIONS: [&str; 2] = ["member.revealed", "member.discipline_read"];

/// A line to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogLine<'a> {
    pub id: &'a str,
    pub account: &'a str,
    /// A word, as `sign_in`.
    pub action: &'a str,
    /// What it was done to.
    pub detail: &'a str,
    pub address: Option<&'a str>,
    /// Why personal data was looked at, in the words of whoever looked.
    pub purpose: Option<&'a str>,
}

/// A line as it is read; one of the journal's has no address and no purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedLine {
    pub id: String,
    pub at: Timestamp,
    pub account: String,
    /// The person's name, if there is such an account.
    pub name: Option<String>,
    pub action: String,
    pub detail: String,
    pub address: Option<String>,
    pub purpose: Option<String>,
}

/// Which lines to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// The sign-in log; otherwise the operation log.
    pub sign_ins: bool,
    pub account: Option<String>,
    pub action: Option<String>,
    /// In what it was done to, in the address or in the purpose.
    pub text: Option<String>,
    pub from: Option<Timestamp>,
    /// The first moment that is not asked for.
    pub until: Option<Timestamp>,
    pub oldest_first: bool,
}

impl Users<'_> {
    /// A line in the log.
    pub async fn log(
        &mut self,
        id: &str,
        at: Timestamp,
        account: &str,
        action: &str,
        detail: &str,
    ) -> Result<(), StoreError> {
        self.log_line(&LogLine { id, account, action, detail, ..LogLine::default() }, at).await
    }

    pub async fn log_line(&mut self, line: &LogLine<'_>, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query(
            "insert into log (id, at, account, action, detail, address, purpose) values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(line.id)
        .bind(time_text(at))
        .bind(line.account)
        .bind(line.action)
        .bind(line.detail)
        .bind(line.address)
        .bind(line.purpose)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }

    /// The sign-in log, or the operation log with the changes that the journal has; newest first.
    pub async fn logged(&mut self, filter: &LogFilter, paging: Paging) -> Result<Page<LoggedLine>, StoreError> {
        let words = SIGN_IN_ACTIONS.map(|word| format!("'{word}'")).join(", ");
        let readings = READING_ACTIONS.map(|word| format!("'{word}'")).join(", ");
        let lines = if filter.sign_ins {
            format!("select id, at, account, action, detail, address, purpose from log where action in ({words})")
        } else {
            format!(
                "select id, at, account, action, detail, address, purpose from log where action not in ({words})
                 union all
                 select cast(seq as text), at, account, action, coalesce(org_id, ''), cast(null as text),
                        cast(null as text)
                 from journal where action not in ({readings})"
            )
        };
        let condition = format!(
            "from ({lines}) l left join users u on u.account = l.account
             where ($1 = '' or l.account = $1) and ($2 = '' or l.action = $2) and l.at >= $3 and ($4 = '' or l.at < $4)
             and ($5 = '%' or l.detail like $5 escape '!' or coalesce(l.address, '') like $5 escape '!'
                  or coalesce(l.purpose, '') like $5 escape '!')"
        );
        let binds = [
            filter.account.clone().unwrap_or_default(),
            filter.action.clone().unwrap_or_default(),
            filter.from.map(time_text).unwrap_or_default(),
            filter.until.map(time_text).unwrap_or_default(),
            filter.text.as_deref().map_or_else(|| "%".to_owned(), like),
        ];
        let total = format!("select cast(count(*) as bigint) {condition}");
        let total = binds.iter().fold(sqlx::query_scalar(AssertSqlSafe(total)), |query, bind| query.bind(bind));
        let total: i64 = total.fetch_one(&mut *self.0).await?;
        let order = if filter.oldest_first { "l.at, l.id" } else { "l.at desc, l.id desc" };
        let page = format!("select l.*, u.name {condition} order by {order} limit $6 offset $7");
        let page = binds.iter().fold(sqlx::query(AssertSqlSafe(page)), |query, bind| query.bind(bind));
        let rows = page.bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        let read = |row: &sqlx::any::AnyRow| {
            let reading = Reading::new(row, "log", "id");
            Ok(LoggedLine {
                id: reading.get("id")?,
                at: reading.time("at")?,
                account: reading.get("account")?,
                name: reading.get("name")?,
                action: reading.get("action")?,
                detail: reading.get("detail")?,
                address: reading.get("address")?,
                purpose: reading.get("purpose")?,
            })
        };
        Ok(Page { items: rows.iter().map(read).collect::<Result<_, StoreError>>()?, total, more: false })
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::{
        Actor, Changed,
        testing::{noon, on_both, two_units},
    };

    #[tokio::test]
    async fn sign_ins_and_operations_are_two_logs() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let hour = SignedDuration::from_hours(1);
            let line =
                LogLine { id: "1", account: "zzb", action: "sign_in", address: Some("10.0.0.7"), ..Default::default() };
            db.users().log_line(&line, noon()).await.unwrap();
            db.users().log("2", noon() + hour, "nobody", "refused", "GET /api/v1/facts/S1").await.unwrap();
            let who = Actor { account: "zzb".to_owned(), name: "组织部".to_owned(), at: noon() + hour * 2 };
            db.note(&who, "org.founded", Some("B1"), &[Changed::new("orgs", "B1")]).await.unwrap();
            let paging = Paging { page: 1, size: 10 };
            let sign_ins = LogFilter { sign_ins: true, ..LogFilter::default() };
            let page = db.users().logged(&sign_ins, paging).await.unwrap();
            assert_eq!((page.total, page.items[0].name.as_deref()), (1, Some("zzb")));
            let page = db.users().logged(&LogFilter::default(), paging).await.unwrap();
            let actions: Vec<&str> = page.items.iter().map(|line| line.action.as_str()).collect();
            assert_eq!(actions, ["org.founded", "refused", "company.loaded"]);
            for (filter, wanted) in [
                (LogFilter { text: Some("/facts/".to_owned()), ..LogFilter::default() }, &["2"][..]),
                (LogFilter { account: Some("nobody".to_owned()), ..LogFilter::default() }, &["2"][..]),
                (LogFilter { action: Some("org.founded".to_owned()), ..LogFilter::default() }, &["2"]),
                (LogFilter { until: Some(noon() + hour * 2), ..LogFilter::default() }, &["2", "1"]),
                (LogFilter { from: Some(noon() + hour * 2), ..LogFilter::default() }, &["2"]),
            ] {
                let page = db.users().logged(&filter, paging).await.unwrap();
                let ids: Vec<&str> = page.items.iter().map(|line| line.id.as_str()).collect();
                assert_eq!(ids, wanted, "{filter:?}");
            }
        })
        .await;
    }
}

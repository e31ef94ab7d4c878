//! One way to make every list: conditions only where something is asked, a part of the rows, and a count that has a bound.

use futures_util::TryStreamExt as _;
use sqlx::{
    Any, AnyConnection, AssertSqlSafe, Row as _,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use crate::{Page, Paging, Scope, StoreError};

/// More rows than these are not counted: whoever looks for one of them filters.
pub(crate) const COUNTED: i64 = 10_000;
/// The same of rows that hold a text, which no index finds.
pub(crate) const COUNTED_BY_TEXT: i64 = 500;

#[derive(Debug, Clone)]
pub(crate) enum Value {
    Text(String),
    Whole(i64),
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(whole: i64) -> Value {
        Value::Whole(whole)
    }
}

/// What rows must meet. A condition that nobody asked for is not in the text, so that the database can use its indexes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    text: String,
    values: Vec<Value>,
}

impl Wanted {
    /// `$1` and `$2` are the caller and the day, as in every query over the tree.
    pub(crate) fn that(condition: &str) -> Wanted {
        Wanted { text: condition.to_owned(), values: Vec::new() }
    }

    pub(crate) fn and(mut self, condition: &str) -> Wanted {
        self.text.push_str(" and ");
        self.text.push_str(condition);
        self
    }

    /// `#` in the condition stands for the value, once or several times; without a value the condition falls away.
    pub(crate) fn and_if(mut self, condition: &str, value: Option<impl Into<Value>>) -> Wanted {
        let Some(value) = value else { return self };
        self.values.push(value.into());
        let place = format!("${}", self.values.len() + 2);
        self.and(&condition.replace('#', &place))
    }
}

impl Wanted {
    /// How many rows there are, `most` at the most.
    async fn count(
        &self,
        connection: &mut AnyConnection,
        scope: &Scope,
        with: &str,
        from: &str,
        most: i64,
    ) -> Result<i64, StoreError> {
        // The caller and the day are bound whether they are asked for or not.
        let text = format!(
            "{with} select cast(count(*) as bigint) as n from
             (select 1 as one {from} where {} and $1 <> '' and $2 <> '' limit {most}) counted",
            self.text
        );
        Ok(bound(scope, text, &self.values).fetch_one(connection).await?.try_get("n")?)
    }

    /// All rows of `head where … tail`.
    pub(crate) async fn fetch(
        &self,
        connection: &mut AnyConnection,
        scope: &Scope,
        head: &str,
        tail: &str,
    ) -> Result<Vec<AnyRow>, StoreError> {
        // The caller and the day are bound whether they are asked for or not.
        let text = format!("{head} where $1 <> '' and $2 <> '' and {} {tail}", self.text);
        Ok(bound(scope, text, &self.values).fetch_all(connection).await?)
    }
}

/// A list in parts.
pub(crate) struct Listing<'a> {
    /// `with …`, or nothing.
    pub(crate) with: String,
    pub(crate) columns: &'a str,
    /// Tables that the conditions need.
    pub(crate) from: String,
    /// The same, in an order that suits counting.
    pub(crate) count_from: String,
    pub(crate) count_wanted: Wanted,
    /// More rows than these are not counted.
    pub(crate) counted: i64,
    /// Tables that only columns and order need; none of them adds or drops a row.
    pub(crate) beside: &'a str,
    pub(crate) wanted: Wanted,
    pub(crate) order: &'a str,
}

impl Listing<'_> {
    /// The rows of a page with the count.
    pub(crate) async fn page<T>(
        self,
        connection: &mut AnyConnection,
        scope: &Scope,
        paging: Paging,
        read: impl FnMut(&AnyRow) -> Result<T, StoreError>,
    ) -> Result<Page<T>, StoreError> {
        let Listing { with, columns, from, count_from, count_wanted, counted, beside, wanted, order } = self;
        let Wanted { text, values } = &wanted;
        let rows = format!(
            "{with} select {columns} {from} {beside} where {text} order by {order} limit ${} offset ${}",
            values.len() + 3,
            values.len() + 4
        );
        let query = bound(scope, rows, values).bind(paging.size).bind(paging.offset());
        let rows = query.fetch_all(&mut *connection).await?;
        let items: Vec<T> = rows.iter().map(read).collect::<Result<_, _>>()?;
        let n_items = items.len() as i64;
        // The end of the list tells how long it is.
        let is_end = n_items < paging.size && (n_items > 0 || paging.offset() == 0);
        let n = match is_end && paging.offset() + n_items <= counted {
            true => paging.offset() + n_items,
            false => count_wanted.count(&mut *connection, scope, &with, &count_from, counted + 1).await?,
        };
        Ok(Page { items, total: n.min(counted), more: n > counted })
    }
}

/// Reads row after row, for lists that are as long as the company is large: only what was made of the rows is held.
pub(crate) async fn each<T>(
    connection: &mut AnyConnection,
    query: Query<'_, Any, AnyArguments>,
    mut read: impl FnMut(&AnyRow) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut rows = query.fetch(connection);
    let mut made = Vec::new();
    while let Some(row) = rows.try_next().await? {
        made.push(read(&row)?);
    }
    Ok(made)
}

fn bound(scope: &Scope, text: String, values: &[Value]) -> Query<'static, Any, AnyArguments> {
    let query = scope.query(AssertSqlSafe(text));
    values.iter().fold(query, |query, value| match value {
        Value::Text(text) => query.bind(text.clone()),
        Value::Whole(whole) => query.bind(*whole),
    })
}

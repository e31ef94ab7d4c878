//! Values as the database keeps them: text in, domain types out.

use jiff::{Timestamp, civil::Date};
use rating::period::Period;
use sqlx::{ColumnIndex, Decode, Row, Type, any::AnyRow};

use crate::StoreError;

/// `2026-09-30T08:05:09.123Z`: fixed width, so that text order is time order.
pub(crate) fn time_text(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// One row while it is read; knows its table and key for the error.
pub(crate) struct Reading<'a> {
    row: &'a AnyRow,
    table: &'static str,
    key: String,
}

impl<'a> Reading<'a> {
    /// `key` is the column that names the row in an error.
    pub(crate) fn new(row: &'a AnyRow, table: &'static str, key: &'static str) -> Reading<'a> {
        let key = row.try_get::<String, _>(key).unwrap_or_default();
        Reading { row, table, key }
    }

    pub(crate) fn get<T>(&self, column: &'static str) -> Result<T, StoreError>
    where
        T: for<'r> Decode<'r, sqlx::Any> + Type<sqlx::Any>,
        &'static str: ColumnIndex<AnyRow>,
    {
        self.row.try_get(column).map_err(|error| StoreError::corrupt(self.table, &self.key, error))
    }

    pub(crate) fn date(&self, column: &'static str) -> Result<Date, StoreError> {
        self.get::<String>(column)?.parse().map_err(|error| self.corrupt(error))
    }

    pub(crate) fn date_or_none(&self, column: &'static str) -> Result<Option<Date>, StoreError> {
        let text: Option<String> = self.get(column)?;
        text.map(|text| text.parse()).transpose().map_err(|error: jiff::Error| self.corrupt(error))
    }

    pub(crate) fn time(&self, column: &'static str) -> Result<Timestamp, StoreError> {
        self.get::<String>(column)?.parse().map_err(|error| self.corrupt(error))
    }

    pub(crate) fn time_or_none(&self, column: &'static str) -> Result<Option<Timestamp>, StoreError> {
        let text: Option<String> = self.get(column)?;
        text.map(|text| text.parse()).transpose().map_err(|error: jiff::Error| self.corrupt(error))
    }

    pub(crate) fn period(&self, column: &'static str) -> Result<Period, StoreError> {
        self.get::<String>(column)?.parse().map_err(|error| self.corrupt(error))
    }

    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str) -> Result<T, StoreError> {
        serde_json::from_str(&self.get::<String>(column)?).map_err(|error| self.corrupt(error))
    }

    /// A word of a closed list.
    pub(crate) fn word<T>(&self, column: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let word: String = self.get(column)?;
        parse(&word).ok_or_else(|| self.corrupt(format!("{column} `{word}`")))
    }

    pub(crate) fn word_or_none<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let word: Option<String> = self.get(column)?;
        word.map(|word| parse(&word).ok_or_else(|| self.corrupt(format!("{column} `{word}`")))).transpose()
    }

    pub(crate) fn corrupt(&self, reason: impl ToString) -> StoreError {
        StoreError::corrupt(self.table, &self.key, reason)
    }
}

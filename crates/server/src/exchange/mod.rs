//! Spreadsheets in and out. Plain data only: what a row means is decided in `ops`.

pub mod child;
pub mod members;
pub mod template;
pub mod workbook;

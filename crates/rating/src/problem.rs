//! What is wrong in a scheme document, and where.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One problem: position, cause and mend, in Chinese for the scheme's author.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    pub severity: Severity,
    /// Where in the document: `items[3].rules[0].points`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub mend: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The scheme cannot be used.
    Error,
    /// The scheme works; its author should know.
    Warning,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Error => "错误",
            Severity::Warning => "提醒",
        };
        write!(f, "第{}行第{}列 {word}", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "（{}）", self.path)?;
        }
        write!(f, "：{}", self.message)?;
        if !self.mend.is_empty() {
            write!(f, "。改法：{}", self.mend)?;
        }
        Ok(())
    }
}

/// Collects all problems of a document; reading never stops at the first.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Problem>,
}

impl Problems {
    pub(crate) fn error(
        &mut self,
        at: &crate::scheme::node::Place,
        message: impl Into<String>,
        mend: impl Into<String>,
    ) {
        self.add(at, Severity::Error, message.into(), mend.into());
    }

    pub(crate) fn warn(
        &mut self,
        at: &crate::scheme::node::Place,
        message: impl Into<String>,
        mend: impl Into<String>,
    ) {
        self.add(at, Severity::Warning, message.into(), mend.into());
    }

    fn add(&mut self, at: &crate::scheme::node::Place, severity: Severity, message: String, mend: String) {
        self.found.push(Problem {
            line: at.line,
            column: at.column,
            severity,
            path: at.path.to_string(),
            message,
            mend,
        });
    }

    pub(crate) fn any_error(&self) -> bool {
        self.found.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// In document order.
    pub(crate) fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort_by_key(|problem| (problem.line, problem.column, problem.severity));
        self.found.dedup();
        self.found
    }
}

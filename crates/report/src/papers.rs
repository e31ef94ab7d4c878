//! What is on the papers, as texts that are ready to be read.

use serde::Serialize;

/// One ledger record on A4.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RecordPaper {
    /// `支部委员会会议记录`.
    pub heading: String,
    pub title: String,
    pub unit: String,
    pub branch: String,
    /// Label and text of the head table: 时间, 地点, 主持人, 记录人, 应到, 实到, …; empty ones are left out by the caller.
    pub facts: Vec<(String, String)>,
    /// Names of those who came.
    pub present: Vec<String>,
    /// Name and reason.
    pub absent: Vec<(String, String)>,
    pub topics: Vec<Topic>,
    /// Label and text of what a kind has beside the topics: 活动内容, 整改事项, …
    pub sections: Vec<(String, String)>,
    /// Lines for signatures: 主持人, 记录人.
    pub signatures: Vec<String>,
    /// Number, state and time of arrival, at the foot of each page.
    pub footer: String,
}

/// One point of the agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Topic {
    pub topic: String,
    pub summary: String,
    pub resolution: String,
    /// `赞成 8 票，反对 0 票，弃权 1 票`.
    pub vote: String,
}

/// A branch's year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BookPaper {
    pub year: String,
    pub unit: String,
    pub branch: String,
    /// Day of printing.
    pub printed: String,
    /// Label and text under the title: 书记, 党员人数, …
    pub facts: Vec<(String, String)>,
    pub matrix: Vec<MatrixRow>,
    /// Period, points, rank, star; newest last.
    pub scores: Vec<[String; 4]>,
    /// By kind.
    pub parts: Vec<BookPart>,
}

/// A kind of record over the twelve months.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    pub kind: String,
    /// A sign or number for each month; empty where nothing is.
    pub months: Vec<String>,
}

/// All records of a kind, by day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BookPart {
    pub kind: String,
    pub records: Vec<RecordPaper>,
}

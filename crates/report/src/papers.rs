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
    /// Name and reason of those who are not counted as entitled.
    pub left_out: Vec<(String, String)>,
    pub topics: Vec<Topic>,
    /// Label and text of what a kind has beside the topics: 活动内容, …
    pub sections: Vec<(String, String)>,
    /// Small tables: 评议等次, 选举结果, 整改事项, …
    pub grids: Vec<Grid>,
    /// What the arithmetic says: quorum and majorities, one sentence each.
    pub findings: Vec<String>,
    /// Names of attached files.
    pub files: Vec<String>,
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

/// A small table; every row has as many texts as there are columns.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Grid {
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// A branch's year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BookPaper {
    /// `2026`.
    pub year: String,
    pub unit: String,
    pub branch: String,
    /// Day of printing.
    pub printed: String,
    /// Label and text under the title: 书记, 党员人数, …
    pub facts: Vec<(String, String)>,
    /// Post and name.
    pub committee: Grid,
    /// How many members there are, in a sentence.
    pub roster_note: String,
    /// Names only, by party group; empty where the reader may not see the roster.
    pub roster: Vec<(String, Vec<String>)>,
    pub matrix: Vec<MatrixRow>,
    /// What the signs of the matrix mean.
    pub matrix_note: String,
    /// Period, points, place, star; in order of time.
    pub scores: Grid,
    /// By whose rules the points were given.
    pub scores_note: String,
    /// Months that have records.
    pub months: Vec<BookMonth>,
}

/// A duty over the twelve months.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    pub duty: String,
    /// A sign for each month; empty where nothing is owed.
    pub months: Vec<String>,
}

/// The records of a month, by day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct BookMonth {
    /// `9月`.
    pub title: String,
    pub records: Vec<RecordPaper>,
}

/// A table over the width of a landscape A4: a scorecard, a ranking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SheetPaper {
    pub heading: String,
    /// Label and text above the table: unit, period, scheme.
    pub facts: Vec<(String, String)>,
    pub columns: Vec<Column>,
    pub rows: Vec<SheetRow>,
    /// Label and text below the table.
    pub notes: Vec<(String, String)>,
    pub signatures: Vec<String>,
    /// At the foot of each page, left: whose table, of what, printed when.
    pub footer: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    pub title: String,
    /// Share of the width.
    pub share: u32,
    /// `left`, `center` or `right`.
    pub align: &'static str,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SheetRow {
    /// Over all columns, at the head of what follows.
    Band {
        text: String,
    },
    Line {
        cells: Vec<String>,
    },
    /// In heavier type: sums.
    Sum {
        cells: Vec<String>,
    },
}

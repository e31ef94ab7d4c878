//! Facts as the engine sees them, and the branches they belong to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{number::Number, period::Period};

/// Something dated that the platform knows about a branch. Immutable: a correction is another fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub id: String,
    /// The fact class, as the scheme's `facts` name it: `committee_meeting`, `output`.
    pub key: String,
    pub kind: FactKind,
    /// The day it happened, or the last day of the period it speaks of.
    pub on: Date,
    /// The period it counts for when that is not the one that holds `on`
    /// (组织生活会 is attributed by the notice's year, not by the date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_for: Option<Period>,
    /// The day it reached the platform; decides on time or late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed_on: Option<Date>,
    #[serde(default)]
    pub state: FactState,
    /// One line for a reader: `9月支委会`, `省级先进基层党组织`.
    pub title: String,
    /// Figures by field: `actual`, `target`, `points`, `value`, `present`.
    #[serde(default)]
    pub numbers: BTreeMap<String, Number>,
    /// Words by field: `level`, `grade`, `subject`, `duty`.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

/// The eight sorts of fact of the scheme language, and the approved exception that lifts a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    Record,
    Measure,
    Event,
    Judgement,
    Ballot,
    Roster,
    Task,
    Result,
    Exception,
}

impl FactKind {
    pub const ALL: [FactKind; 9] = [
        FactKind::Record,
        FactKind::Measure,
        FactKind::Event,
        FactKind::Judgement,
        FactKind::Ballot,
        FactKind::Roster,
        FactKind::Task,
        FactKind::Result,
        FactKind::Exception,
    ];

    /// The word used in scheme documents and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            FactKind::Record => "record",
            FactKind::Measure => "measure",
            FactKind::Event => "event",
            FactKind::Judgement => "judgement",
            FactKind::Ballot => "ballot",
            FactKind::Roster => "roster",
            FactKind::Task => "task",
            FactKind::Result => "result",
            FactKind::Exception => "exception",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            FactKind::Record => "台账记录",
            FactKind::Measure => "指标数据",
            FactKind::Event => "事件",
            FactKind::Judgement => "人工评分",
            FactKind::Ballot => "测评票",
            FactKind::Roster => "名册数据",
            FactKind::Task => "任务",
            FactKind::Result => "既有结果",
            FactKind::Exception => "获批例外",
        }
    }

    pub fn parse(word: &str) -> Option<FactKind> {
        FactKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Only `Valid` facts count; the others stay visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactState {
    #[default]
    Valid,
    /// 退回 by the superior, to be mended.
    Returned,
    /// 撤回; kept for history.
    Withdrawn,
}

impl FactState {
    pub const fn word(self) -> &'static str {
        match self {
            FactState::Valid => "valid",
            FactState::Returned => "returned",
            FactState::Withdrawn => "withdrawn",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            FactState::Valid => "有效",
            FactState::Returned => "已退回",
            FactState::Withdrawn => "已撤回",
        }
    }

    pub fn parse(word: &str) -> Option<FactState> {
        [FactState::Valid, FactState::Returned, FactState::Withdrawn].into_iter().find(|state| state.word() == word)
    }
}

/// A branch as the engine needs it: who it was, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    pub id: String,
    pub name: String,
    /// The second-level unit it belongs to; a comparison group for some schemes.
    pub unit: String,
    /// The category it held from each date on, oldest first (S1: history keeps the category it had).
    pub categories: Vec<(Date, String)>,
    pub founded: Date,
    /// The first day on which it no longer existed.
    pub closed: Option<Date>,
}

impl Branch {
    /// The category on `day`; before the first entry the first one stands.
    pub fn category_on(&self, day: Date) -> Option<&str> {
        let known = self.categories.iter().rev().find(|(from, _)| *from <= day);
        known.or(self.categories.first()).map(|(_, category)| category.as_str())
    }

    /// Whether it existed on every day of the period.
    pub fn existed_throughout(&self, period: Period) -> bool {
        self.founded <= period.first_day() && self.closed.is_none_or(|day| day > period.last_day())
    }

    /// Whether it existed on at least one day of the period.
    pub fn existed_in(&self, period: Period) -> bool {
        self.founded <= period.last_day() && self.closed.is_none_or(|day| day > period.first_day())
    }
}

//! What a branch earned in a period, and why: lines made of steps.

use serde::{Deserialize, Serialize};

use crate::{number::Number, period::Period, points::Points};

/// One branch in one period. A pure function of scheme version, facts and period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorecard {
    pub branch: String,
    pub unit: String,
    pub category: String,
    pub period: Period,
    /// Scheme code and version.
    pub scheme: String,
    pub version: String,
    pub state: State,
    /// One sentence when the state is not `Final`.
    pub state_note: String,
    pub lines: Vec<Line>,
    /// How the total arises from the lines; the steps' points add up to `total`.
    pub summary: Vec<Step>,
    /// Points of base and special items (before normalisation).
    pub base: Points,
    /// What could have been earned by the items that applied and are decided.
    pub possible: Points,
    /// Full points of the base lines that still wait.
    #[serde(default)]
    pub pending: Points,
    pub bonus: Points,
    /// Zero or negative.
    pub deduction: Points,
    pub total: Points,
    /// The total as it would stand without bonus items.
    pub without_bonus: Points,
    pub indices: Vec<Share>,
    pub blocks: Vec<Share>,
    pub sections: Vec<Share>,
    pub vetoes: Vec<VetoHit>,
    /// Place in its comparison group; `None` when not ranked.
    pub rank: Option<u32>,
    /// Place counted from the last.
    pub from_bottom: Option<u32>,
    /// Size of the comparison group.
    pub of: u32,
    pub award: Option<Award>,
    pub outputs: Vec<Output>,
}

/// How far a result is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Final,
    /// At least one line waits for a person or a figure; the total is provisional.
    Waiting,
    /// Not part of this rating (new, frozen, vetoed out).
    NotRated,
}

/// One item of the scheme for this branch and period. `points` is the sum of `steps`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Item code.
    pub item: String,
    /// Full points of the item for this category.
    pub full: Points,
    pub points: Points,
    pub state: LineState,
    /// The branch's own mark (自评分), shown beside the points and never counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_points: Option<Points>,
    /// Who has to act while the state is `Waiting`.
    pub waiting_for: Option<String>,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    Final,
    Waiting,
    /// Nothing was owed; the line counts neither as earned nor as possible.
    NotOwed,
}

/// The only place where points come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub points: Points,
    pub kind: StepKind,
    /// The reason in a sentence a branch secretary understands.
    pub sentence: String,
    /// Position of the rule inside its item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<usize>,
    /// Ids of the facts that caused it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// The part period a rolled-up step comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 起评分.
    Start,
    Rule,
    /// 封顶.
    Cap,
    /// 扣完为止.
    Floor,
    /// Something a person or a system still has to supply.
    Waiting,
    NotOwed,
    Rounding,
    /// A part period's contribution to a longer one.
    Part,
    /// 清零.
    Zero,
    /// The sum of a group of lines (summary only).
    Sum,
    /// 折算 (summary only).
    Normalised,
}

/// Points of one index, block or section. `value` is earned / possible x 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub code: String,
    pub earned: Points,
    pub possible: Points,
    pub value: Points,
}

/// A veto (一票否决) that took effect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VetoHit {
    pub code: String,
    pub sentence: String,
    pub facts: Vec<String>,
}

/// The star this rating proposes and the road to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    pub star: u8,
    /// The star before steps up and down are limited (逐级晋升) and standing stars are considered.
    pub target: u8,
    pub name: String,
    /// Each gate passed or failed, quota, step and veto, in the order they were applied.
    pub reasons: Vec<Reason>,
    /// Labels derived from star or facts (健康, 五好).
    pub labels: Vec<String>,
    /// Whether the branch may be proposed for honours.
    pub honours: bool,
    /// What the scheme says follows from this result.
    pub consequences: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub passed: bool,
    pub sentence: String,
}

/// A named result that is not points: a bonus in yuan, a multiplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    pub code: String,
    pub name: String,
    pub unit: String,
    pub value: Option<Number>,
    pub sentence: String,
}

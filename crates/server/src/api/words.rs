//! The fixed words of answers. Each set is an enum, so that the document and the types made from it name every word.

use rating::{
    facts, period,
    scheme::{self, DutyStatus as Duty},
    scorecard,
};
use serde::{Deserialize, Serialize};
use store::RatedPeriod;
use utoipa::ToSchema;

use crate::ops::change_org::Area;

/// A set of words in answers that stands for an enum of the engine or the store, variant by variant.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident for $of:ty { $($variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name {
            $($variant,)*
        }

        impl From<$of> for $name {
            fn from(word: $of) -> $name {
                match word {
                    $(<$of>::$variant => $name::$variant,)*
                }
            }
        }
    };
}

words! {
    /// How far a branch's result is settled.
    ResultState for scorecard::State { Final, Waiting, NotRated, }
}

words! {
    /// How far one line is settled.
    LineState for scorecard::LineState { Final, Waiting, NotOwed, }
}

words! {
    FactKind for facts::FactKind { Record, Measure, Event, Judgement, Ballot, Roster, Task, Result, Exception, }
}

words! {
    FactState for facts::FactState { Valid, Returned, Withdrawn, }
}

words! {
    /// 基础、专项、加分、扣分.
    ItemKind for scheme::ItemKind { Base, Special, Bonus, Deduction, }
}

impl ItemKind {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            ItemKind::Base => "基础指标",
            ItemKind::Special => "专项指标",
            ItemKind::Bonus => "加分项目",
            ItemKind::Deduction => "扣分项目",
        }
    }
}

words! {
    /// 线上、线下.
    Channel for scheme::Channel { Online, Offline, Both, }
}

impl Channel {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Channel::Online => "线上自动考核",
            Channel::Offline => "线下质量验收",
            Channel::Both => "线上线下结合",
        }
    }
}

words! {
    Cycle for period::Cycle { Month, Quarter, Half, Year, }
}

impl Cycle {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Cycle::Month => "月度",
            Cycle::Quarter => "季度",
            Cycle::Half => "半年",
            Cycle::Year => "年度",
        }
    }
}

words! {
    /// How binding a duty is.
    DutyStatus for Duty { Hard, Normal, Local, }
}

impl DutyStatus {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            DutyStatus::Hard => "硬性规定",
            DutyStatus::Normal => "一般要求",
            DutyStatus::Local => "本单位规定",
        }
    }
}

words! {
    RecordState for store::RecordState { Draft, Filed, Returned, Accepted, Withdrawn, }
}

words! {
    RoundAct for store::RoundAct { Filed, Returned, Accepted, Withdrawn, }
}

words! {
    /// What became of one cycle of a duty.
    CellState for crate::ops::owed::Standing { NotOwed, Future, Done, Excused, Waiting, Due, Late, Missing, }
}

words! {
    OrgKind for store::OrgKind { Company, Unit, General, Branch, }
}

words! {
    /// What a change of the organisation has an effect on.
    EffectArea for Area { Organisation, Members, Ledger, Running, Sealed, Accounts, }
}

impl EffectArea {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            EffectArea::Organisation => "组织",
            EffectArea::Members => "党员与职务",
            EffectArea::Ledger => "台账",
            EffectArea::Running => "正在进行的周期",
            EffectArea::Sealed => "已封存的周期",
            EffectArea::Accounts => "账号",
        }
    }
}

words! {
    /// How far the request for a later end of a term is.
    ExtensionState for store::ExtensionState { Asked, Approved, Refused, }
}

words! {
    Role for store::Role { Organisation, Unit, Branch, Business, Leader, Auditor, Member, Administrator,
        SecurityAdministrator, AuditAdministrator, }
}

/// What made the points of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepKind {
    Start,
    Rule,
    Cap,
    Floor,
    Waiting,
    NotOwed,
    Rounding,
    /// A part period: a month of a quarter.
    Month,
    Zero,
    Sum,
    Normalised,
}

impl From<scorecard::StepKind> for StepKind {
    fn from(kind: scorecard::StepKind) -> StepKind {
        match kind {
            scorecard::StepKind::Start => StepKind::Start,
            scorecard::StepKind::Rule => StepKind::Rule,
            scorecard::StepKind::Cap => StepKind::Cap,
            scorecard::StepKind::Floor => StepKind::Floor,
            scorecard::StepKind::Waiting => StepKind::Waiting,
            scorecard::StepKind::NotOwed => StepKind::NotOwed,
            scorecard::StepKind::Rounding => StepKind::Rounding,
            scorecard::StepKind::Part => StepKind::Month,
            scorecard::StepKind::Zero => StepKind::Zero,
            scorecard::StepKind::Sum => StepKind::Sum,
            scorecard::StepKind::Normalised => StepKind::Normalised,
        }
    }
}

/// Whether a gate on the way to a star was passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GateEffect {
    Passed,
    Failed,
}

words! {
    Sex for store::Sex { Male, Female, }
}

words! {
    /// What a membership entitles to.
    Standing for store::Standing { Full, Probationary, Observed, RightsSuspended, Suspended, }
}

words! {
    Whereabouts for store::Whereabouts { Present, Mobile, Missing, }
}

words! {
    Post for store::Post {
        Secretary, Deputy, Organiser, Publicity, Discipline, Production, Youth, Committee, GroupLeader,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PeriodState {
    Open,
    /// Closed: never rated again.
    Sealed,
}

impl From<&RatedPeriod> for PeriodState {
    fn from(rated: &RatedPeriod) -> PeriodState {
        if rated.sealed { PeriodState::Sealed } else { PeriodState::Open }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SchemeState {
    Published,
    Draft,
}

impl From<&store::Scheme> for SchemeState {
    fn from(kept: &store::Scheme) -> SchemeState {
        if kept.published_at.is_some() { SchemeState::Published } else { SchemeState::Draft }
    }
}

/// How a figure on the workbench should look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tone {
    Normal,
    Warn,
    Danger,
    Good,
}

/// Which figure of the workbench it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardCode {
    Users,
    Branches,
    Measures,
    Points,
    Rank,
    Due,
    Lost,
    Mean,
    Waiting,
    FiveStars,
    Vetoed,
}

/// How far a secretary's task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DueState {
    /// Not done, and there is still time.
    Due,
    /// Missed or filed too late.
    Late,
    Done,
    /// Somebody else has to supply something.
    Waiting,
    /// Nothing was missed, yet points were lost.
    Lost,
}

words! {
    /// 待审批、已通过、未通过、已撤回.
    ProposalState for store::ProposalState { Proposed, Approved, Refused, Withdrawn, }
}

words! {
    /// 待办 or 待阅.
    NoticeKind for store::NoticeKind { Todo, Read, }
}

words! {
    /// How a duty stands on a day.
    OwedState for rating::DutyState { NotOwed, Excused, Done, Late, Open, Overdue, Missing, Unknown, }
}

impl OwedState {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            OwedState::NotOwed => "不应尽",
            OwedState::Excused => "已批例外",
            OwedState::Done => "已办",
            OwedState::Late => "迟办",
            OwedState::Open => "待办",
            OwedState::Overdue => "逾期",
            OwedState::Missing => "缺",
            OwedState::Unknown => "待数据",
        }
    }
}

/// What a class of events can do: 加分, 扣分, 计入考核项, 否决.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EventEffect {
    Bonus,
    Deduction,
    Item,
    Veto,
}

/// 放假、上班、按星期.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DayKind {
    Holiday,
    Workday,
    Ordinary,
}

impl From<store::DayKind> for DayKind {
    fn from(kind: store::DayKind) -> DayKind {
        match kind {
            store::DayKind::Holiday => DayKind::Holiday,
            store::DayKind::Workday => DayKind::Workday,
            store::DayKind::Ordinary => DayKind::Ordinary,
        }
    }
}

impl From<DayKind> for store::DayKind {
    fn from(kind: DayKind) -> store::DayKind {
        match kind {
            DayKind::Holiday => store::DayKind::Holiday,
            DayKind::Workday => store::DayKind::Workday,
            DayKind::Ordinary => store::DayKind::Ordinary,
        }
    }
}

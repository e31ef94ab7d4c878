//! Admitting members (发展党员): the steps in order, their intervals and votes (发展党员工作细则; 党章 art. 5-7; domain notes 3.2-3.9).

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{Act, Tally, passed, valid};

/// One step on the way into the party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = DevelopmentStep))]
#[serde(rename_all = "snake_case")]
pub enum Step {
    Application,
    Talk,
    Activist,
    /// Half-yearly, as often as needed.
    Inspection,
    /// 发展对象.
    Target,
    /// 政治审查.
    Vetting,
    Training,
    /// Pre-examination by the superior committee.
    Preview,
    /// The members' meeting; probation counts from its day.
    Admission,
    Approval,
    /// Of the probation, once.
    Extension,
    Confirmation,
    ConfirmationApproval,
}

impl Step {
    pub const ALL: [Step; 13] = [
        Step::Application,
        Step::Talk,
        Step::Activist,
        Step::Inspection,
        Step::Target,
        Step::Vetting,
        Step::Training,
        Step::Preview,
        Step::Admission,
        Step::Approval,
        Step::Extension,
        Step::Confirmation,
        Step::ConfirmationApproval,
    ];

    pub const fn word(self) -> &'static str {
        match self {
            Step::Application => "application",
            Step::Talk => "talk",
            Step::Activist => "activist",
            Step::Inspection => "inspection",
            Step::Target => "target",
            Step::Vetting => "vetting",
            Step::Training => "training",
            Step::Preview => "preview",
            Step::Admission => "admission",
            Step::Approval => "approval",
            Step::Extension => "extension",
            Step::Confirmation => "confirmation",
            Step::ConfirmationApproval => "confirmation_approval",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Step::Application => "递交入党申请书",
            Step::Talk => "派人谈话",
            Step::Activist => "确定为入党积极分子",
            Step::Inspection => "半年考察",
            Step::Target => "列为发展对象",
            Step::Vetting => "政治审查",
            Step::Training => "短期集中培训",
            Step::Preview => "上级党委预审",
            Step::Admission => "支部大会接收预备党员",
            Step::Approval => "上级党委审批",
            Step::Extension => "延长预备期",
            Step::Confirmation => "支部大会讨论转正",
            Step::ConfirmationApproval => "上级党委审批转正",
        }
    }

    pub fn parse(word: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.word() == word)
    }

    /// Steps that are the superior committee's to take.
    pub const fn is_superiors(self) -> bool {
        matches!(self, Step::Preview | Step::Approval | Step::ConfirmationApproval)
    }

    pub const fn is_voted(self) -> bool {
        matches!(self, Step::Admission | Step::Confirmation)
    }

    /// What must have been taken before.
    const fn needs(self) -> &'static [Step] {
        match self {
            Step::Application => &[],
            Step::Talk => &[Step::Application],
            Step::Activist => &[Step::Talk],
            Step::Inspection => &[Step::Activist],
            Step::Target => &[Step::Activist, Step::Inspection],
            Step::Vetting | Step::Training => &[Step::Target],
            Step::Preview => &[Step::Vetting, Step::Training],
            Step::Admission => &[Step::Preview],
            Step::Approval => &[Step::Admission],
            Step::Extension | Step::Confirmation => &[Step::Approval],
            Step::ConfirmationApproval => &[Step::Confirmation],
        }
    }

    /// What closes the door to it.
    const fn before(self) -> Option<Step> {
        match self {
            Step::Inspection => Some(Step::Target),
            Step::Extension => Some(Step::Confirmation),
            _ => None,
        }
    }
}

/// The numbers of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ballot {
    pub entitled: u32,
    pub present: u32,
    pub in_favour: u32,
    /// In favour, in writing, handed in before the meeting.
    pub written: u32,
}

/// A step that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub step: Step,
    pub on: Date,
    /// Tenths of an hour; of a training.
    pub tenths: Option<i64>,
    pub ballot: Option<Ballot>,
    /// Of an extension: the new last day of the probation.
    pub until: Option<Date>,
}

/// Numbers that are norms or settings of the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub activist_months: i64,
    pub inspection_months: i64,
    pub talk_days: i64,
    pub training_tenths: i64,
    pub approval_months: i64,
    pub probation_months: i64,
}

/// How binding a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = DevelopmentRule))]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The step cannot be taken like that.
    Hard,
    /// “一般”, or a term that has run out: what happened is entered with its reason.
    Norm,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub rule: Rule,
    pub text: String,
    pub clause: &'static str,
}

/// A step that may follow, and between which days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    pub step: Step,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    pub clause: &'static str,
}

const RULES: &str = "《中国共产党发展党员工作细则》";
const CONSTITUTION: &str = "《中国共产党章程》第七条：预备期一年，从支部大会通过之日算起";

fn last(path: &[Taken], step: Step) -> Option<&Taken> {
    path.iter().filter(|taken| taken.step == step).max_by_key(|taken| taken.on)
}

/// The day from which a probationary member may be confirmed.
fn probation_ends(path: &[Taken], limits: &Limits) -> Option<Date> {
    let admitted = last(path, Step::Admission)?.on;
    let extended = last(path, Step::Extension).and_then(|taken| taken.until);
    Some(extended.unwrap_or_else(|| admitted.saturating_add(limits.probation_months.months())))
}

/// The days between which a step may be taken.
fn window(path: &[Taken], step: Step, limits: &Limits) -> (Option<Date>, Option<Date>) {
    let on = |of: Step| last(path, of).map(|taken| taken.on);
    let earliest = step.needs().iter().filter_map(|of| on(*of)).max();
    let after = |of: Step, months: i64| on(of).map(|day| day.saturating_add(months.months()));
    match step {
        Step::Talk => (earliest, on(Step::Application).map(|day| day.saturating_add(limits.talk_days.days()))),
        Step::Inspection => {
            let before = on(Step::Inspection).max(on(Step::Activist));
            (before, before.map(|day| day.saturating_add(limits.inspection_months.months())))
        }
        Step::Target => (earliest.max(after(Step::Activist, limits.activist_months)), None),
        Step::Approval => (earliest, after(Step::Admission, limits.approval_months)),
        Step::Extension => (earliest.max(probation_ends(path, limits)), None),
        Step::Confirmation => (earliest.max(probation_ends(path, limits)), None),
        Step::ConfirmationApproval => (earliest, after(Step::Confirmation, limits.approval_months)),
        _ => (earliest, None),
    }
}

fn clause(step: Step) -> &'static str {
    match step {
        Step::Talk => "发展党员工作细则：收到入党申请书后一个月内派人谈话",
        Step::Inspection => "发展党员工作细则：党支部每半年对入党积极分子进行一次考察",
        Step::Target => "发展党员工作细则：经过一年以上培养教育和考察方可列为发展对象",
        Step::Training => "发展党员工作细则：集中培训一般不少于三天或二十四个学时",
        Step::Approval | Step::ConfirmationApproval => "发展党员工作细则：上级党委三个月内审批，特殊情况不超过六个月",
        Step::Extension => "党章第七条：延长预备期一次，不少于半年、不超过一年",
        Step::Confirmation => CONSTITUTION,
        _ => RULES,
    }
}

/// The steps that may come next, in order.
pub fn next(path: &[Taken], limits: &Limits) -> Vec<Next> {
    let has = |step: Step| last(path, step).is_some();
    let open = |step: &Step| {
        step.needs().iter().all(|of| has(*of))
            && (*step == Step::Inspection || !has(*step))
            && step.before().is_none_or(|of| !has(of))
    };
    let shown = |step: Step| {
        let (earliest, latest) = window(path, step, limits);
        Next { step, earliest, latest, clause: clause(step) }
    };
    Step::ALL.into_iter().filter(open).map(shown).collect()
}

/// What is wrong with taking `new` after `path`.
pub fn findings(path: &[Taken], new: &Taken, limits: &Limits) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = |rule: Rule, text: String| found.push(Finding { rule, text, clause: clause(new.step) });
    if !next(path, limits).iter().any(|next| next.step == new.step) {
        let missing = new.step.needs().iter().find(|of| last(path, **of).is_none());
        let text = match missing {
            Some(of) => format!("应先登记“{}”，再登记“{}”", of.title(), new.step.title()),
            None => format!("“{}”已经登记过或已不再适用，不能再次登记", new.step.title()),
        };
        add(Rule::Hard, text);
        return found;
    }
    let (earliest, latest) = window(path, new.step, limits);
    if let Some(day) = earliest.filter(|day| new.on < *day) {
        add(Rule::Hard, format!("“{}”不能早于{day}", new.step.title()));
    }
    if let Some(day) = latest.filter(|day| new.on > *day) {
        add(Rule::Norm, format!("“{}”应不晚于{day}，请写明逾期的原因", new.step.title()));
    }
    if new.step == Step::Approval || new.step == Step::ConfirmationApproval {
        let meeting = if new.step == Step::Approval { Step::Admission } else { Step::Confirmation };
        let longest = last(path, meeting).map(|taken| taken.on.saturating_add(6.months()));
        if let Some(day) = longest.filter(|day| new.on > *day) {
            add(Rule::Hard, format!("审批最迟不超过六个月（{day}），逾期应重新召开支部大会讨论"));
        }
    }
    if new.step == Step::Training {
        match new.tenths {
            None => add(Rule::Hard, "请填写培训学时".to_owned()),
            Some(tenths) if tenths < limits.training_tenths => {
                let text = format!("集中培训一般不少于{}学时，请写明原因", limits.training_tenths / 10);
                add(Rule::Norm, text);
            }
            Some(_) => {}
        }
    }
    if new.step == Step::Extension {
        let end = probation_ends(path, limits);
        let fits = end.zip(new.until).is_some_and(|(end, until)| {
            until >= end.saturating_add(6.months()) && until <= end.saturating_add(12.months())
        });
        if !fits {
            add(Rule::Hard, "延长后的预备期应比原预备期满之日晚半年至一年".to_owned());
        }
    }
    if new.step.is_voted() {
        found.extend(voted(new));
    }
    found
}

fn voted(new: &Taken) -> Option<Finding> {
    let wrong = |text: String| Some(Finding { rule: Rule::Hard, text, clause: Act::Admission.clause() });
    let Some(ballot) = new.ballot else { return wrong("请填写应到、实到和赞成票数".to_owned()) };
    let Ballot { entitled, present, in_favour, written } = ballot;
    if present > entitled || in_favour > present || written > entitled - present {
        return wrong("实到不应多于应到，赞成不应多于实到，书面意见不应多于未到会人数".to_owned());
    }
    if !valid(Act::Admission, entitled, present) {
        return wrong(format!("有表决权的{entitled}人实到{present}人，未超过半数，大会无效"));
    }
    if !passed(Act::Admission, entitled, present, Tally { in_favour, written }) {
        return wrong(format!("赞成{}票，未超过应到{entitled}人的半数，未获通过", in_favour + written));
    }
    None
}

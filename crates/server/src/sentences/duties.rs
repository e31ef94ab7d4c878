//! Duties: what is owed, how often, until when, and by whom not.

use rating::{
    measure::{Describe, Measure},
    number::Number,
    period::Cycle,
    scheme::{Due, Duty, NewBranch, Scheme},
};

use super::sentence;

/// `每月应有“支委会”1次，每月结束后5日内报送；成立当月不要求。`
pub(crate) fn duty(scheme: &Scheme, duty: &Duty) -> String {
    let record = scheme.queries[duty.record].describe(scheme);
    let times = match &duty.times {
        Measure::Constant(times) if *times == Number::whole(1) => "1次".to_owned(),
        Measure::Constant(times) => format!("{times}次"),
        measure => format!("，次数等于{}", measure.describe(scheme)),
    };
    let mut parts = vec![format!("{}应有“{record}”{times}，{}", every(duty.every), done_by(duty))];
    if let Some(condition) = &duty.condition {
        parts.push(format!("仅在{}时要求", condition.describe(scheme)));
    }
    let unit = unit(duty.every);
    parts.push(match duty.new_branch {
        NewBranch::NotOwed => format!("支部成立的当{unit}不要求"),
        NewBranch::ProRata => format!("支部成立的当{unit}按存续时间折算"),
        NewBranch::Owed => format!("支部成立的当{unit}同样要求"),
    });
    sentence(&parts.join("；"))
}

fn done_by(duty: &Duty) -> String {
    match duty.due {
        None => format!("当{}内完成即可", unit(duty.every)),
        Some(_) if duty.by_event => format!("{}开展（以开展日期为准）", due(duty)),
        Some(_) => format!("{}报送（以报送日期为准）", due(duty)),
    }
}

/// The last day in words: `每季度最后一个月25日前`.
pub(crate) fn due(duty: &Duty) -> String {
    let every = every(duty.every);
    let month = duty.every == Cycle::Month;
    let text = match duty.due {
        None => format!("当{}内", unit(duty.every)),
        Some(Due::Day(day) | Due::FirstMonthDay(day)) if month => format!("{every}{day}日前"),
        Some(Due::Day(day)) => format!("{every}最后一个月{day}日前"),
        Some(Due::FirstMonthDay(day)) => format!("{every}第一个月{day}日前"),
        Some(Due::AfterPeriod(days)) => format!("{every}结束后{days}日内"),
        Some(Due::WorkingDaysAfterPeriod(days)) => format!("{every}结束后{days}个工作日内"),
        Some(Due::AfterEvent(days)) => format!("开展后{days}日内"),
        Some(Due::WorkingDaysAfterEvent(days)) => format!("开展后{days}个工作日内"),
    };
    text + if duty.roll { "（逢休息日顺延）" } else { "" }
}

const fn every(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Month => "每月",
        Cycle::Quarter => "每季度",
        Cycle::Half => "每半年",
        Cycle::Year => "每年",
    }
}

const fn unit(cycle: Cycle) -> &'static str {
    match cycle {
        Cycle::Month => "月",
        Cycle::Quarter => "季度",
        Cycle::Half => "半年",
        Cycle::Year => "年",
    }
}

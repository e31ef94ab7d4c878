//! How each cycle is rated, and how short periods become long ones.

use rating::{
    period::Cycle,
    scheme::{Combine, From, Gaps, GroupBy, NotDue, Scheme, Stage, Total},
};

use super::rounded;

pub(super) fn stage(scheme: &Scheme, cycle: Cycle, stage: &Stage) -> String {
    let shortest = scheme.rating.cycles().first() == Some(&cycle);
    let mut parts = Vec::new();
    match (stage.from, shortest) {
        (From::Totals(part), _) => {
            parts.push(format!("{}得分由本期各{}的总分{}", cycle.title(), part.title(), combine(&stage.combine)));
            parts.push(gaps(stage.gaps).to_owned());
        }
        (From::Items, true) if stage.all_items => parts.push("每期评定全部考核项".to_owned()),
        (From::Items, true) => parts.push(format!("只评本{}应评的考核项", cycle.title())),
        (From::Items, false) => {
            let joined = combine(&stage.combine);
            parts.push(format!("逐项评定，较短周期的考核项由本期各期得分{joined}"));
            parts.push(gaps(stage.gaps).to_owned());
        }
    }
    if stage.from == From::Items && !stage.all_items {
        parts.push(
            match stage.not_due {
                NotDue::LeaveOut => "期中未到期的考核项不计入得分，也不计入应得分",
                NotDue::Full => "期中未到期的考核项先按满分计",
            }
            .to_owned(),
        );
    }
    parts.extend(total(scheme));
    if let Some(scale) = stage.normalise {
        parts.push(format!("总分按已得分与应得分之比折算为{}分制", scale.short()));
    }
    parts.push(rounded(stage.rounding));
    parts.join("；")
}

fn combine(combine: &Combine) -> String {
    match combine {
        Combine::Mean => "取平均".to_owned(),
        Combine::Sum => "相加".to_owned(),
        Combine::Last => "取最后一期".to_owned(),
        Combine::Minimum => "取最低一期".to_owned(),
        Combine::Maximum => "取最高一期".to_owned(),
        Combine::Weighted(weights) => {
            let weights: Vec<String> = weights.iter().map(ToString::to_string).collect();
            format!("按{}的权重加权平均", weights.join("："))
        }
    }
}

const fn gaps(gaps: Gaps) -> &'static str {
    match gaps {
        Gaps::LeaveOut => "没有结果的期不计",
        Gaps::Zero => "没有结果的期按零分计",
        Gaps::Full => "没有结果的期按满分计",
    }
}

fn total(scheme: &Scheme) -> Option<String> {
    let Total::Weighted(by) = scheme.points.total else { return None };
    let name = match by {
        GroupBy::Index => "指数",
        GroupBy::Block => "板块",
        GroupBy::Section => "部分",
    };
    Some(format!("各{name}分别按百分制计分，再按权重相加"))
}

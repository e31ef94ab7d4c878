//! Rules of items, and vetoes.

use rating::{
    measure::Describe,
    rules::{OnLack, Rule},
    scheme::{Scheme, Veto, VetoEffect},
};

use super::{cycle_names, sentence};

/// What the platform does with a rule: its worth, its limits, and when it does not apply.
pub(crate) fn rule(scheme: &Scheme, rule: &Rule) -> String {
    let mut parts = vec![rule.kind.summary(scheme)];
    if let Some(condition) = &rule.condition {
        parts.push(format!("仅在{}时适用", condition.describe(scheme)));
    }
    if let Some(unless) = &rule.unless {
        parts.push(format!("{}的不适用", unless.describe(scheme)));
    }
    for (condition, times) in &rule.factors {
        parts.push(format!("{}的按{times}倍计", condition.describe(scheme)));
    }
    if let Some(most) = rule.most {
        parts.push(format!("本条以{}分为限", most.short()));
    }
    if let Some(above) = rule.above_full {
        parts.push(format!("可在满分之上另加，至多{}分", above.short()));
    }
    let lack = match rule.on_missing {
        OnLack::Wait => None,
        OnLack::Zero => Some("缺数据按不得分"),
        OnLack::Full => Some("缺数据按满分"),
        OnLack::Skip => Some("缺数据不计本条"),
    };
    parts.extend(lack.map(str::to_owned));
    sentence(&parts.join("；"))
}

/// When a veto takes effect, and what it does.
pub(crate) fn veto(scheme: &Scheme, veto: &Veto) -> String {
    let mut parts = vec![format!("{}的，{}", veto.condition.describe(scheme), effects(scheme, veto))];
    if let Some(unless) = &veto.unless {
        parts.push(format!("{}的除外", unless.describe(scheme)));
    }
    if !veto.at.is_empty() {
        parts.push(format!("只在{}适用", cycle_names(&veto.at, "")));
    }
    sentence(&parts.join("；"))
}

/// `本次不予评定，取消评先资格`.
pub(crate) fn effects(scheme: &Scheme, veto: &Veto) -> String {
    let effect = |effect: &VetoEffect| match effect {
        VetoEffect::NotRated => "本次不予评定".to_owned(),
        VetoEffect::Lowest => "定为最低等次".to_owned(),
        VetoEffect::Cap(star) => format!("最高评{}", scheme.star_name(*star)),
        VetoEffect::NoPromotion => "不得晋级".to_owned(),
        VetoEffect::Demote(by) => format!("降{by}级"),
        VetoEffect::Freeze => "维持原星级".to_owned(),
        VetoEffect::NoHonours => "取消评先资格".to_owned(),
        VetoEffect::ZeroTotal => "总分清零".to_owned(),
    };
    veto.effects.iter().map(effect).collect::<Vec<_>>().join("，")
}

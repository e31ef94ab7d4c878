//! The sheet an item is rated on: the only place where points arise, always with a reason.

use crate::{
    points::Points,
    scorecard::{Step, StepKind},
};

/// Adds points step by step. The same additions happen whether or not the reasons are written down.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    points: Points,
    steps: Option<Vec<Step>>,
    rule: Option<usize>,
    /// A rule zeroed the item, with the facts behind it; takes effect when all rules are done.
    pub(crate) zero_item: Option<Vec<String>>,
    /// A rule zeroed the branch's index, or its total.
    pub(crate) zero_index: bool,
    pub(crate) zero_total: bool,
}

impl Sheet {
    /// `explained`: keep the reasons.
    pub(crate) fn new(explained: bool) -> Sheet {
        Sheet { steps: explained.then(Vec::new), ..Sheet::default() }
    }

    pub(crate) fn points(&self) -> Points {
        self.points
    }

    pub(crate) const fn explains(&self) -> bool {
        self.steps.is_some()
    }

    pub(crate) fn set_rule(&mut self, rule: Option<usize>) {
        self.rule = rule;
    }

    /// Adds points with their reason; the reason is only made when somebody reads it.
    pub(crate) fn add(&mut self, points: Points, kind: StepKind, why: impl FnOnce() -> (String, Vec<String>)) {
        self.points += points;
        if let Some(steps) = &mut self.steps {
            let (sentence, facts) = why();
            steps.push(Step { points, kind, sentence, rule: self.rule, facts, period: None });
        }
    }

    /// Takes back all points and their reasons; used when the item turns out to wait or not to be owed.
    pub(crate) fn clear(&mut self) {
        self.points = Points::ZERO;
        if let Some(steps) = &mut self.steps {
            steps.clear();
        }
    }

    pub(crate) fn into_steps(self) -> Vec<Step> {
        self.steps.unwrap_or_default()
    }
}

/// 加3分, 扣0.5分, 不加不扣.
pub(crate) fn plus_minus(points: Points) -> String {
    match points.thousandths() {
        0 => "不加不扣".into(),
        ..0 => format!("扣{}分", points.abs().short()),
        _ => format!("加{}分", points.short()),
    }
}

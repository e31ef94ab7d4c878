//! Results that rules may look back on.

use std::collections::HashMap;

use crate::{
    measure::{Earlier, ResultPart},
    number::Number,
    period::Period,
    scorecard::Scorecard,
};

/// Standing scorecards by branch and period.
pub(crate) struct History<'a> {
    pub(crate) cards: HashMap<&'a str, HashMap<Period, &'a Scorecard>>,
}

impl<'a> History<'a> {
    pub(crate) fn new(earlier: &'a [Scorecard]) -> History<'a> {
        let mut cards: HashMap<&str, HashMap<Period, &Scorecard>> = HashMap::new();
        for card in earlier {
            cards.entry(&card.branch).or_default().insert(card.period, card);
        }
        History { cards }
    }

    pub(crate) fn of(&self, branch: &str) -> BranchHistory<'a> {
        BranchHistory { cards: self.cards.get(branch).cloned().unwrap_or_default() }
    }
}

/// One branch's standing scorecards.
pub(crate) struct BranchHistory<'a> {
    pub(crate) cards: HashMap<Period, &'a Scorecard>,
}

impl Earlier for BranchHistory<'_> {
    fn earlier(&self, what: ResultPart, period: Period) -> Option<Number> {
        let card = self.cards.get(&period)?;
        let whole = |n: u32| Some(Number::whole(i64::from(n)));
        match what {
            ResultPart::Total => Some(card.total.number()),
            ResultPart::Base => Some(card.base.number()),
            ResultPart::Bonus => Some(card.bonus.number()),
            ResultPart::Deduction => Some(card.deduction.number()),
            ResultPart::WithoutBonus => Some(card.without_bonus.number()),
            ResultPart::Rank => card.rank.and_then(whole),
            ResultPart::RankFromBottom => card.from_bottom.and_then(whole),
            ResultPart::RankPercent => {
                Number::whole(i64::from(card.rank?) * 100).over(Number::whole(i64::from(card.of)))
            }
            ResultPart::GroupSize => whole(card.of),
            ResultPart::Star => card.award.as_ref().map(|award| Number::whole(i64::from(award.star))),
        }
    }
}

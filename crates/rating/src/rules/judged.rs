//! 人工评分：在幅度内酌情给分，没评就等待（R09 R10 R29）.

use super::{Applied, ItemView, Outcome, facts_of};
use crate::{
    facts::FactKind,
    measure::{Context, Lack, Measure, Reader, Source, Take},
    points::{Points, Rounding, RoundingMode},
    scheme::{QueryId, Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub mark: QueryId,
    /// `None`: the source gives no range.
    pub range: Option<(Points, Points)>,
    pub quantum: Option<Points>,
    pub by: String,
}

impl Judged {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Judged> {
        let node = fields.get("judged")?;
        let selection = reader.selection(node);
        if let Some(selection) = &selection {
            reader.need_kind(selection.class, &[FactKind::Judgement], node);
        }
        let range = fields.need("range", reader.problems).and_then(|node| super::each::read_range(node, reader));
        let quantum = fields.points("quantum", reader.problems);
        let by = fields.text("by", reader.problems);
        let mut query = selection?;
        query.take = Take::Latest("points".into());
        Some(Judged { mark: reader.intern.query(query), range: range?, quantum, by })
    }

    pub(super) fn takes(&self) -> bool {
        self.range.is_none_or(|(low, _)| low < Points::ZERO)
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, _: ItemView, sheet: &mut Sheet) -> Applied {
        let points = match marked(self.mark, self.range, self.quantum, context)? {
            Ok(points) => points,
            Err(outcome) => return Ok(outcome),
        };
        sheet.add(points, StepKind::Rule, || {
            let facts = context.source.facts(self.mark, context.at);
            let reason = facts.last().and_then(|fact| fact.tags.get("reason"));
            let reason = reason.map(|reason| format!("，理由：{reason}")).unwrap_or_default();
            let by = if self.by.is_empty() {
                &context.scheme.classes[context.scheme.queries[self.mark].class].by
            } else {
                &self.by
            };
            let ids = facts_of(&Measure::Query(self.mark), context);
            (format!("{by}评定{}{reason}", plus_minus(points)), ids)
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let class = &scheme.classes[scheme.queries[self.mark].class];
        let by = if self.by.is_empty() { &class.by } else { &self.by };
        match self.range {
            Some((low, high)) => format!("{by}按“{}”在{}至{}分之间评定", class.name, low.short(), high.short()),
            None => format!("{by}按“{}”酌情评定（原文未定幅度）", class.name),
        }
    }
}

/// The points of the latest mark; an outcome instead if it cannot be used.
pub(super) fn marked<S: Source>(
    mark: QueryId,
    range: Option<(Points, Points)>,
    quantum: Option<Points>,
    context: &Context<'_, S>,
) -> Result<Result<Points, Outcome>, Lack> {
    let entered = context.source.number(mark, context.at).ok_or(Lack::Missing(mark))?;
    let exact = Rounding { unit: 1, mode: RoundingMode::HalfUp }.points(entered);
    let class = &context.scheme.classes[context.scheme.queries[mark].class];
    let facts = context.source.facts(mark, context.at);
    let approved = facts.last().is_some_and(|fact| fact.tags.contains_key("approved_by"));
    if range.is_none() && !approved && context.source.branch().is_some() {
        return Ok(Err(Outcome::Waiting {
            by: class.by.clone(),
            what: format!("“{}”没有规定幅度，评分须附批准人", class.name),
        }));
    }
    let outside = range.is_some_and(|(low, high)| exact < low || exact > high);
    let off_grid = quantum.is_some_and(|quantum| exact.thousandths() % quantum.thousandths().max(1) != 0);
    if outside || off_grid {
        let why = if outside { "超出规定幅度" } else { "不合规定的评分单位" };
        return Ok(Err(Outcome::Waiting {
            by: class.by.clone(),
            what: format!("“{}”评了{}分，{why}，须重新评定", class.name, exact.short()),
        }));
    }
    Ok(Ok(context.scheme.points.rounding.points(entered)))
}


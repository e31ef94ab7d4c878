//! 人工评分：在幅度内酌情给分，没评就等待（R09 R10 R29）.

use super::{Applied, ItemView, Outcome, each::Range, facts_of};
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
    pub range: Option<Range>,
    pub quantum: Option<Points>,
    pub by: String,
}

/// What counts when several marks were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Several {
    Latest,
    Mean,
    Sum,
    Highest,
    Lowest,
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
        const SEVERAL: [(&str, Several); 5] = [
            ("latest", Several::Latest),
            ("mean", Several::Mean),
            ("sum", Several::Sum),
            ("highest", Several::Highest),
            ("lowest", Several::Lowest),
        ];
        let several = fields.word("several", &SEVERAL, reader.problems).unwrap_or(Several::Latest);
        let mut query = selection?;
        let points = "points".to_owned();
        query.take = match several {
            Several::Latest => Take::Latest(points),
            Several::Mean => Take::Mean(points),
            Several::Sum => Take::Sum(points),
            Several::Highest => Take::Highest(points),
            Several::Lowest => Take::Lowest(points),
        };
        Some(Judged { mark: reader.intern.query(query), range: range?, quantum, by })
    }

    pub(super) fn takes(&self) -> bool {
        self.range.is_none_or(|range| range.low.is_negative())
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        let range = self.range.map(|range| range.ends(item.full));
        let points = match marked(self.mark, range, self.quantum, context)? {
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
            Some(range) => format!("{by}按“{}”评定，幅度{}", class.name, range.title()),
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
    if facts.is_empty() && context.source.branch().is_some() {
        return Err(Lack::Missing(mark));
    }
    let approved = facts.last().is_some_and(|fact| fact.tags.contains_key("approved_by"));
    if range.is_none() && !approved && context.source.branch().is_some() {
        return Ok(Err(Outcome::Waiting {
            by: class.by.clone(),
            what: format!("“{}”没有规定幅度，评分须附批准人", class.name),
        }));
    }
    let outside = range.is_some_and(|(low, high)| exact < low || exact > high);
    // Several marks may meet between two steps; each of them must stand on one.
    let off = |points: Points, quantum: Points| points.thousandths() % quantum.thousandths().max(1) != 0;
    let off_grid = quantum.is_some_and(|quantum| {
        let mut given = facts.iter().filter_map(|fact| fact.numbers.get("points"));
        given.any(|given| off(Rounding { unit: 1, mode: RoundingMode::HalfUp }.points(*given), quantum))
    });
    if outside || off_grid {
        let why = if outside { "超出规定幅度" } else { "不合规定的评分单位" };
        return Ok(Err(Outcome::Waiting {
            by: class.by.clone(),
            what: format!("“{}”评了{}分，{why}，须重新评定", class.name, exact.short()),
        }));
    }
    Ok(Ok(context.scheme.points.rounding.points(entered)))
}

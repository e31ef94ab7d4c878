//! 按等次给分（R09）.

use super::{Applied, ItemView, Outcome, facts_of};
use crate::{
    measure::{Context, Lack, Measure, Reader, Source, Take},
    points::Points,
    scheme::{QueryId, Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Graded {
    pub grade: QueryId,
    /// In the document's order.
    pub grades: Vec<(String, Points)>,
    pub by: String,
}

impl Graded {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Graded> {
        let node = fields.get("graded")?;
        let field = fields.text("field", reader.problems);
        let field = if field.is_empty() { "grade".to_owned() } else { field };
        let selection = reader.selection(node);
        if let Some(selection) = &selection {
            let class = &reader.names.classes[selection.class];
            if !class.word_fields().contains(&field) {
                let message = format!("“{}”没有文字字段“{field}”", class.name);
                let mend = format!("可用：{}；用 field: 指定", class.word_fields().join("、"));
                reader.problems.error(&node.place, message, mend);
            }
        }
        let mut grades = Vec::new();
        match fields.need("grades", reader.problems).and_then(|node| node.map()) {
            Some(entries) => {
                for (key, value) in entries {
                    let points = crate::scheme::fields::points_of(value, reader.problems);
                    grades.extend(points.map(|points| (key.text().unwrap_or_default().to_owned(), points)));
                }
            }
            None => reader.problems.error(&node.place, "grades 要写成“等次: 分”", "如 grades: {好: 2, 一般: 1}"),
        }
        let by = fields.text("by", reader.problems);
        let mut query = selection?;
        query.take = Take::Word(field);
        Some(Graded { grade: reader.intern.query(query), grades, by })
    }

    pub(super) fn takes(&self) -> bool {
        self.grades.iter().any(|(_, points)| *points < Points::ZERO)
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, _: ItemView, sheet: &mut Sheet) -> Applied {
        let word = context.source.word(self.grade, context.at).ok_or(Lack::Missing(self.grade))?;
        let class = &context.scheme.classes[context.scheme.queries[self.grade].class];
        let Some((grade, points)) = self.grades.iter().find(|(grade, _)| grade == word) else {
            return Ok(Outcome::Waiting {
                by: class.by.clone(),
                what: format!("“{}”的等次“{word}”不在办法规定之列，须重新评定", class.name),
            });
        };
        sheet.add(*points, StepKind::Rule, || {
            let end = if *points < Points::ZERO { plus_minus(*points) } else { format!("得{}分", points.short()) };
            (format!("{}评为“{grade}”，{end}", class.name), facts_of(&Measure::Query(self.grade), context))
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let class = &scheme.classes[scheme.queries[self.grade].class];
        let grades: Vec<String> =
            self.grades.iter().map(|(grade, points)| format!("{grade}{}分", points.short())).collect();
        format!("{}：{}", class.name, grades.join("、"))
    }
}

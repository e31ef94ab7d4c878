//! 多方评价加权，写明有一方缺席时怎么办（R21 R22）.

use super::{Amount, Applied, ItemView, Outcome, facts_of};
use crate::{
    measure::{Context, Describe, Lack, Measure, Reader, Source},
    number::Number,
    scheme::{Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::Sheet,
};

#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    pub parties: Vec<Party>,
    /// The scale on which parties give marks.
    pub scale: Number,
    pub absent: Absent,
    pub points: Amount,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    pub name: String,
    pub by: String,
    pub weight: Number,
    pub of: Measure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    Wait,
    Reweigh,
    Zero,
}

impl Panel {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Panel> {
        let mut parties = Vec::new();
        for node in fields.list("panel") {
            let Some(fields) = reader.fields(node, "评价方") else { continue };
            let name = fields.need_text("name", reader.problems);
            let by = fields.text("by", reader.problems);
            let weight = fields.need("weight", reader.problems).and_then(|_| fields.number("weight", reader.problems));
            let of = fields.need("of", reader.problems).and_then(|node| reader.measure(node));
            fields.finish(reader.problems);
            parties.extend(weight.zip(of).map(|(weight, of)| Party { name, by, weight, of }));
        }
        if parties.is_empty() {
            reader.problems.error(fields.place, "没有写任何评价方", "逐方写 {name, weight, of}");
        }
        if parties.iter().any(|party| party.weight <= Number::ZERO) {
            reader.problems.error(fields.place, "权重要大于零", "删去不参加的一方，或写正的权重");
        }
        let scale = fields.number("scale", reader.problems).unwrap_or(Number::HUNDRED);
        const ABSENT: [(&str, Absent); 3] =
            [("wait", Absent::Wait), ("reweigh", Absent::Reweigh), ("zero", Absent::Zero)];
        let absent = fields.word("absent", &ABSENT, reader.problems).unwrap_or(Absent::Wait);
        let points = fields.get("points").map_or(Some(Amount::Full), |node| Amount::read(node, reader));
        Some(Panel { parties, scale, absent, points: points? })
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        let (mut sum, mut weights) = (Number::ZERO, Number::ZERO);
        let mut texts = Vec::new();
        let mut first_lack = None;
        for party in &self.parties {
            let mark = match (context.number(&party.of), self.absent) {
                (Ok(mark), _) => mark,
                (Err(lack), Absent::Wait) => {
                    if party.by.is_empty() {
                        return Err(lack);
                    }
                    return Ok(Outcome::Waiting { by: party.by.clone(), what: format!("{}尚未完成", party.name) });
                }
                (Err(lack), Absent::Reweigh) => {
                    first_lack = first_lack.or(Some(lack));
                    texts.push(format!("{}缺席，权重由其余各方分摊", party.name));
                    continue;
                }
                (Err(_), Absent::Zero) => {
                    texts.push(format!("{}缺席，按零分计", party.name));
                    Number::ZERO
                }
            };
            let part = mark.times(party.weight).ok_or(Lack::Undefined)?;
            sum = sum.plus(part).ok_or(Lack::Undefined)?;
            weights = weights.plus(party.weight).ok_or(Lack::Undefined)?;
            if sheet.explains() {
                texts.push(format!("{}{mark}（权重{}）", party.name, party.weight));
            }
        }
        if weights.is_zero() {
            return Err(first_lack.unwrap_or(Lack::Undefined));
        }
        let mean = sum.over(weights).ok_or(Lack::Undefined)?;
        let share = self.points.of(item.full).number().times(mean).and_then(|n| n.over(self.scale));
        let points = context.scheme.points.rounding.points(share.ok_or(Lack::Undefined)?);
        sheet.add(points, StepKind::Rule, || {
            let facts = self.parties.iter().flat_map(|party| facts_of(&party.of, context)).collect();
            (format!("{}，加权{mean}，折算得{}分", texts.join("，"), points.short()), facts)
        });
        Ok(Outcome::Applied)
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let parties: Vec<String> = self
            .parties
            .iter()
            .map(|party| format!("{}（{}）占{}", party.name, party.of.describe(scheme), party.weight))
            .collect();
        let absent = match self.absent {
            Absent::Wait => "有一方缺席时等待",
            Absent::Reweigh => "缺席方的权重由其余各方分摊",
            Absent::Zero => "缺席方按零分",
        };
        format!("{}；按{}分制加权折算，{absent}", parties.join("、"), self.scale)
    }
}

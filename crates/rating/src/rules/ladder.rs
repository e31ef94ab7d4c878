//! 按等级加减分，可就高不就低（R11 R14）.

use super::{
    Applied, ItemView, Outcome,
    each::{CapPer, Multipliers, Range, Room, entered_points, multiplied},
};
use crate::{
    facts::Fact,
    measure::{Context, Reader, Source, Take},
    points::Points,
    scheme::{QueryId, Scheme, fields::Fields},
    scorecard::StepKind,
    sheet::{Sheet, plus_minus},
};

#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    pub of: QueryId,
    /// The word field that holds the class.
    pub by: String,
    /// Points by class, in the document's order.
    pub points: Vec<(String, Worth)>,
    pub highest: Highest,
    pub caps: Vec<CapPer>,
    pub multipliers: Multipliers,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    Fixed(Points),
    /// The fact brings its own points within the range.
    Range(Range),
}

/// Which facts count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Highest {
    All,
    /// The best one of each value of this word field.
    Per(String),
    Only,
}

impl Ladder {
    pub(super) fn read(fields: &Fields<'_>, reader: &mut Reader<'_>) -> Option<Ladder> {
        let node = fields.get("ladder")?;
        let of = reader.query(node, Take::Count);
        let by = fields.need_text("by", reader.problems);
        let mut points = Vec::new();
        let table = fields.need("points", reader.problems);
        if let (Some(entries), Some(of)) = (table.and_then(|table| table.map()), of) {
            let names = reader.names;
            let class = &names.classes[reader.intern.queries[of].class];
            if !class.word_fields().contains(&by) {
                reader.problems.error(
                    fields.place,
                    format!("“{}”没有文字字段“{by}”", class.name),
                    format!("可用：{}", class.word_fields().join("、")),
                );
            }
            for (key, value) in entries {
                class.check_word(&by, key, reader.problems);
                let worth = match value.list() {
                    None => crate::scheme::fields::points_of(value, reader.problems).map(Worth::Fixed),
                    Some(_) => super::each::read_range(value, reader).flatten().map(Worth::Range),
                };
                points.extend(worth.map(|worth| (key.text().unwrap_or_default().to_owned(), worth)));
            }
        } else if let Some(table) = table.filter(|table| table.map().is_none()) {
            reader.problems.error(&table.place, "points 要按等级写", "如 points: {national: 5, city: 1}");
        }
        let per = fields.text("highest_per", reader.problems);
        let only = fields.flag("highest_only", reader.problems).unwrap_or(false);
        let highest = match (per.is_empty(), only) {
            (false, _) => Highest::Per(per),
            (true, true) => Highest::Only,
            (true, false) => Highest::All,
        };
        let caps = CapPer::read(fields, reader);
        let multipliers = of.map(|of| reader.intern.queries[of].class).map(|class| reader.multipliers(fields, class));
        Some(Ladder { of: of?, by, points, highest, caps, multipliers: multipliers.unwrap_or_default() })
    }

    /// Word fields by which facts are held together.
    pub(crate) fn held_together(&self) -> Vec<&str> {
        let highest = match &self.highest {
            Highest::Per(field) => Some(field.as_str()),
            Highest::All | Highest::Only => None,
        };
        highest.into_iter().chain(self.caps.iter().filter_map(|cap| cap.of.as_deref())).collect()
    }

    pub(super) fn takes(&self) -> bool {
        self.points.iter().any(|(_, worth)| match worth {
            Worth::Fixed(points) => *points < Points::ZERO,
            Worth::Range(range) => range.low.is_negative(),
        })
    }

    pub(super) fn apply<S: Source>(&self, context: &Context<'_, S>, item: ItemView, sheet: &mut Sheet) -> Applied {
        let scheme = context.scheme;
        let class = &scheme.classes[scheme.queries[self.of].class];
        let facts = context.source.facts(self.of, context.at);
        let mut worths: Vec<(&Fact, Points, String)> = Vec::new();
        for fact in facts {
            let word = fact.tags.get(&self.by).map_or("", String::as_str);
            let Some((_, worth)) = self.points.iter().find(|(code, _)| code == word) else { continue };
            let n = crate::measure::times_of(fact);
            let (points, note) = match worth {
                Worth::Fixed(points) => {
                    (Points::from_thousandths(points.thousandths().saturating_mul(n)), String::new())
                }
                Worth::Range(range) => match fact.numbers.get("points") {
                    Some(entered) => entered_points(*entered, Some(range.ends(item.full)), context),
                    None => {
                        return Ok(Outcome::Waiting {
                            by: class.by.clone(),
                            what: format!("“{}”还没有定分", fact.title),
                        });
                    }
                },
            };
            let (points, multiplied) = multiplied(points, fact, &self.multipliers, context);
            worths.push((fact, points, note + &multiplied));
        }
        let mut room = Room::default();
        for (position, (fact, points, note)) in worths.iter().enumerate() {
            let beaten = self.beaten_by(position, &worths);
            let counted = if beaten.is_some() { Points::ZERO } else { room.take(&self.caps, fact, *points) };
            sheet.add(counted, StepKind::Rule, || {
                let word = class.word_name(&self.by, fact.tags.get(&self.by).map_or("", String::as_str));
                let end = match beaten {
                    Some(other) => format!("与“{}”就高不重复，不另计", worths[other].0.title),
                    None if counted == *points => format!("{}{note}", plus_minus(counted)),
                    None => format!("{}（已到封顶）", plus_minus(counted)),
                };
                (format!("{}：{}（{word}），{end}", fact.on, fact.title), vec![fact.id.clone()])
            });
        }
        if worths.is_empty() {
            sheet.add(Points::ZERO, StepKind::Rule, || {
                (format!("本期没有可计分的“{}”，不加不扣", scheme.queries[self.of].describe_facts(scheme)), Vec::new())
            });
        }
        Ok(Outcome::Applied)
    }

    /// The fact that counts instead of the one at `position`, if any.
    fn beaten_by(&self, position: usize, worths: &[(&Fact, Points, String)]) -> Option<usize> {
        let same = |other: usize| match &self.highest {
            Highest::All => false,
            Highest::Only => true,
            Highest::Per(field) => {
                let value = worths[position].0.tags.get(field);
                value.is_some() && value == worths[other].0.tags.get(field)
            }
        };
        let better = |other: usize| {
            let (mine, theirs) = (worths[position].1.abs(), worths[other].1.abs());
            theirs > mine || (theirs == mine && other < position)
        };
        (0..worths.len())
            .filter(|other| *other != position && same(*other) && better(*other))
            .max_by_key(|other| (worths[*other].1.abs(), std::cmp::Reverse(*other)))
    }

    pub(super) fn summary(&self, scheme: &Scheme) -> String {
        let class = &scheme.classes[scheme.queries[self.of].class];
        let points: Vec<String> = self
            .points
            .iter()
            .map(|(code, worth)| {
                let worth = match worth {
                    Worth::Fixed(points) => plus_minus(*points),
                    Worth::Range(range) => range.title(),
                };
                format!("{}{worth}", class.word_name(&self.by, code))
            })
            .collect();
        let highest = match &self.highest {
            Highest::All => String::new(),
            Highest::Per(field) => format!("，同一{}就高不就低", class.field_name(field)),
            Highest::Only => "，只取最高一项".into(),
        };
        format!("{}：{}{highest}", class.name, points.join("、"))
    }
}

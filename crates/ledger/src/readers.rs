//! Why a field is asked: the rules that read it, or the regulation without which a meeting is not valid. A required
//! field has one or the other.

use rating::{
    measure::{Filter, PerFact, Query, Take},
    rules::Rule,
    scheme::{Item, Scheme},
};

use crate::{Kind, required};

/// A rule that reads a field of a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reader<'a> {
    pub item: &'a Item,
    pub rule: &'a Rule,
}

/// What asks for a field besides the scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// For what it is needed.
    pub text: &'static str,
    /// Where that is said.
    pub source: &'static str,
}

/// A field of the body, and the figures and words of facts that are made from it ([`crate::facts`]).
const MADE_FROM: [(&str, &[&str]); 9] = [
    ("attendance", &["present", "entitled"]),
    ("agenda.major", &["major"]),
    ("agenda.study", &["study"]),
    ("theme", &["theme"]),
    ("lecturer", &["lecturer"]),
    ("grades", &["members", "excellent"]),
    ("paid", &["paid"]),
    ("payable", &["payable"]),
    ("group_id", &[]),
];

/// The required fields under this scheme: of those without which a record says nothing, the ones that a rule reads or a
/// regulation needs. What nobody reads is not asked.
pub fn needed(scheme: &Scheme, kind: Kind) -> Vec<&'static str> {
    let is_read = |field: &&&str| ground(kind, field).is_some() || !readers(scheme, kind, field).is_empty();
    required(kind).iter().filter(is_read).copied().collect()
}

/// The fields that a form of this kind asks: the required ones, and those whose figures or words the scheme knows.
pub fn asked(scheme: &Scheme, kind: Kind) -> Vec<&'static str> {
    let required = needed(scheme, kind);
    let class = scheme.classes.iter().find(|class| class.key == kind.word());
    let known = |part: &&str| {
        class.is_some_and(|class| {
            class.fields.iter().any(|(code, _)| code == part) || class.tags.iter().any(|tag| tag.code == **part)
        })
    };
    let made = MADE_FROM.iter().filter(|(name, parts)| required.contains(name) || parts.iter().any(known));
    let year = required.contains(&"counts_for").then_some("counts_for");
    std::iter::once("on").chain(made.map(|(name, _)| *name)).chain(year).collect()
}

/// The rules that read this field in records of this kind, each item and rule once, in the order of the scheme. The day,
/// the year and the group are read by whatever counts such records.
pub fn readers<'a>(scheme: &'a Scheme, kind: Kind, field: &str) -> Vec<Reader<'a>> {
    let parts = MADE_FROM.iter().find(|(name, _)| *name == field).map_or(&[][..], |(_, parts)| *parts);
    let class = |query: &Query| scheme.classes[query.class].key.as_str();
    let reads = |query: &Query| {
        class(query) == kind.word() && (parts.is_empty() || parts.iter().any(|part| reads_part(query, part)))
    };
    let mut found: Vec<Reader<'a>> = Vec::new();
    for item in &scheme.items {
        for rule in &item.rules {
            let looked = rule.reads();
            let through = looked.duties.iter().map(|duty| scheme.duties[*duty].record);
            let reads_it = looked.queries.iter().copied().chain(through).any(|query| reads(&scheme.queries[query]));
            let is_new = || {
                found
                    .iter()
                    .all(|reader| (reader.item.code.as_str(), reader.rule.text.as_str()) != (&item.code, &rule.text))
            };
            if reads_it && is_new() {
                found.push(Reader { item, rule });
            }
        }
    }
    found
}

fn reads_part(query: &Query, part: &str) -> bool {
    let taken = match &query.take {
        Take::Sum(field)
        | Take::Highest(field)
        | Take::Lowest(field)
        | Take::Mean(field)
        | Take::Latest(field)
        | Take::Word(field)
        | Take::Distinct(field) => field == part,
        Take::SumOf(of) | Take::MeanOf(of) | Take::HighestOf(of) | Take::LowestOf(of) => mentions(of, part),
        Take::Facts | Take::Count | Take::LongestGap | Take::Since { .. } => false,
    };
    let filtered = query.filters.iter().any(|filter| match filter {
        Filter::Word { field, .. } => field == part,
        Filter::Number { of, .. } => mentions(of, part),
    });
    taken || filtered || query.latest_per.as_deref() == Some(part)
}

fn mentions(of: &PerFact, part: &str) -> bool {
    match of {
        PerFact::Constant(_) => false,
        PerFact::Field(field) => field == part,
        PerFact::Ratio(pair) | PerFact::Minus(pair) => pair.iter().any(|of| mentions(of, part)),
        PerFact::Plus(parts) | PerFact::Times(parts) => parts.iter().any(|of| mentions(of, part)),
    }
}

/// The regulation that needs the field in a record of this kind, whatever the scheme.
pub fn ground(kind: Kind, field: &str) -> Option<Ground> {
    let ground = |text, source| Some(Ground { text, source });
    match (kind, field) {
        (Kind::MembersMeeting, "attendance") => ground(
            "有表决权的党员到会超过半数，会议方为有效",
            "《中国共产党支部工作条例（试行）》；《中国共产党发展党员工作细则》",
        ),
        (Kind::CommitteeMeeting, "attendance") => {
            ground("半数以上委员到会方可召开", "《中国共产党支部工作条例（试行）》工作机制一章")
        }
        (Kind::Election, "attendance") => {
            ground("到会人数超过应到会人数的五分之四，选举方为有效", "《中国共产党基层组织选举工作条例》")
        }
        (Kind::Appraisal, "grades") => {
            ground("逐人评定等次，预备党员不评定等次", "《中国共产党支部工作条例（试行）》组织生活一章")
        }
        (Kind::OrgLifeMeeting | Kind::Appraisal | Kind::SecretaryReport, "counts_for") => {
            ground("按通知所属年度计入，不按召开日期", "当年组织生活会、民主评议、述职评议的通知")
        }
        (Kind::GroupMeeting, "group_id") => {
            ground("党小组会按党小组分别召开", "《中国共产党支部工作条例（试行）》工作机制一章")
        }
        (Kind::Dues, "paid" | "payable") => {
            ground("党员按月交纳党费，支部登记应交与已交", "《关于中国共产党党费收缴、使用和管理的规定》")
        }
        (_, "on") => ground("会议、活动记录须载明日期，据此判断是哪一期的", "会议记录的通行要求；各项职责的期限"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMES: [&str; 2] =
        [include_str!("../../../schemes/5521/scheme.yaml"), include_str!("../../../schemes/biaozhun/scheme.yaml")];

    fn scheme(text: &str) -> Scheme {
        rating::scheme::read(text).unwrap().0
    }

    #[test]
    fn every_required_field_has_a_reader() {
        // Of the scheme that this is made for all of them have; of any other only what it reads is asked.
        for kind in Kind::all() {
            assert_eq!(needed(&scheme(SCHEMES[0]), kind), required(kind), "{}", kind.word());
        }
        let other = scheme(SCHEMES[1]);
        assert!(readers(&other, Kind::Lecture, "lecturer").is_empty());
        assert_eq!(needed(&other, Kind::Lecture), ["on"]);
    }

    #[test]
    fn no_ground_is_given_for_what_is_not_asked() {
        let fields = ["title", "place", "chair", "account", "file_ids", "agenda", "tasks", "start", "notice", "hours"];
        for kind in Kind::all() {
            for field in fields {
                assert!(ground(kind, field).is_none() && !required(kind).contains(&field), "{} {field}", kind.word());
            }
        }
    }

    #[test]
    fn the_theme_day_tells_which_item_reads_its_study_topics() {
        let scheme = scheme(SCHEMES[0]);
        let study = readers(&scheme, Kind::ThemeDay, "agenda.study");
        let all = readers(&scheme, Kind::ThemeDay, "on");
        assert!(!study.is_empty() && study.len() < all.len(), "not every rule on theme days looks at study topics");
        let duty = scheme.duties.iter().position(|duty| duty.code == "study_monthly").unwrap();
        assert!(study.iter().all(|reader| reader.rule.reads().duties.contains(&duty)));
        assert!(readers(&scheme, Kind::ThemeDay, "grades").is_empty());
    }

    #[test]
    fn a_field_of_a_scheme_without_such_records_is_not_asked() {
        let scheme = scheme(SCHEMES[0]);
        assert!(asked(&scheme, Kind::ThemeDay).contains(&"agenda.study"));
        assert_eq!(asked(&scheme, Kind::Talk), ["on"]);
    }
}

//! Sorts of record.

use serde::{Deserialize, Serialize};

/// A sort of ledger record; its word is the key of the facts it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = RecordKind))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    MembersMeeting,
    CommitteeMeeting,
    GroupMeeting,
    Lecture,
    ThemeDay,
    OrgLifeMeeting,
    Appraisal,
    Election,
    Talk,
    SecretaryReport,
    WorkPlan,
    QuarterReport,
    Disclosure,
    Dues,
    ActivistReview,
    FrontlineVisit,
}

/// Word, title, and the letters that stand for it in ids.
const NAMES: [(Kind, &str, &str, &str); 16] = [
    (Kind::MembersMeeting, "members_meeting", "支部党员大会", "ddh"),
    (Kind::CommitteeMeeting, "committee_meeting", "支部委员会会议", "zwh"),
    (Kind::GroupMeeting, "group_meeting", "党小组会", "xzh"),
    (Kind::Lecture, "lecture", "党课", "dk"),
    (Kind::ThemeDay, "theme_day", "主题党日", "thd"),
    (Kind::OrgLifeMeeting, "org_life_meeting", "组织生活会", "shh"),
    (Kind::Appraisal, "appraisal", "民主评议党员", "mzpy"),
    (Kind::Election, "election", "换届选举", "hj"),
    (Kind::Talk, "talk", "谈心谈话", "txth"),
    (Kind::SecretaryReport, "secretary_report", "书记述职评议", "szpy"),
    (Kind::WorkPlan, "work_plan", "年度工作计划", "jh"),
    (Kind::QuarterReport, "quarter_report", "季度工作报告", "jdbg"),
    (Kind::Disclosure, "disclosure", "党务公开", "dwgk"),
    (Kind::Dues, "dues", "党费收缴", "df"),
    (Kind::ActivistReview, "activist_review", "入党积极分子考察", "kc"),
    (Kind::FrontlineVisit, "frontline_visit", "联系基层解决问题", "lxjc"),
];

impl Kind {
    pub fn all() -> impl Iterator<Item = Kind> {
        NAMES.iter().map(|(kind, ..)| *kind)
    }

    fn names(self) -> &'static (Kind, &'static str, &'static str, &'static str) {
        &NAMES[self as usize]
    }

    /// The word in the database and in schemes: `theme_day`.
    pub fn word(self) -> &'static str {
        self.names().1
    }

    pub fn title(self) -> &'static str {
        self.names().2
    }

    /// `thd`.
    pub fn short(self) -> &'static str {
        self.names().3
    }

    pub fn parse(word: &str) -> Option<Kind> {
        Kind::all().find(|kind| kind.word() == word)
    }

    /// A gathering with people who were expected.
    pub const fn is_meeting(self) -> bool {
        use Kind::{
            Appraisal, CommitteeMeeting, Election, GroupMeeting, Lecture, MembersMeeting, OrgLifeMeeting, ThemeDay,
        };
        matches!(
            self,
            MembersMeeting
                | CommitteeMeeting
                | GroupMeeting
                | Lecture
                | ThemeDay
                | OrgLifeMeeting
                | Appraisal
                | Election
        )
    }

    /// Only those with the right to vote are counted: a meeting that decides.
    pub const fn counts_voters(self) -> bool {
        matches!(self, Kind::MembersMeeting | Kind::CommitteeMeeting | Kind::Election)
    }

    /// Belongs to the year its notice names, not to the day (domain rule 2.6).
    pub const fn is_of_a_year(self) -> bool {
        matches!(self, Kind::OrgLifeMeeting | Kind::Appraisal | Kind::SecretaryReport | Kind::WorkPlan | Kind::Talk)
    }

    /// Which further duties one such event may meet (domain rule 2.5).
    pub const fn may_also_be(self) -> &'static [Kind] {
        match self {
            Kind::ThemeDay => &[Kind::Lecture, Kind::MembersMeeting, Kind::GroupMeeting],
            Kind::MembersMeeting => &[Kind::Lecture, Kind::ThemeDay],
            Kind::GroupMeeting => &[Kind::Lecture],
            Kind::OrgLifeMeeting => &[Kind::Appraisal],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_word() {
        for (n, kind) in Kind::all().enumerate() {
            assert_eq!(kind as usize, n);
            assert_eq!(Kind::parse(kind.word()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }
}

//! What the rules on the organisation say about a branch: figures in, flags with their source out. A flag is a hint to act, no deduction.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use store::{BranchFigures, Db, Scope, StoreError, norm_on};

use crate::AppState;

/// How binding the rule behind a flag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// 应当、必须.
    Hard,
    /// “一般”: an approved exception lifts it.
    Normal,
    /// This company's own.
    Local,
}

impl Binding {
    pub const fn title(self) -> &'static str {
        match self {
            Binding::Hard => "硬性",
            Binding::Normal => "一般",
            Binding::Local => "自定",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlagCode {
    FullTooFew,
    MembersOver,
    CommitteeMissing,
    CommitteeNotOwed,
    CommitteeSmall,
    CommitteeLarge,
    NoSecretary,
    TermOverdue,
    TermSoon,
    JointUnits,
}

impl FlagCode {
    pub const ALL: [FlagCode; 10] = [
        FlagCode::FullTooFew,
        FlagCode::MembersOver,
        FlagCode::CommitteeMissing,
        FlagCode::CommitteeNotOwed,
        FlagCode::CommitteeSmall,
        FlagCode::CommitteeLarge,
        FlagCode::NoSecretary,
        FlagCode::TermOverdue,
        FlagCode::TermSoon,
        FlagCode::JointUnits,
    ];

    /// The word in answers, and the key of the exception that lifts the flag.
    pub const fn word(self) -> &'static str {
        match self {
            FlagCode::FullTooFew => "full_too_few",
            FlagCode::MembersOver => "members_over",
            FlagCode::CommitteeMissing => "committee_missing",
            FlagCode::CommitteeNotOwed => "committee_not_owed",
            FlagCode::CommitteeSmall => "committee_small",
            FlagCode::CommitteeLarge => "committee_large",
            FlagCode::NoSecretary => "no_secretary",
            FlagCode::TermOverdue => "term_overdue",
            FlagCode::TermSoon => "term_soon",
            FlagCode::JointUnits => "joint_units",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            FlagCode::FullTooFew => "正式党员不足",
            FlagCode::MembersOver => "党员人数偏多",
            FlagCode::CommitteeMissing => "应设支委会",
            FlagCode::CommitteeNotOwed => "不设支委会",
            FlagCode::CommitteeSmall => "支委会人数不足",
            FlagCode::CommitteeLarge => "支委会人数偏多",
            FlagCode::NoSecretary => "书记空缺",
            FlagCode::TermOverdue => "届满未换届",
            FlagCode::TermSoon => "即将届满",
            FlagCode::JointUnits => "联合支部覆盖单位偏多",
        }
    }

    pub const fn binding(self) -> Binding {
        match self {
            FlagCode::FullTooFew
            | FlagCode::CommitteeMissing
            | FlagCode::CommitteeNotOwed
            | FlagCode::CommitteeSmall
            | FlagCode::NoSecretary
            | FlagCode::TermOverdue => Binding::Hard,
            FlagCode::MembersOver | FlagCode::CommitteeLarge | FlagCode::JointUnits => Binding::Normal,
            FlagCode::TermSoon => Binding::Local,
        }
    }

    /// The regulation, or whose habit it is.
    pub const fn source(self) -> &'static str {
        match self {
            FlagCode::FullTooFew | FlagCode::MembersOver => "《中国共产党支部工作条例（试行）》第四条",
            FlagCode::JointUnits => "《中国共产党支部工作条例（试行）》第二章",
            FlagCode::CommitteeMissing
            | FlagCode::CommitteeNotOwed
            | FlagCode::CommitteeSmall
            | FlagCode::CommitteeLarge
            | FlagCode::NoSecretary => "《中国共产党支部工作条例（试行）》第六章",
            FlagCode::TermOverdue => "《中国共产党基层组织选举工作条例》第三条",
            FlagCode::TermSoon => "本单位规定：换届提醒",
        }
    }

    pub fn parse(word: &str) -> Option<FlagCode> {
        FlagCode::ALL.into_iter().find(|code| code.word() == word)
    }
}

/// The numbers in the rules. Those of the regulations stand by default; a company may keep its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Full members from which a branch is set up (支部工作条例 art. 4).
    pub full_least: i64,
    /// Members that a branch normally has at most (支部工作条例 art. 4).
    pub members_most: i64,
    /// Full members from which a branch has a committee (支部工作条例 ch. 6).
    pub committee_from: i64,
    /// Members of a committee: at least, and normally at most (支部工作条例 ch. 6).
    pub committee_least: i64,
    pub committee_most: i64,
    /// Units that a joint branch normally covers at most (支部工作条例 ch. 2).
    pub joint_units_most: i64,
    /// Months before the end of a term in which it is reminded of: the company's own.
    pub remind_months: i64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            full_least: 3,
            members_most: 50,
            committee_from: 7,
            committee_least: 3,
            committee_most: 7,
            joint_units_most: 5,
            remind_months: 6,
        }
    }
}

impl Limits {
    /// As they are in force on a day.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(db: &mut Db, day: Date) -> Result<Limits, StoreError> {
        let mut limits = Limits::default();
        let norms = db.norms().dated("org.").await?;
        for norm in &norms {
            // Of several values the one in force stands.
            let standing = norm_on(&norms, &norm.key, day).and_then(|norm| norm.value.parse().ok());
            let limit = norm.key.strip_prefix("org.").and_then(|name| limits.named(name));
            if let (Some(limit), Some(value)) = (limit, standing) {
                *limit = value;
            }
        }
        Ok(limits)
    }

    fn named(&mut self, name: &str) -> Option<&mut i64> {
        Some(match name {
            "full_least" => &mut self.full_least,
            "members_most" => &mut self.members_most,
            "committee_from" => &mut self.committee_from,
            "committee_least" => &mut self.committee_least,
            "committee_most" => &mut self.committee_most,
            "joint_units_most" => &mut self.joint_units_most,
            "remind_months" => &mut self.remind_months,
            _ => return None,
        })
    }

    /// The first day after the time in which a term's end is reminded of.
    pub fn horizon(&self, today: Date) -> Date {
        today.saturating_add(self.remind_months.clamp(0, 60).months())
    }
}

/// One thing about a branch that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    pub code: FlagCode,
    /// The figures that made it: `正式党员 9 名，支委会 2 人`.
    pub figures: String,
    /// What the rule says and what to do.
    pub sentence: String,
    /// The approved exception that lifts it.
    pub lifted_by: Option<String>,
}

/// A branch with its flags.
#[derive(Debug, Clone)]
pub struct Flagged {
    pub figures: BranchFigures,
    pub flags: Vec<Flag>,
}

/// The flags of one branch. What is not known makes no flag.
pub fn flags(of: &BranchFigures, limits: &Limits, today: Date) -> Vec<Flag> {
    let mut found = Vec::new();
    let mut flag = |code, figures: String, sentence: String| {
        found.push(Flag { code, figures, sentence, lifted_by: None });
    };
    let full = of.n_full.or(of.org.n_members);
    let committee = of.n_committee >= limits.committee_least || of.org.has_committee == Some(true);
    if let Some(full) = full {
        let counted = format!("正式党员 {full} 名");
        if full < limits.full_least {
            let text = format!(
                "正式党员 {} 名以上方可单独成立党支部；不足的应与邻近单位组建联合党支部，或并入其他支部。",
                limits.full_least
            );
            flag(FlagCode::FullTooFew, counted.clone(), text);
        }
        if full >= limits.committee_from && !committee {
            let text =
                format!("正式党员 {} 名以上的党支部应当设立支部委员会；请召开党员大会选举。", limits.committee_from);
            flag(FlagCode::CommitteeMissing, counted.clone(), text);
        }
        if full < limits.committee_from && committee && full >= limits.full_least {
            let text = format!(
                "正式党员不足 {} 名的党支部设 1 名书记，必要时可设 1 名副书记，不设支部委员会，也不要求每月召开支委会。",
                limits.committee_from
            );
            flag(FlagCode::CommitteeNotOwed, format!("{counted}，班子 {} 人", of.n_committee), text);
        }
    }
    if let Some(all) = of.n_all.or(of.org.n_members).filter(|all| *all > limits.members_most) {
        let text = format!("党支部党员人数一般不超过 {} 人；可拆分，或经上级批准作为例外。", limits.members_most);
        flag(FlagCode::MembersOver, format!("党员 {all} 名"), text);
    }
    // Posts are known once somebody holds one.
    let owes_committee = committee && full.is_none_or(|full| full >= limits.committee_from);
    if owes_committee && of.n_committee > 0 && of.n_committee < limits.committee_least {
        let text = format!("支部委员会由 {} 至 5 人组成；请补选委员。", limits.committee_least);
        flag(FlagCode::CommitteeSmall, format!("支委会 {} 人", of.n_committee), text);
    }
    if of.n_committee > limits.committee_most {
        let text = format!("支部委员会一般不超过 {} 人；可在换届时调整，或经上级批准作为例外。", limits.committee_most);
        flag(FlagCode::CommitteeLarge, format!("支委会 {} 人", of.n_committee), text);
    }
    if of.n_all.is_some_and(|all| all > 0) && !of.has_secretary {
        flag(
            FlagCode::NoSecretary,
            "书记 0 人".to_owned(),
            "支部书记空缺应及时召开党员大会补选，或由上级指派。".to_owned(),
        );
    }
    if let Some(ends) = of.org.term_ends {
        let extended = if of.extended.is_some() { "（含经批准的延期）" } else { "" };
        if ends < today {
            let days = (today - ends).get_days();
            let text = "任期届满应按期换届；需延期或提前的，应报上级党组织批准，延期一般不超过 1 年。".to_owned();
            flag(FlagCode::TermOverdue, format!("{ends} 届满{extended}，已超 {days} 天"), text);
        } else if ends <= limits.horizon(today) {
            let days = (ends - today).get_days();
            let text = "请提前报换届请示、酝酿人选；不能按期换届的，先申请延期。".to_owned();
            flag(FlagCode::TermSoon, format!("{ends} 届满{extended}，还有 {days} 天"), text);
        }
    }
    if let Some(units) = of.n_units.filter(|units| *units > limits.joint_units_most) {
        let text =
            format!("联合党支部覆盖单位一般不超过 {} 个；可分设，或经上级批准作为例外。", limits.joint_units_most);
        flag(FlagCode::JointUnits, format!("覆盖 {units} 个单位"), text);
    }
    found
}

/// The flags of every branch in reach, or of one, with the exceptions that lift them.
///
/// # Errors
/// Those of the store.
pub async fn all(db: &mut Db, scope: &Scope, branch: Option<&str>) -> Result<Vec<Flagged>, StoreError> {
    let limits = Limits::of(db, scope.today()).await?;
    let normal: Vec<&str> =
        FlagCode::ALL.into_iter().filter(|code| code.binding() == Binding::Normal).map(FlagCode::word).collect();
    let exceptions = db.terms().exceptions(scope, &normal).await?;
    let figures = db.terms().figures(scope, branch).await?;
    let exceptions: HashMap<(&str, &str), &str> =
        exceptions.iter().rev().map(|(of, key, title)| ((of.as_str(), key.as_str()), title.as_str())).collect();
    let flagged = |figures: BranchFigures| {
        let mut flags = flags(&figures, &limits, scope.today());
        for flag in &mut flags {
            let lifted_by = exceptions.get(&(figures.org.id.as_str(), flag.code.word()));
            flag.lifted_by = lifted_by.map(|title| (*title).to_owned());
        }
        Flagged { figures, flags }
    };
    Ok(figures.into_iter().map(flagged).collect())
}

/// The flags of a company, and when they were looked for.
#[derive(Debug, Clone)]
pub struct Survey {
    pub at: Timestamp,
    day: Date,
    /// Branches without flags are left out.
    pub flagged: Arc<Vec<Flagged>>,
}

/// The last survey of a large company, and whether another one is under way.
#[derive(Debug, Clone, Default)]
pub struct Surveys(Arc<Mutex<(Option<Survey>, bool)>>);

/// A survey is repeated after this, in the background;
const FRESH: SignedDuration = SignedDuration::from_secs(60);
/// and after this nobody is shown it any more.
const STALE: SignedDuration = SignedDuration::from_mins(15);

/// The flags of all branches in reach: at once, or in a large company as a survey found them some moments ago.
///
/// # Errors
/// Those of the store.
pub async fn survey(app: &AppState, db: &mut Db, scope: &Scope) -> Result<Survey, StoreError> {
    if !db.terms().is_large(scope).await? {
        return look(db, scope, app.clock.now()).await;
    }
    let now = app.clock.now();
    let age = |survey: &Survey| now.duration_since(survey.at).abs();
    let (known, again) = {
        let mut surveys = app.surveys.0.lock().expect("nobody panics while holding it");
        let known = surveys.0.clone().filter(|known| known.day == scope.today() && age(known) < STALE);
        let again = known.as_ref().is_some_and(|known| age(known) >= FRESH) && !surveys.1;
        surveys.1 |= again;
        (known, again)
    };
    if again {
        let (app, scope) = (app.clone(), scope.clone());
        tokio::spawn(async move {
            let found = async { look(&mut app.store.read().await?, &scope, now).await }.await;
            let mut surveys = app.surveys.0.lock().expect("nobody panics while holding it");
            surveys.1 = false;
            match found {
                Ok(found) => surveys.0 = Some(found),
                Err(error) => tracing::error!("looking for flags failed: {error:#}"),
            }
        });
    }
    if let Some(known) = known {
        return Ok(known);
    }
    let found = look(db, scope, now).await?;
    app.surveys.0.lock().expect("nobody panics while holding it").0 = Some(found.clone());
    Ok(found)
}

async fn look(db: &mut Db, scope: &Scope, at: Timestamp) -> Result<Survey, StoreError> {
    let mut flagged = all(db, scope, None).await?;
    flagged.retain(|flagged| !flagged.flags.is_empty());
    Ok(Survey { at, day: scope.today(), flagged: Arc::new(flagged) })
}

#[cfg(test)]
mod tests {
    use store::{OrgKind, TreeOrg};

    use super::*;

    fn figures(full: i64, committee: i64) -> BranchFigures {
        let day = |text: &str| text.parse().unwrap();
        BranchFigures {
            org: TreeOrg {
                id: "B1".to_owned(),
                kind: OrgKind::Branch,
                parent_id: None,
                name: "一高炉党支部".to_owned(),
                category: None,
                unit_id: "U1".to_owned(),
                unit_name: "炼铁厂党委".to_owned(),
                secretary: None,
                n_members: None,
                has_committee: None,
                term_ends: Some(day("2028-06-30")),
                founded_on: day("2020-01-01"),
                closed_on: None,
            },
            n_all: Some(full),
            n_full: Some(full),
            n_committee: committee,
            has_secretary: true,
            n_units: None,
            extended: None,
        }
    }

    fn codes(of: &BranchFigures) -> Vec<FlagCode> {
        flags(of, &Limits::default(), "2026-10-08".parse().unwrap()).into_iter().map(|flag| flag.code).collect()
    }

    #[test]
    fn seven_full_members_have_a_committee_and_six_have_none() {
        assert_eq!(codes(&figures(7, 3)), []);
        assert_eq!(codes(&figures(7, 1)), [FlagCode::CommitteeMissing]);
        assert_eq!(codes(&figures(6, 1)), []);
        assert_eq!(codes(&figures(6, 3)), [FlagCode::CommitteeNotOwed]);
    }

    #[test]
    fn three_full_members_make_a_branch_and_fifty_fill_it() {
        assert_eq!(codes(&figures(2, 1)), [FlagCode::FullTooFew]);
        assert_eq!(codes(&figures(3, 1)), []);
        assert_eq!(codes(&figures(50, 5)), []);
        assert_eq!(codes(&figures(51, 5)), [FlagCode::MembersOver]);
        assert_eq!(codes(&figures(20, 8)), [FlagCode::CommitteeLarge]);
        let mut small = figures(20, 2);
        small.org.has_committee = Some(true);
        assert_eq!(codes(&small), [FlagCode::CommitteeSmall]);
    }

    #[test]
    fn a_term_is_reminded_of_before_and_overdue_after_its_last_day() {
        for (ends, expected) in [
            ("2026-10-07", vec![FlagCode::TermOverdue]),
            ("2026-10-08", vec![FlagCode::TermSoon]),
            ("2027-04-08", vec![FlagCode::TermSoon]),
            ("2027-04-09", vec![]),
        ] {
            let mut of = figures(20, 5);
            of.org.term_ends = Some(ends.parse().unwrap());
            assert_eq!(codes(&of), expected, "{ends}");
        }
    }

    #[test]
    fn what_is_not_known_makes_no_flag() {
        let mut of = figures(20, 0);
        (of.n_all, of.n_full, of.has_secretary, of.org.term_ends) = (None, None, false, None);
        assert_eq!(codes(&of), []);
    }

    #[test]
    fn a_company_keeps_its_own_months_of_reminder() {
        let limits = Limits { remind_months: 12, ..Limits::default() };
        let mut of = figures(20, 5);
        of.org.term_ends = Some("2027-10-01".parse().unwrap());
        let found = flags(&of, &limits, "2026-10-08".parse().unwrap());
        assert_eq!(found[0].code, FlagCode::TermSoon);
    }
}

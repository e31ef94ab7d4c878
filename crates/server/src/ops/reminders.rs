//! Reminders of duties: before the day, on it and after it, each once to the branch that must act; then to its superior.

use std::collections::HashSet;

use jiff::civil::Date;
use rating::{
    Due, DutyState, Evidence,
    period::{Cycle, Period},
    scheme::Scheme,
};
use serde::{Deserialize, Serialize};
use store::{Actor, Changed, Db, Notice, NoticeKind, Role, StoreError};
use utoipa::ToSchema;

use super::rate_period::{Refused, evidence, in_force};
use crate::{AppState, ids};

/// When reminders go out, in days; an installation's own choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReminderRules)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Days before the due day of what is owed monthly.
    pub before_month: i32,
    pub before_quarter: i32,
    /// Also for half-years.
    pub before_year: i32,
    /// Days after the due day until the branch is reminded again.
    pub after: i32,
    /// Days after the due day until the superior is told.
    pub escalate: i32,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { before_month: 3, before_quarter: 7, before_year: 30, after: 1, escalate: 3 }
    }
}

impl Rules {
    const NAME: &str = "reminders";

    /// The installation's, or the default.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn of(db: &mut Db) -> Result<Rules, StoreError> {
        let kept = db.settings().get(Rules::NAME).await?;
        Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// Keeps them.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn keep(self, db: &mut Db, who: &Actor) -> Result<(), StoreError> {
        let text = serde_json::to_string(&self).expect("whole numbers are always written");
        db.settings().set(Rules::NAME, &text).await?;
        db.note(who, "reminders.changed", None, &[Changed::new("settings", Rules::NAME)]).await?;
        Ok(())
    }

    const fn before(self, every: Cycle) -> i32 {
        match every {
            Cycle::Month => self.before_month,
            Cycle::Quarter => self.before_quarter,
            Cycle::Half | Cycle::Year => self.before_year,
        }
    }
}

/// Notices that are written with one commit.
const AT_ONCE: usize = 1000;

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reminded {
    pub n_new: usize,
    pub n_settled: u64,
}

/// Looks at every branch: reminds of what is due, and settles what is done.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn remind(app: &AppState) -> Result<Reminded, Refused> {
    match look(app).await? {
        Some(seen) => seen.tell(app).await,
        None => Ok(Reminded::default()),
    }
}

/// What a look at the whole company found.
pub struct Look {
    /// The journal's last entry then.
    seq: i64,
    notices: Vec<Notice>,
    /// Subjects of what is still owed.
    open: HashSet<String>,
}

/// `None` without a scheme.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn look(app: &AppState) -> Result<Option<Look>, Refused> {
    let today = app.clock.today();
    let month = Period::holding(today, Cycle::Month);
    let mut db = app.store.read().await?;
    let scheme = match in_force(&mut db, &app.schemes, month).await {
        Ok(scheme) => scheme,
        Err(Refused::NoScheme(_) | Refused::NotAStage { .. }) => return Ok(None),
        Err(other) => return Err(other),
    };
    let rules = Rules::of(&mut db).await?;
    let months = open_months(&mut db, month).await?;
    let company = evidence(&mut db, month).await?;
    let root = db.orgs().all().await?.into_iter().find(|org| org.kind == store::OrgKind::Company).map(|org| org.id);
    let seq = db.last_seq().await?;
    drop(db);
    let now = app.clock.now();
    let mut seen = Look { seq, notices: Vec::new(), open: HashSet::new() };
    for evidence in company.iter().filter(|evidence| exists(evidence, today)) {
        for due in owed(&scheme, evidence, &months, today) {
            if !is_open(due.state) {
                continue;
            }
            seen.open.insert(subject(&scheme, &evidence.branch.id, &due));
            let desk = Desk { scheme: &scheme, rules, evidence, today, root: root.as_deref() };
            seen.notices.extend(desk.notices(&due).map(|notice| Notice { at: now, ..notice }));
        }
    }
    Ok(Some(seen))
}

impl Look {
    /// Part by part, so that nobody who files waits for a whole company; what the last stop left is said by the next run.
    /// A branch where something changed since the look is left to the next run: what it did settles by itself.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn tell(self, app: &AppState) -> Result<Reminded, Refused> {
        let now = app.clock.now();
        let mut reminded = Reminded::default();
        for part in self.notices.chunks(AT_ONCE) {
            let mut db = app.store.write().await?;
            let changed = db.orgs_changed_since(self.seq).await?;
            let part: Vec<Notice> =
                part.iter().filter(|notice| !changed.contains(branch_of(&notice.subject))).cloned().collect();
            reminded.n_new += db.notices().add(&part).await?;
            db.commit().await?;
        }
        let mut done = app.store.read().await?.notices().open_subjects("due/", None).await?;
        done.retain(|subject| !self.open.contains(subject));
        for part in done.chunks(AT_ONCE) {
            let mut db = app.store.write().await?;
            let changed = db.orgs_changed_since(self.seq).await?;
            let part: Vec<String> =
                part.iter().filter(|subject| !changed.contains(branch_of(subject))).cloned().collect();
            reminded.n_settled += db.notices().settle(&part, now).await?;
            db.commit().await?;
        }
        Ok(reminded)
    }
}

/// After a branch's facts changed: what is done needs no reminder any more.
///
/// # Errors
/// Those of the store; a scheme that cannot be read.
pub async fn settle(app: &AppState, db: &mut Db, evidence: &Evidence, today: Date) -> Result<(), Refused> {
    let mut subjects = db.notices().open_subjects("due/", Some(&evidence.branch.id)).await?;
    if subjects.is_empty() {
        return Ok(());
    }
    let month = Period::holding(today, Cycle::Month);
    let scheme = match in_force(db, &app.schemes, month).await {
        Ok(scheme) => scheme,
        Err(Refused::NoScheme(_) | Refused::NotAStage { .. }) => return Ok(()),
        Err(other) => return Err(other),
    };
    let months = open_months(db, month).await?;
    let all = owed(&scheme, evidence, &months, today);
    let open: HashSet<String> =
        all.iter().filter(|due| is_open(due.state)).map(|due| subject(&scheme, &evidence.branch.id, due)).collect();
    subjects.retain(|subject| !open.contains(subject));
    db.notices().settle(&subjects, app.clock.now()).await?;
    Ok(())
}

/// This month and the one before, unless it is sealed: what came due a while ago has gone into the result.
async fn open_months(db: &mut Db, month: Period) -> Result<Vec<Period>, StoreError> {
    let before = month.shifted(-1);
    let sealed = db.periods().find(before).await?.is_some_and(|rated| rated.sealed);
    Ok(if sealed { vec![month] } else { vec![before, month] })
}

fn exists(evidence: &Evidence, today: Date) -> bool {
    evidence.branch.founded <= today && evidence.branch.closed.is_none_or(|day| day > today)
}

/// Each duty of the months once a cycle.
fn owed<'a>(scheme: &'a Scheme, evidence: &Evidence, months: &[Period], today: Date) -> Vec<Due<'a>> {
    let mut all: Vec<Due<'a>> = Vec::new();
    for month in months {
        for due in rating::duties(scheme, &evidence.branch, &evidence.facts, *month, today) {
            if !all.iter().any(|known| (known.duty, known.period) == (due.duty, due.period)) {
                all.push(due);
            }
        }
    }
    all
}

const fn is_open(state: DutyState) -> bool {
    matches!(state, DutyState::Open | DutyState::Overdue | DutyState::Missing)
}

fn subject(scheme: &Scheme, branch: &str, due: &Due<'_>) -> String {
    format!("due/{branch}/{}/{}", scheme.duties[due.duty].code, due.period)
}

fn branch_of(subject: &str) -> &str {
    subject.split('/').nth(1).unwrap_or_default()
}

struct Desk<'a> {
    scheme: &'a Scheme,
    rules: Rules,
    evidence: &'a Evidence,
    today: Date,
    root: Option<&'a str>,
}

/// How far a duty is from its due day, as far as anybody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Before,
    On,
    After,
}

impl Desk<'_> {
    /// The branch's reminder of this day, and the superior's when it is time for that.
    fn notices(&self, due: &Due<'_>) -> impl Iterator<Item = Notice> {
        let left = self.today.until(due.due_on).map_or(0, |span| span.get_days());
        let every = self.scheme.duties[due.duty].every;
        let stage = match left {
            left if left > self.rules.before(every) => None,
            1.. => Some(Stage::Before),
            0 => Some(Stage::On),
            left if -left >= self.rules.after => Some(Stage::After),
            _ => None,
        };
        let own = stage.map(|stage| self.own(due, stage, left));
        let superior = (-left >= self.rules.escalate && left < 0).then(|| self.superior(due, -left));
        own.into_iter().chain(superior.flatten())
    }

    fn own(&self, due: &Due<'_>, stage: Stage, left: i32) -> Notice {
        let (word, when) = match stage {
            Stage::Before => ("before", format!("{}到期，还有{left}天", due.due_on)),
            Stage::On => ("on", "今天到期".to_owned()),
            Stage::After => ("after", format!("已于{}到期，逾期{}天", due.due_on, -left)),
        };
        let duty = &self.scheme.duties[due.duty];
        let subject = subject(self.scheme, &self.evidence.branch.id, due);
        let still = due.times - due.done;
        let worth: Vec<String> = due.items.iter().map(|(item, full)| format!("“{}”{full}分", item.name)).collect();
        Notice {
            id: ids::short(),
            key: format!("{subject}/{word}"),
            subject,
            org_id: self.evidence.branch.id.clone(),
            role: Role::Branch,
            kind: NoticeKind::Todo,
            title: format!("{}：{}", due.period.title(), duty.name),
            text: format!("{when}，还差{still}次。关系考核项{}。", worth.join("、")),
            link: self.link(due),
            branch_id: Some(self.evidence.branch.id.clone()),
            due_on: Some(due.due_on),
            at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn superior(&self, due: &Due<'_>, late: i32) -> Option<Notice> {
        let subject = subject(self.scheme, &self.evidence.branch.id, due);
        let branch = &self.evidence.branch;
        let is_root = self.root == Some(branch.unit.as_str());
        Some(Notice {
            id: ids::short(),
            key: format!("{subject}/escalated"),
            subject,
            org_id: branch.unit.clone(),
            role: if is_root { Role::Organisation } else { Role::Unit },
            kind: NoticeKind::Read,
            title: format!("{}：{}逾期{late}天", branch.name, self.scheme.duties[due.duty].name),
            text: format!("{}，应于{}前完成，已提醒支部，请督促。", due.period.title(), due.due_on),
            link: self.link(due),
            branch_id: Some(branch.id.clone()),
            due_on: Some(due.due_on),
            at: jiff::Timestamp::UNIX_EPOCH,
        })
    }

    fn link(&self, due: &Due<'_>) -> String {
        let month = Period::holding(due.period.last_day().min(self.today), Cycle::Month);
        format!("/branches/{}/duties?month={month}", self.evidence.branch.id)
    }
}

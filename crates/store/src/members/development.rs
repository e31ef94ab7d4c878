//! People on their way into the party, and the steps they took.

use jiff::civil::Date;
use ledger::{Ballot, Step, Taken};
use sqlx::{AssertSqlSafe, Row as _, any::AnyRow};

use super::{MemberReach, Members, Sex};
use crate::{Page, Paging, StoreError, rows, scope::Scope, text::Reading};

/// Somebody who applied for membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: String,
    pub branch_id: String,
    pub name: String,
    pub sex: Option<Sex>,
    pub born: Option<Date>,
    pub education: Option<String>,
    pub job: Option<String>,
    /// The member who came of it.
    pub member_id: Option<String>,
    pub closed: Option<Date>,
    /// Why: 转正, 本人撤回申请…
    pub closed_by: Option<String>,
    pub rev: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DevelopmentStep {
    pub id: String,
    pub candidate_id: String,
    pub taken: Taken,
    pub note: Option<String>,
    /// Why a norm was not kept.
    pub exception: Option<String>,
    pub entered_by: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCandidate {
    pub candidate: Candidate,
    pub branch_name: String,
    /// Oldest first.
    pub steps: Vec<DevelopmentStep>,
}

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Applicant,
    Activist,
    Target,
    /// From the members' meeting on.
    Probationary,
}

impl Stage {
    pub const ALL: [Stage; 4] = [Stage::Applicant, Stage::Activist, Stage::Target, Stage::Probationary];

    pub const fn word(self) -> &'static str {
        match self {
            Stage::Applicant => "applicant",
            Stage::Activist => "activist",
            Stage::Target => "target",
            Stage::Probationary => "probationary",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Stage::Applicant => "入党申请人",
            Stage::Activist => "入党积极分子",
            Stage::Target => "发展对象",
            Stage::Probationary => "预备党员",
        }
    }

    pub fn parse(word: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// The stage that steps lead to.
    pub fn of(steps: &[DevelopmentStep]) -> Stage {
        let has = |step: Step| steps.iter().any(|each| each.taken.step == step);
        match () {
            () if has(Step::Admission) => Stage::Probationary,
            () if has(Step::Target) => Stage::Target,
            () if has(Step::Activist) => Stage::Activist,
            () => Stage::Applicant,
        }
    }

    /// The step that begins it and the one that begins the next.
    const fn bounds(self) -> (&'static str, &'static str) {
        match self {
            Stage::Applicant => ("application", "activist"),
            Stage::Activist => ("activist", "target"),
            Stage::Target => ("target", "admission"),
            Stage::Probationary => ("admission", "-"),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct CandidateFilter {
    /// A body of the organisation: its branches at any depth.
    pub org_id: Option<String>,
    pub stage: Option<Stage>,
    pub text: Option<String>,
    /// Those whose way has ended instead of the others.
    pub closed: bool,
    pub member_id: Option<String>,
}

const COLUMNS: &str = "c.id, c.branch_id, c.name, c.sex, c.born_on, c.education, c.job, c.member_id, c.closed_on,
    c.closed_by, c.rev, t.name as branch_name";

impl Members<'_> {
    pub async fn add_candidates(&mut self, candidates: &[Candidate]) -> Result<(), StoreError> {
        for chunk in candidates.chunks(200) {
            let text = format!(
                "insert into candidates (id, branch_id, name, sex, born_on, education, job, member_id, closed_on,
                     closed_by, rev) values {}",
                rows(chunk.len(), 11)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for each in chunk {
                query = query
                    .bind(&each.id)
                    .bind(&each.branch_id)
                    .bind(&each.name)
                    .bind(each.sex.map(Sex::word))
                    .bind(each.born.map(|day| day.to_string()))
                    .bind(&each.education)
                    .bind(&each.job)
                    .bind(&each.member_id)
                    .bind(each.closed.map(|day| day.to_string()))
                    .bind(&each.closed_by)
                    .bind(each.rev);
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "candidate"))?;
        }
        Ok(())
    }

    /// Writes what a candidate is if `candidate.rev` still stands; whether it did.
    pub async fn update_candidate(&mut self, candidate: &Candidate) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "update candidates set name = $2, sex = $3, born_on = $4, education = $5, job = $6, member_id = $7,
                 closed_on = $8, closed_by = $9, rev = rev + 1 where id = $1 and rev = $10",
        )
        .bind(&candidate.id)
        .bind(&candidate.name)
        .bind(candidate.sex.map(Sex::word))
        .bind(candidate.born.map(|day| day.to_string()))
        .bind(&candidate.education)
        .bind(&candidate.job)
        .bind(&candidate.member_id)
        .bind(candidate.closed.map(|day| day.to_string()))
        .bind(&candidate.closed_by)
        .bind(candidate.rev)
        .execute(&mut *self.0)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    pub async fn add_development_steps(&mut self, steps: &[DevelopmentStep]) -> Result<(), StoreError> {
        for chunk in steps.chunks(200) {
            let text = format!(
                "insert into development_steps (id, candidate_id, step, on_day, tenths, note, exception, entered_by,
                     entitled, present, in_favour, written, until_on) values {}",
                rows(chunk.len(), 13)
            );
            let mut query = sqlx::query(AssertSqlSafe(text));
            for each in chunk {
                let ballot =
                    |part: fn(&Ballot) -> u32| each.taken.ballot.as_ref().map(|ballot| i64::from(part(ballot)));
                query = query
                    .bind(&each.id)
                    .bind(&each.candidate_id)
                    .bind(each.taken.step.word())
                    .bind(each.taken.on.to_string())
                    .bind(each.taken.tenths)
                    .bind(&each.note)
                    .bind(&each.exception)
                    .bind(&each.entered_by)
                    .bind(ballot(|ballot| ballot.entitled))
                    .bind(ballot(|ballot| ballot.present))
                    .bind(ballot(|ballot| ballot.in_favour))
                    .bind(ballot(|ballot| ballot.written))
                    .bind(each.taken.until.map(|day| day.to_string()));
            }
            query.execute(&mut *self.0).await.map_err(|error| StoreError::or_conflict(error, "development_step"))?;
        }
        Ok(())
    }

    pub async fn remove_development_step(&mut self, id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("delete from development_steps where id = $1").bind(id).execute(&mut *self.0).await?;
        Ok(done.rows_affected() == 1)
    }

    /// Candidates in the caller's reach, branches as in documents.
    pub async fn candidates(
        &mut self,
        scope: &Scope,
        filter: &CandidateFilter,
        paging: Paging,
    ) -> Result<Page<SeenCandidate>, StoreError> {
        let tree = MemberReach::Read.tree();
        let (begun, next) = filter.stage.map(Stage::bounds).unzip();
        let from = "from candidates c join tree t on t.id = c.branch_id where t.seen = 1
             and ($3 = 1 or c.closed_on is null) and ($3 = 0 or c.closed_on is not null)
             and ($4 is null or t.id in (select b.org_id from org_above b where b.above_id = $4 and b.from_on <= $2
                 and (b.until_on is null or b.until_on > $2)))
             and ($5 is null or c.name like $5 escape '!')
             and ($6 is null or exists (select 1 from development_steps s where s.candidate_id = c.id and s.step = $6))
             and ($7 is null or not exists (select 1 from development_steps s where s.candidate_id = c.id
                 and s.step = $7))
             and ($8 is null or c.member_id = $8)";
        let bound = |text: String| {
            scope
                .query(AssertSqlSafe(text))
                .bind(i64::from(filter.closed))
                .bind(filter.org_id.clone())
                .bind(filter.text.as_deref().map(crate::like))
                .bind(begun.map(str::to_owned))
                .bind(next.map(str::to_owned))
                .bind(filter.member_id.clone())
        };
        let count = bound(format!("{tree} select cast(count(*) as bigint) as n {from}"));
        let total = count.fetch_one(&mut *self.0).await?.try_get("n")?;
        let rows = bound(format!("{tree} select {COLUMNS} {from} order by t.path, c.name, c.id limit $9 offset $10"));
        let rows = rows.bind(paging.size).bind(paging.offset()).fetch_all(&mut *self.0).await?;
        let mut items = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        self.add_steps(&mut items).await?;
        Ok(Page { items, total, more: false })
    }

    /// One candidate, if in that reach.
    pub async fn candidate(
        &mut self,
        scope: &Scope,
        reach: MemberReach,
        id: &str,
    ) -> Result<Option<SeenCandidate>, StoreError> {
        let text = format!(
            "{} select {COLUMNS} from candidates c join tree t on t.id = c.branch_id where t.seen = 1 and c.id = $3",
            reach.tree()
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        let Some(row) = row else { return Ok(None) };
        let mut seen = [read(&row)?];
        self.add_steps(&mut seen).await?;
        let [seen] = seen;
        Ok(Some(seen))
    }

    async fn add_steps(&mut self, seen: &mut [SeenCandidate]) -> Result<(), StoreError> {
        if seen.is_empty() {
            return Ok(());
        }
        let places: Vec<String> = (1..=seen.len()).map(|n| format!("${n}")).collect();
        let text = format!(
            "select id, candidate_id, step, on_day, tenths, note, exception, entered_by, entitled, present, in_favour,
                 written, until_on
             from development_steps where candidate_id in ({}) order by candidate_id, on_day, id",
            places.join(", ")
        );
        let query = sqlx::query(AssertSqlSafe(text));
        let query = seen.iter().fold(query, |query, each| query.bind(each.candidate.id.clone()));
        for row in &query.fetch_all(&mut *self.0).await? {
            let step = read_step(row)?;
            if let Some(of) = seen.iter_mut().find(|each| each.candidate.id == step.candidate_id) {
                of.steps.push(step);
            }
        }
        for each in seen {
            each.steps.sort_by_key(|step| (step.taken.on, step.taken.step));
        }
        Ok(())
    }
}

fn read(row: &AnyRow) -> Result<SeenCandidate, StoreError> {
    let reading = Reading::new(row, "candidates", "id");
    Ok(SeenCandidate {
        candidate: Candidate {
            id: reading.get("id")?,
            branch_id: reading.get("branch_id")?,
            name: reading.get("name")?,
            sex: reading.word_or_none("sex", Sex::parse)?,
            born: reading.date_or_none("born_on")?,
            education: reading.get("education")?,
            job: reading.get("job")?,
            member_id: reading.get("member_id")?,
            closed: reading.date_or_none("closed_on")?,
            closed_by: reading.get("closed_by")?,
            rev: reading.get("rev")?,
        },
        branch_name: reading.get("branch_name")?,
        steps: Vec::new(),
    })
}

fn read_step(row: &AnyRow) -> Result<DevelopmentStep, StoreError> {
    let reading = Reading::new(row, "development_steps", "id");
    let number = |column: &'static str| -> Result<Option<u32>, StoreError> {
        let value: Option<i64> = reading.get(column)?;
        Ok(value.and_then(|value| u32::try_from(value).ok()))
    };
    let numbers = (number("entitled")?, number("present")?, number("in_favour")?, number("written")?);
    let ballot = match numbers {
        (Some(entitled), Some(present), Some(in_favour), Some(written)) => {
            Some(Ballot { entitled, present, in_favour, written })
        }
        _ => None,
    };
    Ok(DevelopmentStep {
        id: reading.get("id")?,
        candidate_id: reading.get("candidate_id")?,
        taken: Taken {
            step: reading.word("step", Step::parse)?,
            on: reading.date("on_day")?,
            tenths: reading.get("tenths")?,
            ballot,
            until: reading.date_or_none("until_on")?,
        },
        note: reading.get("note")?,
        exception: reading.get("exception")?,
        entered_by: reading.get("entered_by")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, on_both, two_units};

    #[tokio::test]
    async fn a_candidate_stands_where_the_last_step_led() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            let candidate = Candidate {
                id: "K1".to_owned(),
                branch_id: "B1".to_owned(),
                name: "李明".to_owned(),
                sex: None,
                born: None,
                education: None,
                job: None,
                member_id: None,
                closed: None,
                closed_by: None,
                rev: 1,
            };
            let step = |id: &str, step: Step, on: &str, ballot: Option<Ballot>| DevelopmentStep {
                id: id.to_owned(),
                candidate_id: "K1".to_owned(),
                taken: Taken { step, on: day(on), tenths: None, ballot, until: None },
                note: None,
                exception: None,
                entered_by: "branch1".to_owned(),
            };
            db.members().add_candidates(std::slice::from_ref(&candidate)).await.unwrap();
            let ballot = Ballot { entitled: 20, present: 18, in_favour: 17, written: 1 };
            let steps = [
                step("S2", Step::Talk, "2024-01-01", None),
                step("S1", Step::Application, "2024-01-01", None),
                step("S3", Step::Admission, "2025-06-01", Some(ballot)),
            ];
            db.members().add_development_steps(&steps).await.unwrap();
            let mut seen = [SeenCandidate { candidate: candidate.clone(), branch_name: String::new(), steps: vec![] }];
            db.members().add_steps(&mut seen).await.unwrap();
            let order: Vec<&str> = seen[0].steps.iter().map(|step| step.id.as_str()).collect();
            assert_eq!(order, ["S1", "S2", "S3"], "an application comes before the talk of the same day");
            assert_eq!(seen[0].steps[2].taken.ballot, Some(ballot));
            assert_eq!(Stage::of(&seen[0].steps), Stage::Probationary);
            assert!(db.members().remove_development_step("S3").await.unwrap());
            assert!(
                db.members()
                    .update_candidate(&Candidate { closed: Some(day("2025-01-01")), ..candidate.clone() })
                    .await
                    .unwrap()
            );
            assert!(!db.members().update_candidate(&candidate).await.unwrap(), "another revision stands");
        })
        .await;
    }
}

//! Who belonged to a branch on a day: what attendance, quorum and counts are taken from.

use std::collections::HashMap;

use jiff::civil::Date;
use ledger::roster::Figures;
use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{Members, Post, Sex, Standing, Whereabouts};
use crate::{StoreError, text::Reading};

/// A member of a branch on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterMember {
    pub id: String,
    pub name: String,
    pub sex: Option<Sex>,
    pub standing: Standing,
    pub whereabouts: Whereabouts,
    /// Id of the party group.
    pub group: Option<String>,
    pub group_name: Option<String>,
    /// Word of the highest post held in this branch ([`Post::word`]).
    pub post: Option<String>,
    pub in_committee: bool,
    pub leads_group: bool,
    pub job: Option<String>,
    pub shift: Option<String>,
    pub retired: bool,
    /// Whether the member votes on this day; whom a meeting leaves out besides is that meeting's decision.
    pub votes: bool,
}

impl Members<'_> {
    /// Everybody whose membership in the branch covers `day`: committee by rank, then groups in order, then by id.
    pub async fn roster(&mut self, branch_id: &str, day: Date) -> Result<Vec<RosterMember>, StoreError> {
        let day_text = day.to_string();
        let rows = sqlx::query(
            "select m.id, m.name, m.sex, m.job, m.shift, m.retired_on, s.standing, s.whereabouts, s.group_id,
                    g.name as group_name, g.position as group_position
             from memberships s join members m on m.id = s.member_id left join party_groups g on g.id = s.group_id
             where s.branch_id = $1 and s.from_on <= $2 and (s.until_on is null or s.until_on > $2)
             order by m.id",
        )
        .bind(branch_id)
        .bind(&day_text)
        .fetch_all(&mut *self.0)
        .await?;
        let posts = self.posts_on(branch_id, day).await?;
        let mut roster = Vec::with_capacity(rows.len());
        for row in &rows {
            let place: Option<i64> = Reading::new(row, "party_groups", "group_id").get("group_position")?;
            let member = read(row, day, &posts)?;
            let rank = member.post.as_deref().and_then(Post::parse).filter(|post| post.in_committee());
            roster.push(((rank.is_none(), rank, place.unwrap_or(i64::MAX), !member.leads_group), member));
        }
        roster.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.id.cmp(&b.id)));
        Ok(roster.into_iter().map(|(_, member)| member).collect())
    }

    /// What rules read of the branch's roster on a day.
    pub async fn figures(&mut self, branch_id: &str, day: Date) -> Result<Figures, StoreError> {
        let seats: Vec<String> =
            Post::ALL.iter().filter(|post| post.in_committee()).map(|post| format!("'{}'", post.word())).collect();
        let text = format!(
            "select (select cast(count(*) as bigint) from memberships s
                     where s.branch_id = $1 and s.standing <> 'probationary'
                       and s.from_on <= $2 and (s.until_on is null or s.until_on > $2)) as full_members,
                    (select cast(count(distinct p.member_id) as bigint) from posts p
                     where p.org_id = $1 and p.post in ({})
                       and p.from_on <= $2 and (p.until_on is null or p.until_on > $2)) as committee,
                    (select cast(count(*) as bigint) from posts p
                     where p.org_id = $1 and p.post = 'secretary'
                       and p.from_on <= $2 and (p.until_on is null or p.until_on > $2)) as secretaries,
                    (select cast(count(*) as bigint) from party_groups g
                     where g.branch_id = $1 and g.founded_on <= $2 and (g.closed_on is null or g.closed_on > $2)) as n_groups,
                    (select cast(count(*) as bigint) from candidates c
                     where c.branch_id = $1 and (c.closed_on is null or c.closed_on > $2)
                       and exists (select 1 from development_steps d
                                   where d.candidate_id = c.id and d.step = 'activist' and d.on_day <= $2)
                       and not exists (select 1 from development_steps d
                                       where d.candidate_id = c.id and d.step = 'admission' and d.on_day <= $2)) as activists",
            seats.join(", ")
        );
        let row =
            sqlx::query(AssertSqlSafe(text)).bind(branch_id).bind(day.to_string()).fetch_one(&mut *self.0).await?;
        let reading = Reading::new(&row, "memberships", "branch_id");
        Ok(Figures {
            full_members: reading.get("full_members")?,
            committee: reading.get("committee")?,
            secretaries: reading.get("secretaries")?,
            groups: reading.get("n_groups")?,
            activists: reading.get("activists")?,
        })
    }

    /// The days after `since` on which [`Members::figures`] of the branch may change.
    pub async fn figure_days(&mut self, branch_id: &str, since: Date) -> Result<Vec<Date>, StoreError> {
        let rows = sqlx::query(
            "select from_on as on_day from memberships where branch_id = $1 and from_on > $2
             union select until_on from memberships where branch_id = $1 and until_on > $2
             union select from_on from posts where org_id = $1 and from_on > $2
             union select until_on from posts where org_id = $1 and until_on > $2
             union select founded_on from party_groups where branch_id = $1 and founded_on > $2
             union select closed_on from party_groups where branch_id = $1 and closed_on > $2
             union select closed_on from candidates where branch_id = $1 and closed_on > $2
             union select d.on_day from development_steps d join candidates c on c.id = d.candidate_id
                   where c.branch_id = $1 and d.on_day > $2 and d.step in ('activist', 'admission')
             order by 1",
        )
        .bind(branch_id)
        .bind(since.to_string())
        .fetch_all(&mut *self.0)
        .await?;
        rows.iter().map(|row| Reading::new(row, "memberships", "branch_id").date("on_day")).collect()
    }

    async fn posts_on(&mut self, org_id: &str, day: Date) -> Result<HashMap<String, Vec<Post>>, StoreError> {
        let rows = sqlx::query(
            "select id, member_id, post from posts
             where org_id = $1 and from_on <= $2 and (until_on is null or until_on > $2)",
        )
        .bind(org_id)
        .bind(day.to_string())
        .fetch_all(&mut *self.0)
        .await?;
        let mut posts: HashMap<String, Vec<Post>> = HashMap::new();
        for row in &rows {
            let reading = Reading::new(row, "posts", "id");
            posts.entry(reading.get("member_id")?).or_default().push(reading.word("post", Post::parse)?);
        }
        Ok(posts)
    }
}

fn read(row: &AnyRow, day: Date, posts: &HashMap<String, Vec<Post>>) -> Result<RosterMember, StoreError> {
    let reading = Reading::new(row, "members", "id");
    let id: String = reading.get("id")?;
    let held = posts.get(&id).map(Vec::as_slice).unwrap_or_default();
    let standing = reading.word("standing", Standing::parse)?;
    Ok(RosterMember {
        name: reading.get("name")?,
        sex: reading.word_or_none("sex", Sex::parse)?,
        standing,
        whereabouts: reading.word("whereabouts", Whereabouts::parse)?,
        group: reading.get("group_id")?,
        group_name: reading.get("group_name")?,
        post: held.iter().min().map(|post| post.word().to_owned()),
        in_committee: held.iter().any(|post| post.in_committee()),
        leads_group: held.contains(&Post::GroupLeader),
        job: reading.get("job")?,
        shift: reading.get("shift")?,
        retired: reading.date_or_none("retired_on")?.is_some_and(|from| from <= day),
        votes: standing.votes(),
        id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MemberPost,
        testing::{day, group, member, membership, on_both, two_units},
    };

    #[tokio::test]
    async fn a_roster_is_that_of_its_day() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.members().add_groups(&[group("G-1", "B1", "第一党小组", 1)]).await.unwrap();
            db.members().add(&[member("P1", "李明"), member("P2", "王芳"), member("P3", "赵强")]).await.unwrap();
            let mut probationary = membership("P2", "B1", "2026-01-01");
            probationary.standing = Standing::Probationary;
            probationary.until = Some(day("2027-01-01"));
            let mut confirmed = membership("P2", "B1", "2027-01-01");
            confirmed.group_id = Some("G-1".to_owned());
            let mut moved = membership("P3", "B1", "2020-01-01");
            moved.until = Some(day("2026-07-01"));
            let spans = [
                membership("P1", "B1", "2020-01-01"),
                probationary,
                confirmed,
                moved,
                membership("P3", "B2", "2026-07-01"),
            ];
            db.members().add_memberships(&spans).await.unwrap();
            let post = |id: &str, member: &str, post: Post, from: &str, until: Option<&str>| MemberPost {
                id: id.to_owned(),
                member_id: member.to_owned(),
                org_id: "B1".to_owned(),
                group_id: None,
                post,
                from: day(from),
                until: until.map(day),
            };
            let posts = [
                post("1", "P1", Post::Secretary, "2023-01-01", None),
                post("2", "P1", Post::GroupLeader, "2023-01-01", None),
                post("3", "P3", Post::Organiser, "2023-01-01", Some("2026-07-01")),
            ];
            db.members().add_posts(&posts).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let seen = |roster: Vec<RosterMember>| -> Vec<(String, Option<String>, bool)> {
                roster.into_iter().map(|member| (member.name, member.post, member.votes)).collect()
            };
            let text = |text: &str| text.to_owned();
            let june = seen(db.members().roster("B1", day("2026-06-30")).await.unwrap());
            assert_eq!(
                june,
                [
                    (text("李明"), Some(text("secretary")), true),
                    (text("赵强"), Some(text("organiser")), true),
                    (text("王芳"), None, false)
                ]
            );
            let later = db.members().roster("B1", day("2027-01-01")).await.unwrap();
            assert_eq!(later[1].group_name.as_deref(), Some("第一党小组"));
            assert_eq!(seen(later), [(text("李明"), Some(text("secretary")), true), (text("王芳"), None, true)]);
            let figures = db.members().figures("B1", day("2026-06-30")).await.unwrap();
            assert_eq!((figures.full_members, figures.committee, figures.secretaries, figures.groups), (2, 2, 1, 1));
            let figures = db.members().figures("B1", day("2027-01-01")).await.unwrap();
            assert_eq!((figures.full_members, figures.committee), (2, 1));
            let days = db.members().figure_days("B1", day("2026-01-01")).await.unwrap();
            assert_eq!(days, [day("2026-07-01"), day("2027-01-01")]);
            let there = seen(db.members().roster("B2", day("2026-07-01")).await.unwrap());
            assert_eq!(there, [(text("赵强"), None, true)]);
        })
        .await;
    }
}

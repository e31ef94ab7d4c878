//! The roster as people with rights to it see it.

use std::collections::HashMap;

use jiff::civil::Date;
use sqlx::{AssertSqlSafe, any::AnyRow};

use super::{Member, MemberPost, Members, Membership, Post, Sealed, Sex, Standing, Whereabouts};
use crate::{
    Page, Paging, StoreError,
    listing::{COUNTED, Listing},
    scope::{Scope, Start, tree},
    text::Reading,
};

/// Whose members somebody may do something with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberReach {
    Read,
    Keep,
    /// What a branch asked of its superiors.
    Decide,
    /// Discipline: superiors and the auditor.
    Discipline,
}

impl MemberReach {
    const fn roles(self) -> &'static str {
        match self {
            MemberReach::Read => "'organisation', 'unit', 'branch', 'auditor'",
            MemberReach::Keep => "'organisation', 'unit', 'branch'",
            MemberReach::Decide => "'organisation', 'unit'",
            MemberReach::Discipline => "'organisation', 'unit', 'auditor'",
        }
    }

    pub(super) fn tree(self) -> String {
        tree(self.roles())
    }
}

/// A member in the caller's reach, with what holds now (or held last).
#[derive(Clone)]
pub struct SeenMember {
    pub member: Member,
    pub span: Membership,
    pub branch_name: String,
    pub unit_name: String,
    pub group_name: Option<String>,
    pub posts: Vec<Post>,
}

/// Which members a list shows; `None` leaves a column open.
#[derive(Debug, Clone, Default)]
pub struct MemberFilter {
    /// A body of the organisation: its branches at any depth.
    pub org_id: Option<String>,
    pub group_id: Option<String>,
    pub standing: Option<Standing>,
    pub whereabouts: Option<Whereabouts>,
    pub retired: Option<bool>,
    /// Part of the name, or the job.
    pub text: Option<String>,
    /// A keyed hash of an identity or phone number.
    pub hash: Option<String>,
    /// Those whose membership here has ended, instead of those who are here.
    pub left: bool,
    pub sort: MemberSort,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MemberSort {
    /// Branches as in documents, then by id.
    #[default]
    Document,
    Name,
    /// Longest in the party first.
    Joined,
    JoinedLast,
    Born,
    BornLast,
}

pub(super) const COLUMNS: &str =
    "m.id, m.name, m.sex, m.born_on, m.ethnic, m.education, m.joined_on, m.confirmed_on, m.job, m.shift,
     m.retired_on, m.identity_sealed, m.identity_hash, m.phone_sealed, m.phone_hash, m.rev";
const SPAN: &str = "s.member_id, s.from_on, s.until_on, s.branch_id, s.group_id, s.standing, s.whereabouts, s.reason,
     s.ended_by";
/// Rosters of up to so many bodies are searched from end to end.
const MANY_ROSTERS: i64 = 2000;
const BY_NAME: &str = "from members m cross join memberships s cross join tree t";
const BY_PLACE: &str = "from tree t cross join memberships s cross join members m";
const PLACE: &str = "join tree t on t.id = s.branch_id join tree u on u.id = t.unit_id
     left join party_groups g on g.id = s.group_id";
/// No later row: where the member is now, or was last.
const LAST: &str = "not exists (select 1 from memberships n where n.member_id = s.member_id and n.from_on > s.from_on)";

impl Members<'_> {
    /// The members that the caller may read, page by page.
    pub async fn list(
        &mut self,
        scope: &Scope,
        filter: &MemberFilter,
        paging: Paging,
    ) -> Result<Page<SeenMember>, StoreError> {
        let when = if filter.left {
            format!("s.until_on <= $2 and {LAST}")
        } else {
            "s.from_on <= $2 and (s.until_on is null or s.until_on > $2)".to_owned()
        };
        let roles = MemberReach::Read.roles();
        let start = scope.start(&mut *self.0, roles, None, None, MANY_ROSTERS).await?;
        // The order of documents is that of the places.
        let by_place = filter.sort == MemberSort::Document || filter.org_id.is_some() || start == Start::Places;
        // In the whole company a name is looked for by its beginning, which an index finds.
        let (anywhere, beginning) = match start {
            Start::Rows => (None, filter.text.as_deref()),
            Start::Many | Start::Places => (filter.text.as_deref(), None),
        };
        let by_place = by_place && beginning.is_none();
        let wanted = start
            .wanted("s.branch_id", roles, None, None)
            .and("m.id = s.member_id")
            .and(&when)
            .and_if(
                "t.id in (select b.org_id from org_above b where b.above_id = # and b.from_on <= $2
                          and (b.until_on is null or b.until_on > $2))",
                filter.org_id.clone(),
            )
            .and_if("s.group_id = #", filter.group_id.clone())
            .and_if("s.standing = #", filter.standing.map(Standing::word))
            .and_if("s.whereabouts = #", filter.whereabouts.map(Whereabouts::word))
            .and_if(
                "# = (case when m.retired_on is not null and m.retired_on <= $2 then '1' else '0' end)",
                filter.retired.map(|retired| if retired { "1" } else { "0" }),
            )
            .and_if("(m.name like # escape '!' or m.job like # escape '!')", anywhere.map(crate::like))
            .and_if("m.name >= #", beginning)
            .and_if("m.name < #", beginning.map(|text| format!("{text}\u{10ffff}")))
            .and_if("(m.identity_hash = # or m.phone_hash = #)", filter.hash.clone());
        let listing = Listing {
            with: MemberReach::Read.tree(),
            columns: &format!("{COLUMNS}, {SPAN}, t.name as branch_name, u.name as unit_name, g.name as group_name"),
            from: if by_place { BY_PLACE } else { BY_NAME }.to_owned(),
            count_from: if beginning.is_some() { BY_NAME } else { BY_PLACE }.to_owned(),
            count_wanted: wanted.clone(),
            counted: COUNTED,
            beside: "join tree u on u.id = t.unit_id left join party_groups g on g.id = s.group_id",
            wanted,
            order: match filter.sort {
                // Whom a beginning finds, the index has by name.
                MemberSort::Document if beginning.is_none() => "t.path, m.id",
                MemberSort::Document | MemberSort::Name => "m.name, m.id",
                MemberSort::Joined => "coalesce(m.joined_on, '9999'), m.id",
                MemberSort::JoinedLast => "coalesce(m.joined_on, '') desc, m.id",
                MemberSort::Born => "coalesce(m.born_on, '9999'), m.id",
                MemberSort::BornLast => "coalesce(m.born_on, '') desc, m.id",
            },
        };
        let mut page = listing.page(&mut *self.0, scope, paging, read_seen).await?;
        self.add_posts_of(&mut page.items, scope.today()).await?;
        Ok(page)
    }

    /// One member, where he is now or was last, if that is in the caller's reach.
    pub async fn find(
        &mut self,
        scope: &Scope,
        reach: MemberReach,
        id: &str,
    ) -> Result<Option<SeenMember>, StoreError> {
        let text = format!(
            "{} select {COLUMNS}, {SPAN}, t.name as branch_name, u.name as unit_name, g.name as group_name
             from memberships s join members m on m.id = s.member_id {PLACE}
             where t.seen = 1 and m.id = $3 and {LAST}",
            reach.tree()
        );
        let row = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        let Some(row) = row else { return Ok(None) };
        let mut seen = [read_seen(&row)?];
        self.add_posts_of(&mut seen, scope.today()).await?;
        let [seen] = seen;
        Ok(Some(seen))
    }

    /// Whether a branch is in reach; closed ones as well.
    pub async fn reaches(&mut self, scope: &Scope, reach: MemberReach, branch: &str) -> Result<bool, StoreError> {
        let text = format!(
            "{} select t.id from tree t join orgs o on o.id = t.id where t.seen = 1 and o.kind = 'branch' and t.id = $3",
            reach.tree()
        );
        let row = scope.query(AssertSqlSafe(text)).bind(branch.to_owned()).fetch_optional(&mut *self.0).await?;
        Ok(row.is_some())
    }

    /// What holds of a member without an end, whoever asks; for moves that the caller may make.
    pub async fn current(&mut self, id: &str) -> Result<Option<Membership>, StoreError> {
        let text = format!("select {SPAN} from memberships s where s.member_id = $1 and s.until_on is null");
        let row = sqlx::query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_optional(&mut *self.0).await?;
        row.as_ref().map(read_span).transpose()
    }

    /// What holds without an end of everybody in a branch, with their names; 2,000 at most.
    pub async fn current_of(&mut self, branch_id: &str) -> Result<Vec<(Membership, String)>, StoreError> {
        let text = format!(
            "select {SPAN}, m.name from memberships s join members m on m.id = s.member_id
             where s.branch_id = $1 and s.until_on is null order by s.member_id limit 2000"
        );
        let rows = sqlx::query(AssertSqlSafe(text)).bind(branch_id.to_owned()).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| Ok((read_span(row)?, Reading::new(row, "members", "member_id").get("name")?));
        rows.iter().map(read).collect()
    }

    /// Every row of a member's way, oldest first, with the names of branch and group.
    pub async fn history(
        &mut self,
        scope: &Scope,
        id: &str,
    ) -> Result<Vec<(Membership, String, Option<String>)>, StoreError> {
        let text = format!(
            "{} select {SPAN}, t.name as branch_name, g.name as group_name
             from memberships s join tree t on t.id = s.branch_id left join party_groups g on g.id = s.group_id
             where s.member_id = $3 order by s.from_on limit 200",
            MemberReach::Read.tree()
        );
        let rows = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "memberships", "member_id");
            Ok((read_span(row)?, reading.get("branch_name")?, reading.get("group_name")?))
        };
        rows.iter().map(read).collect()
    }

    /// Posts that a member holds or held, newest first, with the name of the body.
    pub async fn posts(&mut self, scope: &Scope, id: &str) -> Result<Vec<(MemberPost, String)>, StoreError> {
        let text = format!(
            "{} select p.id, p.member_id, p.org_id, p.group_id, p.post, p.from_on, p.until_on, t.name as org_name
             from posts p join tree t on t.id = p.org_id where p.member_id = $3 order by p.from_on desc, p.id limit 200",
            MemberReach::Read.tree()
        );
        let rows = scope.query(AssertSqlSafe(text)).bind(id.to_owned()).fetch_all(&mut *self.0).await?;
        let read = |row: &AnyRow| {
            let reading = Reading::new(row, "posts", "id");
            let post = MemberPost {
                id: reading.get("id")?,
                member_id: reading.get("member_id")?,
                org_id: reading.get("org_id")?,
                group_id: reading.get("group_id")?,
                post: reading.word("post", Post::parse)?,
                from: reading.date("from_on")?,
                until: reading.date_or_none("until_on")?,
            };
            Ok((post, reading.get("org_name")?))
        };
        rows.iter().map(read).collect()
    }

    async fn add_posts_of(&mut self, members: &mut [SeenMember], day: Date) -> Result<(), StoreError> {
        if members.is_empty() {
            return Ok(());
        }
        let places: Vec<String> = (0..members.len()).map(|n| format!("${}", n + 2)).collect();
        let text = format!(
            "select id, member_id, post from posts
             where from_on <= $1 and (until_on is null or until_on > $1) and member_id in ({})",
            places.join(", ")
        );
        let query = sqlx::query(AssertSqlSafe(text)).bind(day.to_string());
        let query = members.iter().fold(query, |query, seen| query.bind(seen.member.id.clone()));
        let mut held: HashMap<String, Vec<Post>> = HashMap::new();
        for row in &query.fetch_all(&mut *self.0).await? {
            let reading = Reading::new(row, "posts", "id");
            held.entry(reading.get("member_id")?).or_default().push(reading.word("post", Post::parse)?);
        }
        for seen in members {
            seen.posts = held.remove(&seen.member.id).unwrap_or_default();
            seen.posts.sort_unstable();
        }
        Ok(())
    }
}

fn read_seen(row: &AnyRow) -> Result<SeenMember, StoreError> {
    let reading = Reading::new(row, "members", "id");
    Ok(SeenMember {
        member: read_member(row)?,
        span: read_span(row)?,
        branch_name: reading.get("branch_name")?,
        unit_name: reading.get("unit_name")?,
        group_name: reading.get("group_name")?,
        posts: Vec::new(),
    })
}

fn read_member(row: &AnyRow) -> Result<Member, StoreError> {
    let reading = Reading::new(row, "members", "id");
    let sealed = |text: &'static str, hash: &'static str| -> Result<Option<Sealed>, StoreError> {
        let text: Option<String> = reading.get(text)?;
        let hash: Option<String> = reading.get(hash)?;
        Ok(text.zip(hash).map(|(text, hash)| Sealed { text, hash }))
    };
    Ok(Member {
        id: reading.get("id")?,
        name: reading.get("name")?,
        sex: reading.word_or_none("sex", Sex::parse)?,
        born: reading.date_or_none("born_on")?,
        ethnic: reading.get("ethnic")?,
        education: reading.get("education")?,
        joined: reading.date_or_none("joined_on")?,
        confirmed: reading.date_or_none("confirmed_on")?,
        job: reading.get("job")?,
        shift: reading.get("shift")?,
        retired: reading.date_or_none("retired_on")?,
        identity: sealed("identity_sealed", "identity_hash")?,
        phone: sealed("phone_sealed", "phone_hash")?,
        rev: reading.get("rev")?,
    })
}

fn read_span(row: &AnyRow) -> Result<Membership, StoreError> {
    let reading = Reading::new(row, "memberships", "member_id");
    Ok(Membership {
        member_id: reading.get("member_id")?,
        from: reading.date("from_on")?,
        until: reading.date_or_none("until_on")?,
        branch_id: reading.get("branch_id")?,
        group_id: reading.get("group_id")?,
        standing: reading.word("standing", Standing::parse)?,
        whereabouts: reading.word("whereabouts", Whereabouts::parse)?,
        reason: reading.get("reason")?,
        ended_by: reading.get("ended_by")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{day, member, membership, on_both, two_units};

    #[tokio::test]
    async fn the_roster_ends_where_the_reach_ends() {
        on_both(|store| async move {
            two_units(&store).await;
            let mut db = store.write().await.unwrap();
            db.members().add(&[member("P1", "李明"), member("P2", "王芳"), member("P3", "赵强")]).await.unwrap();
            let mut left = membership("P3", "B1", "2020-01-01");
            left.until = Some(day("2026-05-01"));
            let spans = [membership("P1", "B1", "2020-01-01"), membership("P2", "B2", "2020-01-01"), left];
            db.members().add_memberships(&spans).await.unwrap();
            db.commit().await.unwrap();
            let mut db = store.read().await.unwrap();
            let paging = Paging { page: 1, size: 10 };
            for (user, left, want) in [
                ("zzb", false, vec!["P1", "P2"]),
                ("unit1", false, vec!["P1"]),
                ("unit1", true, vec!["P3"]),
                ("branch2", false, vec!["P2"]),
                ("sczx", false, vec![]),
                ("admin", false, vec![]),
            ] {
                let scope = Scope::of(user, day("2026-10-01"));
                let filter = MemberFilter { left, ..MemberFilter::default() };
                for scope in [scope.clone(), scope.of_a_large_company()] {
                    let page = db.members().list(&scope, &filter, paging).await.unwrap();
                    let ids: Vec<&str> = page.items.iter().map(|seen| seen.member.id.as_str()).collect();
                    assert_eq!((ids, page.total), (want.clone(), want.len() as i64), "{user}");
                }
                let found = db.members().find(&scope, MemberReach::Read, "P1").await.unwrap();
                assert_eq!(found.is_some(), want.contains(&"P1") || user == "unit1", "{user}");
            }
            let scope = Scope::of("zzb", day("2026-10-01"));
            for (text, scope, want) in [
                ("明", scope.clone(), 1),
                ("李", scope.clone(), 1),
                // By the beginning of the name.
                ("李", scope.of_a_large_company(), 1),
                ("李明", scope.of_a_large_company(), 1),
                ("明", scope.of_a_large_company(), 0),
            ] {
                let filter = MemberFilter { text: Some(text.to_owned()), ..MemberFilter::default() };
                assert_eq!(db.members().list(&scope, &filter, paging).await.unwrap().total, want, "{text}");
            }
            let below = |org: &str| MemberFilter { org_id: Some(org.to_owned()), ..MemberFilter::default() };
            for (org, want) in [("C", 2), ("U1", 1), ("G1", 1), ("B2", 1), ("X", 0)] {
                assert_eq!(db.members().list(&scope, &below(org), paging).await.unwrap().total, want, "{org}");
            }
        })
        .await;
    }
}

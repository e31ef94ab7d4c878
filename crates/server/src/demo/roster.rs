//! Members of every branch: as many as its spans say, with committees, groups and the dated changes of its story.

use std::collections::HashMap;

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use store::{Group, Member, MemberKey, MemberPost, Membership, Org, Post, Sex, Standing, Whereabouts};

use super::{
    company::{Branch, MERGER, Plan, Story},
    layout::{ADMINISTRATION, AUXILIARY, MARKET, PRODUCTION},
    people::{self, People},
    rng::Rng,
};
use crate::vault::{Column, Plain, check_digit};

/// People, where they belong, and what they are in charge of.
#[derive(Default)]
pub struct Roster {
    pub members: Vec<Member>,
    pub groups: Vec<Group>,
    pub memberships: Vec<Membership>,
    pub posts: Vec<MemberPost>,
    /// Identity and phone number of each member, in the order of `members`, before they are sealed.
    pub numbers: Vec<(Plain, Plain)>,
    /// Wrapped keys of those whose numbers are sealed.
    pub keys: Vec<MemberKey>,
}

/// The first day on which every roster is complete.
const KNOWN: Date = date(2025, 1, 1);
const COMMITTEE: [Post; 5] = [Post::Secretary, Post::Organiser, Post::Publicity, Post::Discipline, Post::Production];

/// `taken` are names that others bear; `ordinary` names one ordinary member of a branch: whoever signs in as such.
pub(super) fn rosters(plan: &Plan, seed: u64, taken: &[String], ordinary: &HashMap<String, String>) -> Roster {
    let mut names = People::new(seed ^ 0x6D65_6D62);
    names.reserve(taken);
    let mut roster = Roster::default();
    for (n, branch) in plan.branches.iter().enumerate() {
        let org = plan.orgs.iter().find(|org| org.id == branch.id).expect("every branch is a body");
        let rng = Rng::of(seed, "roster", n as u64);
        let mut hand = Hand { roster: &mut roster, names: &mut names, rng, branch, org };
        hand.fill(ordinary.get(&branch.id));
        let heir = plan.branches.iter().find(|other| other.story == Some(Story::Enlarged));
        if let (Some(Story::Merged), Some(heir)) = (branch.story, heir) {
            hand.move_all(&heir.id);
        }
    }
    roster
}

/// Writes one branch.
struct Hand<'a> {
    roster: &'a mut Roster,
    names: &'a mut People,
    rng: Rng,
    branch: &'a Branch,
    org: &'a Org,
}

impl Hand<'_> {
    fn fill(&mut self, ordinary: Option<&String>) {
        let groups = self.groups();
        let size = match (self.branch.has_committee, self.branch.full_members) {
            (true, 20..) => 5,
            (true, _) => 3,
            (false, _) => 1,
        };
        // Secretaries in turn come first, then the rest of the committee, then everybody else.
        let mut heads: Vec<(Date, String)> = Vec::new();
        for span in &self.org.spans {
            let name = span.secretary.clone().unwrap_or_default();
            if heads.last().is_none_or(|(_, last)| *last != name) {
                heads.push((span.from, name));
            }
        }
        let mut committee: Vec<String> = Vec::new();
        for n in 0..self.branch.members {
            let idx = n as usize;
            let probationary = n >= self.branch.full_members;
            let seasoned = idx < heads.len() + size;
            let name = match heads.get(idx) {
                Some((_, name)) => name.clone(),
                None if idx == heads.len() + size - 1 => ordinary.cloned().unwrap_or_else(|| self.names.name()),
                None => self.names.name(),
            };
            let group = (!groups.is_empty()).then(|| groups[idx % groups.len()].clone());
            let id = if probationary { self.newcomer(name, group) } else { self.member(name, seasoned, group) };
            committee.push(id);
        }
        let (heads_of, rest) = committee.split_at(heads.len().min(committee.len()));
        for (n, id) in heads_of.iter().enumerate() {
            let until = heads.get(n + 1).map(|(day, _)| *day);
            self.serve(id, Post::Secretary, heads[n].0, until, None);
        }
        for (post, id) in COMMITTEE[1..size].iter().zip(rest) {
            self.serve(id, *post, self.branch.founded, None, None);
        }
        for (n, group) in groups.iter().enumerate() {
            let leader = rest.iter().skip(size - 1 + n).find(|id| self.group_of(id).as_deref() == Some(group));
            if let Some(leader) = leader.cloned() {
                self.serve(&leader, Post::GroupLeader, self.branch.founded, None, Some(group.clone()));
            }
        }
        if self.branch.story == Some(Story::Falls)
            && let Some(last) = rest.get(size + 3).cloned()
        {
            // The one who was punished in August 2026.
            self.change(&last, date(2026, 8, 21), "受留党察看一年处分", |span| {
                span.standing = Standing::Observed
            });
        }
    }

    fn groups(&mut self) -> Vec<String> {
        let name = |n: i64| format!("第{}党小组", ["一", "二", "三", "四"][n as usize % 4]);
        let groups = (0..self.branch.groups).map(|n| Group {
            id: format!("{}-{}", self.branch.id, n + 1),
            branch_id: self.branch.id.clone(),
            name: name(n),
            position: n + 1,
            founded: self.branch.founded,
            closed: None,
            rev: 1,
        });
        let groups: Vec<Group> = groups.collect();
        let ids = groups.iter().map(|group| group.id.clone()).collect();
        self.roster.groups.extend(groups);
        ids
    }

    /// A full member, known on the roster's first day; a seasoned one has been here for long.
    fn member(&mut self, name: String, seasoned: bool, group: Option<String>) -> String {
        let retired = !seasoned && self.rng.chance(40);
        let born_in = match (retired, seasoned) {
            (true, _) => self.rng.within(1956, 1963),
            (false, true) => self.rng.within(1969, 1988),
            (false, false) => self.rng.within(1968, 1999),
        };
        let born = self.some_day(born_in);
        let latest = if seasoned { 2017 } else { 2022 };
        let joined_in = (born_in + self.rng.within(20, 34)).clamp(1980, latest);
        let joined = self.some_day(joined_in);
        let confirmed = joined.saturating_add(1.year());
        let here = confirmed.max(self.branch.founded);
        let from = if seasoned || self.rng.chance(600) {
            here
        } else {
            {
                let year = self.rng.within(2019, 2024);
                here.max(self.some_day(year))
            }
        };
        let reason = if from == self.branch.founded { "支部成立" } else { "转入" };
        let id = self.person(name, born, joined, Some(confirmed), retired);
        self.roster.memberships.push(Membership {
            member_id: id.clone(),
            from,
            until: None,
            branch_id: self.branch.id.clone(),
            group_id: group,
            standing: Standing::Full,
            whereabouts: Whereabouts::Present,
            reason: reason.to_owned(),
            ended_by: None,
        });
        debug_assert!(from <= KNOWN.max(self.branch.founded));
        if !seasoned && !retired && self.rng.chance(15) && self.branch.closed.is_none() {
            let day = date(2025, self.rng.within(2, 12) as i8, 1).max(self.branch.founded.saturating_add(1.day()));
            self.change(&id, day, "长期驻外，列为流动党员", |span| span.whereabouts = Whereabouts::Mobile);
        }
        id
    }

    /// A probationary member of the running year.
    fn newcomer(&mut self, name: String, group: Option<String>) -> String {
        let joined = date(2025, 12, 10).saturating_add(self.rng.within(0, 250).days());
        let joined = joined.max(self.branch.founded.saturating_add(40.days()));
        let born = {
            let year = self.rng.within(1986, 2002);
            self.some_day(year)
        };
        let id = self.person(name, born, joined, None, false);
        self.roster.memberships.push(Membership {
            member_id: id.clone(),
            from: joined,
            until: None,
            branch_id: self.branch.id.clone(),
            group_id: group,
            standing: Standing::Probationary,
            whereabouts: Whereabouts::Present,
            reason: "接收为预备党员".to_owned(),
            ended_by: None,
        });
        id
    }

    fn person(&mut self, name: String, born: Date, joined: Date, confirmed: Option<Date>, retired: bool) -> String {
        let id = format!("m{:05}", self.roster.members.len() + 1);
        let category = self.branch.categories[0].1;
        let office = !matches!(category, PRODUCTION | AUXILIARY);
        let job = self.rng.pick(jobs(category));
        let shift = if office || self.rng.chance(350) {
            "常白班"
        } else {
            self.rng.pick(&["甲班", "乙班", "丙班", "丁班"])
        };
        let education = match (office, self.rng.within(0, 9)) {
            (true, 0) => "硕士研究生",
            (true, 1..=7) | (false, 0..=2) => "大学本科",
            (true, _) | (false, 3..=6) => "大专",
            (false, 7 | 8) => "中专",
            (false, _) => "高中",
        };
        let ethnic = if self.rng.chance(930) {
            "汉族"
        } else {
            self.rng.pick(&["满族", "回族", "蒙古族", "壮族", "土家族"])
        };
        self.roster.numbers.push(numbers(self.roster.members.len() as i64, born));
        self.roster.members.push(Member {
            id: id.clone(),
            sex: Some(if people::is_womans(&name) { Sex::Female } else { Sex::Male }),
            name,
            born: Some(born),
            ethnic: Some(ethnic.to_owned()),
            education: Some(education.to_owned()),
            joined: Some(joined),
            confirmed,
            job: Some(job.to_owned()),
            shift: (!retired).then(|| shift.to_owned()),
            retired: retired.then(|| born.saturating_add(60.years())),
            identity: None,
            phone: None,
            rev: 1,
        });
        id
    }

    /// A post through the terms that touch the known time.
    fn serve(&mut self, id: &str, post: Post, from: Date, until: Option<Date>, group: Option<String>) {
        let ends = self.org.spans[0].term_ends.unwrap_or(date(2027, 12, 31));
        let elected = ends.saturating_add(1.day()).saturating_sub(3.years());
        let earlier = elected.saturating_sub(3.years());
        let closed = self.branch.closed;
        for (begins, ends) in [(earlier, Some(elected)), (elected, None)] {
            let begins = begins.max(from).max(self.branch.founded);
            let ends = [ends, until, closed].into_iter().flatten().min();
            if ends.is_some_and(|ends| ends <= begins || ends <= KNOWN) {
                continue;
            }
            let number = self.roster.posts.len() + 1;
            self.roster.posts.push(MemberPost {
                id: format!("p{number:05}"),
                member_id: id.to_owned(),
                org_id: self.branch.id.clone(),
                group_id: group.clone(),
                post,
                from: begins,
                until: ends,
            });
        }
    }

    fn group_of(&self, id: &str) -> Option<String> {
        self.roster.memberships.iter().rev().find(|span| span.member_id == id)?.group_id.clone()
    }

    /// Ends what holds of a member and begins another row.
    fn change(&mut self, id: &str, from: Date, reason: &str, change: impl FnOnce(&mut Membership)) {
        let Some(open) = self.roster.memberships.iter_mut().rev().find(|span| span.member_id == id) else { return };
        open.until = Some(from);
        let mut next = Membership { from, until: None, reason: reason.to_owned(), ..open.clone() };
        change(&mut next);
        self.roster.memberships.push(next);
    }

    fn move_all(&mut self, to: &str) {
        let here = |span: &&Membership| span.branch_id == self.branch.id && span.until.is_none();
        let ids: Vec<String> = self.roster.memberships.iter().filter(here).map(|span| span.member_id.clone()).collect();
        for (n, id) in ids.iter().enumerate() {
            self.change(id, MERGER, "支部合并转入", |span| {
                span.branch_id = to.to_owned();
                span.group_id = Some(format!("{to}-{}", n % 2 + 1));
            });
        }
    }

    fn some_day(&mut self, year: i64) -> Date {
        date(year as i16, self.rng.within(1, 12) as i8, self.rng.within(1, 28) as i8)
    }
}

/// Numbers that no living person can have: regions from 990000 on and the prefix 100 are given to nobody. `n` is the
/// member's number, so that two of one birthday differ.
fn numbers(n: i64, born: Date) -> (Plain, Plain) {
    let digits = format!("99{:04}{}{:03}", n / 1000 % 10_000, born.strftime("%Y%m%d"), n % 1000);
    let identity = format!("{digits}{}", check_digit(&digits));
    let phone = format!("100{:08}", (n + 1) * 7919 % 100_000_000);
    let read = |column, text: &str| Plain::read(column, text).expect("made to fit");
    (read(Column::Identity, &identity), read(Column::Phone, &phone))
}

fn jobs(category: &str) -> &'static [&'static str] {
    match category {
        PRODUCTION => &["主控工", "操作工", "巡检工", "班长", "作业长", "技术员", "工艺工程师"],
        AUXILIARY => &["点检员", "检修钳工", "电工", "天车工", "班长", "设备工程师", "安全员"],
        ADMINISTRATION => &["主管", "专员", "业务主办", "科员", "高级主管"],
        MARKET => &["客户经理", "业务员", "采购员", "合同管理员", "业务主管"],
        _ => &["项目经理", "施工员", "安全员", "业务员", "质检员", "综合管理员"],
    }
}

//! Members: what is written down of a person is read, checked and sealed here.

use jiff::{ToSpan, civil::Date};
use store::{Db, Member, MemberKey, Sex, Standing, StoreError};

use crate::{
    demo::Roster,
    ids,
    vault::{Column, PersonKey, Plain, Unopened, Vault},
};

/// What somebody wrote of a person; texts as typed.
#[derive(Clone, Default)]
pub struct Written {
    pub name: String,
    pub sex: String,
    pub born: String,
    pub ethnic: String,
    pub education: String,
    pub joined: String,
    pub confirmed: String,
    pub job: String,
    pub shift: String,
    pub retired: String,
    /// `None` leaves the number that is kept, an empty text removes it.
    pub identity: Option<String>,
    pub phone: Option<String>,
}

/// A field that has to be mended, and why.
pub type Problem = (&'static str, String);

/// A person as written, checked; numbers still in plain text.
pub struct Checked {
    pub member: Member,
    identity: Option<Option<Plain>>,
    phone: Option<Option<Plain>>,
}

/// Reads and checks; every problem is named at once.
///
/// # Errors
/// The fields that have to be mended.
pub fn check(written: &Written, id: &str, today: Date) -> Result<Checked, Vec<Problem>> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut note = |field: &'static str, why: &str| problems.push((field, why.to_owned()));
    let name = written.name.trim().to_owned();
    if !(2..=30).contains(&name.chars().count()) {
        note("name", "姓名应为2至30个字");
    }
    let mut day = |field: &'static str, text: &str| -> Option<Date> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match text.parse::<Date>() {
            Ok(day) if day <= today && day.year() >= 1900 => Some(day),
            Ok(_) => {
                note(field, "日期应在1900年以后、今天以前");
                None
            }
            Err(_) => {
                note(field, "日期应写成 2026-09-30");
                None
            }
        }
    };
    let mut born = day("born_on", &written.born);
    let (joined, confirmed) = (day("joined_on", &written.joined), day("confirmed_on", &written.confirmed));
    let retired = day("retired_on", &written.retired);
    let mut sex = None;
    if !written.sex.trim().is_empty() {
        sex = Sex::parse(written.sex.trim()).or_else(|| Sex::titled(written.sex.trim()));
        if sex.is_none() {
            note("sex", "性别应为男或女");
        }
    }
    let mut number = |column: Column, text: &Option<String>| -> Option<Option<Plain>> {
        let text = text.as_deref()?.trim();
        if text.is_empty() {
            return Some(None);
        }
        match Plain::read(column, text) {
            Ok(plain) => Some(Some(plain)),
            Err(why) => {
                note(column.word(), why);
                None
            }
        }
    };
    let (identity, phone) = (number(Column::Identity, &written.identity), number(Column::Phone, &written.phone));
    if let Some(Some(identity)) = &identity {
        // 身份证号 tells the day of birth and the sex: nobody is asked twice.
        let told = Date::strptime("%Y%m%d", &identity.text()[6..14]).ok();
        match (told, born) {
            (None, _) => note("identity", "身份证号中的出生日期不存在，请核对"),
            (Some(told), Some(born)) if told != born => note("born_on", "出生日期与身份证号不一致，请核对"),
            (Some(told), _) => born = Some(told),
        }
        let told = if identity.text().as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female };
        sex = sex.or(Some(told));
    }
    if let (Some(born), Some(joined)) = (born, joined)
        && joined < born.saturating_add(18.years())
    {
        note("joined_on", "入党日期早于年满18周岁（党章第一条），请核对出生和入党日期");
    }
    if let Some(confirmed) = confirmed {
        match joined {
            None => note("joined_on", "有转正日期的，应填入党日期"),
            // Before 1982's constitution the length varied; only the order is sure then.
            Some(joined) if joined.year() >= 1983 && confirmed < joined.saturating_add(1.year()) => {
                note("confirmed_on", "预备期为一年，从支部大会通过之日算起；转正日期不应早于入党满一年");
            }
            Some(joined) if confirmed < joined => note("confirmed_on", "转正日期早于入党日期"),
            Some(_) => {}
        }
    }
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let fields = [
        ("ethnic", &written.ethnic),
        ("education", &written.education),
        ("job", &written.job),
        ("shift", &written.shift),
    ];
    for (field, value) in fields {
        if value.chars().count() > 40 {
            note(field, "不应超过40个字");
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let member = Member {
        id: id.to_owned(),
        name,
        sex,
        born,
        ethnic: text(&written.ethnic),
        education: text(&written.education),
        joined,
        confirmed,
        job: text(&written.job),
        shift: text(&written.shift),
        retired,
        identity: None,
        phone: None,
        rev: 1,
    };
    Ok(Checked { member, identity, phone })
}

/// What a new member is: as said, or told by the dates. A word or its title.
///
/// # Errors
/// The field that has to be mended.
pub fn standing(said: &str, member: &Member) -> Result<Standing, Problem> {
    let is_on_trial = member.joined.is_some() && member.confirmed.is_none();
    let standing = match said.trim() {
        "" if is_on_trial => Standing::Probationary,
        "" => Standing::Full,
        word => Standing::parse(word)
            .or_else(|| Standing::titled(word))
            .ok_or_else(|| ("standing", "党员身份不在所列之中，请重新选择".to_owned()))?,
    };
    if standing == Standing::Full && is_on_trial {
        return Err(("confirmed_on", "正式党员应填转正日期；尚未转正的请选预备党员".to_owned()));
    }
    Ok(standing)
}

/// Says nothing of where the other one is: that may be out of the caller's reach.
pub const TAKEN: &str = "此身份证号已登记在册；如是转入的党员，请由原支部办理转出，再在本支部接收";

impl Checked {
    /// A number in part, if one was written.
    pub fn mask(&self, column: Column) -> Option<String> {
        let written = match column {
            Column::Identity => &self.identity,
            Column::Phone => &self.phone,
        };
        written.as_ref()?.as_ref().map(|plain| plain.mask(column))
    }

    /// Seals the numbers of somebody who was not known before, and the key that opens them.
    pub fn seal_new(mut self, vault: &Vault) -> (Member, Option<MemberKey>) {
        let id = self.member.id.clone();
        let (identity, phone) = (self.identity.take().flatten(), self.phone.take().flatten());
        if identity.is_none() && phone.is_none() {
            return (self.member, None);
        }
        let (key, wrapped) = vault.new_person(&id);
        self.member.identity = identity.map(|plain| vault.seal(&key, &id, Column::Identity, &plain));
        self.member.phone = phone.map(|plain| vault.seal(&key, &id, Column::Phone, &plain));
        (self.member, Some(MemberKey { member_id: id, master_id: vault.id().to_owned(), wrapped }))
    }

    /// The hash of the identity number, if one was written.
    pub fn identity_hash(&self, vault: &Vault) -> Option<String> {
        self.identity.as_ref()?.as_ref().map(|plain| vault.hash(Column::Identity, plain))
    }

    /// Seals the numbers; what was not written stays as in `before`. The key is to be put down when it is a new one.
    ///
    /// # Errors
    /// Those of the store, or a key that does not open.
    pub async fn seal(
        mut self,
        vault: &Vault,
        db: &mut Db,
        before: Option<&Member>,
    ) -> anyhow::Result<(Member, Option<MemberKey>)> {
        let id = self.member.id.clone();
        self.member.identity = before.and_then(|before| before.identity.clone());
        self.member.phone = before.and_then(|before| before.phone.clone());
        let mut key: Option<PersonKey> = None;
        let mut fresh = None;
        for (column, written) in [(Column::Identity, self.identity.take()), (Column::Phone, self.phone.take())] {
            let Some(written) = written else { continue };
            if written.is_some() && key.is_none() {
                let kept = db.members().keys(&[&id]).await?;
                key = Some(match kept.first() {
                    Some(kept) => vault.person(&id, &kept.wrapped)?,
                    None => {
                        let (key, wrapped) = vault.new_person(&id);
                        fresh = Some(MemberKey { member_id: id.clone(), master_id: vault.id().to_owned(), wrapped });
                        key
                    }
                });
            }
            let sealed = written.zip(key.as_ref()).map(|(plain, key)| vault.seal(key, &id, column, &plain));
            match column {
                Column::Identity => self.member.identity = sealed,
                Column::Phone => self.member.phone = sealed,
            }
        }
        Ok((self.member, fresh))
    }
}

/// A number in full.
///
/// # Errors
/// Those of the store, or a value that does not open.
pub async fn open(vault: &Vault, db: &mut Db, member: &Member, column: Column) -> anyhow::Result<Option<Plain>> {
    let sealed = match column {
        Column::Identity => &member.identity,
        Column::Phone => &member.phone,
    };
    let Some(sealed) = sealed else { return Ok(None) };
    let keys = db.members().keys(&[&member.id]).await?;
    let key = vault.person(&member.id, &keys.first().ok_or(Unopened)?.wrapped)?;
    Ok(Some(vault.open(&key, &member.id, column, &sealed.text)?))
}

/// Both numbers of each member, in part: `138****1234`. A number that does not open shows as `********`.
///
/// # Errors
/// Those of the store.
pub async fn masks(
    vault: &Vault,
    db: &mut Db,
    members: &[&Member],
) -> Result<Vec<(Option<String>, Option<String>)>, StoreError> {
    let ids: Vec<&str> = members.iter().map(|member| member.id.as_str()).collect();
    let keys = db.members().keys(&ids).await?;
    let mask = |member: &Member, column: Column, sealed: &Option<store::Sealed>| {
        let sealed = sealed.as_ref()?;
        let key = keys.iter().find(|key| key.member_id == member.id);
        let opened = key.and_then(|key| {
            let key = vault.person(&member.id, &key.wrapped).ok()?;
            vault.open(&key, &member.id, column, &sealed.text).ok()
        });
        Some(opened.map_or_else(|| "********".to_owned(), |plain| plain.mask(column)))
    };
    let both = |member: &&Member| {
        (mask(member, Column::Identity, &member.identity), mask(member, Column::Phone, &member.phone))
    };
    Ok(members.iter().map(both).collect())
}

/// Seals the numbers of a made-up company.
pub fn seal_all(vault: &Vault, roster: &mut Roster) {
    for (member, (identity, phone)) in roster.members.iter_mut().zip(roster.numbers.drain(..)) {
        let (key, wrapped) = vault.new_person(&member.id);
        member.identity = Some(vault.seal(&key, &member.id, Column::Identity, &identity));
        member.phone = Some(vault.seal(&key, &member.id, Column::Phone, &phone));
        let row = MemberKey { member_id: member.id.clone(), master_id: vault.id().to_owned(), wrapped };
        roster.keys.push(row);
    }
}

/// An id for somebody new.
pub fn new_id() -> String {
    format!("m{}", ids::short())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(change: impl FnOnce(&mut Written)) -> Vec<&'static str> {
        let mut written = Written { name: "李明".to_owned(), ..Written::default() };
        change(&mut written);
        match check(&written, "m1", "2026-10-08".parse().unwrap()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().map(|(field, _)| field).collect(),
        }
    }

    #[test]
    fn a_name_is_enough() {
        assert!(problems(|_| ()).is_empty());
        assert_eq!(problems(|written| written.name = " ".to_owned()), ["name"]);
    }

    #[test]
    fn dates_keep_the_order_that_the_rules_give() {
        let dates = |born: &str, joined: &str, confirmed: &str| {
            let (born, joined, confirmed) = (born.to_owned(), joined.to_owned(), confirmed.to_owned());
            problems(|written| (written.born, written.joined, written.confirmed) = (born, joined, confirmed))
        };
        assert!(dates("1985-05-05", "2010-07-01", "2011-07-01").is_empty());
        assert_eq!(dates("1985-05-05", "2003-05-04", ""), ["joined_on"]);
        assert_eq!(dates("1985-05-05", "2010-07-01", "2011-06-30"), ["confirmed_on"]);
        assert_eq!(dates("", "", "2011-07-01"), ["joined_on"]);
        assert_eq!(dates("2026-10-09", "", ""), ["born_on"]);
    }

    #[test]
    fn an_identity_number_tells_birth_and_sex() {
        let written =
            Written {
                name: "李明".to_owned(), identity: Some("11010519491231002X".to_owned()), ..Written::default()
            };
        let checked = check(&written, "m1", "2026-10-08".parse().unwrap()).unwrap();
        assert_eq!((checked.member.born, checked.member.sex), (Some("1949-12-31".parse().unwrap()), Some(Sex::Female)));
        assert_eq!(
            problems(|said| (said.identity, said.born) = (written.identity.clone(), "1950-01-01".to_owned())),
            ["born_on"]
        );
    }
}

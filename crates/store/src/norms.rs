//! Numbers that rules give and that change over the years or differ between companies: dated, with their source.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use crate::{StoreError, text::Reading};

/// One value of a norm from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Norm {
    pub key: String,
    pub from: Date,
    pub value: String,
    pub source: String,
    /// The company's own value; else that of the regulations.
    pub own: bool,
}

/// What the regulations say: key, first day, value, source. A company's own value (table `norms`) goes before them.
const RULES: [(&str, Date, &str, &str); 21] = [
    (
        "training.member",
        date(2014, 1, 1),
        "24",
        "2014—2018年全国党员教育培训工作规划：党员每年集中学习培训一般不少于24学时",
    ),
    (
        "training.committee",
        date(2014, 1, 1),
        "40",
        "2014—2018年全国党员教育培训工作规划：基层党组织书记每年集中学习培训一般不少于40学时",
    ),
    (
        "training.member",
        date(2019, 1, 1),
        "32",
        "中国共产党党员教育管理工作条例：党员每年集中学习培训时间一般不少于32学时",
    ),
    (
        "training.committee",
        date(2019, 1, 1),
        "56",
        "中国共产党党员教育管理工作条例：基层党组织书记和班子成员每年集中学习培训时间一般不少于56学时",
    ),
    (
        "transfer.letter_days",
        date(2000, 1, 1),
        "90",
        "组织关系介绍信有效期一般不超过3个月；各地规定不一，可按本公司规定修改",
    ),
    (
        "dues.wage",
        date(2008, 4, 1),
        "300000:50 500000:100 1000000:150 *:200",
        "中组发〔2008〕3号：按月工资收入（税后）3000元以下0.5%，5000元以下1%，10000元以下1.5%，以上2%，整个基数乘同一比例",
    ),
    ("dues.pension", date(2008, 4, 1), "500000:50 *:100", "中组发〔2008〕3号：离退休5000元以下0.5%，以上1%"),
    ("dues.most", date(2008, 4, 1), "100000", "中组发〔2008〕3号：每月缴纳一般不超过1000元"),
    (
        "development.activist_months",
        date(2014, 5, 28),
        "12",
        "发展党员工作细则：积极分子经过一年以上培养教育和考察方可列为发展对象",
    ),
    (
        "development.inspection_months",
        date(2014, 5, 28),
        "6",
        "发展党员工作细则：党支部每半年对入党积极分子进行一次考察；本公司如按季度，可改为3",
    ),
    ("development.talk_days", date(2014, 5, 28), "30", "发展党员工作细则：收到入党申请书后一个月内派人谈话"),
    (
        "development.training_hours",
        date(2014, 5, 28),
        "24",
        "发展党员工作细则：发展对象短期集中培训一般不少于3天或24学时",
    ),
    ("development.approval_months", date(2014, 5, 28), "3", "发展党员工作细则：上级党委一般在三个月内审批"),
    ("development.probation_months", date(2014, 5, 28), "12", "党章：预备期一年，从支部大会通过之日算起"),
    ("org.full_least", date(2018, 10, 28), "3", "《中国共产党支部工作条例（试行）》第四条"),
    ("org.members_most", date(2018, 10, 28), "50", "《中国共产党支部工作条例（试行）》第四条"),
    ("org.committee_from", date(2018, 10, 28), "7", "《中国共产党支部工作条例（试行）》第六章"),
    ("org.committee_least", date(2018, 10, 28), "3", "《中国共产党支部工作条例（试行）》第六章"),
    ("org.committee_most", date(2018, 10, 28), "7", "《中国共产党支部工作条例（试行）》第六章"),
    ("org.joint_units_most", date(2018, 10, 28), "5", "《中国共产党支部工作条例（试行）》第二章"),
    ("org.remind_months", date(2018, 10, 28), "6", "本单位规定：换届提醒"),
];

/// Norms.
pub struct Norms<'a>(pub(crate) &'a mut AnyConnection);

impl Norms<'_> {
    /// The value in force on a day.
    pub async fn on(&mut self, key: &str, day: Date) -> Result<Option<Norm>, StoreError> {
        let row = sqlx::query(
            "select key, from_on, value, source from norms where key = $1 and from_on <= $2
             order by from_on desc limit 1",
        )
        .bind(key)
        .bind(day.to_string())
        .fetch_optional(&mut *self.0)
        .await?;
        let own = row.as_ref().map(read).transpose()?;
        let rules = RULES.iter().filter(|(of, from, ..)| *of == key && *from <= day);
        Ok(own.or_else(|| rules.max_by_key(|(_, from, ..)| *from).map(rule)))
    }

    /// Every dated value whose key begins with `prefix`, those of the regulations first; at most 1000 own ones.
    pub async fn dated(&mut self, prefix: &str) -> Result<Vec<Norm>, StoreError> {
        let rows = sqlx::query(
            "select key, from_on, value, source from norms where key like $1 escape '!'
             order by key, from_on limit 1000",
        )
        .bind(format!("{}%", prefix.replace('!', "!!").replace('%', "!%").replace('_', "!_")))
        .fetch_all(&mut *self.0)
        .await?;
        let own: Vec<Norm> = rows.iter().map(read).collect::<Result<_, _>>()?;
        let rules = RULES.iter().filter(|(key, ..)| key.starts_with(prefix)).map(rule);
        Ok(rules.chain(own).collect())
    }

    /// How often a company wrote own values of each norm; one that has none is not among them.
    pub async fn revisions(&mut self) -> Result<HashMap<String, i64>, StoreError> {
        let text = "select key, cast(sum(rev) as bigint) as n from norms group by key limit 1000";
        let rows = sqlx::query(text).fetch_all(&mut *self.0).await?;
        rows.iter().map(|row| Ok((row.try_get("key")?, row.try_get("n")?))).collect()
    }

    /// Writes the company's own value from a day on, in place of one from the same day.
    pub async fn put(&mut self, norm: &Norm) -> Result<(), StoreError> {
        sqlx::query(
            "insert into norms (key, from_on, value, source) values ($1, $2, $3, $4)
             on conflict (key, from_on)
             do update set value = excluded.value, source = excluded.source, rev = norms.rev + 1",
        )
        .bind(&norm.key)
        .bind(norm.from.to_string())
        .bind(&norm.value)
        .bind(&norm.source)
        .execute(&mut *self.0)
        .await?;
        Ok(())
    }
}

/// The value in force on a day among those of `Norms::dated`.
pub fn norm_on<'a>(norms: &'a [Norm], key: &str, day: Date) -> Option<&'a Norm> {
    let fits = |norm: &&Norm| norm.key == key && norm.from <= day;
    norms.iter().filter(fits).max_by_key(|norm| (norm.own, norm.from))
}

fn rule((key, from, value, source): &(&str, Date, &str, &str)) -> Norm {
    Norm { key: (*key).to_owned(), from: *from, value: (*value).to_owned(), source: (*source).to_owned(), own: false }
}

fn read(row: &AnyRow) -> Result<Norm, StoreError> {
    let reading = Reading::new(row, "norms", "key");
    Ok(Norm {
        key: reading.get("key")?,
        from: reading.date("from_on")?,
        value: reading.get("value")?,
        source: reading.get("source")?,
        own: true,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{day, on_both};

    #[tokio::test]
    async fn a_norm_is_that_of_its_day() {
        on_both(|store| async move {
            let mut db = store.read().await.unwrap();
            for (on, want) in [("2018-12-31", Some("24")), ("2019-01-01", Some("32")), ("2013-01-01", None)] {
                let norm = db.norms().on("training.member", day(on)).await.unwrap();
                assert_eq!(norm.map(|norm| norm.value).as_deref(), want, "{on}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_companys_own_value_goes_before_the_regulation_from_its_day_on() {
        on_both(|store| async move {
            let mut db = store.write().await.unwrap();
            let own = |value: &str| super::Norm {
                key: "dues.most".to_owned(),
                from: day("2026-03-01"),
                value: value.to_owned(),
                source: "公司党委通知".to_owned(),
                own: true,
            };
            db.norms().put(&own("50000")).await.unwrap();
            assert_eq!(db.norms().revisions().await.unwrap().get("dues.most"), Some(&1));
            db.norms().put(&own("80000")).await.unwrap();
            assert_eq!(db.norms().revisions().await.unwrap().get("dues.most"), Some(&2));
            let norms = db.norms().dated("dues.").await.unwrap();
            for (on, want) in [("2026-02-28", "100000"), ("2026-03-01", "80000")] {
                assert_eq!(super::norm_on(&norms, "dues.most", day(on)).unwrap().value, want, "{on}");
                assert_eq!(db.norms().on("dues.most", day(on)).await.unwrap().unwrap().value, want, "{on}");
            }
        })
        .await;
    }
}

//! Every list, matrix and branch page, asked for one after the other by people of different reach.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::{client::Client, times::Times};

/// Pages of the whole company, of a unit and of a branch. `{unit}` and `{branch}` are filled in.
const PAGES: &[(&str, &str)] = &[
    ("工作台", "/workbench"),
    ("支部列表", "/branches?size=20"),
    ("支部列表，按名称找", "/branches?size=20&q=炼钢"),
    ("月排名", "/rankings/2026-09?category=production&size=20"),
    ("季排名，最后一页", "/rankings/2026-Q3?category=production&size=20&page=200"),
    ("支部画像", "/branches/{branch}/picture?period=2026-09"),
    ("评分表", "/periods/2026-09/scorecards/{branch}"),
    ("记录列表", "/records?size=20"),
    ("记录列表，一月一类", "/records?size=20&kind=theme_day&month=2026-09"),
    ("记录列表，一个单位", "/records?size=20&unit={unit}"),
    ("记录列表，待审核", "/records?size=20&state=filed&sort=filed"),
    ("记录列表，逾期提交", "/records?size=20&late=true"),
    ("记录列表，按标题找", "/records?size=20&q=安全"),
    ("支部月度矩阵", "/branches/{branch}/matrix?year=2026"),
    ("单位月度矩阵", "/orgs/{unit}/matrix?year=2026&size=20"),
    ("支部日历", "/branches/{branch}/calendar?month=2026-09"),
    ("支部应办", "/branches/{branch}/duties?month=2026-10"),
    ("单位逾期", "/orgs/{unit}/overdue"),
    ("党员列表", "/members?size=20"),
    ("党员列表，按姓名找", "/members?size=20&q=王"),
    ("事实列表", "/facts?size=20"),
    ("事实列表，一个支部", "/facts?size=20&branch={branch}"),
    ("加减分", "/events?size=20"),
    ("例外", "/exceptions?size=20"),
    ("换届", "/elections?size=20"),
    ("组织提示", "/org-flags?size=20"),
    ("消息", "/notices?size=20"),
    ("组织树", "/orgs"),
    ("支部详情", "/orgs/{branch}"),
];

/// Who asks, and the unit and branch that they look at.
const PEOPLE: &[(&str, &str, &str)] =
    &[("zzb", "u05-3", "b100-23"), ("unit01", "u01", "b003"), ("branch001", "u01", "b001")];

/// Prints the median and the 99th percentile of each page for each person; answers how many medians are over the limit.
pub(crate) async fn measure(address: &str, times_each: usize, limit_ms: f64) -> Result<usize> {
    let mut over = 0;
    println!("{:<12} {:>8} {:>8}  页面", "账号", "中位 ms", "p99 ms");
    for (account, unit, branch) in PEOPLE {
        let mut client = Client::sign_in(address, account).await?;
        for (name, path) in PAGES {
            let path = path.replace("{unit}", unit).replace("{branch}", branch);
            let first = client.get(&path).await?;
            // Not theirs to see.
            if matches!(first.status.as_u16(), 403 | 404) && *account != PEOPLE[0].0 {
                continue;
            }
            ensure!(first.status.is_success(), "{account} {path}: {} {}", first.status, text(&first.body));
            let mut times = Times::default();
            for _ in 0..times_each {
                times.add(client.get(&path).await?.took);
            }
            let median = times.within(50);
            let mark = if median > limit_ms { "  超过" } else { "" };
            over += usize::from(median > limit_ms);
            println!("{account:<12} {median:>8.1} {:>8.1}  {name}{mark}", times.within(99));
        }
    }
    Ok(over)
}

fn text(body: &[u8]) -> String {
    let message =
        serde_json::from_slice::<Value>(body).ok().and_then(|body| Some(body["message"].as_str()?.to_owned()));
    message.unwrap_or_else(|| String::from_utf8_lossy(body).into_owned())
}

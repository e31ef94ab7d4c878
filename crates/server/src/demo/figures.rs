//! Figures of the business departments: targets that look like a steel company's, and how far each branch meets them.

use rating::number::Number;

use super::{
    book::{Book, Entry, Month, hundredths, tenths, whole},
    company::{Branch, Story},
    layout::{ADMINISTRATION, AUXILIARY, MARKET, NON_PUBLIC, PRODUCTION},
    rng::Rng,
};

/// Share of a full month's output by month, in a thousand: maintenance in summer, limits in the heating season.
const SEASON: [i64; 12] = [940, 900, 960, 1000, 1010, 1000, 985, 975, 1000, 1015, 965, 945];

struct Figures<'a> {
    book: &'a mut Book,
    branch: &'a Branch,
    month: Month,
    /// The target of a branch is its own and stays.
    lasting: Rng,
    rng: Rng,
    /// Strength of this month in hundredths.
    output: i64,
    service: i64,
}

pub(super) fn monthly(book: &mut Book, branch: &Branch, month: Month, seed: u64) {
    let mut rng = Rng::of(seed, "figures", branch.stream * 100 + month.idx as u64);
    let output = branch.output + branch.trend * month.idx + rng.bell(35);
    let service = branch.service + branch.trend * month.idx + rng.bell(35);
    let lasting = Rng::of(seed, "targets", branch.stream);
    let category = branch.category_on(month.last());
    let mut figures = Figures { book, branch, month, lasting, rng, output, service };
    match category {
        PRODUCTION => figures.production(),
        AUXILIARY => figures.auxiliary(),
        ADMINISTRATION => figures.administration(),
        MARKET => figures.market(),
        _ => figures.non_public(),
    }
    figures.common(category);
    if month.ends_quarter() {
        figures.quarterly(category);
    }
}

impl Figures<'_> {
    /// Actual over target in a thousand: mean, what one standard deviation of strength adds, and noise.
    fn ratio(&mut self, strength: i64, mean: i64, per_sd: i64, noise: i64) -> i64 {
        mean + strength * per_sd / 100 + self.rng.bell(noise)
    }

    fn add(&mut self, key: &'static str, name: &str, by: &str, numbers: &[(&'static str, Number)]) {
        let n = self.month.number();
        let day = self.month.last();
        let filed = self.month.period.shifted(1).first_day();
        let days = jiff::Span::new().days(self.rng.within(0, 3));
        let filed = filed.checked_add(days).unwrap_or(filed);
        let entry = Entry::new(key, day, format!("{n}月{name}"), by).filed(filed).numbers(numbers);
        self.book.add(self.branch, entry);
    }

    /// A whole number of things done out of so many, at about this rate in a thousand.
    fn done(&mut self, of: i64, rate: i64) -> i64 {
        (0..of).filter(|_| self.rng.chance(rate.clamp(0, 1000))).count() as i64
    }

    fn seasonal(&mut self, low: i64, high: i64, round: i64) -> i64 {
        let base = self.lasting.within(low, high);
        base * SEASON[self.month.number() as usize - 1] / 1000 / round * round
    }

    fn production(&mut self) {
        let target = self.seasonal(38_000, 172_000, 100);
        let ratio = self.ratio(self.output, 995, 13, 12);
        // Now and then the dispatcher confirms tons lost for reasons outside the branch.
        let affected = if self.rng.chance(120) { target * self.rng.within(5, 25) / 1000 / 10 * 10 } else { 0 };
        let actual = target * ratio / 1000 - affected;
        let numbers = [("actual", whole(actual)), ("target", whole(target)), ("affected", whole(affected))];
        self.add("output", "产量", "生产执行系统接口", &numbers);
        self.contract();
        self.downtime();
        self.energy();
        let target = 9_780 + self.lasting.within(0, 190);
        let ratio = self.ratio(self.output, 9_985, 30, 32);
        let actual = (target * ratio / 10_000).min(9_998);
        if !not_yet(self.branch, self.month, "pass_rate") {
            let numbers = [("actual", hundredths(actual)), ("target", hundredths(target))];
            self.add("pass_rate", "综合合格率", "质量管理系统接口", &numbers);
        }
    }

    fn auxiliary(&mut self) {
        self.support_plan();
        self.response();
        self.downtime();
        self.energy();
        let mark = self.ratio(self.service, 925, 20, 16).clamp(700, 998);
        self.add(
            "service_quality",
            "保障服务质量评分",
            "生产部调度室",
            &[("actual", tenths(mark)), ("target", tenths(950))],
        );
    }

    fn administration(&mut self) {
        let total = self.rng.within(4, 12);
        let rate = self.ratio(self.output, 905, 35, 20);
        let done = self.done(total, rate);
        self.add("supervised", "督办事项办结", "办公室督办科", &[("done", whole(done)), ("total", whole(total))]);
        self.response();
        let ratio = self.ratio(self.output, 992, 16, 16);
        let numbers = [("actual", tenths(ratio)), ("target", tenths(1000))];
        self.add("function_target", "专业管理指标", "运营管理部绩效科", &numbers);
    }

    fn market(&mut self) {
        let target = self.seasonal(4_000, 52_000, 50);
        let actual = target * self.ratio(self.output, 994, 13, 13) / 1000;
        self.add("sales", "购销任务量", "购销系统接口", &[("actual", whole(actual)), ("target", whole(target))]);
        self.contract();
        self.revenue();
        self.receivable();
        self.response();
    }

    fn non_public(&mut self) {
        self.support_plan();
        self.contract();
        self.revenue();
        self.receivable();
        let target = self.seasonal(150, 2_600, 1);
        let actual = target * self.ratio(self.output, 985, 30, 32) / 1000;
        self.add("profit", "利润", "财务系统接口", &[("actual", tenths(actual)), ("target", tenths(target))]);
    }

    fn common(&mut self, category: &str) {
        // Money per ton for those who make something, in ten thousand yuan a month for the others.
        let target =
            if category == PRODUCTION { self.lasting.within(9_000, 98_000) } else { self.lasting.within(800, 9_900) };
        let ratio = self.ratio(self.output, 1004, -11, 11);
        let numbers = [("actual", hundredths(target * ratio / 1000)), ("target", hundredths(target))];
        self.add("cost", "加工成本（可控费用）", "成本核算系统接口", &numbers);
        let most = if matches!(category, ADMINISTRATION | MARKET) { 4 } else { 22 };
        let found = self.rng.within(most / 4, most);
        let rate = self.ratio(self.service, 930, 26, 16);
        let closed = self.done(found, rate);
        self.add("hazards", "隐患排查整改", "安全管理系统接口", &[("found", whole(found)), ("closed", whole(closed))]);
        let received = self.rng.within(0, 1 + self.branch.members / 7);
        let rate = self.ratio(self.service, 905, 34, 20);
        let closed = self.done(received, rate);
        self.add(
            "requests",
            "职工诉求办结",
            "职工诉求平台接口",
            &[("received", whole(received)), ("closed", whole(closed))],
        );
    }

    fn quarterly(&mut self, category: &str) {
        let target = self.lasting.within(20, 480) * 10;
        let actual = target * self.ratio(self.output, 950, 65, 60) / 1000;
        let numbers = [("actual", tenths(actual)), ("target", tenths(target))];
        let quarter = self.month.quarter_title();
        let day = self.month.last();
        let entry = Entry::new("saving", day, format!("{quarter}降本增效额"), "财务部成本科").numbers(&numbers);
        self.book.add(self.branch, entry);
        let hours = (73 + self.service * 7 / 100 + self.rng.bell(6)).clamp(40, 110) / 5 * 5;
        let numbers = [("actual", tenths(hours)), ("target", whole(8))];
        let entry =
            Entry::new("member_training", day, format!("{quarter}党员人均学时"), "教育培训系统接口").numbers(&numbers);
        self.book.add(self.branch, entry);
        let sampled = self.rng.within(5, 8);
        let rate = self.ratio(self.branch.order, 925, 30, 16);
        let matched = self.done(sampled, rate);
        let numbers = [("sampled", whole(sampled)), ("matched", whole(matched))];
        let entry = Entry::new("ledger_check", day, format!("{quarter}台账抽查"), "二级单位党群室").numbers(&numbers);
        self.book.add(self.branch, entry);
        if category == ADMINISTRATION {
            self.poll("unit_poll", &format!("{quarter}基层评机关"), 40, 880);
        }
        if matches!(category, MARKET | NON_PUBLIC) {
            self.poll("customer_poll", &format!("{quarter}客户满意度测评"), 24, 880);
        }
    }

    fn poll(&mut self, key: &'static str, title: &str, about: i64, rate: i64) {
        let voters = about + self.rng.within(-5, 8);
        let content = self.ratio(self.service, rate, 30, 20).clamp(600, 1000);
        let bad = voters - self.done(voters, content);
        let fair = (voters - bad) * self.rng.within(8, 25) / 100;
        let numbers = [("good", whole(voters - bad - fair)), ("fair", whole(fair)), ("bad", whole(bad))];
        self.book
            .add(self.branch, Entry::new(key, self.month.last(), title.to_owned(), "运营管理部").numbers(&numbers));
    }

    fn contract(&mut self) {
        let target = self.seasonal(6_000, 60_000, 10);
        let actual = (target * self.ratio(self.output, 968, 14, 11) / 1000).min(target);
        let due = self.rng.within(24, 90);
        let rate = self.ratio(self.output, 972, 13, 8);
        let done = self.done(due, rate);
        let numbers = [
            ("actual", whole(actual)),
            ("target", whole(target)),
            ("items_done", whole(done)),
            ("items_due", whole(due)),
        ];
        self.add("contract", "合同兑现", "生产执行系统接口", &numbers);
    }

    fn downtime(&mut self) {
        let target = self.lasting.within(40, 160);
        let actual = target * self.ratio(self.output, 985, -80, 90) / 1000;
        let numbers = [("actual", tenths(actual.max(0))), ("target", tenths(target))];
        self.add("downtime", "设备故障停机", "设备管理系统接口", &numbers);
    }

    fn energy(&mut self) {
        let target = self.lasting.within(900, 5_200);
        let actual = target * self.ratio(self.output, 1012, -14, 12) / 1000;
        let numbers = [("actual", hundredths(actual)), ("target", hundredths(target))];
        self.add("energy", "工序能耗", "能源管理系统接口", &numbers);
    }

    fn support_plan(&mut self) {
        let target = self.lasting.within(40, 130) + self.rng.within(-8, 8);
        let rate = self.ratio(self.output, 972, 12, 8);
        let actual = self.done(target, rate);
        let numbers = [("actual", whole(actual)), ("target", whole(target))];
        self.add("support_plan", "保障（经营）计划完成", "计划管理系统接口", &numbers);
    }

    fn response(&mut self) {
        let total = self.lasting.within(20, 110) + self.rng.within(-6, 12);
        let rate = self.ratio(self.service, 928, 25, 14);
        let timely = self.done(total, rate);
        self.add("response", "响应办理", "业务办理系统接口", &[("timely", whole(timely)), ("total", whole(total))]);
    }

    fn revenue(&mut self) {
        let target = self.seasonal(300, 9_800, 5);
        let actual = target * self.ratio(self.output, 968, 32, 34) / 1000;
        self.add("revenue", "营业收入", "财务系统接口", &[("actual", whole(actual)), ("target", whole(target))]);
    }

    fn receivable(&mut self) {
        if not_yet(self.branch, self.month, "receivable") {
            return;
        }
        let target = self.seasonal(200, 8_800, 5);
        let actual = target * self.ratio(self.output, 940, 24, 16) / 1000;
        self.add(
            "receivable",
            "货款回收",
            "财务系统接口",
            &[("actual", whole(actual.min(target))), ("target", whole(target))],
        );
    }
}

/// What a department has not entered yet for the last month: the points of these branches wait.
fn not_yet(branch: &Branch, month: Month, key: &str) -> bool {
    let last = month.idx + 1 == i64::from(super::company::N_MONTHS);
    let unit = if key == "pass_rate" { "宽厚板厂" } else { "国际贸易公司" };
    last && branch.unit_name == unit && branch.story != Some(Story::New)
}

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::Attendee;

fn body(account: &str) -> RecordBody {
    RecordBody { account: Some(account.to_owned()), ..RecordBody::default() }
}

fn prose(account: &str) -> Prose {
    Prose::of(&body(account), &["一高炉党支部", "炼铁厂党委"])
}

fn meets(one: &Prose, other: &Prose) -> bool {
    let other: HashSet<i64> = other.buckets().into_iter().collect();
    one.buckets().iter().any(|bucket| other.contains(bucket))
}

const ACCOUNT: &str = "9月10日下午，支部党员分三组到高炉炉前、热风炉和矿槽查找身边隐患，共找出松动的防护栏三处、照明损坏五处、\
煤气报警器标签脱落两处。防护栏和照明当场由检修班处理，报警器由点检员李明在三天内重新校验。党员王磊提出交接班时逐个确认报警器\
读数，支部采纳并写进交接班本，下月主题党日检查做得怎么样。";

/// Nothing in common but the subject.
const OTHER: &str = "上午党员到转炉平台参加志愿清扫，清出废旧耐材约两吨，平台通道恢复畅通。休息时青年党员讲了自己跟师傅学看火的经历，\
老党员赵刚说起当年平炉拆除的往事。大家商定每季度第一周由一个班组负责平台卫生，名单贴在操作室门口，由工会组长记录。";

#[test]
fn a_text_copied_with_another_name_is_found_and_shown_side_by_side() {
    let copied = ACCOUNT.replace("高炉炉前、热风炉和矿槽", "转炉炉前、加料跨和渣跨").replace("李明", "孙浩");
    let (ours, theirs) = (prose(ACCOUNT), prose(&copied));
    assert!(meets(&ours, &theirs));
    let found = compare(&ours, &theirs, &HashSet::new()).unwrap();
    assert!(found.share >= 75, "{}", found.share);
    let passage = &found.shared[0];
    assert_eq!(passage.at, "account");
    assert!(
        passage.ours.contains("防护栏和照明当场由检修班处理")
            && passage.theirs.contains("防护栏和照明当场由检修班处理")
    );
    assert!(passage.ours.contains("李明") && passage.theirs.contains("孙浩"));
}

#[test]
fn last_years_text_with_another_year_is_the_same_text() {
    let last_year = ACCOUNT.replace("9月10日", "2025年9月11日").replace("三天", "3天");
    let found = compare(&prose(ACCOUNT), &prose(&last_year), &HashSet::new()).unwrap();
    assert!(found.share >= 95, "{}", found.share);
    assert!(meets(&prose(ACCOUNT), &prose(&last_year)));
}

#[test]
fn two_texts_about_like_things_are_no_copies() {
    assert!(!meets(&prose(ACCOUNT), &prose(OTHER)));
    assert_eq!(compare(&prose(ACCOUNT), &prose(OTHER), &HashSet::new()), None);
    assert!(likeness(&prose(ACCOUNT), &prose(OTHER)) < 10);
}

#[test]
fn what_every_record_says_is_no_copy() {
    let fixed = "会议由党支部书记主持。应到党员15人，实到党员14人，符合规定人数，会议有效。会议经讨论一致同意。\
        会议传达学习了上级党委有关文件精神，与会党员结合工作实际进行了交流发言。";
    let one = format!("{fixed}检修期间突击队分成两班。");
    let other = format!("{fixed}困难职工名单报工会。");
    assert!(!meets(&prose(&one), &prose(&other)));
    assert_eq!(compare(&prose(&one), &prose(&other), &HashSet::new()), None);
}

#[test]
fn what_many_branches_were_given_does_not_count_but_the_own_words_do() {
    let given = "按照公司统一安排，本次主题党日学习节能降耗工作方案，方案提出吨钢综合能耗、自发电比例和水耗三项指标，各单位逐级分解到工序，班组按周公布用电用水数字，完不成的说明原因。";
    let ours = prose(&format!("{given}{ACCOUNT}"));
    let copied = prose(&format!("{given}{ACCOUNT}"));
    let others: Vec<(String, Prose)> = (0..COMMON).map(|n| (format!("B{n}"), prose(given))).collect();
    let common = common(&ours, others.iter().map(|(branch, prose)| (branch.as_str(), prose)));
    assert_eq!(compare(&ours, &others[0].1, &common), None);
    let found = compare(&ours, &copied, &common).unwrap();
    assert!(found.shared.iter().all(|passage| !passage.ours.contains("吨钢综合能耗")), "{found:?}");
    // Of one branch less it would be a copy.
    let given = prose(given);
    let fewer = super::common(&given, others[1..].iter().map(|(branch, prose)| (branch.as_str(), prose)));
    assert!(compare(&given, &others[0].1, &fewer).is_some());
}

#[test]
fn the_same_text_every_month_of_one_branch_stays_a_copy() {
    let months: Vec<Prose> = (0..12).map(|_| prose(ACCOUNT)).collect();
    let common = common(&prose(ACCOUNT), months.iter().map(|prose| ("B1", prose)));
    assert!(common.is_empty());
}

#[test]
fn one_copied_topic_among_new_ones_is_found() {
    let agenda = |texts: &[&str]| {
        let topic = |text: &&str| crate::Agenda { summary: Some((*text).to_owned()), ..crate::Agenda::default() };
        Prose::of(&RecordBody { agenda: texts.iter().map(topic).collect(), ..RecordBody::default() }, &[])
    };
    let new = "听取党小组长关于责任区划分的说明，同意把皮带通廊划给二组，每周五由组长带人清扫一次并在班前会上说明。"
        .repeat(2);
    let (ours, theirs) = (agenda(&[&new, ACCOUNT]), agenda(&[OTHER, ACCOUNT]));
    assert!(meets(&ours, &theirs));
    let found = compare(&ours, &theirs, &HashSet::new()).unwrap();
    assert!(found.shared.iter().all(|passage| passage.at == "agenda.1.summary"));
}

#[test]
fn names_of_those_who_were_there_do_not_make_a_copy_another_text() {
    let with = |name: &str| {
        let attendee = Attendee {
            member_id: None,
            name: name.to_owned(),
            voter: true,
            status: crate::Attendance::Present,
            reason: None,
        };
        let account = format!(
            "{name}讲了巡检中发现的问题，{name}带人把阀门井的积水抽干，{name}还教会两名徒弟用测温枪判断轴承温度。"
        );
        Prose::of(&RecordBody { attendance: vec![attendee], ..body(&account) }, &[])
    };
    assert_eq!(likeness(&with("周建国"), &with("吴敏")), 100);
}

#[test]
fn short_texts_are_not_compared() {
    let short = prose("按计划完成，问题已列入下月安排。");
    assert!(short.buckets().is_empty());
    assert_eq!(compare(&short, &short, &HashSet::new()), None);
}

/// A sentence of words from the floor, of its own sort for each number.
fn sentence(n: usize) -> String {
    let who = ["点检员", "炉前工", "天车工", "电工", "调度员", "化验员", "仪表工", "焊工"];
    let what = ["查出", "修好", "更换", "记录", "清理", "校验", "标出", "拆下"];
    let which = [
        "松动的栏杆",
        "漏水的阀门",
        "烧坏的灯具",
        "磨损的轴承",
        "积灰的电缆沟",
        "失准的压力表",
        "堵住的滤网",
        "老化的胶管",
    ];
    let then = [
        "交给检修班处理",
        "当天复查合格",
        "写进交接班本",
        "贴上了标签",
        "报给作业长",
        "列入月底计划",
        "拍给班组学习",
        "请厂家来看",
    ];
    let pick = |list: &[&str; 8], shift: usize| list[(n >> shift) % 8].to_owned();
    format!("{}{}{}，{}。", pick(&who, 0), pick(&what, 3), pick(&which, 6), pick(&then, 9))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn likeness_is_the_same_from_both_sides(one in proptest::collection::vec(0_usize..4096, 0..12), other in proptest::collection::vec(0_usize..4096, 0..12)) {
        let text = |ns: &[usize]| prose(&ns.iter().map(|n| sentence(*n)).collect::<String>());
        let (one, other) = (text(&one), text(&other));
        prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
        prop_assert!(likeness(&one, &other) <= 100);
    }

    // Five of the shortest sentences are as many characters as are worth comparing.
    #[test]
    fn a_text_is_quite_like_itself_and_shares_all_buckets(ns in proptest::collection::vec(0_usize..4096, 5..12)) {
        let text = prose(&ns.iter().map(|n| sentence(*n)).collect::<String>());
        prop_assert_eq!(likeness(&text, &text), 100);
        prop_assert!(!text.buckets().is_empty());
        let found = compare(&text, &text, &HashSet::new()).unwrap();
        prop_assert!(found.share >= 90, "{}", found.share);
    }

    #[test]
    fn the_order_of_sentences_hardly_matters(ns in proptest::collection::hash_set(0_usize..4096, 6..12), turn in 1_usize..6) {
        let ns: Vec<usize> = ns.into_iter().collect();
        let mut turned = ns.clone();
        turned.rotate_left(turn % ns.len());
        let text = |ns: &[usize]| prose(&ns.iter().map(|n| sentence(*n)).collect::<String>());
        prop_assert!(likeness(&text(&ns), &text(&turned)) >= 85);
    }

    #[test]
    fn a_record_is_found_by_a_bounded_number_of_buckets(ns in proptest::collection::vec(0_usize..4096, 0..200)) {
        let text = prose(&ns.iter().map(|n| sentence(*n)).collect::<String>());
        prop_assert!(text.buckets().len() <= 16 * 8);
    }
}

//! Short accounts of theme days in a branch's own words; here and there one is copied, as it happens, so that a reviewer
//! has something to find.

use std::collections::HashMap;

use jiff::civil::Date;

use super::rng::Rng;

const WHO: &[&str] = &[
    "点检员",
    "炉前班长",
    "天车司机",
    "值班电工",
    "调度员",
    "化验员",
    "仪表工",
    "焊工",
    "装车工",
    "成本员",
    "青年党员",
    "退休老党员",
    "安全员",
    "工会组长",
    "检修班长",
    "技术员",
];
const DID: &[&str] = &[
    "讲了夜班处理跑料的经过",
    "带大家看了新换的除尘布袋",
    "算了一笔返回料的账",
    "演示了四合一报警仪的用法",
    "提出把工具柜移到平台东侧",
    "翻出十年前的交接班本念了两页",
    "把漏油点画成一张图贴在休息室",
    "说起徒弟独立顶岗的难处",
    "列出最费电的三台水泵",
    "教新来的同事辨认管道色标",
    "建议错峰检修两条皮带",
    "比较了两种耐材的使用天数",
    "汇总了职工对食堂的意见",
    "现场拆开一只旧轴承讲润滑",
    "带来用户退回的样品让大家传看",
    "念了写给家属的安全信",
];
const FOUND: &[&str] = &[
    "松动的护栏",
    "积灰的电缆桥架",
    "脱落的警示牌",
    "失准的压力表",
    "堵塞的排水沟",
    "缺油的减速机",
    "破损的防护网",
    "漏气的快速接头",
    "过期的灭火器",
    "磨损的吊带",
    "不亮的楼梯灯",
    "卡涩的闸阀",
];
const THEN: &[&str] = &[
    "当场收拾停当",
    "记在责任区本子上由小组长跟踪",
    "交检修班排进定修",
    "请厂家下周来看",
    "领了备件第二天装好",
    "报给作业区协调停机时间",
    "由两名党员认领",
    "写进班前会提醒",
];
const ALSO: &[&str] = &[
    "顺带核对了党员责任区的名单，三处换了人。",
    "有同志问起岗位津贴，作业长答应下周说明。",
    "学习只用了半小时，其余时间都在现场。",
    "新转来的党员作了自我介绍。",
    "上月提的五条意见逐条说了办理结果。",
    "两名徒弟跟着师傅走了一遍巡检路线。",
    "大家对冬季防冻提了看法，汇总后交设备室。",
    "请外协单位的班长一同参加，听他讲了难处。",
    "临时抢修来了活，提前一刻钟结束。",
    "会上定下由谁去看望住院的老师傅。",
    "把去年同期的设备故障翻出来比了比。",
    "讨论时有不同意见，都记下来留待下次再议。",
];
const LAST: &[&str] = &[
    "散会后大家一起把场地打扫干净，倒班的同志由小组长次日补讲。",
    "没有当班的都到了，上夜班的四位看了小组长写的要点。",
    "下次想请营销的同志来讲讲用户怎么看我们的产品。",
    "有人说内容实在、时间不长，愿意常来。",
    "意见收了六条，能办的三条月底前办，不能办的当面说明原因。",
    "两名积极分子旁听，会后各写了一段自己的想法。",
    "大家约定少讲套话，每次只议一件事。",
    "支部把要点发在班组群里，不另外写材料。",
    "原定的参观因检修改期，改在操作室座谈。",
    "作业长到场听了意见，答应调整一次排班试试。",
];

/// What was written so far, by branch (in order) and month.
#[derive(Default)]
pub(super) struct Accounts(HashMap<(usize, i8), String>);

impl Accounts {
    /// The account of a theme day on `on` in the branch with this number. Since September every ninth branch takes the text
    /// of its neighbour and every eleventh that of its own last month.
    pub(super) fn write(&mut self, branch: usize, on: Date, rng: &mut Rng) -> String {
        let written = written(rng);
        let recent = on.year() == 2026 && on.month() >= 9;
        let from = match (branch % 9, branch % 11) {
            (4, _) if recent => self.0.get(&(branch - 1, on.month())),
            (_, 3) if recent => self.0.get(&(branch, on.month() - 1)),
            _ => None,
        };
        let text = from.cloned().unwrap_or(written);
        self.0.insert((branch, on.month()), text.clone());
        text
    }
}

fn written(rng: &mut Rng) -> String {
    let (one, other) = (rng.pick(WHO), rng.pick(WHO));
    let other: &str = if one == other { "另一位党员" } else { other };
    format!(
        "{one}{}，{other}{}。看现场时发现{}和{}，{}；{}，{}。{}{}",
        rng.pick(DID),
        rng.pick(DID),
        rng.pick(FOUND),
        rng.pick(FOUND),
        rng.pick(THEN),
        rng.pick(FOUND),
        rng.pick(THEN),
        rng.pick(ALSO),
        rng.pick(LAST)
    )
}

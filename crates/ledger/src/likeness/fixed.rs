//! Phrases that every record has because meetings are written down like this. Who uses them copies from nobody.

use std::{collections::HashSet, sync::OnceLock};

use super::{plain::plain, sketch::shingles};

/// Our own wording of what minutes usually say; figures and dates are left out before the comparison.
const PHRASES: [&str; 30] = [
    "会议由党支部书记主持会议由支部书记主持会议由支部委员主持",
    "应到党员人，实到党员人，符合规定人数，会议有效",
    "应到会党员人实到会党员人因事请假人因公请假人因病请假人",
    "应到会人实到会人，到会人数超过应到会人数的半数，符合规定，可以开会",
    "出席人缺席人列席人缺席人员已履行请假手续",
    "有表决权的党员人，实到有表决权的党员人，符合规定人数",
    "会议经过充分讨论一致同意会议经讨论一致同意会议经讨论一致通过",
    "会议以举手表决的方式一致通过会议采取无记名投票方式进行表决",
    "赞成票反对票弃权票表决结果赞成反对弃权",
    "全体党员参加了本次主题党日活动全体党员参加了本次党员大会",
    "支部全体党员参加会议支部全体委员参加会议",
    "会议认为会议要求会议强调会议指出会议决定会议听取了汇报",
    "会议传达学习了上级党委有关文件精神会议传达学习上级有关会议精神",
    "会前组织党员开展了集中学习会前与党员进行了谈心谈话",
    "与会党员结合工作实际进行了交流发言与会人员进行了讨论发言",
    "大家结合自身岗位谈了学习体会党员同志们纷纷表示",
    "党员轮流发言畅谈学习体会和收获",
    "重温入党誓词奏唱国歌全体起立唱国歌",
    "深入学习贯彻新时代中国特色社会主义思想",
    "深入学习贯彻落实党的全国代表大会精神",
    "增强四个意识坚定四个自信做到两个维护",
    "深刻领悟两个确立的决定性意义",
    "充分发挥党支部战斗堡垒作用和党员先锋模范作用",
    "充分发挥党员先锋模范作用充分发挥支部战斗堡垒作用",
    "不断增强党支部的凝聚力和战斗力",
    "中国共产党支部工作条例试行中国共产党章程中国共产党纪律处分条例",
    "三会一课主题党日组织生活会民主评议党员谈心谈话",
    "严格落实三会一课制度认真落实组织生活制度",
    "会议记录人会议地点会议时间主持人记录人",
    "由支部委员分工负责抓好落实下次会议通报进展情况",
];

/// The shingles of the fixed phrases.
pub(super) fn fixed() -> &'static HashSet<u64> {
    static FIXED: OnceLock<HashSet<u64>> = OnceLock::new();
    FIXED.get_or_init(|| {
        let of = |phrase: &&str| shingles(&plain(&phrase.chars().collect::<Vec<_>>(), &[]).chars);
        PHRASES.iter().flat_map(of).collect()
    })
}

//! The bodies of the demonstration company: units, general branches and branches by category. All names are invented.

/// Category codes of the 5521 scheme.
pub(super) const PRODUCTION: &str = "production";
pub(super) const AUXILIARY: &str = "auxiliary";
pub(super) const ADMINISTRATION: &str = "administration";
pub(super) const MARKET: &str = "market";
pub(super) const NON_PUBLIC: &str = "non_public";

pub(super) struct Unit {
    pub(super) name: &'static str,
    /// General branches between unit and branch; an empty name for branches right below the unit.
    pub(super) parts: &'static [Part],
}

pub(super) struct Part {
    /// Name of the general branch, or nothing.
    pub(super) general: &'static str,
    pub(super) category: &'static str,
    /// Names without the ending 党支部, separated by spaces.
    pub(super) branches: &'static str,
}

const fn part(general: &'static str, category: &'static str, branches: &'static str) -> Part {
    Part { general, category, branches }
}

pub(super) const COMPANY: &str = "燕岭钢铁集团有限公司党委";

pub(super) const UNITS: &[Unit] = &[
    Unit {
        name: "炼铁厂",
        parts: &[
            part("一高炉", PRODUCTION, "一号高炉炉前作业区 一号高炉值班作业区 一号高炉上料作业区 一号高炉热风炉作业区"),
            part("二高炉", PRODUCTION, "二号高炉炉前作业区 二号高炉值班作业区 二号高炉上料作业区 二号高炉热风炉作业区"),
            part("三高炉", PRODUCTION, "三号高炉炉前作业区 三号高炉值班作业区 三号高炉上料作业区 三号高炉热风炉作业区"),
            part("", PRODUCTION, "喷煤作业区 铸铁作业区 水渣作业区 碾泥作业区"),
            part("", AUXILIARY, "炼铁厂设备点检作业区 炼铁厂除尘作业区"),
            part("", ADMINISTRATION, "炼铁厂机关 炼铁厂生产技术室"),
        ],
    },
    Unit {
        name: "炼钢厂",
        parts: &[
            part(
                "一炼钢",
                PRODUCTION,
                "一炼钢铁水预处理作业区 一炼钢转炉作业区 一炼钢精炼作业区 一炼钢板坯连铸作业区 一炼钢方坯连铸作业区",
            ),
            part(
                "二炼钢",
                PRODUCTION,
                "二炼钢铁水预处理作业区 二炼钢转炉作业区 二炼钢精炼作业区 二炼钢板坯连铸作业区 二炼钢方坯连铸作业区",
            ),
            part("", PRODUCTION, "电炉作业区 废钢配料作业区"),
            part("", AUXILIARY, "炼钢厂天车作业区 炼钢厂设备点检作业区 炼钢厂修包作业区 炼钢厂除尘作业区"),
            part("", ADMINISTRATION, "炼钢厂机关 炼钢厂生产技术室"),
        ],
    },
    Unit {
        name: "烧结厂",
        parts: &[
            part(
                "",
                PRODUCTION,
                "一烧作业区 二烧作业区 三烧作业区 球团作业区 配料作业区 混匀料场作业区 成品筛分作业区",
            ),
            part("", AUXILIARY, "烧结厂脱硫脱硝作业区 烧结厂设备点检作业区 烧结厂皮带运输作业区"),
            part("", ADMINISTRATION, "烧结厂机关"),
        ],
    },
    Unit {
        name: "焦化厂",
        parts: &[
            part(
                "",
                PRODUCTION,
                "炼焦一作业区 炼焦二作业区 炼焦三作业区 备煤作业区 干熄焦作业区 化产回收作业区 煤气净化作业区 筛焦作业区",
            ),
            part("", AUXILIARY, "焦化厂热修作业区 焦化厂设备点检作业区 焦化厂水处理作业区"),
            part("", ADMINISTRATION, "焦化厂机关 焦化厂生产技术室"),
        ],
    },
    Unit {
        name: "热轧厂",
        parts: &[
            part(
                "1780线",
                PRODUCTION,
                "1780线加热作业区 1780线轧制甲作业区 1780线轧制乙作业区 1780线精整作业区 1780线成品作业区",
            ),
            part(
                "2250线",
                PRODUCTION,
                "2250线加热作业区 2250线粗轧作业区 2250线精轧作业区 2250线卷取作业区 2250线精整作业区",
            ),
            part("", AUXILIARY, "热轧厂磨辊作业区 热轧厂设备点检作业区 热轧厂水处理作业区"),
            part("", ADMINISTRATION, "热轧厂机关 热轧厂生产技术室"),
        ],
    },
    Unit {
        name: "冷轧厂",
        parts: &[
            part(
                "",
                PRODUCTION,
                "酸轧作业区 连退作业区 一镀锌作业区 二镀锌作业区 彩涂作业区 罩退作业区 平整作业区 重卷作业区 冷轧包装作业区",
            ),
            part("", AUXILIARY, "冷轧厂公辅作业区 冷轧厂磨辊作业区 冷轧厂设备点检作业区"),
            part("", ADMINISTRATION, "冷轧厂机关 冷轧厂生产技术室"),
        ],
    },
    Unit {
        name: "棒线材厂",
        parts: &[
            part(
                "棒材",
                PRODUCTION,
                "一棒加热作业区 一棒轧制作业区 一棒精整作业区 二棒加热作业区 二棒轧制作业区 二棒精整作业区",
            ),
            part(
                "线材",
                PRODUCTION,
                "一高线加热作业区 一高线轧制作业区 一高线精整作业区 二高线轧制作业区 二高线精整作业区",
            ),
            part("", PRODUCTION, "角钢轧制作业区 角钢精整作业区"),
            part("", AUXILIARY, "棒线材厂轧辊导卫作业区 棒线材厂设备点检作业区"),
            part("", ADMINISTRATION, "棒线材厂机关 棒线材厂生产技术室"),
        ],
    },
    Unit {
        name: "宽厚板厂",
        parts: &[
            part(
                "",
                PRODUCTION,
                "宽厚板加热作业区 宽厚板轧制作业区 宽厚板剪切作业区 宽厚板热处理作业区 宽厚板探伤作业区 宽厚板成品作业区",
            ),
            part("", AUXILIARY, "宽厚板厂设备点检作业区 宽厚板厂水处理作业区"),
            part("", ADMINISTRATION, "宽厚板厂机关"),
        ],
    },
    Unit {
        name: "矿业公司",
        parts: &[
            part("北山铁矿", PRODUCTION, "北山铁矿采剥作业区 北山铁矿穿爆作业区 北山铁矿汽运作业区 北山铁矿破碎作业区"),
            part("选矿厂", PRODUCTION, "磨选一作业区 磨选二作业区 过滤作业区 尾矿作业区"),
            part("", PRODUCTION, "石灰石矿采矿作业区 石灰石矿破碎作业区"),
            part("", AUXILIARY, "矿业公司机修作业区 矿业公司供电作业区"),
            part("", ADMINISTRATION, "矿业公司机关 矿业公司生产技术室"),
        ],
    },
    Unit {
        name: "设备能源部",
        parts: &[
            part(
                "动力",
                AUXILIARY,
                "一总降供电作业区 二总降供电作业区 高炉煤气作业区 转炉煤气作业区 焦炉煤气作业区 制氧一作业区 制氧二作业区 空压作业区",
            ),
            part("水务", AUXILIARY, "净环水作业区 浊环水作业区 生活水作业区 污水处理作业区"),
            part("发电", AUXILIARY, "余热发电作业区 煤气发电作业区 燃气轮机作业区 新能源发电作业区 氢能利用作业区"),
            part("", ADMINISTRATION, "设备管理室 能源管理室 能源调度室"),
        ],
    },
    Unit {
        name: "检修公司",
        parts: &[
            part("炼铁检修", AUXILIARY, "高炉机械检修作业区 高炉电气检修作业区 烧结检修作业区 焦化检修作业区"),
            part("炼钢检修", AUXILIARY, "转炉机械检修作业区 转炉电气检修作业区 连铸检修作业区 天车检修作业区"),
            part("轧钢检修", AUXILIARY, "热轧检修作业区 冷轧检修作业区 棒线检修作业区 宽厚板检修作业区"),
            part("", AUXILIARY, "电机修理作业区 液压润滑作业区 自动化仪表作业区 机加工作业区 特种焊接作业区"),
            part("", MARKET, "检修公司外部市场部"),
            part("", ADMINISTRATION, "检修公司机关"),
        ],
    },
    Unit {
        name: "物流中心",
        parts: &[
            part("铁运", AUXILIARY, "铁运机务作业区 铁运车务作业区 铁运工务作业区 铁运电务作业区"),
            part(
                "",
                AUXILIARY,
                "汽运一作业区 汽运二作业区 工程机械作业区 原料装卸作业区 成品装卸作业区 仓储作业区 计量作业区 废钢加工作业区",
            ),
            part("", ADMINISTRATION, "物流中心机关 物流调度室"),
        ],
    },
    Unit {
        name: "质量检测中心",
        parts: &[
            part(
                "",
                AUXILIARY,
                "原料检验作业区 铁区化验作业区 钢区化验作业区 物理检验作业区 热轧质检作业区 冷轧质检作业区 棒线质检作业区 宽厚板质检作业区 金相检验作业区 计量检定作业区",
            ),
            part("", ADMINISTRATION, "质量检测中心机关"),
        ],
    },
    Unit {
        name: "技术中心",
        parts: &[
            part(
                "",
                AUXILIARY,
                "汽车板研究室 结构钢研究室 建材研究室 炼铁技术研究室 炼钢技术研究室 中试作业区 分析测试作业区",
            ),
            part("", ADMINISTRATION, "科技管理室 标准化室"),
        ],
    },
    Unit {
        name: "集团机关",
        parts: &[part(
            "",
            ADMINISTRATION,
            "党委办公室 党委组织部 党委宣传部 纪委机关 工会 团委 人力资源部 财务部 运营管理部 投资规划部 生产部 技术质量部 安全环保部 法务审计部 信息化部 行政保卫部 档案史志室 离退休管理中心 土地房产处 招标办公室 信访工作室 产教融合中心",
        )],
    },
    Unit {
        name: "采购中心",
        parts: &[
            part(
                "",
                MARKET,
                "铁矿石采购部 煤焦采购部 合金采购部 废钢采购部 设备备件采购部 材料采购部 工程采购部 进口煤采购部 供应商管理部",
            ),
            part("", ADMINISTRATION, "采购中心综合管理部"),
        ],
    },
    Unit {
        name: "营销公司",
        parts: &[
            part("板材营销", MARKET, "汽车用钢营销部 家电用钢营销部 热轧板卷营销部 宽厚板营销部"),
            part("建材营销", MARKET, "螺纹钢营销部 线材营销部 角钢营销部 型材营销部 重点工程营销部"),
            part(
                "区域公司",
                MARKET,
                "京津区域公司 石济区域公司 东北区域公司 华东区域公司 华中区域公司 华南区域公司 西北区域公司 西南区域公司",
            ),
            part("", MARKET, "加工配送部 电子商务部 客户服务部"),
            part("", ADMINISTRATION, "营销公司综合管理部"),
        ],
    },
    Unit {
        name: "国际贸易公司",
        parts: &[
            part(
                "",
                MARKET,
                "板材出口部 建材出口部 进口矿贸易部 航运业务部 关务单证部 东南亚业务部 中东业务部 南美业务部",
            ),
            part("", ADMINISTRATION, "国际贸易公司综合管理部"),
        ],
    },
    Unit {
        name: "建筑安装公司",
        parts: &[part(
            "",
            NON_PUBLIC,
            "建安土建一项目部 建安土建二项目部 建安筑炉项目部 建安机电安装项目部 建安钢结构制作部 建安防腐保温项目部 建安市政项目部 建安设备租赁部 建安电梯维保部 建安预拌混凝土部 建安机关",
        )],
    },
    Unit {
        name: "新材料合资公司",
        parts: &[part(
            "",
            NON_PUBLIC,
            "新材料热处理车间 新材料拉拔车间 新材料表面处理车间 新材料质检车间 新材料包装车间 新材料销售部 新材料综合部 新材料研发部",
        )],
    },
    Unit {
        name: "多元发展公司",
        parts: &[
            part(
                "",
                NON_PUBLIC,
                "多元矿渣微粉厂 多元耐火材料厂 多元包装材料厂 多元劳保用品厂 多元印务公司 多元环保科技公司 多元余热供暖公司",
            ),
            part("", MARKET, "多元贸易部 多元酒店餐饮部 多元物业服务部"),
            part("", ADMINISTRATION, "多元发展公司机关"),
        ],
    },
    Unit {
        name: "兴岭运输公司",
        parts: &[part(
            "",
            NON_PUBLIC,
            "兴岭长途车队 兴岭短倒车队 兴岭危货车队 兴岭修理厂 兴岭货运代理部 兴岭仓储部 兴岭机关",
        )],
    },
];

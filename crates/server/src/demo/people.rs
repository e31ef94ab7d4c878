//! Invented personal names.

use super::rng::Rng;

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰施洪";
const FIRST: &str = "建国志文海永庆学明春晓立保德长新兴铁宝玉伟宏振金光世瑞广云景月俊永连继正丽秀淑雪红艳婷静慧";
const SECOND: &str = "军强平华林峰勇涛斌辉刚杰亮鹏飞波成山河田民生东利武江松柏泉义忠宇洋超龙娟芳敏霞英梅玲燕萍琴";

/// Hands out names and never the same one twice.
#[derive(Debug)]
pub(super) struct People {
    rng: Rng,
    used: std::collections::BTreeSet<String>,
}

impl People {
    pub(super) fn new(seed: u64) -> People {
        People { rng: Rng::of(seed, "people", 0), used: std::collections::BTreeSet::new() }
    }

    /// Names that it is not to hand out.
    pub(super) fn reserve(&mut self, names: &[String]) {
        self.used.extend(names.iter().cloned());
    }

    pub(super) fn name(&mut self) -> String {
        loop {
            let mut name = String::new();
            name.push(one(&mut self.rng, SURNAMES));
            if !self.rng.chance(180) {
                name.push(one(&mut self.rng, FIRST));
            }
            name.push(one(&mut self.rng, SECOND));
            if self.used.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// Whether a name from here is a woman's.
pub(super) fn is_womans(name: &str) -> bool {
    name.chars().skip(1).any(|sign| "秀淑雪红艳婷静慧娟芳敏霞英梅玲燕萍琴".contains(sign))
}

fn one(rng: &mut Rng, from: &str) -> char {
    let place = rng.within(0, from.chars().count() as i64 - 1) as usize;
    from.chars().nth(place).expect("the place is inside the text")
}

//! What an order means for the ledger, for periods that run and for those that are sealed, in words.

use std::collections::HashMap;

use rating::period::{Cycle, Period};

use super::{Change, Ground, Order};

/// What an effect is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Organisation,
    Members,
    Ledger,
    Running,
    Sealed,
    Accounts,
}

/// One thing that the order does or leaves alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    pub area: Area,
    pub text: String,
}

pub(super) fn of(
    ground: &Ground<'_>,
    order: &Order,
    rosters: &HashMap<String, Vec<String>>,
    roles: i64,
) -> Vec<Effect> {
    let mut told = Vec::new();
    let mut say = |area, text: String| told.push(Effect { area, text });
    let on = order.on;
    let month = Period::holding(on, Cycle::Month);
    let quarter = month.widened(Cycle::Quarter);
    let name = |id: &str| ground.name(id, on).to_owned();
    let moved: usize = rosters.values().map(Vec::len).sum();
    match &order.change {
        Change::Found { kind, name: new, parent, .. } => {
            say(Area::Organisation, format!("自 {on} 起，“{}”下设{}“{}”。", name(parent), kind.title(), new.trim()));
            if *kind == store::OrgKind::Branch {
                say(Area::Members, "名册为空；请转入党员、任命书记，并登记换届选举。".to_owned());
                say(Area::Ledger, format!("自 {on} 起应开展组织生活并填报台账；此前不应履行的不算缺。"));
                say(Area::Running, format!("从{}起评定；当月只按成立之后的日子考核。", month.title()));
            }
        }
        Change::Rename { org, name: new } => {
            say(
                Area::Organisation,
                format!("自 {on} 起，“{}”更名为“{}”；此前的文件和结果中查得到原名。", name(org), new.trim()),
            );
            say(Area::Ledger, "台账记录、任务和期限不变。".to_owned());
            say(Area::Running, "正在进行的周期照常评定，分值不变，按新名称显示。".to_owned());
        }
        Change::Recategorise { org, category } => {
            let now = ground.org(org).span_on(on).category.clone().unwrap_or_default();
            let (old, new) = (ground.category_name(&now), ground.category_name(category));
            say(Area::Organisation, format!("自 {on} 起，“{}”由“{old}”调整为“{new}”。", name(org)));
            say(Area::Ledger, "已填的台账记录不变；应填事项自该日起按新类别的办法。".to_owned());
            let text = format!(
                "类别以周期最后一天为准：从{}、{}起按“{new}”的标准评分，与同类比较排名；此前的周期不受影响。",
                month.title(),
                quarter.title()
            );
            say(Area::Running, text);
        }
        Change::Move { org, parent } => {
            let old = ground.org(org).span_on(on).parent.clone();
            let old = old.map_or_else(String::new, |id| name(&id));
            say(Area::Organisation, format!("自 {on} 起，“{}”由“{old}”划归“{}”。", name(org), name(parent)));
            say(Area::Ledger, "台账随支部走；自该日起由新的上级查看、审核，原上级不再可见。".to_owned());
            let text = format!("归属以周期最后一天为准：从{}起计入“{}”的统计和排名。", month.title(), name(parent));
            say(Area::Running, text);
        }
        Change::Merge { org, others } => {
            let names: Vec<String> = others.iter().map(|id| format!("“{}”", name(id))).collect();
            let names = names.join("、");
            say(Area::Organisation, format!("自 {on} 起，{names}并入“{}”，原支部撤销。", name(org)));
            let text =
                format!("{moved} 名党员自该日起转入“{}”，原支部的职务同时终止；请重新编组、补选委员。", name(org));
            say(Area::Members, text);
            let text = format!("原支部台账到 {on} 前一日为止，仍可查看，不能再填；自该日起在“{}”填报。", name(org));
            say(Area::Ledger, text);
            let text = format!(
                "原支部从{}、{}起不再评定（周期最后一天已不存在）；“{}”照常评定，不承接原支部的加扣分。",
                month.title(),
                quarter.title(),
                name(org)
            );
            say(Area::Running, text);
        }
        Change::Split { org, parts } => {
            let names: Vec<String> = parts.iter().map(|part| format!("“{}”", part.name.trim())).collect();
            say(Area::Organisation, format!("自 {on} 起，从“{}”分设{}。", name(org), names.join("、")));
            let going: usize = parts.iter().map(|part| part.members.len()).sum();
            let text = format!("{going} 名党员转入新党支部，其余 {} 名留在“{}”。", moved - going, name(org));
            say(Area::Members, text);
            say(Area::Ledger, format!("原有台账留在“{}”；新党支部自 {on} 起填报，此前的不算缺。", name(org)));
            say(Area::Running, format!("新党支部从{}起评定，没有以往星级；“{}”照常评定。", month.title(), name(org)));
        }
        Change::Close { org } => {
            say(Area::Organisation, format!("自 {on} 起，“{}”撤销；历史仍可查看。", name(org)));
            say(Area::Ledger, format!("自 {on} 起不再产生应填事项，台账只能查看。"));
            say(Area::Running, format!("从{}、{}起不再评定。", month.title(), quarter.title()));
        }
    }
    if roles > 0 {
        say(
            Area::Accounts,
            format!(
                "有 {roles} 项账号角色设在撤销的组织上，自撤销之日起失效，相关账号的会话同时结束；需要任新职的请另行授予角色。"
            ),
        );
    }
    let open: Vec<String> = ground
        .periods
        .iter()
        .filter(|rated| !rated.sealed && rated.period.last_day() >= on)
        .map(|rated| rated.period.title())
        .collect();
    if on <= ground.today && !open.is_empty() {
        say(Area::Running, format!("未封存的{}将按变更后的情况重新计算。", open.join("、")));
    }
    say(
        Area::Sealed,
        match ground.last_sealed() {
            Some(period) => {
                format!("已封存的周期（最近为{}）分值、名次、星级一律不变，仍按当时的类别和归属。", period.title())
            }
            None => "还没有封存的周期；变更日期之前的结果不变。".to_owned(),
        },
    );
    told
}

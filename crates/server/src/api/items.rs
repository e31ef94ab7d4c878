//! What an item is: where it belongs, who assesses it, when and by which criterion.

use rating::scheme::{Item, Scheme};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{
    shared::group_name,
    words::{Channel, Cycle, ItemKind},
};

/// Part of an item in a scheme and of a line in a scorecard.
#[derive(Serialize, ToSchema)]
pub(super) struct ItemHead {
    index: String,
    index_name: String,
    block: String,
    block_name: String,
    section: String,
    section_name: String,
    kind: ItemKind,
    kind_name: &'static str,
    cycle: Cycle,
    cycle_name: &'static str,
    channel: Channel,
    channel_name: &'static str,
    assessor: String,
    criterion: String,
    clause: String,
    evidence: String,
}

impl ItemHead {
    pub(super) fn of(item: &Item, scheme: &Scheme) -> ItemHead {
        let (index, index_name) = group_name(&scheme.indices, item.index);
        let (block, block_name) = group_name(&scheme.blocks, item.block);
        let (section, section_name) = group_name(&scheme.sections, item.section);
        let (kind, cycle, channel) = (ItemKind::from(item.kind), Cycle::from(item.cycle), Channel::from(item.channel));
        ItemHead {
            index,
            index_name,
            block,
            block_name,
            section,
            section_name,
            kind,
            kind_name: kind.title(),
            cycle,
            cycle_name: cycle.title(),
            channel,
            channel_name: channel.title(),
            assessor: item.assessor.clone(),
            criterion: item.criterion.clone(),
            clause: item.clause.clone(),
            evidence: item.evidence.clone(),
        }
    }
}

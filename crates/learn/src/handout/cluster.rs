//! The runs of clusters on paper: what comes of them in words.

use super::Block;
use crate::expression::Ran;
use engine::SimTime;
use engine::cluster::Record;
use link::cluster::{Asked, Side};
use text::Language;
use view::beside::Change;
use view::cluster::{beside, brief, now};

/// What a run comes to; until a moment, what happens then, without a way to what comes after it.
pub(super) fn blocks(language: Language, ran: Ran<'_>, until: Option<SimTime>, address: String) -> Vec<Block> {
    let Ran::Cluster { first, second } = ran else {
        return Vec::new();
    };
    let sides = [(Side::First, Some(first)), (Side::Second, second)];
    let done = sides.into_iter().filter_map(|(side, ran)| Some((side, ran?.record?)));
    let records: Vec<(Side, &Record)> = done.collect();
    if let Some(moment) = until {
        let told = records
            .iter()
            .map(|(_, record)| now::sentence(language, record, moment));
        return told.map(Block::Text).collect();
    }
    let mut blocks = vec![Block::Text(match records[..] {
        [] => return Vec::new(),
        [(_, one)] => brief::one(language, one),
        [(_, one), (_, other), ..] => brief::two(language, one, other),
    })];
    let changes = second.map_or_else(Vec::new, |second| beside::changes(language, first.asked, second.asked));
    for (side, record) in records {
        let figures = brief::figures(language, record);
        let figures: Vec<String> = figures.iter().map(|it| format!("{} {}", it.value, it.label)).collect();
        let figures = figures.join("; ");
        blocks.push(Block::Bullet(if changes.is_empty() {
            figures
        } else {
            format!("{}, {}: {figures}", side.letter(), beside::name(&changes, side))
        }));
    }
    blocks.push(Block::Run(address));
    blocks
}

/// What was changed, a line for each parameter.
pub(super) fn changed(language: Language, before: &Asked, after: &Asked) -> Vec<String> {
    let line = |change: &Change| format!("{}: {} → {}", change.label, change.before, change.after);
    beside::changes(language, before, after).iter().map(line).collect()
}

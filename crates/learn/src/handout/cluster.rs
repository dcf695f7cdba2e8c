//! The runs of clusters on paper: what comes of them in words.

use super::Block;
use crate::expression::{ClusterRan, Ran};
use engine::SimTime;
use engine::cluster::settings::ClusterSettings;
use engine::params::Settings;
use link::cluster::Asked;
use text::Language;
use view::beside::{Change, changes};
use view::cluster::{brief, now};

/// What a run comes to; until a moment, what happens then, without a way to what comes after it.
pub(super) fn blocks(language: Language, ran: Ran<'_>, until: Option<SimTime>, address: String) -> Vec<Block> {
    let Ran::Cluster { first, second } = ran else {
        return Vec::new();
    };
    let runs: Vec<ClusterRan<'_>> = [Some(first), second].into_iter().flatten().collect();
    let records: Vec<_> = runs.iter().filter_map(|ran| ran.record).collect();
    if let Some(moment) = until {
        let told = records.iter().map(|record| now::sentence(language, record, moment));
        return told.map(Block::Text).collect();
    }
    let mut blocks = vec![match records[..] {
        [] => return Vec::new(),
        [one] => Block::Text(brief::one(language, one)),
        [one, other, ..] => Block::Text(brief::two(language, one, other)),
    }];
    let differences = second.map_or_else(Vec::new, |second| differences(language, first.asked, second.asked));
    for (letter, record) in ["A", "B"].into_iter().zip(&records) {
        let figures = brief::figures(language, record);
        let figures: Vec<String> = figures.iter().map(|it| format!("{} {}", it.value, it.label)).collect();
        let name: Vec<String> = differences
            .iter()
            .map(|change| {
                let value = if letter == "A" { &change.before } else { &change.after };
                format!("{}: {value}", change.label)
            })
            .collect();
        let figures = figures.join("; ");
        blocks.push(Block::Bullet(match name.is_empty() {
            true => figures,
            false => format!("{letter}, {}: {figures}", name.join(", ")),
        }));
    }
    blocks.push(Block::Run(address));
    blocks
}

/// What was changed, a line for each parameter.
pub(super) fn changed(language: Language, before: &Asked, after: &Asked) -> Vec<String> {
    let line = |change: &Change| format!("{}: {} → {}", change.label, change.before, change.after);
    differences(language, before, after).iter().map(line).collect()
}

fn differences(language: Language, before: &Asked, after: &Asked) -> Vec<Change> {
    let mut all = changes::<ClusterSettings>(language, &before.cluster, &after.cluster);
    all.extend(changes::<Settings>(language, &before.migration, &after.migration));
    all
}

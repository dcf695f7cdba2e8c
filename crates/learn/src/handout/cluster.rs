//! The runs of clusters on paper: what comes of them, in words and as rows on a clock.

use super::Block;
use crate::expression::Ran;
use engine::SimTime;
use engine::cluster::Record;
use link::cluster::{Asked, Side};
use text::Language;
use view::beside::Change;
use view::cluster::brief::Aim;
use view::cluster::picture::picture;
use view::cluster::play::clock_end;
use view::cluster::{beside, brief, now};
use view::export::{Origin, VERSION};

/// What a run comes to; until a moment, what happens then, without a way to what comes after it.
pub(super) fn blocks(language: Language, ran: Ran<'_>, until: Option<SimTime>, address: String) -> Vec<Block> {
    let Ran::Cluster { first, second } = ran else {
        return Vec::new();
    };
    let sides = [(Side::First, Some(first)), (Side::Second, second)];
    let done = sides.into_iter().filter_map(|(side, ran)| Some((side, ran?.record?)));
    let records: Vec<(Side, &Record)> = done.collect();
    let all: Vec<&Record> = records.iter().map(|(_, record)| *record).collect();
    if let Some(moment) = until {
        let told: Vec<String> = all
            .iter()
            .map(|record| now::sentence(language, record, moment))
            .collect();
        let picture = picture(language, &all, moment, &told.join(" "), None);
        let told = told.into_iter().map(Block::Text);
        return told.chain([Block::Blank(picture)]).collect();
    }
    let told = match all[..] {
        [] => return Vec::new(),
        [one] => brief::one(language, one),
        [one, other, ..] => brief::two(language, one, other),
    };
    let origin = Origin {
        address: &address,
        version: VERSION,
        language,
    };
    let picture = picture(language, &all, clock_end(&all), &told, Some(&origin));
    let mut blocks = vec![Block::Text(told)];
    let changes = second.map_or_else(Vec::new, |second| beside::changes(language, first.asked, second.asked));
    let aim = Aim::of(all[0]);
    for (side, record) in records {
        let figures = brief::figures(language, record, aim);
        let figures: Vec<String> = figures.iter().map(|it| format!("{} {}", it.value, it.label)).collect();
        let figures = figures.join("; ");
        blocks.push(Block::Bullet(if changes.is_empty() {
            figures
        } else {
            format!("{}, {}: {figures}", side.letter(), beside::name(&changes, side))
        }));
    }
    blocks.push(Block::Picture(picture, address));
    blocks
}

/// What was changed, a line for each parameter.
pub(super) fn changed(language: Language, before: &Asked, after: &Asked) -> Vec<String> {
    let line = |change: &Change| format!("{}: {} → {}", change.label, change.before, change.after);
    beside::changes(language, before, after).iter().map(line).collect()
}

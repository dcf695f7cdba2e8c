//! A host as a bin: its memory from below, what is in it, and its processors beside it.

use std::collections::BTreeSet;

use engine::cluster::{HYPERVISOR, HostState, Obstacle};
use engine::model::PhaseKind;
use engine::units::{Bytes, Share};
use text::{count, say, word};

use super::rows::Floor;
use super::{Level, Metrics, Rect, Scene, largest, text_width, tips};
use crate::cluster::hosts::{Block, HostNow, Under, What};
use crate::cluster::{host, words};
use crate::format;
use crate::labels::{Labelled, Role};

/// Thinner blocks than this are one surface, in CSS pixels of a laptop.
const THINNEST: f64 = 1.5;

/// How a block looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A VM that runs here.
    Runs,
    /// One that came a short while ago.
    Arrived,
    /// One that is to move and cannot yet.
    Waits,
    /// One that boots.
    Boots,
    /// One that leaves and runs on meanwhile, or whose memory follows it.
    Leaves,
    /// One that stands still while it leaves.
    Down,
    /// Room for one that comes.
    Comes,
    /// One that runs here already, while its memory follows.
    Follows,
    /// One that went down with the host.
    Lost,
}

impl Kind {
    /// Its name in class attributes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Arrived => "arrived",
            Self::Waits => "waits",
            Self::Boots => "boots",
            Self::Leaves => "leaves",
            Self::Down => "down",
            Self::Comes => "comes",
            Self::Follows => "follows",
            Self::Lost => "lost",
        }
    }

    fn of(what: &What) -> Self {
        match what {
            What::Runs => Self::Runs,
            What::Arrived => Self::Arrived,
            What::Waits(_) => Self::Waits,
            What::Boots => Self::Boots,
            What::Leaves(under) if under.runs => Self::Leaves,
            What::Leaves(_) => Self::Down,
            What::Comes(under) if under.follows => Self::Follows,
            What::Comes(_) => Self::Comes,
            What::Lost => Self::Lost,
        }
    }
}

/// The memory of a VM, or of several that are too thin to be told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockBox {
    /// The VM, if it is one.
    pub vm: Option<u32>,
    /// Where.
    pub rect: Rect,
    /// How it looks.
    pub kind: Kind,
    /// Its name, if that has room.
    pub name: Option<String>,
    /// What it does, in a word, if that has room.
    pub word: Option<String>,
    /// The size of the type of both.
    pub type_size: f64,
    /// How much of it has gone, and what kind of data that is.
    pub progress: Option<(Rect, Role)>,
    /// The whole story; none in a small bin if nothing happens to it, see [`block_tip`](super::block_tip).
    pub tip: Option<String>,
}

/// Words on a block that has no room for them.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// Where the line stands.
    pub y: f64,
    /// Whether it must not be missed.
    pub is_strong: bool,
    /// The words.
    pub text: String,
}

/// The processors of a host.
#[derive(Clone, Debug, PartialEq)]
pub struct BarBox {
    /// All of them.
    pub all: Rect,
    /// What is given.
    pub given: Rect,
    /// What is wanted beyond that, as far as there is room for it.
    pub missing: Option<Rect>,
    /// In words.
    pub tip: String,
}

/// A host.
#[derive(Clone, Debug, PartialEq)]
pub struct HostBox {
    /// Its place.
    pub host: u32,
    /// Its name, if it has room.
    pub name: Option<String>,
    /// What it does.
    pub state: HostState,
    /// What is to be said of it: that it is not simply on, or wants more than it has.
    pub note: Option<String>,
    /// Whether the note is about its processors.
    pub is_short: bool,
    /// The size of the type of both.
    pub type_size: f64,
    /// All that belongs to it, the links apart.
    pub whole: Rect,
    /// Its memory.
    pub bin: Rect,
    /// Of it the hypervisor's.
    pub hypervisor: Rect,
    /// Its VMs from below.
    pub blocks: Vec<BlockBox>,
    /// What is said of blocks without room for words, above them.
    pub callouts: Vec<Callout>,
    /// What is free, in words, and where that stands.
    pub free: Option<(f64, String)>,
    /// Its processors.
    pub bar: BarBox,
    /// In words.
    pub tip: String,
}

pub(super) fn place(scene: &Scene<'_>, level: Level, metrics: &Metrics, floor: &Floor) -> Vec<HostBox> {
    let scale = floor.high / largest(scene.record).as_f64();
    let hosts = scene.hosts.iter().enumerate();
    hosts
        .map(|(index, now)| host_box(scene, level, metrics, floor, scale, index, now))
        .collect()
}

fn host_box(
    scene: &Scene<'_>,
    level: Level,
    metrics: &Metrics,
    floor: &Floor,
    scale: f64,
    index: usize,
    now: &HostNow,
) -> HostBox {
    let (language, u) = (scene.language, metrics.u);
    let spec = &scene.record.cluster.hosts[index];
    let most = floor.bin(index);
    let high = |bytes: Bytes| bytes.as_f64() * scale;
    let height = high(spec.room + HYPERVISOR);
    let bin = Rect {
        y: most.bottom() - height,
        height,
        ..most
    };
    let hypervisor = Rect {
        y: bin.bottom() - high(HYPERVISOR),
        height: high(HYPERVISOR),
        ..bin
    };
    let full = level == Level::Full;
    let mut blocks: Vec<BlockBox> = Vec::new();
    for block in &now.blocks {
        let height = high(block.size);
        let rect = Rect {
            y: hypervisor.y - high(block.from) - height,
            height,
            ..bin
        };
        let kind = Kind::of(&block.what);
        if height < THINNEST * u
            && let Some(last) = blocks.last_mut()
            && last.kind == kind
            && matches!(kind, Kind::Runs | Kind::Arrived | Kind::Waits | Kind::Lost)
        {
            (last.rect.y, last.rect.height, last.vm) = (rect.y, last.rect.bottom() - rect.y, None);
            last.tip = None;
            continue;
        }
        blocks.push(block_box(scene, full, u, block, rect, kind));
    }
    let taken = now.blocks.iter().filter(|block| block.what != What::Lost);
    let taken: Bytes = taken.map(|block| block.size).sum();
    let top = blocks.last().map_or(hypervisor.y, |block| block.rect.y);
    let type_size = 11.0 * u;
    let free = (full && !matches!(now.state, HostState::Off | HostState::Dead)).then(|| spec.room - taken);
    let callouts = if full {
        callouts(scene, now, &blocks, bin, top, u)
    } else {
        Vec::new()
    };
    let top = callouts.last().map_or(top, |callout| callout.y - 9.0 * u);
    let free = free.filter(|_| top - bin.y >= 14.0 * u).and_then(|free| {
        let size = format::short_size(language, Bytes::gib((free / Bytes::gib(1.0) * 10.0).round() / 10.0));
        let long = say!(language, "{0} free" in "memory", size);
        let fitting = [long, size]
            .into_iter()
            .find(|text| text_width(text, type_size) < bin.width - 4.0 * u);
        fitting.map(|text| (f64::midpoint(bin.y, top), text))
    });
    let bar = bar_box(scene, metrics, floor, now, index, bin);
    let is_short = now.load.is_short() && now.state.draws();
    let room = floor.column - 4.0 * u;
    let note = if now.state != HostState::On {
        Some(words::state(language, now.state).to_owned())
    } else if is_short {
        let wanted = format::localized(language, format!("{:.1}", now.load.wanted));
        let long = say!(language, "wants {0} of {1} cores", wanted, spec.cores);
        let short = say!(language, "{0} of {1}" in "amount", wanted, spec.cores);
        [long, short].into_iter().find(|text| text_width(text, 10.0 * u) < room)
    } else {
        None
    };
    // In a row of many the first, the last and every fifth have their names.
    let row = &floor.rows[floor.spots[index].0].hosts;
    let named = full || floor.column >= 26.0 * u || index == row.start || (index + 1).is_multiple_of(5);
    HostBox {
        host: index as u32,
        name: named.then(|| host(index as u32)),
        state: now.state,
        note: note.filter(|_| full),
        is_short: is_short && now.state == HostState::On,
        type_size,
        whole: Rect {
            x: bin.x,
            y: most.y - metrics.head,
            width: floor.column - floor.gap,
            height: metrics.head + floor.high,
        },
        bin,
        hypervisor,
        blocks,
        free,
        callouts,
        bar,
        tip: tips::host(scene, index, now),
    }
}

fn block_box(scene: &Scene<'_>, full: bool, u: f64, block: &Block, rect: Rect, kind: Kind) -> BlockBox {
    let type_size = if rect.height >= 13.0 * u { 11.0 * u } else { 9.5 * u };
    let room = rect.width - 8.0 * u;
    // In a small bin there is no room for words, and thousands of them would be made for every frame.
    let (name, word) = if full && rect.height >= 9.6 * u {
        (Some(scene.vm(block.vm)), words_of(scene, &block.what))
    } else {
        (None, None)
    };
    let name_width = name.as_ref().map_or(0.0, |name| text_width(name, type_size));
    let under = match block.what {
        What::Leaves(under) | What::Comes(under) => Some(under),
        _ => None,
    };
    let progress = under.and_then(|under| {
        let height = if full { 3.0 * u } else { 2.0 * u };
        let height = height.min(rect.height * if full { 0.18 } else { 0.4 });
        let (part, role) = (under.part?, under.stage?.role());
        let strip = Rect {
            y: rect.bottom() - height,
            width: rect.width * part.as_f64(),
            height,
            ..rect
        };
        Some((strip, role))
    });
    let word = word.filter(|word| name_width + text_width(word, type_size) + 5.0 * u < room);
    let is_told = full || under.is_some();
    BlockBox {
        vm: Some(block.vm),
        rect,
        kind,
        name: name.filter(|_| name_width < room + 4.0 * u),
        word,
        type_size,
        progress,
        tip: is_told.then(|| tips::block(scene, block)),
    }
}

/// What moves, by name; what waits or is lost, by number.
fn callouts(scene: &Scene<'_>, now: &HostNow, blocks: &[BlockBox], bin: Rect, top: f64, u: f64) -> Vec<Callout> {
    let language = scene.language;
    // A black or a dashed block is told by its word too.
    let by_name = |block: &&BlockBox| {
        let needs_word = matches!(block.kind, Kind::Waits | Kind::Lost | Kind::Down);
        block.name.is_some() && (block.word.is_some() || !needs_word)
    };
    let told: BTreeSet<u32> = blocks.iter().filter(by_name).filter_map(|block| block.vm).collect();
    let (mut waits, mut lost, mut lines) = (0, 0, Vec::new());
    for block in now.blocks.iter().filter(|block| !told.contains(&block.vm)) {
        match Kind::of(&block.what) {
            Kind::Waits => waits += 1,
            Kind::Lost => lost += 1,
            Kind::Runs | Kind::Arrived => {}
            kind @ (Kind::Boots | Kind::Leaves | Kind::Down | Kind::Comes | Kind::Follows) => {
                let word = words_of(scene, &block.what).unwrap_or_default();
                lines.push((kind == Kind::Down, format!("{} {word}", scene.vm(block.vm))));
            }
        }
    }
    if waits > 0 {
        lines.push((
            false,
            count!(language, f64::from(waits), "{0} waits", "{0} wait", waits),
        ));
    }
    if lost > 0 {
        lines.push((
            true,
            count!(language, f64::from(lost), "{0} is lost", "{0} are lost", lost),
        ));
    }
    let size = 9.5 * u;
    let fitting = lines
        .into_iter()
        .filter(|(_, text)| text_width(text, size) < bin.width - 6.0 * u);
    let line = |(index, (is_strong, text)): (usize, (bool, String))| Callout {
        y: top - 3.5 * u - 11.0 * u * index as f64,
        is_strong,
        text,
    };
    let placed = fitting.enumerate().map(line);
    placed.take_while(|callout| callout.y - size > bin.y).collect()
}

fn words_of(scene: &Scene<'_>, what: &What) -> Option<String> {
    let language = scene.language;
    Some(match what {
        What::Runs => return None,
        What::Arrived => "✓".to_owned(),
        What::Waits(Some(Obstacle::Pinned)) => word!(language, "pinned" in "VM").to_owned(),
        What::Waits(_) => word!(language, "waits" in "VM").to_owned(),
        What::Boots => word!(language, "boots" in "VM").to_owned(),
        What::Lost => word!(language, "lost" in "VM").to_owned(),
        What::Comes(under) if !under.follows => word!(language, "booked" in "memory").to_owned(),
        What::Leaves(under) if !under.runs => word!(language, "down" in "VM").to_owned(),
        What::Leaves(under) | What::Comes(under) => return stage_of(scene, under),
    })
}

/// How far it is: the part of a first pass, the number of a later one, else the stage.
fn stage_of(scene: &Scene<'_>, under: &Under) -> Option<String> {
    let stage = under.stage?;
    Some(match (stage, under.part) {
        (PhaseKind::FirstPass, Some(part)) => percent(scene, part),
        _ => stage.label(scene.language).into_owned(),
    })
}

pub(super) fn percent(scene: &Scene<'_>, part: Share) -> String {
    format::share(scene.language, Share::percent((part.as_f64() * 100.0).floor()))
}

fn bar_box(scene: &Scene<'_>, metrics: &Metrics, floor: &Floor, now: &HostNow, index: usize, bin: Rect) -> BarBox {
    let all = Rect {
        x: bin.right() + 2.0 * metrics.u,
        width: floor.bar,
        ..bin
    };
    let cores = f64::from(scene.record.cluster.hosts[index].cores);
    let drawn = now.state.draws();
    let part = |load: f64| if drawn { load / cores } else { 0.0 };
    let (given, wanted) = (part(now.load.given).min(1.0), part(now.load.wanted));
    let given = Rect {
        y: all.bottom() - all.height * given,
        height: all.height * given,
        ..all
    };
    let over = (wanted - part(now.load.given)) * all.height;
    let missing = (over > 0.1).then(|| {
        let height = over.min(given.y - bin.y + metrics.head * 0.55);
        Rect {
            y: given.y - height,
            height,
            ..all
        }
    });
    BarBox {
        all,
        given,
        missing,
        tip: tips::processors(scene, index, now),
    }
}

//! The memory of VMs as blocks in a bin, what they are called, and what is said of those without room for words.

use std::collections::BTreeSet;
use std::rc::Rc;

use engine::cluster::Obstacle;
use engine::migration::PhaseKind;
use engine::units::Share;
use text::{count, word};

use super::{Rect, Scene, text_width, tips};
use crate::cluster::hosts::{Block, HostNow, Under, What};
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
    /// The whole story; none in a small bin, see [`block_tip`](super::block_tip).
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

/// The blocks of a host, upon what the hypervisor has; so many pixels a byte.
pub(super) fn place(
    scene: &Scene<'_>,
    full: bool,
    u: f64,
    scale: f64,
    now: &HostNow,
    hypervisor: Rect,
) -> Vec<Rc<BlockBox>> {
    let mut blocks: Vec<BlockBox> = Vec::new();
    for block in &now.blocks {
        let height = block.size.as_f64() * scale;
        let rect = Rect {
            y: hypervisor.y - block.from.as_f64() * scale - height,
            height,
            ..hypervisor
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
    blocks.into_iter().map(Rc::new).collect()
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
        let gone = rect.width * part.as_f64();
        let strip = Rect {
            y: rect.bottom() - height,
            // What moves by less than is seen would be drawn anew with every frame.
            width: if full { gone } else { (gone / u).floor() * u },
            height,
            ..rect
        };
        Some((strip, role))
    });
    let word = word.filter(|word| name_width + text_width(word, type_size) + 5.0 * u < room);
    BlockBox {
        vm: Some(block.vm),
        rect,
        kind,
        name: name.filter(|_| name_width < room + 4.0 * u),
        word,
        type_size,
        progress,
        tip: full.then(|| tips::block(scene, block)),
    }
}

/// What moves, by name; what waits or is lost, by number.
pub(super) fn callouts(
    scene: &Scene<'_>,
    now: &HostNow,
    blocks: &[Rc<BlockBox>],
    bin: Rect,
    top: f64,
    u: f64,
) -> Vec<Callout> {
    let language = scene.language;
    // A black or a dashed block is told by its word too.
    let by_name = |block: &&Rc<BlockBox>| {
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
                let is_down = kind == Kind::Down;
                let short = is_down.then(|| word.clone());
                lines.push((is_down, format!("{} {word}", scene.vm(block.vm)), short));
            }
        }
    }
    if waits > 0 {
        lines.push((
            false,
            count!(language, f64::from(waits), "{0} waits", "{0} wait", waits),
            None,
        ));
    }
    if lost > 0 {
        lines.push((
            true,
            count!(language, f64::from(lost), "{0} is lost", "{0} are lost", lost),
            None,
        ));
    }
    let size = 9.5 * u;
    let fits = |text: &String| text_width(text, size) < bin.width - 6.0 * u;
    let fitting = lines
        .into_iter()
        .filter_map(|(is_strong, text, short)| Some((is_strong, Some(text).filter(fits).or(short.filter(fits))?)));
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

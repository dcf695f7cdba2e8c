//! A host as a bin: its memory from below, what is in it, and its processors beside it.

use std::rc::Rc;

use engine::cluster::{HYPERVISOR, HostState};
use engine::units::Bytes;
use text::say;

use super::blocks::{self, BlockBox, Callout};
use super::rows::Floor;
use super::{Ground, Level, Metrics, Rect, Scene, largest, text_width, tips};
use crate::cluster::hosts::{HostNow, What};
use crate::cluster::{host, words};
use crate::format;

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
    pub tip: Rc<str>,
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
    pub blocks: Vec<Rc<BlockBox>>,
    /// What is said of blocks without room for words, above them.
    pub callouts: Vec<Callout>,
    /// What is free, in words, and where that stands.
    pub free: Option<(f64, String)>,
    /// Its processors.
    pub bar: BarBox,
    /// In words.
    pub tip: Rc<str>,
}

/// A host as it was, and as it was drawn.
pub(super) type Before<'a> = (&'a HostNow, &'a Rc<HostBox>);

pub(super) fn place<'a>(
    scene: &Scene<'_>,
    level: Level,
    ground: &Ground,
    before: impl Fn(usize) -> Option<Before<'a>>,
) -> Vec<Rc<HostBox>> {
    let scale = ground.floor.high / largest(scene.record).as_f64();
    let hosts = scene.hosts.iter().enumerate();
    let place = |(index, now): (usize, &HostNow)| {
        let before = before(index);
        // What a migration gets is told in large bins, and is no part of its host.
        let is_told = level == Level::Full && now.moves();
        match before {
            Some((then, drawn)) if then == now && !is_told => drawn.clone(),
            _ => {
                let place = host_box(scene, level, ground, scale, index, now, before);
                let same = before.filter(|(_, drawn)| ***drawn == place);
                same.map_or_else(|| Rc::new(place), |(_, drawn)| drawn.clone())
            }
        }
    };
    hosts.map(place).collect()
}

fn host_box(
    scene: &Scene<'_>,
    level: Level,
    ground: &Ground,
    scale: f64,
    index: usize,
    now: &HostNow,
    before: Option<Before<'_>>,
) -> HostBox {
    let (metrics, floor) = (&ground.metrics, &ground.floor);
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
    let blocks = blocks::place(scene, full, u, scale, now, hypervisor);
    let taken = now.blocks.iter().filter(|block| block.what != What::Lost);
    let taken: Bytes = taken.map(|block| block.size).sum();
    let top = blocks.last().map_or(hypervisor.y, |block| block.rect.y);
    let type_size = 11.0 * u;
    let free = (full && !matches!(now.state, HostState::Off | HostState::Dead)).then(|| spec.room - taken);
    let callouts = if full {
        blocks::callouts(scene, now, &blocks, bin, top, u)
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
    let told = |host: &HostNow| (host.state, host.load, host.present());
    let (tip, bar_tip) = before.filter(|(then, _)| told(then) == told(now)).map_or_else(
        || {
            (
                tips::host(scene, index, now).into(),
                tips::processors(scene, index, now).into(),
            )
        },
        |(_, drawn)| (drawn.tip.clone(), drawn.bar.tip.clone()),
    );
    let bar = bar_box(scene, metrics, floor, now, index, bin, bar_tip);
    let is_short = now.load.is_short() && now.state.draws();
    let room = floor.column - 4.0 * u;
    let that_fits = |notes: [String; 2]| notes.into_iter().find(|note| text_width(note, 10.0 * u) < room);
    let note = if now.state != HostState::On {
        that_fits([words::state, words::short_state].map(|word| word(language, now.state).to_owned()))
    } else if is_short {
        let wanted = format::localized(language, format!("{:.1}", now.load.wanted));
        let long = say!(language, "wants {0} of {1} cores", wanted, spec.cores);
        let short = say!(language, "{0} of {1}" in "amount", wanted, spec.cores);
        that_fits([long, short])
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
        tip,
    }
}

fn bar_box(
    scene: &Scene<'_>,
    metrics: &Metrics,
    floor: &Floor,
    now: &HostNow,
    index: usize,
    bin: Rect,
    tip: Rc<str>,
) -> BarBox {
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
        tip,
    }
}

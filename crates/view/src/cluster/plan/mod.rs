//! Where the picture of hosts and links puts everything: shapes and words, as a function of a record, a time and a width.
//!
//! Three levels, by the number of hosts: bins with names, bins without, a map of cells. All are in the same order, racks
//! together.

mod amounts;
mod bins;
mod blocks;
mod cells;
mod rows;
mod strands;
mod tips;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

use engine::cluster::Record;
use engine::units::{Bytes, SimTime};
use text::Language;

pub use bins::{BarBox, HostBox};
pub use blocks::{BlockBox, Callout, Kind};
pub use cells::{Cell, Cells, LEVELS};
pub use strands::{Label, PipeBox, Side, StrandBox};

use super::hosts::{HostNow, Hosts, hosts};
use super::pipes::{Pipes, pipes};

/// Up to so many hosts have bins with names, and bins without.
pub const MOST_FULL: usize = 16;
/// See [`MOST_FULL`].
pub const MOST_COMPACT: usize = 200;

/// A line of words below the picture, in CSS pixels of a laptop.
const LINE: f64 = 18.0;

/// How much of a host is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// A bin with the names of its VMs.
    Full,
    /// A bin with blocks.
    Compact,
    /// A cell.
    Cells,
}

impl Level {
    /// The level for so many hosts.
    #[must_use]
    pub const fn of(hosts: usize) -> Self {
        if hosts <= MOST_FULL {
            Self::Full
        } else if hosts <= MOST_COMPACT {
            Self::Compact
        } else {
            Self::Cells
        }
    }

    /// Its name in class attributes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Compact => "compact",
            Self::Cells => "cells",
        }
    }
}

/// How the picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Its width in CSS pixels.
    pub width: f64,
    /// How much larger type is than on a laptop.
    pub scale: f64,
    /// The language of its words.
    pub language: Language,
}

/// A rectangle in CSS pixels, from the upper left corner of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl Rect {
    /// Its right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether a point is in it.
    #[must_use]
    pub fn has(&self, x: f64, y: f64) -> bool {
        (self.x..self.right()).contains(&x) && (self.y..self.bottom()).contains(&y)
    }
}

/// The whole picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// How much of a host is shown.
    pub level: Level,
    /// In CSS pixels.
    pub width: f64,
    /// See [`Plan::width`].
    pub height: f64,
    /// The hosts as bins; none in a map of cells.
    pub hosts: Vec<Rc<HostBox>>,
    /// The hosts as cells.
    pub cells: Option<Rc<Cells>>,
    /// Links, and what joins them.
    pub pipes: Vec<Rc<PipeBox>>,
    /// Migrations on their way.
    pub strands: Vec<Rc<StrandBox>>,
    /// Words beside all that.
    pub labels: Rc<[Label]>,
    /// VMs that are nowhere.
    pub nowhere: Vec<u32>,
}

/// Sizes in CSS pixels.
#[derive(Clone, Copy, Debug)]
struct Metrics {
    /// A pixel of a laptop.
    u: f64,
    /// What stands over a bin.
    head: f64,
    /// A bin of the largest host: the least, the most, and with names for all VMs in it.
    bin: (f64, f64),
    named: f64,
    /// From a bin to the bar below.
    nic: f64,
    /// From that bar to the core.
    stub: f64,
    /// Between a host's bin and the next host.
    gap: f64,
    /// The bar of the processors.
    bar: f64,
    /// Between two racks.
    rack_gap: f64,
    /// Between two rows.
    row_gap: f64,
    /// Left of the first host.
    axis: f64,
    /// The narrowest and the widest column.
    column: (f64, f64),
    /// The widest pipe.
    pipe: f64,
}

impl Metrics {
    /// The height of the largest bin with so many rows: so that the smallest VM has room for its name, if that goes.
    fn high(&self, rows: usize) -> f64 {
        let (least, most) = self.bin;
        let all = most - (most - least) * (rows.saturating_sub(1) as f64 / 3.0).min(1.0);
        if self.named == 0.0 {
            all
        } else {
            self.named.clamp((least * 1.3).min(all), all)
        }
    }

    fn of(level: Level, record: &Record, scale: f64) -> Self {
        let u = scale;
        if level == Level::Compact {
            return Self {
                u,
                head: 13.0 * u,
                bin: (52.0 * u, 96.0 * u),
                named: 0.0,
                nic: 9.0 * u,
                stub: 13.0 * u,
                gap: 3.0 * u,
                bar: 4.0 * u,
                rack_gap: 10.0 * u,
                row_gap: 8.0 * u,
                axis: 2.0 * u,
                column: (15.0 * u, 36.0 * u),
                pipe: 7.0 * u,
            };
        }
        let tallest = largest(record);
        let smallest = record
            .cluster
            .vms
            .iter()
            .map(|vm| record.cluster.classes[usize::from(vm.class)].ram);
        let wanted = smallest.min().map_or(0.0, |ram| 11.5 * (tallest / ram));
        Self {
            u,
            head: 30.0 * u,
            bin: (92.0 * u, 185.0 * u),
            named: wanted * u,
            nic: 31.0 * u,
            stub: 18.0 * u,
            gap: 12.0 * u,
            bar: 9.0 * u,
            rack_gap: 14.0 * u,
            row_gap: 18.0 * u,
            axis: 36.0 * u,
            column: (58.0 * u, 190.0 * u),
            pipe: 22.0 * u,
        }
    }
}

/// The memory of the largest host, with what the hypervisor has of it.
fn largest(record: &Record) -> Bytes {
    let rooms = record.cluster.hosts.iter().map(|host| host.room);
    rooms.max().unwrap_or_default() + engine::cluster::HYPERVISOR
}

/// What all parts of the picture are made from.
struct Scene<'a> {
    record: &'a Record,
    time: SimTime,
    language: Language,
    hosts: &'a [HostNow],
}

impl<'a> Scene<'a> {
    fn new(record: &'a Record, time: SimTime, language: Language, hosts: &'a [HostNow]) -> Self {
        Self {
            record,
            time,
            language,
            hosts,
        }
    }

    fn vm(&self, vm: u32) -> String {
        super::vm(self.record, vm)
    }
}

/// Where everything stands, whatever the moment.
struct Ground {
    metrics: Metrics,
    floor: rows::Floor,
    pieces: BTreeMap<strands::Piece, strands::Pipe>,
}

impl Ground {
    fn new(level: Level, record: &Record, frame: &Frame) -> Self {
        let metrics = Metrics::of(level, record, frame.scale);
        let floor = rows::Floor::new(record, &metrics, frame.width);
        let pieces = strands::pieces(record, &metrics, &floor);
        Self { metrics, floor, pieces }
    }
}

/// A moment, and what it looked like.
struct Moment {
    hosts: Vec<HostNow>,
    pipes: Pipes,
    plan: Plan,
}

/// Plans one moment after another. What is as it was the moment before is not made again, and is the same value.
pub struct Planner<R> {
    record: R,
    frame: Frame,
    level: Level,
    /// None in a map of cells.
    ground: Option<Ground>,
    last: Option<Moment>,
}

impl<R: Deref<Target = Record>> Planner<R> {
    /// For the moments of a record.
    pub fn new(record: R, frame: Frame) -> Self {
        let level = Level::of(record.cluster.hosts.len());
        Self {
            ground: (level != Level::Cells).then(|| Ground::new(level, &record, &frame)),
            record,
            frame,
            level,
            last: None,
        }
    }

    /// The picture at a time.
    pub fn at(&mut self, time: SimTime) -> Plan {
        let record = &*self.record;
        let Hosts { hosts, nowhere } = hosts(record, time);
        let now = pipes(record, time);
        let scene = Scene::new(record, time, self.frame.language, &hosts);
        let plan = match &self.ground {
            Some(ground) => self.bins(&scene, ground, &now, nowhere),
            None => self.cells(&scene, &now, nowhere),
        };
        self.last = Some(Moment {
            hosts,
            pipes: now,
            plan: plan.clone(),
        });
        plan
    }

    fn bins(&self, scene: &Scene<'_>, ground: &Ground, now: &Pipes, nowhere: Vec<u32>) -> Plan {
        let last = self.last.as_ref();
        let hosts = bins::place(scene, self.level, ground, |index| {
            last.map(|last| (&last.hosts[index], &last.plan.hosts[index]))
        });
        let (metrics, height) = (&ground.metrics, ground.floor.height);
        // There is no room beside the links.
        let below = self.level == Level::Compact;
        let (pipes, strands, labels) = match last.filter(|last| last.pipes == *now) {
            Some(Moment { plan, .. }) => (plan.pipes.clone(), plan.strands.clone(), plan.labels.clone()),
            None => {
                let before = last.map(|last| (&last.pipes, &*last.plan.pipes));
                let mut labels = amounts::place(scene, self.level, ground, now);
                if below {
                    labels.extend(amounts::bottleneck(
                        scene,
                        metrics.axis,
                        height,
                        metrics.u,
                        now.bottleneck,
                    ));
                }
                (
                    strands::links(scene, &ground.pieces, now, before),
                    strands::strands(scene, ground, now),
                    labels.into(),
                )
            }
        };
        Plan {
            level: self.level,
            width: self.frame.width,
            height: height + if below { LINE * metrics.u } else { 0.0 },
            hosts,
            cells: None,
            pipes,
            strands,
            labels,
            nowhere,
        }
    }

    fn cells(&self, scene: &Scene<'_>, now: &Pipes, nowhere: Vec<u32>) -> Plan {
        let (cells, height) = cells::place(scene, &self.frame);
        let u = self.frame.scale;
        let label = amounts::bottleneck(scene, 0.0, height, u, now.bottleneck);
        let before = self.last.as_ref().and_then(|last| last.plan.cells.clone());
        let same = before.filter(|before| **before == cells);
        Plan {
            level: self.level,
            width: self.frame.width,
            height: height + LINE * u,
            hosts: Vec::new(),
            cells: Some(same.unwrap_or_else(|| Rc::new(cells))),
            pipes: Vec::new(),
            strands: Vec::new(),
            labels: label.into_iter().collect(),
            nowhere,
        }
    }
}

/// The picture at a time.
///
/// ```
/// use engine::cluster::{Detail, simulate};
/// use engine::units::SimTime;
/// use text::Language;
/// use view::cluster::plan::{Frame, Level, plan};
///
/// let (link, _) = link::cluster::parse("vms=4xweb@h1&do=drain:h1@10s");
/// let record = simulate(&link.first.possible().0, Detail::All);
/// let frame = Frame { width: 720.0, scale: 1.0, language: Language::English };
/// let plan = plan(&record, SimTime::s(12.0), &frame);
/// assert_eq!(plan.level, Level::Full);
/// assert_eq!(plan.strands.len(), 1, "one leaves at a time");
/// ```
#[must_use]
pub fn plan(record: &Record, time: SimTime, frame: &Frame) -> Plan {
    Planner::new(record, *frame).at(time)
}

/// What is told of a host.
#[must_use]
pub fn host_tip(record: &Record, time: SimTime, language: Language, host: u32) -> String {
    let now = hosts(record, time);
    let scene = Scene::new(record, time, language, &now.hosts);
    tips::host(&scene, host as usize, &now.hosts[host as usize])
}

/// What is told of a VM on a host; nothing if it is not there.
#[must_use]
pub fn block_tip(record: &Record, time: SimTime, language: Language, (vm, host): (u32, u32)) -> String {
    let now = hosts(record, time);
    let scene = Scene::new(record, time, language, &now.hosts);
    let mut blocks = now.hosts[host as usize].blocks.iter();
    let block = blocks.find(|block| block.vm == vm);
    block.map_or_else(String::new, |block| tips::block(&scene, block))
}

/// About how wide a text is, in CSS pixels.
fn text_width(text: &str, size: f64) -> f64 {
    text.chars().count() as f64 * size * 0.56
}

//! The memory of a VM as a small square of cells, on either host.
//!
//! Cells stand in address order, each for an equal share of memory. The trace
//! tells how many pages of a zone are queued and how many are dirty; which
//! cells these are is chosen here, such that the counts are right and no cell
//! flickers: within a round dirty cells only become more, queued ones only
//! fewer, and what is dirty at the end of a round is what the next one sends.

mod order;

use std::ops::Range;

use super::format;
use super::palette::{Color, Palette};
use engine::migration::{Host, Phase, PhaseKind, Power, Sample, Status, Zone, ZoneState};
use engine::params::{Lane, Pattern};
use engine::trace::LaneTrace;
use engine::units::{Pages, SimTime};
use order::Order;
use text::{Language, Text};
use text::{say, text};

/// Most cells in a row; there are as many rows.
pub const MAX_SIDE: usize = 32;

/// What arrived during this part of a stage counts as just arriving.
const ARRIVING_PART: f64 = 0.03;

/// What a cell stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing is there.
    Absent,
    /// Pages full of zeros.
    Zero,
    /// In use, and not sent.
    Unsent,
    /// In use, and the same on both hosts.
    Sent,
    /// Written after it was sent. At the destination: an old version.
    Dirty,
    /// Has just reached the destination.
    Arriving,
    /// The VM runs at the destination without it.
    Missing,
    /// Memory of a machine that is off.
    Off,
}

impl Cell {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Absent,
        Self::Zero,
        Self::Unsent,
        Self::Sent,
        Self::Dirty,
        Self::Arriving,
        Self::Missing,
        Self::Off,
    ];

    /// Its colour; none where nothing is drawn.
    #[must_use]
    pub fn color(self, palette: &Palette) -> Option<Color> {
        match self {
            Self::Absent => None,
            Self::Zero => Some(palette.zero),
            Self::Unsent => Some(palette.unsent),
            Self::Sent => Some(palette.sent),
            Self::Dirty | Self::Missing => Some(palette.dirty),
            Self::Arriving => Some(palette.arriving),
            // Darker than what is merely not sent: the lights are out.
            Self::Off => Some(palette.off.mix(Color::BLACK, 0.6)),
        }
    }
}

/// Memory on one host, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageMap {
    /// Cells in a row, and rows; at most [`MAX_SIDE`].
    pub side: usize,
    /// The cells in address order, `side` × `side` of them.
    pub cells: Vec<Cell>,
}

impl PageMap {
    /// How many cells are of this kind.
    #[must_use]
    pub fn count(&self, cell: Cell) -> usize {
        self.cells.iter().filter(|&&each| each == cell).count()
    }
}

/// What a cell says of itself: which memory, in what state, and how much there is like it.
#[must_use]
pub fn cell_tip(language: Language, map: &PageMap, memory: Pages, index: usize) -> String {
    let Some(&cell) = map.cells.get(index) else {
        return String::new();
    };
    let each = memory.bytes() / map.cells.len() as f64;
    let [start, end, like] =
        [index, index + 1, map.count(cell)].map(|cells| format::size(language, each * cells as f64));
    say!(
        language,
        "{0} to {1}: {2}\n{3} like this",
        start,
        end,
        cell.name(language),
        like
    )
}

impl Cell {
    /// What it stands for, in a word or two.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        const NAMES: [Text; 8] = [
            text!("nothing there"),
            text!("zero pages"),
            text!("not sent yet"),
            text!("the same on both hosts"),
            text!("written again"),
            text!("just arriving"),
            text!("missing"),
            text!("off"),
        ];
        NAMES[self as usize].get(language)
    }
}

/// The memory on one host at a time.
#[must_use]
pub fn page_map(lane: &LaneTrace, time: SimTime, host: Host) -> PageMap {
    let side = side(lane.memory);
    let mut cells = vec![Cell::Absent; side * side];
    let zero_start = spans(lane).last().map_or(cells.len(), |span| span.end);
    match look(lane, time, host) {
        Look::Still { used, zero } => {
            cells[..zero_start].fill(used);
            cells[zero_start..].fill(zero);
        }
        Look::Loading(read) => {
            let read = round(read * cells.len() as f64);
            cells[..read.min(zero_start)].fill(Cell::Sent);
            cells[..read]
                .iter_mut()
                .skip(zero_start)
                .for_each(|cell| *cell = Cell::Zero);
        }
        Look::Flow => flow(lane, time, host, &mut cells),
    }
    PageMap { side, cells }
}

/// The cells of each zone of the lane; those after the last one are zero
/// memory. Boundaries are rounded, but a zone that is written is never lost.
pub fn spans(lane: &LaneTrace) -> impl Iterator<Item = Range<usize>> + '_ {
    let side = side(lane.memory);
    let cells = side * side;
    let mut start = 0;
    lane.zones.iter().map(move |zone| {
        let least = start + usize::from(zone.pattern.is_some() && !zone.pages.is_zero());
        let end = round((zone.start + zone.pages) / lane.memory * cells as f64);
        let span = start..end.max(least).min(cells);
        start = span.end;
        span
    })
}

fn side(memory: Pages) -> usize {
    (memory.as_f64().sqrt().floor() as usize).clamp(1, MAX_SIDE)
}

fn round(cells: f64) -> usize {
    (cells + 0.5).floor() as usize
}

/// How memory on a host is drawn.
enum Look {
    /// All alike.
    Still { used: Cell, zero: Cell },
    /// Read back from a file, up to this part.
    Loading(f64),
    /// As the sender's queue stands.
    Flow,
}

const NOTHING: Look = Look::Still {
    used: Cell::Absent,
    zero: Cell::Absent,
};
/// In use, but it never crossed the wire.
const HERE: Look = Look::Still {
    used: Cell::Unsent,
    zero: Cell::Zero,
};
const ARRIVED: Look = Look::Still {
    used: Cell::Sent,
    zero: Cell::Zero,
};
/// A machine without power holds nothing, not even zeros.
const OFF: Look = Look::Still {
    used: Cell::Off,
    zero: Cell::Off,
};

fn look(lane: &LaneTrace, time: SimTime, host: Host) -> Look {
    let phase = lane.phases.iter().find(|phase| phase.start <= time && time < phase.end);
    let ended = phase.is_none();
    match (lane.metrics.status, host) {
        (Status::Completed, Host::Source) if ended => NOTHING,
        (Status::Completed, Host::Destination) if ended && lane.lane == Lane::Cold => HERE,
        (Status::Completed, Host::Destination) if ended => ARRIVED,
        (Status::Cancelled, Host::Source) if ended => HERE,
        (Status::Cancelled, Host::Destination) if ended => NOTHING,
        _ => match phase.or(lane.phases.last()) {
            Some(phase) if lane.lane == Lane::Cold => cold(phase, host),
            _ => restored(lane, time, host).unwrap_or(Look::Flow),
        },
    }
}

/// A cold migration sends no memory: it is lost with the power, and the guest
/// starts with fresh memory on the other host.
fn cold(phase: &Phase, host: Host) -> Look {
    match (phase.power, phase.host == host, host) {
        (Power::Off, _, Host::Source) => OFF,
        (Power::Off, _, Host::Destination) | (_, false, _) => NOTHING,
        (Power::ShuttingDown | Power::Booting | Power::Running | Power::Paused, true, _) => HERE,
    }
}

/// A VM that goes through a file: it leaves one host before it comes to the other.
fn restored(lane: &LaneTrace, time: SimTime, host: Host) -> Option<Look> {
    let restore = lane.phases.iter().find(|phase| phase.kind == PhaseKind::Restore)?;
    Some(match host {
        Host::Source if time < restore.start => return None,
        Host::Source => OFF,
        Host::Destination if time < restore.start => NOTHING,
        Host::Destination => Look::Loading(((time - restore.start) / (restore.end - restore.start)).min(1.0)),
    })
}

/// The two samples around a moment and how far it is between them.
struct Instant<'a> {
    left: &'a Sample,
    right: &'a Sample,
    part: f64,
}

impl<'a> Instant<'a> {
    fn at(lane: &'a LaneTrace, time: SimTime) -> Option<Self> {
        let after = lane.samples.partition_point(|sample| sample.at <= time);
        let left = lane.samples.get(after.saturating_sub(1))?;
        let right = lane.samples.get(after).unwrap_or(left);
        let part = ((time - left.at) / (right.at - left.at)).min(1.0);
        Some(Self { left, right, part })
    }

    fn zone(&self, index: usize) -> ZoneState {
        let left = self.left.zones.get(index).copied().unwrap_or_default();
        let right = self.right.zones.get(index).copied().unwrap_or(left);
        ZoneState {
            queued: self.between(left.queued, right.queued),
            dirty: self.between(left.dirty, right.dirty),
        }
    }

    fn zero_left(&self) -> Pages {
        self.between(self.left.zero_left, self.right.zero_left)
    }

    fn between(&self, a: Pages, b: Pages) -> Pages {
        Pages::new(a.as_f64() + (b.as_f64() - a.as_f64()) * self.part)
    }
}

/// Cells that stand for some pages of a zone.
fn cells_of(pages: Pages, zone: &Zone, cells: usize) -> usize {
    round(pages / zone.pages * cells as f64).min(cells)
}

/// What the cells of one host look like while memory flows.
struct Brush {
    queued: Cell,
    dirty: Cell,
    arriving: Cell,
    rest: Cell,
}

fn brush(host: Host, first: bool, vm_moved: bool) -> Brush {
    match host {
        Host::Source => Brush {
            queued: if first || vm_moved { Cell::Unsent } else { Cell::Dirty },
            dirty: if vm_moved { Cell::Sent } else { Cell::Dirty },
            arriving: Cell::Sent,
            rest: Cell::Sent,
        },
        Host::Destination => Brush {
            queued: match (vm_moved, first) {
                (true, _) => Cell::Missing,
                (false, true) => Cell::Absent,
                (false, false) => Cell::Dirty,
            },
            dirty: if vm_moved { Cell::Sent } else { Cell::Dirty },
            arriving: Cell::Arriving,
            rest: Cell::Sent,
        },
    }
}

fn flow(lane: &LaneTrace, time: SimTime, host: Host, cells: &mut [Cell]) {
    let phase = lane.phases.iter().rev().find(|phase| phase.start <= time);
    let stage_start = phase.map_or(SimTime::ZERO, |phase| phase.start);
    let stage = phase.map_or(SimTime::ZERO, |phase| phase.end - phase.start);
    let ended = phase.is_none_or(|phase| phase.end <= time);
    let before = if ended {
        time
    } else {
        stage_start.max(time - stage * ARRIVING_PART)
    };
    let (Some(now), Some(before)) = (Instant::at(lane, time), Instant::at(lane, before)) else {
        return;
    };
    let vm_moved = phase.is_some_and(|phase| phase.host == Host::Destination);
    let rounds = lane.rounds.partition_point(|round| round.end <= time);
    let mut zero_start = 0;
    for (index, (zone, span)) in lane.zones.iter().zip(spans(lane)).enumerate() {
        zero_start = span.end;
        let cells = &mut cells[span];
        let state = now.zone(index);
        let queued = cells_of(state.queued, zone, cells.len());
        let queued_before = cells_of(before.zone(index).queued, zone, cells.len()).max(queued);
        let dirty = cells_of(state.dirty, zone, cells.len());
        let brush = brush(host, rounds == 0 || zone.pattern.is_none(), vm_moved);
        let order = match zone.pattern {
            None => Order::by_address(cells.len()),
            Some(Pattern::Sequential) => order::walking(lane, index, cells.len(), rounds),
            Some(Pattern::Random) if rounds == 0 && dirty == 0 => Order::by_address(cells.len()),
            Some(Pattern::Random) => order::scattered(lane, index, cells.len(), rounds),
        };
        cells.fill(brush.rest);
        order
            .arriving(queued, queued_before)
            .for_each(|cell| cells[cell] = brush.arriving);
        // After a hold in the first pass the queue is no longer what comes last by address: the two are not apart.
        let mut waits = vec![false; cells.len()];
        order.queued(queued).for_each(|cell| waits[cell] = true);
        let written = order.dirty(cells.len()).filter(|&cell| !waits[cell]).take(dirty);
        written.for_each(|cell| cells[cell] = brush.dirty);
        order.queued(queued).for_each(|cell| cells[cell] = brush.queued);
    }
    let zeros = &mut cells[zero_start..];
    zeros.fill(Cell::Zero);
    if host == Host::Destination {
        let memory = lane.zones.last().map_or(Pages::ZERO, |zone| zone.start + zone.pages);
        let left = round(now.zero_left() / (lane.memory - memory) * zeros.len() as f64).min(zeros.len());
        let scanned = zeros.len() - left;
        zeros[scanned..].fill(if vm_moved { Cell::Missing } else { Cell::Absent });
    }
}

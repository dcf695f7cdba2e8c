//! Which cells of a zone are dirty, queued, or just arriving, given how many.
//!
//! An [`Order`] is a ring of all cells of a zone. The dirty cells begin at
//! some place of it and grow forward; the queue ends there and shrinks towards
//! it. So both are nested in time, exact in number, and apart as long as the
//! zone has room for both. A sync makes one queue of the two by moving the
//! place past the dirty cells: no cell changes.

use std::sync::LazyLock;

use super::{Instant, MAX_SIDE, cells_of, round};
use engine::migration::ZoneState;
use engine::trace::LaneTrace;
use engine::units::SimTime;

/// Most cells that a zone can have.
const CELLS: usize = MAX_SIDE * MAX_SIDE;

/// After so many rounds the place on the ring is counted anew, to keep the
/// work small.
const ROUNDS_COUNTED: usize = 256;

/// A ring of the cells of a zone.
pub(super) struct Order {
    line: Line,
    cells: usize,
    /// The place between queue and dirty cells.
    place: usize,
    /// In the first pass the queue is the end of the zone instead: the sender
    /// goes by address.
    sweep: bool,
}

#[expect(
    clippy::large_enum_variant,
    reason = "it lives on the stack for the length of a zone; a box would allocate"
)]
enum Line {
    Address,
    Scattered([u16; CELLS]),
}

impl Order {
    /// Nothing is written: the sender goes by address.
    pub(super) const fn by_address(cells: usize) -> Self {
        Self {
            line: Line::Address,
            cells,
            place: 0,
            sweep: true,
        }
    }

    /// A cell so many places further on the ring.
    fn cell(&self, further: usize) -> usize {
        let place = (self.place + further) % self.cells;
        match &self.line {
            Line::Address => place,
            Line::Scattered(line) => usize::from(line[place]),
        }
    }

    /// The cells that are still queued.
    pub(super) fn queued(&self, queued: usize) -> impl Iterator<Item = usize> + '_ {
        self.arriving(0, queued)
    }

    /// The cells that were queued before and are no more.
    pub(super) fn arriving(&self, queued: usize, before: usize) -> impl Iterator<Item = usize> + '_ {
        (queued..before)
            .map(|place| self.cells - 1 - place)
            .map(|place| if self.sweep { place } else { self.cell(place) })
    }

    /// The cells that were written since the last sync.
    pub(super) fn dirty(&self, dirty: usize) -> impl Iterator<Item = usize> + '_ {
        (0..dirty).map(|place| self.cell(place))
    }
}

/// A zone with a sequential writer, after some rounds: the ring goes by
/// address, and its place is the writer's.
pub(super) fn walking(lane: &LaneTrace, zone: usize, cells: usize, rounds: usize) -> Order {
    Order {
        line: Line::Address,
        cells,
        place: place(lane, zone, cells, rounds),
        sweep: rounds == 0,
    }
}

/// The place on the ring after some rounds: past all that they left dirty.
fn place(lane: &LaneTrace, zone: usize, cells: usize, rounds: usize) -> usize {
    let first = rounds - rounds % ROUNDS_COUNTED;
    let dirty = |sync| cells_of(last_state(lane, zone, sync).dirty, &lane.zones[zone], cells);
    lane.rounds[first..rounds].iter().map(|round| dirty(round.end)).sum()
}

/// The state just before a sync.
fn last_state(lane: &LaneTrace, zone: usize, sync: SimTime) -> ZoneState {
    let index = lane.samples.partition_point(|sample| sample.at < sync);
    match lane.samples.get(index) {
        Some(sample) if sample.at == sync => sample.zones.get(zone).copied().unwrap_or_default(),
        _ => Instant::at(lane, sync).map_or_else(ZoneState::default, |instant| instant.zone(zone)),
    }
}

/// A zone with random writes, after some rounds. The ring begins with the
/// cells in the order in which the first pass saw them become dirty: only
/// cells that had been sent, else by hash.
pub(super) fn scattered(lane: &LaneTrace, zone: usize, cells: usize, rounds: usize) -> Order {
    let [cell_of, ranks] = &*SHUFFLE;
    let mut line = [0; CELLS];
    let mut pool = Pool::default();
    let (mut sent, mut picked) = (0, 0);
    let end = lane.rounds.first().map_or(SimTime::s(f64::MAX), |round| round.end);
    let share = |pages| pages / lane.zones[zone].pages * cells as f64;
    for pair in lane.samples.windows(2).take_while(|pair| pair[0].at < end) {
        let (Some(left), Some(right)) = (pair[0].zones.get(zone), pair[1].zones.get(zone)) else {
            break;
        };
        let (dirty, dirty_then) = (share(left.dirty), share(right.dirty));
        let (queue, queue_then) = (share(left.queued), share(right.queued));
        while picked < round(dirty_then).min(cells) {
            // When this cell becomes dirty, and how far the sender is then; a
            // hair less, so that no cell is dirty before it is sent.
            let growth = dirty_then - dirty;
            let part = if growth > 0.0 {
                ((picked as f64 + 0.5 - dirty) / growth).max(0.0)
            } else {
                0.0
            };
            let queued = round(queue + (queue_then - queue) * part + 1e-9).min(cells);
            while sent < cells - queued {
                pool.insert(ranks[sent]);
                sent += 1;
            }
            // All that was sent is dirty already: the next can only be the next to be sent.
            let rank = pool.take_first().unwrap_or_else(|| {
                sent += 1;
                ranks[sent - 1]
            });
            line[picked] = cell_of[usize::from(rank)];
            picked += 1;
        }
    }
    while let Some(rank) = pool.take_first() {
        line[picked] = cell_of[usize::from(rank)];
        picked += 1;
    }
    // What the first pass did not reach comes last: on the ring, that is before the first.
    for (cell, place) in line.iter_mut().enumerate().take(cells).skip(sent) {
        *place = cell as u16;
    }
    Order {
        line: Line::Scattered(line),
        cells,
        place: place(lane, zone, cells, rounds),
        sweep: rounds == 0,
    }
}

/// A set of ranks.
#[derive(Default)]
struct Pool([u64; CELLS / 64]);

impl Pool {
    fn insert(&mut self, rank: u16) {
        self.0[usize::from(rank / 64)] |= 1 << (rank % 64);
    }

    fn take_first(&mut self) -> Option<u16> {
        let (index, word) = self.0.iter_mut().enumerate().find(|(_, word)| **word != 0)?;
        let bit = word.trailing_zeros() as usize;
        *word &= *word - 1;
        u16::try_from(index * 64 + bit).ok()
    }
}

/// A fixed shuffle: the cell of each rank, and the rank of each cell. It is made anew by each program, because a random table
/// cannot be packed for the download.
static SHUFFLE: LazyLock<[[u16; CELLS]; 2]> = LazyLock::new(|| {
    let cells = shuffled();
    let mut ranks = [0; CELLS];
    for (rank, &cell) in cells.iter().enumerate() {
        ranks[usize::from(cell)] = rank as u16;
    }
    [cells, ranks]
});

fn shuffled() -> [u16; CELLS] {
    let mut cells = std::array::from_fn(|index| index as u16);
    let mut index = CELLS;
    let mut seed: u64 = 0x9e37_79b9_7f4a_7c15;
    while index > 1 {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = ((seed >> 33) % index as u64) as usize;
        index -= 1;
        cells.swap(index, other);
    }
    cells
}

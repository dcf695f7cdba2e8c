//! Many hosts as a map of cells: the larger one of the taken parts of processors and memory, a dot where something moves.

use engine::cluster::HostState;

use super::rows::even_rows;
use super::{Frame, Rect, Scene};
use crate::cluster::hosts::What;

/// So many steps of colour.
pub const LEVELS: u8 = 8;

/// How high the map may be, in CSS pixels of a laptop.
const HIGHEST: f64 = 300.0;
/// The smallest and the largest cell.
const SIDES: (f64, f64) = (7.0, 22.0);
/// Between two racks, in cells.
const RACK_GAP: f64 = 0.4;

/// A host.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its place.
    pub host: u32,
    /// Where.
    pub rect: Rect,
    /// What it does.
    pub state: HostState,
    /// Its load, in steps: below [`LEVELS`].
    pub level: u8,
    /// Whether a VM leaves it, and whether one comes.
    pub leaves: bool,
    /// See [`Cell::leaves`].
    pub comes: bool,
}

/// All hosts.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// In their order.
    pub cells: Vec<Cell>,
    /// From one cell to the next.
    pub side: f64,
}

impl Cells {
    /// The cell at a point.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Option<&Cell> {
        let side = self.side;
        let spot = |cell: &&Cell| {
            Rect {
                width: side,
                height: side,
                ..cell.rect
            }
            .has(x, y)
        };
        self.cells.iter().find(spot)
    }
}

/// The map, and how high it is.
pub(super) fn place(scene: &Scene<'_>, frame: &Frame) -> (Cells, f64) {
    let racks: Vec<u32> = scene.record.cluster.hosts.iter().map(|host| host.rack).collect();
    let u = frame.scale;
    let rows_of = |side: f64| even_rows(&racks, (frame.width / side).floor(), RACK_GAP);
    let mut side = SIDES.1 * u;
    let mut rows = rows_of(side);
    while side > SIDES.0 * u && rows.len() as f64 * side > HIGHEST * u {
        side = (side - 1.0).max(SIDES.0 * u);
        rows = rows_of(side);
    }
    let mut cells = Vec::with_capacity(racks.len());
    for (row, span) in rows.iter().enumerate() {
        let mut x = 0.0;
        for host in span.clone() {
            if host > span.start && racks[host] != racks[host - 1] {
                x += side * RACK_GAP;
            }
            let now = &scene.hosts[host];
            let has = |wanted: fn(&What) -> bool| now.blocks.iter().any(|block| wanted(&block.what));
            let load = now.load_of(scene.record, host).as_f64();
            cells.push(Cell {
                host: host as u32,
                rect: Rect {
                    x,
                    y: row as f64 * side,
                    width: side - u,
                    height: side - u,
                },
                state: now.state,
                level: ((load * f64::from(LEVELS)) as u8).min(LEVELS - 1),
                leaves: has(|what| matches!(what, What::Leaves(_))),
                comes: has(|what| matches!(what, What::Comes(_))),
            });
            x += side;
        }
    }
    (Cells { cells, side }, rows.len() as f64 * side)
}

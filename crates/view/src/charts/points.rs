//! What was measured, as points over the lines of what was predicted.

use super::Table;
use super::lines::Grid;
use super::sheet::{Area, Sheet};
use crate::format;
use engine::units::{Bytes, SimTime};
use text::{Language, count, word};

/// Half the side of a point, in CSS pixels.
const HALF: f64 = 2.5;
/// Half the side with its rim of paper.
const RIM: f64 = 3.5;
/// Rows of points in a table.
const ROWS: usize = 48;

/// Squares: they are told from lines without colours.
pub(super) fn draw(sheet: &Sheet<'_>, grid: &Grid, measured: impl Iterator<Item = (SimTime, f64)>) {
    for (at, value) in measured {
        let (x, y) = grid.place(at, value);
        let square = |half: f64| Area {
            left: x - half,
            top: y - half,
            right: x + half,
            bottom: y + half,
        };
        sheet.fill(square(RIM), sheet.palette.paper);
        sheet.fill(square(HALF), sheet.palette.ink);
    }
}

/// How many there are, for the summary.
pub(super) fn told(language: Language, measured: &[(SimTime, Bytes)]) -> String {
    match measured.len() {
        0 => String::new(),
        points => count!(
            language,
            points as f64,
            " Over it stands {0} measured point.",
            " Over it stand {0} measured points.",
            points
        ),
    }
}

/// A table with the points as rows below those of the lines.
pub(super) fn with_points(language: Language, mut table: Table, measured: &[(SimTime, Bytes)]) -> Table {
    let step = measured.len().div_ceil(ROWS).max(1);
    table.rows.extend(measured.iter().step_by(step).map(|&(at, left)| {
        vec![
            word!(language, "measured").to_owned(),
            String::new(),
            format::clock(language, at),
            format::size(language, left),
        ]
    }));
    table
}

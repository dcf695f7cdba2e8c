//! What charts show of the pinned or measured run, behind the present one.

use super::Table;
use super::bars::Row;
use super::lines::Grid;
use super::sheet::{Area, Sheet};
use crate::behind::{Behind, Known};
use crate::beside::{self, Beside};
use crate::labels::Dash;
use engine::migration::Sample;
use engine::params::Lane;
use engine::trace::LaneTrace;
use engine::units::SimTime;
use text::Language;

/// The counterparts of these lanes of which this is known.
pub(super) fn of<'a>(both: &Beside<'a>, lanes: &[Lane], is_known: fn(&Known) -> bool) -> Vec<Option<&'a LaneTrace>> {
    let lanes = both.trace.of(lanes);
    lanes.map(|lane| both.ghost_with(lane, is_known)).collect()
}

/// The bar of the pinned run.
pub(super) struct Ghost {
    pub value: f64,
    pub text: String,
}

/// The frame of a bar of the pinned run: hollow, so that nobody takes it for the present one.
pub(super) fn outline(sheet: &Sheet<'_>, area: Area) {
    let Area {
        left,
        top,
        right,
        bottom,
    } = area;
    let color = sheet.palette.soft;
    sheet.rule((left, top), (right, top), color);
    sheet.rule((left, bottom), (right, bottom), color);
    sheet.rule((left, top), (left, bottom), color);
    sheet.rule((right, top), (right, bottom), color);
}

/// `was 27.4 s`; empty without a pinned run.
pub(super) fn was(language: Language, row: &Row) -> String {
    let ghost = row.ghost.as_ref();
    ghost.map_or_else(String::new, |ghost| beside::was(language, &ghost.text))
}

/// What the bars were in the pinned run, for the summary.
pub(super) fn told(language: Language, behind: Behind, rows: &[Row]) -> String {
    let there = rows.iter().filter(|row| row.ghost.is_some());
    let parts: Vec<String> = there
        .map(|row| format!("{} {}", row.name, was(language, row)))
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => behind.told(language, &parts.join("; ")),
    }
}

/// A table with a column for the pinned run after the one that the bars show.
pub(super) fn with_ghosts(language: Language, behind: Behind, mut table: Table, rows: &[Row]) -> Table {
    if rows.iter().all(|row| row.ghost.is_none()) {
        return table;
    }
    table.head.insert(2, behind.title(language).to_owned());
    for (cells, row) in table.rows.iter_mut().zip(rows) {
        let ghost = row.ghost.as_ref();
        cells.insert(2, ghost.map_or_else(String::new, |ghost| ghost.text.clone()));
    }
    table
}

/// The outline of a value of the pinned run.
pub(super) fn steps(sheet: &Sheet<'_>, grid: &Grid, ghost: &LaneTrace, value: impl Fn(&Sample) -> f64) {
    let mut corners: Vec<(SimTime, f64)> = Vec::new();
    for sample in &ghost.samples {
        if let Some(&(_, before)) = corners.last() {
            corners.push((sample.at, before));
        }
        corners.push((sample.at, value(sample)));
    }
    let points = grid.line(corners.into_iter());
    sheet.polyline(&points, sheet.palette.ink, 1.0, Dash::Short);
}

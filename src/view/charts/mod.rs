//! Charts of a trace as SVG, each with its summary, legend and table.
//!
//! Every number drawn or written comes from the trace. Text is placed with a
//! width table, so the same trace gives the same SVG everywhere.

mod bars;
mod downtime;
mod ink;
mod lines;
mod memory;
mod place;
mod sheet;
mod speeds;
pub mod ticks;
mod traffic;
pub mod widths;

pub use downtime::downtime;
pub use ink::escape;
pub use memory::memory_left;
pub use speeds::speeds;
pub use traffic::traffic;

use super::labels::{Dash, Hatch, Role};
use super::palette::{Color, Palette, Scheme};
use crate::units::SimTime;

/// Where a chart goes, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Width; charts are made for 280 to 900.
    pub width: u32,
    /// Height; charts are made for 150 to 300.
    pub height: u32,
    /// Colours, type size and line weight.
    pub scheme: Scheme,
}

/// A chart and the same in words and numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The picture: a whole `<svg>` element.
    pub svg: String,
    /// What it shows, as a heading.
    pub caption: &'static str,
    /// What is to be seen in it, in a sentence with numbers.
    pub summary: String,
    /// What its colours and lines mean.
    pub legend: Vec<Legend>,
    /// The same data in rows.
    pub table: Table,
    /// Where time runs in it; `None` where there is no time axis.
    pub plot: Option<PlotArea>,
}

/// One item of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Legend {
    /// Its meaning.
    pub label: String,
    /// Its role; names the style class.
    pub role: Role,
    /// Its colour.
    pub color: Color,
    /// What tells it apart without colour.
    pub cue: Cue,
}

/// What tells an item apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// The surface of a bar.
    Hatch(Hatch),
    /// The pattern of a line.
    Dash(Dash),
}

/// Rows of texts under a head.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// Column names.
    pub head: Vec<String>,
    /// Rows, as long as the head; the first cell names the row.
    pub rows: Vec<Vec<String>>,
}

/// The part of a frame where time runs from left to right; edges are shares of the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotArea {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// The time at the left edge.
    pub start: SimTime,
    /// The time at the right edge.
    pub end: SimTime,
}

impl PlotArea {
    fn of(area: &sheet::Area, frame: &Frame, end: SimTime) -> Self {
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        Self {
            left: area.left / width,
            right: area.right / width,
            top: area.top / height,
            bottom: area.bottom / height,
            start: SimTime::ZERO,
            end,
        }
    }
}

/// One item for each role, with the names of all that it stands for.
fn bar_legend<'a>(parts: impl Iterator<Item = &'a bars::Part>, palette: &Palette) -> Vec<Legend> {
    let mut legend: Vec<Legend> = Vec::new();
    for part in parts {
        match legend.iter_mut().find(|item| item.role == part.role) {
            Some(item) if item.label.split(", ").any(|label| label == part.label) => {}
            Some(item) => item.label = format!("{}, {}", item.label, part.label),
            None => legend.push(Legend {
                label: part.label.clone(),
                role: part.role,
                color: part.role.color(palette),
                cue: Cue::Hatch(part.role.hatch()),
            }),
        }
    }
    legend
}

fn heads(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

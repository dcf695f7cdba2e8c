//! Charts of a trace as SVG, each with its summary, its table, and places to point at. What
//! the colours mean stands once for all of them, in the [key](super::key).
//!
//! Every number drawn or written comes from the trace. Text is placed with a
//! width table, so the same trace gives the same SVG everywhere.

mod bars;
mod course;
mod downtime;
mod ghosts;
mod ink;
mod lines;
mod memory;
mod open;
mod place;
mod points;
pub(super) mod sheet;
mod speeds;
pub mod ticks;
mod traffic;
pub mod widths;

pub use course::{Course, course};
pub use downtime::{downtime, downtime_beside};
pub use ink::escape;
pub use memory::{memory_at, memory_left, memory_left_beside, memory_left_measured};
pub use open::open;
pub use speeds::{speeds, speeds_at, speeds_beside};
pub use traffic::{traffic, traffic_beside};

use super::palette::Scheme;
use engine::params::Lane;
use engine::trace::Trace;
use engine::units::SimTime;
use text::text;
use text::{Language, Text};

/// Where a chart goes, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Width; charts are made for 280 to 900.
    pub width: u32,
    /// Height; charts are made for 150 to 300.
    pub height: u32,
    /// Colours, type size and line weight.
    pub scheme: Scheme,
    /// The language of its words.
    pub language: Language,
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
    /// Places that tell what they are, in the order of reading.
    pub spots: Vec<Spot>,
    /// The same data in rows.
    pub table: Table,
    /// Where time runs in it; `None` where there is no time axis.
    pub plot: Option<PlotArea>,
}

/// A place in a chart to point at.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The lane that it belongs to.
    pub lane: Lane,
    /// Its outline as a path; lengths are shares of the frame.
    pub path: String,
    /// What it is, in words and numbers, line by line; empty where the moment under the pointer counts.
    pub tip: String,
    /// When it begins to happen; `None` where the moment under the pointer counts.
    pub at: Option<SimTime>,
}

impl Spot {
    fn area(lane: Lane, frame: &sheet::Area, area: &sheet::Area, tip: String, at: Option<SimTime>) -> Self {
        let (x, y) = (1.0 / frame.width(), 1.0 / frame.height());
        let [left, top, width, height] = [area.left * x, area.top * y, area.width() * x, area.height() * y];
        let path = format!("M{left:.4} {top:.4}h{width:.4}v{height:.4}h-{width:.4}z");
        Self { lane, path, tip, at }
    }
}

/// The head of the column that names the lanes.
const LANE: Text = text!("Lane");
const BEGINS: Text = text!("Begins");
const AT: Text = text!("At");

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

/// The moment that a pointer near `time` means: the nearest turn of these lanes (a stage begins or ends, something happens) that is not further
/// than `reach`, else `time` itself.
#[must_use]
pub fn nearest_turn(trace: &Trace, lanes: &[Lane], time: SimTime, reach: SimTime) -> SimTime {
    let distance = |turn: SimTime| if turn < time { time - turn } else { turn - time };
    trace
        .of(lanes)
        .flat_map(|lane| {
            let stages = lane.phases.iter().flat_map(|phase| [phase.start, phase.end]);
            stages.chain(lane.events.iter().map(|event| event.at))
        })
        .filter(|&turn| distance(turn) <= reach)
        .min_by_key(|&turn| distance(turn))
        .unwrap_or(time)
}

fn heads(language: Language, names: &[Text]) -> Vec<String> {
    names.iter().map(|name| name.get(language).to_owned()).collect()
}

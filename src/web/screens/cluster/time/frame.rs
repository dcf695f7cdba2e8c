//! Where everything is: heights of rows and strips, and the room left of the clock, in CSS pixels.

use crate::units::Share;
use crate::view::charts::widths;
use crate::view::cluster::gantt::{Gantt, RunRows};
use crate::view::cluster::spread::{Stands, Wanted, spread};
use crate::view::cluster::strips::{Strip, StripKind};

/// Lines of words above the rows of a run.
const MOST_LINES: usize = 3;
/// Names take no more of the width than this.
const MOST_LEFT: f64 = 0.28;
/// A hair around words.
pub(super) const GAP: f64 = 4.0;
/// The least height of a row.
const LEAST_ROW: f64 = 8.0;

/// A word above the rows and what stands there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// Where the line is that it belongs to.
    pub at: f64,
    /// Where the word is; none if there is no room.
    pub stands: Option<Stands>,
    pub text: String,
}

/// Where the rows of a run are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// From where to where, words above the rows included.
    pub top: f64,
    pub bottom: f64,
    /// Where the first row begins.
    pub rows: f64,
    /// The words above them: of drains, of hosts that die after that, of what was done; by how much it is later.
    pub drains: Vec<Placed>,
    pub deadlines: Vec<Option<Placed>>,
    pub acts: Vec<Placed>,
    pub later: Option<Placed>,
}

/// Where everything is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    pub width: f64,
    pub height: f64,
    /// Where the clock begins.
    pub left: f64,
    /// The size of type.
    pub em: f64,
    /// The height of a row.
    pub row: f64,
    /// Whether the rows say which host a VM leaves.
    pub sources: bool,
    pub runs: Vec<Run>,
    /// Where each strip begins and how high it is.
    pub strips: Vec<(f64, f64)>,
    /// Where the labels of the clock are.
    pub axis: f64,
}

impl Frame {
    pub fn new(gantt: &Gantt, strips: &[Strip], width: f64, em: f64) -> Self {
        let count: usize = gantt.runs.iter().map(|run| run.rows.len()).sum();
        let sources = width > 45.0 * em;
        let mut frame = Self {
            width,
            height: 0.0,
            left: 0.0,
            em,
            row: (em * row_height(count)).max(LEAST_ROW),
            sources,
            runs: Vec::new(),
            strips: Vec::new(),
            axis: 0.0,
        };
        let rows = gantt.runs.iter().flat_map(|run| &run.rows);
        let names = rows.map(|row| frame.wide(&frame.name(&row.name, row.from.as_deref())));
        let strip_names = strips
            .iter()
            .flat_map(|strip| [frame.wide(&strip.name), frame.wide(&strip.scale)]);
        let letter = if gantt.runs.len() > 1 { 1.4 * em } else { 0.0 };
        let widest = names.chain(strip_names).fold(0.0, f64::max) + 2.0 * GAP + letter;
        frame.left = widest.min(width * MOST_LEFT).round();
        let mut top = 2.0;
        for (index, run) in gantt.runs.iter().enumerate() {
            let place = frame.run(gantt, index, run, top);
            top = place.bottom + GAP;
            frame.runs.push(place);
        }
        for strip in strips {
            let height = (em * strip_height(strip.kind)).round();
            frame.strips.push((top, height));
            top += height + GAP;
        }
        frame.axis = top;
        frame.height = top + 1.5 * em;
        frame
    }

    /// Where a share of the clock is.
    pub fn x(&self, share: Share) -> f64 {
        self.left + share.as_f64() * (self.width - self.left).max(0.0)
    }

    pub fn wide(&self, text: &str) -> f64 {
        widths::width(text, self.em)
    }

    /// What a row is called, with the host that its VM leaves where there is room.
    pub fn name(&self, name: &str, from: Option<&str>) -> String {
        match from.filter(|_| self.sources) {
            Some(from) => format!("{name} {from}"),
            None => name.to_owned(),
        }
    }

    fn run(&self, gantt: &Gantt, index: usize, run: &RunRows, top: f64) -> Run {
        let placed = |at: Share, text: &str| Placed {
            at: self.x(at),
            stands: None,
            text: text.to_owned(),
        };
        let mut words: Vec<Placed> = run.drains.iter().map(|drain| placed(drain.at, &drain.text)).collect();
        let deadlines = run.drains.iter().filter_map(|drain| drain.deadline.as_ref());
        words.extend(deadlines.map(|(at, text)| placed(*at, text)));
        words.extend(run.acts.iter().map(|act| placed(act.at, &act.text)));
        let later = gantt.later.as_ref().filter(|_| index == 1);
        words.extend(later.map(|later| placed(later.first.min(later.second), &later.text)));
        let wanted: Vec<Wanted> = words
            .iter()
            .map(|word| Wanted {
                at: word.at - self.left,
                width: self.wide(&word.text) + 2.0 * GAP,
            })
            .collect();
        let stands = spread(&wanted, self.width - self.left, MOST_LINES);
        for (word, stands) in words.iter_mut().zip(stands) {
            word.stands = stands.map(|stands| Stands {
                left: stands.left + self.left + GAP,
                ..stands
            });
        }
        let lines = words
            .iter()
            .filter_map(|word| Some(word.stands?.line + 1))
            .max()
            .unwrap_or(0);
        let rows = top + lines as f64 * self.line();
        let below = if run.more.is_some() { self.line() } else { 0.0 };
        let mut words = words.into_iter();
        let drains: Vec<Placed> = words.by_ref().take(run.drains.len()).collect();
        let deadlines = run
            .drains
            .iter()
            .map(|drain| drain.deadline.as_ref().and_then(|_| words.next()));
        Run {
            top,
            rows,
            bottom: rows + run.rows.len() as f64 * self.row + below,
            deadlines: deadlines.collect(),
            acts: words.by_ref().take(run.acts.len()).collect(),
            later: words.next(),
            drains,
        }
    }

    /// The height of a line of words.
    pub fn line(&self) -> f64 {
        1.25 * self.em
    }
}

/// The height of a row in letters: the more there are, the lower.
fn row_height(count: usize) -> f64 {
    match count {
        0..=20 => 1.1,
        21..=36 => 0.95,
        _ => 0.82,
    }
}

/// The height of a strip in letters.
fn strip_height(kind: StripKind) -> f64 {
    match kind {
        StripKind::Link | StripKind::Hosts => 2.3,
        StripKind::Imbalance | StripKind::Power => 2.8,
        StripKind::Processor => 4.0,
    }
}

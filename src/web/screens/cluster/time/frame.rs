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
/// Bold letters are wider than others by this factor.
const BOLD: f64 = 1.13;
/// An arrow is at least so much longer than the words on it.
pub(super) const ARROW: f64 = 24.0;
/// The least height of a row.
const LEAST_ROW: f64 = 8.0;
/// The same where all rows have to be in sight, and names have no room.
const THINNEST_ROW: f64 = 5.0;
/// Names have room in rows that are so many letters high.
const NAMED_ROW: f64 = 0.7;

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
    /// Rows are thinner where all of them would take more than `room`.
    pub fn new(gantt: &Gantt, strips: &[Strip], width: f64, em: f64, room: Option<f64>) -> Self {
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
        // Where no row has a name, half of the first label of the clock stands there.
        let label = gantt.axis.first().map_or(0.0, |tick| frame.wide(&tick.label) / 2.0);
        let widest = names.chain(strip_names).fold(label, f64::max) + 2.0 * GAP + letter;
        frame.left = widest.min(width * MOST_LEFT).round();
        let mut top = frame.place_runs(gantt);
        if let Some(over) = room.map(|room| top - room).filter(|over| *over > 0.0 && count > 0) {
            frame.row = (frame.row - over / count as f64).max(THINNEST_ROW);
            top = frame.place_runs(gantt);
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

    /// Where the rows of all runs are; gives where they end.
    fn place_runs(&mut self, gantt: &Gantt) -> f64 {
        self.runs.clear();
        let mut top = 2.0;
        for (index, run) in gantt.runs.iter().enumerate() {
            let place = self.run(gantt, index, run, top);
            top = place.bottom + GAP;
            self.runs.push(place);
        }
        top
    }

    /// Whether words have room in the rows.
    pub fn has_names(&self) -> bool {
        self.row >= NAMED_ROW * self.em
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
        let mut words: Vec<Placed> = Vec::new();
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut want = |at: Share, text: &str, width: f64| {
            let place = placed(at, text);
            wanted.push(Wanted {
                at: place.at - self.left,
                width: width + 2.0 * GAP,
            });
            words.push(place);
        };
        let later = gantt.later.as_ref().filter(|_| index == 1);
        if let Some(later) = later {
            let long = (self.x(later.second) - self.x(later.first)).abs();
            let text = self.bold(&later.text);
            // On the arrow where that is long enough, behind it otherwise.
            let wide = if long > text + ARROW { long } else { long + text };
            want(later.first.min(later.second), &later.text, wide);
        }
        for drain in &run.drains {
            want(drain.at, &drain.text, self.bold(&drain.text));
        }
        for (at, text) in run.drains.iter().filter_map(|drain| drain.deadline.as_ref()) {
            want(*at, text, self.wide(text));
        }
        for act in &run.acts {
            want(act.at, &act.text, self.wide(&act.text));
        }
        let stands = spread(&wanted, self.width - self.left, MOST_LINES);
        for (word, stands) in words.iter_mut().zip(stands) {
            word.stands = stands.map(|stands| Stands {
                left: stands.left + self.left + GAP,
                ..stands
            });
        }
        // The letter of a run has a line even where nothing else is said.
        let least = usize::from(gantt.runs.len() > 1);
        let lines = words.iter().filter_map(|word| Some(word.stands?.line + 1)).max();
        let lines = lines.unwrap_or(0).max(least);
        let rows = top + lines as f64 * self.line();
        // What is said of a run without rows stands beside its letter, if nothing else does.
        let alone = run.rows.is_empty() && words.is_empty() && lines > 0;
        let below = if run.more.is_some() && !alone { self.line() } else { 0.0 };
        let mut words = words.into_iter();
        let later = later.and_then(|_| words.next());
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
            later,
            drains,
        }
    }

    /// How wide bold words are.
    pub fn bold(&self, text: &str) -> f64 {
        self.wide(text) * BOLD
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
        StripKind::Processor => 4.6,
    }
}

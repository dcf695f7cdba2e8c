//! The rows of one run or two on their clock as a picture, for paper.

use engine::cluster::Record;
use engine::units::{Share, SimTime};
use text::{Language, word};

use super::gantt::{DrainEnd, Gantt, Note, Row, RunRows, Segment, SegmentKind, gantt};
use super::spread::{Stands, Wanted, spread};
use crate::export::Origin;
use crate::export::drawing::{Drawing, Type};
use crate::palette::{Color, Scheme};
use link::cluster::Side;

const WIDTH: f64 = 900.0;
const MARGIN: f64 = 16.0;
const RIGHT: f64 = WIDTH - MARGIN;
const EM: f64 = 13.0;
/// The height of a line of words, and of a row.
const LINE: f64 = 18.0;
const ROW: f64 = 20.0;
/// A hair around words.
const GAP: f64 = 5.0;
/// Lines of words above the rows of a run.
const MOST_LINES: usize = 3;
/// A VM that stands still is never drawn thinner.
const THINNEST: f64 = 2.0;
/// Passes closer to each other than this would be a surface.
const BETWEEN_TICKS: f64 = 3.0;

/// What happens up to a moment, with what is told of it to those who cannot see it. `origin` says where it is from; without it nothing leads to
/// what comes after that moment.
#[must_use]
pub fn picture(
    language: Language,
    records: &[&Record],
    until: SimTime,
    told: &str,
    origin: Option<&Origin<'_>>,
) -> String {
    let rows = gantt(language, records, until, None);
    let mut paper = Paper::new(&rows);
    let mut y = MARGIN;
    for (side, run) in [Side::First, Side::Second].into_iter().zip(&rows.runs) {
        let letter = (rows.runs.len() > 1).then(|| side.letter());
        y = paper.run(&rows, run, letter, y) + GAP;
    }
    y = paper.axis(&rows, y);
    y = paper.key(language, &rows, y);
    if let Some(origin) = origin {
        let small = Type::new(11.0, paper.drawing.palette.soft);
        y = paper.drawing.origin(origin, (MARGIN, y), RIGHT - MARGIN, small);
    }
    paper.drawing.finish(y, word!(language, "VMs that move"), told)
}

struct Paper {
    drawing: Drawing,
    /// Where the clock begins.
    left: f64,
}

impl Paper {
    fn new(rows: &Gantt) -> Self {
        let drawing = Drawing::new(Scheme::Light, WIDTH);
        let how = Type::new(EM, drawing.palette.ink);
        let all = rows.runs.iter().flat_map(|run| &run.rows);
        let widest = all.map(|row| how.width(&name(row))).fold(40.0, f64::max);
        let letter = if rows.runs.len() > 1 { 22.0 } else { 0.0 };
        Self {
            drawing,
            left: (MARGIN + letter + widest + 2.0 * GAP).min(WIDTH / 3.0),
        }
    }

    fn x(&self, share: Share) -> f64 {
        self.left + share.as_f64() * (RIGHT - self.left)
    }

    fn soft(&self) -> Type {
        Type::new(EM, self.drawing.palette.soft)
    }

    /// The rows of a run and what stands over them; gives where they end.
    fn run(&mut self, rows: &Gantt, run: &RunRows, letter: Option<&str>, top: f64) -> f64 {
        let words = self.words(run);
        let wanted: Vec<Wanted> = words.iter().map(|word| word.wanted(self.left)).collect();
        let stands = spread(&wanted, RIGHT - self.left, MOST_LINES);
        let lines = stands.iter().flatten().map(|stands| stands.line + 1).max().unwrap_or(0);
        let lines = lines.max(usize::from(letter.is_some()));
        let first = top + lines as f64 * LINE;
        let rest = if run.more.is_some() { LINE } else { 0.0 };
        let bottom = first + run.rows.len() as f64 * ROW + rest;
        let hair = self.drawing.palette.hair;
        for tick in &rows.axis {
            let x = self.x(tick.at);
            self.drawing
                .stroke(&format!("M{x:.1} {first:.1}V{bottom:.1}"), hair, 1.0, "");
        }
        if let Some(letter) = letter {
            let how = Type::new(EM + 2.0, self.drawing.palette.ink).bold();
            self.drawing.text(letter, (MARGIN, top + EM), how);
        }
        for (place, row) in run.rows.iter().enumerate() {
            self.row(row, first + place as f64 * ROW);
        }
        if let Some(more) = &run.more {
            self.drawing.text(more, (self.left + GAP, bottom - GAP), self.soft());
        }
        for (word, stands) in words.iter().zip(stands) {
            self.word(word, stands, (top, first, bottom));
        }
        bottom
    }

    /// What is said over the rows: when hosts were empty, when they died, and what was done.
    fn words(&self, run: &RunRows) -> Vec<Word> {
        let (ink, dirty) = (self.drawing.palette.ink, self.drawing.palette.dirty);
        let mut words = Vec::new();
        for drain in &run.drains {
            let (line, dash) = match drain.end {
                DrainEnd::Empty => (ink, ""),
                DrainEnd::Died => (dirty, ""),
                DrainEnd::Left => (ink, " stroke-dasharray=\"7 3\""),
            };
            let at = self.x(drain.at);
            words.push(Word::new(at, &drain.text, Type::new(EM, ink).bold(), (line, dash)));
            if let Some((deadline, text)) = &drain.deadline {
                let how = Type::new(EM, ink);
                words.push(Word::new(self.x(*deadline), text, how, (dirty, "")));
            }
        }
        for act in &run.acts {
            let dash = " stroke-dasharray=\"2 3\"";
            words.push(Word::new(self.x(act.at), &act.text, self.soft(), (ink, dash)));
        }
        words
    }

    /// A line through the rows, and its word above them.
    fn word(&mut self, word: &Word, stands: Option<Stands>, (top, first, bottom): (f64, f64, f64)) {
        let begin = stands.map_or(first, |stands| top + stands.line as f64 * LINE);
        let path = format!("M{0:.1} {begin:.1}V{bottom:.1}", word.at);
        self.drawing.stroke(&path, word.line.0, 1.0, word.line.1);
        if let Some(stands) = stands {
            let place = (self.left + stands.left + GAP, begin + EM);
            self.drawing.text(&word.text, place, word.how);
        }
    }

    fn row(&mut self, row: &Row, top: f64) {
        let how = Type::new(EM, self.drawing.palette.ink).right();
        let base = top + ROW / 2.0 + EM * 0.35;
        self.drawing.text(&name(row), (self.left - GAP, base), how);
        // Standing still is drawn over what is beside it.
        let (still, moving): (Vec<&Segment>, Vec<&Segment>) = row
            .segments
            .iter()
            .partition(|segment| segment.kind == SegmentKind::Down);
        for segment in moving.into_iter().chain(still) {
            self.segment(segment, top);
        }
        for note in &row.notes {
            self.note(note, (top, base));
        }
    }

    fn segment(&mut self, segment: &Segment, top: f64) {
        let (start, end) = (self.x(segment.start), self.x(segment.end));
        let least = if segment.kind == SegmentKind::Down {
            THINNEST
        } else {
            1.0
        };
        self.bar(segment.kind, [start, top, (end - start).max(least), ROW]);
        let mut last = start;
        for tick in &segment.ticks {
            let at = self.x(*tick);
            if at - last >= BETWEEN_TICKS && end - at >= 1.0 {
                let paper = self.drawing.palette.paper;
                self.drawing.fill([at, top + 2.0, 1.0, ROW - 4.0], paper);
                last = at;
            }
        }
    }

    /// A part of a row, or what stands for it in the key.
    fn bar(&mut self, kind: SegmentKind, [x, top, width, height]: [f64; 4]) {
        let palette = self.drawing.palette;
        let part = |from: f64, high: f64| [x, top + from * height, width, high * height];
        match (kind, kind.role()) {
            (_, Some(role)) => {
                let area = [x, top + 2.0, width, height - 4.0];
                self.drawing.bar(area, role.color(&palette), kind.hatch());
            }
            (SegmentKind::Waits, None) => self.drawing.fill([x, top + height / 2.0, width, 1.0], palette.soft),
            (SegmentKind::Gone, None) => self.drawing.fill(part(0.3, 0.4), palette.ink),
            (_, None) => self.drawing.fill([x, top + 2.0, width, height - 4.0], palette.ink),
        }
    }

    fn note(&mut self, note: &Note, (top, base): (f64, f64)) {
        let how = self.soft();
        let (start, end, wide) = (self.x(note.at), self.x(note.until), how.width(&note.text));
        let gap = if note.on_bar { GAP } else { GAP + THINNEST };
        if start + gap + wide > end {
            return;
        }
        if note.on_bar {
            let paper = self.drawing.palette.paper;
            let area = [start + 1.0, top + 2.0, wide + 2.0 * GAP - 2.0, ROW - 4.0];
            self.drawing.fill(area, paper);
        }
        self.drawing.text(&note.text, (start + gap, base), how);
    }

    fn axis(&mut self, rows: &Gantt, y: f64) -> f64 {
        for tick in &rows.axis {
            let x = self.x(tick.at);
            let how = self.soft();
            let how = if x + how.width(&tick.label) / 2.0 > RIGHT {
                how.right()
            } else {
                how.centred()
            };
            self.drawing.text(&tick.label, (x, y + EM), how);
        }
        y + 1.5 * LINE
    }

    /// What the colours mean, of those that are there; gives where the next line would stand.
    fn key(&mut self, language: Language, rows: &Gantt, top: f64) -> f64 {
        let all = rows.runs.iter().flat_map(|run| &run.rows);
        let there: Vec<SegmentKind> = all.flat_map(|row| &row.segments).map(|segment| segment.kind).collect();
        let (mut x, mut y) = (self.left, top);
        for kind in SegmentKind::in_order().into_iter().filter(|kind| there.contains(kind)) {
            let (how, name) = (self.soft(), kind.name(language));
            let long = EM + 6.0 + how.width(name);
            if x > self.left && x + long > RIGHT {
                (x, y) = (self.left, y + LINE);
            }
            self.bar(kind, [x, y, EM, EM + 2.0]);
            self.drawing.text(name, (x + EM + 6.0, y + EM), how);
            x += long + 1.5 * EM;
        }
        y + 2.0 * LINE
    }
}

/// A word over the rows, and the line that it belongs to.
struct Word {
    at: f64,
    text: String,
    how: Type,
    line: (Color, &'static str),
}

impl Word {
    fn new(at: f64, text: &str, how: Type, line: (Color, &'static str)) -> Self {
        Self {
            at,
            text: text.to_owned(),
            how,
            line,
        }
    }

    fn wanted(&self, left: f64) -> Wanted {
        Wanted {
            at: self.at - left,
            width: self.how.width(&self.text) * 1.13 + 2.0 * GAP,
        }
    }
}

/// What a row is called, with the host that its VM leaves.
fn name(row: &Row) -> String {
    match &row.from {
        Some(from) => format!("{} {from}", row.name),
        None => row.name.clone(),
    }
}

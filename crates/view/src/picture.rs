//! The Lab at a moment as one picture: lanes with their memory, clock,
//! figures, what is told, and the link that opens it.

use super::beside::{Beside, Was};
use super::export::Origin;
use super::export::drawing::{Drawing, Type};
use super::pagemap::{Cell, PageMap, page_map};
use super::palette::Scheme;
use super::scene::{HostScene, Scene, WireScene, WireState, scene};
use super::timeline::{self, Mark};
use super::{format, key, kinds, narration, results};
use engine::migration::Host;
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::SimTime;
use text::Language;
use text::{say, word};

const WIDTH: f64 = 1200.0;
const MARGIN: f64 = 24.0;
const RIGHT: f64 = WIDTH - MARGIN;
/// Where lanes begin, and how high they are.
const TOP: f64 = 56.0;
const LANE: f64 = 138.0;
/// The side of a memory map.
const MAP: f64 = 112.0;
/// Where things stand in a lane.
const SOURCE: f64 = 168.0;
const WIRE: [f64; 2] = [456.0, 664.0];
const DESTINATION: f64 = 680.0;
/// From a map to what is said about its host, and the width of that.
const BESIDE: f64 = MAP + 14.0;
const META: f64 = 154.0;
/// The height of a row of the clock, and the gap below it.
const ROW: f64 = 18.0;
const GAP: f64 = 3.0;
/// Rows of events at most.
const MARK_ROWS: usize = 6;

/// The picture as a whole SVG. All types are a little larger than on the page: it will be looked at from farther away.
#[must_use]
pub fn picture(trace: &Trace, lanes: &[Lane], time: SimTime, scheme: Scheme, origin: &Origin<'_>) -> String {
    picture_beside(&Beside::alone(trace), lanes, &[], time, scheme, origin)
}

/// The lanes at a moment, and nothing that tells what comes after it: no figures, no clock, no sentence.
#[must_use]
pub fn sealed(trace: &Trace, lanes: &[Lane], time: SimTime, scheme: Scheme, origin: &Origin<'_>) -> String {
    let mut paper = Paper::new(scheme, origin.language);
    let y = paper.lanes(trace, lanes, time);
    paper.rule(y);
    let y = paper.key(trace, lanes, y) + 20.0;
    paper.finish(y, time, origin, "")
}

/// The same with the pinned run behind the present one, and with what was asked to happen.
#[must_use]
pub fn picture_beside(
    both: &Beside<'_>,
    lanes: &[Lane],
    marks: &[Mark],
    time: SimTime,
    scheme: Scheme,
    origin: &Origin<'_>,
) -> String {
    let trace = both.trace;
    let mut paper = Paper::new(scheme, origin.language);
    let end = both.end(lanes);
    let time = time.min(end);
    let told = narration::sentence(origin.language, trace, lanes, time);
    let told = format!("{}: {}", told.name, told.text);
    let now = say!(
        origin.language,
        "{0} of {1}",
        format::clock(origin.language, time),
        format::clock(origin.language, end)
    );

    let ink = paper.drawing.palette.ink;
    paper.text(&now, (RIGHT, 36.0), Type::new(16.0, ink).right());
    let mut y = paper.lanes(trace, lanes, time);
    for (row, lane) in trace.of(lanes).enumerate() {
        paper.outcome(lane, both.figures(origin.language, lane), TOP + LANE * row as f64);
    }
    paper.rule(y);
    let top = y + 12.0;
    y = paper.marks(marks, top);
    y = paper.clock(both, lanes, y);
    let head = SOURCE + time / end * (RIGHT - SOURCE);
    paper.drawing.fill([head - 1.0, top - 4.0, 2.0, y - top - 12.0], ink);
    y = paper.key(trace, lanes, y);
    let how = Type::new(15.0, ink);
    y = paper.drawing.paragraph(&told, (MARGIN, y + 28.0), RIGHT - MARGIN, how);
    paper.finish(y, time, origin, &told)
}

struct Paper {
    drawing: Drawing,
    language: Language,
}

impl Paper {
    fn new(scheme: Scheme, language: Language) -> Self {
        Self {
            drawing: Drawing::new(scheme, WIDTH),
            language,
        }
    }

    /// The name, and the lanes one below the other; gives where they end.
    fn lanes(&mut self, trace: &Trace, lanes: &[Lane], time: SimTime) -> f64 {
        let ink = self.drawing.palette.ink;
        self.text("Migrascope", (MARGIN, 36.0), Type::new(20.0, ink).bold());
        let mut y = TOP;
        for lane in trace.of(lanes) {
            self.lane(lane, time, y);
            y += LANE;
        }
        y
    }

    /// What the colours mean; gives where it ends.
    fn key(&mut self, trace: &Trace, lanes: &[Lane], y: f64) -> f64 {
        let key = key::key(self.language, trace, lanes);
        let soft = Type::new(12.0, self.drawing.palette.soft);
        self.drawing.key(&key, (SOURCE, y + 20.0), RIGHT - SOURCE, soft) - 12.0
    }

    /// Where it is from, and the end of the picture.
    fn finish(mut self, y: f64, time: SimTime, origin: &Origin<'_>, told: &str) -> String {
        let small = Type::new(11.0, self.drawing.palette.soft);
        let y = self.drawing.origin(origin, (MARGIN, y + 4.0), RIGHT - MARGIN, small);
        let title = say!(self.language, "Migrascope at {0}", format::clock(self.language, time));
        self.drawing.finish(y + 8.0, &title, told)
    }

    fn text(&mut self, text: &str, place: (f64, f64), how: Type) {
        self.drawing.text(text, place, how);
    }

    /// A hairline across.
    fn rule(&mut self, y: f64) {
        let hair = self.drawing.palette.hair;
        self.drawing.fill([MARGIN, y, RIGHT - MARGIN, 1.0], hair);
    }

    fn lane(&mut self, lane: &LaneTrace, time: SimTime, top: f64) {
        let time = time.min(lane.end());
        let scene = scene(self.language, lane, time);
        let (ink, soft) = (self.drawing.palette.ink, self.drawing.palette.soft);
        self.rule(top);
        let name = kinds::name(self.language, lane);
        self.text(name, (MARGIN, top + 58.0), Type::new(18.0, ink).bold());
        let width = SOURCE - MARGIN - 8.0;
        let how = Type::new(12.0, soft);
        self.drawing
            .paragraph(&scene.subtitle, (MARGIN, top + 76.0), width, how);
        for (host, x) in [(Host::Source, SOURCE), (Host::Destination, DESTINATION)] {
            let of = match host {
                Host::Source => &scene.source,
                Host::Destination => &scene.destination,
            };
            self.map(&page_map(lane, time, host), [x, top + 13.0], of.crashed);
            self.host(of, &scene, host, (x + BESIDE, top + 24.0));
        }
        self.wire(&scene.wire, top + LANE / 2.0);
    }

    /// Equal cells in a row are one rectangle, set off by a grid of paper.
    fn map(&mut self, map: &PageMap, [left, top]: [f64; 2], crashed: bool) {
        let (side, palette) = (map.side, self.drawing.palette);
        let cell = MAP / side as f64;
        let place = |index: usize| {
            let (column, row) = (index % side, index / side);
            (left + column as f64 * cell, top + row as f64 * cell)
        };
        let mut cues = String::new();
        for wanted in Cell::ALL {
            let Some(color) = wanted.color(&palette) else { continue };
            let mut runs = String::new();
            let mut start = 0;
            for (index, &each) in map.cells.iter().enumerate() {
                let (x, y) = place(index);
                if each == wanted && matches!(wanted, Cell::Dirty | Cell::Missing) {
                    cues += &cue(wanted, x, y, cell);
                }
                let first = index % side == 0 || map.cells[index - 1] != wanted;
                if each == wanted && first {
                    start = index;
                }
                let last = (index + 1) % side == 0 || map.cells.get(index + 1) != Some(&wanted);
                if each == wanted && last {
                    let (x, y) = place(start);
                    runs += &rectangle(x, y, (index + 1 - start) as f64 * cell, cell);
                }
            }
            self.drawing.shape(&runs, color);
        }
        self.drawing.shape(&cues, palette.paper);
        let grid: String = (1..side)
            .map(|line| {
                let at = line as f64 * cell;
                let (x, y) = (left + at, top + at);
                format!("M{x:.1} {top:.1}v{MAP}M{left:.1} {y:.1}h{MAP}")
            })
            .collect();
        self.drawing.stroke(&grid, palette.paper, 0.5, "");
        let around = rectangle(left - 3.0, top - 3.0, MAP + 6.0, MAP + 6.0);
        self.drawing.stroke(&around, palette.hair, 1.0, "");
        if crashed {
            let (right, bottom) = (left + MAP, top + MAP);
            let cross = format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}");
            self.drawing.stroke(&cross, palette.dirty, 3.0, "");
        }
    }

    fn host(&mut self, of: &HostScene, scene: &Scene, host: Host, (x, mut y): (f64, f64)) {
        let (ink, soft) = (self.drawing.palette.ink, self.drawing.palette.soft);
        self.text(of.title, (x, y), Type::new(13.0, ink).bold());
        if scene.host == host {
            let color = scene.role.color(&self.drawing.palette);
            let how = Type::new(12.0, color.text_on());
            self.drawing
                .fill([x, y + 7.0, how.width(&scene.chip) + 14.0, 19.0], color);
            self.text(&scene.chip, (x + 7.0, y + 21.0), how);
            y += 26.0;
        }
        y += 18.0;
        for line in &of.lines {
            y = self.drawing.paragraph(line, (x, y), META, Type::new(12.0, soft));
        }
        let disk = scene.disk.map(|disk| match host {
            Host::Source => disk.source,
            Host::Destination => disk.destination,
        });
        if let Some(share) = disk {
            let (all, there) = (self.drawing.palette.zero, self.drawing.palette.disk);
            self.drawing.fill([x, y - 6.0, 100.0, 8.0], all);
            self.drawing.fill([x, y - 6.0, 100.0 * share.as_f64(), 8.0], there);
        }
    }

    fn wire(&mut self, wire: &WireScene, middle: f64) {
        /// The shortest distance between two packets, and the width of one.
        const CLOSEST: f64 = 13.0;
        const PACKET: f64 = 9.0;
        let [from, to] = WIRE;
        let palette = self.drawing.palette;
        let centre = (from + to) / 2.0;
        self.text(
            &wire.rate,
            (centre, middle - 14.0),
            Type::new(14.0, palette.ink).centred(),
        );
        let gap = match wire.state {
            WireState::Broken => 12.0,
            WireState::Whole | WireState::Held => 0.0,
        };
        for [left, right] in [[from, centre - gap], [centre + gap, to]] {
            self.drawing
                .fill([left, middle - 6.0, right - left, 12.0], palette.hair);
        }
        let color = wire.role.color(&palette);
        let distance = CLOSEST / wire.density.as_f64().max(0.06);
        let mut x = from + 4.0;
        while !wire.density.is_zero() && x + PACKET <= to {
            self.drawing
                .bar([x, middle - 5.0, PACKET, 10.0], color, wire.role.hatch());
            x += distance;
        }
        let how = Type::new(12.0, palette.soft).centred();
        let note = match wire.sign.as_str() {
            "" => wire.note.clone(),
            sign if wire.note.is_empty() => sign.to_owned(),
            sign => format!("{sign} · {}", wire.note),
        };
        self.drawing.paragraph(&note, (centre, middle + 24.0), to - from, how);
    }

    fn outcome(&mut self, lane: &LaneTrace, before: Option<[Was; 4]>, top: f64) {
        let result = results::results(self.language, lane);
        let (ink, soft) = (self.drawing.palette.ink, self.drawing.palette.soft);
        let language = self.language;
        let (large, size) = match result.headline.as_str() {
            "" => (&result.downtime, 24.0),
            headline => (&result.headline, if headline.len() > 12 { 15.0 } else { 24.0 }),
        };
        self.text(large, (RIGHT, top + 34.0), Type::new(size, ink).bold_right());
        let how = Type::new(12.0, soft).right();
        let times = match (result.sent_apart.as_str(), result.times_memory.as_str()) {
            ("", "") => String::new(),
            ("", times) => format!(" · {times}"),
            (apart, _) => format!(" · {apart}"),
        };
        let downtime = if result.headline.is_empty() {
            word!(language, "downtime").to_owned()
        } else {
            format!("{} {}", word!(language, "downtime"), result.downtime)
        };
        let lines = [
            downtime,
            result.slowed,
            say!(language, "outage {0}", result.outage),
            say!(language, "total {0}", result.total),
            say!(language, "sent {0}{1}", result.sent, times),
            result.status,
        ];
        let before = before.iter().flatten().filter(|was| was.differs());
        let lines = lines.into_iter().chain(before.map(|was| was.sentence(language)));
        let mut y = top + 51.0;
        for line in lines.filter(|line| !line.is_empty()) {
            y = self
                .drawing
                .paragraph(&line, (RIGHT, y), RIGHT - DESTINATION - BESIDE - META - 8.0, how);
        }
    }

    /// What was asked to happen, one below the other where there is no room beside; gives where it ends.
    fn marks(&mut self, marks: &[Mark], top: f64) -> f64 {
        let palette = self.drawing.palette;
        let how = Type::new(12.0, palette.ink);
        let (left, width) = (SOURCE, RIGHT - SOURCE);
        let needs = |mark: &Mark| (how.width(&mark.label) + 24.0) / width;
        let rows = timeline::stacked(marks, |mark| mark.at.as_f64(), needs, MARK_ROWS);
        for (mark, row) in marks.iter().zip(&rows) {
            let (x, y) = (left + mark.at.as_f64() * width, top + *row as f64 * (ROW + GAP));
            let pale = palette.paper.mix(palette.paused, 0.3);
            self.drawing.fill([x, y, mark.length.as_f64() * width, ROW], pale);
            let flag = format!("M{:.1} {y:.1}h10v9l-5 6l-5 -6z", x - 5.0);
            if mark.works {
                self.drawing.shape(&flag, palette.paused);
            }
            self.drawing.stroke(&flag, palette.ink, 1.0, "");
            let right = x + how.width(&mark.label) + 10.0 > RIGHT;
            match right {
                true => self.text(&mark.label, (x - 9.0, y + 13.0), how.right()),
                false => self.text(&mark.label, (x + 9.0, y + 13.0), how),
            }
        }
        let rows = rows.iter().max().map_or(0, |last| last + 1);
        top + rows as f64 * (ROW + GAP)
    }

    /// Bars, events and axis; gives where they end.
    fn clock(&mut self, both: &Beside<'_>, lanes: &[Lane], top: f64) -> f64 {
        let timeline = timeline::timeline_beside(self.language, both, lanes);
        let palette = self.drawing.palette;
        let (left, width) = (SOURCE, RIGHT - SOURCE);
        let mut y = top;
        for row in &timeline.lanes {
            let name = row.name;
            self.text(name, (MARGIN, y + 13.0), Type::new(12.0, palette.soft));
            for bar in &row.bars {
                let start = left + bar.start.as_f64() * width;
                let long = ((bar.end.as_f64() - bar.start.as_f64()) * width - 0.5).max(1.5);
                let color = bar.role.color(&palette);
                let how = Type::new(12.0, color.text_on());
                let room = how.width(&bar.label) + 8.0;
                let clear = if room < long { room } else { 0.0 };
                self.drawing.fill([start, y, long, ROW], color);
                self.drawing
                    .bar([start + clear, y, long - clear, ROW], color, bar.role.hatch());
                if clear > 0.0 {
                    self.text(&bar.label, (start + 4.0, y + 13.0), how);
                }
            }
            for tick in &row.ticks {
                let x = left + tick.at.as_f64() * width;
                self.drawing.fill([x, y + ROW * 0.6, 1.0, ROW * 0.4], palette.ink);
            }
            for bar in &row.ghost {
                let start = left + bar.start.as_f64() * width;
                let long = ((bar.end.as_f64() - bar.start.as_f64()) * width - 0.5).max(1.5);
                self.drawing
                    .fill([start, y + ROW * 0.74, long, ROW * 0.26], palette.paper);
                let outline = rectangle(start + 0.5, y + ROW * 0.74, long - 1.0, ROW * 0.26 - 0.5);
                self.drawing.stroke(&outline, bar.role.color(&palette), 1.0, "");
            }
            y += ROW + GAP;
        }
        for tick in &timeline.axis {
            let x = left + tick.at.as_f64() * width;
            self.drawing.fill([x, y, 1.0, 4.0], palette.soft);
            let how = Type::new(11.0, palette.soft);
            let how = if x > RIGHT - 20.0 { how.right() } else { how.centred() };
            self.text(&tick.label, (x, y + 16.0), how);
        }
        y + 18.0
    }
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> String {
    format!("M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z")
}

/// What tells a cell from its neighbours without colour, in the colour of the paper.
fn cue(cell: Cell, x: f64, y: f64, side: f64) -> String {
    match cell {
        // A frame: the place is there, the page is not.
        Cell::Missing => rectangle(x + side / 4.0, y + side / 4.0, side / 2.0, side / 2.0),
        // A notch.
        _ => rectangle(x + side / 2.0, y, side / 2.0, side / 2.0),
    }
}

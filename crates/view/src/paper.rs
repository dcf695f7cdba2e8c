//! Axes without what happened on them, for print: somebody marks on them by hand what they think.

use super::export::drawing::{Drawing, Type};
use super::palette::Scheme;
use super::{charts::ticks, format, kinds, map};
use engine::params::{Id, Lane, Quantity, Range, Scale, Unit};
use engine::scenario::Spot;
use engine::trace::{LaneTrace, Trace};
use engine::units::{Share, SimTime};
use link::explore::map::place_of;
use text::Language;

const WIDTH: f64 = 900.0;
const MARGIN: f64 = 16.0;
/// Where the names of rows and the numbers upwards end.
const LEFT: f64 = 150.0;
const RIGHT: f64 = WIDTH - 40.0;
/// The height of a lane.
const ROW: f64 = 34.0;
/// The height of the map.
const MAP: f64 = 360.0;
const TEXT: f64 = 13.0;
/// Labels of the clock at most.
const LABELS: usize = 9;

/// The clock of these lanes, with a row to mark on for each.
#[must_use]
pub fn clock(language: Language, trace: &Trace, lanes: &[Lane]) -> String {
    let end = trace.of(lanes).map(LaneTrace::end).max().unwrap_or(SimTime::ZERO);
    let mut sheet = Sheet::new();
    let mut y = MARGIN;
    for lane in trace.of(lanes) {
        sheet.right(kinds::name(language, lane), LEFT - 10.0, y + ROW * 0.62);
        sheet.frame([LEFT, y, RIGHT - LEFT, ROW]);
        y += ROW;
    }
    for (time, label) in ticks::clock(language, end, LABELS) {
        sheet.tick(Share::new(time / end), &label, [MARGIN, y]);
    }
    sheet.finish(y + 34.0, text::word!(language, "Clock"))
}

/// The values of a parameter.
#[must_use]
pub fn scale(language: Language, id: Id, range: &Range) -> String {
    let mut sheet = Sheet::new();
    let y = MARGIN + ROW;
    sheet.right(id.param().label.get(language), LEFT - 10.0, MARGIN + ROW * 0.62);
    sheet.frame([LEFT, MARGIN, RIGHT - LEFT, ROW]);
    for (share, label) in stops(language, range) {
        sheet.tick(share, &label, [MARGIN, y]);
    }
    sheet.finish(y + 34.0, id.param().label.get(language))
}

/// The map of write rates and links, with a circle where an experiment is.
#[must_use]
pub fn map(language: Language, spot: Spot) -> String {
    let mut sheet = Sheet::new();
    let bottom = MARGIN + MAP;
    for (share, label) in stops(language, Id::Link.range()) {
        let y = bottom - share.as_f64() * MAP;
        sheet.line(format!("M{LEFT} {y:.1}H{RIGHT}"));
        sheet.right(&label, LEFT - 10.0, y + 4.0);
    }
    for (share, label) in stops(language, Id::WriteRate.range()) {
        sheet.tick(share, &label, [MARGIN, bottom]);
    }
    sheet.frame([LEFT, MARGIN, RIGHT - LEFT, MAP]);
    let (across, up) = place_of(spot);
    let (x, y) = (LEFT + across * (RIGHT - LEFT), bottom - up * MAP);
    sheet.ring(x, y);
    sheet.right(map::upwards(language), LEFT - 10.0, MARGIN + MAP * 0.5 + 22.0);
    sheet.right(map::across(language), RIGHT, bottom + 40.0);
    sheet.finish(bottom + 52.0, map::caption(language))
}

/// Round values where the steps are factors; otherwise values in equal steps along the slider.
fn stops(language: Language, range: &Range) -> Vec<(Share, String)> {
    /// Steps along a slider.
    const STEPS: u32 = 8;
    let labelled = |value: Quantity| (range.position(value), format::quantity(language, range.unit, value));
    let (first, factor) = match (range.scale, range.unit) {
        (Scale::Log, Unit::BitRate) => (0.125, 10.0),
        (Scale::Log, Unit::ByteRate | Unit::Size) => (1.0, 4.0),
        _ => {
            let share = |step: u32| Share::new(f64::from(step) / f64::from(STEPS));
            return (0..=STEPS).map(|step| labelled(range.at(share(step)))).collect();
        }
    };
    let values = std::iter::successors(Some(first), |value| Some(value * factor));
    let last = range.slider.1.base();
    let values = values
        .take_while(|value| *value <= last)
        .map(|value| range.unit.of(value));
    let on_axis = |value: &Quantity| !range.position(*value).is_zero();
    values.filter(on_axis).map(labelled).collect()
}

struct Sheet(Drawing);

impl Sheet {
    fn new() -> Self {
        Self(Drawing::new(Scheme::Light, WIDTH))
    }

    fn line(&mut self, path: String) {
        let hair = self.0.palette.hair;
        self.0.stroke(&path, hair, 1.0, "");
    }

    fn frame(&mut self, [x, y, width, height]: [f64; 4]) {
        let soft = self.0.palette.soft;
        let around = format!("M{x:.1} {y:.1}h{width:.1}v{height:.1}h-{width:.1}z");
        self.0.stroke(&around, soft, 1.0, "");
    }

    /// A line from top to bottom, with its label below.
    fn tick(&mut self, share: Share, label: &str, [top, bottom]: [f64; 2]) {
        let x = LEFT + share.as_f64() * (RIGHT - LEFT);
        self.line(format!("M{x:.1} {top:.1}V{:.1}", bottom + 5.0));
        let how = Type::new(TEXT, self.0.palette.soft).centred();
        self.0.text(label, (x, bottom + 22.0), how);
    }

    fn right(&mut self, text: &str, x: f64, y: f64) {
        let how = Type::new(TEXT, self.0.palette.ink).right();
        self.0.text(text, (x, y), how);
    }

    fn ring(&mut self, x: f64, y: f64) {
        let ink = self.0.palette.ink;
        let around = format!("M{:.1} {y:.1}a7 7 0 1 0 14 0a7 7 0 1 0 -14 0", x - 7.0);
        self.0.stroke(&around, ink, 2.0, "");
    }

    fn finish(self, height: f64, title: &str) -> String {
        self.0.finish(height, title, "")
    }
}

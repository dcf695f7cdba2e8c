//! A quantity of a live migration over time: what was predicted as a line, what was measured as points.

use super::lines::Grid;
use super::sheet::{self, Area, Sheet};
use super::{AT, Chart, Frame, PlotArea, Table, heads, points, ticks};
use crate::format;
use crate::labels::{Dash, Role};
use engine::trace::LaneTrace;
use engine::units::{Bytes, Rate, Share, SimTime};
use text::{Language, Text};
use text::{say, text};

/// What is drawn over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// All that was sent so far.
    Sent,
    /// What goes over the wire.
    Wire,
    /// Different pages that were found written in a pass, by its time.
    Dirtied,
    /// How much the VM is held back.
    Throttle,
}

/// A value at a moment, in its base unit.
type Moment = (SimTime, f64);

/// Rows of the table.
const ROWS: usize = 24;

impl Course {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Wire, Self::Dirtied, Self::Throttle];

    /// What it is called.
    #[must_use]
    pub const fn caption(self) -> Text {
        match self {
            Self::Sent => text!("Sent so far"),
            Self::Wire => text!("Rate on the wire"),
            Self::Dirtied => text!("Different pages written, by time"),
            Self::Throttle => text!("Throttling of the VM"),
        }
    }

    fn written(self, language: Language, value: f64) -> String {
        match self {
            Self::Sent => format::size(language, Bytes::new(value)),
            Self::Wire | Self::Dirtied => format::rate(language, Rate::bytes_per_s(value)),
            Self::Throttle => format::share(language, Share::new(value)),
        }
    }

    /// Round values from zero to `end`, with their labels.
    fn marks(self, language: Language, end: f64, most: usize) -> Vec<(f64, String)> {
        match self {
            Self::Throttle => [0.0, 0.5, 1.0]
                .map(|share| (share, self.written(language, share)))
                .into(),
            _ => {
                let sizes = ticks::size(language, Bytes::new(end), most);
                let per_s = |text: String| if self == Self::Sent { text } else { text + "/s" };
                sizes.into_iter().map(|(value, text)| (value, per_s(text))).collect()
            }
        }
    }

    /// The predicted line. A rate stays until the next is known; a sum grows evenly between two samples.
    fn predicted(self, lane: &LaneTrace) -> Vec<Moment> {
        let samples = || lane.samples.iter();
        let values: Vec<Moment> = match self {
            Self::Sent => {
                return samples()
                    .map(|sample| (sample.at, sample.sent.memory().as_f64()))
                    .collect();
            }
            Self::Wire => samples().map(|sample| (sample.at, sample.wire.as_f64())).collect(),
            // The VM that stands still is not held back.
            Self::Throttle => samples()
                .filter(|sample| !sample.speed.is_zero())
                .map(|sample| (sample.at, sample.speed.rest().as_f64()))
                .collect(),
            Self::Dirtied => lane
                .rounds
                .iter()
                .filter(|round| round.end > round.start)
                .map(|round| (round.end, (round.dirtied.bytes() / (round.end - round.start)).as_f64()))
                .collect(),
        };
        let mut corners: Vec<Moment> = Vec::new();
        for (at, value) in values {
            if let Some(&(_, before)) = corners.last() {
                corners.push((at, before));
            }
            corners.push((at, value));
        }
        corners
    }
}

/// Prediction and measurement; nothing where nothing was measured.
#[must_use]
pub fn course(course: Course, lane: &LaneTrace, measured: &[Moment], frame: &Frame) -> Option<Chart> {
    let language = frame.language;
    if measured.iter().all(|(_, value)| *value <= 0.0) {
        return None;
    }
    let predicted = course.predicted(lane);
    let most = |values: &[Moment]| values.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let last = measured.iter().map(|(at, _)| *at).max().unwrap_or_default();
    let end = last.max(lane.metrics.total);
    let [seen, said] = [measured, &predicted].map(|values| course.written(language, most(values)));
    let summary = say!(
        language,
        "{0}: {1} at most were measured, {2} predicted.",
        course.caption().get(language),
        seen,
        said
    );
    let top = if course == Course::Throttle {
        1.0
    } else {
        most(measured).max(most(&predicted))
    };
    let mut plot = None;
    let svg = sheet::draw(frame, &summary, |sheet| {
        let area = draw(sheet, course, (&predicted, measured), (end, top));
        plot = Some(PlotArea::of(&area, frame, end));
    });
    Some(Chart {
        svg,
        caption: course.caption().get(language),
        summary,
        spots: Vec::new(),
        table: table(language, course, &predicted, measured),
        plot,
    })
}

fn draw(
    sheet: &Sheet<'_>,
    course: Course,
    (predicted, measured): (&[Moment], &[Moment]),
    (end, top): (SimTime, f64),
) -> Area {
    let grid = Grid::drawn(sheet, end, top, |most| {
        course.marks(sheet.language, top, most.clamp(2, 4))
    });
    let color = sheet.palette.graphic(Role::Sent.color(&sheet.palette));
    sheet.polyline(&grid.line(predicted.iter().copied()), color, 1.75, Dash::Solid);
    points::draw(sheet, &grid, measured.iter().copied());
    grid.area
}

/// Each measured moment beside what the line has there.
fn table(language: Language, course: Course, predicted: &[Moment], measured: &[Moment]) -> Table {
    let at = |time: SimTime| {
        let after = predicted.partition_point(|(at, _)| *at <= time);
        let (before, next) = (predicted.get(after.checked_sub(1)?)?, predicted.get(after));
        let next = next.unwrap_or(before);
        let way = (next.0 - before.0).as_s();
        let share = if way > 0.0 { (time - before.0).as_s() / way } else { 0.0 };
        Some(before.1 + (next.1 - before.1) * share)
    };
    let step = measured.len().div_ceil(ROWS).max(1);
    let rows = measured.iter().step_by(step).map(|&(time, value)| {
        vec![
            format::clock(language, time),
            course.written(language, value),
            at(time).map_or_else(String::new, |value| course.written(language, value)),
        ]
    });
    Table {
        head: heads(language, &[AT, text!("measured"), text!("predicted")]),
        rows: rows.collect(),
    }
}

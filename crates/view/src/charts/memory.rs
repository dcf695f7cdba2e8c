//! How much memory is still to be sent, over time.

use plotters_backend::BackendCoord;

use super::lines::{self, Grid};
use super::place::Room;
use super::sheet::{self, Anchor, Area, Sheet};
use super::{AT, BEGINS, Chart, Frame, LANE, PlotArea, Spot, Table, heads, points, ticks};
use crate::behind::Behind;
use crate::beside::Beside;
use crate::labels::{Dash, Labelled, lane_line};
use crate::{format, kinds};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::{Bytes, SimTime};
use text::{Language, Text};
use text::{count, say, text, word};

/// A threshold this many times larger than memory is not worth shrinking the lines for.
const THRESHOLD_ROOM: f64 = 2.0;
const NOTHING: Text = text!("There is no memory to send.");
const CAPTION: Text = text!("Memory still to send");
/// Rows of a lane in the table.
const TABLE_ROWS: usize = 24;

/// Memory still to send, for each lane that moves memory. Time runs on the
/// common clock and ends with the last of these lanes.
#[must_use]
pub fn memory_left(trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
    memory_left_beside(&Beside::alone(trace), lanes, frame)
}

/// The same with the lines of the pinned run behind those of the present one.
#[must_use]
pub fn memory_left_beside(both: &Beside<'_>, lanes: &[Lane], frame: &Frame) -> Chart {
    chart(both, lanes, &[], frame)
}

/// What was predicted for a live migration as a line, and what was measured of it as points.
#[must_use]
pub fn memory_left_measured(trace: &Trace, measured: &[(SimTime, Bytes)], frame: &Frame) -> Chart {
    let last = measured.iter().map(|point| point.0).max().unwrap_or_default();
    let both = Beside {
        until: Some(last.max(trace.lane(Lane::Live).metrics.total)),
        ..Beside::alone(trace)
    };
    chart(&both, &[Lane::Live], measured, frame)
}

fn chart(both: &Beside<'_>, lanes: &[Lane], measured: &[(SimTime, Bytes)], frame: &Frame) -> Chart {
    let language = frame.language;
    let lanes: Vec<&LaneTrace> = both.trace.of(lanes).filter(|lane| sends_memory(lane)).collect();
    let ghosts: Vec<&LaneTrace> = lanes
        .iter()
        .filter_map(|lane| both.ghost_with(lane, |known| known.left))
        .collect();
    let last = lanes.iter().chain(&ghosts).map(|lane| lane.metrics.total).max();
    let end = both.until.or(last).unwrap_or_default();
    let mut summary = summary(language, &lanes);
    if !ghosts.is_empty() {
        summary += &both.behind.told(language, &courses(language, &ghosts));
    }
    summary += &points::told(language, measured);
    let mut plot = None;
    let mut spots = Vec::new();
    let svg = sheet::draw(frame, &summary, |sheet| {
        if lanes.is_empty() {
            let place = (0.0, sheet.line());
            sheet.text(NOTHING.get(language), place, Anchor::Start, sheet.palette.soft);
        } else {
            let area = draw(sheet, &lanes, (&ghosts, both.behind), (measured, end), &mut spots);
            plot = Some(PlotArea::of(&area, frame, end));
        }
    });
    Chart {
        svg,
        caption: CAPTION.get(language),
        summary,
        spots,
        table: points::with_points(language, table(language, &lanes), measured),
        plot,
    }
}

/// The last threshold that was in force.
fn threshold(lane: &LaneTrace) -> Option<Bytes> {
    let mut thresholds = lane.samples.iter().rev().map(|sample| sample.threshold);
    thresholds.find(|threshold| !threshold.is_zero())
}

fn summary(language: Language, lanes: &[&LaneTrace]) -> String {
    if lanes.is_empty() {
        return NOTHING.get(language).to_owned();
    }
    let stop = lanes
        .iter()
        .find_map(|lane| threshold(lane))
        .map_or_else(String::new, |threshold| {
            say!(
                language,
                " The VM may be stopped below {0}.",
                format::size(language, threshold)
            )
        });
    format!("{}: {}.{stop}", CAPTION.get(language), courses(language, lanes))
}

/// From how much to how much each lane goes.
fn courses(language: Language, lanes: &[&LaneTrace]) -> String {
    let parts: Vec<String> = lanes
        .iter()
        .map(|lane| {
            let first = lane.samples.first().map_or(Bytes::ZERO, |sample| sample.memory_left());
            let last = lane.samples.last().map_or(Bytes::ZERO, |sample| sample.memory_left());
            let rounds = match lane.rounds.len() {
                0 | 1 => String::new(),
                rounds => count!(language, rounds as f64, " and {0} round", " and {0} rounds", rounds),
            };
            say!(
                language,
                "{0} goes from {1} to {2} in {3}{4}",
                kinds::name(language, lane),
                format::size(language, first),
                format::size(language, last),
                format::time(language, lane.metrics.total),
                rounds
            )
        })
        .collect();
    parts.join("; ")
}

fn table(language: Language, lanes: &[&LaneTrace]) -> Table {
    let mut rows = Vec::new();
    for lane in lanes {
        let step = lane.phases.len().div_ceil(TABLE_ROWS).max(1);
        let moments = lane
            .phases
            .iter()
            .step_by(step)
            .map(|phase| (phase.kind.label(language), phase.start))
            .chain([(word!(language, "end").into(), lane.metrics.total)]);
        for (label, time) in moments {
            rows.push(vec![
                kinds::name(language, lane).to_owned(),
                label.into_owned(),
                format::clock(language, time),
                format::size(language, lane.at(time).state.memory_left()),
            ]);
        }
    }
    Table {
        head: heads(language, &[LANE, BEGINS, AT, text!("Still to send")]),
        rows,
    }
}

fn draw(
    sheet: &Sheet<'_>,
    lanes: &[&LaneTrace],
    (ghosts, behind_is): (&[&LaneTrace], Behind),
    (measured, end): (&[(SimTime, Bytes)], SimTime),
    spots: &mut Vec<Spot>,
) -> Area {
    let most = lanes
        .iter()
        .chain(ghosts)
        .flat_map(|lane| &lane.samples)
        .map(|sample| sample.memory_left())
        .chain(measured.iter().map(|point| point.1))
        .max()
        .unwrap_or_default();
    let stop = lanes.iter().find_map(|lane| threshold(lane));
    let shown = stop.filter(|&stop| stop <= most * THRESHOLD_ROOM);
    let top = most.max(shown.unwrap_or_default());
    let grid = Grid::drawn(sheet, end, top.as_f64(), |most| {
        ticks::size(sheet.language, top, most.clamp(3, 6))
    });
    let area = grid.area;
    let mut room = Room::new(area);
    let line = |lane: &LaneTrace| {
        let samples = lane.samples.iter();
        let values = samples.map(|sample| (sample.at, sample.memory_left().as_f64()));
        grid.line(values)
    };
    let behind: Vec<(&LaneTrace, Vec<BackendCoord>)> = ghosts.iter().map(|lane| (*lane, line(lane))).collect();
    for (lane, points) in &behind {
        sheet.polyline(points, sheet.palette.soft, 1.0, lane_line(lane.lane).1);
    }
    let mut drawn: Vec<(&LaneTrace, Vec<BackendCoord>)> = lanes.iter().map(|lane| (*lane, line(lane))).collect();
    // Dashes on top: where two lines coincide both are seen.
    drawn.sort_by_key(|(lane, _)| lane_line(lane.lane).1 != Dash::Solid);
    for (lane, points) in &drawn {
        let (role, dash) = lane_line(lane.lane);
        let color = sheet.palette.graphic(role.color(&sheet.palette));
        sheet.polyline(points, color, 1.75, dash);
        spots.push(along(sheet, lane.lane, points));
        room.avoid_line(points.iter().copied().map(lines::pixels).collect());
    }
    if shown.is_some() {
        threshold_lines(sheet, &grid, &mut room, lanes, spots);
    }
    if let Some(stop) = stop {
        threshold_label(sheet, &grid, &mut room, stop, shown.is_some());
    }
    points::draw(sheet, &grid, measured.iter().map(|point| (point.0, point.1.as_f64())));
    for (lane, points) in &drawn {
        let (role, _) = lane_line(lane.lane);
        let color = sheet.palette.text(role.color(&sheet.palette));
        let text = kinds::name(sheet.language, lane).to_ascii_lowercase();
        let size = (sheet.width(&text), sheet.em * 1.2);
        if let Some(found) = room.find(size, &beside_line(points, size)) {
            let middle = f64::midpoint(found.top, found.bottom);
            sheet.halo_text(&text, (found.left, middle), color);
        }
    }
    for (lane, points) in &behind {
        let name = kinds::name(sheet.language, lane).to_ascii_lowercase();
        let text = format!("{name}, {}", behind_is.name(sheet.language));
        let size = (sheet.width(&text), sheet.em * 1.2);
        if let Some(found) = room.find(size, &beside_line(points, size)) {
            let middle = f64::midpoint(found.top, found.bottom);
            sheet.halo_text(&text, (found.left, middle), sheet.palette.soft);
        }
    }
    area
}

/// A line to point at.
fn along(sheet: &Sheet<'_>, lane: Lane, points: &[BackendCoord]) -> Spot {
    let mut path = String::new();
    for (index, &point) in points.iter().enumerate() {
        let (x, y) = lines::pixels(point);
        let mark = if index == 0 { 'M' } else { 'L' };
        let (x, y) = (x / sheet.frame.right, y / sheet.frame.bottom);
        // A threshold may be above all that is shown for a while.
        let (x, y) = (x.clamp(0.0, 1.0), y.clamp(0.0, 1.0));
        path += &format!("{mark}{x:.4} {y:.4}");
    }
    Spot {
        lane,
        path,
        tip: String::new(),
        at: None,
    }
}

/// What there is to read off at a time.
#[must_use]
pub fn memory_at(language: Language, trace: &Trace, lanes: &[Lane], time: SimTime) -> String {
    let mut text = format::clock(language, time);
    for lane in trace.of(lanes).filter(|lane| sends_memory(lane)) {
        let state = lane.at(time).state;
        text += &say!(
            language,
            "\n{0}: {1} to send",
            kinds::name(language, lane),
            format::size(language, state.memory_left())
        );
    }
    text
}

fn sends_memory(lane: &LaneTrace) -> bool {
    lane.samples.iter().any(|sample| !sample.memory_left().is_zero())
}

/// The dashed line below which the VM may be stopped.
fn threshold_lines(sheet: &Sheet<'_>, grid: &Grid, room: &mut Room, lanes: &[&LaneTrace], spots: &mut Vec<Spot>) {
    for lane in lanes {
        let mut values: Vec<(SimTime, f64)> = Vec::new();
        for sample in lane.samples.iter().filter(|sample| !sample.threshold.is_zero()) {
            if let Some(&(_, before)) = values.last() {
                values.push((sample.at, before));
            }
            values.push((sample.at, sample.threshold.as_f64()));
        }
        if !values.is_empty() {
            let points = grid.line(values.into_iter());
            sheet.polyline(&points, sheet.palette.ink, 1.0, Dash::Short);
            spots.push(Spot {
                tip: threshold_told(sheet.language, lane),
                ..along(sheet, lane.lane, &points)
            });
            room.avoid_line(points.into_iter().map(lines::pixels).collect());
        }
    }
}

/// What the threshold is, with the product behind the number.
fn threshold_told(language: Language, lane: &LaneTrace) -> String {
    let name = kinds::name(language, lane);
    let size = threshold(lane).map_or_else(String::new, |threshold| format::size(language, threshold));
    match lane.rounds.iter().rev().find_map(|round| round.allowed) {
        Some(allowed) => say!(
            language,
            "{0}: the VM may be stopped when at most {1} are left, {2} × {3}: what the wire carries within the downtime limit.",
            name,
            size,
            format::short_time(language, allowed.limit),
            format::rate(language, allowed.bandwidth)
        ),
        None => say!(
            language,
            "{0}: the VM may be stopped when at most {1} are left.",
            name,
            size
        ),
    }
}

/// A threshold far above all memory has no line; its label then stands at the top.
fn threshold_label(sheet: &Sheet<'_>, grid: &Grid, room: &mut Room, stop: Bytes, shown: bool) {
    let area = grid.area;
    let text = say!(sheet.language, "stop below {0}", format::size(sheet.language, stop));
    let size = (sheet.width(&text), sheet.em * 1.2);
    let y = if shown {
        grid.place(SimTime::ZERO, stop.as_f64()).1
    } else {
        area.top + size.1 + 2.0
    };
    let places: Vec<(f64, f64)> = (0..=12)
        .flat_map(|step| {
            let left = area.right - size.0 - (area.width() - size.0) * f64::from(step) / 12.0;
            [(left, y - size.1 - 1.0), (left, y + 2.0)]
        })
        .collect();
    if let Some(found) = room.find(size, &places) {
        let middle = f64::midpoint(found.top, found.bottom);
        sheet.halo_text(&text, (found.left, middle), sheet.palette.ink);
    }
}

/// Places along a line, right above and right below all of it that a label would span.
fn beside_line(points: &[BackendCoord], (width, height): (f64, f64)) -> Vec<(f64, f64)> {
    let points: Vec<(f64, f64)> = points.iter().copied().map(lines::pixels).collect();
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for step in 1..=14 {
        let x = first.0 + (last.0 - first.0) * f64::from(step) / 15.0;
        let (above, below) = envelope(&points, x, x + width);
        places.push((x, above - height - 1.0));
        let (_, left_below) = envelope(&points, x - width, x);
        places.push((x - width, left_below + 1.0));
        places.push((x, below + 1.0));
    }
    places.push((last.0 - width, last.1 - height - 4.0));
    places.push((last.0 + 6.0, last.1 - height - 4.0));
    places
}

/// The highest and the lowest place of a line between two places on the x axis.
fn envelope(points: &[(f64, f64)], left: f64, right: f64) -> (f64, f64) {
    let inside = points
        .iter()
        .filter(|point| (left..=right).contains(&point.0))
        .map(|point| point.1);
    inside
        .chain([at(points, left), at(points, right)].into_iter().flatten())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(high, low), y| {
            (high.min(y), low.max(y))
        })
}

/// The line's place at `x`; `None` beyond its ends.
fn at(points: &[(f64, f64)], x: f64) -> Option<f64> {
    let pair = points.windows(2).find(|pair| pair[0].0 <= x && x <= pair[1].0)?;
    let (a, b) = (pair[0], pair[1]);
    Some(if b.0 > a.0 {
        a.1 + (b.1 - a.1) * (x - a.0) / (b.0 - a.0)
    } else {
        a.1
    })
}

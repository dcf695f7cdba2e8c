//! How fast the VM runs and how fast the wire carries data, over time.

use super::ghosts::steps;
use super::lines::{self, Grid};
use super::sheet::{self, Anchor, Area, Sheet};
use super::{AT, BEGINS, Chart, Frame, LANE, PlotArea, Spot, Table, heads};
use crate::beside::Beside;
use crate::labels::{Labelled, Role};
use crate::{format, kinds, slowdown};
use engine::migration::{Phase, Power, Sample};
use engine::params::Lane;
use engine::trace::{LaneTrace, Trace};
use engine::units::{Rate, SimTime};
use text::{Language, Text};
use text::{say, text, word};

/// Rows of a lane in the table.
const TABLE_ROWS: usize = 24;
const WIRE: Text = text!("wire");

/// Two strips a lane on one clock: the speed of the VM above, the rate on the wire below.
#[must_use]
pub fn speeds(trace: &Trace, lanes: &[Lane], frame: &Frame) -> Chart {
    speeds_beside(&Beside::alone(trace), lanes, frame)
}

/// The same with the outlines of the pinned run over the strips of the present one.
#[must_use]
pub fn speeds_beside(both: &Beside<'_>, lanes: &[Lane], frame: &Frame) -> Chart {
    let language = frame.language;
    let end = both.end(lanes);
    let lanes: Vec<&LaneTrace> = both.trace.of(lanes).collect();
    let ghosts: Vec<Option<&LaneTrace>> = lanes
        .iter()
        .map(|lane| both.ghost_with(lane, |known| known.wire))
        .collect();
    let behind: Vec<&LaneTrace> = ghosts.iter().copied().flatten().collect();
    let mut summary = summary(language, &lanes);
    if !behind.is_empty() {
        let told = self::summary(language, &behind);
        summary += &both.behind.told(language, told.trim_end_matches('.'));
    }
    let mut plot = None;
    let mut spots = Vec::new();
    let svg = sheet::draw(frame, &summary, |sheet| {
        let area = draw(sheet, &lanes, &ghosts, end, &mut spots);
        plot = Some(PlotArea::of(&area, frame, end));
    });
    Chart {
        svg,
        caption: word!(language, "Speed of VM and wire"),
        summary,
        spots,
        table: table(language, &lanes),
        plot,
    }
}

/// What there is to read off at a time.
#[must_use]
pub fn speeds_at(language: Language, trace: &Trace, lanes: &[Lane], time: SimTime) -> String {
    let mut text = format::clock(language, time);
    for lane in trace.of(lanes) {
        let moment = lane.at(time);
        let vm = match moment.power {
            Power::Running => format::share(language, moment.state.speed),
            power => power.label(language).into_owned(),
        };
        let wire = if moment.phase.is_some() {
            moment.state.wire
        } else {
            Rate::ZERO
        };
        text += &say!(
            language,
            "\n{0}: VM {1}, wire {2}",
            kinds::name(language, lane),
            vm,
            format::rate(language, wire)
        );
    }
    text
}

fn fastest(lane: &LaneTrace) -> Rate {
    lane.samples.iter().map(|sample| sample.wire).max().unwrap_or_default()
}

fn summary(language: Language, lanes: &[&LaneTrace]) -> String {
    let parts: Vec<String> = lanes
        .iter()
        .map(|lane| {
            let metrics = &lane.metrics;
            let slowed = slowdown::told(language, lane);
            let throttled = if slowed.is_empty() {
                slowed
            } else {
                say!(language, ", has {0}", slowed)
            };
            say!(
                language,
                "{0}: the VM stands still for {1}{2}, and the wire carries up to {3}",
                kinds::name(language, lane),
                format::time(language, metrics.downtime.total()),
                throttled,
                format::rate(language, fastest(lane))
            )
        })
        .collect();
    format!("{}.", parts.join("; "))
}

fn table(language: Language, lanes: &[&LaneTrace]) -> Table {
    let mut rows = Vec::new();
    for lane in lanes {
        let step = lane.phases.len().div_ceil(TABLE_ROWS).max(1);
        for phase in lane.phases.iter().step_by(step) {
            let state = lane.at(phase.start).state;
            rows.push(vec![
                kinds::name(language, lane).to_owned(),
                phase.kind.label(language).into_owned(),
                format::clock(language, phase.start),
                format::share(language, state.speed),
                format::rate(language, state.wire),
            ]);
        }
    }
    Table {
        head: heads(language, &[LANE, BEGINS, AT, text!("VM speed"), text!("Wire")]),
        rows,
    }
}

fn draw(
    sheet: &Sheet<'_>,
    lanes: &[&LaneTrace],
    ghosts: &[Option<&LaneTrace>],
    end: SimTime,
    spots: &mut Vec<Spot>,
) -> Area {
    let language = sheet.language;
    let behind = || ghosts.iter().copied().flatten();
    let names = lanes
        .iter()
        .map(|lane| sheet.width(kinds::name(language, lane)))
        .fold(0.0, f64::max);
    let peaks = lanes
        .iter()
        .map(|lane| sheet.width(&format::rate(language, fastest(lane))))
        .fold(0.0, f64::max);
    let area = Area {
        left: names.max(sheet.width(WIRE.get(language))) + 8.0,
        top: 0.0,
        right: sheet.frame.right - peaks - 6.0,
        bottom: sheet.frame.bottom - sheet.axis(),
    };
    let strip = area.height() / (lanes.len().max(1) * 2) as f64;
    let all = lanes.iter().copied().chain(behind());
    let most = all.map(fastest).max().unwrap_or_default();
    for (index, lane) in lanes.iter().enumerate() {
        let top = area.top + strip * 2.0 * index as f64;
        let both = Area {
            top,
            bottom: top + strip * 2.0,
            ..area
        };
        spots.push(Spot::area(lane.lane, &sheet.frame, &both, String::new(), None));
        let upper = Area {
            top: top + 3.0,
            bottom: top + strip - 1.0,
            ..area
        };
        let lower = Area {
            top: top + strip + 2.0,
            bottom: top + strip * 2.0 - 3.0,
            ..area
        };
        let middle = |area: &Area| f64::midpoint(area.top, area.bottom);
        sheet.text(
            kinds::name(language, lane),
            (0.0, middle(&upper)),
            Anchor::Start,
            sheet.palette.ink,
        );
        sheet.text(
            WIRE.get(language),
            (0.0, middle(&lower)),
            Anchor::Start,
            sheet.palette.soft,
        );
        let peak = format::rate(language, fastest(lane));
        sheet.text(
            &peak,
            (area.right + 6.0, middle(&lower)),
            Anchor::Start,
            sheet.palette.soft,
        );
        vm_strip(sheet, &Grid::new(upper, end, 1.0), lane, end);
        wire_strip(sheet, &Grid::new(lower, end, most.as_f64()), lane);
        if let Some(ghost) = ghosts[index] {
            let running = |sample: &Sample| sample.speed.as_f64();
            steps(sheet, &Grid::new(upper, end, 1.0), ghost, running);
            steps(sheet, &Grid::new(lower, end, most.as_f64()), ghost, |sample| {
                sample.wire.as_f64()
            });
        }
        if index > 0 {
            sheet.rule((0.0, top), (sheet.frame.right, top), sheet.palette.hair);
        }
    }
    lines::time_axis(sheet, &Grid::new(area, end, 1.0), end);
    area
}

/// Spans in which a value stays the same, with the value.
fn spans<T: Copy + PartialEq>(
    lane: &LaneTrace,
    end: SimTime,
    value: impl Fn(usize) -> T,
) -> Vec<(SimTime, SimTime, T)> {
    let mut spans: Vec<(SimTime, SimTime, T)> = Vec::new();
    for (index, sample) in lane.samples.iter().enumerate() {
        let until = lane.samples.get(index + 1).map_or(end.max(sample.at), |next| next.at);
        match spans.last_mut() {
            Some(last) if last.2 == value(index) => last.1 = until,
            _ if until > sample.at => spans.push((sample.at, until, value(index))),
            _ => {}
        }
    }
    spans
}

/// A standstill is marked even where it is shorter than a pixel: it is what matters.
fn vm_strip(sheet: &Sheet<'_>, grid: &Grid, lane: &LaneTrace, end: SimTime) {
    let area = |from, to, value: f64| {
        let (left, top) = grid.place(from, value);
        let (right, _) = grid.place(to, 0.0);
        Area {
            left,
            top,
            right,
            bottom: grid.area.bottom,
        }
    };
    for (from, to, speed) in spans(lane, end, |index| lane.samples[index].speed) {
        if slowdown::is_slow(speed) {
            sheet.bar(area(from, to, speed.as_f64()), Role::Slowed);
        } else if !speed.is_zero() {
            sheet.fill(area(from, to, speed.as_f64()), Role::Running.color(&sheet.palette));
        }
    }
    for phase in standstills(lane) {
        let mut still = area(phase.start, phase.end, 1.0);
        still.right = still.right.max(still.left + 2.0);
        sheet.bar(still, phase.power.role());
    }
}

/// Phases without running vCPUs, joined where the VM is in the same state.
fn standstills(lane: &LaneTrace) -> Vec<Phase> {
    let mut still: Vec<Phase> = Vec::new();
    for phase in lane.phases.iter().filter(|phase| phase.power != Power::Running) {
        match still.last_mut() {
            Some(last) if last.power.role() == phase.power.role() && last.end == phase.start => last.end = phase.end,
            _ => still.push(*phase),
        }
    }
    still
}

fn wire_strip(sheet: &Sheet<'_>, grid: &Grid, lane: &LaneTrace) {
    let end = lane.samples.last().map_or(SimTime::ZERO, |sample| sample.at);
    sheet.rule(
        (grid.area.left, grid.area.bottom),
        (grid.area.right, grid.area.bottom),
        sheet.palette.hair,
    );
    for (from, to, rate) in spans(lane, end, |index| lane.samples[index].wire) {
        if !rate.is_zero() {
            let (left, top) = grid.place(from, rate.as_f64());
            let (right, _) = grid.place(to, 0.0);
            let bottom = grid.area.bottom;
            sheet.fill(
                Area {
                    left,
                    top,
                    right,
                    bottom,
                },
                Role::Sent.color(&sheet.palette),
            );
        }
    }
}

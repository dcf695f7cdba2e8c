//! Lying bars, one a lane: the total from end to end, divided by cause.

use plotters::coord::combinators::IntoLogRange;
use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::LogCoord;

use super::ghosts::{Ghost, outline, was};
use super::sheet::{Anchor, Area, Sheet};
use super::{Spot, ticks};
use crate::format;
use crate::labels::Role;
use engine::params::{Choice, Lane};
use engine::units::{Bytes, Share, SimTime};
use text::Text;
use text::{say, text};

/// A part of a bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub role: Role,
    pub label: String,
    /// What it is, in a sentence.
    pub help: Text,
    pub value: f64,
    /// When it begins to happen.
    pub at: Option<SimTime>,
}

/// The bar of a lane.
pub(super) struct Row {
    pub lane: Lane,
    pub parts: Vec<Part>,
    /// What stands at its end.
    pub text: String,
    /// Where chance decides.
    pub spread: Option<Whisker>,
    /// What it was in the pinned run.
    pub ghost: Option<Ghost>,
}

/// From where to where one run in ten and nine in ten lie.
pub(super) struct Whisker {
    pub from: f64,
    pub to: f64,
    /// Whether some of the runs have no end.
    pub open: bool,
    /// The same in words.
    pub text: String,
}

impl Row {
    fn total(&self) -> f64 {
        self.parts.iter().map(|part| part.value).sum()
    }

    /// The end of bar, whisker and ghost.
    fn reach(&self) -> f64 {
        let ghost = self.ghost.as_ref().map_or(0.0, |ghost| ghost.value);
        let spread = self.spread.as_ref().map_or(0.0, |spread| spread.to);
        spread.max(self.total()).max(ghost)
    }
}

/// What the bars measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Seconds; log where the bars differ too much to be seen side by side.
    Time,
    /// Bytes, always linear.
    Size,
}

/// Bars that differ by more than this are drawn on a log axis.
const LOG_FROM: f64 = 20.0;
/// A log axis begins this much below the shortest bar, so that the bar has a length.
const LOG_LEAD: f64 = 3.0;
const GAP: f64 = 6.0;
/// The part of a bar's thickness that is left to the present run beside the pinned one.
const PRESENT: f64 = 0.66;
const LOG_NOTE: Text = text!("log scale");

enum Scale {
    Linear(RangedCoordf64),
    Log(LogCoord<f64>),
}

impl Scale {
    /// A value's place on the axis, in CSS pixels from its start.
    fn place(&self, value: f64, length: f64) -> f64 {
        let fine = (0, (length * super::ink::SCALE).round() as i32);
        let place = match self {
            Self::Linear(range) => range.map(&value, fine),
            Self::Log(range) => range.map(&value, fine),
        };
        f64::from(place) / super::ink::SCALE
    }
}

/// Whether these bars need a log axis.
pub(super) fn needs_log(rows: &[Row]) -> bool {
    ends(rows).is_some_and(|(least, most)| most > least * LOG_FROM)
}

fn ends(rows: &[Row]) -> Option<(f64, f64)> {
    let shown = |value: &f64| *value > 0.0 && value.is_finite();
    let least = rows
        .iter()
        .flat_map(|row| {
            let spread = row.spread.iter().map(|spread| spread.from);
            spread
                .chain(row.ghost.iter().map(|ghost| ghost.value))
                .chain([row.total()])
        })
        .filter(shown)
        .reduce(f64::min)?;
    Some((least, rows.iter().map(Row::reach).filter(shown).reduce(f64::max)?))
}

/// Where things go; names stand above the bars where there is room, beside
/// them where there is not.
struct Layout {
    above: bool,
    pitch: f64,
    thickness: f64,
    left: f64,
    right: f64,
    axis: f64,
}

impl Layout {
    fn new(sheet: &Sheet<'_>, rows: &[Row]) -> Self {
        let axis = sheet.frame.bottom - sheet.axis();
        let room = axis / rows.len().max(1) as f64;
        let bar = sheet.em * 1.35;
        let above = room >= sheet.line() + bar + 6.0;
        let names = rows
            .iter()
            .map(|row| sheet.width(row.lane.label().get(sheet.language)))
            .fold(0.0, f64::max);
        let whisker = if rows.iter().any(|row| row.spread.is_some()) {
            6.0
        } else {
            0.0
        };
        let texts = rows
            .iter()
            .flat_map(|row| [sheet.width(&row.text), sheet.width(&was(sheet.language, row))])
            .fold(0.0, f64::max);
        let (pitch, thickness) = if above {
            (
                room.min(sheet.line() + bar * 2.8),
                (room - sheet.line() - 8.0).clamp(bar, bar * 1.6),
            )
        } else {
            (room.min(bar * 2.4), (room - 5.0).clamp(4.0, bar))
        };
        Self {
            above,
            pitch,
            thickness,
            left: if above { 0.0 } else { names + GAP + 2.0 },
            right: sheet.frame.right - texts - GAP - whisker,
            axis: (pitch * rows.len() as f64).min(axis),
        }
    }

    fn bar(&self, sheet: &Sheet<'_>, index: usize) -> (f64, f64) {
        let row = self.pitch * index as f64;
        let top = if self.above {
            row + sheet.line()
        } else {
            row + (self.pitch - self.thickness) / 2.0
        };
        (top, top + self.thickness)
    }
}

/// Draws the bars and their axis; answers what can be pointed at.
pub(super) fn draw(sheet: &Sheet<'_>, rows: &[Row], measure: Measure) -> Vec<Spot> {
    let mut spots = Vec::new();
    let layout = Layout::new(sheet, rows);
    let log = measure == Measure::Time && needs_log(rows);
    let marks = ends(rows).map(|(least, most)| {
        let low = least / LOG_LEAD;
        let scale = if log {
            Scale::Log((low..most).log_scale().into())
        } else {
            Scale::Linear((0.0..most).into())
        };
        (scale, low, most)
    });
    if let Some((scale, low, most)) = &marks {
        let marks = fitting(sheet, &layout, scale, |count| match measure {
            Measure::Size => ticks::size(sheet.language, Bytes::new(*most), count),
            Measure::Time if log => ticks::time_decades(sheet.language, *low, *most),
            Measure::Time => ticks::time(sheet.language, SimTime::s(*most), count),
        });
        axis(sheet, &layout, rows.len(), &marks);
    }
    for (index, row) in rows.iter().enumerate() {
        let (top, whole) = layout.bar(sheet, index);
        let bottom = match row.ghost {
            Some(_) => top + (whole - top) * PRESENT,
            None => whole,
        };
        let middle = f64::midpoint(top, bottom);
        let name_at = if layout.above {
            top - sheet.line() * 0.56
        } else {
            middle
        };
        sheet.text(
            row.lane.label().get(sheet.language),
            (0.0, name_at),
            Anchor::Start,
            sheet.palette.ink,
        );
        let total = row.total();
        let length = match &marks {
            Some((scale, ..)) if total > 0.0 => scale.place(total, layout.right - layout.left).max(2.0),
            _ => 0.0,
        };
        let end = layout.left + length;
        let area = Area {
            left: layout.left,
            top,
            right: end,
            bottom,
        };
        if total > 0.0 {
            parts(sheet, area, row, measure, &mut spots);
        }
        let mut reach = end;
        if let Some((scale, spread)) = marks.as_ref().map(|(scale, ..)| scale).zip(row.spread.as_ref()) {
            let [from, to] = [spread.from, spread.to]
                .map(|value| layout.left + scale.place(value, layout.right - layout.left).max(1.0));
            whisker(sheet, [from, to.max(from + 2.0)], (top, bottom), spread.open);
            reach = reach.max(to + 3.0);
        }
        let gap = if reach > layout.left { GAP } else { 0.0 };
        let place = (reach + gap, middle);
        sheet.fill(sheet.text_area(&row.text, place, Anchor::Start), sheet.palette.paper);
        sheet.text(&row.text, place, Anchor::Start, sheet.palette.ink);
        if let (Some(ghost), Some((scale, ..))) = (&row.ghost, &marks) {
            let length = match ghost.value > 0.0 {
                true => scale.place(ghost.value, layout.right - layout.left).max(2.0),
                false => 0.0,
            };
            let area = Area {
                left: layout.left,
                top: bottom + 1.0,
                right: layout.left + length,
                bottom: whole.max(bottom + 4.0),
            };
            outline(sheet, area);
            let tip = format!("{}\n{}", row.lane.label().get(sheet.language), was(sheet.language, row));
            spots.push(Spot::area(row.lane, &sheet.frame, &area, tip, None));
        }
    }
    if log {
        let place = if layout.above {
            (sheet.frame.right, sheet.line() * 0.44)
        } else {
            (
                sheet.width(LOG_NOTE.get(sheet.language)),
                layout.axis + sheet.axis() - sheet.line() / 2.0,
            )
        };
        sheet.text(LOG_NOTE.get(sheet.language), place, Anchor::End, sheet.palette.soft);
    }
    spots
}

/// A line from the early run to the late one, with a cross-line at each end that is known.
fn whisker(sheet: &Sheet<'_>, [from, to]: [f64; 2], (top, bottom): (f64, f64), open: bool) {
    let middle = f64::midpoint(top, bottom);
    let half = ((bottom - top) * 0.3).min(5.0);
    let color = sheet.palette.ink;
    // A rim of paper sets it off from the bar.
    sheet.fill(
        Area {
            left: from - 1.0,
            top: middle - 1.5,
            right: to + 1.0,
            bottom: middle + 1.5,
        },
        sheet.palette.paper,
    );
    sheet.rule((from, middle), (to, middle), color);
    sheet.rule((from, middle - half), (from, middle + half), color);
    if open {
        for step in [2.0, 4.0] {
            sheet.rule((to - step, middle - step), (to - step, middle + step), color);
        }
    } else {
        sheet.rule((to, middle - half), (to, middle + half), color);
    }
}

/// The parts of a bar, each as long as its share of the bar, also where the
/// bar's own length is on a log axis.
fn parts(sheet: &Sheet<'_>, bar: Area, row: &Row, measure: Measure, spots: &mut Vec<Spot>) {
    let language = sheet.language;
    let total = row.total();
    let mut done = 0.0;
    for part in row.parts.iter().filter(|part| part.value > 0.0) {
        let left = bar.left + bar.width() * done / total;
        done += part.value;
        let right = bar.left + bar.width() * done / total;
        let seam = if right - left > 3.0 && done < total { 1.0 } else { 0.0 };
        let area = Area {
            left,
            right: right - seam,
            ..bar
        };
        let value = match measure {
            Measure::Time => format::time(language, SimTime::s(part.value)),
            Measure::Size => format::size(language, Bytes::new(part.value)),
        };
        let of = format::share(language, Share::new(part.value / total));
        let tip = say!(
            language,
            "{0}, {1}: {2}, {3} of {4}\n{5}",
            row.lane.label().get(language),
            part.label,
            value,
            of,
            row.text,
            part.help.get(language)
        );
        let tip = match &row.spread {
            Some(spread) => format!("{tip}\n{}", spread.text),
            None => tip,
        };
        spots.push(Spot::area(row.lane, &sheet.frame, &area, tip, part.at));
        if area.width() < 0.5 && bar.width() > 3.0 {
            continue;
        }
        sheet.bar(area, part.role);
        let width = sheet.width(&part.label) + 8.0;
        if area.width() >= width && area.height() >= sheet.em * 1.2 {
            let color = part.role.color(&sheet.palette);
            let patch = Area {
                right: area.left + width,
                ..area
            };
            sheet.fill(patch, color);
            let middle = f64::midpoint(area.top, area.bottom);
            sheet.text(&part.label, (area.left + 4.0, middle), Anchor::Start, color.text_on());
        }
    }
}

struct Mark {
    x: f64,
    text: String,
    anchor: Anchor,
}

/// As many marks as fit without touching each other.
fn fitting(
    sheet: &Sheet<'_>,
    layout: &Layout,
    scale: &Scale,
    candidates: impl Fn(usize) -> Vec<(f64, String)>,
) -> Vec<Mark> {
    // Beside the bars the note stands where the axis begins.
    let note = match scale {
        Scale::Log(_) if !layout.above => sheet.width(LOG_NOTE.get(sheet.language)) + GAP,
        Scale::Log(_) | Scale::Linear(_) => f64::NEG_INFINITY,
    };
    let mut marks = Vec::new();
    for count in (2..=6).rev() {
        marks = candidates(count)
            .into_iter()
            .map(|(value, text)| {
                let x = layout.left + scale.place(value, layout.right - layout.left);
                let half = sheet.width(&text) / 2.0;
                let anchor = if x < half {
                    Anchor::Start
                } else if x + half > sheet.frame.right {
                    Anchor::End
                } else {
                    Anchor::Middle
                };
                Mark { x, text, anchor }
            })
            .collect();
        marks.retain(|mark| sheet.text_area(&mark.text, (mark.x, 0.0), mark.anchor).left > note);
        marks = every(marks, count);
        let apart = marks.windows(2).all(|pair| {
            let [before, after] =
                [&pair[0], &pair[1]].map(|mark| sheet.text_area(&mark.text, (mark.x, 0.0), mark.anchor));
            before.right + GAP < after.left
        });
        if apart {
            return marks;
        }
    }
    marks.truncate(1);
    marks
}

/// Every nth, so that at most `most` are left.
fn every<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let step = all.len().div_ceil(most.max(1)).max(1);
    all.into_iter().step_by(step).collect()
}

fn axis(sheet: &Sheet<'_>, layout: &Layout, rows: usize, marks: &[Mark]) {
    for mark in marks {
        for index in 0..rows {
            let (top, bottom) = layout.bar(sheet, index);
            sheet.rule((mark.x, top - 2.0), (mark.x, bottom + 2.0), sheet.palette.hair);
        }
        let y = layout.axis + sheet.axis() - sheet.line() / 2.0;
        sheet.rule((mark.x, layout.axis), (mark.x, layout.axis + 4.0), sheet.palette.soft);
        sheet.text(&mark.text, (mark.x, y), mark.anchor, sheet.palette.soft);
    }
}

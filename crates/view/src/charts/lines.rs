//! Time axes, and lines with fewer points that keep their peaks.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;
use plotters_backend::BackendCoord;

use super::ink::SCALE;
use super::sheet::{Anchor, Area, Sheet};
use super::ticks;
use engine::units::SimTime;

/// Columns that a line is divided into; each keeps its first, highest, lowest and last point.
const COLUMNS: i32 = 220;

/// Maps time and a value to backend coordinates inside an area.
pub(super) struct Grid {
    pub area: Area,
    x: RangedCoordf64,
    y: RangedCoordf64,
}

impl Grid {
    /// Time from zero to `end`, values from zero to `top`.
    pub(super) fn new(area: Area, end: SimTime, top: f64) -> Self {
        let positive = |value: f64| if value > 0.0 && value.is_finite() { value } else { 1.0 };
        Self {
            area,
            x: (0.0..positive(end.as_s())).into(),
            y: (0.0..positive(top)).into(),
        }
    }

    pub(super) fn point(&self, time: SimTime, value: f64) -> BackendCoord {
        let fine = |pixels: f64| (pixels * SCALE).round() as i32;
        (
            self.x.map(&time.as_s(), (fine(self.area.left), fine(self.area.right))),
            self.y.map(&value, (fine(self.area.bottom), fine(self.area.top))),
        )
    }

    /// The same in CSS pixels.
    pub(super) fn place(&self, time: SimTime, value: f64) -> (f64, f64) {
        pixels(self.point(time, value))
    }

    /// The grid of a chart that fills its sheet, drawn: time along, and the values of about so many marks upwards.
    pub(super) fn drawn(
        sheet: &Sheet<'_>,
        end: SimTime,
        top: f64,
        marks: impl FnOnce(usize) -> Vec<(f64, String)>,
    ) -> Self {
        let bottom = sheet.frame.bottom - sheet.axis();
        let marks = marks((bottom / (sheet.em * 2.6)) as usize);
        let labels = marks.iter().map(|(_, text)| sheet.width(text)).fold(0.0, f64::max);
        let area = Area {
            left: labels + 6.0,
            top: sheet.em * 0.7,
            right: sheet.frame.right - sheet.em,
            bottom,
        };
        let grid = Self::new(area, end, top);
        for (value, text) in &marks {
            let y = grid.place(SimTime::ZERO, *value).1;
            sheet.rule((area.left, y), (area.right, y), sheet.palette.hair);
            sheet.text(text, (labels, y), Anchor::End, sheet.palette.soft);
        }
        time_axis(sheet, &grid, end);
        grid
    }

    /// A line without needless points.
    pub(super) fn line(&self, values: impl Iterator<Item = (SimTime, f64)>) -> Vec<BackendCoord> {
        let points = values.map(|(time, value)| self.point(time, value)).collect();
        let column = (self.area.width() * SCALE).round() as i32 / COLUMNS;
        straightened(&thinned(points, column.max(1)))
    }
}

pub(super) fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / SCALE, f64::from(y) / SCALE)
}

fn thinned(points: Vec<BackendCoord>, column: i32) -> Vec<BackendCoord> {
    let mut kept: Vec<BackendCoord> = Vec::new();
    for chunk in points.chunk_by(|a, b| a.0 / column == b.0 / column) {
        let lowest = (0..chunk.len()).max_by_key(|&index| chunk[index].1).unwrap_or(0);
        let highest = (0..chunk.len()).min_by_key(|&index| chunk[index].1).unwrap_or(0);
        let mut keep = [0, lowest.min(highest), lowest.max(highest), chunk.len() - 1].to_vec();
        keep.dedup();
        kept.extend(keep.into_iter().map(|index| chunk[index]));
    }
    kept.dedup();
    kept
}

/// Leaves out points that lie within a quarter of a pixel of what stays (Douglas and Peucker).
fn straightened(points: &[BackendCoord]) -> Vec<BackendCoord> {
    let Some(last) = points.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut keep = vec![false; points.len()];
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        (keep[from], keep[to]) = (true, true);
        let off = |index: usize| distance(points[index], points[from], points[to]);
        if let Some(worst) = (from + 1..to).max_by(|&a, &b| off(a).total_cmp(&off(b)))
            && off(worst) > 1.0
        {
            open.extend([(from, worst), (worst, to)]);
        }
    }
    points
        .iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(point, _)| *point)
        .collect()
}

/// How far a point is from a stroke.
fn distance(point: BackendCoord, from: BackendCoord, to: BackendCoord) -> f64 {
    let (dx, dy) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
    let (px, py) = (f64::from(point.0 - from.0), f64::from(point.1 - from.1));
    let length = dx * dx + dy * dy;
    let part = if length > 0.0 {
        ((px * dx + py * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let (x, y) = (px - part * dx, py - part * dy);
    (x * x + y * y).sqrt()
}

/// Clock labels under an area, as many as fit; gives the room they take.
pub(super) fn time_axis(sheet: &Sheet<'_>, grid: &Grid, end: SimTime) -> Vec<Area> {
    let y = grid.area.bottom + sheet.axis() - sheet.line() / 2.0;
    let mut taken = Vec::new();
    for count in (2..=8).rev() {
        let marks: Vec<(f64, String, Anchor)> = ticks::clock(sheet.language, end, count)
            .into_iter()
            .map(|(time, text)| {
                let x = grid.place(time, 0.0).0;
                let half = sheet.width(&text) / 2.0;
                let anchor = if x < half {
                    Anchor::Start
                } else if x + half > sheet.frame.right {
                    Anchor::End
                } else {
                    Anchor::Middle
                };
                (x, text, anchor)
            })
            .collect();
        taken = marks
            .iter()
            .map(|(x, text, anchor)| sheet.text_area(text, (*x, y), *anchor))
            .collect();
        let apart = taken.windows(2).all(|pair| pair[0].right + 8.0 < pair[1].left);
        if apart || count == 2 {
            for (x, text, anchor) in marks {
                sheet.rule((x, grid.area.bottom), (x, grid.area.bottom + 4.0), sheet.palette.soft);
                sheet.text(&text, (x, y), anchor, sheet.palette.soft);
            }
            break;
        }
    }
    taken
}

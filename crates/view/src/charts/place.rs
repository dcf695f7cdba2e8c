//! Finds room for labels beside lines.

use super::sheet::Area;

/// How much worse it is to cross a line than to stand at the last candidate place.
const CROSSING: f64 = 100.0;
/// How far labels stay from each other.
const APART: f64 = 2.0;

/// What labels must keep clear of.
pub(super) struct Room {
    frame: Area,
    taken: Vec<Area>,
    lines: Vec<Vec<(f64, f64)>>,
}

impl Room {
    pub(super) fn new(frame: Area) -> Self {
        Self {
            frame,
            taken: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Labels should not cross this line.
    pub(super) fn avoid_line(&mut self, points: Vec<(f64, f64)>) {
        self.lines.push(points);
    }

    /// The first of the candidate places, given by their upper left corners,
    /// that crosses the fewest lines; `None` if all are taken.
    pub(super) fn find(&mut self, (width, height): (f64, f64), places: &[(f64, f64)]) -> Option<Area> {
        let best = places
            .iter()
            .map(|&(left, top)| Area {
                left,
                top,
                right: left + width,
                bottom: top + height,
            })
            .enumerate()
            .filter(|(_, area)| self.frame.contains(area) && !self.taken.iter().any(|other| other.overlaps(area)))
            .map(|(order, area)| (self.crossings(&area) * CROSSING + order as f64, area))
            .min_by(|a, b| a.0.total_cmp(&b.0))?
            .1;
        self.taken.push(Area {
            left: best.left - APART,
            top: best.top - APART,
            right: best.right + APART,
            bottom: best.bottom + APART,
        });
        Some(best)
    }

    fn crossings(&self, area: &Area) -> f64 {
        let hits = |line: &Vec<(f64, f64)>| line.windows(2).any(|pair| crosses(area, pair[0], pair[1]));
        self.lines.iter().filter(|line| hits(line)).count() as f64
    }
}

/// Whether a stroke touches a rectangle (Liang and Barsky's clipping).
fn crosses(area: &Area, (x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> bool {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, distance) in [
        (-dx, x0 - area.left),
        (dx, area.right - x0),
        (-dy, y0 - area.top),
        (dy, area.bottom - y0),
    ] {
        if step == 0.0 {
            if distance < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            enter = enter.max(distance / step);
        } else {
            leave = leave.min(distance / step);
        }
    }
    enter <= leave
}

//! Going down to the lowest place nearby, one look at a time: along each axis by a step, and by half of it where no step leads
//! down any more. It needs no slope, which the engine does not have where rounds begin and end.

/// A place: the logarithms of region and write rate.
pub type Place = [f64; 2];

/// A search for the lowest place nearby.
#[derive(Clone, Debug)]
pub struct Climb {
    best: Place,
    cost: Option<f64>,
    axes: &'static [usize],
    step: f64,
    least: f64,
    /// Which step is tried: two for each axis.
    way: usize,
    moved: bool,
}

/// Looks from one start; a step that shrinks by halves needs a few dozen.
const MOST_LOOKS_A_STEP: usize = 12;

impl Climb {
    /// Begins at a place, moves along these axes, first by `step`, in the end by no less than `least`.
    pub const fn new(start: Place, axes: &'static [usize], step: f64, least: f64) -> Self {
        Self {
            best: start,
            cost: None,
            axes,
            step,
            least,
            way: 0,
            moved: false,
        }
    }

    /// Where to look next; `None` at the end.
    pub fn next(&self) -> Option<Place> {
        if self.cost.is_none() {
            return Some(self.best);
        }
        (self.step >= self.least).then(|| {
            let mut place = self.best;
            let sign = if self.way.is_multiple_of(2) { 1.0 } else { -1.0 };
            place[self.axes[(self.way / 2) % self.axes.len()]] += sign * self.step;
            place
        })
    }

    /// What was found there.
    pub fn learn(&mut self, place: Place, cost: f64) {
        let Some(least) = self.cost else {
            self.cost = Some(cost);
            return;
        };
        if cost < least {
            (self.best, self.cost, self.moved) = (place, Some(cost), true);
            // Further in the same direction, which is likely to go on, but not for ever.
            self.way += 2 * self.axes.len();
            if self.way < MOST_LOOKS_A_STEP * 2 * self.axes.len() {
                return;
            }
        }
        self.way += 1;
        if self.way.is_multiple_of(2 * self.axes.len()) {
            self.way = 0;
            if !self.moved {
                self.step /= 2.0;
            }
            self.moved = false;
        }
    }

    /// The lowest place so far, and its height.
    pub fn best(&self) -> (Place, f64) {
        (self.best, self.cost.unwrap_or(f64::INFINITY))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_place_is_found() {
        let mut climb = Climb::new([0.0, 0.0], &[0, 1], 0.5, 1e-3);
        let mut looks = 0;
        while let Some(place) = climb.next() {
            climb.learn(
                place,
                (place[0] - 3.0).powi(2) + (place[1] + 1.5 + 0.5 * place[0]).powi(2),
            );
            looks += 1;
        }
        let ([x, y], _) = climb.best();
        assert!((x - 3.0).abs() < 0.01 && (y + 3.0).abs() < 0.01, "{x} {y}");
        assert!(looks < 400, "{looks}");
    }
}

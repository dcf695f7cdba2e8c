//! First passage below the threshold: the little statistics that pre-copy needs.
//!
//! Near the threshold a round's drift is small and the scatter of the dirty
//! count decides when a run stops. The model follows the queue of the runs
//! that are still going as a normal distribution cut off at the threshold.

use super::functions;
use crate::units::Pages;

/// Beyond this many standard deviations chance does not matter.
const FAR: f64 = 4.0;
/// Beyond this many, not even the last bit of a probability changes much.
const CERTAIN: f64 = 6.0;
/// Below this, a scatter is none: it only keeps divisions defined.
const LEAST_SCATTER: f64 = 1e-9;

/// A count of pages that scatters: mean and variance (pages²).
#[derive(Clone, Copy, Debug)]
pub(super) struct Scattered {
    pub mean: Pages,
    pub variance: f64,
}

impl Scattered {
    /// The standard deviation of the count against a threshold that jitters
    /// itself by this many pages.
    fn sigma(&self, jitter: f64) -> f64 {
        (self.variance + jitter * jitter).sqrt().max(LEAST_SCATTER)
    }

    /// Looks whether the count lies under the threshold.
    pub fn look(&self, threshold: Pages, jitter: Pages) -> Look {
        let sigma = self.sigma(jitter.as_f64());
        let z = (self.mean.as_f64() - threshold.as_f64()) / sigma;
        let (above, mills) = survive(z);
        let share = self.variance / sigma;
        let below = if above < 1.0 - 1e-12 {
            mills * above / (1.0 - above)
        } else {
            0.0
        };
        Look {
            above,
            of_those_below: Pages::new(self.mean.as_f64() - share * below),
            of_those_above: Self {
                mean: Pages::new(self.mean.as_f64() + share * mills),
                variance: (self.variance - share * share * mills * (mills + z)).max(0.0),
            },
        }
    }
}

/// What a look at the queue tells.
pub(super) struct Look {
    /// Probability that the count is not under the threshold.
    pub above: f64,
    /// The mean count of the runs that are under it.
    pub of_those_below: Pages,
    /// The count of the runs that are not.
    pub of_those_above: Scattered,
}

/// Upper tail of the normal distribution at `-z`, and the density over it (the inverse Mills ratio).
fn survive(z: f64) -> (f64, f64) {
    if z > CERTAIN {
        return (1.0, 0.0);
    }
    if z < -CERTAIN {
        return (0.0, -z);
    }
    functions::survive(z)
}

/// What is left when a drain, looked at every `quantum` pages, is first seen
/// below the threshold. The `first` pages go without a look.
pub(super) fn residue(queue: Scattered, threshold: Pages, jitter: Pages, first: Pages, quantum: Pages) -> Scattered {
    let sigma = (queue.variance + jitter.as_f64() * jitter.as_f64()).sqrt();
    let quantum = quantum.as_f64();
    let after_first = queue.mean.as_f64() - first.as_f64();
    let over = after_first - threshold.as_f64();
    if over < -FAR * sigma {
        return left_over(after_first, queue.variance);
    }
    if over > FAR * sigma || sigma > quantum {
        return sawtooth(over, sigma, queue.variance, threshold.as_f64(), quantum);
    }
    // K more quanta are sent; P(K > j) = P(queue − first − j·quantum ≥ threshold).
    let sigma = sigma.max(LEAST_SCATTER);
    let (mut quanta, mut quanta_squared, mut density, mut j) = (0.0, 0.0, 0.0, 0.0);
    loop {
        let z = (over - j * quantum) / sigma;
        if z < -FAR {
            break;
        }
        let (above, mills) = survive(z);
        quanta += above;
        quanta_squared += (2.0 * j + 1.0) * above;
        density += mills * above;
        j += 1.0;
    }
    let share = queue.variance / sigma;
    let variance =
        queue.variance - 2.0 * quantum * share * density + quantum * quantum * (quanta_squared - quanta * quanta);
    left_over(after_first - quantum * quanta, variance.max(0.0))
}

fn left_over(pages: f64, variance: f64) -> Scattered {
    if pages > 0.0 {
        Scattered {
            mean: Pages::new(pages),
            variance,
        }
    } else {
        Scattered {
            mean: Pages::ZERO,
            variance: 0.0,
        }
    }
}

/// Far above the threshold the residue is what the last quantum left: a
/// sawtooth, smoothed by the scatter (its first Fourier harmonic).
fn sawtooth(over: f64, sigma: f64, variance: f64, threshold: f64, quantum: f64) -> Scattered {
    let known = if sigma < 0.02 * quantum {
        1.0
    } else {
        let turns = core::f64::consts::TAU * sigma / quantum;
        functions::exp(-0.5 * turns * turns)
    };
    let into_quantum = (over - quantum * functions::floor(over / quantum)).max(0.0);
    let exact = (threshold - quantum + into_quantum).max(0.0);
    let even = if threshold >= quantum {
        threshold - 0.5 * quantum
    } else {
        0.5 * threshold * threshold / quantum
    };
    let spread = threshold.min(quantum);
    Scattered {
        mean: Pages::new(even + (exact - even) * known),
        variance: (1.0 - known) * spread * spread / 12.0 + known * variance,
    }
}

//! The downtime limit in force, and what it allows to be left: the only place of the threshold.

use crate::scenario::{Ramp, Scenario};
use crate::units::{Pages, Rate, SimTime};

/// The downtime limit of a pre-copy, which a ramp may raise in steps.
#[derive(Clone, Copy, Debug)]
pub(in crate::migration) struct DowntimeLimit {
    full: SimTime,
    ramp: Option<Ramp>,
    /// When the pre-copy began: a ramp counts from there.
    began: SimTime,
}

/// How often a ramp has raised the limit.
pub(in crate::migration) type Raises = u32;

impl DowntimeLimit {
    pub fn new(scenario: &Scenario, began: SimTime) -> Self {
        Self {
            full: scenario.downtime,
            ramp: scenario.ramp,
            began,
        }
    }

    /// How often it has been raised by a time.
    pub fn raises_by(&self, time: SimTime) -> Raises {
        self.ramp.map_or(0, |ramp| {
            let steps = 1..=ramp.steps;
            steps.take_while(|&raise| self.raised_at(ramp, raise) <= time).count() as Raises
        })
    }

    fn raised_at(&self, ramp: Ramp, raise: Raises) -> SimTime {
        self.began + ramp.every * f64::from(raise)
    }

    /// When it is raised after so many raises.
    pub fn next_raise(&self, raises: Raises) -> Option<SimTime> {
        let ramp = self.ramp.filter(|ramp| raises < ramp.steps)?;
        Some(self.raised_at(ramp, raises + 1))
    }

    /// The limit after so many raises: a ramp of *n* steps begins with an *n*-th of it, and each raise adds as much as
    /// every other.
    pub fn after(&self, raises: Raises) -> SimTime {
        self.ramp.map_or(self.full, |ramp| {
            let (steps, raises) = (f64::from(ramp.steps), f64::from(raises));
            self.full * ((1.0 + (steps - 1.0) * raises / steps) / steps)
        })
    }

    /// The limit at a time.
    pub fn at(&self, time: SimTime) -> SimTime {
        self.after(self.raises_by(time))
    }
}

/// What may be left for the VM to be stopped: as much as a bandwidth carries within a downtime limit.
pub(in crate::migration) fn threshold(limit: SimTime, bandwidth: Rate) -> Pages {
    (bandwidth * limit).pages()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 7 × 7.6 s is a time of which floating point says that the seventh step is both there and still to come.
    #[test]
    fn each_raise_comes_after_the_one_before() {
        for steps in 1..=20 {
            for tenths in 0..600_u32 {
                let ramp = Ramp {
                    steps,
                    every: SimTime::s(f64::from(tenths) / 10.0),
                };
                let limit = DowntimeLimit {
                    full: SimTime::s(1.0),
                    ramp: Some(ramp),
                    began: SimTime::s(0.3),
                };
                let mut raises = limit.raises_by(SimTime::ZERO);
                while let Some(next) = limit.next_raise(raises) {
                    raises += 1;
                    assert!(
                        limit.raises_by(next) >= raises,
                        "{steps} x {tenths} tenths: raise {raises}"
                    );
                }
                assert_eq!(raises, steps);
                assert!((limit.after(steps).as_s() - 1.0).abs() < 1e-12);
            }
        }
    }
}

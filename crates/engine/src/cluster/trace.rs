//! Measured processor time of a VM: a share for every five minutes, from the beginning again after the last.

use super::demand::STEP;
use crate::units::{Share, SimTime};

/// What a VM wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace(Vec<Share>);

impl Trace {
    /// From percentages, one a line, as CloudSim's traces are.
    ///
    /// # Errors
    /// The number of the first line that is none, counted from one; zero if there is no line.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut shares = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let percent: f64 = line.trim().parse().map_err(|_| index + 1)?;
            if !(0.0..=100.0).contains(&percent) {
                return Err(index + 1);
            }
            shares.push(Share::percent(percent));
        }
        if shares.is_empty() { Err(0) } else { Ok(Self(shares)) }
    }

    /// What it wanted at a time.
    #[must_use]
    pub fn at(&self, time: SimTime) -> Share {
        let slot = (time.as_s() / STEP.as_s() + 1e-9) as usize;
        self.0.get(slot % self.0.len().max(1)).copied().unwrap_or_default()
    }
}

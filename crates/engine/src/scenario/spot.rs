//! The two quantities that decide together whether a pre-copy converges.

use super::{Settings, WriteClass};
use crate::params::Id;
use crate::units::{Quantity, Rate};

/// A place on the map of write rate and link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// What all write classes touch together.
    pub writes: Rate,
    /// The line rate.
    pub link: Rate,
}

impl Settings {
    /// Where these settings are.
    #[must_use]
    pub fn spot(&self) -> Spot {
        Spot {
            writes: self.writes.iter().map(|class| class.rate).sum(),
            link: self.link,
        }
    }

    /// Goes to another place: every write class keeps its share of the rate, to three digits; equal shares where nothing
    /// is written, a class of the usual kind where there is none.
    pub fn go_to(&mut self, spot: Spot) {
        self.link = spot.link;
        let before = self.spot().writes;
        if let [] | [_] = self.writes.as_slice() {
            let class = self.writes.pop().unwrap_or_default();
            self.writes.push(WriteClass {
                rate: spot.writes,
                ..class
            });
            return;
        }
        let equal = 1.0 / self.writes.len() as f64;
        for class in &mut self.writes {
            let share = if before.is_zero() { equal } else { class.rate / before };
            if let Quantity::Rate(rate) = Id::WriteRate.range().rounded(Quantity::Rate(spot.writes * share)) {
                class.rate = rate;
            }
        }
    }
}

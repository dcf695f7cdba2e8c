//! Where a pre-copy stands that has not ended: what its rounds leave, what may be left, and what keeps them apart.

use super::Precopy;
use super::plan::Plan;
use crate::migration::outcome::{Decides, Never};
use crate::migration::run::Run;
use crate::units::{Pages, Rate, Share, SimTime};

impl Precopy {
    /// Why it does not end; `None` while its first pass goes on.
    pub fn never(&self, run: &Run<'_>, for_ever: bool) -> Option<Never> {
        if self.round.number == 1 {
            return None;
        }
        let (leaves, allowed) = (self.round.queued.bytes(), self.threshold.bytes());
        let second = SimTime::s(1.0);
        let written = Pages::new(run.memory.writes()) * self.full_speed_in(second).as_s();
        let carried = Pages::new(self.sender.estimate * second / self.sender.stream(Pages::new(1.0)));
        let [written, carried] = [written, carried].map(|pages| Rate::bytes_per_s(pages.bytes().as_f64()));
        let slows_down = self.throttle.strength() > Share::ZERO;
        Some(Never {
            within: run.now,
            leaves,
            allowed,
            written,
            carried,
            decides: Decides::of_rounds(leaves, allowed, written, carried, slows_down),
            for_ever,
        })
    }

    /// Whether every round that is to come is like those that have been.
    pub fn is_endless(&self) -> bool {
        matches!(&self.plan, Plan::Stretch(stretch) if stretch.turns.is_infinite())
    }
}

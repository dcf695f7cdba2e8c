//! What a pre-copy wants of the line, for whoever shares it out.

use super::Precopy;
use super::plan::Plan;
use super::segment::On;
use crate::migration::conditions::NEVER;
use crate::migration::rates;
use crate::migration::run::Run;
use crate::units::{Rate, SimTime};

impl Precopy {
    /// What it wants of the line.
    pub fn wants(&self, run: &Run<'_>) -> Rate {
        let live = rates::live_rate(run.scenario);
        let Plan::Sending(sending) = &self.plan else {
            return if matches!(self.plan, Plan::OpenChannel) {
                Rate::ZERO
            } else {
                live
            };
        };
        let most = match &self.rounds {
            Some(rounds) => rounds.most(live),
            None => live,
        };
        match sending.legs.leg_at(run.now, run.seen.max(run.now)) {
            On::SetUp => Rate::ZERO,
            On::Pages => most,
            On::ZeroPages if self.sender.scan_is_slower() => Rate::ZERO,
            On::ZeroPages => most,
        }
    }

    /// When the segment that goes on now wants something else of the line.
    pub fn next_corner(&self, run: &Run<'_>) -> SimTime {
        let Plan::Sending(sending) = &self.plan else {
            return NEVER;
        };
        let corners = sending.legs.corners().map(|corner| run.now + corner);
        let ahead = corners
            .into_iter()
            .filter(|&corner| corner > run.seen && corner < sending.end);
        ahead.fold(NEVER, SimTime::min)
    }
}

//! What a record says of all hosts together, and which link holds migrations back.

use super::record::{HostLoad, HostState, Record, Step, note, spans};
use super::setup::Host;
use crate::units::SimTime;

impl Record {
    /// Watts that all hosts draw together.
    #[must_use]
    pub fn power(&self) -> Vec<Step<f64>> {
        self.sum(|host, state, load| host.watts(state, load.wanted))
    }

    /// How many hosts draw power.
    #[must_use]
    pub fn hosts_on(&self) -> Vec<Step<f64>> {
        self.sum(|_, state, _| f64::from(u8::from(state.draws())))
    }

    /// The sum over all hosts of what each counts for in its state and with its load.
    fn sum(&self, of: impl Fn(&Host, HostState, &HostLoad) -> f64) -> Vec<Step<f64>> {
        let mut changes: Vec<(SimTime, u32)> = Vec::new();
        for (place, host) in self.hosts.iter().enumerate() {
            let times = host.state.iter().map(|step| step.at);
            changes.extend(
                times
                    .chain(host.load.iter().map(|step| step.at))
                    .map(|at| (at, place as u32)),
            );
        }
        changes.sort_unstable();
        changes.dedup();
        let mut each = vec![0.0; self.hosts.len()];
        let mut next = vec![(0, 0); self.hosts.len()];
        let (mut total, mut course) = (0.0_f64, Vec::new());
        for (at, place) in changes {
            let host = &self.hosts[place as usize];
            let (state, load) = &mut next[place as usize];
            *state += host.state[*state..].iter().take_while(|step| step.at <= at).count();
            *load += host.load[*load..].iter().take_while(|step| step.at <= at).count();
            let now = state
                .checked_sub(1)
                .map_or(HostState::On, |last| host.state[last].value);
            let taken = load
                .checked_sub(1)
                .map(|last| host.load[last].value)
                .unwrap_or_default();
            let value = of(&self.cluster.hosts[place as usize], now, &taken);
            total += value - std::mem::replace(&mut each[place as usize], value);
            note(&mut course, at, total.max(0.0));
        }
        course
    }

    /// The link that holds migrations back for longest, all of them together; none if only their own caps do.
    #[must_use]
    pub fn binds_most(&self) -> Option<u32> {
        let mut held = vec![SimTime::ZERO; self.links.len()];
        for one in &self.moves {
            for (start, until, rate) in spans(&one.rates, one.end) {
                if let Some(link) = rate.bound {
                    held[link as usize] += until - start;
                }
            }
        }
        let most = held.iter().copied().max().filter(|most| !most.is_zero())?;
        held.iter().position(|&held| held == most).map(|link| link as u32)
    }
}

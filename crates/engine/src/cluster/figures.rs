//! The figures of a run.

use super::watts::Joules;
use crate::units::{Bytes, Share, SimTime};

/// A drain and what came of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrainFigures {
    /// The host.
    pub host: u32,
    /// When it was asked for.
    pub asked: SimTime,
    /// When the host was empty.
    pub empty: Option<SimTime>,
    /// When it had to be.
    pub deadline: Option<SimTime>,
    /// VMs that were there when it was asked for, and that never left.
    pub had: u32,
    /// See [`DrainFigures::had`].
    pub left_behind: u32,
}

/// What a run came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClusterFigures {
    /// Drains in their order.
    pub drains: Vec<DrainFigures>,
    /// Migrations that ended well, that left the VM where it was, that lost it, and that went on at the end.
    pub moved: u32,
    /// See [`ClusterFigures::moved`].
    pub failed: u32,
    /// See [`ClusterFigures::moved`].
    pub lost_moving: u32,
    /// See [`ClusterFigures::moved`].
    pub unfinished: u32,
    /// VMs that went down with a host, that were started again, and that were down at the end.
    pub lost: u32,
    /// See [`ClusterFigures::lost`].
    pub restarted: u32,
    /// See [`ClusterFigures::lost`].
    pub down_at_end: u32,
    /// VMs that were still to be moved at the end.
    pub waiting: u32,
    /// How long VMs stood still: all together, and the one that did longest.
    pub down: SimTime,
    /// See [`ClusterFigures::down`].
    pub worst_down: SimTime,
    /// How long clients got no answer because of migrations, all VMs together.
    pub outage: SimTime,
    /// How long vCPUs waited for missing pages.
    pub blocked: SimTime,
    /// How long VMs got no processor that they wanted: all together, and the one that missed most.
    pub starved: SimTime,
    /// See [`ClusterFigures::starved`].
    pub worst_starved: SimTime,
    /// What migrations sent, and the memory in use of the VMs that they moved or tried to.
    pub sent: Bytes,
    /// See [`ClusterFigures::sent`].
    pub memory: Bytes,
    /// What migrations sent of memory beyond what their VM has in use.
    pub resent: Bytes,
    /// How long migrations waited to begin: the mean and the most.
    pub mean_wait: SimTime,
    /// See [`ClusterFigures::mean_wait`].
    pub worst_wait: SimTime,
    /// The most migrations at once.
    pub most_at_once: u32,
    /// How uneven the hosts were at the beginning and the end: the coefficient of variation of their loads.
    pub imbalance_before: f64,
    /// See [`ClusterFigures::imbalance_before`].
    pub imbalance_after: f64,
    /// How often the policy looked, and how often it ordered something.
    pub looks: u32,
    /// See [`ClusterFigures::looks`].
    pub decisions: u32,
    /// How often a VM came back within an hour to a host that it had left.
    pub ping_pongs: u32,
    /// How long hosts drew power, all together.
    pub host_time: SimTime,
    /// Energy in all; of it while booting and shutting down; and what moving took of it.
    pub energy: Joules,
    /// See [`ClusterFigures::energy`].
    pub switching: Joules,
    /// See [`ClusterFigures::energy`].
    pub moving: Joules,
    /// CloudSim's service figures: overloaded time over active time of hosts, processor time that was missed while moving
    /// over what was wanted, and their product.
    pub otf: Share,
    /// See [`ClusterFigures::otf`].
    pub pdm: Share,
    /// Whether each host's VMs would find room elsewhere, at the beginning and the end.
    pub spare_before: bool,
    /// See [`ClusterFigures::spare_before`].
    pub spare_after: bool,
    /// Steps of the simulation.
    pub steps: u64,
}

impl ClusterFigures {
    /// How long the drains took from the first order until the last host was empty; nothing if one is not.
    #[must_use]
    pub fn drained(&self) -> Option<SimTime> {
        let first = self.drains.iter().map(|drain| drain.asked).min()?;
        let empty: Option<Vec<SimTime>> = self.drains.iter().map(|drain| drain.empty).collect();
        Some(empty?.into_iter().max()? - first)
    }

    /// VMs that never left a host that was drained.
    #[must_use]
    pub fn left_behind(&self) -> u32 {
        self.drains.iter().map(|drain| drain.left_behind).sum()
    }

    /// `SLAV`: see [`ClusterFigures::otf`].
    #[must_use]
    pub fn slav(&self) -> Share {
        Share::new(self.otf.as_f64() * self.pdm.as_f64())
    }

    /// `ESV`: kilowatt-hours times [`ClusterFigures::slav`].
    #[must_use]
    pub fn esv(&self) -> f64 {
        self.energy.kwh() * self.slav().as_f64()
    }

    /// Memory that was sent beyond what the VMs have in use, as a part of that; zero if nothing moved.
    #[must_use]
    pub fn resent_share(&self) -> f64 {
        if self.memory.is_zero() {
            0.0
        } else {
            self.resent / self.memory
        }
    }
}

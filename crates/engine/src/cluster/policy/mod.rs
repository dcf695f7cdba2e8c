//! Who decides what moves by itself. A policy is a file here and a row of [`POLICIES`].
//!
//! All have the same four guards: a threshold (how bad it has to be), `persist` (for how many looks), a margin (how much better
//! it has to get) and a cooldown (how long a VM that has moved is left alone).

mod none;
mod power;
mod proxmox;
mod thresholds;

use super::log::Guard;
use super::record::{HostState, Why};
use super::settings::{Own, PolicyName};
use super::setup::Cluster;
use crate::units::{Bytes, Share, SimTime};

/// Decides what moves.
pub trait Policy {
    /// What it orders after a look at what was measured.
    fn look(&mut self, seen: &Seen<'_>, guards: &Guards) -> Vec<Order>;
}

/// What a policy orders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// A VM moves to a host.
    Move {
        /// Which.
        vm: u32,
        /// To which.
        to: u32,
        /// Why.
        why: Why,
    },
    /// A host is emptied and switched off.
    Empty {
        /// Which.
        host: u32,
        /// Why.
        why: Why,
    },
    /// A host is switched on.
    SwitchOn {
        /// Which.
        host: u32,
    },
    /// Nothing, for this reason.
    Nothing(Guard),
}

/// The guards in force.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guards {
    /// Whether the policy looks at all, and how often.
    pub looks: bool,
    /// See [`Guards::looks`].
    pub every: SimTime,
    /// From which load, or imbalance, on something is wrong.
    pub overload: Share,
    /// Below which load a host takes more, or is not needed.
    pub underload: Share,
    /// For how many looks something has to be wrong.
    pub persist: u32,
    /// How much better it has to get, as a part of what is wrong.
    pub margin: Share,
    /// How long a VM that has moved is left alone.
    pub cooldown: SimTime,
}

/// A row of the table of policies.
struct Row {
    name: PolicyName,
    make: fn() -> Box<dyn Policy>,
    /// Its own guards, where nobody has set any.
    usual: Guards,
}

const POLICIES: &[Row] = &[none::ROW, proxmox::ROW, thresholds::ROW, power::ROW];

/// The policy of a cluster and the guards in force.
pub(super) fn of(cluster: &Cluster) -> (Box<dyn Policy>, Guards) {
    ((row(cluster).make)(), cluster.guards())
}

fn row(cluster: &Cluster) -> &'static Row {
    POLICIES
        .iter()
        .find(|row| row.name == cluster.settings.policy)
        .expect("every name has a row")
}

impl Cluster {
    /// The guards of its policy that are in force.
    #[must_use]
    pub fn guards(&self) -> Guards {
        let (settings, usual) = (&self.settings, row(self).usual);
        Guards {
            looks: usual.looks,
            every: own(settings.every, usual.every),
            overload: own(settings.overload, usual.overload),
            underload: own(settings.underload, usual.underload),
            persist: settings.persist.0.map_or(usual.persist, |count| count.get().max(1)),
            margin: own(settings.margin, usual.margin),
            cooldown: settings.cooldown,
        }
    }
}

fn own<T: Copy>(own: Own<T>, usual: T) -> T {
    own.0.unwrap_or(usual)
}

/// A host as it was measured.
#[derive(Clone, Debug)]
pub struct SeenHost {
    /// What it does.
    pub state: HostState,
    /// Cores that its VMs used on the mean.
    pub cores: f64,
    /// Cores that it has.
    pub all_cores: f64,
    /// Memory in use.
    pub used: Bytes,
    /// Memory that VMs can have.
    pub ram: Bytes,
    /// Memory that is neither taken nor promised.
    pub free: Bytes,
    /// Whether nothing is there or on its way there.
    pub is_empty: bool,
}

impl SeenHost {
    /// The part of its cores that was used.
    #[must_use]
    pub fn cpu(&self) -> f64 {
        self.cores / self.all_cores
    }

    /// See [`load`].
    pub(super) fn load(&self) -> f64 {
        load(self.cpu(), self.used / self.ram)
    }
}

/// The load of a host, or what something adds to it: the mean of the parts of its processors and of its memory that are used
/// (Proxmox VE).
pub(super) fn load(cpu: f64, memory: f64) -> f64 {
    (cpu + memory) / 2.0
}

/// A VM as it was measured.
#[derive(Clone, Copy, Debug)]
pub struct SeenVm {
    /// Where it runs.
    pub host: Option<u32>,
    /// Cores that it used on the mean.
    pub cores: f64,
    /// Memory in use.
    pub used: Bytes,
    /// Memory that it has.
    pub ram: Bytes,
    /// Whether it moves or is to move.
    pub is_busy: bool,
    /// Whether it stays where it is.
    pub is_pinned: bool,
    /// Until when it is left alone, having moved.
    pub cool_until: Option<SimTime>,
}

impl SeenVm {
    /// Whether it may be moved now.
    #[must_use]
    pub fn is_movable(&self) -> bool {
        self.host.is_some() && !self.is_busy && !self.is_pinned && self.cool_until.is_none()
    }
}

/// What was measured of VMs, asked for one by one: there are many, and few matter.
pub trait Measured {
    /// One.
    fn vm(&self, vm: u32) -> SeenVm;
    /// Those that run on a host.
    fn running_on(&self, host: u32) -> &[u32];
    /// Whether a VM of a class is on a host, or comes.
    fn has_class(&self, host: u32, class: u16) -> bool;
}

/// What a policy sees.
pub struct Seen<'a> {
    /// The cluster as it is built.
    pub cluster: &'a Cluster,
    /// Its hosts.
    pub hosts: Vec<SeenHost>,
    /// Its VMs.
    pub vms: &'a dyn Measured,
    /// Cores that each host's VMs will use when what moves has arrived.
    pub expected: Vec<f64>,
    /// Migrations that go on or wait.
    pub under_way: u32,
    /// Whether something waits for room.
    pub without_room: bool,
}

impl Seen<'_> {
    /// The hosts that are on.
    pub fn on(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.hosts.len() as u32).filter(|&host| self.hosts[host as usize].state == HostState::On)
    }

    /// The load of a host when what moves has arrived.
    #[must_use]
    pub fn expected_cpu(&self, host: u32) -> f64 {
        self.expected[host as usize] / self.hosts[host as usize].all_cores
    }

    /// Whether a VM could go to a host.
    #[must_use]
    pub fn has_room(&self, vm: u32, host: u32) -> bool {
        let there = &self.hosts[host as usize];
        let class = self.cluster.class(vm as usize);
        let alone = || !self.vms.has_class(host, self.cluster.vms[vm as usize].class);
        there.state == HostState::On && there.free >= class.ram && (!class.traits.apart || alone())
    }

    /// One VM as it was measured.
    #[must_use]
    pub fn vm(&self, vm: u32) -> SeenVm {
        self.vms.vm(vm)
    }

    /// The VMs that run on a host, in their order.
    #[must_use]
    pub fn vms_on(&self, host: u32) -> Vec<u32> {
        let mut vms = self.vms.running_on(host).to_vec();
        vms.sort_unstable();
        vms
    }

    /// How uneven the hosts are.
    #[must_use]
    pub fn imbalance(&self) -> f64 {
        let loads: Vec<f64> = self.on().map(|host| self.hosts[host as usize].load()).collect();
        variation(&loads)
    }
}

/// The coefficient of variation: standard deviation over mean.
pub(super) fn variation(loads: &[f64]) -> f64 {
    let count = loads.len() as f64;
    let mean = loads.iter().sum::<f64>() / count;
    if mean <= 0.0 || loads.is_empty() {
        return 0.0;
    }
    let variance = loads.iter().map(|load| (load - mean) * (load - mean)).sum::<f64>() / count;
    variance.sqrt() / mean
}

/// Counts for how many looks in a row something has been so.
#[derive(Clone, Copy, Debug, Default)]
struct InARow(u32);

impl InARow {
    fn look(&mut self, is_so: bool) -> u32 {
        self.0 = if is_so { self.0.saturating_add(1) } else { 0 };
        self.0
    }
}

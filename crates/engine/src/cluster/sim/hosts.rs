//! A host: what it has to do, what it draws, and what it does.
//!
//! Accounts are settled when something changes. Two clocks of a host run by how well it serves its VMs: one by the part that
//! it gives of what they want, the other by the part that it owes; a VM reads them when it comes and when it goes.

use super::{Next, World};
use crate::cluster::log::Said;
use crate::cluster::record::{HostLoad, HostState, note};
use crate::cluster::settings::Limits;
use crate::cluster::setup::{Cluster, Host};
use crate::cluster::watts::Joules;
use crate::units::{Bytes, Rate, Share, SimTime};

/// A migration takes a core at each end for ten gigabits a second.
const A_CORE_CARRIES: Rate = Rate::bits_per_s(10e9);

#[derive(Clone, Debug)]
pub(super) struct HostNow {
    pub state: HostState,
    /// Counts its changes of state, so that one that was planned before another is known as late.
    pub version: u32,
    /// VMs that run here.
    pub running: Vec<u32>,
    /// VMs of each class that are here or come.
    pub class_counts: Vec<u16>,
    pub resident: Bytes,
    pub residents: u32,
    pub booked: Bytes,
    /// Memory that its VMs have in use.
    pub used: Bytes,
    pub limits: Limits,
    pub out: u32,
    pub into: u32,
    /// What of the present batch may still leave.
    pub batch_left: u32,
    /// Back from maintenance.
    pub done: bool,
    /// When it is emptied: the place of the drain among the figures, and what for.
    pub drain: Option<usize>,
    pub then_off: bool,
    cores: f64,
    pub wanted: f64,
    pub rate: Rate,
    settled: SimTime,
    /// The clocks, in seconds.
    pub supplied: f64,
    pub supplied_at_look: f64,
    pub starved: f64,
    /// Core-seconds that were given and wanted, core-seconds given when the policy looked last.
    pub given_sum: f64,
    pub given_at_look: f64,
    pub wanted_sum: f64,
    pub overloaded: SimTime,
    pub active: SimTime,
    pub on: SimTime,
    pub energy: Joules,
    pub switching: Joules,
    pub moving: Joules,
}

impl HostNow {
    pub fn new(host: &Host, cluster: &Cluster) -> Self {
        Self {
            state: HostState::On,
            version: 0,
            running: Vec::new(),
            class_counts: vec![0; cluster.classes.len()],
            resident: Bytes::ZERO,
            residents: 0,
            booked: Bytes::ZERO,
            used: Bytes::ZERO,
            limits: cluster.settings.slots.limits(host.nic),
            out: 0,
            into: 0,
            batch_left: 0,
            done: false,
            drain: None,
            then_off: false,
            cores: f64::from(host.cores),
            wanted: 0.0,
            rate: Rate::ZERO,
            settled: SimTime::ZERO,
            supplied: 0.0,
            supplied_at_look: 0.0,
            starved: 0.0,
            given_sum: 0.0,
            given_at_look: 0.0,
            wanted_sum: 0.0,
            overloaded: SimTime::ZERO,
            active: SimTime::ZERO,
            on: SimTime::ZERO,
            energy: Joules::default(),
            switching: Joules::default(),
            moving: Joules::default(),
        }
    }

    pub fn free(&self, spec: &Host) -> Bytes {
        spec.room - (self.resident + self.booked)
    }

    /// Cores that sending and receiving take.
    fn carrying(&self) -> f64 {
        self.rate / A_CORE_CARRIES
    }

    fn all_wanted(&self) -> f64 {
        self.wanted + self.carrying()
    }

    /// The part of what is wanted that is given.
    pub fn speed(&self) -> f64 {
        let wanted = self.all_wanted();
        if wanted <= self.cores { 1.0 } else { self.cores / wanted }
    }

    fn settle(&mut self, now: SimTime, spec: &Host) {
        let span = now - self.settled;
        self.settled = now;
        if span.is_zero() {
            return;
        }
        let (seconds, speed) = (span.as_s(), self.speed());
        self.supplied += speed * seconds;
        self.starved += (1.0 - speed) * seconds;
        self.given_sum += self.wanted * speed * seconds;
        self.wanted_sum += self.wanted * seconds;
        if speed < 1.0 {
            self.overloaded += span;
        }
        if !self.running.is_empty() {
            self.active += span;
        }
        if !self.state.draws() {
            return;
        }
        self.on += span;
        let watts = spec.watts(self.state, self.all_wanted());
        self.energy += Joules::of(watts, span);
        if matches!(self.state, HostState::Booting | HostState::ShuttingDown) {
            self.switching += Joules::of(watts, span);
        } else {
            self.moving += Joules::of(watts - spec.watts(self.state, self.wanted), span);
        }
    }
}

impl World<'_> {
    pub(super) fn settle_host(&mut self, host: u32) {
        let spec = &self.cluster.hosts[host as usize];
        self.hosts[host as usize].settle(self.now, spec);
    }

    /// A VM's memory is on a host.
    pub(super) fn take_in(&mut self, vm: u32, host: u32) {
        let class = self.cluster.class(vm as usize);
        let there = &mut self.hosts[host as usize];
        there.used += class.memory_in_use();
        there.resident += class.ram;
        there.residents += 1;
        self.count_class(vm, host, true);
        self.vms[vm as usize].host = Some(host);
    }

    /// A VM's memory is on a host no more.
    pub(super) fn let_go(&mut self, vm: u32) {
        let Some(host) = self.vms[vm as usize].host.take() else {
            return;
        };
        let class = self.cluster.class(vm as usize);
        let there = &mut self.hosts[host as usize];
        there.used = there.used - class.memory_in_use();
        there.resident = there.resident - class.ram;
        there.residents -= 1;
        if there.residents == 0 {
            (there.resident, there.used) = (Bytes::ZERO, Bytes::ZERO);
        }
        self.count_class(vm, host, false);
    }

    /// Memory on a host is promised to a VM, or not any more.
    pub(super) fn book(&mut self, vm: u32, host: u32, more: bool) {
        let ram = self.cluster.class(vm as usize).ram;
        let there = &mut self.hosts[host as usize];
        if more {
            there.booked += ram;
            there.into += 1;
        } else {
            there.booked = there.booked - ram;
            there.into -= 1;
            if there.into == 0 {
                there.booked = Bytes::ZERO;
            }
        }
        self.count_class(vm, host, more);
    }

    fn count_class(&mut self, vm: u32, host: u32, more: bool) {
        let class = usize::from(self.cluster.vms[vm as usize].class);
        let count = &mut self.hosts[host as usize].class_counts[class];
        *count = if more {
            count.saturating_add(1)
        } else {
            count.saturating_sub(1)
        };
    }

    /// A VM runs on a host from now on, or stands still.
    pub(super) fn runs(&mut self, vm: u32, host: Option<u32>) {
        let before = self.vms[vm as usize].runs_on;
        if before == host {
            return;
        }
        if let Some(from) = before {
            self.settle_host(from);
            self.read_clocks(vm);
            let there = &mut self.hosts[from as usize];
            there.wanted = (there.wanted - self.vms[vm as usize].wanted).max(0.0);
            let place = self.vms[vm as usize].place as usize;
            there.running.swap_remove(place);
            if let Some(&other) = there.running.get(place) {
                self.vms[other as usize].place = place as u32;
            }
            if there.running.is_empty() {
                there.wanted = 0.0;
            }
            self.vms[vm as usize].wanted = 0.0;
            self.vms[vm as usize].down_since = Some(self.now);
        }
        self.vms[vm as usize].runs_on = host;
        if let Some(to) = host {
            self.settle_host(to);
            let there = &mut self.hosts[to as usize];
            let now = &mut self.vms[vm as usize];
            (now.supplied_mark, now.starved_mark) = (there.supplied, there.starved);
            now.place = there.running.len() as u32;
            now.down_since = None;
            there.running.push(vm);
            self.demand_changed(vm);
        }
        for host in [before, host].into_iter().flatten() {
            self.load_changed(host);
        }
        self.note_vm(vm);
    }

    /// What a VM has had since its host's clocks were read last.
    pub(super) fn read_clocks(&mut self, vm: u32) {
        let now = &mut self.vms[vm as usize];
        let Some(host) = now.runs_on else { return };
        let there = &self.hosts[host as usize];
        now.used += now.wanted * (there.supplied - now.supplied_mark);
        let since_look = now.wanted * (there.supplied - now.supplied_mark.max(there.supplied_at_look));
        let before = if now.look_number == self.look_number {
            now.used_since_look
        } else {
            0.0
        };
        (now.used_since_look, now.look_number) = (before + since_look, self.look_number);
        now.starved += there.starved - now.starved_mark;
        (now.supplied_mark, now.starved_mark) = (there.supplied, there.starved);
    }

    /// Cores that a VM wants now if it runs.
    pub(super) fn wants(&self, vm: u32) -> f64 {
        let spec = &self.cluster.vms[vm as usize];
        let class = &self.cluster.classes[usize::from(spec.class)];
        let pattern = match self.cluster.traces.len() {
            0 => class.demand.at(vm, self.now),
            count => self.cluster.traces[vm as usize % count].at(self.now),
        };
        let part = Share::new(pattern.as_f64() * self.crowds[usize::from(spec.class)]);
        f64::from(class.vcpus) * part.as_f64()
    }

    /// A VM wants what its pattern says now; the host's load is to be noted after that.
    pub(super) fn demand_changed(&mut self, vm: u32) {
        let Some(host) = self.vms[vm as usize].runs_on else {
            return;
        };
        let wanted = self.wants(vm);
        if wanted == self.vms[vm as usize].wanted {
            return;
        }
        self.settle_host(host);
        self.read_clocks(vm);
        let there = &mut self.hosts[host as usize];
        there.wanted = (there.wanted - self.vms[vm as usize].wanted).max(0.0) + wanted;
        self.vms[vm as usize].wanted = wanted;
    }

    /// What goes on at a host has changed: migrations of its VMs go by it, and it is noted.
    pub(super) fn load_changed(&mut self, host: u32) {
        self.settle_host(host);
        let speed = Share::new(self.hosts[host as usize].speed());
        if self.hosts[host as usize].out + self.hosts[host as usize].into > 0 {
            self.set_speeds(host, speed);
        }
        if self.courses.all {
            let there = &self.hosts[host as usize];
            let value = HostLoad {
                resident: there.resident,
                booked: there.booked,
                wanted: there.all_wanted(),
                given: there.all_wanted() * there.speed(),
            };
            note(&mut self.courses.hosts[host as usize].load, self.now, value);
        }
    }

    pub(super) fn note_state(&mut self, host: u32) {
        let state = self.hosts[host as usize].state;
        note(&mut self.courses.hosts[host as usize].state, self.now, state);
    }

    /// A host does something else from now on.
    pub(super) fn set_state(&mut self, host: u32, state: HostState) {
        if self.hosts[host as usize].state == state {
            return;
        }
        self.settle_host(host);
        let there = &mut self.hosts[host as usize];
        there.state = state;
        there.version += 1;
        self.note_state(host);
        self.say(Said::Host(host, state));
        self.may_begin = true;
    }

    /// A host is switched on.
    pub(super) fn boot(&mut self, host: u32) {
        self.set_state(host, HostState::Booting);
        let version = self.hosts[host as usize].version;
        self.plan(self.now + self.cluster.settings.bootup, Next::HostChange(host, version));
    }

    /// A host is empty: it is switched off if that is what for, or waits.
    pub(super) fn emptied(&mut self, host: u32) {
        let there = &mut self.hosts[host as usize];
        if let Some(place) = there.drain.take() {
            let asked = self.figures.drains[place].asked;
            self.figures.drains[place].empty = Some(self.now);
            self.say(Said::Empty(host, self.now - asked));
        }
        if self.hosts[host as usize].then_off {
            self.set_state(host, HostState::ShuttingDown);
            let version = self.hosts[host as usize].version;
            self.plan(
                self.now + self.cluster.settings.powerdown,
                Next::HostChange(host, version),
            );
        } else {
            self.set_state(host, HostState::Maintenance);
        }
    }

    /// A host has started, or is off.
    pub(super) fn host_change(&mut self, host: u32, version: u32) {
        if self.hosts[host as usize].version != version {
            return;
        }
        match self.hosts[host as usize].state {
            HostState::Booting => self.set_state(host, HostState::On),
            HostState::ShuttingDown => self.set_state(host, HostState::Off),
            _ => {}
        }
    }
}

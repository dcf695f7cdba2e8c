//! Orders that wait: which of them may begin, and where their VMs go.

use std::collections::BTreeMap;

use super::World;
use crate::cluster::log::{Obstacle, Said};
use crate::cluster::placement::{Candidate, choose};
use crate::cluster::record::{HostState, Why};
use crate::cluster::settings::Order;
use crate::units::{Bytes, SimTime};

/// A VM is to move.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub vm: u32,
    /// To a host, or to any.
    pub to: Option<u32>,
    pub why: Why,
    pub asked: SimTime,
    pub tries: u32,
    /// What was last said to keep it.
    pub said: Option<Obstacle>,
}

/// What keeps the VMs of a class from every host, by the class and the host that they would leave: of thousands that wait one is
/// asked, and the others are alike until something begins.
pub(super) type Kept = BTreeMap<(u16, Option<u32>), Obstacle>;

impl World<'_> {
    /// A VM is to move. An order for one that moves or waits already changes nothing, but a drain takes the place of what a
    /// policy wanted.
    pub(super) fn order(&mut self, vm: u32, to: Option<u32>, why: Why) {
        let Some(from) = self.vms[vm as usize].host else { return };
        if self.vms[vm as usize].moving.is_some() {
            return self.say(Said::Already { vm });
        }
        if self.vms[vm as usize].is_queued {
            let before = self.queue.iter().position(|request| request.vm == vm);
            match before.filter(|&place| self.queue[place].why.is_by_policy() && !why.is_by_policy()) {
                Some(place) => {
                    self.queue.remove(place);
                }
                None => return self.say(Said::Already { vm }),
            }
        }
        self.vms[vm as usize].is_queued = true;
        self.say(Said::Ordered { vm, from, to, why });
        self.queue.push(Request {
            vm,
            to,
            why,
            asked: self.now,
            tries: 0,
            said: None,
        });
        self.may_begin = true;
    }

    /// All VMs of a host are to leave it.
    pub(super) fn order_away(&mut self, host: u32, why: Why) {
        let mut vms: Vec<u32> = (0..self.vms.len() as u32)
            .filter(|&vm| self.vms[vm as usize].host == Some(host))
            .collect();
        self.sort(&mut vms);
        for vm in vms {
            self.order(vm, None, why);
        }
    }

    fn sort(&self, vms: &mut [u32]) {
        let cluster = self.cluster;
        let class = |vm: &u32| cluster.class(*vm as usize);
        let used = |vm: &u32| class(vm).memory_in_use();
        let written = |vm: &u32| class(vm).writes.iter().map(|class| class.region).sum::<Bytes>();
        match cluster.settings.order {
            Order::Given => {}
            Order::Wws => vms.sort_by_key(written),
            Order::Small => vms.sort_by_key(used),
            Order::Big => vms.sort_by_key(|vm| std::cmp::Reverse(used(vm))),
            Order::Busy => vms.sort_by_key(|vm| std::cmp::Reverse(class(vm).write_rate())),
            Order::Priority => vms.sort_by_key(|vm| class(vm).traits.priority),
        }
    }

    /// Whatever may begin begins.
    pub(super) fn admit(&mut self) {
        self.start_waiting_vms();
        let (mut index, mut kept) = (0, Kept::new());
        while index < self.queue.len() {
            match self.target(index, &mut kept) {
                Target::Gone => {
                    let request = self.queue.remove(index);
                    self.vms[request.vm as usize].is_queued = false;
                    self.say(Said::Dropped { vm: request.vm });
                }
                Target::Host(to) => {
                    let request = self.queue.remove(index);
                    self.vms[request.vm as usize].is_queued = false;
                    let from = self.vms[request.vm as usize].host.unwrap_or_default();
                    let there = &mut self.hosts[from as usize];
                    there.batch_left = there.batch_left.saturating_sub(1);
                    self.begin_move(request, to);
                    kept.clear();
                }
                Target::None(obstacle) => {
                    let request = &mut self.queue[index];
                    if request.said.replace(obstacle).map(kind_of) != Some(kind_of(obstacle)) {
                        let vm = request.vm;
                        self.say(Said::Waits { vm, obstacle });
                    }
                    index += 1;
                }
            }
        }
    }

    fn target(&mut self, index: usize, kept: &mut Kept) -> Target {
        let request = &self.queue[index];
        let (vm, to, why) = (request.vm, request.to, request.why);
        let Some(from) = self.vms[vm as usize].host else {
            return Target::Gone;
        };
        if to == Some(from) || self.vms[vm as usize].runs_on.is_none() {
            return Target::Gone;
        }
        if self.cluster.class(vm as usize).traits.pinned {
            return Target::None(Obstacle::Pinned);
        }
        if let Some(obstacle) = self.leaves(from) {
            return Target::None(obstacle);
        }
        match to {
            Some(to) => self.takes(vm, from, to).map_or(Target::Host(to), |obstacle| {
                Target::None(match obstacle {
                    Obstacle::NoRoom => Obstacle::NoRoomThere(to),
                    other => other,
                })
            }),
            None => match self.place_for(vm, Some((from, why)), kept) {
                Ok(to) => Target::Host(to),
                Err(obstacle) => Target::None(obstacle),
            },
        }
    }

    /// What keeps any VM from leaving a host now.
    fn leaves(&mut self, from: u32) -> Option<Obstacle> {
        let there = &mut self.hosts[from as usize];
        let limits = there.limits;
        if let Some(most) = limits.out.filter(|&most| there.out >= most) {
            return Some(Obstacle::SlotsOut(most));
        }
        if let Some(batch) = limits.batch {
            if there.out == 0 {
                there.batch_left = batch;
            }
            if there.batch_left == 0 {
                return Some(Obstacle::Batch);
            }
        }
        if let Some(most) = limits.all.filter(|&most| self.active.len() as u32 >= most) {
            return Some(Obstacle::SlotsAll(most));
        }
        let rack = self.cluster.hosts[from as usize].rack;
        limits
            .rack
            .filter(|&most| self.in_rack(rack) >= most)
            .map(Obstacle::SlotsRack)
    }

    fn in_rack(&self, rack: u32) -> u32 {
        let hosts = self
            .cluster
            .hosts
            .iter()
            .zip(&self.hosts)
            .filter(|(spec, _)| spec.rack == rack);
        hosts.map(|(_, there)| there.out + there.into).sum()
    }

    /// What keeps a VM from being on a host, however it gets there.
    pub(super) fn holds(&self, vm: u32, to: u32) -> Option<Obstacle> {
        let (there, spec, class) = (
            &self.hosts[to as usize],
            &self.cluster.hosts[to as usize],
            self.cluster.class(vm as usize),
        );
        if there.state != HostState::On {
            return Some(Obstacle::NotThere(to));
        }
        if there.free(spec) < class.ram {
            return Some(Obstacle::NoRoom);
        }
        let place = usize::from(self.cluster.vms[vm as usize].class);
        (class.traits.apart && there.class_counts[place] > 0).then_some(Obstacle::Apart)
    }

    /// What keeps a VM from moving to a host now.
    fn takes(&self, vm: u32, from: u32, to: u32) -> Option<Obstacle> {
        if let Some(obstacle) = self.holds(vm, to) {
            return Some(obstacle);
        }
        let (there, spec) = (&self.hosts[to as usize], &self.cluster.hosts[to as usize]);
        let limits = there.limits;
        if let Some(most) = limits.into.filter(|&most| there.into >= most) {
            return Some(Obstacle::SlotsIn(most));
        }
        let other_rack = spec.rack != self.cluster.hosts[from as usize].rack;
        let most = limits.rack.filter(|_| other_rack);
        most.filter(|&most| self.in_rack(spec.rack) >= most)
            .map(Obstacle::SlotsRack)
    }

    /// The host for a VM of which nobody has named one, or what comes closest to an obstacle. One that comes from nowhere is
    /// started there, which takes no slot.
    pub(super) fn place_for(&self, vm: u32, from: Option<(u32, Why)>, kept: &mut Kept) -> Result<u32, Obstacle> {
        let alike = (self.cluster.vms[vm as usize].class, from.map(|(from, _)| from));
        if let Some(&obstacle) = kept.get(&alike) {
            return Err(obstacle);
        }
        let mut nearest = Obstacle::NoHost;
        let hosts = (0..self.hosts.len() as u32).filter(|&host| from.is_none_or(|(from, _)| host != from));
        let mut fits = Vec::new();
        for host in hosts {
            let obstacle = match from {
                Some((from, _)) => self.takes(vm, from, host),
                None => self.holds(vm, host),
            };
            match obstacle {
                None => fits.push(Candidate {
                    host,
                    free: self.hosts[host as usize].free(&self.cluster.hosts[host as usize]),
                    room: self.cluster.hosts[host as usize].room,
                    done: self.hosts[host as usize].done,
                }),
                Some(obstacle @ (Obstacle::SlotsIn(_) | Obstacle::SlotsRack(_))) => nearest = obstacle,
                Some(Obstacle::NoRoom) if nearest == Obstacle::NoHost => nearest = Obstacle::NoRoom,
                Some(obstacle @ Obstacle::Apart) if matches!(nearest, Obstacle::NoHost | Obstacle::NoRoom) => {
                    nearest = obstacle;
                }
                Some(_) => {}
            }
        }
        // Who empties hosts to switch them off fills no empty ones, if there is a choice.
        if from.is_some_and(|(_, why)| matches!(why, Why::Underload(..))) && fits.iter().any(|one| one.free < one.room)
        {
            fits.retain(|one| one.free < one.room);
        }
        let best = choose(self.cluster.settings.placement, fits.into_iter());
        best.ok_or_else(|| *kept.entry(alike).or_insert(nearest))
    }

    /// Orders to leave a host that is not to be emptied any more.
    pub(super) fn drop_orders(&mut self, host: u32) {
        let is_for = |why: &Why| matches!(why, Why::Drain | Why::Alarm | Why::Off | Why::Underload(..));
        let mut dropped = Vec::new();
        let vms = &self.vms;
        self.queue.retain(|request| {
            let here = vms[request.vm as usize].host == Some(host) && is_for(&request.why);
            if here {
                dropped.push(request.vm);
            }
            !here
        });
        for vm in dropped {
            self.vms[vm as usize].is_queued = false;
            self.say(Said::Dropped { vm });
        }
    }
}

enum Target {
    Host(u32),
    None(Obstacle),
    /// The order has no object any more.
    Gone,
}

fn kind_of(obstacle: Obstacle) -> std::mem::Discriminant<Obstacle> {
    std::mem::discriminant(&obstacle)
}

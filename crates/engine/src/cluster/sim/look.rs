//! The policy looks: at means since its last look, never at the present or the future, and its orders are carried out.

use super::World;
use super::hosts::HostNow;
use crate::cluster::log::{Obstacle, Said};
use crate::cluster::policy::{self, Measured, Order, Seen, SeenHost, SeenVm};
use crate::cluster::record::{HostState, note};
use crate::cluster::setup::Host;
use crate::units::Bytes;

impl World<'_> {
    pub(super) fn look(&mut self) {
        self.figures.looks += 1;
        for host in 0..self.hosts.len() as u32 {
            self.settle_host(host);
        }
        let mut policy = self.policy.take().expect("it is there between looks");
        let (orders, imbalance) = {
            let seen = self.seen();
            (policy.look(&seen, &self.guards), seen.imbalance())
        };
        self.policy = Some(policy);
        note(&mut self.courses.imbalance, self.now, imbalance);
        for there in &mut self.hosts {
            there.given_at_look = there.given_sum;
            there.supplied_at_look = there.supplied;
        }
        self.looked = self.now;
        self.look_number += 1;
        for order in orders {
            match order {
                Order::Move { vm, to, why } => {
                    self.figures.decisions += 1;
                    self.order(vm, Some(to), why);
                }
                Order::Empty { host, why } => {
                    self.figures.decisions += 1;
                    self.switch_off(host, why);
                }
                Order::SwitchOn { host } => {
                    self.figures.decisions += 1;
                    self.boot(host);
                }
                Order::Nothing(guard) => self.say(Said::Nothing(guard)),
            }
        }
        self.plan(self.now + self.guards.every, super::Next::Look);
    }

    /// What was measured since the last look.
    fn seen(&self) -> Seen<'_> {
        let span = self.now - self.looked;
        let mean = |sum: f64| if span.is_zero() { 0.0 } else { sum / span.as_s() };
        let both = self.cluster.hosts.iter().zip(&self.hosts);
        let hosts: Vec<SeenHost> = both
            .map(|(spec, there)| SeenHost {
                state: there.state,
                cores: mean(there.given_sum - there.given_at_look),
                all_cores: f64::from(spec.cores),
                used: there.used,
                ram: spec.room,
                free: there.free(spec),
                is_empty: there.residents == 0 && there.into == 0,
            })
            .collect();
        let mut seen = Seen {
            cluster: self.cluster,
            expected: hosts.iter().map(|host| host.cores).collect(),
            hosts,
            vms: self,
            under_way: (self.active.len() + self.queue.len()) as u32,
            without_room: self.without_room(),
        };
        // What is on its way, or is to be, counts where it will be: not to know that is how storms begin.
        let waiting = self
            .queue
            .iter()
            .filter_map(|request| Some((request.vm, self.vms[request.vm as usize].host?, request.to?)));
        let moving = self.active.iter().map(|&place| {
            let (from, to) = self.ends_of(place);
            (self.vm_of(place), from, to)
        });
        for (vm, from, to) in waiting.chain(moving) {
            let cores = seen.vm(vm).cores;
            seen.expected[from as usize] -= cores;
            seen.expected[to as usize] += cores;
        }
        seen
    }

    /// Whether a VM that is to move, or to be started, finds no room.
    fn without_room(&self) -> bool {
        let moving = self.queue.iter().filter_map(|request| request.said);
        let starting = self.waiting_vms.iter().filter_map(|&vm| self.vms[vm as usize].no_place);
        moving.chain(starting).any(Obstacle::is_about_room)
    }

    /// The coefficient of variation of the hosts' loads, as they are.
    pub(super) fn imbalance_now(&self) -> f64 {
        let both = self.cluster.hosts.iter().zip(&self.hosts);
        let on = both.filter(|(_, there)| there.state == HostState::On);
        let load = |(spec, there): (&Host, &HostNow)| {
            policy::load(
                there.wanted * there.speed() / f64::from(spec.cores),
                there.used / spec.room,
            )
        };
        let loads: Vec<f64> = on.map(load).collect();
        policy::variation(&loads)
    }

    /// Whether the VMs of each host would find room on the others: the largest first, each where least is left.
    pub(super) fn has_spare(&self) -> bool {
        let on = |host: &usize| self.hosts[*host].state == HostState::On;
        let hosts: Vec<usize> = (0..self.hosts.len()).filter(on).collect();
        let mut rams: Vec<Vec<Bytes>> = vec![Vec::new(); self.hosts.len()];
        for (vm, now) in self.vms.iter().enumerate() {
            if let Some(host) = now.host {
                rams[host as usize].push(self.cluster.class(vm).ram);
            }
        }
        hosts.iter().all(|&lost| {
            let others = hosts.iter().filter(|&&other| other != lost);
            let mut free: Vec<Bytes> = others
                .map(|&other| self.hosts[other].free(&self.cluster.hosts[other]))
                .collect();
            let mut sizes = rams[lost].clone();
            sizes.sort_by_key(|&size| std::cmp::Reverse(size));
            sizes.into_iter().all(|size| {
                let best = free.iter_mut().filter(|free| **free >= size).min();
                best.map(|free| *free = *free - size).is_some()
            })
        })
    }
}

impl Measured for World<'_> {
    fn vm(&self, vm: u32) -> SeenVm {
        let (now, class) = (&self.vms[vm as usize], self.cluster.class(vm as usize));
        let span = self.now - self.looked;
        let cores = now.runs_on.map_or(0.0, |host| {
            let there = &self.hosts[host as usize];
            let before = if now.look_number == self.look_number {
                now.used_since_look
            } else {
                0.0
            };
            before + now.wanted * (there.supplied - now.supplied_mark.max(there.supplied_at_look))
        });
        let cool = now.moved_at.map(|at| at + self.guards.cooldown);
        SeenVm {
            host: now.host.filter(|_| now.runs_on.is_some()),
            cores: if span.is_zero() { 0.0 } else { cores / span.as_s() },
            used: class.memory_in_use(),
            ram: class.ram,
            is_busy: now.moving.is_some() || now.is_queued,
            is_pinned: class.traits.pinned,
            cool_until: cool.filter(|&until| until > self.now),
        }
    }

    fn running_on(&self, host: u32) -> &[u32] {
        &self.hosts[host as usize].running
    }

    fn has_class(&self, host: u32, class: u16) -> bool {
        self.hosts[host as usize].class_counts[usize::from(class)] > 0
    }
}

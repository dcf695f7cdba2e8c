//! The policy looks: at means since its last look, never at the present or the future, and its orders are carried out.

use super::World;
use crate::cluster::log::Said;
use crate::cluster::policy::{Order, Seen, SeenHost, SeenVm};
use crate::cluster::record::{HostState, note};
use crate::units::Bytes;

impl<'a> World<'a> {
    pub(super) fn look(&mut self) {
        self.figures.looks += 1;
        let seen = self.seen();
        let imbalance = seen.imbalance();
        note(&mut self.courses.imbalance, self.now, imbalance);
        let orders = self.policy.look(&seen, &self.guards);
        self.looked = self.now;
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
    fn seen(&mut self) -> Seen<'a> {
        let span = (self.now - self.looked).as_s();
        let mean = |sum: f64| if span > 0.0 { sum / span } else { 0.0 };
        for host in 0..self.hosts.len() as u32 {
            self.settle_host(host);
        }
        for vm in 0..self.vms.len() as u32 {
            self.read_clocks(vm);
        }
        let mut vms = Vec::with_capacity(self.vms.len());
        for (vm, now) in self.vms.iter_mut().enumerate() {
            let class = self.cluster.class(vm);
            let cores = mean(now.used - now.used_at_look);
            now.used_at_look = now.used;
            let cool = now
                .moved_at
                .map(|at| at + self.guards.cooldown)
                .filter(|&until| until > self.now);
            vms.push(SeenVm {
                host: now.host.filter(|_| now.runs_on.is_some()),
                cores,
                used: class.ram * class.used,
                ram: class.ram,
                is_busy: now.moving.is_some() || now.is_queued,
                is_pinned: class.traits.pinned,
                cool_until: cool,
            });
        }
        let mut hosts = Vec::with_capacity(self.hosts.len());
        for (spec, there) in self.cluster.hosts.iter().zip(&mut self.hosts) {
            let cores = mean(there.given_sum - there.given_at_look);
            there.given_at_look = there.given_sum;
            hosts.push(SeenHost {
                state: there.state,
                cores,
                all_cores: f64::from(spec.cores),
                used: Bytes::ZERO,
                ram: spec.room,
                free: there.free(spec),
                is_empty: there.residents == 0 && there.into == 0,
                vms: Vec::new(),
            });
        }
        for (vm, seen) in vms.iter().enumerate() {
            if let Some(host) = seen.host {
                hosts[host as usize].used += seen.used;
                hosts[host as usize].vms.push(vm as u32);
            }
        }
        // What is on its way, or is to be, counts where it will be: not to know that is how storms begin.
        let mut expected: Vec<f64> = hosts.iter().map(|host| host.cores).collect();
        for request in &self.queue {
            if let (Some(from), Some(to)) = (vms[request.vm as usize].host, request.to) {
                expected[from as usize] -= vms[request.vm as usize].cores;
                expected[to as usize] += vms[request.vm as usize].cores;
            }
        }
        for (vm, now) in self.vms.iter().enumerate() {
            if let Some(place) = now.moving {
                let (from, to) = self.ends_of(place);
                expected[from as usize] -= vms[vm].cores;
                expected[to as usize] += vms[vm].cores;
            }
        }
        Seen {
            cluster: self.cluster,
            hosts,
            vms,
            expected,
            under_way: self.under_way + self.queue.len() as u32,
            without_room: self
                .queue
                .iter()
                .any(|request| request.said.is_some_and(|said| said.is_about_room())),
        }
    }

    /// The coefficient of variation of the hosts' loads, as they are.
    pub(super) fn imbalance_now(&self) -> f64 {
        let loads = self
            .cluster
            .hosts
            .iter()
            .zip(&self.hosts)
            .enumerate()
            .filter(|(_, (_, there))| there.state == HostState::On);
        let mut used = vec![Bytes::ZERO; self.hosts.len()];
        for (vm, now) in self.vms.iter().enumerate() {
            if let Some(host) = now.host {
                let class = self.cluster.class(vm);
                used[host as usize] += class.ram * class.used;
            }
        }
        let loads: Vec<f64> = loads
            .map(|(host, (spec, there))| {
                (there.wanted * there.speed() / f64::from(spec.cores) + used[host] / spec.room) / 2.0
            })
            .collect();
        crate::cluster::policy::variation(&loads)
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

//! The end of the observation: accounts are closed, and the figures are there.

use super::World;
use crate::cluster::log::Said;
use crate::cluster::record::{HostState, Record};
use crate::units::{Share, SimTime};

impl World<'_> {
    pub(super) fn finish(mut self) -> Record {
        self.now = self.until;
        self.close_moves();
        for host in 0..self.hosts.len() as u32 {
            self.settle_host(host);
        }
        for vm in 0..self.vms.len() as u32 {
            self.read_clocks(vm);
        }
        self.tell_stuck();
        self.figures.imbalance_after = self.imbalance_now();
        self.figures.spare_after = self.has_spare();
        self.close_vms();
        self.close_hosts();
        self.figures.waiting = self.queue.len() as u32;
        let figures = &mut self.figures;
        figures.mean_wait = if self.waits.1 == 0 {
            SimTime::ZERO
        } else {
            self.waits.0 / f64::from(self.waits.1)
        };
        Record {
            cluster: self.cluster.clone(),
            until: self.until,
            last: self.last.min(self.until),
            moves: self.take_records(),
            log: self.log,
            hosts: self.courses.hosts,
            vms: self.courses.vms,
            links: self.courses.links,
            imbalance: self.courses.imbalance,
            figures: self.figures,
        }
    }

    /// What drained hosts still have.
    fn tell_stuck(&mut self) {
        for host in 0..self.hosts.len() as u32 {
            if self.hosts[host as usize].state != HostState::Draining {
                continue;
            }
            let on = |vm: &u32| self.vms[*vm as usize].host == Some(host);
            let left: Vec<u32> = (0..self.vms.len() as u32).filter(on).collect();
            if let Some(place) = self.hosts[host as usize].drain {
                self.figures.drains[place].left_behind = left.len() as u32;
            }
            let waiting = self.queue.iter().find(|request| left.contains(&request.vm));
            let vm = waiting.map(|request| request.vm).or_else(|| left.first().copied());
            if let Some(vm) = vm {
                let (count, obstacle) = (left.len() as u32, waiting.and_then(|request| request.said));
                self.say(Said::Stuck {
                    host,
                    vm,
                    count,
                    obstacle,
                });
            }
        }
        for place in &mut self.figures.drains {
            if place.empty.is_some() {
                place.left_behind = 0;
            }
        }
    }

    fn close_vms(&mut self) {
        let figures = &mut self.figures;
        for (vm, now) in self.vms.iter_mut().enumerate() {
            let is_down = now.runs_on.is_none() && (now.starts > 0 || self.cluster.vms[vm].first.is_some());
            if is_down && now.moving.is_none() {
                figures.down_at_end += 1;
                if let Some(since) = now.down_since {
                    now.down += self.now - since;
                    figures.down += self.now - since;
                }
            }
            figures.worst_down = figures.worst_down.max(now.down);
            let starved = SimTime::s(now.starved);
            figures.starved += starved;
            figures.worst_starved = figures.worst_starved.max(starved);
        }
    }

    fn close_hosts(&mut self) {
        let figures = &mut self.figures;
        let (mut overloaded, mut active, mut wanted) = (SimTime::ZERO, SimTime::ZERO, 0.0);
        for there in &self.hosts {
            figures.host_time += there.on;
            figures.energy += there.energy;
            figures.switching += there.switching;
            figures.moving += there.moving;
            overloaded += there.overloaded;
            active += there.active;
            wanted += there.wanted_sum;
        }
        figures.otf = Share::new(overloaded / active);
        figures.pdm = Share::new(if wanted > 0.0 { self.missed_moving / wanted } else { 0.0 });
    }
}

//! What happens to hosts, links and classes.

use super::{Next, World};
use crate::cluster::figures::DrainFigures;
use crate::cluster::log::Said;
use crate::cluster::record::{HostState, Why};
use crate::cluster::setup::Act;
use crate::migration::{Interruption, wire};
use crate::units::{Share, SimTime};

impl World<'_> {
    pub(super) fn act(&mut self, act: Act) {
        match act {
            Act::Drain(host) => self.drain(host, Why::Drain, None),
            Act::Off(host) => self.switch_off(host, Why::Off),
            Act::Alarm(host, dies) => {
                self.plan(dies, Next::Death(host));
                self.drain(host, Why::Alarm, Some(dies));
            }
            Act::Fail(host) => self.fail(host),
            Act::Back(host) => self.back(host),
            Act::On(host) => match self.hosts[host as usize].state {
                HostState::Off | HostState::Dead | HostState::ShuttingDown => self.boot(host),
                _ => self.say(Said::NoUse(host)),
            },
            Act::Move(vm, to) => match self.vms[vm as usize].host {
                Some(from) if from != to => self.order(vm, Some(to), Why::ByHand),
                _ => self.say(Said::Dropped { vm }),
            },
            Act::Crowd(class, _, until) => {
                self.crowd(class);
                self.plan(until, Next::CrowdEnds(class));
            }
            Act::Link(name, _, until) => {
                for link in self.network.places(name) {
                    self.set_link(link);
                    if let Some(until) = until {
                        self.plan(until, Next::LinkEnds(link));
                    }
                }
            }
            Act::Add(first, end) => {
                for vm in first..end {
                    self.waiting_vms.push(vm);
                }
                self.may_begin = true;
            }
        }
    }

    /// A host is emptied and stays on.
    pub(super) fn drain(&mut self, host: u32, why: Why, deadline: Option<SimTime>) {
        let there = &self.hosts[host as usize];
        match there.state {
            HostState::On => {}
            HostState::Draining => {
                if let (Some(place), Some(dies)) = (there.drain, deadline) {
                    self.figures.drains[place].deadline = Some(dies);
                }
                return;
            }
            _ => return self.say(Said::NoUse(host)),
        }
        let had = there.residents;
        self.hosts[host as usize].drain = Some(self.figures.drains.len());
        self.hosts[host as usize].done = false;
        self.figures.drains.push(DrainFigures {
            host,
            asked: self.now,
            empty: None,
            deadline,
            had,
            left_behind: had,
        });
        self.say(Said::Drain(host));
        self.set_state(host, HostState::Draining);
        self.order_away(host, why);
        self.is_it_empty(host);
    }

    /// A host is emptied and switched off.
    pub(super) fn switch_off(&mut self, host: u32, why: Why) {
        self.hosts[host as usize].then_off = true;
        match self.hosts[host as usize].state {
            HostState::On => self.drain(host, why, None),
            HostState::Draining => {}
            HostState::Maintenance => self.emptied(host),
            _ => self.say(Said::NoUse(host)),
        }
    }

    pub(super) fn why_drained(&self, host: u32) -> Why {
        let there = &self.hosts[host as usize];
        let deadline = there.drain.and_then(|place| self.figures.drains[place].deadline);
        match (there.then_off, deadline) {
            (true, _) => Why::Off,
            (false, Some(_)) => Why::Alarm,
            (false, None) => Why::Drain,
        }
    }

    pub(super) fn is_it_empty(&mut self, host: u32) {
        let there = &self.hosts[host as usize];
        if there.state == HostState::Draining && there.residents == 0 && there.into == 0 {
            self.emptied(host);
        }
    }

    fn back(&mut self, host: u32) {
        let there = &mut self.hosts[host as usize];
        let (state, was_drained) = (there.state, there.drain.take());
        (there.then_off, there.done) = (false, !matches!(state, HostState::On | HostState::Draining));
        if let Some(place) = was_drained {
            self.figures.drains[place].left_behind = self.hosts[host as usize].residents;
        }
        match state {
            HostState::Draining => {
                self.set_state(host, HostState::On);
                self.drop_orders(host);
            }
            HostState::Maintenance => self.set_state(host, HostState::On),
            HostState::Off | HostState::Dead | HostState::ShuttingDown => self.boot(host),
            HostState::On | HostState::Booting => self.say(Said::NoUse(host)),
        }
    }

    /// A host loses its power, and with it all that is on it.
    pub(super) fn fail(&mut self, host: u32) {
        if !self.hosts[host as usize].state.draws() {
            return self.say(Said::NoUse(host));
        }
        if let Some(place) = self.hosts[host as usize].drain.take() {
            self.figures.drains[place].left_behind = self.hosts[host as usize].residents;
        }
        self.hosts[host as usize].then_off = false;
        self.set_state(host, HostState::Dead);
        for place in self.moves_of(host) {
            let leaves = self.ends_of(place).0 == host;
            let by = if leaves {
                Interruption::SourceCrash
            } else {
                Interruption::DestinationCrash
            };
            self.interrupt(place, by);
        }
        for vm in 0..self.vms.len() as u32 {
            if self.vms[vm as usize].host != Some(host) {
                continue;
            }
            if self.vms[vm as usize].moving.is_some() {
                // All that its migration needs is at the destination already.
                self.let_go(vm);
            } else {
                self.goes_down(vm, host);
            }
        }
        self.load_changed(host);
        self.drop_orders(host);
        if self.cluster.settings.ha {
            let version = self.hosts[host as usize].version;
            self.plan(self.now + self.cluster.settings.detect, Next::Detected(host, version));
        }
    }

    /// A crowd of a class begins or ends: of those that are there the one that came last counts.
    pub(super) fn crowd(&mut self, class: u16) {
        let last = self.in_force().find_map(|act| match *act {
            Act::Crowd(of, times, until) if of == class && self.now < until => Some(times),
            _ => None,
        });
        let times = last.unwrap_or(1.0);
        self.crowds[usize::from(class)] = times;
        self.say(Said::Crowd(class, times));
        for vm in 0..self.vms.len() as u32 {
            if self.cluster.vms[vm as usize].class == class {
                self.demand_changed(vm);
            }
        }
        for host in 0..self.hosts.len() as u32 {
            self.load_changed(host);
        }
    }

    /// What happened up to now, the last first.
    fn in_force(&self) -> impl Iterator<Item = &Act> {
        let acts = &self.cluster.acts;
        let happened = acts.partition_point(|(at, _)| *at <= self.now);
        acts[..happened].iter().rev().map(|(_, act)| act)
    }

    /// A link is slowed down, or a time of that ends: of those that hold the one that came last counts.
    pub(super) fn set_link(&mut self, link: u32) {
        let last = self.in_force().find_map(|act| match *act {
            Act::Link(name, rate, until)
                if until.is_none_or(|until| self.now < until) && self.network.places(name).contains(&link) =>
            {
                Some(wire::payload(rate))
            }
            _ => None,
        });
        let whole = self.network.links[link as usize].whole;
        self.network.set_capacity(link, last.unwrap_or(whole));
        let now = &self.network.links[link as usize];
        let said = Said::Link(now.name, Share::new(now.capacity / now.whole));
        self.note_link(link);
        self.say(said);
    }
}

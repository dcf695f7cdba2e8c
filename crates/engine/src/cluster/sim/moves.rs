//! Migrations under way: how they begin, share links and change.

use super::queue::Request;
use super::{Next, World};
use crate::cluster::log::Said;
use crate::cluster::record::{End, Move, MoveRate, Stage, note};
use crate::migration::{Host, Migration, Phase, Power, Recorder};
use crate::units::{Rate, Share, SimTime};

/// The flow belongs to no migration.
pub(super) const NOBODY: u32 = u32::MAX;

pub(super) struct MoveNow<'a> {
    pub record: Move,
    pub migration: Option<Migration<'a>>,
    pub flow: u32,
    /// What its line carries of data.
    whole: Rate,
    pub share: Share,
    speed: Share,
    /// On its own clock: up to when somebody has looked, and when it changes next.
    seen: SimTime,
    next: SimTime,
    version: u32,
    pub stages: Stages,
    pub starved_mark: f64,
    pub request: Request,
}

/// Writes down the stages of a migration on the cluster's clock.
pub(super) struct Stages {
    start: SimTime,
    pub list: Vec<Stage>,
}

impl Recorder for Stages {
    fn phase(&mut self, phase: Phase) {
        let (start, end) = (self.start + phase.start, self.start + phase.end);
        match self.list.last_mut() {
            Some(last) if last.kind == phase.kind => last.end = end,
            _ => self.list.push(Stage {
                kind: phase.kind,
                start,
                end,
                runs: phase.power == Power::Running,
            }),
        }
    }
}

impl MoveNow<'_> {
    /// Goes on to a time of its own clock, and has another share of its line from then on.
    pub fn advance(&mut self, local: SimTime, share: Share) {
        let Some(migration) = &mut self.migration else { return };
        migration.advance(local, self.share, &mut self.stages);
        self.seen = self.seen.max(local);
        if share != self.share {
            self.share = share;
            migration.advance(local, share, &mut self.stages);
        }
    }

    /// The moment on its own clock, past nothing that is still to come.
    pub fn local(&self, now: SimTime) -> SimTime {
        (now - self.record.start).max(self.seen).min(self.next.max(self.seen))
    }
}

impl<'a> World<'a> {
    /// A migration begins.
    pub(super) fn begin_move(&mut self, request: Request, to: u32) {
        let vm = request.vm;
        let from = self.vms[vm as usize]
            .host
            .expect("only a VM that is somewhere is moved");
        let path = self.network.path(from, to);
        let line = self.line(from, to);
        let kind = self.cluster.kind(vm as usize);
        let scenario = self
            .scenarios
            .get(self.cluster, self.cluster.vms[vm as usize].class, line);
        self.book(vm, to, true);
        self.hosts[from as usize].out += 1;
        let flow = self.network.open(path.clone());
        if self.by_flow.len() <= flow as usize {
            self.by_flow.resize(flow as usize + 1, NOBODY);
        }
        let place = self.moves.len() as u32;
        self.by_flow[flow as usize] = place;
        self.read_clocks_of(vm, from);
        let whole = crate::migration::wire::line_rate(scenario);
        self.moves.push(MoveNow {
            record: Move {
                vm,
                from,
                to,
                kind,
                why: request.why,
                asked: request.asked,
                start: self.now,
                end: SimTime::s(f64::INFINITY),
                outcome: End::Unfinished,
                tries: request.tries,
                line,
                path,
                stages: Vec::new(),
                rates: Vec::new(),
                speeds: Vec::new(),
                figures: Default::default(),
            },
            migration: Some(Migration::start(scenario, kind)),
            flow,
            whole,
            share: self.network.share(flow, whole),
            speed: Share::new(1.0),
            seen: SimTime::ZERO,
            next: SimTime::ZERO,
            version: 0,
            stages: Stages {
                start: self.now,
                list: Vec::new(),
            },
            starved_mark: self.vms[vm as usize].starved,
            request,
        });
        self.vms[vm as usize].moving = Some(place);
        self.active.push(place);
        self.figures.most_at_once = self.figures.most_at_once.max(self.active.len() as u32);
        let waited = self.now - self.moves[place as usize].record.asked;
        self.waits = (self.waits.0 + waited, self.waits.1 + 1);
        self.figures.worst_wait = self.figures.worst_wait.max(waited);
        self.figures.memory += scenario.used_memory();
        self.say(Said::Began(place));
        let speed = Share::new(self.hosts[from as usize].speed());
        self.give_speed(place, speed);
        let now = &mut self.moves[place as usize];
        now.advance(SimTime::ZERO, now.share);
        self.note_rate(place);
        self.load_changed(from);
        self.load_changed(to);
        self.after(place);
    }

    /// The slowest line from a host to another, as built.
    fn line(&self, from: u32, to: u32) -> Rate {
        let (from, to) = (&self.cluster.hosts[from as usize], &self.cluster.hosts[to as usize]);
        let mut line = from.nic.min(to.nic);
        if from.rack != to.rack {
            let settings = &self.cluster.settings;
            for other in [settings.uplink, settings.core].into_iter().flatten() {
                line = line.min(other);
            }
        }
        line
    }

    pub(super) fn read_clocks_of(&mut self, vm: u32, host: u32) {
        self.settle_host(host);
        self.read_clocks(vm);
    }

    /// A migration has come to its next change.
    pub(super) fn edge(&mut self, place: u32, version: u32) {
        let now = &mut self.moves[place as usize];
        if now.version != version || now.migration.is_none() {
            return;
        }
        let (next, share) = (now.next, now.share);
        now.advance(next, share);
        self.after(place);
    }

    /// A migration may be in another stage than before.
    fn after(&mut self, place: u32) {
        let Some(migration) = &self.moves[place as usize].migration else {
            return;
        };
        let (vm, from, to) = {
            let record = &self.moves[place as usize].record;
            (record.vm, record.from, record.to)
        };
        if migration.is_over() {
            return self.end_move(place);
        }
        let runs_on = migration.runs_on().map(|host| match host {
            Host::Source => from,
            Host::Destination => to,
        });
        if self.vms[vm as usize].runs_on != runs_on {
            self.runs(vm, runs_on);
            if let Some(host) = runs_on {
                let speed = Share::new(self.hosts[host as usize].speed());
                self.give_speed(place, speed);
            }
        }
        self.plan_edge(place);
    }

    /// What it wants of its path, and when it changes next.
    fn plan_edge(&mut self, place: u32) {
        let now = &mut self.moves[place as usize];
        let Some(migration) = &now.migration else { return };
        let wants = migration.wants();
        now.next = migration.next_edge();
        now.version += 1;
        let (at, next) = (now.record.start + now.next, Next::Edge(place, now.version));
        self.network.set(now.flow, wants);
        if now.next < SimTime::s(f64::INFINITY) {
            self.plan(at, next);
        }
    }

    /// Links are shared anew.
    pub(super) fn share_links(&mut self) {
        let (mut flows, mut links) = std::mem::take(&mut self.touched);
        self.network.share_anew(&mut flows, &mut links);
        for &flow in &flows {
            let place = self.by_flow.get(flow as usize).copied().unwrap_or(NOBODY);
            if place == NOBODY {
                continue;
            }
            let now = &mut self.moves[place as usize];
            let share = self.network.share(flow, now.whole);
            if share != now.share {
                let local = now.local(self.now);
                now.advance(local, share);
                self.after(place);
            }
            self.note_rate(place);
        }
        for &link in &links {
            self.note_link(link);
        }
        self.touched = (flows, links);
    }

    pub(super) fn note_link(&mut self, link: u32) {
        let used = self.network.used(link);
        let course = &mut self.courses.links[link as usize];
        note(&mut course.used, self.now, used);
        note(
            &mut course.capacity,
            self.now,
            self.network.links[link as usize].capacity,
        );
    }

    /// Writes down what a migration gets, and what of it both hosts have to carry.
    pub(super) fn note_rate(&mut self, place: u32) {
        let now = &self.moves[place as usize];
        let (rate, bound) = (self.network.rates(now.flow).0, self.network.bound(now.flow));
        let value = MoveRate {
            rate,
            share: now.share,
            bound,
        };
        let before = now.record.rates.last().map_or(Rate::ZERO, |last| last.value.rate);
        let hosts = [now.record.from, now.record.to];
        note(&mut self.moves[place as usize].record.rates, self.now, value);
        if before != rate {
            for host in hosts {
                self.settle_host(host);
                let there = &mut self.hosts[host as usize];
                there.rate = (there.rate + rate) - before;
                self.load_changed(host);
            }
        }
    }

    /// VMs that move away from a host, or run there while they come, get another part of what they want.
    pub(super) fn set_speeds(&mut self, host: u32, speed: Share) {
        for index in 0..self.hosts[host as usize].running.len() {
            let vm = self.hosts[host as usize].running[index];
            if let Some(place) = self.vms[vm as usize].moving
                && self.moves[place as usize].speed != speed
            {
                self.give_speed(place, speed);
                self.plan_edge(place);
            }
        }
    }

    fn give_speed(&mut self, place: u32, speed: Share) {
        let at = self.now;
        let now = &mut self.moves[place as usize];
        let (local, share) = (now.local(at), now.share);
        if now.speed != speed {
            now.advance(local, share);
            now.speed = speed;
            if let Some(migration) = &mut now.migration {
                migration.set_speed(speed, &mut now.stages);
            }
        }
        note(&mut now.record.speeds, at, speed);
    }

    pub(super) fn moves_of(&self, host: u32) -> Vec<u32> {
        let touches = |place: &u32| {
            let (from, to) = self.ends_of(*place);
            from == host || to == host
        };
        self.active.iter().copied().filter(touches).collect()
    }

    pub(super) fn vm_of(&self, place: u32) -> u32 {
        self.moves[place as usize].record.vm
    }

    pub(super) fn ends_of(&self, place: u32) -> (u32, u32) {
        let record = &self.moves[place as usize].record;
        (record.from, record.to)
    }

    pub(super) fn take_records(&mut self) -> Vec<Move> {
        std::mem::take(&mut self.moves)
            .into_iter()
            .map(|now| now.record)
            .collect()
    }
}

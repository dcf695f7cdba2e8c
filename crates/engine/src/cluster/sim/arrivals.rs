//! How migrations end, and what becomes of their VMs.

use super::World;
use super::moves::NOBODY;
use super::queue::Request;
use crate::cluster::log::Said;
use crate::cluster::record::{End, HostState};
use crate::migration::{Interruption, Primary, Status};
use crate::units::SimTime;

impl World<'_> {
    /// Something ends a migration from outside.
    pub(super) fn interrupt(&mut self, place: u32, by: Interruption) {
        let now = &mut self.moves[place as usize];
        let (local, share) = (now.local(self.now), now.share);
        now.advance(local, share);
        let Some(migration) = &mut now.migration else { return };
        migration.interrupt(by, &mut now.stages);
        if migration.is_over() {
            self.end_move(place);
        }
    }

    pub(super) fn end_move(&mut self, place: u32) {
        let now = &mut self.moves[place as usize];
        let Some(migration) = now.migration.take() else { return };
        let figures = *migration.figures();
        let (vm, from, to, flow) = (now.record.vm, now.record.from, now.record.to, now.flow);
        now.record.figures = figures;
        now.record.end = self.now;
        now.record.stages = std::mem::take(&mut now.stages.list);
        self.network.close(flow);
        self.note_rate(place);
        self.by_flow[flow as usize] = NOBODY;
        for link in self.moves[place as usize].record.path.clone() {
            self.note_link(link);
        }
        self.book(vm, to, false);
        self.hosts[from as usize].out -= 1;
        self.active.retain(|&other| other != place);
        self.vms[vm as usize].moving = None;
        self.count_missed(place);
        let outcome = match (figures.status, figures.outcome.primary) {
            (Status::Completed, _) => End::Moved,
            (_, Primary::Source) if figures.outcome.up => End::Stays,
            _ => End::Lost,
        };
        self.moves[place as usize].record.outcome = outcome;
        self.say(Said::Ended(place));
        match outcome {
            End::Moved => self.arrive(vm, from, to),
            End::Stays => {
                self.figures.failed += 1;
                self.runs(vm, Some(from));
                self.again(place);
            }
            End::Lost | End::Unfinished => {
                self.figures.lost_moving += 1;
                self.goes_down(vm, from);
            }
        }
        for host in [from, to] {
            self.load_changed(host);
            self.is_it_empty(host);
        }
        self.may_begin = true;
    }

    fn arrive(&mut self, vm: u32, from: u32, to: u32) {
        self.figures.moved += 1;
        self.let_go(vm);
        self.take_in(vm, to);
        self.runs(vm, Some(to));
        let now = &mut self.vms[vm as usize];
        now.moved_at = Some(self.now);
        let hour = SimTime::s(3600.0);
        now.left.retain(|(_, at)| self.now <= *at + hour);
        if now.left.iter().any(|(host, _)| *host == to) {
            self.figures.ping_pongs += 1;
        }
        now.left.push((from, self.now));
        if self.hosts[to as usize].state == HostState::Draining {
            // It was on its way when its new host was ordered to be drained.
            let why = self.why_drained(to);
            self.order(vm, None, why);
        }
    }

    /// What the VM missed while it moved.
    fn count_missed(&mut self, place: u32) {
        let vm = self.moves[place as usize].record.vm;
        if let Some(host) = self.vms[vm as usize].runs_on {
            self.read_clocks_of(vm, host);
        }
        let now = &self.moves[place as usize];
        let figures = &now.record.figures;
        let starved = self.vms[vm as usize].starved - now.starved_mark;
        let wanted = self.wants(vm);
        let down = figures.downtime.total();
        self.missed_moving += wanted * (down.as_s() + starved);
        self.figures.down += down;
        self.figures.outage += figures.outage;
        self.figures.blocked += figures.fault_blocked;
        self.figures.sent += figures.traffic.total();
        let class = self.cluster.class(vm as usize);
        self.figures.resent += figures.traffic.memory() - class.memory_in_use();
        self.vms[vm as usize].down += down;
    }

    /// A migration left its VM where it was: it is tried again if somebody still wants it.
    fn again(&mut self, place: u32) {
        let request = self.moves[place as usize].request.clone();
        if request.why.is_by_policy() || request.tries >= self.cluster.settings.retries.get() {
            return self.say(Said::GivenUp(request.vm));
        }
        self.say(Said::Again(request.vm, request.tries + 1));
        self.vms[request.vm as usize].is_queued = true;
        self.queue.push(Request {
            tries: request.tries + 1,
            asked: self.now,
            said: None,
            ..request
        });
    }

    /// What is still under way when the observation ends.
    pub(super) fn close_moves(&mut self) {
        for place in 0..self.moves.len() as u32 {
            let at = self.now;
            let now = &mut self.moves[place as usize];
            let (local, share) = (now.local(at), now.share);
            now.advance(local, share);
            let Some(migration) = now.migration.take() else {
                continue;
            };
            // Counted up to now: what would still come is not followed.
            let figures = migration.cut_off(&mut now.stages);
            now.record.figures = figures;
            now.record.end = at;
            now.record.stages = std::mem::take(&mut now.stages.list);
            self.figures.unfinished += 1;
            self.count_missed(place);
        }
    }
}

//! How a segment of a pre-copy goes by: its bytes are counted, and its course is told.

use super::Precopy;
use super::plan::{Plan, Sending, Then};
use super::segment::{Gone, Legs};
use super::skip::Stretch;
use crate::migration::report::{
    self, Allowed, EventKind, Merged, MergedBecause, PhaseKind, ROUNDS_KEPT, Recorder, RoundRange, Sample,
};
use crate::migration::run::Run;
use crate::migration::spread::Chance;
use crate::units::{Bytes, Pages, Rate, Share, SimTime};

/// Samples of a stretch of even sending, in the first rounds and in later ones.
const FINE: u32 = 16;
const COARSE: u32 = 4;
/// Rounds that are looked at closely.
const FINE_ROUNDS: u32 = 12;
/// Moments at which the share of runs is told that ended in rounds which are not followed.
const FADING: u32 = 64;
/// Samples of a stretch in which nothing is sent.
const WAITING: u32 = 8;

impl Precopy {
    /// Nothing is sent while the channel is opened.
    pub(super) fn pass_setup(&mut self, end: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let start = run.now;
        self.sample(self.exposure, Rate::ZERO, run, recorder);
        run.now = end;
        self.setup_left = self.setup_left - (end - start);
        (self.flow.now, self.round.start) = (end, end);
        self.sample(self.exposure, Rate::ZERO, run, recorder);
        self.close_phase(PhaseKind::Setup, start, run, recorder);
    }

    /// The segment goes by to its end.
    pub(super) fn pass_sending(&mut self, sending: &Sending, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let start = run.now;
        self.tell(sending, sending.end, run, recorder);
        run.now = sending.end;
        self.count(sending.all, run);
        self.flow = sending.flow;
        self.setup_left = SimTime::ZERO;
        self.tell_phase(start, run, recorder);
    }

    /// It goes by to a time before its end.
    pub(super) fn pass_part(&mut self, at: SimTime, sending: &Sending, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let start = run.now;
        let gone = self.gone_after(sending, at - start, &run.memory);
        self.tell(sending, at, run, recorder);
        run.now = at;
        let rest = sending.all.without(&gone);
        let setup = self.setup_left - (at - start);
        self.plan = Plan::Sending(Sending {
            legs: Legs::new(&self.sender, rest, setup, sending.end - at, sending.legs.zero_first),
            all: rest,
            ..*sending
        });
        self.count(gone, run);
        if sending.is_through(at) {
            self.flow.now = sending.flow.now.min(at);
            self.flow.zero_left = self.flow.zero_left - gone.zero;
            return self.tell_phase(start, run, recorder);
        }
        let usual = self.threshold_at(at).unwrap_or(self.threshold);
        let looks = self
            .flow
            .interrupt(&self.sender, at, gone.sent(), gone.bytes(&self.sender));
        self.flow.zero_left = self.flow.zero_left - gone.zero;
        if looks > 0.0 && !self.sender.capped {
            let left = self.next_thresholds.filter(|_| looks < 2.0);
            self.next_thresholds = left.map(|[_, next]| [next, usual]);
        }
        if let Some(pass) = &mut self.first_pass {
            pass.gone.used += gone.used;
            pass.gone.zero += gone.zero;
        }
        self.setup_left = setup;
        self.tell_phase(start, run, recorder);
    }

    /// What has gone is out of the queue.
    fn count(&mut self, gone: Gone, run: &mut Run<'_>) {
        let (pages, passed) = (gone.sent(), gone.passed());
        let excess = self.queue.mean - run.memory.dirty();
        run.memory.send(passed - excess);
        // The scan comes to pages that were never sent first; but of those that may go as differences it is a part of each.
        self.unsent = self.unsent
            - if self.round.number == 1 {
                pages * self.fresh
            } else if self.cache.is_some() {
                gone.zero + gone.used * self.first_time(self.queue.mean)
            } else {
                pages
            };
        self.queue.mean = self.queue.mean - passed;
        self.round.sent += pages;
        let bytes = gone.bytes(&self.sender);
        if let Some(rounds) = &mut self.rounds {
            rounds.count(bytes);
        }
        if let Some(cache) = self.cache.as_mut().filter(|_| self.round.number > 1) {
            cache.count(gone.used);
        }
        self.count_bytes(bytes, run);
    }

    /// Rounds go by that are not followed.
    pub(super) fn pass_rounds(
        &mut self,
        stretch: &Stretch,
        turns: f64,
        run: &mut Run<'_>,
        recorder: &mut dyn Recorder,
    ) {
        let (start, first) = (run.now, self.round.number.saturating_add(1));
        let bytes = stretch.bytes * turns;
        self.sample(SimTime::ZERO, stretch.bytes / stretch.span, run, recorder);
        self.flow.now += stretch.span * turns;
        self.flow.window_start += stretch.span * turns;
        self.counted = self.flow.now;
        self.flow.bytes += bytes;
        self.fade(stretch, turns, run, recorder);
        // A saturating cast: more rounds than fit are as many as fit.
        self.round.number = self
            .round
            .number
            .saturating_add((turns * f64::from(stretch.turn)) as u32);
        run.now = self.flow.on_the_wire(&self.sender).max(start);
        self.count_bytes(bytes, run);
        run.figures.syncs = self.round.number.saturating_add(1 + self.extra_syncs);
        self.sample(SimTime::ZERO, Rate::ZERO, run, recorder);
        if first > self.round.number {
            return;
        }
        let last = self.round.number;
        self.close_phase(PhaseKind::Rounds(RoundRange { first, last }), start, run, recorder);
        if recorder.records() {
            let sent = self.sender.pages_of(bytes);
            recorder.round(report::Round {
                number: last,
                start,
                end: run.now,
                queued: self.queue.mean,
                sent,
                dirtied: sent,
                left: self.queue.mean,
                threshold: self.threshold,
                allowed: self.allowed(),
                merged: Some(Merged {
                    first,
                    least: stretch.least,
                    most: stretch.most,
                    why: stretch.why,
                }),
            });
            run.event(EventKind::RoundEnd(last), recorder);
        }
    }

    /// Of the runs that still go on, each turn ends as large a part as the one before.
    fn fade(&mut self, stretch: &Stretch, turns: f64, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let alive = self.alive;
        self.alive = alive * libm::exp(stretch.fading * turns);
        if self.alive < alive {
            let last = self.sender.time(self.threshold);
            for step in 1..=FADING {
                let left = alive + (self.alive - alive) * f64::from(step) / f64::from(FADING);
                let turns = libm::log(left / alive) / stretch.fading;
                recorder.ended(run.now + stretch.span * turns + last, Share::new(1.0 - left));
            }
        }
        run.figures.chance = Chance::so_far(self.ended());
    }

    /// A round ended with a sync.
    pub(super) fn report(&mut self, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        let number = self.round.number;
        run.figures.syncs = number.saturating_add(1 + self.extra_syncs);
        if !recorder.records() {
            return;
        }
        let left = self.queue.mean;
        let super::Round {
            start, queued, sent, ..
        } = self.round;
        let round = report::Round {
            number,
            start,
            end: run.now,
            queued,
            sent,
            dirtied: self.written,
            left,
            threshold: self.threshold,
            allowed: self.allowed(),
            merged: (number > ROUNDS_KEPT).then_some(Merged {
                first: number,
                least: left,
                most: left,
                why: MergedBecause::Many,
            }),
        };
        recorder.round(round);
        if number <= ROUNDS_KEPT {
            run.event(EventKind::RoundEnd(number), recorder);
        }
    }

    /// The factors of the threshold.
    fn allowed(&self) -> Option<Allowed> {
        let limit = self.limit_in_force;
        let by_downtime = self.rounds.as_ref().is_none_or(|rounds| rounds.asks_for_downtime());
        (by_downtime && !limit.is_zero()).then(|| Allowed {
            limit,
            bandwidth: self.threshold.bytes() / limit,
        })
    }

    fn tell_phase(&self, start: SimTime, run: &mut Run<'_>, recorder: &mut dyn Recorder) {
        self.close_phase(self.phase_kind(), start, run, recorder);
    }

    /// Tells the course of the segment up to a time: the same moments whenever it is interrupted.
    fn tell(&self, sending: &Sending, until: SimTime, run: &Run<'_>, recorder: &mut dyn Recorder) {
        if !recorder.records() {
            return;
        }
        if self.round.number > ROUNDS_KEPT && until == sending.end && sending.then == Then::Sync {
            let rate = sending.all.bytes(&self.sender) / (until - run.now);
            return self.sample(self.exposure, rate, run, recorder);
        }
        let steps = if self.round.number == 1 || run.figures.syncs < FINE_ROUNDS {
            FINE
        } else {
            COARSE
        };
        let (start, span) = (run.now, sending.end - run.now);
        let legs = &sending.legs;
        let [first, second] = legs.corners();
        let ends = [(SimTime::ZERO, first), (first, second), (second, span.max(second))];
        for (from, to) in ends.into_iter().filter(|(from, to)| from < to) {
            let rate = (legs.after(to).bytes(&self.sender) - legs.after(from).bytes(&self.sender)) / (to - from);
            for step in 0..=steps {
                let part = f64::from(step) / f64::from(steps);
                let passed = (from + (to - from) * part).min(until - start);
                let at = if step == steps && to >= span {
                    until
                } else {
                    (start + passed).min(until)
                };
                let is_last = at >= until;
                let rate = if step == steps || is_last { Rate::ZERO } else { rate };
                self.tell_part(sending, at, passed, rate, run, recorder);
                if is_last {
                    return;
                }
            }
        }
        // What takes no time has an end all the same.
        self.tell_part(sending, until, span, Rate::ZERO, run, recorder);
    }

    /// Tells how the segment stands at a time when so much of it has passed.
    fn tell_part(
        &self,
        sending: &Sending,
        at: SimTime,
        passed: SimTime,
        rate: Rate,
        run: &Run<'_>,
        recorder: &mut dyn Recorder,
    ) {
        let (mut here, mut there) = (self.clone(), run.clone());
        there.now = at;
        let gone = self.gone_after(sending, passed, &run.memory);
        self.count_bytes(gone.bytes(&self.sender), &mut there);
        if !gone.passed().is_zero() {
            let part = gone.passed() / sending.all.passed();
            let excess = self.queue.mean - run.memory.dirty();
            there.memory.send(gone.passed() - excess * part);
        }
        here.flow.zero_left = self.flow.zero_left - gone.zero;
        here.queue.mean = self.queue.mean - gone.passed();
        if at >= sending.end {
            here.threshold = sending.threshold;
        } else if let Some(threshold) = self.threshold_at(at) {
            here.threshold = threshold;
        }
        // The sender's clock, by which writes are counted, has gone as far as the wire's.
        let written = (sending.flow.now - self.counted) * (passed / (sending.end - run.now)).min(1.0);
        here.sample(self.exposure + self.full_speed_in(written), rate, &there, recorder);
    }

    /// What may be left at a time, by a rule that knows it before.
    fn threshold_at(&self, time: SimTime) -> Option<Pages> {
        let drains = self.rounds.is_none();
        drains.then(|| super::downtime_limit::threshold(self.limit.at(time), self.whole_pages.estimate))
    }

    /// Tells a wait up to a time, in which nothing is sent.
    pub fn tell_wait(&self, end: SimTime, run: &Run<'_>, recorder: &mut dyn Recorder) {
        if !recorder.records() {
            return;
        }
        for step in 0..=WAITING {
            let mut there = run.clone();
            there.now = (run.now + (end - run.now) * (f64::from(step) / f64::from(WAITING))).min(end);
            let written = self.exposure + self.full_speed_in(there.now - self.counted);
            self.sample(written, Rate::ZERO, &there, recorder);
        }
    }

    /// Tells the state of now.
    pub fn tell_now(&self, run: &Run<'_>, recorder: &mut dyn Recorder) {
        self.sample(self.exposure, Rate::ZERO, run, recorder);
    }

    /// `written` is what the VM wrote since the last sync, as time at full speed.
    fn sample(&self, written: SimTime, wire: Rate, run: &Run<'_>, recorder: &mut dyn Recorder) {
        if recorder.records() {
            let mut picture = self.picture_of(written, run);
            picture.wire += wire;
            run.sample(picture, recorder);
        }
    }

    /// What is told of now, when nothing is sent.
    pub fn picture(&self, run: &Run<'_>) -> Sample {
        self.picture_of(self.exposure, run)
    }

    fn picture_of(&self, written: SimTime, run: &Run<'_>) -> Sample {
        let memory = &run.memory;
        let zero_left = self.flow.zero_left.min(memory.unwritten());
        let mut zones = memory.zone_states(zero_left, written);
        if self.rounds.is_none() {
            // The runs that are still going have more to send than the mean that `memory` carries.
            let more = (self.queue.mean - zero_left) / (memory.dirty() - zero_left);
            // Zero pages are told as gone before the pages that lie before them: what the last zone cannot hold is still
            // queued in those.
            let mut over = Pages::ZERO;
            for (zone, all) in zones.iter_mut().zip(memory.zones(run.zero_left)).rev() {
                let queued = zone.queued * more + over;
                zone.queued = queued.min(all.pages - zone.dirty);
                over = queued - zone.queued;
            }
        }
        Sample {
            wire: run
                .ready_mirror
                .as_ref()
                .map_or(Rate::ZERO, |mirror| mirror.rate(run.pace(true))),
            speed: self.throttle.speed(),
            zones,
            zero_left,
            disk_left: run.mirror().map_or(Bytes::ZERO, |mirror| mirror.left()),
            threshold: self.threshold.bytes(),
            ..Sample::default()
        }
    }
}

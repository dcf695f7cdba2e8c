//! Rounds that are all alike are not followed one by one.

use super::course::Course;
use super::functions::floor;
use super::limit;
use super::precopy::{HALF, Precopy};
use super::report::{Cause, PhaseKind, Recorder};
use super::sender::Flow;
use super::trend::Mark;
use crate::units::{Bytes, Rate, SimTime};

impl Precopy<'_> {
    /// Skips rounds that repeat themselves, until half of all runs have
    /// stopped or the time comes. `from` tells how things were `rounds` ago.
    pub(super) fn repeat<R: Recorder>(&mut self, from: &Mark, rounds: f64, course: &mut Course<'_, R>) {
        let bytes = (self.flow.bytes - from.bytes) / rounds;
        // Times are rounded, and a round may be shorter than that: nothing goes faster than the line.
        let span = ((self.flow.now - from.now) / rounds).max(bytes / self.sender.line);
        let fading = libm::log(self.alive / from.alive) / rounds;
        let to_end = (self.until.time() - self.clock(&self.flow)) / span;
        let to_stop = if fading < -1e-12 {
            libm::log(HALF / self.alive) / fading
        } else {
            f64::INFINITY
        };
        let step = limit::next_step(self.scenario, self.flow.now).filter(|_| self.gains_by_the_limit());
        let to_step = step.map_or(f64::INFINITY, |step| (step - self.flow.now) / span);
        // The round in which something comes is followed: what it leaves to send is not what a round leaves.
        let to_the_last = to_end <= to_stop.min(to_step) && self.until.time() >= course.script.limit;
        let skipped = if to_the_last {
            to_end
        } else {
            floor(to_stop.min(to_step).min(to_end))
        };
        if skipped < 1.0 {
            return;
        }
        let start = self.set_out(bytes / span, course);
        let before = self.flow;
        self.flow.now += span * skipped;
        self.flow.window_start += span * skipped;
        self.synced = self.flow.now;
        self.alive *= libm::exp(fading * skipped);
        if to_the_last {
            self.flow.now = self.until.time();
            self.look_away();
        }
        if course.records() {
            self.raise_in_passing(&before, bytes / span, course);
        }
        self.arrive(start, skipped, bytes * skipped, course);
    }

    /// The record of a limit that is raised while rounds are skipped.
    fn raise_in_passing<R: Recorder>(&self, before: &Flow, rate: Rate, course: &mut Course<'_, R>) {
        let (total, traffic) = (course.metrics.total, course.metrics.traffic);
        for (at, share) in limit::steps(self.scenario) {
            if at > before.now && at < self.flow.now {
                course.metrics.total = total + (at - before.now);
                course.metrics.traffic[Cause::Resent] = traffic[Cause::Resent] + rate * (at - before.now);
                course.sample();
                course.now.threshold = (self.full_threshold * share).bytes();
                course.sample();
            }
        }
        (course.metrics.total, course.metrics.traffic) = (total, traffic);
    }

    /// Rounds are skipped from here on, at a rate; the moment.
    pub(super) fn set_out<R: Recorder>(&mut self, rate: Rate, course: &mut Course<'_, R>) -> SimTime {
        if course.records() {
            course.now.wire = rate;
            course.sample();
        }
        course.metrics.total
    }

    /// So many rounds were skipped up to now, with so many bytes.
    pub(super) fn arrive<R: Recorder>(
        &mut self,
        start: SimTime,
        rounds: f64,
        bytes: Bytes,
        course: &mut Course<'_, R>,
    ) {
        self.flow.bytes += bytes;
        // A saturating cast: more rounds than fit are as many as fit.
        self.round = self.round.saturating_add(floor(rounds) as u32);
        course.metrics.traffic[Cause::Resent] += bytes;
        course.metrics.total = self.flow.on_the_wire(&self.sender);
        course.metrics.syncs = self.round.saturating_add(1 + self.extra_syncs);
        course.now.wire = Rate::ZERO;
        course.sample();
        self.close_phase(PhaseKind::Rounds(self.round), start, course);
    }
}

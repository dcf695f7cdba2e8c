//! A mirror that follows the writes to the disk while memory is sent.

use super::mirror::{BLOCK, Mirror};
use crate::migration::{line, rates};
use crate::scenario::Scenario;
use crate::sharing::{Want, on_one_link};
use crate::units::{Rate, Share, SimTime};

/// The rate of a mirror that has the line for itself.
pub(in crate::migration) fn rate(scenario: &Scenario) -> Rate {
    let line = line::line_rate(scenario);
    scenario.cap.map_or(line, |cap| cap.min(line))
}

/// A mirror that follows the writes while memory is sent. It keeps its own account until the VM is stopped.
#[derive(Clone, Copy, Debug)]
pub(in crate::migration) struct ReadyMirror {
    mirror: Mirror,
    line: Rate,
    /// The most that it may take, and the most beside memory.
    alone: Rate,
    spare: Rate,
    /// Whether memory waits for it.
    catches_up: bool,
    since: SimTime,
}

impl ReadyMirror {
    pub fn new(mirror: Mirror, scenario: &Scenario, since: SimTime) -> Self {
        let (line, alone) = (line::line_rate(scenario), rate(scenario));
        let memory = Want {
            most: rates::live_rate(scenario),
            weight: scenario.channels.as_f64(),
        };
        let [spare, _] = on_one_link(line, [Want::one(alone), memory]);
        Self {
            mirror,
            line,
            alone,
            spare,
            catches_up: false,
            since,
        }
    }

    /// What it wants of the line beside memory.
    pub fn wants(&self) -> Rate {
        if self.catches_up {
            self.alone
        } else {
            self.mirror.writes.min(self.alone)
        }
    }

    /// Its rate at a pace of the line: what is written, but no more than memory leaves to it.
    pub fn rate(&self, pace: f64) -> Rate {
        if self.catches_up {
            self.alone * pace
        } else {
            self.mirror.writes.min(self.spare * pace)
        }
    }

    /// What is left to memory at a pace, as a part of the line.
    pub fn rest_of_the_line(&self, pace: f64) -> Share {
        Share::new((self.line * pace - self.rate(pace)) / self.line)
    }

    /// The mirror at a time, at an even pace since conditions changed last.
    pub fn at(&self, time: SimTime, pace: f64) -> Mirror {
        self.mirror.after(time - self.since, self.rate(pace))
    }

    /// Conditions change now.
    pub fn advance(&mut self, time: SimTime, pace: f64) {
        if time > self.since {
            (self.mirror, self.since) = (self.at(time, pace), time);
        }
    }

    /// How long memory has to wait at a pace until the mirror is in step again after it stood still.
    pub fn catch_up(&mut self, pace: f64) -> Option<SimTime> {
        let keeps_step = self.mirror.writes < self.alone * pace && self.rate(pace) >= self.mirror.writes;
        self.catches_up = keeps_step && self.mirror.dirty > BLOCK;
        self.catches_up.then(|| self.mirror.goal(self.alone * pace))
    }

    /// Memory goes on.
    pub fn caught_up(&mut self) {
        self.catches_up = false;
    }
}

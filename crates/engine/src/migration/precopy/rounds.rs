//! Rounds that take all dirty pages, send them, and then ask what was written.

use super::memory::Memory;
use super::plan::{Sending, Then};
use super::rules::textbook::Series;
use super::rules::{AtRounds, Ended, Looks, Rates, Rule, Verdict};
use super::scan::Scan;
use super::segment::{Gone, Legs};
use super::sender::{Flow, Sender};
use super::stop_probability::Scatter;
use super::{Precopy, Round};
use crate::migration::run::Run;
use crate::migration::{line, rates};
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Rate, SimTime};

/// How far a rule has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rounds {
    rule: &'static AtRounds,
    pub verdict: Verdict,
    /// What went in all rounds, and the bytes of this one.
    sent: Pages,
    bytes: Bytes,
    /// The rounds of the textbook.
    series: Option<Series>,
}

impl Rounds {
    /// Before the first round, with a rate that none may exceed; `None` for a rule that looks at the queue.
    pub fn new(scenario: &Scenario, most: Rate) -> Option<Self> {
        let Looks::AtRounds(rule) = &Rule::of(scenario).looks else {
            return None;
        };
        Some(Self {
            rule,
            verdict: (rule.begin)(scenario, most).unbounded(most, rates::live_rate(scenario)),
            sent: Pages::ZERO,
            bytes: Bytes::ZERO,
            series: rule.series.then(|| Series::new(scenario, most)),
        })
    }

    /// Whether they are the textbook's, which knows no pages.
    pub const fn is_series(&self) -> bool {
        self.series.is_some()
    }

    /// Whether what may be left is what goes within the downtime limit.
    pub const fn asks_for_downtime(&self) -> bool {
        self.rule.small_is_downtime
    }

    /// So many bytes of the round went.
    pub fn count(&mut self, bytes: Bytes) {
        self.bytes += bytes;
        if let Some(series) = &mut self.series {
            series.volume = series.volume - bytes;
        }
    }

    /// The most that the round of now may use of the line.
    pub fn most(&self, live: Rate) -> Rate {
        match self.verdict {
            Verdict::Again(rate) => rate.min(live),
            Verdict::Small | Verdict::Enough => live,
        }
    }

    /// A round has ended and left so many dirty pages: the verdict, what the next one has to send, and what may be left.
    pub fn end(
        &mut self,
        scenario: &Scenario,
        round: &Round,
        now: SimTime,
        most: Rate,
        dirty: Pages,
    ) -> (Pages, Pages) {
        self.sent += round.sent;
        let bytes = std::mem::replace(&mut self.bytes, Bytes::ZERO);
        let dirty = match &mut self.series {
            Some(series) => {
                // What this round sent is still its volume: the series goes on from what it began with.
                series.volume += bytes;
                series.go_on();
                line::stream_pages(series.volume)
            }
            None => dirty,
        };
        let ended = Ended {
            round: round.number,
            queued: round.queued,
            sent_so_far: self.sent,
            dirty,
            bytes,
            span: now - round.start,
            rate: most,
            wanted: self.series.map_or(f64::INFINITY, |series| series.wanted),
        };
        self.verdict = (self.rule.judge)(scenario, &ended).unbounded(most, rates::live_rate(scenario));
        let measured = ended.bytes / ended.span;
        let small = (self.rule.small)(scenario, Rates { most, measured });
        (dirty, small.pages())
    }

    /// What is left to send while the VM stands still. To the textbook it may be more than memory holds.
    pub fn rest(&self, zero_left: Pages, memory: &Memory) -> Pages {
        let series = self.series.filter(|_| zero_left.is_zero());
        series.map_or_else(|| memory.dirty(), |series| line::stream_pages(series.volume))
    }
}

impl Precopy {
    /// The most that a round may use of the line.
    pub(super) fn most_rate(&self, scenario: &Scenario) -> Rate {
        rates::live_rate(scenario).min(self.whole_pages.line)
    }

    /// The pace of a round of a rule that looks at whole rounds.
    pub(super) fn even_pace(&self, rounds: &Rounds, scenario: &Scenario) -> Sender {
        let rate = match rounds.verdict {
            Verdict::Again(rate) => rate.min(self.whole_pages.line),
            // A round that is interrupted goes on as it began.
            Verdict::Small | Verdict::Enough => self.most_rate(scenario),
        };
        let sender = Sender::even(scenario, rate);
        if rounds.is_series() {
            sender.that_scans_for_nothing()
        } else {
            sender
        }
    }

    /// Such a round, or what is left of it.
    pub(super) fn plan_even_round(&self, rounds: &Rounds, run: &Run<'_>) -> Sending {
        let (sender, before, zero) = (&self.sender, self.flow, self.flow.zero_left);
        let queued = match &rounds.series {
            Some(series) => line::stream_pages(series.volume - line::zero_stream(zero)),
            None => self.queue.mean - zero,
        };
        let setup = if self.round.number == 1 {
            self.setup_left
        } else {
            SimTime::ZERO
        };
        let scan = |most: SimTime| self.scan(rounds, &run.memory, queued, most);
        let all = scan(SimTime::s(f64::INFINITY));
        let used_time = sender.time(all.sent);
        let end = before.now + setup + used_time + sender.zero_time(zero);
        let strikes = self.deadline.map(|deadline| deadline.at.max(before.now));
        let (scanned, zero_sent, end, then) = match strikes.filter(|&strikes| strikes < end) {
            Some(strikes) => {
                let span = strikes - before.now - setup;
                let zero_sent = zero.min(sender.zero_pages_in(span - used_time));
                (scan(span), zero_sent, strikes, Then::Deadline)
            }
            None => (all, zero, end, Then::Sync),
        };
        let gone = Gone {
            used: scanned.sent,
            zero: zero_sent,
            left_out: scanned.passed - scanned.sent,
        };
        Sending {
            legs: Legs::new(sender, gone, setup, end - run.now, false),
            all: gone,
            end,
            flow: Flow {
                now: end,
                bytes: before.bytes + gone.bytes(sender),
                zero_left: zero - zero_sent,
                ..before
            },
            scatter: Scatter::default(),
            threshold: self.threshold,
            next_thresholds: None,
            limit: run.scenario.downtime,
            look: SimTime::ZERO,
            then,
        }
    }

    /// How far a scan comes in a time. Whatever is left out of the round was written again and counts then.
    fn scan(&self, rounds: &Rounds, memory: &Memory, queued: Pages, most: SimTime) -> Scan {
        if most.is_zero() {
            return Scan::NOTHING;
        }
        if rounds.rule.skips {
            let since_sync = self.exposure + self.full_speed_in(self.flow.now - self.counted + self.setup_left);
            return memory.scan_past_the_written(
                since_sync,
                self.flow.zero_left,
                self.sender.time(Pages::new(1.0)),
                most,
            );
        }
        let passed = queued.min(self.sender.pages_in(most));
        Scan { passed, sent: passed }
    }

    /// What of a segment has gone after a span.
    pub(super) fn gone_after(&self, sending: &Sending, span: SimTime, memory: &Memory) -> Gone {
        let gone = sending.legs.after(span);
        match &self.rounds {
            Some(rounds) if rounds.rule.skips && gone.used < sending.all.used => {
                let scanned = self.scan(rounds, memory, Pages::ZERO, span - sending.legs.setup);
                Gone {
                    left_out: scanned.passed - gone.used,
                    ..gone
                }
            }
            _ => Gone {
                left_out: sending.all.left_out,
                ..gone
            },
        }
    }
}

//! The textbook's pre-copy: a constant dirty rate and a geometric series.
//!
//! With V bytes of memory, R bytes a second on the wire, D bytes a second
//! written and r = D/R, round i sends V·rⁱ. After
//! n = min(⌈log_r(V_th/V)⌉, 30) rounds the VM is stopped:
//! T = V/R·(1 − rⁿ⁺¹)/(1 − r) + T_res, downtime = V/R·rⁿ + T_res.
//! V and D are counted as they stand in the stream; V_th = R · downtime limit;
//! T_res is the time of device state and resume.

use std::borrow::Cow;

use super::{AtRounds, Rule, Verdict};
use crate::migration::line;
use crate::params::Pattern;
use crate::scenario::{Scenario, WriteClass};
use crate::units::{Bytes, Pages, Rate, SimTime};

/// Rounds while the VM runs, however little they help.
const MOST_ROUNDS: f64 = 30.0;

pub(super) static RULE: Rule = Rule::at_rounds(AtRounds {
    series: true,
    skips: false,
    endless: false,
    begin: |scenario, rate| after(0, wanted_rounds(scenario, rate), rate),
    judge: |_, ended| after(ended.round, ended.wanted, ended.rate),
    small_is_downtime: true,
    small: |scenario, rates| rates.most * scenario.downtime,
});

fn after(rounds: u32, wanted: f64, rate: Rate) -> Verdict {
    if f64::from(rounds) < wanted.min(MOST_ROUNDS) {
        Verdict::Again(rate)
    } else if wanted <= MOST_ROUNDS {
        Verdict::Small
    } else {
        Verdict::Enough
    }
}

/// The rounds of the series.
#[derive(Clone, Copy, Debug)]
pub(in crate::migration::precopy) struct Series {
    /// What the next one sends.
    pub volume: Bytes,
    ratio: f64,
    /// How many there should be.
    pub wanted: f64,
}

impl Series {
    /// Before the first round, at a rate.
    pub fn new(scenario: &Scenario, rate: Rate) -> Self {
        Self {
            volume: volume(scenario),
            ratio: ratio(scenario, rate),
            wanted: wanted_rounds(scenario, rate),
        }
    }

    /// What was written meanwhile is what the next round sends.
    pub fn go_on(&mut self) {
        self.volume = self.volume * self.ratio;
    }
}

/// ⌈log_r(V_th/V)⌉: none if all memory fits, and no number is enough if the ratio is not below one.
fn wanted_rounds(scenario: &Scenario, rate: Rate) -> f64 {
    let (volume, small, ratio) = (volume(scenario), rate * scenario.downtime, ratio(scenario, rate));
    if volume <= small {
        0.0
    } else if ratio <= 0.0 {
        1.0
    } else if ratio >= 1.0 {
        f64::INFINITY
    } else {
        (libm::log(small / volume) / libm::log(ratio)).ceil()
    }
}

/// V: all memory in the stream.
fn volume(scenario: &Scenario) -> Bytes {
    let used = scenario.used_memory();
    line::page_stream(used.pages()) + line::zero_stream((scenario.ram - used).pages())
}

/// r = D/R.
fn ratio(scenario: &Scenario, rate: Rate) -> f64 {
    let pages: f64 = scenario.writes.iter().map(|class| class.rate.pages_per_s()).sum();
    let dirty = line::page_stream(Pages::new(pages));
    dirty / (rate * SimTime::s(1.0))
}

/// One rate over all used memory.
pub(super) fn seen_writes(scenario: &Scenario) -> Cow<'_, [WriteClass]> {
    if scenario.writes.is_empty() {
        return Cow::Borrowed(&[]);
    }
    let rate = scenario.writes.iter().map(|class| class.rate).sum::<Rate>();
    Cow::Owned(vec![WriteClass {
        pattern: Pattern::Sequential,
        region: scenario.used_memory(),
        rate,
    }])
}

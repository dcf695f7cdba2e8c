//! Stop rules: who decides that the rest is small enough, one a file.
//!
//! QEMU looks at its queue again and again while it drains it. The others look at whole rounds: they take all dirty pages
//! at the start of a round, send them at an even rate, and only then learn what was written meanwhile.

mod clark;
mod cloud_hypervisor;
mod one_pass;
mod qemu;
pub(super) mod textbook;
mod xen;
mod xen_legacy;

use std::borrow::Cow;

use crate::migration::line;
use crate::params::StopRule;
use crate::scenario::{Scenario, Timeout, WriteClass};
use crate::units::{Bytes, Pages, Rate, SimTime};

use super::downtime_limit::threshold;

/// A stop rule, and what the hypervisor that has it can do besides.
pub(in crate::migration) struct Rule {
    pub(super) looks: Looks,
    /// Whether pages can be packed, and whether they can go as differences.
    pub compresses: bool,
    pub sends_differences: bool,
    pub slows_down: SlowsDown,
    /// The timeout where a scenario has none.
    usual_timeout: Option<Timeout>,
}

/// Whether a VM that writes too fast is slowed down, and when that is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::migration) enum SlowsDown {
    Never,
    AtSyncs,
    /// A clock asks for a sync where a round takes long.
    AtSyncsAndTicks,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub(super) enum Looks {
    /// The queue, while it is drained.
    AtTheQueue,
    /// Whole rounds.
    AtRounds(AtRounds),
}

/// A rule that looks at whole rounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtRounds {
    /// Whether a page is left out of a round if it was written again before its turn.
    pub skips: bool,
    /// Whether it may go on for ever: it counts no rounds.
    pub endless: bool,
    /// Whether rounds are terms of a formula, which knows no pages.
    pub series: bool,
    /// The verdict before the first pass, at the most that a round may use of the line.
    pub begin: fn(&Scenario, Rate) -> Verdict,
    /// The verdict after a round.
    pub judge: fn(&Scenario, &Ended) -> Verdict,
    /// Whether what counts as little is what goes within the downtime limit.
    pub small_is_downtime: bool,
    /// What counts as little; zero where the rule asks for something else.
    pub small: fn(&Scenario, Rates) -> Bytes,
}

/// What a round may use of the line at most, and what it did use.
#[derive(Clone, Copy)]
pub(super) struct Rates {
    pub most: Rate,
    pub measured: Rate,
}

/// A round that has ended, as a rule sees it.
pub(super) struct Ended {
    /// Counted from one, the first pass.
    pub round: u32,
    /// Pages that it had to send, and those that went in all rounds.
    pub queued: Pages,
    pub sent_so_far: Pages,
    /// Pages written while it lasted.
    pub dirty: Pages,
    /// Its bytes, and its length.
    pub bytes: Bytes,
    pub span: SimTime,
    /// What a round may use of the line at most.
    pub rate: Rate,
    /// Rounds that the textbook asks for; there is no such number elsewhere.
    pub wanted: f64,
}

/// What a rule decides at the end of a round.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    /// Another round at this rate.
    Again(Rate),
    /// Little enough is left.
    Small,
    /// Enough rounds.
    Enough,
}

impl Verdict {
    /// A round that may use all that there is now uses what comes back in the middle of it, too.
    pub fn unbounded(self, most: Rate, live: Rate) -> Self {
        match self {
            Self::Again(rate) if rate >= most => Self::Again(live),
            other => other,
        }
    }
}

impl Rule {
    /// A rule that looks at whole rounds, of a hypervisor without QEMU's aids.
    const fn at_rounds(rule: AtRounds) -> Self {
        Self {
            looks: Looks::AtRounds(rule),
            compresses: false,
            sends_differences: false,
            slows_down: SlowsDown::Never,
            usual_timeout: None,
        }
    }

    /// The rule of a scenario.
    pub fn of(scenario: &Scenario) -> &'static Self {
        match scenario.stop {
            StopRule::Qemu => &qemu::RULE,
            StopRule::Qemu72 => &qemu::RULE_7_2,
            StopRule::Textbook => &textbook::RULE,
            StopRule::Clark => &clark::RULE,
            StopRule::Xen => &xen::RULE,
            StopRule::XenLegacy => &xen_legacy::RULE,
            StopRule::CloudHypervisor => &cloud_hypervisor::RULE,
            StopRule::OnePass => &one_pass::RULE,
        }
    }

    /// Whether the sender looks at its queue while it drains it.
    pub fn looks_at_the_queue(&self) -> bool {
        matches!(self.looks, Looks::AtTheQueue)
    }

    /// Whether rounds are terms of a formula.
    pub fn is_series(&self) -> bool {
        matches!(&self.looks, Looks::AtRounds(rule) if rule.series)
    }
}

/// The timeout that comes with a rule.
pub(super) fn usual_timeout(scenario: &Scenario) -> Option<Timeout> {
    Rule::of(scenario).usual_timeout
}

/// Whether a rule counts no rounds.
pub(super) fn may_go_on_for_ever(scenario: &Scenario) -> bool {
    match &Rule::of(scenario).looks {
        Looks::AtTheQueue => true,
        Looks::AtRounds(rule) => rule.endless,
    }
}

/// Whether the sender asks at the end of a hold what was written: a formula asks at the end of a round and never before.
pub(super) fn syncs_after_hold(scenario: &Scenario) -> bool {
    !Rule::of(scenario).is_series()
}

/// What may be left before anything is measured.
pub(super) fn small(scenario: &Scenario, limit: SimTime, bandwidth: Rate) -> Pages {
    match &Rule::of(scenario).looks {
        Looks::AtTheQueue => threshold(limit, bandwidth),
        Looks::AtRounds(rule) => {
            let rates = Rates {
                most: bandwidth,
                measured: bandwidth,
            };
            (rule.small)(scenario, rates).pages()
        }
    }
}

/// The time before the first page; a formula has none.
pub(super) fn setup(scenario: &Scenario) -> SimTime {
    if Rule::of(scenario).is_series() {
        SimTime::ZERO
    } else {
        line::SETUP
    }
}

/// The writes as a rule sees them: to the textbook they are one rate over all used memory that makes a new page dirty
/// each time.
pub(super) fn seen_writes(scenario: &Scenario) -> Cow<'_, [WriteClass]> {
    if Rule::of(scenario).is_series() {
        textbook::seen_writes(scenario)
    } else {
        Cow::Borrowed(&scenario.writes)
    }
}

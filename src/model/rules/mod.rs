//! Stop rules of other hypervisors and of textbooks, one a file.
//!
//! QEMU drains a queue in quanta and looks at it again and again. These take
//! all dirty pages at the start of a round, send them, and only then learn
//! what was written meanwhile. Nothing is held back by a socket's buffer, and
//! throttling and delta compression, which are QEMU's, do nothing here.

mod clark;
mod cloud_hypervisor;
mod one_pass;
mod rounds;
mod textbook;
mod xen;
mod xen_legacy;

pub(super) use cloud_hypervisor::timeout;
pub(super) use rounds::{Rounds, first_pass, rounds};
pub(super) use textbook::{last_round, seen_writes, setup};

use crate::params::StopRule;
use crate::scenario::Scenario;
use crate::units::{Bytes, Pages, Rate, SimTime};

/// A round that has ended, as a rule sees it.
struct Ended {
    /// Counted from one, the first pass.
    round: u32,
    /// Pages that it had to send, and those that it did send in all rounds.
    queued: Pages,
    sent_so_far: Pages,
    /// Pages written while it lasted.
    dirty: Pages,
    /// Its bytes, and its length.
    bytes: Bytes,
    span: SimTime,
    /// What a round may use of the line at most.
    rate: Rate,
    /// Rounds that the textbook asks for; there is no such number elsewhere.
    wanted: f64,
}

/// What a rule decides at the end of a round.
#[derive(Clone, Copy)]
enum Verdict {
    /// Another round at this rate.
    Again(Rate),
    /// Little enough is left.
    Small,
    /// Enough rounds.
    Enough,
}

/// A stop rule that looks at whole rounds.
#[derive(Clone, Copy)]
struct Rule {
    /// Whether a page is left out of a round if it was written again before its turn.
    skips: bool,
    /// Whether it may go on for ever: it counts no rounds.
    endless: bool,
    /// The verdict before the first pass.
    begin: fn(&Scenario) -> Verdict,
    /// The verdict after a round.
    judge: fn(&Scenario, &Ended) -> Verdict,
    /// What counts as little; zero where the rule asks for something else.
    small: fn(&Scenario) -> Bytes,
}

impl Rule {
    /// The rule of a scenario; `None` for QEMU's, which is another kind.
    fn of(scenario: &Scenario) -> Option<&'static Self> {
        Some(match scenario.stop {
            StopRule::Qemu | StopRule::Qemu72 => return None,
            StopRule::Textbook => &textbook::RULE,
            StopRule::Clark => &clark::RULE,
            StopRule::Xen => &xen::RULE,
            StopRule::XenLegacy => &xen_legacy::RULE,
            StopRule::CloudHypervisor => &cloud_hypervisor::RULE,
            StopRule::OnePass => &one_pass::RULE,
        })
    }
}

//! Clark et al., NSDI'05: the rate follows the dirty rate.
//!
//! The first pass goes at the slowest rate; each later round 50 Mbit/s faster
//! than pages became dirty in the one before. When that is more than the cap
//! (or the line, without one) allows, or hardly anything is left, the VM is
//! stopped and the rest goes at line rate. A page that was written again
//! before its turn is left to the next round. The paper's Xen ended after 29
//! rounds in any case.

use super::{AtRounds, Ended, Rule, Verdict, xen_legacy};
use crate::migration::line;
use crate::scenario::Scenario;
use crate::units::{Bytes, Rate};

/// How much faster than the dirty rate the next round goes.
const FASTER: Rate = Rate::bits_per_s(50e6);
/// Less than this is sent with the VM stopped.
const LITTLE: Bytes = Bytes::kib(256.0);

pub(super) static RULE: Rule = Rule::at_rounds(AtRounds {
    series: false,
    skips: true,
    endless: false,
    begin: |scenario, rate| Verdict::Again(slowest(scenario, rate)),
    judge,
    small_is_downtime: false,
    small: |_, _| LITTLE,
});

fn slowest(scenario: &Scenario, most: Rate) -> Rate {
    scenario.min_rate.min(most)
}

fn judge(scenario: &Scenario, ended: &Ended) -> Verdict {
    let wanted = (line::page_stream(ended.dirty) / ended.span + FASTER).max(slowest(scenario, ended.rate));
    if ended.dirty.bytes() < LITTLE {
        Verdict::Small
    } else if wanted > ended.rate || ended.round >= xen_legacy::MOST_ROUNDS {
        Verdict::Enough
    } else {
        Verdict::Again(wanted)
    }
}

//! Xen before 4.6 (`xc_domain_save`): 29 rounds, a round of fewer than 50
//! pages, or three times the memory sent. A page that was written again before
//! its turn is left to the next round.

use super::{AtRounds, Ended, Rule, Verdict};
use crate::scenario::Scenario;
use crate::units::Pages;

/// Rounds while the VM runs, the first pass included.
pub(super) const MOST_ROUNDS: u32 = 29;
/// A round of fewer pages than this was the last one.
const FEW: Pages = Pages::new(50.0);
/// More than so many times the memory is not sent.
const MOST_TIMES: f64 = 3.0;

pub(super) static RULE: Rule = Rule::at_rounds(AtRounds {
    series: false,
    skips: true,
    endless: false,
    begin: |_, rate| Verdict::Again(rate),
    judge,
    small_is_downtime: false,
    small: |_, _| FEW.bytes(),
});

fn judge(scenario: &Scenario, ended: &Ended) -> Verdict {
    if ended.queued < FEW {
        Verdict::Small
    } else if ended.round >= MOST_ROUNDS || ended.sent_so_far > scenario.ram.pages() * MOST_TIMES {
        Verdict::Enough
    } else {
        Verdict::Again(ended.rate)
    }
}

//! Xen since 4.6: five rounds, or fewer than 50 dirty pages (`simple_precopy_policy`).

use super::{AtRounds, Rule, Verdict};
use crate::units::Pages;

/// Rounds while the VM runs, the first pass included.
const MOST_ROUNDS: u32 = 5;
/// Fewer dirty pages than this are sent with the VM stopped.
const FEW: Pages = Pages::new(50.0);

pub(super) static RULE: Rule = Rule::at_rounds(AtRounds {
    series: false,
    skips: false,
    endless: false,
    begin: |_, rate| Verdict::Again(rate),
    judge: |_, ended| {
        if ended.dirty < FEW {
            Verdict::Small
        } else if ended.round >= MOST_ROUNDS {
            Verdict::Enough
        } else {
            Verdict::Again(ended.rate)
        }
    },
    small_is_downtime: false,
    small: |_, _| FEW.bytes(),
});

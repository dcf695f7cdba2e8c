//! One pass while the VM runs, then stop (Propolis).

use super::{AtRounds, Rule, Verdict};
use crate::units::Bytes;

pub(super) static RULE: Rule = Rule::at_rounds(AtRounds {
    series: false,
    skips: false,
    endless: false,
    begin: |_, rate| Verdict::Again(rate),
    judge: |_, _| Verdict::Enough,
    small_is_downtime: false,
    small: |_, _| Bytes::ZERO,
});

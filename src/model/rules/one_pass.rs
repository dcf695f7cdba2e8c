//! One pass while the VM runs, then stop (Propolis).

use super::{Rule, Verdict};
use crate::model::wire;
use crate::units::Bytes;

pub(super) static RULE: Rule = Rule {
    skips: false,
    endless: false,
    begin: |scenario| Verdict::Again(wire::live_rate(scenario)),
    judge: |_, _| Verdict::Enough,
    small: |_| Bytes::ZERO,
};

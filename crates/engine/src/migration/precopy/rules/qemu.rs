//! QEMU: stop when the queue, looked at while it drains, takes no longer than the downtime limit at the bandwidth just
//! measured. It counts no rounds.

use super::{Looks, Rule, SlowsDown};

pub(super) static RULE: Rule = Rule {
    looks: Looks::AtTheQueue,
    compresses: true,
    sends_differences: true,
    slows_down: SlowsDown::AtSyncsAndTicks,
    usual_timeout: None,
};

/// Up to 9.1, without the clock that asks for a sync where a round takes long.
pub(super) static RULE_7_2: Rule = Rule {
    slows_down: SlowsDown::AtSyncs,
    ..RULE
};

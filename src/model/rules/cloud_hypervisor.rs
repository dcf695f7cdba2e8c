//! Cloud Hypervisor: stop when what a round left takes no longer than the
//! downtime limit at the rate of that round; give up after an hour.

use super::{Rule, Verdict};
use crate::model::wire;
use crate::params::{StopRule, TimeoutAction};
use crate::scenario::{Scenario, Timeout};
use crate::units::SimTime;

/// The timeout where a scenario has none.
const USUAL: Timeout = Timeout {
    after: SimTime::s(3600.0),
    action: TimeoutAction::Abort,
};

pub(super) static RULE: Rule = Rule {
    skips: false,
    endless: true,
    begin: |scenario| Verdict::Again(wire::live_rate(scenario)),
    judge: |scenario, ended| {
        let measured = ended.bytes / ended.span;
        if wire::page_stream(ended.dirty) / measured <= scenario.downtime {
            Verdict::Small
        } else {
            Verdict::Again(ended.rate)
        }
    },
    small: |scenario| wire::live_rate(scenario) * scenario.downtime,
};

/// The timeout that comes with a rule.
pub(in crate::model) fn timeout(scenario: &Scenario) -> Option<Timeout> {
    (scenario.stop == StopRule::CloudHypervisor).then_some(USUAL)
}

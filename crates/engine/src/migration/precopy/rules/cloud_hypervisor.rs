//! Cloud Hypervisor: stop when what a round left takes no longer than the
//! downtime limit at the rate of that round; give up after an hour.

use super::{AtRounds, Rule, Verdict};
use crate::migration::line;
use crate::params::TimeoutAction;
use crate::scenario::{Patience, Timeout};
use crate::units::SimTime;

/// The timeout where a scenario has none.
const USUAL: Timeout = Timeout {
    after: Patience::Time(SimTime::s(3600.0)),
    action: TimeoutAction::Abort,
};

pub(super) static RULE: Rule = Rule {
    usual_timeout: Some(USUAL),
    ..Rule::at_rounds(AtRounds {
        series: false,
        skips: false,
        endless: true,
        begin: |_, rate| Verdict::Again(rate),
        judge: |scenario, ended| {
            let measured = ended.bytes / ended.span;
            if line::page_stream(ended.dirty) / measured <= scenario.downtime {
                Verdict::Small
            } else {
                Verdict::Again(ended.rate)
            }
        },
        small_is_downtime: true,
        small: |scenario, rates| rates.measured * scenario.downtime,
    })
};

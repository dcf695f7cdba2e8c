//! Quantities outside their ranges: the nearest that is allowed is used, and what was asked for is said.

use super::gave::Gave;
use super::settings::{ClusterAct, ClusterSettings};
use super::setup::MAX_CORES;
use crate::params::{CLOCK, Id, Parameters, Range};
use crate::units::Quantity;

/// A crowd wants at most so many times as much.
pub const MOST_TIMES: f64 = 1000.0;

/// Brings all quantities into their ranges.
pub(super) fn within(settings: &mut ClusterSettings, gave: &mut Vec<Gave>) {
    for row in ClusterSettings::table() {
        let (Some(range), Some(asked)) = (row.param.range(), row.value.quantity(settings)) else {
            continue;
        };
        if let Some(used) = outside(row.param.key, range, asked, gave) {
            row.value.set_quantity(settings, Some(used));
        }
    }
    // Of hosts that are none nothing is used.
    for group in settings.hosts.iter_mut().filter(|group| group.count > 0) {
        fit("hosts", Id::Ram.range(), &mut group.ram, gave);
        fit("hosts", Id::Link.range(), &mut group.nic, gave);
    }
    for class in &mut settings.classes {
        let asked = class.vcpus;
        class.vcpus = asked.clamp(1, MAX_CORES);
        if class.vcpus != asked {
            gave.push(Gave::Processors {
                class: class.name.clone(),
                asked,
                used: class.vcpus,
            });
        }
        fit("class.NAME", Id::Ram.range(), &mut class.ram, gave);
    }
    for timed in &mut settings.acts {
        fit("do", &CLOCK, &mut timed.at, gave);
        match &mut timed.act {
            ClusterAct::Alarm(_, lead) => fit("do", &CLOCK, lead, gave),
            ClusterAct::Crowd { length, times, .. } => {
                fit("do", &CLOCK, length, gave);
                let asked = *times;
                *times = asked.min(MOST_TIMES);
                if *times < asked {
                    gave.push(Gave::Crowd { asked });
                }
            }
            ClusterAct::Link { length, rate, .. } => {
                if let Some(length) = length {
                    fit("do", &CLOCK, length, gave);
                }
                // Without any rate it is down.
                if !rate.is_zero() {
                    fit("do", Id::Link.range(), rate, gave);
                }
            }
            _ => {}
        }
    }
}

/// What is used instead, if it is outside.
fn outside(key: &'static str, range: &'static Range, asked: Quantity, gave: &mut Vec<Gave>) -> Option<Quantity> {
    if range.contains(asked) {
        return None;
    }
    let used = range.clamp(asked);
    gave.push(Gave::Outside {
        key,
        range,
        asked,
        used,
    });
    Some(used)
}

fn fit<Q>(key: &'static str, range: &'static Range, value: &mut Q, gave: &mut Vec<Gave>)
where
    Q: Copy + Into<Quantity> + TryFrom<Quantity>,
{
    let used = outside(key, range, (*value).into(), gave).map(Q::try_from);
    if let Some(Ok(used)) = used {
        *value = used;
    }
}

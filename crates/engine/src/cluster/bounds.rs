//! Quantities outside their ranges: the nearest that is allowed is used, and what was asked for is said.

use super::gave::Gave;
use super::settings::{ClusterAct, ClusterSettings};
use super::setup::MAX_CORES;
use crate::params::{CLOCK, Id, Parameters, Range};
use crate::units::{Bytes, Quantity, Rate, SimTime};

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
    for group in &mut settings.hosts {
        fit_size("hosts", Id::Ram.range(), &mut group.ram, gave);
        fit_rate("hosts", Id::Link.range(), &mut group.nic, gave);
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
        fit_size("class.NAME", Id::Ram.range(), &mut class.ram, gave);
    }
    for timed in &mut settings.acts {
        fit_time(&mut timed.at, gave);
        match &mut timed.act {
            ClusterAct::Alarm(_, lead) => fit_time(lead, gave),
            ClusterAct::Crowd { length, times, .. } => {
                fit_time(length, gave);
                let asked = *times;
                *times = asked.min(MOST_TIMES);
                if *times < asked {
                    gave.push(Gave::Crowd { asked });
                }
            }
            ClusterAct::Link { length, rate, .. } => {
                if let Some(length) = length {
                    fit_time(length, gave);
                }
                // Without any rate it is down.
                if !rate.is_zero() {
                    fit_rate("do", Id::Link.range(), rate, gave);
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

fn fit_time(time: &mut SimTime, gave: &mut Vec<Gave>) {
    if let Some(Quantity::Time(used)) = outside("do", &CLOCK, Quantity::Time(*time), gave) {
        *time = used;
    }
}

fn fit_size(key: &'static str, range: &'static Range, size: &mut Bytes, gave: &mut Vec<Gave>) {
    if let Some(Quantity::Size(used)) = outside(key, range, Quantity::Size(*size), gave) {
        *size = used;
    }
}

fn fit_rate(key: &'static str, range: &'static Range, rate: &mut Rate, gave: &mut Vec<Gave>) {
    if let Some(Quantity::Rate(used)) = outside(key, range, Quantity::Rate(*rate), gave) {
        *rate = used;
    }
}

//! Round places on axes, and what is written there.

use crate::units::{Bytes, SimTime};
use crate::view::format;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// Steps of a clock between a second and a day.
const CLOCK_STEPS: [f64; 17] = [
    1.0,
    2.0,
    5.0,
    10.0,
    15.0,
    30.0,
    MINUTE,
    2.0 * MINUTE,
    5.0 * MINUTE,
    10.0 * MINUTE,
    15.0 * MINUTE,
    30.0 * MINUTE,
    HOUR,
    2.0 * HOUR,
    3.0 * HOUR,
    6.0 * HOUR,
    12.0 * HOUR,
];

/// Round spans of time about ten times apart, for a log axis.
const TIME_DECADES: [f64; 7] = [1.0, 10.0, MINUTE, 10.0 * MINUTE, HOUR, 10.0 * HOUR, 100.0 * HOUR];

/// The smallest of 1, 2, 5, 10, … that is at least this.
fn round_step(least: f64) -> f64 {
    let decade = libm::pow(10.0, libm::floor(libm::log10(least)));
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * decade)
        .find(|&step| step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * decade)
}

fn clock_step(least: f64) -> f64 {
    if least <= 0.5 {
        return round_step(least);
    }
    CLOCK_STEPS
        .into_iter()
        .find(|&step| step >= least)
        .unwrap_or_else(|| round_step(least / DAY) * DAY)
}

/// From zero to `end` by `step`; the index is counted, not added up, so that
/// the last tick is not lost to rounding.
fn upto(end: f64, step: f64) -> impl Iterator<Item = f64> {
    (0..64)
        .map(move |index| f64::from(index) * step)
        .take_while(move |&value| value <= end * (1.0 + 1e-9))
}

/// Moments from zero to `end` with their clock labels, at most `most` of them (at least two are meant).
#[must_use]
pub fn clock(end: SimTime, most: usize) -> Vec<(SimTime, String)> {
    let end = end.as_s();
    if !(end > 0.0 && end.is_finite()) {
        return vec![(SimTime::ZERO, format::clock_s(SimTime::ZERO))];
    }
    let step = clock_step(end / (most.max(2) - 1) as f64);
    let label = |value: f64| match value {
        value if step >= DAY => format!("{} d", format::count(value / DAY)),
        value if step >= 1.0 => short_clock(value, step),
        value => format::short_time(SimTime::s(value)),
    };
    upto(end, step).map(|value| (SimTime::s(value), label(value))).collect()
}

/// Hours need no seconds.
fn short_clock(value: f64, step: f64) -> String {
    if step >= HOUR {
        format!("{} h", format::count(value / HOUR))
    } else {
        format::clock_s(SimTime::s(value))
    }
}

/// Spans of time from zero to `end`.
#[must_use]
pub fn time(end: SimTime, most: usize) -> Vec<(f64, String)> {
    let end = end.as_s();
    if !(end > 0.0 && end.is_finite()) {
        return vec![(0.0, format::short_time(SimTime::ZERO))];
    }
    let step = clock_step(end / (most.max(2) - 1) as f64);
    upto(end, step)
        .map(|value| (value, format::short_time(SimTime::s(value))))
        .collect()
}

/// Sizes from zero to `end`.
#[must_use]
pub fn size(end: Bytes, most: usize) -> Vec<(f64, String)> {
    let end = end.as_f64();
    if !(end > 0.0 && end.is_finite()) {
        return vec![(0.0, "0".to_owned())];
    }
    let mut unit = 1.0;
    while end >= unit * 1024.0 {
        unit *= 1024.0;
    }
    let step = round_step(end / unit / (most.max(2) - 1) as f64) * unit;
    upto(end, step)
        .map(|value| {
            (
                value,
                if value == 0.0 {
                    "0".to_owned()
                } else {
                    format::short_size(Bytes::new(value))
                },
            )
        })
        .collect()
}

/// Round spans of time about ten times apart, from `low` to `high` in seconds.
#[must_use]
pub fn time_decades(low: f64, high: f64) -> Vec<(f64, String)> {
    let small = (1..=9).rev().map(|exponent| libm::pow(10.0, f64::from(-exponent)));
    let large = (1..=12).map(|exponent| libm::pow(10.0, f64::from(exponent)) * 100.0 * DAY);
    small
        .chain(TIME_DECADES)
        .chain([10.0 * DAY, 100.0 * DAY])
        .chain(large)
        .filter(|value| (low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(value))
        .map(|value| (value, format::short_time(SimTime::s(value))))
        .collect()
}

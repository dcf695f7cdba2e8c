//! Round places on axes, and what is written there.

use crate::format;
use engine::units::{Bytes, SimTime};
use text::Language;
use text::count;

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const YEAR: f64 = 365.25 * DAY;
/// Steps longer than this are counted in years.
const LONG: f64 = 100.0 * DAY;

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
const TIME_DECADES: [f64; 7] = [1.0, 10.0, MINUTE, 10.0 * MINUTE, HOUR, 10.0 * HOUR, 4.0 * DAY];

/// The smallest of 1, 2, 5, 10, … (times a power of ten) that is at least this.
pub(crate) fn round_step(least: f64) -> f64 {
    let decade = 10_f64.powi(libm::log10(least).floor() as i32);
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
    CLOCK_STEPS.into_iter().find(|&step| step >= least).unwrap_or_else(|| {
        let unit = if least <= LONG { DAY } else { YEAR };
        round_step(least / unit) * unit
    })
}

/// The smallest step that leaves at most this many ticks.
fn step_for(end: f64, most: usize, next: impl Fn(f64) -> f64) -> f64 {
    let mut step = next(end / most.max(1) as f64);
    while upto(end, step).count() > most.max(1) {
        step = next(step * 1.01);
    }
    step
}

/// From zero to `end` by `step`; the index is counted, not added up, so that
/// the last tick is not lost to rounding.
fn upto(end: f64, step: f64) -> impl Iterator<Item = f64> {
    (0..64)
        .map(move |index| f64::from(index) * step)
        .take_while(move |&value| value <= end * (1.0 + 1e-9))
}

/// Moments from zero to `end` with their clock labels, at most `most` of them.
#[must_use]
pub fn clock(language: Language, end: SimTime, most: usize) -> Vec<(SimTime, String)> {
    let end = end.as_s();
    if !(end > 0.0 && end.is_finite()) {
        return vec![(SimTime::ZERO, format::clock_s(language, SimTime::ZERO))];
    }
    let step = step_for(end, most, clock_step);
    let label = |value: f64| match value {
        value if step > LONG => years(language, value),
        value if step >= DAY => format!("{} d", format::count(language, value / DAY)),
        value if step >= 1.0 => short_clock(language, value, step),
        value => format::short_time(language, SimTime::s(value)),
    };
    upto(end, step).map(|value| (SimTime::s(value), label(value))).collect()
}

/// Hours need no seconds.
fn short_clock(language: Language, value: f64, step: f64) -> String {
    if step >= HOUR {
        format!("{} h", format::count(language, value / HOUR))
    } else {
        format::clock_s(language, SimTime::s(value))
    }
}

/// Spans of time from zero to `end`.
#[must_use]
pub fn time(language: Language, end: SimTime, most: usize) -> Vec<(f64, String)> {
    let end = end.as_s();
    if !(end > 0.0 && end.is_finite()) {
        return vec![(0.0, format::short_time(language, SimTime::ZERO))];
    }
    let step = step_for(end, most, clock_step);
    upto(end, step)
        .map(|value| (value, span(language, value, step)))
        .collect()
}

fn span(language: Language, value: f64, step: f64) -> String {
    if step > LONG {
        years(language, value)
    } else {
        format::short_time(language, SimTime::s(value))
    }
}

fn years(language: Language, seconds: f64) -> String {
    let years = seconds / YEAR;
    let (years, shown) = if years < 9.95 {
        let tenths = (years * 10.0).round() / 10.0;
        (tenths, format::localized(language, tenths.to_string()))
    } else {
        (years.round(), format::count(language, years))
    };
    count!(language, years, "{0} year", "{0} years", shown)
}

/// Sizes from zero to `end`.
#[must_use]
pub fn size(language: Language, end: Bytes, most: usize) -> Vec<(f64, String)> {
    let end = end.as_f64();
    if !(end > 0.0 && end.is_finite()) {
        return vec![(0.0, "0".to_owned())];
    }
    let mut unit = 1.0;
    while end >= unit * 1024.0 {
        unit *= 1024.0;
    }
    let one = format::short_size(language, Bytes::new(unit));
    let name = one.strip_prefix("1 ").unwrap_or(&one);
    let step = step_for(end / unit, most, round_step);
    // All labels in one unit, so that they can be compared at a glance.
    let label = |count: f64| match count {
        0.0 => "0".to_owned(),
        count => {
            let count = ((count * 1e3).round() / 1e3).to_string();
            format::localized(language, count) + " " + name
        }
    };
    upto(end / unit, step)
        .map(|count| (count * unit, label(count)))
        .collect()
}

/// Round spans of time about ten times apart, from `low` to `high` in seconds.
#[must_use]
pub fn time_decades(language: Language, low: f64, high: f64) -> Vec<(f64, String)> {
    let mut decades = Vec::new();
    let mut add = |value| {
        if (low * (1.0 - 1e-9)..=high * (1.0 + 1e-9)).contains(&value) {
            decades.push((value, span(language, value, value)));
        }
    };
    (-9..=-1).for_each(|exponent| add(10_f64.powi(exponent)));
    TIME_DECADES.into_iter().for_each(&mut add);
    add(DAY * 30.0);
    (0..=12).for_each(|exponent| add(10_f64.powi(exponent) * YEAR));
    decades
}

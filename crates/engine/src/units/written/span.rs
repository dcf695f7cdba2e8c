//! Times in parts, as clocks and the page write them: `4 min 10 s`, `1h30m`.

use super::number;
use super::unit::{self, Measure};
use crate::units::Unit;

/// The seconds of a time in two parts or more: each of a smaller unit than the one before, and less than one of that.
pub(super) fn seconds(text: &str) -> Option<f64> {
    let (mut rest, mut sum, mut parts) = (text, 0.0, 0);
    let mut before = f64::INFINITY;
    while !rest.trim().is_empty() {
        let (decimal, after) = number::scan(rest).ok()?;
        let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let (Unit::Time, Measure { ten, times }) = unit::read(name, Unit::Time).ok()? else {
            return None;
        };
        let (part, one) = (decimal.value(ten) * times, libm::pow(10.0, f64::from(ten)) * times);
        if part >= before || one >= before {
            return None;
        }
        sum += part;
        (rest, before, parts) = (after, one, parts + 1);
    }
    (parts > 1).then_some(sum)
}

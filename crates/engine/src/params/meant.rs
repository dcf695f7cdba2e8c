//! What a quantity means where the range of its parameter helps to decide.
//!
//! A number without a unit has as many readings as units can be meant. One that cannot be is not offered; if a single one is
//! left it is used, and a remark says so. If several are left, nothing is guessed: the error has them all.

use super::Range;
use super::value::Remark;
use crate::units::written::{self, Echo, Meaning, QuantityError, Reading};
use crate::units::{Quantity, Share, Unit};

/// A unit that may have been left out, and how many of it nobody would write.
type Candidate = (&'static str, f64);

const ANY: f64 = f64::INFINITY;
const SIZES: &[Candidate] = &[("GiB", 1024.0), ("MiB", ANY), ("KiB", ANY)];
const BIT_RATES: &[Candidate] = &[("Gbps", 1000.0), ("Mbps", ANY), ("bps", ANY)];
const BYTE_RATES: &[Candidate] = &[("MiB/s", ANY), ("Mbps", ANY), ("KiB/s", ANY), ("B/s", ANY)];
const TIMES: &[Candidate] = &[("min", 1000.0), ("s", ANY), ("ms", ANY), ("us", ANY)];

/// Sliders that begin below this are about microseconds.
const MILLISECOND: f64 = 0.001;

/// What a number without a unit may mean, the largest reading first.
pub(super) fn readings(range: &Range, text: &str) -> Vec<Reading> {
    let Some(number) = written::number_alone(text) else {
        return Vec::new();
    };
    let candidates = match range.unit {
        Unit::Size => SIZES,
        Unit::BitRate => BIT_RATES,
        Unit::ByteRate => BYTE_RATES,
        Unit::Time => TIMES,
        Unit::Share => return shares(range, number, text),
        Unit::Count => &[],
    };
    let begins = range.slider.0.base();
    let small = begins > 0.0 && begins < MILLISECOND;
    let meant = |&(unit, most): &Candidate| {
        if number >= most || (unit == "us" && !small) {
            return None;
        }
        let written_in = if unit == "Mbps" { Unit::BitRate } else { range.unit };
        written::reading(written_in, &format!("{}{unit}", text.trim()), Meaning::Unit(unit))
    };
    let all = candidates.iter().filter_map(meant);
    all.filter(|reading| range.contains(reading.value)).collect()
}

/// `0.6` is six tenths to one reader and six thousandths to another.
fn shares(range: &Range, number: f64, text: &str) -> Vec<Reading> {
    let fraction = (number <= 1.0).then(|| Reading {
        value: Quantity::Share(Share::new(number)),
        unit: Unit::Share,
        meaning: Meaning::Fraction,
    });
    let percent = written::reading(Unit::Share, &format!("{}%", text.trim()), Meaning::Unit("%"));
    let all = fraction.into_iter().chain(percent);
    all.filter(|reading| range.contains(reading.value)).collect()
}

/// Reads a quantity that has a range. Values out of range are read, too, if they have a unit.
///
/// # Errors
/// Says what is wrong with the text, or what it may mean.
pub fn parse_in(range: &Range, text: &str, remarks: &mut Vec<Remark>) -> Result<Quantity, QuantityError> {
    let value = match written::parse(range.unit, text) {
        Ok(value) => value,
        Err(error) => return ask(range, text, error, remarks),
    };
    let number = written::number_alone(text).filter(|number| *number > 0.0);
    if range.unit == Unit::Size && number.is_some() {
        let error = QuantityError::MissingUnit {
            text: Echo::new(text),
            wanted: range.unit,
            readings: Vec::new(),
        };
        if !range.contains(value) {
            return ask(range, text, error, remarks);
        }
        // Bytes of which nobody makes so few.
        if value.base() < range.slider.0.base() {
            tell(range, value, error.with_readings(readings(range, text)), remarks);
        }
    }
    if let Some(reading) = written::thousands(range.unit, text).filter(|reading| range.contains(reading.value)) {
        let error = QuantityError::ThreeAfterPoint {
            text: Echo::new(text),
            readings: vec![reading],
        };
        tell(range, value, error, remarks);
    }
    Ok(value)
}

fn tell(range: &Range, value: Quantity, error: QuantityError, remarks: &mut Vec<Remark>) {
    let used = written::print(range.unit, value);
    remarks.push(Remark::Instead {
        error: error.into(),
        used,
    });
}

/// The only reading that is possible, or all of them.
fn ask(range: &Range, text: &str, error: QuantityError, remarks: &mut Vec<Remark>) -> Result<Quantity, QuantityError> {
    let possible = match &error {
        QuantityError::MissingUnit { .. } => readings(range, text),
        other => {
            let all = other.readings().iter().copied();
            all.filter(|reading| range.contains(reading.value)).collect()
        }
    };
    let error = error.with_readings(possible);
    match *error.readings() {
        [only] => {
            remarks.push(Remark::Only {
                error,
                used: only.print(),
            });
            Ok(only.value)
        }
        _ => Err(error),
    }
}

//! How units are spelt, and how much they are.

use crate::units::Unit;

/// A unit as a power of ten, which moves the decimal point, and a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) ten: i32,
    pub(super) times: f64,
}

/// Why a unit cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitFault {
    Unknown,
    /// Could be bits and could be bytes.
    BitsOrBytes,
}

const BIT: f64 = 0.125;
const KI: f64 = 1024.0;
const MI: f64 = KI * KI;
const GI: f64 = MI * KI;
const TI: f64 = GI * KI;

const fn ten(ten: i32, times: f64) -> Measure {
    Measure { ten, times }
}

/// Units for printing, the largest first, each with a handicap: a unit that
/// is read less easily has to save so many digits.
pub(super) type Printed = &'static [(&'static str, Measure, usize)];

const SIZES: Printed = &[
    ("TiB", ten(0, TI), 0),
    ("TB", ten(12, 1.0), 0),
    ("GiB", ten(0, GI), 0),
    ("GB", ten(9, 1.0), 0),
    ("MiB", ten(0, MI), 0),
    ("MB", ten(6, 1.0), 0),
    ("KiB", ten(0, KI), 0),
    ("kB", ten(3, 1.0), 0),
    ("B", ten(0, 1.0), 0),
];
const BYTE_RATES: Printed = &[
    ("TiB/s", ten(0, TI), 0),
    ("TB/s", ten(12, 1.0), 0),
    ("GiB/s", ten(0, GI), 0),
    ("GB/s", ten(9, 1.0), 0),
    ("MiB/s", ten(0, MI), 0),
    ("MB/s", ten(6, 1.0), 0),
    ("KiB/s", ten(0, KI), 0),
    ("kB/s", ten(3, 1.0), 0),
    ("B/s", ten(0, 1.0), 0),
];
const BIT_RATES: Printed = &[
    ("Tbps", ten(12, BIT), 0),
    ("Gbps", ten(9, BIT), 0),
    ("Mbps", ten(6, BIT), 0),
    ("kbps", ten(3, BIT), 0),
    ("bps", ten(0, BIT), 0),
    // For rates whose bits are more than a number can hold.
    ("B/s", ten(0, 1.0), 100),
];
const TIMES: Printed = &[
    ("h", ten(0, 3600.0), 0),
    ("min", ten(0, 60.0), 0),
    ("s", ten(0, 1.0), 0),
    ("ms", ten(-3, 1.0), 0),
    ("us", ten(-6, 1.0), 3),
];
const SHARES: Printed = &[("%", ten(-2, 1.0), 0)];
const COUNTS: Printed = &[("", ten(0, 1.0), 0)];

/// The units in which a kind of quantity is printed.
pub(super) const fn printed(unit: Unit) -> Printed {
    match unit {
        Unit::Size => SIZES,
        Unit::BitRate => BIT_RATES,
        Unit::ByteRate => BYTE_RATES,
        Unit::Time => TIMES,
        Unit::Share => SHARES,
        Unit::Count => COUNTS,
    }
}

/// The unit spelt so. Where a text is a unit of two kinds (`m`), the wanted
/// kind decides.
pub(super) fn read(text: &str, wanted: Unit) -> Result<(Unit, Measure), UnitFault> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text == "%" {
        return Ok((Unit::Share, ten(-2, 1.0)));
    }
    let lower = text.to_ascii_lowercase();
    if wanted == Unit::Time && lower == "m" {
        return Ok((Unit::Time, ten(0, 60.0)));
    }
    if let Some(measure) = time(&lower) {
        return Ok((Unit::Time, measure));
    }
    if let Some(measure) = size(&lower) {
        return Ok((Unit::Size, measure));
    }
    rate(&text, &lower)
}

fn time(lower: &str) -> Option<Measure> {
    Some(match lower {
        "us" | "µs" | "μs" | "usec" => ten(-6, 1.0),
        "ms" | "msec" => ten(-3, 1.0),
        "s" | "sec" | "second" | "seconds" => ten(0, 1.0),
        "min" | "minute" | "minutes" => ten(0, 60.0),
        "h" | "hour" | "hours" => ten(0, 3600.0),
        _ => return None,
    })
}

/// A size is never in bits, so case does not matter. A lone letter is
/// binary, as QEMU has it.
fn size(lower: &str) -> Option<Measure> {
    if matches!(lower, "byte" | "bytes") {
        return Some(ten(0, 1.0));
    }
    let (power, rest) = prefix(lower);
    Some(match (power, rest) {
        (0, "b") => ten(0, 1.0),
        (1.., "" | "i" | "ib") => binary(power),
        (1.., "b") => ten(3 * power, 1.0),
        _ => return None,
    })
}

fn rate(text: &str, lower: &str) -> Result<(Unit, Measure), UnitFault> {
    let (core, slash) = if let Some(core) = lower.strip_suffix("/s").or(lower.strip_suffix("/sec")) {
        (core, true)
    } else if let Some(core) = lower.strip_suffix("ps") {
        (core, false)
    } else if lower.ends_with("bit") || lower.ends_with("bits") {
        (lower, true)
    } else {
        return Err(UnitFault::Unknown);
    };
    let (power, rest) = prefix(core);
    let (binary_prefix, letter) = match rest.strip_prefix('i') {
        Some(letter) if power > 0 => (true, letter),
        _ => (false, rest),
    };
    let bits = match letter {
        "bit" | "bits" => true,
        "byte" | "bytes" => false,
        "b" => {
            // ASCII lower case keeps the place of every byte.
            let bits = text.as_bytes()[core.len() - 1] == b'b';
            let small = power > 0 && text.starts_with(|c: char| c.is_ascii_lowercase());
            let unsure = if slash {
                bits && (small || binary_prefix)
            } else {
                text.chars().all(|c| c.is_ascii_uppercase())
            };
            if unsure {
                return Err(UnitFault::BitsOrBytes);
            }
            bits
        }
        _ => return Err(UnitFault::Unknown),
    };
    let mut measure = if binary_prefix {
        binary(power)
    } else {
        ten(3 * power, 1.0)
    };
    if bits {
        measure.times *= BIT;
    }
    Ok((if bits { Unit::BitRate } else { Unit::ByteRate }, measure))
}

/// The power of 1000 or 1024, and what follows it.
fn prefix(lower: &str) -> (i32, &str) {
    for (power, letter) in (1..).zip(['k', 'm', 'g', 't']) {
        if let Some(rest) = lower.strip_prefix(letter) {
            return (power, rest);
        }
    }
    (0, lower)
}

const fn binary(power: i32) -> Measure {
    ten(
        0,
        match power {
            0 => 1.0,
            1 => KI,
            2 => MI,
            3 => GI,
            _ => TI,
        },
    )
}

//! How units are spelt, and how much they are.

use crate::units::{PAGE_BYTES, Unit};

/// A unit as a power of ten, which moves the decimal point, and a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) ten: i32,
    pub(super) times: f64,
}

/// Why a unit cannot be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum UnitFault {
    Unknown,
    /// Could be bits and could be bytes.
    BitsOrBytes {
        bits: Measure,
        bytes: Measure,
    },
}

const BIT: f64 = 0.125;
const KI: f64 = 1024.0;
const MI: f64 = KI * KI;
const GI: f64 = MI * KI;
const TI: f64 = GI * KI;
const PI: f64 = TI * KI;

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

/// The unit spelt so. Where a text is a unit of two kinds (`m`, `G`), the wanted kind decides.
pub(super) fn read(text: &str, wanted: Unit) -> Result<(Unit, Measure), UnitFault> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "%" | "percent" | "prozent" | "porciento") {
        return Ok((Unit::Share, ten(-2, 1.0)));
    }
    if wanted == Unit::Time && lower == "m" {
        return Ok((Unit::Time, ten(0, 60.0)));
    }
    if let Some(measure) = time(&lower) {
        return Ok((Unit::Time, measure));
    }
    if let Some(found) = per_second(&text, &lower) {
        return found;
    }
    if wanted.measures_as(Unit::ByteRate) {
        return without_second(&text, &lower, wanted);
    }
    size(&lower)
        .map(|measure| (Unit::Size, measure))
        .ok_or(UnitFault::Unknown)
}

fn time(lower: &str) -> Option<Measure> {
    Some(match lower {
        "us" | "µs" | "μs" | "usec" | "microsecond" | "microseconds" => ten(-6, 1.0),
        "ms" | "msec" | "millis" | "millisecond" | "milliseconds" => ten(-3, 1.0),
        "millisekunde" | "millisekunden" | "milisegundo" | "milisegundos" => ten(-3, 1.0),
        "s" | "sec" | "secs" | "second" | "seconds" => ten(0, 1.0),
        "sek" | "sekunde" | "sekunden" | "seg" | "segundo" | "segundos" => ten(0, 1.0),
        "min" | "mins" | "minute" | "minutes" | "minuten" | "minuto" | "minutos" => ten(0, 60.0),
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "hora" | "horas" => ten(0, 3600.0),
        "d" | "day" | "days" | "tag" | "tage" | "día" | "días" | "dia" | "dias" => ten(0, 86_400.0),
        _ => return None,
    })
}

/// Pages of 4 KiB, in which the writes of a VM are counted.
fn is_pages(lower: &str) -> bool {
    matches!(
        lower,
        "page" | "pages" | "seite" | "seiten" | "página" | "páginas" | "pagina" | "paginas"
    )
}

/// A size is never in bits, so case does not matter. A lone letter is
/// binary, as QEMU has it.
fn size(lower: &str) -> Option<Measure> {
    if is_pages(lower) {
        return Some(ten(0, PAGE_BYTES));
    }
    let Prefix {
        power,
        binary: two,
        rest,
    } = prefix(lower);
    Some(match rest {
        "" if power > 0 => binary(power),
        "b" | "byte" | "bytes" if two => binary(power),
        "b" | "byte" | "bytes" => ten(3 * power, 1.0),
        _ => return None,
    })
}

const SECOND: [&str; 10] = [
    "/s",
    "/sec",
    "/second",
    "persecond",
    "/sek",
    "/sekunde",
    "prosekunde",
    "/seg",
    "/segundo",
    "porsegundo",
];

/// A rate that names its second, or its bits.
fn per_second(text: &str, lower: &str) -> Option<Result<(Unit, Measure), UnitFault>> {
    let (core, slash) = if let Some(core) = SECOND.iter().find_map(|end| lower.strip_suffix(end)) {
        (core, true)
    } else if let Some(core) = lower.strip_suffix("ps") {
        (core, false)
    } else if lower.ends_with("bit") || lower.ends_with("bits") {
        (lower, true)
    } else {
        return None;
    };
    if is_pages(core) {
        return Some(Ok((Unit::ByteRate, ten(0, PAGE_BYTES))));
    }
    let Prefix {
        power,
        binary: two,
        rest,
    } = prefix(core);
    let measure = if two { binary(power) } else { ten(3 * power, 1.0) };
    Some(match rest {
        "bit" | "bits" => Ok(bits(measure)),
        "byte" | "bytes" => Ok(bytes(measure)),
        "b" => {
            // ASCII lower case keeps the place of every byte.
            let small_b = text.as_bytes()[core.len() - 1] == b'b';
            let unsure = if slash {
                small_b && (two || begins_small(text, power))
            } else {
                text.chars().all(|c| c.is_ascii_uppercase())
            };
            either(measure, unsure, small_b)
        }
        // `10G/s`
        "" if power > 0 => either(measure, true, false),
        _ => Err(UnitFault::Unknown),
    })
}

/// A rate without its second. What lines are sold as is in bits; a lone letter elsewhere could be either.
fn without_second(text: &str, lower: &str, wanted: Unit) -> Result<(Unit, Measure), UnitFault> {
    let in_bits = wanted == Unit::BitRate;
    if is_pages(lower) {
        return Ok(bytes(ten(0, PAGE_BYTES)));
    }
    if let Some(measure) = ethernet(lower) {
        return Ok(bits(measure));
    }
    let Prefix {
        power,
        binary: two,
        rest,
    } = prefix(lower);
    let measure = if two { binary(power) } else { ten(3 * power, 1.0) };
    let small_b = text.ends_with('b');
    match rest {
        // `10G`: of a line bits, as it is sold; elsewhere bits to one, and to another bytes, binary as QEMU has it.
        "" if power > 0 && !two && in_bits => Ok(bits(measure)),
        "" if power > 0 && !two => Err(UnitFault::BitsOrBytes {
            bits: bits(measure).1,
            bytes: binary(power),
        }),
        "" if power > 0 => either(measure, in_bits, false),
        "b" if small_b => either(measure, two || begins_small(text, power), true),
        // `10GB` of a line is often meant in bits.
        "b" => either(measure, in_bits && !two && power > 0, false),
        "byte" | "bytes" => Ok(bytes(measure)),
        _ => Err(UnitFault::Unknown),
    }
}

/// `10GbE`, `25GE`, `1000BASE-T`.
fn ethernet(lower: &str) -> Option<Measure> {
    let (name, base) = match lower.split_once("base") {
        Some((name, _)) => (name, true),
        None => (
            ["gige", "be", "e"].iter().find_map(|end| lower.strip_suffix(end))?,
            false,
        ),
    };
    match name {
        "" if base => Some(ten(6, 1.0)),
        "" if lower == "gige" => Some(ten(9, 1.0)),
        "m" => Some(ten(6, 1.0)),
        "g" => Some(ten(9, 1.0)),
        "t" => Some(ten(12, 1.0)),
        _ => None,
    }
}

const fn bits(measure: Measure) -> (Unit, Measure) {
    (Unit::BitRate, ten(measure.ten, measure.times * BIT))
}

const fn bytes(measure: Measure) -> (Unit, Measure) {
    (Unit::ByteRate, measure)
}

fn either(measure: Measure, unsure: bool, in_bits: bool) -> Result<(Unit, Measure), UnitFault> {
    if unsure {
        return Err(UnitFault::BitsOrBytes {
            bits: bits(measure).1,
            bytes: measure,
        });
    }
    Ok(if in_bits { bits(measure) } else { bytes(measure) })
}

/// `mb`: whoever writes no capital `M` may not mean a small `b` either.
fn begins_small(text: &str, power: i32) -> bool {
    power > 0 && text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// A power of 1000, or of 1024, and what follows it.
struct Prefix<'a> {
    power: i32,
    binary: bool,
    rest: &'a str,
}

fn prefix(lower: &str) -> Prefix<'_> {
    let words = [
        ("kilo", "kibi", 'k'),
        ("mega", "mebi", 'm'),
        ("giga", "gibi", 'g'),
        ("tera", "tebi", 't'),
        ("peta", "pebi", 'p'),
    ];
    for (power, (decimal, binary, letter)) in (1..).zip(words) {
        let word = |word| lower.strip_prefix(word).filter(|rest: &&str| rest.starts_with('b'));
        if let Some(rest) = word(decimal) {
            return Prefix {
                power,
                binary: false,
                rest,
            };
        }
        if let Some(rest) = word(binary) {
            return Prefix {
                power,
                binary: true,
                rest,
            };
        }
        if let Some(rest) = lower.strip_prefix(letter) {
            let (binary, rest) = rest.strip_prefix('i').map_or((false, rest), |rest| (true, rest));
            return Prefix { power, binary, rest };
        }
    }
    Prefix {
        power: 0,
        binary: false,
        rest: lower,
    }
}

const fn binary(power: i32) -> Measure {
    ten(
        0,
        match power {
            0 => 1.0,
            1 => KI,
            2 => MI,
            3 => GI,
            4 => TI,
            _ => PI,
        },
    )
}

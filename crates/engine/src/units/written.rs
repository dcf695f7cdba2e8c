//! Quantities as text: `2GiB`, `1Gbps`, `40MiB/s`, `300ms`, `60%`.
//!
//! Reading is tolerant: blanks, a decimal comma, any case where it cannot be
//! misread, `2G` (binary, as QEMU has it; of a line, bits), `1 Gbit/s`, `1e3kB`, `16 384 MiB`. A bare number
//! is a count, a size in bytes or, above one, a share in percent; for other kinds only
//! `0` goes without a unit. Printing gives one form, the shortest that reads back as exactly the same number.

mod echo;
mod number;
mod reading;
mod span;
mod unit;

use std::fmt;

use super::{Quantity, Unit};
pub use echo::Echo;
use number::{Decimal, NumberError, Written};
pub use number::{about, scan, shortest};
pub use reading::{Meaning, Reading, clauses};
use text::{Language, Text, say, text, word};
use unit::{Measure, UnitFault};

/// Why a text is not a quantity of the wanted kind. Printed as a clause
/// without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// There is nothing.
    Empty {
        /// The kind that was wanted.
        wanted: Unit,
    },
    /// It does not begin with a number, or with too much of one.
    NotANumber {
        /// What was written.
        text: Echo,
        /// The kind that was wanted.
        wanted: Unit,
    },
    /// A number below zero.
    Negative {
        /// What was written.
        text: Echo,
    },
    /// `1,000` could be a thousand or one.
    ThreeAfterComma {
        /// What was written.
        text: Echo,
        /// What it may mean.
        readings: Vec<Reading>,
    },
    /// `1.000` is one; many languages write a thousand so.
    ThreeAfterPoint {
        /// What was written.
        text: Echo,
        /// What else it may mean.
        readings: Vec<Reading>,
    },
    /// A number without a unit, where it could mean several things.
    MissingUnit {
        /// What was written.
        text: Echo,
        /// The kind that was wanted.
        wanted: Unit,
        /// What it may mean, where a range tells.
        readings: Vec<Reading>,
    },
    /// No unit is spelt so.
    UnknownUnit {
        /// The unit as written.
        unit: Echo,
        /// The kind that was wanted.
        wanted: Unit,
    },
    /// `mb/s` could be bits or bytes.
    BitsOrBytes {
        /// What was written.
        text: Echo,
        /// The unit in it.
        unit: Echo,
        /// What it may mean.
        readings: Vec<Reading>,
    },
    /// The unit measures something else.
    OtherKind {
        /// The unit as written.
        unit: Echo,
        /// What it measures.
        found: Unit,
        /// The kind that was wanted.
        wanted: Unit,
    },
    /// More than the whole.
    OverWhole {
        /// What was written.
        text: Echo,
    },
}

/// Reads a quantity. A rate may be written in bits or in bytes, whichever
/// of the two rate units is asked for. Numbers too large for the machine are
/// read as the largest there is.
///
/// # Errors
/// Says what is wrong with the text.
pub fn parse(unit: Unit, text: &str) -> Result<Quantity, QuantityError> {
    let wanted = unit;
    let echo = || Echo::new(text);
    if text.trim().is_empty() {
        return Err(QuantityError::Empty { wanted });
    }
    let (decimal, suffix) = number::scan(text).map_err(|error| match error {
        NumberError::NotANumber => QuantityError::NotANumber { text: echo(), wanted },
        NumberError::Negative => QuantityError::Negative { text: echo() },
        NumberError::ThreeAfterComma => QuantityError::ThreeAfterComma {
            text: echo(),
            readings: [("", Meaning::Thousands), (".", Meaning::Decimals)]
                .into_iter()
                .filter_map(|(mark, meaning)| reading(wanted, &text.replacen(',', mark, 1), meaning))
                .collect(),
        },
    })?;
    if let Some(seconds) = span::seconds(text).filter(|_| wanted == Unit::Time) {
        return Ok(wanted.of(seconds));
    }
    let measure = if suffix.is_empty() {
        bare(wanted, decimal.value(0)).ok_or_else(|| QuantityError::MissingUnit {
            text: echo(),
            wanted,
            readings: Vec::new(),
        })?
    } else {
        let (found, measure) = unit::read(suffix, wanted).map_err(|fault| match fault {
            UnitFault::Unknown => QuantityError::UnknownUnit {
                unit: Echo::new(suffix),
                wanted,
            },
            UnitFault::BitsOrBytes { .. } if !wanted.measures_as(Unit::ByteRate) => QuantityError::OtherKind {
                unit: Echo::new(suffix),
                found: Unit::ByteRate,
                wanted,
            },
            UnitFault::BitsOrBytes { bits, bytes } => {
                let reading = |unit: Unit, measure, meaning| Reading {
                    value: unit.of(base(&decimal, measure)),
                    unit,
                    meaning,
                };
                QuantityError::BitsOrBytes {
                    text: echo(),
                    unit: Echo::new(suffix),
                    readings: vec![
                        reading(Unit::BitRate, bits, Meaning::Bits),
                        reading(Unit::ByteRate, bytes, Meaning::Bytes),
                    ],
                }
            }
        })?;
        if !found.measures_as(wanted) {
            return Err(QuantityError::OtherKind {
                unit: Echo::new(suffix),
                found,
                wanted,
            });
        }
        measure
    };
    let base = base(&decimal, measure);
    match wanted {
        Unit::Share if base > 1.0 => Err(QuantityError::OverWhole { text: echo() }),
        Unit::Count if base.fract() != 0.0 => Err(QuantityError::NotANumber { text: echo(), wanted }),
        _ => Ok(wanted.of(base)),
    }
}

fn base(decimal: &Decimal<'_>, measure: Measure) -> f64 {
    (decimal.value(measure.ten) * measure.times).min(f64::MAX)
}

/// What a text means if it is read as this other one.
pub(crate) fn reading(unit: Unit, text: &str, meaning: Meaning) -> Option<Reading> {
    let value = parse(unit, text).ok()?;
    Some(Reading { value, unit, meaning })
}

/// The number of a text that has no unit.
pub(crate) fn number_alone(text: &str) -> Option<f64> {
    let (decimal, suffix) = number::scan(text).ok()?;
    suffix.is_empty().then(|| decimal.value(0))
}

/// What a point that is read as decimal would mean to many languages: `1.000` is a thousand there.
pub(crate) fn thousands(unit: Unit, text: &str) -> Option<Reading> {
    reading(unit, &number::without_thousands_point(text)?, Meaning::Thousands)
}

/// What a number without a unit means. A share from one to a hundred can only
/// be meant in percent; `0.6` could be 60 % or 0.6 %.
fn bare(wanted: Unit, value: f64) -> Option<Measure> {
    match wanted {
        Unit::Size | Unit::Count => Some(Measure { ten: 0, times: 1.0 }),
        Unit::Share if value > 1.0 && value <= 100.0 => Some(Measure { ten: -2, times: 1.0 }),
        _ => (value == 0.0).then_some(Measure { ten: 0, times: 1.0 }),
    }
}

/// The canonical form. It reads back as the same number, bit for bit; an
/// infinite quantity is printed as the largest number. The unit chooses
/// between bits and bytes for a rate; otherwise the value's own kind decides.
#[must_use]
pub fn print(unit: Unit, value: Quantity) -> String {
    let unit = match value {
        Quantity::Rate(_) if unit == Unit::BitRate => unit,
        other => other.unit(),
    };
    let base = value.base().min(f64::MAX);
    let forms = unit::printed(unit);
    if base == 0.0 {
        let smallest = match unit {
            Unit::Time => "s",
            _ => forms.last().map_or("", |form| form.0),
        };
        let smallest = if unit == Unit::BitRate { "bps" } else { smallest };
        return format!("0{smallest}");
    }
    // What a unit divides and multiplies back is the same number again, and so are its shortest digits.
    let exact = |measure: &Measure| {
        let scaled = base / measure.times;
        let read_back = (scaled * measure.times).min(f64::MAX);
        (scaled.is_finite() && scaled > 0.0 && read_back == base).then_some(scaled)
    };
    // Units of ten only move the point.
    let plain = Written::shortest(base);
    let written = forms.iter().filter_map(|(name, measure, handicap)| {
        let number = match measure.times {
            1.0 => plain,
            _ => Written::shortest(exact(measure)?),
        };
        let number = number.shifted(measure.ten);
        let below_one = if number.is_below_one() { 2 } else { 0 };
        Some((number.len() + below_one + handicap, number, name))
    });
    let (_, number, name) = written
        .min_by_key(|(cost, ..)| *cost)
        .expect("the unit without a factor is always exact");
    format!("{number}{name}")
}

const fn example(unit: Unit) -> Text {
    match unit {
        Unit::Size => text!("2GiB or 500MB"),
        Unit::BitRate => text!("1Gbps or 125MB/s"),
        Unit::ByteRate => text!("40MiB/s or 1Gbps"),
        Unit::Time => text!("300ms, 1.5s or 10min"),
        Unit::Share => text!("60%"),
        Unit::Count => text!("4"),
    }
}

/// What a unit is one of.
const fn kind(unit: Unit) -> Text {
    match unit {
        Unit::Size => text!("a size" in "unit of"),
        Unit::BitRate | Unit::ByteRate => text!("a data rate" in "unit of"),
        Unit::Time => text!("a time" in "unit of"),
        Unit::Share => text!("a share" in "unit of"),
        Unit::Count => text!("a count"),
    }
}

/// After “is not”, which German has in the article.
const fn negated(unit: Unit) -> Text {
    match unit {
        Unit::Size => text!("a size" in "is not"),
        Unit::BitRate | Unit::ByteRate => text!("a data rate" in "is not"),
        Unit::Time => text!("a time" in "is not"),
        Unit::Share => text!("a share" in "is not"),
        Unit::Count => text!("a whole number"),
    }
}

impl QuantityError {
    /// What is wrong, without a hint how to write it.
    pub fn fault(&self, language: Language) -> String {
        let echo = |text: &Echo| text.quoted(language);
        match self {
            Self::Empty { .. } => word!(language, "the value is missing").into(),
            Self::NotANumber { text, wanted } => {
                let wanted = negated(*wanted).get(language);
                say!(language, "{0} is not {1}", echo(text), wanted)
            }
            Self::Negative { text } => say!(language, "{0} is negative", echo(text)),
            Self::ThreeAfterPoint { text, .. } => say!(language, "the point in {0} is read as decimal", echo(text)),
            Self::ThreeAfterComma { text, .. } => say!(
                language,
                "the comma in {0} could part thousands or decimals",
                echo(text)
            ),
            Self::MissingUnit { text, .. } => say!(language, "{0} has no unit", echo(text)),
            Self::UnknownUnit { unit, wanted } => {
                let wanted = kind(*wanted).get(language);
                say!(language, "{0} is not a unit of {1}", echo(unit), wanted)
            }
            Self::BitsOrBytes { unit, .. } => {
                say!(language, "{0} could be bits or bytes", echo(unit))
            }
            Self::OtherKind { unit, found, wanted } => {
                let [found, wanted] = [found, wanted].map(|unit| kind(*unit).get(language));
                say!(language, "{0} is a unit of {1}, not of {2}", echo(unit), found, wanted)
            }
            Self::OverWhole { text } => {
                say!(language, "{0} is more than the whole", echo(text))
            }
        }
    }

    /// The ways in which the text can be read.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        match self {
            Self::ThreeAfterComma { readings, .. }
            | Self::ThreeAfterPoint { readings, .. }
            | Self::MissingUnit { readings, .. }
            | Self::BitsOrBytes { readings, .. } => readings,
            _ => &[],
        }
    }

    /// The same with other readings.
    #[must_use]
    pub(crate) fn with_readings(mut self, all: Vec<Reading>) -> Self {
        if let Self::ThreeAfterComma { readings, .. }
        | Self::ThreeAfterPoint { readings, .. }
        | Self::MissingUnit { readings, .. }
        | Self::BitsOrBytes { readings, .. } = &mut self
        {
            *readings = all;
        }
        self
    }

    /// What was written, where it can be read in several ways.
    pub fn asked_back(&self) -> Option<&Echo> {
        match self {
            Self::ThreeAfterComma { text, .. }
            | Self::ThreeAfterPoint { text, .. }
            | Self::MissingUnit { text, .. }
            | Self::BitsOrBytes { text, .. } => Some(text),
            _ => None,
        }
    }

    /// What is wrong and how to write it, or what can be meant.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let fault = self.fault(language);
        let readings = self.readings();
        if !readings.is_empty() {
            return say!(language, "{0} ({1})", fault, clauses(language, readings));
        }
        match self {
            Self::Empty { wanted }
            | Self::NotANumber { wanted, .. }
            | Self::MissingUnit { wanted, .. }
            | Self::UnknownUnit { wanted, .. }
            | Self::OtherKind { wanted, .. } => {
                let example = example(*wanted).get(language);
                say!(language, "{0} (write it like {1})", fault, example)
            }
            Self::ThreeAfterComma { .. } => {
                say!(language, "{0} (write a point, or no comma)", fault)
            }
            Self::BitsOrBytes { .. } => {
                say!(language, "{0} (write Mbps or MB/s)", fault)
            }
            Self::Negative { .. } | Self::OverWhole { .. } | Self::ThreeAfterPoint { .. } => fault,
        }
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for QuantityError {}

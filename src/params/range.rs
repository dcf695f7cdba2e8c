//! Quantities, their ranges, and how sliders move through them.

use crate::units::{Bytes, Rate, Share, SimTime};

/// A number together with what it measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// A size.
    Size(Bytes),
    /// A data rate.
    Rate(Rate),
    /// A time.
    Time(SimTime),
    /// A share of a whole.
    Share(Share),
}

/// How a quantity is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `2GiB`, `500MB`
    Size,
    /// `1Gbps`
    BitRate,
    /// `40MiB/s`
    ByteRate,
    /// `300ms`
    Time,
    /// `60%`
    Share,
}

impl Unit {
    pub(super) const fn of(self, base: f64) -> Quantity {
        match self {
            Self::Size => Quantity::Size(Bytes::new(base)),
            Self::BitRate | Self::ByteRate => Quantity::Rate(Rate::bytes_per_s(base)),
            Self::Time => Quantity::Time(SimTime::s(base)),
            Self::Share => Quantity::Share(Share::new(base)),
        }
    }
}

impl Quantity {
    const fn base(self) -> f64 {
        match self {
            Self::Size(size) => size.as_f64(),
            Self::Rate(rate) => rate.as_f64(),
            Self::Time(time) => time.as_s(),
            Self::Share(share) => share.as_f64(),
        }
    }
}

/// How a slider moves through a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps.
    Linear,
    /// Equal ratios; where the range starts at zero, zero is the first stop.
    Log,
}

/// The values that a quantity can take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// How it is written.
    pub unit: Unit,
    /// The smallest value, as accepted from links and fields.
    pub min: Quantity,
    /// The largest.
    pub max: Quantity,
    /// The value when nothing is said; `None` where the word `none` is the default.
    pub default: Option<Quantity>,
    /// How the slider moves.
    pub scale: Scale,
    /// The slider's own ends, tighter than what fields accept.
    pub slider: (Quantity, Quantity),
    /// Whether `none` is a value (a cap that is not there).
    pub optional: bool,
}

impl Range {
    /// The nearest allowed value.
    #[must_use]
    pub fn clamp(&self, value: Quantity) -> Quantity {
        self.unit.of(value.base().clamp(self.min.base(), self.max.base()))
    }

    /// Whether the value is allowed.
    #[must_use]
    pub fn contains(&self, value: Quantity) -> bool {
        (self.min.base()..=self.max.base()).contains(&value.base())
    }

    /// Where the value stands on its slider, 0 to 1.
    #[must_use]
    pub fn position(&self, value: Quantity) -> Share {
        let (low, high) = self.slider_base();
        let value = value.base().clamp(low, high);
        Share::new(match self.scale {
            Scale::Linear => (value - low) / (high - low),
            Scale::Log => libm::log(value / low) / libm::log(high / low),
        })
    }

    /// The value at a place of the slider, rounded to about three digits.
    #[must_use]
    pub fn at(&self, position: Share) -> Quantity {
        let (low, high) = self.slider_base();
        let position = position.as_f64();
        if position == 0.0 {
            return self.slider.0;
        }
        if position == 1.0 {
            return self.slider.1;
        }
        let exact = match self.scale {
            Scale::Linear => low + position * (high - low),
            Scale::Log => low * libm::exp(position * libm::log(high / low)),
        };
        self.unit.of(round_nicely(self.unit, exact))
    }

    /// The nearest value with about three digits.
    #[must_use]
    pub fn rounded(&self, value: Quantity) -> Quantity {
        self.clamp(self.unit.of(round_nicely(self.unit, value.base())))
    }

    /// A log slider that starts at zero shows a hundred-thousandth of its end
    /// as its first step; zero itself is the stop below.
    fn slider_base(&self) -> (f64, f64) {
        let (low, high) = (self.slider.0.base(), self.slider.1.base());
        match self.scale {
            Scale::Log if low == 0.0 => (high / 1e5, high),
            _ => (low, high),
        }
    }
}

fn round_nicely(unit: Unit, value: f64) -> f64 {
    let step = match unit {
        Unit::Size | Unit::ByteRate => {
            let mut unit = 1.0;
            while value >= unit * 1024.0 {
                unit *= 1024.0;
            }
            return round_to(value / unit, 3) * unit;
        }
        Unit::BitRate => 8.0,
        Unit::Time => 1.0,
        Unit::Share => return (value * 100.0).round() / 100.0,
    };
    round_to(value * step, 2) / step
}

fn round_to(value: f64, digits: i32) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let exponent = digits - 1 - libm::log10(value).floor() as i32;
    let factor = libm::pow(10.0, f64::from(exponent.abs()));
    if exponent >= 0 {
        (value * factor).round() / factor
    } else {
        (value / factor).round() * factor
    }
}

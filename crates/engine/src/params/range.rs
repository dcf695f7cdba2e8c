//! The ranges of quantities, and how sliders move through them.

use crate::units::{Quantity, Share, Unit};

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
    /// How the slider moves.
    pub scale: Scale,
    /// The slider's own ends, tighter than what fields accept.
    pub slider: (Quantity, Quantity),
    /// Whether `none` is a value (a cap that is not there).
    pub optional: bool,
}

impl Range {
    /// From ends in the base unit: those accepted at all, and those of the slider.
    #[must_use]
    pub const fn new(unit: Unit, ends: (f64, f64), slider: (f64, f64), scale: Scale) -> Self {
        Self {
            unit,
            min: unit.of(ends.0),
            max: unit.of(ends.1),
            scale,
            slider: (unit.of(slider.0), unit.of(slider.1)),
            optional: false,
        }
    }

    /// The same, with `none` as a further value.
    #[must_use]
    pub const fn or_none(self) -> Self {
        Self { optional: true, ..self }
    }

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

    /// The nearest value with three digits in the unit that it is written in: `2.56Gbps`, `11.1s`.
    #[must_use]
    pub fn fine(&self, value: Quantity) -> Quantity {
        let base = value.base();
        let fine = match self.unit {
            Unit::BitRate => round_to(base * 8.0, 3) / 8.0,
            Unit::Time => round_to(base, 3),
            unit => round_nicely(unit, base),
        };
        self.clamp(self.unit.of(fine))
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
        Unit::Count => return value.round(),
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

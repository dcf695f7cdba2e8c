//! What a moment or a place is set on.

use crate::params::{Id, Quantity, Range, Unit};
use crate::state::tidy;
use crate::text::Language;
use crate::units::{Share, SimTime};
use crate::word;

/// An axis.
#[derive(Clone, Copy)]
pub enum Axis {
    /// The clock, up to this moment.
    Clock(SimTime),
    /// The values of a parameter.
    Parameter(Id, Range),
}

impl Axis {
    /// How its values are written.
    pub fn unit(self) -> Unit {
        match self {
            Self::Clock(_) => Unit::Time,
            Self::Parameter(_, range) => range.unit,
        }
    }

    /// What it is an axis of.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Clock(_) => word!(language, "Clock"),
            Self::Parameter(id, _) => id.param().label.get(language),
        }
    }

    /// Its first and its last value.
    pub fn ends(self) -> [Quantity; 2] {
        match self {
            Self::Clock(end) => [SimTime::ZERO, end].map(Quantity::Time),
            Self::Parameter(_, range) => [range.slider.0, range.slider.1],
        }
    }

    /// Where a value is.
    pub fn share_of(self, quantity: Quantity) -> Share {
        match self {
            Self::Clock(end) => Share::new(quantity.base() / end.as_s()),
            Self::Parameter(_, range) => range.position(quantity),
        }
    }

    /// The value at a place.
    pub fn at(self, share: Share) -> Quantity {
        match self {
            Self::Clock(end) => Quantity::Time(tidy(end * share.as_f64(), end)),
            Self::Parameter(_, range) => range.at(share),
        }
    }
}

//! Any quantity together with what it measures, for what treats all alike: ranges, sliders, sweeps, text.

use super::{Bytes, Count, Rate, Share, SimTime};

/// A number together with what it measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A size.
    Size(Bytes),
    /// A data rate.
    Rate(Rate),
    /// A time.
    Time(SimTime),
    /// A share of a whole.
    Share(Share),
    /// How many.
    Count(Count),
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
    /// `4`
    Count,
}

impl Unit {
    /// The quantity with this number in its base unit: bytes, bytes per second, seconds, or the number itself.
    #[must_use]
    pub const fn of(self, base: f64) -> Quantity {
        match self {
            Self::Size => Quantity::Size(Bytes::new(base)),
            Self::BitRate | Self::ByteRate => Quantity::Rate(Rate::bytes_per_s(base)),
            Self::Time => Quantity::Time(SimTime::s(base)),
            Self::Share => Quantity::Share(Share::new(base)),
            Self::Count => Quantity::Count(Count::nearest(base)),
        }
    }

    /// Whether it measures the same as another one.
    #[must_use]
    pub const fn measures_as(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Size, Self::Size)
                | (Self::BitRate | Self::ByteRate, Self::BitRate | Self::ByteRate)
                | (Self::Time, Self::Time)
                | (Self::Share, Self::Share)
                | (Self::Count, Self::Count)
        )
    }
}

impl Quantity {
    /// The number in its base unit.
    #[must_use]
    pub const fn base(self) -> f64 {
        match self {
            Self::Size(size) => size.as_f64(),
            Self::Rate(rate) => rate.as_f64(),
            Self::Time(time) => time.as_s(),
            Self::Share(share) => share.as_f64(),
            Self::Count(count) => count.as_f64(),
        }
    }

    /// The unit in which it is written if nothing else is asked for.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::Size(_) => Unit::Size,
            Self::Rate(_) => Unit::ByteRate,
            Self::Time(_) => Unit::Time,
            Self::Share(_) => Unit::Share,
            Self::Count(_) => Unit::Count,
        }
    }
}

macro_rules! kinds {
    ($($type:ident $kind:ident),+) => {$(
        impl From<$type> for Quantity {
            fn from(value: $type) -> Self {
                Self::$kind(value)
            }
        }

        /// Fails with what it is instead.
        impl TryFrom<Quantity> for $type {
            type Error = Quantity;
            fn try_from(quantity: Quantity) -> Result<Self, Quantity> {
                match quantity {
                    Quantity::$kind(value) => Ok(value),
                    other => Err(other),
                }
            }
        }
    )+};
}

kinds!(Bytes Size, Rate Rate, SimTime Time, Share Share, Count Count);

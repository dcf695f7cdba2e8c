//! Quantities as types: sizes, page counts, rates, times and shares.
//!
//! Each is a finite, non-negative number with its unit in its name. NaN and
//! negative values are turned into zero at the door, so that arithmetic
//! inside the model needs no guards. Only operators that make sense exist:
//! [`Bytes`] / [`Rate`] = [`SimTime`], [`Rate`] × [`SimTime`] = [`Bytes`].
//!
//! ```
//! use engine::{Bytes, Rate, SimTime};
//!
//! let pass = Bytes::gib(1.0) / Rate::mib_per_s(128.0);
//! assert_eq!(pass, SimTime::s(8.0));
//! assert_eq!(Rate::mib_per_s(128.0) * SimTime::ms(500.0), Bytes::mib(64.0));
//! assert_eq!(Bytes::mib(1.0) - Bytes::gib(1.0), Bytes::ZERO);
//! ```

mod quantity;
pub mod written;

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Sub};

pub use quantity::{Quantity, Unit};

/// Size of one guest page in bytes.
pub const PAGE_BYTES: f64 = 4096.0;

const KIB: f64 = 1024.0;
const MIB: f64 = 1024.0 * KIB;
const GIB: f64 = 1024.0 * MIB;

/// What is negative or not a number is zero.
const fn clean(value: f64) -> f64 {
    if value > 0.0 { value } else { 0.0 }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if part == 0.0 { 0.0 } else { part / whole }
}

macro_rules! quantity {
    ($(#[$meta:meta])* $name:ident, $suffix:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Default)]
        pub struct $name(f64);

        impl $name {
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);

            const fn clean(value: f64) -> Self {
                Self(clean(value))
            }

            /// The smaller of two.
            #[must_use]
            pub fn min(self, other: Self) -> Self {
                if other < self { other } else { self }
            }

            /// The larger of two.
            #[must_use]
            pub fn max(self, other: Self) -> Self {
                if other > self { other } else { self }
            }

            /// True for exactly zero.
            #[must_use]
            pub fn is_zero(self) -> bool {
                self.0 == 0.0
            }

            /// The bits, for comparing runs on different machines.
            #[must_use]
            pub const fn to_bits(self) -> u64 {
                self.0.to_bits()
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }
        impl Eq for $name {}
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
            // There is no NaN among them.
            fn lt(&self, other: &Self) -> bool {
                self.0 < other.0
            }
            fn le(&self, other: &Self) -> bool {
                self.0 <= other.0
            }
            fn gt(&self, other: &Self) -> bool {
                self.0 > other.0
            }
            fn ge(&self, other: &Self) -> bool {
                self.0 >= other.0
            }
        }
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                // Numbers that are not negative have the order of their bits.
                self.to_bits().cmp(&other.to_bits())
            }
        }
        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self::clean(self.0 + other.0)
            }
        }
        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }
        /// Saturates at zero: a quantity is never negative.
        impl Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self::clean(self.0 - other.0)
            }
        }
        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self::clean(self.0 * factor)
            }
        }
        impl Div<f64> for $name {
            type Output = Self;
            fn div(self, divisor: f64) -> Self {
                Self::clean(self.0 / divisor)
            }
        }
        /// How many times the one fits into the other; zero over zero is zero.
        impl Div for $name {
            type Output = f64;
            fn div(self, other: Self) -> f64 {
                ratio(self.0, other.0)
            }
        }
        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self::ZERO, Add::add)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", self.0, $suffix)
            }
        }
    };
}

quantity!(
    /// An amount of data.
    Bytes,
    " B"
);
quantity!(
    /// A number of 4-KiB pages; fractions are expectations.
    Pages,
    " pages"
);
quantity!(
    /// A data rate.
    Rate,
    " B/s"
);
quantity!(
    /// A moment since the start of the migration, or a span of time.
    SimTime,
    " s"
);
quantity!(
    /// A share of a whole: 1 is all of it.
    Share,
    ""
);

/// How many of something that cannot be parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(u32);

impl Count {
    /// So many.
    #[must_use]
    pub const fn new(count: u32) -> Self {
        Self(count)
    }
    /// The nearest whole number.
    #[must_use]
    pub const fn nearest(number: f64) -> Self {
        // A number beyond the range becomes its end, and NaN zero.
        Self((number + 0.5) as u32)
    }
    /// As a whole number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
    /// As a factor.
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0 as f64
    }
}

impl Bytes {
    /// From bytes.
    #[must_use]
    pub const fn new(bytes: f64) -> Self {
        Self::clean(bytes)
    }
    /// From kibibytes.
    #[must_use]
    pub const fn kib(kib: f64) -> Self {
        Self::clean(kib * KIB)
    }
    /// From mebibytes.
    #[must_use]
    pub const fn mib(mib: f64) -> Self {
        Self::clean(mib * MIB)
    }
    /// From gibibytes.
    #[must_use]
    pub const fn gib(gib: f64) -> Self {
        Self::clean(gib * GIB)
    }
    /// As a number of bytes.
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0
    }
    /// As pages of 4 KiB.
    #[must_use]
    pub const fn pages(self) -> Pages {
        Pages(self.0 / PAGE_BYTES)
    }
}

impl Pages {
    /// From a number of pages.
    #[must_use]
    pub const fn new(pages: f64) -> Self {
        Self::clean(pages)
    }
    /// As a number of pages.
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0
    }
    /// The memory they hold.
    #[must_use]
    pub const fn bytes(self) -> Bytes {
        Bytes(self.0 * PAGE_BYTES)
    }
}

impl Rate {
    /// From bytes per second.
    #[must_use]
    pub const fn bytes_per_s(rate: f64) -> Self {
        Self::clean(rate)
    }
    /// From bits per second.
    #[must_use]
    pub const fn bits_per_s(rate: f64) -> Self {
        Self::clean(rate / 8.0)
    }
    /// From mebibytes per second.
    #[must_use]
    pub const fn mib_per_s(rate: f64) -> Self {
        Self::clean(rate * MIB)
    }
    /// As bytes per second.
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0
    }
    /// As pages of 4 KiB per second.
    #[must_use]
    pub const fn pages_per_s(self) -> f64 {
        self.0 / PAGE_BYTES
    }
}

impl SimTime {
    /// From seconds.
    #[must_use]
    pub const fn s(seconds: f64) -> Self {
        Self::clean(seconds)
    }
    /// From milliseconds.
    #[must_use]
    pub const fn ms(milliseconds: f64) -> Self {
        Self::clean(milliseconds / 1000.0)
    }
    /// As seconds.
    #[must_use]
    pub const fn as_s(self) -> f64 {
        self.0
    }
}

impl Share {
    /// From a fraction; more than the whole is the whole.
    #[must_use]
    pub const fn new(fraction: f64) -> Self {
        if fraction > 1.0 {
            Self(1.0)
        } else {
            Self::clean(fraction)
        }
    }
    /// From percent.
    #[must_use]
    pub const fn percent(percent: f64) -> Self {
        Self::new(percent / 100.0)
    }
    /// As a fraction between 0 and 1.
    #[must_use]
    pub const fn as_f64(self) -> f64 {
        self.0
    }
    /// What is missing to the whole.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl Mul<SimTime> for Rate {
    type Output = Bytes;
    fn mul(self, time: SimTime) -> Bytes {
        Bytes::clean(self.0 * time.0)
    }
}

/// The time to move the data; infinite at a rate of zero, unless there is
/// nothing to move.
impl Div<Rate> for Bytes {
    type Output = SimTime;
    fn div(self, rate: Rate) -> SimTime {
        SimTime::clean(ratio(self.0, rate.0))
    }
}

/// The mean rate; zero over an empty span.
impl Div<SimTime> for Bytes {
    type Output = Rate;
    fn div(self, time: SimTime) -> Rate {
        if time.0 == 0.0 {
            Rate::ZERO
        } else {
            Rate::clean(self.0 / time.0)
        }
    }
}

impl Mul<Share> for Bytes {
    type Output = Bytes;
    fn mul(self, share: Share) -> Bytes {
        Bytes(self.0 * share.0)
    }
}

impl Mul<Share> for Pages {
    type Output = Pages;
    fn mul(self, share: Share) -> Pages {
        Pages(self.0 * share.0)
    }
}

impl Mul<Share> for Rate {
    type Output = Rate;
    fn mul(self, share: Share) -> Rate {
        Rate(self.0 * share.0)
    }
}

//! Sentences with drawn numbers in them, before it is known who reads them.

use engine::params::{Quantity, Unit};
use engine::units::{Bytes, Rate, Share, SimTime};
use text::{Language, Text};
use view::format;

/// A text of the page and what stands in its slots.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    text: Text,
    slots: Vec<Slot>,
}

/// What stands in a slot, or in a cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// A quantity, as a field shows it: `4 GiB`.
    Quantity(Unit, Quantity),
    /// A number of things.
    Number(f64),
    /// A text of the page.
    Text(Text),
    /// What is the same in every language.
    Name(&'static str),
}

impl Sentence {
    /// A text, and a value for each of its slots.
    #[must_use]
    pub const fn new(text: Text, slots: Vec<Slot>) -> Self {
        Self { text, slots }
    }

    /// In this language.
    #[must_use]
    pub fn get(&self, language: Language) -> String {
        let values: Vec<String> = self.slots.iter().map(|slot| slot.get(language)).collect();
        let values: Vec<&dyn std::fmt::Display> = values.iter().map(|value| value as &dyn std::fmt::Display).collect();
        self.text.fill(language, &values)
    }
}

/// Exercises were published with times up to two minutes in seconds, and what was published stays; whole minutes were minutes.
fn is_published_in_seconds(time: SimTime) -> bool {
    let minutes = time.as_s() / 60.0;
    (59.95 / 60.0..119.5 / 60.0).contains(&minutes) && (minutes - minutes.round()).abs() > 5e-4
}

impl Slot {
    /// In this language.
    #[must_use]
    pub fn get(&self, language: Language) -> String {
        match self {
            Self::Quantity(_, Quantity::Time(time)) if is_published_in_seconds(*time) => {
                format::in_seconds(language, *time)
            }
            Self::Quantity(unit, quantity) => format::quantity(language, *unit, *quantity),
            Self::Number(number) => format::localized(language, number.to_string()),
            Self::Text(text) => text.get(language).to_owned(),
            Self::Name(name) => (*name).to_owned(),
        }
    }

    /// The rate of a line, in bits.
    #[must_use]
    pub const fn line(gigabits_per_s: f64) -> Self {
        let rate = Rate::bits_per_s(gigabits_per_s * 1e9);
        Self::Quantity(Unit::BitRate, Quantity::Rate(rate))
    }
}

impl From<Text> for Sentence {
    fn from(text: Text) -> Self {
        Self::new(text, Vec::new())
    }
}

impl From<Quantity> for Slot {
    fn from(quantity: Quantity) -> Self {
        Self::Quantity(quantity.unit(), quantity)
    }
}

macro_rules! slots {
    ($($type:ty => $make:expr,)+) => {$(
        impl From<$type> for Slot {
            fn from(value: $type) -> Self {
                let make: fn($type) -> Self = $make;
                make(value)
            }
        }
    )+};
}

slots! {
    Bytes => |size| Quantity::from(size).into(),
    Rate => |rate| Quantity::from(rate).into(),
    SimTime => |time| Quantity::from(time).into(),
    Share => |share| Quantity::from(share).into(),
    f64 => Self::Number,
    Text => Self::Text,
    &'static str => Self::Name,
}

/// A sentence: `sentence!(text!("{0} of {1}", 2), 3.0, 7.0)`.
macro_rules! sentence {
    ($text:expr $(, $value:expr)* $(,)?) => {
        $crate::exercise::Sentence::new($text, vec![$($crate::exercise::Slot::from($value)),*])
    };
}
pub(super) use sentence;

//! How values are written that are not parts of a form: quantities, words, flags and lists.

use std::fmt;

use super::meant::parse_in;
use super::row::{Kind, Param, Value};
use super::{CLOCK, Choice, Range, Word};
use crate::units::written::{self, Echo, QuantityError, Reading};
use crate::units::{Bytes, Count, Quantity, Rate, Share, SimTime, Unit};
use text::{Language, Text};
use text::{say, word};

/// Why a text is not a value of its key. Printed as a clause without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueError {
    /// There is nothing.
    Empty,
    /// A number or its unit is wrong.
    Quantity(QuantityError),
    /// Not one of the words that are allowed.
    Word {
        /// What was written.
        text: Echo,
        /// The words.
        allowed: Vec<&'static str>,
    },
    /// Its parts do not stand as they should.
    Form {
        /// What was written.
        text: Echo,
        /// How it should look.
        form: Text,
    },
}

impl From<QuantityError> for ValueError {
    fn from(error: QuantityError) -> Self {
        match error {
            QuantityError::Empty { .. } => Self::Empty,
            error => Self::Quantity(error),
        }
    }
}

impl ValueError {
    /// The ways in which the text can be read.
    #[must_use]
    pub fn readings(&self) -> &[Reading] {
        match self {
            Self::Quantity(error) => error.readings(),
            Self::Empty | Self::Word { .. } | Self::Form { .. } => &[],
        }
    }

    /// What was written, where it can be read in several ways.
    pub fn asked_back(&self) -> Option<&Echo> {
        match self {
            Self::Quantity(error) => error.asked_back(),
            Self::Empty | Self::Word { .. } | Self::Form { .. } => None,
        }
    }

    /// What is wrong, without a hint how to write it.
    pub fn fault(&self, language: Language) -> String {
        match self {
            Self::Empty => word!(language, "the value is missing").into(),
            Self::Quantity(error) => error.fault(language),
            Self::Word { text, .. } => {
                say!(language, "{0} is not known here", text.quoted(language))
            }
            Self::Form { text, .. } => {
                say!(language, "{0} is not complete", text.quoted(language))
            }
        }
    }

    /// What is wrong and how to write it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let fault = || self.fault(language);
        match self {
            Self::Empty => fault(),
            Self::Quantity(error) => error.text(language),
            Self::Word { allowed, .. } => {
                say!(language, "{0} (allowed: {1})", fault(), allowed.join(", "))
            }
            Self::Form { form, .. } => {
                say!(language, "{0} (write it as {1})", fault(), form.get(language))
            }
        }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for ValueError {}

/// What became of a text beside the value that was read from it.
#[derive(Clone, Debug, PartialEq)]
pub enum Remark {
    /// An entry of a list cannot be read; the rest is used.
    LeftOut(ValueError),
    /// An entry stands twice in a list.
    Doubled(Echo),
    /// What was asked for cannot be had, and this is used.
    Instead {
        /// Why.
        error: ValueError,
        /// As it stands in links.
        used: String,
    },
    /// Only one of the readings of a text is possible, and it is used.
    Only {
        /// What is wrong with the text.
        error: QuantityError,
        /// As it stands in links.
        used: String,
    },
}

pub(crate) const NONE: &str = "none";

/// Whether two words are the same but for case, hyphens and underscores.
pub fn same_word(a: &str, b: &str) -> bool {
    let plain = |c: &char| !matches!(c, '-' | '_');
    a.trim()
        .chars()
        .filter(plain)
        .map(|c| c.to_ascii_lowercase())
        .eq(b.chars().filter(plain).map(|c| c.to_ascii_lowercase()))
}

/// Whether a text says that there is nothing of the kind.
pub(crate) fn is_none(text: &str) -> bool {
    [NONE, "off", "no", "never", "disabled", "keine", "ninguno"]
        .iter()
        .any(|word| same_word(text, word))
}

/// Whether a text says that a rate has no limit: a word, or zero, as QEMU, libvirt, OpenStack, KubeVirt and Proxmox have it.
#[must_use]
pub fn is_unlimited(text: &str) -> bool {
    const WORDS: [&str; 5] = ["unlimited", "nolimit", "infinite", "unbegrenzt", "ilimitado"];
    let zero = || {
        let is_zero = written::parse(Unit::ByteRate, text).is_ok_and(|rate| rate.base() == 0.0);
        // Not what is only too small for a number.
        is_zero && !text.contains(|c| matches!(c, '1'..='9'))
    };
    is_none(text) || WORDS.iter().any(|word| same_word(text, word)) || zero()
}

/// The tokens of a table of words.
pub(crate) fn tokens(words: &[Word]) -> Vec<&'static str> {
    words.iter().map(|word| word.token).collect()
}

/// One word of a table, in any case, with or without hyphens.
///
/// # Errors
/// Names the words that are allowed.
pub fn parse_choice<C: Choice>(text: &str) -> Result<C, ValueError> {
    Ok(C::ALL[place_in(C::WORDS, text)?])
}

fn place_in(words: &[Word], text: &str) -> Result<usize, ValueError> {
    if text.trim().is_empty() {
        return Err(ValueError::Empty);
    }
    let found = words.iter().position(|word| same_word(text, word.token));
    found.ok_or_else(|| ValueError::Word {
        text: Echo::new(text),
        allowed: tokens(words),
    })
}

impl<C: Choice> Value for C {
    const KIND: Kind = Kind::Choice(C::WORDS);

    fn read(_: &Param, text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        parse_choice(text)
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(self.token().into())
    }

    fn allowed(_: &Param, _: Language) -> String {
        tokens(C::WORDS).join(", ")
    }

    fn word(&self) -> Option<usize> {
        Some(self.index())
    }

    fn from_word(word: usize) -> Option<Self> {
        C::ALL.get(word).copied()
    }
}

/// `on` or `off`, and what other programs write for them.
impl Value for bool {
    const KIND: Kind = Kind::Flag;

    fn read(_: &Param, text: &str, _: &mut Vec<Remark>) -> Result<Self, ValueError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "" => Err(ValueError::Empty),
            "on" | "true" | "yes" | "1" => Ok(true),
            "off" | "false" | "no" | "0" => Ok(false),
            _ => Err(ValueError::Word {
                text: Echo::new(text),
                allowed: vec!["on", "off"],
            }),
        }
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(if *self { "on" } else { "off" }.into())
    }

    fn allowed(_: &Param, language: Language) -> String {
        word!(language, "on or off").into()
    }

    fn word(&self) -> Option<usize> {
        Some((*self).into())
    }

    fn from_word(word: usize) -> Option<Self> {
        match word {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

/// The range that the row of a quantity has.
fn range(param: &Param) -> &Range {
    param.range().expect("the row of a quantity has a range")
}

/// The ends of a range, as the second half of a sentence.
#[must_use]
pub fn span(language: Language, range: &Range) -> String {
    let [min, max] = [range.min, range.max].map(|end| written::print(range.unit, end));
    say!(language, "{0} to {1}", min, max)
}

macro_rules! quantities {
    ($($type:ident),+) => {$(
        impl Value for $type {
            fn read(param: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
                Ok(parse(range(param), text, remarks)?)
            }

            fn print(&self, param: &Param) -> Option<String> {
                Some(written::print(range(param).unit, (*self).into()))
            }

            fn allowed(param: &Param, language: Language) -> String {
                span(language, range(param))
            }

            fn quantity(&self) -> Option<Quantity> {
                Some((*self).into())
            }

            fn from_quantity(value: Option<Quantity>) -> Option<Self> {
                value?.try_into().ok()
            }
        }
    )+};
}

quantities!(Bytes, Rate, SimTime, Share, Count);

macro_rules! optional_quantities {
    ($($type:ident),+) => {$(
        /// A quantity, or `none`.
        impl Value for Option<$type> {
            fn read(param: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
                if is_unlimited(text) {
                    return Ok(None);
                }
                $type::read(param, text, remarks).map(Some)
            }

            fn print(&self, param: &Param) -> Option<String> {
                self.map_or_else(|| Some(NONE.into()), |value| value.print(param))
            }

            fn allowed(param: &Param, language: Language) -> String {
                say!(language, "{0}, or none", span(language, range(param)))
            }

            fn quantity(&self) -> Option<Quantity> {
                self.map(Quantity::from)
            }

            fn from_quantity(value: Option<Quantity>) -> Option<Self> {
                value.map($type::try_from).transpose().ok()
            }
        }
    )+};
}

optional_quantities!(Rate, SimTime);

pub(crate) fn parse<T: TryFrom<Quantity, Error = Quantity>>(
    range: &Range,
    text: &str,
    remarks: &mut Vec<Remark>,
) -> Result<T, QuantityError> {
    let value = T::try_from(parse_in(range, text, remarks)?);
    Ok(value.unwrap_or_else(|other| unreachable!("{:?} was asked for, not {other:?}", range.unit)))
}

/// A time on the clock.
pub(crate) fn parse_time(text: &str, remarks: &mut Vec<Remark>) -> Result<SimTime, QuantityError> {
    parse(&CLOCK, text, remarks)
}

pub(crate) fn print_time(time: SimTime) -> String {
    written::print(Unit::Time, time.into())
}

/// Splits a list at its commas. A comma before a digit is a decimal comma:
/// every entry begins with a word.
pub(crate) fn entries(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        let end = current.match_indices(',').map(|(at, _)| at).find(|at| {
            let after = current[at + 1..].trim_start();
            !after.starts_with(|c: char| c.is_ascii_digit())
        });
        rest = end.map(|at| &current[at + 1..]);
        Some(end.map_or(current, |at| &current[..at]).trim())
    })
    .filter(|entry| !entry.is_empty())
}

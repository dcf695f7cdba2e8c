//! The memory that is in use, and the writes to it.

use super::list::print_list;
use super::meant::readings;
use super::row::{Param, Value, Wiring};
use super::value::{NONE, Remark, ValueError, entries, is_none, parse, parse_choice, span, tokens};
use super::{Choice, Id, Pattern, Range, Settings};
use crate::units::written::{self, Echo, QuantityError};
use crate::units::{Bytes, Quantity, Rate, Share, Unit};
use text::{Language, Text};
use text::{say, text, word};

/// The part of memory that is not zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Used {
    /// A share of the memory, which follows when the memory is resized.
    Share(Share),
    /// A fixed size.
    Size(Bytes),
}

impl From<Used> for Quantity {
    fn from(used: Used) -> Self {
        match used {
            Used::Share(share) => Self::Share(share),
            Used::Size(size) => Self::Size(size),
        }
    }
}

/// The sizes that used memory can have.
fn sizes() -> Range {
    let memory = *Id::Ram.range();
    Range {
        min: Quantity::Size(Bytes::ZERO),
        ..memory
    }
}

/// A share (`60%`) or a size (`2GiB`).
fn parse_used(range: &Range, text: &str, remarks: &mut Vec<Remark>) -> Result<Used, ValueError> {
    match parse::<Share>(range, text, remarks) {
        Ok(share) => Ok(Used::Share(share)),
        Err(QuantityError::OtherKind { found: Unit::Size, .. }) => Ok(Used::Size(parse(&sizes(), text, remarks)?)),
        // No share is so large.
        Err(error @ QuantityError::MissingUnit { .. }) if error.readings().is_empty() => {
            Err(error.with_readings(readings(&sizes(), text)).into())
        }
        Err(error) => Err(error.into()),
    }
}

impl Value for Used {
    /// More than all of the memory is a range that was left, not a text that
    /// cannot be read: all of it is used.
    fn read(param: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let shares = param.range().expect("the row of a quantity has a range");
        match parse_used(shares, text, remarks) {
            Err(error @ ValueError::Quantity(QuantityError::OverWhole { .. })) => {
                let all = Self::Share(Share::new(1.0));
                let used = all.print(param).unwrap_or_default();
                remarks.push(Remark::Instead { error, used });
                Ok(all)
            }
            other => other,
        }
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(written::print(Unit::Share, (*self).into()))
    }

    fn allowed(param: &Param, language: Language) -> String {
        let shares = param.range().map(|range| span(language, range)).unwrap_or_default();
        say!(language, "{0}, or a size up to the memory", shares)
    }

    fn quantity(&self) -> Option<Quantity> {
        Some((*self).into())
    }

    fn from_quantity(value: Option<Quantity>) -> Option<Self> {
        match value? {
            Quantity::Share(share) => Some(Self::Share(share)),
            Quantity::Size(size) => Some(Self::Size(size)),
            Quantity::Rate(_) | Quantity::Time(_) | Quantity::Count(_) => None,
        }
    }
}

/// Writes of one kind: a steady rate over one region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WriteClass {
    /// The order of the pages.
    pub pattern: Pattern,
    /// How much memory they fall on.
    pub region: Bytes,
    /// Whole pages touched per second, as bytes.
    pub rate: Rate,
}

impl Default for WriteClass {
    fn default() -> Self {
        Self {
            pattern: Pattern::Random,
            region: Bytes::mib(512.0),
            rate: Rate::mib_per_s(40.0),
        }
    }
}

const CLASS_FORM: Text = text!(same "PATTERN:REGION@RATE");

/// One write class, `PATTERN:REGION@RATE`.
fn parse_class(text: &str, remarks: &mut Vec<Remark>) -> Result<WriteClass, ValueError> {
    let form = || ValueError::Form {
        text: Echo::new(text),
        form: CLASS_FORM,
    };
    let (pattern, rest) = text.split_once(':').ok_or_else(form)?;
    let (region, rate) = rest.split_once('@').ok_or_else(form)?;
    Ok(WriteClass {
        pattern: parse_choice::<Pattern>(pattern)?,
        region: parse(Id::WriteRegion.range(), region, remarks)?,
        rate: parse(Id::WriteRate.range(), rate, remarks)?,
    })
}

fn print_classes(classes: &[WriteClass]) -> String {
    let print_class = |class: &WriteClass| {
        let region = written::print(Id::WriteRegion.range().unit, class.region.into());
        let rate = written::print(Id::WriteRate.range().unit, class.rate.into());
        format!("{}:{region}@{rate}", class.pattern.token())
    };
    print_list(classes.iter().map(print_class))
}

/// Write classes with commas between them, or `none`. One bad class does not spoil the others.
impl Value for Vec<WriteClass> {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let (mut classes, mut errors) = (Self::new(), Vec::new());
        if is_none(text) {
            return Ok(classes);
        }
        for entry in entries(text) {
            match parse_class(entry, remarks) {
                Ok(class) => classes.push(class),
                Err(error) => errors.push(error),
            }
        }
        if classes.is_empty() {
            return Err(errors.into_iter().next().unwrap_or(ValueError::Empty));
        }
        remarks.extend(errors.into_iter().map(Remark::LeftOut));
        Ok(classes)
    }

    fn print(&self, _: &Param) -> Option<String> {
        Some(print_classes(self))
    }

    fn allowed(_: &Param, language: Language) -> String {
        say!(
            language,
            "none, or {0} with commas between them, where PATTERN is {1}",
            CLASS_FORM.get(language),
            tokens(Pattern::WORDS).join(word!(language, " or "))
        )
    }
}

/// A quantity of the first write class. A link prints it with `writes`.
pub(super) struct FirstClass<V: 'static> {
    pub(super) get: fn(&WriteClass) -> V,
    pub(super) set: fn(&mut WriteClass, V),
}

impl<V: Value> FirstClass<V> {
    fn value(&self, settings: &Settings) -> Option<V> {
        settings.writes.first().map(self.get)
    }
}

impl<V: Value> Wiring<Settings> for FirstClass<V> {
    fn same(&self, one: &Settings, other: &Settings) -> bool {
        let values = self.value(one).zip(self.value(other));
        values.is_none_or(|(one, other)| one == other)
    }

    fn copy(&self, from: &Settings, to: &mut Settings) {
        if let (Some(value), Some(class)) = (self.value(from), to.writes.first_mut()) {
            (self.set)(class, value);
        }
    }

    /// Where nothing is written yet, a class of the usual kind begins.
    fn read(&self, param: &Param, text: &str, to: &mut Settings, remarks: &mut Vec<Remark>) -> Result<(), ValueError> {
        let value = V::read(param, text, remarks)?;
        if to.writes.is_empty() {
            to.writes.push(WriteClass::default());
        }
        (self.set)(&mut to.writes[0], value);
        Ok(())
    }

    fn print(&self, param: &Param, of: &Settings) -> Option<String> {
        self.value(of)
            .map_or_else(|| Some(NONE.into()), |value| value.print(param))
    }

    fn in_force(&self, _: &Param, of: &Settings) -> Option<String> {
        Some(print_classes(&of.writes))
    }

    fn quantity(&self, of: &Settings) -> Option<Quantity> {
        self.value(of)?.quantity()
    }

    fn set_quantity(&self, to: &mut Settings, value: Option<Quantity>) {
        if let (Some(value), Some(class)) = (V::from_quantity(value), to.writes.first_mut()) {
            (self.set)(class, value);
        }
    }

    fn word(&self, _: &Settings) -> Option<usize> {
        None
    }

    fn set_word(&self, _: &mut Settings, _: usize) {}
}

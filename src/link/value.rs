//! Values that are not plain quantities: words, lists and small forms. Each
//! has a `parse_…` and a `print_…`, for links and for fields alike.

use std::fmt;

use super::echo::Echo;
use super::number;
use super::quantity::{self, QuantityError};
use crate::params::{Choice, Id, Pattern, Quantity, TimeoutAction, Unit, Word};
use crate::scenario::{Pace, Ramp, Switch, Timeout, Used, WriteClass};
use crate::text::{Language, Text};
use crate::units::{Bytes, Rate, SimTime};
use crate::{say, text, word};

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
    /// What is wrong, without a hint how to write it.
    pub(super) fn fault(&self, language: Language) -> String {
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

pub(super) const CLASS_FORM: Text = text!(same "PATTERN:REGION@RATE");
pub(super) const RAMP_FORM: Text = text!("STEPSxTIME with 1 to 20 steps");
pub(super) const TIMEOUT_FORM: Text = text!(same "TIME:ACTION");
const NONE: &str = "none";

/// Whether two words are the same but for case, hyphens and underscores.
pub(super) fn same_word(a: &str, b: &str) -> bool {
    let plain = |c: &char| !matches!(c, '-' | '_');
    a.trim()
        .chars()
        .filter(plain)
        .map(|c| c.to_ascii_lowercase())
        .eq(b.chars().filter(plain).map(|c| c.to_ascii_lowercase()))
}

pub(super) fn is_none(text: &str) -> bool {
    same_word(text, NONE)
}

/// The tokens of a table of words.
pub(super) fn tokens<C: Choice>() -> Vec<&'static str> {
    tokens_of(C::WORDS)
}

fn tokens_of(words: &[Word]) -> Vec<&'static str> {
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
        allowed: tokens_of(words),
    })
}

/// `on` or `off`, and what other programs write for them.
///
/// # Errors
/// Any other word.
pub fn parse_flag(text: &str) -> Result<bool, ValueError> {
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

pub(super) const fn print_flag(flag: bool) -> &'static str {
    if flag { "on" } else { "off" }
}

/// Splits a list at its commas. A comma before a digit is a decimal comma:
/// every entry begins with a word.
pub(super) fn entries(text: &str) -> impl Iterator<Item = &str> {
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

/// Used memory: a share (`60%`) or a size (`2GiB`).
///
/// # Errors
/// Neither of them.
pub fn parse_used(text: &str) -> Result<Used, ValueError> {
    match quantity::parse(Unit::Share, text) {
        Ok(Quantity::Share(share)) => Ok(Used::Share(share)),
        Ok(other) => unreachable!("a share was asked for, not {other:?}"),
        Err(QuantityError::OtherKind { found: Unit::Size, .. }) => Ok(Used::Size(parse_size(text)?)),
        Err(error) => Err(error.into()),
    }
}

/// The canonical form of used memory.
#[must_use]
pub fn print_used(used: Used) -> String {
    quantity::print(
        Unit::Share,
        match used {
            Used::Share(share) => Quantity::Share(share),
            Used::Size(size) => Quantity::Size(size),
        },
    )
}

pub(super) fn parse_size(text: &str) -> Result<Bytes, QuantityError> {
    match quantity::parse(Unit::Size, text)? {
        Quantity::Size(size) => Ok(size),
        other => unreachable!("a size was asked for, not {other:?}"),
    }
}

pub(super) fn parse_rate(text: &str) -> Result<Rate, QuantityError> {
    match quantity::parse(Unit::ByteRate, text)? {
        Quantity::Rate(rate) => Ok(rate),
        other => unreachable!("a rate was asked for, not {other:?}"),
    }
}

pub(super) fn parse_time(text: &str) -> Result<SimTime, QuantityError> {
    match quantity::parse(Unit::Time, text)? {
        Quantity::Time(time) => Ok(time),
        other => unreachable!("a time was asked for, not {other:?}"),
    }
}

pub(super) fn print_time(time: SimTime) -> String {
    quantity::print(Unit::Time, Quantity::Time(time))
}

/// One write class, `PATTERN:REGION@RATE`.
///
/// # Errors
/// A part that is missing or wrong.
pub fn parse_class(text: &str) -> Result<WriteClass, ValueError> {
    let form = || ValueError::Form {
        text: Echo::new(text),
        form: CLASS_FORM,
    };
    let (pattern, rest) = text.split_once(':').ok_or_else(form)?;
    let (region, rate) = rest.split_once('@').ok_or_else(form)?;
    Ok(WriteClass {
        pattern: parse_choice::<Pattern>(pattern)?,
        region: parse_size(region)?,
        rate: parse_rate(rate)?,
    })
}

/// Write classes with commas between them, or `none`.
///
/// # Errors
/// The first class that is wrong.
pub fn parse_writes(text: &str) -> Result<Vec<WriteClass>, ValueError> {
    if is_none(text) {
        return Ok(Vec::new());
    }
    let classes: Vec<_> = entries(text).map(parse_class).collect::<Result<_, _>>()?;
    if classes.is_empty() {
        Err(ValueError::Empty)
    } else {
        Ok(classes)
    }
}

/// The canonical form of write classes.
#[must_use]
pub fn print_writes(classes: &[WriteClass]) -> String {
    let print_class = |class: &WriteClass| {
        let region = quantity::print(Id::WriteRegion.range().unit, Quantity::Size(class.region));
        let rate = quantity::print(Id::WriteRate.range().unit, Quantity::Rate(class.rate));
        format!("{}:{region}@{rate}", class.pattern.token())
    };
    print_list(classes.iter().map(print_class))
}

pub(super) fn print_list<S: AsRef<str>>(entries: impl Iterator<Item = S>) -> String {
    let mut list = String::new();
    for entry in entries {
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(entry.as_ref());
    }
    if list.is_empty() { NONE.into() } else { list }
}

/// When post-copy begins: `start`, `pass` or a time.
///
/// # Errors
/// None of them.
pub fn parse_switch(text: &str) -> Result<Switch, ValueError> {
    if same_word(text, "start") {
        return Ok(Switch::Start);
    }
    if same_word(text, "pass") {
        return Ok(Switch::Pass);
    }
    Ok(Switch::At(parse_time(text)?))
}

/// The canonical form of the moment of the switch.
#[must_use]
pub fn print_switch(switch: Switch) -> String {
    match switch {
        Switch::Start => "start".into(),
        Switch::Pass => "pass".into(),
        Switch::At(time) => print_time(time),
    }
}

/// A timeout, `TIME:ACTION`, or `none`.
///
/// # Errors
/// A part that is missing or wrong.
pub fn parse_timeout(text: &str) -> Result<Option<Timeout>, ValueError> {
    if is_none(text) {
        return Ok(None);
    }
    if text.trim().is_empty() {
        return Err(ValueError::Empty);
    }
    let (after, action) = text.split_once(':').ok_or_else(|| ValueError::Form {
        text: Echo::new(text),
        form: TIMEOUT_FORM,
    })?;
    Ok(Some(Timeout {
        after: parse_time(after)?,
        action: parse_choice::<TimeoutAction>(action)?,
    }))
}

/// The canonical form of a timeout.
#[must_use]
pub fn print_timeout(timeout: Option<Timeout>) -> String {
    timeout.map_or_else(
        || NONE.into(),
        |Timeout { after, action }| format!("{}:{}", print_time(after), action.token()),
    )
}

/// A ramp of the downtime limit, `STEPSxTIME`, or `none`.
///
/// # Errors
/// A part that is missing or wrong.
pub fn parse_ramp(text: &str) -> Result<Option<Ramp>, ValueError> {
    if is_none(text) {
        return Ok(None);
    }
    if text.trim().is_empty() {
        return Err(ValueError::Empty);
    }
    let form = || ValueError::Form {
        text: Echo::new(text),
        form: RAMP_FORM,
    };
    let (steps, every) = text.split_once(['x', 'X', '×']).ok_or_else(form)?;
    let steps = steps.trim().parse().map_err(|_| form())?;
    if !(1..=Ramp::MOST_STEPS).contains(&steps) {
        return Err(form());
    }
    let every = parse_time(every)?;
    Ok(Some(Ramp { steps, every }))
}

/// The canonical form of a ramp.
#[must_use]
pub fn print_ramp(ramp: Option<Ramp>) -> String {
    ramp.map_or_else(
        || NONE.into(),
        |Ramp { steps, every }| format!("{steps}x{}", print_time(every)),
    )
}

const CINEMATIC: &str = "cinematic";

/// The pace of the clock: `cinematic`, or a multiple of real time (`0.1`, `10x`).
///
/// # Errors
/// Neither of them.
pub fn parse_pace(text: &str) -> Result<Pace, ValueError> {
    if text.trim().is_empty() {
        return Err(ValueError::Empty);
    }
    if same_word(text, CINEMATIC) {
        return Ok(Pace::Cinematic);
    }
    match number::scan(text) {
        Ok((factor, "" | "x" | "X" | "×")) => Ok(Pace::Times(factor.value(0))),
        _ => Err(ValueError::Form {
            text: Echo::new(text),
            form: text!("cinematic, or a number such as 0.1 or 10",),
        }),
    }
}

/// The canonical form of a pace.
#[must_use]
pub fn print_pace(pace: Pace) -> String {
    match pace {
        Pace::Cinematic => CINEMATIC.into(),
        Pace::Times(factor) => number::shortest(factor, 0),
    }
}

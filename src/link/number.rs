//! Decimal numbers as text, without losing a bit.
//!
//! A unit such as `ms` or `%` moves the decimal point of the text instead of
//! multiplying the number, so `0.2ms` is the very number that `0.0002s` is.

use crate::digits;

/// An exponent is harder to read than zeros: it has to save so many characters.
const WORTH_AN_EXPONENT: usize = 6;

/// Why a text does not begin with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberError {
    NotANumber,
    Negative,
    /// `1,000`: a thousand to one reader and one to another.
    ThreeAfterComma,
}

/// Digits as they were written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decimal<'a> {
    whole: &'a str,
    fraction: &'a str,
    exponent: i32,
}

impl Decimal<'_> {
    /// The nearest number, times 10^`shift`. What is too large for a number
    /// is the largest number, so that ranges can be applied to it.
    pub(super) fn value(self, shift: i32) -> f64 {
        let mut exponent = self.exponent.saturating_add(shift);
        let mut digits: u64 = 0;
        for (index, digit) in self.whole.bytes().chain(self.fraction.bytes()).enumerate() {
            // Digits beyond these change nothing but the power of ten.
            let full = digits >= MOST_DIGITS;
            if !full {
                digits = digits * 10 + u64::from(digit - b'0');
            }
            let before_point = index < self.whole.len();
            exponent = exponent.saturating_add(i32::from(full) - i32::from(!before_point));
        }
        digits::nearest(digits, exponent).min(f64::MAX)
    }
}

/// Another digit still fits into 64 bits below this.
const MOST_DIGITS: u64 = u64::MAX / 10 - 1;

/// Splits a text after the number it begins with. Point or comma may part
/// the digits; `1e3` is a number, as in every programming language.
pub(super) fn scan(text: &str) -> Result<(Decimal<'_>, &str), NumberError> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        let digits = rest.trim_start().trim_start_matches(['.', ',']);
        return Err(if digits.starts_with(|c: char| c.is_ascii_digit()) {
            NumberError::Negative
        } else {
            NumberError::NotANumber
        });
    }
    let (whole, rest) = split_digits(text);
    let mut decimal = Decimal {
        whole,
        fraction: "",
        exponent: 0,
    };
    let mut rest = rest;
    if let Some(after) = rest.strip_prefix(['.', ',']) {
        let (fraction, after) = split_digits(after);
        if fraction.is_empty() {
            return Err(NumberError::NotANumber);
        }
        let grouped = !whole.is_empty() && whole.len() <= 3 && !whole.starts_with('0');
        if rest.starts_with(',') && fraction.len() == 3 && grouped {
            return Err(NumberError::ThreeAfterComma);
        }
        decimal.fraction = fraction;
        rest = after;
    }
    if whole.is_empty() && decimal.fraction.is_empty() {
        return Err(NumberError::NotANumber);
    }
    if let Some((exponent, after)) = split_exponent(rest) {
        decimal.exponent = exponent;
        rest = after;
    }
    let rest = rest.trim();
    if rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Err(NumberError::NotANumber);
    }
    Ok((decimal, rest))
}

fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

fn split_exponent(text: &str) -> Option<(i32, &str)> {
    let after = text.strip_prefix(['e', 'E'])?;
    let (sign, after) = match after.strip_prefix('-') {
        Some(after) => (-1, after),
        None => (1, after.strip_prefix('+').unwrap_or(after)),
    };
    let (digits, rest) = split_digits(after);
    if digits.is_empty() {
        return None;
    }
    // Exponents beyond these make zero or the largest number anyway; room is left for shifts.
    let size: i32 = digits.parse().unwrap_or(i32::MAX).min(1_000_000_000);
    Some((sign * size, rest))
}

/// The shortest digits that give `value` back when read with
/// [`Decimal::value`] and the same shift; `value` is finite and not negative.
pub(super) fn shortest(value: f64, shift: i32) -> String {
    let (digits, exponent) = digits::shortest(value);
    written(digits, exponent - shift)
}

/// With at most four digits.
pub(super) fn about(value: f64) -> String {
    let (digits, mut exponent) = digits::shortest(value);
    let mut step = 1;
    while digits / step > 9999 {
        (step, exponent) = (step * 10, exponent + 1);
    }
    let (mut digits, rest) = (digits / step, digits % step * 2);
    digits += u64::from(rest > step || (rest == step && digits % 2 == 1));
    while digits > 0 && digits % 10 == 0 {
        (digits, exponent) = (digits / 10, exponent + 1);
    }
    written(digits, exponent)
}

/// As a number with zeros, or with an exponent if that is much shorter; `digits` does not end in zero.
fn written(digits: u64, exponent: i32) -> String {
    let plain = digits::lay_out(digits, exponent);
    let mut short = digits.to_string();
    let behind = short.len() as i32 - 1;
    if behind > 0 {
        short.insert(1, '.');
    }
    short += "e";
    short += &(exponent + behind).to_string();
    if short.len() + WORTH_AN_EXPONENT < plain.len() {
        short
    } else {
        plain
    }
}

//! Decimal numbers as text, without losing a bit.
//!
//! A unit such as `ms` or `%` moves the decimal point of the text instead of
//! multiplying the number, so `0.2ms` is the very number that `0.0002s` is.

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
        let Self {
            whole,
            fraction,
            exponent,
        } = self;
        let exponent = exponent.saturating_add(shift);
        let number: f64 = format!("{whole}.{fraction}e{exponent}")
            .parse()
            .expect("digits, a point and an exponent are a number");
        number.min(f64::MAX)
    }
}

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
    let (digits, exponent) = digits(value);
    written(digits, exponent - shift)
}

/// The shortest digits that read back as the same number, and the power of ten of the last one.
fn digits(value: f64) -> (u64, i32) {
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').expect("an exponent was asked for");
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}").parse();
    let exponent: i32 = exponent.parse().expect("a whole number");
    (digits.expect("at most 17 digits"), exponent - fraction.len() as i32)
}

/// With at most four digits.
pub(super) fn about(value: f64) -> String {
    let (digits, mut exponent) = digits(value);
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
    let plain = lay_out(digits, exponent);
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

/// `digits` times 10^`exponent`, written with zeros.
fn lay_out(digits: u64, exponent: i32) -> String {
    let zeros = |count: i32| "0".repeat(count.max(0) as usize);
    let mut text = digits.to_string();
    if digits == 0 || exponent == 0 {
        return text;
    }
    if exponent < 0 {
        let point = text.len() as i32 + exponent;
        // At least one digit stands before the point.
        text.insert_str(0, &zeros(1 - point));
        text.insert(point.max(1) as usize, '.');
    }
    text + &zeros(exponent)
}

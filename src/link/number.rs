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
        let Self { whole, fraction, .. } = self;
        let exponent = self.exponent.saturating_add(shift);
        let value: f64 = format!("0{whole}.{fraction}0e{exponent}")
            .parse()
            .expect("digits, a point, digits and an exponent are a number");
        value.min(f64::MAX)
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
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().expect("formatted as an exponent just above");
    let plain = lay_out(&digits, exponent + 1 - shift);
    let (first, others) = digits.split_at(1);
    let point = if others.is_empty() { "" } else { "." };
    let short = format!("{first}{point}{others}e{}", exponent - shift);
    if short.len() + WORTH_AN_EXPONENT < plain.len() {
        short
    } else {
        plain
    }
}

/// Puts the point after so many digits; before the first one if not positive.
fn lay_out(digits: &str, point: i32) -> String {
    let Some(point) = usize::try_from(point).ok().filter(|point| *point > 0) else {
        let zeros = "0".repeat(usize::try_from(-point).unwrap_or(0));
        return if digits == "0" {
            "0".into()
        } else {
            format!("0.{zeros}{digits}")
        };
    };
    match digits.split_at_checked(point) {
        Some((whole, "")) => whole.into(),
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None if digits == "0" => "0".into(),
        None => format!("{digits}{}", "0".repeat(point - digits.len())),
    }
}

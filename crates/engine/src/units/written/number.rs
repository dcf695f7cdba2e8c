//! Decimal numbers as text, without losing a bit.
//!
//! A unit such as `ms` or `%` moves the decimal point of the text instead of
//! multiplying the number, so `0.2ms` is the very number that `0.0002s` is.

use std::borrow::Cow;
use std::fmt;

/// An exponent is harder to read than zeros: it has to save so many characters.
const WORTH_AN_EXPONENT: usize = 6;

/// Below 2^53 every whole number is a number of the machine.
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// Why a text does not begin with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    NotANumber,
    Negative,
    /// `1,000`: a thousand to one reader and one to another.
    ThreeAfterComma,
}

/// Digits as they were written.
#[derive(Clone, Debug)]
pub struct Decimal<'a> {
    whole: Cow<'a, str>,
    fraction: &'a str,
    exponent: i32,
}

impl Decimal<'_> {
    /// The nearest number, times 10^`shift`. What is too large for a number
    /// is the largest number, so that ranges can be applied to it.
    pub fn value(&self, shift: i32) -> f64 {
        let Self { whole, fraction, .. } = self;
        let exponent = self.exponent.saturating_add(shift);
        let number: f64 = format!("{whole}.{fraction}e{exponent}")
            .parse()
            .expect("digits on one side of the point at least");
        number.min(f64::MAX)
    }
}

/// Splits a text after the number it begins with. Point or comma may part
/// the digits; `1e3` is a number, as in every programming language.
pub fn scan(text: &str) -> Result<(Decimal<'_>, &str), NumberError> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        let digits = rest.trim_start().trim_start_matches(['.', ',']);
        return Err(if digits.starts_with(|c: char| c.is_ascii_digit()) {
            NumberError::Negative
        } else {
            NumberError::NotANumber
        });
    }
    let thousands = grouped(text);
    let beyond_doubt = thousands.is_some();
    let (whole, mut rest) = thousands.unwrap_or_else(|| {
        let (whole, rest) = split_digits(text);
        (Cow::Borrowed(whole), rest)
    });
    let mut decimal = Decimal {
        whole,
        fraction: "",
        exponent: 0,
    };
    if let Some(after) = rest.strip_prefix(['.', ',']) {
        let (fraction, after) = split_digits(after);
        if fraction.is_empty() {
            return Err(NumberError::NotANumber);
        }
        if rest.starts_with(',') && fraction.len() == 3 && !beyond_doubt && begins_thousands(&decimal.whole) {
            return Err(NumberError::ThreeAfterComma);
        }
        decimal.fraction = fraction;
        rest = after;
    }
    if decimal.whole.is_empty() && decimal.fraction.is_empty() {
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

/// Whether groups of thousands can follow.
fn begins_thousands(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) && !digits.starts_with('0')
}

/// Digits in which marks part thousands beyond doubt, without the marks, and what follows: `16 384`, `1.000.000`,
/// and `1,234` before `.5`.
fn grouped(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (first, mut rest) = split_digits(text);
    let mark = rest.chars().next().filter(|_| begins_thousands(first))?;
    let other = match mark {
        ',' => Some('.'),
        '.' => Some(','),
        '\'' | '’' => None,
        blank if blank.is_whitespace() => None,
        _ => return None,
    };
    let (mut digits, mut groups) = (first.to_owned(), 0);
    while let Some((group, after)) = rest.strip_prefix(mark).map(split_digits) {
        if group.len() != 3 {
            break;
        }
        digits += group;
        (rest, groups) = (after, groups + 1);
    }
    let sure = match other {
        Some(other) => groups > 1 || (groups == 1 && rest.starts_with(other)),
        None => groups > 0,
    };
    sure.then_some((Cow::Owned(digits), rest))
}

/// Whether a point stands where many languages part thousands, before three digits that nobody would write of a
/// decimal: `1.000`. The text without the point, if so.
pub(super) fn without_thousands_point(text: &str) -> Option<String> {
    let text = text.trim();
    let (whole, rest) = split_digits(text);
    let (fraction, after) = split_digits(rest.strip_prefix('.')?);
    let grouped = begins_thousands(whole) && fraction.len() == 3 && fraction.ends_with('0');
    (grouped && !after.starts_with(['.', ','])).then(|| format!("{whole}{fraction}{after}"))
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

/// `digits` × 10^`exponent`, the way in which a number is written. `digits` does not end in zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    digits: u64,
    exponent: i32,
}

impl Written {
    /// The shortest digits that read back as `value`, which is finite and not negative.
    pub(super) fn shortest(value: f64) -> Self {
        if value.fract() == 0.0 && value < WHOLE {
            // Neighbours are at most one apart, so no digit can be spared.
            return Self::stripped(value as u64, 0);
        }
        let text = format!("{value:e}");
        let (mantissa, exponent) = text.split_once('e').expect("the format has an exponent");
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        // One digit stands before the point, if there is a point.
        let behind = mantissa.len().saturating_sub(2) as i32;
        Self {
            digits: digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')),
            exponent: exponent.parse::<i32>().expect("a whole number") - behind,
        }
    }

    /// With at most four digits.
    fn about(value: f64) -> Self {
        let Self { digits, mut exponent } = Self::shortest(value);
        let mut step = 1;
        while digits / step > 9999 {
            (step, exponent) = (step * 10, exponent + 1);
        }
        let (digits, rest) = (digits / step, digits % step * 2);
        let up = rest > step || (rest == step && digits % 2 == 1);
        Self::stripped(digits + u64::from(up), exponent)
    }

    /// Without the zeros that `digits` ends in.
    const fn stripped(mut digits: u64, mut exponent: i32) -> Self {
        while digits > 0 && digits.is_multiple_of(10) {
            (digits, exponent) = (digits / 10, exponent + 1);
        }
        Self { digits, exponent }
    }

    /// The same number times 10^-`shift`.
    pub(super) const fn shifted(self, shift: i32) -> Self {
        Self {
            exponent: self.exponent - shift,
            ..self
        }
    }

    /// How many digits.
    const fn count(self) -> i32 {
        match self.digits.checked_ilog10() {
            Some(behind) => behind as i32 + 1,
            None => 1,
        }
    }

    /// The exponent if one digit stands before the point.
    const fn scientific(self) -> i32 {
        self.exponent + self.count() - 1
    }

    /// Whether it is written as `0.…`.
    pub(super) fn is_below_one(self) -> bool {
        self.scientific() < 0 && !self.has_exponent()
    }

    /// The length of its text.
    pub(super) fn len(self) -> usize {
        if self.has_exponent() {
            self.scientific_len()
        } else {
            self.plain_len()
        }
    }

    fn has_exponent(self) -> bool {
        self.scientific_len() + WORTH_AN_EXPONENT < self.plain_len()
    }

    fn plain_len(self) -> usize {
        let (count, exponent) = (self.count(), self.exponent);
        let len = match (self.digits, exponent) {
            (0, _) => 1,
            (_, 0..) => count + exponent,
            _ if count + exponent > 0 => count + 1,
            _ => 2 - exponent,
        };
        len as usize
    }

    fn scientific_len(self) -> usize {
        let (count, exponent) = (self.count(), self.scientific());
        let sign = usize::from(exponent < 0);
        let exponent_digits = exponent.unsigned_abs().checked_ilog10().map_or(1, |behind| behind + 1);
        count as usize + usize::from(count > 1) + 1 + sign + exponent_digits as usize
    }
}

/// With zeros, or with an exponent if that is much shorter.
impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits.to_string();
        if self.has_exponent() {
            let (first, behind) = digits.split_at(1);
            let point = if behind.is_empty() { "" } else { "." };
            return write!(f, "{first}{point}{behind}e{}", self.scientific());
        }
        let point = self.count() + self.exponent;
        match self.exponent {
            _ if self.digits == 0 => f.write_str("0"),
            zeros @ 0.. => write!(f, "{digits}{:0<zeros$}", "", zeros = zeros as usize),
            _ if point > 0 => {
                let (whole, behind) = digits.split_at(point as usize);
                write!(f, "{whole}.{behind}")
            }
            _ => write!(f, "0.{:0<zeros$}{digits}", "", zeros = -point as usize),
        }
    }
}

/// The shortest digits that give `value` back when it is read.
pub fn shortest(value: f64) -> String {
    Written::shortest(value).to_string()
}

/// With at most four digits.
pub fn about(value: f64) -> String {
    Written::about(value).to_string()
}

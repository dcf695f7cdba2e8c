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
        scaled(digits, exponent).min(f64::MAX)
    }
}

/// Another digit still fits into 64 bits below this.
const MOST_DIGITS: u64 = u64::MAX / 10 - 1;
/// 64 bits times these powers of ten are no number any more: too large, or nearer to zero than the least one.
const LARGEST: i32 = 309;
const SMALLEST: i32 = -345;
/// The last bit of the least number.
const LAST_BIT: i32 = -1074;

/// The number nearest to `digits` times 10^`exponent`, by long multiplication or division. The standard
/// library is faster, but its table of powers alone is a twentieth of all that the page downloads.
fn scaled(digits: u64, exponent: i32) -> f64 {
    let exponent = exponent.clamp(SMALLEST, LARGEST);
    let powers = exponent.unsigned_abs();
    // Words of 32 bits, the lowest first. A division leaves at least the upper 64 bits: a digit takes less than four.
    let below = if exponent < 0 { powers as usize / 8 + 3 } else { 0 };
    let mut words = vec![0; below];
    words.extend([digits as u32, (digits >> 32) as u32]);
    let mut left_over = false;
    for _ in 0..powers {
        let mut carry = 0;
        if exponent < 0 {
            for word in words.iter_mut().rev() {
                let wide = carry << 32 | u64::from(*word);
                (*word, carry) = ((wide / 10) as u32, wide % 10);
            }
            left_over |= carry > 0;
        } else {
            for word in &mut words {
                let wide = u64::from(*word) * 10 + carry;
                (*word, carry) = (wide as u32, wide >> 32);
            }
            words.push(carry as u32);
        }
    }
    // The upper 65 bits or more tell the number; whether there are others decides a tie.
    let highest = words.iter().rposition(|&word| word > 0).unwrap_or(0);
    let lowest = highest.saturating_sub(2);
    left_over |= words.drain(..lowest).any(|word| word > 0);
    let top = words
        .iter()
        .rev()
        .skip_while(|&&word| word == 0)
        .fold(0, |top: u128, &word| top << 32 | u128::from(word));
    let scale = 32 * (lowest as i32 - below as i32);
    let drop = (75 - top.leading_zeros() as i32).max(LAST_BIT - scale).clamp(0, 127);
    let (kept, cut, half) = (top >> drop, top & ((1 << drop) - 1), (1 << drop) >> 1);
    let up = drop > 0 && (cut > half || (cut == half && (left_over || kept % 2 == 1)));
    libm::ldexp((kept + u128::from(up)) as f64, scale + drop)
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

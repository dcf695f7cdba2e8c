//! Digits of numbers, exact to the last bit.
//!
//! The standard library is faster, but its tables and its three ways to print a number are a twentieth of all
//! that the page downloads. This is plain long multiplication and division, with the same results (compared in
//! `tests/it/digits.rs`); a build of the page that holds the standard library's tables fails.

use std::fmt;

/// The bits of a number behind its first one.
const BITS: u32 = 52;
/// The last bit of the least number.
const LAST_BIT: i32 = -1074;
/// 64 bits times or through this power of ten are no number any more: too large, or nearer to zero than the least.
const MOST_TENS: i32 = 345;
/// The largest power of ten in 64 bits.
const TENS: u64 = 10_u64.pow(19);
/// 2^64.
const BEYOND: f64 = u64::MAX as f64;
/// Twice this power of ten still fits into 64 bits.
const MOST_DECIMALS: usize = 18;

/// A number with so many decimals, ties to the even digit. From 2^64 on it has zeros for the digits that
/// tell it from no other number.
#[derive(Clone, Copy)]
pub struct Fixed(pub f64, pub usize);

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, decimals) = (self.0.abs(), self.1.min(MOST_DECIMALS));
        f.write_str(sign(self.0))?;
        if !value.is_finite() {
            return f.write_str(&plain(value));
        }
        if value >= BEYOND {
            f.write_str(&plain(value))?;
            return tail(f, 0, decimals);
        }
        // An even number is split off, so that a tie without decimals sees an odd one.
        let even = value as u64 & !1;
        let (bits, exponent) = parts(value - even as f64);
        let unit = 10_u64.pow(decimals as u32);
        let product = u128::from(bits) * u128::from(unit);
        let rest = round(product, (-exponent).clamp(0, 127), false) as u64;
        write!(f, "{}", even + rest / unit)?;
        tail(f, rest % unit, decimals)
    }
}

fn tail(f: &mut fmt::Formatter<'_>, rest: u64, decimals: usize) -> fmt::Result {
    match decimals {
        0 => Ok(()),
        _ => write!(f, ".{rest:0decimals$}"),
    }
}

/// 10^`exponent`: exact up to 10^22, and the nearest number down to 10^-22.
#[must_use]
pub fn power_of_ten(exponent: i32) -> f64 {
    let power = (0..exponent.abs()).fold(1.0, |power, _| power * 10.0);
    if exponent < 0 { 1.0 / power } else { power }
}

/// The shortest digits that read back as the same number, without an exponent.
#[must_use]
pub fn plain(value: f64) -> String {
    let size = if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        "inf".to_owned()
    } else {
        let (digits, exponent) = shortest(value.abs());
        lay_out(digits, exponent)
    };
    sign(value).to_owned() + &size
}

fn sign(value: f64) -> &'static str {
    if value.is_sign_negative() && !value.is_nan() {
        "-"
    } else {
        ""
    }
}

/// `digits` times 10^`exponent`, written with zeros.
#[must_use]
pub fn lay_out(digits: u64, exponent: i32) -> String {
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

/// The shortest decimal that reads back as this number (finite, not negative), and of several the nearest: digits
/// that do not end in zero, times a power of ten.
#[must_use]
pub fn shortest(value: f64) -> (u64, i32) {
    let (bits, exponent) = parts(value);
    if bits == 0 {
        return (0, 0);
    }
    // What lies nearer than half way to the neighbours reads back as the number, and what lies half way if it
    // is even. All in quarters of the last bit: below a power of two the neighbour is half as far.
    let below = if bits == 1 << BITS { 1 } else { 2 };
    let odd = bits % 2 == 1;
    // 0.30103 is the logarithm of two. The number has 18 or 19 digits before the point with so many tens.
    let first = BITS as i32 + exponent - (bits.leading_zeros() as i32 - 11);
    let tens = 17 - ((first * 1233 - 40) >> 12);
    let at = |quarters: u64| floor(quarters, exponent - 2, tens);
    let (number, _) = at(4 * bits);
    let (low, more) = at(4 * bits - below);
    let low = low + u64::from(more || odd);
    let (high, more) = at(4 * bits + 2);
    let high = high - u64::from(!more && odd);
    let (mut step, mut zeros) = (TENS, 19);
    loop {
        let down = number / step * step;
        let up = down + step;
        let nearer = if (number - down) * 2 < step { down } else { up };
        let found = match (low <= down, up <= high) {
            (true, true) => Some(nearer),
            (true, false) => Some(down),
            (false, true) => Some(up),
            (false, false) => None,
        };
        if let Some(found) = found {
            return (found / step, zeros - tens);
        }
        // Seventeen digits tell every number.
        (step, zeros) = (step / 10, zeros - 1);
    }
}

/// The number nearest to `digits` times 10^`exponent`; infinite if there is none so large.
#[must_use]
pub fn nearest(digits: u64, exponent: i32) -> f64 {
    let Product { top, scale, more } = product(digits, exponent);
    let drop = (75 - top.leading_zeros() as i32).max(LAST_BIT - scale).clamp(0, 127);
    libm::ldexp(round(top, drop, more) as f64, scale + drop)
}

/// A finite number, not negative, as bits times a power of two.
fn parts(value: f64) -> (u64, i32) {
    let (bits, biased) = (value.to_bits() & ((1 << BITS) - 1), (value.to_bits() >> BITS) as i32);
    match biased {
        0 => (bits, LAST_BIT),
        _ => (bits | 1 << BITS, biased - 1 + LAST_BIT),
    }
}

/// `bits` times 2^`exponent` times 10^`tens` without what stands behind the point, and whether there is more.
fn floor(bits: u64, exponent: i32, tens: i32) -> (u64, bool) {
    let Product { top, scale, more } = product(bits, tens);
    let drop = -(scale + exponent);
    ((top >> drop) as u64, more || cut(top, drop) > 0)
}

/// The lowest bits.
fn cut(top: u128, drop: i32) -> u128 {
    top & ((1 << drop) - 1)
}

/// Without the lowest bits, to the nearest, ties to even; `more` says whether there are bits below those.
fn round(top: u128, drop: i32, more: bool) -> u128 {
    let (kept, cut, half) = (top >> drop, cut(top, drop), (1 << drop) >> 1);
    let up = drop > 0 && (cut > half || (cut == half && (more || kept % 2 == 1)));
    kept + u128::from(up)
}

/// The upper bits of a long product, 65 or more of them, times 2^`scale`, and whether others follow.
struct Product {
    top: u128,
    scale: i32,
    more: bool,
}

/// `digits` times 10^`tens`, by long multiplication or division.
fn product(digits: u64, tens: i32) -> Product {
    let tens = tens.clamp(-MOST_TENS, MOST_TENS);
    let mut left = tens.unsigned_abs();
    // Words of 32 bits, the lowest first. A division leaves at least the upper 64 bits: a digit takes less than four.
    let below = left as usize / 8 + 3;
    let mut words = vec![0; below];
    words.extend([digits as u32, (digits >> 32) as u32]);
    let mut more = false;
    while left > 0 {
        let some = left.min(9);
        left -= some;
        let (power, mut carry) = (10_u64.pow(some), 0);
        if tens < 0 {
            for word in words.iter_mut().rev() {
                let wide = carry << 32 | u64::from(*word);
                (*word, carry) = ((wide / power) as u32, wide % power);
            }
            more |= carry > 0;
        } else {
            for word in &mut words {
                let wide = u64::from(*word) * power + carry;
                (*word, carry) = (wide as u32, wide >> 32);
            }
            words.push(carry as u32);
        }
    }
    // Whether there are words below these decides a tie.
    let highest = words.iter().rposition(|&word| word > 0).unwrap_or(2);
    let lowest = highest - 2;
    more |= words.drain(..lowest).any(|word| word > 0);
    let top = words
        .iter()
        .take(3)
        .rfold(0, |top: u128, &word| top << 32 | u128::from(word));
    Product {
        top,
        scale: 32 * (lowest as i32 - below as i32),
        more,
    }
}

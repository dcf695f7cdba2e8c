//! How figures are printed: the number, its unit, and what it is turned into.

use engine::units::{Bytes, Count, PAGE_BYTES, Quantity, Rate, Share, SimTime};

/// How a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Milliseconds, whatever stands behind.
    Ms,
    /// Seconds.
    S,
    /// Bytes.
    Bytes,
    /// 1024 bytes ("kbytes").
    Kib,
    /// 1024 × 1024 bytes ("MiB").
    Mib,
    /// Pages of 4 KiB.
    Pages,
    /// Pages a second.
    PagesPerS,
    /// 10⁶ bits a second.
    Mbps,
    /// Bytes a second.
    BytesPerS,
    /// A hundredth.
    Percent,
    /// A share of one.
    Part,
    /// How many.
    Count,
    /// `on`, `off`, `true`, `false`.
    Flag,
    /// A size with its unit behind it: `32.009 GiB`.
    Size,
    /// A rate with its unit behind it: `101.960 MiB/s`.
    Rate,
}

/// The largest size or rate that is believed: 2⁶⁰ bytes.
const MOST_BYTES: f64 = 1_152_921_504_606_846_976.0;
/// The longest time that is believed, in seconds: ten years.
const LONGEST: f64 = 3.2e8;

/// A number that is no value of the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible;

impl Kind {
    /// What a number of this kind is.
    ///
    /// # Errors
    /// If it is not finite, negative, or larger than anything of its kind.
    pub fn of(self, number: f64) -> Result<Quantity, Impossible> {
        let sound = |value: f64, most: f64| {
            if value.is_finite() && (0.0..=most).contains(&value) {
                Ok(value)
            } else {
                Err(Impossible)
            }
        };
        let bytes = |value| sound(value, MOST_BYTES).map(Bytes::new).map(Quantity::Size);
        let rate = |value| sound(value, MOST_BYTES).map(Rate::bytes_per_s).map(Quantity::Rate);
        match self {
            Self::Ms => sound(number / 1000.0, LONGEST).map(|s| SimTime::s(s).into()),
            Self::S => sound(number, LONGEST).map(|s| SimTime::s(s).into()),
            Self::Bytes | Self::Size => bytes(number),
            Self::Kib => bytes(number * 1024.0),
            Self::Mib => bytes(number * 1024.0 * 1024.0),
            Self::Pages => bytes(number * PAGE_BYTES),
            Self::PagesPerS => rate(number * PAGE_BYTES),
            Self::Mbps => rate(number * 1e6 / 8.0),
            Self::BytesPerS | Self::Rate => rate(number),
            Self::Percent => sound(number / 100.0, 1.0).map(|share| Share::new(share).into()),
            Self::Part => sound(number, 1.0).map(|share| Share::new(share).into()),
            Self::Count | Self::Flag => sound(number, f64::from(u32::MAX)).map(|count| Count::nearest(count).into()),
        }
    }

    /// The figure at the beginning of a text, with the part of the text that it is; `None` if there is none.
    pub fn take(self, text: &str) -> Option<(Result<Quantity, Impossible>, &str)> {
        let text = text.trim_start();
        if self == Self::Flag {
            return flag(text);
        }
        let (number, length) = number(text)?;
        let behind = &text[length..];
        let unit_start = behind.len() - behind.trim_start_matches(' ').len();
        let unit = &behind[unit_start..];
        let unit = &unit[..unit
            .find(|c: char| !(c.is_alphanumeric() || c == '/'))
            .unwrap_or(unit.len())];
        match self {
            Self::Size | Self::Rate => {
                let name = unit.strip_suffix("/s").unwrap_or(unit);
                let factor = factor(name)?;
                let end = length + unit_start + unit.len();
                Some((self.of(number * factor), &text[..end]))
            }
            _ => {
                // The unit is underlined with the number, if one stands there that is none of the next words.
                let known = ["ms", "bytes", "kbytes", "pages", "mbps", "KiB", "MiB", "secs", "s"];
                let end = if known.contains(&unit) {
                    length + unit_start + unit.len()
                } else {
                    length
                };
                Some((self.of(number), &text[..end]))
            }
        }
    }
}

fn flag(text: &str) -> Option<(Result<Quantity, Impossible>, &str)> {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let on = match text[..end].to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" | "enabled" => 1,
        "off" | "false" | "no" | "disabled" => 0,
        _ => return None,
    };
    Some((Ok(Count::new(on).into()), &text[..end]))
}

/// What a unit of size is in bytes. Powers of ten only where they are written in full: tools print "MB" and mean MiB.
fn factor(unit: &str) -> Option<f64> {
    const KIB: f64 = 1024.0;
    Some(match unit {
        "B" | "bytes" | "byte" | "" => 1.0,
        "KiB" | "kiB" | "KB" | "kB" | "kbytes" | "K" | "k" => KIB,
        "MiB" | "MB" | "M" => KIB * KIB,
        "GiB" | "GB" | "G" => KIB * KIB * KIB,
        "TiB" | "TB" | "T" => KIB * KIB * KIB * KIB,
        "PiB" | "PB" => KIB * KIB * KIB * KIB * KIB,
        _ => return None,
    })
}

/// The number at the beginning of a text, and how long it is: digits, a point or a comma among them, a sign, an exponent, or
/// what is none (`-nan`, `inf`).
pub fn number(text: &str) -> Option<(f64, usize)> {
    let lower = |word: &str| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    for word in ["-nan", "nan", "-inf", "inf"] {
        if lower(word) && !text[word.len()..].starts_with(char::is_alphanumeric) {
            return Some((f64::NAN, word.len()));
        }
    }
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from.min(bytes.len())..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let sign = usize::from(bytes.first().is_some_and(|&b| b == b'-' || b == b'+'));
    let whole = digits(sign);
    if whole == 0 {
        return None;
    }
    let mut end = sign + whole;
    let has_mark = bytes.get(end).is_some_and(|&b| b == b'.' || b == b',');
    if has_mark && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if bytes.get(end).is_some_and(|&b| b == b'e' || b == b'E') {
        let signed = usize::from(bytes.get(end + 1).is_some_and(|&b| b == b'-' || b == b'+'));
        let power = digits(end + 1 + signed);
        if power > 0 {
            end += 1 + signed + power;
        }
    }
    let number = text[..end].replace(',', ".").parse().ok()?;
    Some((number, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_with_their_units() {
        let size = |text| Kind::Size.take(text);
        let (value, part) = size("  32.196 GiB rest").expect("a size");
        assert_eq!(part, "32.196 GiB");
        assert_eq!(value, Ok(Quantity::Size(Bytes::new(32.196 * 1024.0 * 1024.0 * 1024.0))));
        assert_eq!(
            size("0.000 B").map(|(value, _)| value),
            Some(Ok(Quantity::Size(Bytes::ZERO)))
        );
        assert_eq!(
            Kind::Rate.take("101.960 MiB/s").map(|(_, part)| part),
            Some("101.960 MiB/s")
        );
        assert_eq!(Kind::Ms.take("-nan").map(|(value, _)| value), Some(Err(Impossible)));
        assert_eq!(
            Kind::Bytes.take("9223372036854775808").map(|(value, _)| value),
            Some(Err(Impossible))
        );
        assert_eq!(Kind::Bytes.take("-5").map(|(value, _)| value), Some(Err(Impossible)));
        assert_eq!(Kind::Count.take("four"), None);
    }
}

//! Numbers as people read them: at most four digits, always with a unit.
//!
//! Readings ([`size`], [`rate`], [`time`]) keep a fixed number of decimals so
//! that a running figure does not jump about. Settings ([`quantity`]) drop
//! trailing zeros, because "4 GiB" is what was asked for. Units are the same
//! in every language; the decimal mark and words are the language's own.
//!
//! A time has one form. How long something takes is a span: below a minute in
//! seconds (`27.4 s`), from there on in its two largest units (`1 min 25 s`),
//! and in years where days would not say anything any more. Where the clock
//! stands is a moment, as a clock shows it (`1:25.0`); no span is written so.

use engine::migration::RoundRange;
use engine::params::{Quantity, Unit};
use engine::units::{Bytes, Rate, Share, SimTime};
use text::{Language, Plural, Text};
use text::{count, plural, say, text, word};

const BINARY: f64 = 1024.0;
const DECIMAL: f64 = 1000.0;
const SIZES: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const BINARY_RATES: [&str; 7] = ["B/s", "KiB/s", "MiB/s", "GiB/s", "TiB/s", "PiB/s", "EiB/s"];
const BIT_RATES: [&str; 7] = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s", "Pbit/s", "Ebit/s"];
const ENDLESS: Text = text!("without end");

const LARGE: [(f64, Plural); 3] = [
    (1e12, plural!("trillion", "trillion")),
    (1e9, plural!("billion", "billion")),
    (1e6, plural!("million", "million")),
];

const MINUTE: f64 = 60.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;
const YEAR: f64 = 365.25 * DAY;

/// A size as read off: `2.6 GiB`.
#[must_use]
pub fn size(language: Language, bytes: Bytes) -> String {
    reading(language, bytes.as_f64(), BINARY, &SIZES)
}

/// A size without needless zeros: `4 GiB`.
#[must_use]
pub fn short_size(language: Language, bytes: Bytes) -> String {
    setting(language, bytes.as_f64(), BINARY, &SIZES)
}

/// A rate as read off, in the units of sizes: `112 MiB/s`.
#[must_use]
pub fn rate(language: Language, rate: Rate) -> String {
    reading(language, rate.as_f64(), BINARY, &BINARY_RATES)
}

/// The rate of a line: `1 Gbit/s`.
#[must_use]
pub fn bit_rate(language: Language, rate: Rate) -> String {
    setting(language, rate.as_f64() * 8.0, DECIMAL, &BIT_RATES)
}

/// A share of a whole: `60 %`. Only all of it is called 100 %, only nothing 0 %.
#[must_use]
pub fn share(language: Language, share: Share) -> String {
    let percent = share.as_f64() * 100.0;
    if percent > 0.0 && percent < 0.1 {
        localized(language, "< 0.1 %".to_owned())
    } else if percent > 99.9 && percent < 100.0 {
        localized(language, "> 99.9 %".to_owned())
    } else if !(10.0..=99.0).contains(&percent) && !whole(percent, 1) {
        number(language, percent, 1, " %")
    } else {
        number(language, percent, 0, " %")
    }
}

/// Rounds from one to another: `9 to 812`.
#[must_use]
pub fn rounds(language: Language, rounds: RoundRange) -> String {
    let [first, last] = [rounds.first, rounds.last].map(|round| count(language, f64::from(round)));
    say!(language, "{0} to {1}", first, last)
}

/// A number of things: `12 400`, `1.2 million`.
#[must_use]
pub fn count(language: Language, things: f64) -> String {
    let things = things.max(0.0).round();
    if !things.is_finite() {
        return word!(language, "countless").to_owned();
    }
    for (limit, words) in LARGE {
        if things >= limit {
            let shown = digits(language, things / limit);
            let words = words.get(language, whole_number(language, &shown));
            return shown + " " + words;
        }
    }
    let things = things as u32;
    if things >= 10_000 {
        format!("{}{}{:03}", things / 1000, language.head().group_mark, things % 1000)
    } else {
        things.to_string()
    }
}

/// How many times something: `1.27×`.
#[must_use]
pub fn times(language: Language, factor: f64) -> String {
    if !factor.is_finite() {
        return ENDLESS.get(language).to_owned();
    }
    if factor > 0.0 && factor < 0.005 {
        return localized(language, "< 0.01×".to_owned());
    }
    let decimals = if factor < 9.995 {
        2
    } else if factor < 99.95 {
        1
    } else {
        0
    };
    number(language, factor, decimals, "×")
}

/// A span of time as read off: `12 ms`, `0.28 s`, `3 min 51 s`, `2 h`.
#[must_use]
pub fn time(language: Language, time: SimTime) -> String {
    let seconds = time.as_s();
    let (value, decimals, unit) = if seconds == 0.0 {
        (0.0, 0, " s")
    } else if seconds < 0.000_999_5 {
        ((seconds * 1e6).max(1.0), 0, " µs")
    } else if seconds < 0.009_95 {
        (seconds * 1e3, 1, " ms")
    } else if seconds < 0.099_5 {
        (seconds * 1e3, 0, " ms")
    } else if seconds < 9.995 {
        (seconds, 2, " s")
    } else if seconds < 59.95 {
        (seconds, 1, " s")
    } else {
        return long_time(language, seconds);
    };
    number(language, value, decimals, unit)
}

/// A minute and more: the two largest units, the smaller one only if there is something of it.
fn long_time(language: Language, seconds: f64) -> String {
    let pair = |(major, name): (f64, &str), (minor, smaller): (f64, &str)| {
        let minors = (seconds / minor).round() as u32;
        let per = (major / minor).round() as u32;
        match minors % per {
            0 => format!("{} {name}", minors / per),
            rest => format!("{} {name} {rest} {smaller}", minors / per),
        }
    };
    if seconds < HOUR - 0.5 {
        pair((MINUTE, "min"), (1.0, "s"))
    } else if seconds < DAY - 30.0 {
        pair((HOUR, "h"), (MINUTE, "min"))
    } else if seconds < 100.0 * DAY {
        pair((DAY, "d"), (HOUR, "h"))
    } else if seconds < 2.0 * YEAR {
        number(language, seconds / DAY, 0, " d")
    } else if seconds < 1e6 * YEAR {
        let years = seconds / YEAR;
        count!(language, years.round(), "{0} year", "{0} years", count(language, years))
    } else if seconds.is_finite() {
        word!(language, "over a million years").to_owned()
    } else {
        ENDLESS.get(language).to_owned()
    }
}

/// A span of time without needless zeros: `300 ms`, `20 s`, `10 min`.
#[must_use]
pub fn short_time(language: Language, time: SimTime) -> String {
    let seconds = time.as_s();
    if seconds == 0.0 {
        "0 s".to_owned()
    } else if seconds < 0.000_999_5 {
        digits(language, seconds * 1e6) + " µs"
    } else if seconds < 0.999_5 {
        digits(language, seconds * 1e3) + " ms"
    } else if seconds < 59.95 {
        in_seconds(language, time)
    } else {
        long_time(language, seconds)
    }
}

/// A span of time in seconds, whatever its length: `85 s`. Only for what was published so.
#[must_use]
pub fn in_seconds(language: Language, time: SimTime) -> String {
    digits(language, time.as_s()) + " s"
}

/// A moment on the clock, to a tenth of a second: `0:24.6`, `1:02:03`.
#[must_use]
pub fn clock(language: Language, time: SimTime) -> String {
    let tenths = (time.as_s() * 10.0).round();
    if tenths < HOUR * 10.0 {
        let tenths = tenths as u32;
        let seconds = tenths % 600;
        localized(
            language,
            format!("{}:{:02}.{}", tenths / 600, seconds / 10, seconds % 10),
        )
    } else {
        clock_s(language, time)
    }
}

/// A moment on the clock, to a second: `0:25`, `1:02:03`, `4 d 03:12`; in years where a clock would count days.
#[must_use]
pub fn clock_s(language: Language, time: SimTime) -> String {
    let seconds = time.as_s().round();
    let whole = seconds as u64;
    let (hours, minutes) = (whole / HOUR as u64, whole / MINUTE as u64);
    if !seconds.is_finite() {
        ENDLESS.get(language).to_owned()
    } else if seconds < HOUR {
        format!("{minutes}:{:02}", whole % 60)
    } else if seconds < 100.0 * HOUR {
        format!("{hours}:{:02}:{:02}", minutes % 60, whole % 60)
    } else if seconds >= 2.0 * YEAR {
        long_time(language, seconds)
    } else {
        let days = count(language, (seconds / DAY).floor());
        format!("{days} d {:02}:{:02}", hours % 24, minutes % 60)
    }
}

/// A setting, as its field shows it.
#[must_use]
pub fn quantity(language: Language, unit: Unit, value: Quantity) -> String {
    match (unit, value) {
        (_, Quantity::Size(bytes)) => short_size(language, bytes),
        (Unit::BitRate, Quantity::Rate(rate)) => bit_rate(language, rate),
        (_, Quantity::Rate(rate)) => setting(language, rate.as_f64(), BINARY, &BINARY_RATES),
        (_, Quantity::Time(time)) => short_time(language, time),
        (_, Quantity::Share(part)) => share(language, part),
        (_, Quantity::Count(count)) => count.get().to_string(),
    }
}

/// A setting in words, for a screen reader: `4 gibibytes`.
#[must_use]
pub fn spoken(language: Language, unit: Unit, value: Quantity) -> String {
    speak(language, &quantity(language, unit, value))
}

/// Any text of this module in words: `3 min 51 s` is `3 minutes 51 seconds`.
#[must_use]
pub fn speak(language: Language, text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut number = f64::NAN;
    for word in text.split(' ') {
        if let Some(factor) = word.strip_suffix('×') {
            words.push(say!(language, "{0} times", factor));
        } else if let Some(name) = unit_name(word) {
            words.push(name.get(language, number).to_owned());
        } else {
            let plain = word.trim_start_matches('0');
            let padded = plain.len() < word.len() && plain.starts_with(|c: char| c.is_ascii_digit());
            number = whole_number(language, word);
            words.push(
                if padded { plain } else { word }
                    .replace('<', word!(language, "less than"))
                    .replace('>', word!(language, "more than")),
            );
        }
    }
    words.join(" ")
}

/// The same sentence, in which no line ends between a number and its unit: `it took 3.0 GiB` has its last space unbroken.
#[must_use]
pub fn unbroken(text: &str) -> String {
    let ends = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    let is_unit = |word: &str| unit_name(word.trim_end_matches(['.', ',', ';', ':', ')', '”', '“', '»'])).is_some();
    let mut whole = String::with_capacity(text.len());
    let mut before = "";
    for (place, word) in text.split(' ').enumerate() {
        if place > 0 {
            // A span of time is one piece: `1 min 6 s`.
            let goes_on = ends(before) && is_unit(word) || matches!(before, "min" | "h" | "d") && ends(word);
            whole.push(if goes_on { '\u{a0}' } else { ' ' });
        }
        whole += word;
        before = word;
    }
    whole
}

/// What a whole number says; nothing of it for all else.
fn whole_number(language: Language, word: &str) -> f64 {
    let plain = word.replace(language.head().group_mark, "");
    plain.parse::<u32>().map_or(f64::NAN, f64::from)
}

fn unit_name(unit: &str) -> Option<Plural> {
    Some(match unit {
        "B" => plural!("byte", "bytes"),
        "KiB" => plural!("kibibyte", "kibibytes"),
        "MiB" => plural!("mebibyte", "mebibytes"),
        "GiB" => plural!("gibibyte", "gibibytes"),
        "TiB" => plural!("tebibyte", "tebibytes"),
        "PiB" => plural!("pebibyte", "pebibytes"),
        "EiB" => plural!("exbibyte", "exbibytes"),
        "B/s" => plural!("byte per second", "bytes per second"),
        "KiB/s" => plural!("kibibyte per second", "kibibytes per second"),
        "MiB/s" => plural!("mebibyte per second", "mebibytes per second"),
        "GiB/s" => plural!("gibibyte per second", "gibibytes per second"),
        "TiB/s" => plural!("tebibyte per second", "tebibytes per second"),
        "kB/s" => plural!("kilobyte per second", "kilobytes per second"),
        "MB/s" => plural!("megabyte per second", "megabytes per second"),
        "GB/s" => plural!("gigabyte per second", "gigabytes per second"),
        "TB/s" => plural!("terabyte per second", "terabytes per second"),
        "bit/s" => plural!("bit per second", "bits per second"),
        "kbit/s" => plural!("kilobit per second", "kilobits per second"),
        "Mbit/s" => plural!("megabit per second", "megabits per second"),
        "Gbit/s" => plural!("gigabit per second", "gigabits per second"),
        "Tbit/s" => plural!("terabit per second", "terabits per second"),
        "µs" => plural!("microsecond", "microseconds"),
        "ms" => plural!("millisecond", "milliseconds"),
        "s" => plural!("second", "seconds"),
        "min" => plural!("minute", "minutes"),
        "h" => plural!("hour", "hours"),
        "d" => plural!("day", "days"),
        "%" => plural!("percent", "percent"),
        _ => return None,
    })
}

/// A number with the decimal mark of the language.
#[must_use]
pub fn localized(language: Language, number: String) -> String {
    match language.head().decimal_mark {
        '.' => number,
        mark => number.replace('.', mark.encode_utf8(&mut [0; 4])),
    }
}

/// A number with so many decimals, and what it counts.
fn number(language: Language, value: f64, decimals: usize, unit: &str) -> String {
    localized(language, format!("{value:.decimals$}")) + unit
}

/// The step of a scale that a value falls on, after rounding, and its value there.
fn on_scale(value: f64, base: f64, units: &[&'static str], decimals: impl Fn(f64) -> usize) -> (f64, &'static str) {
    let mut value = value;
    for (index, &unit) in units.iter().enumerate() {
        let factor = 10_f64.powi(decimals(value) as i32);
        let rounded = (value * factor).round() / factor;
        if rounded < base || index + 1 == units.len() {
            return (value, unit);
        }
        value /= base;
    }
    (value, "")
}

fn reading(language: Language, value: f64, base: f64, units: &[&'static str]) -> String {
    if !value.is_finite() {
        return ENDLESS.get(language).to_owned();
    }
    let decimals = |value: f64| usize::from(value < 99.95);
    let (value, unit) = on_scale(value, base, units, decimals);
    let decimals = if unit == units[0] { 0 } else { decimals(value) };
    number(language, value, decimals, " ") + unit
}

fn setting(language: Language, value: f64, base: f64, units: &[&'static str]) -> String {
    if !value.is_finite() {
        return ENDLESS.get(language).to_owned();
    }
    let (value, unit) = on_scale(value, base, units, significant);
    digits(language, value) + " " + unit
}

/// Decimals for three significant digits.
fn significant(value: f64) -> usize {
    if value < 9.995 {
        2
    } else if value < 99.95 {
        1
    } else {
        0
    }
}

/// Three significant digits without trailing zeros; four where they stand
/// before the decimal point.
fn digits(language: Language, value: f64) -> String {
    let decimals = if value < 0.0995 { 3 } else { significant(value) };
    let text = format!("{value:.decimals$}");
    if decimals > 0 {
        localized(language, text.trim_end_matches('0').trim_end_matches('.').to_owned())
    } else {
        text
    }
}

fn whole(value: f64, decimals: i32) -> bool {
    let factor = 10_f64.powi(decimals);
    let rounded = (value * factor).round() / factor;
    rounded == rounded.floor()
}

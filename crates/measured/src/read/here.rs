//! A place in a text: the line that begins there, and what stands in it.

use engine::units::SimTime;
use std::ops::Range;

/// The line that begins at a place.
pub struct Here<'a> {
    /// All of the text.
    pub text: &'a str,
    /// Where the line begins, in bytes.
    pub at: usize,
    /// The line, without its end. A carriage return ends one too: progress is printed so.
    pub line: &'a str,
}

/// A line longer than this is cut, in bytes: a format that takes lines knows none so long.
const LONGEST_LINE: usize = 16 << 10;

impl<'a> Here<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        let rest = &text[at..];
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let mut end = end.min(LONGEST_LINE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        Self {
            text,
            at,
            line: &rest[..end],
        }
    }

    /// What is to be read of the text from here on.
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Where the next line begins.
    pub fn next_line(&self) -> usize {
        let end = self.at + self.line.len();
        let rest = &self.text[end..];
        let ending = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
        (end + ending).max(self.at + 1)
    }

    /// What follows this mark in the line.
    pub fn after(&self, mark: &str) -> Option<&'a str> {
        self.line.find(mark).map(|place| &self.line[place + mark.len()..])
    }

    /// Where a part of the line stands in the text.
    pub fn place(&self, part: &str) -> Range<usize> {
        place(self.text, part)
    }

    /// The time of day, with the date if the line has one, in front of a line of a log. Only differences of such times mean
    /// something.
    pub fn stamp(&self) -> Option<SimTime> {
        // The date or the time is near the beginning, behind a name perhaps.
        let mut end = self.line.len().min(80);
        while !self.line.is_char_boundary(end) {
            end -= 1;
        }
        stamp(&self.line[..end])
    }
}

/// Where a part of a text stands in it. A part of another text stands nowhere.
pub fn place(text: &str, part: &str) -> Range<usize> {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    if start <= text.len() && start + part.len() <= text.len() {
        start..start + part.len()
    } else {
        0..0
    }
}

/// The first time of day in a text, with the date before it if there is one.
pub fn stamp(text: &str) -> Option<SimTime> {
    let bytes = text.as_bytes();
    let two = |at: usize| -> Option<f64> {
        let digits = bytes.get(at..at + 2)?;
        let is_number = digits.iter().all(u8::is_ascii_digit);
        is_number.then(|| f64::from(digits[0] - b'0') * 10.0 + f64::from(digits[1] - b'0'))
    };
    let clock = (0..bytes.len()).find_map(|at| {
        let is_clock = bytes.get(at + 2) == Some(&b':') && bytes.get(at + 5) == Some(&b':');
        let is_start = at == 0 || !(bytes[at - 1].is_ascii_digit() || bytes[at - 1] == b':');
        let time = || Some((two(at)?, two(at + 3)?, two(at + 6)?));
        (is_clock && is_start).then(time).flatten().map(|time| (at, time))
    });
    let (at, (hours, minutes, seconds)) = clock?;
    let fraction: String = match text.get(at + 8..) {
        Some(rest) if rest.starts_with(['.', ',']) => rest[1..].chars().take_while(char::is_ascii_digit).collect(),
        _ => String::new(),
    };
    let fraction = format!("0.{fraction}0").parse::<f64>().unwrap_or(0.0);
    Some(SimTime::s(
        days(&text[..at]) * 86_400.0 + hours * 3600.0 + minutes * 60.0 + seconds + fraction,
    ))
}

/// The day of a date such as 2026-01-02 or Jan 02, counted from somewhere.
fn days(text: &str) -> f64 {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let numbers: Vec<f64> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    let (year, month, day) = match (numbers.as_slice(), MONTHS.iter().position(|month| text.contains(month))) {
        ([.., year, month, day], _) if (1970.0..2200.0).contains(year) => (*year, *month, *day),
        ([.., day], Some(month)) => (1970.0, month as f64 + 1.0, *day),
        _ => return 0.0,
    };
    // The days of the common calendar, from the first of March on.
    let (year, month) = if month > 2.0 {
        (year, month - 3.0)
    } else {
        (year - 1.0, month + 9.0)
    };
    let leap = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    year * 365.0 + leap + ((153.0 * month + 2.0) / 5.0).floor() + day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_count_across_midnight_and_months() {
        let span = |from: &str, to: &str| (stamp(to).expect("a time") - stamp(from).expect("a time")).as_s();
        assert!((span("2026-01-02 03:04:05.100 7 INFO", "2026-01-02 03:05:05.300 7") - 60.2).abs() < 1e-3);
        assert!((span("2026-02-28T23:59:59Z", "2026-03-01T00:00:01Z") - 2.0).abs() < 1e-3);
        assert!((span("Jan 02 03:04:05 x", "Jan 02 03:04:20 x") - 15.0).abs() < 1e-3);
        assert_eq!(stamp("no time 12:3"), None);
    }
}

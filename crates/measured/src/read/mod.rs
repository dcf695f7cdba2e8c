//! From any text to records. It never fails: what is known is taken, the rest is left, and notices say what was not taken as
//! it stands.
//!
//! A text is read from top to bottom. At each line every format is asked in turn whether what begins there is its own; a format
//! that takes it says how much of the text that was. So mixed texts need no care: a log that quotes JSON, two tools in a row,
//! Markdown around it.

mod draft;
pub(crate) mod formats;
mod glean;
mod here;
mod kind;
mod loose;

pub use formats::{FORMATS, Format};
pub use glean::Glean;

use crate::notice::{Notice, Problem};
use crate::record::Record;
use draft::Draft;
use here::Here;
use std::ops::Range;

/// The format of this name, in which hyphens may stand for blanks.
#[must_use]
pub fn format_named(name: &str) -> Option<&'static dyn Format> {
    let called = |format: &&&dyn Format| token(**format) == name.to_ascii_lowercase();
    FORMATS.iter().find(called).copied()
}

/// The name of a format as a link has it.
#[must_use]
pub fn token(format: &dyn Format) -> String {
    let words = format.name().split_ascii_whitespace();
    let words: Vec<&str> = words.map(|word| word.trim_start_matches('-')).collect();
    words.join("-").to_ascii_lowercase()
}

/// More of a text than this is not read, in bytes.
pub const LONGEST: usize = 64 << 20;
/// A share of control characters above this is no text.
const BINARY: f64 = 0.02;
/// So much of a text tells whether it is one, in bytes.
const SAMPLE: usize = 4096;

/// What a text tells.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Reading {
    /// The migrations, in the order of the text.
    pub records: Vec<Record>,
    /// What was not taken as it stands.
    pub notices: Vec<Notice>,
}

/// Reads a text.
///
/// ```
/// use engine::units::SimTime;
/// use measured::read::read;
///
/// let reading = read(r#"{"return": {"status": "completed", "total-time": 10194, "ram": {"transferred": 923795456}}}"#);
/// let record = &reading.records[0];
/// assert_eq!(record.observed(), Some(SimTime::s(10.194)));
/// assert!(reading.notices.is_empty());
/// ```
#[must_use]
pub fn read(text: &str) -> Reading {
    read_until(text, LONGEST)
}

/// So many bytes of a text, or as many fewer as end with a whole character.
#[must_use]
pub fn beginning(text: &str, longest: usize) -> &str {
    &text[..text.floor_char_boundary(longest)]
}

/// Reads the beginning of a text, so many bytes at most; it is told if there is more.
#[must_use]
pub fn read_until(text: &str, longest: usize) -> Reading {
    let mut notices = Vec::new();
    let mut say = |problem| notices.push(Notice { place: 0..0, problem });
    let whole = text.len();
    let text = beginning(text, longest);
    if text.len() < whole {
        say(Problem::TooLong(longest));
    }
    if text.trim().is_empty() {
        say(Problem::Empty);
    } else if is_binary(text) {
        say(Problem::NoText);
    } else {
        let mut draft = Draft::new(text);
        take_all(text, &mut draft, |_| {});
        let (records, more) = draft.finish();
        notices.extend(more);
        if records.is_empty() {
            notices.push(Notice {
                place: 0..0,
                problem: match text {
                    text if is_link(text) => Problem::Link,
                    text if is_idle(text) => Problem::Idle,
                    _ => Problem::Nothing,
                },
            });
        }
        return Reading { records, notices };
    }
    Reading {
        records: Vec::new(),
        notices,
    }
}

/// Bytes that need not be text.
#[must_use]
pub fn read_bytes(bytes: &[u8]) -> Reading {
    // What is no UTF-8 is a replacement character, of which a picture is full.
    read(&String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST + 1)]))
}

/// Whether it is a file of another kind, by its beginning.
#[must_use]
pub fn is_binary(text: &str) -> bool {
    let (mut odd, mut all) = (0_usize, 0_usize);
    for letter in text.chars().take(SAMPLE) {
        all += 1;
        let is_usual = matches!(letter, '\n' | '\r' | '\t' | '\u{1b}' | '\u{8}');
        if letter == '\u{fffd}' || (letter.is_control() && !is_usual) {
            odd += 1;
        }
    }
    odd as f64 > all as f64 * BINARY
}

fn is_link(text: &str) -> bool {
    let text = text.trim();
    let is_one = text.lines().count() == 1 && !text.contains(' ');
    let known = [
        "ram=",
        "used=",
        "link=",
        "writes=",
        "lanes=",
        "live=",
        "downtime=",
        "story=",
    ];
    is_one && (text.contains('#') || text.contains('&')) && known.iter().any(|key| text.contains(key))
}

/// Whether it is the answer of a tool that was asked without a migration.
fn is_idle(text: &str) -> bool {
    text.lines().take(MOST_IDLE).any(|line| {
        let words: String = line.split_whitespace().collect();
        words == "Jobtype:None" || words == r#"{"return":{}}"#
    })
}

/// Such an answer is short.
const MOST_IDLE: usize = 100;

/// `on_taken` is told each part of the text that some format takes.
fn take_all(text: &str, draft: &mut Draft<'_>, mut on_taken: impl FnMut(Range<usize>)) {
    let mut at = 0;
    while at < text.len() {
        let here = Here::new(text, at);
        if here.line.trim().is_empty() {
            at = here.next_line();
            continue;
        }
        draft.stamp = here.stamp();
        let taken = FORMATS.iter().find_map(|format| {
            let taken = format.take(&here, draft)?;
            draft.format(format.name(), format.tool());
            Some(taken)
        });
        let start = at;
        // A format that takes nothing would be asked for ever.
        at = taken.filter(|&end| end > at).unwrap_or_else(|| here.next_line());
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if taken.is_some() {
            on_taken(start..at);
        }
    }
}

//! A text that is given, and what was read of it.

use std::rc::Rc;

use super::examples::{Library, NotThere};
use crate::learn::unpack;
use crate::link::Measuring;
use crate::measured::notice::{Notice, Problem};
use crate::measured::{Reading, Record, read};
use crate::text::Language;
use crate::word;

/// More of a text than this is not read in the page at once, in bytes: reading is one piece of work, and the page answers in between. Of a
/// longer file the lines that tell anything are sought first, part by part.
pub const LONGEST: usize = 256 << 10;

/// A text with what was read of it.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// What an address says of it; nothing of a text of the reader.
    pub keys: Measuring,
    /// The name of its file.
    pub name: Option<String>,
    /// The text, as far as it was read.
    pub text: Rc<str>,
    /// What was read; `None` if nothing was given.
    pub reading: Option<Rc<Reading>>,
    /// Its migrations, as those share them who look at one.
    pub records: Vec<Rc<Record>>,
    /// Why there is no text though the address asks for one.
    pub unread: Option<Unread>,
}

/// Why an address gives no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// No format is called so.
    Example,
    /// The examples did not come.
    Unreachable,
    /// What is packed in it is damaged.
    Record,
}

impl Unread {
    /// In a sentence.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Example => word!(language, "No format has this name. The list has all of them."),
            Self::Unreachable => word!(
                language,
                "The examples could not be loaded. Check the connection, then try again."
            ),
            Self::Record => word!(
                language,
                "The text in the link is damaged; a part of the link may be missing."
            ),
        }
    }
}

impl Given {
    /// What an address asks for, as far as the examples have come.
    #[must_use]
    pub fn asked(keys: Measuring, examples: &Library) -> Self {
        let asks_text = !keys.record.as_str().is_empty();
        let asks_example = !keys.example.as_str().is_empty();
        let text = if asks_text {
            unpack(keys.record.as_str()).map_err(|_| Unread::Record)
        } else if asks_example {
            match (read::format_named(keys.example.as_str()), examples) {
                (Some(_), None) => {
                    return Self {
                        keys,
                        ..Self::default()
                    };
                }
                (Some(_), Some(Err(NotThere))) => Err(Unread::Unreachable),
                (Some(format), Some(Ok(examples))) => {
                    examples.of(format).map(|text| text.to_string()).ok_or(Unread::Example)
                }
                (None, _) => Err(Unread::Example),
            }
        } else {
            return Self {
                keys,
                ..Self::default()
            };
        };
        match text {
            Ok(text) => Self {
                keys,
                ..Self::own(None, &text)
            },
            Err(unread) => Self {
                keys,
                unread: Some(unread),
                ..Self::default()
            },
        }
    }

    /// A text of the reader.
    #[must_use]
    pub fn own(name: Option<String>, text: &str) -> Self {
        Self::of(name, text, read::read_until(text, LONGEST))
    }

    /// What of a long file tells anything; all of it has so many bytes.
    #[must_use]
    pub fn gleaned(name: String, text: &str, whole: usize) -> Self {
        let mut reading = read::read_until(text, LONGEST);
        let problem = Problem::Gleaned(whole);
        reading.notices.insert(0, Notice { place: 0..0, problem });
        Self::of(Some(name), text, reading)
    }

    fn of(name: Option<String>, text: &str, reading: Reading) -> Self {
        Self {
            name,
            text: read::beginning(text, LONGEST).into(),
            records: reading.records.iter().cloned().map(Rc::new).collect(),
            reading: Some(Rc::new(reading)),
            ..Self::default()
        }
    }

    /// Whether it asks for an example that has not come.
    #[must_use]
    pub fn awaits_example(&self) -> bool {
        let is_asked = !self.keys.example.as_str().is_empty();
        is_asked && self.reading.is_none() && self.unread != Some(Unread::Example)
    }

    /// Whether there is anything that could be lost.
    #[must_use]
    pub fn is_anything(&self) -> bool {
        !self.text.is_empty()
    }

    /// Whether there is a migration to look at.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        !self.records.is_empty()
    }
}

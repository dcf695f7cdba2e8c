//! Where the text of a lesson comes from, and what has come.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::learn::{Lesson, Notice, Runs, Unreadable, read, unpack};
use crate::link::Learning;
use crate::text::Language;
use crate::{say, word};

/// Between two lessons in the file of a language.
pub const BETWEEN: char = '\u{c}';

/// Where a text comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The lessons that the page brings, in a language.
    Course(&'static str),
    /// A file beside the page.
    File(String),
    /// The link itself.
    Packed(String),
    /// A file of the reader, or what stands in the editor; nowhere but in this visit.
    Own,
}

impl Source {
    /// What these keys show; `None` for what needs no lesson.
    #[must_use]
    pub fn of(keys: &Learning, language: Language) -> Option<Self> {
        let name = keys.learn.as_str();
        if !keys.packed.as_str().is_empty() {
            Some(Self::Packed(keys.packed.as_str().to_owned()))
        } else if keys.learn.is_file() {
            Some(Self::File(name.to_owned()))
        } else if name == OWN {
            Some(Self::Own)
        } else {
            Some(Self::Course(language.tag()))
        }
    }
}

/// The name in links of what is nowhere but in this visit.
pub const OWN: &str = "own";
/// The name in links of the place where it is written.
pub const WRITE: &str = "write";

/// Why a text did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing answers there, or the network is down.
    Unreachable,
    /// There is no such file beside the page, or it is too long.
    Beside,
    /// What is in the link is no packed lesson.
    Packed(Unreadable),
    /// It was known in another visit only.
    Gone,
}

impl Missing {
    /// In a sentence.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Self::Unreachable => word!(
                language,
                "The lessons could not be loaded. Check the connection, then try again."
            ),
            Self::Beside => word!(
                language,
                "The file that the link names could not be read: it has to be below the folder of the page, and to have 256 KB at most."
            ),
            Self::Packed(unreadable) => unreadable.text(language),
            Self::Gone => word!(
                language,
                "This lesson was opened from a file and is not in the link: open the file again."
            ),
        }
    }
}

/// A lesson that can be shown.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The lesson.
    pub lesson: Lesson,
    /// Its runs, simulated.
    pub runs: Runs,
    /// What in it was not understood.
    pub notices: Vec<Notice>,
}

impl Opened {
    /// A lesson as text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (lesson, notices) = read(text);
        Self {
            runs: Runs::of(&lesson),
            lesson,
            notices,
        }
    }
}

/// What is known of the texts.
#[derive(Clone, Debug, Default)]
pub struct Library {
    texts: BTreeMap<Source, Result<Rc<str>, Missing>>,
    courses: BTreeMap<&'static str, Rc<[Lesson]>>,
}

impl Library {
    /// A text has come, or has not.
    pub fn put(&mut self, source: Source, text: Result<Rc<str>, Missing>) {
        if let (Source::Course(tag), Ok(text)) = (&source, &text) {
            let lessons = text.split(BETWEEN).map(|text| read(text.trim_start()).0);
            self.courses.insert(tag, lessons.collect());
        }
        self.texts.insert(source, text);
    }

    /// What did not come can be asked for again.
    pub fn forget(&mut self, source: &Source) {
        self.texts.remove(source);
    }

    /// The text; `None` until it has come or failed.
    #[must_use]
    pub fn get(&self, source: &Source) -> Option<Result<Rc<str>, Missing>> {
        match (self.texts.get(source), source) {
            (None, Source::Own) => Some(Err(Missing::Gone)),
            (None, Source::Packed(letters)) => Some(unpack(letters).map(Rc::from).map_err(Missing::Packed)),
            (found, _) => found.cloned(),
        }
    }

    /// The lessons that the page brings, in this language; none before they have come.
    #[must_use]
    pub fn course(&self, language: Language) -> Option<Rc<[Lesson]>> {
        self.courses.get(language.tag()).cloned()
    }

    /// The lesson that the keys name.
    pub(super) fn open(&self, keys: &Learning, language: Language) -> Option<Result<Opened, Missing>> {
        let source = Source::of(keys, language)?;
        let text = match self.get(&source)? {
            Ok(text) => text,
            Err(missing) => return Some(Err(missing)),
        };
        if !matches!(source, Source::Course(_)) {
            return Some(Ok(Opened::new(&text)));
        }
        let lessons = self.courses.get(language.tag())?;
        let place = lessons.iter().position(|lesson| lesson.name == keys.learn.as_str())?;
        let text = text.split(BETWEEN).nth(place)?.trim_start();
        Some(Ok(Opened::new(text)))
    }
}

/// What is told of a lesson in which something was not understood.
#[must_use]
pub fn complaints(language: Language, name: &str, notices: &[Notice]) -> Vec<String> {
    let told = |notice: &Notice| say!(language, "{0}, {1}", name, notice.text(language));
    notices.iter().map(told).collect()
}

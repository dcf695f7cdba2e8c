//! An example of each format. They are one file, which comes when the screen opens.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::measured::Format;

/// Between two examples in their file.
const BETWEEN: char = '\u{c}';
/// Before the name of an example.
const NAME: &str = "specimen:";

/// The examples by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples(BTreeMap<String, Rc<str>>);

impl Examples {
    /// Reads the file of all.
    #[must_use]
    pub fn read(file: &str) -> Self {
        let one = |part: &str| {
            let (name, text) = part.strip_prefix(NAME)?.split_once('\n')?;
            Some((name.to_owned(), Rc::from(text)))
        };
        Self(file.split(BETWEEN).filter_map(one).collect())
    }

    /// The text in a format.
    #[must_use]
    pub fn of(&self, format: &dyn Format) -> Option<&Rc<str>> {
        self.0.get(format.specimen())
    }
}

/// What is known of the examples; `None` until they have come, or it is known that they do not come.
pub type Library = Option<Result<Rc<Examples>, NotThere>>;

/// The file did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotThere;

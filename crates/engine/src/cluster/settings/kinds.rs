//! Which kind of migration each class gets: `live,batch:cold`.

use super::lists::MAX_ENTRIES;
use super::names::ClassName;
use crate::params::{Choice, Lane, Param, Remark, Value, ValueError, parse_choice};
use text::{Language, say};

/// The kind of migration by class.
#[derive(Clone, Debug, PartialEq)]
pub struct Kinds {
    /// Of all others.
    pub usual: Lane,
    /// Of some classes.
    pub of: Vec<(ClassName, Lane)>,
}

impl Default for Kinds {
    fn default() -> Self {
        Self {
            usual: Lane::Live,
            of: Vec::new(),
        }
    }
}

impl Kinds {
    /// That of a class.
    #[must_use]
    pub fn of(&self, class: &ClassName) -> Lane {
        let own = self.of.iter().find(|(name, _)| name == class);
        own.map_or(self.usual, |(_, kind)| *kind)
    }
}

impl Value for Kinds {
    fn read(_: &Param, text: &str, remarks: &mut Vec<Remark>) -> Result<Self, ValueError> {
        let (mut kinds, mut errors, mut read) = (Self::default(), Vec::new(), 0);
        for entry in text
            .split(',')
            .map(str::trim)
            .filter(|entry| !entry.is_empty())
            .take(MAX_ENTRIES)
        {
            let taken = match entry.split_once(':') {
                None => parse_choice(entry).map(|kind| kinds.usual = kind),
                Some((class, kind)) => ClassName::parse(class).and_then(|class| {
                    let kind = parse_choice(kind)?;
                    kinds.of.retain(|(other, _)| *other != class);
                    kinds.of.push((class, kind));
                    Ok(())
                }),
            };
            match taken {
                Ok(()) => read += 1,
                Err(error) => errors.push(error),
            }
        }
        if read == 0 {
            return Err(errors.into_iter().next().unwrap_or(ValueError::Empty));
        }
        remarks.extend(errors.into_iter().map(Remark::LeftOut));
        kinds.of.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(kinds)
    }

    fn print(&self, _: &Param) -> Option<String> {
        let own = self.of.iter().map(|(class, kind)| format!("{class}:{}", kind.token()));
        let all: Vec<String> = std::iter::once(self.usual.token().to_owned()).chain(own).collect();
        Some(all.join(","))
    }

    fn allowed(_: &Param, language: Language) -> String {
        let words: Vec<&str> = Lane::WORDS.iter().map(|word| word.token).collect();
        say!(
            language,
            "{0}; for one class CLASS:KIND, with commas between them",
            words.join(", ")
        )
    }
}

//! A language is a file: `lang/TAG.po` in the format of gettext, whose head says how numbers and quotations look.

use crate::plural;
use rspolib::{POEntry, pofile};
use std::collections::HashMap;
use std::path::Path;
use std::{fs, io};

/// Where the languages are.
pub const FOLDER: &str = "lang";

/// What the head of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The name of the language in itself (`X-Name`).
    pub name: String,
    /// What stands before the decimals (`X-Decimal-Mark`).
    pub decimal_mark: char,
    /// What stands between thousands (`X-Group-Mark`), as `U+202F` if it cannot be seen.
    pub group_mark: char,
    /// What stands before and after a quotation (`X-Quotation-Marks`).
    pub quotation_marks: [char; 2],
    /// The form of each count (`Plural-Forms`): see `Head` in `crates/text/src/language.rs`.
    pub forms: String,
}

impl Head {
    /// How many forms a text has that depends on a number.
    pub(crate) fn counts(&self) -> usize {
        self.forms.bytes().max().map_or(1, |most| usize::from(most - b'0') + 1)
    }
}

/// A language and its texts.
#[derive(Debug)]
pub struct Language {
    /// As in links.
    pub tag: String,
    /// What its file says about it.
    pub head: Head,
    pub(crate) entries: Vec<POEntry>,
}

impl Language {
    /// A text in this language, a form after the other; `None` if it is not translated.
    #[must_use]
    pub fn get(&self, context: &str, english: &str) -> Option<&[String]> {
        let entry = self.entries.iter().find(|entry| is(entry, context, english))?;
        translation(entry).filter(|_| !entry.obsolete && !entry.fuzzy())
    }
}

pub(crate) fn is(entry: &POEntry, context: &str, english: &str) -> bool {
    entry.msgctxt.as_deref().unwrap_or_default() == context && entry.msgid == english
}

/// The forms of an entry, if all of them are there.
pub(crate) fn translation(entry: &POEntry) -> Option<&[String]> {
    let forms = match &entry.msgstr {
        Some(text) if entry.msgid_plural.is_none() => std::slice::from_ref(text),
        _ => &entry.msgstr_plural[..],
    };
    (!forms.is_empty() && forms.iter().all(|form| !form.is_empty())).then_some(forms)
}

/// All languages of the project in `root`, ordered by tag.
///
/// # Errors
/// A file that cannot be read or makes no sense.
pub fn all(root: &Path) -> io::Result<Vec<Language>> {
    let mut languages = Vec::new();
    for entry in fs::read_dir(root.join(FOLDER))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "po") {
            languages.push(read(&path).map_err(|what| io::Error::other(format!("{}: {what}", path.display())))?);
        }
    }
    languages.sort_by(|one, other| one.tag.cmp(&other.tag));
    Ok(languages)
}

pub(crate) fn read(path: &Path) -> Result<Language, String> {
    let tag = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .ok_or("a strange name")?;
    let file = pofile(path).map_err(|error| error.to_string())?;
    let head = head(&file.metadata)?;
    if file.metadata.get("Language").map(String::as_str) != Some(tag) {
        return Err("the header Language is not the name of the file".to_owned());
    }
    Ok(Language {
        tag: tag.to_owned(),
        head,
        entries: file.entries,
    })
}

fn head(headers: &HashMap<String, String>) -> Result<Head, String> {
    let get = |name: &str| headers.get(name).ok_or(format!("the header {name} is missing"));
    let mark = |name: &str| {
        let value = get(name)?;
        let code = value
            .strip_prefix("U+")
            .and_then(|code| u32::from_str_radix(code, 16).ok());
        let mut letters = value.chars();
        match (code.and_then(char::from_u32), letters.next(), letters.next()) {
            (Some(mark), ..) | (None, Some(mark), None) => Ok(mark),
            _ => Err(format!("{name}: `{value}` is not one character")),
        }
    };
    let quotation: Vec<char> = get("X-Quotation-Marks")?.chars().collect();
    Ok(Head {
        name: get("X-Name")?.clone(),
        decimal_mark: mark("X-Decimal-Mark")?,
        group_mark: mark("X-Group-Mark")?,
        quotation_marks: quotation
            .try_into()
            .map_err(|_| "X-Quotation-Marks: not two characters")?,
        forms: plural::forms(get("Plural-Forms")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Head, head};
    use std::collections::HashMap;

    #[test]
    fn the_head_says_how_numbers_look() {
        let mut headers: HashMap<String, String> = [
            ("X-Name", "Deutsch"),
            ("X-Decimal-Mark", ","),
            ("X-Group-Mark", "U+202F"),
            ("X-Quotation-Marks", "„“"),
            ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
        let expected = Head {
            name: "Deutsch".to_owned(),
            decimal_mark: ',',
            group_mark: '\u{202f}',
            quotation_marks: ['„', '“'],
            forms: "101".to_owned(),
        };
        assert_eq!(head(&headers), Ok(expected));
        headers.insert("X-Decimal-Mark".to_owned(), "comma".to_owned());
        assert!(head(&headers).is_err());
        headers.remove("X-Decimal-Mark");
        assert_eq!(
            head(&headers).err().as_deref(),
            Some("the header X-Decimal-Mark is missing")
        );
    }
}

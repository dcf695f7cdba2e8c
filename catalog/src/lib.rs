//! Finds the texts of the page in its sources. The build script of the page numbers them, and the hook of the build writes the
//! catalogs, one a language, in the same order; so a text of the page is no more than a number.
//!
//! A text that is not found here does not compile: see `Text::of` in `src/text/catalog.rs`.
#![forbid(unsafe_code)]

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A text in English and in German.
pub type Text = (String, String);

/// The macros that take the languages of a text.
const MACROS: [&str; 3] = ["text", "word", "say"];

/// What stands between the texts of a catalog.
pub const SEPARATOR: char = '\t';

/// What the page does not have.
const ELSEWHERE: &str = "cli";

/// The catalogs as files: the tag of a language, and its texts.
#[must_use]
pub fn files(texts: &[Text]) -> [(&'static str, String); 2] {
    let of = |language: fn(&Text) -> &str| {
        let texts: Vec<&str> = texts.iter().map(language).collect();
        texts.join(&SEPARATOR.to_string())
    };
    [("en", of(|text| &text.0)), ("de", of(|text| &text.1))]
}

/// All texts in the sources below `folder`, each once, in their order: related ones stand together, which packs well.
///
/// # Errors
/// A file that cannot be read or is not Rust, or a text with a separator in it.
pub fn texts(folder: &Path) -> io::Result<Vec<Text>> {
    let mut found = Found::default();
    for path in sources(folder)? {
        let wrong = |what: &str| io::Error::other(format!("{}: {what}", path.display()));
        let source = fs::read_to_string(&path).map_err(|error| wrong(&error.to_string()))?;
        let tokens: TokenStream = source.parse().map_err(|_| wrong("not Rust"))?;
        found.search(tokens).map_err(|what| wrong(&what))?;
    }
    Ok(found.texts)
}

/// The Rust files below `folder`, in an order that does not depend on the machine.
fn sources(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            if entry.file_name() != ELSEWHERE {
                files.extend(sources(&path)?);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

#[derive(Default)]
struct Found {
    texts: Vec<Text>,
    known: BTreeSet<Text>,
}

impl Found {
    fn search(&mut self, tokens: TokenStream) -> Result<(), String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            if let [one, mark, other] = &tokens[at.saturating_sub(2)..=at]
                && is(mark, '/')
                && let Some(text) = literal(one).zip(literal(other))
            {
                self.add(text)?;
            }
            let TokenTree::Group(group) = token else { continue };
            let named = |name: &TokenTree| MACROS.iter().any(|known| name.to_string() == *known);
            if let [.., name, mark] = &tokens[..at]
                && is(mark, '!')
                && named(name)
                && group.delimiter() == Delimiter::Parenthesis
            {
                let arguments: Vec<TokenTree> = group.stream().into_iter().collect();
                self.arguments(&arguments)?;
            }
            self.search(group.stream())?;
        }
        Ok(())
    }

    /// The first two literals side by side, or the only one.
    fn arguments(&mut self, arguments: &[TokenTree]) -> Result<(), String> {
        let pair = arguments.windows(3).find_map(|three| match three {
            [one, comma, other] if is(comma, ',') => literal(one).zip(literal(other)),
            _ => None,
        });
        let same = || match arguments {
            [one] => literal(one).map(|text| (text.clone(), text)),
            _ => None,
        };
        match pair.or_else(same) {
            Some(text) => self.add(text),
            None => Ok(()), // a macro's own definition
        }
    }

    fn add(&mut self, text: Text) -> Result<(), String> {
        for language in [&text.0, &text.1] {
            if language.contains(SEPARATOR) {
                return Err(format!("{SEPARATOR:?} stands between texts, so not in {language:?}"));
            }
        }
        if self.known.insert(text.clone()) {
            self.texts.push(text);
        }
        Ok(())
    }
}

fn is(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// What a string literal means; `None` for everything else.
fn literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else {
        return None;
    };
    let source = literal.to_string();
    let inner = source.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'u' => {
                let code: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                let code = u32::from_str_radix(code.trim_start_matches('{'), 16).ok()?;
                text.push(char::from_u32(code)?);
            }
            '\n' => {
                let rest = letters.as_str().trim_start();
                letters = rest.chars();
            }
            sign => text.push(sign),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::Found;

    fn found(source: &str) -> Result<Vec<(String, String)>, String> {
        let mut found = Found::default();
        found.search(source.parse().map_err(|_| "not Rust")?)?;
        Ok(found.texts)
    }

    fn pairs(source: &str) -> Vec<(String, String)> {
        found(source).unwrap_or_default()
    }

    fn pair(english: &str, german: &str) -> (String, String) {
        (english.to_owned(), german.to_owned())
    }

    #[test]
    fn every_way_to_write_a_text_is_found_once_and_in_order() {
        let source = r#"
            //! word!(language, "no", "nein")
            fn f() { html! { <p title={say!(state.language(), "{0} of {1}", "{0} von {1}", "a", word!(language, "x", "y"))}/> } }
            table! { Ram "ram" "Memory" / "Speicher" Machine; "Help" / "Hilfe" }
            const SAME: Text = text!("TIME:ACTION");
            const AGAIN: [Text; 2] = [text!("Memory", "Speicher"), text!("{0} left", "noch {0}", 1)];
            other!("a", "b");
        "#;
        let expected = [
            pair("{0} of {1}", "{0} von {1}"),
            pair("x", "y"),
            pair("Memory", "Speicher"),
            pair("Help", "Hilfe"),
            pair("TIME:ACTION", "TIME:ACTION"),
            pair("{0} left", "noch {0}"),
        ];
        assert_eq!(pairs(source), expected);
    }

    #[test]
    fn literals_mean_what_they_mean_to_the_compiler() {
        let source = r#"word!(l, "a \"b\" \\ \u{2013} \
                c", "d")"#;
        assert_eq!(pairs(source), [pair("a \"b\" \\ – c", "d")]);
    }

    #[test]
    fn a_text_with_a_separator_is_refused() {
        assert!(found(r#"word!(l, "a\tb", "c")"#).is_err());
        assert!(found(r#"word!(l, "a\nb", "c")"#).is_ok());
    }
}

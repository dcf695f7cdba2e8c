//! The texts in the sources: what stands in the macros of `crates/text/src/lib.rs`, in `say("…")` of the start script, and in the elements of
//! the page that have the attribute `data-say`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Folders with the sources of the program, as far as they are there.
const PROGRAM: [&str; 2] = ["src", "crates"];

/// What speaks English alone.
const ELSEWHERE: &str = "cli";

/// The script that starts the program, and the page around it.
pub const SCRIPT: &str = "static/boot.js";
/// The page until the program stands.
pub const PAGE: &str = "index.html";

/// The macros that take one text, and those that take one and many of something.
const SINGLE: [&str; 3] = ["text", "word", "say"];
const PLURAL: [&str; 2] = ["plural", "count"];

/// A text in the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// What tells it from others that are the same in English; mostly empty.
    pub context: String,
    /// In English; of one thing, if it depends on a number.
    pub english: String,
    /// The same of several things, if it depends on a number.
    pub plural: Option<String>,
    /// The files it stands in, from the root of the project.
    pub files: Vec<String>,
    /// Whether the program says it.
    pub in_program: bool,
    /// Whether it is said before the program stands.
    pub at_start: bool,
}

impl Message {
    /// Whether it is the same text.
    #[must_use]
    pub fn is(&self, context: &str, english: &str) -> bool {
        self.context == context && self.english == english
    }
}

/// All texts of the project in `root`, each once, in their order: related ones stand together.
///
/// # Errors
/// A file that cannot be read or is not what its name says; a text in which an English form differs from place to place.
pub fn messages(root: &Path) -> io::Result<Vec<Message>> {
    let mut found = Found::default();
    let mut read = |path: &Path, search: fn(&mut Found, &str) -> Result<(), String>| {
        let name = path.strip_prefix(root).unwrap_or(path);
        let name = name.to_string_lossy().replace('\\', "/");
        let wrong = |what: &str| io::Error::other(format!("{name}: {what}"));
        let source = fs::read_to_string(path).map_err(|error| wrong(&error.to_string()))?;
        found.at_start = !name.ends_with(".rs");
        found.file.clone_from(&name);
        search(&mut found, &source).map_err(|what| wrong(&what))
    };
    for folder in PROGRAM.map(|folder| root.join(folder)) {
        if folder.is_dir() {
            for path in sources(&folder)? {
                read(&path, Found::rust)?;
            }
        }
    }
    read(&root.join(PAGE), Found::page)?;
    read(&root.join(SCRIPT), Found::script)?;
    Ok(found.messages)
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

/// The texts of the page between its tags: what stands before each of them, the text, and what follows.
pub fn said(html: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let starts = html.match_indices("data-say");
    starts.filter_map(|(at, _)| {
        let begin = at + html[at..].find('>')? + 1;
        let end = begin + html[begin..].find('<')?;
        Some((&html[..begin], &html[begin..end], &html[end..]))
    })
}

#[derive(Default)]
struct Found {
    messages: Vec<Message>,
    file: String,
    at_start: bool,
}

impl Found {
    fn rust(&mut self, source: &str) -> Result<(), String> {
        let tokens: TokenStream = source.parse().map_err(|_| "not Rust")?;
        self.search(tokens)
    }

    fn search(&mut self, tokens: TokenStream) -> Result<(), String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            if let [.., name, mark] = &tokens[..at]
                && is(mark, '!')
                && group.delimiter() == Delimiter::Parenthesis
            {
                let arguments: Vec<TokenTree> = group.stream().into_iter().collect();
                let name = name.to_string();
                if SINGLE.contains(&&*name) {
                    self.single(&arguments)?;
                } else if PLURAL.contains(&&*name) {
                    self.plural(&arguments)?;
                }
            }
            self.search(group.stream())?;
        }
        Ok(())
    }

    /// The first literal, and the one after `in`. There is none in the definition of a macro.
    fn single(&mut self, arguments: &[TokenTree]) -> Result<(), String> {
        match text_and_rest(arguments) {
            Some((english, rest)) => self.add(context(rest), english, None),
            None => Ok(()),
        }
    }

    /// The first two literals with a comma between them, and the one after `in`.
    fn plural(&mut self, arguments: &[TokenTree]) -> Result<(), String> {
        let Some((one, [comma, other, rest @ ..])) = text_and_rest(arguments) else {
            return Ok(());
        };
        match literal(other).filter(|_| is(comma, ',')) {
            Some(many) => self.add(context(rest), one, Some(many)),
            None => Err(format!("{one:?} depends on a number and lacks a second form")),
        }
    }

    fn script(&mut self, source: &str) -> Result<(), String> {
        for part in source.split("say(").skip(1) {
            let part = part.trim_start();
            if !part.starts_with('"') {
                continue;
            }
            let end = part[1..].find('"').ok_or("a text without an end")?;
            let text = &part[1..=end];
            if text.contains('\\') {
                return Err(format!("{text:?} has a sign with a stroke before it"));
            }
            self.add(String::new(), text.to_owned(), None)?;
        }
        Ok(())
    }

    fn page(&mut self, html: &str) -> Result<(), String> {
        for (_, text, _) in said(html) {
            if text.contains('&') || text.contains('\n') {
                return Err(format!("{text:?} has a line break or a sign that is written by name"));
            }
            self.add(String::new(), text.to_owned(), None)?;
        }
        Ok(())
    }

    fn add(&mut self, context: String, english: String, plural: Option<String>) -> Result<(), String> {
        for text in [Some(&english), plural.as_ref()].into_iter().flatten() {
            if text.is_empty() || text.contains('\t') {
                return Err(format!("{text:?} is empty or has a tabulator, which no text may have"));
            }
        }
        let place = self.messages.iter().position(|known| known.is(&context, &english));
        let place = place.unwrap_or(self.messages.len());
        if place == self.messages.len() {
            self.messages.push(Message {
                context,
                english,
                plural: plural.clone(),
                files: Vec::new(),
                in_program: false,
                at_start: false,
            });
        }
        let known = &mut self.messages[place];
        if known.plural != plural {
            return Err(format!("{:?} stands here with another form for many", known.english));
        }
        if !known.files.contains(&self.file) {
            known.files.push(self.file.clone());
        }
        known.at_start |= self.at_start;
        known.in_program |= !self.at_start;
        Ok(())
    }
}

/// The first literal that is an argument of its own, and what follows it.
fn text_and_rest(arguments: &[TokenTree]) -> Option<(String, &[TokenTree])> {
    let mut before = None;
    for (at, token) in arguments.iter().enumerate() {
        if before.is_none_or(|before| is(before, ','))
            && let Some(text) = literal(token)
        {
            return Some((text, &arguments[at + 1..]));
        }
        before = Some(token);
    }
    None
}

fn context(rest: &[TokenTree]) -> String {
    match rest {
        [TokenTree::Ident(word), context, ..] if word == "in" => literal(context).unwrap_or_default(),
        _ => String::new(),
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

    type Search = fn(&mut Found, &str) -> Result<(), String>;

    fn found(search: Search, source: &str) -> Result<Vec<String>, String> {
        let mut found = Found::default();
        search(&mut found, source)?;
        let shown = |plural: &Option<String>| plural.as_ref().map_or(String::new(), |plural| format!(" | {plural}"));
        let messages = found.messages.iter();
        Ok(messages
            .map(|message| format!("{}{} [{}]", message.english, shown(&message.plural), message.context))
            .collect())
    }

    fn texts(search: Search, source: &str) -> Vec<String> {
        found(search, source).unwrap_or_default()
    }

    #[test]
    fn every_way_to_write_a_text_is_found_once_and_in_order() {
        let source = r#"
            //! word!(language, "no")
            fn f() { html! { <p title={say!(state.language(), "{0} of {1}", "a", word!(language, "x"))}/> } }
            table! { Ram "ram" text!("Memory") Machine; text!("Help" in "a menu") }
            macro_rules! table { ($label:literal) => { text!($label) } }
            const SAME: Text = text!(same "TIME:ACTION");
            const AGAIN: [Text; 3] = [text!("Memory"), text!("{0} left", 1), text!("Help")];
            const MANY: Plural = plural!("day", "days");
            fn g() { count!(language, steps as f64, "{0} step", "{0} steps" in "a ramp", steps) }
            other!("a", "b");
        "#;
        let expected = [
            "{0} of {1} []",
            "x []",
            "Memory []",
            "Help [a menu]",
            "{0} left []",
            "Help []",
            "day | days []",
            "{0} step | {0} steps [a ramp]",
        ];
        assert_eq!(texts(Found::rust, source), expected);
    }

    #[test]
    fn literals_mean_what_they_mean_to_the_compiler() {
        let source = r#"word!(l, "a \"b\" \\ \u{2013} \
                c")"#;
        assert_eq!(texts(Found::rust, source), ["a \"b\" \\ – c []"]);
    }

    #[test]
    fn script_and_page_are_searched_too() {
        let script = "const say = (english) => 1; button(say(\"Reload\"), f); say(\n  \"Later\",\n)";
        assert_eq!(texts(Found::script, script), ["Reload []", "Later []"]);
        let page = "<p data-say>One.</p>\n<p class=x data-say>Two.</p><p>Three.</p>";
        assert_eq!(texts(Found::page, page), ["One. []", "Two. []"]);
    }

    #[test]
    fn what_a_catalog_cannot_hold_is_refused() {
        assert!(found(Found::rust, r#"word!(l, "a\tb")"#).is_err());
        assert!(found(Found::rust, r#"word!(l, "")"#).is_err());
        assert!(found(Found::rust, r#"word!(l, "a\nb")"#).is_ok());
        assert!(found(Found::rust, r#"plural!("day")"#).is_ok());
        assert!(found(Found::rust, r#"plural!("day", 1)"#).is_err());
        assert!(found(Found::rust, r#"(plural!("a", "as"), plural!("a", "b"))"#).is_err());
        assert!(found(Found::page, "<p data-say>a &amp; b</p>").is_err());
    }
}

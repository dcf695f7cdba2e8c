//! What is said before the program stands: in the start script and in the page itself.

use crate::extract::said;
use crate::{Language, Message, Texts};

/// Where the start script has its translations.
const PLACE: &str = "const TEXTS = {};";

/// An element with this attribute, in a line of its own, is there once in each language.
const EACH: &str = " data-each-language";

impl Texts {
    /// The start script with the translations of what it says, by language.
    ///
    /// # Errors
    /// If the script has no place for them.
    pub fn fill_script(&self, script: &str) -> Result<String, String> {
        if script.matches(PLACE).count() != 1 {
            return Err(format!("the start script has no place `{PLACE}`"));
        }
        let languages = self.languages.iter().map(|language| {
            let rows = self.messages.iter().filter(|message| message.at_start);
            let rows = rows.filter_map(|message| {
                Some(format!(
                    "{}: {}",
                    quoted(&message.english),
                    quoted(self.start(language, message)?)
                ))
            });
            format!(
                "  {}: {{ {} }},\n",
                quoted(&language.tag),
                rows.collect::<Vec<_>>().join(", ")
            )
        });
        let filled = format!("const TEXTS = {{\n{}}};", languages.collect::<String>());
        Ok(script.replace(PLACE, &filled))
    }

    fn start<'a>(&self, language: &'a Language, message: &Message) -> Option<&'a str> {
        Some(language.get(&message.context, &message.english)?.first()?.as_str())
    }

    /// The page with what has to be there in each language at once, because no script chooses.
    #[must_use]
    pub fn fill_page(&self, html: &str) -> String {
        let mut page = String::new();
        for line in html.split_inclusive('\n') {
            if !line.contains(EACH) {
                page += line;
                continue;
            }
            page += &line.replace(EACH, "");
            for language in &self.languages {
                let spoken = format!(" lang=\"{}\"", language.tag);
                page += &self.translated(&line.replace(EACH, &spoken), language);
            }
        }
        page
    }

    fn translated(&self, html: &str, language: &Language) -> String {
        let mut page = String::new();
        let mut done = 0;
        for (before, text, _) in said(html) {
            let translated = language.get("", text).and_then(|forms| forms.first());
            page += &before[done..];
            page += translated.map_or(text, String::as_str);
            done = before.len() + text.len();
        }
        page + &html[done..]
    }
}

/// As a string of a script; with nothing in it that could end the script in a page.
fn quoted(text: &str) -> String {
    format!(
        "\"{}\"",
        text.replace('\\', "\\\\").replace('"', "\\\"").replace('<', "\\u003c")
    )
}

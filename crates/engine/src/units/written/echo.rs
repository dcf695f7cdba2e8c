//! A user's own words, made safe to repeat in a sentence.

use std::fmt;

use text::Language;

const MAX_CHARS: usize = 40;

/// At most 40 characters of a text, without line breaks, other control
/// characters and marks that would turn the direction of the sentence around.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Echo(String);

impl Echo {
    /// Of any text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut chars = text.trim().chars();
        let mut echo: String = chars.by_ref().take(MAX_CHARS).map(tame).collect();
        if chars.next().is_some() {
            echo.push('…');
        }
        Self(echo)
    }

    /// As text, without quotation marks.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn tame(c: char) -> char {
    let steers = matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    if c.is_control() || steers { '\u{FFFD}' } else { c }
}

impl Echo {
    /// With the quotation marks of a language.
    #[must_use]
    pub fn quoted(&self, language: Language) -> String {
        language.quoted(&self.0)
    }
}

/// With quotation marks.
impl fmt::Display for Echo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.quoted(Language::English))
    }
}

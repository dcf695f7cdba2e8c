//! How wide text is, from a table instead of a measurement, so that a chart
//! is the same text natively and in every browser.

/// Width of a text in the same unit as its type size.
///
/// The table follows DejaVu Sans, the widest of the faces that `system-ui`
/// commonly is, so that what fits here fits everywhere.
#[must_use]
pub fn width(text: &str, em: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * em
}

/// Advance of a character in em.
const fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' => 0.28,
        ' ' | '.' | ',' | 'I' => 0.32,
        ':' | ';' | '/' | '|' => 0.34,
        'f' | 't' | '(' | ')' | '-' | '[' | ']' => 0.4,
        'r' => 0.42,
        '\u{202f}' => 0.2,
        's' | 'z' | 'c' | 'k' => 0.58,
        'm' | 'M' | 'W' | '%' => 0.98,
        'w' | '×' | '<' | '>' => 0.84,
        'A'..='Z' => 0.75,
        _ => 0.64,
    }
}
